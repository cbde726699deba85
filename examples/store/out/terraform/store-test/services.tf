# Compiled by svcc from main.svc (test). Change the program, not this file.

# main.svc:61 service worker
resource "aws_ecs_task_definition" "worker" {
  family                   = "store-test-worker"
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
      environment = [
        {
          name  = "QUEUE_URL"
          value = aws_sqs_queue.orders.url
        },
      ]
      secrets = [
        {
          name      = "DB_PASSWORD"
          valueFrom = "arn:${data.aws_partition.current.partition}:secretsmanager:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:secret:store/test/db:password::"
        },
      ]
      healthCheck = {
        command  = ["CMD-SHELL", "pgrep worker"]
        interval = 30
        timeout  = 5
        retries  = 3
      }
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
    Name        = "store-test-worker"
    "svc:block" = "service worker"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:78 job invoices
resource "aws_ecs_task_definition" "invoices" {
  family                   = "store-test-invoices"
  cpu                      = "512"
  memory                   = "1024"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.invoices_execution.arn
  task_role_arn            = aws_iam_role.invoices_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "${aws_ecr_repository.images.repository_url}:invoices-${var.image_tag}"
      essential = true
      environment = [
        {
          name  = "TABLE"
          value = aws_dynamodb_table.carts.name
        },
      ]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.invoices.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "invoices"
        }
      }
    },
  ])

  tags = {
    Name        = "store-test-invoices"
    "svc:block" = "job invoices"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# web_app.svc:24 service cart
resource "aws_ecs_task_definition" "cart" {
  family                   = "store-test-cart"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.cart_execution.arn
  task_role_arn            = aws_iam_role.cart_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "${aws_ecr_repository.images.repository_url}:cart-${var.image_tag}"
      essential = true
      portMappings = [
        {
          name          = "http"
          containerPort = 8080
          hostPort      = 8080
          protocol      = "tcp"
          appProtocol   = "http"
        },
      ]
      environment = [
        {
          name  = "LOG_LEVEL"
          value = "debug"
        },
        {
          name  = "ORDERS_URL"
          value = aws_sqs_queue.orders.url
        },
        {
          name  = "PAYMENTS"
          value = var.payment_account
        },
        {
          name  = "TABLE"
          value = aws_dynamodb_table.carts.name
        },
      ]
      secrets = [
        {
          name      = "DB_PASSWORD"
          valueFrom = "arn:${data.aws_partition.current.partition}:secretsmanager:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:secret:store/test/db:password::"
        },
      ]
      healthCheck = {
        command  = ["CMD-SHELL", "curl -fs http://localhost:8080/healthz"]
        interval = 30
        timeout  = 5
        retries  = 3
      }
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.cart.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "cart"
        }
      }
    },
  ])

  tags = {
    Name        = "store-test-cart"
    "svc:block" = "service cart"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# web_app.svc:24 service catalogue
resource "aws_ecs_task_definition" "catalogue" {
  family                   = "store-test-catalogue"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.catalogue_execution.arn
  task_role_arn            = aws_iam_role.catalogue_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "${aws_ecr_repository.images.repository_url}:catalogue-${var.image_tag}"
      essential = true
      portMappings = [
        {
          name          = "http"
          containerPort = 8080
          hostPort      = 8080
          protocol      = "tcp"
          appProtocol   = "http"
        },
      ]
      environment = [
        {
          name  = "CART_URL"
          value = "http://cart:8080"
        },
        {
          name  = "LOG_LEVEL"
          value = "debug"
        },
        {
          name  = "TABLE"
          value = aws_dynamodb_table.products.name
        },
      ]
      healthCheck = {
        command  = ["CMD-SHELL", "curl -fs http://localhost:8080/healthz"]
        interval = 30
        timeout  = 5
        retries  = 3
      }
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.catalogue.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "catalogue"
        }
      }
    },
  ])

  tags = {
    Name        = "store-test-catalogue"
    "svc:block" = "service catalogue"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:60 service worker
resource "aws_ecs_service" "worker" {
  name                               = "store-test-worker"
  cluster                            = aws_ecs_cluster.main_cluster.arn
  task_definition                    = aws_ecs_task_definition.worker.arn
  desired_count                      = 1
  deployment_maximum_percent         = 200
  deployment_minimum_healthy_percent = 100
  availability_zone_rebalancing      = "ENABLED"
  enable_execute_command             = false
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"
  force_new_deployment               = true
  wait_for_steady_state              = true

  tags = {
    Name        = "store-test-worker"
    "svc:block" = "service worker"
  }

  capacity_provider_strategy {
    capacity_provider = "FARGATE_SPOT"
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
    aws_vpc_endpoint.main_s3,
    aws_ecs_cluster_capacity_providers.main_cluster,
    aws_iam_role_policy.worker_execution,
    aws_iam_role_policy.worker_task,
  ]

  lifecycle {
    ignore_changes = [desired_count]
  }
}

# web_app.svc:23 service cart
resource "aws_ecs_service" "cart" {
  name                               = "store-test-cart"
  cluster                            = aws_ecs_cluster.main_cluster.arn
  task_definition                    = aws_ecs_task_definition.cart.arn
  desired_count                      = 1
  deployment_maximum_percent         = 200
  deployment_minimum_healthy_percent = 100
  health_check_grace_period_seconds  = 45
  availability_zone_rebalancing      = "ENABLED"
  enable_execute_command             = false
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"
  force_new_deployment               = true
  wait_for_steady_state              = true

  tags = {
    Name        = "store-test-cart"
    "svc:block" = "service cart"
  }

  capacity_provider_strategy {
    capacity_provider = "FARGATE_SPOT"
    base              = 0
    weight            = 4
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
    enable   = true
    rollback = true
  }

  alarms {
    alarm_names = [aws_cloudwatch_metric_alarm.cart_busy.alarm_name]
    enable      = true
    rollback    = true
  }

  network_configuration {
    subnets          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
    security_groups  = [aws_security_group.cart.id]
    assign_public_ip = false
  }

  load_balancer {
    container_name   = "app"
    container_port   = 8080
    target_group_arn = aws_lb_target_group.cart_edge.arn
  }

  service_connect_configuration {
    enabled   = true
    namespace = aws_service_discovery_http_namespace.main_cluster.arn

    service {
      port_name      = "http"
      discovery_name = "cart"

      client_alias {
        dns_name = "cart"
        port     = 8080
      }
    }
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.edge_to_cart_8080,
    aws_vpc_security_group_ingress_rule.cart_8080_from_edge,
    aws_vpc_security_group_egress_rule.cart,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_vpc_endpoint.main_s3,
    aws_ecs_cluster_capacity_providers.main_cluster,
    aws_lb_listener_rule.cart_443_mwenv2,
    aws_iam_role_policy.cart_execution,
    aws_iam_role_policy.cart_task,
  ]

  lifecycle {
    ignore_changes = [desired_count]
  }
}

# web_app.svc:23 service catalogue
resource "aws_ecs_service" "catalogue" {
  name                               = "store-test-catalogue"
  cluster                            = aws_ecs_cluster.main_cluster.arn
  task_definition                    = aws_ecs_task_definition.catalogue.arn
  desired_count                      = 1
  deployment_maximum_percent         = 200
  deployment_minimum_healthy_percent = 100
  health_check_grace_period_seconds  = 45
  availability_zone_rebalancing      = "ENABLED"
  enable_execute_command             = false
  enable_ecs_managed_tags            = true
  propagate_tags                     = "SERVICE"
  force_new_deployment               = true
  wait_for_steady_state              = true

  tags = {
    Name        = "store-test-catalogue"
    "svc:block" = "service catalogue"
  }

  capacity_provider_strategy {
    capacity_provider = "FARGATE_SPOT"
    base              = 0
    weight            = 4
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
    enable   = true
    rollback = true
  }

  alarms {
    alarm_names = [aws_cloudwatch_metric_alarm.catalogue_busy.alarm_name]
    enable      = true
    rollback    = true
  }

  network_configuration {
    subnets          = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
    security_groups  = [aws_security_group.catalogue.id]
    assign_public_ip = false
  }

  load_balancer {
    container_name   = "app"
    container_port   = 8080
    target_group_arn = aws_lb_target_group.catalogue_edge.arn
  }

  service_connect_configuration {
    enabled   = true
    namespace = aws_service_discovery_http_namespace.main_cluster.arn

    service {
      port_name      = "http"
      discovery_name = "catalogue"

      client_alias {
        dns_name = "catalogue"
        port     = 8080
      }
    }
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.edge_to_catalogue_8080,
    aws_vpc_security_group_ingress_rule.catalogue_8080_from_edge,
    aws_vpc_security_group_egress_rule.catalogue,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_vpc_endpoint.main_s3,
    aws_ecs_cluster_capacity_providers.main_cluster,
    aws_ecs_service.cart,
    aws_lb_listener_rule.catalogue_443_krcsef,
    aws_iam_role_policy.catalogue_execution,
    aws_iam_role_policy.catalogue_task,
  ]

  lifecycle {
    ignore_changes = [desired_count]
  }
}
