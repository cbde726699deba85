# ---- cluster.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:5 cluster group
resource "aws_service_discovery_http_namespace" "group" {
  name        = "modes-group"
  description = "Services of cluster modes-group"

  tags = {
    "svc:block" = "cluster group"
  }
}

# main.svc:5 cluster group
resource "aws_service_discovery_private_dns_namespace" "group" {
  name        = "modes-group.internal"
  description = "Names of the services of cluster modes-group"
  vpc         = aws_vpc.main.id

  tags = {
    "svc:block" = "cluster group"
  }
}

# main.svc:5 cluster group
resource "aws_ecs_cluster" "group" {
  name = "modes-group"

  tags = {
    "svc:block" = "cluster group"
  }

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

# main.svc:6 cluster group
resource "aws_launch_template" "group_nodes" {
  image_id               = "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id"
  instance_type          = "m7i.large"
  vpc_security_group_ids = [aws_security_group.group_instances.id]

  user_data = base64encode(<<-EOT
    #!/bin/bash
    cat >> /etc/ecs/ecs.config <<'CONFIG'
    ECS_CLUSTER=${aws_ecs_cluster.group.name}
    ECS_AWSVPC_BLOCK_IMDS=true
    CONFIG
  EOT
  )

  tags = {
    Name        = "modes-group-nodes"
    "svc:block" = "cluster group"
  }

  iam_instance_profile {
    arn = aws_iam_instance_profile.group_instance.arn
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
      Name        = "modes-group-nodes"
      "svc:app"   = "modes"
      "svc:block" = "cluster group"
    }
  }
}

# main.svc:6 cluster group
resource "aws_autoscaling_group" "group_nodes" {
  vpc_zone_identifier       = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  min_size                  = 2
  max_size                  = 4
  protect_from_scale_in     = false
  health_check_type         = "EC2"
  health_check_grace_period = 300

  launch_template {
    id      = aws_launch_template.group_nodes.id
    version = aws_launch_template.group_nodes.latest_version
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
    value               = "modes"
    propagate_at_launch = true
  }

  tag {
    key                 = "AmazonECSManaged"
    value               = "true"
    propagate_at_launch = true
  }

  tag {
    key                 = "Name"
    value               = "modes-group-nodes"
    propagate_at_launch = true
  }

  tag {
    key                 = "svc:block"
    value               = "cluster group"
    propagate_at_launch = true
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.group_instances,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_iam_role_policy_attachment.group_instance_policy_AmazonSSMManagedInstanceCore,
    aws_iam_role_policy_attachment.group_instance_policy_AmazonEC2ContainerServiceforEC2Role,
  ]
}

# main.svc:6 cluster group
resource "aws_ecs_capacity_provider" "group_nodes" {
  name = "modes-group-nodes"

  tags = {
    "svc:block" = "cluster group"
  }

  auto_scaling_group_provider {
    auto_scaling_group_arn         = aws_autoscaling_group.group_nodes.arn
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

# main.svc:5 cluster group
resource "aws_ecs_cluster_capacity_providers" "group" {
  cluster_name       = aws_ecs_cluster.group.name
  capacity_providers = [aws_ecs_capacity_provider.group_nodes.name]

  default_capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.group_nodes.name
    base              = 0
    weight            = 1
  }
}

# main.svc:43 service api
resource "aws_service_discovery_service" "api" {
  name         = "api"
  namespace_id = aws_service_discovery_private_dns_namespace.group.id

  tags = {
    "svc:block" = "service api"
  }

  dns_config {
    namespace_id   = aws_service_discovery_private_dns_namespace.group.id
    routing_policy = "MULTIVALUE"

    dns_records {
      type = "SRV"
      ttl  = 10
    }
  }

  health_check_custom_config {
    failure_threshold = 1
  }

  lifecycle {
    create_before_destroy = true
  }
}

# ---- iam.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:5 cluster group
resource "aws_iam_role" "group_instance" {
  name_prefix = "modes-group-instance-"

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

# main.svc:5 cluster group
resource "aws_iam_role_policy_attachment" "group_instance_policy_AmazonSSMManagedInstanceCore" {
  role       = aws_iam_role.group_instance.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

# main.svc:5 cluster group
resource "aws_iam_role_policy_attachment" "group_instance_policy_AmazonEC2ContainerServiceforEC2Role" {
  role       = aws_iam_role.group_instance.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"
}

# main.svc:5 cluster group
resource "aws_iam_instance_profile" "group_instance" {
  role = aws_iam_role.group_instance.name

  tags = {
    "svc:block" = "cluster group"
  }
}

# main.svc:13 service web
resource "aws_iam_role" "web_execution" {
  name_prefix = "modes-web-execution-"

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

# main.svc:13 service web
resource "aws_iam_role_policy" "web_execution" {
  name = "modes-web-execution"
  role = aws_iam_role.web_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.web.arn}:*"
      },
    ]
  })
}

# main.svc:13 service web
resource "aws_iam_role" "web_task" {
  name_prefix = "modes-web-task-"

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

# main.svc:13 service web
resource "aws_iam_role_policy" "web_task" {
  name = "modes-web-task"
  role = aws_iam_role.web_task.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientRootAccess", "elasticfilesystem:ClientWrite"]
        Resource = aws_efs_file_system.assets.arn
      },
    ]
  })
}

# main.svc:32 service api
resource "aws_iam_role" "api_execution" {
  name_prefix = "modes-api-execution-"

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

# main.svc:32 service api
resource "aws_iam_role_policy" "api_execution" {
  name = "modes-api-execution"
  role = aws_iam_role.api_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.api.arn}:*"
      },
    ]
  })
}

# main.svc:32 service api
resource "aws_iam_role" "api_task" {
  name_prefix = "modes-api-task-"

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

# main.svc:49 service metrics
resource "aws_iam_role" "metrics_execution" {
  name_prefix = "modes-metrics-execution-"

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

# main.svc:49 service metrics
resource "aws_iam_role_policy" "metrics_execution" {
  name = "modes-metrics-execution"
  role = aws_iam_role.metrics_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.metrics.arn}:*"
      },
    ]
  })
}

# main.svc:49 service metrics
resource "aws_iam_role" "metrics_task" {
  name_prefix = "modes-metrics-task-"

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

# main.svc:64 service batch
resource "aws_iam_role" "batch_execution" {
  name_prefix = "modes-batch-execution-"

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

# main.svc:64 service batch
resource "aws_iam_role_policy" "batch_execution" {
  name = "modes-batch-execution"
  role = aws_iam_role.batch_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.batch.arn}:*"
      },
    ]
  })
}

# main.svc:64 service batch
resource "aws_iam_role" "batch_task" {
  name_prefix = "modes-batch-task-"

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

# main.svc:71 service modern
resource "aws_iam_role" "modern_execution" {
  name_prefix = "modes-modern-execution-"

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

# main.svc:71 service modern
resource "aws_iam_role_policy" "modern_execution" {
  name = "modes-modern-execution"
  role = aws_iam_role.modern_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.modern.arn}:*"
      },
    ]
  })
}

# main.svc:71 service modern
resource "aws_iam_role" "modern_task" {
  name_prefix = "modes-modern-task-"

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

# main.svc:78 job nightly
resource "aws_iam_role" "nightly_execution" {
  name_prefix = "modes-nightly-execution-"

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

# main.svc:78 job nightly
resource "aws_iam_role_policy" "nightly_execution" {
  name = "modes-nightly-execution"
  role = aws_iam_role.nightly_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.nightly.arn}:*"
      },
    ]
  })
}

# main.svc:78 job nightly
resource "aws_iam_role" "nightly_task" {
  name_prefix = "modes-nightly-task-"

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

# main.svc:77 job nightly
resource "aws_iam_role" "nightly_run" {
  name_prefix = "modes-nightly-run-"

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

# main.svc:77 job nightly
resource "aws_iam_role_policy" "nightly_run" {
  name = "modes-nightly-run"
  role = aws_iam_role.nightly_run.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["ecs:DescribeTasks", "ecs:StopTask"]
        Resource = "*"
        Condition = {
          ArnEquals = {
            "ecs:cluster" = aws_ecs_cluster.group.arn
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
        Resource = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:task-definition/modes-nightly:*"
        Condition = {
          ArnEquals = {
            "ecs:cluster" = aws_ecs_cluster.group.arn
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
        Resource = [aws_iam_role.nightly_execution.arn, aws_iam_role.nightly_task.arn]
        Condition = {
          StringEquals = {
            "iam:PassedToService" = "ecs-tasks.amazonaws.com"
          }
        }
      },
    ]
  })
}

# main.svc:77 job nightly
resource "aws_iam_role" "nightly_start" {
  name_prefix = "modes-nightly-start-"

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

# main.svc:77 job nightly
resource "aws_iam_role_policy" "nightly_start" {
  name = "modes-nightly-start"
  role = aws_iam_role.nightly_start.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "states:StartExecution"
        Resource = aws_sfn_state_machine.nightly.arn
      },
    ]
  })
}

# ---- jobs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:77 job nightly
resource "aws_sfn_state_machine" "nightly" {
  name     = "modes-nightly"
  role_arn = aws_iam_role.nightly_run.arn

  definition = jsonencode({
    StartAt = "Run"
    States = {
      Run = {
        Type     = "Task"
        Resource = "arn:${data.aws_partition.current.partition}:states:::ecs:runTask.sync"
        Parameters = {
          Cluster        = aws_ecs_cluster.group.arn
          TaskDefinition = aws_ecs_task_definition.nightly.arn
          CapacityProviderStrategy = [
            {
              CapacityProvider = aws_ecs_capacity_provider.group_nodes.name
              Base             = 0
              Weight           = 1
            },
          ]
          Overrides = {
            ContainerOverrides = [
              {
                Name = "work"
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
    "svc:block" = "job nightly"
  }

  logging_configuration {
    level                  = "ALL"
    include_execution_data = false
    log_destination        = "${aws_cloudwatch_log_group.nightly_runs.arn}:*"
  }

  depends_on = [aws_ecs_cluster_capacity_providers.group, aws_iam_role_policy.nightly_execution, aws_iam_role_policy.nightly_run]
}

# main.svc:83 job nightly
resource "aws_scheduler_schedule" "nightly_nt3ujz" {
  name                         = "modes-nightly-nt3ujz"
  schedule_expression          = "cron(0 3 * * ? *)"
  schedule_expression_timezone = "UTC"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_sfn_state_machine.nightly.arn
    role_arn = aws_iam_role.nightly_start.arn
  }

  depends_on = [aws_iam_role_policy.nightly_start]
}

# ---- load_balancing.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:8 balancer edge
resource "aws_lb" "edge" {
  name                       = "modes-edge"
  load_balancer_type         = "application"
  internal                   = false
  subnets                    = [aws_subnet.main_public_1.id, aws_subnet.main_public_2.id]
  security_groups            = [aws_security_group.edge.id]
  idle_timeout               = 60
  drop_invalid_header_fields = true
  enable_deletion_protection = false

  tags = {
    "svc:block" = "balancer edge"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:8 balancer edge
resource "aws_lb_listener" "edge_80" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 80
  protocol          = "HTTP"

  tags = {
    "svc:block" = "balancer edge"
  }

  default_action {
    type = "fixed-response"

    fixed_response {
      status_code  = "404"
      content_type = "text/plain"
      message_body = "Not found"
    }
  }
}

# main.svc:9 balancer wire
resource "aws_lb" "wire" {
  name                             = "modes-wire-net"
  load_balancer_type               = "network"
  internal                         = false
  subnets                          = [aws_subnet.main_public_1.id, aws_subnet.main_public_2.id]
  security_groups                  = [aws_security_group.wire.id]
  enable_deletion_protection       = false
  enable_cross_zone_load_balancing = true

  tags = {
    "svc:block" = "balancer wire"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:28 service web
resource "aws_lb_target_group" "web_edge" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "instance"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service web"
  }

  health_check {
    path                = "/healthz"
    port                = "traffic-port"
    protocol            = "HTTP"
    interval            = 15
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 3
    matcher             = "200-299"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:28 service web
resource "aws_lb_listener_rule" "web_80_jdz7w2" {
  listener_arn = aws_lb_listener.edge_80.arn
  priority     = 49741

  tags = {
    "svc:block" = "service web"
  }

  condition {
    path_pattern {
      values = ["/*"]
    }
  }

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web_edge.arn
  }
}

# main.svc:42 service api
resource "aws_lb_target_group" "api_edge_8080" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "instance"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service api"
  }

  health_check {
    path                = "/"
    port                = "traffic-port"
    protocol            = "HTTP"
    interval            = 15
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 3
    matcher             = "200-299"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:42 service api
resource "aws_lb_listener_rule" "api_80_gpfspb" {
  listener_arn = aws_lb_listener.edge_80.arn
  priority     = 42516

  tags = {
    "svc:block" = "service api"
  }

  condition {
    path_pattern {
      values = ["/api/*"]
    }
  }

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.api_edge_8080.arn
  }
}

# main.svc:58 service metrics
resource "aws_lb_target_group" "metrics_wire" {
  port                 = 80
  protocol             = "TCP"
  target_type          = "instance"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service metrics"
  }

  health_check {
    port                = "traffic-port"
    protocol            = "TCP"
    interval            = 15
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:9 balancer wire
resource "aws_lb_listener" "wire_9000" {
  load_balancer_arn = aws_lb.wire.arn
  port              = 9000
  protocol          = "TCP"

  tags = {
    "svc:block" = "balancer wire"
  }

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.metrics_wire.arn
  }
}

# ---- main.tf

# Compiled by svcc from main.svc. Change the program, not this file.

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# ---- network.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:4 network main
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = {
    Name = "modes-main"
  }
}

# main.svc:4 network main
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}

# main.svc:4 network main
resource "aws_internet_gateway" "main" {
  tags = {
    Name = "modes-main"
  }
}

# main.svc:4 network main
resource "aws_internet_gateway_attachment" "main" {
  vpc_id              = aws_vpc.main.id
  internet_gateway_id = aws_internet_gateway.main.id
}

# main.svc:4 network main
resource "aws_subnet" "main_public_1" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.0.0/22"
  availability_zone_id    = "euw1-az1"
  map_public_ip_on_launch = false

  tags = {
    Name = "modes-main-public-1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:4 network main
resource "aws_subnet" "main_public_2" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.4.0/22"
  availability_zone_id    = "euw1-az2"
  map_public_ip_on_launch = false

  tags = {
    Name = "modes-main-public-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:4 network main
resource "aws_subnet" "main_private_1" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.64.0/22"
  availability_zone_id    = "euw1-az1"
  map_public_ip_on_launch = false

  tags = {
    Name = "modes-main-private-1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:4 network main
resource "aws_subnet" "main_private_2" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.68.0/22"
  availability_zone_id    = "euw1-az2"
  map_public_ip_on_launch = false

  tags = {
    Name = "modes-main-private-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:4 network main
resource "aws_route_table" "main_public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "modes-main-public"
  }
}

# main.svc:4 network main
resource "aws_route" "main_public" {
  route_table_id         = aws_route_table.main_public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:4 network main
resource "aws_route_table" "main_private_1" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "modes-main-private-1"
  }
}

# main.svc:4 network main
resource "aws_route_table" "main_private_2" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "modes-main-private-2"
  }
}

# main.svc:4 network main
resource "aws_route_table_association" "main_public_1" {
  subnet_id      = aws_subnet.main_public_1.id
  route_table_id = aws_route_table.main_public.id
}

# main.svc:4 network main
resource "aws_route_table_association" "main_public_2" {
  subnet_id      = aws_subnet.main_public_2.id
  route_table_id = aws_route_table.main_public.id
}

# main.svc:4 network main
resource "aws_route_table_association" "main_private_1" {
  subnet_id      = aws_subnet.main_private_1.id
  route_table_id = aws_route_table.main_private_1.id
}

# main.svc:4 network main
resource "aws_route_table_association" "main_private_2" {
  subnet_id      = aws_subnet.main_private_2.id
  route_table_id = aws_route_table.main_private_2.id
}

# main.svc:4 network main
resource "aws_eip" "main_nat_1" {
  domain = "vpc"

  tags = {
    Name        = "modes-main-nat-1"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:4 network main
resource "aws_nat_gateway" "main_1" {
  allocation_id = aws_eip.main_nat_1.allocation_id
  subnet_id     = aws_subnet.main_public_1.id

  tags = {
    Name        = "modes-main-1"
    "svc:block" = "network main"
  }
}

# main.svc:4 network main
resource "aws_route" "main_private_1" {
  route_table_id         = aws_route_table.main_private_1.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_1.id
}

# main.svc:4 network main
resource "aws_route" "main_private_2" {
  route_table_id         = aws_route_table.main_private_2.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_1.id
}

# ---- observability.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:13 service web
resource "aws_cloudwatch_log_group" "web" {
  name              = "/ecs/modes/web"
  retention_in_days = 30

  tags = {
    "svc:block" = "service web"
  }
}

# main.svc:32 service api
resource "aws_cloudwatch_log_group" "api" {
  name              = "/ecs/modes/api"
  retention_in_days = 30

  tags = {
    "svc:block" = "service api"
  }
}

# main.svc:49 service metrics
resource "aws_cloudwatch_log_group" "metrics" {
  name              = "/ecs/modes/metrics"
  retention_in_days = 30

  tags = {
    "svc:block" = "service metrics"
  }
}

# main.svc:64 service batch
resource "aws_cloudwatch_log_group" "batch" {
  name              = "/ecs/modes/batch"
  retention_in_days = 30

  tags = {
    "svc:block" = "service batch"
  }
}

# main.svc:71 service modern
resource "aws_cloudwatch_log_group" "modern" {
  name              = "/ecs/modes/modern"
  retention_in_days = 30

  tags = {
    "svc:block" = "service modern"
  }
}

# main.svc:78 job nightly
resource "aws_cloudwatch_log_group" "nightly" {
  name              = "/ecs/modes/nightly"
  retention_in_days = 30

  tags = {
    "svc:block" = "job nightly"
  }
}

# main.svc:77 job nightly
resource "aws_cloudwatch_log_group" "nightly_runs" {
  name              = "/aws/vendedlogs/states/modes-nightly"
  retention_in_days = 30

  tags = {
    "svc:block" = "job nightly"
  }
}

# ---- outputs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

output "edge_dns_name" {
  value = aws_lb.edge.dns_name
}

output "wire_dns_name" {
  value = aws_lb.wire.dns_name
}

output "group_cluster_name" {
  value = aws_ecs_cluster.group.name
}

output "web_service_name" {
  value = aws_ecs_service.web.name
}

output "api_service_name" {
  value = aws_ecs_service.api.name
}

output "metrics_service_name" {
  value = aws_ecs_service.metrics.name
}

output "batch_service_name" {
  value = aws_ecs_service.batch.name
}

output "modern_service_name" {
  value = aws_ecs_service.modern.name
}

output "nightly_job_arn" {
  value = aws_sfn_state_machine.nightly.arn
}

output "web_log_group" {
  value = aws_cloudwatch_log_group.web.name
}

output "api_log_group" {
  value = aws_cloudwatch_log_group.api.name
}

output "metrics_log_group" {
  value = aws_cloudwatch_log_group.metrics.name
}

output "batch_log_group" {
  value = aws_cloudwatch_log_group.batch.name
}

output "modern_log_group" {
  value = aws_cloudwatch_log_group.modern.name
}

output "nightly_log_group" {
  value = aws_cloudwatch_log_group.nightly.name
}

# ---- providers.tf

# Compiled by svcc from main.svc. Change the program, not this file.

provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      "svc:app" = "modes"
    }
  }
}

# ---- security.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:5 cluster group
resource "aws_security_group" "group_instances" {
  name_prefix = "modes-group-instances-"
  description = "Instances of modes-group"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "modes-group-instances"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:5 cluster group
resource "aws_vpc_security_group_egress_rule" "group_instances" {
  security_group_id = aws_security_group.group_instances.id
  description       = "ECS, registries and package sources"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "modes-group-instances"
    "svc:block" = "cluster group"
  }
}

# main.svc:28 cluster group
resource "aws_vpc_security_group_ingress_rule" "group_instances_32768_to_61000_from_edge" {
  security_group_id            = aws_security_group.group_instances.id
  description                  = "Requests from load balancer edge"
  ip_protocol                  = "tcp"
  from_port                    = 32768
  to_port                      = 61000
  referenced_security_group_id = aws_security_group.edge.id

  tags = {
    Name        = "modes-group-instances-32768-to-61000-from-edge"
    "svc:block" = "cluster group"
  }
}

# main.svc:58 cluster group
resource "aws_vpc_security_group_ingress_rule" "group_instances_9100_from_wire" {
  security_group_id            = aws_security_group.group_instances.id
  description                  = "Requests from load balancer wire"
  ip_protocol                  = "tcp"
  from_port                    = 9100
  to_port                      = 9100
  referenced_security_group_id = aws_security_group.wire.id

  tags = {
    Name        = "modes-group-instances-9100-from-wire"
    "svc:block" = "cluster group"
  }
}

# main.svc:27 cluster group
resource "aws_vpc_security_group_ingress_rule" "group_instances_32768_to_61000_from_group_instances" {
  security_group_id            = aws_security_group.group_instances.id
  description                  = "Calls from instances of cluster group"
  ip_protocol                  = "tcp"
  from_port                    = 32768
  to_port                      = 61000
  referenced_security_group_id = aws_security_group.group_instances.id

  tags = {
    Name        = "modes-group-instances-32768-to-61000-from-group-instances"
    "svc:block" = "cluster group"
  }
}

# main.svc:27 cluster group
resource "aws_vpc_security_group_ingress_rule" "group_instances_9901_from_group_instances" {
  security_group_id            = aws_security_group.group_instances.id
  description                  = "Calls from instances of cluster group"
  ip_protocol                  = "tcp"
  from_port                    = 9901
  to_port                      = 9901
  referenced_security_group_id = aws_security_group.group_instances.id

  tags = {
    Name        = "modes-group-instances-9901-from-group-instances"
    "svc:block" = "cluster group"
  }
}

# main.svc:27 cluster group
resource "aws_vpc_security_group_ingress_rule" "group_instances_9100_from_group_instances" {
  security_group_id            = aws_security_group.group_instances.id
  description                  = "Calls from instances of cluster group"
  ip_protocol                  = "tcp"
  from_port                    = 9100
  to_port                      = 9100
  referenced_security_group_id = aws_security_group.group_instances.id

  tags = {
    Name        = "modes-group-instances-9100-from-group-instances"
    "svc:block" = "cluster group"
  }
}

# main.svc:41 cluster group
resource "aws_vpc_security_group_ingress_rule" "group_instances_32768_to_61000_from_10_0_0_0_8" {
  security_group_id = aws_security_group.group_instances.id
  description       = "Direct connections"
  ip_protocol       = "tcp"
  from_port         = 32768
  to_port           = 61000
  cidr_ipv4         = "10.0.0.0/8"

  tags = {
    Name        = "modes-group-instances-32768-to-61000-from-10-0-0-0-8"
    "svc:block" = "cluster group"
  }
}

# main.svc:41 cluster group
resource "aws_vpc_security_group_ingress_rule" "group_instances_9901_from_10_0_0_0_8" {
  security_group_id = aws_security_group.group_instances.id
  description       = "Direct connections"
  ip_protocol       = "tcp"
  from_port         = 9901
  to_port           = 9901
  cidr_ipv4         = "10.0.0.0/8"

  tags = {
    Name        = "modes-group-instances-9901-from-10-0-0-0-8"
    "svc:block" = "cluster group"
  }
}

# main.svc:74 cluster group
resource "aws_vpc_security_group_ingress_rule" "group_instances_32768_to_61000_from_modern" {
  security_group_id            = aws_security_group.group_instances.id
  description                  = "Calls from service modern"
  ip_protocol                  = "tcp"
  from_port                    = 32768
  to_port                      = 61000
  referenced_security_group_id = aws_security_group.modern.id

  tags = {
    Name        = "modes-group-instances-32768-to-61000-from-modern"
    "svc:block" = "cluster group"
  }
}

# main.svc:74 cluster group
resource "aws_vpc_security_group_ingress_rule" "group_instances_9901_from_modern" {
  security_group_id            = aws_security_group.group_instances.id
  description                  = "Calls from service modern"
  ip_protocol                  = "tcp"
  from_port                    = 9901
  to_port                      = 9901
  referenced_security_group_id = aws_security_group.modern.id

  tags = {
    Name        = "modes-group-instances-9901-from-modern"
    "svc:block" = "cluster group"
  }
}

# main.svc:8 balancer edge
resource "aws_security_group" "edge" {
  name_prefix = "modes-edge-"
  description = "Load balancer modes-edge"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "modes-edge"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:8 balancer edge
resource "aws_vpc_security_group_ingress_rule" "edge_80_from_0_0_0_0_0" {
  security_group_id = aws_security_group.edge.id
  description       = "HTTP from clients"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "modes-edge-80-from-0-0-0-0-0"
    "svc:block" = "balancer edge"
  }
}

# main.svc:28 cluster group
resource "aws_vpc_security_group_egress_rule" "edge_to_group_instances_32768_to_61000" {
  security_group_id            = aws_security_group.edge.id
  description                  = "Requests to instances of cluster group"
  ip_protocol                  = "tcp"
  from_port                    = 32768
  to_port                      = 61000
  referenced_security_group_id = aws_security_group.group_instances.id

  tags = {
    Name        = "modes-edge-to-group-instances-32768-to-61000"
    "svc:block" = "cluster group"
  }
}

# main.svc:9 balancer wire
resource "aws_security_group" "wire" {
  name_prefix = "modes-wire-"
  description = "Load balancer modes-wire"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "modes-wire"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:9 balancer wire
resource "aws_vpc_security_group_ingress_rule" "wire_9000_from_0_0_0_0_0" {
  security_group_id = aws_security_group.wire.id
  description       = "TCP from clients"
  ip_protocol       = "tcp"
  from_port         = 9000
  to_port           = 9000
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "modes-wire-9000-from-0-0-0-0-0"
    "svc:block" = "balancer wire"
  }
}

# main.svc:58 cluster group
resource "aws_vpc_security_group_egress_rule" "wire_to_group_instances_9100" {
  security_group_id            = aws_security_group.wire.id
  description                  = "Requests to instances of cluster group"
  ip_protocol                  = "tcp"
  from_port                    = 9100
  to_port                      = 9100
  referenced_security_group_id = aws_security_group.group_instances.id

  tags = {
    Name        = "modes-wire-to-group-instances-9100"
    "svc:block" = "cluster group"
  }
}

# main.svc:10 filesystem assets
resource "aws_security_group" "assets" {
  name_prefix = "modes-assets-"
  description = "Mount targets of modes-assets"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "modes-assets"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:10 filesystem assets
resource "aws_vpc_security_group_egress_rule" "assets" {
  security_group_id = aws_security_group.assets.id
  description       = "Nothing calls from here"
  ip_protocol       = "-1"
  cidr_ipv4         = "127.0.0.1/32"

  tags = {
    Name        = "modes-assets"
    "svc:block" = "filesystem assets"
  }
}

# main.svc:12 cluster group
resource "aws_vpc_security_group_ingress_rule" "assets_2049_from_group_instances" {
  security_group_id            = aws_security_group.assets.id
  description                  = "Mounted by instances of cluster group"
  ip_protocol                  = "tcp"
  from_port                    = 2049
  to_port                      = 2049
  referenced_security_group_id = aws_security_group.group_instances.id

  tags = {
    Name        = "modes-assets-2049-from-group-instances"
    "svc:block" = "cluster group"
  }
}

# main.svc:70 service modern
resource "aws_security_group" "modern" {
  name_prefix = "modes-modern-"
  description = "Tasks of modes-modern"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "modes-modern"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:57 cluster group
resource "aws_vpc_security_group_ingress_rule" "modern_8080_from_group_instances" {
  security_group_id            = aws_security_group.modern.id
  description                  = "Calls from instances of cluster group"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.group_instances.id

  tags = {
    Name        = "modes-modern-8080-from-group-instances"
    "svc:block" = "cluster group"
  }
}

# main.svc:70 service modern
resource "aws_vpc_security_group_egress_rule" "modern" {
  security_group_id = aws_security_group.modern.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "modes-modern"
    "svc:block" = "service modern"
  }
}

# ---- services.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:13 service web
resource "aws_ecs_task_definition" "web" {
  family                   = "modes-web"
  network_mode             = "bridge"
  requires_compatibilities = ["EC2"]
  execution_role_arn       = aws_iam_role.web_execution.arn
  task_role_arn            = aws_iam_role.web_task.arn

  container_definitions = jsonencode([
    {
      name      = "cache"
      image     = "public.ecr.aws/docker/library/redis:7"
      essential = true
      memory    = 128
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.web.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "web"
        }
      }
    },
    {
      name      = "app"
      image     = "public.ecr.aws/nginx/nginx:1.27"
      essential = true
      memory    = 512
      portMappings = [
        {
          containerPort = 8080
          hostPort      = 0
          protocol      = "tcp"
        },
      ]
      mountPoints = [
        {
          sourceVolume  = "files"
          containerPath = "/files"
          readOnly      = false
        },
      ]
      links = ["cache:store"]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.web.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "web"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "service web"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }

  volume {
    name = "files"

    efs_volume_configuration {
      file_system_id     = aws_efs_file_system.assets.id
      transit_encryption = "ENABLED"

      authorization_config {
        iam = "ENABLED"
      }
    }
  }
}

# main.svc:32 service api
resource "aws_ecs_task_definition" "api" {
  family                   = "modes-api"
  network_mode             = "bridge"
  requires_compatibilities = ["EC2"]
  execution_role_arn       = aws_iam_role.api_execution.arn
  task_role_arn            = aws_iam_role.api_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "public.ecr.aws/nginx/nginx:1.27"
      essential = true
      memory    = 512
      portMappings = [
        {
          name          = "http"
          containerPort = 8080
          hostPort      = 0
          protocol      = "tcp"
        },
        {
          name          = "admin"
          containerPort = 8081
          hostPort      = 9901
          protocol      = "tcp"
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

# main.svc:49 service metrics
resource "aws_ecs_task_definition" "metrics" {
  family                   = "modes-metrics"
  network_mode             = "host"
  requires_compatibilities = ["EC2"]
  execution_role_arn       = aws_iam_role.metrics_execution.arn
  task_role_arn            = aws_iam_role.metrics_task.arn

  container_definitions = jsonencode([
    {
      name      = "agent"
      image     = "public.ecr.aws/nginx/nginx:1.27"
      essential = true
      memory    = 128
      portMappings = [
        {
          containerPort = 9100
          hostPort      = 9100
          protocol      = "tcp"
        },
      ]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.metrics.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "metrics"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "service metrics"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:64 service batch
resource "aws_ecs_task_definition" "batch" {
  family                   = "modes-batch"
  network_mode             = "none"
  requires_compatibilities = ["EC2"]
  execution_role_arn       = aws_iam_role.batch_execution.arn
  task_role_arn            = aws_iam_role.batch_task.arn

  container_definitions = jsonencode([
    {
      name      = "work"
      image     = "public.ecr.aws/docker/library/busybox:1.36"
      essential = true
      memory    = 128
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.batch.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "batch"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "service batch"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:71 service modern
resource "aws_ecs_task_definition" "modern" {
  family                   = "modes-modern"
  network_mode             = "awsvpc"
  requires_compatibilities = ["EC2"]
  execution_role_arn       = aws_iam_role.modern_execution.arn
  task_role_arn            = aws_iam_role.modern_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "public.ecr.aws/nginx/nginx:1.27"
      essential = true
      memory    = 256
      portMappings = [
        {
          containerPort = 8080
          hostPort      = 8080
          protocol      = "tcp"
        },
      ]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.modern.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "modern"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "service modern"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:78 job nightly
resource "aws_ecs_task_definition" "nightly" {
  family                   = "modes-nightly"
  network_mode             = "bridge"
  requires_compatibilities = ["EC2"]
  execution_role_arn       = aws_iam_role.nightly_execution.arn
  task_role_arn            = aws_iam_role.nightly_task.arn

  container_definitions = jsonencode([
    {
      name      = "work"
      image     = "public.ecr.aws/docker/library/busybox:1.36"
      essential = true
      memory    = 128
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.nightly.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "nightly"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "job nightly"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:12 service web
resource "aws_ecs_service" "web" {
  name                               = "modes-web"
  cluster                            = aws_ecs_cluster.group.arn
  task_definition                    = aws_ecs_task_definition.web.arn
  desired_count                      = 2
  deployment_maximum_percent         = 200
  deployment_minimum_healthy_percent = 100
  availability_zone_rebalancing      = "ENABLED"
  enable_execute_command             = false
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"
  force_new_deployment               = true
  wait_for_steady_state              = true

  tags = {
    "svc:block" = "service web"
  }

  capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.group_nodes.name
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

  load_balancer {
    container_name   = "app"
    container_port   = 8080
    target_group_arn = aws_lb_target_group.web_edge.arn
  }

  service_connect_configuration {
    enabled   = true
    namespace = aws_service_discovery_http_namespace.group.arn
  }

  depends_on = [
    aws_vpc_security_group_ingress_rule.assets_2049_from_group_instances,
    aws_ecs_service.api,
    aws_efs_mount_target.assets_1,
    aws_efs_mount_target.assets_2,
    aws_lb_listener_rule.web_80_jdz7w2,
    aws_iam_role_policy.web_execution,
    aws_iam_role_policy.web_task,
  ]
}

# main.svc:31 service api
resource "aws_ecs_service" "api" {
  name                               = "modes-api"
  cluster                            = aws_ecs_cluster.group.arn
  task_definition                    = aws_ecs_task_definition.api.arn
  desired_count                      = 1
  deployment_maximum_percent         = 200
  deployment_minimum_healthy_percent = 100
  availability_zone_rebalancing      = "ENABLED"
  enable_execute_command             = false
  enable_ecs_managed_tags            = true
  propagate_tags                     = "TASK_DEFINITION"
  force_new_deployment               = true
  wait_for_steady_state              = true

  tags = {
    "svc:block" = "service api"
  }

  capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.group_nodes.name
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

  load_balancer {
    container_name   = "app"
    container_port   = 8080
    target_group_arn = aws_lb_target_group.api_edge_8080.arn
  }

  service_registries {
    registry_arn   = aws_service_discovery_service.api.arn
    container_name = "app"
    container_port = 8080
  }

  service_connect_configuration {
    enabled   = true
    namespace = aws_service_discovery_http_namespace.group.arn

    service {
      port_name      = "http"
      discovery_name = "api"

      client_alias {
        dns_name = "api"
        port     = 8080
      }
    }
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.edge_to_group_instances_32768_to_61000,
    aws_vpc_security_group_ingress_rule.group_instances_32768_to_61000_from_edge,
    aws_ecs_cluster_capacity_providers.group,
    aws_lb_listener_rule.api_80_gpfspb,
    aws_iam_role_policy.api_execution,
  ]
}

# main.svc:48 service metrics
resource "aws_ecs_service" "metrics" {
  name                               = "modes-metrics"
  cluster                            = aws_ecs_cluster.group.arn
  task_definition                    = aws_ecs_task_definition.metrics.arn
  desired_count                      = 1
  deployment_maximum_percent         = 200
  deployment_minimum_healthy_percent = 50
  availability_zone_rebalancing      = "ENABLED"
  enable_execute_command             = false
  enable_ecs_managed_tags            = true
  force_new_deployment               = true
  wait_for_steady_state              = true

  tags = {
    "svc:block" = "service metrics"
  }

  capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.group_nodes.name
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

  load_balancer {
    container_name   = "agent"
    container_port   = 9100
    target_group_arn = aws_lb_target_group.metrics_wire.arn
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.wire_to_group_instances_9100,
    aws_vpc_security_group_ingress_rule.group_instances_9100_from_wire,
    aws_ecs_cluster_capacity_providers.group,
    aws_lb_listener.wire_9000,
    aws_iam_role_policy.metrics_execution,
  ]
}

# main.svc:63 service batch
resource "aws_ecs_service" "batch" {
  name                               = "modes-batch"
  cluster                            = aws_ecs_cluster.group.arn
  task_definition                    = aws_ecs_task_definition.batch.arn
  desired_count                      = 1
  deployment_maximum_percent         = 200
  deployment_minimum_healthy_percent = 100
  availability_zone_rebalancing      = "ENABLED"
  enable_execute_command             = false
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"
  force_new_deployment               = true
  wait_for_steady_state              = true

  tags = {
    "svc:block" = "service batch"
  }

  capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.group_nodes.name
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

  depends_on = [aws_ecs_cluster_capacity_providers.group, aws_iam_role_policy.batch_execution]
}

# main.svc:70 service modern
resource "aws_ecs_service" "modern" {
  name                               = "modes-modern"
  cluster                            = aws_ecs_cluster.group.arn
  task_definition                    = aws_ecs_task_definition.modern.arn
  desired_count                      = 1
  deployment_maximum_percent         = 200
  deployment_minimum_healthy_percent = 100
  availability_zone_rebalancing      = "ENABLED"
  enable_execute_command             = false
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"
  force_new_deployment               = true
  wait_for_steady_state              = true

  tags = {
    "svc:block" = "service modern"
  }

  capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.group_nodes.name
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
    security_groups  = [aws_security_group.modern.id]
    assign_public_ip = false
  }

  service_connect_configuration {
    enabled   = true
    namespace = aws_service_discovery_http_namespace.group.arn
  }

  depends_on = [aws_vpc_security_group_egress_rule.modern, aws_ecs_service.api, aws_iam_role_policy.modern_execution]
}

# ---- storage.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:10 filesystem assets
resource "aws_efs_file_system" "assets" {
  encrypted        = true
  performance_mode = "generalPurpose"
  throughput_mode  = "elastic"

  tags = {
    Name        = "modes-assets"
    "svc:block" = "filesystem assets"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:10 filesystem assets
resource "aws_efs_backup_policy" "assets" {
  file_system_id = aws_efs_file_system.assets.id

  backup_policy {
    status = "ENABLED"
  }
}

# main.svc:10 filesystem assets
resource "aws_efs_file_system_policy" "assets" {
  file_system_id = aws_efs_file_system.assets.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Deny"
        Principal = {
          AWS = "*"
        }
        Action = "*"
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

# main.svc:10 filesystem assets
resource "aws_efs_mount_target" "assets_1" {
  file_system_id  = aws_efs_file_system.assets.id
  subnet_id       = aws_subnet.main_private_1.id
  security_groups = [aws_security_group.assets.id]
}

# main.svc:10 filesystem assets
resource "aws_efs_mount_target" "assets_2" {
  file_system_id  = aws_efs_file_system.assets.id
  subnet_id       = aws_subnet.main_private_2.id
  security_groups = [aws_security_group.assets.id]
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
