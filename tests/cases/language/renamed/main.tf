# ---- cluster.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:18 cluster web
resource "aws_ecs_cluster" "web" {
  name = "shop-web"

  tags = {
    "svc:block" = "cluster web"
  }

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

# main.svc:18 cluster web
resource "aws_ecs_cluster_capacity_providers" "web" {
  cluster_name       = aws_ecs_cluster.web.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]
}

# ---- iam.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:24 service api
resource "aws_iam_role" "api_execution" {
  name_prefix = "shop-backend-execution-"

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
  name = "shop-backend-execution"
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
  name_prefix = "shop-backend-task-"

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

# main.svc:24 service api
resource "aws_iam_role_policy" "api_task" {
  name = "shop-backend-task"
  role = aws_iam_role.api_task.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"]
        Resource = aws_sqs_queue.tasks.arn
      },
      {
        Effect   = "Allow"
        Action   = ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"]
        Resource = aws_sqs_queue.orders.arn
      },
    ]
  })
}

# ---- load_balancing.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:20 balancer edge
resource "aws_lb" "edge" {
  name                       = "shop-edge"
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

# main.svc:34 service api
resource "aws_lb_target_group" "api_admin" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service backend"
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

# main.svc:34 service api
resource "aws_lb_listener_rule" "api_80_admin" {
  listener_arn = aws_lb_listener.edge_80.arn
  priority     = 39795

  tags = {
    "svc:block" = "service backend"
  }

  condition {
    path_pattern {
      values = ["/admin/*"]
    }
  }

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.api_admin.arn
  }
}

# ---- main.tf

# Compiled by svcc from main.svc. Change the program, not this file.

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_availability_zones" "available" {
  state = "available"

  filter {
    name   = "opt-in-status"
    values = ["opt-in-not-required"]
  }
}

# ---- messaging.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:5 queue tasks
resource "aws_sqs_queue" "tasks" {
  name                       = "shop-jobs"
  visibility_timeout_seconds = 30
  message_retention_seconds  = 345600
  delay_seconds              = 0

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.tasks_dead_letter.arn
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

# main.svc:5 queue tasks
resource "aws_sqs_queue_policy" "tasks" {
  queue_url = aws_sqs_queue.tasks.url

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.tasks.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

# main.svc:5 queue tasks
resource "aws_sqs_queue" "tasks_dead_letter" {
  name                      = "shop-jobs-dead-letter"
  message_retention_seconds = 1209600

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns = [
      "arn:${data.aws_partition.current.partition}:sqs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:shop-jobs",
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

# main.svc:5 queue tasks
resource "aws_sqs_queue_policy" "tasks_dead_letter" {
  queue_url = aws_sqs_queue.tasks_dead_letter.url

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.tasks_dead_letter.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

# main.svc:7 topic news
resource "aws_sns_topic" "news" {
  name = "shop-first"

  tags = {
    "svc:block" = "topic first"
  }
}

# main.svc:7 topic news
resource "aws_sns_topic_policy" "news" {
  arn = aws_sns_topic.news.arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.news.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
      {
        Effect = "Allow"
        Principal = {
          AWS = "*"
        }
        Action   = "sns:Publish"
        Resource = aws_sns_topic.news.arn
        Condition = {
          StringEquals = {
            "aws:SourceOwner" = data.aws_caller_identity.current.account_id
          }
        }
      },
    ]
  })
}

# main.svc:10 queue orders
resource "aws_sqs_queue" "orders" {
  name                       = "shop-sales"
  visibility_timeout_seconds = 30
  message_retention_seconds  = 345600
  delay_seconds              = 0

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.orders_dead_letter.arn
    maxReceiveCount     = 5
  })

  sqs_managed_sse_enabled = true

  tags = {
    "svc:block" = "queue sales"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:10 queue orders
resource "aws_sqs_queue_policy" "orders" {
  queue_url = aws_sqs_queue.orders.url

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.orders.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

# main.svc:10 queue orders
resource "aws_sqs_queue" "orders_dead_letter" {
  name                      = "shop-sales-dead-letter"
  message_retention_seconds = 1209600

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns = [
      "arn:${data.aws_partition.current.partition}:sqs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:shop-sales",
    ]
  })

  sqs_managed_sse_enabled = true

  tags = {
    "svc:block" = "queue sales"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:10 queue orders
resource "aws_sqs_queue_policy" "orders_dead_letter" {
  queue_url = aws_sqs_queue.orders_dead_letter.url

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.orders_dead_letter.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

# main.svc:11 queue orders.extra
resource "aws_sqs_queue" "orders_extra" {
  name                       = "shop-sales-more"
  visibility_timeout_seconds = 30
  message_retention_seconds  = 345600
  delay_seconds              = 0

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.orders_extra_dead_letter.arn
    maxReceiveCount     = 5
  })

  sqs_managed_sse_enabled = true

  tags = {
    "svc:block" = "queue sales.more"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:11 queue orders.extra
resource "aws_sqs_queue_policy" "orders_extra" {
  queue_url = aws_sqs_queue.orders_extra.url

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.orders_extra.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

# main.svc:11 queue orders.extra
resource "aws_sqs_queue" "orders_extra_dead_letter" {
  name                      = "shop-sales-more-dead-letter"
  message_retention_seconds = 1209600

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns = [
      "arn:${data.aws_partition.current.partition}:sqs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:shop-sales-more",
    ]
  })

  sqs_managed_sse_enabled = true

  tags = {
    "svc:block" = "queue sales.more"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:11 queue orders.extra
resource "aws_sqs_queue_policy" "orders_extra_dead_letter" {
  queue_url = aws_sqs_queue.orders_extra_dead_letter.url

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.orders_extra_dead_letter.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

# ---- moved.tf

# Compiled by svcc from main.svc. Change the program, not this file.

moved {
  from = aws_sqs_queue.jobs
  to   = aws_sqs_queue.tasks
}

moved {
  from = aws_sqs_queue_policy.jobs
  to   = aws_sqs_queue_policy.tasks
}

moved {
  from = aws_sqs_queue.jobs_dead_letter
  to   = aws_sqs_queue.tasks_dead_letter
}

moved {
  from = aws_sqs_queue_policy.jobs_dead_letter
  to   = aws_sqs_queue_policy.tasks_dead_letter
}

moved {
  from = aws_sns_topic.first
  to   = aws_sns_topic.second
}

moved {
  from = aws_sns_topic.second
  to   = aws_sns_topic.news
}

moved {
  from = aws_sns_topic_policy.first
  to   = aws_sns_topic_policy.second
}

moved {
  from = aws_sns_topic_policy.second
  to   = aws_sns_topic_policy.news
}

moved {
  from = aws_sqs_queue.sales
  to   = aws_sqs_queue.orders
}

moved {
  from = aws_sqs_queue_policy.sales
  to   = aws_sqs_queue_policy.orders
}

moved {
  from = aws_sqs_queue.sales_dead_letter
  to   = aws_sqs_queue.orders_dead_letter
}

moved {
  from = aws_sqs_queue_policy.sales_dead_letter
  to   = aws_sqs_queue_policy.orders_dead_letter
}

moved {
  from = aws_sqs_queue.sales_more
  to   = aws_sqs_queue.orders_extra
}

moved {
  from = aws_sqs_queue_policy.sales_more
  to   = aws_sqs_queue_policy.orders_extra
}

moved {
  from = aws_sqs_queue.sales_more_dead_letter
  to   = aws_sqs_queue.orders_extra_dead_letter
}

moved {
  from = aws_sqs_queue_policy.sales_more_dead_letter
  to   = aws_sqs_queue_policy.orders_extra_dead_letter
}

moved {
  from = aws_cloudwatch_log_group.backend
  to   = aws_cloudwatch_log_group.api
}

moved {
  from = aws_iam_role.backend_execution
  to   = aws_iam_role.api_execution
}

moved {
  from = aws_iam_role_policy.backend_execution
  to   = aws_iam_role_policy.api_execution
}

moved {
  from = aws_iam_role.backend_task
  to   = aws_iam_role.api_task
}

moved {
  from = aws_iam_role_policy.backend_task
  to   = aws_iam_role_policy.api_task
}

moved {
  from = aws_ecs_task_definition.backend
  to   = aws_ecs_task_definition.api
}

moved {
  from = aws_lb_target_group.backend_old
  to   = aws_lb_target_group.api_admin
}

moved {
  from = aws_lb_listener_rule.backend_80_old
  to   = aws_lb_listener_rule.api_80_admin
}

moved {
  from = aws_security_group.backend
  to   = aws_security_group.api
}

moved {
  from = aws_ecs_service.backend
  to   = aws_ecs_service.api
}

moved {
  from = aws_vpc_security_group_ingress_rule.backend_8080_from_edge
  to   = aws_vpc_security_group_ingress_rule.api_8080_from_edge
}

moved {
  from = aws_vpc_security_group_egress_rule.edge_to_backend_8080
  to   = aws_vpc_security_group_egress_rule.edge_to_api_8080
}

moved {
  from = aws_vpc_security_group_egress_rule.backend
  to   = aws_vpc_security_group_egress_rule.api
}

# ---- network.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:16 network main
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = {
    Name = "shop-main"
  }
}

# main.svc:16 network main
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}

# main.svc:16 network main
resource "aws_internet_gateway" "main" {
  tags = {
    Name = "shop-main"
  }
}

# main.svc:16 network main
resource "aws_internet_gateway_attachment" "main" {
  vpc_id              = aws_vpc.main.id
  internet_gateway_id = aws_internet_gateway.main.id
}

# main.svc:16 network main
resource "aws_subnet" "main_public_1" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.0.0/22"
  availability_zone       = data.aws_availability_zones.available.names[0]
  map_public_ip_on_launch = false

  tags = {
    Name = "shop-main-public-1"
  }
}

# main.svc:16 network main
resource "aws_subnet" "main_public_2" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.4.0/22"
  availability_zone       = data.aws_availability_zones.available.names[1]
  map_public_ip_on_launch = false

  tags = {
    Name = "shop-main-public-2"
  }
}

# main.svc:16 network main
resource "aws_subnet" "main_private_1" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.64.0/22"
  availability_zone       = data.aws_availability_zones.available.names[0]
  map_public_ip_on_launch = false

  tags = {
    Name = "shop-main-private-1"
  }
}

# main.svc:16 network main
resource "aws_subnet" "main_private_2" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.68.0/22"
  availability_zone       = data.aws_availability_zones.available.names[1]
  map_public_ip_on_launch = false

  tags = {
    Name = "shop-main-private-2"
  }
}

# main.svc:16 network main
resource "aws_route_table" "main_public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "shop-main-public"
  }
}

# main.svc:16 network main
resource "aws_route" "main_public" {
  route_table_id         = aws_route_table.main_public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:16 network main
resource "aws_route_table" "main_private_1" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "shop-main-private-1"
  }
}

# main.svc:16 network main
resource "aws_route_table" "main_private_2" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "shop-main-private-2"
  }
}

# main.svc:16 network main
resource "aws_route_table_association" "main_public_1" {
  subnet_id      = aws_subnet.main_public_1.id
  route_table_id = aws_route_table.main_public.id
}

# main.svc:16 network main
resource "aws_route_table_association" "main_public_2" {
  subnet_id      = aws_subnet.main_public_2.id
  route_table_id = aws_route_table.main_public.id
}

# main.svc:16 network main
resource "aws_route_table_association" "main_private_1" {
  subnet_id      = aws_subnet.main_private_1.id
  route_table_id = aws_route_table.main_private_1.id
}

# main.svc:16 network main
resource "aws_route_table_association" "main_private_2" {
  subnet_id      = aws_subnet.main_private_2.id
  route_table_id = aws_route_table.main_private_2.id
}

# main.svc:16 network main
resource "aws_eip" "main_nat_1" {
  domain = "vpc"

  tags = {
    Name        = "shop-main-nat-1"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:16 network main
resource "aws_nat_gateway" "main_1" {
  allocation_id = aws_eip.main_nat_1.allocation_id
  subnet_id     = aws_subnet.main_public_1.id

  tags = {
    Name        = "shop-main-1"
    "svc:block" = "network main"
  }
}

# main.svc:16 network main
resource "aws_route" "main_private_1" {
  route_table_id         = aws_route_table.main_private_1.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_1.id
}

# main.svc:16 network main
resource "aws_route" "main_private_2" {
  route_table_id         = aws_route_table.main_private_2.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_1.id
}

# ---- observability.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:24 service api
resource "aws_cloudwatch_log_group" "api" {
  name              = "/ecs/shop/backend"
  retention_in_days = 30

  tags = {
    "svc:block" = "service backend"
  }
}

# ---- outputs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

output "edge_dns_name" {
  value = aws_lb.edge.dns_name
}

output "web_cluster_name" {
  value = aws_ecs_cluster.web.name
}

output "backend_service_name" {
  value = aws_ecs_service.api.name
}

output "jobs_queue_url" {
  value = aws_sqs_queue.tasks.url
}

output "sales_queue_url" {
  value = aws_sqs_queue.orders.url
}

output "sales_more_queue_url" {
  value = aws_sqs_queue.orders_extra.url
}

output "backend_log_group" {
  value = aws_cloudwatch_log_group.api.name
}

# ---- providers.tf

# Compiled by svcc from main.svc. Change the program, not this file.

provider "aws" {
  default_tags {
    tags = {
      "svc:app" = "shop"
    }
  }
}

# ---- security.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:20 balancer edge
resource "aws_security_group" "edge" {
  name_prefix = "shop-edge-"
  description = "Load balancer shop-edge"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "shop-edge"
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
    Name        = "shop-edge-80-from-0-0-0-0-0"
    "svc:block" = "balancer edge"
  }
}

# main.svc:34 service api
resource "aws_vpc_security_group_egress_rule" "edge_to_api_8080" {
  security_group_id            = aws_security_group.edge.id
  description                  = "Requests to service backend"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.api.id

  tags = {
    Name        = "shop-edge-to-backend-8080"
    "svc:block" = "service backend"
  }
}

# main.svc:22 service api
resource "aws_security_group" "api" {
  name_prefix = "shop-backend-"
  description = "Tasks of shop-backend"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "shop-backend"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:34 service api
resource "aws_vpc_security_group_ingress_rule" "api_8080_from_edge" {
  security_group_id            = aws_security_group.api.id
  description                  = "Requests from load balancer edge"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.edge.id

  tags = {
    Name        = "shop-backend-8080-from-edge"
    "svc:block" = "service backend"
  }
}

# main.svc:22 service api
resource "aws_vpc_security_group_egress_rule" "api" {
  security_group_id = aws_security_group.api.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "shop-backend"
    "svc:block" = "service backend"
  }
}

# ---- services.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:24 service api
resource "aws_ecs_task_definition" "api" {
  family                   = "shop-backend"
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
          awslogs-stream-prefix = "backend"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "service backend"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:22 service api
resource "aws_ecs_service" "api" {
  name                               = "shop-backend"
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
    "svc:block" = "service backend"
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

  load_balancer {
    container_name   = "app"
    container_port   = 8080
    target_group_arn = aws_lb_target_group.api_admin.arn
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.edge_to_api_8080,
    aws_vpc_security_group_ingress_rule.api_8080_from_edge,
    aws_vpc_security_group_egress_rule.api,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_ecs_cluster_capacity_providers.web,
    aws_lb_listener_rule.api_80_admin,
    aws_iam_role_policy.api_execution,
    aws_iam_role_policy.api_task,
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
