# ---- certificates.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:8 certificate cert
resource "aws_acm_certificate" "cert" {
  domain_name       = "db.example.com"
  validation_method = "DNS"

  tags = {
    "svc:block" = "certificate cert"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:8 certificate cert
resource "aws_route53_record" "cert_record_db_example_com" {
  zone_id = data.aws_route53_zone.example.zone_id
  name    = one([for o in aws_acm_certificate.cert.domain_validation_options : o.resource_record_name if o.domain_name == "db.example.com"])
  type    = one([for o in aws_acm_certificate.cert.domain_validation_options : o.resource_record_type if o.domain_name == "db.example.com"])

  records = [
    one([for o in aws_acm_certificate.cert.domain_validation_options : o.resource_record_value if o.domain_name == "db.example.com"]),
  ]

  ttl             = 60
  allow_overwrite = true
}

# main.svc:8 certificate cert
resource "aws_acm_certificate_validation" "cert" {
  certificate_arn         = aws_acm_certificate.cert.arn
  validation_record_fqdns = [aws_route53_record.cert_record_db_example_com.fqdn]
}

# main.svc:9 certificate other
resource "aws_acm_certificate" "other" {
  domain_name       = "other.example.com"
  validation_method = "DNS"

  tags = {
    "svc:block" = "certificate other"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:9 certificate other
resource "aws_route53_record" "other_record_other_example_com" {
  zone_id = data.aws_route53_zone.example.zone_id
  name    = one([for o in aws_acm_certificate.other.domain_validation_options : o.resource_record_name if o.domain_name == "other.example.com"])
  type    = one([for o in aws_acm_certificate.other.domain_validation_options : o.resource_record_type if o.domain_name == "other.example.com"])

  records = [
    one([for o in aws_acm_certificate.other.domain_validation_options : o.resource_record_value if o.domain_name == "other.example.com"]),
  ]

  ttl             = 60
  allow_overwrite = true
}

# main.svc:9 certificate other
resource "aws_acm_certificate_validation" "other" {
  certificate_arn         = aws_acm_certificate.other.arn
  validation_record_fqdns = [aws_route53_record.other_record_other_example_com.fqdn]
}

# ---- cluster.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:5 cluster group
resource "aws_ecs_cluster" "group" {
  name = "keep-group"

  tags = {
    "svc:block" = "cluster group"
  }

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

# main.svc:5 cluster group
resource "aws_ecs_cluster_capacity_providers" "group" {
  cluster_name       = aws_ecs_cluster.group.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]
}

# ---- dns.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:7 zone example
data "aws_route53_zone" "example" {
  name = "example.com"
}

# main.svc:68 record dns
resource "aws_route53_record" "dns" {
  zone_id = data.aws_route53_zone.example.zone_id
  name    = "db.example.com"
  type    = "A"

  alias {
    name                   = aws_lb.edge.dns_name
    zone_id                = aws_lb.edge.zone_id
    evaluate_target_health = true
  }
}

# ---- iam.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:28 service db
resource "aws_iam_role" "db_execution" {
  name_prefix = "keep-db-execution-"

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

# main.svc:28 service db
resource "aws_iam_role_policy" "db_execution" {
  name = "keep-db-execution"
  role = aws_iam_role.db_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.db.arn}:*"
      },
    ]
  })
}

# main.svc:28 service db
resource "aws_iam_role" "db_task" {
  name_prefix = "keep-db-task-"

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

# main.svc:41 service web
resource "aws_iam_role" "web_execution" {
  name_prefix = "keep-web-execution-"

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

# main.svc:41 service web
resource "aws_iam_role_policy" "web_execution" {
  name = "keep-web-execution"
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

# main.svc:41 service web
resource "aws_iam_role" "web_task" {
  name_prefix = "keep-web-task-"

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

# main.svc:56 service names
resource "aws_iam_role" "names_execution" {
  name_prefix = "keep-names-execution-"

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

# main.svc:56 service names
resource "aws_iam_role_policy" "names_execution" {
  name = "keep-names-execution"
  role = aws_iam_role.names_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.names.arn}:*"
      },
    ]
  })
}

# main.svc:56 service names
resource "aws_iam_role" "names_task" {
  name_prefix = "keep-names-task-"

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

# main.svc:11 balancer edge
resource "aws_lb" "edge" {
  name                             = "keep-edge-net"
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

# main.svc:20 balancer inside
resource "aws_lb" "inside" {
  name                             = "keep-inside-net-int"
  load_balancer_type               = "network"
  internal                         = true
  subnets                          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  security_groups                  = [aws_security_group.inside.id]
  enable_deletion_protection       = false
  enable_cross_zone_load_balancing = true

  tags = {
    "svc:block" = "balancer inside"
  }
}

# main.svc:36 service db
resource "aws_lb_target_group" "db_edge_5432" {
  port                 = 80
  protocol             = "TCP"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "120"

  tags = {
    "svc:block" = "service db"
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

# main.svc:11 balancer edge
resource "aws_lb_listener" "edge_5432" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 5432
  protocol          = "TCP"

  tags = {
    "svc:block" = "balancer edge"
  }

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.db_edge_5432.arn
  }
}

# main.svc:37 service db
resource "aws_lb_target_group" "db_inside" {
  port                 = 80
  protocol             = "TCP"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service db"
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

# main.svc:20 balancer inside
resource "aws_lb_listener" "inside_8443" {
  load_balancer_arn = aws_lb.inside.arn
  port              = 8443
  protocol          = "TLS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = aws_acm_certificate_validation.cert.certificate_arn

  tags = {
    "svc:block" = "balancer inside"
  }

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.db_inside.arn
  }
}

# main.svc:49 service web
resource "aws_lb_target_group" "web_edge_443" {
  port                 = 80
  protocol             = "TCP"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service web"
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

# main.svc:11 balancer edge
resource "aws_lb_listener" "edge_443" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 443
  protocol          = "TLS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = aws_acm_certificate_validation.other.certificate_arn

  tags = {
    "svc:block" = "balancer edge"
  }

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web_edge_443.arn
  }
}

# main.svc:65 service names
resource "aws_lb_target_group" "names_edge_53" {
  port                 = 80
  protocol             = "UDP"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service names"
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

# main.svc:11 balancer edge
resource "aws_lb_listener" "edge_53" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 53
  protocol          = "UDP"

  tags = {
    "svc:block" = "balancer edge"
  }

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.names_edge_53.arn
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
    Name = "keep-main"
  }
}

# main.svc:4 network main
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}

# main.svc:4 network main
resource "aws_internet_gateway" "main" {
  tags = {
    Name = "keep-main"
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
    Name = "keep-main-public-1"
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
    Name = "keep-main-public-2"
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
    Name = "keep-main-private-1"
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
    Name = "keep-main-private-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:4 network main
resource "aws_route_table" "main_public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "keep-main-public"
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
    Name = "keep-main-private-1"
  }
}

# main.svc:4 network main
resource "aws_route_table" "main_private_2" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "keep-main-private-2"
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
    Name        = "keep-main-nat-1"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:4 network main
resource "aws_nat_gateway" "main_1" {
  allocation_id = aws_eip.main_nat_1.allocation_id
  subnet_id     = aws_subnet.main_public_1.id

  tags = {
    Name        = "keep-main-1"
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

# main.svc:28 service db
resource "aws_cloudwatch_log_group" "db" {
  name              = "/ecs/keep/db"
  retention_in_days = 30

  tags = {
    "svc:block" = "service db"
  }
}

# main.svc:41 service web
resource "aws_cloudwatch_log_group" "web" {
  name              = "/ecs/keep/web"
  retention_in_days = 30

  tags = {
    "svc:block" = "service web"
  }
}

# main.svc:56 service names
resource "aws_cloudwatch_log_group" "names" {
  name              = "/ecs/keep/names"
  retention_in_days = 30

  tags = {
    "svc:block" = "service names"
  }
}

# ---- outputs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

output "edge_dns_name" {
  value = aws_lb.edge.dns_name
}

output "inside_dns_name" {
  value = aws_lb.inside.dns_name
}

output "group_cluster_name" {
  value = aws_ecs_cluster.group.name
}

output "db_service_name" {
  value = aws_ecs_service.db.name
}

output "web_service_name" {
  value = aws_ecs_service.web.name
}

output "names_service_name" {
  value = aws_ecs_service.names.name
}

output "db_log_group" {
  value = aws_cloudwatch_log_group.db.name
}

output "web_log_group" {
  value = aws_cloudwatch_log_group.web.name
}

output "names_log_group" {
  value = aws_cloudwatch_log_group.names.name
}

# ---- providers.tf

# Compiled by svcc from main.svc. Change the program, not this file.

provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      "svc:app" = "keep"
    }
  }
}

# ---- security.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:11 balancer edge
resource "aws_security_group" "edge" {
  name_prefix = "keep-edge-"
  description = "Load balancer keep-edge"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "keep-edge"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:17 balancer edge
resource "aws_vpc_security_group_ingress_rule" "edge_53_from_192_0_2_0_24" {
  security_group_id = aws_security_group.edge.id
  description       = "UDP from clients"
  ip_protocol       = "udp"
  from_port         = 53
  to_port           = 53
  cidr_ipv4         = "192.0.2.0/24"

  tags = {
    Name        = "keep-edge-53-from-192-0-2-0-24"
    "svc:block" = "balancer edge"
  }
}

# main.svc:16 balancer edge
resource "aws_vpc_security_group_ingress_rule" "edge_443_from_192_0_2_0_24" {
  security_group_id = aws_security_group.edge.id
  description       = "TLS from clients"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "192.0.2.0/24"

  tags = {
    Name        = "keep-edge-443-from-192-0-2-0-24"
    "svc:block" = "balancer edge"
  }
}

# main.svc:15 balancer edge
resource "aws_vpc_security_group_ingress_rule" "edge_5432_from_192_0_2_0_24" {
  security_group_id = aws_security_group.edge.id
  description       = "TCP from clients"
  ip_protocol       = "tcp"
  from_port         = 5432
  to_port           = 5432
  cidr_ipv4         = "192.0.2.0/24"

  tags = {
    Name        = "keep-edge-5432-from-192-0-2-0-24"
    "svc:block" = "balancer edge"
  }
}

# main.svc:36 service db
resource "aws_vpc_security_group_egress_rule" "edge_to_db_5432" {
  security_group_id            = aws_security_group.edge.id
  description                  = "Requests to service db"
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
  referenced_security_group_id = aws_security_group.db.id

  tags = {
    Name        = "keep-edge-to-db-5432"
    "svc:block" = "service db"
  }
}

# main.svc:49 service web
resource "aws_vpc_security_group_egress_rule" "edge_to_web_8080" {
  security_group_id            = aws_security_group.edge.id
  description                  = "Requests to service web"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.web.id

  tags = {
    Name        = "keep-edge-to-web-8080"
    "svc:block" = "service web"
  }
}

# main.svc:65 service names
resource "aws_vpc_security_group_egress_rule" "edge_to_names_53_udp" {
  security_group_id            = aws_security_group.edge.id
  description                  = "Requests to service names"
  ip_protocol                  = "udp"
  from_port                    = 53
  to_port                      = 53
  referenced_security_group_id = aws_security_group.names.id

  tags = {
    Name        = "keep-edge-to-names-53-udp"
    "svc:block" = "service names"
  }
}

# main.svc:65 service names
resource "aws_vpc_security_group_egress_rule" "edge_to_names_53_health" {
  security_group_id            = aws_security_group.edge.id
  description                  = "Health checks of service names"
  ip_protocol                  = "tcp"
  from_port                    = 53
  to_port                      = 53
  referenced_security_group_id = aws_security_group.names.id

  tags = {
    Name        = "keep-edge-to-names-53-health"
    "svc:block" = "service names"
  }
}

# main.svc:20 balancer inside
resource "aws_security_group" "inside" {
  name_prefix = "keep-inside-"
  description = "Load balancer keep-inside"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "keep-inside"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:23 balancer inside
resource "aws_vpc_security_group_ingress_rule" "inside_8443_from_10_0_0_0_16" {
  security_group_id = aws_security_group.inside.id
  description       = "TLS from clients"
  ip_protocol       = "tcp"
  from_port         = 8443
  to_port           = 8443
  cidr_ipv4         = "10.0.0.0/16"

  tags = {
    Name        = "keep-inside-8443-from-10-0-0-0-16"
    "svc:block" = "balancer inside"
  }
}

# main.svc:37 service db
resource "aws_vpc_security_group_egress_rule" "inside_to_db_5432" {
  security_group_id            = aws_security_group.inside.id
  description                  = "Requests to service db"
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
  referenced_security_group_id = aws_security_group.db.id

  tags = {
    Name        = "keep-inside-to-db-5432"
    "svc:block" = "service db"
  }
}

# main.svc:27 service db
resource "aws_security_group" "db" {
  name_prefix = "keep-db-"
  description = "Tasks of keep-db"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "keep-db"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:36 service db
resource "aws_vpc_security_group_ingress_rule" "db_5432_from_edge" {
  security_group_id            = aws_security_group.db.id
  description                  = "Requests from load balancer edge"
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
  referenced_security_group_id = aws_security_group.edge.id

  tags = {
    Name        = "keep-db-5432-from-edge"
    "svc:block" = "service db"
  }
}

# main.svc:37 service db
resource "aws_vpc_security_group_ingress_rule" "db_5432_from_inside" {
  security_group_id            = aws_security_group.db.id
  description                  = "Requests from load balancer inside"
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
  referenced_security_group_id = aws_security_group.inside.id

  tags = {
    Name        = "keep-db-5432-from-inside"
    "svc:block" = "service db"
  }
}

# main.svc:27 service db
resource "aws_vpc_security_group_egress_rule" "db" {
  security_group_id = aws_security_group.db.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "keep-db"
    "svc:block" = "service db"
  }
}

# main.svc:40 service web
resource "aws_security_group" "web" {
  name_prefix = "keep-web-"
  description = "Tasks of keep-web"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "keep-web"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:49 service web
resource "aws_vpc_security_group_ingress_rule" "web_8080_from_edge" {
  security_group_id            = aws_security_group.web.id
  description                  = "Requests from load balancer edge"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.edge.id

  tags = {
    Name        = "keep-web-8080-from-edge"
    "svc:block" = "service web"
  }
}

# main.svc:40 service web
resource "aws_vpc_security_group_egress_rule" "web" {
  security_group_id = aws_security_group.web.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "keep-web"
    "svc:block" = "service web"
  }
}

# main.svc:55 service names
resource "aws_security_group" "names" {
  name_prefix = "keep-names-"
  description = "Tasks of keep-names"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "keep-names"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:65 service names
resource "aws_vpc_security_group_ingress_rule" "names_53_udp_from_edge" {
  security_group_id            = aws_security_group.names.id
  description                  = "Requests from load balancer edge"
  ip_protocol                  = "udp"
  from_port                    = 53
  to_port                      = 53
  referenced_security_group_id = aws_security_group.edge.id

  tags = {
    Name        = "keep-names-53-udp-from-edge"
    "svc:block" = "service names"
  }
}

# main.svc:65 service names
resource "aws_vpc_security_group_ingress_rule" "names_53_from_edge_health" {
  security_group_id            = aws_security_group.names.id
  description                  = "Health checks of load balancer edge"
  ip_protocol                  = "tcp"
  from_port                    = 53
  to_port                      = 53
  referenced_security_group_id = aws_security_group.edge.id

  tags = {
    Name        = "keep-names-53-from-edge-health"
    "svc:block" = "service names"
  }
}

# main.svc:55 service names
resource "aws_vpc_security_group_egress_rule" "names" {
  security_group_id = aws_security_group.names.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "keep-names"
    "svc:block" = "service names"
  }
}

# ---- services.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:28 service db
resource "aws_ecs_task_definition" "db" {
  family                   = "keep-db"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.db_execution.arn
  task_role_arn            = aws_iam_role.db_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "public.ecr.aws/docker/library/postgres:17"
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
          awslogs-group         = aws_cloudwatch_log_group.db.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "db"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "service db"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:41 service web
resource "aws_ecs_task_definition" "web" {
  family                   = "keep-web"
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
    "svc:block" = "service web"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:56 service names
resource "aws_ecs_task_definition" "names" {
  family                   = "keep-names"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.names_execution.arn
  task_role_arn            = aws_iam_role.names_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "public.ecr.aws/nginx/nginx:1.27"
      essential = true
      portMappings = [
        {
          name          = "checks"
          containerPort = 53
          hostPort      = 53
          protocol      = "tcp"
        },
        {
          name          = "dns"
          containerPort = 53
          hostPort      = 53
          protocol      = "udp"
        },
      ]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.names.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "names"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "service names"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:27 service db
resource "aws_ecs_service" "db" {
  name                               = "keep-db"
  cluster                            = aws_ecs_cluster.group.arn
  task_definition                    = aws_ecs_task_definition.db.arn
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
    "svc:block" = "service db"
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
    security_groups  = [aws_security_group.db.id]
    assign_public_ip = false
  }

  load_balancer {
    container_name   = "app"
    container_port   = 5432
    target_group_arn = aws_lb_target_group.db_edge_5432.arn
  }

  load_balancer {
    container_name   = "app"
    container_port   = 5432
    target_group_arn = aws_lb_target_group.db_inside.arn
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.edge_to_db_5432,
    aws_vpc_security_group_egress_rule.inside_to_db_5432,
    aws_vpc_security_group_ingress_rule.db_5432_from_edge,
    aws_vpc_security_group_ingress_rule.db_5432_from_inside,
    aws_vpc_security_group_egress_rule.db,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_ecs_cluster_capacity_providers.group,
    aws_lb_listener.edge_5432,
    aws_lb_listener.inside_8443,
    aws_iam_role_policy.db_execution,
  ]
}

# main.svc:40 service web
resource "aws_ecs_service" "web" {
  name                               = "keep-web"
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
    "svc:block" = "service web"
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
    security_groups  = [aws_security_group.web.id]
    assign_public_ip = false
  }

  load_balancer {
    container_name   = "app"
    container_port   = 8080
    target_group_arn = aws_lb_target_group.web_edge_443.arn
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.edge_to_web_8080,
    aws_vpc_security_group_ingress_rule.web_8080_from_edge,
    aws_vpc_security_group_egress_rule.web,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_ecs_cluster_capacity_providers.group,
    aws_lb_listener.edge_443,
    aws_iam_role_policy.web_execution,
  ]
}

# main.svc:55 service names
resource "aws_ecs_service" "names" {
  name                               = "keep-names"
  cluster                            = aws_ecs_cluster.group.arn
  task_definition                    = aws_ecs_task_definition.names.arn
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

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  network_configuration {
    subnets          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
    security_groups  = [aws_security_group.names.id]
    assign_public_ip = false
  }

  load_balancer {
    container_name   = "app"
    container_port   = 53
    target_group_arn = aws_lb_target_group.names_edge_53.arn
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.edge_to_names_53_health,
    aws_vpc_security_group_egress_rule.edge_to_names_53_udp,
    aws_vpc_security_group_ingress_rule.names_53_from_edge_health,
    aws_vpc_security_group_ingress_rule.names_53_udp_from_edge,
    aws_vpc_security_group_egress_rule.names,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_ecs_cluster_capacity_providers.group,
    aws_lb_listener.edge_53,
    aws_iam_role_policy.names_execution,
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
