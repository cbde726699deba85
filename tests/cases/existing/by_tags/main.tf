# ---- cluster.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:19 cluster web
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

# main.svc:19 cluster web
resource "aws_ecs_cluster_capacity_providers" "web" {
  cluster_name       = aws_ecs_cluster.web.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]
}

# ---- iam.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:24 service api
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

# main.svc:24 service api
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

# main.svc:24 service api
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

# ---- load_balancing.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:20 balancer edge
resource "aws_lb" "edge" {
  name                       = "guest-edge"
  load_balancer_type         = "application"
  internal                   = false
  subnets                    = ["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"]
  security_groups            = [aws_security_group.edge.id]
  idle_timeout               = 60
  drop_invalid_header_fields = true
  enable_deletion_protection = false

  tags = {
    "svc:block" = "balancer edge"
  }
}

# main.svc:20 balancer edge
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

# main.svc:21 balancer front
resource "aws_lb" "front" {
  name                       = "guest-front"
  load_balancer_type         = "application"
  internal                   = false
  subnets                    = data.aws_subnets.other_public.ids
  security_groups            = [aws_security_group.front.id]
  idle_timeout               = 60
  drop_invalid_header_fields = true
  enable_deletion_protection = false

  tags = {
    "svc:block" = "balancer front"
  }
}

# main.svc:21 balancer front
resource "aws_lb_listener" "front_80" {
  load_balancer_arn = aws_lb.front.arn
  port              = 80
  protocol          = "HTTP"

  tags = {
    "svc:block" = "balancer front"
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

# main.svc:29 service api
resource "aws_lb_target_group" "api_edge" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "ip"
  vpc_id               = data.aws_vpc.shared.id
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

# main.svc:29 service api
resource "aws_lb_listener_rule" "api_80_jdz7w2" {
  listener_arn = aws_lb_listener.edge_80.arn
  priority     = 49748

  tags = {
    "svc:block" = "service api"
  }

  condition {
    path_pattern {
      values = ["/*"]
    }
  }

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.api_edge.arn
  }
}

# ---- main.tf

# Compiled by svcc from main.svc. Change the program, not this file.

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# ---- network.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:6 network shared
data "aws_vpc" "shared" {
  tags = {
    Name  = "shared-network"
    Stage = "test"
  }
}

# main.svc:6 network shared
data "aws_subnets" "shared_private" {
  tags = {
    Tier = var.tier
  }

  filter {
    name   = "vpc-id"
    values = [data.aws_vpc.shared.id]
  }
}

# main.svc:13 network other
data "aws_subnets" "other_public" {
  tags = {
    Tier = "public"
  }

  filter {
    name   = "vpc-id"
    values = ["vpc-0123456789abcdef0"]
  }
}

# ---- observability.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:24 service api
resource "aws_cloudwatch_log_group" "api" {
  name              = "/ecs/guest/api"
  retention_in_days = 30

  tags = {
    "svc:block" = "service api"
  }
}

# ---- outputs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

output "edge_dns_name" {
  value = aws_lb.edge.dns_name
}

output "front_dns_name" {
  value = aws_lb.front.dns_name
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

# main.svc:20 balancer edge
resource "aws_security_group" "edge" {
  name_prefix = "guest-edge-"
  description = "Load balancer guest-edge"
  vpc_id      = data.aws_vpc.shared.id

  tags = {
    Name = "guest-edge"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:20 balancer edge
resource "aws_vpc_security_group_ingress_rule" "edge_80_from_0_0_0_0_0" {
  security_group_id = aws_security_group.edge.id
  description       = "HTTP from clients"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "guest-edge-80-from-0-0-0-0-0"
    "svc:block" = "balancer edge"
  }
}

# main.svc:29 service api
resource "aws_vpc_security_group_egress_rule" "edge_to_api_8080" {
  security_group_id            = aws_security_group.edge.id
  description                  = "Requests to service api"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.api.id

  tags = {
    Name        = "guest-edge-to-api-8080"
    "svc:block" = "service api"
  }
}

# main.svc:21 balancer front
resource "aws_security_group" "front" {
  name_prefix = "guest-front-"
  description = "Load balancer guest-front"
  vpc_id      = "vpc-0123456789abcdef0"

  tags = {
    Name = "guest-front"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:21 balancer front
resource "aws_vpc_security_group_ingress_rule" "front_80_from_0_0_0_0_0" {
  security_group_id = aws_security_group.front.id
  description       = "HTTP from clients"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "guest-front-80-from-0-0-0-0-0"
    "svc:block" = "balancer front"
  }
}

# main.svc:21 balancer front
resource "aws_vpc_security_group_egress_rule" "front" {
  security_group_id = aws_security_group.front.id
  description       = "Nothing calls from here"
  ip_protocol       = "-1"
  cidr_ipv4         = "127.0.0.1/32"

  tags = {
    Name        = "guest-front"
    "svc:block" = "balancer front"
  }
}

# main.svc:23 service api
resource "aws_security_group" "api" {
  name_prefix = "guest-api-"
  description = "Tasks of guest-api"
  vpc_id      = data.aws_vpc.shared.id

  tags = {
    Name = "guest-api"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:29 service api
resource "aws_vpc_security_group_ingress_rule" "api_8080_from_edge" {
  security_group_id            = aws_security_group.api.id
  description                  = "Requests from load balancer edge"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.edge.id

  tags = {
    Name        = "guest-api-8080-from-edge"
    "svc:block" = "service api"
  }
}

# main.svc:23 service api
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

# main.svc:24 service api
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

# main.svc:23 service api
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
    subnets          = data.aws_subnets.shared_private.ids
    security_groups  = [aws_security_group.api.id]
    assign_public_ip = false
  }

  load_balancer {
    container_name   = "app"
    container_port   = 8080
    target_group_arn = aws_lb_target_group.api_edge.arn
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.edge_to_api_8080,
    aws_vpc_security_group_ingress_rule.api_8080_from_edge,
    aws_vpc_security_group_egress_rule.api,
    aws_ecs_cluster_capacity_providers.web,
    aws_lb_listener_rule.api_80_jdz7w2,
    aws_iam_role_policy.api_execution,
  ]
}

# ---- variables.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:4
variable "tier" {
  type    = string
  default = "private"
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
