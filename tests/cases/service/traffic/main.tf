# ---- cluster.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:5 cluster web
resource "aws_service_discovery_http_namespace" "web" {
  name        = "shift-web"
  description = "Services of cluster shift-web"

  tags = {
    "svc:block" = "cluster web"
  }
}

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

# main.svc:11 task echo
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

# main.svc:11 task echo
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

# main.svc:11 task echo
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

# main.svc:17 service all
resource "aws_iam_role" "all_traffic" {
  name_prefix = "shift-all-traffic-"

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

# main.svc:17 service all
resource "aws_iam_role_policy_attachment" "all_traffic_policy_AmazonECSInfrastructureRolePolicyForLoad_8vtafn" {
  role       = aws_iam_role.all_traffic.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers"
}

# main.svc:23 service tested
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

# main.svc:23 service tested
resource "aws_iam_role_policy_attachment" "tested_traffic_policy_AmazonECSInfrastructureRolePolicyForLoad_8vtafn" {
  role       = aws_iam_role.tested_traffic.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers"
}

# main.svc:30 service few
resource "aws_iam_role" "few_traffic" {
  name_prefix = "shift-few-traffic-"

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

# main.svc:30 service few
resource "aws_iam_role_policy_attachment" "few_traffic_policy_AmazonECSInfrastructureRolePolicyForLoad_8vtafn" {
  role       = aws_iam_role.few_traffic.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers"
}

# main.svc:36 service steps
resource "aws_iam_role" "steps_traffic" {
  name_prefix = "shift-steps-traffic-"

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

# main.svc:36 service steps
resource "aws_iam_role_policy_attachment" "steps_traffic_policy_AmazonECSInfrastructureRolePolicyForLoad_8vtafn" {
  role       = aws_iam_role.steps_traffic.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers"
}

# main.svc:48 service released
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

# main.svc:48 service released
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
        Action   = "cloudwatch:DescribeAlarms"
        Resource = "*"
      },
      {
        Effect   = "Allow"
        Action   = "elasticloadbalancing:ModifyListener"
        Resource = aws_lb_listener.edge_80.arn
      },
      {
        Effect   = "Allow"
        Action   = "elasticloadbalancing:ModifyRule"
        Resource = aws_lb_listener_rule.released_80_ks7hnt.arn
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
  name                       = "shift-edge"
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

# main.svc:6 balancer edge
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

# main.svc:19 service all
resource "aws_lb_target_group" "all_edge_blue" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service all"
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

# main.svc:19 service all
resource "aws_lb_target_group" "all_edge_green" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service all"
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

# main.svc:19 service all
resource "aws_lb_listener_rule" "all_80_7pi3rn" {
  listener_arn = aws_lb_listener.edge_80.arn
  priority     = 42007

  tags = {
    "svc:block" = "service all"
  }

  condition {
    path_pattern {
      values = ["/all/*"]
    }
  }

  action {
    type = "forward"

    forward {
      target_group {
        arn    = aws_lb_target_group.all_edge_blue.arn
        weight = 1
      }

      target_group {
        arn    = aws_lb_target_group.all_edge_green.arn
        weight = 0
      }
    }
  }

  lifecycle {
    ignore_changes = [action]
  }
}

# main.svc:25 service tested
resource "aws_lb_target_group" "tested_edge_blue" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service tested"
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

# main.svc:25 service tested
resource "aws_lb_target_group" "tested_edge_green" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service tested"
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

# main.svc:25 service tested
resource "aws_lb_listener_rule" "tested_80_wkrx2g" {
  listener_arn = aws_lb_listener.edge_80.arn
  priority     = 41696

  tags = {
    "svc:block" = "service tested"
  }

  condition {
    path_pattern {
      values = ["/tested/*"]
    }
  }

  action {
    type = "forward"

    forward {
      target_group {
        arn    = aws_lb_target_group.tested_edge_blue.arn
        weight = 1
      }
    }
  }

  lifecycle {
    ignore_changes = [action]
  }
}

# main.svc:6 balancer edge
resource "aws_lb_listener" "edge_9001" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 9001
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

# main.svc:25 service tested
resource "aws_lb_listener_rule" "tested_9001_wkrx2g" {
  listener_arn = aws_lb_listener.edge_9001.arn
  priority     = 41696

  tags = {
    "svc:block" = "service tested"
  }

  condition {
    path_pattern {
      values = ["/tested/*"]
    }
  }

  action {
    type = "forward"

    forward {
      target_group {
        arn    = aws_lb_target_group.tested_edge_green.arn
        weight = 1
      }
    }
  }

  lifecycle {
    ignore_changes = [action]
  }
}

# main.svc:26 service tested
resource "aws_lb_target_group" "tested_more_blue" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service tested"
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

# main.svc:26 service tested
resource "aws_lb_target_group" "tested_more_green" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service tested"
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

# main.svc:26 service tested
resource "aws_lb_listener_rule" "tested_80_more" {
  listener_arn = aws_lb_listener.edge_80.arn
  priority     = 41649

  tags = {
    "svc:block" = "service tested"
  }

  condition {
    path_pattern {
      values = ["/more/*"]
    }
  }

  action {
    type = "forward"

    forward {
      target_group {
        arn    = aws_lb_target_group.tested_more_blue.arn
        weight = 1
      }
    }
  }

  lifecycle {
    ignore_changes = [action]
  }
}

# main.svc:26 service tested
resource "aws_lb_listener_rule" "tested_9001_more" {
  listener_arn = aws_lb_listener.edge_9001.arn
  priority     = 41649

  tags = {
    "svc:block" = "service tested"
  }

  condition {
    path_pattern {
      values = ["/more/*"]
    }
  }

  action {
    type = "forward"

    forward {
      target_group {
        arn    = aws_lb_target_group.tested_more_green.arn
        weight = 1
      }
    }
  }

  lifecycle {
    ignore_changes = [action]
  }
}

# main.svc:32 service few
resource "aws_lb_target_group" "few_edge_blue" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service few"
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

# main.svc:32 service few
resource "aws_lb_target_group" "few_edge_green" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service few"
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

# main.svc:32 service few
resource "aws_lb_listener_rule" "few_80_x47zc7" {
  listener_arn = aws_lb_listener.edge_80.arn
  priority     = 40487

  tags = {
    "svc:block" = "service few"
  }

  condition {
    path_pattern {
      values = ["/few/*"]
    }
  }

  action {
    type = "forward"

    forward {
      target_group {
        arn    = aws_lb_target_group.few_edge_blue.arn
        weight = 1
      }
    }
  }

  lifecycle {
    ignore_changes = [action]
  }
}

# main.svc:6 balancer edge
resource "aws_lb_listener" "edge_9002" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 9002
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

# main.svc:32 service few
resource "aws_lb_listener_rule" "few_9002_x47zc7" {
  listener_arn = aws_lb_listener.edge_9002.arn
  priority     = 40487

  tags = {
    "svc:block" = "service few"
  }

  condition {
    path_pattern {
      values = ["/few/*"]
    }
  }

  action {
    type = "forward"

    forward {
      target_group {
        arn    = aws_lb_target_group.few_edge_green.arn
        weight = 1
      }
    }
  }

  lifecycle {
    ignore_changes = [action]
  }
}

# main.svc:38 service steps
resource "aws_lb_target_group" "steps_edge_blue" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service steps"
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

# main.svc:38 service steps
resource "aws_lb_target_group" "steps_edge_green" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service steps"
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

# main.svc:38 service steps
resource "aws_lb_listener_rule" "steps_80_5b8r7z" {
  listener_arn = aws_lb_listener.edge_80.arn
  priority     = 40547

  tags = {
    "svc:block" = "service steps"
  }

  condition {
    path_pattern {
      values = ["/steps/*"]
    }
  }

  action {
    type = "forward"

    forward {
      target_group {
        arn    = aws_lb_target_group.steps_edge_blue.arn
        weight = 1
      }
    }
  }

  lifecycle {
    ignore_changes = [action]
  }
}

# main.svc:6 balancer edge
resource "aws_lb_listener" "edge_9003" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 9003
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

# main.svc:38 service steps
resource "aws_lb_listener_rule" "steps_9003_5b8r7z" {
  listener_arn = aws_lb_listener.edge_9003.arn
  priority     = 40547

  tags = {
    "svc:block" = "service steps"
  }

  condition {
    path_pattern {
      values = ["/steps/*"]
    }
  }

  action {
    type = "forward"

    forward {
      target_group {
        arn    = aws_lb_target_group.steps_edge_green.arn
        weight = 1
      }
    }
  }

  lifecycle {
    ignore_changes = [action]
  }
}

# main.svc:50 service released
resource "aws_lb_target_group" "released_edge_blue" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service released"
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

# main.svc:50 service released
resource "aws_lb_target_group" "released_edge_green" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service released"
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

# main.svc:50 service released
resource "aws_lb_listener_rule" "released_80_ks7hnt" {
  listener_arn = aws_lb_listener.edge_80.arn
  priority     = 41316

  tags = {
    "svc:block" = "service released"
  }

  condition {
    path_pattern {
      values = ["/released/*"]
    }
  }

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.released_edge_blue.arn
  }

  lifecycle {
    ignore_changes = [action]
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

# main.svc:8 alarm hot
resource "aws_cloudwatch_metric_alarm" "hot" {
  alarm_name  = "shift-hot"
  namespace   = "AWS/ECS"
  metric_name = "CPUUtilization"

  dimensions = {
    ClusterName = aws_ecs_cluster.web.name
    ServiceName = "shift-all"
  }

  statistic           = "Average"
  period              = 60
  evaluation_periods  = 3
  threshold           = 90
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"

  tags = {
    "svc:block" = "alarm hot"
  }
}

# main.svc:9 alarm slow
resource "aws_cloudwatch_metric_alarm" "slow" {
  alarm_name  = "shift-slow"
  namespace   = "AWS/ApplicationELB"
  metric_name = "TargetResponseTime"

  dimensions = {
    LoadBalancer = aws_lb.edge.arn_suffix
  }

  statistic           = "Average"
  period              = 60
  evaluation_periods  = 3
  threshold           = 2
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"

  tags = {
    "svc:block" = "alarm slow"
  }
}

# main.svc:11 task echo
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

output "web_cluster_name" {
  value = aws_ecs_cluster.web.name
}

output "all_service_name" {
  value = aws_ecs_service.all.name
}

output "tested_service_name" {
  value = aws_ecs_service.tested.name
}

output "few_service_name" {
  value = aws_ecs_service.few.name
}

output "steps_service_name" {
  value = aws_ecs_service.steps.name
}

output "named_service_name" {
  value = aws_ecs_service.named.name
}

output "released_service_name" {
  value = aws_ecs_service.released.name
}

output "echo_log_group" {
  value = aws_cloudwatch_log_group.echo.name
}

# ---- pipeline.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:48 service released
resource "aws_codedeploy_app" "released" {
  name             = "shift-released"
  compute_platform = "ECS"

  tags = {
    "svc:block" = "service released"
  }
}

# main.svc:48 service released
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
      action_on_timeout    = "STOP_DEPLOYMENT"
      wait_time_in_minutes = 1440
    }

    terminate_blue_instances_on_deployment_success {
      action                           = "TERMINATE"
      termination_wait_time_in_minutes = 5
    }
  }

  auto_rollback_configuration {
    enabled = true
    events  = ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"]
  }

  alarm_configuration {
    enabled = true
    alarms  = [aws_cloudwatch_metric_alarm.slow.alarm_name]
  }

  ecs_service {
    cluster_name = aws_ecs_cluster.web.name
    service_name = aws_ecs_service.released.name
  }

  load_balancer_info {
    target_group_pair_info {
      prod_traffic_route {
        listener_arns = [aws_lb_listener.edge_80.arn]
      }

      target_group {
        name = aws_lb_target_group.released_edge_blue.name
      }

      target_group {
        name = aws_lb_target_group.released_edge_green.name
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

# main.svc:6 balancer edge
resource "aws_vpc_security_group_ingress_rule" "edge_80_from_0_0_0_0_0" {
  security_group_id = aws_security_group.edge.id
  description       = "HTTP from clients"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "shift-edge-80-from-0-0-0-0-0"
    "svc:block" = "balancer edge"
  }
}

# main.svc:27 balancer edge
resource "aws_vpc_security_group_ingress_rule" "edge_9001_from_10_0_0_0_16" {
  security_group_id = aws_security_group.edge.id
  description       = "HTTP from clients"
  ip_protocol       = "tcp"
  from_port         = 9001
  to_port           = 9001
  cidr_ipv4         = "10.0.0.0/16"

  tags = {
    Name        = "shift-edge-9001-from-10-0-0-0-16"
    "svc:block" = "balancer edge"
  }
}

# main.svc:33 balancer edge
resource "aws_vpc_security_group_ingress_rule" "edge_9002_from_10_0_0_0_16" {
  security_group_id = aws_security_group.edge.id
  description       = "HTTP from clients"
  ip_protocol       = "tcp"
  from_port         = 9002
  to_port           = 9002
  cidr_ipv4         = "10.0.0.0/16"

  tags = {
    Name        = "shift-edge-9002-from-10-0-0-0-16"
    "svc:block" = "balancer edge"
  }
}

# main.svc:39 balancer edge
resource "aws_vpc_security_group_ingress_rule" "edge_9003_from_10_0_0_0_16" {
  security_group_id = aws_security_group.edge.id
  description       = "HTTP from clients"
  ip_protocol       = "tcp"
  from_port         = 9003
  to_port           = 9003
  cidr_ipv4         = "10.0.0.0/16"

  tags = {
    Name        = "shift-edge-9003-from-10-0-0-0-16"
    "svc:block" = "balancer edge"
  }
}

# main.svc:19 service all
resource "aws_vpc_security_group_egress_rule" "edge_to_all_8080" {
  security_group_id            = aws_security_group.edge.id
  description                  = "Requests to service all"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.all.id

  tags = {
    Name        = "shift-edge-to-all-8080"
    "svc:block" = "service all"
  }
}

# main.svc:25 service tested
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

# main.svc:32 service few
resource "aws_vpc_security_group_egress_rule" "edge_to_few_8080" {
  security_group_id            = aws_security_group.edge.id
  description                  = "Requests to service few"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.few.id

  tags = {
    Name        = "shift-edge-to-few-8080"
    "svc:block" = "service few"
  }
}

# main.svc:38 service steps
resource "aws_vpc_security_group_egress_rule" "edge_to_steps_8080" {
  security_group_id            = aws_security_group.edge.id
  description                  = "Requests to service steps"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.steps.id

  tags = {
    Name        = "shift-edge-to-steps-8080"
    "svc:block" = "service steps"
  }
}

# main.svc:50 service released
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

# main.svc:17 service all
resource "aws_security_group" "all" {
  name_prefix = "shift-all-"
  description = "Tasks of shift-all"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "shift-all"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:19 service all
resource "aws_vpc_security_group_ingress_rule" "all_8080_from_edge" {
  security_group_id            = aws_security_group.all.id
  description                  = "Requests from load balancer edge"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.edge.id

  tags = {
    Name        = "shift-all-8080-from-edge"
    "svc:block" = "service all"
  }
}

# main.svc:17 service all
resource "aws_vpc_security_group_egress_rule" "all" {
  security_group_id = aws_security_group.all.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "shift-all"
    "svc:block" = "service all"
  }
}

# main.svc:23 service tested
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

# main.svc:25 service tested
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

# main.svc:23 service tested
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

# main.svc:30 service few
resource "aws_security_group" "few" {
  name_prefix = "shift-few-"
  description = "Tasks of shift-few"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "shift-few"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:32 service few
resource "aws_vpc_security_group_ingress_rule" "few_8080_from_edge" {
  security_group_id            = aws_security_group.few.id
  description                  = "Requests from load balancer edge"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.edge.id

  tags = {
    Name        = "shift-few-8080-from-edge"
    "svc:block" = "service few"
  }
}

# main.svc:30 service few
resource "aws_vpc_security_group_egress_rule" "few" {
  security_group_id = aws_security_group.few.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "shift-few"
    "svc:block" = "service few"
  }
}

# main.svc:36 service steps
resource "aws_security_group" "steps" {
  name_prefix = "shift-steps-"
  description = "Tasks of shift-steps"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "shift-steps"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:38 service steps
resource "aws_vpc_security_group_ingress_rule" "steps_8080_from_edge" {
  security_group_id            = aws_security_group.steps.id
  description                  = "Requests from load balancer edge"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.edge.id

  tags = {
    Name        = "shift-steps-8080-from-edge"
    "svc:block" = "service steps"
  }
}

# main.svc:36 service steps
resource "aws_vpc_security_group_egress_rule" "steps" {
  security_group_id = aws_security_group.steps.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "shift-steps"
    "svc:block" = "service steps"
  }
}

# main.svc:42 service named
resource "aws_security_group" "named" {
  name_prefix = "shift-named-"
  description = "Tasks of shift-named"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "shift-named"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:42 service named
resource "aws_vpc_security_group_egress_rule" "named" {
  security_group_id = aws_security_group.named.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "shift-named"
    "svc:block" = "service named"
  }
}

# main.svc:48 service released
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

# main.svc:50 service released
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

# main.svc:48 service released
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

# ---- services.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:11 task echo
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
          name          = "app-8080"
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

# main.svc:17 service all
resource "aws_ecs_service" "all" {
  name                          = "shift-all"
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
    "svc:block" = "service all"
  }

  capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 0
    weight            = 1
  }

  deployment_controller {
    type = "ECS"
  }

  alarms {
    alarm_names = [aws_cloudwatch_metric_alarm.hot.alarm_name, aws_cloudwatch_metric_alarm.slow.alarm_name]
    enable      = true
    rollback    = true
  }

  deployment_configuration {
    strategy             = "BLUE_GREEN"
    bake_time_in_minutes = "10"
  }

  network_configuration {
    subnets          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
    security_groups  = [aws_security_group.all.id]
    assign_public_ip = false
  }

  load_balancer {
    container_name   = "app"
    container_port   = 8080
    target_group_arn = aws_lb_target_group.all_edge_blue.arn

    advanced_configuration {
      alternate_target_group_arn = aws_lb_target_group.all_edge_green.arn
      production_listener_rule   = aws_lb_listener_rule.all_80_7pi3rn.arn
      role_arn                   = aws_iam_role.all_traffic.arn
    }
  }

  timeouts {
    create = "40m"
    update = "40m"
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.edge_to_all_8080,
    aws_vpc_security_group_ingress_rule.all_8080_from_edge,
    aws_vpc_security_group_egress_rule.all,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_ecs_cluster_capacity_providers.web,
    aws_iam_role_policy_attachment.all_traffic_policy_AmazonECSInfrastructureRolePolicyForLoad_8vtafn,
    aws_iam_role_policy.echo_execution,
  ]
}

# main.svc:23 service tested
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
    strategy             = "BLUE_GREEN"
    bake_time_in_minutes = "5"
  }

  network_configuration {
    subnets          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
    security_groups  = [aws_security_group.tested.id]
    assign_public_ip = false
  }

  load_balancer {
    container_name   = "app"
    container_port   = 8080
    target_group_arn = aws_lb_target_group.tested_edge_blue.arn

    advanced_configuration {
      alternate_target_group_arn = aws_lb_target_group.tested_edge_green.arn
      production_listener_rule   = aws_lb_listener_rule.tested_80_wkrx2g.arn
      test_listener_rule         = aws_lb_listener_rule.tested_9001_wkrx2g.arn
      role_arn                   = aws_iam_role.tested_traffic.arn
    }
  }

  load_balancer {
    container_name   = "app"
    container_port   = 8080
    target_group_arn = aws_lb_target_group.tested_more_blue.arn

    advanced_configuration {
      alternate_target_group_arn = aws_lb_target_group.tested_more_green.arn
      production_listener_rule   = aws_lb_listener_rule.tested_80_more.arn
      test_listener_rule         = aws_lb_listener_rule.tested_9001_more.arn
      role_arn                   = aws_iam_role.tested_traffic.arn
    }
  }

  timeouts {
    create = "35m"
    update = "35m"
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

# main.svc:30 service few
resource "aws_ecs_service" "few" {
  name                          = "shift-few"
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
    "svc:block" = "service few"
  }

  capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 0
    weight            = 1
  }

  deployment_controller {
    type = "ECS"
  }

  alarms {
    alarm_names = [aws_cloudwatch_metric_alarm.slow.alarm_name]
    enable      = true
    rollback    = true
  }

  deployment_configuration {
    strategy             = "CANARY"
    bake_time_in_minutes = "60"

    canary_configuration {
      canary_percent              = 2.5
      canary_bake_time_in_minutes = "15"
    }
  }

  network_configuration {
    subnets          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
    security_groups  = [aws_security_group.few.id]
    assign_public_ip = false
  }

  load_balancer {
    container_name   = "app"
    container_port   = 8080
    target_group_arn = aws_lb_target_group.few_edge_blue.arn

    advanced_configuration {
      alternate_target_group_arn = aws_lb_target_group.few_edge_green.arn
      production_listener_rule   = aws_lb_listener_rule.few_80_x47zc7.arn
      test_listener_rule         = aws_lb_listener_rule.few_9002_x47zc7.arn
      role_arn                   = aws_iam_role.few_traffic.arn
    }
  }

  timeouts {
    create = "105m"
    update = "105m"
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.edge_to_few_8080,
    aws_vpc_security_group_ingress_rule.few_8080_from_edge,
    aws_vpc_security_group_egress_rule.few,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_ecs_cluster_capacity_providers.web,
    aws_iam_role_policy_attachment.few_traffic_policy_AmazonECSInfrastructureRolePolicyForLoad_8vtafn,
    aws_iam_role_policy.echo_execution,
  ]
}

# main.svc:36 service steps
resource "aws_ecs_service" "steps" {
  name                          = "shift-steps"
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
    "svc:block" = "service steps"
  }

  capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 0
    weight            = 1
  }

  deployment_controller {
    type = "ECS"
  }

  alarms {
    alarm_names = [aws_cloudwatch_metric_alarm.slow.alarm_name]
    enable      = true
    rollback    = true
  }

  deployment_configuration {
    strategy             = "LINEAR"
    bake_time_in_minutes = "30"

    linear_configuration {
      step_percent              = 20
      step_bake_time_in_minutes = "3"
    }
  }

  network_configuration {
    subnets          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
    security_groups  = [aws_security_group.steps.id]
    assign_public_ip = false
  }

  load_balancer {
    container_name   = "app"
    container_port   = 8080
    target_group_arn = aws_lb_target_group.steps_edge_blue.arn

    advanced_configuration {
      alternate_target_group_arn = aws_lb_target_group.steps_edge_green.arn
      production_listener_rule   = aws_lb_listener_rule.steps_80_5b8r7z.arn
      test_listener_rule         = aws_lb_listener_rule.steps_9003_5b8r7z.arn
      role_arn                   = aws_iam_role.steps_traffic.arn
    }
  }

  timeouts {
    create = "75m"
    update = "75m"
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.edge_to_steps_8080,
    aws_vpc_security_group_ingress_rule.steps_8080_from_edge,
    aws_vpc_security_group_egress_rule.steps,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_ecs_cluster_capacity_providers.web,
    aws_iam_role_policy_attachment.steps_traffic_policy_AmazonECSInfrastructureRolePolicyForLoad_8vtafn,
    aws_iam_role_policy.echo_execution,
  ]
}

# main.svc:42 service named
resource "aws_ecs_service" "named" {
  name                          = "shift-named"
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
    "svc:block" = "service named"
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
    security_groups  = [aws_security_group.named.id]
    assign_public_ip = false
  }

  service_connect_configuration {
    enabled   = true
    namespace = aws_service_discovery_http_namespace.web.arn

    service {
      port_name      = "app-8080"
      discovery_name = "named"

      client_alias {
        dns_name = "named"
        port     = 8080
      }
    }
  }

  timeouts {
    create = "95m"
    update = "95m"
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.named,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_ecs_cluster_capacity_providers.web,
    aws_iam_role_policy.echo_execution,
  ]
}

# main.svc:48 service released
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
    target_group_arn = aws_lb_target_group.released_edge_blue.arn
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
    aws_lb_listener_rule.released_80_ks7hnt,
    aws_iam_role_policy.echo_execution,
  ]

  lifecycle {
    ignore_changes = [task_definition, capacity_provider_strategy, network_configuration, load_balancer]
  }
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
