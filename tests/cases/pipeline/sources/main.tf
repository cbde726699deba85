# ---- iam.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:11 pipeline commits
resource "aws_iam_role" "commits_images" {
  name_prefix = "keep-commits-images-"

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

# main.svc:11 pipeline commits
resource "aws_iam_role_policy" "commits_images" {
  name = "keep-commits-images"
  role = aws_iam_role.commits_images.name

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
        Resource = "${aws_cloudwatch_log_group.commits_images.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
        Resource = "${aws_s3_bucket.commits_artifacts.arn}/*"
      },
      {
        Effect   = "Allow"
        Action   = "ecr:GetAuthorizationToken"
        Resource = "*"
      },
    ]
  })
}

# main.svc:12 pipeline commits
resource "aws_iam_role" "commits_docs" {
  name_prefix = "keep-commits-docs-"

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

# main.svc:12 pipeline commits
resource "aws_iam_role_policy" "commits_docs" {
  name = "keep-commits-docs"
  role = aws_iam_role.commits_docs.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.commits_docs.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
        Resource = "${aws_s3_bucket.commits_artifacts.arn}/*"
      },
    ]
  })
}

# main.svc:13 pipeline commits
resource "aws_iam_role" "commits_lint" {
  name_prefix = "keep-commits-lint-"

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

# main.svc:13 pipeline commits
resource "aws_iam_role_policy" "commits_lint" {
  name = "keep-commits-lint"
  role = aws_iam_role.commits_lint.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.commits_lint.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
        Resource = "${aws_s3_bucket.commits_artifacts.arn}/*"
      },
    ]
  })
}

# main.svc:21 pipeline commits
resource "aws_iam_role" "commits_unit" {
  name_prefix = "keep-commits-unit-"

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

# main.svc:21 pipeline commits
resource "aws_iam_role_policy" "commits_unit" {
  name = "keep-commits-unit"
  role = aws_iam_role.commits_unit.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.commits_unit.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
        Resource = "${aws_s3_bucket.commits_artifacts.arn}/*"
      },
    ]
  })
}

# main.svc:9 pipeline commits
resource "aws_iam_role" "commits" {
  name_prefix = "keep-commits-"

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

# main.svc:9 pipeline commits
resource "aws_iam_role_policy" "commits" {
  name = "keep-commits"
  role = aws_iam_role.commits.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = ["codebuild:BatchGetBuilds", "codebuild:StartBuild"]
        Resource = [
          aws_codebuild_project.commits_docs.arn,
          aws_codebuild_project.commits_images.arn,
          aws_codebuild_project.commits_lint.arn,
          aws_codebuild_project.commits_unit.arn,
        ]
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
        Resource = "arn:${data.aws_partition.current.partition}:codecommit:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:keep"
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"]
        Resource = aws_s3_bucket.commits_artifacts.arn
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
        Resource = "${aws_s3_bucket.commits_artifacts.arn}/*"
      },
      {
        Effect   = "Allow"
        Action   = "sns:Publish"
        Resource = aws_sns_topic.people.arn
      },
    ]
  })
}

# main.svc:10 pipeline commits
resource "aws_iam_role" "commits_start" {
  name_prefix = "keep-commits-start-"

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

# main.svc:10 pipeline commits
resource "aws_iam_role_policy" "commits_start" {
  name = "keep-commits-start"
  role = aws_iam_role.commits_start.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "codepipeline:StartPipelineExecution"
        Resource = aws_codepipeline.commits.arn
      },
    ]
  })
}

# main.svc:27 pipeline archives
resource "aws_iam_role" "archives_all" {
  name_prefix = "keep-archives-all-"

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

# main.svc:27 pipeline archives
resource "aws_iam_role_policy" "archives_all" {
  name = "keep-archives-all"
  role = aws_iam_role.archives_all.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.archives_all.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
        Resource = "${aws_s3_bucket.archives_artifacts.arn}/*"
      },
    ]
  })
}

# main.svc:25 pipeline archives
resource "aws_iam_role" "archives" {
  name_prefix = "keep-archives-"

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

# main.svc:25 pipeline archives
resource "aws_iam_role_policy" "archives" {
  name = "keep-archives"
  role = aws_iam_role.archives.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["codebuild:BatchGetBuilds", "codebuild:StartBuild"]
        Resource = aws_codebuild_project.archives_all.arn
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"]
        Resource = aws_s3_bucket.archives_artifacts.arn
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetBucketAcl", "s3:GetBucketVersioning", "s3:ListBucket"]
        Resource = aws_s3_bucket.code.arn
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectTagging", "s3:GetObjectVersion", "s3:GetObjectVersionTagging"]
        Resource = "${aws_s3_bucket.code.arn}/keep.zip"
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
        Resource = "${aws_s3_bucket.archives_artifacts.arn}/*"
      },
    ]
  })
}

# main.svc:26 pipeline archives
resource "aws_iam_role" "archives_start" {
  name_prefix = "keep-archives-start-"

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

# main.svc:26 pipeline archives
resource "aws_iam_role_policy" "archives_start" {
  name = "keep-archives-start"
  role = aws_iam_role.archives_start.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "codepipeline:StartPipelineExecution"
        Resource = aws_codepipeline.archives.arn
      },
    ]
  })
}

# main.svc:32 pipeline rebased
resource "aws_iam_role" "rebased_scan" {
  name_prefix = "keep-rebased-scan-"

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

# main.svc:32 pipeline rebased
resource "aws_iam_role_policy" "rebased_scan" {
  name = "keep-rebased-scan"
  role = aws_iam_role.rebased_scan.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.rebased_scan.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
        Resource = "${aws_s3_bucket.rebased_artifacts.arn}/*"
      },
    ]
  })
}

# main.svc:30 pipeline rebased
resource "aws_iam_role" "rebased" {
  name_prefix = "keep-rebased-"

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

# main.svc:30 pipeline rebased
resource "aws_iam_role_policy" "rebased" {
  name = "keep-rebased"
  role = aws_iam_role.rebased.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["codebuild:BatchGetBuilds", "codebuild:StartBuild"]
        Resource = aws_codebuild_project.rebased_scan.arn
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"]
        Resource = aws_s3_bucket.rebased_artifacts.arn
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
        Resource = "${aws_s3_bucket.rebased_artifacts.arn}/*"
      },
      {
        Effect   = "Allow"
        Action   = "ecr:DescribeImages"
        Resource = aws_ecr_repository.bases.arn
      },
    ]
  })
}

# main.svc:31 pipeline rebased
resource "aws_iam_role" "rebased_start" {
  name_prefix = "keep-rebased-start-"

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

# main.svc:31 pipeline rebased
resource "aws_iam_role_policy" "rebased_start" {
  name = "keep-rebased-start"
  role = aws_iam_role.rebased_start.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "codepipeline:StartPipelineExecution"
        Resource = aws_codepipeline.rebased.arn
      },
    ]
  })
}

# main.svc:40 pipeline tagged
resource "aws_iam_role" "tagged_images" {
  name_prefix = "keep-tagged-images-"

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

# main.svc:40 pipeline tagged
resource "aws_iam_role_policy" "tagged_images" {
  name = "keep-tagged-images"
  role = aws_iam_role.tagged_images.name

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
        Resource = "${aws_cloudwatch_log_group.tagged_images.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
        Resource = "${aws_s3_bucket.tagged_artifacts.arn}/*"
      },
      {
        Effect   = "Allow"
        Action   = "ecr:GetAuthorizationToken"
        Resource = "*"
      },
    ]
  })
}

# main.svc:36 pipeline tagged
resource "aws_iam_role" "tagged" {
  name_prefix = "keep-tagged-"

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

# main.svc:36 pipeline tagged
resource "aws_iam_role_policy" "tagged" {
  name = "keep-tagged"
  role = aws_iam_role.tagged.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["codebuild:BatchGetBuilds", "codebuild:StartBuild"]
        Resource = aws_codebuild_project.tagged_images.arn
      },
      {
        Effect   = "Allow"
        Action   = ["codeconnections:UseConnection", "codestar-connections:UseConnection"]
        Resource = var.connection
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"]
        Resource = aws_s3_bucket.tagged_artifacts.arn
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
        Resource = "${aws_s3_bucket.tagged_artifacts.arn}/*"
      },
    ]
  })
}

# ---- jobs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:10 pipeline commits
resource "aws_cloudwatch_event_rule" "commits" {
  name = "keep-commits"

  event_pattern = jsonencode({
    source      = ["aws.codecommit"]
    detail-type = ["CodeCommit Repository State Change"]
    resources = [
      "arn:${data.aws_partition.current.partition}:codecommit:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:keep",
    ]
    detail = {
      event         = ["referenceCreated", "referenceUpdated"]
      referenceType = ["branch"]
      referenceName = ["release"]
    }
  })

  tags = {
    "svc:block" = "pipeline commits"
  }

  depends_on = [aws_iam_role_policy.commits_start]
}

# main.svc:10 pipeline commits
resource "aws_cloudwatch_event_target" "commits" {
  rule      = aws_cloudwatch_event_rule.commits.name
  target_id = "pipeline"
  arn       = aws_codepipeline.commits.arn
  role_arn  = aws_iam_role.commits_start.arn
}

# main.svc:26 pipeline archives
resource "aws_cloudwatch_event_rule" "archives" {
  name = "keep-archives"

  event_pattern = jsonencode({
    source      = ["aws.s3"]
    detail-type = ["Object Created"]
    detail = {
      bucket = {
        name = [aws_s3_bucket.code.id]
      }
      object = {
        key = ["keep.zip"]
      }
    }
  })

  tags = {
    "svc:block" = "pipeline archives"
  }

  depends_on = [aws_iam_role_policy.archives_start]
}

# main.svc:26 pipeline archives
resource "aws_cloudwatch_event_target" "archives" {
  rule      = aws_cloudwatch_event_rule.archives.name
  target_id = "pipeline"
  arn       = aws_codepipeline.archives.arn
  role_arn  = aws_iam_role.archives_start.arn
}

# main.svc:31 pipeline rebased
resource "aws_cloudwatch_event_rule" "rebased" {
  name = "keep-rebased"

  event_pattern = jsonencode({
    source      = ["aws.ecr"]
    detail-type = ["ECR Image Action"]
    detail = {
      action-type     = ["PUSH"]
      result          = ["SUCCESS"]
      repository-name = [aws_ecr_repository.bases.name]
      image-tag       = ["stable"]
    }
  })

  tags = {
    "svc:block" = "pipeline rebased"
  }

  depends_on = [aws_iam_role_policy.rebased_start]
}

# main.svc:31 pipeline rebased
resource "aws_cloudwatch_event_target" "rebased" {
  rule      = aws_cloudwatch_event_rule.rebased.name
  target_id = "pipeline"
  arn       = aws_codepipeline.rebased.arn
  role_arn  = aws_iam_role.rebased_start.arn
}

# ---- main.tf

# Compiled by svcc from main.svc. Change the program, not this file.

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# ---- messaging.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:7 topic people
resource "aws_sns_topic" "people" {
  name = "keep-people"

  tags = {
    "svc:block" = "topic people"
  }
}

# main.svc:7 topic people
resource "aws_sns_topic_policy" "people" {
  arn = aws_sns_topic.people.arn

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "sns:Publish"
        Resource  = aws_sns_topic.people.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
      {
        Effect = "Allow"
        Principal = {
          AWS = "*"
        }
        Action   = "sns:Publish"
        Resource = aws_sns_topic.people.arn
        Condition = {
          StringEquals = {
            "aws:SourceOwner" = data.aws_caller_identity.current.account_id
          }
        }
      },
    ]
  })
}

# ---- observability.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:11 pipeline commits
resource "aws_cloudwatch_log_group" "commits_images" {
  name              = "/aws/codebuild/keep-commits-images"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline commits"
  }
}

# main.svc:12 pipeline commits
resource "aws_cloudwatch_log_group" "commits_docs" {
  name              = "/aws/codebuild/keep-commits-docs"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline commits"
  }
}

# main.svc:13 pipeline commits
resource "aws_cloudwatch_log_group" "commits_lint" {
  name              = "/aws/codebuild/keep-commits-lint"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline commits"
  }
}

# main.svc:21 pipeline commits
resource "aws_cloudwatch_log_group" "commits_unit" {
  name              = "/aws/codebuild/keep-commits-unit"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline commits"
  }
}

# main.svc:27 pipeline archives
resource "aws_cloudwatch_log_group" "archives_all" {
  name              = "/aws/codebuild/keep-archives-all"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline archives"
  }
}

# main.svc:32 pipeline rebased
resource "aws_cloudwatch_log_group" "rebased_scan" {
  name              = "/aws/codebuild/keep-rebased-scan"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline rebased"
  }
}

# main.svc:40 pipeline tagged
resource "aws_cloudwatch_log_group" "tagged_images" {
  name              = "/aws/codebuild/keep-tagged-images"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline tagged"
  }
}

# ---- outputs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

output "commits_pipeline_name" {
  value = aws_codepipeline.commits.name
}

output "archives_pipeline_name" {
  value = aws_codepipeline.archives.name
}

output "rebased_pipeline_name" {
  value = aws_codepipeline.rebased.name
}

output "tagged_pipeline_name" {
  value = aws_codepipeline.tagged.name
}

output "images_repository_uri" {
  value = aws_ecr_repository.images.repository_url
}

output "bases_repository_uri" {
  value = aws_ecr_repository.bases.repository_url
}

# ---- pipeline.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:11 pipeline commits
resource "aws_codebuild_project" "commits_images" {
  queued_timeout = 60
  name           = "keep-commits-images"
  service_role   = aws_iam_role.commits_images.arn
  build_timeout  = 30

  tags = {
    "svc:block" = "pipeline commits"
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
      artifacts:
        files:
          - imageDetail.json
    EOT
  }

  logs_config {
    cloudwatch_logs {
      status     = "ENABLED"
      group_name = aws_cloudwatch_log_group.commits_images.name
    }
  }
}

# main.svc:12 pipeline commits
resource "aws_codebuild_project" "commits_docs" {
  queued_timeout = 60
  name           = "keep-commits-docs"
  service_role   = aws_iam_role.commits_docs.arn
  build_timeout  = 30

  tags = {
    "svc:block" = "pipeline commits"
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
            - make docs
    EOT
  }

  logs_config {
    cloudwatch_logs {
      status     = "ENABLED"
      group_name = aws_cloudwatch_log_group.commits_docs.name
    }
  }
}

# main.svc:13 pipeline commits
resource "aws_codebuild_project" "commits_lint" {
  queued_timeout = 60
  name           = "keep-commits-lint"
  service_role   = aws_iam_role.commits_lint.arn
  build_timeout  = 10

  tags = {
    "svc:block" = "pipeline commits"
  }

  artifacts {
    type = "CODEPIPELINE"
  }

  environment {
    type            = "LINUX_CONTAINER"
    compute_type    = "BUILD_GENERAL1_MEDIUM"
    image           = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
    privileged_mode = false

    environment_variable {
      name  = "LEVEL"
      value = "all"
      type  = "PLAINTEXT"
    }
  }

  source {
    type = "CODEPIPELINE"

    buildspec = <<-EOT
      version: "0.2"
      phases:
        build:
          commands:
            - make lint
    EOT
  }

  logs_config {
    cloudwatch_logs {
      status     = "ENABLED"
      group_name = aws_cloudwatch_log_group.commits_lint.name
    }
  }
}

# main.svc:21 pipeline commits
resource "aws_codebuild_project" "commits_unit" {
  queued_timeout = 60
  name           = "keep-commits-unit"
  service_role   = aws_iam_role.commits_unit.arn
  build_timeout  = 30

  tags = {
    "svc:block" = "pipeline commits"
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
      group_name = aws_cloudwatch_log_group.commits_unit.name
    }
  }
}

# main.svc:9 pipeline commits
resource "aws_codepipeline" "commits" {
  name          = "keep-commits"
  pipeline_type = "V2"
  role_arn      = aws_iam_role.commits.arn

  tags = {
    "svc:block" = "pipeline commits"
  }

  artifact_store {
    type     = "S3"
    location = aws_s3_bucket.commits_artifacts.id
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
        RepositoryName       = "keep"
        BranchName           = "release"
        PollForSourceChanges = "false"
      }

      output_artifacts = ["source"]
    }
  }

  stage {
    name = "build"

    action {
      name     = "images"
      category = "Build"
      owner    = "AWS"
      provider = "CodeBuild"
      version  = "1"

      configuration = {
        ProjectName = aws_codebuild_project.commits_images.name
      }

      input_artifacts  = ["source"]
      output_artifacts = ["commits_images"]
    }

    action {
      name     = "docs"
      category = "Build"
      owner    = "AWS"
      provider = "CodeBuild"
      version  = "1"

      configuration = {
        ProjectName = aws_codebuild_project.commits_docs.name
      }

      input_artifacts = ["source"]
    }
  }

  stage {
    name = "checks"

    action {
      name     = "lint"
      category = "Test"
      owner    = "AWS"
      provider = "CodeBuild"
      version  = "1"

      configuration = {
        ProjectName = aws_codebuild_project.commits_lint.name
      }

      input_artifacts = ["source"]
    }

    action {
      name     = "unit"
      category = "Test"
      owner    = "AWS"
      provider = "CodeBuild"
      version  = "1"

      configuration = {
        ProjectName = aws_codebuild_project.commits_unit.name
      }

      input_artifacts = ["source"]
    }
  }

  stage {
    name = "ask"

    action {
      name     = "approve"
      category = "Approval"
      owner    = "AWS"
      provider = "Manual"
      version  = "1"

      configuration = {
        NotificationArn = aws_sns_topic.people.arn
        CustomData      = "Ready?"
      }
    }
  }

  depends_on = [
    aws_iam_role_policy.commits,
    aws_iam_role_policy.commits_docs,
    aws_iam_role_policy.commits_images,
    aws_iam_role_policy.commits_lint,
    aws_iam_role_policy.commits_unit,
  ]
}

# main.svc:27 pipeline archives
resource "aws_codebuild_project" "archives_all" {
  queued_timeout = 60
  name           = "keep-archives-all"
  service_role   = aws_iam_role.archives_all.arn
  build_timeout  = 30

  tags = {
    "svc:block" = "pipeline archives"
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
      group_name = aws_cloudwatch_log_group.archives_all.name
    }
  }
}

# main.svc:25 pipeline archives
resource "aws_codepipeline" "archives" {
  name          = "keep-archives"
  pipeline_type = "V2"
  role_arn      = aws_iam_role.archives.arn

  tags = {
    "svc:block" = "pipeline archives"
  }

  artifact_store {
    type     = "S3"
    location = aws_s3_bucket.archives_artifacts.id
  }

  stage {
    name = "Source"

    action {
      name     = "s3"
      category = "Source"
      owner    = "AWS"
      provider = "S3"
      version  = "1"

      configuration = {
        S3Bucket             = aws_s3_bucket.code.id
        S3ObjectKey          = "keep.zip"
        PollForSourceChanges = "false"
      }

      output_artifacts = ["source"]
    }
  }

  stage {
    name = "Test"

    action {
      name     = "all"
      category = "Test"
      owner    = "AWS"
      provider = "CodeBuild"
      version  = "1"

      configuration = {
        ProjectName = aws_codebuild_project.archives_all.name
      }

      input_artifacts = ["source"]
    }
  }

  depends_on = [aws_iam_role_policy.archives, aws_iam_role_policy.archives_all]
}

# main.svc:32 pipeline rebased
resource "aws_codebuild_project" "rebased_scan" {
  queued_timeout = 60
  name           = "keep-rebased-scan"
  service_role   = aws_iam_role.rebased_scan.arn
  build_timeout  = 30

  tags = {
    "svc:block" = "pipeline rebased"
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
            - cat imageDetail.json
    EOT
  }

  logs_config {
    cloudwatch_logs {
      status     = "ENABLED"
      group_name = aws_cloudwatch_log_group.rebased_scan.name
    }
  }
}

# main.svc:30 pipeline rebased
resource "aws_codepipeline" "rebased" {
  name          = "keep-rebased"
  pipeline_type = "V2"
  role_arn      = aws_iam_role.rebased.arn

  tags = {
    "svc:block" = "pipeline rebased"
  }

  artifact_store {
    type     = "S3"
    location = aws_s3_bucket.rebased_artifacts.id
  }

  stage {
    name = "Source"

    action {
      name     = "ecr"
      category = "Source"
      owner    = "AWS"
      provider = "ECR"
      version  = "1"

      configuration = {
        RepositoryName = aws_ecr_repository.bases.name
        ImageTag       = "stable"
      }

      output_artifacts = ["source"]
    }
  }

  stage {
    name = "Build"

    action {
      name     = "scan"
      category = "Build"
      owner    = "AWS"
      provider = "CodeBuild"
      version  = "1"

      configuration = {
        ProjectName = aws_codebuild_project.rebased_scan.name
      }

      input_artifacts = ["source"]
    }
  }

  depends_on = [aws_iam_role_policy.rebased, aws_iam_role_policy.rebased_scan]
}

# main.svc:40 pipeline tagged
resource "aws_codebuild_project" "tagged_images" {
  queued_timeout = 60
  name           = "keep-tagged-images"
  service_role   = aws_iam_role.tagged_images.arn
  build_timeout  = 30

  tags = {
    "svc:block" = "pipeline tagged"
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
      artifacts:
        files:
          - imageDetail.json
    EOT
  }

  logs_config {
    cloudwatch_logs {
      status     = "ENABLED"
      group_name = aws_cloudwatch_log_group.tagged_images.name
    }
  }
}

# main.svc:36 pipeline tagged
resource "aws_codepipeline" "tagged" {
  name          = "keep-tagged"
  pipeline_type = "V2"
  role_arn      = aws_iam_role.tagged.arn

  tags = {
    "svc:block" = "pipeline tagged"
  }

  artifact_store {
    type     = "S3"
    location = aws_s3_bucket.tagged_artifacts.id
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
        ProjectName = aws_codebuild_project.tagged_images.name
      }

      input_artifacts  = ["source"]
      output_artifacts = ["tagged_images"]
    }
  }

  trigger {
    provider_type = "CodeStarSourceConnection"

    git_configuration {
      source_action_name = "github"

      push {
        branches {
          includes = ["main", "release/*"]
        }

        file_paths {
          includes = ["api/**"]
        }
      }

      push {
        tags {
          includes = ["v*"]
        }
      }
    }
  }

  depends_on = [aws_iam_role_policy.tagged, aws_iam_role_policy.tagged_images]
}

# ---- providers.tf

# Compiled by svcc from main.svc. Change the program, not this file.

provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      "svc:app" = "keep"
    }
  }
}

# ---- registry.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:5 repository images
resource "aws_ecr_repository" "images" {
  name                 = "keep/images"
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

# main.svc:5 repository images
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

# main.svc:6 repository bases
resource "aws_ecr_repository" "bases" {
  name                 = "keep/bases"
  image_tag_mutability = "MUTABLE"

  tags = {
    "svc:block" = "repository bases"
  }

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "AES256"
  }
}

# main.svc:6 repository bases
resource "aws_ecr_lifecycle_policy" "bases" {
  repository = aws_ecr_repository.bases.name

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

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:4 bucket code
resource "aws_s3_bucket" "code" {
  bucket_prefix = "keep-code-"

  tags = {
    "svc:block" = "bucket code"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:4 bucket code
resource "aws_s3_bucket_ownership_controls" "code" {
  bucket = aws_s3_bucket.code.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

# main.svc:4 bucket code
resource "aws_s3_bucket_public_access_block" "code" {
  bucket                  = aws_s3_bucket.code.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# main.svc:4 bucket code
resource "aws_s3_bucket_server_side_encryption_configuration" "code" {
  bucket = aws_s3_bucket.code.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

# main.svc:4 bucket code
resource "aws_s3_bucket_versioning" "code" {
  bucket = aws_s3_bucket.code.id

  versioning_configuration {
    status = "Enabled"
  }
}

# main.svc:4 bucket code
resource "aws_s3_bucket_lifecycle_configuration" "code" {
  bucket = aws_s3_bucket.code.id

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

# main.svc:4 bucket code
resource "aws_s3_bucket_notification" "code" {
  bucket      = aws_s3_bucket.code.id
  eventbridge = true
}

# main.svc:4 bucket code
resource "aws_s3_bucket_policy" "code" {
  bucket = aws_s3_bucket.code.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.code.arn, "${aws_s3_bucket.code.arn}/*"]
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

# main.svc:9 pipeline commits
resource "aws_s3_bucket" "commits_artifacts" {
  bucket_prefix = "keep-commits-artifacts-"

  tags = {
    "svc:block" = "pipeline commits"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:9 pipeline commits
resource "aws_s3_bucket_ownership_controls" "commits_artifacts" {
  bucket = aws_s3_bucket.commits_artifacts.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

# main.svc:9 pipeline commits
resource "aws_s3_bucket_public_access_block" "commits_artifacts" {
  bucket                  = aws_s3_bucket.commits_artifacts.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# main.svc:9 pipeline commits
resource "aws_s3_bucket_server_side_encryption_configuration" "commits_artifacts" {
  bucket = aws_s3_bucket.commits_artifacts.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

# main.svc:9 pipeline commits
resource "aws_s3_bucket_versioning" "commits_artifacts" {
  bucket = aws_s3_bucket.commits_artifacts.id

  versioning_configuration {
    status = "Enabled"
  }
}

# main.svc:9 pipeline commits
resource "aws_s3_bucket_lifecycle_configuration" "commits_artifacts" {
  bucket = aws_s3_bucket.commits_artifacts.id

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

# main.svc:9 pipeline commits
resource "aws_s3_bucket_policy" "commits_artifacts" {
  bucket = aws_s3_bucket.commits_artifacts.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.commits_artifacts.arn, "${aws_s3_bucket.commits_artifacts.arn}/*"]
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

# main.svc:25 pipeline archives
resource "aws_s3_bucket" "archives_artifacts" {
  bucket_prefix = "keep-archives-artifacts-"

  tags = {
    "svc:block" = "pipeline archives"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:25 pipeline archives
resource "aws_s3_bucket_ownership_controls" "archives_artifacts" {
  bucket = aws_s3_bucket.archives_artifacts.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

# main.svc:25 pipeline archives
resource "aws_s3_bucket_public_access_block" "archives_artifacts" {
  bucket                  = aws_s3_bucket.archives_artifacts.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# main.svc:25 pipeline archives
resource "aws_s3_bucket_server_side_encryption_configuration" "archives_artifacts" {
  bucket = aws_s3_bucket.archives_artifacts.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

# main.svc:25 pipeline archives
resource "aws_s3_bucket_versioning" "archives_artifacts" {
  bucket = aws_s3_bucket.archives_artifacts.id

  versioning_configuration {
    status = "Enabled"
  }
}

# main.svc:25 pipeline archives
resource "aws_s3_bucket_lifecycle_configuration" "archives_artifacts" {
  bucket = aws_s3_bucket.archives_artifacts.id

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

# main.svc:25 pipeline archives
resource "aws_s3_bucket_policy" "archives_artifacts" {
  bucket = aws_s3_bucket.archives_artifacts.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.archives_artifacts.arn, "${aws_s3_bucket.archives_artifacts.arn}/*"]
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

# main.svc:30 pipeline rebased
resource "aws_s3_bucket" "rebased_artifacts" {
  bucket_prefix = "keep-rebased-artifacts-"

  tags = {
    "svc:block" = "pipeline rebased"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:30 pipeline rebased
resource "aws_s3_bucket_ownership_controls" "rebased_artifacts" {
  bucket = aws_s3_bucket.rebased_artifacts.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

# main.svc:30 pipeline rebased
resource "aws_s3_bucket_public_access_block" "rebased_artifacts" {
  bucket                  = aws_s3_bucket.rebased_artifacts.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# main.svc:30 pipeline rebased
resource "aws_s3_bucket_server_side_encryption_configuration" "rebased_artifacts" {
  bucket = aws_s3_bucket.rebased_artifacts.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

# main.svc:30 pipeline rebased
resource "aws_s3_bucket_versioning" "rebased_artifacts" {
  bucket = aws_s3_bucket.rebased_artifacts.id

  versioning_configuration {
    status = "Enabled"
  }
}

# main.svc:30 pipeline rebased
resource "aws_s3_bucket_lifecycle_configuration" "rebased_artifacts" {
  bucket = aws_s3_bucket.rebased_artifacts.id

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

# main.svc:30 pipeline rebased
resource "aws_s3_bucket_policy" "rebased_artifacts" {
  bucket = aws_s3_bucket.rebased_artifacts.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.rebased_artifacts.arn, "${aws_s3_bucket.rebased_artifacts.arn}/*"]
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

# main.svc:36 pipeline tagged
resource "aws_s3_bucket" "tagged_artifacts" {
  bucket_prefix = "keep-tagged-artifacts-"

  tags = {
    "svc:block" = "pipeline tagged"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:36 pipeline tagged
resource "aws_s3_bucket_ownership_controls" "tagged_artifacts" {
  bucket = aws_s3_bucket.tagged_artifacts.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

# main.svc:36 pipeline tagged
resource "aws_s3_bucket_public_access_block" "tagged_artifacts" {
  bucket                  = aws_s3_bucket.tagged_artifacts.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# main.svc:36 pipeline tagged
resource "aws_s3_bucket_server_side_encryption_configuration" "tagged_artifacts" {
  bucket = aws_s3_bucket.tagged_artifacts.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

# main.svc:36 pipeline tagged
resource "aws_s3_bucket_versioning" "tagged_artifacts" {
  bucket = aws_s3_bucket.tagged_artifacts.id

  versioning_configuration {
    status = "Enabled"
  }
}

# main.svc:36 pipeline tagged
resource "aws_s3_bucket_lifecycle_configuration" "tagged_artifacts" {
  bucket = aws_s3_bucket.tagged_artifacts.id

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

# main.svc:36 pipeline tagged
resource "aws_s3_bucket_policy" "tagged_artifacts" {
  bucket = aws_s3_bucket.tagged_artifacts.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.tagged_artifacts.arn, "${aws_s3_bucket.tagged_artifacts.arn}/*"]
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

# main.svc:35
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
