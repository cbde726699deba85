# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:9 balancer edge
resource "aws_security_group" "edge" {
  name_prefix = "hello-edge-"
  description = "Load balancer hello-edge"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "hello-edge"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:9 balancer edge
resource "aws_vpc_security_group_ingress_rule" "edge_80_from_0_0_0_0_0" {
  security_group_id = aws_security_group.edge.id
  description       = "HTTP from clients"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "hello-edge-80-from-0-0-0-0-0"
    "svc:block" = "balancer edge"
  }
}

# main.svc:17 service web
resource "aws_vpc_security_group_egress_rule" "edge_to_web_80" {
  security_group_id            = aws_security_group.edge.id
  description                  = "Requests to service web"
  ip_protocol                  = "tcp"
  from_port                    = 80
  to_port                      = 80
  referenced_security_group_id = aws_security_group.web.id

  tags = {
    Name        = "hello-edge-to-web-80"
    "svc:block" = "service web"
  }
}

# main.svc:11 service web
resource "aws_security_group" "web" {
  name_prefix = "hello-web-"
  description = "Tasks of hello-web"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "hello-web"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:17 service web
resource "aws_vpc_security_group_ingress_rule" "web_80_from_edge" {
  security_group_id            = aws_security_group.web.id
  description                  = "Requests from load balancer edge"
  ip_protocol                  = "tcp"
  from_port                    = 80
  to_port                      = 80
  referenced_security_group_id = aws_security_group.edge.id

  tags = {
    Name        = "hello-web-80-from-edge"
    "svc:block" = "service web"
  }
}

# main.svc:11 service web
resource "aws_vpc_security_group_egress_rule" "web" {
  security_group_id = aws_security_group.web.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "hello-web"
    "svc:block" = "service web"
  }
}
