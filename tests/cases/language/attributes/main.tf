# ---- cluster.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:57 cluster web
resource "aws_service_discovery_http_namespace" "web" {
  name        = "shop-web"
  description = "Services of cluster shop-web"

  tags = {
    "svc:block" = "cluster web"
  }
}

# main.svc:57 cluster web
resource "aws_service_discovery_private_dns_namespace" "web" {
  name        = "shop-web.internal"
  description = "Names of the services of cluster shop-web"
  vpc         = aws_vpc.main.id

  tags = {
    "svc:block" = "cluster web"
  }
}

# main.svc:57 cluster web
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

# main.svc:59 cluster web
resource "aws_launch_template" "web_nodes" {
  image_id               = "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id"
  instance_type          = "t3.medium"
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
    Name        = "shop-web-nodes"
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
      Name        = "shop-web-nodes"
      "svc:app"   = "shop"
      "svc:block" = "cluster web"
    }
  }
}

# main.svc:59 cluster web
resource "aws_autoscaling_group" "web_nodes" {
  vpc_zone_identifier       = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  min_size                  = 1
  max_size                  = 3
  protect_from_scale_in     = false
  health_check_type         = "EC2"
  health_check_grace_period = 300

  launch_template {
    id      = aws_launch_template.web_nodes.id
    version = aws_launch_template.web_nodes.latest_version
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
    value               = "shop-web-nodes"
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

# main.svc:59 cluster web
resource "aws_ecs_capacity_provider" "web_nodes" {
  name = "shop-web-nodes"

  tags = {
    "svc:block" = "cluster web"
  }

  auto_scaling_group_provider {
    auto_scaling_group_arn         = aws_autoscaling_group.web_nodes.arn
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

# main.svc:57 cluster web
resource "aws_ecs_cluster_capacity_providers" "web" {
  cluster_name       = aws_ecs_cluster.web.name
  capacity_providers = [aws_ecs_capacity_provider.web_nodes.name, "FARGATE", "FARGATE_SPOT"]

  default_capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 0
    weight            = 1
  }
}

# main.svc:107 service tax
resource "aws_service_discovery_service" "tax" {
  name         = "tax"
  namespace_id = aws_service_discovery_private_dns_namespace.web.id

  tags = {
    "svc:block" = "service tax"
  }

  dns_config {
    namespace_id   = aws_service_discovery_private_dns_namespace.web.id
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

# ---- iam.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:57 cluster web
resource "aws_iam_role" "web_instance" {
  name_prefix = "shop-web-instance-"

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

# main.svc:57 cluster web
resource "aws_iam_role_policy_attachment" "web_instance_policy_AmazonSSMManagedInstanceCore" {
  role       = aws_iam_role.web_instance.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

# main.svc:57 cluster web
resource "aws_iam_role_policy_attachment" "web_instance_policy_AmazonEC2ContainerServiceforEC2Role" {
  role       = aws_iam_role.web_instance.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"
}

# main.svc:57 cluster web
resource "aws_iam_instance_profile" "web_instance" {
  role = aws_iam_role.web_instance.name

  tags = {
    "svc:block" = "cluster web"
  }
}

# main.svc:74 service site
resource "aws_iam_role" "site_execution" {
  name_prefix = "shop-site-execution-"

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

# main.svc:74 service site
resource "aws_iam_role_policy" "site_execution" {
  name = "shop-site-execution"
  role = aws_iam_role.site_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.site.arn}:*"
      },
    ]
  })
}

# main.svc:74 service site
resource "aws_iam_role" "site_task" {
  name_prefix = "shop-site-task-"

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

# main.svc:92 service api
resource "aws_iam_role" "api_execution" {
  name_prefix = "shop-api-execution-"

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

# main.svc:92 service api
resource "aws_iam_role_policy" "api_execution" {
  name = "shop-api-execution"
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

# main.svc:92 service api
resource "aws_iam_role" "api_task" {
  name_prefix = "shop-api-task-"

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

# main.svc:102 service tax
resource "aws_iam_role" "tax_execution" {
  name_prefix = "shop-tax-execution-"

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

# main.svc:102 service tax
resource "aws_iam_role_policy" "tax_execution" {
  name = "shop-tax-execution"
  role = aws_iam_role.tax_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.tax.arn}:*"
      },
    ]
  })
}

# main.svc:102 service tax
resource "aws_iam_role" "tax_task" {
  name_prefix = "shop-tax-task-"

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

# main.svc:62 balancer edge
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

# main.svc:62 balancer edge
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

# main.svc:66 balancer inner
resource "aws_lb" "inner" {
  name                             = "shop-inner-net-int"
  load_balancer_type               = "network"
  internal                         = true
  subnets                          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  security_groups                  = [aws_security_group.inner.id]
  enable_deletion_protection       = false
  enable_cross_zone_load_balancing = true

  tags = {
    "svc:block" = "balancer inner"
  }
}

# main.svc:98 service api
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

# main.svc:98 service api
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

# main.svc:108 service tax
resource "aws_lb_target_group" "tax_ledger" {
  port                 = 80
  protocol             = "TCP"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service tax"
  }

  health_check {
    port                = "traffic-port"
    protocol            = "TCP"
    interval            = 15
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:66 balancer inner
resource "aws_lb_listener" "inner_5432" {
  load_balancer_arn = aws_lb.inner.arn
  port              = 5432
  protocol          = "TCP"

  tags = {
    "svc:block" = "balancer inner"
  }

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.tax_ledger.arn
  }
}

# ---- main.tf

# Compiled by svcc from main.svc. Change the program, not this file.

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# ---- network.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:51 network main
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = {
    Name = "shop-main"
  }
}

# main.svc:51 network main
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}

# main.svc:51 network main
resource "aws_internet_gateway" "main" {
  tags = {
    Name = "shop-main"
  }
}

# main.svc:51 network main
resource "aws_internet_gateway_attachment" "main" {
  vpc_id              = aws_vpc.main.id
  internet_gateway_id = aws_internet_gateway.main.id
}

# main.svc:52 network main
resource "aws_subnet" "main_public_1" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.0.0/22"
  availability_zone_id    = "euw1-az1"
  map_public_ip_on_launch = false

  tags = {
    Name = "shop-main-public-1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:52 network main
resource "aws_subnet" "main_public_2" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.4.0/22"
  availability_zone_id    = "euw1-az2"
  map_public_ip_on_launch = false

  tags = {
    Name = "shop-main-public-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:53 network main
resource "aws_subnet" "main_private_1" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.64.0/22"
  availability_zone_id    = "euw1-az1"
  map_public_ip_on_launch = false

  tags = {
    Name = "shop-main-private-1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:53 network main
resource "aws_subnet" "main_private_2" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.68.0/22"
  availability_zone_id    = "euw1-az2"
  map_public_ip_on_launch = false

  tags = {
    Name = "shop-main-private-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:54 network main
resource "aws_subnet" "main_workers_1" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.128.0/22"
  availability_zone_id    = "euw1-az1"
  map_public_ip_on_launch = false

  tags = {
    Name = "shop-main-workers-1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:54 network main
resource "aws_subnet" "main_workers_2" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.132.0/22"
  availability_zone_id    = "euw1-az2"
  map_public_ip_on_launch = false

  tags = {
    Name = "shop-main-workers-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:51 network main
resource "aws_route_table" "main_public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "shop-main-public"
  }
}

# main.svc:51 network main
resource "aws_route" "main_public" {
  route_table_id         = aws_route_table.main_public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:51 network main
resource "aws_route_table" "main_private_1" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "shop-main-private-1"
  }
}

# main.svc:51 network main
resource "aws_route_table" "main_private_2" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "shop-main-private-2"
  }
}

# main.svc:51 network main
resource "aws_route_table_association" "main_public_1" {
  subnet_id      = aws_subnet.main_public_1.id
  route_table_id = aws_route_table.main_public.id
}

# main.svc:51 network main
resource "aws_route_table_association" "main_public_2" {
  subnet_id      = aws_subnet.main_public_2.id
  route_table_id = aws_route_table.main_public.id
}

# main.svc:51 network main
resource "aws_route_table_association" "main_private_1" {
  subnet_id      = aws_subnet.main_private_1.id
  route_table_id = aws_route_table.main_private_1.id
}

# main.svc:51 network main
resource "aws_route_table_association" "main_private_2" {
  subnet_id      = aws_subnet.main_private_2.id
  route_table_id = aws_route_table.main_private_2.id
}

# main.svc:51 network main
resource "aws_route_table_association" "main_workers_1" {
  subnet_id      = aws_subnet.main_workers_1.id
  route_table_id = aws_route_table.main_private_1.id
}

# main.svc:51 network main
resource "aws_route_table_association" "main_workers_2" {
  subnet_id      = aws_subnet.main_workers_2.id
  route_table_id = aws_route_table.main_private_2.id
}

# main.svc:51 network main
resource "aws_eip" "main_nat_1" {
  domain = "vpc"

  tags = {
    Name        = "shop-main-nat-1"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:51 network main
resource "aws_nat_gateway" "main_1" {
  allocation_id = aws_eip.main_nat_1.allocation_id
  subnet_id     = aws_subnet.main_public_1.id

  tags = {
    Name        = "shop-main-1"
    "svc:block" = "network main"
  }
}

# main.svc:51 network main
resource "aws_route" "main_private_1" {
  route_table_id         = aws_route_table.main_private_1.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_1.id
}

# main.svc:51 network main
resource "aws_route" "main_private_2" {
  route_table_id         = aws_route_table.main_private_2.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_1.id
}

# ---- observability.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:74 service site
resource "aws_cloudwatch_log_group" "site" {
  name              = "/ecs/shop/site"
  retention_in_days = 30

  tags = {
    "svc:block" = "service site"
  }
}

# main.svc:92 service api
resource "aws_cloudwatch_log_group" "api" {
  name              = "/ecs/shop/api"
  retention_in_days = 30

  tags = {
    "svc:block" = "service api"
  }
}

# main.svc:102 service tax
resource "aws_cloudwatch_log_group" "tax" {
  name              = "/ecs/shop/tax"
  retention_in_days = 30

  tags = {
    "svc:block" = "service tax"
  }
}

# ---- outputs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

output "listener" {
  value = aws_lb_listener.edge_80.arn
}

output "passing" {
  value = aws_lb_listener.inner_5432.arn
}

output "rule" {
  value = aws_lb_listener_rule.api_80_jdz7w2.arn
}

output "api_target" {
  value = aws_lb_target_group.api_edge.arn
}

output "ledger_target" {
  value = aws_lb_target_group.tax_ledger.arn
}

output "groups" {
  value = "${aws_security_group.edge.id} ${aws_security_group.media.id} ${aws_security_group.api.id}"
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

output "site_service_name" {
  value = aws_ecs_service.site.name
}

output "api_service_name" {
  value = aws_ecs_service.api.name
}

output "tax_service_name" {
  value = aws_ecs_service.tax.name
}

output "site_log_group" {
  value = aws_cloudwatch_log_group.site.name
}

output "api_log_group" {
  value = aws_cloudwatch_log_group.api.name
}

output "tax_log_group" {
  value = aws_cloudwatch_log_group.tax.name
}

# ---- providers.tf

# Compiled by svcc from main.svc. Change the program, not this file.

provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      "svc:app" = "shop"
    }
  }
}

# ---- raw.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:13 raw by_network_out
resource "aws_autoscaling_policy" "by_network_out" {
  name                   = "network-out"
  autoscaling_group_name = aws_autoscaling_group.web_nodes.name
  policy_type            = "TargetTrackingScaling"

  target_tracking_configuration {
    target_value = 50

    predefined_metric_specification {
      predefined_metric_type = "ASGAverageNetworkOut"
    }
  }
}

# ---- security.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:62 balancer edge
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

# main.svc:63 balancer edge
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

# main.svc:98 service api
resource "aws_vpc_security_group_egress_rule" "edge_to_api_80" {
  security_group_id            = aws_security_group.edge.id
  description                  = "Requests to service api"
  ip_protocol                  = "tcp"
  from_port                    = 80
  to_port                      = 80
  referenced_security_group_id = aws_security_group.api.id

  tags = {
    Name        = "shop-edge-to-api-80"
    "svc:block" = "service api"
  }
}

# main.svc:57 cluster web
resource "aws_security_group" "web_instances" {
  name_prefix = "shop-web-instances-"
  description = "Instances of shop-web"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "shop-web-instances"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:57 cluster web
resource "aws_vpc_security_group_egress_rule" "web_instances" {
  security_group_id = aws_security_group.web_instances.id
  description       = "ECS, registries and package sources"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "shop-web-instances"
    "svc:block" = "cluster web"
  }
}

# main.svc:66 balancer inner
resource "aws_security_group" "inner" {
  name_prefix = "shop-inner-"
  description = "Load balancer shop-inner"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "shop-inner"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:69 balancer inner
resource "aws_vpc_security_group_ingress_rule" "inner_5432_from_10_0_0_0_16" {
  security_group_id = aws_security_group.inner.id
  description       = "TCP from clients"
  ip_protocol       = "tcp"
  from_port         = 5432
  to_port           = 5432
  cidr_ipv4         = "10.0.0.0/16"

  tags = {
    Name        = "shop-inner-5432-from-10-0-0-0-16"
    "svc:block" = "balancer inner"
  }
}

# main.svc:108 service tax
resource "aws_vpc_security_group_egress_rule" "inner_to_tax_5432" {
  security_group_id            = aws_security_group.inner.id
  description                  = "Requests to service tax"
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
  referenced_security_group_id = aws_security_group.tax.id

  tags = {
    Name        = "shop-inner-to-tax-5432"
    "svc:block" = "service tax"
  }
}

# main.svc:111 filesystem media
resource "aws_security_group" "media" {
  name_prefix = "shop-media-"
  description = "Mount targets of shop-media"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "shop-media"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:111 filesystem media
resource "aws_vpc_security_group_egress_rule" "media" {
  security_group_id = aws_security_group.media.id
  description       = "Nothing calls from here"
  ip_protocol       = "-1"
  cidr_ipv4         = "127.0.0.1/32"

  tags = {
    Name        = "shop-media"
    "svc:block" = "filesystem media"
  }
}

# main.svc:72 service site
resource "aws_security_group" "site" {
  name_prefix = "shop-site-"
  description = "Tasks of shop-site"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "shop-site"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:72 service site
resource "aws_vpc_security_group_egress_rule" "site" {
  security_group_id = aws_security_group.site.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "shop-site"
    "svc:block" = "service site"
  }
}

# main.svc:91 service api
resource "aws_security_group" "api" {
  name_prefix = "shop-api-"
  description = "Tasks of shop-api"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "shop-api"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:98 service api
resource "aws_vpc_security_group_ingress_rule" "api_80_from_edge" {
  security_group_id            = aws_security_group.api.id
  description                  = "Requests from load balancer edge"
  ip_protocol                  = "tcp"
  from_port                    = 80
  to_port                      = 80
  referenced_security_group_id = aws_security_group.edge.id

  tags = {
    Name        = "shop-api-80-from-edge"
    "svc:block" = "service api"
  }
}

# main.svc:73 service site
resource "aws_vpc_security_group_ingress_rule" "api_80_from_site" {
  security_group_id            = aws_security_group.api.id
  description                  = "Calls from service site"
  ip_protocol                  = "tcp"
  from_port                    = 80
  to_port                      = 80
  referenced_security_group_id = aws_security_group.site.id

  tags = {
    Name        = "shop-api-80-from-site"
    "svc:block" = "service site"
  }
}

# main.svc:91 service api
resource "aws_vpc_security_group_egress_rule" "api" {
  security_group_id = aws_security_group.api.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "shop-api"
    "svc:block" = "service api"
  }
}

# main.svc:101 service tax
resource "aws_security_group" "tax" {
  name_prefix = "shop-tax-"
  description = "Tasks of shop-tax"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "shop-tax"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:108 service tax
resource "aws_vpc_security_group_ingress_rule" "tax_5432_from_inner" {
  security_group_id            = aws_security_group.tax.id
  description                  = "Requests from load balancer inner"
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
  referenced_security_group_id = aws_security_group.inner.id

  tags = {
    Name        = "shop-tax-5432-from-inner"
    "svc:block" = "service tax"
  }
}

# main.svc:73 service site
resource "aws_vpc_security_group_ingress_rule" "tax_5432_from_site" {
  security_group_id            = aws_security_group.tax.id
  description                  = "Calls from service site"
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
  referenced_security_group_id = aws_security_group.site.id

  tags = {
    Name        = "shop-tax-5432-from-site"
    "svc:block" = "service site"
  }
}

# main.svc:101 service tax
resource "aws_vpc_security_group_egress_rule" "tax" {
  security_group_id = aws_security_group.tax.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "shop-tax"
    "svc:block" = "service tax"
  }
}

# ---- services.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:74 service site
resource "aws_ecs_task_definition" "site" {
  family                   = "shop-site"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.site_execution.arn
  task_role_arn            = aws_iam_role.site_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "public.ecr.aws/nginx/nginx:1.27"
      essential = true
      environment = [
        {
          name  = "API"
          value = "http://api-v1:8080"
        },
        {
          name  = "EDGE"
          value = aws_lb.edge.name
        },
        {
          name  = "GROUP"
          value = aws_security_group.site.id
        },
        {
          name  = "LOGS"
          value = aws_cloudwatch_log_group.api.name
        },
        {
          name  = "TAX"
          value = "http://tax.shop-web.internal:5432/rates"
        },
        {
          name  = "TAX_DNS"
          value = "tax.shop-web.internal"
        },
      ]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.site.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "site"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "service site"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:92 service api
resource "aws_ecs_task_definition" "api" {
  family                   = "shop-api"
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
          name          = "app-80"
          containerPort = 80
          hostPort      = 80
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

# main.svc:102 service tax
resource "aws_ecs_task_definition" "tax" {
  family                   = "shop-tax"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.tax_execution.arn
  task_role_arn            = aws_iam_role.tax_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "public.ecr.aws/nginx/nginx:1.27"
      essential = true
      portMappings = [
        {
          containerPort = 5432
          hostPort      = 5432
          protocol      = "tcp"
        },
      ]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.tax.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "tax"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "service tax"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:72 service site
resource "aws_ecs_service" "site" {
  name                               = "shop-site"
  cluster                            = aws_ecs_cluster.web.arn
  task_definition                    = aws_ecs_task_definition.site.arn
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
    "svc:block" = "service site"
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
    security_groups  = [aws_security_group.site.id]
    assign_public_ip = false
  }

  service_connect_configuration {
    enabled   = true
    namespace = aws_service_discovery_http_namespace.web.arn
  }

  depends_on = [aws_vpc_security_group_egress_rule.site, aws_ecs_service.api, aws_iam_role_policy.site_execution]
}

# main.svc:91 service api
resource "aws_ecs_service" "api" {
  name                               = "shop-api"
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
    subnets          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
    security_groups  = [aws_security_group.api.id]
    assign_public_ip = false
  }

  load_balancer {
    container_name   = "app"
    container_port   = 80
    target_group_arn = aws_lb_target_group.api_edge.arn
  }

  service_connect_configuration {
    enabled   = true
    namespace = aws_service_discovery_http_namespace.web.arn

    service {
      port_name      = "app-80"
      discovery_name = "api-v1"

      client_alias {
        dns_name = "api-v1"
        port     = 8080
      }
    }
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.edge_to_api_80,
    aws_vpc_security_group_ingress_rule.api_80_from_edge,
    aws_vpc_security_group_egress_rule.api,
    aws_ecs_cluster_capacity_providers.web,
    aws_lb_listener_rule.api_80_jdz7w2,
    aws_iam_role_policy.api_execution,
  ]
}

# main.svc:101 service tax
resource "aws_ecs_service" "tax" {
  name                               = "shop-tax"
  cluster                            = aws_ecs_cluster.web.arn
  task_definition                    = aws_ecs_task_definition.tax.arn
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
    "svc:block" = "service tax"
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
    security_groups  = [aws_security_group.tax.id]
    assign_public_ip = false
  }

  load_balancer {
    container_name   = "app"
    container_port   = 5432
    target_group_arn = aws_lb_target_group.tax_ledger.arn
  }

  service_registries {
    registry_arn = aws_service_discovery_service.tax.arn
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.inner_to_tax_5432,
    aws_vpc_security_group_ingress_rule.tax_5432_from_inner,
    aws_vpc_security_group_egress_rule.tax,
    aws_ecs_cluster_capacity_providers.web,
    aws_lb_listener.inner_5432,
    aws_iam_role_policy.tax_execution,
  ]
}

# ---- storage.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:111 filesystem media
resource "aws_efs_file_system" "media" {
  encrypted        = true
  performance_mode = "generalPurpose"
  throughput_mode  = "elastic"

  tags = {
    Name        = "shop-media"
    "svc:block" = "filesystem media"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:111 filesystem media
resource "aws_efs_backup_policy" "media" {
  file_system_id = aws_efs_file_system.media.id

  backup_policy {
    status = "ENABLED"
  }
}

# main.svc:111 filesystem media
resource "aws_efs_file_system_policy" "media" {
  file_system_id = aws_efs_file_system.media.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Deny"
        Principal = {
          AWS = "*"
        }
        Action = "*"
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

# main.svc:111 filesystem media
resource "aws_efs_mount_target" "media_1" {
  file_system_id  = aws_efs_file_system.media.id
  subnet_id       = aws_subnet.main_private_1.id
  security_groups = [aws_security_group.media.id]
}

# main.svc:111 filesystem media
resource "aws_efs_mount_target" "media_2" {
  file_system_id  = aws_efs_file_system.media.id
  subnet_id       = aws_subnet.main_private_2.id
  security_groups = [aws_security_group.media.id]
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
