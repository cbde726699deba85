# ---- cluster.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:5 cluster web
resource "aws_ecs_cluster" "web" {
  name = "shift-web"

  tags = {
    "svc:block" = "cluster web"
  }

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

# main.svc:5 cluster web
resource "aws_ecs_cluster_capacity_providers" "web" {
  cluster_name       = aws_ecs_cluster.web.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]
}

# ---- iam.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:14 task echo
resource "aws_iam_role" "echo_execution" {
  name_prefix = "shift-echo-execution-"

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

# main.svc:14 task echo
resource "aws_iam_role_policy" "echo_execution" {
  name = "shift-echo-execution"
  role = aws_iam_role.echo_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.echo.arn}:*"
      },
    ]
  })
}

# main.svc:14 task echo
resource "aws_iam_role" "echo_task" {
  name_prefix = "shift-echo-task-"

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

# main.svc:24 service whole
resource "aws_iam_role" "whole_traffic" {
  name_prefix = "shift-whole-traffic-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "ecs.amazonaws.com"
        }
        Action = "sts:AssumeRole"
      },
    ]
  })
}

# main.svc:24 service whole
resource "aws_iam_role_policy_attachment" "whole_traffic_policy_AmazonECSInfrastructureRolePolicyForLoad_8vtafn" {
  role       = aws_iam_role.whole_traffic.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers"
}

# main.svc:30 service tested
resource "aws_iam_role" "tested_traffic" {
  name_prefix = "shift-tested-traffic-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "ecs.amazonaws.com"
        }
        Action = "sts:AssumeRole"
      },
    ]
  })
}

# main.svc:30 service tested
resource "aws_iam_role_policy_attachment" "tested_traffic_policy_AmazonECSInfrastructureRolePolicyForLoad_8vtafn" {
  role       = aws_iam_role.tested_traffic.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers"
}

# main.svc:36 service names
resource "aws_iam_role" "names_traffic" {
  name_prefix = "shift-names-traffic-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "ecs.amazonaws.com"
        }
        Action = "sts:AssumeRole"
      },
    ]
  })
}

# main.svc:36 service names
resource "aws_iam_role_policy_attachment" "names_traffic_policy_AmazonECSInfrastructureRolePolicyForLoad_8vtafn" {
  role       = aws_iam_role.names_traffic.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers"
}

# main.svc:42 service released
resource "aws_iam_role" "released_deploy" {
  name_prefix = "shift-released-deploy-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "codedeploy.amazonaws.com"
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

# main.svc:42 service released
resource "aws_iam_role_policy" "released_deploy" {
  name = "shift-released-deploy"
  role = aws_iam_role.released_deploy.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["ecs:CreateTaskSet", "ecs:DeleteTaskSet"]
        Resource = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:task-set/${aws_ecs_cluster.web.name}/shift-released/*"
      },
      {
        Effect   = "Allow"
        Action   = ["ecs:DescribeServices", "ecs:UpdateServicePrimaryTaskSet"]
        Resource = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:service/shift-web/shift-released"
      },
      {
        Effect = "Allow"
        Action = [
          "elasticloadbalancing:DescribeListeners",
          "elasticloadbalancing:DescribeRules",
          "elasticloadbalancing:DescribeTargetGroups",
        ]
        Resource = "*"
      },
      {
        Effect   = "Allow"
        Action   = "elasticloadbalancing:ModifyListener"
        Resource = [aws_lb_listener.edge_7004.arn, aws_lb_listener.edge_9004.arn]
      },
      {
        Effect   = "Allow"
        Action   = "elasticloadbalancing:ModifyRule"
        Resource = [aws_lb_listener.edge_7004.arn, aws_lb_listener.edge_9004.arn]
      },
      {
        Effect   = "Allow"
        Action   = "iam:PassRole"
        Resource = [aws_iam_role.echo_execution.arn, aws_iam_role.echo_task.arn]
        Condition = {
          StringEquals = {
            "iam:PassedToService" = "ecs-tasks.amazonaws.com"
          }
        }
      },
    ]
  })
}

# ---- load_balancing.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:6 balancer edge
resource "aws_lb" "edge" {
  name                             = "shift-edge-net"
  load_balancer_type               = "network"
  internal                         = false
  subnets                          = [aws_subnet.main_public_1.id, aws_subnet.main_public_2.id]
  security_groups                  = [aws_security_group.edge.id]
  enable_deletion_protection       = false
  enable_cross_zone_load_balancing = true

  tags = {
    "svc:block" = "balancer edge"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:53 balancer plain
resource "aws_lb" "plain" {
  name                       = "shift-plain"
  load_balancer_type         = "application"
  internal                   = false
  subnets                    = [aws_subnet.main_public_1.id, aws_subnet.main_public_2.id]
  security_groups            = [aws_security_group.plain.id]
  idle_timeout               = 60
  drop_invalid_header_fields = true
  enable_deletion_protection = false

  tags = {
    "svc:block" = "balancer plain"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:53 balancer plain
resource "aws_lb_listener" "plain_80" {
  load_balancer_arn = aws_lb.plain.arn
  port              = 80
  protocol          = "HTTP"

  tags = {
    "svc:block" = "balancer plain"
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

# main.svc:26 service whole
resource "aws_lb_target_group" "whole_edge_8080_7001_blue" {
  port                 = 80
  protocol             = "TCP"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service whole"
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

# main.svc:26 service whole
resource "aws_lb_target_group" "whole_edge_8080_7001_green" {
  port                 = 80
  protocol             = "TCP"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service whole"
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

# main.svc:6 balancer edge
resource "aws_lb_listener" "edge_7001" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 7001
  protocol          = "TCP"

  tags = {
    "svc:block" = "balancer edge"
  }

  default_action {
    type = "forward"

    forward {
      target_group {
        arn    = aws_lb_target_group.whole_edge_8080_7001_blue.arn
        weight = 1
      }

      target_group {
        arn    = aws_lb_target_group.whole_edge_8080_7001_green.arn
        weight = 0
      }
    }
  }

  lifecycle {
    ignore_changes = [default_action]
  }
}

# main.svc:32 service tested
resource "aws_lb_target_group" "tested_edge_8080_7002_blue" {
  port                 = 80
  protocol             = "TCP"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service tested"
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

# main.svc:32 service tested
resource "aws_lb_target_group" "tested_edge_8080_7002_green" {
  port                 = 80
  protocol             = "TCP"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service tested"
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

# main.svc:6 balancer edge
resource "aws_lb_listener" "edge_7002" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 7002
  protocol          = "TCP"

  tags = {
    "svc:block" = "balancer edge"
  }

  default_action {
    type = "forward"

    forward {
      target_group {
        arn    = aws_lb_target_group.tested_edge_8080_7002_blue.arn
        weight = 1
      }
    }
  }

  lifecycle {
    ignore_changes = [default_action]
  }
}

# main.svc:6 balancer edge
resource "aws_lb_listener" "edge_9002" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 9002
  protocol          = "TCP"

  tags = {
    "svc:block" = "balancer edge"
  }

  default_action {
    type = "forward"

    forward {
      target_group {
        arn    = aws_lb_target_group.tested_edge_8080_7002_green.arn
        weight = 1
      }
    }
  }

  lifecycle {
    ignore_changes = [default_action]
  }
}

# main.svc:38 service names
resource "aws_lb_target_group" "names_edge_8053_7003_blue" {
  port                 = 80
  protocol             = "UDP"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service names"
  }

  health_check {
    port                = "8080"
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

# main.svc:38 service names
resource "aws_lb_target_group" "names_edge_8053_7003_green" {
  port                 = 80
  protocol             = "UDP"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service names"
  }

  health_check {
    port                = "8080"
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

# main.svc:6 balancer edge
resource "aws_lb_listener" "edge_7003" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 7003
  protocol          = "UDP"

  tags = {
    "svc:block" = "balancer edge"
  }

  default_action {
    type = "forward"

    forward {
      target_group {
        arn    = aws_lb_target_group.names_edge_8053_7003_blue.arn
        weight = 1
      }
    }
  }

  lifecycle {
    ignore_changes = [default_action]
  }
}

# main.svc:6 balancer edge
resource "aws_lb_listener" "edge_9003" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 9003
  protocol          = "UDP"

  tags = {
    "svc:block" = "balancer edge"
  }

  default_action {
    type = "forward"

    forward {
      target_group {
        arn    = aws_lb_target_group.names_edge_8053_7003_green.arn
        weight = 1
      }
    }
  }

  lifecycle {
    ignore_changes = [default_action]
  }
}

# main.svc:44 service released
resource "aws_lb_target_group" "released_edge_8080_7004_blue" {
  port                 = 80
  protocol             = "TCP"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service released"
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

# main.svc:44 service released
resource "aws_lb_target_group" "released_edge_8080_7004_green" {
  port                 = 80
  protocol             = "TCP"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service released"
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

# main.svc:6 balancer edge
resource "aws_lb_listener" "edge_7004" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 7004
  protocol          = "TCP"

  tags = {
    "svc:block" = "balancer edge"
  }

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.released_edge_8080_7004_blue.arn
  }

  lifecycle {
    ignore_changes = [default_action]
  }
}

# main.svc:6 balancer edge
resource "aws_lb_listener" "edge_9004" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 9004
  protocol          = "TCP"

  tags = {
    "svc:block" = "balancer edge"
  }

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.released_edge_8080_7004_green.arn
  }

  lifecycle {
    ignore_changes = [default_action]
  }
}

# main.svc:50 service checked
resource "aws_lb_target_group" "checked_plain_8080" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service checked"
  }

  health_check {
    path                = "/ready"
    port                = "9090"
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

# main.svc:50 service checked
resource "aws_lb_listener_rule" "checked_80_i34kxf" {
  listener_arn = aws_lb_listener.plain_80.arn
  priority     = 40457

  tags = {
    "svc:block" = "service checked"
  }

  condition {
    path_pattern {
      values = ["/checked/*"]
    }
  }

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.checked_plain_8080.arn
  }
}

# ---- main.tf

# Compiled by svcc from main.svc. Change the program, not this file.

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# ---- network.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:4 network main
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = {
    Name = "shift-main"
  }
}

# main.svc:4 network main
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}

# main.svc:4 network main
resource "aws_internet_gateway" "main" {
  tags = {
    Name = "shift-main"
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
    Name = "shift-main-public-1"
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
    Name = "shift-main-public-2"
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
    Name = "shift-main-private-1"
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
    Name = "shift-main-private-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:4 network main
resource "aws_route_table" "main_public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "shift-main-public"
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
    Name = "shift-main-private-1"
  }
}

# main.svc:4 network main
resource "aws_route_table" "main_private_2" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "shift-main-private-2"
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
    Name        = "shift-main-nat-1"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:4 network main
resource "aws_nat_gateway" "main_1" {
  allocation_id = aws_eip.main_nat_1.allocation_id
  subnet_id     = aws_subnet.main_public_1.id

  tags = {
    Name        = "shift-main-1"
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

# main.svc:14 task echo
resource "aws_cloudwatch_log_group" "echo" {
  name              = "/ecs/shift/echo"
  retention_in_days = 30

  tags = {
    "svc:block" = "task echo"
  }
}

# ---- outputs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

output "edge_dns_name" {
  value = aws_lb.edge.dns_name
}

output "plain_dns_name" {
  value = aws_lb.plain.dns_name
}

output "web_cluster_name" {
  value = aws_ecs_cluster.web.name
}

output "whole_service_name" {
  value = aws_ecs_service.whole.name
}

output "tested_service_name" {
  value = aws_ecs_service.tested.name
}

output "names_service_name" {
  value = aws_ecs_service.names.name
}

output "released_service_name" {
  value = aws_ecs_service.released.name
}

output "checked_service_name" {
  value = aws_ecs_service.checked.name
}

output "echo_log_group" {
  value = aws_cloudwatch_log_group.echo.name
}

# ---- pipeline.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:42 service released
resource "aws_codedeploy_app" "released" {
  name             = "shift-released"
  compute_platform = "ECS"

  tags = {
    "svc:block" = "service released"
  }
}

# main.svc:42 service released
resource "aws_codedeploy_deployment_group" "released" {
  app_name               = aws_codedeploy_app.released.name
  deployment_group_name  = "shift-released"
  service_role_arn       = aws_iam_role.released_deploy.arn
  deployment_config_name = "CodeDeployDefault.ECSAllAtOnce"

  tags = {
    "svc:block" = "service released"
  }

  deployment_style {
    deployment_type   = "BLUE_GREEN"
    deployment_option = "WITH_TRAFFIC_CONTROL"
  }

  blue_green_deployment_config {
    deployment_ready_option {
      action_on_timeout = "CONTINUE_DEPLOYMENT"
    }

    terminate_blue_instances_on_deployment_success {
      action                           = "TERMINATE"
      termination_wait_time_in_minutes = 5
    }
  }

  auto_rollback_configuration {
    enabled = true
    events  = ["DEPLOYMENT_FAILURE"]
  }

  ecs_service {
    cluster_name = aws_ecs_cluster.web.name
    service_name = aws_ecs_service.released.name
  }

  load_balancer_info {
    target_group_pair_info {
      prod_traffic_route {
        listener_arns = [aws_lb_listener.edge_7004.arn]
      }

      test_traffic_route {
        listener_arns = [aws_lb_listener.edge_9004.arn]
      }

      target_group {
        name = aws_lb_target_group.released_edge_8080_7004_blue.name
      }

      target_group {
        name = aws_lb_target_group.released_edge_8080_7004_green.name
      }
    }
  }

  depends_on = [aws_iam_role_policy.released_deploy]
}

# ---- providers.tf

# Compiled by svcc from main.svc. Change the program, not this file.

provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      "svc:app" = "shift"
    }
  }
}

# ---- security.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:6 balancer edge
resource "aws_security_group" "edge" {
  name_prefix = "shift-edge-"
  description = "Load balancer shift-edge"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "shift-edge"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:8 balancer edge
resource "aws_vpc_security_group_ingress_rule" "edge_7001_from_0_0_0_0_0" {
  security_group_id = aws_security_group.edge.id
  description       = "TCP from clients"
  ip_protocol       = "tcp"
  from_port         = 7001
  to_port           = 7001
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "shift-edge-7001-from-0-0-0-0-0"
    "svc:block" = "balancer edge"
  }
}

# main.svc:9 balancer edge
resource "aws_vpc_security_group_ingress_rule" "edge_7002_from_0_0_0_0_0" {
  security_group_id = aws_security_group.edge.id
  description       = "TCP from clients"
  ip_protocol       = "tcp"
  from_port         = 7002
  to_port           = 7002
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "shift-edge-7002-from-0-0-0-0-0"
    "svc:block" = "balancer edge"
  }
}

# main.svc:10 balancer edge
resource "aws_vpc_security_group_ingress_rule" "edge_7003_from_0_0_0_0_0" {
  security_group_id = aws_security_group.edge.id
  description       = "UDP from clients"
  ip_protocol       = "udp"
  from_port         = 7003
  to_port           = 7003
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "shift-edge-7003-from-0-0-0-0-0"
    "svc:block" = "balancer edge"
  }
}

# main.svc:11 balancer edge
resource "aws_vpc_security_group_ingress_rule" "edge_7004_from_0_0_0_0_0" {
  security_group_id = aws_security_group.edge.id
  description       = "TCP from clients"
  ip_protocol       = "tcp"
  from_port         = 7004
  to_port           = 7004
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "shift-edge-7004-from-0-0-0-0-0"
    "svc:block" = "balancer edge"
  }
}

# main.svc:33 balancer edge
resource "aws_vpc_security_group_ingress_rule" "edge_9002_from_10_0_4_0_24" {
  security_group_id = aws_security_group.edge.id
  description       = "TCP from clients"
  ip_protocol       = "tcp"
  from_port         = 9002
  to_port           = 9002
  cidr_ipv4         = "10.0.4.0/24"

  tags = {
    Name        = "shift-edge-9002-from-10-0-4-0-24"
    "svc:block" = "balancer edge"
  }
}

# main.svc:33 balancer edge
resource "aws_vpc_security_group_ingress_rule" "edge_9002_from_203_0_113_0_24" {
  security_group_id = aws_security_group.edge.id
  description       = "TCP from clients"
  ip_protocol       = "tcp"
  from_port         = 9002
  to_port           = 9002
  cidr_ipv4         = "203.0.113.0/24"

  tags = {
    Name        = "shift-edge-9002-from-203-0-113-0-24"
    "svc:block" = "balancer edge"
  }
}

# main.svc:39 balancer edge
resource "aws_vpc_security_group_ingress_rule" "edge_9003_from_10_0_0_0_16" {
  security_group_id = aws_security_group.edge.id
  description       = "UDP from clients"
  ip_protocol       = "udp"
  from_port         = 9003
  to_port           = 9003
  cidr_ipv4         = "10.0.0.0/16"

  tags = {
    Name        = "shift-edge-9003-from-10-0-0-0-16"
    "svc:block" = "balancer edge"
  }
}

# main.svc:45 balancer edge
resource "aws_vpc_security_group_ingress_rule" "edge_9004_from_10_0_0_0_16" {
  security_group_id = aws_security_group.edge.id
  description       = "TCP from clients"
  ip_protocol       = "tcp"
  from_port         = 9004
  to_port           = 9004
  cidr_ipv4         = "10.0.0.0/16"

  tags = {
    Name        = "shift-edge-9004-from-10-0-0-0-16"
    "svc:block" = "balancer edge"
  }
}

# main.svc:26 service whole
resource "aws_vpc_security_group_egress_rule" "edge_to_whole_8080" {
  security_group_id            = aws_security_group.edge.id
  description                  = "Requests to service whole"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.whole.id

  tags = {
    Name        = "shift-edge-to-whole-8080"
    "svc:block" = "service whole"
  }
}

# main.svc:32 service tested
resource "aws_vpc_security_group_egress_rule" "edge_to_tested_8080" {
  security_group_id            = aws_security_group.edge.id
  description                  = "Requests to service tested"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.tested.id

  tags = {
    Name        = "shift-edge-to-tested-8080"
    "svc:block" = "service tested"
  }
}

# main.svc:38 service names
resource "aws_vpc_security_group_egress_rule" "edge_to_names_8053_udp" {
  security_group_id            = aws_security_group.edge.id
  description                  = "Requests to service names"
  ip_protocol                  = "udp"
  from_port                    = 8053
  to_port                      = 8053
  referenced_security_group_id = aws_security_group.names.id

  tags = {
    Name        = "shift-edge-to-names-8053-udp"
    "svc:block" = "service names"
  }
}

# main.svc:38 service names
resource "aws_vpc_security_group_egress_rule" "edge_to_names_8080_health" {
  security_group_id            = aws_security_group.edge.id
  description                  = "Health checks of service names"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.names.id

  tags = {
    Name        = "shift-edge-to-names-8080-health"
    "svc:block" = "service names"
  }
}

# main.svc:44 service released
resource "aws_vpc_security_group_egress_rule" "edge_to_released_8080" {
  security_group_id            = aws_security_group.edge.id
  description                  = "Requests to service released"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.released.id

  tags = {
    Name        = "shift-edge-to-released-8080"
    "svc:block" = "service released"
  }
}

# main.svc:53 balancer plain
resource "aws_security_group" "plain" {
  name_prefix = "shift-plain-"
  description = "Load balancer shift-plain"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "shift-plain"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:53 balancer plain
resource "aws_vpc_security_group_ingress_rule" "plain_80_from_0_0_0_0_0" {
  security_group_id = aws_security_group.plain.id
  description       = "HTTP from clients"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "shift-plain-80-from-0-0-0-0-0"
    "svc:block" = "balancer plain"
  }
}

# main.svc:50 service checked
resource "aws_vpc_security_group_egress_rule" "plain_to_checked_8080" {
  security_group_id            = aws_security_group.plain.id
  description                  = "Requests to service checked"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.checked.id

  tags = {
    Name        = "shift-plain-to-checked-8080"
    "svc:block" = "service checked"
  }
}

# main.svc:50 service checked
resource "aws_vpc_security_group_egress_rule" "plain_to_checked_9090_health" {
  security_group_id            = aws_security_group.plain.id
  description                  = "Health checks of service checked"
  ip_protocol                  = "tcp"
  from_port                    = 9090
  to_port                      = 9090
  referenced_security_group_id = aws_security_group.checked.id

  tags = {
    Name        = "shift-plain-to-checked-9090-health"
    "svc:block" = "service checked"
  }
}

# main.svc:24 service whole
resource "aws_security_group" "whole" {
  name_prefix = "shift-whole-"
  description = "Tasks of shift-whole"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "shift-whole"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:26 service whole
resource "aws_vpc_security_group_ingress_rule" "whole_8080_from_edge" {
  security_group_id            = aws_security_group.whole.id
  description                  = "Requests from load balancer edge"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.edge.id

  tags = {
    Name        = "shift-whole-8080-from-edge"
    "svc:block" = "service whole"
  }
}

# main.svc:24 service whole
resource "aws_vpc_security_group_egress_rule" "whole" {
  security_group_id = aws_security_group.whole.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "shift-whole"
    "svc:block" = "service whole"
  }
}

# main.svc:30 service tested
resource "aws_security_group" "tested" {
  name_prefix = "shift-tested-"
  description = "Tasks of shift-tested"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "shift-tested"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:32 service tested
resource "aws_vpc_security_group_ingress_rule" "tested_8080_from_edge" {
  security_group_id            = aws_security_group.tested.id
  description                  = "Requests from load balancer edge"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.edge.id

  tags = {
    Name        = "shift-tested-8080-from-edge"
    "svc:block" = "service tested"
  }
}

# main.svc:30 service tested
resource "aws_vpc_security_group_egress_rule" "tested" {
  security_group_id = aws_security_group.tested.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "shift-tested"
    "svc:block" = "service tested"
  }
}

# main.svc:36 service names
resource "aws_security_group" "names" {
  name_prefix = "shift-names-"
  description = "Tasks of shift-names"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "shift-names"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:38 service names
resource "aws_vpc_security_group_ingress_rule" "names_8053_udp_from_edge" {
  security_group_id            = aws_security_group.names.id
  description                  = "Requests from load balancer edge"
  ip_protocol                  = "udp"
  from_port                    = 8053
  to_port                      = 8053
  referenced_security_group_id = aws_security_group.edge.id

  tags = {
    Name        = "shift-names-8053-udp-from-edge"
    "svc:block" = "service names"
  }
}

# main.svc:38 service names
resource "aws_vpc_security_group_ingress_rule" "names_8080_from_edge_health" {
  security_group_id            = aws_security_group.names.id
  description                  = "Health checks of load balancer edge"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.edge.id

  tags = {
    Name        = "shift-names-8080-from-edge-health"
    "svc:block" = "service names"
  }
}

# main.svc:36 service names
resource "aws_vpc_security_group_egress_rule" "names" {
  security_group_id = aws_security_group.names.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "shift-names"
    "svc:block" = "service names"
  }
}

# main.svc:42 service released
resource "aws_security_group" "released" {
  name_prefix = "shift-released-"
  description = "Tasks of shift-released"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "shift-released"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:44 service released
resource "aws_vpc_security_group_ingress_rule" "released_8080_from_edge" {
  security_group_id            = aws_security_group.released.id
  description                  = "Requests from load balancer edge"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.edge.id

  tags = {
    Name        = "shift-released-8080-from-edge"
    "svc:block" = "service released"
  }
}

# main.svc:42 service released
resource "aws_vpc_security_group_egress_rule" "released" {
  security_group_id = aws_security_group.released.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "shift-released"
    "svc:block" = "service released"
  }
}

# main.svc:48 service checked
resource "aws_security_group" "checked" {
  name_prefix = "shift-checked-"
  description = "Tasks of shift-checked"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "shift-checked"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:50 service checked
resource "aws_vpc_security_group_ingress_rule" "checked_8080_from_plain" {
  security_group_id            = aws_security_group.checked.id
  description                  = "Requests from load balancer plain"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.plain.id

  tags = {
    Name        = "shift-checked-8080-from-plain"
    "svc:block" = "service checked"
  }
}

# main.svc:50 service checked
resource "aws_vpc_security_group_ingress_rule" "checked_9090_from_plain_health" {
  security_group_id            = aws_security_group.checked.id
  description                  = "Health checks of load balancer plain"
  ip_protocol                  = "tcp"
  from_port                    = 9090
  to_port                      = 9090
  referenced_security_group_id = aws_security_group.plain.id

  tags = {
    Name        = "shift-checked-9090-from-plain-health"
    "svc:block" = "service checked"
  }
}

# main.svc:48 service checked
resource "aws_vpc_security_group_egress_rule" "checked" {
  security_group_id = aws_security_group.checked.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "shift-checked"
    "svc:block" = "service checked"
  }
}

# ---- services.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:14 task echo
resource "aws_ecs_task_definition" "echo" {
  family                   = "shift-echo"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.echo_execution.arn
  task_role_arn            = aws_iam_role.echo_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "public.ecr.aws/nginx/nginx:1.27"
      essential = true
      portMappings = [
        {
          name          = "udp"
          containerPort = 8053
          hostPort      = 8053
          protocol      = "udp"
        },
        {
          name          = "tcp"
          containerPort = 8080
          hostPort      = 8080
          protocol      = "tcp"
        },
      ]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.echo.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "echo"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "task echo"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:24 service whole
resource "aws_ecs_service" "whole" {
  name                          = "shift-whole"
  cluster                       = aws_ecs_cluster.web.arn
  task_definition               = aws_ecs_task_definition.echo.arn
  desired_count                 = 1
  availability_zone_rebalancing = "ENABLED"
  enable_execute_command        = false
  enable_ecs_managed_tags       = true
  propagate_tags                = "SERVICE"
  force_new_deployment          = true
  wait_for_steady_state         = true

  tags = {
    "svc:block" = "service whole"
  }

  capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 0
    weight            = 1
  }

  deployment_controller {
    type = "ECS"
  }

  deployment_configuration {
    strategy             = "BLUE_GREEN"
    bake_time_in_minutes = "5"
  }

  network_configuration {
    subnets          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
    security_groups  = [aws_security_group.whole.id]
    assign_public_ip = false
  }

  load_balancer {
    container_name   = "app"
    container_port   = 8080
    target_group_arn = aws_lb_target_group.whole_edge_8080_7001_blue.arn

    advanced_configuration {
      alternate_target_group_arn = aws_lb_target_group.whole_edge_8080_7001_green.arn
      production_listener_rule   = aws_lb_listener.edge_7001.arn
      role_arn                   = aws_iam_role.whole_traffic.arn
    }
  }

  timeouts {
    create = "35m"
    update = "35m"
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.edge_to_whole_8080,
    aws_vpc_security_group_ingress_rule.whole_8080_from_edge,
    aws_vpc_security_group_egress_rule.whole,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_ecs_cluster_capacity_providers.web,
    aws_iam_role_policy_attachment.whole_traffic_policy_AmazonECSInfrastructureRolePolicyForLoad_8vtafn,
    aws_iam_role_policy.echo_execution,
  ]
}

# main.svc:30 service tested
resource "aws_ecs_service" "tested" {
  name                          = "shift-tested"
  cluster                       = aws_ecs_cluster.web.arn
  task_definition               = aws_ecs_task_definition.echo.arn
  desired_count                 = 1
  availability_zone_rebalancing = "ENABLED"
  enable_execute_command        = false
  enable_ecs_managed_tags       = true
  propagate_tags                = "SERVICE"
  force_new_deployment          = true
  wait_for_steady_state         = true

  tags = {
    "svc:block" = "service tested"
  }

  capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 0
    weight            = 1
  }

  deployment_controller {
    type = "ECS"
  }

  deployment_configuration {
    strategy             = "CANARY"
    bake_time_in_minutes = "5"

    canary_configuration {
      canary_percent              = 5
      canary_bake_time_in_minutes = "10"
    }
  }

  network_configuration {
    subnets          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
    security_groups  = [aws_security_group.tested.id]
    assign_public_ip = false
  }

  load_balancer {
    container_name   = "app"
    container_port   = 8080
    target_group_arn = aws_lb_target_group.tested_edge_8080_7002_blue.arn

    advanced_configuration {
      alternate_target_group_arn = aws_lb_target_group.tested_edge_8080_7002_green.arn
      production_listener_rule   = aws_lb_listener.edge_7002.arn
      test_listener_rule         = aws_lb_listener.edge_9002.arn
      role_arn                   = aws_iam_role.tested_traffic.arn
    }
  }

  timeouts {
    create = "45m"
    update = "45m"
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.edge_to_tested_8080,
    aws_vpc_security_group_ingress_rule.tested_8080_from_edge,
    aws_vpc_security_group_egress_rule.tested,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_ecs_cluster_capacity_providers.web,
    aws_iam_role_policy_attachment.tested_traffic_policy_AmazonECSInfrastructureRolePolicyForLoad_8vtafn,
    aws_iam_role_policy.echo_execution,
  ]
}

# main.svc:36 service names
resource "aws_ecs_service" "names" {
  name                          = "shift-names"
  cluster                       = aws_ecs_cluster.web.arn
  task_definition               = aws_ecs_task_definition.echo.arn
  desired_count                 = 1
  availability_zone_rebalancing = "ENABLED"
  enable_execute_command        = false
  enable_ecs_managed_tags       = true
  propagate_tags                = "SERVICE"
  force_new_deployment          = true
  wait_for_steady_state         = true

  tags = {
    "svc:block" = "service names"
  }

  capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 0
    weight            = 1
  }

  deployment_controller {
    type = "ECS"
  }

  deployment_configuration {
    strategy             = "LINEAR"
    bake_time_in_minutes = "5"

    linear_configuration {
      step_percent              = 10
      step_bake_time_in_minutes = "6"
    }
  }

  network_configuration {
    subnets          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
    security_groups  = [aws_security_group.names.id]
    assign_public_ip = false
  }

  load_balancer {
    container_name   = "app"
    container_port   = 8053
    target_group_arn = aws_lb_target_group.names_edge_8053_7003_blue.arn

    advanced_configuration {
      alternate_target_group_arn = aws_lb_target_group.names_edge_8053_7003_green.arn
      production_listener_rule   = aws_lb_listener.edge_7003.arn
      test_listener_rule         = aws_lb_listener.edge_9003.arn
      role_arn                   = aws_iam_role.names_traffic.arn
    }
  }

  timeouts {
    create = "95m"
    update = "95m"
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.edge_to_names_8053_udp,
    aws_vpc_security_group_egress_rule.edge_to_names_8080_health,
    aws_vpc_security_group_ingress_rule.names_8053_udp_from_edge,
    aws_vpc_security_group_ingress_rule.names_8080_from_edge_health,
    aws_vpc_security_group_egress_rule.names,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_ecs_cluster_capacity_providers.web,
    aws_iam_role_policy_attachment.names_traffic_policy_AmazonECSInfrastructureRolePolicyForLoad_8vtafn,
    aws_iam_role_policy.echo_execution,
  ]
}

# main.svc:42 service released
resource "aws_ecs_service" "released" {
  name                          = "shift-released"
  cluster                       = aws_ecs_cluster.web.arn
  task_definition               = "shift-echo"
  desired_count                 = 1
  availability_zone_rebalancing = "DISABLED"
  enable_execute_command        = false
  enable_ecs_managed_tags       = true
  propagate_tags                = "SERVICE"

  tags = {
    "svc:block" = "service released"
  }

  capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 0
    weight            = 1
  }

  deployment_controller {
    type = "CODE_DEPLOY"
  }

  network_configuration {
    subnets          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
    security_groups  = [aws_security_group.released.id]
    assign_public_ip = false
  }

  load_balancer {
    container_name   = "app"
    container_port   = 8080
    target_group_arn = aws_lb_target_group.released_edge_8080_7004_blue.arn
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.edge_to_released_8080,
    aws_vpc_security_group_ingress_rule.released_8080_from_edge,
    aws_vpc_security_group_egress_rule.released,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_ecs_cluster_capacity_providers.web,
    aws_ecs_task_definition.echo,
    aws_lb_listener.edge_7004,
    aws_lb_listener.edge_9004,
    aws_iam_role_policy.echo_execution,
  ]

  lifecycle {
    ignore_changes = [task_definition, capacity_provider_strategy, network_configuration, load_balancer]
  }
}

# main.svc:48 service checked
resource "aws_ecs_service" "checked" {
  name                               = "shift-checked"
  cluster                            = aws_ecs_cluster.web.arn
  task_definition                    = aws_ecs_task_definition.echo.arn
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
    "svc:block" = "service checked"
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
    security_groups  = [aws_security_group.checked.id]
    assign_public_ip = false
  }

  load_balancer {
    container_name   = "app"
    container_port   = 8080
    target_group_arn = aws_lb_target_group.checked_plain_8080.arn
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.plain_to_checked_8080,
    aws_vpc_security_group_egress_rule.plain_to_checked_9090_health,
    aws_vpc_security_group_ingress_rule.checked_8080_from_plain,
    aws_vpc_security_group_ingress_rule.checked_9090_from_plain_health,
    aws_vpc_security_group_egress_rule.checked,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_ecs_cluster_capacity_providers.web,
    aws_lb_listener_rule.checked_80_i34kxf,
    aws_iam_role_policy.echo_execution,
  ]
}

# ---- versions.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# Uses nothing that provider 6.21.0 does not have.
terraform {
  required_version = ">= 1.5.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.21"
    }
  }
}
