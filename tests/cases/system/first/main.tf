# ---- autoscaling.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:35 service worker
resource "aws_appautoscaling_target" "worker" {
  service_namespace  = "ecs"
  resource_id        = "service/${aws_ecs_cluster.main_cluster.name}/${aws_ecs_service.worker.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = var.running ? 1 : 0
  max_capacity       = var.running ? 4 : 0

  tags = {
    "svc:block" = "service worker"
  }

  suspended_state {
    scheduled_scaling_suspended = var.running ? false : true
  }
}

# main.svc:44 service worker
resource "aws_appautoscaling_scheduled_action" "worker_nights" {
  name               = "start-worker-nights"
  service_namespace  = "ecs"
  resource_id        = aws_appautoscaling_target.worker.resource_id
  scalable_dimension = "ecs:service:DesiredCount"
  schedule           = "cron(0 20 * * ? *)"
  timezone           = "UTC"

  scalable_target_action {
    min_capacity = "1"
    max_capacity = "4"
  }
}

# main.svc:43 service worker
resource "aws_appautoscaling_policy" "worker_cpu" {
  name               = "start-worker-cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = "ecs"
  resource_id        = aws_appautoscaling_target.worker.resource_id
  scalable_dimension = "ecs:service:DesiredCount"

  target_tracking_scaling_policy_configuration {
    target_value       = 60
    scale_in_cooldown  = 300
    scale_out_cooldown = 60

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}

# ---- cluster.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:11 cluster main_cluster
resource "aws_ecs_cluster" "main_cluster" {
  name = "start-main-cluster"

  tags = {
    "svc:block" = "cluster main_cluster"
  }

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

# main.svc:13 cluster main_cluster
resource "aws_launch_template" "main_cluster_hosts" {
  image_id               = "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id"
  instance_type          = "m7g.large"
  vpc_security_group_ids = [aws_security_group.main_cluster_instances.id]

  user_data = base64encode(<<-EOT
    #!/bin/bash
    cat >> /etc/ecs/ecs.config <<'CONFIG'
    ECS_CLUSTER=${aws_ecs_cluster.main_cluster.name}
    ECS_AWSVPC_BLOCK_IMDS=true
    CONFIG
  EOT
  )

  tags = {
    Name        = "start-main-cluster-hosts"
    "svc:block" = "cluster main_cluster"
  }

  iam_instance_profile {
    arn = aws_iam_instance_profile.main_cluster_instance.arn
  }

  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      volume_size           = 30
      volume_type           = "gp3"
      encrypted             = "true"
      delete_on_termination = "true"
    }
  }

  metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  tag_specifications {
    resource_type = "volume"

    tags = {
      Name        = "start-main-cluster-hosts"
      "svc:app"   = "start"
      "svc:block" = "cluster main_cluster"
    }
  }
}

# main.svc:13 cluster main_cluster
resource "aws_autoscaling_group" "main_cluster_hosts" {
  vpc_zone_identifier       = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  min_size                  = 1
  max_size                  = 2
  protect_from_scale_in     = false
  health_check_type         = "EC2"
  health_check_grace_period = 300

  launch_template {
    id      = aws_launch_template.main_cluster_hosts.id
    version = aws_launch_template.main_cluster_hosts.latest_version
  }

  instance_refresh {
    strategy = "Rolling"

    preferences {
      min_healthy_percentage       = 100
      max_healthy_percentage       = 110
      scale_in_protected_instances = "Refresh"
    }
  }

  tag {
    key                 = "svc:app"
    value               = "start"
    propagate_at_launch = true
  }

  tag {
    key                 = "AmazonECSManaged"
    value               = "true"
    propagate_at_launch = true
  }

  tag {
    key                 = "Name"
    value               = "start-main-cluster-hosts"
    propagate_at_launch = true
  }

  tag {
    key                 = "svc:block"
    value               = "cluster main_cluster"
    propagate_at_launch = true
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.main_cluster_instances,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_iam_role_policy_attachment.main_cluster_instance_policy_AmazonSSMManagedInstanceCore,
    aws_iam_role_policy_attachment.main_cluster_instance_policy_AmazonEC2ContainerServiceforEC2Role,
  ]
}

# main.svc:13 cluster main_cluster
resource "aws_ecs_capacity_provider" "main_cluster_hosts" {
  name = "start-main-cluster-hosts"

  tags = {
    "svc:block" = "cluster main_cluster"
  }

  auto_scaling_group_provider {
    auto_scaling_group_arn         = aws_autoscaling_group.main_cluster_hosts.arn
    managed_termination_protection = "DISABLED"
    managed_draining               = "ENABLED"

    managed_scaling {
      status          = "ENABLED"
      target_capacity = 100
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:11 cluster main_cluster
resource "aws_ecs_cluster_capacity_providers" "main_cluster" {
  cluster_name       = aws_ecs_cluster.main_cluster.name
  capacity_providers = [aws_ecs_capacity_provider.main_cluster_hosts.name, "FARGATE", "FARGATE_SPOT"]

  default_capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 0
    weight            = 1
  }
}

# ---- iam.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:11 cluster main_cluster
resource "aws_iam_role" "main_cluster_instance" {
  name_prefix = "start-main-cluster-instance-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "ec2.amazonaws.com"
        }
        Action = "sts:AssumeRole"
      },
    ]
  })
}

# main.svc:11 cluster main_cluster
resource "aws_iam_role_policy_attachment" "main_cluster_instance_policy_AmazonSSMManagedInstanceCore" {
  role       = aws_iam_role.main_cluster_instance.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

# main.svc:11 cluster main_cluster
resource "aws_iam_role_policy_attachment" "main_cluster_instance_policy_AmazonEC2ContainerServiceforEC2Role" {
  role       = aws_iam_role.main_cluster_instance.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"
}

# main.svc:11 cluster main_cluster
resource "aws_iam_instance_profile" "main_cluster_instance" {
  role = aws_iam_role.main_cluster_instance.name

  tags = {
    "svc:block" = "cluster main_cluster"
  }
}

# main.svc:24 service api
resource "aws_iam_role" "api_execution" {
  name_prefix = "start-api-execution-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "ecs-tasks.amazonaws.com"
        }
        Action = "sts:AssumeRole"
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
    ]
  })
}

# main.svc:24 service api
resource "aws_iam_role_policy" "api_execution" {
  name = "start-api-execution"
  role = aws_iam_role.api_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        Resource = aws_ecr_repository.images.arn
      },
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.api.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "ecr:GetAuthorizationToken"
        Resource = "*"
      },
      {
        Effect   = "Allow"
        Action   = "secretsmanager:GetSecretValue"
        Resource = [aws_secretsmanager_secret.account.arn, aws_secretsmanager_secret.token.arn]
      },
    ]
  })
}

# main.svc:24 service api
resource "aws_iam_role" "api_task" {
  name_prefix = "start-api-task-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "ecs-tasks.amazonaws.com"
        }
        Action = "sts:AssumeRole"
        Condition = {
          ArnLike = {
            "aws:SourceArn" = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:*"
          }
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
    ]
  })
}

# main.svc:36 service worker
resource "aws_iam_role" "worker_execution" {
  name_prefix = "start-worker-execution-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "ecs-tasks.amazonaws.com"
        }
        Action = "sts:AssumeRole"
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
    ]
  })
}

# main.svc:36 service worker
resource "aws_iam_role_policy" "worker_execution" {
  name = "start-worker-execution"
  role = aws_iam_role.worker_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        Resource = aws_ecr_repository.tools.arn
      },
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.worker.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "ecr:GetAuthorizationToken"
        Resource = "*"
      },
    ]
  })
}

# main.svc:36 service worker
resource "aws_iam_role" "worker_task" {
  name_prefix = "start-worker-task-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "ecs-tasks.amazonaws.com"
        }
        Action = "sts:AssumeRole"
        Condition = {
          ArnLike = {
            "aws:SourceArn" = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:*"
          }
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
    ]
  })
}

# main.svc:48 service agent
resource "aws_iam_role" "agent_execution" {
  name_prefix = "start-agent-execution-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "ecs-tasks.amazonaws.com"
        }
        Action = "sts:AssumeRole"
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
    ]
  })
}

# main.svc:48 service agent
resource "aws_iam_role_policy" "agent_execution" {
  name = "start-agent-execution"
  role = aws_iam_role.agent_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.agent.arn}:*"
      },
    ]
  })
}

# main.svc:48 service agent
resource "aws_iam_role" "agent_task" {
  name_prefix = "start-agent-task-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "ecs-tasks.amazonaws.com"
        }
        Action = "sts:AssumeRole"
        Condition = {
          ArnLike = {
            "aws:SourceArn" = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:*"
          }
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
    ]
  })
}

# main.svc:59 job tidy
resource "aws_iam_role" "tidy_execution" {
  name_prefix = "start-tidy-execution-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "ecs-tasks.amazonaws.com"
        }
        Action = "sts:AssumeRole"
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
    ]
  })
}

# main.svc:59 job tidy
resource "aws_iam_role_policy" "tidy_execution" {
  name = "start-tidy-execution"
  role = aws_iam_role.tidy_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        Resource = aws_ecr_repository.tools.arn
      },
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.tidy.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "ecr:GetAuthorizationToken"
        Resource = "*"
      },
    ]
  })
}

# main.svc:59 job tidy
resource "aws_iam_role" "tidy_task" {
  name_prefix = "start-tidy-task-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "ecs-tasks.amazonaws.com"
        }
        Action = "sts:AssumeRole"
        Condition = {
          ArnLike = {
            "aws:SourceArn" = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:*"
          }
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
    ]
  })
}

# main.svc:59 job tidy
resource "aws_iam_role_policy" "tidy_task" {
  name = "start-tidy-task"
  role = aws_iam_role.tidy_task.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket"]
        Resource = [aws_s3_bucket.uploads.arn, "${aws_s3_bucket.uploads.arn}/*"]
      },
    ]
  })
}

# main.svc:58 job tidy
resource "aws_iam_role" "tidy_run" {
  name_prefix = "start-tidy-run-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "states.amazonaws.com"
        }
        Action = "sts:AssumeRole"
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
    ]
  })
}

# main.svc:58 job tidy
resource "aws_iam_role_policy" "tidy_run" {
  name = "start-tidy-run"
  role = aws_iam_role.tidy_run.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["ecs:DescribeTasks", "ecs:StopTask"]
        Resource = "*"
        Condition = {
          ArnEquals = {
            "ecs:cluster" = aws_ecs_cluster.main_cluster.arn
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = ["events:DescribeRule", "events:PutRule", "events:PutTargets"]
        Resource = "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:rule/StepFunctionsGetEventsForECSTaskRule"
      },
      {
        Effect = "Allow"
        Action = [
          "logs:CreateLogDelivery",
          "logs:DeleteLogDelivery",
          "logs:DescribeLogGroups",
          "logs:DescribeResourcePolicies",
          "logs:GetLogDelivery",
          "logs:ListLogDeliveries",
          "logs:PutResourcePolicy",
          "logs:UpdateLogDelivery",
        ]
        Resource = "*"
      },
      {
        Effect   = "Allow"
        Action   = "ecs:RunTask"
        Resource = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:task-definition/start-tidy:*"
        Condition = {
          ArnEquals = {
            "ecs:cluster" = aws_ecs_cluster.main_cluster.arn
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "ecs:TagResource"
        Resource = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:task/*"
        Condition = {
          StringEquals = {
            "ecs:CreateAction" = "RunTask"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "iam:PassRole"
        Resource = [aws_iam_role.tidy_execution.arn, aws_iam_role.tidy_task.arn]
        Condition = {
          StringEquals = {
            "iam:PassedToService" = "ecs-tasks.amazonaws.com"
          }
        }
      },
    ]
  })
}

# main.svc:58 job tidy
resource "aws_iam_role" "tidy_start" {
  name_prefix = "start-tidy-start-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "scheduler.amazonaws.com"
        }
        Action = "sts:AssumeRole"
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
    ]
  })
}

# main.svc:58 job tidy
resource "aws_iam_role_policy" "tidy_start" {
  name = "start-tidy-start"
  role = aws_iam_role.tidy_start.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "states:StartExecution"
        Resource = aws_sfn_state_machine.tidy.arn
      },
    ]
  })
}

# main.svc:58 job tidy
resource "aws_iam_role" "tidy_queue" {
  name_prefix = "start-tidy-queue-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "pipes.amazonaws.com"
        }
        Action = "sts:AssumeRole"
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
    ]
  })
}

# main.svc:58 job tidy
resource "aws_iam_role_policy" "tidy_queue" {
  name = "start-tidy-queue"
  role = aws_iam_role.tidy_queue.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.jobs.arn
      },
      {
        Effect   = "Allow"
        Action   = "states:StartExecution"
        Resource = aws_sfn_state_machine.tidy.arn
      },
    ]
  })
}

# main.svc:58 job tidy
resource "aws_iam_role" "tidy_event" {
  name_prefix = "start-tidy-event-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "events.amazonaws.com"
        }
        Action = "sts:AssumeRole"
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
    ]
  })
}

# main.svc:58 job tidy
resource "aws_iam_role_policy" "tidy_event" {
  name = "start-tidy-event"
  role = aws_iam_role.tidy_event.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "states:StartExecution"
        Resource = aws_sfn_state_machine.tidy.arn
      },
    ]
  })
}

# main.svc:73 pipeline release
resource "aws_iam_role" "release_api" {
  name_prefix = "start-release-api-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "codebuild.amazonaws.com"
        }
        Action = "sts:AssumeRole"
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
    ]
  })
}

# main.svc:73 pipeline release
resource "aws_iam_role_policy" "release_api" {
  name = "start-release-api"
  role = aws_iam_role.release_api.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = [
          "ecr:BatchCheckLayerAvailability",
          "ecr:BatchGetImage",
          "ecr:CompleteLayerUpload",
          "ecr:GetDownloadUrlForLayer",
          "ecr:InitiateLayerUpload",
          "ecr:PutImage",
          "ecr:UploadLayerPart",
        ]
        Resource = aws_ecr_repository.images.arn
      },
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.release_api.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
        Resource = "${aws_s3_bucket.release_artifacts.arn}/*"
      },
      {
        Effect   = "Allow"
        Action   = "ecr:GetAuthorizationToken"
        Resource = "*"
      },
    ]
  })
}

# main.svc:79 pipeline release
resource "aws_iam_role" "release_worker" {
  name_prefix = "start-release-worker-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "codebuild.amazonaws.com"
        }
        Action = "sts:AssumeRole"
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
    ]
  })
}

# main.svc:79 pipeline release
resource "aws_iam_role_policy" "release_worker" {
  name = "start-release-worker"
  role = aws_iam_role.release_worker.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = [
          "ecr:BatchCheckLayerAvailability",
          "ecr:BatchGetImage",
          "ecr:CompleteLayerUpload",
          "ecr:GetDownloadUrlForLayer",
          "ecr:InitiateLayerUpload",
          "ecr:PutImage",
          "ecr:UploadLayerPart",
        ]
        Resource = aws_ecr_repository.tools.arn
      },
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.release_worker.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
        Resource = "${aws_s3_bucket.release_artifacts.arn}/*"
      },
      {
        Effect   = "Allow"
        Action   = "ecr:GetAuthorizationToken"
        Resource = "*"
      },
    ]
  })
}

# main.svc:71 pipeline release
resource "aws_iam_role" "release_tag" {
  name_prefix = "start-release-tag-"
  description = "CodeBuild tags released images with it"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "codebuild.amazonaws.com"
        }
        Action = "sts:AssumeRole"
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
    ]
  })
}

# main.svc:71 pipeline release
resource "aws_iam_role_policy" "release_tag" {
  name = "start-release-tag"
  role = aws_iam_role.release_tag.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["ecr:BatchGetImage", "ecr:PutImage"]
        Resource = [aws_ecr_repository.images.arn, aws_ecr_repository.tools.arn]
      },
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.release_tag.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
        Resource = "${aws_s3_bucket.release_artifacts.arn}/*"
      },
    ]
  })
}

# main.svc:71 pipeline release
resource "aws_iam_role" "release" {
  name_prefix = "start-release-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "codepipeline.amazonaws.com"
        }
        Action = "sts:AssumeRole"
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
    ]
  })
}

# main.svc:71 pipeline release
resource "aws_iam_role_policy" "release" {
  name = "start-release"
  role = aws_iam_role.release.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = ["codebuild:BatchGetBuilds", "codebuild:StartBuild"]
        Resource = [
          aws_codebuild_project.release_api.arn,
          aws_codebuild_project.release_tag.arn,
          aws_codebuild_project.release_worker.arn,
        ]
      },
      {
        Effect   = "Allow"
        Action   = ["codeconnections:UseConnection", "codestar-connections:UseConnection"]
        Resource = var.connection
      },
      {
        Effect   = "Allow"
        Action   = ["ecs:DescribeServices", "ecs:UpdateService"]
        Resource = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:service/start-main-cluster/start-api"
      },
      {
        Effect   = "Allow"
        Action   = ["ecs:DescribeTaskDefinition", "ecs:RegisterTaskDefinition"]
        Resource = "*"
      },
      {
        Effect   = "Allow"
        Action   = ["ecs:DescribeTasks", "ecs:ListTasks"]
        Resource = "*"
        Condition = {
          ArnEquals = {
            "ecs:cluster" = aws_ecs_cluster.main_cluster.arn
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"]
        Resource = aws_s3_bucket.release_artifacts.arn
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
        Resource = "${aws_s3_bucket.release_artifacts.arn}/*"
      },
      {
        Effect   = "Allow"
        Action   = "ecs:TagResource"
        Resource = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:task-definition/start-api:*"
        Condition = {
          StringEquals = {
            "ecs:CreateAction" = "RegisterTaskDefinition"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "iam:PassRole"
        Resource = [aws_iam_role.api_execution.arn, aws_iam_role.api_task.arn]
        Condition = {
          StringEquals = {
            "iam:PassedToService" = "ecs-tasks.amazonaws.com"
          }
        }
      },
    ]
  })
}

# ---- jobs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:58 job tidy
resource "aws_sfn_state_machine" "tidy" {
  name     = "start-tidy"
  role_arn = aws_iam_role.tidy_run.arn

  definition = jsonencode({
    StartAt = "Run"
    States = {
      Run = {
        Type     = "Task"
        Resource = "arn:${data.aws_partition.current.partition}:states:::ecs:runTask.sync"
        Parameters = {
          Cluster        = aws_ecs_cluster.main_cluster.arn
          TaskDefinition = aws_ecs_task_definition.tidy.arn
          CapacityProviderStrategy = [
            {
              CapacityProvider = "FARGATE"
              Base             = 0
              Weight           = 1
            },
          ]
          NetworkConfiguration = {
            AwsvpcConfiguration = {
              Subnets        = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
              SecurityGroups = [aws_security_group.tidy.id]
              AssignPublicIp = "DISABLED"
            }
          }
          Overrides = {
            ContainerOverrides = [
              {
                Name = "app"
                Environment = [
                  {
                    Name      = "JOB_INPUT"
                    "Value.$" = "States.JsonToString($)"
                  },
                ]
              },
            ]
          }
          PropagateTags = "TASK_DEFINITION"
        }
        End = true
      }
    }
  })

  tags = {
    "svc:block" = "job tidy"
  }

  logging_configuration {
    level                  = "ALL"
    include_execution_data = false
    log_destination        = "${aws_cloudwatch_log_group.tidy_runs.arn}:*"
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.tidy,
    aws_ecs_cluster_capacity_providers.main_cluster,
    aws_iam_role_policy.tidy_execution,
    aws_iam_role_policy.tidy_run,
    aws_iam_role_policy.tidy_task,
  ]
}

# main.svc:66 job tidy
resource "aws_scheduler_schedule" "tidy_t73wuv" {
  name                         = "start-tidy-t73wuv"
  state                        = var.running ? "ENABLED" : "DISABLED"
  schedule_expression          = "rate(1 hour)"
  schedule_expression_timezone = "UTC"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_sfn_state_machine.tidy.arn
    role_arn = aws_iam_role.tidy_start.arn
  }

  depends_on = [aws_iam_role_policy.tidy_start]
}

# main.svc:67 job tidy
resource "aws_pipes_pipe" "tidy_pznpu4" {
  name          = "start-tidy-pznpu4"
  role_arn      = aws_iam_role.tidy_queue.arn
  desired_state = var.running ? "RUNNING" : "STOPPED"
  source        = aws_sqs_queue.jobs.arn
  target        = aws_sfn_state_machine.tidy.arn

  tags = {
    "svc:block" = "job tidy"
  }

  source_parameters {
    sqs_queue_parameters {
      batch_size = 1
    }
  }

  target_parameters {
    step_function_state_machine_parameters {
      invocation_type = "FIRE_AND_FORGET"
    }
  }

  depends_on = [aws_iam_role_policy.tidy_queue]
}

# main.svc:68 job tidy
resource "aws_cloudwatch_event_rule" "tidy_cifzhf" {
  name  = "start-tidy-cifzhf"
  state = var.running ? "ENABLED" : "DISABLED"

  event_pattern = jsonencode({
    source      = ["aws.s3"]
    detail-type = ["Object Created"]
    detail = {
      bucket = {
        name = [aws_s3_bucket.uploads.id]
      }
    }
  })

  tags = {
    "svc:block" = "job tidy"
  }

  depends_on = [aws_iam_role_policy.tidy_event]
}

# main.svc:68 job tidy
resource "aws_cloudwatch_event_target" "tidy_cifzhf" {
  rule      = aws_cloudwatch_event_rule.tidy_cifzhf.name
  target_id = "job"
  arn       = aws_sfn_state_machine.tidy.arn
  role_arn  = aws_iam_role.tidy_event.arn
}

# ---- main.tf

# Compiled by svcc from main.svc. Change the program, not this file.

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# ---- messaging.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:20 queue jobs
resource "aws_sqs_queue" "jobs" {
  name                       = "start-jobs"
  visibility_timeout_seconds = 30
  message_retention_seconds  = 345600
  delay_seconds              = 0

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.jobs_dead_letter.arn
    maxReceiveCount     = 5
  })

  sqs_managed_sse_enabled = true

  tags = {
    "svc:block" = "queue jobs"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:20 queue jobs
resource "aws_sqs_queue_policy" "jobs" {
  queue_url = aws_sqs_queue.jobs.url

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.jobs.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

# main.svc:20 queue jobs
resource "aws_sqs_queue" "jobs_dead_letter" {
  name                      = "start-jobs-dead-letter"
  message_retention_seconds = 1209600

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns = [
      "arn:${data.aws_partition.current.partition}:sqs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:start-jobs",
    ]
  })

  sqs_managed_sse_enabled = true

  tags = {
    "svc:block" = "queue jobs"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:20 queue jobs
resource "aws_sqs_queue_policy" "jobs_dead_letter" {
  queue_url = aws_sqs_queue.jobs_dead_letter.url

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.jobs_dead_letter.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

# ---- network.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:9 network main
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = {
    Name = "start-main"
  }
}

# main.svc:9 network main
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}

# main.svc:9 network main
resource "aws_internet_gateway" "main" {
  tags = {
    Name = "start-main"
  }
}

# main.svc:9 network main
resource "aws_internet_gateway_attachment" "main" {
  vpc_id              = aws_vpc.main.id
  internet_gateway_id = aws_internet_gateway.main.id
}

# main.svc:9 network main
resource "aws_subnet" "main_public_1" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.0.0/22"
  availability_zone_id    = "euw1-az1"
  map_public_ip_on_launch = false

  tags = {
    Name = "start-main-public-1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:9 network main
resource "aws_subnet" "main_public_2" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.4.0/22"
  availability_zone_id    = "euw1-az2"
  map_public_ip_on_launch = false

  tags = {
    Name = "start-main-public-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:9 network main
resource "aws_subnet" "main_private_1" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.64.0/22"
  availability_zone_id    = "euw1-az1"
  map_public_ip_on_launch = false

  tags = {
    Name = "start-main-private-1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:9 network main
resource "aws_subnet" "main_private_2" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.68.0/22"
  availability_zone_id    = "euw1-az2"
  map_public_ip_on_launch = false

  tags = {
    Name = "start-main-private-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:9 network main
resource "aws_route_table" "main_public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "start-main-public"
  }
}

# main.svc:9 network main
resource "aws_route" "main_public" {
  route_table_id         = aws_route_table.main_public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:9 network main
resource "aws_route_table" "main_private_1" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "start-main-private-1"
  }
}

# main.svc:9 network main
resource "aws_route_table" "main_private_2" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "start-main-private-2"
  }
}

# main.svc:9 network main
resource "aws_route_table_association" "main_public_1" {
  subnet_id      = aws_subnet.main_public_1.id
  route_table_id = aws_route_table.main_public.id
}

# main.svc:9 network main
resource "aws_route_table_association" "main_public_2" {
  subnet_id      = aws_subnet.main_public_2.id
  route_table_id = aws_route_table.main_public.id
}

# main.svc:9 network main
resource "aws_route_table_association" "main_private_1" {
  subnet_id      = aws_subnet.main_private_1.id
  route_table_id = aws_route_table.main_private_1.id
}

# main.svc:9 network main
resource "aws_route_table_association" "main_private_2" {
  subnet_id      = aws_subnet.main_private_2.id
  route_table_id = aws_route_table.main_private_2.id
}

# main.svc:9 network main
resource "aws_eip" "main_nat_1" {
  domain = "vpc"

  tags = {
    Name        = "start-main-nat-1"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:9 network main
resource "aws_nat_gateway" "main_1" {
  allocation_id = aws_eip.main_nat_1.allocation_id
  subnet_id     = aws_subnet.main_public_1.id

  tags = {
    Name        = "start-main-1"
    "svc:block" = "network main"
  }
}

# main.svc:9 network main
resource "aws_route" "main_private_1" {
  route_table_id         = aws_route_table.main_private_1.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_1.id
}

# main.svc:9 network main
resource "aws_route" "main_private_2" {
  route_table_id         = aws_route_table.main_private_2.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_1.id
}

# ---- observability.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:24 service api
resource "aws_cloudwatch_log_group" "api" {
  name              = "/ecs/start/api"
  retention_in_days = 30

  tags = {
    "svc:block" = "service api"
  }
}

# main.svc:36 service worker
resource "aws_cloudwatch_log_group" "worker" {
  name              = "/ecs/start/worker"
  retention_in_days = 30

  tags = {
    "svc:block" = "service worker"
  }
}

# main.svc:48 service agent
resource "aws_cloudwatch_log_group" "agent" {
  name              = "/ecs/start/agent"
  retention_in_days = 30

  tags = {
    "svc:block" = "service agent"
  }
}

# main.svc:59 job tidy
resource "aws_cloudwatch_log_group" "tidy" {
  name              = "/ecs/start/tidy"
  retention_in_days = 30

  tags = {
    "svc:block" = "job tidy"
  }
}

# main.svc:58 job tidy
resource "aws_cloudwatch_log_group" "tidy_runs" {
  name              = "/aws/vendedlogs/states/start-tidy"
  retention_in_days = 30

  tags = {
    "svc:block" = "job tidy"
  }
}

# main.svc:73 pipeline release
resource "aws_cloudwatch_log_group" "release_api" {
  name              = "/aws/codebuild/start-release-api"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline release"
  }
}

# main.svc:79 pipeline release
resource "aws_cloudwatch_log_group" "release_worker" {
  name              = "/aws/codebuild/start-release-worker"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline release"
  }
}

# main.svc:71 pipeline release
resource "aws_cloudwatch_log_group" "release_tag" {
  name              = "/aws/codebuild/start-release-tag"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline release"
  }
}

# ---- outputs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

output "main_cluster_name" {
  value = aws_ecs_cluster.main_cluster.name
}

output "api_service_name" {
  value = aws_ecs_service.api.name
}

output "worker_service_name" {
  value = aws_ecs_service.worker.name
}

output "agent_service_name" {
  value = aws_ecs_service.agent.name
}

output "tidy_job_arn" {
  value = aws_sfn_state_machine.tidy.arn
}

output "release_pipeline_name" {
  value = aws_codepipeline.release.name
}

output "images_repository_uri" {
  value = aws_ecr_repository.images.repository_url
}

output "tools_repository_uri" {
  value = aws_ecr_repository.tools.repository_url
}

output "jobs_queue_url" {
  value = aws_sqs_queue.jobs.url
}

output "api_log_group" {
  value = aws_cloudwatch_log_group.api.name
}

output "worker_log_group" {
  value = aws_cloudwatch_log_group.worker.name
}

output "agent_log_group" {
  value = aws_cloudwatch_log_group.agent.name
}

output "tidy_log_group" {
  value = aws_cloudwatch_log_group.tidy.name
}

# ---- pipeline.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:73 pipeline release
resource "aws_codebuild_project" "release_api" {
  queued_timeout = 60
  name           = "start-release-api"
  service_role   = aws_iam_role.release_api.arn
  build_timeout  = 30

  tags = {
    "svc:block" = "pipeline release"
  }

  artifacts {
    type = "CODEPIPELINE"
  }

  environment {
    type            = "LINUX_CONTAINER"
    compute_type    = "BUILD_GENERAL1_SMALL"
    image           = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
    privileged_mode = true

    environment_variable {
      name  = "REPOSITORY_URI"
      value = aws_ecr_repository.images.repository_url
      type  = "PLAINTEXT"
    }
  }

  source {
    type = "CODEPIPELINE"

    buildspec = <<-EOT
      version: "0.2"
      phases:
        pre_build:
          commands:
            - REGISTRY=$(echo "$REPOSITORY_URI" | cut -d / -f 1)
            - TAG=api-$(echo "$CODEBUILD_RESOLVED_SOURCE_VERSION" | cut -c 1-7)
            - aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"
        build:
          commands:
            - docker build --file 'api/docker/Dockerfile' --target 'run' --tag "$REPOSITORY_URI:$TAG" 'api'
            - docker push "$REPOSITORY_URI:$TAG"
        post_build:
          commands:
            - printf '{"ImageURI":"%s"}' "$REPOSITORY_URI:$TAG" > imageDetail.json
            - printf '[{"name":"app","imageUri":"%s"}]' "$REPOSITORY_URI:$TAG" > imagedefinitions.json
      artifacts:
        files:
          - imageDetail.json
          - imagedefinitions.json
    EOT
  }

  logs_config {
    cloudwatch_logs {
      status     = "ENABLED"
      group_name = aws_cloudwatch_log_group.release_api.name
    }
  }
}

# main.svc:79 pipeline release
resource "aws_codebuild_project" "release_worker" {
  queued_timeout = 60
  name           = "start-release-worker"
  service_role   = aws_iam_role.release_worker.arn
  build_timeout  = 30

  tags = {
    "svc:block" = "pipeline release"
  }

  artifacts {
    type = "CODEPIPELINE"
  }

  environment {
    type            = "ARM_CONTAINER"
    compute_type    = "BUILD_GENERAL1_SMALL"
    image           = "aws/codebuild/amazonlinux-aarch64-standard:3.0"
    privileged_mode = true

    environment_variable {
      name  = "REPOSITORY_URI"
      value = aws_ecr_repository.tools.repository_url
      type  = "PLAINTEXT"
    }
  }

  source {
    type = "CODEPIPELINE"

    buildspec = <<-EOT
      version: "0.2"
      phases:
        pre_build:
          commands:
            - REGISTRY=$(echo "$REPOSITORY_URI" | cut -d / -f 1)
            - TAG=$(echo "$CODEBUILD_RESOLVED_SOURCE_VERSION" | cut -c 1-7)
            - aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"
        build:
          commands:
            - docker build --file 'worker/Dockerfile' --tag "$REPOSITORY_URI:$TAG" 'worker'
            - docker push "$REPOSITORY_URI:$TAG"
        post_build:
          commands:
            - printf '{"ImageURI":"%s"}' "$REPOSITORY_URI:$TAG" > imageDetail.json
      artifacts:
        files:
          - imageDetail.json
    EOT
  }

  logs_config {
    cloudwatch_logs {
      status     = "ENABLED"
      group_name = aws_cloudwatch_log_group.release_worker.name
    }
  }
}

# main.svc:71 pipeline release
resource "aws_codebuild_project" "release_tag" {
  queued_timeout = 60
  name           = "start-release-tag"
  service_role   = aws_iam_role.release_tag.arn
  build_timeout  = 10

  tags = {
    "svc:block" = "pipeline release"
  }

  artifacts {
    type = "CODEPIPELINE"
  }

  environment {
    type            = "LINUX_CONTAINER"
    compute_type    = "BUILD_GENERAL1_SMALL"
    image           = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
    privileged_mode = false
  }

  source {
    type = "CODEPIPELINE"

    buildspec = <<-EOT
      version: "0.2"
      phases:
        build:
          commands:
            - IMAGE=$(sed 's/.*"ImageURI":"\([^"]*\)".*/\1/' imageDetail.json)
            - NAME=$(echo "$IMAGE" | cut -d / -f 2-)
            - REPOSITORY="--registry-id $${IMAGE%%.*} --repository-name $${NAME%:*}"
            - MANIFEST=$(aws ecr batch-get-image $REPOSITORY --image-ids "imageTag=$${NAME#*:}" --query 'images[0].imageManifest' --output text)
            - for TAG in $TAGS; do aws ecr put-image $REPOSITORY --image-tag "$TAG" --image-manifest "$MANIFEST" 2> error.txt || grep ImageAlreadyExists error.txt || { cat error.txt; exit 1; }; done
    EOT
  }

  logs_config {
    cloudwatch_logs {
      status     = "ENABLED"
      group_name = aws_cloudwatch_log_group.release_tag.name
    }
  }
}

# main.svc:71 pipeline release
resource "aws_codepipeline" "release" {
  name          = "start-release"
  pipeline_type = "V2"
  role_arn      = aws_iam_role.release.arn

  tags = {
    "svc:block" = "pipeline release"
  }

  artifact_store {
    type     = "S3"
    location = aws_s3_bucket.release_artifacts.id
  }

  stage {
    name = "Source"

    action {
      name     = "github"
      category = "Source"
      owner    = "AWS"
      provider = "CodeStarSourceConnection"
      version  = "1"

      configuration = {
        ConnectionArn        = var.connection
        FullRepositoryId     = "acme/start"
        BranchName           = "main"
        OutputArtifactFormat = "CODE_ZIP"
        DetectChanges        = "true"
      }

      output_artifacts = ["source"]
    }
  }

  stage {
    name = "Build_api"

    action {
      name     = "api"
      category = "Build"
      owner    = "AWS"
      provider = "CodeBuild"
      version  = "1"

      configuration = {
        ProjectName = aws_codebuild_project.release_api.name
      }

      input_artifacts  = ["source"]
      output_artifacts = ["release_api"]
    }
  }

  stage {
    name = "Build_worker"

    action {
      name     = "worker"
      category = "Build"
      owner    = "AWS"
      provider = "CodeBuild"
      version  = "1"

      configuration = {
        ProjectName = aws_codebuild_project.release_worker.name
      }

      input_artifacts  = ["source"]
      output_artifacts = ["release_worker"]
    }
  }

  stage {
    name = "Deploy"

    action {
      name     = "api"
      category = "Deploy"
      owner    = "AWS"
      provider = "ECS"
      version  = "1"

      configuration = {
        ClusterName = aws_ecs_cluster.main_cluster.name
        ServiceName = aws_ecs_service.api.name
        FileName    = "imagedefinitions.json"
      }

      input_artifacts = ["release_api"]
    }
  }

  stage {
    name = "Tag"

    action {
      name     = "release_api"
      category = "Build"
      owner    = "AWS"
      provider = "CodeBuild"
      version  = "1"

      configuration = {
        ProjectName = aws_codebuild_project.release_tag.name
        EnvironmentVariables = jsonencode([
          {
            name  = "TAGS"
            value = "api-${var.number}"
            type  = "PLAINTEXT"
          },
        ])
      }

      input_artifacts = ["release_api"]
    }

    action {
      name     = "release_worker"
      category = "Build"
      owner    = "AWS"
      provider = "CodeBuild"
      version  = "1"

      configuration = {
        ProjectName = aws_codebuild_project.release_tag.name
        EnvironmentVariables = jsonencode([
          {
            name  = "TAGS"
            value = "worker"
            type  = "PLAINTEXT"
          },
        ])
      }

      input_artifacts = ["release_worker"]
    }
  }

  depends_on = [
    aws_iam_role_policy.release,
    aws_iam_role_policy.release_api,
    aws_iam_role_policy.release_tag,
    aws_iam_role_policy.release_worker,
  ]
}

# ---- providers.tf

# Compiled by svcc from main.svc. Change the program, not this file.

provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["111111111111"]

  default_tags {
    tags = {
      "svc:app" = "start"
    }
  }
}

# ---- registry.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:16 repository images
resource "aws_ecr_repository" "images" {
  name                 = "start/images"
  image_tag_mutability = "MUTABLE"

  tags = {
    "svc:block" = "repository images"
  }

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "AES256"
  }
}

# main.svc:16 repository images
resource "aws_ecr_lifecycle_policy" "images" {
  repository = aws_ecr_repository.images.name

  policy = jsonencode({
    rules = [
      {
        rulePriority = 1
        description  = "keep the newest images"
        selection = {
          tagStatus   = "any"
          countType   = "imageCountMoreThan"
          countNumber = 50
        }
        action = {
          type = "expire"
        }
      },
    ]
  })
}

# main.svc:17 repository tools
resource "aws_ecr_repository" "tools" {
  name                 = "start/tools"
  image_tag_mutability = "MUTABLE"

  tags = {
    "svc:block" = "repository tools"
  }

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "AES256"
  }
}

# main.svc:17 repository tools
resource "aws_ecr_lifecycle_policy" "tools" {
  repository = aws_ecr_repository.tools.name

  policy = jsonencode({
    rules = [
      {
        rulePriority = 1
        description  = "keep the newest images"
        selection = {
          tagStatus   = "any"
          countType   = "imageCountMoreThan"
          countNumber = 5
        }
        action = {
          type = "expire"
        }
      },
    ]
  })
}

# ---- secrets.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:18 secret token
resource "aws_secretsmanager_secret" "token" {
  name = "start/token"

  tags = {
    "svc:block" = "secret token"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:19 secret account
resource "aws_secretsmanager_secret" "account" {
  name        = "start/account"
  description = "of the mail provider"

  tags = {
    "svc:block" = "secret account"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# ---- security.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:11 cluster main_cluster
resource "aws_security_group" "main_cluster_instances" {
  name_prefix = "start-main-cluster-instances-"
  description = "Instances of start-main-cluster"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "start-main-cluster-instances"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:11 cluster main_cluster
resource "aws_vpc_security_group_egress_rule" "main_cluster_instances" {
  security_group_id = aws_security_group.main_cluster_instances.id
  description       = "ECS, registries and package sources"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "start-main-cluster-instances"
    "svc:block" = "cluster main_cluster"
  }
}

# main.svc:23 service api
resource "aws_security_group" "api" {
  name_prefix = "start-api-"
  description = "Tasks of start-api"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "start-api"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:23 service api
resource "aws_vpc_security_group_egress_rule" "api" {
  security_group_id = aws_security_group.api.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "start-api"
    "svc:block" = "service api"
  }
}

# main.svc:35 service worker
resource "aws_security_group" "worker" {
  name_prefix = "start-worker-"
  description = "Tasks of start-worker"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "start-worker"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:35 service worker
resource "aws_vpc_security_group_egress_rule" "worker" {
  security_group_id = aws_security_group.worker.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "start-worker"
    "svc:block" = "service worker"
  }
}

# main.svc:58 job tidy
resource "aws_security_group" "tidy" {
  name_prefix = "start-tidy-"
  description = "Tasks of start-tidy"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "start-tidy"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:58 job tidy
resource "aws_vpc_security_group_egress_rule" "tidy" {
  security_group_id = aws_security_group.tidy.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "start-tidy"
    "svc:block" = "job tidy"
  }
}

# ---- services.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:24 service api
resource "aws_ecs_task_definition" "api" {
  family                   = "start-api"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.api_execution.arn
  task_role_arn            = aws_iam_role.api_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "${aws_ecr_repository.images.repository_url}:api-${var.number}"
      essential = true
      secrets = [
        {
          name      = "PASSWORD"
          valueFrom = "${aws_secretsmanager_secret.account.arn}:password::"
        },
        {
          name      = "TOKEN"
          valueFrom = aws_secretsmanager_secret.token.arn
        },
        {
          name      = "USER"
          valueFrom = "${aws_secretsmanager_secret.account.arn}:user::"
        },
      ]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.api.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "api"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "service api"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:36 service worker
resource "aws_ecs_task_definition" "worker" {
  family                   = "start-worker"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.worker_execution.arn
  task_role_arn            = aws_iam_role.worker_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "${aws_ecr_repository.tools.repository_url}:worker"
      essential = true
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.worker.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "worker"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "service worker"
  }

  runtime_platform {
    cpu_architecture        = "ARM64"
    operating_system_family = "LINUX"
  }
}

# main.svc:48 service agent
resource "aws_ecs_task_definition" "agent" {
  family                   = "start-agent"
  network_mode             = "host"
  requires_compatibilities = ["EC2"]
  execution_role_arn       = aws_iam_role.agent_execution.arn
  task_role_arn            = aws_iam_role.agent_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "public.ecr.aws/x/agent:1"
      essential = true
      memory    = 128
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.agent.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "agent"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "service agent"
  }

  runtime_platform {
    cpu_architecture        = "ARM64"
    operating_system_family = "LINUX"
  }
}

# main.svc:59 job tidy
resource "aws_ecs_task_definition" "tidy" {
  family                   = "start-tidy"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.tidy_execution.arn
  task_role_arn            = aws_iam_role.tidy_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "${aws_ecr_repository.tools.repository_url}:worker"
      essential = true
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.tidy.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "tidy"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "job tidy"
  }

  runtime_platform {
    cpu_architecture        = "ARM64"
    operating_system_family = "LINUX"
  }
}

# main.svc:23 service api
resource "aws_ecs_service" "api" {
  name                               = "start-api"
  cluster                            = aws_ecs_cluster.main_cluster.arn
  task_definition                    = element(concat([for s in data.aws_ecs_service.api : s.task_definition if try(tonumber(regex(format("(?:^|/)%s:([0-9]+)$", "start-api"), s.task_definition)[0]), 0) >= aws_ecs_task_definition.api.revision], [aws_ecs_task_definition.api.arn]), 0)
  desired_count                      = var.running ? 2 : 0
  deployment_maximum_percent         = 200
  deployment_minimum_healthy_percent = 100
  availability_zone_rebalancing      = "ENABLED"
  enable_execute_command             = false
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"
  force_new_deployment               = true
  wait_for_steady_state              = true

  tags = {
    "svc:block" = "service api"
  }

  capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 0
    weight            = 1
  }

  deployment_controller {
    type = "ECS"
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
    security_groups  = [aws_security_group.api.id]
    assign_public_ip = false
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.api,
    aws_ecs_cluster_capacity_providers.main_cluster,
    aws_iam_role_policy.api_execution,
  ]
}

# main.svc:23 service api
resource "aws_ssm_parameter" "api" {
  name           = "/svcc/start-api/service"
  description    = "Terraform reads which revision of the service runs"
  type           = "String"
  insecure_value = aws_ecs_service.api.name
}

# main.svc:23 service api
data "aws_ssm_parameters_by_path" "api" {
  path = "/svcc/start-api"
}

# main.svc:23 service api
data "aws_ecs_service" "api" {
  count        = length(data.aws_ssm_parameters_by_path.api.names)
  cluster_arn  = aws_ecs_cluster.main_cluster.arn
  service_name = "start-api"
}

# main.svc:35 service worker
resource "aws_ecs_service" "worker" {
  name                               = "start-worker"
  cluster                            = aws_ecs_cluster.main_cluster.arn
  task_definition                    = aws_ecs_task_definition.worker.arn
  desired_count                      = var.running ? 1 : 0
  deployment_maximum_percent         = 200
  deployment_minimum_healthy_percent = 100
  availability_zone_rebalancing      = "ENABLED"
  enable_execute_command             = false
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"
  force_new_deployment               = true
  wait_for_steady_state              = true

  tags = {
    "svc:block" = "service worker"
  }

  capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 0
    weight            = 1
  }

  deployment_controller {
    type = "ECS"
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
    security_groups  = [aws_security_group.worker.id]
    assign_public_ip = false
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.worker,
    aws_ecs_cluster_capacity_providers.main_cluster,
    aws_iam_role_policy.worker_execution,
  ]

  lifecycle {
    ignore_changes = [desired_count]
  }
}

# main.svc:47 service agent
resource "aws_ecs_service" "agent" {
  name                               = "start-agent"
  cluster                            = aws_ecs_cluster.main_cluster.arn
  task_definition                    = aws_ecs_task_definition.agent.arn
  launch_type                        = "EC2"
  scheduling_strategy                = "DAEMON"
  deployment_minimum_healthy_percent = 0
  enable_execute_command             = false
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"
  wait_for_steady_state              = true

  tags = {
    "svc:block" = "service agent"
  }

  deployment_controller {
    type = "ECS"
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  placement_constraints {
    type       = "memberOf"
    expression = var.running ? "attribute:ecs.os-type exists" : "attribute:held exists"
  }

  placement_constraints {
    type       = "memberOf"
    expression = "attribute:ecs.instance-type =~ m7g.*"
  }

  depends_on = [aws_ecs_cluster_capacity_providers.main_cluster, aws_iam_role_policy.agent_execution]
}

# ---- storage.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:21 bucket uploads
resource "aws_s3_bucket" "uploads" {
  bucket_prefix = "start-uploads-"

  tags = {
    "svc:block" = "bucket uploads"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:21 bucket uploads
resource "aws_s3_bucket_ownership_controls" "uploads" {
  bucket = aws_s3_bucket.uploads.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

# main.svc:21 bucket uploads
resource "aws_s3_bucket_public_access_block" "uploads" {
  bucket                  = aws_s3_bucket.uploads.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# main.svc:21 bucket uploads
resource "aws_s3_bucket_server_side_encryption_configuration" "uploads" {
  bucket = aws_s3_bucket.uploads.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

# main.svc:21 bucket uploads
resource "aws_s3_bucket_versioning" "uploads" {
  bucket = aws_s3_bucket.uploads.id

  versioning_configuration {
    status = "Enabled"
  }
}

# main.svc:21 bucket uploads
resource "aws_s3_bucket_lifecycle_configuration" "uploads" {
  bucket = aws_s3_bucket.uploads.id

  rule {
    id     = "uploads"
    status = "Enabled"

    filter {
      prefix = ""
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  rule {
    id     = "versions"
    status = "Enabled"

    filter {
      prefix = ""
    }

    noncurrent_version_expiration {
      noncurrent_days = 90
    }
  }
}

# main.svc:21 bucket uploads
resource "aws_s3_bucket_notification" "uploads" {
  bucket      = aws_s3_bucket.uploads.id
  eventbridge = true
}

# main.svc:21 bucket uploads
resource "aws_s3_bucket_policy" "uploads" {
  bucket = aws_s3_bucket.uploads.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.uploads.arn, "${aws_s3_bucket.uploads.arn}/*"]
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

# main.svc:71 pipeline release
resource "aws_s3_bucket" "release_artifacts" {
  bucket_prefix = "start-release-artifacts-"

  tags = {
    "svc:block" = "pipeline release"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:71 pipeline release
resource "aws_s3_bucket_ownership_controls" "release_artifacts" {
  bucket = aws_s3_bucket.release_artifacts.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

# main.svc:71 pipeline release
resource "aws_s3_bucket_public_access_block" "release_artifacts" {
  bucket                  = aws_s3_bucket.release_artifacts.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# main.svc:71 pipeline release
resource "aws_s3_bucket_server_side_encryption_configuration" "release_artifacts" {
  bucket = aws_s3_bucket.release_artifacts.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

# main.svc:71 pipeline release
resource "aws_s3_bucket_versioning" "release_artifacts" {
  bucket = aws_s3_bucket.release_artifacts.id

  versioning_configuration {
    status = "Enabled"
  }
}

# main.svc:71 pipeline release
resource "aws_s3_bucket_lifecycle_configuration" "release_artifacts" {
  bucket = aws_s3_bucket.release_artifacts.id

  rule {
    id     = "expire"
    status = "Enabled"

    filter {
      prefix = ""
    }

    expiration {
      days = 30
    }

    noncurrent_version_expiration {
      noncurrent_days = 30
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }
  }
}

# main.svc:71 pipeline release
resource "aws_s3_bucket_policy" "release_artifacts" {
  bucket = aws_s3_bucket.release_artifacts.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.release_artifacts.arn, "${aws_s3_bucket.release_artifacts.arn}/*"]
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

# ---- variables.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:6
variable "number" {
  type        = string
  description = "The release to run."
}

# main.svc:7
variable "connection" {
  type = string

  validation {
    condition     = can(regex("^(?:arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[a-z0-9]*:.+)$", var.connection))
    error_message = "connection must match arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[a-z0-9]*:.+."
  }
}

variable "running" {
  type        = bool
  description = "Whether services and jobs run. Give false for the first deployment, before images are pushed and secrets are filled."
  default     = true
}

# ---- versions.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# Uses nothing that provider 5.100.0 does not have.
terraform {
  required_version = ">= 1.5.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.21"
    }
  }
}
