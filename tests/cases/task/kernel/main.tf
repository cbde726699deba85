# ---- cluster.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:5 cluster group
resource "aws_ecs_cluster" "group" {
  name = "kernel-group"

  tags = {
    "svc:block" = "cluster group"
  }

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

# main.svc:6 cluster group
resource "aws_launch_template" "group_nodes" {
  image_id               = "resolve:ssm:/aws/service/bottlerocket/aws-ecs-2/x86_64/latest/image_id"
  instance_type          = "m7i.large"
  vpc_security_group_ids = [aws_security_group.group_instances.id]

  user_data = base64encode(<<-EOT
    [settings.ecs]
    cluster = "${aws_ecs_cluster.group.name}"
    awsvpc-block-imds = true
    enable-spot-instance-draining = true
    allow-privileged-containers = true
    [settings.host-containers.admin]
    enabled = false
  EOT
  )

  tags = {
    Name        = "kernel-group-nodes"
    "svc:block" = "cluster group"
  }

  iam_instance_profile {
    arn = aws_iam_instance_profile.group_instance.arn
  }

  block_device_mappings {
    device_name = "/dev/xvdb"

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
      Name        = "kernel-group-nodes"
      "svc:app"   = "kernel"
      "svc:block" = "cluster group"
    }
  }
}

# main.svc:6 cluster group
resource "aws_autoscaling_group" "group_nodes" {
  vpc_zone_identifier       = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  min_size                  = 1
  max_size                  = 4
  protect_from_scale_in     = false
  health_check_type         = "EC2"
  health_check_grace_period = 300

  mixed_instances_policy {
    instances_distribution {
      on_demand_base_capacity                  = 0
      on_demand_percentage_above_base_capacity = 0
      spot_allocation_strategy                 = "price-capacity-optimized"
    }

    launch_template {
      launch_template_specification {
        launch_template_id = aws_launch_template.group_nodes.id
        version            = aws_launch_template.group_nodes.latest_version
      }
    }
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
    value               = "kernel"
    propagate_at_launch = true
  }

  tag {
    key                 = "AmazonECSManaged"
    value               = "true"
    propagate_at_launch = true
  }

  tag {
    key                 = "Name"
    value               = "kernel-group-nodes"
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

# main.svc:6 cluster group
resource "aws_ecs_capacity_provider" "group_nodes" {
  name = "kernel-group-nodes"

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
  capacity_providers = [aws_ecs_capacity_provider.group_nodes.name]

  default_capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.group_nodes.name
    base              = 0
    weight            = 1
  }
}

# ---- iam.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:5 cluster group
resource "aws_iam_role" "group_instance" {
  name_prefix = "kernel-group-instance-"

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

# main.svc:18 service box
resource "aws_iam_role" "box_execution" {
  name_prefix = "kernel-box-execution-"

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

# main.svc:18 service box
resource "aws_iam_role_policy" "box_execution" {
  name = "kernel-box-execution"
  role = aws_iam_role.box_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        Resource = aws_ecr_repository.tools.arn
      },
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.box.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "ecr:GetAuthorizationToken"
        Resource = "*"
      },
    ]
  })
}

# main.svc:18 service box
resource "aws_iam_role" "box_task" {
  name_prefix = "kernel-box-task-"

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

# main.svc:18 service box
resource "aws_iam_role_policy" "box_task" {
  name = "kernel-box-task"
  role = aws_iam_role.box_task.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = [
          "xray:GetSamplingRules",
          "xray:GetSamplingStatisticSummaries",
          "xray:GetSamplingTargets",
          "xray:PutTelemetryRecords",
          "xray:PutTraceSegments",
        ]
        Resource = "*"
      },
    ]
  })
}

# main.svc:66 service traced
resource "aws_iam_role" "traced_execution" {
  name_prefix = "kernel-traced-execution-"

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

# main.svc:66 service traced
resource "aws_iam_role_policy" "traced_execution" {
  name = "kernel-traced-execution"
  role = aws_iam_role.traced_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.traced.arn}:*"
      },
    ]
  })
}

# main.svc:66 service traced
resource "aws_iam_role" "traced_task" {
  name_prefix = "kernel-traced-task-"

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

# main.svc:66 service traced
resource "aws_iam_role_policy" "traced_task" {
  name = "kernel-traced-task"
  role = aws_iam_role.traced_task.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = [
          "xray:GetSamplingRules",
          "xray:GetSamplingStatisticSummaries",
          "xray:GetSamplingTargets",
          "xray:PutTelemetryRecords",
          "xray:PutTraceSegments",
        ]
        Resource = "*"
      },
    ]
  })
}

# main.svc:73 service plain
resource "aws_iam_role" "plain_execution" {
  name_prefix = "kernel-plain-execution-"

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

# main.svc:73 service plain
resource "aws_iam_role_policy" "plain_execution" {
  name = "kernel-plain-execution"
  role = aws_iam_role.plain_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.plain.arn}:*"
      },
    ]
  })
}

# main.svc:73 service plain
resource "aws_iam_role" "plain_task" {
  name_prefix = "kernel-plain-task-"

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
    Name = "kernel-main"
  }
}

# main.svc:4 network main
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}

# main.svc:4 network main
resource "aws_internet_gateway" "main" {
  tags = {
    Name = "kernel-main"
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
    Name = "kernel-main-public-1"
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
    Name = "kernel-main-public-2"
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
    Name = "kernel-main-private-1"
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
    Name = "kernel-main-private-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:4 network main
resource "aws_route_table" "main_public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "kernel-main-public"
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
    Name = "kernel-main-private-1"
  }
}

# main.svc:4 network main
resource "aws_route_table" "main_private_2" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "kernel-main-private-2"
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
    Name        = "kernel-main-nat-1"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:4 network main
resource "aws_nat_gateway" "main_1" {
  allocation_id = aws_eip.main_nat_1.allocation_id
  subnet_id     = aws_subnet.main_public_1.id

  tags = {
    Name        = "kernel-main-1"
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

# main.svc:18 service box
resource "aws_cloudwatch_log_group" "box" {
  name              = "/ecs/kernel/box"
  retention_in_days = 30

  tags = {
    "svc:block" = "service box"
  }
}

# main.svc:66 service traced
resource "aws_cloudwatch_log_group" "traced" {
  name              = "/ecs/kernel/traced"
  retention_in_days = 30

  tags = {
    "svc:block" = "service traced"
  }
}

# main.svc:73 service plain
resource "aws_cloudwatch_log_group" "plain" {
  name              = "/ecs/kernel/plain"
  retention_in_days = 30

  tags = {
    "svc:block" = "service plain"
  }
}

# ---- outputs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

output "group_cluster_name" {
  value = aws_ecs_cluster.group.name
}

output "box_service_name" {
  value = aws_ecs_service.box.name
}

output "traced_service_name" {
  value = aws_ecs_service.traced.name
}

output "plain_service_name" {
  value = aws_ecs_service.plain.name
}

output "tools_repository_uri" {
  value = aws_ecr_repository.tools.repository_url
}

output "box_log_group" {
  value = aws_cloudwatch_log_group.box.name
}

output "traced_log_group" {
  value = aws_cloudwatch_log_group.traced.name
}

output "plain_log_group" {
  value = aws_cloudwatch_log_group.plain.name
}

# ---- providers.tf

# Compiled by svcc from main.svc. Change the program, not this file.

provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      "svc:app" = "kernel"
    }
  }
}

# ---- registry.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:15 repository tools
resource "aws_ecr_repository" "tools" {
  name                 = "kernel/tools"
  image_tag_mutability = "MUTABLE"

  tags = {
    "svc:block" = "repository tools"
  }

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "AES256"
  }
}

# main.svc:15 repository tools
resource "aws_ecr_lifecycle_policy" "tools" {
  repository = aws_ecr_repository.tools.name

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

# main.svc:5 cluster group
resource "aws_security_group" "group_instances" {
  name_prefix = "kernel-group-instances-"
  description = "Instances of kernel-group"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "kernel-group-instances"
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
    Name        = "kernel-group-instances"
    "svc:block" = "cluster group"
  }
}

# main.svc:65 service traced
resource "aws_security_group" "traced" {
  name_prefix = "kernel-traced-"
  description = "Tasks of kernel-traced"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "kernel-traced"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:65 service traced
resource "aws_vpc_security_group_egress_rule" "traced" {
  security_group_id = aws_security_group.traced.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "kernel-traced"
    "svc:block" = "service traced"
  }
}

# main.svc:72 service plain
resource "aws_security_group" "plain" {
  name_prefix = "kernel-plain-"
  description = "Tasks of kernel-plain"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "kernel-plain"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:72 service plain
resource "aws_vpc_security_group_egress_rule" "plain" {
  security_group_id = aws_security_group.plain.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "kernel-plain"
    "svc:block" = "service plain"
  }
}

# ---- services.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:18 service box
resource "aws_ecs_task_definition" "box" {
  family                   = "kernel-box"
  network_mode             = "bridge"
  requires_compatibilities = ["EC2"]
  execution_role_arn       = aws_iam_role.box_execution.arn
  task_role_arn            = aws_iam_role.box_task.arn
  pid_mode                 = "task"
  ipc_mode                 = "task"

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "public.ecr.aws/nginx/nginx:1.27"
      essential = true
      memory    = 512
      mountPoints = [
        {
          sourceVolume  = "shared"
          containerPath = "/data"
          readOnly      = false
        },
      ]
      environment = [
        {
          name  = "AWS_XRAY_DAEMON_ADDRESS"
          value = "xray:2000"
        },
        {
          name  = "MODE"
          value = "test"
        },
      ]
      dependsOn = [
        {
          containerName = "files"
          condition     = "HEALTHY"
        },
      ]
      privileged = true
      linuxParameters = {
        maxSwap    = 256
        swappiness = 20
        devices = [
          {
            hostPath      = "/dev/fuse"
            containerPath = "/dev/fuse"
            permissions   = ["read", "write"]
          },
          {
            hostPath    = "/dev/kmsg"
            permissions = ["read", "write", "mknod"]
          },
        ]
        tmpfs = [
          {
            containerPath = "/scratch"
            size          = 64
            mountOptions  = ["noexec"]
          },
        ]
      }
      systemControls = [
        {
          namespace = "net.core.somaxconn"
          value     = "1024"
        },
      ]
      dockerSecurityOptions = ["no-new-privileges"]
      links                 = ["xray"]
      hostname              = "front"
      extraHosts = [
        {
          hostname  = "db"
          ipAddress = "10.0.0.9"
        },
      ]
      dnsServers       = ["10.0.0.2"]
      dnsSearchDomains = ["internal"]
      interactive      = true
      pseudoTerminal   = true
      restartPolicy = {
        enabled              = true
        ignoredExitCodes     = [0, 137]
        restartAttemptPeriod = 120
      }
      versionConsistency = "disabled"
      startTimeout       = 30
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.box.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "box"
        }
      }
    },
    {
      name              = "cell"
      image             = "public.ecr.aws/docker/library/busybox:1.36"
      essential         = true
      memory            = 64
      disableNetworking = true
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.box.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "box"
        }
      }
    },
    {
      name      = "files"
      image     = "public.ecr.aws/docker/library/busybox:1.36"
      essential = true
      memory    = 64
      volumesFrom = [
        {
          sourceContainer = "app"
        },
      ]
      environment = [
        {
          name  = "AWS_XRAY_DAEMON_ADDRESS"
          value = "xray:2000"
        },
      ]
      healthCheck = {
        command  = ["CMD-SHELL", "true"]
        interval = 30
        timeout  = 5
        retries  = 3
      }
      links = ["xray"]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.box.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "box"
        }
      }
    },
    {
      name              = "xray"
      image             = "${aws_ecr_repository.tools.repository_url}:xray"
      essential         = false
      memoryReservation = 128
      portMappings = [
        {
          containerPort = 2000
          hostPort      = 0
          protocol      = "udp"
        },
      ]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.box.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "box"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "service box"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }

  placement_constraints {
    type       = "memberOf"
    expression = "attribute:ecs.instance-type =~ m7i.*"
  }

  volume {
    name = "shared"
  }
}

# main.svc:66 service traced
resource "aws_ecs_task_definition" "traced" {
  family                   = "kernel-traced"
  network_mode             = "awsvpc"
  requires_compatibilities = ["EC2"]
  execution_role_arn       = aws_iam_role.traced_execution.arn
  task_role_arn            = aws_iam_role.traced_task.arn

  container_definitions = jsonencode([
    {
      name              = "xray"
      image             = "public.ecr.aws/xray/aws-xray-daemon:3.x"
      essential         = false
      memoryReservation = 64
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.traced.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "traced"
        }
      }
    },
    {
      name      = "app"
      image     = "public.ecr.aws/nginx/nginx:1.27"
      essential = true
      memory    = 256
      restartPolicy = {
        enabled              = true
        restartAttemptPeriod = 300
      }
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.traced.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "traced"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "service traced"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:73 service plain
resource "aws_ecs_task_definition" "plain" {
  family                   = "kernel-plain"
  network_mode             = "awsvpc"
  requires_compatibilities = ["EC2"]
  execution_role_arn       = aws_iam_role.plain_execution.arn
  task_role_arn            = aws_iam_role.plain_task.arn
  pid_mode                 = "host"
  enable_fault_injection   = true

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "public.ecr.aws/nginx/nginx:1.27"
      essential = true
      memory    = 256
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.plain.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "plain"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "service plain"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:17 service box
resource "aws_ecs_service" "box" {
  name                               = "kernel-box"
  cluster                            = aws_ecs_cluster.group.arn
  task_definition                    = aws_ecs_task_definition.box.arn
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
    "svc:block" = "service box"
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

  depends_on = [aws_ecs_cluster_capacity_providers.group, aws_iam_role_policy.box_execution, aws_iam_role_policy.box_task]
}

# main.svc:65 service traced
resource "aws_ecs_service" "traced" {
  name                               = "kernel-traced"
  cluster                            = aws_ecs_cluster.group.arn
  task_definition                    = aws_ecs_task_definition.traced.arn
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
    "svc:block" = "service traced"
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
    security_groups  = [aws_security_group.traced.id]
    assign_public_ip = false
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.traced,
    aws_ecs_cluster_capacity_providers.group,
    aws_iam_role_policy.traced_execution,
    aws_iam_role_policy.traced_task,
  ]
}

# main.svc:72 service plain
resource "aws_ecs_service" "plain" {
  name                               = "kernel-plain"
  cluster                            = aws_ecs_cluster.group.arn
  task_definition                    = aws_ecs_task_definition.plain.arn
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
    "svc:block" = "service plain"
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
    security_groups  = [aws_security_group.plain.id]
    assign_public_ip = false
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.plain,
    aws_ecs_cluster_capacity_providers.group,
    aws_iam_role_policy.plain_execution,
  ]
}

# ---- variables.tf

# Compiled by svcc from main.svc. Change the program, not this file.

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
