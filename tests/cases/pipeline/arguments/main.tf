# ---- iam.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:16 pipeline release
resource "aws_iam_role" "release_images" {
  name_prefix = "shop-release-images-"

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

# main.svc:16 pipeline release
resource "aws_iam_role_policy" "release_images" {
  name = "shop-release-images"
  role = aws_iam_role.release_images.name

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
        Resource = "${aws_cloudwatch_log_group.release_images.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
        Resource = "${aws_s3_bucket.release_artifacts.arn}/*"
      },
      {
        Effect   = "Allow"
        Action   = "ecr:GetAuthorizationToken"
        Resource = "*"
      },
      {
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = aws_kms_key.own.arn
      },
      {
        Effect   = "Allow"
        Action   = "secretsmanager:GetSecretValue"
        Resource = aws_secretsmanager_secret.registry.arn
      },
      {
        Effect   = "Allow"
        Action   = "ssm:GetParameters"
        Resource = "arn:${data.aws_partition.current.partition}:ssm:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:parameter/shop/license"
      },
    ]
  })
}

# main.svc:21 pipeline release
resource "aws_iam_role" "release_docs" {
  name_prefix = "shop-release-docs-"

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

# main.svc:21 pipeline release
resource "aws_iam_role_policy" "release_docs" {
  name = "shop-release-docs"
  role = aws_iam_role.release_docs.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.release_docs.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
        Resource = "${aws_s3_bucket.release_artifacts.arn}/*"
      },
      {
        Effect   = "Allow"
        Action   = "kms:Decrypt"
        Resource = aws_kms_key.own.arn
      },
      {
        Effect   = "Allow"
        Action   = "secretsmanager:GetSecretValue"
        Resource = aws_secretsmanager_secret.registry.arn
      },
    ]
  })
}

# main.svc:25 pipeline release
resource "aws_iam_role" "release_unit" {
  name_prefix = "shop-release-unit-"

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

# main.svc:25 pipeline release
resource "aws_iam_role_policy" "release_unit" {
  name = "shop-release-unit"
  role = aws_iam_role.release_unit.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.release_unit.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
        Resource = "${aws_s3_bucket.release_artifacts.arn}/*"
      },
      {
        Effect   = "Allow"
        Action   = "ssm:GetParameters"
        Resource = "arn:${data.aws_partition.current.partition}:ssm:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:parameter/shop/license"
      },
    ]
  })
}

# main.svc:14 pipeline release
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

# main.svc:14 pipeline release
resource "aws_iam_role_policy" "release" {
  name = "shop-release"
  role = aws_iam_role.release.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = ["codebuild:BatchGetBuilds", "codebuild:StartBuild"]
        Resource = [
          aws_codebuild_project.release_docs.arn,
          aws_codebuild_project.release_images.arn,
          aws_codebuild_project.release_unit.arn,
        ]
      },
      {
        Effect   = "Allow"
        Action   = ["codeconnections:UseConnection", "codestar-connections:UseConnection"]
        Resource = var.connection
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

# ---- main.tf

# Compiled by svcc from main.svc. Change the program, not this file.

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# ---- observability.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:16 pipeline release
resource "aws_cloudwatch_log_group" "release_images" {
  name              = "/aws/codebuild/shop-release-images"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline release"
  }
}

# main.svc:21 pipeline release
resource "aws_cloudwatch_log_group" "release_docs" {
  name              = "/aws/codebuild/shop-release-docs"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline release"
  }
}

# main.svc:25 pipeline release
resource "aws_cloudwatch_log_group" "release_unit" {
  name              = "/aws/codebuild/shop-release-unit"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline release"
  }
}

# ---- outputs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

output "release_pipeline_name" {
  value = aws_codepipeline.release.name
}

output "images_repository_uri" {
  value = aws_ecr_repository.images.repository_url
}

# ---- pipeline.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:16 pipeline release
resource "aws_codebuild_project" "release_images" {
  queued_timeout = 60
  name           = "shop-release-images"
  service_role   = aws_iam_role.release_images.arn
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
    privileged_mode = true

    environment_variable {
      name  = "REPOSITORY_URI"
      value = aws_ecr_repository.images.repository_url
      type  = "PLAINTEXT"
    }

    environment_variable {
      name  = "LICENSE"
      value = "/shop/license"
      type  = "PARAMETER_STORE"
    }

    environment_variable {
      name  = "NPM_TOKEN"
      value = "${aws_secretsmanager_secret.registry.arn}:npm::"
      type  = "SECRETS_MANAGER"
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
            - "docker build --file 'Dockerfile' --build-arg 'REGION=${data.aws_region.current.id}' --build-arg 'VERSION=it'\\''s 1' --secret id=LICENSE,env=LICENSE --secret id=NPM_TOKEN,env=NPM_TOKEN --tag \"$REPOSITORY_URI:$TAG\" '.'"
            - docker push "$REPOSITORY_URI:$TAG"
        post_build:
          commands:
            - printf '{"ImageURI":"%s"}' "$REPOSITORY_URI:$TAG" > imageDetail.json
      artifacts:
        files:
          - imageDetail.json
    EOT
  }

  logs_config {
    cloudwatch_logs {
      status     = "ENABLED"
      group_name = aws_cloudwatch_log_group.release_images.name
    }
  }
}

# main.svc:21 pipeline release
resource "aws_codebuild_project" "release_docs" {
  queued_timeout = 60
  name           = "shop-release-docs"
  service_role   = aws_iam_role.release_docs.arn
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

    environment_variable {
      name  = "TOKEN"
      value = aws_secretsmanager_secret.registry.arn
      type  = "SECRETS_MANAGER"
    }
  }

  source {
    type = "CODEPIPELINE"

    buildspec = <<-EOT
      version: "0.2"
      phases:
        build:
          commands:
            - make docs
    EOT
  }

  logs_config {
    cloudwatch_logs {
      status     = "ENABLED"
      group_name = aws_cloudwatch_log_group.release_docs.name
    }
  }
}

# main.svc:25 pipeline release
resource "aws_codebuild_project" "release_unit" {
  queued_timeout = 60
  name           = "shop-release-unit"
  service_role   = aws_iam_role.release_unit.arn
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

    environment_variable {
      name  = "LICENSE"
      value = "/shop/license"
      type  = "PARAMETER_STORE"
    }
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
      group_name = aws_cloudwatch_log_group.release_unit.name
    }
  }
}

# main.svc:14 pipeline release
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
      name     = "github"
      category = "Source"
      owner    = "AWS"
      provider = "CodeStarSourceConnection"
      version  = "1"

      configuration = {
        ConnectionArn        = var.connection
        FullRepositoryId     = "acme/shop"
        BranchName           = "main"
        OutputArtifactFormat = "CODE_ZIP"
        DetectChanges        = "true"
      }

      output_artifacts = ["source"]
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
        ProjectName = aws_codebuild_project.release_images.name
      }

      input_artifacts  = ["source"]
      output_artifacts = ["release_images"]
    }
  }

  stage {
    name = "Build_docs"

    action {
      name     = "docs"
      category = "Build"
      owner    = "AWS"
      provider = "CodeBuild"
      version  = "1"

      configuration = {
        ProjectName = aws_codebuild_project.release_docs.name
      }

      input_artifacts = ["source"]
    }
  }

  stage {
    name = "Test"

    action {
      name     = "unit"
      category = "Test"
      owner    = "AWS"
      provider = "CodeBuild"
      version  = "1"

      configuration = {
        ProjectName = aws_codebuild_project.release_unit.name
      }

      input_artifacts = ["source"]
    }
  }

  depends_on = [
    aws_iam_role_policy.release,
    aws_iam_role_policy.release_docs,
    aws_iam_role_policy.release_images,
    aws_iam_role_policy.release_unit,
  ]
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

# main.svc:6 repository images
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

# main.svc:6 repository images
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

# ---- secrets.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:8 key own
resource "aws_kms_key" "own" {
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

# main.svc:8 key own
resource "aws_kms_alias" "own" {
  name          = "alias/shop-own"
  target_key_id = aws_kms_key.own.key_id
}

# main.svc:10 secret registry
resource "aws_secretsmanager_secret" "registry" {
  name       = "shop/registry"
  kms_key_id = aws_kms_key.own.arn

  tags = {
    "svc:block" = "secret registry"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# ---- storage.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:14 pipeline release
resource "aws_s3_bucket" "release_artifacts" {
  bucket_prefix = "shop-release-artifacts-"

  tags = {
    "svc:block" = "pipeline release"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:14 pipeline release
resource "aws_s3_bucket_ownership_controls" "release_artifacts" {
  bucket = aws_s3_bucket.release_artifacts.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

# main.svc:14 pipeline release
resource "aws_s3_bucket_public_access_block" "release_artifacts" {
  bucket                  = aws_s3_bucket.release_artifacts.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# main.svc:14 pipeline release
resource "aws_s3_bucket_server_side_encryption_configuration" "release_artifacts" {
  bucket = aws_s3_bucket.release_artifacts.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

# main.svc:14 pipeline release
resource "aws_s3_bucket_versioning" "release_artifacts" {
  bucket = aws_s3_bucket.release_artifacts.id

  versioning_configuration {
    status = "Enabled"
  }
}

# main.svc:14 pipeline release
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

# main.svc:14 pipeline release
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

# main.svc:4
variable "connection" {
  type = string

  validation {
    condition     = can(regex("^(?:arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[a-z0-9]*:.+)$", var.connection))
    error_message = "connection must match arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[a-z0-9]*:.+."
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
