# ---- cluster.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:9 cluster group
resource "aws_ecs_cluster" "group" {
  name = "ship-prod-group"

  tags = {
    "svc:block" = "cluster group"
  }

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

# main.svc:9 cluster group
resource "aws_ecs_cluster_capacity_providers" "group" {
  cluster_name       = aws_ecs_cluster.group.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]
}

# ---- iam.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:19 role deployer
resource "aws_iam_role" "deployer" {
  name_prefix = "ship-prod-deployer-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "cloudformation.amazonaws.com"
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

  max_session_duration = 3600
}

# main.svc:19 role deployer
resource "aws_iam_role_policy_attachment" "deployer_policy_AdministratorAccess" {
  role       = aws_iam_role.deployer.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

# main.svc:13 service web
resource "aws_iam_role" "web_execution" {
  name_prefix = "ship-prod-web-execution-"

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

# main.svc:13 service web
resource "aws_iam_role_policy" "web_execution" {
  name = "ship-prod-web-execution"
  role = aws_iam_role.web_execution.name

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
        Resource = "${aws_cloudwatch_log_group.web.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "ecr:GetAuthorizationToken"
        Resource = "*"
      },
    ]
  })
}

# main.svc:13 service web
resource "aws_iam_role" "web_task" {
  name_prefix = "ship-prod-web-task-"

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

# main.svc:23 pipeline infrastructure
resource "aws_iam_role" "infrastructure_format" {
  name_prefix = "ship-prod-infrastructure-format-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "codebuild.amazonaws.com"
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

# main.svc:23 pipeline infrastructure
resource "aws_iam_role_policy" "infrastructure_format" {
  name = "ship-prod-infrastructure-format"
  role = aws_iam_role.infrastructure_format.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.infrastructure_format.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
        Resource = "${aws_s3_bucket.infrastructure_artifacts.arn}/*"
      },
    ]
  })
}

# main.svc:24 pipeline infrastructure
resource "aws_iam_role" "infrastructure_compile" {
  name_prefix = "ship-prod-infrastructure-compile-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "codebuild.amazonaws.com"
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

# main.svc:24 pipeline infrastructure
resource "aws_iam_role_policy" "infrastructure_compile" {
  name = "ship-prod-infrastructure-compile"
  role = aws_iam_role.infrastructure_compile.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.infrastructure_compile.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
        Resource = "${aws_s3_bucket.infrastructure_artifacts.arn}/*"
      },
    ]
  })
}

# main.svc:28 pipeline infrastructure
resource "aws_iam_role" "infrastructure_notes" {
  name_prefix = "ship-prod-infrastructure-notes-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "codebuild.amazonaws.com"
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

# main.svc:28 pipeline infrastructure
resource "aws_iam_role_policy" "infrastructure_notes" {
  name = "ship-prod-infrastructure-notes"
  role = aws_iam_role.infrastructure_notes.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.infrastructure_notes.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
        Resource = "${aws_s3_bucket.infrastructure_artifacts.arn}/*"
      },
    ]
  })
}

# main.svc:39 pipeline infrastructure
resource "aws_iam_role" "infrastructure_images" {
  name_prefix = "ship-prod-infrastructure-images-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "codebuild.amazonaws.com"
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

# main.svc:39 pipeline infrastructure
resource "aws_iam_role_policy" "infrastructure_images" {
  name = "ship-prod-infrastructure-images"
  role = aws_iam_role.infrastructure_images.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = [
          "ecr:BatchCheckLayerAvailability",
          "ecr:BatchGetImage",
          "ecr:CompleteLayerUpload",
          "ecr:GetDownloadUrlForLayer",
          "ecr:InitiateLayerUpload",
          "ecr:PutImage",
          "ecr:UploadLayerPart",
        ]
        Resource = aws_ecr_repository.images.arn
      },
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.infrastructure_images.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
        Resource = "${aws_s3_bucket.infrastructure_artifacts.arn}/*"
      },
      {
        Effect   = "Allow"
        Action   = "ecr:GetAuthorizationToken"
        Resource = "*"
      },
    ]
  })
}

# main.svc:21 pipeline infrastructure
resource "aws_iam_role" "infrastructure_tag" {
  name_prefix = "ship-prod-infrastructure-tag-"
  description = "CodeBuild tags released images with it"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "codebuild.amazonaws.com"
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

# main.svc:21 pipeline infrastructure
resource "aws_iam_role_policy" "infrastructure_tag" {
  name = "ship-prod-infrastructure-tag"
  role = aws_iam_role.infrastructure_tag.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["ecr:BatchGetImage", "ecr:PutImage"]
        Resource = aws_ecr_repository.images.arn
      },
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.infrastructure_tag.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
        Resource = "${aws_s3_bucket.infrastructure_artifacts.arn}/*"
      },
    ]
  })
}

# main.svc:21 pipeline infrastructure
resource "aws_iam_role" "infrastructure" {
  name_prefix = "ship-prod-infrastructure-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "codepipeline.amazonaws.com"
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

# main.svc:21 pipeline infrastructure
resource "aws_iam_role_policy" "infrastructure" {
  name = "ship-prod-infrastructure"
  role = aws_iam_role.infrastructure.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["cloudformation:CreateStack", "cloudformation:DescribeStacks", "cloudformation:UpdateStack"]
        Resource = "arn:${data.aws_partition.current.partition}:cloudformation:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:stack/ship-notes-of/*"
      },
      {
        Effect   = "Allow"
        Action   = ["cloudformation:CreateStack", "cloudformation:DescribeStacks", "cloudformation:UpdateStack"]
        Resource = "arn:${data.aws_partition.current.partition}:cloudformation:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:stack/ship-prod/*"
      },
      {
        Effect   = "Allow"
        Action   = ["cloudformation:CreateStack", "cloudformation:DescribeStacks", "cloudformation:UpdateStack"]
        Resource = "arn:${data.aws_partition.current.partition}:cloudformation:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:stack/ship-test/*"
      },
      {
        Effect = "Allow"
        Action = ["codebuild:BatchGetBuilds", "codebuild:StartBuild"]
        Resource = [
          aws_codebuild_project.infrastructure_compile.arn,
          aws_codebuild_project.infrastructure_format.arn,
          aws_codebuild_project.infrastructure_images.arn,
          aws_codebuild_project.infrastructure_notes.arn,
          aws_codebuild_project.infrastructure_tag.arn,
        ]
      },
      {
        Effect   = "Allow"
        Action   = ["codeconnections:UseConnection", "codestar-connections:UseConnection"]
        Resource = var.connection
      },
      {
        Effect   = "Allow"
        Action   = ["ecs:DescribeServices", "ecs:UpdateService"]
        Resource = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:service/ship-prod-group/ship-prod-web"
      },
      {
        Effect   = "Allow"
        Action   = ["ecs:DescribeTaskDefinition", "ecs:RegisterTaskDefinition"]
        Resource = "*"
      },
      {
        Effect   = "Allow"
        Action   = ["ecs:DescribeTasks", "ecs:ListTasks"]
        Resource = "*"
        Condition = {
          ArnEquals = {
            "ecs:cluster" = aws_ecs_cluster.group.arn
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"]
        Resource = aws_s3_bucket.infrastructure_artifacts.arn
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
        Resource = "${aws_s3_bucket.infrastructure_artifacts.arn}/*"
      },
      {
        Effect   = "Allow"
        Action   = "ecs:TagResource"
        Resource = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:task-definition/ship-prod-web:*"
        Condition = {
          StringEquals = {
            "ecs:CreateAction" = "RegisterTaskDefinition"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "iam:PassRole"
        Resource = aws_iam_role.deployer.arn
        Condition = {
          StringEquals = {
            "iam:PassedToService" = "cloudformation.amazonaws.com"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "iam:PassRole"
        Resource = aws_iam_role.deployer.arn
        Condition = {
          StringEquals = {
            "iam:PassedToService" = "cloudformation.amazonaws.com"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "iam:PassRole"
        Resource = aws_iam_role.deployer.arn
        Condition = {
          StringEquals = {
            "iam:PassedToService" = "cloudformation.amazonaws.com"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "iam:PassRole"
        Resource = [aws_iam_role.web_execution.arn, aws_iam_role.web_task.arn]
        Condition = {
          StringEquals = {
            "iam:PassedToService" = "ecs-tasks.amazonaws.com"
          }
        }
      },
    ]
  })
}

# ---- main.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# ---- network.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:8 network main
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = {
    Name = "ship-prod-main"
  }
}

# main.svc:8 network main
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}

# main.svc:8 network main
resource "aws_internet_gateway" "main" {
  tags = {
    Name = "ship-prod-main"
  }
}

# main.svc:8 network main
resource "aws_internet_gateway_attachment" "main" {
  vpc_id              = aws_vpc.main.id
  internet_gateway_id = aws_internet_gateway.main.id
}

# main.svc:8 network main
resource "aws_subnet" "main_public_1" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.0.0/22"
  availability_zone_id    = "euw1-az1"
  map_public_ip_on_launch = false

  tags = {
    Name = "ship-prod-main-public-1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:8 network main
resource "aws_subnet" "main_public_2" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.4.0/22"
  availability_zone_id    = "euw1-az2"
  map_public_ip_on_launch = false

  tags = {
    Name = "ship-prod-main-public-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:8 network main
resource "aws_subnet" "main_private_1" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.64.0/22"
  availability_zone_id    = "euw1-az1"
  map_public_ip_on_launch = false

  tags = {
    Name = "ship-prod-main-private-1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:8 network main
resource "aws_subnet" "main_private_2" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.68.0/22"
  availability_zone_id    = "euw1-az2"
  map_public_ip_on_launch = false

  tags = {
    Name = "ship-prod-main-private-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:8 network main
resource "aws_route_table" "main_public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "ship-prod-main-public"
  }
}

# main.svc:8 network main
resource "aws_route" "main_public" {
  route_table_id         = aws_route_table.main_public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:8 network main
resource "aws_route_table" "main_private_1" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "ship-prod-main-private-1"
  }
}

# main.svc:8 network main
resource "aws_route_table" "main_private_2" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "ship-prod-main-private-2"
  }
}

# main.svc:8 network main
resource "aws_route_table_association" "main_public_1" {
  subnet_id      = aws_subnet.main_public_1.id
  route_table_id = aws_route_table.main_public.id
}

# main.svc:8 network main
resource "aws_route_table_association" "main_public_2" {
  subnet_id      = aws_subnet.main_public_2.id
  route_table_id = aws_route_table.main_public.id
}

# main.svc:8 network main
resource "aws_route_table_association" "main_private_1" {
  subnet_id      = aws_subnet.main_private_1.id
  route_table_id = aws_route_table.main_private_1.id
}

# main.svc:8 network main
resource "aws_route_table_association" "main_private_2" {
  subnet_id      = aws_subnet.main_private_2.id
  route_table_id = aws_route_table.main_private_2.id
}

# main.svc:8 network main
resource "aws_eip" "main_nat_1" {
  domain = "vpc"

  tags = {
    Name        = "ship-prod-main-nat-1"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:8 network main
resource "aws_nat_gateway" "main_1" {
  allocation_id = aws_eip.main_nat_1.allocation_id
  subnet_id     = aws_subnet.main_public_1.id

  tags = {
    Name        = "ship-prod-main-1"
    "svc:block" = "network main"
  }
}

# main.svc:8 network main
resource "aws_eip" "main_nat_2" {
  domain = "vpc"

  tags = {
    Name        = "ship-prod-main-nat-2"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:8 network main
resource "aws_nat_gateway" "main_2" {
  allocation_id = aws_eip.main_nat_2.allocation_id
  subnet_id     = aws_subnet.main_public_2.id

  tags = {
    Name        = "ship-prod-main-2"
    "svc:block" = "network main"
  }
}

# main.svc:8 network main
resource "aws_route" "main_private_1" {
  route_table_id         = aws_route_table.main_private_1.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_1.id
}

# main.svc:8 network main
resource "aws_route" "main_private_2" {
  route_table_id         = aws_route_table.main_private_2.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_2.id
}

# ---- observability.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:13 service web
resource "aws_cloudwatch_log_group" "web" {
  name              = "/ecs/ship-prod/web"
  retention_in_days = 30

  tags = {
    "svc:block" = "service web"
  }
}

# main.svc:23 pipeline infrastructure
resource "aws_cloudwatch_log_group" "infrastructure_format" {
  name              = "/aws/codebuild/ship-prod-infrastructure-format"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline infrastructure"
  }
}

# main.svc:24 pipeline infrastructure
resource "aws_cloudwatch_log_group" "infrastructure_compile" {
  name              = "/aws/codebuild/ship-prod-infrastructure-compile"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline infrastructure"
  }
}

# main.svc:28 pipeline infrastructure
resource "aws_cloudwatch_log_group" "infrastructure_notes" {
  name              = "/aws/codebuild/ship-prod-infrastructure-notes"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline infrastructure"
  }
}

# main.svc:39 pipeline infrastructure
resource "aws_cloudwatch_log_group" "infrastructure_images" {
  name              = "/aws/codebuild/ship-prod-infrastructure-images"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline infrastructure"
  }
}

# main.svc:21 pipeline infrastructure
resource "aws_cloudwatch_log_group" "infrastructure_tag" {
  name              = "/aws/codebuild/ship-prod-infrastructure-tag"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline infrastructure"
  }
}

# ---- outputs.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

output "group_cluster_name" {
  value = aws_ecs_cluster.group.name
}

output "web_service_name" {
  value = aws_ecs_service.web.name
}

output "infrastructure_pipeline_name" {
  value = aws_codepipeline.infrastructure.name
}

output "images_repository_uri" {
  value = aws_ecr_repository.images.repository_url
}

output "web_log_group" {
  value = aws_cloudwatch_log_group.web.name
}

# ---- pipeline.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:23 pipeline infrastructure
resource "aws_codebuild_project" "infrastructure_format" {
  queued_timeout = 60
  name           = "ship-prod-infrastructure-format"
  service_role   = aws_iam_role.infrastructure_format.arn
  build_timeout  = 30

  tags = {
    "svc:block" = "pipeline infrastructure"
  }

  artifacts {
    type = "CODEPIPELINE"
  }

  environment {
    type            = "LINUX_CONTAINER"
    compute_type    = "BUILD_GENERAL1_SMALL"
    image           = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
    privileged_mode = false
  }

  source {
    type      = "CODEPIPELINE"
    buildspec = "ci/format.yml"
  }

  logs_config {
    cloudwatch_logs {
      status     = "ENABLED"
      group_name = aws_cloudwatch_log_group.infrastructure_format.name
    }
  }
}

# main.svc:24 pipeline infrastructure
resource "aws_codebuild_project" "infrastructure_compile" {
  queued_timeout = 60
  name           = "ship-prod-infrastructure-compile"
  service_role   = aws_iam_role.infrastructure_compile.arn
  build_timeout  = 30

  tags = {
    "svc:block" = "pipeline infrastructure"
  }

  artifacts {
    type = "CODEPIPELINE"
  }

  environment {
    type            = "LINUX_CONTAINER"
    compute_type    = "BUILD_GENERAL1_SMALL"
    image           = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
    privileged_mode = false
  }

  source {
    type = "CODEPIPELINE"

    buildspec = <<-EOT
      version: "0.2"
      phases:
        build:
          commands:
            - svcc build ship.svc --env all -o out
      artifacts:
        files:
          - out/**/*
    EOT
  }

  logs_config {
    cloudwatch_logs {
      status     = "ENABLED"
      group_name = aws_cloudwatch_log_group.infrastructure_compile.name
    }
  }
}

# main.svc:28 pipeline infrastructure
resource "aws_codebuild_project" "infrastructure_notes" {
  queued_timeout = 60
  name           = "ship-prod-infrastructure-notes"
  service_role   = aws_iam_role.infrastructure_notes.arn
  build_timeout  = 30

  tags = {
    "svc:block" = "pipeline infrastructure"
  }

  artifacts {
    type = "CODEPIPELINE"
  }

  environment {
    type            = "LINUX_CONTAINER"
    compute_type    = "BUILD_GENERAL1_SMALL"
    image           = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
    privileged_mode = false
  }

  source {
    type = "CODEPIPELINE"

    buildspec = <<-EOT
      version: 0.2
      phases:
        build:
          commands: [make notes]
      artifacts:
        files: [notes.yaml]
    EOT
  }

  logs_config {
    cloudwatch_logs {
      status     = "ENABLED"
      group_name = aws_cloudwatch_log_group.infrastructure_notes.name
    }
  }
}

# main.svc:39 pipeline infrastructure
resource "aws_codebuild_project" "infrastructure_images" {
  queued_timeout = 60
  name           = "ship-prod-infrastructure-images"
  service_role   = aws_iam_role.infrastructure_images.arn
  build_timeout  = 30

  tags = {
    "svc:block" = "pipeline infrastructure"
  }

  artifacts {
    type = "CODEPIPELINE"
  }

  environment {
    type            = "LINUX_CONTAINER"
    compute_type    = "BUILD_GENERAL1_SMALL"
    image           = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
    privileged_mode = true

    environment_variable {
      name  = "REPOSITORY_URI"
      value = aws_ecr_repository.images.repository_url
      type  = "PLAINTEXT"
    }
  }

  source {
    type = "CODEPIPELINE"

    buildspec = <<-EOT
      version: "0.2"
      phases:
        pre_build:
          commands:
            - REGISTRY=$(echo "$REPOSITORY_URI" | cut -d / -f 1)
            - TAG=$(echo "$CODEBUILD_RESOLVED_SOURCE_VERSION" | cut -c 1-7)
            - aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"
        build:
          commands:
            - docker build --file 'Dockerfile' --tag "$REPOSITORY_URI:$TAG" '.'
            - docker push "$REPOSITORY_URI:$TAG"
        post_build:
          commands:
            - printf '{"ImageURI":"%s"}' "$REPOSITORY_URI:$TAG" > imageDetail.json
            - printf '[{"name":"app","imageUri":"%s"}]' "$REPOSITORY_URI:$TAG" > imagedefinitions.json
      artifacts:
        files:
          - imageDetail.json
          - imagedefinitions.json
    EOT
  }

  logs_config {
    cloudwatch_logs {
      status     = "ENABLED"
      group_name = aws_cloudwatch_log_group.infrastructure_images.name
    }
  }
}

# main.svc:21 pipeline infrastructure
resource "aws_codebuild_project" "infrastructure_tag" {
  queued_timeout = 60
  name           = "ship-prod-infrastructure-tag"
  service_role   = aws_iam_role.infrastructure_tag.arn
  build_timeout  = 10

  tags = {
    "svc:block" = "pipeline infrastructure"
  }

  artifacts {
    type = "CODEPIPELINE"
  }

  environment {
    type            = "LINUX_CONTAINER"
    compute_type    = "BUILD_GENERAL1_SMALL"
    image           = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
    privileged_mode = false
  }

  source {
    type = "CODEPIPELINE"

    buildspec = <<-EOT
      version: "0.2"
      phases:
        build:
          commands:
            - IMAGE=$(sed 's/.*"ImageURI":"\([^"]*\)".*/\1/' imageDetail.json)
            - NAME=$(echo "$IMAGE" | cut -d / -f 2-)
            - REPOSITORY="--registry-id $${IMAGE%%.*} --repository-name $${NAME%:*}"
            - MANIFEST=$(aws ecr batch-get-image $REPOSITORY --image-ids "imageTag=$${NAME#*:}" --query 'images[0].imageManifest' --output text)
            - for TAG in $TAGS; do aws ecr put-image $REPOSITORY --image-tag "$TAG" --image-manifest "$MANIFEST" 2> error.txt || grep ImageAlreadyExists error.txt || { cat error.txt; exit 1; }; done
    EOT
  }

  logs_config {
    cloudwatch_logs {
      status     = "ENABLED"
      group_name = aws_cloudwatch_log_group.infrastructure_tag.name
    }
  }
}

# main.svc:21 pipeline infrastructure
resource "aws_codepipeline" "infrastructure" {
  name          = "ship-prod-infrastructure"
  pipeline_type = "V2"
  role_arn      = aws_iam_role.infrastructure.arn

  tags = {
    "svc:block" = "pipeline infrastructure"
  }

  artifact_store {
    type     = "S3"
    location = aws_s3_bucket.infrastructure_artifacts.id
  }

  stage {
    name = "Source"

    action {
      name     = "github"
      category = "Source"
      owner    = "AWS"
      provider = "CodeStarSourceConnection"
      version  = "1"

      configuration = {
        ConnectionArn        = var.connection
        FullRepositoryId     = "acme/ship"
        BranchName           = "main"
        OutputArtifactFormat = "CODE_ZIP"
        DetectChanges        = "true"
      }

      output_artifacts = ["source"]
    }
  }

  stage {
    name = "Test"

    action {
      name     = "format"
      category = "Test"
      owner    = "AWS"
      provider = "CodeBuild"
      version  = "1"

      configuration = {
        ProjectName = aws_codebuild_project.infrastructure_format.name
      }

      input_artifacts = ["source"]
    }
  }

  stage {
    name = "Build_compile"

    action {
      name     = "compile"
      category = "Build"
      owner    = "AWS"
      provider = "CodeBuild"
      version  = "1"

      configuration = {
        ProjectName = aws_codebuild_project.infrastructure_compile.name
      }

      input_artifacts  = ["source"]
      output_artifacts = ["infrastructure_compile"]
    }
  }

  stage {
    name = "Build_notes"

    action {
      name     = "notes"
      category = "Build"
      owner    = "AWS"
      provider = "CodeBuild"
      version  = "1"

      configuration = {
        ProjectName = aws_codebuild_project.infrastructure_notes.name
      }

      input_artifacts  = ["source"]
      output_artifacts = ["infrastructure_notes"]
    }
  }

  stage {
    name = "Build_images"

    action {
      name     = "images"
      category = "Build"
      owner    = "AWS"
      provider = "CodeBuild"
      version  = "1"

      configuration = {
        ProjectName = aws_codebuild_project.infrastructure_images.name
      }

      input_artifacts  = ["source"]
      output_artifacts = ["infrastructure_images"]
    }
  }

  stage {
    name = "Deploy_ship-test"

    action {
      name     = "ship-test"
      category = "Deploy"
      owner    = "AWS"
      provider = "CloudFormation"
      version  = "1"

      configuration = {
        ActionMode            = "CREATE_UPDATE"
        StackName             = "ship-test"
        TemplatePath          = "infrastructure_compile::out/cloudformation/ship-test.yaml"
        TemplateConfiguration = "infrastructure_compile::out/deploy/ship-test.tags.json"
        Capabilities          = "CAPABILITY_NAMED_IAM"
        RoleArn               = aws_iam_role.deployer.arn
      }

      input_artifacts = ["infrastructure_compile"]
    }
  }

  stage {
    name = "Deploy_web"

    action {
      name     = "web"
      category = "Deploy"
      owner    = "AWS"
      provider = "ECS"
      version  = "1"

      configuration = {
        ClusterName = aws_ecs_cluster.group.name
        ServiceName = aws_ecs_service.web.name
        FileName    = "imagedefinitions.json"
      }

      input_artifacts = ["infrastructure_images"]
    }
  }

  stage {
    name = "Tag"

    action {
      name     = "infrastructure_images"
      category = "Build"
      owner    = "AWS"
      provider = "CodeBuild"
      version  = "1"

      configuration = {
        ProjectName = aws_codebuild_project.infrastructure_tag.name
        EnvironmentVariables = jsonencode([
          {
            name  = "TAGS"
            value = "web"
            type  = "PLAINTEXT"
          },
        ])
      }

      input_artifacts = ["infrastructure_images"]
    }
  }

  stage {
    name = "Approve"

    action {
      name     = "approve"
      category = "Approval"
      owner    = "AWS"
      provider = "Manual"
      version  = "1"
    }
  }

  stage {
    name = "production"

    action {
      name     = "ship-prod"
      category = "Deploy"
      owner    = "AWS"
      provider = "CloudFormation"
      version  = "1"

      configuration = {
        ActionMode            = "CREATE_UPDATE"
        StackName             = "ship-prod"
        TemplatePath          = "infrastructure_compile::out/cloudformation/ship-prod.yaml"
        TemplateConfiguration = "infrastructure_compile::out/deploy/ship-prod.tags.json"
        Capabilities          = "CAPABILITY_NAMED_IAM"
        RoleArn               = aws_iam_role.deployer.arn
        ParameterOverrides = jsonencode({
          Connection = var.connection
          Level      = "info"
        })
      }

      input_artifacts = ["infrastructure_compile"]
    }

    action {
      name     = "ship-notes-of"
      category = "Deploy"
      owner    = "AWS"
      provider = "CloudFormation"
      version  = "1"

      configuration = {
        ActionMode   = "CREATE_UPDATE"
        StackName    = "ship-notes-of"
        TemplatePath = "source::templates/notes.yaml"
        Capabilities = "CAPABILITY_NAMED_IAM"
        RoleArn      = aws_iam_role.deployer.arn
      }

      input_artifacts = ["source"]
    }
  }

  depends_on = [
    aws_iam_role_policy_attachment.deployer_policy_AdministratorAccess,
    aws_iam_role_policy.infrastructure,
    aws_iam_role_policy.infrastructure_compile,
    aws_iam_role_policy.infrastructure_format,
    aws_iam_role_policy.infrastructure_images,
    aws_iam_role_policy.infrastructure_notes,
    aws_iam_role_policy.infrastructure_tag,
  ]
}

# ---- providers.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      "svc:app"         = "ship"
      "svc:environment" = "prod"
    }
  }
}

# ---- registry.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:10 repository images
resource "aws_ecr_repository" "images" {
  name                 = "ship-prod/images"
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

# main.svc:10 repository images
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

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:12 service web
resource "aws_security_group" "web" {
  name_prefix = "ship-prod-web-"
  description = "Tasks of ship-prod-web"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "ship-prod-web"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:12 service web
resource "aws_vpc_security_group_egress_rule" "web" {
  security_group_id = aws_security_group.web.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "ship-prod-web"
    "svc:block" = "service web"
  }
}

# ---- services.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:13 service web
resource "aws_ecs_task_definition" "web" {
  family                   = "ship-prod-web"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.web_execution.arn
  task_role_arn            = aws_iam_role.web_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "${aws_ecr_repository.images.repository_url}:web"
      essential = true
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

# main.svc:12 service web
resource "aws_ecs_service" "web" {
  name                               = "ship-prod-web"
  cluster                            = aws_ecs_cluster.group.arn
  task_definition                    = element(concat([for s in data.aws_ecs_service.web : s.task_definition if try(tonumber(regex(format("(?:^|/)%s:([0-9]+)$", "ship-prod-web"), s.task_definition)[0]), 0) >= aws_ecs_task_definition.web.revision], [aws_ecs_task_definition.web.arn]), 0)
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

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.web,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_ecs_cluster_capacity_providers.group,
    aws_iam_role_policy.web_execution,
  ]
}

# main.svc:12 service web
resource "aws_ssm_parameter" "web" {
  name           = "/svcc/ship-prod-web/service"
  description    = "Terraform reads which revision of the service runs"
  type           = "String"
  insecure_value = aws_ecs_service.web.name
}

# main.svc:12 service web
data "aws_ssm_parameters_by_path" "web" {
  path = "/svcc/ship-prod-web"
}

# main.svc:12 service web
data "aws_ecs_service" "web" {
  count        = length(data.aws_ssm_parameters_by_path.web.names)
  cluster_arn  = aws_ecs_cluster.group.arn
  service_name = "ship-prod-web"
}

# ---- storage.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:21 pipeline infrastructure
resource "aws_s3_bucket" "infrastructure_artifacts" {
  bucket_prefix = "ship-prod-infrastructure-artifacts-"

  tags = {
    "svc:block" = "pipeline infrastructure"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:21 pipeline infrastructure
resource "aws_s3_bucket_ownership_controls" "infrastructure_artifacts" {
  bucket = aws_s3_bucket.infrastructure_artifacts.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

# main.svc:21 pipeline infrastructure
resource "aws_s3_bucket_public_access_block" "infrastructure_artifacts" {
  bucket                  = aws_s3_bucket.infrastructure_artifacts.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# main.svc:21 pipeline infrastructure
resource "aws_s3_bucket_server_side_encryption_configuration" "infrastructure_artifacts" {
  bucket = aws_s3_bucket.infrastructure_artifacts.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

# main.svc:21 pipeline infrastructure
resource "aws_s3_bucket_versioning" "infrastructure_artifacts" {
  bucket = aws_s3_bucket.infrastructure_artifacts.id

  versioning_configuration {
    status = "Enabled"
  }
}

# main.svc:21 pipeline infrastructure
resource "aws_s3_bucket_lifecycle_configuration" "infrastructure_artifacts" {
  bucket = aws_s3_bucket.infrastructure_artifacts.id

  rule {
    id     = "expire"
    status = "Enabled"

    filter {
      prefix = ""
    }

    expiration {
      days = 30
    }

    noncurrent_version_expiration {
      noncurrent_days = 30
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 1
    }
  }
}

# main.svc:21 pipeline infrastructure
resource "aws_s3_bucket_policy" "infrastructure_artifacts" {
  bucket = aws_s3_bucket.infrastructure_artifacts.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.infrastructure_artifacts.arn, "${aws_s3_bucket.infrastructure_artifacts.arn}/*"]
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

# ---- variables.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:7
variable "connection" {
  type = string

  validation {
    condition     = can(regex("^(?:arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[a-z0-9]*:.+)$", var.connection))
    error_message = "connection must match arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[a-z0-9]*:.+."
  }
}

variable "running" {
  type        = bool
  description = "Whether services and jobs run. Give false for the first deployment, before images are pushed and secrets are filled."
  default     = true
}

# ---- versions.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

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
