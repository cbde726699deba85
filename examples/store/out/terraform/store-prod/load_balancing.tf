# Compiled by svcc from main.svc (prod). Change the program, not this file.

# network.svc:22 balancer edge
resource "aws_lb" "edge" {
  name                       = "store-prod-edge"
  load_balancer_type         = "application"
  internal                   = false
  subnets                    = [aws_subnet.main_public_1.id, aws_subnet.main_public_2.id, aws_subnet.main_public_3.id]
  security_groups            = [aws_security_group.edge.id]
  idle_timeout               = 75
  drop_invalid_header_fields = true
  enable_deletion_protection = true

  tags = {
    Name        = "store-prod-edge"
    "svc:block" = "balancer edge"
  }

  access_logs {
    enabled = true
    bucket  = aws_s3_bucket.logs.id
    prefix  = "edge"
  }

  depends_on = [aws_internet_gateway_attachment.main, aws_s3_bucket_policy.logs]
}

# network.svc:22 balancer edge
resource "aws_lb_listener" "edge_80" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 80
  protocol          = "HTTP"

  tags = {
    Name        = "store-prod-edge-80"
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

# network.svc:22 balancer edge
resource "aws_lb_listener" "edge_443" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = aws_acm_certificate_validation.store_cert.certificate_arn

  tags = {
    Name        = "store-prod-edge-443"
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

# web_app.svc:40 service cart
resource "aws_lb_target_group" "cart_edge" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "30"

  tags = {
    Name        = "store-prod-cart-edge"
    "svc:block" = "service cart"
  }

  health_check {
    path                = "/healthz"
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

# web_app.svc:40 service cart
resource "aws_lb_listener_rule" "cart_443_mwenv2" {
  listener_arn = aws_lb_listener.edge_443.arn
  priority     = 41583

  tags = {
    Name        = "store-prod-cart-443-mwenv2"
    "svc:block" = "service cart"
  }

  condition {
    path_pattern {
      values = ["/cart/*"]
    }
  }

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.cart_edge.arn
  }
}

# web_app.svc:40 service catalogue
resource "aws_lb_target_group" "catalogue_edge" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "30"

  tags = {
    Name        = "store-prod-catalogue-edge"
    "svc:block" = "service catalogue"
  }

  health_check {
    path                = "/healthz"
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

# web_app.svc:40 service catalogue
resource "aws_lb_listener_rule" "catalogue_443_krcsef" {
  listener_arn = aws_lb_listener.edge_443.arn
  priority     = 49633

  tags = {
    Name        = "store-prod-catalogue-443-krcsef"
    "svc:block" = "service catalogue"
  }

  condition {
    path_pattern {
      values = ["/*"]
    }
  }

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.catalogue_edge.arn
  }
}
