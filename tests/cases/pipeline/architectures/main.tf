# ---- cluster.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:9 cluster web
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

# main.svc:9 cluster web
resource "aws_ecs_cluster_capacity_providers" "web" {
  cluster_name       = aws_ecs_cluster.web.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]
}

# ---- iam.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:18 service api
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

# main.svc:18 service api
resource "aws_iam_role_policy" "api_execution" {
  name = "shop-api-execution"
  role = aws_iam_role.api_execution.name

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
        Resource = "${aws_cloudwatch_log_group.api.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "ecr:GetAuthorizationToken"
        Resource = "*"
      },
    ]
  })
}

# main.svc:18 service api
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

# main.svc:26 service cheap
resource "aws_iam_role" "cheap_execution" {
  name_prefix = "shop-cheap-execution-"

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

# main.svc:26 service cheap
resource "aws_iam_role_policy" "cheap_execution" {
  name = "shop-cheap-execution"
  role = aws_iam_role.cheap_execution.name

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
        Resource = "${aws_cloudwatch_log_group.cheap.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "ecr:GetAuthorizationToken"
        Resource = "*"
      },
    ]
  })
}

# main.svc:26 service cheap
resource "aws_iam_role" "cheap_task" {
  name_prefix = "shop-cheap-task-"

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

# main.svc:35 service worker
resource "aws_iam_role" "worker_execution" {
  name_prefix = "shop-worker-execution-"

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

# main.svc:35 service worker
resource "aws_iam_role_policy" "worker_execution" {
  name = "shop-worker-execution"
  role = aws_iam_role.worker_execution.name

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
        Resource = "${aws_cloudwatch_log_group.worker.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "ecr:GetAuthorizationToken"
        Resource = "*"
      },
    ]
  })
}

# main.svc:35 service worker
resource "aws_iam_role" "worker_task" {
  name_prefix = "shop-worker-task-"

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

# main.svc:43 job report
resource "aws_iam_role" "report_execution" {
  name_prefix = "shop-report-execution-"

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

# main.svc:43 job report
resource "aws_iam_role_policy" "report_execution" {
  name = "shop-report-execution"
  role = aws_iam_role.report_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        Resource = aws_ecr_repository.tools.arn
      },
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.report.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "ecr:GetAuthorizationToken"
        Resource = "*"
      },
    ]
  })
}

# main.svc:43 job report
resource "aws_iam_role" "report_task" {
  name_prefix = "shop-report-task-"

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

# main.svc:42 job report
resource "aws_iam_role" "report_run" {
  name_prefix = "shop-report-run-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "states.amazonaws.com"
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

# main.svc:42 job report
resource "aws_iam_role_policy" "report_run" {
  name = "shop-report-run"
  role = aws_iam_role.report_run.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["ecs:DescribeTasks", "ecs:StopTask"]
        Resource = "*"
        Condition = {
          ArnEquals = {
            "ecs:cluster" = aws_ecs_cluster.web.arn
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = ["events:DescribeRule", "events:PutRule", "events:PutTargets"]
        Resource = "arn:${data.aws_partition.current.partition}:events:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:rule/StepFunctionsGetEventsForECSTaskRule"
      },
      {
        Effect = "Allow"
        Action = [
          "logs:CreateLogDelivery",
          "logs:DeleteLogDelivery",
          "logs:DescribeLogGroups",
          "logs:DescribeResourcePolicies",
          "logs:GetLogDelivery",
          "logs:ListLogDeliveries",
          "logs:PutResourcePolicy",
          "logs:UpdateLogDelivery",
        ]
        Resource = "*"
      },
      {
        Effect   = "Allow"
        Action   = "ecs:RunTask"
        Resource = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:task-definition/shop-report:*"
        Condition = {
          ArnEquals = {
            "ecs:cluster" = aws_ecs_cluster.web.arn
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "ecs:TagResource"
        Resource = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:task/*"
        Condition = {
          StringEquals = {
            "ecs:CreateAction" = "RunTask"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "iam:PassRole"
        Resource = [aws_iam_role.report_execution.arn, aws_iam_role.report_task.arn]
        Condition = {
          StringEquals = {
            "iam:PassedToService" = "ecs-tasks.amazonaws.com"
          }
        }
      },
    ]
  })
}

# main.svc:53 pipeline release
resource "aws_iam_role" "release_api_x86_64" {
  name_prefix = "shop-release-api-x86-64-"

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

# main.svc:53 pipeline release
resource "aws_iam_role_policy" "release_api_x86_64" {
  name = "shop-release-api-x86-64"
  role = aws_iam_role.release_api_x86_64.name

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
        Resource = "${aws_cloudwatch_log_group.release_api_x86_64.arn}:*"
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
        Action   = "secretsmanager:GetSecretValue"
        Resource = aws_secretsmanager_secret.registry.arn
      },
    ]
  })
}

# main.svc:53 pipeline release
resource "aws_iam_role" "release_api_arm64" {
  name_prefix = "shop-release-api-arm64-"

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

# main.svc:53 pipeline release
resource "aws_iam_role_policy" "release_api_arm64" {
  name = "shop-release-api-arm64"
  role = aws_iam_role.release_api_arm64.name

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
        Resource = "${aws_cloudwatch_log_group.release_api_arm64.arn}:*"
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
        Action   = "secretsmanager:GetSecretValue"
        Resource = aws_secretsmanager_secret.registry.arn
      },
    ]
  })
}

# main.svc:53 pipeline release
resource "aws_iam_role" "release_api" {
  name_prefix = "shop-release-api-"

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

# main.svc:53 pipeline release
resource "aws_iam_role_policy" "release_api" {
  name = "shop-release-api"
  role = aws_iam_role.release_api.name

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
        Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        Resource = aws_ecr_repository.images.arn
      },
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.release_api.arn}:*"
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
    ]
  })
}

# main.svc:61 pipeline release
resource "aws_iam_role" "release_worker" {
  name_prefix = "shop-release-worker-"

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

# main.svc:61 pipeline release
resource "aws_iam_role_policy" "release_worker" {
  name = "shop-release-worker"
  role = aws_iam_role.release_worker.name

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
        Resource = "${aws_cloudwatch_log_group.release_worker.arn}:*"
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
    ]
  })
}

# main.svc:67 pipeline release
resource "aws_iam_role" "release_tools_arm64" {
  name_prefix = "shop-release-tools-arm64-"

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

# main.svc:67 pipeline release
resource "aws_iam_role_policy" "release_tools_arm64" {
  name = "shop-release-tools-arm64"
  role = aws_iam_role.release_tools_arm64.name

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
        Resource = aws_ecr_repository.tools.arn
      },
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.release_tools_arm64.arn}:*"
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
    ]
  })
}

# main.svc:67 pipeline release
resource "aws_iam_role" "release_tools_x86_64" {
  name_prefix = "shop-release-tools-x86-64-"

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

# main.svc:67 pipeline release
resource "aws_iam_role_policy" "release_tools_x86_64" {
  name = "shop-release-tools-x86-64"
  role = aws_iam_role.release_tools_x86_64.name

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
        Resource = aws_ecr_repository.tools.arn
      },
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.release_tools_x86_64.arn}:*"
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
    ]
  })
}

# main.svc:67 pipeline release
resource "aws_iam_role" "release_tools" {
  name_prefix = "shop-release-tools-"

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

# main.svc:67 pipeline release
resource "aws_iam_role_policy" "release_tools" {
  name = "shop-release-tools"
  role = aws_iam_role.release_tools.name

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
        Resource = aws_ecr_repository.tools.arn
      },
      {
        Effect   = "Allow"
        Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
        Resource = aws_ecr_repository.tools.arn
      },
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.release_tools.arn}:*"
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
    ]
  })
}

# main.svc:51 pipeline release
resource "aws_iam_role" "release_tag" {
  name_prefix = "shop-release-tag-"
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

# main.svc:51 pipeline release
resource "aws_iam_role_policy" "release_tag" {
  name = "shop-release-tag"
  role = aws_iam_role.release_tag.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["ecr:BatchGetImage", "ecr:PutImage"]
        Resource = [aws_ecr_repository.images.arn, aws_ecr_repository.tools.arn]
      },
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.release_tag.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
        Resource = "${aws_s3_bucket.release_artifacts.arn}/*"
      },
    ]
  })
}

# main.svc:51 pipeline release
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

# main.svc:51 pipeline release
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
          aws_codebuild_project.release_api.arn,
          aws_codebuild_project.release_api_arm64.arn,
          aws_codebuild_project.release_api_x86_64.arn,
          aws_codebuild_project.release_tag.arn,
          aws_codebuild_project.release_tools.arn,
          aws_codebuild_project.release_tools_arm64.arn,
          aws_codebuild_project.release_tools_x86_64.arn,
          aws_codebuild_project.release_worker.arn,
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
        Resource = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:service/shop-web/shop-api"
      },
      {
        Effect   = "Allow"
        Action   = ["ecs:DescribeServices", "ecs:UpdateService"]
        Resource = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:service/shop-web/shop-cheap"
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
            "ecs:cluster" = aws_ecs_cluster.web.arn
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = ["ecs:DescribeTasks", "ecs:ListTasks"]
        Resource = "*"
        Condition = {
          ArnEquals = {
            "ecs:cluster" = aws_ecs_cluster.web.arn
          }
        }
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
      {
        Effect   = "Allow"
        Action   = "ecs:TagResource"
        Resource = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:task-definition/shop-api:*"
        Condition = {
          StringEquals = {
            "ecs:CreateAction" = "RegisterTaskDefinition"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "ecs:TagResource"
        Resource = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:task-definition/shop-cheap:*"
        Condition = {
          StringEquals = {
            "ecs:CreateAction" = "RegisterTaskDefinition"
          }
        }
      },
      {
        Effect = "Allow"
        Action = "iam:PassRole"
        Resource = [
          aws_iam_role.api_execution.arn,
          aws_iam_role.api_task.arn,
          aws_iam_role.cheap_execution.arn,
          aws_iam_role.cheap_task.arn,
        ]
        Condition = {
          StringEquals = {
            "iam:PassedToService" = "ecs-tasks.amazonaws.com"
          }
        }
      },
    ]
  })
}

# ---- jobs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:42 job report
resource "aws_sfn_state_machine" "report" {
  name     = "shop-report"
  role_arn = aws_iam_role.report_run.arn

  definition = jsonencode({
    StartAt = "Run"
    States = {
      Run = {
        Type     = "Task"
        Resource = "arn:${data.aws_partition.current.partition}:states:::ecs:runTask.sync"
        Parameters = {
          Cluster        = aws_ecs_cluster.web.arn
          TaskDefinition = aws_ecs_task_definition.report.arn
          LaunchType     = "FARGATE"
          NetworkConfiguration = {
            AwsvpcConfiguration = {
              Subnets        = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
              SecurityGroups = [aws_security_group.report.id]
              AssignPublicIp = "DISABLED"
            }
          }
          Overrides = {
            ContainerOverrides = [
              {
                Name = "app"
                Environment = [
                  {
                    Name      = "JOB_INPUT"
                    "Value.$" = "States.JsonToString($)"
                  },
                ]
              },
            ]
          }
          PropagateTags = "TASK_DEFINITION"
        }
        End = true
      }
    }
  })

  tags = {
    "svc:block" = "job report"
  }

  logging_configuration {
    level                  = "ALL"
    include_execution_data = false
    log_destination        = "${aws_cloudwatch_log_group.report_runs.arn}:*"
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.report,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_ecs_cluster_capacity_providers.web,
    aws_iam_role_policy.report_execution,
    aws_iam_role_policy.report_run,
  ]
}

# ---- main.tf

# Compiled by svcc from main.svc. Change the program, not this file.

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# ---- network.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:7 network main
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = {
    Name = "shop-main"
  }
}

# main.svc:7 network main
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}

# main.svc:7 network main
resource "aws_internet_gateway" "main" {
  tags = {
    Name = "shop-main"
  }
}

# main.svc:7 network main
resource "aws_internet_gateway_attachment" "main" {
  vpc_id              = aws_vpc.main.id
  internet_gateway_id = aws_internet_gateway.main.id
}

# main.svc:7 network main
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

# main.svc:7 network main
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

# main.svc:7 network main
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

# main.svc:7 network main
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

# main.svc:7 network main
resource "aws_route_table" "main_public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "shop-main-public"
  }
}

# main.svc:7 network main
resource "aws_route" "main_public" {
  route_table_id         = aws_route_table.main_public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:7 network main
resource "aws_route_table" "main_private_1" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "shop-main-private-1"
  }
}

# main.svc:7 network main
resource "aws_route_table" "main_private_2" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "shop-main-private-2"
  }
}

# main.svc:7 network main
resource "aws_route_table_association" "main_public_1" {
  subnet_id      = aws_subnet.main_public_1.id
  route_table_id = aws_route_table.main_public.id
}

# main.svc:7 network main
resource "aws_route_table_association" "main_public_2" {
  subnet_id      = aws_subnet.main_public_2.id
  route_table_id = aws_route_table.main_public.id
}

# main.svc:7 network main
resource "aws_route_table_association" "main_private_1" {
  subnet_id      = aws_subnet.main_private_1.id
  route_table_id = aws_route_table.main_private_1.id
}

# main.svc:7 network main
resource "aws_route_table_association" "main_private_2" {
  subnet_id      = aws_subnet.main_private_2.id
  route_table_id = aws_route_table.main_private_2.id
}

# main.svc:7 network main
resource "aws_eip" "main_nat_1" {
  domain = "vpc"

  tags = {
    Name        = "shop-main-nat-1"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:7 network main
resource "aws_nat_gateway" "main_1" {
  allocation_id = aws_eip.main_nat_1.allocation_id
  subnet_id     = aws_subnet.main_public_1.id

  tags = {
    Name        = "shop-main-1"
    "svc:block" = "network main"
  }
}

# main.svc:7 network main
resource "aws_route" "main_private_1" {
  route_table_id         = aws_route_table.main_private_1.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_1.id
}

# main.svc:7 network main
resource "aws_route" "main_private_2" {
  route_table_id         = aws_route_table.main_private_2.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_1.id
}

# ---- observability.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:18 service api
resource "aws_cloudwatch_log_group" "api" {
  name              = "/ecs/shop/api"
  retention_in_days = 30

  tags = {
    "svc:block" = "service api"
  }
}

# main.svc:26 service cheap
resource "aws_cloudwatch_log_group" "cheap" {
  name              = "/ecs/shop/cheap"
  retention_in_days = 30

  tags = {
    "svc:block" = "service cheap"
  }
}

# main.svc:35 service worker
resource "aws_cloudwatch_log_group" "worker" {
  name              = "/ecs/shop/worker"
  retention_in_days = 30

  tags = {
    "svc:block" = "service worker"
  }
}

# main.svc:43 job report
resource "aws_cloudwatch_log_group" "report" {
  name              = "/ecs/shop/report"
  retention_in_days = 30

  tags = {
    "svc:block" = "job report"
  }
}

# main.svc:42 job report
resource "aws_cloudwatch_log_group" "report_runs" {
  name              = "/aws/vendedlogs/states/shop-report"
  retention_in_days = 30

  tags = {
    "svc:block" = "job report"
  }
}

# main.svc:53 pipeline release
resource "aws_cloudwatch_log_group" "release_api_x86_64" {
  name              = "/aws/codebuild/shop-release-api-x86-64"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline release"
  }
}

# main.svc:53 pipeline release
resource "aws_cloudwatch_log_group" "release_api_arm64" {
  name              = "/aws/codebuild/shop-release-api-arm64"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline release"
  }
}

# main.svc:53 pipeline release
resource "aws_cloudwatch_log_group" "release_api" {
  name              = "/aws/codebuild/shop-release-api"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline release"
  }
}

# main.svc:61 pipeline release
resource "aws_cloudwatch_log_group" "release_worker" {
  name              = "/aws/codebuild/shop-release-worker"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline release"
  }
}

# main.svc:67 pipeline release
resource "aws_cloudwatch_log_group" "release_tools_arm64" {
  name              = "/aws/codebuild/shop-release-tools-arm64"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline release"
  }
}

# main.svc:67 pipeline release
resource "aws_cloudwatch_log_group" "release_tools_x86_64" {
  name              = "/aws/codebuild/shop-release-tools-x86-64"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline release"
  }
}

# main.svc:67 pipeline release
resource "aws_cloudwatch_log_group" "release_tools" {
  name              = "/aws/codebuild/shop-release-tools"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline release"
  }
}

# main.svc:51 pipeline release
resource "aws_cloudwatch_log_group" "release_tag" {
  name              = "/aws/codebuild/shop-release-tag"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline release"
  }
}

# ---- outputs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

output "web_cluster_name" {
  value = aws_ecs_cluster.web.name
}

output "api_service_name" {
  value = aws_ecs_service.api.name
}

output "cheap_service_name" {
  value = aws_ecs_service.cheap.name
}

output "worker_service_name" {
  value = aws_ecs_service.worker.name
}

output "report_job_arn" {
  value = aws_sfn_state_machine.report.arn
}

output "release_pipeline_name" {
  value = aws_codepipeline.release.name
}

output "images_repository_uri" {
  value = aws_ecr_repository.images.repository_url
}

output "tools_repository_uri" {
  value = aws_ecr_repository.tools.repository_url
}

output "api_log_group" {
  value = aws_cloudwatch_log_group.api.name
}

output "cheap_log_group" {
  value = aws_cloudwatch_log_group.cheap.name
}

output "worker_log_group" {
  value = aws_cloudwatch_log_group.worker.name
}

output "report_log_group" {
  value = aws_cloudwatch_log_group.report.name
}

# ---- pipeline.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:53 pipeline release
resource "aws_codebuild_project" "release_api_x86_64" {
  queued_timeout = 60
  name           = "shop-release-api-x86-64"
  service_role   = aws_iam_role.release_api_x86_64.arn
  build_timeout  = 30

  tags = {
    "svc:block" = "pipeline release"
  }

  artifacts {
    type = "CODEPIPELINE"
  }

  environment {
    type            = "LINUX_CONTAINER"
    compute_type    = "BUILD_GENERAL1_LARGE"
    image           = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
    privileged_mode = true

    environment_variable {
      name  = "REPOSITORY_URI"
      value = aws_ecr_repository.images.repository_url
      type  = "PLAINTEXT"
    }

    environment_variable {
      name  = "NPM_TOKEN"
      value = aws_secretsmanager_secret.registry.arn
      type  = "SECRETS_MANAGER"
    }
  }

  source {
    type = "CODEPIPELINE"

    buildspec = <<-EOT
      version: "0.2"
      env:
        variables:
          BUILDX_NO_DEFAULT_ATTESTATIONS: "1"
      phases:
        pre_build:
          commands:
            - REGISTRY=$(echo "$REPOSITORY_URI" | cut -d / -f 1)
            - TAG=api-$(echo "$CODEBUILD_RESOLVED_SOURCE_VERSION" | cut -c 1-7)
            - aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"
        build:
          commands:
            - docker build --file 'api/Dockerfile' --build-arg 'VERSION=1' --secret id=NPM_TOKEN,env=NPM_TOKEN --tag "$REPOSITORY_URI:$TAG-x86_64" 'api'
            - docker push "$REPOSITORY_URI:$TAG-x86_64"
    EOT
  }

  logs_config {
    cloudwatch_logs {
      status     = "ENABLED"
      group_name = aws_cloudwatch_log_group.release_api_x86_64.name
    }
  }
}

# main.svc:53 pipeline release
resource "aws_codebuild_project" "release_api_arm64" {
  queued_timeout = 60
  name           = "shop-release-api-arm64"
  service_role   = aws_iam_role.release_api_arm64.arn
  build_timeout  = 30

  tags = {
    "svc:block" = "pipeline release"
  }

  artifacts {
    type = "CODEPIPELINE"
  }

  environment {
    type            = "ARM_CONTAINER"
    compute_type    = "BUILD_GENERAL1_LARGE"
    image           = "aws/codebuild/amazonlinux-aarch64-standard:3.0"
    privileged_mode = true

    environment_variable {
      name  = "REPOSITORY_URI"
      value = aws_ecr_repository.images.repository_url
      type  = "PLAINTEXT"
    }

    environment_variable {
      name  = "NPM_TOKEN"
      value = aws_secretsmanager_secret.registry.arn
      type  = "SECRETS_MANAGER"
    }
  }

  source {
    type = "CODEPIPELINE"

    buildspec = <<-EOT
      version: "0.2"
      env:
        variables:
          BUILDX_NO_DEFAULT_ATTESTATIONS: "1"
      phases:
        pre_build:
          commands:
            - REGISTRY=$(echo "$REPOSITORY_URI" | cut -d / -f 1)
            - TAG=api-$(echo "$CODEBUILD_RESOLVED_SOURCE_VERSION" | cut -c 1-7)
            - aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"
        build:
          commands:
            - docker build --file 'api/Dockerfile' --build-arg 'VERSION=1' --secret id=NPM_TOKEN,env=NPM_TOKEN --tag "$REPOSITORY_URI:$TAG-arm64" 'api'
            - docker push "$REPOSITORY_URI:$TAG-arm64"
    EOT
  }

  logs_config {
    cloudwatch_logs {
      status     = "ENABLED"
      group_name = aws_cloudwatch_log_group.release_api_arm64.name
    }
  }
}

# main.svc:53 pipeline release
resource "aws_codebuild_project" "release_api" {
  queued_timeout = 60
  name           = "shop-release-api"
  service_role   = aws_iam_role.release_api.arn
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
  }

  source {
    type = "CODEPIPELINE"

    buildspec = <<-EOT
      version: "0.2"
      phases:
        pre_build:
          commands:
            - REGISTRY=$(echo "$REPOSITORY_URI" | cut -d / -f 1)
            - TAG=api-$(echo "$CODEBUILD_RESOLVED_SOURCE_VERSION" | cut -c 1-7)
            - aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"
        build:
          commands:
            - docker manifest create "$REPOSITORY_URI:$TAG" "$REPOSITORY_URI:$TAG-x86_64" "$REPOSITORY_URI:$TAG-arm64"
            - docker manifest push "$REPOSITORY_URI:$TAG"
        post_build:
          commands:
            - printf '{"ImageURI":"%s"}' "$REPOSITORY_URI:$TAG" > imageDetail.json
            - printf '[{"name":"app","imageUri":"%s"}]' "$REPOSITORY_URI:$TAG" > imagedefinitions-api.json
            - printf '[{"name":"app","imageUri":"%s"}]' "$REPOSITORY_URI:$TAG" > imagedefinitions-cheap.json
      artifacts:
        files:
          - imageDetail.json
          - imagedefinitions-api.json
          - imagedefinitions-cheap.json
    EOT
  }

  logs_config {
    cloudwatch_logs {
      status     = "ENABLED"
      group_name = aws_cloudwatch_log_group.release_api.name
    }
  }
}

# main.svc:61 pipeline release
resource "aws_codebuild_project" "release_worker" {
  queued_timeout = 60
  name           = "shop-release-worker"
  service_role   = aws_iam_role.release_worker.arn
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
  }

  source {
    type = "CODEPIPELINE"

    buildspec = <<-EOT
      version: "0.2"
      phases:
        pre_build:
          commands:
            - REGISTRY=$(echo "$REPOSITORY_URI" | cut -d / -f 1)
            - TAG=worker-$(echo "$CODEBUILD_RESOLVED_SOURCE_VERSION" | cut -c 1-7)
            - aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"
        build:
          commands:
            - docker build --file 'worker/Dockerfile' --tag "$REPOSITORY_URI:$TAG" 'worker'
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
      group_name = aws_cloudwatch_log_group.release_worker.name
    }
  }
}

# main.svc:67 pipeline release
resource "aws_codebuild_project" "release_tools_arm64" {
  queued_timeout = 60
  name           = "shop-release-tools-arm64"
  service_role   = aws_iam_role.release_tools_arm64.arn
  build_timeout  = 30

  tags = {
    "svc:block" = "pipeline release"
  }

  artifacts {
    type = "CODEPIPELINE"
  }

  environment {
    type            = "ARM_CONTAINER"
    compute_type    = "BUILD_GENERAL1_SMALL"
    image           = "aws/codebuild/amazonlinux-aarch64-standard:3.0"
    privileged_mode = true

    environment_variable {
      name  = "REPOSITORY_URI"
      value = aws_ecr_repository.tools.repository_url
      type  = "PLAINTEXT"
    }
  }

  source {
    type = "CODEPIPELINE"

    buildspec = <<-EOT
      version: "0.2"
      env:
        variables:
          BUILDX_NO_DEFAULT_ATTESTATIONS: "1"
      phases:
        pre_build:
          commands:
            - REGISTRY=$(echo "$REPOSITORY_URI" | cut -d / -f 1)
            - TAG=$(echo "$CODEBUILD_RESOLVED_SOURCE_VERSION" | cut -c 1-7)
            - aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"
        build:
          commands:
            - docker build --file 'Dockerfile' --tag "$REPOSITORY_URI:$TAG-arm64" '.'
            - docker push "$REPOSITORY_URI:$TAG-arm64"
    EOT
  }

  logs_config {
    cloudwatch_logs {
      status     = "ENABLED"
      group_name = aws_cloudwatch_log_group.release_tools_arm64.name
    }
  }
}

# main.svc:67 pipeline release
resource "aws_codebuild_project" "release_tools_x86_64" {
  queued_timeout = 60
  name           = "shop-release-tools-x86-64"
  service_role   = aws_iam_role.release_tools_x86_64.arn
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
      value = aws_ecr_repository.tools.repository_url
      type  = "PLAINTEXT"
    }
  }

  source {
    type = "CODEPIPELINE"

    buildspec = <<-EOT
      version: "0.2"
      env:
        variables:
          BUILDX_NO_DEFAULT_ATTESTATIONS: "1"
      phases:
        pre_build:
          commands:
            - REGISTRY=$(echo "$REPOSITORY_URI" | cut -d / -f 1)
            - TAG=$(echo "$CODEBUILD_RESOLVED_SOURCE_VERSION" | cut -c 1-7)
            - aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"
        build:
          commands:
            - docker build --file 'Dockerfile' --tag "$REPOSITORY_URI:$TAG-x86_64" '.'
            - docker push "$REPOSITORY_URI:$TAG-x86_64"
    EOT
  }

  logs_config {
    cloudwatch_logs {
      status     = "ENABLED"
      group_name = aws_cloudwatch_log_group.release_tools_x86_64.name
    }
  }
}

# main.svc:67 pipeline release
resource "aws_codebuild_project" "release_tools" {
  queued_timeout = 60
  name           = "shop-release-tools"
  service_role   = aws_iam_role.release_tools.arn
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
      value = aws_ecr_repository.tools.repository_url
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
            - docker manifest create "$REPOSITORY_URI:$TAG" "$REPOSITORY_URI:$TAG-arm64" "$REPOSITORY_URI:$TAG-x86_64"
            - docker manifest push "$REPOSITORY_URI:$TAG"
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
      group_name = aws_cloudwatch_log_group.release_tools.name
    }
  }
}

# main.svc:51 pipeline release
resource "aws_codebuild_project" "release_tag" {
  queued_timeout = 60
  name           = "shop-release-tag"
  service_role   = aws_iam_role.release_tag.arn
  build_timeout  = 10

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
      group_name = aws_cloudwatch_log_group.release_tag.name
    }
  }
}

# main.svc:51 pipeline release
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
    name = "Build_api"

    action {
      name     = "api_x86_64"
      category = "Build"
      owner    = "AWS"
      provider = "CodeBuild"
      version  = "1"

      configuration = {
        ProjectName = aws_codebuild_project.release_api_x86_64.name
      }

      input_artifacts = ["source"]
    }

    action {
      name     = "api_arm64"
      category = "Build"
      owner    = "AWS"
      provider = "CodeBuild"
      version  = "1"

      configuration = {
        ProjectName = aws_codebuild_project.release_api_arm64.name
      }

      input_artifacts = ["source"]
    }

    action {
      name      = "api"
      category  = "Build"
      owner     = "AWS"
      provider  = "CodeBuild"
      version   = "1"
      run_order = 2

      configuration = {
        ProjectName = aws_codebuild_project.release_api.name
      }

      input_artifacts  = ["source"]
      output_artifacts = ["release_api"]
    }
  }

  stage {
    name = "Rest"

    action {
      name     = "worker"
      category = "Build"
      owner    = "AWS"
      provider = "CodeBuild"
      version  = "1"

      configuration = {
        ProjectName = aws_codebuild_project.release_worker.name
      }

      input_artifacts  = ["source"]
      output_artifacts = ["release_worker"]
    }

    action {
      name     = "tools_arm64"
      category = "Build"
      owner    = "AWS"
      provider = "CodeBuild"
      version  = "1"

      configuration = {
        ProjectName = aws_codebuild_project.release_tools_arm64.name
      }

      input_artifacts = ["source"]
    }

    action {
      name     = "tools_x86_64"
      category = "Build"
      owner    = "AWS"
      provider = "CodeBuild"
      version  = "1"

      configuration = {
        ProjectName = aws_codebuild_project.release_tools_x86_64.name
      }

      input_artifacts = ["source"]
    }

    action {
      name      = "tools"
      category  = "Build"
      owner     = "AWS"
      provider  = "CodeBuild"
      version   = "1"
      run_order = 2

      configuration = {
        ProjectName = aws_codebuild_project.release_tools.name
      }

      input_artifacts  = ["source"]
      output_artifacts = ["release_tools"]
    }
  }

  stage {
    name = "Deploy_api"

    action {
      name     = "api"
      category = "Deploy"
      owner    = "AWS"
      provider = "ECS"
      version  = "1"

      configuration = {
        ClusterName = aws_ecs_cluster.web.name
        ServiceName = aws_ecs_service.api.name
        FileName    = "imagedefinitions-api.json"
      }

      input_artifacts = ["release_api"]
    }
  }

  stage {
    name = "Deploy_cheap"

    action {
      name     = "cheap"
      category = "Deploy"
      owner    = "AWS"
      provider = "ECS"
      version  = "1"

      configuration = {
        ClusterName = aws_ecs_cluster.web.name
        ServiceName = aws_ecs_service.cheap.name
        FileName    = "imagedefinitions-cheap.json"
      }

      input_artifacts = ["release_api"]
    }
  }

  stage {
    name = "Tag"

    action {
      name     = "release_api"
      category = "Build"
      owner    = "AWS"
      provider = "CodeBuild"
      version  = "1"

      configuration = {
        ProjectName = aws_codebuild_project.release_tag.name
        EnvironmentVariables = jsonencode([
          {
            name  = "TAGS"
            value = "api-${var.image_tag}"
            type  = "PLAINTEXT"
          },
        ])
      }

      input_artifacts = ["release_api"]
    }

    action {
      name     = "release_worker"
      category = "Build"
      owner    = "AWS"
      provider = "CodeBuild"
      version  = "1"

      configuration = {
        ProjectName = aws_codebuild_project.release_tag.name
        EnvironmentVariables = jsonencode([
          {
            name  = "TAGS"
            value = "worker-${var.image_tag}"
            type  = "PLAINTEXT"
          },
        ])
      }

      input_artifacts = ["release_worker"]
    }

    action {
      name     = "release_tools"
      category = "Build"
      owner    = "AWS"
      provider = "CodeBuild"
      version  = "1"

      configuration = {
        ProjectName = aws_codebuild_project.release_tag.name
        EnvironmentVariables = jsonencode([
          {
            name  = "TAGS"
            value = var.image_tag
            type  = "PLAINTEXT"
          },
        ])
      }

      input_artifacts = ["release_tools"]
    }
  }

  depends_on = [
    aws_iam_role_policy.release,
    aws_iam_role_policy.release_api,
    aws_iam_role_policy.release_api_arm64,
    aws_iam_role_policy.release_api_x86_64,
    aws_iam_role_policy.release_tag,
    aws_iam_role_policy.release_tools,
    aws_iam_role_policy.release_tools_arm64,
    aws_iam_role_policy.release_tools_x86_64,
    aws_iam_role_policy.release_worker,
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

# main.svc:11 repository images
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

# main.svc:11 repository images
resource "aws_ecr_lifecycle_policy" "images" {
  repository = aws_ecr_repository.images.name

  policy = jsonencode({
    rules = [
      {
        rulePriority = 1
        description  = "keep the newest images of worker-*"
        selection = {
          tagStatus      = "tagged"
          tagPatternList = ["worker-*"]
          countType      = "imageCountMoreThan"
          countNumber    = 20
        }
        action = {
          type = "expire"
        }
      },
      {
        rulePriority = 2
        description  = "keep the newest images of api-*"
        selection = {
          tagStatus      = "tagged"
          tagPatternList = ["api-*"]
          countType      = "imageCountMoreThan"
          countNumber    = 60
        }
        action = {
          type = "expire"
        }
      },
      {
        rulePriority = 3
        description  = "keep the newest images"
        selection = {
          tagStatus   = "any"
          countType   = "imageCountMoreThan"
          countNumber = 60
        }
        action = {
          type = "expire"
        }
      },
    ]
  })
}

# main.svc:13 repository tools
resource "aws_ecr_repository" "tools" {
  name                 = "shop/tools"
  image_tag_mutability = "MUTABLE"

  tags = {
    "svc:block" = "repository tools"
  }

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "AES256"
  }
}

# main.svc:13 repository tools
resource "aws_ecr_lifecycle_policy" "tools" {
  repository = aws_ecr_repository.tools.name

  policy = jsonencode({
    rules = [
      {
        rulePriority = 1
        description  = "keep the newest images"
        selection = {
          tagStatus   = "any"
          countType   = "imageCountMoreThan"
          countNumber = 150
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

# main.svc:15 secret registry
resource "aws_secretsmanager_secret" "registry" {
  name = "shop/registry"

  tags = {
    "svc:block" = "secret registry"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# ---- security.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:17 service api
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

# main.svc:17 service api
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

# main.svc:25 service cheap
resource "aws_security_group" "cheap" {
  name_prefix = "shop-cheap-"
  description = "Tasks of shop-cheap"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "shop-cheap"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:25 service cheap
resource "aws_vpc_security_group_egress_rule" "cheap" {
  security_group_id = aws_security_group.cheap.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "shop-cheap"
    "svc:block" = "service cheap"
  }
}

# main.svc:34 service worker
resource "aws_security_group" "worker" {
  name_prefix = "shop-worker-"
  description = "Tasks of shop-worker"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "shop-worker"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:34 service worker
resource "aws_vpc_security_group_egress_rule" "worker" {
  security_group_id = aws_security_group.worker.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "shop-worker"
    "svc:block" = "service worker"
  }
}

# main.svc:42 job report
resource "aws_security_group" "report" {
  name_prefix = "shop-report-"
  description = "Tasks of shop-report"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "shop-report"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:42 job report
resource "aws_vpc_security_group_egress_rule" "report" {
  security_group_id = aws_security_group.report.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "shop-report"
    "svc:block" = "job report"
  }
}

# ---- services.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:18 service api
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
      image     = "${aws_ecr_repository.images.repository_url}:api-${var.image_tag}"
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

# main.svc:26 service cheap
resource "aws_ecs_task_definition" "cheap" {
  family                   = "shop-cheap"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.cheap_execution.arn
  task_role_arn            = aws_iam_role.cheap_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "${aws_ecr_repository.images.repository_url}:api-${var.image_tag}"
      essential = true
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.cheap.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "cheap"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "service cheap"
  }

  runtime_platform {
    cpu_architecture        = "ARM64"
    operating_system_family = "LINUX"
  }
}

# main.svc:35 service worker
resource "aws_ecs_task_definition" "worker" {
  family                   = "shop-worker"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.worker_execution.arn
  task_role_arn            = aws_iam_role.worker_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "${aws_ecr_repository.images.repository_url}:worker-${var.image_tag}"
      essential = true
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.worker.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "worker"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "service worker"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:43 job report
resource "aws_ecs_task_definition" "report" {
  family                   = "shop-report"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.report_execution.arn
  task_role_arn            = aws_iam_role.report_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "${aws_ecr_repository.tools.repository_url}:${var.image_tag}"
      essential = true
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.report.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "report"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "job report"
  }

  runtime_platform {
    cpu_architecture        = "ARM64"
    operating_system_family = "LINUX"
  }
}

# main.svc:17 service api
resource "aws_ecs_service" "api" {
  name                               = "shop-api"
  cluster                            = aws_ecs_cluster.web.arn
  task_definition                    = element(concat([for s in data.aws_ecs_service.api : s.task_definition if try(tonumber(regex(format("(?:^|/)%s:([0-9]+)$", "shop-api"), s.task_definition)[0]), 0) >= aws_ecs_task_definition.api.revision], [aws_ecs_task_definition.api.arn]), 0)
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
  ]
}

# main.svc:17 service api
resource "aws_ssm_parameter" "api" {
  name           = "/svcc/shop-api/service"
  description    = "Terraform reads which revision of the service runs"
  type           = "String"
  insecure_value = aws_ecs_service.api.name
}

# main.svc:17 service api
data "aws_ssm_parameters_by_path" "api" {
  path = "/svcc/shop-api"
}

# main.svc:17 service api
data "aws_ecs_service" "api" {
  count        = length(data.aws_ssm_parameters_by_path.api.names)
  cluster_arn  = aws_ecs_cluster.web.arn
  service_name = "shop-api"
}

# main.svc:25 service cheap
resource "aws_ecs_service" "cheap" {
  name                               = "shop-cheap"
  cluster                            = aws_ecs_cluster.web.arn
  task_definition                    = element(concat([for s in data.aws_ecs_service.cheap : s.task_definition if try(tonumber(regex(format("(?:^|/)%s:([0-9]+)$", "shop-cheap"), s.task_definition)[0]), 0) >= aws_ecs_task_definition.cheap.revision], [aws_ecs_task_definition.cheap.arn]), 0)
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
    "svc:block" = "service cheap"
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
    security_groups  = [aws_security_group.cheap.id]
    assign_public_ip = false
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.cheap,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_ecs_cluster_capacity_providers.web,
    aws_iam_role_policy.cheap_execution,
  ]
}

# main.svc:25 service cheap
resource "aws_ssm_parameter" "cheap" {
  name           = "/svcc/shop-cheap/service"
  description    = "Terraform reads which revision of the service runs"
  type           = "String"
  insecure_value = aws_ecs_service.cheap.name
}

# main.svc:25 service cheap
data "aws_ssm_parameters_by_path" "cheap" {
  path = "/svcc/shop-cheap"
}

# main.svc:25 service cheap
data "aws_ecs_service" "cheap" {
  count        = length(data.aws_ssm_parameters_by_path.cheap.names)
  cluster_arn  = aws_ecs_cluster.web.arn
  service_name = "shop-cheap"
}

# main.svc:34 service worker
resource "aws_ecs_service" "worker" {
  name                               = "shop-worker"
  cluster                            = aws_ecs_cluster.web.arn
  task_definition                    = aws_ecs_task_definition.worker.arn
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
    "svc:block" = "service worker"
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
    security_groups  = [aws_security_group.worker.id]
    assign_public_ip = false
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.worker,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_ecs_cluster_capacity_providers.web,
    aws_iam_role_policy.worker_execution,
  ]
}

# ---- storage.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:51 pipeline release
resource "aws_s3_bucket" "release_artifacts" {
  bucket_prefix = "shop-release-artifacts-"

  tags = {
    "svc:block" = "pipeline release"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:51 pipeline release
resource "aws_s3_bucket_ownership_controls" "release_artifacts" {
  bucket = aws_s3_bucket.release_artifacts.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

# main.svc:51 pipeline release
resource "aws_s3_bucket_public_access_block" "release_artifacts" {
  bucket                  = aws_s3_bucket.release_artifacts.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# main.svc:51 pipeline release
resource "aws_s3_bucket_server_side_encryption_configuration" "release_artifacts" {
  bucket = aws_s3_bucket.release_artifacts.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

# main.svc:51 pipeline release
resource "aws_s3_bucket_versioning" "release_artifacts" {
  bucket = aws_s3_bucket.release_artifacts.id

  versioning_configuration {
    status = "Enabled"
  }
}

# main.svc:51 pipeline release
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

# main.svc:51 pipeline release
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

# main.svc:5
variable "image_tag" {
  type    = string
  default = "latest"
}

variable "running" {
  type        = bool
  description = "Whether services and jobs run. Give false for the first deployment, before images are pushed and secrets are filled."
  default     = true
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
