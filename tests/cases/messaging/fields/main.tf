# ---- cluster.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:23 cluster web
resource "aws_ecs_cluster" "web" {
  name = "keep-web"

  tags = {
    "svc:block" = "cluster web"
  }

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

# main.svc:23 cluster web
resource "aws_ecs_cluster_capacity_providers" "web" {
  cluster_name       = aws_ecs_cluster.web.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]
}

# ---- iam.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:28 service api
resource "aws_iam_role" "api_execution" {
  name_prefix = "keep-api-execution-"

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

# main.svc:28 service api
resource "aws_iam_role_policy" "api_execution" {
  name = "keep-api-execution"
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
        Action   = "kms:Decrypt"
        Resource = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555"
      },
      {
        Effect   = "Allow"
        Action   = "secretsmanager:GetSecretValue"
        Resource = "arn:${data.aws_partition.current.partition}:secretsmanager:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:secret:keep/db-??????"
      },
      {
        Effect = "Allow"
        Action = "ssm:GetParameters"
        Resource = [
          "arn:${data.aws_partition.current.partition}:ssm:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:parameter${aws_ssm_parameter.hosts.name}",
          "arn:${data.aws_partition.current.partition}:ssm:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:parameter${aws_ssm_parameter.level.name}",
          "arn:${data.aws_partition.current.partition}:ssm:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:parameter/keep/key",
        ]
      },
    ]
  })
}

# main.svc:28 service api
resource "aws_iam_role" "api_task" {
  name_prefix = "keep-api-task-"

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

# main.svc:28 service api
resource "aws_iam_role_policy" "api_task" {
  name = "keep-api-task"
  role = aws_iam_role.api_task.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = [
          "s3:AbortMultipartUpload",
          "s3:DeleteObject",
          "s3:GetObject",
          "s3:GetObjectVersion",
          "s3:ListBucket",
          "s3:PutObject",
        ]
        Resource = [aws_s3_bucket.files.arn, "${aws_s3_bucket.files.arn}/*"]
      },
      {
        Effect = "Allow"
        Action = ["s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket"]
        Resource = [
          "arn:${data.aws_partition.current.partition}:s3:::acme-archive",
          "arn:${data.aws_partition.current.partition}:s3:::acme-archive/*",
        ]
      },
      {
        Effect   = "Allow"
        Action   = ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"]
        Resource = "arn:${data.aws_partition.current.partition}:sqs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:legacy-jobs"
      },
      {
        Effect   = "Allow"
        Action   = ["ssm:GetParameter", "ssm:GetParameters"]
        Resource = "arn:${data.aws_partition.current.partition}:ssm:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:parameter${aws_ssm_parameter.hosts.name}"
      },
      {
        Effect   = "Allow"
        Action   = "sns:Publish"
        Resource = aws_sns_topic.plain.arn
      },
    ]
  })
}

# ---- load_balancing.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:24 balancer edge
resource "aws_lb" "edge" {
  name                       = "keep-edge"
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

  access_logs {
    enabled = true
    bucket  = aws_s3_bucket.files.id
    prefix  = "edge"
  }

  depends_on = [aws_internet_gateway_attachment.main, aws_s3_bucket_policy.files]
}

# main.svc:24 balancer edge
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

# main.svc:25 balancer inner
resource "aws_lb" "inner" {
  name                       = "keep-inner-int"
  load_balancer_type         = "application"
  internal                   = true
  subnets                    = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  security_groups            = [aws_security_group.inner.id]
  idle_timeout               = 60
  drop_invalid_header_fields = true
  enable_deletion_protection = false

  tags = {
    "svc:block" = "balancer inner"
  }

  access_logs {
    enabled = true
    bucket  = "acme-archive"
    prefix  = "inner"
  }
}

# main.svc:25 balancer inner
resource "aws_lb_listener" "inner_80" {
  load_balancer_arn = aws_lb.inner.arn
  port              = 80
  protocol          = "HTTP"

  tags = {
    "svc:block" = "balancer inner"
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

# main.svc:42 service api
resource "aws_lb_target_group" "api_edge" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "ip"
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

# ---- messaging.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:4 topic plain
resource "aws_sns_topic" "plain" {
  name         = "keep-plain"
  display_name = "Plain orders"

  tags = {
    "svc:block" = "topic plain"
  }
}

# main.svc:4 topic plain
resource "aws_sns_topic_policy" "plain" {
  arn = aws_sns_topic.plain.arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.plain.arn
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
        Resource = aws_sns_topic.plain.arn
        Condition = {
          StringEquals = {
            "aws:SourceOwner" = data.aws_caller_identity.current.account_id
          }
        }
      },
    ]
  })
}

# main.svc:4 topic plain
resource "aws_sns_topic_subscription" "plain_email_team_example_com_fty4vz" {
  topic_arn = aws_sns_topic.plain.arn
  protocol  = "email"
  endpoint  = "team@example.com"
}

# main.svc:4 topic plain
resource "aws_sns_topic_subscription" "plain_email_boss_example_com_z34eve" {
  topic_arn = aws_sns_topic.plain.arn
  protocol  = "email"
  endpoint  = "boss@example.com"
}

# main.svc:7 queue orders
resource "aws_sqs_queue" "orders" {
  name                       = "keep-orders"
  visibility_timeout_seconds = 30
  message_retention_seconds  = 345600
  delay_seconds              = 0

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.orders_dead_letter.arn
    maxReceiveCount     = 5
  })

  sqs_managed_sse_enabled = true

  tags = {
    "svc:block" = "queue orders"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:8 queue orders
resource "aws_sns_topic_subscription" "orders_plain" {
  topic_arn = aws_sns_topic.plain.arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.orders.arn

  filter_policy = jsonencode({
    kind = ["order", "refund"]
  })

  raw_message_delivery = true
}

# main.svc:9 queue orders
resource "aws_sns_topic_subscription" "orders_elsewhere" {
  topic_arn            = "arn:aws:sns:eu-west-1:123456789012:elsewhere"
  protocol             = "sqs"
  endpoint             = aws_sqs_queue.orders.arn
  raw_message_delivery = false
}

# main.svc:7 queue orders
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
      {
        Effect = "Allow"
        Principal = {
          Service = "sns.amazonaws.com"
        }
        Action   = "sqs:SendMessage"
        Resource = aws_sqs_queue.orders.arn
        Condition = {
          ArnEquals = {
            "aws:SourceArn" = [aws_sns_topic.plain.arn, "arn:aws:sns:eu-west-1:123456789012:elsewhere"]
          }
        }
      },
    ]
  })
}

# main.svc:7 queue orders
resource "aws_sqs_queue" "orders_dead_letter" {
  name                      = "keep-orders-dead-letter"
  message_retention_seconds = 1209600

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns = [
      "arn:${data.aws_partition.current.partition}:sqs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:keep-orders",
    ]
  })

  sqs_managed_sse_enabled = true

  tags = {
    "svc:block" = "queue orders"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:7 queue orders
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

# ---- network.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:22 network main
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = {
    Name = "keep-main"
  }
}

# main.svc:22 network main
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}

# main.svc:22 network main
resource "aws_internet_gateway" "main" {
  tags = {
    Name = "keep-main"
  }
}

# main.svc:22 network main
resource "aws_internet_gateway_attachment" "main" {
  vpc_id              = aws_vpc.main.id
  internet_gateway_id = aws_internet_gateway.main.id
}

# main.svc:22 network main
resource "aws_subnet" "main_public_1" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.0.0/22"
  availability_zone_id    = "euw1-az1"
  map_public_ip_on_launch = false

  tags = {
    Name = "keep-main-public-1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:22 network main
resource "aws_subnet" "main_public_2" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.4.0/22"
  availability_zone_id    = "euw1-az2"
  map_public_ip_on_launch = false

  tags = {
    Name = "keep-main-public-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:22 network main
resource "aws_subnet" "main_private_1" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.64.0/22"
  availability_zone_id    = "euw1-az1"
  map_public_ip_on_launch = false

  tags = {
    Name = "keep-main-private-1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:22 network main
resource "aws_subnet" "main_private_2" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.68.0/22"
  availability_zone_id    = "euw1-az2"
  map_public_ip_on_launch = false

  tags = {
    Name = "keep-main-private-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:22 network main
resource "aws_route_table" "main_public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "keep-main-public"
  }
}

# main.svc:22 network main
resource "aws_route" "main_public" {
  route_table_id         = aws_route_table.main_public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:22 network main
resource "aws_route_table" "main_private_1" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "keep-main-private-1"
  }
}

# main.svc:22 network main
resource "aws_route_table" "main_private_2" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "keep-main-private-2"
  }
}

# main.svc:22 network main
resource "aws_route_table_association" "main_public_1" {
  subnet_id      = aws_subnet.main_public_1.id
  route_table_id = aws_route_table.main_public.id
}

# main.svc:22 network main
resource "aws_route_table_association" "main_public_2" {
  subnet_id      = aws_subnet.main_public_2.id
  route_table_id = aws_route_table.main_public.id
}

# main.svc:22 network main
resource "aws_route_table_association" "main_private_1" {
  subnet_id      = aws_subnet.main_private_1.id
  route_table_id = aws_route_table.main_private_1.id
}

# main.svc:22 network main
resource "aws_route_table_association" "main_private_2" {
  subnet_id      = aws_subnet.main_private_2.id
  route_table_id = aws_route_table.main_private_2.id
}

# main.svc:22 network main
resource "aws_eip" "main_nat_1" {
  domain = "vpc"

  tags = {
    Name        = "keep-main-nat-1"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:22 network main
resource "aws_nat_gateway" "main_1" {
  allocation_id = aws_eip.main_nat_1.allocation_id
  subnet_id     = aws_subnet.main_public_1.id

  tags = {
    Name        = "keep-main-1"
    "svc:block" = "network main"
  }
}

# main.svc:22 network main
resource "aws_route" "main_private_1" {
  route_table_id         = aws_route_table.main_private_1.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_1.id
}

# main.svc:22 network main
resource "aws_route" "main_private_2" {
  route_table_id         = aws_route_table.main_private_2.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_1.id
}

# ---- observability.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:46 alarm busy
resource "aws_cloudwatch_metric_alarm" "busy" {
  alarm_name  = "keep-busy"
  namespace   = "AWS/ECS"
  metric_name = "CPUUtilization"

  dimensions = {
    ClusterName = aws_ecs_cluster.web.name
    ServiceName = "keep-api"
  }

  statistic           = "Average"
  period              = 60
  evaluation_periods  = 3
  threshold           = 85
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.plain.arn]
  ok_actions          = [aws_sns_topic.plain.arn]

  tags = {
    "svc:block" = "alarm busy"
  }
}

# main.svc:47 alarm full
resource "aws_cloudwatch_metric_alarm" "full" {
  alarm_name        = "keep-full"
  alarm_description = "The tasks run out of memory"
  namespace         = "AWS/ECS"
  metric_name       = "MemoryUtilization"

  dimensions = {
    ClusterName = aws_ecs_cluster.web.name
    ServiceName = "keep-api"
  }

  statistic           = "Average"
  period              = 300
  evaluation_periods  = 2
  datapoints_to_alarm = 1
  threshold           = 85
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"

  tags = {
    "svc:block" = "alarm full"
  }
}

# main.svc:48 alarm late
resource "aws_cloudwatch_metric_alarm" "late" {
  alarm_name  = "keep-late"
  namespace   = "AWS/SQS"
  metric_name = "ApproximateNumberOfMessagesDelayed"

  dimensions = {
    QueueName = aws_sqs_queue.orders.name
  }

  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  threshold           = 100
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"

  tags = {
    "svc:block" = "alarm late"
  }
}

# main.svc:49 alarm piled
resource "aws_cloudwatch_metric_alarm" "piled" {
  alarm_name  = "keep-piled"
  namespace   = "AWS/SQS"
  metric_name = "ApproximateNumberOfMessagesVisible"

  dimensions = {
    QueueName = aws_sqs_queue.orders.name
  }

  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  threshold           = 1000
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"

  tags = {
    "svc:block" = "alarm piled"
  }
}

# main.svc:50 alarm old
resource "aws_cloudwatch_metric_alarm" "old" {
  alarm_name  = "keep-old"
  namespace   = "AWS/SQS"
  metric_name = "ApproximateAgeOfOldestMessage"

  dimensions = {
    QueueName = aws_sqs_queue.orders.name
  }

  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  threshold           = 600
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"

  tags = {
    "svc:block" = "alarm old"
  }
}

# main.svc:51 alarm dead
resource "aws_cloudwatch_metric_alarm" "dead" {
  alarm_name  = "keep-dead"
  namespace   = "AWS/SQS"
  metric_name = "ApproximateNumberOfMessagesVisible"

  dimensions = {
    QueueName = aws_sqs_queue.orders_dead_letter.name
  }

  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  threshold           = 0
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"

  tags = {
    "svc:block" = "alarm dead"
  }
}

# main.svc:52 alarm slow
resource "aws_cloudwatch_metric_alarm" "slow" {
  alarm_name  = "keep-slow"
  namespace   = "AWS/ApplicationELB"
  metric_name = "TargetResponseTime"

  dimensions = {
    LoadBalancer = aws_lb.edge.arn_suffix
  }

  statistic           = "Average"
  period              = 60
  evaluation_periods  = 3
  threshold           = 0.5
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"

  tags = {
    "svc:block" = "alarm slow"
  }
}

# main.svc:53 alarm failing
resource "aws_cloudwatch_metric_alarm" "failing" {
  alarm_name  = "keep-failing"
  namespace   = "AWS/ApplicationELB"
  metric_name = "HTTPCode_ELB_5XX_Count"

  dimensions = {
    LoadBalancer = aws_lb.edge.arn_suffix
  }

  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 3
  threshold           = 10
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.plain.arn, "arn:aws:sns:eu-west-1:123456789012:elsewhere"]
  ok_actions          = [aws_sns_topic.plain.arn, "arn:aws:sns:eu-west-1:123456789012:elsewhere"]

  tags = {
    "svc:block" = "alarm failing"
  }
}

# main.svc:54 alarm broken
resource "aws_cloudwatch_metric_alarm" "broken" {
  alarm_name  = "keep-broken"
  namespace   = "AWS/ApplicationELB"
  metric_name = "HTTPCode_Target_5XX_Count"

  dimensions = {
    LoadBalancer = aws_lb.edge.arn_suffix
  }

  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 3
  threshold           = 10
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"

  tags = {
    "svc:block" = "alarm broken"
  }
}

# main.svc:55 alarm flood
resource "aws_cloudwatch_metric_alarm" "flood" {
  alarm_name  = "keep-flood"
  namespace   = "AWS/ApplicationELB"
  metric_name = "RequestCount"

  dimensions = {
    LoadBalancer = aws_lb.edge.arn_suffix
  }

  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 3
  threshold           = 100000
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"

  tags = {
    "svc:block" = "alarm flood"
  }
}

# main.svc:28 service api
resource "aws_cloudwatch_log_group" "api" {
  name              = "/ecs/keep/api"
  retention_in_days = 30

  tags = {
    "svc:block" = "service api"
  }
}

# ---- outputs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

output "busy" {
  value = "arn:${data.aws_partition.current.partition}:cloudwatch:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:alarm:keep-busy"
}

output "dead" {
  value = "keep-dead"
}

output "elsewhere" {
  value = "elsewhere"
}

output "edge_dns_name" {
  value = aws_lb.edge.dns_name
}

output "inner_dns_name" {
  value = aws_lb.inner.dns_name
}

output "web_cluster_name" {
  value = aws_ecs_cluster.web.name
}

output "api_service_name" {
  value = aws_ecs_service.api.name
}

output "orders_queue_url" {
  value = aws_sqs_queue.orders.url
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
      "svc:app" = "keep"
    }
  }
}

# ---- secrets.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:17 parameter level
resource "aws_ssm_parameter" "level" {
  name        = "/keep/log/level"
  description = "How much is logged"
  type        = "String"
  value       = "info"

  tags = {
    "svc:block" = "parameter level"
  }
}

# main.svc:18 parameter hosts
resource "aws_ssm_parameter" "hosts" {
  name  = "/keep/hosts"
  type  = "StringList"
  value = "a.example.com,b.example.com"

  tags = {
    "svc:block" = "parameter hosts"
  }
}

# ---- security.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:24 balancer edge
resource "aws_security_group" "edge" {
  name_prefix = "keep-edge-"
  description = "Load balancer keep-edge"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "keep-edge"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:24 balancer edge
resource "aws_vpc_security_group_ingress_rule" "edge_80_from_0_0_0_0_0" {
  security_group_id = aws_security_group.edge.id
  description       = "HTTP from clients"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "keep-edge-80-from-0-0-0-0-0"
    "svc:block" = "balancer edge"
  }
}

# main.svc:42 service api
resource "aws_vpc_security_group_egress_rule" "edge_to_api_8080" {
  security_group_id            = aws_security_group.edge.id
  description                  = "Requests to service api"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.api.id

  tags = {
    Name        = "keep-edge-to-api-8080"
    "svc:block" = "service api"
  }
}

# main.svc:25 balancer inner
resource "aws_security_group" "inner" {
  name_prefix = "keep-inner-"
  description = "Load balancer keep-inner"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "keep-inner"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:25 balancer inner
resource "aws_vpc_security_group_ingress_rule" "inner_80_from_10_0_0_0_16" {
  security_group_id = aws_security_group.inner.id
  description       = "HTTP from clients"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = "10.0.0.0/16"

  tags = {
    Name        = "keep-inner-80-from-10-0-0-0-16"
    "svc:block" = "balancer inner"
  }
}

# main.svc:25 balancer inner
resource "aws_vpc_security_group_egress_rule" "inner" {
  security_group_id = aws_security_group.inner.id
  description       = "Nothing calls from here"
  ip_protocol       = "-1"
  cidr_ipv4         = "127.0.0.1/32"

  tags = {
    Name        = "keep-inner"
    "svc:block" = "balancer inner"
  }
}

# main.svc:27 service api
resource "aws_security_group" "api" {
  name_prefix = "keep-api-"
  description = "Tasks of keep-api"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "keep-api"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:42 service api
resource "aws_vpc_security_group_ingress_rule" "api_8080_from_edge" {
  security_group_id            = aws_security_group.api.id
  description                  = "Requests from load balancer edge"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.edge.id

  tags = {
    Name        = "keep-api-8080-from-edge"
    "svc:block" = "service api"
  }
}

# main.svc:27 service api
resource "aws_vpc_security_group_egress_rule" "api" {
  security_group_id = aws_security_group.api.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "keep-api"
    "svc:block" = "service api"
  }
}

# ---- services.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:28 service api
resource "aws_ecs_task_definition" "api" {
  family                   = "keep-api"
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
      environment = [
        {
          name  = "BUCKET"
          value = aws_s3_bucket.files.id
        },
        {
          name  = "LEGACY"
          value = "https://sqs.${data.aws_region.current.id}.${data.aws_partition.current.dns_suffix}/${data.aws_caller_identity.current.account_id}/legacy-jobs"
        },
        {
          name  = "LEVEL_NAME"
          value = aws_ssm_parameter.level.name
        },
        {
          name  = "TOPIC"
          value = aws_sns_topic.plain.arn
        },
      ]
      secrets = [
        {
          name      = "DB"
          valueFrom = "arn:${data.aws_partition.current.partition}:secretsmanager:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:secret:keep/db:password::"
        },
        {
          name      = "HOSTS"
          valueFrom = "arn:${data.aws_partition.current.partition}:ssm:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:parameter${aws_ssm_parameter.hosts.name}"
        },
        {
          name      = "KEY"
          valueFrom = "arn:${data.aws_partition.current.partition}:ssm:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:parameter/keep/key"
        },
        {
          name      = "LEVEL"
          valueFrom = "arn:${data.aws_partition.current.partition}:ssm:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:parameter${aws_ssm_parameter.level.name}"
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

# main.svc:27 service api
resource "aws_ecs_service" "api" {
  name                               = "keep-api"
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

  alarms {
    alarm_names = [aws_cloudwatch_metric_alarm.busy.alarm_name, aws_cloudwatch_metric_alarm.full.alarm_name]
    enable      = true
    rollback    = true
  }

  network_configuration {
    subnets          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
    security_groups  = [aws_security_group.api.id]
    assign_public_ip = false
  }

  load_balancer {
    container_name   = "app"
    container_port   = 8080
    target_group_arn = aws_lb_target_group.api_edge.arn
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
    aws_lb_listener_rule.api_80_jdz7w2,
    aws_iam_role_policy.api_execution,
    aws_iam_role_policy.api_task,
  ]
}

# ---- storage.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:13 bucket files
resource "aws_s3_bucket" "files" {
  bucket_prefix = "keep-files-"

  tags = {
    "svc:block" = "bucket files"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:13 bucket files
resource "aws_s3_bucket_ownership_controls" "files" {
  bucket = aws_s3_bucket.files.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

# main.svc:13 bucket files
resource "aws_s3_bucket_public_access_block" "files" {
  bucket                  = aws_s3_bucket.files.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# main.svc:13 bucket files
resource "aws_s3_bucket_server_side_encryption_configuration" "files" {
  bucket = aws_s3_bucket.files.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

# main.svc:13 bucket files
resource "aws_s3_bucket_versioning" "files" {
  bucket = aws_s3_bucket.files.id

  versioning_configuration {
    status = "Enabled"
  }
}

# main.svc:13 bucket files
resource "aws_s3_bucket_lifecycle_configuration" "files" {
  bucket = aws_s3_bucket.files.id

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
    id     = "expire"
    status = "Enabled"

    filter {
      prefix = ""
    }

    expiration {
      days = 365
    }
  }

  rule {
    id     = "versions"
    status = "Enabled"

    filter {
      prefix = ""
    }

    noncurrent_version_expiration {
      noncurrent_days = 30
    }
  }
}

# main.svc:13 bucket files
resource "aws_s3_bucket_notification" "files" {
  bucket      = aws_s3_bucket.files.id
  eventbridge = true
}

# main.svc:13 bucket files
resource "aws_s3_bucket_policy" "files" {
  bucket = aws_s3_bucket.files.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.files.arn, "${aws_s3_bucket.files.arn}/*"]
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
      {
        Effect = "Allow"
        Principal = {
          Service = "logdelivery.elasticloadbalancing.amazonaws.com"
        }
        Action   = "s3:PutObject"
        Resource = "${aws_s3_bucket.files.arn}/edge/AWSLogs/${data.aws_caller_identity.current.account_id}/*"
      },
    ]
  })
}

# main.svc:14 bucket scratch
resource "aws_s3_bucket" "scratch" {
  bucket_prefix = "keep-scratch-"

  tags = {
    "svc:block" = "bucket scratch"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:14 bucket scratch
resource "aws_s3_bucket_ownership_controls" "scratch" {
  bucket = aws_s3_bucket.scratch.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

# main.svc:14 bucket scratch
resource "aws_s3_bucket_public_access_block" "scratch" {
  bucket                  = aws_s3_bucket.scratch.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# main.svc:14 bucket scratch
resource "aws_s3_bucket_server_side_encryption_configuration" "scratch" {
  bucket = aws_s3_bucket.scratch.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

# main.svc:14 bucket scratch
resource "aws_s3_bucket_lifecycle_configuration" "scratch" {
  bucket = aws_s3_bucket.scratch.id

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
}

# main.svc:14 bucket scratch
resource "aws_s3_bucket_policy" "scratch" {
  bucket = aws_s3_bucket.scratch.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.scratch.arn, "${aws_s3_bucket.scratch.arn}/*"]
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
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
