# ---- cluster.tf

# Compiled by svcc from main.svc (test). Change the program, not this file.

# main.svc:14 cluster web
resource "aws_ecs_cluster" "web" {
  name = "shop-test-web"

  tags = {
    "svc:block" = "cluster web"
  }

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

# main.svc:14 cluster web
resource "aws_ecs_cluster_capacity_providers" "web" {
  cluster_name       = aws_ecs_cluster.web.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]
}

# ---- iam.tf

# Compiled by svcc from main.svc (test). Change the program, not this file.

# main.svc:24 role builder
resource "aws_iam_role" "builder" {
  name_prefix = "shop-test-builder-"
  description = "Builds"

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

  max_session_duration = 3600
}

# main.svc:24 role builder
resource "aws_iam_role_policy" "builder" {
  name = "shop-test-builder"
  role = aws_iam_role.builder.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket"]
        Resource = [aws_s3_bucket.caches.arn, "${aws_s3_bucket.caches.arn}/*"]
      },
    ]
  })
}

# main.svc:29 role mover
resource "aws_iam_role" "mover" {
  name_prefix = "shop-test-mover-"

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

  max_session_duration = 3600
}

# main.svc:31 role clock
resource "aws_iam_role" "clock" {
  name_prefix = "shop-test-clock-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "scheduler.amazonaws.com"
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

# main.svc:33 role listener
resource "aws_iam_role" "listener" {
  name_prefix = "shop-test-listener-"

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

  max_session_duration = 3600
}

# main.svc:35 role reader
resource "aws_iam_role" "reader" {
  name_prefix = "shop-test-reader-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "pipes.amazonaws.com"
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

# main.svc:55 service api
resource "aws_iam_role" "api_execution" {
  name_prefix = "shop-test-api-execution-"

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

# main.svc:55 service api
resource "aws_iam_role_policy" "api_execution" {
  name = "shop-test-api-execution"
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

# main.svc:55 service api
resource "aws_iam_role" "api_task" {
  name_prefix = "shop-test-api-task-"

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

# main.svc:63 job intake
resource "aws_iam_role" "intake_execution" {
  name_prefix = "shop-test-intake-execution-"

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

# main.svc:63 job intake
resource "aws_iam_role_policy" "intake_execution" {
  name = "shop-test-intake-execution"
  role = aws_iam_role.intake_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.intake.arn}:*"
      },
    ]
  })
}

# main.svc:63 job intake
resource "aws_iam_role" "intake_task" {
  name_prefix = "shop-test-intake-task-"

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

# main.svc:63 job intake
resource "aws_iam_role_policy" "intake_task" {
  name = "shop-test-intake-task"
  role = aws_iam_role.intake_task.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket"]
        Resource = [aws_s3_bucket.inbox.arn, "${aws_s3_bucket.inbox.arn}/*"]
      },
    ]
  })
}

# main.svc:42 job report
resource "aws_iam_role" "report_execution" {
  name_prefix = "shop-test-report-execution-"

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

# main.svc:42 job report
resource "aws_iam_role_policy" "report_execution" {
  name = "shop-test-report-execution"
  role = aws_iam_role.report_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.report.arn}:*"
      },
    ]
  })
}

# main.svc:42 job report
resource "aws_iam_role" "report_task" {
  name_prefix = "shop-test-report-task-"

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

# main.svc:62 job intake
resource "aws_iam_role" "intake_run" {
  name_prefix = "shop-test-intake-run-"

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

# main.svc:62 job intake
resource "aws_iam_role_policy" "intake_run" {
  name = "shop-test-intake-run"
  role = aws_iam_role.intake_run.name

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
        Resource = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:task-definition/shop-test-intake:*"
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
        Resource = [aws_iam_role.intake_execution.arn, aws_iam_role.intake_task.arn]
        Condition = {
          StringEquals = {
            "iam:PassedToService" = "ecs-tasks.amazonaws.com"
          }
        }
      },
    ]
  })
}

# main.svc:69 job intake
resource "aws_iam_role_policy" "intake_4r8dr8" {
  name = "shop-test-intake-4r8dr8"
  role = aws_iam_role.listener.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "states:StartExecution"
        Resource = aws_sfn_state_machine.intake.arn
      },
    ]
  })
}

# main.svc:70 job intake
resource "aws_iam_role_policy" "intake_4z9wfa" {
  name = "shop-test-intake-4z9wfa"
  role = aws_iam_role.listener.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "states:StartExecution"
        Resource = aws_sfn_state_machine.intake.arn
      },
    ]
  })
}

# main.svc:74 job intake
resource "aws_iam_role_policy" "intake_6shwsa" {
  name = "shop-test-intake-6shwsa"
  role = aws_iam_role.reader.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"]
        Resource = aws_sqs_queue.orders.arn
      },
      {
        Effect   = "Allow"
        Action   = "states:StartExecution"
        Resource = aws_sfn_state_machine.intake.arn
      },
    ]
  })
}

# main.svc:41 job report
resource "aws_iam_role" "report_run" {
  name_prefix = "shop-test-report-run-"

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

# main.svc:41 job report
resource "aws_iam_role_policy" "report_run" {
  name = "shop-test-report-run"
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
        Resource = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:task-definition/shop-test-report:*"
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

# main.svc:41 job report
resource "aws_iam_role" "report_start" {
  name_prefix = "shop-test-report-start-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "scheduler.amazonaws.com"
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

# main.svc:41 job report
resource "aws_iam_role_policy" "report_start" {
  name = "shop-test-report-start"
  role = aws_iam_role.report_start.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "states:StartExecution"
        Resource = aws_sfn_state_machine.report.arn
      },
    ]
  })
}

# main.svc:47 job report
resource "aws_iam_role_policy" "report_w64bay" {
  name = "shop-test-report-w64bay"
  role = aws_iam_role.clock.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "states:StartExecution"
        Resource = aws_sfn_state_machine.report.arn
      },
    ]
  })
}

# main.svc:80 pipeline release
resource "aws_iam_role_policy" "release_api_x86_64" {
  name = "shop-test-release-api-x86-64"
  role = aws_iam_role.builder.name

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
    ]
  })
}

# main.svc:80 pipeline release
resource "aws_iam_role_policy" "release_api_arm64" {
  name = "shop-test-release-api-arm64"
  role = aws_iam_role.builder.name

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
    ]
  })
}

# main.svc:80 pipeline release
resource "aws_iam_role_policy" "release_api" {
  name = "shop-test-release-api"
  role = aws_iam_role.builder.name

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

# main.svc:81 pipeline release
resource "aws_iam_role_policy" "release_docs" {
  name = "shop-test-release-docs"
  role = aws_iam_role.builder.name

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
    ]
  })
}

# main.svc:77 pipeline release
resource "aws_iam_role" "release_tag" {
  name_prefix = "shop-test-release-tag-"
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

# main.svc:77 pipeline release
resource "aws_iam_role_policy" "release_tag" {
  name = "shop-test-release-tag"
  role = aws_iam_role.release_tag.name

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

# main.svc:77 pipeline release
resource "aws_iam_role_policy" "release" {
  name = "shop-test-release"
  role = aws_iam_role.mover.name

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
          aws_codebuild_project.release_docs.arn,
          aws_codebuild_project.release_tag.arn,
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
        Action   = ["ecs:DescribeServices", "ecs:UpdateService"]
        Resource = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:service/shop-test-web/shop-test-api"
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
        Resource = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:task-definition/shop-test-api:*"
        Condition = {
          StringEquals = {
            "ecs:CreateAction" = "RegisterTaskDefinition"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "iam:PassRole"
        Resource = [aws_iam_role.api_execution.arn, aws_iam_role.api_task.arn]
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

# Compiled by svcc from main.svc (test). Change the program, not this file.

# main.svc:62 job intake
resource "aws_sfn_state_machine" "intake" {
  name     = "shop-test-intake"
  role_arn = aws_iam_role.intake_run.arn

  definition = jsonencode({
    StartAt = "Run"
    States = {
      Run = {
        Type     = "Task"
        Resource = "arn:${data.aws_partition.current.partition}:states:::ecs:runTask.sync"
        Parameters = {
          Cluster        = aws_ecs_cluster.web.arn
          TaskDefinition = aws_ecs_task_definition.intake.arn
          LaunchType     = "FARGATE"
          NetworkConfiguration = {
            AwsvpcConfiguration = {
              Subnets        = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
              SecurityGroups = [aws_security_group.intake.id]
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
    "svc:block" = "job intake"
  }

  logging_configuration {
    level                  = "ALL"
    include_execution_data = false
    log_destination        = "${aws_cloudwatch_log_group.intake_runs.arn}:*"
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.intake,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_ecs_cluster_capacity_providers.web,
    aws_iam_role_policy.intake_execution,
    aws_iam_role_policy.intake_run,
    aws_iam_role_policy.intake_task,
  ]
}

# main.svc:69 job intake
resource "aws_cloudwatch_event_rule" "intake_4r8dr8" {
  name  = "shop-test-intake-4r8dr8"
  state = var.running ? "ENABLED" : "DISABLED"

  event_pattern = jsonencode({
    source      = ["aws.s3"]
    detail-type = ["Object Created"]
    detail = {
      bucket = {
        name = [aws_s3_bucket.inbox.id]
      }
    }
  })

  tags = {
    "svc:block" = "job intake"
  }

  depends_on = [aws_iam_role_policy.intake_4r8dr8, aws_iam_role_policy.intake_4z9wfa]
}

# main.svc:69 job intake
resource "aws_cloudwatch_event_target" "intake_4r8dr8" {
  rule      = aws_cloudwatch_event_rule.intake_4r8dr8.name
  target_id = "job"
  arn       = aws_sfn_state_machine.intake.arn
  role_arn  = aws_iam_role.listener.arn
}

# main.svc:70 job intake
resource "aws_cloudwatch_event_rule" "intake_4z9wfa" {
  name  = "shop-test-intake-4z9wfa"
  state = var.running ? "ENABLED" : "DISABLED"

  event_pattern = jsonencode({
    source      = ["aws.ecr"]
    detail-type = ["ECR Image Action"]
  })

  tags = {
    "svc:block" = "job intake"
  }

  depends_on = [aws_iam_role_policy.intake_4r8dr8, aws_iam_role_policy.intake_4z9wfa]
}

# main.svc:70 job intake
resource "aws_cloudwatch_event_target" "intake_4z9wfa" {
  rule      = aws_cloudwatch_event_rule.intake_4z9wfa.name
  target_id = "job"
  arn       = aws_sfn_state_machine.intake.arn
  role_arn  = aws_iam_role.listener.arn
}

# main.svc:74 job intake
resource "aws_pipes_pipe" "intake_6shwsa" {
  name          = "shop-test-intake-6shwsa"
  role_arn      = aws_iam_role.reader.arn
  desired_state = var.running ? "RUNNING" : "STOPPED"
  source        = aws_sqs_queue.orders.arn
  target        = aws_sfn_state_machine.intake.arn

  tags = {
    "svc:block" = "job intake"
  }

  source_parameters {
    sqs_queue_parameters {
      batch_size = 1
    }
  }

  target_parameters {
    step_function_state_machine_parameters {
      invocation_type = "FIRE_AND_FORGET"
    }
  }

  depends_on = [aws_iam_role_policy.intake_6shwsa]
}

# main.svc:41 job report
resource "aws_sfn_state_machine" "report" {
  name     = "shop-test-report"
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

# main.svc:47 job report
resource "aws_scheduler_schedule" "report_w64bay" {
  name                         = "shop-test-report-w64bay"
  state                        = var.running ? "ENABLED" : "DISABLED"
  schedule_expression          = "rate(1 day)"
  schedule_expression_timezone = "UTC"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_sfn_state_machine.report.arn
    role_arn = aws_iam_role.clock.arn
  }

  depends_on = [aws_iam_role_policy.report_w64bay]
}

# main.svc:48 job report
resource "aws_scheduler_schedule" "report_t73wuv" {
  name                         = "shop-test-report-t73wuv"
  state                        = var.running ? "ENABLED" : "DISABLED"
  schedule_expression          = "rate(1 hour)"
  schedule_expression_timezone = "UTC"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_sfn_state_machine.report.arn
    role_arn = aws_iam_role.report_start.arn
  }

  depends_on = [aws_iam_role_policy.report_start]
}

# ---- main.tf

# Compiled by svcc from main.svc (test). Change the program, not this file.

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# ---- messaging.tf

# Compiled by svcc from main.svc (test). Change the program, not this file.

# main.svc:20 queue orders
resource "aws_sqs_queue" "orders" {
  name                       = "shop-test-orders"
  visibility_timeout_seconds = 30
  message_retention_seconds  = 345600
  delay_seconds              = 0

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.orders_dead_letter.arn
    maxReceiveCount     = 5
  })

  sqs_managed_sse_enabled = true

  tags = {
    "svc:block" = "queue orders"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:20 queue orders
resource "aws_sqs_queue_policy" "orders" {
  queue_url = aws_sqs_queue.orders.url

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.orders.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

# main.svc:20 queue orders
resource "aws_sqs_queue" "orders_dead_letter" {
  name                      = "shop-test-orders-dead-letter"
  message_retention_seconds = 1209600

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns = [
      "arn:${data.aws_partition.current.partition}:sqs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:shop-test-orders",
    ]
  })

  sqs_managed_sse_enabled = true

  tags = {
    "svc:block" = "queue orders"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:20 queue orders
resource "aws_sqs_queue_policy" "orders_dead_letter" {
  queue_url = aws_sqs_queue.orders_dead_letter.url

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "sqs:*"
        Resource  = aws_sqs_queue.orders_dead_letter.arn
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

# ---- network.tf

# Compiled by svcc from main.svc (test). Change the program, not this file.

# main.svc:12 network main
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = {
    Name = "shop-test-main"
  }
}

# main.svc:12 network main
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}

# main.svc:12 network main
resource "aws_internet_gateway" "main" {
  tags = {
    Name = "shop-test-main"
  }
}

# main.svc:12 network main
resource "aws_internet_gateway_attachment" "main" {
  vpc_id              = aws_vpc.main.id
  internet_gateway_id = aws_internet_gateway.main.id
}

# main.svc:12 network main
resource "aws_subnet" "main_public_1" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.0.0/22"
  availability_zone_id    = "euw1-az1"
  map_public_ip_on_launch = false

  tags = {
    Name = "shop-test-main-public-1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:12 network main
resource "aws_subnet" "main_public_2" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.4.0/22"
  availability_zone_id    = "euw1-az2"
  map_public_ip_on_launch = false

  tags = {
    Name = "shop-test-main-public-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:12 network main
resource "aws_subnet" "main_private_1" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.64.0/22"
  availability_zone_id    = "euw1-az1"
  map_public_ip_on_launch = false

  tags = {
    Name = "shop-test-main-private-1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:12 network main
resource "aws_subnet" "main_private_2" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.68.0/22"
  availability_zone_id    = "euw1-az2"
  map_public_ip_on_launch = false

  tags = {
    Name = "shop-test-main-private-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:12 network main
resource "aws_route_table" "main_public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "shop-test-main-public"
  }
}

# main.svc:12 network main
resource "aws_route" "main_public" {
  route_table_id         = aws_route_table.main_public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:12 network main
resource "aws_route_table" "main_private_1" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "shop-test-main-private-1"
  }
}

# main.svc:12 network main
resource "aws_route_table" "main_private_2" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "shop-test-main-private-2"
  }
}

# main.svc:12 network main
resource "aws_route_table_association" "main_public_1" {
  subnet_id      = aws_subnet.main_public_1.id
  route_table_id = aws_route_table.main_public.id
}

# main.svc:12 network main
resource "aws_route_table_association" "main_public_2" {
  subnet_id      = aws_subnet.main_public_2.id
  route_table_id = aws_route_table.main_public.id
}

# main.svc:12 network main
resource "aws_route_table_association" "main_private_1" {
  subnet_id      = aws_subnet.main_private_1.id
  route_table_id = aws_route_table.main_private_1.id
}

# main.svc:12 network main
resource "aws_route_table_association" "main_private_2" {
  subnet_id      = aws_subnet.main_private_2.id
  route_table_id = aws_route_table.main_private_2.id
}

# main.svc:12 network main
resource "aws_eip" "main_nat_1" {
  domain = "vpc"

  tags = {
    Name        = "shop-test-main-nat-1"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:12 network main
resource "aws_nat_gateway" "main_1" {
  allocation_id = aws_eip.main_nat_1.allocation_id
  subnet_id     = aws_subnet.main_public_1.id

  tags = {
    Name        = "shop-test-main-1"
    "svc:block" = "network main"
  }
}

# main.svc:12 network main
resource "aws_route" "main_private_1" {
  route_table_id         = aws_route_table.main_private_1.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_1.id
}

# main.svc:12 network main
resource "aws_route" "main_private_2" {
  route_table_id         = aws_route_table.main_private_2.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_1.id
}

# ---- observability.tf

# Compiled by svcc from main.svc (test). Change the program, not this file.

# main.svc:55 service api
resource "aws_cloudwatch_log_group" "api" {
  name              = "/ecs/shop-test/api"
  retention_in_days = 30

  tags = {
    "svc:block" = "service api"
  }
}

# main.svc:63 job intake
resource "aws_cloudwatch_log_group" "intake" {
  name              = "/ecs/shop-test/intake"
  retention_in_days = 30

  tags = {
    "svc:block" = "job intake"
  }
}

# main.svc:42 job report
resource "aws_cloudwatch_log_group" "report" {
  name              = "/ecs/shop-test/report"
  retention_in_days = 30

  tags = {
    "svc:block" = "job report"
  }
}

# main.svc:62 job intake
resource "aws_cloudwatch_log_group" "intake_runs" {
  name              = "/aws/vendedlogs/states/shop-test-intake"
  retention_in_days = 30

  tags = {
    "svc:block" = "job intake"
  }
}

# main.svc:41 job report
resource "aws_cloudwatch_log_group" "report_runs" {
  name              = "/aws/vendedlogs/states/shop-test-report"
  retention_in_days = 30

  tags = {
    "svc:block" = "job report"
  }
}

# main.svc:80 pipeline release
resource "aws_cloudwatch_log_group" "release_api_x86_64" {
  name              = "/aws/codebuild/shop-test-release-api-x86-64"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline release"
  }
}

# main.svc:80 pipeline release
resource "aws_cloudwatch_log_group" "release_api_arm64" {
  name              = "/aws/codebuild/shop-test-release-api-arm64"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline release"
  }
}

# main.svc:80 pipeline release
resource "aws_cloudwatch_log_group" "release_api" {
  name              = "/aws/codebuild/shop-test-release-api"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline release"
  }
}

# main.svc:81 pipeline release
resource "aws_cloudwatch_log_group" "release_docs" {
  name              = "/aws/codebuild/shop-test-release-docs"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline release"
  }
}

# main.svc:83 pipeline release
resource "aws_cloudwatch_log_group" "release_unit" {
  name              = "/aws/codebuild/shop-test-release-unit"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline release"
  }
}

# main.svc:77 pipeline release
resource "aws_cloudwatch_log_group" "release_tag" {
  name              = "/aws/codebuild/shop-test-release-tag"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline release"
  }
}

# ---- outputs.tf

# Compiled by svcc from main.svc (test). Change the program, not this file.

output "web_cluster_name" {
  value = aws_ecs_cluster.web.name
}

output "api_service_name" {
  value = aws_ecs_service.api.name
}

output "intake_job_arn" {
  value = aws_sfn_state_machine.intake.arn
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

output "orders_queue_url" {
  value = aws_sqs_queue.orders.url
}

output "api_log_group" {
  value = aws_cloudwatch_log_group.api.name
}

output "intake_log_group" {
  value = aws_cloudwatch_log_group.intake.name
}

output "report_log_group" {
  value = aws_cloudwatch_log_group.report.name
}

# ---- pipeline.tf

# Compiled by svcc from main.svc (test). Change the program, not this file.

# main.svc:80 pipeline release
resource "aws_codebuild_project" "release_api_x86_64" {
  queued_timeout = 60
  name           = "shop-test-release-api-x86-64"
  service_role   = aws_iam_role.builder.arn
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
            - docker build --file 'api/Dockerfile' --tag "$REPOSITORY_URI:$TAG-x86_64" 'api'
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

# main.svc:80 pipeline release
resource "aws_codebuild_project" "release_api_arm64" {
  queued_timeout = 60
  name           = "shop-test-release-api-arm64"
  service_role   = aws_iam_role.builder.arn
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
      value = aws_ecr_repository.images.repository_url
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
            - TAG=api-$(echo "$CODEBUILD_RESOLVED_SOURCE_VERSION" | cut -c 1-7)
            - aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"
        build:
          commands:
            - docker build --file 'api/Dockerfile' --tag "$REPOSITORY_URI:$TAG-arm64" 'api'
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

# main.svc:80 pipeline release
resource "aws_codebuild_project" "release_api" {
  queued_timeout = 60
  name           = "shop-test-release-api"
  service_role   = aws_iam_role.builder.arn
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
      group_name = aws_cloudwatch_log_group.release_api.name
    }
  }
}

# main.svc:81 pipeline release
resource "aws_codebuild_project" "release_docs" {
  queued_timeout = 60
  name           = "shop-test-release-docs"
  service_role   = aws_iam_role.builder.arn
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

# main.svc:83 pipeline release
resource "aws_codebuild_project" "release_unit" {
  queued_timeout = 60
  name           = "shop-test-release-unit"
  service_role   = "arn:aws:iam::111111111111:role/ci"
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
      group_name = aws_cloudwatch_log_group.release_unit.name
    }
  }
}

# main.svc:77 pipeline release
resource "aws_codebuild_project" "release_tag" {
  queued_timeout = 60
  name           = "shop-test-release-tag"
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

# main.svc:77 pipeline release
resource "aws_codepipeline" "release" {
  name          = "shop-test-release"
  pipeline_type = "V2"
  role_arn      = aws_iam_role.mover.arn

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

  stage {
    name = "Deploy"

    action {
      name     = "api"
      category = "Deploy"
      owner    = "AWS"
      provider = "ECS"
      version  = "1"

      configuration = {
        ClusterName = aws_ecs_cluster.web.name
        ServiceName = aws_ecs_service.api.name
        FileName    = "imagedefinitions.json"
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
  }

  depends_on = [
    aws_iam_role_policy.builder,
    aws_iam_role_policy.release,
    aws_iam_role_policy.release_api,
    aws_iam_role_policy.release_api_arm64,
    aws_iam_role_policy.release_api_x86_64,
    aws_iam_role_policy.release_docs,
    aws_iam_role_policy.release_tag,
  ]
}

# ---- providers.tf

# Compiled by svcc from main.svc (test). Change the program, not this file.

provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      "svc:app"         = "shop"
      "svc:environment" = "test"
    }
  }
}

# ---- registry.tf

# Compiled by svcc from main.svc (test). Change the program, not this file.

# main.svc:16 repository images
resource "aws_ecr_repository" "images" {
  name                 = "shop-test/images"
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

# main.svc:16 repository images
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
          countNumber = 150
        }
        action = {
          type = "expire"
        }
      },
    ]
  })
}

# ---- security.tf

# Compiled by svcc from main.svc (test). Change the program, not this file.

# main.svc:54 service api
resource "aws_security_group" "api" {
  name_prefix = "shop-test-api-"
  description = "Tasks of shop-test-api"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "shop-test-api"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:54 service api
resource "aws_vpc_security_group_egress_rule" "api" {
  security_group_id = aws_security_group.api.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "shop-test-api"
    "svc:block" = "service api"
  }
}

# main.svc:62 job intake
resource "aws_security_group" "intake" {
  name_prefix = "shop-test-intake-"
  description = "Tasks of shop-test-intake"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "shop-test-intake"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:62 job intake
resource "aws_vpc_security_group_egress_rule" "intake" {
  security_group_id = aws_security_group.intake.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "shop-test-intake"
    "svc:block" = "job intake"
  }
}

# main.svc:41 job report
resource "aws_security_group" "report" {
  name_prefix = "shop-test-report-"
  description = "Tasks of shop-test-report"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "shop-test-report"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:41 job report
resource "aws_vpc_security_group_egress_rule" "report" {
  security_group_id = aws_security_group.report.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "shop-test-report"
    "svc:block" = "job report"
  }
}

# ---- services.tf

# Compiled by svcc from main.svc (test). Change the program, not this file.

# main.svc:55 service api
resource "aws_ecs_task_definition" "api" {
  family                   = "shop-test-api"
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

# main.svc:63 job intake
resource "aws_ecs_task_definition" "intake" {
  family                   = "shop-test-intake"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.intake_execution.arn
  task_role_arn            = aws_iam_role.intake_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "public.ecr.aws/docker/library/python:3.13"
      essential = true
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.intake.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "intake"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "job intake"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:42 job report
resource "aws_ecs_task_definition" "report" {
  family                   = "shop-test-report"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.report_execution.arn
  task_role_arn            = aws_iam_role.report_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "public.ecr.aws/docker/library/python:3.13"
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
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:54 service api
resource "aws_ecs_service" "api" {
  name                               = "shop-test-api"
  cluster                            = aws_ecs_cluster.web.arn
  task_definition                    = element(concat([for s in data.aws_ecs_service.api : s.task_definition if try(tonumber(regex(format("(?:^|/)%s:([0-9]+)$", "shop-test-api"), s.task_definition)[0]), 0) >= aws_ecs_task_definition.api.revision], [aws_ecs_task_definition.api.arn]), 0)
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

# main.svc:54 service api
resource "aws_ssm_parameter" "api" {
  name           = "/svcc/shop-test-api/service"
  description    = "Terraform reads which revision of the service runs"
  type           = "String"
  insecure_value = aws_ecs_service.api.name
}

# main.svc:54 service api
data "aws_ssm_parameters_by_path" "api" {
  path = "/svcc/shop-test-api"
}

# main.svc:54 service api
data "aws_ecs_service" "api" {
  count        = length(data.aws_ssm_parameters_by_path.api.names)
  cluster_arn  = aws_ecs_cluster.web.arn
  service_name = "shop-test-api"
}

# ---- storage.tf

# Compiled by svcc from main.svc (test). Change the program, not this file.

# main.svc:18 bucket inbox
resource "aws_s3_bucket" "inbox" {
  bucket_prefix = "shop-test-inbox-"

  tags = {
    "svc:block" = "bucket inbox"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:18 bucket inbox
resource "aws_s3_bucket_ownership_controls" "inbox" {
  bucket = aws_s3_bucket.inbox.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

# main.svc:18 bucket inbox
resource "aws_s3_bucket_public_access_block" "inbox" {
  bucket                  = aws_s3_bucket.inbox.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# main.svc:18 bucket inbox
resource "aws_s3_bucket_server_side_encryption_configuration" "inbox" {
  bucket = aws_s3_bucket.inbox.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

# main.svc:18 bucket inbox
resource "aws_s3_bucket_versioning" "inbox" {
  bucket = aws_s3_bucket.inbox.id

  versioning_configuration {
    status = "Enabled"
  }
}

# main.svc:18 bucket inbox
resource "aws_s3_bucket_lifecycle_configuration" "inbox" {
  bucket = aws_s3_bucket.inbox.id

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

# main.svc:18 bucket inbox
resource "aws_s3_bucket_notification" "inbox" {
  bucket      = aws_s3_bucket.inbox.id
  eventbridge = true
}

# main.svc:18 bucket inbox
resource "aws_s3_bucket_policy" "inbox" {
  bucket = aws_s3_bucket.inbox.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.inbox.arn, "${aws_s3_bucket.inbox.arn}/*"]
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

# main.svc:22 bucket caches
resource "aws_s3_bucket" "caches" {
  bucket_prefix = "shop-test-caches-"

  tags = {
    "svc:block" = "bucket caches"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:22 bucket caches
resource "aws_s3_bucket_ownership_controls" "caches" {
  bucket = aws_s3_bucket.caches.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

# main.svc:22 bucket caches
resource "aws_s3_bucket_public_access_block" "caches" {
  bucket                  = aws_s3_bucket.caches.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# main.svc:22 bucket caches
resource "aws_s3_bucket_server_side_encryption_configuration" "caches" {
  bucket = aws_s3_bucket.caches.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

# main.svc:22 bucket caches
resource "aws_s3_bucket_versioning" "caches" {
  bucket = aws_s3_bucket.caches.id

  versioning_configuration {
    status = "Enabled"
  }
}

# main.svc:22 bucket caches
resource "aws_s3_bucket_lifecycle_configuration" "caches" {
  bucket = aws_s3_bucket.caches.id

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

# main.svc:22 bucket caches
resource "aws_s3_bucket_policy" "caches" {
  bucket = aws_s3_bucket.caches.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.caches.arn, "${aws_s3_bucket.caches.arn}/*"]
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
}

# main.svc:77 pipeline release
resource "aws_s3_bucket" "release_artifacts" {
  bucket_prefix = "shop-test-release-artifacts-"

  tags = {
    "svc:block" = "pipeline release"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:77 pipeline release
resource "aws_s3_bucket_ownership_controls" "release_artifacts" {
  bucket = aws_s3_bucket.release_artifacts.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

# main.svc:77 pipeline release
resource "aws_s3_bucket_public_access_block" "release_artifacts" {
  bucket                  = aws_s3_bucket.release_artifacts.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# main.svc:77 pipeline release
resource "aws_s3_bucket_server_side_encryption_configuration" "release_artifacts" {
  bucket = aws_s3_bucket.release_artifacts.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

# main.svc:77 pipeline release
resource "aws_s3_bucket_versioning" "release_artifacts" {
  bucket = aws_s3_bucket.release_artifacts.id

  versioning_configuration {
    status = "Enabled"
  }
}

# main.svc:77 pipeline release
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

# main.svc:77 pipeline release
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

# Compiled by svcc from main.svc (test). Change the program, not this file.

# main.svc:9
variable "connection" {
  type = string

  validation {
    condition     = can(regex("^(?:arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[a-z0-9]*:.+)$", var.connection))
    error_message = "connection must match arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[a-z0-9]*:.+."
  }
}

# main.svc:10
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

# Compiled by svcc from main.svc (test). Change the program, not this file.

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
