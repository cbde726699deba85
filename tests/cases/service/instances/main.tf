# ---- cluster.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:5 cluster web
resource "aws_ecs_cluster" "web" {
  name = "place-web"

  tags = {
    "svc:block" = "cluster web"
  }

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

# main.svc:6 cluster web
resource "aws_launch_template" "web_workers" {
  image_id               = "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id"
  instance_type          = "m7i.large"
  vpc_security_group_ids = [aws_security_group.web_instances.id]

  user_data = base64encode(<<-EOT
    #!/bin/bash
    cat >> /etc/ecs/ecs.config <<'CONFIG'
    ECS_CLUSTER=${aws_ecs_cluster.web.name}
    ECS_AWSVPC_BLOCK_IMDS=true
    CONFIG
  EOT
  )

  tags = {
    Name        = "place-web-workers"
    "svc:block" = "cluster web"
  }

  iam_instance_profile {
    arn = aws_iam_instance_profile.web_instance.arn
  }

  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      volume_size           = 30
      volume_type           = "gp3"
      encrypted             = "true"
      delete_on_termination = "true"
    }
  }

  metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  tag_specifications {
    resource_type = "volume"

    tags = {
      Name        = "place-web-workers"
      "svc:app"   = "place"
      "svc:block" = "cluster web"
    }
  }
}

# main.svc:6 cluster web
resource "aws_autoscaling_group" "web_workers" {
  vpc_zone_identifier       = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  min_size                  = 1
  max_size                  = 3
  protect_from_scale_in     = false
  health_check_type         = "EC2"
  health_check_grace_period = 300

  launch_template {
    id      = aws_launch_template.web_workers.id
    version = aws_launch_template.web_workers.latest_version
  }

  instance_refresh {
    strategy = "Rolling"

    preferences {
      min_healthy_percentage       = 100
      max_healthy_percentage       = 110
      scale_in_protected_instances = "Refresh"
    }
  }

  tag {
    key                 = "svc:app"
    value               = "place"
    propagate_at_launch = true
  }

  tag {
    key                 = "AmazonECSManaged"
    value               = "true"
    propagate_at_launch = true
  }

  tag {
    key                 = "Name"
    value               = "place-web-workers"
    propagate_at_launch = true
  }

  tag {
    key                 = "svc:block"
    value               = "cluster web"
    propagate_at_launch = true
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.web_instances,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_iam_role_policy_attachment.web_instance_policy_AmazonSSMManagedInstanceCore,
    aws_iam_role_policy_attachment.web_instance_policy_AmazonEC2ContainerServiceforEC2Role,
  ]
}

# main.svc:6 cluster web
resource "aws_ecs_capacity_provider" "web_workers" {
  name = "place-web-workers"

  tags = {
    "svc:block" = "cluster web"
  }

  auto_scaling_group_provider {
    auto_scaling_group_arn         = aws_autoscaling_group.web_workers.arn
    managed_termination_protection = "DISABLED"
    managed_draining               = "ENABLED"

    managed_scaling {
      status          = "ENABLED"
      target_capacity = 100
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:5 cluster web
resource "aws_ecs_cluster_capacity_providers" "web" {
  cluster_name       = aws_ecs_cluster.web.name
  capacity_providers = [aws_ecs_capacity_provider.web_workers.name]

  default_capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.web_workers.name
    base              = 0
    weight            = 1
  }
}

# ---- iam.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:5 cluster web
resource "aws_iam_role" "web_instance" {
  name_prefix = "place-web-instance-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "ec2.amazonaws.com"
        }
        Action = "sts:AssumeRole"
      },
    ]
  })
}

# main.svc:5 cluster web
resource "aws_iam_role_policy_attachment" "web_instance_policy_AmazonSSMManagedInstanceCore" {
  role       = aws_iam_role.web_instance.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

# main.svc:5 cluster web
resource "aws_iam_role_policy_attachment" "web_instance_policy_AmazonEC2ContainerServiceforEC2Role" {
  role       = aws_iam_role.web_instance.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"
}

# main.svc:5 cluster web
resource "aws_iam_instance_profile" "web_instance" {
  role = aws_iam_role.web_instance.name

  tags = {
    "svc:block" = "cluster web"
  }
}

# main.svc:14 service api
resource "aws_iam_role" "api_execution" {
  name_prefix = "place-api-execution-"

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

# main.svc:14 service api
resource "aws_iam_role_policy" "api_execution" {
  name = "place-api-execution"
  role = aws_iam_role.api_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.api.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "s3:GetBucketLocation"
        Resource = "arn:aws:s3:::acme-config"
      },
      {
        Effect   = "Allow"
        Action   = "s3:GetObject"
        Resource = "arn:aws:s3:::acme-config/api.env"
      },
    ]
  })
}

# main.svc:14 service api
resource "aws_iam_role" "api_task" {
  name_prefix = "place-api-task-"

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

# main.svc:14 service api
resource "aws_iam_role_policy" "api_task" {
  name = "place-api-task"
  role = aws_iam_role.api_task.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = [
          "dynamodb:BatchGetItem",
          "dynamodb:BatchWriteItem",
          "dynamodb:DeleteItem",
          "dynamodb:DescribeTable",
          "dynamodb:GetItem",
          "dynamodb:PutItem",
          "dynamodb:Query",
          "dynamodb:Scan",
          "dynamodb:UpdateItem",
        ]
        Resource = aws_dynamodb_table.carts.arn
      },
      {
        Effect = "Allow"
        Action = ["dynamodb:BatchGetItem", "dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan"]
        Resource = [
          aws_dynamodb_table.plain.arn,
          "arn:${data.aws_partition.current.partition}:dynamodb:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:table/legacy",
        ]
      },
    ]
  })
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
    Name = "place-main"
  }
}

# main.svc:4 network main
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}

# main.svc:4 network main
resource "aws_internet_gateway" "main" {
  tags = {
    Name = "place-main"
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
    Name = "place-main-public-1"
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
    Name = "place-main-public-2"
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
    Name = "place-main-private-1"
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
    Name = "place-main-private-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:4 network main
resource "aws_route_table" "main_public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "place-main-public"
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
    Name = "place-main-private-1"
  }
}

# main.svc:4 network main
resource "aws_route_table" "main_private_2" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "place-main-private-2"
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
    Name        = "place-main-nat-1"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:4 network main
resource "aws_nat_gateway" "main_1" {
  allocation_id = aws_eip.main_nat_1.allocation_id
  subnet_id     = aws_subnet.main_public_1.id

  tags = {
    Name        = "place-main-1"
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

# main.svc:14 service api
resource "aws_cloudwatch_log_group" "api" {
  name              = "/ecs/place/api"
  retention_in_days = 30

  tags = {
    "svc:block" = "service api"
  }
}

# ---- outputs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

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
      "svc:app" = "place"
    }
  }
}

# ---- security.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:5 cluster web
resource "aws_security_group" "web_instances" {
  name_prefix = "place-web-instances-"
  description = "Instances of place-web"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "place-web-instances"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:5 cluster web
resource "aws_vpc_security_group_egress_rule" "web_instances" {
  security_group_id = aws_security_group.web_instances.id
  description       = "ECS, registries and package sources"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "place-web-instances"
    "svc:block" = "cluster web"
  }
}

# main.svc:13 service api
resource "aws_security_group" "api" {
  name_prefix = "place-api-"
  description = "Tasks of place-api"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "place-api"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:13 service api
resource "aws_vpc_security_group_egress_rule" "api" {
  security_group_id = aws_security_group.api.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "place-api"
    "svc:block" = "service api"
  }
}

# ---- services.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:14 service api
resource "aws_ecs_task_definition" "api" {
  family                   = "place-api"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["EC2"]
  execution_role_arn       = aws_iam_role.api_execution.arn
  task_role_arn            = aws_iam_role.api_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "public.ecr.aws/nginx/nginx:1.27"
      essential = true
      environment = [
        {
          name  = "CARTS"
          value = aws_dynamodb_table.carts.name
        },
      ]
      environmentFiles = [
        {
          type  = "s3"
          value = "arn:aws:s3:::acme-config/api.env"
        },
      ]
      dockerLabels = {
        team = "checkout"
      }
      privileged = true
      ulimits = [
        {
          name      = "nofile"
          softLimit = 1024
          hardLimit = 4096
        },
      ]
      linuxParameters = {
        capabilities = {
          add  = ["NET_ADMIN"]
          drop = ["NET_RAW"]
        }
        initProcessEnabled = true
        sharedMemorySize   = 128
      }
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

# main.svc:13 service api
resource "aws_ecs_service" "api" {
  name                               = "place-api"
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
    capacity_provider = aws_ecs_capacity_provider.web_workers.name
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

  placement_constraints {
    type = "distinctInstance"
  }

  placement_constraints {
    type       = "memberOf"
    expression = "attribute:ecs.instance-type =~ m7i.*"
  }

  ordered_placement_strategy {
    type  = "spread"
    field = "attribute:ecs.availability-zone"
  }

  ordered_placement_strategy {
    type  = "binpack"
    field = "cpu"
  }

  ordered_placement_strategy {
    type = "random"
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.api,
    aws_ecs_cluster_capacity_providers.web,
    aws_iam_role_policy.api_execution,
    aws_iam_role_policy.api_task,
  ]
}

# ---- storage.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:9 table carts
resource "aws_dynamodb_table" "carts" {
  name                        = "place-carts"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "customer"
  range_key                   = "added"
  deletion_protection_enabled = true

  tags = {
    "svc:block" = "table carts"
  }

  attribute {
    name = "added"
    type = "N"
  }

  attribute {
    name = "customer"
    type = "S"
  }

  point_in_time_recovery {
    enabled = false
  }

  ttl {
    attribute_name = "until"
    enabled        = true
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:10 table plain
resource "aws_dynamodb_table" "plain" {
  name                        = "place-plain"
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "id"
  deletion_protection_enabled = true

  tags = {
    "svc:block" = "table plain"
  }

  attribute {
    name = "id"
    type = "S"
  }

  point_in_time_recovery {
    enabled = true
  }

  lifecycle {
    prevent_destroy = true
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
