# ---- cluster.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:5 cluster group
resource "aws_ecs_cluster" "group" {
  name = "media-group"

  tags = {
    "svc:block" = "cluster group"
  }

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

# main.svc:7 cluster group
resource "aws_launch_template" "group_nodes" {
  image_id               = "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/gpu/recommended/image_id"
  instance_type          = "g4dn.xlarge"
  vpc_security_group_ids = [aws_security_group.group_instances.id]

  user_data = base64encode(<<-EOT
    #!/bin/bash
    cat >> /etc/ecs/ecs.config <<'CONFIG'
    ECS_CLUSTER=${aws_ecs_cluster.group.name}
    ECS_AWSVPC_BLOCK_IMDS=true
    CONFIG
  EOT
  )

  tags = {
    Name        = "media-group-nodes"
    "svc:block" = "cluster group"
  }

  iam_instance_profile {
    arn = aws_iam_instance_profile.group_instance.arn
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
      Name        = "media-group-nodes"
      "svc:app"   = "media"
      "svc:block" = "cluster group"
    }
  }
}

# main.svc:7 cluster group
resource "aws_autoscaling_group" "group_nodes" {
  vpc_zone_identifier       = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  min_size                  = 1
  max_size                  = 2
  protect_from_scale_in     = false
  health_check_type         = "EC2"
  health_check_grace_period = 300

  launch_template {
    id      = aws_launch_template.group_nodes.id
    version = aws_launch_template.group_nodes.latest_version
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
    value               = "media"
    propagate_at_launch = true
  }

  tag {
    key                 = "AmazonECSManaged"
    value               = "true"
    propagate_at_launch = true
  }

  tag {
    key                 = "Name"
    value               = "media-group-nodes"
    propagate_at_launch = true
  }

  tag {
    key                 = "svc:block"
    value               = "cluster group"
    propagate_at_launch = true
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.group_instances,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_iam_role_policy_attachment.group_instance_policy_AmazonSSMManagedInstanceCore,
    aws_iam_role_policy_attachment.group_instance_policy_AmazonEC2ContainerServiceforEC2Role,
  ]
}

# main.svc:7 cluster group
resource "aws_ecs_capacity_provider" "group_nodes" {
  name = "media-group-nodes"

  tags = {
    "svc:block" = "cluster group"
  }

  auto_scaling_group_provider {
    auto_scaling_group_arn         = aws_autoscaling_group.group_nodes.arn
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

# main.svc:5 cluster group
resource "aws_ecs_cluster_capacity_providers" "group" {
  cluster_name       = aws_ecs_cluster.group.name
  capacity_providers = [aws_ecs_capacity_provider.group_nodes.name, "FARGATE", "FARGATE_SPOT"]

  default_capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 0
    weight            = 1
  }
}

# ---- iam.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:5 cluster group
resource "aws_iam_role" "group_instance" {
  name_prefix = "media-group-instance-"

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

# main.svc:5 cluster group
resource "aws_iam_role_policy_attachment" "group_instance_policy_AmazonSSMManagedInstanceCore" {
  role       = aws_iam_role.group_instance.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

# main.svc:5 cluster group
resource "aws_iam_role_policy_attachment" "group_instance_policy_AmazonEC2ContainerServiceforEC2Role" {
  role       = aws_iam_role.group_instance.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"
}

# main.svc:5 cluster group
resource "aws_iam_instance_profile" "group_instance" {
  role = aws_iam_role.group_instance.name

  tags = {
    "svc:block" = "cluster group"
  }
}

# main.svc:28 service web
resource "aws_iam_role" "web_execution" {
  name_prefix = "media-web-execution-"

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

# main.svc:28 service web
resource "aws_iam_role_policy" "web_execution" {
  name = "media-web-execution"
  role = aws_iam_role.web_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.web.arn}:*"
      },
      {
        Effect = "Allow"
        Action = "secretsmanager:GetSecretValue"
        Resource = [
          "arn:${data.aws_partition.current.partition}:secretsmanager:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:secret:media/registry-??????",
          "arn:${data.aws_partition.current.partition}:secretsmanager:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:secret:media/splunk-??????",
        ]
      },
    ]
  })
}

# main.svc:28 service web
resource "aws_iam_role" "web_task" {
  name_prefix = "media-web-task-"

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

# main.svc:28 service web
resource "aws_iam_role_policy" "web_task" {
  name = "media-web-task"
  role = aws_iam_role.web_task.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientRootAccess", "elasticfilesystem:ClientWrite"]
        Resource = aws_efs_file_system.assets.arn
      },
      {
        Effect   = "Allow"
        Action   = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientRootAccess", "elasticfilesystem:ClientWrite"]
        Resource = "arn:${data.aws_partition.current.partition}:elasticfilesystem:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:file-system/fs-0123456789abcdef0"
      },
      {
        Effect   = "Allow"
        Action   = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"]
        Resource = aws_efs_file_system.assets.arn
        Condition = {
          StringEquals = {
            "elasticfilesystem:AccessPointArn" = aws_efs_access_point.assets_uploads.arn
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"]
        Resource = [aws_kms_key.spare.arn, "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555"]
      },
      {
        Effect   = "Allow"
        Action   = "elasticfilesystem:ClientMount"
        Resource = aws_efs_file_system.assets.arn
      },
    ]
  })
}

# main.svc:71 service gpu
resource "aws_iam_role" "gpu_execution" {
  name_prefix = "media-gpu-execution-"

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

# main.svc:71 service gpu
resource "aws_iam_role_policy" "gpu_execution" {
  name = "media-gpu-execution"
  role = aws_iam_role.gpu_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "secretsmanager:GetSecretValue"
        Resource = "arn:${data.aws_partition.current.partition}:secretsmanager:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:secret:media/splunk-??????"
      },
    ]
  })
}

# main.svc:71 service gpu
resource "aws_iam_role" "gpu_task" {
  name_prefix = "media-gpu-task-"

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

# main.svc:27 service web
resource "aws_iam_role" "web_disks" {
  name_prefix = "media-web-disks-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "ecs.amazonaws.com"
        }
        Action = "sts:AssumeRole"
      },
    ]
  })
}

# main.svc:27 service web
resource "aws_iam_role_policy_attachment" "web_disks_policy_AmazonECSInfrastructureRolePolicyForVolu_e2qg7s" {
  role       = aws_iam_role.web_disks.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForVolumes"
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
    Name = "media-main"
  }
}

# main.svc:4 network main
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}

# main.svc:4 network main
resource "aws_internet_gateway" "main" {
  tags = {
    Name = "media-main"
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
    Name = "media-main-public-1"
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
    Name = "media-main-public-2"
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
    Name = "media-main-private-1"
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
    Name = "media-main-private-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:4 network main
resource "aws_route_table" "main_public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "media-main-public"
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
    Name = "media-main-private-1"
  }
}

# main.svc:4 network main
resource "aws_route_table" "main_private_2" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "media-main-private-2"
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
    Name        = "media-main-nat-1"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:4 network main
resource "aws_nat_gateway" "main_1" {
  allocation_id = aws_eip.main_nat_1.allocation_id
  subnet_id     = aws_subnet.main_public_1.id

  tags = {
    Name        = "media-main-1"
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

# main.svc:28 service web
resource "aws_cloudwatch_log_group" "web" {
  name              = "/ecs/media/web"
  retention_in_days = 30

  tags = {
    "svc:block" = "service web"
  }
}

# ---- outputs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

output "assets" {
  value = aws_efs_file_system.assets.id
}

output "key" {
  value = aws_kms_key.own.key_id
}

output "group_cluster_name" {
  value = aws_ecs_cluster.group.name
}

output "web_service_name" {
  value = aws_ecs_service.web.name
}

output "gpu_service_name" {
  value = aws_ecs_service.gpu.name
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
      "svc:app" = "media"
    }
  }
}

# ---- secrets.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:11 key own
resource "aws_kms_key" "own" {
  description             = "Files"
  enable_key_rotation     = true
  deletion_window_in_days = 30

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          AWS = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root"
        }
        Action   = "kms:*"
        Resource = "*"
      },
    ]
  })

  tags = {
    "svc:block" = "key own"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:11 key own
resource "aws_kms_alias" "own" {
  name          = "alias/media-own"
  target_key_id = aws_kms_key.own.key_id
}

# main.svc:15 key spare
resource "aws_kms_key" "spare" {
  enable_key_rotation     = false
  deletion_window_in_days = 7

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          AWS = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:root"
        }
        Action   = "kms:*"
        Resource = "*"
      },
    ]
  })

  tags = {
    "svc:block" = "key spare"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:15 key spare
resource "aws_kms_alias" "spare" {
  name          = "alias/media-spare"
  target_key_id = aws_kms_key.spare.key_id
}

# ---- security.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:5 cluster group
resource "aws_security_group" "group_instances" {
  name_prefix = "media-group-instances-"
  description = "Instances of media-group"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "media-group-instances"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:5 cluster group
resource "aws_vpc_security_group_egress_rule" "group_instances" {
  security_group_id = aws_security_group.group_instances.id
  description       = "ECS, registries and package sources"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "media-group-instances"
    "svc:block" = "cluster group"
  }
}

# main.svc:17 filesystem assets
resource "aws_security_group" "assets" {
  name_prefix = "media-assets-"
  description = "Mount targets of media-assets"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "media-assets"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:17 filesystem assets
resource "aws_vpc_security_group_egress_rule" "assets" {
  security_group_id = aws_security_group.assets.id
  description       = "Nothing calls from here"
  ip_protocol       = "-1"
  cidr_ipv4         = "127.0.0.1/32"

  tags = {
    Name        = "media-assets"
    "svc:block" = "filesystem assets"
  }
}

# main.svc:27 service web
resource "aws_vpc_security_group_ingress_rule" "assets_2049_from_web" {
  security_group_id            = aws_security_group.assets.id
  description                  = "Mounted by service web"
  ip_protocol                  = "tcp"
  from_port                    = 2049
  to_port                      = 2049
  referenced_security_group_id = aws_security_group.web.id

  tags = {
    Name        = "media-assets-2049-from-web"
    "svc:block" = "service web"
  }
}

# main.svc:27 service web
resource "aws_security_group" "web" {
  name_prefix = "media-web-"
  description = "Tasks of media-web"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "media-web"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:27 service web
resource "aws_vpc_security_group_egress_rule" "web" {
  security_group_id = aws_security_group.web.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "media-web"
    "svc:block" = "service web"
  }
}

# main.svc:70 service gpu
resource "aws_security_group" "gpu" {
  name_prefix = "media-gpu-"
  description = "Tasks of media-gpu"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "media-gpu"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:70 service gpu
resource "aws_vpc_security_group_egress_rule" "gpu" {
  security_group_id = aws_security_group.gpu.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "media-gpu"
    "svc:block" = "service gpu"
  }
}

# ---- services.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:28 service web
resource "aws_ecs_task_definition" "web" {
  family                   = "media-web"
  cpu                      = "512"
  memory                   = "1024"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.web_execution.arn
  task_role_arn            = aws_iam_role.web_task.arn

  container_definitions = jsonencode([
    {
      name      = "router"
      image     = "public.ecr.aws/aws-observability/aws-for-fluent-bit:stable"
      essential = true
      firelensConfiguration = {
        type = "fluentbit"
        options = {
          config-file-type        = "file"
          config-file-value       = "/fluent-bit/etc/extra.conf"
          enable-ecs-log-metadata = "false"
        }
      }
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.web.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "web"
          mode                  = "non-blocking"
        }
      }
    },
    {
      name  = "app"
      image = "registry.example.com/app:1"
      repositoryCredentials = {
        credentialsParameter = "arn:${data.aws_partition.current.partition}:secretsmanager:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:secret:media/registry"
      }
      essential = true
      mountPoints = [
        {
          sourceVolume  = "all"
          containerPath = "/all"
          readOnly      = true
        },
        {
          sourceVolume  = "disk"
          containerPath = "/disk"
          readOnly      = false
        },
        {
          sourceVolume  = "old"
          containerPath = "/old"
          readOnly      = false
        },
        {
          sourceVolume  = "scratch"
          containerPath = "/tmp/work"
          readOnly      = false
        },
        {
          sourceVolume  = "files"
          containerPath = "/uploads"
          readOnly      = false
        },
      ]
      logConfiguration = {
        logDriver = "awsfirelens"
        options = {
          Name   = "cloudwatch_logs"
          region = data.aws_region.current.id
        }
        secretOptions = [
          {
            name      = "token"
            valueFrom = "arn:${data.aws_partition.current.partition}:secretsmanager:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:secret:media/splunk"
          },
        ]
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

  volume {
    name                = "disk"
    configure_at_launch = true
  }

  volume {
    name = "files"

    efs_volume_configuration {
      file_system_id     = aws_efs_file_system.assets.id
      transit_encryption = "ENABLED"

      authorization_config {
        access_point_id = aws_efs_access_point.assets_uploads.id
        iam             = "ENABLED"
      }
    }
  }

  volume {
    name = "all"

    efs_volume_configuration {
      file_system_id     = aws_efs_file_system.assets.id
      transit_encryption = "ENABLED"

      authorization_config {
        iam = "ENABLED"
      }
    }
  }

  volume {
    name = "old"

    efs_volume_configuration {
      file_system_id     = "fs-0123456789abcdef0"
      root_directory     = "/data"
      transit_encryption = "ENABLED"

      authorization_config {
        iam = "ENABLED"
      }
    }
  }

  volume {
    name = "scratch"
  }
}

# main.svc:71 service gpu
resource "aws_ecs_task_definition" "gpu" {
  family                   = "media-gpu"
  network_mode             = "awsvpc"
  requires_compatibilities = ["EC2"]
  execution_role_arn       = aws_iam_role.gpu_execution.arn
  task_role_arn            = aws_iam_role.gpu_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "public.ecr.aws/nginx/nginx:1.27"
      essential = true
      memory    = 1024
      mountPoints = [
        {
          sourceVolume  = "docker"
          containerPath = "/docker"
          readOnly      = false
        },
        {
          sourceVolume  = "host"
          containerPath = "/host"
          readOnly      = false
        },
      ]
      resourceRequirements = [
        {
          type  = "GPU"
          value = "1"
        },
      ]
      logConfiguration = {
        logDriver = "splunk"
        options = {
          splunk-url = "https://splunk.example.com"
        }
        secretOptions = [
          {
            name      = "splunk-token"
            valueFrom = "arn:${data.aws_partition.current.partition}:secretsmanager:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:secret:media/splunk:token::"
          },
        ]
      }
    },
  ])

  tags = {
    "svc:block" = "service gpu"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }

  volume {
    name = "docker"

    docker_volume_configuration {
      scope         = "shared"
      autoprovision = true
      driver        = "local"

      driver_opts = {
        type = "tmpfs"
      }

      labels = {
        kind = "x"
      }
    }
  }

  volume {
    name      = "host"
    host_path = "/var/data"
  }
}

# main.svc:27 service web
resource "aws_ecs_service" "web" {
  name                               = "media-web"
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

  volume_configuration {
    name = "disk"

    managed_ebs_volume {
      role_arn         = aws_iam_role.web_disks.arn
      volume_type      = "gp3"
      size_in_gb       = 20
      iops             = 4000
      throughput       = 250
      encrypted        = true
      snapshot_id      = "snap-0123456789abcdef0"
      file_system_type = "ext4"
    }
  }

  depends_on = [
    aws_vpc_security_group_ingress_rule.assets_2049_from_web,
    aws_vpc_security_group_egress_rule.web,
    aws_ecs_cluster_capacity_providers.group,
    aws_efs_mount_target.assets_1,
    aws_efs_mount_target.assets_2,
    aws_iam_role_policy_attachment.web_disks_policy_AmazonECSInfrastructureRolePolicyForVolu_e2qg7s,
    aws_iam_role_policy.web_execution,
    aws_iam_role_policy.web_task,
  ]
}

# main.svc:70 service gpu
resource "aws_ecs_service" "gpu" {
  name                               = "media-gpu"
  cluster                            = aws_ecs_cluster.group.arn
  task_definition                    = aws_ecs_task_definition.gpu.arn
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
    "svc:block" = "service gpu"
  }

  capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.group_nodes.name
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
    security_groups  = [aws_security_group.gpu.id]
    assign_public_ip = false
  }

  depends_on = [aws_vpc_security_group_egress_rule.gpu, aws_ecs_cluster_capacity_providers.group, aws_iam_role_policy.gpu_execution]
}

# ---- storage.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:17 filesystem assets
resource "aws_efs_file_system" "assets" {
  encrypted        = true
  kms_key_id       = aws_kms_key.own.arn
  performance_mode = "generalPurpose"
  throughput_mode  = "bursting"

  tags = {
    Name        = "media-assets"
    "svc:block" = "filesystem assets"
  }

  lifecycle_policy {
    transition_to_ia = "AFTER_30_DAYS"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:17 filesystem assets
resource "aws_efs_backup_policy" "assets" {
  file_system_id = aws_efs_file_system.assets.id

  backup_policy {
    status = "DISABLED"
  }
}

# main.svc:17 filesystem assets
resource "aws_efs_file_system_policy" "assets" {
  file_system_id = aws_efs_file_system.assets.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Deny"
        Principal = {
          AWS = "*"
        }
        Action = "*"
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

# main.svc:17 filesystem assets
resource "aws_efs_mount_target" "assets_1" {
  file_system_id  = aws_efs_file_system.assets.id
  subnet_id       = aws_subnet.main_private_1.id
  security_groups = [aws_security_group.assets.id]
}

# main.svc:17 filesystem assets
resource "aws_efs_mount_target" "assets_2" {
  file_system_id  = aws_efs_file_system.assets.id
  subnet_id       = aws_subnet.main_private_2.id
  security_groups = [aws_security_group.assets.id]
}

# main.svc:23 filesystem assets
resource "aws_efs_access_point" "assets_uploads" {
  file_system_id = aws_efs_file_system.assets.id

  tags = {
    Name        = "media-assets-uploads"
    "svc:block" = "filesystem assets"
  }

  posix_user {
    uid = 33
    gid = 33
  }

  root_directory {
    path = "/uploads"

    creation_info {
      owner_uid   = 33
      owner_gid   = 33
      permissions = "0750"
    }
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
