# ---- cluster.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:8 cluster work
resource "aws_ecs_cluster" "work" {
  name = "keep-prod-work"

  tags = {
    "svc:block" = "cluster work"
  }

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

# main.svc:8 cluster work
resource "aws_ecs_cluster_capacity_providers" "work" {
  cluster_name       = aws_ecs_cluster.work.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]

  default_capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 0
    weight            = 1
  }
}

# ---- iam.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:14 service web
resource "aws_iam_role" "web_execution" {
  name_prefix = "keep-prod-web-execution-"

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

# main.svc:14 service web
resource "aws_iam_role_policy" "web_execution" {
  name = "keep-prod-web-execution"
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

# main.svc:14 service web
resource "aws_iam_role" "web_task" {
  name_prefix = "keep-prod-web-task-"

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

# main.svc:14 service web-admin
resource "aws_iam_role" "web_admin_execution" {
  name_prefix = "keep-prod-web-admin-execution-"

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

# main.svc:14 service web-admin
resource "aws_iam_role_policy" "web_admin_execution" {
  name = "keep-prod-web-admin-execution"
  role = aws_iam_role.web_admin_execution.name

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
        Resource = "${aws_cloudwatch_log_group.web_admin.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "ecr:GetAuthorizationToken"
        Resource = "*"
      },
    ]
  })
}

# main.svc:14 service web-admin
resource "aws_iam_role" "web_admin_task" {
  name_prefix = "keep-prod-web-admin-task-"

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

# main.svc:25 pipeline release
resource "aws_iam_role" "release_web" {
  name_prefix = "keep-prod-release-web-"

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
resource "aws_iam_role_policy" "release_web" {
  name = "keep-prod-release-web"
  role = aws_iam_role.release_web.name

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
        Resource = "${aws_cloudwatch_log_group.release_web.arn}:*"
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

# main.svc:26 pipeline release
resource "aws_iam_role" "release_web_admin" {
  name_prefix = "keep-prod-release-web-admin-"

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

# main.svc:26 pipeline release
resource "aws_iam_role_policy" "release_web_admin" {
  name = "keep-prod-release-web-admin"
  role = aws_iam_role.release_web_admin.name

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
        Resource = "${aws_cloudwatch_log_group.release_web_admin.arn}:*"
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

# main.svc:23 pipeline release
resource "aws_iam_role" "release_tag" {
  name_prefix = "keep-prod-release-tag-"
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

# main.svc:23 pipeline release
resource "aws_iam_role_policy" "release_tag" {
  name = "keep-prod-release-tag"
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

# main.svc:23 pipeline release
resource "aws_iam_role" "release" {
  name_prefix = "keep-prod-release-"

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
  name = "keep-prod-release"
  role = aws_iam_role.release.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = ["codebuild:BatchGetBuilds", "codebuild:StartBuild"]
        Resource = [
          aws_codebuild_project.release_tag.arn,
          aws_codebuild_project.release_web.arn,
          aws_codebuild_project.release_web_admin.arn,
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
        Resource = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:service/keep-prod-work/keep-prod-web"
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
            "ecs:cluster" = aws_ecs_cluster.work.arn
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
        Resource = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:task-definition/keep-prod-web:*"
        Condition = {
          StringEquals = {
            "ecs:CreateAction" = "RegisterTaskDefinition"
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

# main.svc:24 pipeline release
resource "aws_iam_role" "release_start" {
  name_prefix = "keep-prod-release-start-"

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

# main.svc:24 pipeline release
resource "aws_iam_role_policy" "release_start" {
  name = "keep-prod-release-start"
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

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:24 pipeline release
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
    "svc:block" = "pipeline release"
  }

  depends_on = [aws_iam_role_policy.release_start]
}

# main.svc:24 pipeline release
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

# ---- network.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:7 network main
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = {
    Name = "keep-prod-main"
  }
}

# main.svc:7 network main
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}

# main.svc:7 network main
resource "aws_internet_gateway" "main" {
  tags = {
    Name = "keep-prod-main"
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
    Name = "keep-prod-main-public-1"
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
    Name = "keep-prod-main-public-2"
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
    Name = "keep-prod-main-private-1"
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
    Name = "keep-prod-main-private-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:7 network main
resource "aws_route_table" "main_public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "keep-prod-main-public"
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
    Name = "keep-prod-main-private-1"
  }
}

# main.svc:7 network main
resource "aws_route_table" "main_private_2" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "keep-prod-main-private-2"
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
    Name        = "keep-prod-main-nat-1"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:7 network main
resource "aws_nat_gateway" "main_1" {
  allocation_id = aws_eip.main_nat_1.allocation_id
  subnet_id     = aws_subnet.main_public_1.id

  tags = {
    Name        = "keep-prod-main-1"
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

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:14 service web
resource "aws_cloudwatch_log_group" "web" {
  name              = "/ecs/keep-prod/web"
  retention_in_days = 30

  tags = {
    "svc:block" = "service web"
  }
}

# main.svc:14 service web-admin
resource "aws_cloudwatch_log_group" "web_admin" {
  name              = "/ecs/keep-prod/web-admin"
  retention_in_days = 30

  tags = {
    "svc:block" = "service web-admin"
  }
}

# main.svc:25 pipeline release
resource "aws_cloudwatch_log_group" "release_web" {
  name              = "/aws/codebuild/keep-prod-release-web"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline release"
  }
}

# main.svc:26 pipeline release
resource "aws_cloudwatch_log_group" "release_web_admin" {
  name              = "/aws/codebuild/keep-prod-release-web-admin"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline release"
  }
}

# main.svc:23 pipeline release
resource "aws_cloudwatch_log_group" "release_tag" {
  name              = "/aws/codebuild/keep-prod-release-tag"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline release"
  }
}

# ---- outputs.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

output "work_cluster_name" {
  value = aws_ecs_cluster.work.name
}

output "web_service_name" {
  value = aws_ecs_service.web.name
}

output "web_admin_service_name" {
  value = aws_ecs_service.web_admin.name
}

output "release_pipeline_name" {
  value = aws_codepipeline.release.name
}

output "images_repository_uri" {
  value = aws_ecr_repository.images.repository_url
}

output "web_log_group" {
  value = aws_cloudwatch_log_group.web.name
}

output "web_admin_log_group" {
  value = aws_cloudwatch_log_group.web_admin.name
}

# ---- pipeline.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:25 pipeline release
resource "aws_codebuild_project" "release_web" {
  queued_timeout = 60
  name           = "keep-prod-release-web"
  service_role   = aws_iam_role.release_web.arn
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
            - TAG=web-$(echo "$CODEBUILD_RESOLVED_SOURCE_VERSION" | cut -c 1-7)
            - aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"
        build:
          commands:
            - docker build --file 'sites/web/Dockerfile' --tag "$REPOSITORY_URI:$TAG" 'sites/web'
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
      group_name = aws_cloudwatch_log_group.release_web.name
    }
  }
}

# main.svc:26 pipeline release
resource "aws_codebuild_project" "release_web_admin" {
  queued_timeout = 60
  name           = "keep-prod-release-web-admin"
  service_role   = aws_iam_role.release_web_admin.arn
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
            - TAG=web-admin-$(echo "$CODEBUILD_RESOLVED_SOURCE_VERSION" | cut -c 1-7)
            - aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"
        build:
          commands:
            - docker build --file 'sites/web-admin/Dockerfile' --tag "$REPOSITORY_URI:$TAG" 'sites/web-admin'
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
      group_name = aws_cloudwatch_log_group.release_web_admin.name
    }
  }
}

# main.svc:23 pipeline release
resource "aws_codebuild_project" "release_tag" {
  queued_timeout = 60
  name           = "keep-prod-release-tag"
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

# main.svc:23 pipeline release
resource "aws_codepipeline" "release" {
  name          = "keep-prod-release"
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
      name     = "web"
      category = "Build"
      owner    = "AWS"
      provider = "CodeBuild"
      version  = "1"

      configuration = {
        ProjectName = aws_codebuild_project.release_web.name
      }

      input_artifacts  = ["source"]
      output_artifacts = ["release_web"]
    }

    action {
      name     = "web-admin"
      category = "Build"
      owner    = "AWS"
      provider = "CodeBuild"
      version  = "1"

      configuration = {
        ProjectName = aws_codebuild_project.release_web_admin.name
      }

      input_artifacts  = ["source"]
      output_artifacts = ["release_web-admin"]
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
    name = "Deploy"

    action {
      name     = "web"
      category = "Deploy"
      owner    = "AWS"
      provider = "ECS"
      version  = "1"

      configuration = {
        ClusterName = aws_ecs_cluster.work.name
        ServiceName = aws_ecs_service.web.name
        FileName    = "imagedefinitions.json"
      }

      input_artifacts = ["release_web"]
    }
  }

  stage {
    name = "Tag"

    action {
      name     = "release_web"
      category = "Build"
      owner    = "AWS"
      provider = "CodeBuild"
      version  = "1"

      configuration = {
        ProjectName = aws_codebuild_project.release_tag.name
        EnvironmentVariables = jsonencode([
          {
            name  = "TAGS"
            value = "web-latest"
            type  = "PLAINTEXT"
          },
        ])
      }

      input_artifacts = ["release_web"]
    }

    action {
      name     = "release_web-admin"
      category = "Build"
      owner    = "AWS"
      provider = "CodeBuild"
      version  = "1"

      configuration = {
        ProjectName = aws_codebuild_project.release_tag.name
        EnvironmentVariables = jsonencode([
          {
            name  = "TAGS"
            value = "web-admin-latest"
            type  = "PLAINTEXT"
          },
        ])
      }

      input_artifacts = ["release_web-admin"]
    }
  }

  depends_on = [
    aws_iam_role_policy.release,
    aws_iam_role_policy.release_tag,
    aws_iam_role_policy.release_web,
    aws_iam_role_policy.release_web_admin,
  ]
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

# main.svc:9 repository images
resource "aws_ecr_repository" "images" {
  name                 = "keep-prod/images"
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

# main.svc:9 repository images
resource "aws_ecr_lifecycle_policy" "images" {
  repository = aws_ecr_repository.images.name

  policy = jsonencode({
    rules = [
      {
        rulePriority = 1
        description  = "keep the newest images of web-admin-*"
        selection = {
          tagStatus      = "tagged"
          tagPatternList = ["web-admin-*"]
          countType      = "imageCountMoreThan"
          countNumber    = 50
        }
        action = {
          type = "expire"
        }
      },
      {
        rulePriority = 2
        description  = "keep the newest images of web-*"
        selection = {
          tagStatus      = "tagged"
          tagPatternList = ["web-*"]
          countType      = "imageCountMoreThan"
          countNumber    = 50
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

# main.svc:13 service web
resource "aws_security_group" "web" {
  name_prefix = "keep-prod-web-"
  description = "Tasks of keep-prod-web"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "keep-prod-web"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:13 service web
resource "aws_vpc_security_group_egress_rule" "web" {
  security_group_id = aws_security_group.web.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "keep-prod-web"
    "svc:block" = "service web"
  }
}

# main.svc:13 service web-admin
resource "aws_security_group" "web_admin" {
  name_prefix = "keep-prod-web-admin-"
  description = "Tasks of keep-prod-web-admin"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "keep-prod-web-admin"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:13 service web-admin
resource "aws_vpc_security_group_egress_rule" "web_admin" {
  security_group_id = aws_security_group.web_admin.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "keep-prod-web-admin"
    "svc:block" = "service web-admin"
  }
}

# ---- services.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:14 service web
resource "aws_ecs_task_definition" "web" {
  family                   = "keep-prod-web"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.web_execution.arn
  task_role_arn            = aws_iam_role.web_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "${aws_ecr_repository.images.repository_url}:web-latest"
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

# main.svc:14 service web-admin
resource "aws_ecs_task_definition" "web_admin" {
  family                   = "keep-prod-web-admin"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.web_admin_execution.arn
  task_role_arn            = aws_iam_role.web_admin_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "${aws_ecr_repository.images.repository_url}:web-admin-latest"
      essential = true
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.web_admin.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "web-admin"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "service web-admin"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:13 service web
resource "aws_ecs_service" "web" {
  name                               = "keep-prod-web"
  cluster                            = aws_ecs_cluster.work.arn
  task_definition                    = element(concat([for s in data.aws_ecs_service.web : s.task_definition if try(tonumber(regex(format("(?:^|/)%s:([0-9]+)$", "keep-prod-web"), s.task_definition)[0]), 0) >= aws_ecs_task_definition.web.revision], [aws_ecs_task_definition.web.arn]), 0)
  desired_count                      = var.running ? 2 : 0
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
    aws_ecs_cluster_capacity_providers.work,
    aws_iam_role_policy.web_execution,
  ]
}

# main.svc:13 service web
resource "aws_ssm_parameter" "web" {
  name           = "/svcc/keep-prod-web/service"
  description    = "Terraform reads which revision of the service runs"
  type           = "String"
  insecure_value = aws_ecs_service.web.name
}

# main.svc:13 service web
data "aws_ssm_parameters_by_path" "web" {
  path = "/svcc/keep-prod-web"
}

# main.svc:13 service web
data "aws_ecs_service" "web" {
  count        = length(data.aws_ssm_parameters_by_path.web.names)
  cluster_arn  = aws_ecs_cluster.work.arn
  service_name = "keep-prod-web"
}

# main.svc:13 service web-admin
resource "aws_ecs_service" "web_admin" {
  name                               = "keep-prod-web-admin"
  cluster                            = aws_ecs_cluster.work.arn
  task_definition                    = aws_ecs_task_definition.web_admin.arn
  desired_count                      = var.running ? 2 : 0
  deployment_maximum_percent         = 200
  deployment_minimum_healthy_percent = 100
  availability_zone_rebalancing      = "ENABLED"
  enable_execute_command             = false
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"
  force_new_deployment               = true
  wait_for_steady_state              = true

  tags = {
    "svc:block" = "service web-admin"
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
    security_groups  = [aws_security_group.web_admin.id]
    assign_public_ip = false
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.web_admin,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_ecs_cluster_capacity_providers.work,
    aws_iam_role_policy.web_admin_execution,
  ]
}

# ---- storage.tf

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:23 pipeline release
resource "aws_s3_bucket" "release_artifacts" {
  bucket_prefix = "keep-prod-release-artifacts-"

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
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
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

# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:10
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
