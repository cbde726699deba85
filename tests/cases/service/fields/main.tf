# ---- autoscaling.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:59 service web
resource "aws_appautoscaling_target" "web" {
  service_namespace  = "ecs"
  resource_id        = "service/${aws_ecs_cluster.group.name}/${aws_ecs_service.web.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = var.running ? 2 : 0
  max_capacity       = var.running ? 6 : 0

  tags = {
    "svc:block" = "service web"
  }
}

# main.svc:69 service web
resource "aws_appautoscaling_policy" "web_cpu" {
  name               = "all-web-cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = "ecs"
  resource_id        = aws_appautoscaling_target.web.resource_id
  scalable_dimension = "ecs:service:DesiredCount"

  target_tracking_scaling_policy_configuration {
    target_value       = 60
    scale_in_cooldown  = 240
    scale_out_cooldown = 30

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}

# main.svc:70 service web
resource "aws_appautoscaling_policy" "web_memory" {
  name               = "all-web-memory"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = "ecs"
  resource_id        = aws_appautoscaling_target.web.resource_id
  scalable_dimension = "ecs:service:DesiredCount"

  target_tracking_scaling_policy_configuration {
    target_value       = 70
    scale_in_cooldown  = 240
    scale_out_cooldown = 30

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageMemoryUtilization"
    }
  }
}

# main.svc:71 service web
resource "aws_appautoscaling_policy" "web_requests" {
  name               = "all-web-requests"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = "ecs"
  resource_id        = aws_appautoscaling_target.web.resource_id
  scalable_dimension = "ecs:service:DesiredCount"

  target_tracking_scaling_policy_configuration {
    target_value       = 500
    scale_in_cooldown  = 240
    scale_out_cooldown = 30

    predefined_metric_specification {
      predefined_metric_type = "ALBRequestCountPerTarget"
      resource_label         = "${aws_lb.edge.arn_suffix}/${aws_lb_target_group.web_edge_app_8080.arn_suffix}"
    }
  }
}

# main.svc:98 service other
resource "aws_appautoscaling_target" "other" {
  service_namespace  = "ecs"
  resource_id        = "service/${aws_ecs_cluster.group.name}/${aws_ecs_service.other.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = var.running ? 1 : 0
  max_capacity       = var.running ? 5 : 0

  tags = {
    "svc:block" = "service other"
  }
}

# main.svc:106 service other
resource "aws_appautoscaling_policy" "other_queue" {
  name               = "all-other-queue"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = "ecs"
  resource_id        = aws_appautoscaling_target.other.resource_id
  scalable_dimension = "ecs:service:DesiredCount"

  target_tracking_scaling_policy_configuration {
    target_value       = 300
    scale_in_cooldown  = 180
    scale_out_cooldown = 20

    customized_metric_specification {
      metrics {
        id          = "waiting"
        label       = "Messages waiting in the queue"
        return_data = false

        metric_stat {
          stat = "Average"

          metric {
            namespace   = "AWS/SQS"
            metric_name = "ApproximateNumberOfMessagesVisible"

            dimensions {
              name  = "QueueName"
              value = aws_sqs_queue.jobs.name
            }
          }
        }
      }

      metrics {
        id          = "running"
        label       = "Running tasks"
        return_data = false

        metric_stat {
          stat = "Average"

          metric {
            namespace   = "ECS/ContainerInsights"
            metric_name = "RunningTaskCount"

            dimensions {
              name  = "ClusterName"
              value = aws_ecs_cluster.group.name
            }

            dimensions {
              name  = "ServiceName"
              value = aws_ecs_service.other.name
            }
          }
        }
      }

      metrics {
        id          = "backlog"
        label       = "Messages waiting for each task"
        expression  = "IF(FILL(running, 0) > 0, waiting / running, IF(waiting > 0, 600, 0))"
        return_data = true
      }
    }
  }
}

# ---- certificates.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:10 certificate cert
resource "aws_acm_certificate" "cert" {
  domain_name       = "example.com"
  validation_method = "DNS"

  tags = {
    "svc:block" = "certificate cert"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:10 certificate cert
resource "aws_route53_record" "cert_record_example_com" {
  zone_id = data.aws_route53_zone.example.zone_id
  name    = one([for o in aws_acm_certificate.cert.domain_validation_options : o.resource_record_name if o.domain_name == "example.com"])
  type    = one([for o in aws_acm_certificate.cert.domain_validation_options : o.resource_record_type if o.domain_name == "example.com"])

  records = [
    one([for o in aws_acm_certificate.cert.domain_validation_options : o.resource_record_value if o.domain_name == "example.com"]),
  ]

  ttl             = 60
  allow_overwrite = true
}

# main.svc:10 certificate cert
resource "aws_acm_certificate_validation" "cert" {
  certificate_arn         = aws_acm_certificate.cert.arn
  validation_record_fqdns = [aws_route53_record.cert_record_example_com.fqdn]
}

# ---- cluster.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:5 cluster group
resource "aws_ecs_cluster" "group" {
  name = "all-group"

  tags = {
    "svc:block" = "cluster group"
  }

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

# main.svc:7 cluster group
resource "aws_launch_template" "group_nodes" {
  image_id               = "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id"
  instance_type          = "m5.xlarge"
  vpc_security_group_ids = [aws_security_group.group_instances.id]

  user_data = base64encode(<<-EOT
    #!/bin/bash
    cat >> /etc/ecs/ecs.config <<'CONFIG'
    ECS_CLUSTER=${aws_ecs_cluster.group.name}
    ECS_AWSVPC_BLOCK_IMDS=true
    CONFIG
  EOT
  )

  tags = {
    Name        = "all-group-nodes"
    "svc:block" = "cluster group"
  }

  iam_instance_profile {
    arn = aws_iam_instance_profile.group_instance.arn
  }

  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      volume_size           = 30
      volume_type           = "gp3"
      encrypted             = "true"
      delete_on_termination = "true"
    }
  }

  metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }

  tag_specifications {
    resource_type = "volume"

    tags = {
      Name        = "all-group-nodes"
      "svc:app"   = "all"
      "svc:block" = "cluster group"
    }
  }
}

# main.svc:7 cluster group
resource "aws_autoscaling_group" "group_nodes" {
  vpc_zone_identifier       = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
  min_size                  = 1
  max_size                  = 3
  protect_from_scale_in     = false
  health_check_type         = "EC2"
  health_check_grace_period = 300

  launch_template {
    id      = aws_launch_template.group_nodes.id
    version = aws_launch_template.group_nodes.latest_version
  }

  instance_refresh {
    strategy = "Rolling"

    preferences {
      min_healthy_percentage       = 100
      max_healthy_percentage       = 110
      scale_in_protected_instances = "Refresh"
    }
  }

  tag {
    key                 = "svc:app"
    value               = "all"
    propagate_at_launch = true
  }

  tag {
    key                 = "AmazonECSManaged"
    value               = "true"
    propagate_at_launch = true
  }

  tag {
    key                 = "Name"
    value               = "all-group-nodes"
    propagate_at_launch = true
  }

  tag {
    key                 = "svc:block"
    value               = "cluster group"
    propagate_at_launch = true
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.group_instances,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_iam_role_policy_attachment.group_instance_policy_AmazonSSMManagedInstanceCore,
    aws_iam_role_policy_attachment.group_instance_policy_AmazonEC2ContainerServiceforEC2Role,
  ]
}

# main.svc:7 cluster group
resource "aws_ecs_capacity_provider" "group_nodes" {
  name = "all-group-nodes"

  tags = {
    "svc:block" = "cluster group"
  }

  auto_scaling_group_provider {
    auto_scaling_group_arn         = aws_autoscaling_group.group_nodes.arn
    managed_termination_protection = "DISABLED"
    managed_draining               = "ENABLED"

    managed_scaling {
      status          = "ENABLED"
      target_capacity = 100
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:5 cluster group
resource "aws_ecs_cluster_capacity_providers" "group" {
  cluster_name       = aws_ecs_cluster.group.name
  capacity_providers = [aws_ecs_capacity_provider.group_nodes.name, "FARGATE", "FARGATE_SPOT"]

  default_capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 0
    weight            = 1
  }
}

# ---- dns.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:9 zone example
data "aws_route53_zone" "example" {
  name = "example.com"
}

# ---- iam.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:5 cluster group
resource "aws_iam_role" "group_instance" {
  name_prefix = "all-group-instance-"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Principal = {
          Service = "ec2.amazonaws.com"
        }
        Action = "sts:AssumeRole"
      },
    ]
  })
}

# main.svc:5 cluster group
resource "aws_iam_role_policy_attachment" "group_instance_policy_AmazonSSMManagedInstanceCore" {
  role       = aws_iam_role.group_instance.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

# main.svc:5 cluster group
resource "aws_iam_role_policy_attachment" "group_instance_policy_AmazonEC2ContainerServiceforEC2Role" {
  role       = aws_iam_role.group_instance.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"
}

# main.svc:5 cluster group
resource "aws_iam_instance_profile" "group_instance" {
  role = aws_iam_role.group_instance.name

  tags = {
    "svc:block" = "cluster group"
  }
}

# main.svc:16 role runner
resource "aws_iam_role" "runner" {
  name_prefix = "all-runner-"

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

  max_session_duration = 3600
}

# main.svc:16 role runner
resource "aws_iam_role_policy" "runner" {
  name = "all-runner"
  role = aws_iam_role.runner.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"]
        Resource = aws_sqs_queue.jobs.arn
      },
    ]
  })
}

# main.svc:18 task shared
resource "aws_iam_role_policy" "shared_task" {
  name = "all-shared-task"
  role = aws_iam_role.runner.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = [
          "ssmmessages:CreateControlChannel",
          "ssmmessages:CreateDataChannel",
          "ssmmessages:OpenControlChannel",
          "ssmmessages:OpenDataChannel",
        ]
        Resource = "*"
      },
    ]
  })
}

# main.svc:99 service other
resource "aws_iam_role" "other_execution" {
  name_prefix = "all-other-execution-"

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

# main.svc:99 service other
resource "aws_iam_role_policy" "other_execution" {
  name = "all-other-execution"
  role = aws_iam_role.other_execution.name

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
        Resource = "${aws_cloudwatch_log_group.other.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "ecr:GetAuthorizationToken"
        Resource = "*"
      },
    ]
  })
}

# main.svc:99 service other
resource "aws_iam_role" "other_task" {
  name_prefix = "all-other-task-"

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

# main.svc:99 service other
resource "aws_iam_role_policy" "other_task" {
  name = "all-other-task"
  role = aws_iam_role.other_task.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect = "Allow"
        Action = [
          "sqs:ChangeMessageVisibility",
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
          "sqs:GetQueueUrl",
          "sqs:ReceiveMessage",
        ]
        Resource = aws_sqs_queue.jobs.arn
      },
    ]
  })
}

# main.svc:110 service own_servers
resource "aws_iam_role" "own_servers_execution" {
  name_prefix = "all-own-servers-execution-"

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

# main.svc:110 service own_servers
resource "aws_iam_role_policy" "own_servers_execution" {
  name = "all-own-servers-execution"
  role = aws_iam_role.own_servers_execution.name

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
        Resource = "${aws_cloudwatch_log_group.own_servers.arn}:*"
      },
      {
        Effect   = "Allow"
        Action   = "ecr:GetAuthorizationToken"
        Resource = "*"
      },
    ]
  })
}

# main.svc:110 service own_servers
resource "aws_iam_role" "own_servers_task" {
  name_prefix = "all-own-servers-task-"

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

# ---- load_balancing.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:11 balancer edge
resource "aws_lb" "edge" {
  name                       = "all-edge"
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

# main.svc:11 balancer edge
resource "aws_lb_listener" "edge_80" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 80
  protocol          = "HTTP"

  tags = {
    "svc:block" = "balancer edge"
  }

  default_action {
    type = "redirect"

    redirect {
      protocol    = "HTTPS"
      port        = "443"
      host        = "#{host}"
      path        = "/#{path}"
      query       = "#{query}"
      status_code = "HTTP_301"
    }
  }
}

# main.svc:11 balancer edge
resource "aws_lb_listener" "edge_443" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = aws_acm_certificate_validation.cert.certificate_arn

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

# main.svc:72 service web
resource "aws_lb_target_group" "web_edge_app_8080" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP1"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "30"
  slow_start           = 60

  tags = {
    "svc:block" = "service web"
  }

  health_check {
    path                = "/healthz"
    port                = "traffic-port"
    protocol            = "HTTP"
    interval            = 20
    timeout             = 6
    healthy_threshold   = 3
    unhealthy_threshold = 4
    matcher             = "200,204"
  }

  stickiness {
    enabled         = true
    type            = "lb_cookie"
    cookie_duration = 3600
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:72 service web
resource "aws_lb_listener_rule" "web_443_uvr9ba" {
  listener_arn = aws_lb_listener.edge_443.arn
  priority     = 17

  tags = {
    "svc:block" = "service web"
  }

  condition {
    host_header {
      values = ["example.com"]
    }
  }

  condition {
    http_header {
      http_header_name = "X-Version"
      values           = ["2"]
    }
  }

  condition {
    http_request_method {
      values = ["GET"]
    }
  }

  condition {
    path_pattern {
      values = ["/shop/*"]
    }
  }

  condition {
    query_string {
      key   = "beta"
      value = "1"
    }
  }

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web_edge_app_8080.arn
  }
}

# main.svc:120 service own_servers
resource "aws_lb_target_group" "own_servers_edge" {
  port                 = 80
  protocol             = "HTTP"
  protocol_version     = "HTTP2"
  target_type          = "ip"
  vpc_id               = aws_vpc.main.id
  deregistration_delay = "60"

  tags = {
    "svc:block" = "service own_servers"
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

# main.svc:120 service own_servers
resource "aws_lb_listener_rule" "own_servers_443_j9y89u" {
  listener_arn = aws_lb_listener.edge_443.arn
  priority     = 39599

  tags = {
    "svc:block" = "service own_servers"
  }

  condition {
    path_pattern {
      values = ["/machines/*", "/servers/*"]
    }
  }

  condition {
    source_ip {
      values = ["192.0.2.0/24", "198.51.100.0/24"]
    }
  }

  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.own_servers_edge.arn
  }
}

# ---- main.tf

# Compiled by svcc from main.svc. Change the program, not this file.

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# ---- messaging.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:13 queue jobs
resource "aws_sqs_queue" "jobs" {
  name                       = "all-jobs"
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

# main.svc:13 queue jobs
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

# main.svc:13 queue jobs
resource "aws_sqs_queue" "jobs_dead_letter" {
  name                      = "all-jobs-dead-letter"
  message_retention_seconds = 1209600

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns = [
      "arn:${data.aws_partition.current.partition}:sqs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:all-jobs",
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

# main.svc:13 queue jobs
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

# ---- network.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:4 network main
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = {
    Name = "all-main"
  }
}

# main.svc:4 network main
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}

# main.svc:4 network main
resource "aws_internet_gateway" "main" {
  tags = {
    Name = "all-main"
  }
}

# main.svc:4 network main
resource "aws_internet_gateway_attachment" "main" {
  vpc_id              = aws_vpc.main.id
  internet_gateway_id = aws_internet_gateway.main.id
}

# main.svc:4 network main
resource "aws_subnet" "main_public_1" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.0.0/22"
  availability_zone_id    = "euw1-az1"
  map_public_ip_on_launch = false

  tags = {
    Name = "all-main-public-1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:4 network main
resource "aws_subnet" "main_public_2" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.4.0/22"
  availability_zone_id    = "euw1-az2"
  map_public_ip_on_launch = false

  tags = {
    Name = "all-main-public-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:4 network main
resource "aws_subnet" "main_private_1" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.64.0/22"
  availability_zone_id    = "euw1-az1"
  map_public_ip_on_launch = false

  tags = {
    Name = "all-main-private-1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:4 network main
resource "aws_subnet" "main_private_2" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.68.0/22"
  availability_zone_id    = "euw1-az2"
  map_public_ip_on_launch = false

  tags = {
    Name = "all-main-private-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:4 network main
resource "aws_route_table" "main_public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "all-main-public"
  }
}

# main.svc:4 network main
resource "aws_route" "main_public" {
  route_table_id         = aws_route_table.main_public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:4 network main
resource "aws_route_table" "main_private_1" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "all-main-private-1"
  }
}

# main.svc:4 network main
resource "aws_route_table" "main_private_2" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "all-main-private-2"
  }
}

# main.svc:4 network main
resource "aws_route_table_association" "main_public_1" {
  subnet_id      = aws_subnet.main_public_1.id
  route_table_id = aws_route_table.main_public.id
}

# main.svc:4 network main
resource "aws_route_table_association" "main_public_2" {
  subnet_id      = aws_subnet.main_public_2.id
  route_table_id = aws_route_table.main_public.id
}

# main.svc:4 network main
resource "aws_route_table_association" "main_private_1" {
  subnet_id      = aws_subnet.main_private_1.id
  route_table_id = aws_route_table.main_private_1.id
}

# main.svc:4 network main
resource "aws_route_table_association" "main_private_2" {
  subnet_id      = aws_subnet.main_private_2.id
  route_table_id = aws_route_table.main_private_2.id
}

# main.svc:4 network main
resource "aws_eip" "main_nat_1" {
  domain = "vpc"

  tags = {
    Name        = "all-main-nat-1"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:4 network main
resource "aws_nat_gateway" "main_1" {
  allocation_id = aws_eip.main_nat_1.allocation_id
  subnet_id     = aws_subnet.main_public_1.id

  tags = {
    Name        = "all-main-1"
    "svc:block" = "network main"
  }
}

# main.svc:4 network main
resource "aws_route" "main_private_1" {
  route_table_id         = aws_route_table.main_private_1.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_1.id
}

# main.svc:4 network main
resource "aws_route" "main_private_2" {
  route_table_id         = aws_route_table.main_private_2.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main_1.id
}

# ---- observability.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:18 task shared
resource "aws_cloudwatch_log_group" "shared" {
  name              = "/ecs/all/shared"
  retention_in_days = 7

  tags = {
    "svc:block" = "task shared"
  }
}

# main.svc:99 service other
resource "aws_cloudwatch_log_group" "other" {
  name              = "/ecs/all/other"
  retention_in_days = 30

  tags = {
    "svc:block" = "service other"
  }
}

# main.svc:110 service own_servers
resource "aws_cloudwatch_log_group" "own_servers" {
  name              = "/ecs/all/own_servers"
  retention_in_days = 30

  tags = {
    "svc:block" = "service own_servers"
  }
}

# ---- outputs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

output "edge_dns_name" {
  value = aws_lb.edge.dns_name
}

output "group_cluster_name" {
  value = aws_ecs_cluster.group.name
}

output "web_service_name" {
  value = aws_ecs_service.web.name
}

output "other_service_name" {
  value = aws_ecs_service.other.name
}

output "own_servers_service_name" {
  value = aws_ecs_service.own_servers.name
}

output "images_repository_uri" {
  value = aws_ecr_repository.images.repository_url
}

output "jobs_queue_url" {
  value = aws_sqs_queue.jobs.url
}

output "shared_log_group" {
  value = aws_cloudwatch_log_group.shared.name
}

output "other_log_group" {
  value = aws_cloudwatch_log_group.other.name
}

output "own_servers_log_group" {
  value = aws_cloudwatch_log_group.own_servers.name
}

# ---- providers.tf

# Compiled by svcc from main.svc. Change the program, not this file.

provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      "svc:app" = "all"
    }
  }
}

# ---- registry.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:12 repository images
resource "aws_ecr_repository" "images" {
  name                 = "all/images"
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

# main.svc:12 repository images
resource "aws_ecr_lifecycle_policy" "images" {
  repository = aws_ecr_repository.images.name

  policy = jsonencode({
    rules = [
      {
        rulePriority = 1
        description  = "keep the newest images of servers"
        selection = {
          tagStatus      = "tagged"
          tagPatternList = ["servers"]
          countType      = "imageCountMoreThan"
          countNumber    = 50
        }
        action = {
          type = "expire"
        }
      },
      {
        rulePriority = 2
        description  = "keep the newest images of other"
        selection = {
          tagStatus      = "tagged"
          tagPatternList = ["other"]
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

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:5 cluster group
resource "aws_security_group" "group_instances" {
  name_prefix = "all-group-instances-"
  description = "Instances of all-group"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "all-group-instances"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:5 cluster group
resource "aws_vpc_security_group_egress_rule" "group_instances" {
  security_group_id = aws_security_group.group_instances.id
  description       = "ECS, registries and package sources"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "all-group-instances"
    "svc:block" = "cluster group"
  }
}

# main.svc:11 balancer edge
resource "aws_security_group" "edge" {
  name_prefix = "all-edge-"
  description = "Load balancer all-edge"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "all-edge"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:11 balancer edge
resource "aws_vpc_security_group_ingress_rule" "edge_80_from_0_0_0_0_0" {
  security_group_id = aws_security_group.edge.id
  description       = "HTTP from clients"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "all-edge-80-from-0-0-0-0-0"
    "svc:block" = "balancer edge"
  }
}

# main.svc:11 balancer edge
resource "aws_vpc_security_group_ingress_rule" "edge_443_from_0_0_0_0_0" {
  security_group_id = aws_security_group.edge.id
  description       = "HTTPS from clients"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "all-edge-443-from-0-0-0-0-0"
    "svc:block" = "balancer edge"
  }
}

# main.svc:72 service web
resource "aws_vpc_security_group_egress_rule" "edge_to_web_8080" {
  security_group_id            = aws_security_group.edge.id
  description                  = "Requests to service web"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.web.id

  tags = {
    Name        = "all-edge-to-web-8080"
    "svc:block" = "service web"
  }
}

# main.svc:120 service own_servers
resource "aws_vpc_security_group_egress_rule" "edge_to_own_servers_80" {
  security_group_id            = aws_security_group.edge.id
  description                  = "Requests to service own_servers"
  ip_protocol                  = "tcp"
  from_port                    = 80
  to_port                      = 80
  referenced_security_group_id = aws_security_group.own_servers.id

  tags = {
    Name        = "all-edge-to-own-servers-80"
    "svc:block" = "service own_servers"
  }
}

# main.svc:59 service web
resource "aws_security_group" "web" {
  name_prefix = "all-web-"
  description = "Tasks of all-web"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "all-web"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:72 service web
resource "aws_vpc_security_group_ingress_rule" "web_8080_from_edge" {
  security_group_id            = aws_security_group.web.id
  description                  = "Requests from load balancer edge"
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
  referenced_security_group_id = aws_security_group.edge.id

  tags = {
    Name        = "all-web-8080-from-edge"
    "svc:block" = "service web"
  }
}

# main.svc:59 service web
resource "aws_vpc_security_group_egress_rule" "web" {
  security_group_id = aws_security_group.web.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "all-web"
    "svc:block" = "service web"
  }
}

# main.svc:66 service web
resource "aws_vpc_security_group_ingress_rule" "web_8080_from_10_0_0_0_8" {
  security_group_id = aws_security_group.web.id
  description       = "Direct connections"
  ip_protocol       = "tcp"
  from_port         = 8080
  to_port           = 8080
  cidr_ipv4         = "10.0.0.0/8"

  tags = {
    Name        = "all-web-8080-from-10-0-0-0-8"
    "svc:block" = "service web"
  }
}

# main.svc:66 service web
resource "aws_vpc_security_group_ingress_rule" "web_9090_from_10_0_0_0_8" {
  security_group_id = aws_security_group.web.id
  description       = "Direct connections"
  ip_protocol       = "tcp"
  from_port         = 9090
  to_port           = 9090
  cidr_ipv4         = "10.0.0.0/8"

  tags = {
    Name        = "all-web-9090-from-10-0-0-0-8"
    "svc:block" = "service web"
  }
}

# main.svc:98 service other
resource "aws_security_group" "other" {
  name_prefix = "all-other-"
  description = "Tasks of all-other"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "all-other"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:67 service web
resource "aws_vpc_security_group_ingress_rule" "other_8081_from_web" {
  security_group_id            = aws_security_group.other.id
  description                  = "Calls from service web"
  ip_protocol                  = "tcp"
  from_port                    = 8081
  to_port                      = 8081
  referenced_security_group_id = aws_security_group.web.id

  tags = {
    Name        = "all-other-8081-from-web"
    "svc:block" = "service web"
  }
}

# main.svc:98 service other
resource "aws_vpc_security_group_egress_rule" "other" {
  security_group_id = aws_security_group.other.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "all-other"
    "svc:block" = "service other"
  }
}

# main.svc:109 service own_servers
resource "aws_security_group" "own_servers" {
  name_prefix = "all-own-servers-"
  description = "Tasks of all-own-servers"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "all-own-servers"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:120 service own_servers
resource "aws_vpc_security_group_ingress_rule" "own_servers_80_from_edge" {
  security_group_id            = aws_security_group.own_servers.id
  description                  = "Requests from load balancer edge"
  ip_protocol                  = "tcp"
  from_port                    = 80
  to_port                      = 80
  referenced_security_group_id = aws_security_group.edge.id

  tags = {
    Name        = "all-own-servers-80-from-edge"
    "svc:block" = "service own_servers"
  }
}

# main.svc:109 service own_servers
resource "aws_vpc_security_group_egress_rule" "own_servers" {
  security_group_id = aws_security_group.own_servers.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "all-own-servers"
    "svc:block" = "service own_servers"
  }
}

# ---- services.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:18 task shared
resource "aws_ecs_task_definition" "shared" {
  family                   = "all-shared"
  cpu                      = "1024"
  memory                   = "2048"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = "arn:aws:iam::123456789012:role/executor"
  task_role_arn            = aws_iam_role.runner.arn

  container_definitions = jsonencode([
    {
      name              = "app"
      image             = "${aws_ecr_repository.images.repository_url}@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      essential         = true
      cpu               = 512
      memory            = 1024
      memoryReservation = 512
      entryPoint        = ["/bin/app"]
      command           = ["serve", "--verbose"]
      workingDirectory  = "/srv"
      user              = "1000"
      portMappings = [
        {
          name          = "web"
          containerPort = 8080
          hostPort      = 8080
          protocol      = "tcp"
        },
        {
          name          = "metrics"
          containerPort = 9090
          hostPort      = 9090
          protocol      = "tcp"
        },
      ]
      environment = [
        {
          name  = "MODE"
          value = "web"
        },
      ]
      secrets = [
        {
          name      = "PASSWORD"
          valueFrom = "arn:${data.aws_partition.current.partition}:secretsmanager:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:secret:all/db:password::"
        },
      ]
      dependsOn = [
        {
          containerName = "sidecar"
          condition     = "HEALTHY"
        },
      ]
      readonlyRootFilesystem = true
      linuxParameters = {
        initProcessEnabled = true
      }
      stopTimeout = 90
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.shared.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "shared"
        }
      }
    },
    {
      name      = "sidecar"
      image     = "public.ecr.aws/docker/library/busybox:1.36"
      essential = false
      healthCheck = {
        command     = ["CMD-SHELL", "test -f /ready"]
        interval    = 10
        timeout     = 4
        retries     = 2
        startPeriod = 20
      }
      linuxParameters = {
        initProcessEnabled = true
      }
    },
  ])

  tags = {
    "svc:block" = "task shared"
  }

  runtime_platform {
    cpu_architecture        = "ARM64"
    operating_system_family = "LINUX"
  }

  ephemeral_storage {
    size_in_gib = 40
  }
}

# main.svc:99 service other
resource "aws_ecs_task_definition" "other" {
  family                   = "all-other"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.other_execution.arn
  task_role_arn            = aws_iam_role.other_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "${aws_ecr_repository.images.repository_url}:other"
      essential = true
      portMappings = [
        {
          containerPort = 8081
          hostPort      = 8081
          protocol      = "tcp"
        },
      ]
      healthCheck = {
        command  = ["CMD-SHELL", "true"]
        interval = 30
        timeout  = 5
        retries  = 3
      }
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.other.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "other"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "service other"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:110 service own_servers
resource "aws_ecs_task_definition" "own_servers" {
  family                   = "all-own-servers"
  network_mode             = "awsvpc"
  requires_compatibilities = ["EC2"]
  execution_role_arn       = aws_iam_role.own_servers_execution.arn
  task_role_arn            = aws_iam_role.own_servers_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "${aws_ecr_repository.images.repository_url}:servers"
      essential = true
      cpu       = 256
      memory    = 256
      portMappings = [
        {
          name          = "web"
          containerPort = 80
          hostPort      = 80
          protocol      = "tcp"
        },
      ]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.own_servers.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "own_servers"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "service own_servers"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:59 service web
resource "aws_ecs_service" "web" {
  name                               = "all-web"
  cluster                            = aws_ecs_cluster.group.arn
  task_definition                    = aws_ecs_task_definition.shared.arn
  desired_count                      = var.running ? 1 : 0
  deployment_maximum_percent         = 200
  deployment_minimum_healthy_percent = 50
  health_check_grace_period_seconds  = 120
  availability_zone_rebalancing      = "ENABLED"
  enable_execute_command             = true
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"
  force_new_deployment               = true
  wait_for_steady_state              = true

  tags = {
    "svc:block" = "service web"
  }

  capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 1
    weight            = 1
  }

  deployment_controller {
    type = "ECS"
  }

  deployment_circuit_breaker {
    enable   = false
    rollback = false
  }

  network_configuration {
    subnets          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
    security_groups  = [aws_security_group.web.id]
    assign_public_ip = false
  }

  load_balancer {
    container_name   = "app"
    container_port   = 8080
    target_group_arn = aws_lb_target_group.web_edge_app_8080.arn
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.edge_to_web_8080,
    aws_vpc_security_group_ingress_rule.web_8080_from_edge,
    aws_vpc_security_group_egress_rule.web,
    aws_ecs_cluster_capacity_providers.group,
    aws_lb_listener_rule.web_443_uvr9ba,
    aws_iam_role_policy.runner,
    aws_iam_role_policy.shared_task,
  ]

  lifecycle {
    ignore_changes = [desired_count]
  }
}

# main.svc:98 service other
resource "aws_ecs_service" "other" {
  name                               = "all-other"
  cluster                            = aws_ecs_cluster.group.arn
  task_definition                    = aws_ecs_task_definition.other.arn
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
    "svc:block" = "service other"
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
    security_groups  = [aws_security_group.other.id]
    assign_public_ip = false
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.other,
    aws_ecs_cluster_capacity_providers.group,
    aws_iam_role_policy.other_execution,
    aws_iam_role_policy.other_task,
  ]

  lifecycle {
    ignore_changes = [desired_count]
  }
}

# main.svc:109 service own_servers
resource "aws_ecs_service" "own_servers" {
  name                               = "all-own-servers"
  cluster                            = aws_ecs_cluster.group.arn
  task_definition                    = aws_ecs_task_definition.own_servers.arn
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
    "svc:block" = "service own_servers"
  }

  capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.group_nodes.name
    base              = 1
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
    security_groups  = [aws_security_group.own_servers.id]
    assign_public_ip = false
  }

  load_balancer {
    container_name   = "app"
    container_port   = 80
    target_group_arn = aws_lb_target_group.own_servers_edge.arn
  }

  depends_on = [
    aws_vpc_security_group_egress_rule.edge_to_own_servers_80,
    aws_vpc_security_group_ingress_rule.own_servers_80_from_edge,
    aws_vpc_security_group_egress_rule.own_servers,
    aws_ecs_cluster_capacity_providers.group,
    aws_lb_listener_rule.own_servers_443_j9y89u,
    aws_iam_role_policy.own_servers_execution,
  ]
}

# ---- variables.tf

# Compiled by svcc from main.svc. Change the program, not this file.

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
