# ---- cluster.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:13 cluster web
resource "aws_ecs_cluster" "web" {
  name = "guest-web"

  tags = {
    "svc:block" = "cluster web"
  }

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

# main.svc:13 cluster web
resource "aws_ecs_cluster_capacity_providers" "web" {
  cluster_name       = aws_ecs_cluster.web.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]
}

# ---- iam.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:16 service api
resource "aws_iam_role" "api_execution" {
  name_prefix = "guest-api-execution-"

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

# main.svc:16 service api
resource "aws_iam_role_policy" "api_execution" {
  name = "guest-api-execution"
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

# main.svc:16 service api
resource "aws_iam_role" "api_task" {
  name_prefix = "guest-api-task-"

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

# ---- main.tf

# Compiled by svcc from main.svc. Change the program, not this file.

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# ---- network.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:7 network shared
data "aws_vpc" "shared" {
  tags = {
    Name = "shared"
  }
}

# main.svc:7 network shared
data "aws_subnets" "shared_private" {
  tags = {
    Tier = "private"
  }

  filter {
    name   = "vpc-id"
    values = [data.aws_vpc.shared.id]
  }
}

# main.svc:12 network own
resource "aws_vpc" "own" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = {
    Name = "guest-own"
  }
}

# main.svc:12 network own
resource "aws_default_security_group" "own" {
  vpc_id = aws_vpc.own.id
}

# main.svc:12 network own
resource "aws_internet_gateway" "own" {
  tags = {
    Name = "guest-own"
  }
}

# main.svc:12 network own
resource "aws_internet_gateway_attachment" "own" {
  vpc_id              = aws_vpc.own.id
  internet_gateway_id = aws_internet_gateway.own.id
}

# main.svc:12 network own
resource "aws_subnet" "own_public_1" {
  vpc_id                  = aws_vpc.own.id
  cidr_block              = "10.0.0.0/22"
  availability_zone_id    = "euw1-az1"
  map_public_ip_on_launch = false

  tags = {
    Name = "guest-own-public-1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:12 network own
resource "aws_subnet" "own_public_2" {
  vpc_id                  = aws_vpc.own.id
  cidr_block              = "10.0.4.0/22"
  availability_zone_id    = "euw1-az2"
  map_public_ip_on_launch = false

  tags = {
    Name = "guest-own-public-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:12 network own
resource "aws_subnet" "own_private_1" {
  vpc_id                  = aws_vpc.own.id
  cidr_block              = "10.0.64.0/22"
  availability_zone_id    = "euw1-az1"
  map_public_ip_on_launch = false

  tags = {
    Name = "guest-own-private-1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:12 network own
resource "aws_subnet" "own_private_2" {
  vpc_id                  = aws_vpc.own.id
  cidr_block              = "10.0.68.0/22"
  availability_zone_id    = "euw1-az2"
  map_public_ip_on_launch = false

  tags = {
    Name = "guest-own-private-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:12 network own
resource "aws_route_table" "own_public" {
  vpc_id = aws_vpc.own.id

  tags = {
    Name = "guest-own-public"
  }
}

# main.svc:12 network own
resource "aws_route" "own_public" {
  route_table_id         = aws_route_table.own_public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.own.id

  depends_on = [aws_internet_gateway_attachment.own]
}

# main.svc:12 network own
resource "aws_route_table" "own_private_1" {
  vpc_id = aws_vpc.own.id

  tags = {
    Name = "guest-own-private-1"
  }
}

# main.svc:12 network own
resource "aws_route_table" "own_private_2" {
  vpc_id = aws_vpc.own.id

  tags = {
    Name = "guest-own-private-2"
  }
}

# main.svc:12 network own
resource "aws_route_table_association" "own_public_1" {
  subnet_id      = aws_subnet.own_public_1.id
  route_table_id = aws_route_table.own_public.id
}

# main.svc:12 network own
resource "aws_route_table_association" "own_public_2" {
  subnet_id      = aws_subnet.own_public_2.id
  route_table_id = aws_route_table.own_public.id
}

# main.svc:12 network own
resource "aws_route_table_association" "own_private_1" {
  subnet_id      = aws_subnet.own_private_1.id
  route_table_id = aws_route_table.own_private_1.id
}

# main.svc:12 network own
resource "aws_route_table_association" "own_private_2" {
  subnet_id      = aws_subnet.own_private_2.id
  route_table_id = aws_route_table.own_private_2.id
}

# main.svc:12 network own
resource "aws_eip" "own_nat_1" {
  domain = "vpc"

  tags = {
    Name        = "guest-own-nat-1"
    "svc:block" = "network own"
  }

  depends_on = [aws_internet_gateway_attachment.own]
}

# main.svc:12 network own
resource "aws_nat_gateway" "own_1" {
  allocation_id = aws_eip.own_nat_1.allocation_id
  subnet_id     = aws_subnet.own_public_1.id

  tags = {
    Name        = "guest-own-1"
    "svc:block" = "network own"
  }
}

# main.svc:12 network own
resource "aws_route" "own_private_1" {
  route_table_id         = aws_route_table.own_private_1.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.own_1.id
}

# main.svc:12 network own
resource "aws_route" "own_private_2" {
  route_table_id         = aws_route_table.own_private_2.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.own_1.id
}

# ---- observability.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:16 service api
resource "aws_cloudwatch_log_group" "api" {
  name              = "/ecs/guest/api"
  retention_in_days = 30

  tags = {
    "svc:block" = "service api"
  }
}

# ---- outputs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

output "second" {
  value = var.ids[1]
}

output "joined" {
  value = join("-", var.ids)
}

output "web_cluster_name" {
  value = aws_ecs_cluster.web.name
}

output "api_service_name" {
  value = aws_ecs_service.api.name
}

output "api_log_group" {
  value = aws_cloudwatch_log_group.api.name
}

# ---- providers.tf

# Compiled by svcc from main.svc. Change the program, not this file.

provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      "svc:app" = "guest"
    }
  }
}

# ---- security.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:15 service api
resource "aws_security_group" "api" {
  name_prefix = "guest-api-"
  description = "Tasks of guest-api"
  vpc_id      = aws_vpc.own.id

  tags = {
    Name = "guest-api"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:15 service api
resource "aws_vpc_security_group_egress_rule" "api" {
  security_group_id = aws_security_group.api.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "guest-api"
    "svc:block" = "service api"
  }
}

# ---- services.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:16 service api
resource "aws_ecs_task_definition" "api" {
  family                   = "guest-api"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.api_execution.arn
  task_role_arn            = aws_iam_role.api_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "public.ecr.aws/nginx/nginx:1.27"
      essential = true
      environment = [
        {
          name  = "ALL"
          value = "first ${var.zones[0]} of ${join(", ", var.zones)} and ${join("/", var.ids)}"
        },
        {
          name = "DOCUMENT"
          value = jsonencode({
            zones = join(";", var.zones)
            first = var.zones[1]
          })
        },
        {
          name  = "FIRST_ZONE"
          value = var.zones[0]
        },
        {
          name  = "OWN"
          value = "${aws_subnet.own_private_1.id} ${aws_subnet.own_private_2.id}"
        },
        {
          name  = "OWN_SECOND"
          value = aws_subnet.own_private_2.id
        },
        {
          name  = "SHARED"
          value = join(",", data.aws_subnets.shared_private.ids)
        },
        {
          name  = "SHARED_ONE"
          value = data.aws_subnets.shared_private.ids[0]
        },
        {
          name  = "ZONES"
          value = join(";", var.zones)
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

# main.svc:15 service api
resource "aws_ecs_service" "api" {
  name                               = "guest-api"
  cluster                            = aws_ecs_cluster.web.arn
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
    subnets          = [aws_subnet.own_private_1.id, aws_subnet.own_private_2.id]
    security_groups  = [aws_security_group.api.id]
    assign_public_ip = false
  }

  depends_on = [
    aws_route.own_private_1,
    aws_route.own_private_2,
    aws_vpc_security_group_egress_rule.api,
    aws_route_table_association.own_private_1,
    aws_route_table_association.own_private_2,
    aws_ecs_cluster_capacity_providers.web,
    aws_iam_role_policy.api_execution,
  ]
}

# ---- variables.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:4
variable "zones" {
  type = list(string)
}

# main.svc:5
variable "ids" {
  type        = list(string)
  description = "The ids of the subnets"
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
