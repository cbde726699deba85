# ---- autoscaling.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:138 service ship
resource "aws_appautoscaling_target" "ship" {
  service_namespace  = "ecs"
  resource_id        = "service/${aws_ecs_cluster.web.name}/${aws_ecs_service.ship.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = 1
  max_capacity       = 10

  tags = {
    "svc:block" = "service ship"
  }
}

# main.svc:149 service ship
resource "aws_appautoscaling_policy" "ship_queue" {
  name               = "store-ship-queue"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = "ecs"
  resource_id        = aws_appautoscaling_target.ship.resource_id
  scalable_dimension = "ecs:service:DesiredCount"

  target_tracking_scaling_policy_configuration {
    target_value       = 30
    scale_in_cooldown  = 300
    scale_out_cooldown = 60

    customized_metric_specification {
      metrics {
        id          = "waiting"
        label       = "Messages waiting in the queue"
        return_data = false

        metric_stat {
          stat = "Average"

          metric {
            namespace   = "AWS/SQS"
            metric_name = "ApproximateNumberOfMessagesVisible"

            dimensions {
              name  = "QueueName"
              value = aws_sqs_queue.shipping.name
            }
          }
        }
      }

      metrics {
        id          = "running"
        label       = "Running tasks"
        return_data = false

        metric_stat {
          stat = "Average"

          metric {
            namespace   = "ECS/ContainerInsights"
            metric_name = "RunningTaskCount"

            dimensions {
              name  = "ClusterName"
              value = aws_ecs_cluster.web.name
            }

            dimensions {
              name  = "ServiceName"
              value = aws_ecs_service.ship.name
            }
          }
        }
      }

      metrics {
        id          = "backlog"
        label       = "Messages waiting for each task"
        expression  = "IF(FILL(running, 0) > 0, waiting / running, IF(waiting > 0, 60, 0))"
        return_data = true
      }
    }
  }
}

# ---- cluster.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:7 cluster web
resource "aws_service_discovery_http_namespace" "web" {
  name        = "store-web"
  description = "Services of cluster store-web"

  tags = {
    "svc:block" = "cluster web"
  }
}

# main.svc:7 cluster web
resource "aws_ecs_cluster" "web" {
  name = "store-web"

  tags = {
    "svc:block" = "cluster web"
  }

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

# main.svc:7 cluster web
resource "aws_ecs_cluster_capacity_providers" "web" {
  cluster_name       = aws_ecs_cluster.web.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]
}

# ---- iam.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:107 service front
resource "aws_iam_role" "front_execution" {
  name_prefix = "store-front-execution-"

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

# main.svc:107 service front
resource "aws_iam_role_policy" "front_execution" {
  name = "store-front-execution"
  role = aws_iam_role.front_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.front.arn}:*"
      },
    ]
  })
}

# main.svc:107 service front
resource "aws_iam_role" "front_task" {
  name_prefix = "store-front-task-"

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

# main.svc:121 service api
resource "aws_iam_role" "api_execution" {
  name_prefix = "store-api-execution-"

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

# main.svc:121 service api
resource "aws_iam_role_policy" "api_execution" {
  name = "store-api-execution"
  role = aws_iam_role.api_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.api.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "secretsmanager:GetSecretValue"
        Resource = aws_db_instance.db.master_user_secret[0].secret_arn
      },
    ]
  })
}

# main.svc:121 service api
resource "aws_iam_role" "api_task" {
  name_prefix = "store-api-task-"

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

# main.svc:121 service api
resource "aws_iam_role_policy" "api_task" {
  name = "store-api-task"
  role = aws_iam_role.api_task.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "sns:Publish"
        Resource = aws_sns_topic.orders.arn
      },
    ]
  })
}

# main.svc:140 service ship
resource "aws_iam_role" "ship_execution" {
  name_prefix = "store-ship-execution-"

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

# main.svc:140 service ship
resource "aws_iam_role_policy" "ship_execution" {
  name = "store-ship-execution"
  role = aws_iam_role.ship_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.ship.arn}:*"
      },
    ]
  })
}

# main.svc:140 service ship
resource "aws_iam_role" "ship_task" {
  name_prefix = "store-ship-task-"

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

# main.svc:140 service ship
resource "aws_iam_role_policy" "ship_task" {
  name = "store-ship-task"
  role = aws_iam_role.ship_task.name

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
        ]
        Resource = aws_sqs_queue.shipping.arn
      },
      {
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = aws_kms_key.data.arn
      },
    ]
  })
}

# ---- load_balancing.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:99 balancer edge
resource "aws_lb" "edge" {
  name                       = "store-edge"
  load_balancer_type         = "application"
  internal                   = false
  subnets                    = [aws_subnet.main_public_1.id, aws_subnet.main_public_2.id]
  security_groups            = [aws_security_group.edge.id]
  idle_timeout               = 60
  drop_invalid_header_fields = true
  enable_deletion_protection = true

  tags = {
    "svc:block" = "balancer edge"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:99 balancer edge
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

# main.svc:116 service front
resource "aws_lb_target_group" "front_edge" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service front"
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

# main.svc:116 service front
resource "aws_lb_listener_rule" "front_80_jdz7w2" {
  listener_arn = aws_lb_listener.edge_80.arn
  priority     = 49759

  tags = {
    "svc:block" = "service front"
  }

  condition {
    path_pattern {
      values = ["/*"]
    }
  }

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.front_edge.arn
  }
}

# ---- main.tf

# Compiled by svcc from main.svc. Change the program, not this file.

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# ---- messaging.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:11 topic orders
resource "aws_sns_topic" "orders" {
  name                        = "store-orders.fifo"
  fifo_topic                  = true
  content_based_deduplication = true

  tags = {
    "svc:block" = "topic orders"
  }
}

# main.svc:11 topic orders
resource "aws_sns_topic_policy" "orders" {
  arn = aws_sns_topic.orders.arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.orders.arn
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
        Resource = aws_sns_topic.orders.arn
        Condition = {
          StringEquals = {
            "aws:SourceOwner" = data.aws_caller_identity.current.account_id
          }
        }
      },
    ]
  })
}

# main.svc:16 queue shipping
resource "aws_sqs_queue" "shipping" {
  name                        = "store-shipping.fifo"
  fifo_queue                  = true
  content_based_deduplication = true
  deduplication_scope         = "messageGroup"
  fifo_throughput_limit       = "perMessageGroupId"
  visibility_timeout_seconds  = 120
  message_retention_seconds   = 345600
  delay_seconds               = 0

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.shipping_dead_letter.arn
    maxReceiveCount     = 5
  })

  kms_master_key_id = aws_kms_key.data.arn

  tags = {
    "svc:block" = "queue shipping"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:22 queue shipping
resource "aws_sns_topic_subscription" "shipping_orders" {
  topic_arn            = aws_sns_topic.orders.arn
  protocol             = "sqs"
  endpoint             = aws_sqs_queue.shipping.arn
  raw_message_delivery = true
}

# main.svc:16 queue shipping
resource "aws_sqs_queue_policy" "shipping" {
  queue_url = aws_sqs_queue.shipping.url

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.shipping.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
      {
        Effect = "Allow"
        Principal = {
          Service = "sns.amazonaws.com"
        }
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.shipping.arn
        Condition = {
          ArnEquals = {
            "aws:SourceArn" = [aws_sns_topic.orders.arn]
          }
        }
      },
    ]
  })
}

# main.svc:16 queue shipping
resource "aws_sqs_queue" "shipping_dead_letter" {
  name                      = "store-shipping-dead-letter.fifo"
  fifo_queue                = true
  message_retention_seconds = 1209600

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns = [
      "arn:${data.aws_partition.current.partition}:sqs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:store-shipping.fifo",
    ]
  })

  kms_master_key_id = aws_kms_key.data.arn

  tags = {
    "svc:block" = "queue shipping"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:16 queue shipping
resource "aws_sqs_queue_policy" "shipping_dead_letter" {
  queue_url = aws_sqs_queue.shipping_dead_letter.url

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.shipping_dead_letter.arn
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

# main.svc:5 network main
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = {
    Name = "store-main"
  }
}

# main.svc:5 network main
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}

# main.svc:5 network main
resource "aws_internet_gateway" "main" {
  tags = {
    Name = "store-main"
  }
}

# main.svc:5 network main
resource "aws_internet_gateway_attachment" "main" {
  vpc_id              = aws_vpc.main.id
  internet_gateway_id = aws_internet_gateway.main.id
}

# main.svc:5 network main
resource "aws_subnet" "main_public_1" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.0.0/22"
  availability_zone_id    = "euw1-az1"
  map_public_ip_on_launch = false

  tags = {
    Name = "store-main-public-1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:5 network main
resource "aws_subnet" "main_public_2" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.4.0/22"
  availability_zone_id    = "euw1-az2"
  map_public_ip_on_launch = false

  tags = {
    Name = "store-main-public-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:5 network main
resource "aws_subnet" "main_private_1" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.64.0/22"
  availability_zone_id    = "euw1-az1"
  map_public_ip_on_launch = false

  tags = {
    Name = "store-main-private-1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:5 network main
resource "aws_subnet" "main_private_2" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.68.0/22"
  availability_zone_id    = "euw1-az2"
  map_public_ip_on_launch = false

  tags = {
    Name = "store-main-private-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:5 network main
resource "aws_route_table" "main_public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "store-main-public"
  }
}

# main.svc:5 network main
resource "aws_route" "main_public" {
  route_table_id         = aws_route_table.main_public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:5 network main
resource "aws_route_table" "main_private_1" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "store-main-private-1"
  }
}

# main.svc:5 network main
resource "aws_route_table" "main_private_2" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "store-main-private-2"
  }
}

# main.svc:5 network main
resource "aws_route_table_association" "main_public_1" {
  subnet_id      = aws_subnet.main_public_1.id
  route_table_id = aws_route_table.main_public.id
}

# main.svc:5 network main
resource "aws_route_table_association" "main_public_2" {
  subnet_id      = aws_subnet.main_public_2.id
  route_table_id = aws_route_table.main_public.id
}

# main.svc:5 network main
resource "aws_route_table_association" "main_private_1" {
  subnet_id      = aws_subnet.main_private_1.id
  route_table_id = aws_route_table.main_private_1.id
}

# main.svc:5 network main
resource "aws_route_table_association" "main_private_2" {
  subnet_id      = aws_subnet.main_private_2.id
  route_table_id = aws_route_table.main_private_2.id
}

# main.svc:5 network main
resource "aws_eip" "main_nat_1" {
  domain = "vpc"

  tags = {
    Name        = "store-main-nat-1"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:5 network main
resource "aws_nat_gateway" "main_1" {
  allocation_id = aws_eip.main_nat_1.allocation_id
  subnet_id     = aws_subnet.main_public_1.id

  tags = {
    Name        = "store-main-1"
    "svc:block" = "network main"
  }
}

# main.svc:5 network main
resource "aws_eip" "main_nat_2" {
  domain = "vpc"

  tags = {
    Name        = "store-main-nat-2"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:5 network main
resource "aws_nat_gateway" "main_2" {
  allocation_id = aws_eip.main_nat_2.allocation_id
  subnet_id     = aws_subnet.main_public_2.id

  tags = {
    Name        = "store-main-2"
    "svc:block" = "network main"
  }
}

# main.svc:5 network main
resource "aws_route" "main_private_1" {
  route_table_id         = aws_route_table.main_private_1.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_1.id
}

# main.svc:5 network main
resource "aws_route" "main_private_2" {
  route_table_id         = aws_route_table.main_private_2.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_2.id
}

# ---- observability.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:107 service front
resource "aws_cloudwatch_log_group" "front" {
  name              = "/ecs/store/front"
  retention_in_days = 30

  tags = {
    "svc:block" = "service front"
  }
}

# main.svc:121 service api
resource "aws_cloudwatch_log_group" "api" {
  name              = "/ecs/store/api"
  retention_in_days = 30

  tags = {
    "svc:block" = "service api"
  }
}

# main.svc:140 service ship
resource "aws_cloudwatch_log_group" "ship" {
  name              = "/ecs/store/ship"
  retention_in_days = 30

  tags = {
    "svc:block" = "service ship"
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

output "front_service_name" {
  value = aws_ecs_service.front.name
}

output "api_service_name" {
  value = aws_ecs_service.api.name
}

output "ship_service_name" {
  value = aws_ecs_service.ship.name
}

output "shipping_queue_url" {
  value = aws_sqs_queue.shipping.url
}

output "front_log_group" {
  value = aws_cloudwatch_log_group.front.name
}

output "api_log_group" {
  value = aws_cloudwatch_log_group.api.name
}

output "ship_log_group" {
  value = aws_cloudwatch_log_group.ship.name
}

# ---- providers.tf

# Compiled by svcc from main.svc. Change the program, not this file.

provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      "svc:app" = "store"
    }
  }
}

# ---- raw.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:39 raw db_access
resource "aws_security_group" "db_access" {
  name_prefix = "db-"
  description = "Database"
  vpc_id      = aws_vpc.main.id

  ingress {
    description     = "The API"
    protocol        = "tcp"
    from_port       = 5432
    to_port         = 5432
    security_groups = [aws_security_group.api.id]
  }
}

# main.svc:59 raw db_subnets
resource "aws_db_subnet_group" "db_subnets" {
  name_prefix = "db-"
  subnet_ids  = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
}

# main.svc:78 raw db
resource "aws_db_instance" "db" {
  engine                      = "postgres"
  instance_class              = "db.t4g.small"
  allocated_storage           = 20
  storage_encrypted           = true
  kms_key_id                  = aws_kms_key.data.arn
  username                    = "store"
  manage_master_user_password = true
  db_subnet_group_name        = aws_db_subnet_group.db_subnets.name
  vpc_security_group_ids      = [aws_security_group.db_access.id]
  final_snapshot_identifier   = "store-final"
}

# ---- secrets.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:9 key data
resource "aws_kms_key" "data" {
  enable_key_rotation     = true
  deletion_window_in_days = 30

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "sns.amazonaws.com"
        }
        Action   = ["kms:Decrypt", "kms:GenerateDataKey*"]
        Resource = "*"
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = data.aws_caller_identity.current.account_id
          }
        }
      },
      {
        Effect = "Allow"
        Principal = {
          AWS = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root"
        }
        Action   = "kms:*"
        Resource = "*"
      },
    ]
  })

  tags = {
    "svc:block" = "key data"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:9 key data
resource "aws_kms_alias" "data" {
  name          = "alias/store-data"
  target_key_id = aws_kms_key.data.key_id
}

# ---- security.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:99 balancer edge
resource "aws_security_group" "edge" {
  name_prefix = "store-edge-"
  description = "Load balancer store-edge"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "store-edge"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:101 balancer edge
resource "aws_vpc_security_group_ingress_rule" "edge_80_from_0_0_0_0_0" {
  security_group_id = aws_security_group.edge.id
  description       = "HTTP from clients"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "store-edge-80-from-0-0-0-0-0"
    "svc:block" = "balancer edge"
  }
}

# main.svc:116 service front
resource "aws_vpc_security_group_egress_rule" "edge_to_front_80" {
  security_group_id            = aws_security_group.edge.id
  description                  = "Requests to service front"
  ip_protocol                  = "tcp"
  from_port                    = 80
  to_port                      = 80
  referenced_security_group_id = aws_security_group.front.id

  tags = {
    Name        = "store-edge-to-front-80"
    "svc:block" = "service front"
  }
}

# main.svc:104 service front
resource "aws_security_group" "front" {
  name_prefix = "store-front-"
  description = "Tasks of store-front"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "store-front"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:116 service front
resource "aws_vpc_security_group_ingress_rule" "front_80_from_edge" {
  security_group_id            = aws_security_group.front.id
  description                  = "Requests from load balancer edge"
  ip_protocol                  = "tcp"
  from_port                    = 80
  to_port                      = 80
  referenced_security_group_id = aws_security_group.edge.id

  tags = {
    Name        = "store-front-80-from-edge"
    "svc:block" = "service front"
  }
}

# main.svc:104 service front
resource "aws_vpc_security_group_egress_rule" "front" {
  security_group_id = aws_security_group.front.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "store-front"
    "svc:block" = "service front"
  }
}

# main.svc:119 service api
resource "aws_security_group" "api" {
  name_prefix = "store-api-"
  description = "Tasks of store-api"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "store-api"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:106 service front
resource "aws_vpc_security_group_ingress_rule" "api_8080_from_front" {
  security_group_id            = aws_security_group.api.id
  description                  = "Calls from service front"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.front.id

  tags = {
    Name        = "store-api-8080-from-front"
    "svc:block" = "service front"
  }
}

# main.svc:119 service api
resource "aws_vpc_security_group_egress_rule" "api" {
  security_group_id = aws_security_group.api.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "store-api"
    "svc:block" = "service api"
  }
}

# main.svc:138 service ship
resource "aws_security_group" "ship" {
  name_prefix = "store-ship-"
  description = "Tasks of store-ship"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "store-ship"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:138 service ship
resource "aws_vpc_security_group_egress_rule" "ship" {
  security_group_id = aws_security_group.ship.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "store-ship"
    "svc:block" = "service ship"
  }
}

# ---- services.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:107 service front
resource "aws_ecs_task_definition" "front" {
  family                   = "store-front"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.front_execution.arn
  task_role_arn            = aws_iam_role.front_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "public.ecr.aws/nginx/nginx:1.27"
      essential = true
      portMappings = [
        {
          containerPort = 80
          hostPort      = 80
          protocol      = "tcp"
        },
      ]
      environment = [
        {
          name  = "API_URL"
          value = "http://api:8080"
        },
      ]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.front.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "front"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "service front"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:121 service api
resource "aws_ecs_task_definition" "api" {
  family                   = "store-api"
  cpu                      = "512"
  memory                   = "1024"
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
          name          = "app-8080"
          containerPort = 8080
          hostPort      = 8080
          protocol      = "tcp"
        },
      ]
      environment = [
        {
          name  = "DB_HOST"
          value = aws_db_instance.db.address
        },
        {
          name  = "ORDERS"
          value = aws_sns_topic.orders.arn
        },
      ]
      secrets = [
        {
          name      = "DB_LOGIN"
          valueFrom = aws_db_instance.db.master_user_secret[0].secret_arn
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

# main.svc:140 service ship
resource "aws_ecs_task_definition" "ship" {
  family                   = "store-ship"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.ship_execution.arn
  task_role_arn            = aws_iam_role.ship_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "public.ecr.aws/docker/library/busybox:1.37"
      essential = true
      environment = [
        {
          name  = "QUEUE"
          value = aws_sqs_queue.shipping.url
        },
      ]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.ship.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "ship"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "service ship"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:104 service front
resource "aws_ecs_service" "front" {
  name                               = "store-front"
  cluster                            = aws_ecs_cluster.web.arn
  task_definition                    = aws_ecs_task_definition.front.arn
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
    "svc:block" = "service front"
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
    security_groups  = [aws_security_group.front.id]
    assign_public_ip = false
  }

  load_balancer {
    container_name   = "app"
    container_port   = 80
    target_group_arn = aws_lb_target_group.front_edge.arn
  }

  service_connect_configuration {
    enabled   = true
    namespace = aws_service_discovery_http_namespace.web.arn
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.edge_to_front_80,
    aws_vpc_security_group_ingress_rule.front_80_from_edge,
    aws_vpc_security_group_egress_rule.front,
    aws_ecs_service.api,
    aws_lb_listener_rule.front_80_jdz7w2,
    aws_iam_role_policy.front_execution,
  ]
}

# main.svc:119 service api
resource "aws_ecs_service" "api" {
  name                               = "store-api"
  cluster                            = aws_ecs_cluster.web.arn
  task_definition                    = aws_ecs_task_definition.api.arn
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

  service_connect_configuration {
    enabled   = true
    namespace = aws_service_discovery_http_namespace.web.arn

    service {
      port_name      = "app-8080"
      discovery_name = "api"

      client_alias {
        dns_name = "api"
        port     = 8080
      }
    }
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.api,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_ecs_cluster_capacity_providers.web,
    aws_iam_role_policy.api_execution,
    aws_iam_role_policy.api_task,
  ]
}

# main.svc:138 service ship
resource "aws_ecs_service" "ship" {
  name                               = "store-ship"
  cluster                            = aws_ecs_cluster.web.arn
  task_definition                    = aws_ecs_task_definition.ship.arn
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
    "svc:block" = "service ship"
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
    security_groups  = [aws_security_group.ship.id]
    assign_public_ip = false
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.ship,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_ecs_cluster_capacity_providers.web,
    aws_iam_role_policy.ship_execution,
    aws_iam_role_policy.ship_task,
  ]

  lifecycle {
    ignore_changes = [desired_count]
  }
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
