# ---- iam.tf

# Compiled by svcc from main.svc (tools). Change the program, not this file.

# main.svc:19 role deployer
resource "aws_iam_role" "deployer" {
  name_prefix = "ship-tools-deployer-"

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

# main.svc:25 pipeline release
resource "aws_iam_role" "release_compile" {
  name_prefix = "ship-tools-release-compile-"

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
resource "aws_iam_role_policy" "release_compile" {
  name = "ship-tools-release-compile"
  role = aws_iam_role.release_compile.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        Resource = aws_kms_key.release_artifacts.arn
      },
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.release_compile.arn}:*"
      },
      {
        Effect = "Allow"
        Action = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
        Resource = [
          "${aws_s3_bucket.release_artifacts.arn}/*",
          "arn:${data.aws_partition.current.partition}:s3:::ship-prod-us-release-from-tools-${data.aws_caller_identity.current.account_id}/*",
        ]
      },
    ]
  })
}

# main.svc:23 pipeline release
resource "aws_iam_role" "release" {
  name = "ship-tools-release"

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

# main.svc:23 pipeline release
resource "aws_iam_role_policy" "release" {
  name = "ship-tools-release"
  role = aws_iam_role.release.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["cloudformation:CreateStack", "cloudformation:DescribeStacks", "cloudformation:UpdateStack"]
        Resource = "arn:${data.aws_partition.current.partition}:cloudformation:us-east-1:${data.aws_caller_identity.current.account_id}:stack/ship-prod-us/*"
      },
      {
        Effect   = "Allow"
        Action   = ["codebuild:BatchGetBuilds", "codebuild:StartBuild"]
        Resource = aws_codebuild_project.release_compile.arn
      },
      {
        Effect   = "Allow"
        Action   = ["codeconnections:UseConnection", "codestar-connections:UseConnection"]
        Resource = var.connection
      },
      {
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        Resource = aws_kms_key.release_artifacts.arn
      },
      {
        Effect = "Allow"
        Action = ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"]
        Resource = [
          aws_s3_bucket.release_artifacts.arn,
          "arn:${data.aws_partition.current.partition}:s3:::ship-prod-us-release-from-tools-${data.aws_caller_identity.current.account_id}",
        ]
      },
      {
        Effect = "Allow"
        Action = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
        Resource = [
          "${aws_s3_bucket.release_artifacts.arn}/*",
          "arn:${data.aws_partition.current.partition}:s3:::ship-prod-us-release-from-tools-${data.aws_caller_identity.current.account_id}/*",
        ]
      },
      {
        Effect   = "Allow"
        Action   = "iam:PassRole"
        Resource = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/ship-prod-us-deployer"
        Condition = {
          StringEquals = {
            "iam:PassedToService" = "cloudformation.amazonaws.com"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "sts:AssumeRole"
        Resource = "arn:${data.aws_partition.current.partition}:iam::222222222222:role/ship-prod-release-from-tools"
      },
    ]
  })
}

# ---- main.tf

# Compiled by svcc from main.svc (tools). Change the program, not this file.

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# ---- messaging.tf

# Compiled by svcc from main.svc (tools). Change the program, not this file.

# main.svc:20 queue jobs
resource "aws_sqs_queue" "jobs" {
  name                       = "ship-tools-jobs"
  visibility_timeout_seconds = 30
  message_retention_seconds  = 345600
  delay_seconds              = 0

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.jobs_dead_letter.arn
    maxReceiveCount     = 5
  })

  sqs_managed_sse_enabled = true

  tags = {
    "svc:block" = "queue jobs"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:20 queue jobs
resource "aws_sqs_queue_policy" "jobs" {
  queue_url = aws_sqs_queue.jobs.url

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.jobs.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

# main.svc:20 queue jobs
resource "aws_sqs_queue" "jobs_dead_letter" {
  name                      = "ship-tools-jobs-dead-letter"
  message_retention_seconds = 1209600

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns = [
      "arn:${data.aws_partition.current.partition}:sqs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:ship-tools-jobs",
    ]
  })

  sqs_managed_sse_enabled = true

  tags = {
    "svc:block" = "queue jobs"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:20 queue jobs
resource "aws_sqs_queue_policy" "jobs_dead_letter" {
  queue_url = aws_sqs_queue.jobs_dead_letter.url

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.jobs_dead_letter.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

# ---- observability.tf

# Compiled by svcc from main.svc (tools). Change the program, not this file.

# main.svc:25 pipeline release
resource "aws_cloudwatch_log_group" "release_compile" {
  name              = "/aws/codebuild/ship-tools-release-compile"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline release"
  }
}

# ---- outputs.tf

# Compiled by svcc from main.svc (tools). Change the program, not this file.

output "release_pipeline_name" {
  value = aws_codepipeline.release.name
}

output "jobs_queue_url" {
  value = aws_sqs_queue.jobs.url
}

# ---- pipeline.tf

# Compiled by svcc from main.svc (tools). Change the program, not this file.

# main.svc:25 pipeline release
resource "aws_codebuild_project" "release_compile" {
  queued_timeout = 60
  name           = "ship-tools-release-compile"
  service_role   = aws_iam_role.release_compile.arn
  encryption_key = aws_kms_key.release_artifacts.arn
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
            - svcc build ship.svc --env all -o out
      artifacts:
        files:
          - out/**/*
    EOT
  }

  logs_config {
    cloudwatch_logs {
      status     = "ENABLED"
      group_name = aws_cloudwatch_log_group.release_compile.name
    }
  }
}

# main.svc:23 pipeline release
resource "aws_codepipeline" "release" {
  name          = "ship-tools-release"
  pipeline_type = "V2"
  role_arn      = aws_iam_role.release.arn

  tags = {
    "svc:block" = "pipeline release"
  }

  artifact_store {
    region   = "eu-west-1"
    type     = "S3"
    location = aws_s3_bucket.release_artifacts.id

    encryption_key {
      id   = aws_kms_key.release_artifacts.arn
      type = "KMS"
    }
  }

  artifact_store {
    region   = "us-east-1"
    type     = "S3"
    location = "ship-prod-us-release-from-tools-${data.aws_caller_identity.current.account_id}"
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
    name = "Build"

    action {
      name     = "compile"
      category = "Build"
      owner    = "AWS"
      provider = "CodeBuild"
      version  = "1"

      configuration = {
        ProjectName = aws_codebuild_project.release_compile.name
      }

      input_artifacts  = ["source"]
      output_artifacts = ["release_compile"]
    }
  }

  stage {
    name = "Deploy_ship-prod"

    action {
      name     = "ship-prod"
      category = "Deploy"
      owner    = "AWS"
      provider = "CloudFormation"
      version  = "1"
      role_arn = "arn:${data.aws_partition.current.partition}:iam::222222222222:role/ship-prod-release-from-tools"

      configuration = {
        ActionMode            = "CREATE_UPDATE"
        StackName             = "ship-prod"
        TemplatePath          = "release_compile::out/cloudformation/ship-prod.yaml"
        TemplateConfiguration = "release_compile::out/deploy/ship-prod.tags.json"
        Capabilities          = "CAPABILITY_NAMED_IAM"
        RoleArn               = "arn:${data.aws_partition.current.partition}:iam::222222222222:role/ship-prod-deployer"
      }

      input_artifacts = ["release_compile"]
    }
  }

  stage {
    name = "Deploy_ship-prod-us"

    action {
      name     = "ship-prod-us"
      category = "Deploy"
      owner    = "AWS"
      provider = "CloudFormation"
      version  = "1"
      region   = "us-east-1"

      configuration = {
        ActionMode            = "CREATE_UPDATE"
        StackName             = "ship-prod-us"
        TemplatePath          = "release_compile::out/cloudformation/ship-prod-us.yaml"
        TemplateConfiguration = "release_compile::out/deploy/ship-prod-us.tags.json"
        Capabilities          = "CAPABILITY_NAMED_IAM"
        RoleArn               = "arn:${data.aws_partition.current.partition}:iam::${data.aws_caller_identity.current.account_id}:role/ship-prod-us-deployer"
      }

      input_artifacts = ["release_compile"]
    }
  }

  depends_on = [aws_iam_role_policy.release, aws_iam_role_policy.release_compile]
}

# ---- providers.tf

# Compiled by svcc from main.svc (tools). Change the program, not this file.

provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["111111111111"]

  default_tags {
    tags = {
      "svc:app"         = "ship"
      "svc:environment" = "tools"
    }
  }
}

# ---- secrets.tf

# Compiled by svcc from main.svc (tools). Change the program, not this file.

# main.svc:23 pipeline release
resource "aws_kms_key" "release_artifacts" {
  description         = "Artifacts of pipeline release"
  enable_key_rotation = true

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          AWS = "arn:${data.aws_partition.current.partition}:iam::222222222222:root"
        }
        Action   = ["kms:Decrypt", "kms:DescribeKey"]
        Resource = "*"
        Condition = {
          ArnEquals = {
            "aws:PrincipalArn" = "arn:${data.aws_partition.current.partition}:iam::222222222222:role/ship-prod-release-from-tools"
          }
        }
      },
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
    "svc:block" = "pipeline release"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# ---- storage.tf

# Compiled by svcc from main.svc (tools). Change the program, not this file.

# main.svc:23 pipeline release
resource "aws_s3_bucket" "release_artifacts" {
  bucket_prefix = "ship-tools-release-artifacts-"

  tags = {
    "svc:block" = "pipeline release"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:23 pipeline release
resource "aws_s3_bucket_ownership_controls" "release_artifacts" {
  bucket = aws_s3_bucket.release_artifacts.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

# main.svc:23 pipeline release
resource "aws_s3_bucket_public_access_block" "release_artifacts" {
  bucket                  = aws_s3_bucket.release_artifacts.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# main.svc:23 pipeline release
resource "aws_s3_bucket_server_side_encryption_configuration" "release_artifacts" {
  bucket = aws_s3_bucket.release_artifacts.id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.release_artifacts.arn
    }
  }
}

# main.svc:23 pipeline release
resource "aws_s3_bucket_versioning" "release_artifacts" {
  bucket = aws_s3_bucket.release_artifacts.id

  versioning_configuration {
    status = "Enabled"
  }
}

# main.svc:23 pipeline release
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

# main.svc:23 pipeline release
resource "aws_s3_bucket_policy" "release_artifacts" {
  bucket = aws_s3_bucket.release_artifacts.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          AWS = "arn:${data.aws_partition.current.partition}:iam::222222222222:root"
        }
        Action   = ["s3:GetBucketLocation", "s3:ListBucket"]
        Resource = aws_s3_bucket.release_artifacts.arn
        Condition = {
          ArnEquals = {
            "aws:PrincipalArn" = "arn:${data.aws_partition.current.partition}:iam::222222222222:role/ship-prod-release-from-tools"
          }
        }
      },
      {
        Effect = "Allow"
        Principal = {
          AWS = "arn:${data.aws_partition.current.partition}:iam::222222222222:root"
        }
        Action   = ["s3:GetObject", "s3:GetObjectVersion"]
        Resource = "${aws_s3_bucket.release_artifacts.arn}/*"
        Condition = {
          ArnEquals = {
            "aws:PrincipalArn" = "arn:${data.aws_partition.current.partition}:iam::222222222222:role/ship-prod-release-from-tools"
          }
        }
      },
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

# Compiled by svcc from main.svc (tools). Change the program, not this file.

# main.svc:17
variable "connection" {
  type = string

  validation {
    condition     = can(regex("^(?:arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[a-z0-9]*:.+)$", var.connection))
    error_message = "connection must match arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[a-z0-9]*:.+."
  }
}

# ---- versions.tf

# Compiled by svcc from main.svc (tools). Change the program, not this file.

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
