# ---- cluster.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:6 cluster web
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

# main.svc:6 cluster web
resource "aws_ecs_cluster_capacity_providers" "web" {
  cluster_name       = aws_ecs_cluster.web.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]
}

# ---- iam.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:53 service api
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

# main.svc:53 service api
resource "aws_iam_role_policy" "api_execution" {
  name = "shop-api-execution"
  role = aws_iam_role.api_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        Resource = [
          "arn:${data.aws_partition.current.partition}:ecr:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:repository/${aws_ecr_pull_through_cache_rule.hub.ecr_repository_prefix}/*",
          "arn:${data.aws_partition.current.partition}:ecr:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:repository/${aws_ecr_pull_through_cache_rule.public.ecr_repository_prefix}/*",
        ]
      },
      {
        Effect = "Allow"
        Action = ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"]
        Resource = [
          "arn:${data.aws_partition.current.partition}:ecr:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:repository/${aws_ecr_pull_through_cache_rule.hub.ecr_repository_prefix}/*",
          "arn:${data.aws_partition.current.partition}:ecr:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:repository/${aws_ecr_pull_through_cache_rule.public.ecr_repository_prefix}/*",
        ]
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
      {
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = aws_kms_key.secrets.arn
      },
      {
        Effect   = "Allow"
        Action   = "s3:GetBucketLocation"
        Resource = [aws_s3_bucket.files.arn, "arn:${data.aws_partition.current.partition}:s3:::*"]
      },
      {
        Effect = "Allow"
        Action = "s3:GetObject"
        Resource = [
          var.more,
          "${aws_s3_bucket.files.arn}/api.env",
          "${aws_s3_bucket.files.arn}/common.env",
          "${aws_s3_bucket.files.arn}/gmsa.json",
        ]
      },
      {
        Effect   = "Allow"
        Action   = "secretsmanager:GetSecretValue"
        Resource = aws_secretsmanager_secret.token.arn
      },
    ]
  })
}

# main.svc:53 service api
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

# main.svc:53 service api
resource "aws_iam_role_policy" "api_task" {
  name = "shop-api-task"
  role = aws_iam_role.api_task.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["codecommit:GitPull", "codecommit:GitPush"]
        Resource = aws_codecommit_repository.code.arn
      },
      {
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:GenerateDataKey"]
        Resource = aws_kms_key.secrets.arn
      },
    ]
  })
}

# main.svc:71 pipeline release
resource "aws_iam_role" "release_test" {
  name_prefix = "shop-release-test-"

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

# main.svc:71 pipeline release
resource "aws_iam_role_policy" "release_test" {
  name = "shop-release-test"
  role = aws_iam_role.release_test.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.release_test.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
        Resource = "${aws_s3_bucket.release_artifacts.arn}/*"
      },
    ]
  })
}

# main.svc:69 pipeline release
resource "aws_iam_role" "release" {
  name_prefix = "shop-release-"

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

# main.svc:69 pipeline release
resource "aws_iam_role_policy" "release" {
  name = "shop-release"
  role = aws_iam_role.release.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["codebuild:BatchGetBuilds", "codebuild:StartBuild"]
        Resource = aws_codebuild_project.release_test.arn
      },
      {
        Effect = "Allow"
        Action = [
          "codecommit:CancelUploadArchive",
          "codecommit:GetBranch",
          "codecommit:GetCommit",
          "codecommit:GetUploadArchiveStatus",
          "codecommit:UploadArchive",
        ]
        Resource = "arn:${data.aws_partition.current.partition}:codecommit:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:${aws_codecommit_repository.code.repository_name}"
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"]
        Resource = aws_s3_bucket.release_artifacts.arn
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
        Resource = "${aws_s3_bucket.release_artifacts.arn}/*"
      },
    ]
  })
}

# main.svc:70 pipeline release
resource "aws_iam_role" "release_start" {
  name_prefix = "shop-release-start-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "events.amazonaws.com"
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

# main.svc:70 pipeline release
resource "aws_iam_role_policy" "release_start" {
  name = "shop-release-start"
  role = aws_iam_role.release_start.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "codepipeline:StartPipelineExecution"
        Resource = aws_codepipeline.release.arn
      },
    ]
  })
}

# ---- jobs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:70 pipeline release
resource "aws_cloudwatch_event_rule" "release" {
  name = "shop-release"

  event_pattern = jsonencode({
    source      = ["aws.codecommit"]
    detail-type = ["CodeCommit Repository State Change"]
    resources = [
      "arn:${data.aws_partition.current.partition}:codecommit:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:${aws_codecommit_repository.code.repository_name}",
    ]
    detail = {
      event         = ["referenceCreated", "referenceUpdated"]
      referenceType = ["branch"]
      referenceName = ["main"]
    }
  })

  tags = {
    "svc:block" = "pipeline release"
  }

  depends_on = [aws_iam_role_policy.release_start]
}

# main.svc:70 pipeline release
resource "aws_cloudwatch_event_target" "release" {
  rule      = aws_cloudwatch_event_rule.release.name
  target_id = "pipeline"
  arn       = aws_codepipeline.release.arn
  role_arn  = aws_iam_role.release_start.arn
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
resource "aws_eip" "main_nat_2" {
  domain = "vpc"

  tags = {
    Name        = "shop-main-nat-2"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:4 network main
resource "aws_nat_gateway" "main_2" {
  allocation_id = aws_eip.main_nat_2.allocation_id
  subnet_id     = aws_subnet.main_public_2.id

  tags = {
    Name        = "shop-main-2"
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
  nat_gateway_id         = aws_nat_gateway.main_2.id
}

# ---- observability.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:53 service api
resource "aws_cloudwatch_log_group" "api" {
  name              = "/ecs/shop/api"
  retention_in_days = 30

  tags = {
    "svc:block" = "service api"
  }
}

# main.svc:71 pipeline release
resource "aws_cloudwatch_log_group" "release_test" {
  name              = "/aws/codebuild/shop-release-test"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline release"
  }
}

# ---- outputs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

output "clone" {
  value = aws_codecommit_repository.code.clone_url_http
}

output "clone_ssh" {
  value = aws_codecommit_repository.code.clone_url_ssh
}

output "prefix" {
  value = aws_ecr_pull_through_cache_rule.hub.ecr_repository_prefix
}

output "web_cluster_name" {
  value = aws_ecs_cluster.web.name
}

output "api_service_name" {
  value = aws_ecs_service.api.name
}

output "release_pipeline_name" {
  value = aws_codepipeline.release.name
}

output "images_repository_uri" {
  value = aws_ecr_repository.images.repository_url
}

output "api_log_group" {
  value = aws_cloudwatch_log_group.api.name
}

# ---- pipeline.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:36 git code
resource "aws_codecommit_repository" "code" {
  repository_name = "shop-code"
  description     = "The shop"
  kms_key_id      = aws_kms_key.secrets.arn

  tags = {
    "svc:block" = "git code"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:71 pipeline release
resource "aws_codebuild_project" "release_test" {
  queued_timeout = 60
  name           = "shop-release-test"
  service_role   = aws_iam_role.release_test.arn
  build_timeout  = 30

  tags = {
    "svc:block" = "pipeline release"
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
            - make test
    EOT
  }

  logs_config {
    cloudwatch_logs {
      status     = "ENABLED"
      group_name = aws_cloudwatch_log_group.release_test.name
    }
  }
}

# main.svc:69 pipeline release
resource "aws_codepipeline" "release" {
  name          = "shop-release"
  pipeline_type = "V2"
  role_arn      = aws_iam_role.release.arn

  tags = {
    "svc:block" = "pipeline release"
  }

  artifact_store {
    type     = "S3"
    location = aws_s3_bucket.release_artifacts.id
  }

  stage {
    name = "Source"

    action {
      name     = "codecommit"
      category = "Source"
      owner    = "AWS"
      provider = "CodeCommit"
      version  = "1"

      configuration = {
        RepositoryName       = aws_codecommit_repository.code.repository_name
        BranchName           = "main"
        PollForSourceChanges = "false"
      }

      output_artifacts = ["source"]
    }
  }

  stage {
    name = "Build"

    action {
      name     = "test"
      category = "Build"
      owner    = "AWS"
      provider = "CodeBuild"
      version  = "1"

      configuration = {
        ProjectName = aws_codebuild_project.release_test.name
      }

      input_artifacts = ["source"]
    }
  }

  depends_on = [aws_iam_role_policy.release, aws_iam_role_policy.release_test]
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

# ---- registry.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:8 repository images
resource "aws_ecr_repository" "images" {
  name                 = "shop/images"
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

# main.svc:8 repository images
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

# main.svc:8 repository images
resource "aws_ecr_repository_policy" "images" {
  repository = aws_ecr_repository.images.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          AWS = ["arn:${data.aws_partition.current.partition}:iam::210987654321:root"]
        }
        Action = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
      },
      {
        Effect = "Allow"
        Principal = {
          Service = ["codebuild.amazonaws.com"]
        }
        Action = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        Condition = {
          StringEquals = {
            "aws:SourceAccount" = "123456789012"
          }
        }
      },
      {
        Effect = "Deny"
        Principal = {
          AWS = ["arn:aws:iam::123456789012:role/intern"]
        }
        Action = "ecr:BatchDeleteImage"
      },
    ]
  })
}

# main.svc:22 registry hub
resource "aws_ecr_pull_through_cache_rule" "hub" {
  ecr_repository_prefix = "shop-hub"
  upstream_registry_url = "registry-1.docker.io"
  credential_arn        = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:ecr-pullthroughcache/hub-AbCdEf"
}

# main.svc:27 registry public
resource "aws_ecr_pull_through_cache_rule" "public" {
  ecr_repository_prefix = "ecr-public"
  upstream_registry_url = "public.ecr.aws"
}

# ---- secrets.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:34 key secrets
resource "aws_kms_key" "secrets" {
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
    "svc:block" = "key secrets"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:34 key secrets
resource "aws_kms_alias" "secrets" {
  name          = "alias/shop-secrets"
  target_key_id = aws_kms_key.secrets.key_id
}

# main.svc:41 secret token
resource "aws_secretsmanager_secret" "token" {
  name        = "shop/token"
  description = "Signs sessions"

  tags = {
    "svc:block" = "secret token"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:43 secret token
data "aws_secretsmanager_random_password" "token" {
  password_length     = 40
  exclude_punctuation = false
  exclude_characters  = "\"'"
}

# main.svc:43 secret token
resource "aws_secretsmanager_secret_version" "token" {
  secret_id     = aws_secretsmanager_secret.token.arn
  secret_string = data.aws_secretsmanager_random_password.token.random_password

  lifecycle {
    ignore_changes = [secret_string]
  }
}

# ---- security.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:52 service api
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

# main.svc:52 service api
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

# main.svc:53 service api
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
      image     = "${data.aws_caller_identity.current.account_id}.dkr.ecr.${data.aws_region.current.id}.${data.aws_partition.current.dns_suffix}/${aws_ecr_pull_through_cache_rule.hub.ecr_repository_prefix}/library/nginx:1.27"
      essential = true
      secrets = [
        {
          name      = "TOKEN"
          valueFrom = aws_secretsmanager_secret.token.arn
        },
      ]
      environmentFiles = [
        {
          type  = "s3"
          value = "${aws_s3_bucket.files.arn}/api.env"
        },
        {
          type  = "s3"
          value = "${aws_s3_bucket.files.arn}/common.env"
        },
        {
          type  = "s3"
          value = var.more
        },
      ]
      credentialSpecs = ["credentialspecdomainless:${aws_s3_bucket.files.arn}/gmsa.json"]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.api.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "api"
        }
      }
    },
    {
      name      = "helper"
      image     = "${data.aws_caller_identity.current.account_id}.dkr.ecr.${data.aws_region.current.id}.${data.aws_partition.current.dns_suffix}/${aws_ecr_pull_through_cache_rule.public.ecr_repository_prefix}/docker/library/busybox:1.37"
      essential = true
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

# main.svc:52 service api
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

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.api,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_ecs_cluster_capacity_providers.web,
    aws_iam_role_policy.api_execution,
    aws_iam_role_policy.api_task,
  ]
}

# ---- storage.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:32 bucket files
resource "aws_s3_bucket" "files" {
  bucket_prefix = "shop-files-"

  tags = {
    "svc:block" = "bucket files"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:32 bucket files
resource "aws_s3_bucket_ownership_controls" "files" {
  bucket = aws_s3_bucket.files.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

# main.svc:32 bucket files
resource "aws_s3_bucket_public_access_block" "files" {
  bucket                  = aws_s3_bucket.files.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# main.svc:32 bucket files
resource "aws_s3_bucket_server_side_encryption_configuration" "files" {
  bucket = aws_s3_bucket.files.id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.secrets.arn
    }
  }
}

# main.svc:32 bucket files
resource "aws_s3_bucket_versioning" "files" {
  bucket = aws_s3_bucket.files.id

  versioning_configuration {
    status = "Enabled"
  }
}

# main.svc:32 bucket files
resource "aws_s3_bucket_lifecycle_configuration" "files" {
  bucket = aws_s3_bucket.files.id

  rule {
    id     = "uploads"
    status = "Enabled"

    filter {
      prefix = ""
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  rule {
    id     = "versions"
    status = "Enabled"

    filter {
      prefix = ""
    }

    noncurrent_version_expiration {
      noncurrent_days = 90
    }
  }
}

# main.svc:32 bucket files
resource "aws_s3_bucket_policy" "files" {
  bucket = aws_s3_bucket.files.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.files.arn, "${aws_s3_bucket.files.arn}/*"]
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

# main.svc:69 pipeline release
resource "aws_s3_bucket" "release_artifacts" {
  bucket_prefix = "shop-release-artifacts-"

  tags = {
    "svc:block" = "pipeline release"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:69 pipeline release
resource "aws_s3_bucket_ownership_controls" "release_artifacts" {
  bucket = aws_s3_bucket.release_artifacts.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

# main.svc:69 pipeline release
resource "aws_s3_bucket_public_access_block" "release_artifacts" {
  bucket                  = aws_s3_bucket.release_artifacts.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# main.svc:69 pipeline release
resource "aws_s3_bucket_server_side_encryption_configuration" "release_artifacts" {
  bucket = aws_s3_bucket.release_artifacts.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

# main.svc:69 pipeline release
resource "aws_s3_bucket_versioning" "release_artifacts" {
  bucket = aws_s3_bucket.release_artifacts.id

  versioning_configuration {
    status = "Enabled"
  }
}

# main.svc:69 pipeline release
resource "aws_s3_bucket_lifecycle_configuration" "release_artifacts" {
  bucket = aws_s3_bucket.release_artifacts.id

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

# main.svc:69 pipeline release
resource "aws_s3_bucket_policy" "release_artifacts" {
  bucket = aws_s3_bucket.release_artifacts.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.release_artifacts.arn, "${aws_s3_bucket.release_artifacts.arn}/*"]
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

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:50
variable "more" {
  type = string

  validation {
    condition     = can(regex("^(?:arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[a-z0-9]*:.+)$", var.more))
    error_message = "more must match arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[a-z0-9]*:.+."
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
