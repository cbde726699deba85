# ---- iam.tf

# Compiled by svcc from main.svc (prod_us). Change the program, not this file.

# main.svc:10 role deployer
resource "aws_iam_role" "deployer" {
  name = "ship-prod-us-deployer"

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

# main.svc:10 role deployer
resource "aws_iam_role_policy_attachment" "deployer_policy_AdministratorAccess" {
  role       = aws_iam_role.deployer.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

# ---- main.tf

# Compiled by svcc from main.svc (prod_us). Change the program, not this file.

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# ---- messaging.tf

# Compiled by svcc from main.svc (prod_us). Change the program, not this file.

# main.svc:11 queue jobs
resource "aws_sqs_queue" "jobs" {
  name                       = "ship-prod-us-jobs"
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

# main.svc:11 queue jobs
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

# main.svc:11 queue jobs
resource "aws_sqs_queue" "jobs_dead_letter" {
  name                      = "ship-prod-us-jobs-dead-letter"
  message_retention_seconds = 1209600

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns = [
      "arn:${data.aws_partition.current.partition}:sqs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:ship-prod-us-jobs",
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

# main.svc:11 queue jobs
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

# ---- outputs.tf

# Compiled by svcc from main.svc (prod_us). Change the program, not this file.

output "jobs_queue_url" {
  value = aws_sqs_queue.jobs.url
}

# ---- providers.tf

# Compiled by svcc from main.svc (prod_us). Change the program, not this file.

provider "aws" {
  region = "us-east-1"

  default_tags {
    tags = {
      "svc:app"         = "ship"
      "svc:environment" = "prod_us"
    }
  }
}

# ---- storage.tf

# Compiled by svcc from main.svc (prod_us). Change the program, not this file.

# main.svc:10 role deployer
resource "aws_s3_bucket" "release_from_tools" {
  bucket = "ship-prod-us-release-from-tools-${data.aws_caller_identity.current.account_id}"

  tags = {
    "svc:block" = "role deployer"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:10 role deployer
resource "aws_s3_bucket_ownership_controls" "release_from_tools" {
  bucket = aws_s3_bucket.release_from_tools.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

# main.svc:10 role deployer
resource "aws_s3_bucket_public_access_block" "release_from_tools" {
  bucket                  = aws_s3_bucket.release_from_tools.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# main.svc:10 role deployer
resource "aws_s3_bucket_server_side_encryption_configuration" "release_from_tools" {
  bucket = aws_s3_bucket.release_from_tools.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

# main.svc:10 role deployer
resource "aws_s3_bucket_versioning" "release_from_tools" {
  bucket = aws_s3_bucket.release_from_tools.id

  versioning_configuration {
    status = "Enabled"
  }
}

# main.svc:10 role deployer
resource "aws_s3_bucket_lifecycle_configuration" "release_from_tools" {
  bucket = aws_s3_bucket.release_from_tools.id

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

# main.svc:10 role deployer
resource "aws_s3_bucket_policy" "release_from_tools" {
  bucket = aws_s3_bucket.release_from_tools.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.release_from_tools.arn, "${aws_s3_bucket.release_from_tools.arn}/*"]
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

# ---- versions.tf

# Compiled by svcc from main.svc (prod_us). Change the program, not this file.

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
