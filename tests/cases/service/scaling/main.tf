# ---- autoscaling.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:19 service web
resource "aws_appautoscaling_target" "web" {
  service_namespace  = "ecs"
  resource_id        = "service/${aws_ecs_cluster.group.name}/${aws_ecs_service.web.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = 0
  max_capacity       = var.running ? 10 : 0

  tags = {
    "svc:block" = "service web"
  }

  suspended_state {
    scheduled_scaling_suspended = var.running ? false : true
  }
}

# main.svc:53 service web
resource "aws_appautoscaling_scheduled_action" "web_morning" {
  name               = "keep-web-morning"
  service_namespace  = "ecs"
  resource_id        = aws_appautoscaling_target.web.resource_id
  scalable_dimension = "ecs:service:DesiredCount"
  schedule           = "cron(0 7 ? * MON-FRI *)"
  timezone           = "Europe/Berlin"

  scalable_target_action {
    min_capacity = "2"
    max_capacity = "10"
  }
}

# main.svc:58 service web
resource "aws_appautoscaling_scheduled_action" "web_evening" {
  name               = "keep-web-evening"
  service_namespace  = "ecs"
  resource_id        = aws_appautoscaling_target.web.resource_id
  scalable_dimension = "ecs:service:DesiredCount"
  schedule           = "cron(0 19 * * ? *)"
  timezone           = "UTC"

  scalable_target_action {
    min_capacity = "1"
    max_capacity = "1"
  }
}

# main.svc:33 service web
resource "aws_appautoscaling_policy" "web_Backlog" {
  name               = "keep-web-Backlog"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = "ecs"
  resource_id        = aws_appautoscaling_target.web.resource_id
  scalable_dimension = "ecs:service:DesiredCount"

  target_tracking_scaling_policy_configuration {
    target_value       = 12.5
    scale_in_cooldown  = 180
    scale_out_cooldown = 20

    customized_metric_specification {
      metric_name = "Backlog"
      namespace   = "Keep"
      statistic   = "Maximum"

      dimensions {
        name  = "Queue"
        value = aws_sqs_queue.orders.name
      }
    }
  }
}

# main.svc:41 service web
resource "aws_appautoscaling_policy" "web_busy" {
  name               = "keep-web-busy"
  policy_type        = "StepScaling"
  service_namespace  = "ecs"
  resource_id        = aws_appautoscaling_target.web.resource_id
  scalable_dimension = "ecs:service:DesiredCount"

  step_scaling_policy_configuration {
    adjustment_type          = "PercentChangeInCapacity"
    cooldown                 = 120
    metric_aggregation_type  = "Average"
    min_adjustment_magnitude = 2

    step_adjustment {
      metric_interval_lower_bound = "0"
      metric_interval_upper_bound = "2000"
      scaling_adjustment          = 10
    }

    step_adjustment {
      metric_interval_lower_bound = "2000"
      scaling_adjustment          = 50
    }
  }
}

# main.svc:48 service web
resource "aws_appautoscaling_policy" "web_idle" {
  name               = "keep-web-idle"
  policy_type        = "StepScaling"
  service_namespace  = "ecs"
  resource_id        = aws_appautoscaling_target.web.resource_id
  scalable_dimension = "ecs:service:DesiredCount"

  step_scaling_policy_configuration {
    adjustment_type         = "ChangeInCapacity"
    cooldown                = 60
    metric_aggregation_type = "Average"

    step_adjustment {
      metric_interval_lower_bound = "-5"
      metric_interval_upper_bound = "0"
      scaling_adjustment          = -1
    }

    step_adjustment {
      metric_interval_upper_bound = "-5"
      scaling_adjustment          = -2
    }
  }
}

# ---- cluster.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:5 cluster group
resource "aws_service_discovery_private_dns_namespace" "group" {
  name        = "keep.internal"
  description = "Names of the services of cluster keep-group"
  vpc         = aws_vpc.main.id

  tags = {
    "svc:block" = "cluster group"
  }
}

# main.svc:5 cluster group
resource "aws_ecs_cluster" "group" {
  name = "keep-group"

  tags = {
    "svc:block" = "cluster group"
  }

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

# main.svc:8 cluster group
resource "aws_launch_template" "group_nodes" {
  image_id               = "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id"
  instance_type          = "m5.xlarge"
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
    Name        = "keep-group-nodes"
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
      Name        = "keep-group-nodes"
      "svc:app"   = "keep"
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

  launch_template {
    id      = aws_launch_template.group_nodes.id
    version = aws_launch_template.group_nodes.latest_version
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
    value               = "keep"
    propagate_at_launch = true
  }

  tag {
    key                 = "AmazonECSManaged"
    value               = "true"
    propagate_at_launch = true
  }

  tag {
    key                 = "Name"
    value               = "keep-group-nodes"
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
  name = "keep-group-nodes"

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

# main.svc:32 service web
resource "aws_service_discovery_service" "web" {
  name         = "web"
  namespace_id = aws_service_discovery_private_dns_namespace.group.id

  tags = {
    "svc:block" = "service web"
  }

  dns_config {
    namespace_id   = aws_service_discovery_private_dns_namespace.group.id
    routing_policy = "MULTIVALUE"

    dns_records {
      type = "A"
      ttl  = 10
    }
  }

  health_check_custom_config {
    failure_threshold = 1
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:72 service rpc
resource "aws_service_discovery_service" "rpc" {
  name         = "calls"
  namespace_id = aws_service_discovery_private_dns_namespace.group.id

  tags = {
    "svc:block" = "service rpc"
  }

  dns_config {
    namespace_id   = aws_service_discovery_private_dns_namespace.group.id
    routing_policy = "MULTIVALUE"

    dns_records {
      type = "SRV"
      ttl  = 30
    }
  }

  health_check_custom_config {
    failure_threshold = 1
  }

  lifecycle {
    create_before_destroy = true
  }
}

# ---- iam.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:5 cluster group
resource "aws_iam_role" "group_instance" {
  name_prefix = "keep-group-instance-"

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

# main.svc:20 service web
resource "aws_iam_role" "web_execution" {
  name_prefix = "keep-web-execution-"

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

# main.svc:20 service web
resource "aws_iam_role_policy" "web_execution" {
  name = "keep-web-execution"
  role = aws_iam_role.web_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.web.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = aws_kms_key.own.arn
      },
      {
        Effect   = "Allow"
        Action   = "secretsmanager:GetSecretValue"
        Resource = [aws_secretsmanager_secret.plain.arn, aws_secretsmanager_secret.token.arn]
      },
    ]
  })
}

# main.svc:20 service web
resource "aws_iam_role" "web_task" {
  name_prefix = "keep-web-task-"

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

# main.svc:20 service web
resource "aws_iam_role_policy" "web_task" {
  name = "keep-web-task"
  role = aws_iam_role.web_task.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "secretsmanager:PutSecretValue"
        Resource = aws_secretsmanager_secret.plain.arn
      },
    ]
  })
}

# main.svc:62 service rpc
resource "aws_iam_role" "rpc_execution" {
  name_prefix = "keep-rpc-execution-"

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

# main.svc:62 service rpc
resource "aws_iam_role_policy" "rpc_execution" {
  name = "keep-rpc-execution"
  role = aws_iam_role.rpc_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.rpc.arn}:*"
      },
    ]
  })
}

# main.svc:62 service rpc
resource "aws_iam_role" "rpc_task" {
  name_prefix = "keep-rpc-task-"

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

# main.svc:76 service agent
resource "aws_iam_role" "agent_execution" {
  name_prefix = "keep-agent-execution-"

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

# main.svc:76 service agent
resource "aws_iam_role_policy" "agent_execution" {
  name = "keep-agent-execution"
  role = aws_iam_role.agent_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.agent.arn}:*"
      },
    ]
  })
}

# main.svc:76 service agent
resource "aws_iam_role" "agent_task" {
  name_prefix = "keep-agent-task-"

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

# ---- messaging.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:14 queue orders
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

# main.svc:14 queue orders
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

# main.svc:14 queue orders
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

# main.svc:14 queue orders
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

# main.svc:4 network main
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = {
    Name = "keep-main"
  }
}

# main.svc:4 network main
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}

# main.svc:4 network main
resource "aws_internet_gateway" "main" {
  tags = {
    Name = "keep-main"
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
    Name = "keep-main-public-1"
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
    Name = "keep-main-public-2"
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
    Name = "keep-main-private-1"
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
    Name = "keep-main-private-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:4 network main
resource "aws_route_table" "main_public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "keep-main-public"
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
    Name = "keep-main-private-1"
  }
}

# main.svc:4 network main
resource "aws_route_table" "main_private_2" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "keep-main-private-2"
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
    Name        = "keep-main-nat-1"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:4 network main
resource "aws_nat_gateway" "main_1" {
  allocation_id = aws_eip.main_nat_1.allocation_id
  subnet_id     = aws_subnet.main_public_1.id

  tags = {
    Name        = "keep-main-1"
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

# main.svc:16 alarm busy
resource "aws_cloudwatch_metric_alarm" "busy" {
  alarm_name  = "keep-busy"
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
  alarm_actions       = [aws_appautoscaling_policy.web_busy.arn]

  tags = {
    "svc:block" = "alarm busy"
  }
}

# main.svc:17 alarm idle
resource "aws_cloudwatch_metric_alarm" "idle" {
  alarm_name  = "keep-idle"
  namespace   = "AWS/ECS"
  metric_name = "CPUUtilization"

  dimensions = {
    ClusterName = aws_ecs_cluster.group.name
    ServiceName = "keep-web"
  }

  statistic           = "Average"
  period              = 60
  evaluation_periods  = 10
  threshold           = 10
  comparison_operator = "LessThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_appautoscaling_policy.web_idle.arn]

  tags = {
    "svc:block" = "alarm idle"
  }
}

# main.svc:20 service web
resource "aws_cloudwatch_log_group" "web" {
  name              = "/ecs/keep/web"
  retention_in_days = 30

  tags = {
    "svc:block" = "service web"
  }
}

# main.svc:62 service rpc
resource "aws_cloudwatch_log_group" "rpc" {
  name              = "/ecs/keep/rpc"
  retention_in_days = 30

  tags = {
    "svc:block" = "service rpc"
  }
}

# main.svc:76 service agent
resource "aws_cloudwatch_log_group" "agent" {
  name              = "/ecs/keep/agent"
  retention_in_days = 30

  tags = {
    "svc:block" = "service agent"
  }
}

# ---- outputs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

output "token" {
  value = aws_secretsmanager_secret.token.arn
}

output "group_cluster_name" {
  value = aws_ecs_cluster.group.name
}

output "web_service_name" {
  value = aws_ecs_service.web.name
}

output "rpc_service_name" {
  value = aws_ecs_service.rpc.name
}

output "agent_service_name" {
  value = aws_ecs_service.agent.name
}

output "orders_queue_url" {
  value = aws_sqs_queue.orders.url
}

output "web_log_group" {
  value = aws_cloudwatch_log_group.web.name
}

output "rpc_log_group" {
  value = aws_cloudwatch_log_group.rpc.name
}

output "agent_log_group" {
  value = aws_cloudwatch_log_group.agent.name
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

# main.svc:11 key own
resource "aws_kms_key" "own" {
  enable_key_rotation     = true
  deletion_window_in_days = 30

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
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
    "svc:block" = "key own"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:11 key own
resource "aws_kms_alias" "own" {
  name          = "alias/keep-own"
  target_key_id = aws_kms_key.own.key_id
}

# main.svc:12 secret token
resource "aws_secretsmanager_secret" "token" {
  name        = "keep/token"
  description = "Token of the payment provider"
  kms_key_id  = aws_kms_key.own.arn

  tags = {
    "svc:block" = "secret token"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:13 secret plain
resource "aws_secretsmanager_secret" "plain" {
  name = "keep/plain"

  tags = {
    "svc:block" = "secret plain"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# ---- security.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:5 cluster group
resource "aws_security_group" "group_instances" {
  name_prefix = "keep-group-instances-"
  description = "Instances of keep-group"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "keep-group-instances"
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
    Name        = "keep-group-instances"
    "svc:block" = "cluster group"
  }
}

# main.svc:19 service web
resource "aws_security_group" "web" {
  name_prefix = "keep-web-"
  description = "Tasks of keep-web"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "keep-web"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:19 service web
resource "aws_vpc_security_group_egress_rule" "web" {
  security_group_id = aws_security_group.web.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "keep-web"
    "svc:block" = "service web"
  }
}

# main.svc:61 service rpc
resource "aws_security_group" "rpc" {
  name_prefix = "keep-rpc-"
  description = "Tasks of keep-rpc"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "keep-rpc"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:61 service rpc
resource "aws_vpc_security_group_egress_rule" "rpc" {
  security_group_id = aws_security_group.rpc.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "keep-rpc"
    "svc:block" = "service rpc"
  }
}

# main.svc:75 service agent
resource "aws_security_group" "agent" {
  name_prefix = "keep-agent-"
  description = "Tasks of keep-agent"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "keep-agent"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:75 service agent
resource "aws_vpc_security_group_egress_rule" "agent" {
  security_group_id = aws_security_group.agent.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "keep-agent"
    "svc:block" = "service agent"
  }
}

# ---- services.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:20 service web
resource "aws_ecs_task_definition" "web" {
  family                   = "keep-web"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.web_execution.arn
  task_role_arn            = aws_iam_role.web_task.arn

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
      secrets = [
        {
          name      = "TOKEN"
          valueFrom = aws_secretsmanager_secret.token.arn
        },
        {
          name      = "USER"
          valueFrom = "${aws_secretsmanager_secret.plain.arn}:user::"
        },
      ]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.web.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "web"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "service web"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:62 service rpc
resource "aws_ecs_task_definition" "rpc" {
  family                   = "keep-rpc"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.rpc_execution.arn
  task_role_arn            = aws_iam_role.rpc_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "public.ecr.aws/nginx/nginx:1.27"
      essential = true
      portMappings = [
        {
          name          = "grpc"
          containerPort = 9090
          hostPort      = 9090
          protocol      = "tcp"
        },
        {
          name          = "metrics"
          containerPort = 9100
          hostPort      = 9100
          protocol      = "tcp"
        },
      ]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.rpc.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "rpc"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "service rpc"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:76 service agent
resource "aws_ecs_task_definition" "agent" {
  family                   = "keep-agent"
  network_mode             = "awsvpc"
  requires_compatibilities = ["EC2"]
  execution_role_arn       = aws_iam_role.agent_execution.arn
  task_role_arn            = aws_iam_role.agent_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "public.ecr.aws/nginx/nginx:1.27"
      essential = true
      memory    = 128
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.agent.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "agent"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "service agent"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:19 service web
resource "aws_ecs_service" "web" {
  name                               = "keep-web"
  cluster                            = aws_ecs_cluster.group.arn
  task_definition                    = aws_ecs_task_definition.web.arn
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
    "svc:block" = "service web"
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
    security_groups  = [aws_security_group.web.id]
    assign_public_ip = false
  }

  service_registries {
    registry_arn = aws_service_discovery_service.web.arn
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.web,
    aws_ecs_cluster_capacity_providers.group,
    aws_iam_role_policy.web_execution,
    aws_iam_role_policy.web_task,
  ]

  lifecycle {
    ignore_changes = [desired_count]
  }
}

# main.svc:61 service rpc
resource "aws_ecs_service" "rpc" {
  name                               = "keep-rpc"
  cluster                            = aws_ecs_cluster.group.arn
  task_definition                    = aws_ecs_task_definition.rpc.arn
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
    "svc:block" = "service rpc"
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
    security_groups  = [aws_security_group.rpc.id]
    assign_public_ip = false
  }

  service_registries {
    registry_arn   = aws_service_discovery_service.rpc.arn
    container_name = "app"
    container_port = 9090
  }

  depends_on = [aws_vpc_security_group_egress_rule.rpc, aws_ecs_cluster_capacity_providers.group, aws_iam_role_policy.rpc_execution]
}

# main.svc:75 service agent
resource "aws_ecs_service" "agent" {
  name                               = "keep-agent"
  cluster                            = aws_ecs_cluster.group.arn
  task_definition                    = aws_ecs_task_definition.agent.arn
  launch_type                        = "EC2"
  scheduling_strategy                = "DAEMON"
  deployment_minimum_healthy_percent = 0
  enable_execute_command             = false
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"
  wait_for_steady_state              = true

  tags = {
    "svc:block" = "service agent"
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
    security_groups  = [aws_security_group.agent.id]
    assign_public_ip = false
  }

  placement_constraints {
    type       = "memberOf"
    expression = var.running ? "attribute:ecs.os-type exists" : "attribute:held exists"
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.agent,
    aws_ecs_cluster_capacity_providers.group,
    aws_iam_role_policy.agent_execution,
  ]
}

# ---- variables.tf

# Compiled by svcc from main.svc. Change the program, not this file.

variable "running" {
  type        = bool
  description = "Whether services and jobs run. Give false for the first deployment, before images are pushed and secrets are filled."
  default     = true
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
