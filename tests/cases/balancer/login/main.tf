# ---- cluster.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:8 cluster group
resource "aws_ecs_cluster" "group" {
  name = "portal-group"

  tags = {
    "svc:block" = "cluster group"
  }

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

# main.svc:8 cluster group
resource "aws_ecs_cluster_capacity_providers" "group" {
  cluster_name       = aws_ecs_cluster.group.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]
}

# ---- iam.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:21 task web
resource "aws_iam_role" "web_execution" {
  name_prefix = "portal-web-execution-"

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

# main.svc:21 task web
resource "aws_iam_role_policy" "web_execution" {
  name = "portal-web-execution"
  role = aws_iam_role.web_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.web.arn}:*"
      },
    ]
  })
}

# main.svc:21 task web
resource "aws_iam_role" "web_task" {
  name_prefix = "portal-web-task-"

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

# main.svc:12 balancer edge
resource "aws_lb" "edge" {
  name                       = "portal-edge"
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

# main.svc:12 balancer edge
resource "aws_lb_listener" "edge_80" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 80
  protocol          = "HTTP"

  tags = {
    "svc:block" = "balancer edge"
  }

  default_action {
    type = "redirect"

    redirect {
      protocol    = "HTTPS"
      port        = "443"
      host        = "#{host}"
      path        = "/#{path}"
      query       = "#{query}"
      status_code = "HTTP_301"
    }
  }
}

# main.svc:12 balancer edge
resource "aws_lb_listener" "edge_443" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = "arn:aws:acm:eu-west-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"

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

# main.svc:28 service admin
resource "aws_lb_target_group" "admin_edge" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service admin"
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

# main.svc:28 service admin
resource "aws_lb_listener_rule" "admin_443_idja7r" {
  listener_arn = aws_lb_listener.edge_443.arn
  priority     = 41674

  tags = {
    "svc:block" = "service admin"
  }

  condition {
    path_pattern {
      values = ["/admin/*"]
    }
  }

  action {
    type  = "authenticate-cognito"
    order = 1

    authenticate_cognito {
      user_pool_arn              = "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEfGhI"
      user_pool_client_id        = "1example23456789"
      user_pool_domain           = "portal-login"
      scope                      = "openid email"
      session_cookie_name        = "portal"
      session_timeout            = 43200
      on_unauthenticated_request = "deny"
    }
  }

  action {
    type             = "forward"
    order            = 2
    target_group_arn = aws_lb_target_group.admin_edge.arn
  }
}

# main.svc:40 service admin
resource "aws_lb_target_group" "admin_old" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service admin"
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

# main.svc:40 service admin
resource "aws_lb_listener_rule" "admin_443_xtk8sm" {
  listener_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/old/0123456789abcdef/fedcba9876543210"
  priority     = 49859

  tags = {
    "svc:block" = "service admin"
  }

  condition {
    path_pattern {
      values = ["/*"]
    }
  }

  action {
    type  = "authenticate-cognito"
    order = 1

    authenticate_cognito {
      user_pool_arn              = "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEfGhI"
      user_pool_client_id        = "1example23456789"
      user_pool_domain           = "portal-login"
      scope                      = "openid"
      session_cookie_name        = "AWSELBAuthSessionCookie"
      session_timeout            = 604800
      on_unauthenticated_request = "authenticate"
    }
  }

  action {
    type             = "forward"
    order            = 2
    target_group_arn = aws_lb_target_group.admin_old.arn
  }
}

# main.svc:51 service staff
resource "aws_lb_target_group" "staff_edge" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service staff"
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

# main.svc:51 service staff
resource "aws_lb_listener_rule" "staff_443_5yzbiw" {
  listener_arn = aws_lb_listener.edge_443.arn
  priority     = 40744

  tags = {
    "svc:block" = "service staff"
  }

  condition {
    path_pattern {
      values = ["/staff/*"]
    }
  }

  action {
    type  = "authenticate-oidc"
    order = 1

    authenticate_oidc {
      issuer                     = "https://login.example.com"
      authorization_endpoint     = "https://login.example.com/authorize"
      token_endpoint             = "https://login.example.com/token"
      user_info_endpoint         = "https://login.example.com/userinfo"
      client_id                  = "portal"
      client_secret              = jsondecode(data.aws_secretsmanager_secret_version.idp_client_secret.secret_string)["client-secret"]
      scope                      = "openid profile"
      session_cookie_name        = "staff"
      session_timeout            = 28800
      on_unauthenticated_request = "allow"
    }
  }

  action {
    type             = "forward"
    order            = 2
    target_group_arn = aws_lb_target_group.staff_edge.arn
  }
}

# main.svc:66 service staff
resource "aws_lb_listener_rule" "staff_443_aixvsy" {
  listener_arn = aws_lb_listener.edge_443.arn
  priority     = 41118

  tags = {
    "svc:block" = "service staff"
  }

  condition {
    path_pattern {
      values = ["/board/*"]
    }
  }

  action {
    type  = "authenticate-oidc"
    order = 1

    authenticate_oidc {
      issuer                     = "https://login.example.com"
      authorization_endpoint     = "https://login.example.com/authorize"
      token_endpoint             = "https://login.example.com/token"
      user_info_endpoint         = "https://login.example.com/userinfo"
      client_id                  = "board"
      client_secret              = jsondecode(data.aws_secretsmanager_secret_version.idp_client_secret.secret_string)["client-secret"]
      scope                      = "openid"
      session_cookie_name        = "AWSELBAuthSessionCookie"
      session_timeout            = 604800
      on_unauthenticated_request = "authenticate"
    }
  }

  action {
    type             = "forward"
    order            = 2
    target_group_arn = aws_lb_target_group.staff_edge.arn
  }
}

# main.svc:81 service guests
resource "aws_lb_target_group" "guests_edge" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service guests"
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

# main.svc:81 service guests
resource "aws_lb_listener_rule" "guests_443_jat2gd" {
  listener_arn = aws_lb_listener.edge_443.arn
  priority     = 41288

  tags = {
    "svc:block" = "service guests"
  }

  condition {
    path_pattern {
      values = ["/guests/*"]
    }
  }

  action {
    type  = "authenticate-oidc"
    order = 1

    authenticate_oidc {
      issuer                     = "https://guests.example.com"
      authorization_endpoint     = "https://guests.example.com/authorize"
      token_endpoint             = "https://guests.example.com/token"
      user_info_endpoint         = "https://guests.example.com/userinfo"
      client_id                  = "guests"
      client_secret              = data.aws_secretsmanager_secret_version.other.secret_string
      scope                      = "openid"
      session_cookie_name        = "AWSELBAuthSessionCookie"
      session_timeout            = 604800
      on_unauthenticated_request = "authenticate"
    }
  }

  action {
    type             = "forward"
    order            = 2
    target_group_arn = aws_lb_target_group.guests_edge.arn
  }
}

# main.svc:92 service guests
resource "aws_lb_listener_rule" "guests_443_673q4f" {
  listener_arn = aws_lb_listener.edge_443.arn
  priority     = 41353

  tags = {
    "svc:block" = "service guests"
  }

  condition {
    path_pattern {
      values = ["/partners/*"]
    }
  }

  action {
    type  = "authenticate-oidc"
    order = 1

    authenticate_oidc {
      issuer                     = "https://partners.example.com"
      authorization_endpoint     = "https://partners.example.com/authorize"
      token_endpoint             = "https://partners.example.com/token"
      user_info_endpoint         = "https://partners.example.com/userinfo"
      client_id                  = "partners"
      client_secret              = var.given
      scope                      = "openid"
      session_cookie_name        = "AWSELBAuthSessionCookie"
      session_timeout            = 604800
      on_unauthenticated_request = "authenticate"
    }
  }

  action {
    type             = "forward"
    order            = 2
    target_group_arn = aws_lb_target_group.guests_edge.arn
  }
}

# main.svc:103 service guests
resource "aws_lb_listener_rule" "guests_443_cqke2j" {
  listener_arn = aws_lb_listener.edge_443.arn
  priority     = 39831

  tags = {
    "svc:block" = "service guests"
  }

  condition {
    path_pattern {
      values = ["/keys/*"]
    }
  }

  action {
    type  = "authenticate-oidc"
    order = 1

    authenticate_oidc {
      issuer                     = "https://partners.example.com"
      authorization_endpoint     = "https://partners.example.com/authorize"
      token_endpoint             = "https://partners.example.com/token"
      user_info_endpoint         = "https://partners.example.com/userinfo"
      client_id                  = "keys"
      client_secret              = jsondecode(data.aws_secretsmanager_secret_version.other_param_key.secret_string)[var.key]
      scope                      = "openid"
      session_cookie_name        = "AWSELBAuthSessionCookie"
      session_timeout            = 604800
      on_unauthenticated_request = "authenticate"
    }
  }

  action {
    type             = "forward"
    order            = 2
    target_group_arn = aws_lb_target_group.guests_edge.arn
  }
}

# ---- main.tf

# Compiled by svcc from main.svc. Change the program, not this file.

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# ---- network.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:7 network main
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = {
    Name = "portal-main"
  }
}

# main.svc:7 network main
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}

# main.svc:7 network main
resource "aws_internet_gateway" "main" {
  tags = {
    Name = "portal-main"
  }
}

# main.svc:7 network main
resource "aws_internet_gateway_attachment" "main" {
  vpc_id              = aws_vpc.main.id
  internet_gateway_id = aws_internet_gateway.main.id
}

# main.svc:7 network main
resource "aws_subnet" "main_public_1" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.0.0/22"
  availability_zone_id    = "euw1-az1"
  map_public_ip_on_launch = false

  tags = {
    Name = "portal-main-public-1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:7 network main
resource "aws_subnet" "main_public_2" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.4.0/22"
  availability_zone_id    = "euw1-az2"
  map_public_ip_on_launch = false

  tags = {
    Name = "portal-main-public-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:7 network main
resource "aws_subnet" "main_private_1" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.64.0/22"
  availability_zone_id    = "euw1-az1"
  map_public_ip_on_launch = false

  tags = {
    Name = "portal-main-private-1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:7 network main
resource "aws_subnet" "main_private_2" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.68.0/22"
  availability_zone_id    = "euw1-az2"
  map_public_ip_on_launch = false

  tags = {
    Name = "portal-main-private-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:7 network main
resource "aws_route_table" "main_public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "portal-main-public"
  }
}

# main.svc:7 network main
resource "aws_route" "main_public" {
  route_table_id         = aws_route_table.main_public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:7 network main
resource "aws_route_table" "main_private_1" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "portal-main-private-1"
  }
}

# main.svc:7 network main
resource "aws_route_table" "main_private_2" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "portal-main-private-2"
  }
}

# main.svc:7 network main
resource "aws_route_table_association" "main_public_1" {
  subnet_id      = aws_subnet.main_public_1.id
  route_table_id = aws_route_table.main_public.id
}

# main.svc:7 network main
resource "aws_route_table_association" "main_public_2" {
  subnet_id      = aws_subnet.main_public_2.id
  route_table_id = aws_route_table.main_public.id
}

# main.svc:7 network main
resource "aws_route_table_association" "main_private_1" {
  subnet_id      = aws_subnet.main_private_1.id
  route_table_id = aws_route_table.main_private_1.id
}

# main.svc:7 network main
resource "aws_route_table_association" "main_private_2" {
  subnet_id      = aws_subnet.main_private_2.id
  route_table_id = aws_route_table.main_private_2.id
}

# main.svc:7 network main
resource "aws_eip" "main_nat_1" {
  domain = "vpc"

  tags = {
    Name        = "portal-main-nat-1"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:7 network main
resource "aws_nat_gateway" "main_1" {
  allocation_id = aws_eip.main_nat_1.allocation_id
  subnet_id     = aws_subnet.main_public_1.id

  tags = {
    Name        = "portal-main-1"
    "svc:block" = "network main"
  }
}

# main.svc:7 network main
resource "aws_route" "main_private_1" {
  route_table_id         = aws_route_table.main_private_1.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_1.id
}

# main.svc:7 network main
resource "aws_route" "main_private_2" {
  route_table_id         = aws_route_table.main_private_2.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_1.id
}

# ---- observability.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:21 task web
resource "aws_cloudwatch_log_group" "web" {
  name              = "/ecs/portal/web"
  retention_in_days = 30

  tags = {
    "svc:block" = "task web"
  }
}

# ---- outputs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

output "edge_dns_name" {
  value = aws_lb.edge.dns_name
}

output "group_cluster_name" {
  value = aws_ecs_cluster.group.name
}

output "admin_service_name" {
  value = aws_ecs_service.admin.name
}

output "staff_service_name" {
  value = aws_ecs_service.staff.name
}

output "guests_service_name" {
  value = aws_ecs_service.guests.name
}

output "web_log_group" {
  value = aws_cloudwatch_log_group.web.name
}

# ---- providers.tf

# Compiled by svcc from main.svc. Change the program, not this file.

provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      "svc:app" = "portal"
    }
  }
}

# ---- secrets.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:10 secret idp
data "aws_secretsmanager_secret_version" "idp_client_secret" {
  secret_id = "portal/idp"
}

# main.svc:11 secret other
data "aws_secretsmanager_secret_version" "other" {
  secret_id = "portal/other"
}

# main.svc:11 secret other
data "aws_secretsmanager_secret_version" "other_param_key" {
  secret_id = "portal/other"
}

# ---- security.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:12 balancer edge
resource "aws_security_group" "edge" {
  name_prefix = "portal-edge-"
  description = "Load balancer portal-edge"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "portal-edge"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:12 balancer edge
resource "aws_vpc_security_group_ingress_rule" "edge_80_from_0_0_0_0_0" {
  security_group_id = aws_security_group.edge.id
  description       = "HTTP from clients"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "portal-edge-80-from-0-0-0-0-0"
    "svc:block" = "balancer edge"
  }
}

# main.svc:12 balancer edge
resource "aws_vpc_security_group_ingress_rule" "edge_443_from_0_0_0_0_0" {
  security_group_id = aws_security_group.edge.id
  description       = "HTTPS from clients"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "portal-edge-443-from-0-0-0-0-0"
    "svc:block" = "balancer edge"
  }
}

# main.svc:30 balancer edge
resource "aws_vpc_security_group_egress_rule" "edge_to_login" {
  security_group_id = aws_security_group.edge.id
  description       = "Who logs in is asked of the identity provider"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "portal-edge-to-login"
    "svc:block" = "balancer edge"
  }
}

# main.svc:28 service admin
resource "aws_vpc_security_group_egress_rule" "edge_to_admin_8080" {
  security_group_id            = aws_security_group.edge.id
  description                  = "Requests to service admin"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.admin.id

  tags = {
    Name        = "portal-edge-to-admin-8080"
    "svc:block" = "service admin"
  }
}

# main.svc:51 service staff
resource "aws_vpc_security_group_egress_rule" "edge_to_staff_8080" {
  security_group_id            = aws_security_group.edge.id
  description                  = "Requests to service staff"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.staff.id

  tags = {
    Name        = "portal-edge-to-staff-8080"
    "svc:block" = "service staff"
  }
}

# main.svc:81 service guests
resource "aws_vpc_security_group_egress_rule" "edge_to_guests_8080" {
  security_group_id            = aws_security_group.edge.id
  description                  = "Requests to service guests"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.guests.id

  tags = {
    Name        = "portal-edge-to-guests-8080"
    "svc:block" = "service guests"
  }
}

# main.svc:26 service admin
resource "aws_security_group" "admin" {
  name_prefix = "portal-admin-"
  description = "Tasks of portal-admin"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "portal-admin"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:28 service admin
resource "aws_vpc_security_group_ingress_rule" "admin_8080_from_edge" {
  security_group_id            = aws_security_group.admin.id
  description                  = "Requests from load balancer edge"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.edge.id

  tags = {
    Name        = "portal-admin-8080-from-edge"
    "svc:block" = "service admin"
  }
}

# main.svc:40 service admin
resource "aws_vpc_security_group_ingress_rule" "admin_8080_from_old" {
  security_group_id            = aws_security_group.admin.id
  description                  = "Requests from load balancer old"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = "sg-0123456789abcdef0"

  tags = {
    Name        = "portal-admin-8080-from-old"
    "svc:block" = "service admin"
  }
}

# main.svc:26 service admin
resource "aws_vpc_security_group_egress_rule" "admin" {
  security_group_id = aws_security_group.admin.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "portal-admin"
    "svc:block" = "service admin"
  }
}

# main.svc:49 service staff
resource "aws_security_group" "staff" {
  name_prefix = "portal-staff-"
  description = "Tasks of portal-staff"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "portal-staff"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:51 service staff
resource "aws_vpc_security_group_ingress_rule" "staff_8080_from_edge" {
  security_group_id            = aws_security_group.staff.id
  description                  = "Requests from load balancer edge"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.edge.id

  tags = {
    Name        = "portal-staff-8080-from-edge"
    "svc:block" = "service staff"
  }
}

# main.svc:49 service staff
resource "aws_vpc_security_group_egress_rule" "staff" {
  security_group_id = aws_security_group.staff.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "portal-staff"
    "svc:block" = "service staff"
  }
}

# main.svc:79 service guests
resource "aws_security_group" "guests" {
  name_prefix = "portal-guests-"
  description = "Tasks of portal-guests"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "portal-guests"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:81 service guests
resource "aws_vpc_security_group_ingress_rule" "guests_8080_from_edge" {
  security_group_id            = aws_security_group.guests.id
  description                  = "Requests from load balancer edge"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.edge.id

  tags = {
    Name        = "portal-guests-8080-from-edge"
    "svc:block" = "service guests"
  }
}

# main.svc:79 service guests
resource "aws_vpc_security_group_egress_rule" "guests" {
  security_group_id = aws_security_group.guests.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "portal-guests"
    "svc:block" = "service guests"
  }
}

# ---- services.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:21 task web
resource "aws_ecs_task_definition" "web" {
  family                   = "portal-web"
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
    "svc:block" = "task web"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:26 service admin
resource "aws_ecs_service" "admin" {
  name                               = "portal-admin"
  cluster                            = aws_ecs_cluster.group.arn
  task_definition                    = aws_ecs_task_definition.web.arn
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
    "svc:block" = "service admin"
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
    security_groups  = [aws_security_group.admin.id]
    assign_public_ip = false
  }

  load_balancer {
    container_name   = "app"
    container_port   = 8080
    target_group_arn = aws_lb_target_group.admin_edge.arn
  }

  load_balancer {
    container_name   = "app"
    container_port   = 8080
    target_group_arn = aws_lb_target_group.admin_old.arn
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.edge_to_admin_8080,
    aws_vpc_security_group_ingress_rule.admin_8080_from_edge,
    aws_vpc_security_group_ingress_rule.admin_8080_from_old,
    aws_vpc_security_group_egress_rule.admin,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_ecs_cluster_capacity_providers.group,
    aws_lb_listener_rule.admin_443_idja7r,
    aws_lb_listener_rule.admin_443_xtk8sm,
    aws_iam_role_policy.web_execution,
  ]
}

# main.svc:49 service staff
resource "aws_ecs_service" "staff" {
  name                               = "portal-staff"
  cluster                            = aws_ecs_cluster.group.arn
  task_definition                    = aws_ecs_task_definition.web.arn
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
    "svc:block" = "service staff"
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
    security_groups  = [aws_security_group.staff.id]
    assign_public_ip = false
  }

  load_balancer {
    container_name   = "app"
    container_port   = 8080
    target_group_arn = aws_lb_target_group.staff_edge.arn
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.edge_to_staff_8080,
    aws_vpc_security_group_ingress_rule.staff_8080_from_edge,
    aws_vpc_security_group_egress_rule.staff,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_ecs_cluster_capacity_providers.group,
    aws_lb_listener_rule.staff_443_5yzbiw,
    aws_lb_listener_rule.staff_443_aixvsy,
    aws_iam_role_policy.web_execution,
  ]
}

# main.svc:79 service guests
resource "aws_ecs_service" "guests" {
  name                               = "portal-guests"
  cluster                            = aws_ecs_cluster.group.arn
  task_definition                    = aws_ecs_task_definition.web.arn
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
    "svc:block" = "service guests"
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
    security_groups  = [aws_security_group.guests.id]
    assign_public_ip = false
  }

  load_balancer {
    container_name   = "app"
    container_port   = 8080
    target_group_arn = aws_lb_target_group.guests_edge.arn
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.edge_to_guests_8080,
    aws_vpc_security_group_ingress_rule.guests_8080_from_edge,
    aws_vpc_security_group_egress_rule.guests,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_ecs_cluster_capacity_providers.group,
    aws_lb_listener_rule.guests_443_673q4f,
    aws_lb_listener_rule.guests_443_cqke2j,
    aws_lb_listener_rule.guests_443_jat2gd,
    aws_iam_role_policy.web_execution,
  ]
}

# ---- variables.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:4
variable "given" {
  type      = string
  sensitive = true
}

# main.svc:5
variable "key" {
  type    = string
  default = "partner"
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
