# ---- load_balancing.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:10 balancer front
resource "aws_lb" "front" {
  name                       = "edges-front"
  load_balancer_type         = "application"
  internal                   = false
  subnets                    = [aws_subnet.main_public_1.id, aws_subnet.main_public_2.id]
  security_groups            = [aws_security_group.front.id]
  idle_timeout               = 60
  drop_invalid_header_fields = true
  enable_deletion_protection = false

  tags = {
    "svc:block" = "balancer front"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:10 balancer front
resource "aws_wafv2_web_acl_association" "front" {
  resource_arn = aws_lb.front.arn
  web_acl_arn  = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/front/11111111-2222-3333-4444-555555555555"
}

# main.svc:10 balancer front
resource "aws_lb_listener" "front_80" {
  load_balancer_arn = aws_lb.front.arn
  port              = 80
  protocol          = "HTTP"

  tags = {
    "svc:block" = "balancer front"
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

# main.svc:10 balancer front
resource "aws_lb_listener" "front_443" {
  load_balancer_arn = aws_lb.front.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = "arn:aws:acm:eu-west-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"

  tags = {
    "svc:block" = "balancer front"
  }

  default_action {
    type = "fixed-response"

    fixed_response {
      status_code  = "503"
      content_type = "application/json"
      message_body = "{\"error\":\"${var.text}\"}"
    }
  }
}

# main.svc:10 balancer front
resource "aws_lb_listener" "front_8080" {
  load_balancer_arn = aws_lb.front.arn
  port              = 8080
  protocol          = "HTTP"

  tags = {
    "svc:block" = "balancer front"
  }

  default_action {
    type = "fixed-response"

    fixed_response {
      status_code  = "200"
      content_type = "text/html"
      message_body = "<p>Here is nothing.</p>"
    }
  }
}

# main.svc:10 balancer front
resource "aws_lb_listener" "front_8081" {
  load_balancer_arn = aws_lb.front.arn
  port              = 8081
  protocol          = "HTTP"

  tags = {
    "svc:block" = "balancer front"
  }

  default_action {
    type = "fixed-response"

    fixed_response {
      status_code  = "200"
      content_type = "text/css"
      message_body = ""
    }
  }
}

# main.svc:10 balancer front
resource "aws_lb_listener" "front_8082" {
  load_balancer_arn = aws_lb.front.arn
  port              = 8082
  protocol          = "HTTP"

  tags = {
    "svc:block" = "balancer front"
  }

  default_action {
    type = "fixed-response"

    fixed_response {
      status_code  = "404"
      content_type = "application/javascript"
      message_body = ""
    }
  }
}

# main.svc:10 balancer front
resource "aws_lb_listener" "front_8083" {
  load_balancer_arn = aws_lb.front.arn
  port              = 8083
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

# main.svc:10 balancer front
resource "aws_lb_listener" "front_8443" {
  load_balancer_arn = aws_lb.front.arn
  port              = 8443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = "arn:aws:acm:eu-west-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"

  tags = {
    "svc:block" = "balancer front"
  }

  default_action {
    type = "fixed-response"

    fixed_response {
      status_code  = "403"
      content_type = "text/plain"
      message_body = "Not found"
    }
  }
}

# main.svc:21 balancer back
resource "aws_lb" "back" {
  name                       = "edges-back-int"
  load_balancer_type         = "application"
  internal                   = true
  subnets                    = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  security_groups            = [aws_security_group.back.id]
  idle_timeout               = 60
  drop_invalid_header_fields = true
  enable_deletion_protection = false

  tags = {
    "svc:block" = "balancer back"
  }
}

# main.svc:21 balancer back
resource "aws_wafv2_web_acl_association" "back" {
  resource_arn = aws_lb.back.arn
  web_acl_arn  = var.acl
}

# main.svc:21 balancer back
resource "aws_lb_listener" "back_80" {
  load_balancer_arn = aws_lb.back.arn
  port              = 80
  protocol          = "HTTP"

  tags = {
    "svc:block" = "balancer back"
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

# ---- network.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:7 network main
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = {
    Name = "edges-main"
  }
}

# main.svc:7 network main
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}

# main.svc:7 network main
resource "aws_internet_gateway" "main" {
  tags = {
    Name = "edges-main"
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
    Name = "edges-main-public-1"
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
    Name = "edges-main-public-2"
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
    Name = "edges-main-private-1"
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
    Name = "edges-main-private-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:7 network main
resource "aws_route_table" "main_public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "edges-main-public"
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
    Name = "edges-main-private-1"
  }
}

# main.svc:7 network main
resource "aws_route_table" "main_private_2" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "edges-main-private-2"
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
    Name        = "edges-main-nat-1"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:7 network main
resource "aws_nat_gateway" "main_1" {
  allocation_id = aws_eip.main_nat_1.allocation_id
  subnet_id     = aws_subnet.main_public_1.id

  tags = {
    Name        = "edges-main-1"
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

# ---- outputs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

output "front_dns_name" {
  value = aws_lb.front.dns_name
}

output "back_dns_name" {
  value = aws_lb.back.dns_name
}

# ---- providers.tf

# Compiled by svcc from main.svc. Change the program, not this file.

provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      "svc:app" = "edges"
    }
  }
}

# ---- security.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:10 balancer front
resource "aws_security_group" "front" {
  name_prefix = "edges-front-"
  description = "Load balancer edges-front"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "edges-front"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:13 balancer front
resource "aws_vpc_security_group_ingress_rule" "front_80_from_0_0_0_0_0" {
  security_group_id = aws_security_group.front.id
  description       = "HTTP from clients"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "edges-front-80-from-0-0-0-0-0"
    "svc:block" = "balancer front"
  }
}

# main.svc:14 balancer front
resource "aws_vpc_security_group_ingress_rule" "front_443_from_0_0_0_0_0" {
  security_group_id = aws_security_group.front.id
  description       = "HTTPS from clients"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "edges-front-443-from-0-0-0-0-0"
    "svc:block" = "balancer front"
  }
}

# main.svc:16 balancer front
resource "aws_vpc_security_group_ingress_rule" "front_8080_from_0_0_0_0_0" {
  security_group_id = aws_security_group.front.id
  description       = "HTTP from clients"
  ip_protocol       = "tcp"
  from_port         = 8080
  to_port           = 8080
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "edges-front-8080-from-0-0-0-0-0"
    "svc:block" = "balancer front"
  }
}

# main.svc:17 balancer front
resource "aws_vpc_security_group_ingress_rule" "front_8081_from_0_0_0_0_0" {
  security_group_id = aws_security_group.front.id
  description       = "HTTP from clients"
  ip_protocol       = "tcp"
  from_port         = 8081
  to_port           = 8081
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "edges-front-8081-from-0-0-0-0-0"
    "svc:block" = "balancer front"
  }
}

# main.svc:18 balancer front
resource "aws_vpc_security_group_ingress_rule" "front_8082_from_0_0_0_0_0" {
  security_group_id = aws_security_group.front.id
  description       = "HTTP from clients"
  ip_protocol       = "tcp"
  from_port         = 8082
  to_port           = 8082
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "edges-front-8082-from-0-0-0-0-0"
    "svc:block" = "balancer front"
  }
}

# main.svc:19 balancer front
resource "aws_vpc_security_group_ingress_rule" "front_8083_from_0_0_0_0_0" {
  security_group_id = aws_security_group.front.id
  description       = "HTTP from clients"
  ip_protocol       = "tcp"
  from_port         = 8083
  to_port           = 8083
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "edges-front-8083-from-0-0-0-0-0"
    "svc:block" = "balancer front"
  }
}

# main.svc:15 balancer front
resource "aws_vpc_security_group_ingress_rule" "front_8443_from_0_0_0_0_0" {
  security_group_id = aws_security_group.front.id
  description       = "HTTPS from clients"
  ip_protocol       = "tcp"
  from_port         = 8443
  to_port           = 8443
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "edges-front-8443-from-0-0-0-0-0"
    "svc:block" = "balancer front"
  }
}

# main.svc:10 balancer front
resource "aws_vpc_security_group_egress_rule" "front" {
  security_group_id = aws_security_group.front.id
  description       = "Nothing calls from here"
  ip_protocol       = "-1"
  cidr_ipv4         = "127.0.0.1/32"

  tags = {
    Name        = "edges-front"
    "svc:block" = "balancer front"
  }
}

# main.svc:21 balancer back
resource "aws_security_group" "back" {
  name_prefix = "edges-back-"
  description = "Load balancer edges-back"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "edges-back"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:21 balancer back
resource "aws_vpc_security_group_ingress_rule" "back_80_from_10_0_0_0_16" {
  security_group_id = aws_security_group.back.id
  description       = "HTTP from clients"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = "10.0.0.0/16"

  tags = {
    Name        = "edges-back-80-from-10-0-0-0-16"
    "svc:block" = "balancer back"
  }
}

# main.svc:21 balancer back
resource "aws_vpc_security_group_egress_rule" "back" {
  security_group_id = aws_security_group.back.id
  description       = "Nothing calls from here"
  ip_protocol       = "-1"
  cidr_ipv4         = "127.0.0.1/32"

  tags = {
    Name        = "edges-back"
    "svc:block" = "balancer back"
  }
}

# ---- variables.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:4
variable "text" {
  type    = string
  default = "Gone fishing"
}

# main.svc:5
variable "acl" {
  type = string

  validation {
    condition     = can(regex("^(?:arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[a-z0-9]*:.+)$", var.acl))
    error_message = "acl must match arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[a-z0-9]*:.+."
  }
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
