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

# main.svc:43 cluster pool
resource "aws_ecs_cluster" "pool" {
  name = "shop-pool"

  tags = {
    "svc:block" = "cluster pool"
  }

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

# main.svc:44 cluster pool
resource "aws_launch_template" "pool_large" {
  image_id               = "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id"
  instance_type          = "t3.medium"
  vpc_security_group_ids = [aws_security_group.pool_instances.id]

  user_data = base64encode(<<-EOT
    #!/bin/bash
    cat >> /etc/ecs/ecs.config <<'CONFIG'
    ECS_CLUSTER=${aws_ecs_cluster.pool.name}
    ECS_AWSVPC_BLOCK_IMDS=true
    CONFIG
  EOT
  )

  tags = {
    Name        = "shop-pool-big"
    "svc:block" = "cluster pool"
  }

  iam_instance_profile {
    arn = aws_iam_instance_profile.pool_instance.arn
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
      Name        = "shop-pool-big"
      "svc:app"   = "shop"
      "svc:block" = "cluster pool"
    }
  }
}

# main.svc:44 cluster pool
resource "aws_autoscaling_group" "pool_large" {
  vpc_zone_identifier       = [aws_subnet.side_work_1.id, aws_subnet.side_work_2.id]
  min_size                  = 1
  max_size                  = 3
  protect_from_scale_in     = false
  health_check_type         = "EC2"
  health_check_grace_period = 300

  launch_template {
    id      = aws_launch_template.pool_large.id
    version = aws_launch_template.pool_large.latest_version
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
    value               = "shop"
    propagate_at_launch = true
  }

  tag {
    key                 = "AmazonECSManaged"
    value               = "true"
    propagate_at_launch = true
  }

  tag {
    key                 = "Name"
    value               = "shop-pool-big"
    propagate_at_launch = true
  }

  tag {
    key                 = "svc:block"
    value               = "cluster pool"
    propagate_at_launch = true
  }

  depends_on = [
    aws_route.side_private_1,
    aws_route.side_private_2,
    aws_vpc_security_group_egress_rule.pool_instances,
    aws_route_table_association.side_work_1,
    aws_route_table_association.side_work_2,
    aws_iam_role_policy_attachment.pool_instance_policy_AmazonSSMManagedInstanceCore,
    aws_iam_role_policy_attachment.pool_instance_policy_AmazonEC2ContainerServiceforEC2Role,
  ]
}

# main.svc:44 cluster pool
resource "aws_ecs_capacity_provider" "pool_large" {
  name = "shop-pool-big"

  tags = {
    "svc:block" = "cluster pool"
  }

  auto_scaling_group_provider {
    auto_scaling_group_arn         = aws_autoscaling_group.pool_large.arn
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

# main.svc:43 cluster pool
resource "aws_ecs_cluster_capacity_providers" "pool" {
  cluster_name       = aws_ecs_cluster.pool.name
  capacity_providers = [aws_ecs_capacity_provider.pool_large.name]

  default_capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.pool_large.name
    base              = 0
    weight            = 1
  }
}

# ---- iam.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:43 cluster pool
resource "aws_iam_role" "pool_instance" {
  name_prefix = "shop-pool-instance-"

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

# main.svc:43 cluster pool
resource "aws_iam_role_policy_attachment" "pool_instance_policy_AmazonSSMManagedInstanceCore" {
  role       = aws_iam_role.pool_instance.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

# main.svc:43 cluster pool
resource "aws_iam_role_policy_attachment" "pool_instance_policy_AmazonEC2ContainerServiceforEC2Role" {
  role       = aws_iam_role.pool_instance.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"
}

# main.svc:43 cluster pool
resource "aws_iam_instance_profile" "pool_instance" {
  role = aws_iam_role.pool_instance.name

  tags = {
    "svc:block" = "cluster pool"
  }
}

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

# main.svc:48 service batch
resource "aws_iam_role" "batch_execution" {
  name_prefix = "shop-batch-execution-"

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

# main.svc:48 service batch
resource "aws_iam_role_policy" "batch_execution" {
  name = "shop-batch-execution"
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

# main.svc:48 service batch
resource "aws_iam_role" "batch_task" {
  name_prefix = "shop-batch-task-"

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
  from = aws_subnet.side_inner_1
  to   = aws_subnet.side_work_1
}

moved {
  from = aws_subnet.side_inner_2
  to   = aws_subnet.side_work_2
}

moved {
  from = aws_route_table_association.side_inner_1
  to   = aws_route_table_association.side_work_1
}

moved {
  from = aws_route_table_association.side_inner_2
  to   = aws_route_table_association.side_work_2
}

moved {
  from = aws_launch_template.pool_big
  to   = aws_launch_template.pool_large
}

moved {
  from = aws_autoscaling_group.pool_big
  to   = aws_autoscaling_group.pool_large
}

moved {
  from = aws_ecs_capacity_provider.pool_big
  to   = aws_ecs_capacity_provider.pool_large
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

  lifecycle {
    create_before_destroy = true
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

  lifecycle {
    create_before_destroy = true
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

  lifecycle {
    create_before_destroy = true
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

  lifecycle {
    create_before_destroy = true
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

# main.svc:38 network side
resource "aws_vpc" "side" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = {
    Name = "shop-side"
  }
}

# main.svc:38 network side
resource "aws_default_security_group" "side" {
  vpc_id = aws_vpc.side.id
}

# main.svc:38 network side
resource "aws_internet_gateway" "side" {
  tags = {
    Name = "shop-side"
  }
}

# main.svc:38 network side
resource "aws_internet_gateway_attachment" "side" {
  vpc_id              = aws_vpc.side.id
  internet_gateway_id = aws_internet_gateway.side.id
}

# main.svc:39 network side
resource "aws_subnet" "side_public_1" {
  vpc_id                  = aws_vpc.side.id
  cidr_block              = "10.0.0.0/22"
  availability_zone       = data.aws_availability_zones.available.names[0]
  map_public_ip_on_launch = false

  tags = {
    Name = "shop-side-public-1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:39 network side
resource "aws_subnet" "side_public_2" {
  vpc_id                  = aws_vpc.side.id
  cidr_block              = "10.0.4.0/22"
  availability_zone       = data.aws_availability_zones.available.names[1]
  map_public_ip_on_launch = false

  tags = {
    Name = "shop-side-public-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:40 network side
resource "aws_subnet" "side_work_1" {
  vpc_id                  = aws_vpc.side.id
  cidr_block              = "10.0.112.0/22"
  availability_zone       = data.aws_availability_zones.available.names[0]
  map_public_ip_on_launch = false

  tags = {
    Name = "shop-side-inner-1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:40 network side
resource "aws_subnet" "side_work_2" {
  vpc_id                  = aws_vpc.side.id
  cidr_block              = "10.0.116.0/22"
  availability_zone       = data.aws_availability_zones.available.names[1]
  map_public_ip_on_launch = false

  tags = {
    Name = "shop-side-inner-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:38 network side
resource "aws_route_table" "side_public" {
  vpc_id = aws_vpc.side.id

  tags = {
    Name = "shop-side-public"
  }
}

# main.svc:38 network side
resource "aws_route" "side_public" {
  route_table_id         = aws_route_table.side_public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.side.id

  depends_on = [aws_internet_gateway_attachment.side]
}

# main.svc:38 network side
resource "aws_route_table" "side_private_1" {
  vpc_id = aws_vpc.side.id

  tags = {
    Name = "shop-side-private-1"
  }
}

# main.svc:38 network side
resource "aws_route_table" "side_private_2" {
  vpc_id = aws_vpc.side.id

  tags = {
    Name = "shop-side-private-2"
  }
}

# main.svc:38 network side
resource "aws_route_table_association" "side_public_1" {
  subnet_id      = aws_subnet.side_public_1.id
  route_table_id = aws_route_table.side_public.id
}

# main.svc:38 network side
resource "aws_route_table_association" "side_public_2" {
  subnet_id      = aws_subnet.side_public_2.id
  route_table_id = aws_route_table.side_public.id
}

# main.svc:38 network side
resource "aws_route_table_association" "side_work_1" {
  subnet_id      = aws_subnet.side_work_1.id
  route_table_id = aws_route_table.side_private_1.id
}

# main.svc:38 network side
resource "aws_route_table_association" "side_work_2" {
  subnet_id      = aws_subnet.side_work_2.id
  route_table_id = aws_route_table.side_private_2.id
}

# main.svc:38 network side
resource "aws_eip" "side_nat_1" {
  domain = "vpc"

  tags = {
    Name        = "shop-side-nat-1"
    "svc:block" = "network side"
  }

  depends_on = [aws_internet_gateway_attachment.side]
}

# main.svc:38 network side
resource "aws_nat_gateway" "side_1" {
  allocation_id = aws_eip.side_nat_1.allocation_id
  subnet_id     = aws_subnet.side_public_1.id

  tags = {
    Name        = "shop-side-1"
    "svc:block" = "network side"
  }
}

# main.svc:38 network side
resource "aws_route" "side_private_1" {
  route_table_id         = aws_route_table.side_private_1.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.side_1.id
}

# main.svc:38 network side
resource "aws_route" "side_private_2" {
  route_table_id         = aws_route_table.side_private_2.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.side_1.id
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

# main.svc:48 service batch
resource "aws_cloudwatch_log_group" "batch" {
  name              = "/ecs/shop/batch"
  retention_in_days = 30

  tags = {
    "svc:block" = "service batch"
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

output "pool_cluster_name" {
  value = aws_ecs_cluster.pool.name
}

output "backend_service_name" {
  value = aws_ecs_service.api.name
}

output "batch_service_name" {
  value = aws_ecs_service.batch.name
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

output "batch_log_group" {
  value = aws_cloudwatch_log_group.batch.name
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

# main.svc:43 cluster pool
resource "aws_security_group" "pool_instances" {
  name_prefix = "shop-pool-instances-"
  description = "Instances of shop-pool"
  vpc_id      = aws_vpc.side.id

  tags = {
    Name = "shop-pool-instances"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:43 cluster pool
resource "aws_vpc_security_group_egress_rule" "pool_instances" {
  security_group_id = aws_security_group.pool_instances.id
  description       = "ECS, registries and package sources"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "shop-pool-instances"
    "svc:block" = "cluster pool"
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

# main.svc:47 service batch
resource "aws_security_group" "batch" {
  name_prefix = "shop-batch-"
  description = "Tasks of shop-batch"
  vpc_id      = aws_vpc.side.id

  tags = {
    Name = "shop-batch"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:47 service batch
resource "aws_vpc_security_group_egress_rule" "batch" {
  security_group_id = aws_security_group.batch.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "shop-batch"
    "svc:block" = "service batch"
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

# main.svc:48 service batch
resource "aws_ecs_task_definition" "batch" {
  family                   = "shop-batch"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["EC2"]
  execution_role_arn       = aws_iam_role.batch_execution.arn
  task_role_arn            = aws_iam_role.batch_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "public.ecr.aws/nginx/nginx:1.27"
      essential = true
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

# main.svc:47 service batch
resource "aws_ecs_service" "batch" {
  name                               = "shop-batch"
  cluster                            = aws_ecs_cluster.pool.arn
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
    capacity_provider = aws_ecs_capacity_provider.pool_large.name
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
    subnets          = [aws_subnet.side_work_1.id, aws_subnet.side_work_2.id]
    security_groups  = [aws_security_group.batch.id]
    assign_public_ip = false
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.batch,
    aws_ecs_cluster_capacity_providers.pool,
    aws_iam_role_policy.batch_execution,
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
