# ---- autoscaling.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:46 service api
resource "aws_appautoscaling_target" "api" {
  service_namespace  = "ecs"
  resource_id        = "service/${aws_ecs_cluster.web.name}/${aws_ecs_service.api.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = var.running ? var.tasks_min : 0
  max_capacity       = var.running ? var.tasks_max : 0

  tags = {
    "svc:block" = "service api"
  }
}

# main.svc:58 service api
resource "aws_appautoscaling_policy" "api_cpu" {
  name               = "shop-prod-api-cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = "ecs"
  resource_id        = aws_appautoscaling_target.api.resource_id
  scalable_dimension = "ecs:service:DesiredCount"

  target_tracking_scaling_policy_configuration {
    target_value       = 60
    scale_in_cooldown  = 300
    scale_out_cooldown = 60

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}

# ---- cluster.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:36 cluster web
resource "aws_ecs_cluster" "web" {
  name = "shop-prod-web"

  tags = {
    "svc:block" = "cluster web"
  }

  setting {
    name  = "containerInsights"
    value = "enabled"
  }

  configuration {
    execute_command_configuration {
      logging = "OVERRIDE"

      log_configuration {
        cloud_watch_log_group_name = aws_cloudwatch_log_group.web_exec.name
      }
    }
  }
}

# main.svc:39 cluster web
resource "aws_launch_template" "web_workers" {
  image_id               = "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id"
  instance_type          = var.big
  vpc_security_group_ids = [aws_security_group.web_instances.id]

  user_data = base64encode(<<-EOT
    #!/bin/bash
    cat >> /etc/ecs/ecs.config <<'CONFIG'
    ECS_CLUSTER=${aws_ecs_cluster.web.name}
    ECS_AWSVPC_BLOCK_IMDS=true
    CONFIG
  EOT
  )

  tags = {
    Name        = "shop-prod-web-workers"
    "svc:block" = "cluster web"
  }

  iam_instance_profile {
    arn = aws_iam_instance_profile.web_instance.arn
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
      Name              = "shop-prod-web-workers"
      "svc:app"         = "shop"
      "svc:block"       = "cluster web"
      "svc:environment" = "prod"
    }
  }
}

# main.svc:39 cluster web
resource "aws_autoscaling_group" "web_workers" {
  vpc_zone_identifier       = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  min_size                  = 2
  max_size                  = var.nodes_max
  protect_from_scale_in     = false
  health_check_type         = "EC2"
  health_check_grace_period = 300

  launch_template {
    id      = aws_launch_template.web_workers.id
    version = aws_launch_template.web_workers.latest_version
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
    key                 = "svc:environment"
    value               = "prod"
    propagate_at_launch = true
  }

  tag {
    key                 = "AmazonECSManaged"
    value               = "true"
    propagate_at_launch = true
  }

  tag {
    key                 = "Name"
    value               = "shop-prod-web-workers"
    propagate_at_launch = true
  }

  tag {
    key                 = "svc:block"
    value               = "cluster web"
    propagate_at_launch = true
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.web_instances,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_iam_role_policy_attachment.web_instance_policy_AmazonSSMManagedInstanceCore,
    aws_iam_role_policy_attachment.web_instance_policy_AmazonEC2ContainerServiceforEC2Role,
  ]
}

# main.svc:39 cluster web
resource "aws_ecs_capacity_provider" "web_workers" {
  name = "shop-prod-web-workers"

  tags = {
    "svc:block" = "cluster web"
  }

  auto_scaling_group_provider {
    auto_scaling_group_arn         = aws_autoscaling_group.web_workers.arn
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

# main.svc:36 cluster web
resource "aws_ecs_cluster_capacity_providers" "web" {
  cluster_name       = aws_ecs_cluster.web.name
  capacity_providers = [aws_ecs_capacity_provider.web_workers.name, "FARGATE", "FARGATE_SPOT"]

  default_capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 0
    weight            = 1
  }
}

# ---- iam.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:33 network main
resource "aws_iam_role" "main_flow" {
  name_prefix = "shop-prod-main-flow-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "vpc-flow-logs.amazonaws.com"
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

# main.svc:33 network main
resource "aws_iam_role_policy" "main_flow" {
  name = "shop-prod-main-flow"
  role = aws_iam_role.main_flow.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.main_flow.arn}:*"
      },
    ]
  })
}

# main.svc:36 cluster web
resource "aws_iam_role" "web_instance" {
  name_prefix = "shop-prod-web-instance-"

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

# main.svc:36 cluster web
resource "aws_iam_role_policy_attachment" "web_instance_policy_AmazonSSMManagedInstanceCore" {
  role       = aws_iam_role.web_instance.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

# main.svc:36 cluster web
resource "aws_iam_role_policy_attachment" "web_instance_policy_AmazonEC2ContainerServiceforEC2Role" {
  role       = aws_iam_role.web_instance.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"
}

# main.svc:36 cluster web
resource "aws_iam_instance_profile" "web_instance" {
  role = aws_iam_role.web_instance.name

  tags = {
    "svc:block" = "cluster web"
  }
}

# main.svc:47 service api
resource "aws_iam_role" "api_execution" {
  name_prefix = "shop-prod-api-execution-"

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

# main.svc:47 service api
resource "aws_iam_role_policy" "api_execution" {
  name = "shop-prod-api-execution"
  role = aws_iam_role.api_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        Resource = aws_ecr_repository.images.arn
      },
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.api.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "ecr:GetAuthorizationToken"
        Resource = "*"
      },
    ]
  })
}

# main.svc:47 service api
resource "aws_iam_role" "api_task" {
  name_prefix = "shop-prod-api-task-"

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

# main.svc:63 service worker
resource "aws_iam_role" "worker_execution" {
  name_prefix = "shop-prod-worker-execution-"

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

# main.svc:63 service worker
resource "aws_iam_role_policy" "worker_execution" {
  name = "shop-prod-worker-execution"
  role = aws_iam_role.worker_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        Resource = aws_ecr_repository.images.arn
      },
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.worker.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "ecr:GetAuthorizationToken"
        Resource = "*"
      },
    ]
  })
}

# main.svc:63 service worker
resource "aws_iam_role" "worker_task" {
  name_prefix = "shop-prod-worker-task-"

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

# main.svc:63 service worker
resource "aws_iam_role_policy" "worker_task" {
  name = "shop-prod-worker-task"
  role = aws_iam_role.worker_task.name

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
        Resource = aws_sqs_queue.orders.arn
      },
    ]
  })
}

# ---- load_balancing.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:41 balancer edge
resource "aws_lb" "edge" {
  name                       = "shop-prod-edge"
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

# main.svc:41 balancer edge
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

# main.svc:59 service api
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

# main.svc:59 service api
resource "aws_lb_listener_rule" "api_80_mqshti" {
  listener_arn = aws_lb_listener.edge_80.arn
  priority     = 42516

  tags = {
    "svc:block" = "service api"
  }

  condition {
    path_pattern {
      values = [var.api_path]
    }
  }

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.api_edge.arn
  }
}

# ---- main.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# ---- messaging.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:30 topic pages
resource "aws_sns_topic" "pages" {
  name = "shop-prod-pages"

  tags = {
    "svc:block" = "topic pages"
  }
}

# main.svc:30 topic pages
resource "aws_sns_topic_policy" "pages" {
  arn = aws_sns_topic.pages.arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.pages.arn
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
        Resource = aws_sns_topic.pages.arn
        Condition = {
          StringEquals = {
            "aws:SourceOwner" = data.aws_caller_identity.current.account_id
          }
        }
      },
    ]
  })
}

# main.svc:30 topic pages
resource "aws_sns_topic_subscription" "pages_email_pager_327byn" {
  topic_arn = aws_sns_topic.pages.arn
  protocol  = "email"
  endpoint  = var.pager
}

# main.svc:34 queue orders
resource "aws_sqs_queue" "orders" {
  name                       = "shop-prod-orders"
  visibility_timeout_seconds = 30
  message_retention_seconds  = var.keep_messages
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

# main.svc:34 queue orders
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

# main.svc:34 queue orders
resource "aws_sqs_queue" "orders_dead_letter" {
  name                      = "shop-prod-orders-dead-letter"
  message_retention_seconds = 1209600

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns = [
      "arn:${data.aws_partition.current.partition}:sqs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:shop-prod-orders",
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

# main.svc:34 queue orders
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

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:33 network main
resource "aws_vpc" "main" {
  cidr_block           = var.range
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = {
    Name = "shop-prod-main"
  }
}

# main.svc:33 network main
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}

# main.svc:33 network main
resource "aws_internet_gateway" "main" {
  tags = {
    Name = "shop-prod-main"
  }
}

# main.svc:33 network main
resource "aws_internet_gateway_attachment" "main" {
  vpc_id              = aws_vpc.main.id
  internet_gateway_id = aws_internet_gateway.main.id
}

# main.svc:33 network main
resource "aws_subnet" "main_public_1" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = cidrsubnet(aws_vpc.main.cidr_block, 6, 0)
  availability_zone_id    = "euw1-az1"
  map_public_ip_on_launch = false

  tags = {
    Name = "shop-prod-main-public-1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:33 network main
resource "aws_subnet" "main_public_2" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = cidrsubnet(aws_vpc.main.cidr_block, 6, 1)
  availability_zone_id    = "euw1-az2"
  map_public_ip_on_launch = false

  tags = {
    Name = "shop-prod-main-public-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:33 network main
resource "aws_subnet" "main_private_1" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = cidrsubnet(aws_vpc.main.cidr_block, 6, 16)
  availability_zone_id    = "euw1-az1"
  map_public_ip_on_launch = false

  tags = {
    Name = "shop-prod-main-private-1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:33 network main
resource "aws_subnet" "main_private_2" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = cidrsubnet(aws_vpc.main.cidr_block, 6, 17)
  availability_zone_id    = "euw1-az2"
  map_public_ip_on_launch = false

  tags = {
    Name = "shop-prod-main-private-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:33 network main
resource "aws_route_table" "main_public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "shop-prod-main-public"
  }
}

# main.svc:33 network main
resource "aws_route" "main_public" {
  route_table_id         = aws_route_table.main_public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:33 network main
resource "aws_route_table" "main_private_1" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "shop-prod-main-private-1"
  }
}

# main.svc:33 network main
resource "aws_route_table" "main_private_2" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "shop-prod-main-private-2"
  }
}

# main.svc:33 network main
resource "aws_route_table_association" "main_public_1" {
  subnet_id      = aws_subnet.main_public_1.id
  route_table_id = aws_route_table.main_public.id
}

# main.svc:33 network main
resource "aws_route_table_association" "main_public_2" {
  subnet_id      = aws_subnet.main_public_2.id
  route_table_id = aws_route_table.main_public.id
}

# main.svc:33 network main
resource "aws_route_table_association" "main_private_1" {
  subnet_id      = aws_subnet.main_private_1.id
  route_table_id = aws_route_table.main_private_1.id
}

# main.svc:33 network main
resource "aws_route_table_association" "main_private_2" {
  subnet_id      = aws_subnet.main_private_2.id
  route_table_id = aws_route_table.main_private_2.id
}

# main.svc:33 network main
resource "aws_eip" "main_nat_1" {
  domain = "vpc"

  tags = {
    Name        = "shop-prod-main-nat-1"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:33 network main
resource "aws_nat_gateway" "main_1" {
  allocation_id = aws_eip.main_nat_1.allocation_id
  subnet_id     = aws_subnet.main_public_1.id

  tags = {
    Name        = "shop-prod-main-1"
    "svc:block" = "network main"
  }
}

# main.svc:33 network main
resource "aws_route" "main_private_1" {
  route_table_id         = aws_route_table.main_private_1.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_1.id
}

# main.svc:33 network main
resource "aws_route" "main_private_2" {
  route_table_id         = aws_route_table.main_private_2.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_1.id
}

# main.svc:33 network main
resource "aws_flow_log" "main" {
  vpc_id               = aws_vpc.main.id
  traffic_type         = "ALL"
  log_destination_type = "cloud-watch-logs"
  log_destination      = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:log-group:${aws_cloudwatch_log_group.main_flow.name}"
  iam_role_arn         = aws_iam_role.main_flow.arn

  tags = {
    Name        = "shop-prod-main"
    "svc:block" = "network main"
  }

  depends_on = [aws_iam_role_policy.main_flow]
}

# ---- observability.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:33 network main
resource "aws_cloudwatch_log_group" "main_flow" {
  name              = "/vpc/shop-prod-main"
  retention_in_days = var.keep

  tags = {
    "svc:block" = "network main"
  }
}

# main.svc:36 cluster web
resource "aws_cloudwatch_log_group" "web_exec" {
  name              = "/ecs/shop-prod/web/exec"
  retention_in_days = var.keep

  tags = {
    "svc:block" = "cluster web"
  }
}

# main.svc:47 service api
resource "aws_cloudwatch_log_group" "api" {
  name              = "/ecs/shop-prod/api"
  retention_in_days = var.keep

  tags = {
    "svc:block" = "service api"
  }
}

# main.svc:63 service worker
resource "aws_cloudwatch_log_group" "worker" {
  name              = "/ecs/shop-prod/worker"
  retention_in_days = 30

  tags = {
    "svc:block" = "service worker"
  }
}

# ---- outputs.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

output "edge_dns_name" {
  value = aws_lb.edge.dns_name
}

output "web_cluster_name" {
  value = aws_ecs_cluster.web.name
}

output "api_service_name" {
  value = aws_ecs_service.api.name
}

output "worker_service_name" {
  value = aws_ecs_service.worker.name
}

output "images_repository_uri" {
  value = aws_ecr_repository.images.repository_url
}

output "orders_queue_url" {
  value = aws_sqs_queue.orders.url
}

output "api_log_group" {
  value = aws_cloudwatch_log_group.api.name
}

output "worker_log_group" {
  value = aws_cloudwatch_log_group.worker.name
}

# ---- providers.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      "svc:app"         = "shop"
      "svc:environment" = "prod"
    }
  }
}

# ---- registry.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:35 repository images
resource "aws_ecr_repository" "images" {
  name                 = "shop-prod/images"
  image_tag_mutability = "MUTABLE"

  tags = {
    "svc:block" = "repository images"
  }

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "AES256"
  }
}

# main.svc:35 repository images
resource "aws_ecr_lifecycle_policy" "images" {
  repository = aws_ecr_repository.images.name

  policy = jsonencode({
    rules = [
      {
        rulePriority = 1
        description  = "keep the newest images of worker"
        selection = {
          tagStatus      = "tagged"
          tagPatternList = ["worker"]
          countType      = "imageCountMoreThan"
          countNumber    = 50
        }
        action = {
          type = "expire"
        }
      },
      {
        rulePriority = 2
        description  = "keep the newest images of api"
        selection = {
          tagStatus      = "tagged"
          tagPatternList = ["api"]
          countType      = "imageCountMoreThan"
          countNumber    = 50
        }
        action = {
          type = "expire"
        }
      },
      {
        rulePriority = 3
        description  = "keep the newest images"
        selection = {
          tagStatus   = "any"
          countType   = "imageCountMoreThan"
          countNumber = 50
        }
        action = {
          type = "expire"
        }
      },
    ]
  })
}

# ---- security.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:36 cluster web
resource "aws_security_group" "web_instances" {
  name_prefix = "shop-prod-web-instances-"
  description = "Instances of shop-prod-web"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "shop-prod-web-instances"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:36 cluster web
resource "aws_vpc_security_group_egress_rule" "web_instances" {
  security_group_id = aws_security_group.web_instances.id
  description       = "ECS, registries and package sources"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "shop-prod-web-instances"
    "svc:block" = "cluster web"
  }
}

# main.svc:41 balancer edge
resource "aws_security_group" "edge" {
  name_prefix = "shop-prod-edge-"
  description = "Load balancer shop-prod-edge"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "shop-prod-edge"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:42 balancer edge
resource "aws_vpc_security_group_ingress_rule" "edge_80_from_office" {
  security_group_id = aws_security_group.edge.id
  description       = "HTTP from clients"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = var.office

  tags = {
    Name        = "shop-prod-edge-80-from-office"
    "svc:block" = "balancer edge"
  }
}

# main.svc:42 balancer edge
resource "aws_vpc_security_group_ingress_rule" "edge_80_from_192_0_2_0_24" {
  security_group_id = aws_security_group.edge.id
  description       = "HTTP from clients"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = "192.0.2.0/24"

  tags = {
    Name        = "shop-prod-edge-80-from-192-0-2-0-24"
    "svc:block" = "balancer edge"
  }
}

# main.svc:59 service api
resource "aws_vpc_security_group_egress_rule" "edge_to_api_8080" {
  security_group_id            = aws_security_group.edge.id
  description                  = "Requests to service api"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.api.id

  tags = {
    Name        = "shop-prod-edge-to-api-8080"
    "svc:block" = "service api"
  }
}

# main.svc:46 service api
resource "aws_security_group" "api" {
  name_prefix = "shop-prod-api-"
  description = "Tasks of shop-prod-api"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "shop-prod-api"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:59 service api
resource "aws_vpc_security_group_ingress_rule" "api_8080_from_edge" {
  security_group_id            = aws_security_group.api.id
  description                  = "Requests from load balancer edge"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.edge.id

  tags = {
    Name        = "shop-prod-api-8080-from-edge"
    "svc:block" = "service api"
  }
}

# main.svc:46 service api
resource "aws_vpc_security_group_egress_rule" "api" {
  security_group_id = aws_security_group.api.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "shop-prod-api"
    "svc:block" = "service api"
  }
}

# main.svc:62 service worker
resource "aws_security_group" "worker" {
  name_prefix = "shop-prod-worker-"
  description = "Tasks of shop-prod-worker"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "shop-prod-worker"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:62 service worker
resource "aws_vpc_security_group_egress_rule" "worker" {
  security_group_id = aws_security_group.worker.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "shop-prod-worker"
    "svc:block" = "service worker"
  }
}

# ---- services.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:47 service api
resource "aws_ecs_task_definition" "api" {
  family                   = "shop-prod-api"
  cpu                      = tostring(var.task_cpu)
  memory                   = tostring(var.task_memory)
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.api_execution.arn
  task_role_arn            = aws_iam_role.api_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "${aws_ecr_repository.images.repository_url}:api"
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

# main.svc:63 service worker
resource "aws_ecs_task_definition" "worker" {
  family                   = "shop-prod-worker"
  network_mode             = "awsvpc"
  requires_compatibilities = ["EC2"]
  execution_role_arn       = aws_iam_role.worker_execution.arn
  task_role_arn            = aws_iam_role.worker_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "${aws_ecr_repository.images.repository_url}:worker"
      essential = true
      memory    = var.worker_memory
      environment = [
        {
          name  = "QUEUE_URL"
          value = aws_sqs_queue.orders.url
        },
      ]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.worker.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "worker"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "service worker"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:46 service api
resource "aws_ecs_service" "api" {
  name                               = "shop-prod-api"
  cluster                            = aws_ecs_cluster.web.arn
  task_definition                    = aws_ecs_task_definition.api.arn
  desired_count                      = var.running ? 1 : 0
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
    aws_lb_listener_rule.api_80_mqshti,
    aws_iam_role_policy.api_execution,
  ]

  lifecycle {
    ignore_changes = [desired_count]
  }
}

# main.svc:62 service worker
resource "aws_ecs_service" "worker" {
  name                               = "shop-prod-worker"
  cluster                            = aws_ecs_cluster.web.arn
  task_definition                    = aws_ecs_task_definition.worker.arn
  desired_count                      = var.running ? var.workers : 0
  deployment_maximum_percent         = 200
  deployment_minimum_healthy_percent = 100
  availability_zone_rebalancing      = "ENABLED"
  enable_execute_command             = false
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"
  force_new_deployment               = true
  wait_for_steady_state              = true

  tags = {
    "svc:block" = "service worker"
  }

  capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.web_workers.name
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
    security_groups  = [aws_security_group.worker.id]
    assign_public_ip = false
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.worker,
    aws_ecs_cluster_capacity_providers.web,
    aws_iam_role_policy.worker_execution,
    aws_iam_role_policy.worker_task,
  ]
}

# ---- variables.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:13
variable "task_cpu" {
  type        = number
  description = "Size of a task of the API. In CPU units, 1024 to the vCPU."
  default     = 512

  validation {
    condition     = contains([512, 1024], var.task_cpu)
    error_message = "task_cpu must be one of: 512, 1024."
  }

  validation {
    condition     = var.task_cpu >= 128 && var.task_cpu <= 196608
    error_message = "task_cpu must be from 128 to 196608."
  }
}

# main.svc:14
variable "task_memory" {
  type        = number
  description = "In MiB."
  default     = 2048

  validation {
    condition     = contains([2048, 4096], var.task_memory)
    error_message = "task_memory must be one of: 2048, 4096."
  }

  validation {
    condition     = var.task_memory >= 6
    error_message = "task_memory must be at least 6."
  }
}

# main.svc:16
variable "worker_memory" {
  type        = number
  description = "Room of the container of the worker. In MiB."
  default     = 512

  validation {
    condition     = var.worker_memory >= 6
    error_message = "worker_memory must be at least 6."
  }
}

# main.svc:17
variable "tasks_min" {
  type    = number
  default = 1

  validation {
    condition     = var.tasks_min >= 1 && var.tasks_min <= 5
    error_message = "tasks_min must be from 1 to 5."
  }
}

# main.svc:18
variable "tasks_max" {
  type    = number
  default = 8

  validation {
    condition     = var.tasks_max >= 4 && var.tasks_max <= 20
    error_message = "tasks_max must be from 4 to 20."
  }
}

# main.svc:19
variable "workers" {
  type    = number
  default = 2

  validation {
    condition     = var.workers >= 0 && var.workers <= 5000
    error_message = "workers must be from 0 to 5000."
  }
}

# main.svc:20
variable "nodes_max" {
  type    = number
  default = 4

  validation {
    condition     = var.nodes_max >= 2 && var.nodes_max <= 8
    error_message = "nodes_max must be from 2 to 8."
  }
}

# main.svc:21
variable "range" {
  type    = string
  default = "10.0.0.0/16"

  validation {
    condition     = can(regex("^(?:[0-9.]+/16)$", var.range))
    error_message = "range must match [0-9.]+/16."
  }
}

# main.svc:22
variable "office" {
  type = string

  validation {
    condition     = can(regex("^(?:[0-9.]+/[0-9]{1,2})$", var.office))
    error_message = "office must match [0-9.]+/[0-9]{1,2}."
  }
}

# main.svc:23
variable "api_path" {
  type    = string
  default = "/api/*"
}

# main.svc:24
variable "keep" {
  type        = number
  description = "In days."
  default     = 30

  validation {
    condition     = contains([7, 30, 90], var.keep)
    error_message = "keep must be one of: 7, 30, 90."
  }
}

# main.svc:25
variable "keep_messages" {
  type        = number
  description = "In seconds."
  default     = 345600

  validation {
    condition     = var.keep_messages >= 60 && var.keep_messages <= 1209600
    error_message = "keep_messages must be from 60 to 1209600."
  }
}

# main.svc:8
variable "big" {
  type        = string
  description = "The type of the instances, for the nights of a sale."
  default     = "m5.xlarge"

  validation {
    condition     = contains(["m5.xlarge", "m5.2xlarge"], var.big)
    error_message = "big must be one of: m5.xlarge, m5.2xlarge."
  }
}

# main.svc:29
variable "pager" {
  type        = string
  description = "Where alarms of production go."
}

variable "running" {
  type        = bool
  description = "Whether services and jobs run. Give false for the first deployment, before images are pushed and secrets are filled."
  default     = true
}

# ---- versions.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

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
