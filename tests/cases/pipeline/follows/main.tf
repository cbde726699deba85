# ---- iam.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:12 pipeline release
resource "aws_iam_role" "release_images" {
  name_prefix = "keep-prod-release-images-"
  description = "CodeBuild runs the build with it"

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

  tags = {
    Name        = "keep-prod-release-images"
    "svc:block" = "pipeline release"
  }
}

# main.svc:12 pipeline release
resource "aws_iam_role_policy" "release_images" {
  name = "keep-prod-release-images"
  role = aws_iam_role.release_images.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = [
          "arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:log-group:${aws_cloudwatch_log_group.release_images.name}:*",
        ]
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
        Resource = ["${aws_s3_bucket.release_artifacts.arn}/*"]
      },
      {
        Effect   = "Allow"
        Action   = ["ecr:GetAuthorizationToken"]
        Resource = ["*"]
      },
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
        Resource = [aws_ecr_repository.images.arn]
      },
    ]
  })
}

# main.svc:10 pipeline release
resource "aws_iam_role" "release" {
  name_prefix = "keep-prod-release-"
  description = "CodePipeline runs the pipeline with it"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "codepipeline.amazonaws.com"
        }
        Action = "sts:AssumeRole"
      },
    ]
  })

  tags = {
    Name        = "keep-prod-release"
    "svc:block" = "pipeline release"
  }
}

# main.svc:10 pipeline release
resource "aws_iam_role_policy" "release" {
  name = "keep-prod-release"
  role = aws_iam_role.release.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
        Resource = ["${aws_s3_bucket.release_artifacts.arn}/*"]
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"]
        Resource = [aws_s3_bucket.release_artifacts.arn]
      },
      {
        Effect   = "Allow"
        Action   = ["codeconnections:UseConnection", "codestar-connections:UseConnection"]
        Resource = [var.connection]
      },
      {
        Effect   = "Allow"
        Action   = ["codebuild:BatchGetBuilds", "codebuild:StartBuild"]
        Resource = [aws_codebuild_project.release_images.arn]
      },
    ]
  })
}

# main.svc:11 pipeline release
resource "aws_iam_role" "release_start" {
  name_prefix = "keep-prod-release-start-"
  description = "EventBridge starts the pipeline with it"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "events.amazonaws.com"
        }
        Action = "sts:AssumeRole"
      },
    ]
  })

  tags = {
    Name        = "keep-prod-release-start"
    "svc:block" = "pipeline release"
  }
}

# main.svc:11 pipeline release
resource "aws_iam_role_policy" "release_start" {
  name = "keep-prod-release-start"
  role = aws_iam_role.release_start.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["codepipeline:StartPipelineExecution"]
        Resource = [aws_codepipeline.release.arn]
      },
    ]
  })
}

# ---- jobs.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:11 pipeline release
resource "aws_cloudwatch_event_rule" "release" {
  name = "keep-prod-release"

  event_pattern = jsonencode({
    source      = ["aws.codepipeline"]
    detail-type = ["CodePipeline Pipeline Execution State Change"]
    detail = {
      pipeline = ["keep-big-test-release"]
      state    = ["SUCCEEDED"]
    }
  })

  tags = {
    Name        = "keep-prod-release"
    "svc:block" = "pipeline release"
  }

  depends_on = [aws_iam_role_policy.release_start]
}

# main.svc:11 pipeline release
resource "aws_cloudwatch_event_target" "release" {
  rule      = aws_cloudwatch_event_rule.release.name
  target_id = "pipeline"
  arn       = aws_codepipeline.release.arn
  role_arn  = aws_iam_role.release_start.arn
}

# ---- main.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# ---- observability.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:12 pipeline release
resource "aws_cloudwatch_log_group" "release_images" {
  name              = "/aws/codebuild/keep-prod-release-images"
  retention_in_days = 30

  tags = {
    Name        = "keep-prod-release-images"
    "svc:block" = "pipeline release"
  }
}

# ---- pipeline.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:12 pipeline release
resource "aws_codebuild_project" "release_images" {
  queued_timeout = 60
  name           = "keep-prod-release-images"
  service_role   = aws_iam_role.release_images.arn
  build_timeout  = 30

  tags = {
    Name        = "keep-prod-release-images"
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
            - docker tag "$REPOSITORY_URI:$TAG" "$REPOSITORY_URI:latest"
            - docker push "$REPOSITORY_URI:latest"
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

# main.svc:10 pipeline release
resource "aws_codepipeline" "release" {
  name          = "keep-prod-release"
  pipeline_type = "V2"
  role_arn      = aws_iam_role.release.arn

  tags = {
    Name        = "keep-prod-release"
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
        FullRepositoryId     = "acme/keep"
        BranchName           = "main"
        OutputArtifactFormat = "CODE_ZIP"
        DetectChanges        = "false"
      }

      output_artifacts = ["source"]
    }
  }

  stage {
    name = "Build"

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
    name = "Approve"

    action {
      name     = "approve"
      category = "Approval"
      owner    = "AWS"
      provider = "Manual"
      version  = "1"
    }
  }

  depends_on = [aws_iam_role_policy.release, aws_iam_role_policy.release_images]
}

# ---- providers.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      "svc:app"         = "keep"
      "svc:environment" = "prod"
    }
  }
}

# ---- registry.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:7 repository images
resource "aws_ecr_repository" "images" {
  name                 = "keep-prod/images"
  image_tag_mutability = "MUTABLE"

  tags = {
    Name        = "keep-prod-images"
    "svc:block" = "repository images"
  }

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "AES256"
  }
}

# main.svc:7 repository images
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

# ---- storage.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:10 pipeline release
resource "aws_s3_bucket" "release_artifacts" {
  bucket_prefix = "keep-prod-release-artifacts-"

  tags = {
    Name        = "keep-prod-release-artifacts"
    "svc:block" = "pipeline release"
  }
}

# main.svc:10 pipeline release
resource "aws_s3_bucket_ownership_controls" "release_artifacts" {
  bucket = aws_s3_bucket.release_artifacts.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

# main.svc:10 pipeline release
resource "aws_s3_bucket_public_access_block" "release_artifacts" {
  bucket                  = aws_s3_bucket.release_artifacts.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# main.svc:10 pipeline release
resource "aws_s3_bucket_server_side_encryption_configuration" "release_artifacts" {
  bucket = aws_s3_bucket.release_artifacts.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

# main.svc:10 pipeline release
resource "aws_s3_bucket_versioning" "release_artifacts" {
  bucket = aws_s3_bucket.release_artifacts.id

  versioning_configuration {
    status = "Enabled"
  }
}

# main.svc:10 pipeline release
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

# main.svc:10 pipeline release
resource "aws_s3_bucket_policy" "release_artifacts" {
  bucket = aws_s3_bucket.release_artifacts.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = ["s3:*"]
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

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:8
variable "connection" {
  type = string
}

# ---- versions.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

terraform {
  required_version = ">= 1.5.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100.0"
    }
  }
}
