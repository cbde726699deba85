# ---- cluster.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:6 cluster serverless
resource "aws_ecs_cluster" "serverless" {
  name = "capacity-serverless"

  tags = {
    "svc:block" = "cluster serverless"
  }

  setting {
    name  = "containerInsights"
    value = "enhanced"
  }
}

# main.svc:11 cluster serverless
resource "aws_launch_template" "serverless_cheap" {
  image_id               = "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id"
  instance_type          = "m6g.xlarge"
  vpc_security_group_ids = [aws_security_group.serverless_instances.id]

  user_data = base64encode(<<-EOT
    #!/bin/bash
    cat >> /etc/ecs/ecs.config <<'CONFIG'
    ECS_CLUSTER=${aws_ecs_cluster.serverless.name}
    ECS_AWSVPC_BLOCK_IMDS=true
    ECS_ENABLE_SPOT_INSTANCE_DRAINING=true
    CONFIG
  EOT
  )

  tags = {
    Name        = "capacity-serverless-cheap"
    "svc:block" = "cluster serverless"
  }

  iam_instance_profile {
    arn = aws_iam_instance_profile.serverless_instance.arn
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
      Name        = "capacity-serverless-cheap"
      "svc:app"   = "capacity"
      "svc:block" = "cluster serverless"
      team        = "platform"
    }
  }
}

# main.svc:11 cluster serverless
resource "aws_autoscaling_group" "serverless_cheap" {
  vpc_zone_identifier       = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  min_size                  = 0
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
        launch_template_id = aws_launch_template.serverless_cheap.id
        version            = aws_launch_template.serverless_cheap.latest_version
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
    value               = "capacity"
    propagate_at_launch = true
  }

  tag {
    key                 = "team"
    value               = "platform"
    propagate_at_launch = true
  }

  tag {
    key                 = "AmazonECSManaged"
    value               = "true"
    propagate_at_launch = true
  }

  tag {
    key                 = "Name"
    value               = "capacity-serverless-cheap"
    propagate_at_launch = true
  }

  tag {
    key                 = "svc:block"
    value               = "cluster serverless"
    propagate_at_launch = true
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.serverless_instances,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_iam_role_policy_attachment.serverless_instance_policy_AmazonSSMManagedInstanceCore,
    aws_iam_role_policy_attachment.serverless_instance_policy_AmazonEC2ContainerServiceforEC2Role,
  ]
}

# main.svc:11 cluster serverless
resource "aws_ecs_capacity_provider" "serverless_cheap" {
  name = "capacity-serverless-cheap"

  tags = {
    "svc:block" = "cluster serverless"
  }

  auto_scaling_group_provider {
    auto_scaling_group_arn         = aws_autoscaling_group.serverless_cheap.arn
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

# main.svc:6 cluster serverless
resource "aws_ecs_cluster_capacity_providers" "serverless" {
  cluster_name       = aws_ecs_cluster.serverless.name
  capacity_providers = [aws_ecs_capacity_provider.serverless_cheap.name, "FARGATE", "FARGATE_SPOT"]

  default_capacity_provider_strategy {
    capacity_provider = "FARGATE_SPOT"
    base              = 0
    weight            = 4
  }

  default_capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 2
    weight            = 1
  }
}

# main.svc:14 cluster servers
resource "aws_ecs_cluster" "servers" {
  name = "capacity-servers"

  tags = {
    "svc:block" = "cluster servers"
  }

  setting {
    name  = "containerInsights"
    value = "disabled"
  }
}

# main.svc:16 cluster servers
resource "aws_launch_template" "servers_steady" {
  image_id               = "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id"
  instance_type          = "m5.large"
  key_name               = "ops"
  vpc_security_group_ids = [aws_security_group.servers_instances.id]

  user_data = base64encode(<<-EOT
    #!/bin/bash
    cat >> /etc/ecs/ecs.config <<'CONFIG'
    ECS_CLUSTER=${aws_ecs_cluster.servers.name}
    ECS_AWSVPC_BLOCK_IMDS=true
    CONFIG
    echo "joined"
    systemctl status ecs

  EOT
  )

  tags = {
    Name        = "capacity-servers-steady"
    "svc:block" = "cluster servers"
  }

  iam_instance_profile {
    arn = aws_iam_instance_profile.servers_instance.arn
  }

  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      volume_size           = 60
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
      Name        = "capacity-servers-steady"
      "svc:app"   = "capacity"
      "svc:block" = "cluster servers"
      team        = "platform"
    }
  }
}

# main.svc:16 cluster servers
resource "aws_autoscaling_group" "servers_steady" {
  vpc_zone_identifier       = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  min_size                  = 2
  max_size                  = 6
  protect_from_scale_in     = false
  health_check_type         = "EC2"
  health_check_grace_period = 300

  launch_template {
    id      = aws_launch_template.servers_steady.id
    version = aws_launch_template.servers_steady.latest_version
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
    value               = "capacity"
    propagate_at_launch = true
  }

  tag {
    key                 = "team"
    value               = "platform"
    propagate_at_launch = true
  }

  tag {
    key                 = "AmazonECSManaged"
    value               = "true"
    propagate_at_launch = true
  }

  tag {
    key                 = "Name"
    value               = "capacity-servers-steady"
    propagate_at_launch = true
  }

  tag {
    key                 = "svc:block"
    value               = "cluster servers"
    propagate_at_launch = true
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.servers_instances,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_iam_role_policy_attachment.servers_instance_policy_AmazonSSMManagedInstanceCore,
    aws_iam_role_policy_attachment.servers_instance_policy_AmazonEC2ContainerServiceforEC2Role,
  ]
}

# main.svc:16 cluster servers
resource "aws_ecs_capacity_provider" "servers_steady" {
  name = "capacity-servers-steady"

  tags = {
    "svc:block" = "cluster servers"
  }

  auto_scaling_group_provider {
    auto_scaling_group_arn         = aws_autoscaling_group.servers_steady.arn
    managed_termination_protection = "DISABLED"
    managed_draining               = "ENABLED"

    managed_scaling {
      status          = "ENABLED"
      target_capacity = 80
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:14 cluster servers
resource "aws_ecs_cluster_capacity_providers" "servers" {
  cluster_name       = aws_ecs_cluster.servers.name
  capacity_providers = [aws_ecs_capacity_provider.servers_steady.name]

  default_capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.servers_steady.name
    base              = 1
    weight            = 1
  }
}

# ---- iam.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:6 cluster serverless
resource "aws_iam_role" "serverless_instance" {
  name_prefix = "capacity-serverless-instance-"

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

  permissions_boundary = "arn:aws:iam::123456789012:policy/boundary"
}

# main.svc:6 cluster serverless
resource "aws_iam_role_policy_attachment" "serverless_instance_policy_AmazonSSMManagedInstanceCore" {
  role       = aws_iam_role.serverless_instance.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

# main.svc:6 cluster serverless
resource "aws_iam_role_policy_attachment" "serverless_instance_policy_AmazonEC2ContainerServiceforEC2Role" {
  role       = aws_iam_role.serverless_instance.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"
}

# main.svc:6 cluster serverless
resource "aws_iam_instance_profile" "serverless_instance" {
  role = aws_iam_role.serverless_instance.name

  tags = {
    "svc:block" = "cluster serverless"
  }
}

# main.svc:14 cluster servers
resource "aws_iam_role" "servers_instance" {
  name_prefix = "capacity-servers-instance-"

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

  permissions_boundary = "arn:aws:iam::123456789012:policy/boundary"
}

# main.svc:14 cluster servers
resource "aws_iam_role_policy_attachment" "servers_instance_policy_AmazonSSMManagedInstanceCore" {
  role       = aws_iam_role.servers_instance.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

# main.svc:14 cluster servers
resource "aws_iam_role_policy_attachment" "servers_instance_policy_AmazonEC2ContainerServiceforEC2Role" {
  role       = aws_iam_role.servers_instance.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"
}

# main.svc:14 cluster servers
resource "aws_iam_instance_profile" "servers_instance" {
  role = aws_iam_role.servers_instance.name

  tags = {
    "svc:block" = "cluster servers"
  }
}

# ---- main.tf

# Compiled by svcc from main.svc. Change the program, not this file.

data "aws_partition" "current" {}

# ---- network.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:4 network main
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = {
    Name = "capacity-main"
  }
}

# main.svc:4 network main
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}

# main.svc:4 network main
resource "aws_internet_gateway" "main" {
  tags = {
    Name = "capacity-main"
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
    Name = "capacity-main-public-1"
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
    Name = "capacity-main-public-2"
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
    Name = "capacity-main-private-1"
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
    Name = "capacity-main-private-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:4 network main
resource "aws_route_table" "main_public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "capacity-main-public"
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
    Name = "capacity-main-private-1"
  }
}

# main.svc:4 network main
resource "aws_route_table" "main_private_2" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "capacity-main-private-2"
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
    Name        = "capacity-main-nat-1"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:4 network main
resource "aws_nat_gateway" "main_1" {
  allocation_id = aws_eip.main_nat_1.allocation_id
  subnet_id     = aws_subnet.main_public_1.id

  tags = {
    Name        = "capacity-main-1"
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

# ---- outputs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

output "serverless_cluster_name" {
  value = aws_ecs_cluster.serverless.name
}

output "servers_cluster_name" {
  value = aws_ecs_cluster.servers.name
}

# ---- providers.tf

# Compiled by svcc from main.svc. Change the program, not this file.

provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      "svc:app" = "capacity"
      team      = "platform"
    }
  }
}

# ---- security.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:6 cluster serverless
resource "aws_security_group" "serverless_instances" {
  name_prefix = "capacity-serverless-instances-"
  description = "Instances of capacity-serverless"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "capacity-serverless-instances"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:6 cluster serverless
resource "aws_vpc_security_group_egress_rule" "serverless_instances" {
  security_group_id = aws_security_group.serverless_instances.id
  description       = "ECS, registries and package sources"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "capacity-serverless-instances"
    "svc:block" = "cluster serverless"
  }
}

# main.svc:14 cluster servers
resource "aws_security_group" "servers_instances" {
  name_prefix = "capacity-servers-instances-"
  description = "Instances of capacity-servers"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "capacity-servers-instances"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:14 cluster servers
resource "aws_vpc_security_group_egress_rule" "servers_instances" {
  security_group_id = aws_security_group.servers_instances.id
  description       = "ECS, registries and package sources"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "capacity-servers-instances"
    "svc:block" = "cluster servers"
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
