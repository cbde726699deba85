# ---- cluster.tf

# Compiled by svcc from main.svc (stage). Change the program, not this file.

# main.svc:47 cluster web
resource "aws_ecs_cluster" "web" {
  name = "guest-stage-web"

  tags = {
    "svc:block" = "cluster web"
  }

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

# main.svc:47 cluster web
resource "aws_ecs_cluster_capacity_providers" "web" {
  cluster_name       = aws_ecs_cluster.web.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]
}

# ---- iam.tf

# Compiled by svcc from main.svc (stage). Change the program, not this file.

# main.svc:21 task backend
resource "aws_iam_role" "backend_execution" {
  name_prefix = "guest-stage-backend-execution-"

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

# main.svc:21 task backend
resource "aws_iam_role_policy" "backend_execution" {
  name = "guest-stage-backend-execution"
  role = aws_iam_role.backend_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.backend.arn}:*"
      },
    ]
  })
}

# main.svc:21 task backend
resource "aws_iam_role" "backend_task" {
  name_prefix = "guest-stage-backend-task-"

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

# main.svc:21 task backend
resource "aws_iam_role_policy" "backend_task" {
  name = "guest-stage-backend-task"
  role = aws_iam_role.backend_task.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = [
          "sqs:ChangeMessageVisibility",
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
          "sqs:GetQueueUrl",
          "sqs:ReceiveMessage",
          "sqs:SendMessage",
        ]
        Resource = aws_sqs_queue.jobs.arn
      },
    ]
  })
}

# ---- main.tf

# Compiled by svcc from main.svc (stage). Change the program, not this file.

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# ---- messaging.tf

# Compiled by svcc from main.svc (stage). Change the program, not this file.

# main.svc:19 queue jobs
resource "aws_sqs_queue" "jobs" {
  name                       = "guest-stage-jobs"
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

# main.svc:19 queue jobs
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

# main.svc:19 queue jobs
resource "aws_sqs_queue" "jobs_dead_letter" {
  name                      = "guest-stage-jobs-dead-letter"
  message_retention_seconds = 1209600

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns = [
      "arn:${data.aws_partition.current.partition}:sqs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:guest-stage-jobs",
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

# main.svc:19 queue jobs
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

# Compiled by svcc from main.svc (stage). Change the program, not this file.

# main.svc:18 network main
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = {
    Name = "guest-stage-main"
  }
}

# main.svc:18 network main
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}

# main.svc:18 network main
resource "aws_internet_gateway" "main" {
  tags = {
    Name = "guest-stage-main"
  }
}

# main.svc:18 network main
resource "aws_internet_gateway_attachment" "main" {
  vpc_id              = aws_vpc.main.id
  internet_gateway_id = aws_internet_gateway.main.id
}

# main.svc:18 network main
resource "aws_subnet" "main_public_1" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.0.0/22"
  availability_zone_id    = "euw1-az1"
  map_public_ip_on_launch = false

  tags = {
    Name = "guest-stage-main-public-1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:18 network main
resource "aws_subnet" "main_public_2" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.4.0/22"
  availability_zone_id    = "euw1-az2"
  map_public_ip_on_launch = false

  tags = {
    Name = "guest-stage-main-public-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:18 network main
resource "aws_subnet" "main_private_1" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.64.0/22"
  availability_zone_id    = "euw1-az1"
  map_public_ip_on_launch = false

  tags = {
    Name = "guest-stage-main-private-1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:18 network main
resource "aws_subnet" "main_private_2" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.68.0/22"
  availability_zone_id    = "euw1-az2"
  map_public_ip_on_launch = false

  tags = {
    Name = "guest-stage-main-private-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:18 network main
resource "aws_route_table" "main_public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "guest-stage-main-public"
  }
}

# main.svc:18 network main
resource "aws_route" "main_public" {
  route_table_id         = aws_route_table.main_public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:18 network main
resource "aws_route_table" "main_private_1" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "guest-stage-main-private-1"
  }
}

# main.svc:18 network main
resource "aws_route_table" "main_private_2" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "guest-stage-main-private-2"
  }
}

# main.svc:18 network main
resource "aws_route_table_association" "main_public_1" {
  subnet_id      = aws_subnet.main_public_1.id
  route_table_id = aws_route_table.main_public.id
}

# main.svc:18 network main
resource "aws_route_table_association" "main_public_2" {
  subnet_id      = aws_subnet.main_public_2.id
  route_table_id = aws_route_table.main_public.id
}

# main.svc:18 network main
resource "aws_route_table_association" "main_private_1" {
  subnet_id      = aws_subnet.main_private_1.id
  route_table_id = aws_route_table.main_private_1.id
}

# main.svc:18 network main
resource "aws_route_table_association" "main_private_2" {
  subnet_id      = aws_subnet.main_private_2.id
  route_table_id = aws_route_table.main_private_2.id
}

# main.svc:18 network main
resource "aws_eip" "main_nat_1" {
  domain = "vpc"

  tags = {
    Name        = "guest-stage-main-nat-1"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:18 network main
resource "aws_nat_gateway" "main_1" {
  allocation_id = aws_eip.main_nat_1.allocation_id
  subnet_id     = aws_subnet.main_public_1.id

  tags = {
    Name        = "guest-stage-main-1"
    "svc:block" = "network main"
  }
}

# main.svc:18 network main
resource "aws_route" "main_private_1" {
  route_table_id         = aws_route_table.main_private_1.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_1.id
}

# main.svc:18 network main
resource "aws_route" "main_private_2" {
  route_table_id         = aws_route_table.main_private_2.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_1.id
}

# ---- observability.tf

# Compiled by svcc from main.svc (stage). Change the program, not this file.

# main.svc:21 task backend
resource "aws_cloudwatch_log_group" "backend" {
  name              = "/ecs/guest-stage/backend"
  retention_in_days = 30

  tags = {
    "svc:block" = "task backend"
  }
}

# ---- outputs.tf

# Compiled by svcc from main.svc (stage). Change the program, not this file.

output "web_cluster_name" {
  value = aws_ecs_cluster.web.name
}

output "api_service_name" {
  value = aws_ecs_service.api.name
}

output "jobs_queue_url" {
  value = aws_sqs_queue.jobs.url
}

output "backend_log_group" {
  value = aws_cloudwatch_log_group.backend.name
}

# ---- providers.tf

# Compiled by svcc from main.svc (stage). Change the program, not this file.

provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      plain             = "no"
      "svc:app"         = "guest"
      "svc:environment" = "stage"
      team-blue         = "yes"
    }
  }
}

# ---- security.tf

# Compiled by svcc from main.svc (stage). Change the program, not this file.

# main.svc:48 service api
resource "aws_security_group" "api" {
  name_prefix = "guest-stage-api-"
  description = "Tasks of guest-stage-api"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "guest-stage-api"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:48 service api
resource "aws_vpc_security_group_egress_rule" "api" {
  security_group_id = aws_security_group.api.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "guest-stage-api"
    "svc:block" = "service api"
  }
}

# ---- services.tf

# Compiled by svcc from main.svc (stage). Change the program, not this file.

# main.svc:21 task backend
resource "aws_ecs_task_definition" "backend" {
  family                   = "guest-stage-backend"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.backend_execution.arn
  task_role_arn            = aws_iam_role.backend_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "public.ecr.aws/nginx/nginx:1.27"
      essential = true
      environment = [
        {
          name  = "FIRST"
          value = "1"
        },
        {
          name  = "N1"
          value = "1"
        },
        {
          name  = "N2"
          value = "2"
        },
        {
          name  = "NAME_0"
          value = "cart"
        },
        {
          name  = "NAME_1"
          value = "user"
        },
        {
          name  = "NO_QUEUE_CART"
          value = "true"
        },
        {
          name  = "ONLY_stage"
          value = "true"
        },
        {
          name  = "PAIR_a"
          value = "10"
        },
        {
          name  = "PAIR_b"
          value = "20"
        },
        {
          name  = "QUEUE_USER"
          value = aws_sqs_queue.jobs.url
        },
        {
          name  = "URL_CART"
          value = "http://cart.example.com"
        },
        {
          name  = "URL_USER"
          value = "http://user.internal"
        },
        {
          name  = "WITH\tTAB"
          value = "an escape in a name"
        },
      ]
      dockerLabels = {
        "com.example.blue" = "cart,user"
      }
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.backend.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "backend"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "task backend"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:48 service api
resource "aws_ecs_service" "api" {
  name                               = "guest-stage-api"
  cluster                            = aws_ecs_cluster.web.arn
  task_definition                    = aws_ecs_task_definition.backend.arn
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
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.api,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_ecs_cluster_capacity_providers.web,
    aws_iam_role_policy.backend_execution,
    aws_iam_role_policy.backend_task,
  ]
}

# ---- versions.tf

# Compiled by svcc from main.svc (stage). Change the program, not this file.

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
