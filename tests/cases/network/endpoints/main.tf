# ---- cluster.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:13 cluster group
resource "aws_ecs_cluster" "group" {
  name = "link-group"

  tags = {
    "svc:block" = "cluster group"
  }

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

# main.svc:13 cluster group
resource "aws_ecs_cluster_capacity_providers" "group" {
  cluster_name       = aws_ecs_cluster.group.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]
}

# ---- iam.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:45 service api
resource "aws_iam_role" "api_execution" {
  name_prefix = "link-api-execution-"

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

# main.svc:45 service api
resource "aws_iam_role_policy" "api_execution" {
  name = "link-api-execution"
  role = aws_iam_role.api_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        Resource = aws_ecr_repository.images.arn
      },
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.api.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "ecr:GetAuthorizationToken"
        Resource = "*"
      },
    ]
  })
}

# main.svc:45 service api
resource "aws_iam_role" "api_task" {
  name_prefix = "link-api-task-"

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

# main.svc:28 balancer offer
resource "aws_lb" "offer" {
  name                                                         = "link-offer-net-int"
  load_balancer_type                                           = "network"
  internal                                                     = true
  subnets                                                      = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  security_groups                                              = [aws_security_group.offer.id]
  enforce_security_group_inbound_rules_on_private_link_traffic = "off"
  enable_deletion_protection                                   = false
  enable_cross_zone_load_balancing                             = true

  tags = {
    "svc:block" = "balancer offer"
  }
}

# main.svc:32 balancer offer
resource "aws_vpc_endpoint_service" "offer" {
  acceptance_required        = false
  network_load_balancer_arns = [aws_lb.offer.arn]
  allowed_principals         = ["arn:aws:iam::111111111111:root", "arn:aws:iam::222222222222:role/reader"]

  tags = {
    Name        = "link-offer"
    "svc:block" = "balancer offer"
  }
}

# main.svc:37 balancer quiet
resource "aws_lb" "quiet" {
  name                                                         = "link-quiet-net-int"
  load_balancer_type                                           = "network"
  internal                                                     = true
  subnets                                                      = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  security_groups                                              = [aws_security_group.quiet.id]
  enforce_security_group_inbound_rules_on_private_link_traffic = "off"
  enable_deletion_protection                                   = false
  enable_cross_zone_load_balancing                             = true

  tags = {
    "svc:block" = "balancer quiet"
  }
}

# main.svc:41 balancer quiet
resource "aws_vpc_endpoint_service" "quiet" {
  acceptance_required        = true
  network_load_balancer_arns = [aws_lb.quiet.arn]

  tags = {
    Name        = "link-quiet"
    "svc:block" = "balancer quiet"
  }
}

# main.svc:53 service api
resource "aws_lb_target_group" "api_offer" {
  port                 = 80
  protocol             = "TCP"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service api"
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

# main.svc:28 balancer offer
resource "aws_lb_listener" "offer_443" {
  load_balancer_arn = aws_lb.offer.arn
  port              = 443
  protocol          = "TCP"

  tags = {
    "svc:block" = "balancer offer"
  }

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.api_offer.arn
  }
}

# ---- main.tf

# Compiled by svcc from main.svc. Change the program, not this file.

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# ---- network.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:6 network main
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = {
    Name = "link-main"
  }
}

# main.svc:6 network main
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}

# main.svc:6 network main
resource "aws_internet_gateway" "main" {
  tags = {
    Name = "link-main"
  }
}

# main.svc:6 network main
resource "aws_internet_gateway_attachment" "main" {
  vpc_id              = aws_vpc.main.id
  internet_gateway_id = aws_internet_gateway.main.id
}

# main.svc:6 network main
resource "aws_subnet" "main_public_1" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.0.0/22"
  availability_zone_id    = "euw1-az1"
  map_public_ip_on_launch = false

  tags = {
    Name = "link-main-public-1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:6 network main
resource "aws_subnet" "main_public_2" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.4.0/22"
  availability_zone_id    = "euw1-az2"
  map_public_ip_on_launch = false

  tags = {
    Name = "link-main-public-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:6 network main
resource "aws_subnet" "main_private_1" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.64.0/22"
  availability_zone_id    = "euw1-az1"
  map_public_ip_on_launch = false

  tags = {
    Name = "link-main-private-1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:6 network main
resource "aws_subnet" "main_private_2" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.68.0/22"
  availability_zone_id    = "euw1-az2"
  map_public_ip_on_launch = false

  tags = {
    Name = "link-main-private-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:6 network main
resource "aws_route_table" "main_public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "link-main-public"
  }
}

# main.svc:6 network main
resource "aws_route" "main_public" {
  route_table_id         = aws_route_table.main_public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:6 network main
resource "aws_route_table" "main_private_1" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "link-main-private-1"
  }
}

# main.svc:6 network main
resource "aws_route_table" "main_private_2" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "link-main-private-2"
  }
}

# main.svc:6 network main
resource "aws_route_table_association" "main_public_1" {
  subnet_id      = aws_subnet.main_public_1.id
  route_table_id = aws_route_table.main_public.id
}

# main.svc:6 network main
resource "aws_route_table_association" "main_public_2" {
  subnet_id      = aws_subnet.main_public_2.id
  route_table_id = aws_route_table.main_public.id
}

# main.svc:6 network main
resource "aws_route_table_association" "main_private_1" {
  subnet_id      = aws_subnet.main_private_1.id
  route_table_id = aws_route_table.main_private_1.id
}

# main.svc:6 network main
resource "aws_route_table_association" "main_private_2" {
  subnet_id      = aws_subnet.main_private_2.id
  route_table_id = aws_route_table.main_private_2.id
}

# main.svc:6 network main
resource "aws_vpc_endpoint" "main_ecr_api" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.${data.aws_region.current.id}.ecr.api"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  security_group_ids  = [aws_security_group.main_endpoints.id]
  private_dns_enabled = true

  tags = {
    Name        = "link-main-ecr-api"
    "svc:block" = "network main"
  }
}

# main.svc:6 network main
resource "aws_vpc_endpoint" "main_ecr_dkr" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.${data.aws_region.current.id}.ecr.dkr"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  security_group_ids  = [aws_security_group.main_endpoints.id]
  private_dns_enabled = true

  tags = {
    Name        = "link-main-ecr-dkr"
    "svc:block" = "network main"
  }
}

# main.svc:6 network main
resource "aws_vpc_endpoint" "main_s3" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.${data.aws_region.current.id}.s3"
  vpc_endpoint_type = "Gateway"
  route_table_ids   = [aws_route_table.main_private_1.id, aws_route_table.main_private_2.id, aws_route_table.main_public.id]

  tags = {
    Name        = "link-main-s3"
    "svc:block" = "network main"
  }
}

# main.svc:6 network main
resource "aws_vpc_endpoint" "main_ecs" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.${data.aws_region.current.id}.ecs"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  security_group_ids  = [aws_security_group.main_endpoints.id]
  private_dns_enabled = true

  tags = {
    Name        = "link-main-ecs"
    "svc:block" = "network main"
  }
}

# main.svc:6 network main
resource "aws_vpc_endpoint" "main_ecs_agent" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.${data.aws_region.current.id}.ecs-agent"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  security_group_ids  = [aws_security_group.main_endpoints.id]
  private_dns_enabled = true

  tags = {
    Name        = "link-main-ecs-agent"
    "svc:block" = "network main"
  }
}

# main.svc:6 network main
resource "aws_vpc_endpoint" "main_ecs_telemetry" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.${data.aws_region.current.id}.ecs-telemetry"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  security_group_ids  = [aws_security_group.main_endpoints.id]
  private_dns_enabled = true

  tags = {
    Name        = "link-main-ecs-telemetry"
    "svc:block" = "network main"
  }
}

# main.svc:6 network main
resource "aws_vpc_endpoint" "main_events" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.${data.aws_region.current.id}.events"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  security_group_ids  = [aws_security_group.main_endpoints.id]
  private_dns_enabled = true

  tags = {
    Name        = "link-main-events"
    "svc:block" = "network main"
  }
}

# main.svc:6 network main
resource "aws_vpc_endpoint" "main_states" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.${data.aws_region.current.id}.states"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  security_group_ids  = [aws_security_group.main_endpoints.id]
  private_dns_enabled = true

  tags = {
    Name        = "link-main-states"
    "svc:block" = "network main"
  }
}

# main.svc:6 network main
resource "aws_vpc_endpoint" "main_monitoring" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.${data.aws_region.current.id}.monitoring"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  security_group_ids  = [aws_security_group.main_endpoints.id]
  private_dns_enabled = true

  tags = {
    Name        = "link-main-monitoring"
    "svc:block" = "network main"
  }
}

# main.svc:6 network main
resource "aws_vpc_endpoint" "main_xray" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.${data.aws_region.current.id}.xray"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  security_group_ids  = [aws_security_group.main_endpoints.id]
  private_dns_enabled = true

  tags = {
    Name        = "link-main-xray"
    "svc:block" = "network main"
  }
}

# main.svc:6 network main
resource "aws_vpc_endpoint" "main_elasticfilesystem" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.${data.aws_region.current.id}.elasticfilesystem"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  security_group_ids  = [aws_security_group.main_endpoints.id]
  private_dns_enabled = true

  tags = {
    Name        = "link-main-elasticfilesystem"
    "svc:block" = "network main"
  }
}

# main.svc:6 network main
resource "aws_vpc_endpoint" "main_lambda" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.${data.aws_region.current.id}.lambda"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  security_group_ids  = [aws_security_group.main_endpoints.id]
  private_dns_enabled = true

  tags = {
    Name        = "link-main-lambda"
    "svc:block" = "network main"
  }
}

# main.svc:6 network main
resource "aws_vpc_endpoint" "main_kinesis_streams" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.${data.aws_region.current.id}.kinesis-streams"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  security_group_ids  = [aws_security_group.main_endpoints.id]
  private_dns_enabled = true

  tags = {
    Name        = "link-main-kinesis-streams"
    "svc:block" = "network main"
  }
}

# main.svc:16 endpoint logs
resource "aws_vpc_endpoint" "logs" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.${data.aws_region.current.id}.logs"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  security_group_ids  = [aws_security_group.logs_endpoint.id]
  private_dns_enabled = true

  tags = {
    Name        = "link-logs"
    "svc:block" = "endpoint logs"
  }
}

# main.svc:17 endpoint models
resource "aws_vpc_endpoint" "models" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.bedrock-runtime"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  security_group_ids  = [aws_security_group.models_endpoint.id]
  private_dns_enabled = true

  tags = {
    Name        = "link-models"
    "svc:block" = "endpoint models"
  }
}

# main.svc:18 endpoint objects
resource "aws_vpc_endpoint" "objects" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.${data.aws_region.current.id}.s3"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  security_group_ids  = [aws_security_group.objects_endpoint.id]
  private_dns_enabled = false

  tags = {
    Name        = "link-objects"
    "svc:block" = "endpoint objects"
  }
}

# main.svc:19 endpoint ledger
resource "aws_vpc_endpoint" "ledger" {
  vpc_id              = aws_vpc.main.id
  service_name        = var.partner
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  security_group_ids  = [aws_security_group.ledger_endpoint.id]
  private_dns_enabled = true

  tags = {
    Name        = "link-ledger"
    "svc:block" = "endpoint ledger"
  }
}

# main.svc:26 endpoint notebook
resource "aws_vpc_endpoint" "notebook" {
  vpc_id              = "vpc-0123456789abcdef0"
  service_name        = "aws.sagemaker.eu-west-1.notebook"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = ["subnet-0a", "subnet-0b"]
  security_group_ids  = [aws_security_group.notebook_endpoint.id]
  private_dns_enabled = false

  tags = {
    Name        = "link-notebook"
    "svc:block" = "endpoint notebook"
  }
}

# ---- observability.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:45 service api
resource "aws_cloudwatch_log_group" "api" {
  name              = "/ecs/link/api"
  retention_in_days = 30

  tags = {
    "svc:block" = "service api"
  }
}

# ---- outputs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

output "name" {
  value = aws_vpc_endpoint_service.offer.service_name
}

output "quiet_name" {
  value = "${aws_vpc_endpoint_service.quiet.service_name} of ${aws_vpc_endpoint.ledger.id}"
}

output "offer_dns_name" {
  value = aws_lb.offer.dns_name
}

output "quiet_dns_name" {
  value = aws_lb.quiet.dns_name
}

output "group_cluster_name" {
  value = aws_ecs_cluster.group.name
}

output "api_service_name" {
  value = aws_ecs_service.api.name
}

output "images_repository_uri" {
  value = aws_ecr_repository.images.repository_url
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
      "svc:app" = "link"
    }
  }
}

# ---- registry.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:14 repository images
resource "aws_ecr_repository" "images" {
  name                 = "link/images"
  image_tag_mutability = "MUTABLE"

  tags = {
    "svc:block" = "repository images"
  }

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "AES256"
  }
}

# main.svc:14 repository images
resource "aws_ecr_lifecycle_policy" "images" {
  repository = aws_ecr_repository.images.name

  policy = jsonencode({
    rules = [
      {
        rulePriority = 1
        description  = "keep the newest images"
        selection = {
          tagStatus   = "any"
          countType   = "imageCountMoreThan"
          countNumber = 50
        }
        action = {
          type = "expire"
        }
      },
    ]
  })
}

# ---- security.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:6 network main
resource "aws_security_group" "main_endpoints" {
  name_prefix = "link-main-endpoints-"
  description = "VPC endpoints of link-main"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "link-main-endpoints"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:6 network main
resource "aws_vpc_security_group_ingress_rule" "main_endpoints" {
  security_group_id = aws_security_group.main_endpoints.id
  description       = "HTTPS from the VPC"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "10.0.0.0/16"

  tags = {
    Name        = "link-main-endpoints"
    "svc:block" = "network main"
  }
}

# main.svc:6 network main
resource "aws_vpc_security_group_egress_rule" "main_endpoints" {
  security_group_id = aws_security_group.main_endpoints.id
  description       = "Nothing calls from here"
  ip_protocol       = "-1"
  cidr_ipv4         = "127.0.0.1/32"

  tags = {
    Name        = "link-main-endpoints"
    "svc:block" = "network main"
  }
}

# main.svc:16 endpoint logs
resource "aws_security_group" "logs_endpoint" {
  name_prefix = "link-logs-endpoint-"
  description = "Endpoint link-logs"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "link-logs-endpoint"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:16 endpoint logs
resource "aws_vpc_security_group_egress_rule" "logs_endpoint" {
  security_group_id = aws_security_group.logs_endpoint.id
  description       = "Nothing calls from here"
  ip_protocol       = "-1"
  cidr_ipv4         = "127.0.0.1/32"

  tags = {
    Name        = "link-logs-endpoint"
    "svc:block" = "endpoint logs"
  }
}

# main.svc:16 endpoint logs
resource "aws_vpc_security_group_ingress_rule" "logs_endpoint_443_from_10_0_0_0_16" {
  security_group_id = aws_security_group.logs_endpoint.id
  description       = "Calls of the service behind it"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "10.0.0.0/16"

  tags = {
    Name        = "link-logs-endpoint-443-from-10-0-0-0-16"
    "svc:block" = "endpoint logs"
  }
}

# main.svc:17 endpoint models
resource "aws_security_group" "models_endpoint" {
  name_prefix = "link-models-endpoint-"
  description = "Endpoint link-models"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "link-models-endpoint"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:17 endpoint models
resource "aws_vpc_security_group_egress_rule" "models_endpoint" {
  security_group_id = aws_security_group.models_endpoint.id
  description       = "Nothing calls from here"
  ip_protocol       = "-1"
  cidr_ipv4         = "127.0.0.1/32"

  tags = {
    Name        = "link-models-endpoint"
    "svc:block" = "endpoint models"
  }
}

# main.svc:17 endpoint models
resource "aws_vpc_security_group_ingress_rule" "models_endpoint_443_from_10_0_0_0_16" {
  security_group_id = aws_security_group.models_endpoint.id
  description       = "Calls of the service behind it"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "10.0.0.0/16"

  tags = {
    Name        = "link-models-endpoint-443-from-10-0-0-0-16"
    "svc:block" = "endpoint models"
  }
}

# main.svc:18 endpoint objects
resource "aws_security_group" "objects_endpoint" {
  name_prefix = "link-objects-endpoint-"
  description = "Endpoint link-objects"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "link-objects-endpoint"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:18 endpoint objects
resource "aws_vpc_security_group_egress_rule" "objects_endpoint" {
  security_group_id = aws_security_group.objects_endpoint.id
  description       = "Nothing calls from here"
  ip_protocol       = "-1"
  cidr_ipv4         = "127.0.0.1/32"

  tags = {
    Name        = "link-objects-endpoint"
    "svc:block" = "endpoint objects"
  }
}

# main.svc:18 endpoint objects
resource "aws_vpc_security_group_ingress_rule" "objects_endpoint_443_from_10_0_0_0_16" {
  security_group_id = aws_security_group.objects_endpoint.id
  description       = "Calls of the service behind it"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "10.0.0.0/16"

  tags = {
    Name        = "link-objects-endpoint-443-from-10-0-0-0-16"
    "svc:block" = "endpoint objects"
  }
}

# main.svc:19 endpoint ledger
resource "aws_security_group" "ledger_endpoint" {
  name_prefix = "link-ledger-endpoint-"
  description = "Endpoint link-ledger"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "link-ledger-endpoint"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:19 endpoint ledger
resource "aws_vpc_security_group_egress_rule" "ledger_endpoint" {
  security_group_id = aws_security_group.ledger_endpoint.id
  description       = "Nothing calls from here"
  ip_protocol       = "-1"
  cidr_ipv4         = "127.0.0.1/32"

  tags = {
    Name        = "link-ledger-endpoint"
    "svc:block" = "endpoint ledger"
  }
}

# main.svc:23 endpoint ledger
resource "aws_vpc_security_group_ingress_rule" "ledger_endpoint_443_from_10_0_64_0_20" {
  security_group_id = aws_security_group.ledger_endpoint.id
  description       = "Calls of the service behind it"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "10.0.64.0/20"

  tags = {
    Name        = "link-ledger-endpoint-443-from-10-0-64-0-20"
    "svc:block" = "endpoint ledger"
  }
}

# main.svc:23 endpoint ledger
resource "aws_vpc_security_group_ingress_rule" "ledger_endpoint_443_from_10_0_80_0_20" {
  security_group_id = aws_security_group.ledger_endpoint.id
  description       = "Calls of the service behind it"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "10.0.80.0/20"

  tags = {
    Name        = "link-ledger-endpoint-443-from-10-0-80-0-20"
    "svc:block" = "endpoint ledger"
  }
}

# main.svc:23 endpoint ledger
resource "aws_vpc_security_group_ingress_rule" "ledger_endpoint_5432_from_10_0_64_0_20" {
  security_group_id = aws_security_group.ledger_endpoint.id
  description       = "Calls of the service behind it"
  ip_protocol       = "tcp"
  from_port         = 5432
  to_port           = 5432
  cidr_ipv4         = "10.0.64.0/20"

  tags = {
    Name        = "link-ledger-endpoint-5432-from-10-0-64-0-20"
    "svc:block" = "endpoint ledger"
  }
}

# main.svc:23 endpoint ledger
resource "aws_vpc_security_group_ingress_rule" "ledger_endpoint_5432_from_10_0_80_0_20" {
  security_group_id = aws_security_group.ledger_endpoint.id
  description       = "Calls of the service behind it"
  ip_protocol       = "tcp"
  from_port         = 5432
  to_port           = 5432
  cidr_ipv4         = "10.0.80.0/20"

  tags = {
    Name        = "link-ledger-endpoint-5432-from-10-0-80-0-20"
    "svc:block" = "endpoint ledger"
  }
}

# main.svc:26 endpoint notebook
resource "aws_security_group" "notebook_endpoint" {
  name_prefix = "link-notebook-endpoint-"
  description = "Endpoint link-notebook"
  vpc_id      = "vpc-0123456789abcdef0"

  tags = {
    Name = "link-notebook-endpoint"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:26 endpoint notebook
resource "aws_vpc_security_group_egress_rule" "notebook_endpoint" {
  security_group_id = aws_security_group.notebook_endpoint.id
  description       = "Nothing calls from here"
  ip_protocol       = "-1"
  cidr_ipv4         = "127.0.0.1/32"

  tags = {
    Name        = "link-notebook-endpoint"
    "svc:block" = "endpoint notebook"
  }
}

# main.svc:26 endpoint notebook
resource "aws_vpc_security_group_ingress_rule" "notebook_endpoint_443_from_10_9_0_0_16" {
  security_group_id = aws_security_group.notebook_endpoint.id
  description       = "Calls of the service behind it"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "10.9.0.0/16"

  tags = {
    Name        = "link-notebook-endpoint-443-from-10-9-0-0-16"
    "svc:block" = "endpoint notebook"
  }
}

# main.svc:28 balancer offer
resource "aws_security_group" "offer" {
  name_prefix = "link-offer-"
  description = "Load balancer link-offer"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "link-offer"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:31 balancer offer
resource "aws_vpc_security_group_ingress_rule" "offer_443_from_10_0_0_0_16" {
  security_group_id = aws_security_group.offer.id
  description       = "TCP from clients"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "10.0.0.0/16"

  tags = {
    Name        = "link-offer-443-from-10-0-0-0-16"
    "svc:block" = "balancer offer"
  }
}

# main.svc:53 service api
resource "aws_vpc_security_group_egress_rule" "offer_to_api_8443" {
  security_group_id            = aws_security_group.offer.id
  description                  = "Requests to service api"
  ip_protocol                  = "tcp"
  from_port                    = 8443
  to_port                      = 8443
  referenced_security_group_id = aws_security_group.api.id

  tags = {
    Name        = "link-offer-to-api-8443"
    "svc:block" = "service api"
  }
}

# main.svc:37 balancer quiet
resource "aws_security_group" "quiet" {
  name_prefix = "link-quiet-"
  description = "Load balancer link-quiet"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "link-quiet"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:37 balancer quiet
resource "aws_vpc_security_group_egress_rule" "quiet" {
  security_group_id = aws_security_group.quiet.id
  description       = "Nothing calls from here"
  ip_protocol       = "-1"
  cidr_ipv4         = "127.0.0.1/32"

  tags = {
    Name        = "link-quiet"
    "svc:block" = "balancer quiet"
  }
}

# main.svc:44 service api
resource "aws_security_group" "api" {
  name_prefix = "link-api-"
  description = "Tasks of link-api"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "link-api"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:53 service api
resource "aws_vpc_security_group_ingress_rule" "api_8443_from_offer" {
  security_group_id            = aws_security_group.api.id
  description                  = "Requests from load balancer offer"
  ip_protocol                  = "tcp"
  from_port                    = 8443
  to_port                      = 8443
  referenced_security_group_id = aws_security_group.offer.id

  tags = {
    Name        = "link-api-8443-from-offer"
    "svc:block" = "service api"
  }
}

# main.svc:44 service api
resource "aws_vpc_security_group_egress_rule" "api" {
  security_group_id = aws_security_group.api.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "link-api"
    "svc:block" = "service api"
  }
}

# ---- services.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:45 service api
resource "aws_ecs_task_definition" "api" {
  family                   = "link-api"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.api_execution.arn
  task_role_arn            = aws_iam_role.api_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "${aws_ecr_repository.images.repository_url}:api"
      essential = true
      portMappings = [
        {
          containerPort = 8443
          hostPort      = 8443
          protocol      = "tcp"
        },
      ]
      environment = [
        {
          name  = "LEDGER"
          value = "https://${aws_vpc_endpoint.ledger.dns_entry[0].dns_name}:5432/"
        },
        {
          name  = "MODELS"
          value = aws_vpc_endpoint.models.dns_entry[0].dns_name
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

# main.svc:44 service api
resource "aws_ecs_service" "api" {
  name                               = "link-api"
  cluster                            = aws_ecs_cluster.group.arn
  task_definition                    = aws_ecs_task_definition.api.arn
  desired_count                      = var.running ? 1 : 0
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
    container_port   = 8443
    target_group_arn = aws_lb_target_group.api_offer.arn
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.offer_to_api_8443,
    aws_vpc_security_group_ingress_rule.api_8443_from_offer,
    aws_vpc_security_group_ingress_rule.ledger_endpoint_443_from_10_0_64_0_20,
    aws_vpc_security_group_ingress_rule.ledger_endpoint_443_from_10_0_80_0_20,
    aws_vpc_security_group_ingress_rule.ledger_endpoint_5432_from_10_0_64_0_20,
    aws_vpc_security_group_ingress_rule.ledger_endpoint_5432_from_10_0_80_0_20,
    aws_vpc_security_group_ingress_rule.logs_endpoint_443_from_10_0_0_0_16,
    aws_vpc_security_group_ingress_rule.main_endpoints,
    aws_vpc_security_group_ingress_rule.models_endpoint_443_from_10_0_0_0_16,
    aws_vpc_security_group_ingress_rule.objects_endpoint_443_from_10_0_0_0_16,
    aws_vpc_security_group_egress_rule.api,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_vpc_endpoint.logs,
    aws_vpc_endpoint.main_ecr_api,
    aws_vpc_endpoint.main_ecr_dkr,
    aws_vpc_endpoint.main_ecs,
    aws_vpc_endpoint.main_ecs_agent,
    aws_vpc_endpoint.main_ecs_telemetry,
    aws_vpc_endpoint.main_elasticfilesystem,
    aws_vpc_endpoint.main_s3,
    aws_vpc_endpoint.objects,
    aws_ecs_cluster_capacity_providers.group,
    aws_lb_listener.offer_443,
    aws_iam_role_policy.api_execution,
  ]
}

# ---- variables.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:4
variable "partner" {
  type    = string
  default = "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0"
}

variable "running" {
  type        = bool
  description = "Whether services and jobs run. Give false for the first deployment, before images are pushed and secrets are filled."
  default     = true
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
