# ---- certificates.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:8 certificate cert
resource "aws_acm_certificate" "cert" {
  domain_name               = "example.com"
  subject_alternative_names = ["*.shop.example.com", "www.example.com"]
  validation_method         = "DNS"

  tags = {
    "svc:block" = "certificate cert"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:8 certificate cert
resource "aws_route53_record" "cert_record_shop_example_com_pyc79z" {
  zone_id = data.aws_route53_zone.example.zone_id
  name    = one([for o in aws_acm_certificate.cert.domain_validation_options : o.resource_record_name if o.domain_name == "*.shop.example.com"])
  type    = one([for o in aws_acm_certificate.cert.domain_validation_options : o.resource_record_type if o.domain_name == "*.shop.example.com"])

  records = [
    one([for o in aws_acm_certificate.cert.domain_validation_options : o.resource_record_value if o.domain_name == "*.shop.example.com"]),
  ]

  ttl             = 60
  allow_overwrite = true
}

# main.svc:8 certificate cert
resource "aws_route53_record" "cert_record_example_com" {
  zone_id = data.aws_route53_zone.example.zone_id
  name    = one([for o in aws_acm_certificate.cert.domain_validation_options : o.resource_record_name if o.domain_name == "example.com"])
  type    = one([for o in aws_acm_certificate.cert.domain_validation_options : o.resource_record_type if o.domain_name == "example.com"])

  records = [
    one([for o in aws_acm_certificate.cert.domain_validation_options : o.resource_record_value if o.domain_name == "example.com"]),
  ]

  ttl             = 60
  allow_overwrite = true
}

# main.svc:8 certificate cert
resource "aws_route53_record" "cert_record_www_example_com" {
  zone_id = data.aws_route53_zone.example.zone_id
  name    = one([for o in aws_acm_certificate.cert.domain_validation_options : o.resource_record_name if o.domain_name == "www.example.com"])
  type    = one([for o in aws_acm_certificate.cert.domain_validation_options : o.resource_record_type if o.domain_name == "www.example.com"])

  records = [
    one([for o in aws_acm_certificate.cert.domain_validation_options : o.resource_record_value if o.domain_name == "www.example.com"]),
  ]

  ttl             = 60
  allow_overwrite = true
}

# main.svc:8 certificate cert
resource "aws_acm_certificate_validation" "cert" {
  certificate_arn = aws_acm_certificate.cert.arn

  validation_record_fqdns = [
    aws_route53_record.cert_record_shop_example_com_pyc79z.fqdn,
    aws_route53_record.cert_record_example_com.fqdn,
    aws_route53_record.cert_record_www_example_com.fqdn,
  ]
}

# ---- cluster.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:16 cluster web
resource "aws_service_discovery_http_namespace" "web" {
  name        = "shop.internal"
  description = "Services of cluster shop-web"

  tags = {
    "svc:block" = "cluster web"
  }
}

# main.svc:16 cluster web
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

# main.svc:16 cluster web
resource "aws_ecs_cluster_capacity_providers" "web" {
  cluster_name       = aws_ecs_cluster.web.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]

  default_capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 0
    weight            = 1
  }
}

# ---- dns.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:6 zone example
data "aws_route53_zone" "example" {
  name = "example.com"
}

# ---- iam.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:4 network main
resource "aws_iam_role" "main_flow" {
  name_prefix = "shop-main-flow-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "vpc-flow-logs.amazonaws.com"
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

# main.svc:4 network main
resource "aws_iam_role_policy" "main_flow" {
  name = "shop-main-flow"
  role = aws_iam_role.main_flow.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.main_flow.arn}:*"
      },
    ]
  })
}

# main.svc:22 service api
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

# main.svc:22 service api
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

# main.svc:22 service api
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

# ---- load_balancing.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:14 balancer edge
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

# main.svc:14 balancer edge
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

# main.svc:14 balancer edge
resource "aws_lb_listener" "edge_443" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = aws_acm_certificate_validation.cert.certificate_arn

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

# main.svc:30 service api
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

# main.svc:30 service api
resource "aws_lb_listener_rule" "api_443_jdz7w2" {
  listener_arn = aws_lb_listener.edge_443.arn
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
    Name = "shop-main"
  }
}

# main.svc:4 network main
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}

# main.svc:4 network main
resource "aws_internet_gateway" "main" {
  tags = {
    Name = "shop-main"
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
    Name = "shop-main-public-1"
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
    Name = "shop-main-public-2"
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
    Name = "shop-main-private-1"
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
    Name = "shop-main-private-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:4 network main
resource "aws_route_table" "main_public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "shop-main-public"
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
    Name = "shop-main-private-1"
  }
}

# main.svc:4 network main
resource "aws_route_table" "main_private_2" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "shop-main-private-2"
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
    Name        = "shop-main-nat-1"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:4 network main
resource "aws_nat_gateway" "main_1" {
  allocation_id = aws_eip.main_nat_1.allocation_id
  subnet_id     = aws_subnet.main_public_1.id

  tags = {
    Name        = "shop-main-1"
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
resource "aws_flow_log" "main" {
  vpc_id               = aws_vpc.main.id
  traffic_type         = "ALL"
  log_destination_type = "cloud-watch-logs"
  log_destination      = "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:log-group:${aws_cloudwatch_log_group.main_flow.name}"
  iam_role_arn         = aws_iam_role.main_flow.arn

  tags = {
    Name        = "shop-main"
    "svc:block" = "network main"
  }

  depends_on = [aws_iam_role_policy.main_flow]
}

# ---- observability.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:4 network main
resource "aws_cloudwatch_log_group" "main_flow" {
  name              = "/vpc/shop-main"
  retention_in_days = 14

  tags = {
    "svc:block" = "network main"
  }
}

# main.svc:22 service api
resource "aws_cloudwatch_log_group" "api" {
  name              = "/ecs/shop/api"
  retention_in_days = 30

  tags = {
    "svc:block" = "service api"
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
      "svc:app" = "shop"
    }
  }
}

# ---- security.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:14 balancer edge
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

# main.svc:14 balancer edge
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

# main.svc:14 balancer edge
resource "aws_vpc_security_group_ingress_rule" "edge_443_from_0_0_0_0_0" {
  security_group_id = aws_security_group.edge.id
  description       = "HTTPS from clients"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "shop-edge-443-from-0-0-0-0-0"
    "svc:block" = "balancer edge"
  }
}

# main.svc:30 service api
resource "aws_vpc_security_group_egress_rule" "edge_to_api_8080" {
  security_group_id            = aws_security_group.edge.id
  description                  = "Requests to service api"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.api.id

  tags = {
    Name        = "shop-edge-to-api-8080"
    "svc:block" = "service api"
  }
}

# main.svc:21 service api
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

# main.svc:30 service api
resource "aws_vpc_security_group_ingress_rule" "api_8080_from_edge" {
  security_group_id            = aws_security_group.api.id
  description                  = "Requests from load balancer edge"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.edge.id

  tags = {
    Name        = "shop-api-8080-from-edge"
    "svc:block" = "service api"
  }
}

# main.svc:21 service api
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

# ---- services.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:22 service api
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
          name          = "http"
          containerPort = 8080
          hostPort      = 8080
          protocol      = "tcp"
          appProtocol   = "http"
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

# main.svc:21 service api
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
    container_port   = 8080
    target_group_arn = aws_lb_target_group.api_edge.arn
  }

  service_connect_configuration {
    enabled   = true
    namespace = aws_service_discovery_http_namespace.web.arn

    service {
      port_name      = "http"
      discovery_name = "api"

      client_alias {
        dns_name = "api"
        port     = 8080
      }
    }
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.edge_to_api_8080,
    aws_vpc_security_group_ingress_rule.api_8080_from_edge,
    aws_vpc_security_group_egress_rule.api,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_ecs_cluster_capacity_providers.web,
    aws_lb_listener_rule.api_443_jdz7w2,
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
