# ---- cluster.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:5 cluster group
resource "aws_ecs_cluster" "group" {
  name = "fleet-group"

  tags = {
    "svc:block" = "cluster group"
  }

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

# main.svc:6 cluster group
resource "aws_ecs_capacity_provider" "group_pool" {
  name    = "fleet-group-pool"
  cluster = aws_ecs_cluster.group.name

  tags = {
    "svc:block" = "cluster group"
  }

  managed_instances_provider {
    infrastructure_role_arn = aws_iam_role.group_infrastructure.arn
    propagate_tags          = "CAPACITY_PROVIDER"

    instance_launch_template {
      ec2_instance_profile_arn = aws_iam_instance_profile.group_managed.arn
      monitoring               = "BASIC"

      network_configuration {
        subnets         = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
        security_groups = [aws_security_group.group_instances.id]
      }

      storage_configuration {
        storage_size_gib = 80
      }
    }
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.group_instances,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_iam_role_policy.group_infrastructure,
  ]

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:7 cluster group
resource "aws_ecs_capacity_provider" "group_large" {
  name    = "fleet-group-large"
  cluster = aws_ecs_cluster.group.name

  tags = {
    "svc:block" = "cluster group"
  }

  managed_instances_provider {
    infrastructure_role_arn = aws_iam_role.group_infrastructure.arn
    propagate_tags          = "CAPACITY_PROVIDER"

    instance_launch_template {
      capacity_option_type     = "SPOT"
      ec2_instance_profile_arn = aws_iam_instance_profile.group_managed.arn
      monitoring               = "DETAILED"

      network_configuration {
        subnets         = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
        security_groups = [aws_security_group.group_instances.id]
      }

      storage_configuration {
        storage_size_gib = 200
      }

      instance_requirements {
        accelerator_types         = ["gpu"]
        accelerator_manufacturers = ["nvidia"]
        cpu_manufacturers         = ["intel", "amd"]
        burstable_performance     = "excluded"
        allowed_instance_types    = ["g5.*", "g6.*"]

        vcpu_count {
          min = 4
          max = 16
        }

        memory_mib {
          min = 16384
          max = 131072
        }

        accelerator_count {
          min = 1
          max = 1
        }
      }
    }
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.group_instances,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_iam_role_policy.group_infrastructure,
  ]

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:21 cluster group
resource "aws_ecs_capacity_provider" "group_small" {
  name    = "fleet-group-small"
  cluster = aws_ecs_cluster.group.name

  tags = {
    "svc:block" = "cluster group"
  }

  managed_instances_provider {
    infrastructure_role_arn = aws_iam_role.group_infrastructure.arn
    propagate_tags          = "CAPACITY_PROVIDER"

    instance_launch_template {
      ec2_instance_profile_arn = aws_iam_instance_profile.group_managed.arn
      monitoring               = "BASIC"

      network_configuration {
        subnets         = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
        security_groups = [aws_security_group.group_instances.id]
      }

      storage_configuration {
        storage_size_gib = 80
      }

      instance_requirements {
        cpu_manufacturers       = ["amazon-web-services", "amd"]
        excluded_instance_types = ["t2.*"]

        vcpu_count {
          min = 2
          max = 2
        }

        memory_mib {
          min = 1
        }
      }
    }
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.group_instances,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_iam_role_policy.group_infrastructure,
  ]

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:23 cluster group
resource "aws_launch_template" "group_dense" {
  image_id               = "resolve:ssm:/aws/service/bottlerocket/aws-ecs-2/arm64/latest/image_id"
  instance_type          = "m7g.large"
  vpc_security_group_ids = [aws_security_group.group_instances.id]

  user_data = base64encode(<<-EOT
    [settings.ecs]
    cluster = "${aws_ecs_cluster.group.name}"
    awsvpc-block-imds = true
  EOT
  )

  tags = {
    Name        = "fleet-group-dense"
    "svc:block" = "cluster group"
  }

  iam_instance_profile {
    arn = aws_iam_instance_profile.group_instance.arn
  }

  block_device_mappings {
    device_name = "/dev/xvdb"

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
      Name        = "fleet-group-dense"
      "svc:app"   = "fleet"
      "svc:block" = "cluster group"
    }
  }
}

# main.svc:23 cluster group
resource "aws_autoscaling_group" "group_dense" {
  vpc_zone_identifier       = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  min_size                  = 1
  max_size                  = 2
  protect_from_scale_in     = false
  health_check_type         = "EC2"
  health_check_grace_period = 300

  launch_template {
    id      = aws_launch_template.group_dense.id
    version = aws_launch_template.group_dense.latest_version
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
    value               = "fleet"
    propagate_at_launch = true
  }

  tag {
    key                 = "AmazonECSManaged"
    value               = "true"
    propagate_at_launch = true
  }

  tag {
    key                 = "Name"
    value               = "fleet-group-dense"
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
    aws_ecs_account_setting_default.trunking,
    aws_iam_role_policy_attachment.group_instance_policy_AmazonSSMManagedInstanceCore,
    aws_iam_role_policy_attachment.group_instance_policy_AmazonEC2ContainerServiceforEC2Role,
  ]
}

# main.svc:23 cluster group
resource "aws_ecs_account_setting_default" "trunking" {
  name  = "awsvpcTrunking"
  value = "enabled"
}

# main.svc:23 cluster group
resource "aws_ecs_capacity_provider" "group_dense" {
  name = "fleet-group-dense"

  tags = {
    "svc:block" = "cluster group"
  }

  auto_scaling_group_provider {
    auto_scaling_group_arn         = aws_autoscaling_group.group_dense.arn
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

# main.svc:29 cluster group
resource "aws_launch_template" "group_wide" {
  image_id               = "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id"
  instance_type          = "m7g.xlarge"
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
    Name        = "fleet-group-wide"
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
      Name        = "fleet-group-wide"
      "svc:app"   = "fleet"
      "svc:block" = "cluster group"
    }
  }
}

# main.svc:29 cluster group
resource "aws_autoscaling_group" "group_wide" {
  vpc_zone_identifier       = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  min_size                  = 1
  max_size                  = 3
  protect_from_scale_in     = true
  health_check_type         = "EC2"
  health_check_grace_period = 300

  launch_template {
    id      = aws_launch_template.group_wide.id
    version = aws_launch_template.group_wide.latest_version
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
    value               = "fleet"
    propagate_at_launch = true
  }

  tag {
    key                 = "AmazonECSManaged"
    value               = "true"
    propagate_at_launch = true
  }

  tag {
    key                 = "Name"
    value               = "fleet-group-wide"
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
    aws_ecs_account_setting_default.trunking,
    aws_iam_role_policy_attachment.group_instance_policy_AmazonSSMManagedInstanceCore,
    aws_iam_role_policy_attachment.group_instance_policy_AmazonEC2ContainerServiceforEC2Role,
  ]
}

# main.svc:29 cluster group
resource "aws_ecs_capacity_provider" "group_wide" {
  name = "fleet-group-wide"

  tags = {
    "svc:block" = "cluster group"
  }

  auto_scaling_group_provider {
    auto_scaling_group_arn         = aws_autoscaling_group.group_wide.arn
    managed_termination_protection = "ENABLED"
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
  capacity_providers = [aws_ecs_capacity_provider.group_dense.name, aws_ecs_capacity_provider.group_wide.name]

  default_capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.group_pool.name
    base              = 0
    weight            = 1
  }

  default_capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.group_large.name
    base              = 1
    weight            = 3
  }
}

# ---- iam.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:5 cluster group
resource "aws_iam_role" "group_managed" {
  name_prefix = "fleet-group-managed-"

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
resource "aws_iam_role_policy_attachment" "group_managed_policy_AmazonECSInstanceRolePolicyForManagedIns_snbsex" {
  role       = aws_iam_role.group_managed.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonECSInstanceRolePolicyForManagedInstances"
}

# main.svc:5 cluster group
resource "aws_iam_instance_profile" "group_managed" {
  role = aws_iam_role.group_managed.name

  tags = {
    "svc:block" = "cluster group"
  }
}

# main.svc:5 cluster group
resource "aws_iam_role" "group_infrastructure" {
  name_prefix = "fleet-group-infrastructure-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "ecs.amazonaws.com"
        }
        Action = "sts:AssumeRole"
      },
    ]
  })
}

# main.svc:5 cluster group
resource "aws_iam_role_policy_attachment" "group_infrastructure_policy_AmazonECSInfrastructureRolePolicyForMana_6aq2wf" {
  role       = aws_iam_role.group_infrastructure.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonECSInfrastructureRolePolicyForManagedInstances"
}

# main.svc:5 cluster group
resource "aws_iam_role_policy" "group_infrastructure" {
  name = "fleet-group-infrastructure"
  role = aws_iam_role.group_infrastructure.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "iam:PassRole"
        Resource = aws_iam_role.group_managed.arn
        Condition = {
          StringLike = {
            "iam:PassedToService" = "ec2.*"
          }
        }
      },
    ]
  })
}

# main.svc:5 cluster group
resource "aws_iam_role" "group_instance" {
  name_prefix = "fleet-group-instance-"

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

# main.svc:38 service api
resource "aws_iam_role" "api_execution" {
  name_prefix = "fleet-api-execution-"

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

# main.svc:38 service api
resource "aws_iam_role_policy" "api_execution" {
  name = "fleet-api-execution"
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

# main.svc:38 service api
resource "aws_iam_role" "api_task" {
  name_prefix = "fleet-api-task-"

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

# main.svc:49 service gateway
resource "aws_iam_role" "gateway_execution" {
  name_prefix = "fleet-gateway-execution-"

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

# main.svc:49 service gateway
resource "aws_iam_role_policy" "gateway_execution" {
  name = "fleet-gateway-execution"
  role = aws_iam_role.gateway_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.gateway.arn}:*"
      },
    ]
  })
}

# main.svc:49 service gateway
resource "aws_iam_role" "gateway_task" {
  name_prefix = "fleet-gateway-task-"

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

# main.svc:57 task both
resource "aws_iam_role" "both_execution" {
  name_prefix = "fleet-both-execution-"

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

# main.svc:57 task both
resource "aws_iam_role_policy" "both_execution" {
  name = "fleet-both-execution"
  role = aws_iam_role.both_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.both.arn}:*"
      },
    ]
  })
}

# main.svc:57 task both
resource "aws_iam_role" "both_task" {
  name_prefix = "fleet-both-task-"

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

# main.svc:69 job report
resource "aws_iam_role" "report_run" {
  name_prefix = "fleet-report-run-"

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

# main.svc:69 job report
resource "aws_iam_role_policy" "report_run" {
  name = "fleet-report-run"
  role = aws_iam_role.report_run.name

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
        Resource = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:task-definition/fleet-both:*"
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
        Resource = [aws_iam_role.both_execution.arn, aws_iam_role.both_task.arn]
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

# main.svc:69 job report
resource "aws_sfn_state_machine" "report" {
  name     = "fleet-report"
  role_arn = aws_iam_role.report_run.arn

  definition = jsonencode({
    StartAt = "Run"
    States = {
      Run = {
        Type     = "Task"
        Resource = "arn:${data.aws_partition.current.partition}:states:::ecs:runTask.sync"
        Parameters = {
          Cluster        = aws_ecs_cluster.group.arn
          TaskDefinition = aws_ecs_task_definition.both.arn
          CapacityProviderStrategy = [
            {
              CapacityProvider = aws_ecs_capacity_provider.group_small.name
              Base             = 0
              Weight           = 1
            },
          ]
          NetworkConfiguration = {
            AwsvpcConfiguration = {
              Subnets        = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
              SecurityGroups = [aws_security_group.report.id]
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
    "svc:block" = "job report"
  }

  logging_configuration {
    level                  = "ALL"
    include_execution_data = false
    log_destination        = "${aws_cloudwatch_log_group.report_runs.arn}:*"
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.report,
    aws_ecs_cluster_capacity_providers.group,
    aws_iam_role_policy.both_execution,
    aws_iam_role_policy.report_run,
  ]
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
    Name = "fleet-main"
  }
}

# main.svc:4 network main
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}

# main.svc:4 network main
resource "aws_internet_gateway" "main" {
  tags = {
    Name = "fleet-main"
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
    Name = "fleet-main-public-1"
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
    Name = "fleet-main-public-2"
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
    Name = "fleet-main-private-1"
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
    Name = "fleet-main-private-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:4 network main
resource "aws_route_table" "main_public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "fleet-main-public"
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
    Name = "fleet-main-private-1"
  }
}

# main.svc:4 network main
resource "aws_route_table" "main_private_2" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "fleet-main-private-2"
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
    Name        = "fleet-main-nat-1"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:4 network main
resource "aws_nat_gateway" "main_1" {
  allocation_id = aws_eip.main_nat_1.allocation_id
  subnet_id     = aws_subnet.main_public_1.id

  tags = {
    Name        = "fleet-main-1"
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

# main.svc:38 service api
resource "aws_cloudwatch_log_group" "api" {
  name              = "/ecs/fleet/api"
  retention_in_days = 30

  tags = {
    "svc:block" = "service api"
  }
}

# main.svc:49 service gateway
resource "aws_cloudwatch_log_group" "gateway" {
  name              = "/ecs/fleet/gateway"
  retention_in_days = 30

  tags = {
    "svc:block" = "service gateway"
  }
}

# main.svc:57 task both
resource "aws_cloudwatch_log_group" "both" {
  name              = "/ecs/fleet/both"
  retention_in_days = 30

  tags = {
    "svc:block" = "task both"
  }
}

# main.svc:69 job report
resource "aws_cloudwatch_log_group" "report_runs" {
  name              = "/aws/vendedlogs/states/fleet-report"
  retention_in_days = 30

  tags = {
    "svc:block" = "job report"
  }
}

# ---- outputs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

output "group_cluster_name" {
  value = aws_ecs_cluster.group.name
}

output "api_service_name" {
  value = aws_ecs_service.api.name
}

output "gateway_service_name" {
  value = aws_ecs_service.gateway.name
}

output "many_service_name" {
  value = aws_ecs_service.many.name
}

output "report_job_arn" {
  value = aws_sfn_state_machine.report.arn
}

output "api_log_group" {
  value = aws_cloudwatch_log_group.api.name
}

output "gateway_log_group" {
  value = aws_cloudwatch_log_group.gateway.name
}

output "both_log_group" {
  value = aws_cloudwatch_log_group.both.name
}

# ---- providers.tf

# Compiled by svcc from main.svc. Change the program, not this file.

provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      "svc:app" = "fleet"
    }
  }
}

# ---- security.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:5 cluster group
resource "aws_security_group" "group_instances" {
  name_prefix = "fleet-group-instances-"
  description = "Instances of fleet-group"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "fleet-group-instances"
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
    Name        = "fleet-group-instances"
    "svc:block" = "cluster group"
  }
}

# main.svc:37 service api
resource "aws_security_group" "api" {
  name_prefix = "fleet-api-"
  description = "Tasks of fleet-api"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "fleet-api"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:37 service api
resource "aws_vpc_security_group_egress_rule" "api" {
  security_group_id = aws_security_group.api.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "fleet-api"
    "svc:block" = "service api"
  }
}

# main.svc:53 cluster group
resource "aws_vpc_security_group_ingress_rule" "api_8080_from_group_instances" {
  security_group_id            = aws_security_group.api.id
  description                  = "Calls from instances of cluster group"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.group_instances.id

  tags = {
    Name        = "fleet-api-8080-from-group-instances"
    "svc:block" = "cluster group"
  }
}

# main.svc:63 service many
resource "aws_security_group" "many" {
  name_prefix = "fleet-many-"
  description = "Tasks of fleet-many"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "fleet-many"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:63 service many
resource "aws_vpc_security_group_egress_rule" "many" {
  security_group_id = aws_security_group.many.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "fleet-many"
    "svc:block" = "service many"
  }
}

# main.svc:69 job report
resource "aws_security_group" "report" {
  name_prefix = "fleet-report-"
  description = "Tasks of fleet-report"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "fleet-report"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:69 job report
resource "aws_vpc_security_group_egress_rule" "report" {
  security_group_id = aws_security_group.report.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "fleet-report"
    "svc:block" = "job report"
  }
}

# ---- services.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:38 service api
resource "aws_ecs_task_definition" "api" {
  family                   = "fleet-api"
  cpu                      = "512"
  memory                   = "1024"
  network_mode             = "awsvpc"
  requires_compatibilities = ["MANAGED_INSTANCES"]
  execution_role_arn       = aws_iam_role.api_execution.arn
  task_role_arn            = aws_iam_role.api_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "public.ecr.aws/nginx/nginx:1.27"
      essential = true
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

# main.svc:49 service gateway
resource "aws_ecs_task_definition" "gateway" {
  family                   = "fleet-gateway"
  network_mode             = "host"
  requires_compatibilities = ["MANAGED_INSTANCES"]
  execution_role_arn       = aws_iam_role.gateway_execution.arn
  task_role_arn            = aws_iam_role.gateway_task.arn

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
          awslogs-group         = aws_cloudwatch_log_group.gateway.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "gateway"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "service gateway"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:57 task both
resource "aws_ecs_task_definition" "both" {
  family                   = "fleet-both"
  network_mode             = "awsvpc"
  requires_compatibilities = ["EC2", "MANAGED_INSTANCES"]
  execution_role_arn       = aws_iam_role.both_execution.arn
  task_role_arn            = aws_iam_role.both_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "public.ecr.aws/nginx/nginx:1.27"
      essential = true
      memory    = 256
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.both.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "both"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "task both"
  }

  runtime_platform {
    cpu_architecture        = "ARM64"
    operating_system_family = "LINUX"
  }
}

# main.svc:37 service api
resource "aws_ecs_service" "api" {
  name                               = "fleet-api"
  cluster                            = aws_ecs_cluster.group.arn
  task_definition                    = aws_ecs_task_definition.api.arn
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
    "svc:block" = "service api"
  }

  capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.group_pool.name
    base              = 0
    weight            = 1
  }

  capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.group_large.name
    base              = 1
    weight            = 3
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

  depends_on = [aws_vpc_security_group_egress_rule.api, aws_ecs_cluster_capacity_providers.group, aws_iam_role_policy.api_execution]
}

# main.svc:48 service gateway
resource "aws_ecs_service" "gateway" {
  name                               = "fleet-gateway"
  cluster                            = aws_ecs_cluster.group.arn
  task_definition                    = aws_ecs_task_definition.gateway.arn
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
    "svc:block" = "service gateway"
  }

  capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.group_small.name
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

  depends_on = [aws_ecs_cluster_capacity_providers.group, aws_iam_role_policy.gateway_execution]
}

# main.svc:63 service many
resource "aws_ecs_service" "many" {
  name                               = "fleet-many"
  cluster                            = aws_ecs_cluster.group.arn
  task_definition                    = aws_ecs_task_definition.both.arn
  desired_count                      = 12
  deployment_maximum_percent         = 200
  deployment_minimum_healthy_percent = 100
  availability_zone_rebalancing      = "ENABLED"
  enable_execute_command             = false
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"
  force_new_deployment               = true
  wait_for_steady_state              = true

  tags = {
    "svc:block" = "service many"
  }

  capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.group_dense.name
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
    security_groups  = [aws_security_group.many.id]
    assign_public_ip = false
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.many,
    aws_ecs_cluster_capacity_providers.group,
    aws_iam_role_policy.both_execution,
  ]
}

# ---- versions.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# Uses nothing that provider 6.28.0 does not have.
terraform {
  required_version = ">= 1.5.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.28"
    }
  }
}
