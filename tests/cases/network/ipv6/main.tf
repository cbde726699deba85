# ---- cluster.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:12 cluster web
resource "aws_ecs_cluster" "web" {
  name = "six-web"

  tags = {
    "svc:block" = "cluster web"
  }

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

# main.svc:12 cluster web
resource "aws_ecs_cluster_capacity_providers" "web" {
  cluster_name       = aws_ecs_cluster.web.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]
}

# ---- dns.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:13 zone example
data "aws_route53_zone" "example" {
  name = "example.com"
}

# main.svc:36 record www
resource "aws_route53_record" "www" {
  zone_id = data.aws_route53_zone.example.zone_id
  name    = "www.example.com"
  type    = "A"

  alias {
    name                   = aws_lb.front.dns_name
    zone_id                = aws_lb.front.zone_id
    evaluate_target_health = true
  }
}

# main.svc:36 record www
resource "aws_route53_record" "www_ipv6" {
  zone_id = data.aws_route53_zone.example.zone_id
  name    = "www.example.com"
  type    = "AAAA"

  alias {
    name                   = aws_lb.front.dns_name
    zone_id                = aws_lb.front.zone_id
    evaluate_target_health = true
  }
}

# main.svc:37 record lines_name
resource "aws_route53_record" "lines_name" {
  zone_id = data.aws_route53_zone.example.zone_id
  name    = "lines.example.com"
  type    = "A"

  alias {
    name                   = aws_lb.lines.dns_name
    zone_id                = aws_lb.lines.zone_id
    evaluate_target_health = true
  }
}

# main.svc:37 record lines_name
resource "aws_route53_record" "lines_name_ipv6" {
  zone_id = data.aws_route53_zone.example.zone_id
  name    = "lines.example.com"
  type    = "AAAA"

  alias {
    name                   = aws_lb.lines.dns_name
    zone_id                = aws_lb.lines.zone_id
    evaluate_target_health = true
  }
}

# main.svc:38 record names_name
resource "aws_route53_record" "names_name" {
  zone_id = data.aws_route53_zone.example.zone_id
  name    = "ns.example.com"
  type    = "A"

  alias {
    name                   = aws_lb.names.dns_name
    zone_id                = aws_lb.names.zone_id
    evaluate_target_health = true
  }
}

# ---- iam.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:28 service api
resource "aws_iam_role" "api_execution" {
  name_prefix = "six-api-execution-"

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
  name = "six-api-execution"
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

# main.svc:28 service api
resource "aws_iam_role" "api_task" {
  name_prefix = "six-api-task-"

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

# main.svc:15 balancer front
resource "aws_lb" "front" {
  name                       = "six-front"
  load_balancer_type         = "application"
  internal                   = false
  ip_address_type            = "dualstack"
  subnets                    = [aws_subnet.main_edge_1.id, aws_subnet.main_edge_2.id]
  security_groups            = [aws_security_group.front.id]
  idle_timeout               = 60
  drop_invalid_header_fields = true
  enable_deletion_protection = false

  tags = {
    "svc:block" = "balancer front"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:15 balancer front
resource "aws_lb_listener" "front_80" {
  load_balancer_arn = aws_lb.front.arn
  port              = 80
  protocol          = "HTTP"

  tags = {
    "svc:block" = "balancer front"
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

# main.svc:16 balancer inside
resource "aws_lb" "inside" {
  name                       = "six-inside-int"
  load_balancer_type         = "application"
  internal                   = true
  subnets                    = [aws_subnet.main_app_1.id, aws_subnet.main_app_2.id]
  security_groups            = [aws_security_group.inside.id]
  idle_timeout               = 60
  drop_invalid_header_fields = true
  enable_deletion_protection = false

  tags = {
    "svc:block" = "balancer inside"
  }
}

# main.svc:16 balancer inside
resource "aws_lb_listener" "inside_80" {
  load_balancer_arn = aws_lb.inside.arn
  port              = 80
  protocol          = "HTTP"

  tags = {
    "svc:block" = "balancer inside"
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

# main.svc:17 balancer lines
resource "aws_lb" "lines" {
  name                             = "six-lines-net"
  load_balancer_type               = "network"
  internal                         = false
  ip_address_type                  = "dualstack"
  subnets                          = [aws_subnet.main_edge_1.id, aws_subnet.main_edge_2.id]
  security_groups                  = [aws_security_group.lines.id]
  enable_deletion_protection       = false
  enable_cross_zone_load_balancing = true

  tags = {
    "svc:block" = "balancer lines"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:22 balancer names
resource "aws_lb" "names" {
  name                             = "six-names-net"
  load_balancer_type               = "network"
  internal                         = false
  subnets                          = [aws_subnet.main_edge_1.id, aws_subnet.main_edge_2.id]
  security_groups                  = [aws_security_group.names.id]
  enable_deletion_protection       = false
  enable_cross_zone_load_balancing = true

  tags = {
    "svc:block" = "balancer names"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:33 service api
resource "aws_lb_target_group" "api_front" {
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

# main.svc:33 service api
resource "aws_lb_listener_rule" "api_80_fsqeq2" {
  listener_arn = aws_lb_listener.front_80.arn
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
    target_group_arn = aws_lb_target_group.api_front.arn
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
  cidr_block                       = "10.0.0.0/16"
  enable_dns_support               = true
  enable_dns_hostnames             = true
  assign_generated_ipv6_cidr_block = true

  tags = {
    Name = "six-main"
  }
}

# main.svc:4 network main
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}

# main.svc:4 network main
resource "aws_internet_gateway" "main" {
  tags = {
    Name = "six-main"
  }
}

# main.svc:4 network main
resource "aws_internet_gateway_attachment" "main" {
  vpc_id              = aws_vpc.main.id
  internet_gateway_id = aws_internet_gateway.main.id
}

# main.svc:6 network main
resource "aws_subnet" "main_edge_1" {
  vpc_id                          = aws_vpc.main.id
  cidr_block                      = "10.0.48.0/22"
  ipv6_cidr_block                 = cidrsubnet(aws_vpc.main.ipv6_cidr_block, 8, 48)
  availability_zone_id            = "euw1-az1"
  map_public_ip_on_launch         = false
  assign_ipv6_address_on_creation = true

  tags = {
    Name = "six-main-edge-1"
  }

  depends_on = [aws_default_security_group.main]

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:6 network main
resource "aws_subnet" "main_edge_2" {
  vpc_id                          = aws_vpc.main.id
  cidr_block                      = "10.0.52.0/22"
  ipv6_cidr_block                 = cidrsubnet(aws_vpc.main.ipv6_cidr_block, 8, 52)
  availability_zone_id            = "euw1-az2"
  map_public_ip_on_launch         = false
  assign_ipv6_address_on_creation = true

  tags = {
    Name = "six-main-edge-2"
  }

  depends_on = [aws_default_security_group.main]

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:7 network main
resource "aws_subnet" "main_app_1" {
  vpc_id                          = aws_vpc.main.id
  cidr_block                      = "10.0.80.0/22"
  ipv6_cidr_block                 = cidrsubnet(aws_vpc.main.ipv6_cidr_block, 8, 80)
  availability_zone_id            = "euw1-az1"
  map_public_ip_on_launch         = false
  assign_ipv6_address_on_creation = true

  tags = {
    Name = "six-main-app-1"
  }

  depends_on = [aws_default_security_group.main]

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:7 network main
resource "aws_subnet" "main_app_2" {
  vpc_id                          = aws_vpc.main.id
  cidr_block                      = "10.0.84.0/22"
  ipv6_cidr_block                 = cidrsubnet(aws_vpc.main.ipv6_cidr_block, 8, 84)
  availability_zone_id            = "euw1-az2"
  map_public_ip_on_launch         = false
  assign_ipv6_address_on_creation = true

  tags = {
    Name = "six-main-app-2"
  }

  depends_on = [aws_default_security_group.main]

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:8 network main
resource "aws_subnet" "main_data_1" {
  vpc_id                          = aws_vpc.main.id
  cidr_block                      = "10.0.240.0/22"
  ipv6_cidr_block                 = cidrsubnet(aws_vpc.main.ipv6_cidr_block, 8, 240)
  availability_zone_id            = "euw1-az1"
  map_public_ip_on_launch         = false
  assign_ipv6_address_on_creation = true

  tags = {
    Name = "six-main-data-1"
  }

  depends_on = [aws_default_security_group.main]

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:8 network main
resource "aws_subnet" "main_data_2" {
  vpc_id                          = aws_vpc.main.id
  cidr_block                      = "10.0.244.0/22"
  ipv6_cidr_block                 = cidrsubnet(aws_vpc.main.ipv6_cidr_block, 8, 244)
  availability_zone_id            = "euw1-az2"
  map_public_ip_on_launch         = false
  assign_ipv6_address_on_creation = true

  tags = {
    Name = "six-main-data-2"
  }

  depends_on = [aws_default_security_group.main]

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:4 network main
resource "aws_route_table" "main_public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "six-main-public"
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
    Name = "six-main-private-1"
  }
}

# main.svc:4 network main
resource "aws_route_table" "main_private_2" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "six-main-private-2"
  }
}

# main.svc:4 network main
resource "aws_route_table" "main_isolated" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "six-main-isolated"
  }
}

# main.svc:4 network main
resource "aws_route_table_association" "main_edge_1" {
  subnet_id      = aws_subnet.main_edge_1.id
  route_table_id = aws_route_table.main_public.id
}

# main.svc:4 network main
resource "aws_route_table_association" "main_edge_2" {
  subnet_id      = aws_subnet.main_edge_2.id
  route_table_id = aws_route_table.main_public.id
}

# main.svc:4 network main
resource "aws_route_table_association" "main_app_1" {
  subnet_id      = aws_subnet.main_app_1.id
  route_table_id = aws_route_table.main_private_1.id
}

# main.svc:4 network main
resource "aws_route_table_association" "main_app_2" {
  subnet_id      = aws_subnet.main_app_2.id
  route_table_id = aws_route_table.main_private_2.id
}

# main.svc:4 network main
resource "aws_route_table_association" "main_data_1" {
  subnet_id      = aws_subnet.main_data_1.id
  route_table_id = aws_route_table.main_isolated.id
}

# main.svc:4 network main
resource "aws_route_table_association" "main_data_2" {
  subnet_id      = aws_subnet.main_data_2.id
  route_table_id = aws_route_table.main_isolated.id
}

# main.svc:4 network main
resource "aws_eip" "main_nat_1" {
  domain = "vpc"

  tags = {
    Name        = "six-main-nat-1"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:4 network main
resource "aws_nat_gateway" "main_1" {
  allocation_id = aws_eip.main_nat_1.allocation_id
  subnet_id     = aws_subnet.main_edge_1.id

  tags = {
    Name        = "six-main-1"
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

# main.svc:4 network main
resource "aws_route" "main_public_ipv6" {
  route_table_id              = aws_route_table.main_public.id
  destination_ipv6_cidr_block = "::/0"
  gateway_id                  = aws_internet_gateway.main.id

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:4 network main
resource "aws_egress_only_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name        = "six-main"
    "svc:block" = "network main"
  }
}

# main.svc:4 network main
resource "aws_route" "main_private_ipv6_1" {
  route_table_id              = aws_route_table.main_private_1.id
  destination_ipv6_cidr_block = "::/0"
  egress_only_gateway_id      = aws_egress_only_internet_gateway.main.id
}

# main.svc:4 network main
resource "aws_route" "main_private_ipv6_2" {
  route_table_id              = aws_route_table.main_private_2.id
  destination_ipv6_cidr_block = "::/0"
  egress_only_gateway_id      = aws_egress_only_internet_gateway.main.id
}

# main.svc:10 network plain
resource "aws_vpc" "plain" {
  cidr_block                       = "10.1.0.0/16"
  enable_dns_support               = true
  enable_dns_hostnames             = true
  assign_generated_ipv6_cidr_block = true

  tags = {
    Name = "six-plain"
  }
}

# main.svc:10 network plain
resource "aws_default_security_group" "plain" {
  vpc_id = aws_vpc.plain.id
}

# main.svc:10 network plain
resource "aws_internet_gateway" "plain" {
  tags = {
    Name = "six-plain"
  }
}

# main.svc:10 network plain
resource "aws_internet_gateway_attachment" "plain" {
  vpc_id              = aws_vpc.plain.id
  internet_gateway_id = aws_internet_gateway.plain.id
}

# main.svc:10 network plain
resource "aws_subnet" "plain_all_1" {
  vpc_id                          = aws_vpc.plain.id
  cidr_block                      = "10.1.32.0/22"
  ipv6_cidr_block                 = cidrsubnet(aws_vpc.plain.ipv6_cidr_block, 8, 32)
  availability_zone_id            = "euw1-az1"
  map_public_ip_on_launch         = false
  assign_ipv6_address_on_creation = true

  tags = {
    Name = "six-plain-all-1"
  }

  depends_on = [aws_default_security_group.plain]

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:10 network plain
resource "aws_subnet" "plain_all_2" {
  vpc_id                          = aws_vpc.plain.id
  cidr_block                      = "10.1.36.0/22"
  ipv6_cidr_block                 = cidrsubnet(aws_vpc.plain.ipv6_cidr_block, 8, 36)
  availability_zone_id            = "euw1-az2"
  map_public_ip_on_launch         = false
  assign_ipv6_address_on_creation = true

  tags = {
    Name = "six-plain-all-2"
  }

  depends_on = [aws_default_security_group.plain]

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:10 network plain
resource "aws_route_table" "plain_public" {
  vpc_id = aws_vpc.plain.id

  tags = {
    Name = "six-plain-public"
  }
}

# main.svc:10 network plain
resource "aws_route" "plain_public" {
  route_table_id         = aws_route_table.plain_public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.plain.id

  depends_on = [aws_internet_gateway_attachment.plain]
}

# main.svc:10 network plain
resource "aws_route_table_association" "plain_all_1" {
  subnet_id      = aws_subnet.plain_all_1.id
  route_table_id = aws_route_table.plain_public.id
}

# main.svc:10 network plain
resource "aws_route_table_association" "plain_all_2" {
  subnet_id      = aws_subnet.plain_all_2.id
  route_table_id = aws_route_table.plain_public.id
}

# main.svc:10 network plain
resource "aws_route" "plain_public_ipv6" {
  route_table_id              = aws_route_table.plain_public.id
  destination_ipv6_cidr_block = "::/0"
  gateway_id                  = aws_internet_gateway.plain.id

  depends_on = [aws_internet_gateway_attachment.plain]
}

# ---- observability.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:28 service api
resource "aws_cloudwatch_log_group" "api" {
  name              = "/ecs/six/api"
  retention_in_days = 30

  tags = {
    "svc:block" = "service api"
  }
}

# ---- outputs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

output "front_dns_name" {
  value = aws_lb.front.dns_name
}

output "inside_dns_name" {
  value = aws_lb.inside.dns_name
}

output "lines_dns_name" {
  value = aws_lb.lines.dns_name
}

output "names_dns_name" {
  value = aws_lb.names.dns_name
}

output "web_cluster_name" {
  value = aws_ecs_cluster.web.name
}

output "api_service_name" {
  value = aws_ecs_service.api.name
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
      "svc:app" = "six"
    }
  }
}

# ---- security.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:15 balancer front
resource "aws_security_group" "front" {
  name_prefix = "six-front-"
  description = "Load balancer six-front"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "six-front"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:15 balancer front
resource "aws_vpc_security_group_ingress_rule" "front_80_from_0_0_0_0_0" {
  security_group_id = aws_security_group.front.id
  description       = "HTTP from clients"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "six-front-80-from-0-0-0-0-0"
    "svc:block" = "balancer front"
  }
}

# main.svc:15 balancer front
resource "aws_vpc_security_group_ingress_rule" "front_80_from_0" {
  security_group_id = aws_security_group.front.id
  description       = "HTTP from clients"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv6         = "::/0"

  tags = {
    Name        = "six-front-80-from-0"
    "svc:block" = "balancer front"
  }
}

# main.svc:33 service api
resource "aws_vpc_security_group_egress_rule" "front_to_api_8080" {
  security_group_id            = aws_security_group.front.id
  description                  = "Requests to service api"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.api.id

  tags = {
    Name        = "six-front-to-api-8080"
    "svc:block" = "service api"
  }
}

# main.svc:16 balancer inside
resource "aws_security_group" "inside" {
  name_prefix = "six-inside-"
  description = "Load balancer six-inside"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "six-inside"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:16 balancer inside
resource "aws_vpc_security_group_ingress_rule" "inside_80_from_10_0_0_0_16" {
  security_group_id = aws_security_group.inside.id
  description       = "HTTP from clients"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = "10.0.0.0/16"

  tags = {
    Name        = "six-inside-80-from-10-0-0-0-16"
    "svc:block" = "balancer inside"
  }
}

# main.svc:16 balancer inside
resource "aws_vpc_security_group_egress_rule" "inside" {
  security_group_id = aws_security_group.inside.id
  description       = "Nothing calls from here"
  ip_protocol       = "-1"
  cidr_ipv4         = "127.0.0.1/32"

  tags = {
    Name        = "six-inside"
    "svc:block" = "balancer inside"
  }
}

# main.svc:17 balancer lines
resource "aws_security_group" "lines" {
  name_prefix = "six-lines-"
  description = "Load balancer six-lines"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "six-lines"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:17 balancer lines
resource "aws_vpc_security_group_egress_rule" "lines" {
  security_group_id = aws_security_group.lines.id
  description       = "Nothing calls from here"
  ip_protocol       = "-1"
  cidr_ipv4         = "127.0.0.1/32"

  tags = {
    Name        = "six-lines"
    "svc:block" = "balancer lines"
  }
}

# main.svc:22 balancer names
resource "aws_security_group" "names" {
  name_prefix = "six-names-"
  description = "Load balancer six-names"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "six-names"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:22 balancer names
resource "aws_vpc_security_group_egress_rule" "names" {
  security_group_id = aws_security_group.names.id
  description       = "Nothing calls from here"
  ip_protocol       = "-1"
  cidr_ipv4         = "127.0.0.1/32"

  tags = {
    Name        = "six-names"
    "svc:block" = "balancer names"
  }
}

# main.svc:27 service api
resource "aws_security_group" "api" {
  name_prefix = "six-api-"
  description = "Tasks of six-api"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "six-api"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:33 service api
resource "aws_vpc_security_group_ingress_rule" "api_8080_from_front" {
  security_group_id            = aws_security_group.api.id
  description                  = "Requests from load balancer front"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.front.id

  tags = {
    Name        = "six-api-8080-from-front"
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
    Name        = "six-api"
    "svc:block" = "service api"
  }
}

# main.svc:27 service api
resource "aws_vpc_security_group_egress_rule" "api_ipv6" {
  security_group_id = aws_security_group.api.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv6         = "::/0"

  tags = {
    Name        = "six-api-ipv6"
    "svc:block" = "service api"
  }
}

# main.svc:32 service api
resource "aws_vpc_security_group_ingress_rule" "api_8080_from_2001_db8_1_48" {
  security_group_id = aws_security_group.api.id
  description       = "Direct connections"
  ip_protocol       = "tcp"
  from_port         = 8080
  to_port           = 8080
  cidr_ipv6         = "2001:db8:1::/48"

  tags = {
    Name        = "six-api-8080-from-2001-db8-1-48"
    "svc:block" = "service api"
  }
}

# ---- services.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:28 service api
resource "aws_ecs_task_definition" "api" {
  family                   = "six-api"
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
  name                               = "six-api"
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
    subnets          = [aws_subnet.main_app_1.id, aws_subnet.main_app_2.id]
    security_groups  = [aws_security_group.api.id]
    assign_public_ip = false
  }

  load_balancer {
    container_name   = "app"
    container_port   = 8080
    target_group_arn = aws_lb_target_group.api_front.arn
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_route.main_private_ipv6_1,
    aws_route.main_private_ipv6_2,
    aws_vpc_security_group_egress_rule.front_to_api_8080,
    aws_vpc_security_group_ingress_rule.api_8080_from_front,
    aws_vpc_security_group_egress_rule.api,
    aws_vpc_security_group_egress_rule.api_ipv6,
    aws_route_table_association.main_app_1,
    aws_route_table_association.main_app_2,
    aws_ecs_cluster_capacity_providers.web,
    aws_lb_listener_rule.api_80_fsqeq2,
    aws_iam_role_policy.api_execution,
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
