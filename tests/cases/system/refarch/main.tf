# ---- autoscaling.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:30 service products
resource "aws_appautoscaling_target" "products" {
  service_namespace  = "ecs"
  resource_id        = "service/${aws_ecs_cluster.work.name}/${aws_ecs_service.products.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = 2
  max_capacity       = 8

  tags = {
    "svc:block" = "service products"
  }
}

# main.svc:44 service products
resource "aws_appautoscaling_policy" "products_cpu" {
  name               = "refarch-products-cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = "ecs"
  resource_id        = aws_appautoscaling_target.products.resource_id
  scalable_dimension = "ecs:service:DesiredCount"

  target_tracking_scaling_policy_configuration {
    target_value       = 50
    scale_in_cooldown  = 300
    scale_out_cooldown = 60

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}

# ---- cluster.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:14 cluster work
resource "aws_ecs_cluster" "work" {
  name = "refarch-work"

  tags = {
    "svc:block" = "cluster work"
  }

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

# main.svc:15 cluster work
resource "aws_launch_template" "work_nodes" {
  image_id               = "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id"
  instance_type          = "c5.large"
  vpc_security_group_ids = [aws_security_group.work_instances.id]

  user_data = base64encode(<<-EOT
    #!/bin/bash
    cat >> /etc/ecs/ecs.config <<'CONFIG'
    ECS_CLUSTER=${aws_ecs_cluster.work.name}
    ECS_AWSVPC_BLOCK_IMDS=true
    CONFIG
  EOT
  )

  tags = {
    Name        = "refarch-work-nodes"
    "svc:block" = "cluster work"
  }

  iam_instance_profile {
    arn = aws_iam_instance_profile.work_nodes.arn
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
      Name        = "refarch-work-nodes"
      "svc:app"   = "refarch"
      "svc:block" = "cluster work"
    }
  }
}

# main.svc:15 cluster work
resource "aws_autoscaling_group" "work_nodes" {
  vpc_zone_identifier       = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  min_size                  = 4
  max_size                  = 8
  desired_capacity          = 4
  protect_from_scale_in     = false
  health_check_type         = "EC2"
  health_check_grace_period = 300

  launch_template {
    id      = aws_launch_template.work_nodes.id
    version = aws_launch_template.work_nodes.latest_version
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
    value               = "refarch"
    propagate_at_launch = true
  }

  tag {
    key                 = "AmazonECSManaged"
    value               = "true"
    propagate_at_launch = true
  }

  tag {
    key                 = "Name"
    value               = "refarch-work-nodes"
    propagate_at_launch = true
  }

  tag {
    key                 = "svc:block"
    value               = "cluster work"
    propagate_at_launch = true
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.work_instances,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_iam_role_policy_attachment.hosts_policy_AmazonSSMManagedInstanceCore,
    aws_iam_role_policy_attachment.hosts_policy_AmazonEC2ContainerServiceforEC2Role,
    aws_iam_role_policy_attachment.hosts_policy_CloudWatchAgentServerPolicy,
  ]

  lifecycle {
    ignore_changes = [desired_capacity]
  }
}

# main.svc:21 cluster work
resource "aws_autoscaling_policy" "work_nodes_cpu" {
  name                   = "refarch-work-nodes-cpu"
  autoscaling_group_name = aws_autoscaling_group.work_nodes.name
  policy_type            = "TargetTrackingScaling"

  target_tracking_configuration {
    target_value = 50

    predefined_metric_specification {
      predefined_metric_type = "ASGAverageCPUUtilization"
    }
  }
}

# main.svc:15 cluster work
resource "aws_ecs_capacity_provider" "work_nodes" {
  name = "refarch-work-nodes"

  tags = {
    "svc:block" = "cluster work"
  }

  auto_scaling_group_provider {
    auto_scaling_group_arn         = aws_autoscaling_group.work_nodes.arn
    managed_termination_protection = "DISABLED"
    managed_draining               = "ENABLED"

    managed_scaling {
      status = "DISABLED"
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:14 cluster work
resource "aws_ecs_cluster_capacity_providers" "work" {
  cluster_name       = aws_ecs_cluster.work.name
  capacity_providers = [aws_ecs_capacity_provider.work_nodes.name]

  default_capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.work_nodes.name
    base              = 0
    weight            = 1
  }
}

# ---- iam.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:5 role hosts
resource "aws_iam_role" "hosts" {
  name_prefix = "refarch-hosts-"

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

  max_session_duration = 3600
}

# main.svc:5 role hosts
resource "aws_iam_role_policy_attachment" "hosts_policy_AmazonSSMManagedInstanceCore" {
  role       = aws_iam_role.hosts.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

# main.svc:5 role hosts
resource "aws_iam_role_policy_attachment" "hosts_policy_AmazonEC2ContainerServiceforEC2Role" {
  role       = aws_iam_role.hosts.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"
}

# main.svc:5 role hosts
resource "aws_iam_role_policy_attachment" "hosts_policy_CloudWatchAgentServerPolicy" {
  role       = aws_iam_role.hosts.name
  policy_arn = "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy"
}

# main.svc:15 cluster work
resource "aws_iam_instance_profile" "work_nodes" {
  role = aws_iam_role.hosts.name

  tags = {
    "svc:block" = "cluster work"
  }
}

# main.svc:32 service products
resource "aws_iam_role" "products_execution" {
  name_prefix = "refarch-products-execution-"

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

# main.svc:32 service products
resource "aws_iam_role_policy" "products_execution" {
  name = "refarch-products-execution"
  role = aws_iam_role.products_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.products.arn}:*"
      },
    ]
  })
}

# main.svc:32 service products
resource "aws_iam_role" "products_task" {
  name_prefix = "refarch-products-task-"

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

# main.svc:49 service website
resource "aws_iam_role" "website_execution" {
  name_prefix = "refarch-website-execution-"

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

# main.svc:49 service website
resource "aws_iam_role_policy" "website_execution" {
  name = "refarch-website-execution"
  role = aws_iam_role.website_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.website.arn}:*"
      },
    ]
  })
}

# main.svc:49 service website
resource "aws_iam_role" "website_task" {
  name_prefix = "refarch-website-task-"

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

# main.svc:25 balancer edge
resource "aws_lb" "edge" {
  name                       = "refarch-edge"
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

# main.svc:25 balancer edge
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

# main.svc:40 service products
resource "aws_lb_target_group" "products_edge" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service products"
  }

  health_check {
    path                = "/products"
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

# main.svc:40 service products
resource "aws_lb_listener_rule" "products_80_4vxmn5" {
  listener_arn = aws_lb_listener.edge_80.arn
  priority     = 47975

  tags = {
    "svc:block" = "service products"
  }

  condition {
    path_pattern {
      values = ["/products*"]
    }
  }

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.products_edge.arn
  }
}

# main.svc:58 service website
resource "aws_lb_target_group" "website_edge" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service website"
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

# main.svc:58 service website
resource "aws_lb_listener_rule" "website_80_jdz7w2" {
  listener_arn = aws_lb_listener.edge_80.arn
  priority     = 49828

  tags = {
    "svc:block" = "service website"
  }

  condition {
    path_pattern {
      values = ["/*"]
    }
  }

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.website_edge.arn
  }
}

# ---- main.tf

# Compiled by svcc from main.svc. Change the program, not this file.

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# ---- messaging.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:69 topic oncall
resource "aws_sns_topic" "oncall" {
  name = "refarch-oncall"

  tags = {
    "svc:block" = "topic oncall"
  }
}

# main.svc:69 topic oncall
resource "aws_sns_topic_policy" "oncall" {
  arn = aws_sns_topic.oncall.arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.oncall.arn
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
        Resource = aws_sns_topic.oncall.arn
        Condition = {
          StringEquals = {
            "aws:SourceOwner" = data.aws_caller_identity.current.account_id
          }
        }
      },
    ]
  })
}

# main.svc:69 topic oncall
resource "aws_sns_topic_subscription" "oncall_email_ops_example_com_4kq768" {
  topic_arn = aws_sns_topic.oncall.arn
  protocol  = "email"
  endpoint  = "ops@example.com"
}

# ---- network.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:9 network main
resource "aws_vpc" "main" {
  cidr_block           = "10.180.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = {
    Name = "refarch-main"
  }
}

# main.svc:9 network main
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}

# main.svc:9 network main
resource "aws_internet_gateway" "main" {
  tags = {
    Name = "refarch-main"
  }
}

# main.svc:9 network main
resource "aws_internet_gateway_attachment" "main" {
  vpc_id              = aws_vpc.main.id
  internet_gateway_id = aws_internet_gateway.main.id
}

# main.svc:9 network main
resource "aws_subnet" "main_public_1" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.180.0.0/22"
  availability_zone_id    = "use1-az1"
  map_public_ip_on_launch = false

  tags = {
    Name = "refarch-main-public-1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:9 network main
resource "aws_subnet" "main_public_2" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.180.4.0/22"
  availability_zone_id    = "use1-az2"
  map_public_ip_on_launch = false

  tags = {
    Name = "refarch-main-public-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:9 network main
resource "aws_subnet" "main_private_1" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.180.64.0/22"
  availability_zone_id    = "use1-az1"
  map_public_ip_on_launch = false

  tags = {
    Name = "refarch-main-private-1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:9 network main
resource "aws_subnet" "main_private_2" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.180.68.0/22"
  availability_zone_id    = "use1-az2"
  map_public_ip_on_launch = false

  tags = {
    Name = "refarch-main-private-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:9 network main
resource "aws_route_table" "main_public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "refarch-main-public"
  }
}

# main.svc:9 network main
resource "aws_route" "main_public" {
  route_table_id         = aws_route_table.main_public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:9 network main
resource "aws_route_table" "main_private_1" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "refarch-main-private-1"
  }
}

# main.svc:9 network main
resource "aws_route_table" "main_private_2" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "refarch-main-private-2"
  }
}

# main.svc:9 network main
resource "aws_route_table_association" "main_public_1" {
  subnet_id      = aws_subnet.main_public_1.id
  route_table_id = aws_route_table.main_public.id
}

# main.svc:9 network main
resource "aws_route_table_association" "main_public_2" {
  subnet_id      = aws_subnet.main_public_2.id
  route_table_id = aws_route_table.main_public.id
}

# main.svc:9 network main
resource "aws_route_table_association" "main_private_1" {
  subnet_id      = aws_subnet.main_private_1.id
  route_table_id = aws_route_table.main_private_1.id
}

# main.svc:9 network main
resource "aws_route_table_association" "main_private_2" {
  subnet_id      = aws_subnet.main_private_2.id
  route_table_id = aws_route_table.main_private_2.id
}

# main.svc:9 network main
resource "aws_eip" "main_nat_1" {
  domain = "vpc"

  tags = {
    Name        = "refarch-main-nat-1"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:9 network main
resource "aws_nat_gateway" "main_1" {
  allocation_id = aws_eip.main_nat_1.allocation_id
  subnet_id     = aws_subnet.main_public_1.id

  tags = {
    Name        = "refarch-main-1"
    "svc:block" = "network main"
  }
}

# main.svc:9 network main
resource "aws_eip" "main_nat_2" {
  domain = "vpc"

  tags = {
    Name        = "refarch-main-nat-2"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:9 network main
resource "aws_nat_gateway" "main_2" {
  allocation_id = aws_eip.main_nat_2.allocation_id
  subnet_id     = aws_subnet.main_public_2.id

  tags = {
    Name        = "refarch-main-2"
    "svc:block" = "network main"
  }
}

# main.svc:9 network main
resource "aws_route" "main_private_1" {
  route_table_id         = aws_route_table.main_private_1.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_1.id
}

# main.svc:9 network main
resource "aws_route" "main_private_2" {
  route_table_id         = aws_route_table.main_private_2.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_2.id
}

# ---- observability.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:61 alarm slow
resource "aws_cloudwatch_metric_alarm" "slow" {
  alarm_name  = "refarch-slow"
  namespace   = "AWS/ApplicationELB"
  metric_name = "TargetResponseTime"

  dimensions = {
    LoadBalancer = aws_lb.edge.arn_suffix
    TargetGroup  = aws_lb_target_group.products_edge.arn_suffix
  }

  extended_statistic  = "p90"
  period              = 60
  evaluation_periods  = 3
  threshold           = 1
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.oncall.arn]
  ok_actions          = [aws_sns_topic.oncall.arn]

  tags = {
    "svc:block" = "alarm slow"
  }
}

# main.svc:32 service products
resource "aws_cloudwatch_log_group" "products" {
  name              = "/ecs/refarch/products"
  retention_in_days = 365

  tags = {
    "svc:block" = "service products"
  }
}

# main.svc:49 service website
resource "aws_cloudwatch_log_group" "website" {
  name              = "/ecs/refarch/website"
  retention_in_days = 365

  tags = {
    "svc:block" = "service website"
  }
}

# ---- outputs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

output "url" {
  value = "http://${aws_lb.edge.dns_name}"
}

output "edge_dns_name" {
  value = aws_lb.edge.dns_name
}

output "work_cluster_name" {
  value = aws_ecs_cluster.work.name
}

output "products_service_name" {
  value = aws_ecs_service.products.name
}

output "website_service_name" {
  value = aws_ecs_service.website.name
}

output "products_log_group" {
  value = aws_cloudwatch_log_group.products.name
}

output "website_log_group" {
  value = aws_cloudwatch_log_group.website.name
}

# ---- providers.tf

# Compiled by svcc from main.svc. Change the program, not this file.

provider "aws" {
  region = "us-east-1"

  default_tags {
    tags = {
      "svc:app" = "refarch"
    }
  }
}

# ---- security.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:14 cluster work
resource "aws_security_group" "work_instances" {
  name_prefix = "refarch-work-instances-"
  description = "Instances of refarch-work"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "refarch-work-instances"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:14 cluster work
resource "aws_vpc_security_group_egress_rule" "work_instances" {
  security_group_id = aws_security_group.work_instances.id
  description       = "ECS, registries and package sources"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "refarch-work-instances"
    "svc:block" = "cluster work"
  }
}

# main.svc:25 balancer edge
resource "aws_security_group" "edge" {
  name_prefix = "refarch-edge-"
  description = "Load balancer refarch-edge"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "refarch-edge"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:27 balancer edge
resource "aws_vpc_security_group_ingress_rule" "edge_80_from_0_0_0_0_0" {
  security_group_id = aws_security_group.edge.id
  description       = "HTTP from clients"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "refarch-edge-80-from-0-0-0-0-0"
    "svc:block" = "balancer edge"
  }
}

# main.svc:40 service products
resource "aws_vpc_security_group_egress_rule" "edge_to_products_8001" {
  security_group_id            = aws_security_group.edge.id
  description                  = "Requests to service products"
  ip_protocol                  = "tcp"
  from_port                    = 8001
  to_port                      = 8001
  referenced_security_group_id = aws_security_group.products.id

  tags = {
    Name        = "refarch-edge-to-products-8001"
    "svc:block" = "service products"
  }
}

# main.svc:58 service website
resource "aws_vpc_security_group_egress_rule" "edge_to_website_8000" {
  security_group_id            = aws_security_group.edge.id
  description                  = "Requests to service website"
  ip_protocol                  = "tcp"
  from_port                    = 8000
  to_port                      = 8000
  referenced_security_group_id = aws_security_group.website.id

  tags = {
    Name        = "refarch-edge-to-website-8000"
    "svc:block" = "service website"
  }
}

# main.svc:30 service products
resource "aws_security_group" "products" {
  name_prefix = "refarch-products-"
  description = "Tasks of refarch-products"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "refarch-products"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:40 service products
resource "aws_vpc_security_group_ingress_rule" "products_8001_from_edge" {
  security_group_id            = aws_security_group.products.id
  description                  = "Requests from load balancer edge"
  ip_protocol                  = "tcp"
  from_port                    = 8001
  to_port                      = 8001
  referenced_security_group_id = aws_security_group.edge.id

  tags = {
    Name        = "refarch-products-8001-from-edge"
    "svc:block" = "service products"
  }
}

# main.svc:30 service products
resource "aws_vpc_security_group_egress_rule" "products" {
  security_group_id = aws_security_group.products.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "refarch-products"
    "svc:block" = "service products"
  }
}

# main.svc:47 service website
resource "aws_security_group" "website" {
  name_prefix = "refarch-website-"
  description = "Tasks of refarch-website"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "refarch-website"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:58 service website
resource "aws_vpc_security_group_ingress_rule" "website_8000_from_edge" {
  security_group_id            = aws_security_group.website.id
  description                  = "Requests from load balancer edge"
  ip_protocol                  = "tcp"
  from_port                    = 8000
  to_port                      = 8000
  referenced_security_group_id = aws_security_group.edge.id

  tags = {
    Name        = "refarch-website-8000-from-edge"
    "svc:block" = "service website"
  }
}

# main.svc:47 service website
resource "aws_vpc_security_group_egress_rule" "website" {
  security_group_id = aws_security_group.website.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "refarch-website"
    "svc:block" = "service website"
  }
}

# ---- services.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:32 service products
resource "aws_ecs_task_definition" "products" {
  family                   = "refarch-products"
  network_mode             = "awsvpc"
  requires_compatibilities = ["EC2"]
  execution_role_arn       = aws_iam_role.products_execution.arn
  task_role_arn            = aws_iam_role.products_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "public.ecr.aws/nginx/nginx:1.27"
      essential = true
      memory    = 128
      portMappings = [
        {
          containerPort = 8001
          hostPort      = 8001
          protocol      = "tcp"
        },
      ]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.products.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "products"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "service products"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:49 service website
resource "aws_ecs_task_definition" "website" {
  family                   = "refarch-website"
  network_mode             = "awsvpc"
  requires_compatibilities = ["EC2"]
  execution_role_arn       = aws_iam_role.website_execution.arn
  task_role_arn            = aws_iam_role.website_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "public.ecr.aws/nginx/nginx:1.27"
      essential = true
      memory    = 128
      portMappings = [
        {
          containerPort = 8000
          hostPort      = 8000
          protocol      = "tcp"
        },
      ]
      environment = [
        {
          name  = "PRODUCT_SERVICE_URL"
          value = "http://${aws_lb.edge.dns_name}/products"
        },
      ]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.website.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "website"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "service website"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:30 service products
resource "aws_ecs_service" "products" {
  name                               = "refarch-products"
  cluster                            = aws_ecs_cluster.work.arn
  task_definition                    = aws_ecs_task_definition.products.arn
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
    "svc:block" = "service products"
  }

  capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.work_nodes.name
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
    security_groups  = [aws_security_group.products.id]
    assign_public_ip = false
  }

  load_balancer {
    container_name   = "app"
    container_port   = 8001
    target_group_arn = aws_lb_target_group.products_edge.arn
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.edge_to_products_8001,
    aws_vpc_security_group_ingress_rule.products_8001_from_edge,
    aws_vpc_security_group_egress_rule.products,
    aws_ecs_cluster_capacity_providers.work,
    aws_lb_listener_rule.products_80_4vxmn5,
    aws_iam_role_policy.products_execution,
  ]

  lifecycle {
    ignore_changes = [desired_count]
  }
}

# main.svc:47 service website
resource "aws_ecs_service" "website" {
  name                               = "refarch-website"
  cluster                            = aws_ecs_cluster.work.arn
  task_definition                    = aws_ecs_task_definition.website.arn
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
    "svc:block" = "service website"
  }

  capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.work_nodes.name
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
    security_groups  = [aws_security_group.website.id]
    assign_public_ip = false
  }

  load_balancer {
    container_name   = "app"
    container_port   = 8000
    target_group_arn = aws_lb_target_group.website_edge.arn
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.edge_to_website_8000,
    aws_vpc_security_group_ingress_rule.website_8000_from_edge,
    aws_vpc_security_group_egress_rule.website,
    aws_ecs_cluster_capacity_providers.work,
    aws_lb_listener_rule.website_80_jdz7w2,
    aws_iam_role_policy.website_execution,
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
