# ---- cluster.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:5 cluster group
resource "aws_ecs_cluster" "group" {
  name = "desk-group"

  tags = {
    "svc:block" = "cluster group"
  }

  setting {
    name  = "containerInsights"
    value = "enabled"
  }

  configuration {
    execute_command_configuration {
      logging = "OVERRIDE"

      log_configuration {
        cloud_watch_log_group_name = aws_cloudwatch_log_group.group_exec.name
      }
    }
  }
}

# main.svc:8 cluster group
resource "aws_launch_template" "group_nodes" {
  image_id               = "resolve:ssm:/aws/service/ami-windows-latest/Windows_Server-2022-English-Core-ECS_Optimized/image_id"
  instance_type          = "m7i.xlarge"
  vpc_security_group_ids = [aws_security_group.group_instances.id]

  user_data = base64encode(<<-EOT
    <powershell>
    [Environment]::SetEnvironmentVariable("ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE", $TRUE, "Machine")
    [Environment]::SetEnvironmentVariable("ECS_ENABLE_SPOT_INSTANCE_DRAINING", "true", "Machine")
    Initialize-ECSAgent -Cluster '${aws_ecs_cluster.group.name}' -EnableTaskIAMRole -EnableTaskENI -AwsvpcBlockIMDS -LoggingDrivers '["json-file","awslogs"]'
    Write-Host 'ready'
    </powershell>
  EOT
  )

  tags = {
    Name        = "desk-group-nodes"
    "svc:block" = "cluster group"
  }

  iam_instance_profile {
    arn = aws_iam_instance_profile.group_instance.arn
  }

  block_device_mappings {
    device_name = "/dev/sda1"

    ebs {
      volume_size           = 50
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
      Name        = "desk-group-nodes"
      "svc:app"   = "desk"
      "svc:block" = "cluster group"
    }
  }
}

# main.svc:8 cluster group
resource "aws_autoscaling_group" "group_nodes" {
  vpc_zone_identifier       = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  min_size                  = 1
  max_size                  = 3
  protect_from_scale_in     = false
  health_check_type         = "EC2"
  health_check_grace_period = 300

  mixed_instances_policy {
    instances_distribution {
      on_demand_base_capacity                  = 0
      on_demand_percentage_above_base_capacity = 0
      spot_allocation_strategy                 = "price-capacity-optimized"
    }

    launch_template {
      launch_template_specification {
        launch_template_id = aws_launch_template.group_nodes.id
        version            = aws_launch_template.group_nodes.latest_version
      }
    }
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
    value               = "desk"
    propagate_at_launch = true
  }

  tag {
    key                 = "AmazonECSManaged"
    value               = "true"
    propagate_at_launch = true
  }

  tag {
    key                 = "Name"
    value               = "desk-group-nodes"
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

# main.svc:8 cluster group
resource "aws_ecs_capacity_provider" "group_nodes" {
  name = "desk-group-nodes"

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
  capacity_providers = [aws_ecs_capacity_provider.group_nodes.name, "FARGATE", "FARGATE_SPOT"]

  default_capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 0
    weight            = 1
  }
}

# ---- iam.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:5 cluster group
resource "aws_iam_role" "group_instance" {
  name_prefix = "desk-group-instance-"

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

# main.svc:17 service site
resource "aws_iam_role" "site_execution" {
  name_prefix = "desk-site-execution-"

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

# main.svc:17 service site
resource "aws_iam_role_policy" "site_execution" {
  name = "desk-site-execution"
  role = aws_iam_role.site_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.site.arn}:*"
      },
    ]
  })
}

# main.svc:17 service site
resource "aws_iam_role" "site_task" {
  name_prefix = "desk-site-task-"

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

# main.svc:17 service site
resource "aws_iam_role_policy" "site_task" {
  name = "desk-site-task"
  role = aws_iam_role.site_task.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.group_exec.arn}:*"
      },
      {
        Effect = "Allow"
        Action = [
          "ssmmessages:CreateControlChannel",
          "ssmmessages:CreateDataChannel",
          "ssmmessages:OpenControlChannel",
          "ssmmessages:OpenDataChannel",
        ]
        Resource = "*"
      },
      {
        Effect   = "Allow"
        Action   = "logs:DescribeLogGroups"
        Resource = "*"
      },
    ]
  })
}

# main.svc:31 service office
resource "aws_iam_role" "office_execution" {
  name_prefix = "desk-office-execution-"

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

# main.svc:31 service office
resource "aws_iam_role_policy" "office_execution" {
  name = "desk-office-execution"
  role = aws_iam_role.office_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.office.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "s3:GetBucketLocation"
        Resource = "arn:aws:s3:::acme-config"
      },
      {
        Effect   = "Allow"
        Action   = "s3:GetObject"
        Resource = "arn:aws:s3:::acme-config/gmsa.json"
      },
    ]
  })
}

# main.svc:31 service office
resource "aws_iam_role" "office_task" {
  name_prefix = "desk-office-task-"

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

# main.svc:44 job tidy
resource "aws_iam_role" "tidy_execution" {
  name_prefix = "desk-tidy-execution-"

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

# main.svc:44 job tidy
resource "aws_iam_role_policy" "tidy_execution" {
  name = "desk-tidy-execution"
  role = aws_iam_role.tidy_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.tidy.arn}:*"
      },
    ]
  })
}

# main.svc:44 job tidy
resource "aws_iam_role" "tidy_task" {
  name_prefix = "desk-tidy-task-"

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

# main.svc:43 job tidy
resource "aws_iam_role" "tidy_run" {
  name_prefix = "desk-tidy-run-"

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

# main.svc:43 job tidy
resource "aws_iam_role_policy" "tidy_run" {
  name = "desk-tidy-run"
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
        Resource = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:task-definition/desk-tidy:*"
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

# ---- jobs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:43 job tidy
resource "aws_sfn_state_machine" "tidy" {
  name     = "desk-tidy"
  role_arn = aws_iam_role.tidy_run.arn

  definition = jsonencode({
    StartAt = "Run"
    States = {
      Run = {
        Type     = "Task"
        Resource = "arn:${data.aws_partition.current.partition}:states:::ecs:runTask.sync"
        Parameters = {
          Cluster        = aws_ecs_cluster.group.arn
          TaskDefinition = aws_ecs_task_definition.tidy.arn
          CapacityProviderStrategy = [
            {
              CapacityProvider = "FARGATE"
              Base             = 0
              Weight           = 1
            },
          ]
          PlatformVersion = "1.4.0"
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
    "svc:block" = "job tidy"
  }

  logging_configuration {
    level                  = "ALL"
    include_execution_data = false
    log_destination        = "${aws_cloudwatch_log_group.tidy_runs.arn}:*"
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.tidy,
    aws_ecs_cluster_capacity_providers.group,
    aws_iam_role_policy.tidy_execution,
    aws_iam_role_policy.tidy_run,
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
    Name = "desk-main"
  }
}

# main.svc:4 network main
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}

# main.svc:4 network main
resource "aws_internet_gateway" "main" {
  tags = {
    Name = "desk-main"
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
    Name = "desk-main-public-1"
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
    Name = "desk-main-public-2"
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
    Name = "desk-main-private-1"
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
    Name = "desk-main-private-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:4 network main
resource "aws_route_table" "main_public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "desk-main-public"
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
    Name = "desk-main-private-1"
  }
}

# main.svc:4 network main
resource "aws_route_table" "main_private_2" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "desk-main-private-2"
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
    Name        = "desk-main-nat-1"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:4 network main
resource "aws_nat_gateway" "main_1" {
  allocation_id = aws_eip.main_nat_1.allocation_id
  subnet_id     = aws_subnet.main_public_1.id

  tags = {
    Name        = "desk-main-1"
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

# main.svc:5 cluster group
resource "aws_cloudwatch_log_group" "group_exec" {
  name              = "/ecs/desk/group/exec"
  retention_in_days = 7

  tags = {
    "svc:block" = "cluster group"
  }
}

# main.svc:17 service site
resource "aws_cloudwatch_log_group" "site" {
  name              = "/ecs/desk/site"
  retention_in_days = 30

  tags = {
    "svc:block" = "service site"
  }
}

# main.svc:31 service office
resource "aws_cloudwatch_log_group" "office" {
  name              = "/ecs/desk/office"
  retention_in_days = 30

  tags = {
    "svc:block" = "service office"
  }
}

# main.svc:44 job tidy
resource "aws_cloudwatch_log_group" "tidy" {
  name              = "/ecs/desk/tidy"
  retention_in_days = 30

  tags = {
    "svc:block" = "job tidy"
  }
}

# main.svc:43 job tidy
resource "aws_cloudwatch_log_group" "tidy_runs" {
  name              = "/aws/vendedlogs/states/desk-tidy"
  retention_in_days = 30

  tags = {
    "svc:block" = "job tidy"
  }
}

# ---- outputs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

output "group_cluster_name" {
  value = aws_ecs_cluster.group.name
}

output "site_service_name" {
  value = aws_ecs_service.site.name
}

output "office_service_name" {
  value = aws_ecs_service.office.name
}

output "tidy_job_arn" {
  value = aws_sfn_state_machine.tidy.arn
}

output "site_log_group" {
  value = aws_cloudwatch_log_group.site.name
}

output "office_log_group" {
  value = aws_cloudwatch_log_group.office.name
}

output "tidy_log_group" {
  value = aws_cloudwatch_log_group.tidy.name
}

# ---- providers.tf

# Compiled by svcc from main.svc. Change the program, not this file.

provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      "svc:app" = "desk"
    }
  }
}

# ---- security.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:5 cluster group
resource "aws_security_group" "group_instances" {
  name_prefix = "desk-group-instances-"
  description = "Instances of desk-group"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "desk-group-instances"
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
    Name        = "desk-group-instances"
    "svc:block" = "cluster group"
  }
}

# main.svc:16 service site
resource "aws_security_group" "site" {
  name_prefix = "desk-site-"
  description = "Tasks of desk-site"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "desk-site"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:16 service site
resource "aws_vpc_security_group_egress_rule" "site" {
  security_group_id = aws_security_group.site.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "desk-site"
    "svc:block" = "service site"
  }
}

# main.svc:30 service office
resource "aws_security_group" "office" {
  name_prefix = "desk-office-"
  description = "Tasks of desk-office"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "desk-office"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:30 service office
resource "aws_vpc_security_group_egress_rule" "office" {
  security_group_id = aws_security_group.office.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "desk-office"
    "svc:block" = "service office"
  }
}

# main.svc:43 job tidy
resource "aws_security_group" "tidy" {
  name_prefix = "desk-tidy-"
  description = "Tasks of desk-tidy"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "desk-tidy"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:43 job tidy
resource "aws_vpc_security_group_egress_rule" "tidy" {
  security_group_id = aws_security_group.tidy.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "desk-tidy"
    "svc:block" = "job tidy"
  }
}

# ---- services.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:17 service site
resource "aws_ecs_task_definition" "site" {
  family                   = "desk-site"
  cpu                      = "1024"
  memory                   = "2048"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.site_execution.arn
  task_role_arn            = aws_iam_role.site_task.arn

  container_definitions = jsonencode([
    {
      name      = "iis"
      image     = "mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022"
      essential = true
      portMappings = [
        {
          containerPort = 80
          hostPort      = 80
          protocol      = "tcp"
        },
      ]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.site.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "site"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "service site"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "WINDOWS_SERVER_2022_CORE"
  }
}

# main.svc:31 service office
resource "aws_ecs_task_definition" "office" {
  family                   = "desk-office"
  network_mode             = "awsvpc"
  requires_compatibilities = ["EC2"]
  execution_role_arn       = aws_iam_role.office_execution.arn
  task_role_arn            = aws_iam_role.office_task.arn

  container_definitions = jsonencode([
    {
      name      = "iis"
      image     = "mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022"
      essential = true
      memory    = 4096
      portMappings = [
        {
          containerPort = 80
          hostPort      = 80
          protocol      = "tcp"
        },
      ]
      credentialSpecs = ["credentialspec:arn:aws:s3:::acme-config/gmsa.json"]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.office.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "office"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "service office"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "WINDOWS_SERVER_2022_CORE"
  }
}

# main.svc:44 job tidy
resource "aws_ecs_task_definition" "tidy" {
  family                   = "desk-tidy"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.tidy_execution.arn
  task_role_arn            = aws_iam_role.tidy_task.arn

  container_definitions = jsonencode([
    {
      name      = "work"
      image     = "public.ecr.aws/docker/library/busybox:1.36"
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
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:16 service site
resource "aws_ecs_service" "site" {
  name                               = "desk-site"
  cluster                            = aws_ecs_cluster.group.arn
  task_definition                    = aws_ecs_task_definition.site.arn
  desired_count                      = 1
  platform_version                   = "1.0.0"
  deployment_maximum_percent         = 200
  deployment_minimum_healthy_percent = 100
  availability_zone_rebalancing      = "ENABLED"
  enable_execute_command             = true
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"
  force_new_deployment               = true
  wait_for_steady_state              = true

  tags = {
    "svc:block" = "service site"
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
    security_groups  = [aws_security_group.site.id]
    assign_public_ip = false
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.site,
    aws_ecs_cluster_capacity_providers.group,
    aws_iam_role_policy.site_execution,
    aws_iam_role_policy.site_task,
  ]
}

# main.svc:30 service office
resource "aws_ecs_service" "office" {
  name                               = "desk-office"
  cluster                            = aws_ecs_cluster.group.arn
  task_definition                    = aws_ecs_task_definition.office.arn
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
    "svc:block" = "service office"
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
    security_groups  = [aws_security_group.office.id]
    assign_public_ip = false
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.office,
    aws_ecs_cluster_capacity_providers.group,
    aws_iam_role_policy.office_execution,
  ]
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
