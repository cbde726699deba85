# Compiled by svcc from main.svc (test). Change the program, not this file.

# network.svc:22 balancer edge
resource "aws_security_group" "edge" {
  name_prefix = "store-test-edge-"
  description = "Load balancer store-test-edge"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name        = "store-test-edge"
    "svc:block" = "balancer edge"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:60 service worker
resource "aws_security_group" "worker" {
  name_prefix = "store-test-worker-"
  description = "Tasks of store-test-worker"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name        = "store-test-worker"
    "svc:block" = "service worker"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# web_app.svc:23 service cart
resource "aws_security_group" "cart" {
  name_prefix = "store-test-cart-"
  description = "Tasks of store-test-cart"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name        = "store-test-cart"
    "svc:block" = "service cart"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# web_app.svc:23 service catalogue
resource "aws_security_group" "catalogue" {
  name_prefix = "store-test-catalogue-"
  description = "Tasks of store-test-catalogue"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name        = "store-test-catalogue"
    "svc:block" = "service catalogue"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:77 job invoices
resource "aws_security_group" "invoices" {
  name_prefix = "store-test-invoices-"
  description = "Tasks of store-test-invoices"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name        = "store-test-invoices"
    "svc:block" = "job invoices"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# network.svc:23 balancer edge
resource "aws_vpc_security_group_ingress_rule" "edge_80_from_0_0_0_0_0" {
  security_group_id = aws_security_group.edge.id
  description       = "HTTP from clients"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "store-test-edge-80-from-0-0-0-0-0"
    "svc:block" = "balancer edge"
  }
}

# network.svc:23 balancer edge
resource "aws_vpc_security_group_ingress_rule" "edge_443_from_0_0_0_0_0" {
  security_group_id = aws_security_group.edge.id
  description       = "HTTPS from clients"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "store-test-edge-443-from-0-0-0-0-0"
    "svc:block" = "balancer edge"
  }
}

# web_app.svc:40 service cart
resource "aws_vpc_security_group_ingress_rule" "cart_8080_from_edge" {
  security_group_id            = aws_security_group.cart.id
  description                  = "Requests from load balancer edge"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.edge.id

  tags = {
    Name        = "store-test-cart-8080-from-edge"
    "svc:block" = "service cart"
  }
}

# web_app.svc:40 service cart
resource "aws_vpc_security_group_egress_rule" "edge_to_cart_8080" {
  security_group_id            = aws_security_group.edge.id
  description                  = "Requests to service cart"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.cart.id

  tags = {
    Name        = "store-test-edge-to-cart-8080"
    "svc:block" = "service cart"
  }
}

# web_app.svc:40 service catalogue
resource "aws_vpc_security_group_ingress_rule" "catalogue_8080_from_edge" {
  security_group_id            = aws_security_group.catalogue.id
  description                  = "Requests from load balancer edge"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.edge.id

  tags = {
    Name        = "store-test-catalogue-8080-from-edge"
    "svc:block" = "service catalogue"
  }
}

# web_app.svc:40 service catalogue
resource "aws_vpc_security_group_egress_rule" "edge_to_catalogue_8080" {
  security_group_id            = aws_security_group.edge.id
  description                  = "Requests to service catalogue"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.catalogue.id

  tags = {
    Name        = "store-test-edge-to-catalogue-8080"
    "svc:block" = "service catalogue"
  }
}

# main.svc:60 service worker
resource "aws_vpc_security_group_egress_rule" "worker" {
  security_group_id = aws_security_group.worker.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "store-test-worker"
    "svc:block" = "service worker"
  }
}

# web_app.svc:23 service cart
resource "aws_vpc_security_group_egress_rule" "cart" {
  security_group_id = aws_security_group.cart.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "store-test-cart"
    "svc:block" = "service cart"
  }
}

# web_app.svc:23 service catalogue
resource "aws_vpc_security_group_egress_rule" "catalogue" {
  security_group_id = aws_security_group.catalogue.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "store-test-catalogue"
    "svc:block" = "service catalogue"
  }
}

# main.svc:57 service catalogue
resource "aws_vpc_security_group_ingress_rule" "cart_8080_from_catalogue" {
  security_group_id            = aws_security_group.cart.id
  description                  = "Calls from service catalogue"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.catalogue.id

  tags = {
    Name        = "store-test-cart-8080-from-catalogue"
    "svc:block" = "service catalogue"
  }
}

# main.svc:77 job invoices
resource "aws_vpc_security_group_egress_rule" "invoices" {
  security_group_id = aws_security_group.invoices.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "store-test-invoices"
    "svc:block" = "job invoices"
  }
}
