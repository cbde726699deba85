# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:60 service worker
resource "aws_appautoscaling_target" "worker" {
  service_namespace  = "ecs"
  resource_id        = "service/${aws_ecs_cluster.main_cluster.name}/${aws_ecs_service.worker.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = 1
  max_capacity       = 20

  tags = {
    Name        = "store-prod-worker"
    "svc:block" = "service worker"
  }
}

# main.svc:74 service worker
resource "aws_appautoscaling_policy" "worker_queue" {
  name               = "store-prod-worker-queue"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = "ecs"
  resource_id        = aws_appautoscaling_target.worker.resource_id
  scalable_dimension = "ecs:service:DesiredCount"

  target_tracking_scaling_policy_configuration {
    target_value       = 600
    scale_in_cooldown  = 300
    scale_out_cooldown = 60

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
              value = aws_sqs_queue.orders.name
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
              value = aws_ecs_cluster.main_cluster.name
            }

            dimensions {
              name  = "ServiceName"
              value = aws_ecs_service.worker.name
            }
          }
        }
      }

      metrics {
        id          = "backlog"
        label       = "Messages waiting for each task"
        expression  = "IF(FILL(running, 0) > 0, waiting / running, IF(waiting > 0, 1200, 0))"
        return_data = true
      }
    }
  }
}

# web_app.svc:23 service cart
resource "aws_appautoscaling_target" "cart" {
  service_namespace  = "ecs"
  resource_id        = "service/${aws_ecs_cluster.main_cluster.name}/${aws_ecs_service.cart.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = 3
  max_capacity       = 30

  tags = {
    Name        = "store-prod-cart"
    "svc:block" = "service cart"
  }
}

# web_app.svc:42 service cart
resource "aws_appautoscaling_policy" "cart_cpu" {
  name               = "store-prod-cart-cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = "ecs"
  resource_id        = aws_appautoscaling_target.cart.resource_id
  scalable_dimension = "ecs:service:DesiredCount"

  target_tracking_scaling_policy_configuration {
    target_value       = 60
    scale_in_cooldown  = 300
    scale_out_cooldown = 60

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}

# web_app.svc:23 service catalogue
resource "aws_appautoscaling_target" "catalogue" {
  service_namespace  = "ecs"
  resource_id        = "service/${aws_ecs_cluster.main_cluster.name}/${aws_ecs_service.catalogue.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = 2
  max_capacity       = 12

  tags = {
    Name        = "store-prod-catalogue"
    "svc:block" = "service catalogue"
  }
}

# web_app.svc:42 service catalogue
resource "aws_appautoscaling_policy" "catalogue_cpu" {
  name               = "store-prod-catalogue-cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = "ecs"
  resource_id        = aws_appautoscaling_target.catalogue.resource_id
  scalable_dimension = "ecs:service:DesiredCount"

  target_tracking_scaling_policy_configuration {
    target_value       = 60
    scale_in_cooldown  = 300
    scale_out_cooldown = 60

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}
