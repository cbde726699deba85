# ---- iam.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:21 role deployer
resource "aws_iam_role" "deployer" {
  name = "ship-prod-deployer"

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

# main.svc:21 role deployer
resource "aws_iam_role_policy_attachment" "deployer_policy_AdministratorAccess" {
  role       = aws_iam_role.deployer.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

# main.svc:21 role deployer
resource "aws_iam_role" "release_from_tools" {
  name        = "ship-prod-release-from-tools"
  description = "Pipeline release of tools makes this stack with it"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          AWS = "arn:${data.aws_partition.current.partition}:iam::111111111111:root"
        }
        Action = "sts:AssumeRole"
        Condition = {
          ArnEquals = {
            "aws:PrincipalArn" = "arn:${data.aws_partition.current.partition}:iam::111111111111:role/ship-tools-release"
          }
        }
      },
    ]
  })
}

# main.svc:21 role deployer
resource "aws_iam_role_policy" "release_from_tools" {
  name = "ship-prod-release-from-tools"
  role = aws_iam_role.release_from_tools.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["cloudformation:CreateStack", "cloudformation:DescribeStacks", "cloudformation:UpdateStack"]
        Resource = "arn:${data.aws_partition.current.partition}:cloudformation:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:stack/ship-prod/*"
      },
      {
        Effect   = "Allow"
        Action   = ["kms:Decrypt", "kms:DescribeKey"]
        Resource = "arn:${data.aws_partition.current.partition}:kms:${data.aws_region.current.id}:111111111111:key/*"
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetBucketLocation", "s3:ListBucket"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::*"
        Condition = {
          StringEquals = {
            "aws:ResourceAccount" = "111111111111"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion"]
        Resource = "arn:${data.aws_partition.current.partition}:s3:::*/*"
        Condition = {
          StringEquals = {
            "aws:ResourceAccount" = "111111111111"
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
    ]
  })
}

# ---- main.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# ---- messaging.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:22 queue jobs
resource "aws_sqs_queue" "jobs" {
  name                       = "ship-prod-jobs"
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

# main.svc:22 queue jobs
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

# main.svc:22 queue jobs
resource "aws_sqs_queue" "jobs_dead_letter" {
  name                      = "ship-prod-jobs-dead-letter"
  message_retention_seconds = 1209600

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns = [
      "arn:${data.aws_partition.current.partition}:sqs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:ship-prod-jobs",
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

# main.svc:22 queue jobs
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

# Compiled by svcc from main.svc (prod). Change the program, not this file.

output "connection" {
  value = var.connection
}

output "jobs_queue_url" {
  value = aws_sqs_queue.jobs.url
}

# ---- providers.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["222222222222"]

  default_tags {
    tags = {
      "svc:app"         = "ship"
      "svc:environment" = "prod"
    }
  }
}

# ---- variables.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:18
variable "connection" {
  type = string

  validation {
    condition     = can(regex("^(?:arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[a-z0-9]*:.+)$", var.connection))
    error_message = "connection must match arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[a-z0-9]*:.+."
  }
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
