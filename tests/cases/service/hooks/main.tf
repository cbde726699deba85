# ---- cluster.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:8 cluster web
resource "aws_ecs_cluster" "web" {
  name = "ask-web"

  tags = {
    "svc:block" = "cluster web"
  }

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

# main.svc:8 cluster web
resource "aws_ecs_cluster_capacity_providers" "web" {
  cluster_name       = aws_ecs_cluster.web.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]
}

# ---- iam.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:13 service blue
resource "aws_iam_role" "blue_execution" {
  name_prefix = "ask-blue-execution-"

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

# main.svc:13 service blue
resource "aws_iam_role_policy" "blue_execution" {
  name = "ask-blue-execution"
  role = aws_iam_role.blue_execution.name

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
        Resource = "${aws_cloudwatch_log_group.blue.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "ecr:GetAuthorizationToken"
        Resource = "*"
      },
    ]
  })
}

# main.svc:13 service blue
resource "aws_iam_role" "blue_task" {
  name_prefix = "ask-blue-task-"

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

# main.svc:35 service few
resource "aws_iam_role" "few_execution" {
  name_prefix = "ask-few-execution-"

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

# main.svc:35 service few
resource "aws_iam_role_policy" "few_execution" {
  name = "ask-few-execution"
  role = aws_iam_role.few_execution.name

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
        Resource = "${aws_cloudwatch_log_group.few.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "ecr:GetAuthorizationToken"
        Resource = "*"
      },
    ]
  })
}

# main.svc:35 service few
resource "aws_iam_role" "few_task" {
  name_prefix = "ask-few-task-"

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

# main.svc:56 service steps
resource "aws_iam_role" "steps_execution" {
  name_prefix = "ask-steps-execution-"

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

# main.svc:56 service steps
resource "aws_iam_role_policy" "steps_execution" {
  name = "ask-steps-execution"
  role = aws_iam_role.steps_execution.name

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
        Resource = "${aws_cloudwatch_log_group.steps.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "ecr:GetAuthorizationToken"
        Resource = "*"
      },
    ]
  })
}

# main.svc:56 service steps
resource "aws_iam_role" "steps_task" {
  name_prefix = "ask-steps-task-"

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

# main.svc:78 service released
resource "aws_iam_role" "released_execution" {
  name_prefix = "ask-released-execution-"

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

# main.svc:78 service released
resource "aws_iam_role_policy" "released_execution" {
  name = "ask-released-execution"
  role = aws_iam_role.released_execution.name

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
        Resource = "${aws_cloudwatch_log_group.released.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "ecr:GetAuthorizationToken"
        Resource = "*"
      },
    ]
  })
}

# main.svc:78 service released
resource "aws_iam_role" "released_task" {
  name_prefix = "ask-released-task-"

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

# main.svc:12 service blue
resource "aws_iam_role" "blue_traffic" {
  name_prefix = "ask-blue-traffic-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "ecs.amazonaws.com"
        }
        Action = "sts:AssumeRole"
      },
    ]
  })
}

# main.svc:12 service blue
resource "aws_iam_role_policy_attachment" "blue_traffic_policy_AmazonECSInfrastructureRolePolicyForLoad_8vtafn" {
  role       = aws_iam_role.blue_traffic.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers"
}

# main.svc:12 service blue
resource "aws_iam_role" "blue_hooks" {
  name_prefix = "ask-blue-hooks-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "ecs.amazonaws.com"
        }
        Action = "sts:AssumeRole"
      },
    ]
  })
}

# main.svc:12 service blue
resource "aws_iam_role_policy" "blue_hooks" {
  name = "ask-blue-hooks"
  role = aws_iam_role.blue_hooks.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = "lambda:InvokeFunction"
        Resource = [
          var.check,
          "arn:aws:lambda:eu-west-1:123456789012:function:after:live",
          "arn:aws:lambda:eu-west-1:123456789012:function:before",
        ]
      },
    ]
  })
}

# main.svc:34 service few
resource "aws_iam_role" "few_traffic" {
  name_prefix = "ask-few-traffic-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "ecs.amazonaws.com"
        }
        Action = "sts:AssumeRole"
      },
    ]
  })
}

# main.svc:34 service few
resource "aws_iam_role_policy_attachment" "few_traffic_policy_AmazonECSInfrastructureRolePolicyForLoad_8vtafn" {
  role       = aws_iam_role.few_traffic.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers"
}

# main.svc:34 service few
resource "aws_iam_role" "few_hooks" {
  name_prefix = "ask-few-hooks-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "ecs.amazonaws.com"
        }
        Action = "sts:AssumeRole"
      },
    ]
  })
}

# main.svc:34 service few
resource "aws_iam_role_policy" "few_hooks" {
  name = "ask-few-hooks"
  role = aws_iam_role.few_hooks.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "lambda:InvokeFunction"
        Resource = var.check
      },
    ]
  })
}

# main.svc:55 service steps
resource "aws_iam_role" "steps_traffic" {
  name_prefix = "ask-steps-traffic-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "ecs.amazonaws.com"
        }
        Action = "sts:AssumeRole"
      },
    ]
  })
}

# main.svc:55 service steps
resource "aws_iam_role_policy_attachment" "steps_traffic_policy_AmazonECSInfrastructureRolePolicyForLoad_8vtafn" {
  role       = aws_iam_role.steps_traffic.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers"
}

# main.svc:55 service steps
resource "aws_iam_role" "steps_hooks" {
  name_prefix = "ask-steps-hooks-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "ecs.amazonaws.com"
        }
        Action = "sts:AssumeRole"
      },
    ]
  })
}

# main.svc:55 service steps
resource "aws_iam_role_policy" "steps_hooks" {
  name = "ask-steps-hooks"
  role = aws_iam_role.steps_hooks.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "lambda:InvokeFunction"
        Resource = var.check
      },
    ]
  })
}

# main.svc:77 service released
resource "aws_iam_role" "released_deploy" {
  name_prefix = "ask-released-deploy-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "codedeploy.amazonaws.com"
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

# main.svc:77 service released
resource "aws_iam_role_policy" "released_deploy" {
  name = "ask-released-deploy"
  role = aws_iam_role.released_deploy.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["ecs:CreateTaskSet", "ecs:DeleteTaskSet"]
        Resource = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:task-set/${aws_ecs_cluster.web.name}/ask-released/*"
      },
      {
        Effect   = "Allow"
        Action   = ["ecs:DescribeServices", "ecs:UpdateServicePrimaryTaskSet"]
        Resource = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:service/ask-web/ask-released"
      },
      {
        Effect = "Allow"
        Action = [
          "elasticloadbalancing:DescribeListeners",
          "elasticloadbalancing:DescribeRules",
          "elasticloadbalancing:DescribeTargetGroups",
        ]
        Resource = "*"
      },
      {
        Effect   = "Allow"
        Action   = "elasticloadbalancing:ModifyListener"
        Resource = [aws_lb_listener.edge_80.arn, aws_lb_listener.edge_9004.arn]
      },
      {
        Effect   = "Allow"
        Action   = "elasticloadbalancing:ModifyRule"
        Resource = [aws_lb_listener.edge_9004.arn, aws_lb_listener_rule.released_80_ks7hnt.arn]
      },
      {
        Effect   = "Allow"
        Action   = "iam:PassRole"
        Resource = [aws_iam_role.released_execution.arn, aws_iam_role.released_task.arn]
        Condition = {
          StringEquals = {
            "iam:PassedToService" = "ecs-tasks.amazonaws.com"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "lambda:InvokeFunction"
        Resource = [var.check, "arn:aws:lambda:eu-west-1:123456789012:function:after"]
      },
    ]
  })
}

# main.svc:99 pipeline release
resource "aws_iam_role" "release_released" {
  name_prefix = "ask-release-released-"

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

# main.svc:99 pipeline release
resource "aws_iam_role_policy" "release_released" {
  name = "ask-release-released"
  role = aws_iam_role.release_released.name

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
        Resource = "${aws_cloudwatch_log_group.release_released.arn}:*"
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

# main.svc:97 pipeline release
resource "aws_iam_role" "release_tag" {
  name_prefix = "ask-release-tag-"
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

# main.svc:97 pipeline release
resource "aws_iam_role_policy" "release_tag" {
  name = "ask-release-tag"
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

# main.svc:97 pipeline release
resource "aws_iam_role" "release" {
  name_prefix = "ask-release-"

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

# main.svc:97 pipeline release
resource "aws_iam_role_policy" "release" {
  name = "ask-release"
  role = aws_iam_role.release.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["codebuild:BatchGetBuilds", "codebuild:StartBuild"]
        Resource = [aws_codebuild_project.release_released.arn, aws_codebuild_project.release_tag.arn]
      },
      {
        Effect   = "Allow"
        Action   = ["codeconnections:UseConnection", "codestar-connections:UseConnection"]
        Resource = var.connection
      },
      {
        Effect   = "Allow"
        Action   = ["codedeploy:CreateDeployment", "codedeploy:GetDeployment"]
        Resource = "arn:${data.aws_partition.current.partition}:codedeploy:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:deploymentgroup:${aws_codedeploy_app.released.name}/${aws_codedeploy_deployment_group.released.deployment_group_name}"
      },
      {
        Effect   = "Allow"
        Action   = ["codedeploy:GetApplication", "codedeploy:GetApplicationRevision", "codedeploy:RegisterApplicationRevision"]
        Resource = "arn:${data.aws_partition.current.partition}:codedeploy:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:application:${aws_codedeploy_app.released.name}"
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
        Action   = "codedeploy:GetDeploymentConfig"
        Resource = "arn:${data.aws_partition.current.partition}:codedeploy:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:deploymentconfig:CodeDeployDefault.ECSAllAtOnce"
      },
      {
        Effect   = "Allow"
        Action   = "ecs:RegisterTaskDefinition"
        Resource = "*"
      },
      {
        Effect   = "Allow"
        Action   = "iam:PassRole"
        Resource = [aws_iam_role.released_execution.arn, aws_iam_role.released_task.arn]
        Condition = {
          StringEquals = {
            "iam:PassedToService" = "ecs-tasks.amazonaws.com"
          }
        }
      },
    ]
  })
}

# ---- load_balancing.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:9 balancer edge
resource "aws_lb" "edge" {
  name                       = "ask-edge"
  load_balancer_type         = "application"
  internal                   = false
  subnets                    = [aws_subnet.main_public_1.id, aws_subnet.main_public_2.id]
  security_groups            = [aws_security_group.edge.id]
  idle_timeout               = 60
  drop_invalid_header_fields = true
  enable_deletion_protection = false

  tags = {
    "svc:block" = "balancer edge"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:9 balancer edge
resource "aws_lb_listener" "edge_80" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 80
  protocol          = "HTTP"

  tags = {
    "svc:block" = "balancer edge"
  }

  default_action {
    type = "fixed-response"

    fixed_response {
      status_code  = "404"
      content_type = "text/plain"
      message_body = "Not found"
    }
  }
}

# main.svc:18 service blue
resource "aws_lb_target_group" "blue_edge_blue" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service blue"
  }

  health_check {
    path                = "/"
    port                = "traffic-port"
    protocol            = "HTTP"
    interval            = 15
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 3
    matcher             = "200-299"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:18 service blue
resource "aws_lb_target_group" "blue_edge_green" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service blue"
  }

  health_check {
    path                = "/"
    port                = "traffic-port"
    protocol            = "HTTP"
    interval            = 15
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 3
    matcher             = "200-299"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:18 service blue
resource "aws_lb_listener_rule" "blue_80_nwuyqi" {
  listener_arn = aws_lb_listener.edge_80.arn
  priority     = 42224

  tags = {
    "svc:block" = "service blue"
  }

  condition {
    path_pattern {
      values = ["/blue/*"]
    }
  }

  action {
    type = "forward"

    forward {
      target_group {
        arn    = aws_lb_target_group.blue_edge_blue.arn
        weight = 1
      }
    }
  }

  lifecycle {
    ignore_changes = [action]
  }
}

# main.svc:9 balancer edge
resource "aws_lb_listener" "edge_9001" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 9001
  protocol          = "HTTP"

  tags = {
    "svc:block" = "balancer edge"
  }

  default_action {
    type = "fixed-response"

    fixed_response {
      status_code  = "404"
      content_type = "text/plain"
      message_body = "Not found"
    }
  }
}

# main.svc:18 service blue
resource "aws_lb_listener_rule" "blue_9001_nwuyqi" {
  listener_arn = aws_lb_listener.edge_9001.arn
  priority     = 42224

  tags = {
    "svc:block" = "service blue"
  }

  condition {
    path_pattern {
      values = ["/blue/*"]
    }
  }

  action {
    type = "forward"

    forward {
      target_group {
        arn    = aws_lb_target_group.blue_edge_green.arn
        weight = 1
      }
    }
  }

  lifecycle {
    ignore_changes = [action]
  }
}

# main.svc:40 service few
resource "aws_lb_target_group" "few_edge_blue" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service few"
  }

  health_check {
    path                = "/"
    port                = "traffic-port"
    protocol            = "HTTP"
    interval            = 15
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 3
    matcher             = "200-299"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:40 service few
resource "aws_lb_target_group" "few_edge_green" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service few"
  }

  health_check {
    path                = "/"
    port                = "traffic-port"
    protocol            = "HTTP"
    interval            = 15
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 3
    matcher             = "200-299"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:40 service few
resource "aws_lb_listener_rule" "few_80_x47zc7" {
  listener_arn = aws_lb_listener.edge_80.arn
  priority     = 40487

  tags = {
    "svc:block" = "service few"
  }

  condition {
    path_pattern {
      values = ["/few/*"]
    }
  }

  action {
    type = "forward"

    forward {
      target_group {
        arn    = aws_lb_target_group.few_edge_blue.arn
        weight = 1
      }
    }
  }

  lifecycle {
    ignore_changes = [action]
  }
}

# main.svc:9 balancer edge
resource "aws_lb_listener" "edge_9002" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 9002
  protocol          = "HTTP"

  tags = {
    "svc:block" = "balancer edge"
  }

  default_action {
    type = "fixed-response"

    fixed_response {
      status_code  = "404"
      content_type = "text/plain"
      message_body = "Not found"
    }
  }
}

# main.svc:40 service few
resource "aws_lb_listener_rule" "few_9002_x47zc7" {
  listener_arn = aws_lb_listener.edge_9002.arn
  priority     = 40487

  tags = {
    "svc:block" = "service few"
  }

  condition {
    path_pattern {
      values = ["/few/*"]
    }
  }

  action {
    type = "forward"

    forward {
      target_group {
        arn    = aws_lb_target_group.few_edge_green.arn
        weight = 1
      }
    }
  }

  lifecycle {
    ignore_changes = [action]
  }
}

# main.svc:61 service steps
resource "aws_lb_target_group" "steps_edge_blue" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service steps"
  }

  health_check {
    path                = "/"
    port                = "traffic-port"
    protocol            = "HTTP"
    interval            = 15
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 3
    matcher             = "200-299"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:61 service steps
resource "aws_lb_target_group" "steps_edge_green" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service steps"
  }

  health_check {
    path                = "/"
    port                = "traffic-port"
    protocol            = "HTTP"
    interval            = 15
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 3
    matcher             = "200-299"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:61 service steps
resource "aws_lb_listener_rule" "steps_80_5b8r7z" {
  listener_arn = aws_lb_listener.edge_80.arn
  priority     = 40547

  tags = {
    "svc:block" = "service steps"
  }

  condition {
    path_pattern {
      values = ["/steps/*"]
    }
  }

  action {
    type = "forward"

    forward {
      target_group {
        arn    = aws_lb_target_group.steps_edge_blue.arn
        weight = 1
      }
    }
  }

  lifecycle {
    ignore_changes = [action]
  }
}

# main.svc:9 balancer edge
resource "aws_lb_listener" "edge_9003" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 9003
  protocol          = "HTTP"

  tags = {
    "svc:block" = "balancer edge"
  }

  default_action {
    type = "fixed-response"

    fixed_response {
      status_code  = "404"
      content_type = "text/plain"
      message_body = "Not found"
    }
  }
}

# main.svc:61 service steps
resource "aws_lb_listener_rule" "steps_9003_5b8r7z" {
  listener_arn = aws_lb_listener.edge_9003.arn
  priority     = 40547

  tags = {
    "svc:block" = "service steps"
  }

  condition {
    path_pattern {
      values = ["/steps/*"]
    }
  }

  action {
    type = "forward"

    forward {
      target_group {
        arn    = aws_lb_target_group.steps_edge_green.arn
        weight = 1
      }
    }
  }

  lifecycle {
    ignore_changes = [action]
  }
}

# main.svc:83 service released
resource "aws_lb_target_group" "released_edge_blue" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service released"
  }

  health_check {
    path                = "/"
    port                = "traffic-port"
    protocol            = "HTTP"
    interval            = 15
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 3
    matcher             = "200-299"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:83 service released
resource "aws_lb_target_group" "released_edge_green" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service released"
  }

  health_check {
    path                = "/"
    port                = "traffic-port"
    protocol            = "HTTP"
    interval            = 15
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 3
    matcher             = "200-299"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:83 service released
resource "aws_lb_listener_rule" "released_80_ks7hnt" {
  listener_arn = aws_lb_listener.edge_80.arn
  priority     = 41316

  tags = {
    "svc:block" = "service released"
  }

  condition {
    path_pattern {
      values = ["/released/*"]
    }
  }

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.released_edge_blue.arn
  }

  lifecycle {
    ignore_changes = [action]
  }
}

# main.svc:9 balancer edge
resource "aws_lb_listener" "edge_9004" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 9004
  protocol          = "HTTP"

  tags = {
    "svc:block" = "balancer edge"
  }

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.released_edge_green.arn
  }

  lifecycle {
    ignore_changes = [default_action]
  }
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
    Name = "ask-main"
  }
}

# main.svc:7 network main
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}

# main.svc:7 network main
resource "aws_internet_gateway" "main" {
  tags = {
    Name = "ask-main"
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
    Name = "ask-main-public-1"
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
    Name = "ask-main-public-2"
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
    Name = "ask-main-private-1"
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
    Name = "ask-main-private-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:7 network main
resource "aws_route_table" "main_public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "ask-main-public"
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
    Name = "ask-main-private-1"
  }
}

# main.svc:7 network main
resource "aws_route_table" "main_private_2" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "ask-main-private-2"
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
    Name        = "ask-main-nat-1"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:7 network main
resource "aws_nat_gateway" "main_1" {
  allocation_id = aws_eip.main_nat_1.allocation_id
  subnet_id     = aws_subnet.main_public_1.id

  tags = {
    Name        = "ask-main-1"
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

# main.svc:13 service blue
resource "aws_cloudwatch_log_group" "blue" {
  name              = "/ecs/ask/blue"
  retention_in_days = 30

  tags = {
    "svc:block" = "service blue"
  }
}

# main.svc:35 service few
resource "aws_cloudwatch_log_group" "few" {
  name              = "/ecs/ask/few"
  retention_in_days = 30

  tags = {
    "svc:block" = "service few"
  }
}

# main.svc:56 service steps
resource "aws_cloudwatch_log_group" "steps" {
  name              = "/ecs/ask/steps"
  retention_in_days = 30

  tags = {
    "svc:block" = "service steps"
  }
}

# main.svc:78 service released
resource "aws_cloudwatch_log_group" "released" {
  name              = "/ecs/ask/released"
  retention_in_days = 30

  tags = {
    "svc:block" = "service released"
  }
}

# main.svc:99 pipeline release
resource "aws_cloudwatch_log_group" "release_released" {
  name              = "/aws/codebuild/ask-release-released"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline release"
  }
}

# main.svc:97 pipeline release
resource "aws_cloudwatch_log_group" "release_tag" {
  name              = "/aws/codebuild/ask-release-tag"
  retention_in_days = 30

  tags = {
    "svc:block" = "pipeline release"
  }
}

# ---- outputs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

output "edge_dns_name" {
  value = aws_lb.edge.dns_name
}

output "web_cluster_name" {
  value = aws_ecs_cluster.web.name
}

output "blue_service_name" {
  value = aws_ecs_service.blue.name
}

output "few_service_name" {
  value = aws_ecs_service.few.name
}

output "steps_service_name" {
  value = aws_ecs_service.steps.name
}

output "released_service_name" {
  value = aws_ecs_service.released.name
}

output "release_pipeline_name" {
  value = aws_codepipeline.release.name
}

output "images_repository_uri" {
  value = aws_ecr_repository.images.repository_url
}

output "blue_log_group" {
  value = aws_cloudwatch_log_group.blue.name
}

output "few_log_group" {
  value = aws_cloudwatch_log_group.few.name
}

output "steps_log_group" {
  value = aws_cloudwatch_log_group.steps.name
}

output "released_log_group" {
  value = aws_cloudwatch_log_group.released.name
}

# ---- pipeline.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:77 service released
resource "aws_codedeploy_app" "released" {
  name             = "ask-released"
  compute_platform = "ECS"

  tags = {
    "svc:block" = "service released"
  }
}

# main.svc:77 service released
resource "aws_codedeploy_deployment_group" "released" {
  app_name               = aws_codedeploy_app.released.name
  deployment_group_name  = "ask-released"
  service_role_arn       = aws_iam_role.released_deploy.arn
  deployment_config_name = "CodeDeployDefault.ECSAllAtOnce"

  tags = {
    "svc:block" = "service released"
  }

  deployment_style {
    deployment_type   = "BLUE_GREEN"
    deployment_option = "WITH_TRAFFIC_CONTROL"
  }

  blue_green_deployment_config {
    deployment_ready_option {
      action_on_timeout = "CONTINUE_DEPLOYMENT"
    }

    terminate_blue_instances_on_deployment_success {
      action                           = "TERMINATE"
      termination_wait_time_in_minutes = 5
    }
  }

  auto_rollback_configuration {
    enabled = true
    events  = ["DEPLOYMENT_FAILURE"]
  }

  ecs_service {
    cluster_name = aws_ecs_cluster.web.name
    service_name = aws_ecs_service.released.name
  }

  load_balancer_info {
    target_group_pair_info {
      prod_traffic_route {
        listener_arns = [aws_lb_listener.edge_80.arn]
      }

      test_traffic_route {
        listener_arns = [aws_lb_listener.edge_9004.arn]
      }

      target_group {
        name = aws_lb_target_group.released_edge_blue.name
      }

      target_group {
        name = aws_lb_target_group.released_edge_green.name
      }
    }
  }

  depends_on = [aws_iam_role_policy.released_deploy]
}

# main.svc:99 pipeline release
resource "aws_codebuild_project" "release_released" {
  queued_timeout = 60
  name           = "ask-release-released"
  service_role   = aws_iam_role.release_released.arn
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
            - TAG=$(echo "$CODEBUILD_RESOLVED_SOURCE_VERSION" | cut -c 1-7)
            - aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"
        build:
          commands:
            - docker build --file 'released/Dockerfile' --tag "$REPOSITORY_URI:$TAG" 'released'
            - docker push "$REPOSITORY_URI:$TAG"
        post_build:
          commands:
            - printf '{"ImageURI":"%s"}' "$REPOSITORY_URI:$TAG" > imageDetail.json
            - |
              cat > taskdef.json <<'END_OF_FILE'
              {
                "family": "ask-released",
                "cpu": "256",
                "memory": "512",
                "networkMode": "awsvpc",
                "requiresCompatibilities": ["FARGATE"],
                "runtimePlatform": {"cpuArchitecture": "X86_64", "operatingSystemFamily": "LINUX"},
                "executionRoleArn": "${aws_iam_role.released_execution.arn}",
                "taskRoleArn": "${aws_iam_role.released_task.arn}",
                "containerDefinitions": [
                  {
                    "name": "app",
                    "image": "<IMAGE1_NAME>",
                    "essential": true,
                    "portMappings": [{"containerPort": 8080, "hostPort": 8080, "protocol": "tcp"}],
                    "logConfiguration": {
                      "logDriver": "awslogs",
                      "options": {
                        "awslogs-group": "${aws_cloudwatch_log_group.released.name}",
                        "awslogs-region": "${data.aws_region.current.id}",
                        "awslogs-stream-prefix": "released"
                      }
                    }
                  }
                ]
              }
              END_OF_FILE
            - |
              cat > appspec.yaml <<'END_OF_FILE'
              version: 0.0
              Resources:
                - TargetService:
                    Type: AWS::ECS::Service
                    Properties:
                      TaskDefinition: <TASK_DEFINITION>
                      LoadBalancerInfo:
                        ContainerName: "app"
                        ContainerPort: 8080
                      NetworkConfiguration:
                        AwsvpcConfiguration:
                          Subnets: ["${aws_subnet.main_private_1.id}", "${aws_subnet.main_private_2.id}"]
                          SecurityGroups: ["${aws_security_group.released.id}"]
                          AssignPublicIp: "DISABLED"
                      CapacityProviderStrategy:
                        - CapacityProvider: FARGATE
                          Base: 0
                          Weight: 1
              Hooks:
                - BeforeInstall: "${var.check}"
                - AfterInstall: "${var.check}"
                - AfterAllowTestTraffic: "${var.check}"
                - BeforeAllowTraffic: "${var.check}"
                - AfterAllowTraffic: "arn:aws:lambda:eu-west-1:123456789012:function:after"
              END_OF_FILE
      artifacts:
        files:
          - imageDetail.json
          - taskdef.json
          - appspec.yaml
    EOT
  }

  logs_config {
    cloudwatch_logs {
      status     = "ENABLED"
      group_name = aws_cloudwatch_log_group.release_released.name
    }
  }
}

# main.svc:97 pipeline release
resource "aws_codebuild_project" "release_tag" {
  queued_timeout = 60
  name           = "ask-release-tag"
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

# main.svc:97 pipeline release
resource "aws_codepipeline" "release" {
  name          = "ask-release"
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
        FullRepositoryId     = "acme/ask"
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
      name     = "released"
      category = "Build"
      owner    = "AWS"
      provider = "CodeBuild"
      version  = "1"

      configuration = {
        ProjectName = aws_codebuild_project.release_released.name
      }

      input_artifacts  = ["source"]
      output_artifacts = ["release_released"]
    }
  }

  stage {
    name = "Deploy"

    action {
      name     = "released"
      category = "Deploy"
      owner    = "AWS"
      provider = "CodeDeployToECS"
      version  = "1"

      configuration = {
        ApplicationName                = aws_codedeploy_app.released.name
        DeploymentGroupName            = aws_codedeploy_deployment_group.released.deployment_group_name
        TaskDefinitionTemplateArtifact = "release_released"
        TaskDefinitionTemplatePath     = "taskdef.json"
        AppSpecTemplateArtifact        = "release_released"
        AppSpecTemplatePath            = "appspec.yaml"
        Image1ArtifactName             = "release_released"
        Image1ContainerName            = "IMAGE1_NAME"
      }

      input_artifacts = ["release_released"]
    }
  }

  stage {
    name = "Tag"

    action {
      name     = "release_released"
      category = "Build"
      owner    = "AWS"
      provider = "CodeBuild"
      version  = "1"

      configuration = {
        ProjectName = aws_codebuild_project.release_tag.name
        EnvironmentVariables = jsonencode([
          {
            name  = "TAGS"
            value = "blue few released steps"
            type  = "PLAINTEXT"
          },
        ])
      }

      input_artifacts = ["release_released"]
    }
  }

  depends_on = [aws_iam_role_policy.release, aws_iam_role_policy.release_released, aws_iam_role_policy.release_tag]
}

# ---- providers.tf

# Compiled by svcc from main.svc. Change the program, not this file.

provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      "svc:app" = "ask"
    }
  }
}

# ---- registry.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:10 repository images
resource "aws_ecr_repository" "images" {
  name                 = "ask/images"
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

# main.svc:10 repository images
resource "aws_ecr_lifecycle_policy" "images" {
  repository = aws_ecr_repository.images.name

  policy = jsonencode({
    rules = [
      {
        rulePriority = 1
        description  = "keep the newest images of released"
        selection = {
          tagStatus      = "tagged"
          tagPatternList = ["released"]
          countType      = "imageCountMoreThan"
          countNumber    = 50
        }
        action = {
          type = "expire"
        }
      },
      {
        rulePriority = 2
        description  = "keep the newest images of steps"
        selection = {
          tagStatus      = "tagged"
          tagPatternList = ["steps"]
          countType      = "imageCountMoreThan"
          countNumber    = 50
        }
        action = {
          type = "expire"
        }
      },
      {
        rulePriority = 3
        description  = "keep the newest images of blue"
        selection = {
          tagStatus      = "tagged"
          tagPatternList = ["blue"]
          countType      = "imageCountMoreThan"
          countNumber    = 50
        }
        action = {
          type = "expire"
        }
      },
      {
        rulePriority = 4
        description  = "keep the newest images of few"
        selection = {
          tagStatus      = "tagged"
          tagPatternList = ["few"]
          countType      = "imageCountMoreThan"
          countNumber    = 50
        }
        action = {
          type = "expire"
        }
      },
      {
        rulePriority = 5
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

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:9 balancer edge
resource "aws_security_group" "edge" {
  name_prefix = "ask-edge-"
  description = "Load balancer ask-edge"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "ask-edge"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:9 balancer edge
resource "aws_vpc_security_group_ingress_rule" "edge_80_from_0_0_0_0_0" {
  security_group_id = aws_security_group.edge.id
  description       = "HTTP from clients"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "ask-edge-80-from-0-0-0-0-0"
    "svc:block" = "balancer edge"
  }
}

# main.svc:20 balancer edge
resource "aws_vpc_security_group_ingress_rule" "edge_9001_from_203_0_113_0_24" {
  security_group_id = aws_security_group.edge.id
  description       = "HTTP from clients"
  ip_protocol       = "tcp"
  from_port         = 9001
  to_port           = 9001
  cidr_ipv4         = "203.0.113.0/24"

  tags = {
    Name        = "ask-edge-9001-from-203-0-113-0-24"
    "svc:block" = "balancer edge"
  }
}

# main.svc:42 balancer edge
resource "aws_vpc_security_group_ingress_rule" "edge_9002_from_10_0_0_0_16" {
  security_group_id = aws_security_group.edge.id
  description       = "HTTP from clients"
  ip_protocol       = "tcp"
  from_port         = 9002
  to_port           = 9002
  cidr_ipv4         = "10.0.0.0/16"

  tags = {
    Name        = "ask-edge-9002-from-10-0-0-0-16"
    "svc:block" = "balancer edge"
  }
}

# main.svc:63 balancer edge
resource "aws_vpc_security_group_ingress_rule" "edge_9003_from_203_0_113_0_24" {
  security_group_id = aws_security_group.edge.id
  description       = "HTTP from clients"
  ip_protocol       = "tcp"
  from_port         = 9003
  to_port           = 9003
  cidr_ipv4         = "203.0.113.0/24"

  tags = {
    Name        = "ask-edge-9003-from-203-0-113-0-24"
    "svc:block" = "balancer edge"
  }
}

# main.svc:86 balancer edge
resource "aws_vpc_security_group_ingress_rule" "edge_9004_from_10_0_0_0_16" {
  security_group_id = aws_security_group.edge.id
  description       = "HTTP from clients"
  ip_protocol       = "tcp"
  from_port         = 9004
  to_port           = 9004
  cidr_ipv4         = "10.0.0.0/16"

  tags = {
    Name        = "ask-edge-9004-from-10-0-0-0-16"
    "svc:block" = "balancer edge"
  }
}

# main.svc:18 service blue
resource "aws_vpc_security_group_egress_rule" "edge_to_blue_8080" {
  security_group_id            = aws_security_group.edge.id
  description                  = "Requests to service blue"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.blue.id

  tags = {
    Name        = "ask-edge-to-blue-8080"
    "svc:block" = "service blue"
  }
}

# main.svc:40 service few
resource "aws_vpc_security_group_egress_rule" "edge_to_few_8080" {
  security_group_id            = aws_security_group.edge.id
  description                  = "Requests to service few"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.few.id

  tags = {
    Name        = "ask-edge-to-few-8080"
    "svc:block" = "service few"
  }
}

# main.svc:61 service steps
resource "aws_vpc_security_group_egress_rule" "edge_to_steps_8080" {
  security_group_id            = aws_security_group.edge.id
  description                  = "Requests to service steps"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.steps.id

  tags = {
    Name        = "ask-edge-to-steps-8080"
    "svc:block" = "service steps"
  }
}

# main.svc:83 service released
resource "aws_vpc_security_group_egress_rule" "edge_to_released_8080" {
  security_group_id            = aws_security_group.edge.id
  description                  = "Requests to service released"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.released.id

  tags = {
    Name        = "ask-edge-to-released-8080"
    "svc:block" = "service released"
  }
}

# main.svc:12 service blue
resource "aws_security_group" "blue" {
  name_prefix = "ask-blue-"
  description = "Tasks of ask-blue"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "ask-blue"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:18 service blue
resource "aws_vpc_security_group_ingress_rule" "blue_8080_from_edge" {
  security_group_id            = aws_security_group.blue.id
  description                  = "Requests from load balancer edge"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.edge.id

  tags = {
    Name        = "ask-blue-8080-from-edge"
    "svc:block" = "service blue"
  }
}

# main.svc:12 service blue
resource "aws_vpc_security_group_egress_rule" "blue" {
  security_group_id = aws_security_group.blue.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "ask-blue"
    "svc:block" = "service blue"
  }
}

# main.svc:34 service few
resource "aws_security_group" "few" {
  name_prefix = "ask-few-"
  description = "Tasks of ask-few"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "ask-few"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:40 service few
resource "aws_vpc_security_group_ingress_rule" "few_8080_from_edge" {
  security_group_id            = aws_security_group.few.id
  description                  = "Requests from load balancer edge"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.edge.id

  tags = {
    Name        = "ask-few-8080-from-edge"
    "svc:block" = "service few"
  }
}

# main.svc:34 service few
resource "aws_vpc_security_group_egress_rule" "few" {
  security_group_id = aws_security_group.few.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "ask-few"
    "svc:block" = "service few"
  }
}

# main.svc:55 service steps
resource "aws_security_group" "steps" {
  name_prefix = "ask-steps-"
  description = "Tasks of ask-steps"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "ask-steps"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:61 service steps
resource "aws_vpc_security_group_ingress_rule" "steps_8080_from_edge" {
  security_group_id            = aws_security_group.steps.id
  description                  = "Requests from load balancer edge"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.edge.id

  tags = {
    Name        = "ask-steps-8080-from-edge"
    "svc:block" = "service steps"
  }
}

# main.svc:55 service steps
resource "aws_vpc_security_group_egress_rule" "steps" {
  security_group_id = aws_security_group.steps.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "ask-steps"
    "svc:block" = "service steps"
  }
}

# main.svc:77 service released
resource "aws_security_group" "released" {
  name_prefix = "ask-released-"
  description = "Tasks of ask-released"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "ask-released"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:83 service released
resource "aws_vpc_security_group_ingress_rule" "released_8080_from_edge" {
  security_group_id            = aws_security_group.released.id
  description                  = "Requests from load balancer edge"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.edge.id

  tags = {
    Name        = "ask-released-8080-from-edge"
    "svc:block" = "service released"
  }
}

# main.svc:77 service released
resource "aws_vpc_security_group_egress_rule" "released" {
  security_group_id = aws_security_group.released.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "ask-released"
    "svc:block" = "service released"
  }
}

# ---- services.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:13 service blue
resource "aws_ecs_task_definition" "blue" {
  family                   = "ask-blue"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.blue_execution.arn
  task_role_arn            = aws_iam_role.blue_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "${aws_ecr_repository.images.repository_url}:blue"
      essential = true
      portMappings = [
        {
          containerPort = 8080
          hostPort      = 8080
          protocol      = "tcp"
        },
      ]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.blue.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "blue"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "service blue"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:35 service few
resource "aws_ecs_task_definition" "few" {
  family                   = "ask-few"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.few_execution.arn
  task_role_arn            = aws_iam_role.few_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "${aws_ecr_repository.images.repository_url}:few"
      essential = true
      portMappings = [
        {
          containerPort = 8080
          hostPort      = 8080
          protocol      = "tcp"
        },
      ]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.few.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "few"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "service few"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:56 service steps
resource "aws_ecs_task_definition" "steps" {
  family                   = "ask-steps"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.steps_execution.arn
  task_role_arn            = aws_iam_role.steps_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "${aws_ecr_repository.images.repository_url}:steps"
      essential = true
      portMappings = [
        {
          containerPort = 8080
          hostPort      = 8080
          protocol      = "tcp"
        },
      ]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.steps.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "steps"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "service steps"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:78 service released
resource "aws_ecs_task_definition" "released" {
  family                   = "ask-released"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.released_execution.arn
  task_role_arn            = aws_iam_role.released_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "${aws_ecr_repository.images.repository_url}:released"
      essential = true
      portMappings = [
        {
          containerPort = 8080
          hostPort      = 8080
          protocol      = "tcp"
        },
      ]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.released.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "released"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "service released"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:12 service blue
resource "aws_ecs_service" "blue" {
  name                          = "ask-blue"
  cluster                       = aws_ecs_cluster.web.arn
  task_definition               = aws_ecs_task_definition.blue.arn
  desired_count                 = var.running ? 1 : 0
  availability_zone_rebalancing = "ENABLED"
  enable_execute_command        = false
  enable_ecs_managed_tags       = true
  propagate_tags                = "SERVICE"
  force_new_deployment          = true
  wait_for_steady_state         = true

  tags = {
    "svc:block" = "service blue"
  }

  capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 0
    weight            = 1
  }

  deployment_controller {
    type = "ECS"
  }

  deployment_configuration {
    strategy             = "BLUE_GREEN"
    bake_time_in_minutes = "5"

    lifecycle_hook {
      hook_target_arn  = var.check
      role_arn         = aws_iam_role.blue_hooks.arn
      lifecycle_stages = ["RECONCILE_SERVICE", "TEST_TRAFFIC_SHIFT", "POST_TEST_TRAFFIC_SHIFT", "PRODUCTION_TRAFFIC_SHIFT"]
    }

    lifecycle_hook {
      hook_target_arn  = "arn:aws:lambda:eu-west-1:123456789012:function:after:live"
      role_arn         = aws_iam_role.blue_hooks.arn
      lifecycle_stages = ["POST_SCALE_UP"]
    }

    lifecycle_hook {
      hook_target_arn  = "arn:aws:lambda:eu-west-1:123456789012:function:before"
      role_arn         = aws_iam_role.blue_hooks.arn
      lifecycle_stages = ["PRE_SCALE_UP", "POST_PRODUCTION_TRAFFIC_SHIFT"]
    }
  }

  network_configuration {
    subnets          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
    security_groups  = [aws_security_group.blue.id]
    assign_public_ip = false
  }

  load_balancer {
    container_name   = "app"
    container_port   = 8080
    target_group_arn = aws_lb_target_group.blue_edge_blue.arn

    advanced_configuration {
      alternate_target_group_arn = aws_lb_target_group.blue_edge_green.arn
      production_listener_rule   = aws_lb_listener_rule.blue_80_nwuyqi.arn
      test_listener_rule         = aws_lb_listener_rule.blue_9001_nwuyqi.arn
      role_arn                   = aws_iam_role.blue_traffic.arn
    }
  }

  timeouts {
    create = "35m"
    update = "35m"
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.edge_to_blue_8080,
    aws_vpc_security_group_ingress_rule.blue_8080_from_edge,
    aws_vpc_security_group_egress_rule.blue,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_ecs_cluster_capacity_providers.web,
    aws_iam_role_policy_attachment.blue_traffic_policy_AmazonECSInfrastructureRolePolicyForLoad_8vtafn,
    aws_iam_role_policy.blue_execution,
    aws_iam_role_policy.blue_hooks,
  ]
}

# main.svc:34 service few
resource "aws_ecs_service" "few" {
  name                          = "ask-few"
  cluster                       = aws_ecs_cluster.web.arn
  task_definition               = aws_ecs_task_definition.few.arn
  desired_count                 = var.running ? 1 : 0
  availability_zone_rebalancing = "ENABLED"
  enable_execute_command        = false
  enable_ecs_managed_tags       = true
  propagate_tags                = "SERVICE"
  force_new_deployment          = true
  wait_for_steady_state         = true

  tags = {
    "svc:block" = "service few"
  }

  capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 0
    weight            = 1
  }

  deployment_controller {
    type = "ECS"
  }

  deployment_configuration {
    strategy             = "CANARY"
    bake_time_in_minutes = "5"

    lifecycle_hook {
      hook_target_arn = var.check
      role_arn        = aws_iam_role.few_hooks.arn

      lifecycle_stages = [
        "RECONCILE_SERVICE",
        "PRE_SCALE_UP",
        "POST_SCALE_UP",
        "TEST_TRAFFIC_SHIFT",
        "POST_TEST_TRAFFIC_SHIFT",
        "PRODUCTION_TRAFFIC_SHIFT",
        "POST_PRODUCTION_TRAFFIC_SHIFT",
      ]
    }

    canary_configuration {
      canary_percent              = 5
      canary_bake_time_in_minutes = "10"
    }
  }

  network_configuration {
    subnets          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
    security_groups  = [aws_security_group.few.id]
    assign_public_ip = false
  }

  load_balancer {
    container_name   = "app"
    container_port   = 8080
    target_group_arn = aws_lb_target_group.few_edge_blue.arn

    advanced_configuration {
      alternate_target_group_arn = aws_lb_target_group.few_edge_green.arn
      production_listener_rule   = aws_lb_listener_rule.few_80_x47zc7.arn
      test_listener_rule         = aws_lb_listener_rule.few_9002_x47zc7.arn
      role_arn                   = aws_iam_role.few_traffic.arn
    }
  }

  timeouts {
    create = "45m"
    update = "45m"
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.edge_to_few_8080,
    aws_vpc_security_group_ingress_rule.few_8080_from_edge,
    aws_vpc_security_group_egress_rule.few,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_ecs_cluster_capacity_providers.web,
    aws_iam_role_policy_attachment.few_traffic_policy_AmazonECSInfrastructureRolePolicyForLoad_8vtafn,
    aws_iam_role_policy.few_execution,
    aws_iam_role_policy.few_hooks,
  ]
}

# main.svc:55 service steps
resource "aws_ecs_service" "steps" {
  name                          = "ask-steps"
  cluster                       = aws_ecs_cluster.web.arn
  task_definition               = aws_ecs_task_definition.steps.arn
  desired_count                 = var.running ? 1 : 0
  availability_zone_rebalancing = "ENABLED"
  enable_execute_command        = false
  enable_ecs_managed_tags       = true
  propagate_tags                = "SERVICE"
  force_new_deployment          = true
  wait_for_steady_state         = true

  tags = {
    "svc:block" = "service steps"
  }

  capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 0
    weight            = 1
  }

  deployment_controller {
    type = "ECS"
  }

  deployment_configuration {
    strategy             = "LINEAR"
    bake_time_in_minutes = "5"

    lifecycle_hook {
      hook_target_arn = var.check
      role_arn        = aws_iam_role.steps_hooks.arn

      lifecycle_stages = [
        "RECONCILE_SERVICE",
        "PRE_SCALE_UP",
        "POST_SCALE_UP",
        "TEST_TRAFFIC_SHIFT",
        "POST_TEST_TRAFFIC_SHIFT",
        "PRODUCTION_TRAFFIC_SHIFT",
        "POST_PRODUCTION_TRAFFIC_SHIFT",
      ]
    }

    linear_configuration {
      step_percent              = 10
      step_bake_time_in_minutes = "6"
    }
  }

  network_configuration {
    subnets          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
    security_groups  = [aws_security_group.steps.id]
    assign_public_ip = false
  }

  load_balancer {
    container_name   = "app"
    container_port   = 8080
    target_group_arn = aws_lb_target_group.steps_edge_blue.arn

    advanced_configuration {
      alternate_target_group_arn = aws_lb_target_group.steps_edge_green.arn
      production_listener_rule   = aws_lb_listener_rule.steps_80_5b8r7z.arn
      test_listener_rule         = aws_lb_listener_rule.steps_9003_5b8r7z.arn
      role_arn                   = aws_iam_role.steps_traffic.arn
    }
  }

  timeouts {
    create = "95m"
    update = "95m"
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.edge_to_steps_8080,
    aws_vpc_security_group_ingress_rule.steps_8080_from_edge,
    aws_vpc_security_group_egress_rule.steps,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_ecs_cluster_capacity_providers.web,
    aws_iam_role_policy_attachment.steps_traffic_policy_AmazonECSInfrastructureRolePolicyForLoad_8vtafn,
    aws_iam_role_policy.steps_execution,
    aws_iam_role_policy.steps_hooks,
  ]
}

# main.svc:77 service released
resource "aws_ecs_service" "released" {
  name                          = "ask-released"
  cluster                       = aws_ecs_cluster.web.arn
  task_definition               = "ask-released"
  desired_count                 = var.running ? 1 : 0
  availability_zone_rebalancing = "DISABLED"
  enable_execute_command        = false
  enable_ecs_managed_tags       = true
  propagate_tags                = "SERVICE"

  tags = {
    "svc:block" = "service released"
  }

  capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 0
    weight            = 1
  }

  deployment_controller {
    type = "CODE_DEPLOY"
  }

  network_configuration {
    subnets          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
    security_groups  = [aws_security_group.released.id]
    assign_public_ip = false
  }

  load_balancer {
    container_name   = "app"
    container_port   = 8080
    target_group_arn = aws_lb_target_group.released_edge_blue.arn
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.edge_to_released_8080,
    aws_vpc_security_group_ingress_rule.released_8080_from_edge,
    aws_vpc_security_group_egress_rule.released,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_ecs_cluster_capacity_providers.web,
    aws_ecs_task_definition.released,
    aws_lb_listener.edge_9004,
    aws_lb_listener_rule.released_80_ks7hnt,
    aws_iam_role_policy.released_execution,
  ]

  lifecycle {
    ignore_changes = [task_definition, capacity_provider_strategy, network_configuration, load_balancer]
  }
}

# ---- storage.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:97 pipeline release
resource "aws_s3_bucket" "release_artifacts" {
  bucket_prefix = "ask-release-artifacts-"

  tags = {
    "svc:block" = "pipeline release"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:97 pipeline release
resource "aws_s3_bucket_ownership_controls" "release_artifacts" {
  bucket = aws_s3_bucket.release_artifacts.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

# main.svc:97 pipeline release
resource "aws_s3_bucket_public_access_block" "release_artifacts" {
  bucket                  = aws_s3_bucket.release_artifacts.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# main.svc:97 pipeline release
resource "aws_s3_bucket_server_side_encryption_configuration" "release_artifacts" {
  bucket = aws_s3_bucket.release_artifacts.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

# main.svc:97 pipeline release
resource "aws_s3_bucket_versioning" "release_artifacts" {
  bucket = aws_s3_bucket.release_artifacts.id

  versioning_configuration {
    status = "Enabled"
  }
}

# main.svc:97 pipeline release
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

# main.svc:97 pipeline release
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
variable "check" {
  type = string

  validation {
    condition     = can(regex("^(?:arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[a-z0-9]*:.+)$", var.check))
    error_message = "check must match arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[a-z0-9]*:.+."
  }
}

# main.svc:5
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

# Compiled by svcc from main.svc. Change the program, not this file.

# Uses nothing that provider 6.21.0 does not have.
terraform {
  required_version = ">= 1.5.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 6.21"
    }
  }
}
