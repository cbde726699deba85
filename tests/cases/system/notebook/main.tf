# ---- cluster.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:7 cluster lab
resource "aws_ecs_cluster" "lab" {
  name = "notebook-lab"

  tags = {
    "svc:block" = "cluster lab"
  }

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

# main.svc:8 cluster lab
resource "aws_launch_template" "lab_accelerated" {
  image_id               = "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/neuron/recommended/image_id"
  instance_type          = "inf2.8xlarge"
  vpc_security_group_ids = [aws_security_group.lab_instances.id]

  user_data = base64encode(<<-EOT
    #!/bin/bash
    cat >> /etc/ecs/ecs.config <<'CONFIG'
    ECS_CLUSTER=${aws_ecs_cluster.lab.name}
    ECS_AWSVPC_BLOCK_IMDS=true
    CONFIG
  EOT
  )

  tags = {
    Name        = "notebook-lab-accelerated"
    "svc:block" = "cluster lab"
  }

  iam_instance_profile {
    arn = aws_iam_instance_profile.lab_instance.arn
  }

  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      volume_size           = 100
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
      Name        = "notebook-lab-accelerated"
      "svc:app"   = "notebook"
      "svc:block" = "cluster lab"
    }
  }
}

# main.svc:8 cluster lab
resource "aws_autoscaling_group" "lab_accelerated" {
  vpc_zone_identifier       = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  min_size                  = 0
  max_size                  = 2
  protect_from_scale_in     = false
  health_check_type         = "EC2"
  health_check_grace_period = 300

  mixed_instances_policy {
    instances_distribution {
      on_demand_allocation_strategy            = "prioritized"
      on_demand_base_capacity                  = 0
      on_demand_percentage_above_base_capacity = 100
    }

    launch_template {
      launch_template_specification {
        launch_template_id = aws_launch_template.lab_accelerated.id
        version            = aws_launch_template.lab_accelerated.latest_version
      }

      override {
        instance_type = "inf2.8xlarge"
      }

      override {
        instance_type = "inf2.24xlarge"
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
    value               = "notebook"
    propagate_at_launch = true
  }

  tag {
    key                 = "AmazonECSManaged"
    value               = "true"
    propagate_at_launch = true
  }

  tag {
    key                 = "Name"
    value               = "notebook-lab-accelerated"
    propagate_at_launch = true
  }

  tag {
    key                 = "svc:block"
    value               = "cluster lab"
    propagate_at_launch = true
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.lab_instances,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_iam_role_policy_attachment.lab_instance_policy_AmazonSSMManagedInstanceCore,
    aws_iam_role_policy_attachment.lab_instance_policy_AmazonEC2ContainerServiceforEC2Role,
  ]
}

# main.svc:8 cluster lab
resource "aws_ecs_capacity_provider" "lab_accelerated" {
  name = "notebook-lab-accelerated"

  tags = {
    "svc:block" = "cluster lab"
  }

  auto_scaling_group_provider {
    auto_scaling_group_arn         = aws_autoscaling_group.lab_accelerated.arn
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

# main.svc:7 cluster lab
resource "aws_ecs_cluster_capacity_providers" "lab" {
  cluster_name       = aws_ecs_cluster.lab.name
  capacity_providers = [aws_ecs_capacity_provider.lab_accelerated.name]

  default_capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.lab_accelerated.name
    base              = 0
    weight            = 1
  }
}

# ---- iam.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:7 cluster lab
resource "aws_iam_role" "lab_instance" {
  name_prefix = "notebook-lab-instance-"

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

# main.svc:7 cluster lab
resource "aws_iam_role_policy_attachment" "lab_instance_policy_AmazonSSMManagedInstanceCore" {
  role       = aws_iam_role.lab_instance.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

# main.svc:7 cluster lab
resource "aws_iam_role_policy_attachment" "lab_instance_policy_AmazonEC2ContainerServiceforEC2Role" {
  role       = aws_iam_role.lab_instance.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"
}

# main.svc:7 cluster lab
resource "aws_iam_instance_profile" "lab_instance" {
  role = aws_iam_role.lab_instance.name

  tags = {
    "svc:block" = "cluster lab"
  }
}

# main.svc:35 service jupyter
resource "aws_iam_role" "jupyter_execution" {
  name_prefix = "notebook-jupyter-execution-"

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

# main.svc:35 service jupyter
resource "aws_iam_role_policy" "jupyter_execution" {
  name = "notebook-jupyter-execution"
  role = aws_iam_role.jupyter_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.jupyter.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "secretsmanager:GetSecretValue"
        Resource = aws_secretsmanager_secret.token.arn
      },
    ]
  })
}

# main.svc:35 service jupyter
resource "aws_iam_role" "jupyter_task" {
  name_prefix = "notebook-jupyter-task-"

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

# main.svc:35 service jupyter
resource "aws_iam_role_policy" "jupyter_task" {
  name = "notebook-jupyter-task"
  role = aws_iam_role.jupyter_task.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"]
        Resource = aws_efs_file_system.home.arn
        Condition = {
          StringEquals = {
            "elasticfilesystem:AccessPointArn" = aws_efs_access_point.home_notebooks.arn
          }
        }
      },
    ]
  })
}

# ---- load_balancing.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:28 balancer edge
resource "aws_lb" "edge" {
  name                       = "notebook-edge"
  load_balancer_type         = "application"
  internal                   = false
  subnets                    = [aws_subnet.main_public_1.id, aws_subnet.main_public_2.id]
  security_groups            = [aws_security_group.edge.id]
  idle_timeout               = 60
  drop_invalid_header_fields = true
  enable_deletion_protection = true

  tags = {
    "svc:block" = "balancer edge"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:28 balancer edge
resource "aws_lb_listener" "edge_80" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 80
  protocol          = "HTTP"

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

# main.svc:54 service jupyter
resource "aws_lb_target_group" "jupyter_edge" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service jupyter"
  }

  health_check {
    path                = "/api"
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

# main.svc:54 service jupyter
resource "aws_lb_listener_rule" "jupyter_80_jdz7w2" {
  listener_arn = aws_lb_listener.edge_80.arn
  priority     = 49708

  tags = {
    "svc:block" = "service jupyter"
  }

  condition {
    path_pattern {
      values = ["/*"]
    }
  }

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.jupyter_edge.arn
  }
}

# ---- main.tf

# Compiled by svcc from main.svc. Change the program, not this file.

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# ---- network.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:5 network main
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = {
    Name = "notebook-main"
  }
}

# main.svc:5 network main
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}

# main.svc:5 network main
resource "aws_internet_gateway" "main" {
  tags = {
    Name = "notebook-main"
  }
}

# main.svc:5 network main
resource "aws_internet_gateway_attachment" "main" {
  vpc_id              = aws_vpc.main.id
  internet_gateway_id = aws_internet_gateway.main.id
}

# main.svc:5 network main
resource "aws_subnet" "main_public_1" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.0.0/22"
  availability_zone_id    = "usw2-az1"
  map_public_ip_on_launch = false

  tags = {
    Name = "notebook-main-public-1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:5 network main
resource "aws_subnet" "main_public_2" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.4.0/22"
  availability_zone_id    = "usw2-az2"
  map_public_ip_on_launch = false

  tags = {
    Name = "notebook-main-public-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:5 network main
resource "aws_subnet" "main_private_1" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.64.0/22"
  availability_zone_id    = "usw2-az1"
  map_public_ip_on_launch = false

  tags = {
    Name = "notebook-main-private-1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:5 network main
resource "aws_subnet" "main_private_2" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.68.0/22"
  availability_zone_id    = "usw2-az2"
  map_public_ip_on_launch = false

  tags = {
    Name = "notebook-main-private-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:5 network main
resource "aws_route_table" "main_public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "notebook-main-public"
  }
}

# main.svc:5 network main
resource "aws_route" "main_public" {
  route_table_id         = aws_route_table.main_public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:5 network main
resource "aws_route_table" "main_private_1" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "notebook-main-private-1"
  }
}

# main.svc:5 network main
resource "aws_route_table" "main_private_2" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "notebook-main-private-2"
  }
}

# main.svc:5 network main
resource "aws_route_table_association" "main_public_1" {
  subnet_id      = aws_subnet.main_public_1.id
  route_table_id = aws_route_table.main_public.id
}

# main.svc:5 network main
resource "aws_route_table_association" "main_public_2" {
  subnet_id      = aws_subnet.main_public_2.id
  route_table_id = aws_route_table.main_public.id
}

# main.svc:5 network main
resource "aws_route_table_association" "main_private_1" {
  subnet_id      = aws_subnet.main_private_1.id
  route_table_id = aws_route_table.main_private_1.id
}

# main.svc:5 network main
resource "aws_route_table_association" "main_private_2" {
  subnet_id      = aws_subnet.main_private_2.id
  route_table_id = aws_route_table.main_private_2.id
}

# main.svc:5 network main
resource "aws_eip" "main_nat_1" {
  domain = "vpc"

  tags = {
    Name        = "notebook-main-nat-1"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:5 network main
resource "aws_nat_gateway" "main_1" {
  allocation_id = aws_eip.main_nat_1.allocation_id
  subnet_id     = aws_subnet.main_public_1.id

  tags = {
    Name        = "notebook-main-1"
    "svc:block" = "network main"
  }
}

# main.svc:5 network main
resource "aws_eip" "main_nat_2" {
  domain = "vpc"

  tags = {
    Name        = "notebook-main-nat-2"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:5 network main
resource "aws_nat_gateway" "main_2" {
  allocation_id = aws_eip.main_nat_2.allocation_id
  subnet_id     = aws_subnet.main_public_2.id

  tags = {
    Name        = "notebook-main-2"
    "svc:block" = "network main"
  }
}

# main.svc:5 network main
resource "aws_route" "main_private_1" {
  route_table_id         = aws_route_table.main_private_1.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_1.id
}

# main.svc:5 network main
resource "aws_route" "main_private_2" {
  route_table_id         = aws_route_table.main_private_2.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_2.id
}

# ---- observability.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:35 service jupyter
resource "aws_cloudwatch_log_group" "jupyter" {
  name              = "/ecs/notebook/jupyter"
  retention_in_days = 30

  tags = {
    "svc:block" = "service jupyter"
  }
}

# ---- outputs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

output "url" {
  value = "http://${aws_lb.edge.dns_name}"
}

output "token" {
  value = aws_secretsmanager_secret.token.arn
}

output "edge_dns_name" {
  value = aws_lb.edge.dns_name
}

output "lab_cluster_name" {
  value = aws_ecs_cluster.lab.name
}

output "jupyter_service_name" {
  value = aws_ecs_service.jupyter.name
}

output "jupyter_log_group" {
  value = aws_cloudwatch_log_group.jupyter.name
}

# ---- providers.tf

# Compiled by svcc from main.svc. Change the program, not this file.

provider "aws" {
  region = "us-west-2"

  default_tags {
    tags = {
      "svc:app" = "notebook"
    }
  }
}

# ---- secrets.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:23 secret token
resource "aws_secretsmanager_secret" "token" {
  name        = "notebook/token"
  description = "Token of the notebook"

  tags = {
    "svc:block" = "secret token"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:25 secret token
data "aws_secretsmanager_random_password" "token" {
  password_length     = 48
  exclude_punctuation = true
}

# main.svc:25 secret token
resource "aws_secretsmanager_secret_version" "token" {
  secret_id     = aws_secretsmanager_secret.token.arn
  secret_string = data.aws_secretsmanager_random_password.token.random_password

  lifecycle {
    ignore_changes = [secret_string]
  }
}

# ---- security.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:7 cluster lab
resource "aws_security_group" "lab_instances" {
  name_prefix = "notebook-lab-instances-"
  description = "Instances of notebook-lab"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "notebook-lab-instances"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:7 cluster lab
resource "aws_vpc_security_group_egress_rule" "lab_instances" {
  security_group_id = aws_security_group.lab_instances.id
  description       = "ECS, registries and package sources"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "notebook-lab-instances"
    "svc:block" = "cluster lab"
  }
}

# main.svc:18 filesystem home
resource "aws_security_group" "home" {
  name_prefix = "notebook-home-"
  description = "Mount targets of notebook-home"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "notebook-home"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:18 filesystem home
resource "aws_vpc_security_group_egress_rule" "home" {
  security_group_id = aws_security_group.home.id
  description       = "Nothing calls from here"
  ip_protocol       = "-1"
  cidr_ipv4         = "127.0.0.1/32"

  tags = {
    Name        = "notebook-home"
    "svc:block" = "filesystem home"
  }
}

# main.svc:34 service jupyter
resource "aws_vpc_security_group_ingress_rule" "home_2049_from_jupyter" {
  security_group_id            = aws_security_group.home.id
  description                  = "Mounted by service jupyter"
  ip_protocol                  = "tcp"
  from_port                    = 2049
  to_port                      = 2049
  referenced_security_group_id = aws_security_group.jupyter.id

  tags = {
    Name        = "notebook-home-2049-from-jupyter"
    "svc:block" = "service jupyter"
  }
}

# main.svc:28 balancer edge
resource "aws_security_group" "edge" {
  name_prefix = "notebook-edge-"
  description = "Load balancer notebook-edge"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "notebook-edge"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:31 balancer edge
resource "aws_vpc_security_group_ingress_rule" "edge_80_from_192_0_2_0_24" {
  security_group_id = aws_security_group.edge.id
  description       = "HTTP from clients"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = "192.0.2.0/24"

  tags = {
    Name        = "notebook-edge-80-from-192-0-2-0-24"
    "svc:block" = "balancer edge"
  }
}

# main.svc:54 service jupyter
resource "aws_vpc_security_group_egress_rule" "edge_to_jupyter_8888" {
  security_group_id            = aws_security_group.edge.id
  description                  = "Requests to service jupyter"
  ip_protocol                  = "tcp"
  from_port                    = 8888
  to_port                      = 8888
  referenced_security_group_id = aws_security_group.jupyter.id

  tags = {
    Name        = "notebook-edge-to-jupyter-8888"
    "svc:block" = "service jupyter"
  }
}

# main.svc:34 service jupyter
resource "aws_security_group" "jupyter" {
  name_prefix = "notebook-jupyter-"
  description = "Tasks of notebook-jupyter"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "notebook-jupyter"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:54 service jupyter
resource "aws_vpc_security_group_ingress_rule" "jupyter_8888_from_edge" {
  security_group_id            = aws_security_group.jupyter.id
  description                  = "Requests from load balancer edge"
  ip_protocol                  = "tcp"
  from_port                    = 8888
  to_port                      = 8888
  referenced_security_group_id = aws_security_group.edge.id

  tags = {
    Name        = "notebook-jupyter-8888-from-edge"
    "svc:block" = "service jupyter"
  }
}

# main.svc:34 service jupyter
resource "aws_vpc_security_group_egress_rule" "jupyter" {
  security_group_id = aws_security_group.jupyter.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "notebook-jupyter"
    "svc:block" = "service jupyter"
  }
}

# ---- services.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:35 service jupyter
resource "aws_ecs_task_definition" "jupyter" {
  family                   = "notebook-jupyter"
  network_mode             = "awsvpc"
  requires_compatibilities = ["EC2"]
  execution_role_arn       = aws_iam_role.jupyter_execution.arn
  task_role_arn            = aws_iam_role.jupyter_task.arn

  container_definitions = jsonencode([
    {
      name      = "lab"
      image     = "public.ecr.aws/docker/library/python:3.12"
      essential = true
      cpu       = 4096
      memory    = 16384
      command   = ["jupyter", "lab", "--ip=0.0.0.0"]
      portMappings = [
        {
          containerPort = 8888
          hostPort      = 8888
          protocol      = "tcp"
        },
      ]
      mountPoints = [
        {
          sourceVolume  = "files"
          containerPath = "/home/jovyan"
          readOnly      = false
        },
      ]
      secrets = [
        {
          name      = "JUPYTER_TOKEN"
          valueFrom = aws_secretsmanager_secret.token.arn
        },
      ]
      linuxParameters = {
        devices = [
          {
            hostPath    = "/dev/neuron0"
            permissions = ["read", "write", "mknod"]
          },
        ]
      }
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.jupyter.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "jupyter"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "service jupyter"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }

  volume {
    name = "files"

    efs_volume_configuration {
      file_system_id     = aws_efs_file_system.home.id
      transit_encryption = "ENABLED"

      authorization_config {
        access_point_id = aws_efs_access_point.home_notebooks.id
        iam             = "ENABLED"
      }
    }
  }
}

# main.svc:34 service jupyter
resource "aws_ecs_service" "jupyter" {
  name                               = "notebook-jupyter"
  cluster                            = aws_ecs_cluster.lab.arn
  task_definition                    = aws_ecs_task_definition.jupyter.arn
  desired_count                      = 1
  deployment_maximum_percent         = 100
  deployment_minimum_healthy_percent = 0
  availability_zone_rebalancing      = "DISABLED"
  enable_execute_command             = false
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"
  force_new_deployment               = true
  wait_for_steady_state              = true

  tags = {
    "svc:block" = "service jupyter"
  }

  capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.lab_accelerated.name
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
    security_groups  = [aws_security_group.jupyter.id]
    assign_public_ip = false
  }

  load_balancer {
    container_name   = "lab"
    container_port   = 8888
    target_group_arn = aws_lb_target_group.jupyter_edge.arn
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.edge_to_jupyter_8888,
    aws_vpc_security_group_ingress_rule.home_2049_from_jupyter,
    aws_vpc_security_group_ingress_rule.jupyter_8888_from_edge,
    aws_vpc_security_group_egress_rule.jupyter,
    aws_ecs_cluster_capacity_providers.lab,
    aws_efs_mount_target.home_1,
    aws_efs_mount_target.home_2,
    aws_lb_listener_rule.jupyter_80_jdz7w2,
    aws_iam_role_policy.jupyter_execution,
    aws_iam_role_policy.jupyter_task,
  ]
}

# ---- storage.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:18 filesystem home
resource "aws_efs_file_system" "home" {
  encrypted        = true
  performance_mode = "generalPurpose"
  throughput_mode  = "elastic"

  tags = {
    Name        = "notebook-home"
    "svc:block" = "filesystem home"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:18 filesystem home
resource "aws_efs_backup_policy" "home" {
  file_system_id = aws_efs_file_system.home.id

  backup_policy {
    status = "ENABLED"
  }
}

# main.svc:18 filesystem home
resource "aws_efs_file_system_policy" "home" {
  file_system_id = aws_efs_file_system.home.id

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

# main.svc:18 filesystem home
resource "aws_efs_mount_target" "home_1" {
  file_system_id  = aws_efs_file_system.home.id
  subnet_id       = aws_subnet.main_private_1.id
  security_groups = [aws_security_group.home.id]
}

# main.svc:18 filesystem home
resource "aws_efs_mount_target" "home_2" {
  file_system_id  = aws_efs_file_system.home.id
  subnet_id       = aws_subnet.main_private_2.id
  security_groups = [aws_security_group.home.id]
}

# main.svc:19 filesystem home
resource "aws_efs_access_point" "home_notebooks" {
  file_system_id = aws_efs_file_system.home.id

  tags = {
    Name        = "notebook-home-notebooks"
    "svc:block" = "filesystem home"
  }

  posix_user {
    uid = 1000
    gid = 1000
  }

  root_directory {
    path = "/notebooks"

    creation_info {
      owner_uid   = 1000
      owner_gid   = 1000
      permissions = "0755"
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
