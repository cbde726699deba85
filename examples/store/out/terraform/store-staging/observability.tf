# Compiled by svcc from main.svc (staging). Change the program, not this file.

# main.svc:104 alarm unsold
resource "aws_cloudwatch_metric_alarm" "unsold" {
  alarm_name  = "store-staging-unsold"
  namespace   = "AWS/SQS"
  metric_name = "ApproximateAgeOfOldestMessage"

  dimensions = {
    QueueName = aws_sqs_queue.orders.name
  }

  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  threshold           = 900
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.operators.arn]
  ok_actions          = [aws_sns_topic.operators.arn]

  tags = {
    Name        = "store-staging-unsold"
    "svc:block" = "alarm unsold"
  }
}

# main.svc:105 alarm refused
resource "aws_cloudwatch_metric_alarm" "refused" {
  alarm_name  = "store-staging-refused"
  namespace   = "AWS/SQS"
  metric_name = "ApproximateNumberOfMessagesVisible"

  dimensions = {
    QueueName = aws_sqs_queue.orders_dead_letter.name
  }

  statistic           = "Maximum"
  period              = 60
  evaluation_periods  = 3
  threshold           = 0
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.operators.arn]
  ok_actions          = [aws_sns_topic.operators.arn]

  tags = {
    Name        = "store-staging-refused"
    "svc:block" = "alarm refused"
  }
}

# web_app.svc:46 alarm cart.busy
resource "aws_cloudwatch_metric_alarm" "cart_busy" {
  alarm_name  = "store-staging-cart-busy"
  namespace   = "AWS/ECS"
  metric_name = "CPUUtilization"

  dimensions = {
    ClusterName = aws_ecs_cluster.main_cluster.name
    ServiceName = "store-staging-cart"
  }

  statistic           = "Average"
  period              = 60
  evaluation_periods  = 3
  threshold           = 85
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.operators.arn]
  ok_actions          = [aws_sns_topic.operators.arn]

  tags = {
    Name        = "store-staging-cart-busy"
    "svc:block" = "alarm cart.busy"
  }
}

# web_app.svc:46 alarm catalogue.busy
resource "aws_cloudwatch_metric_alarm" "catalogue_busy" {
  alarm_name  = "store-staging-catalogue-busy"
  namespace   = "AWS/ECS"
  metric_name = "CPUUtilization"

  dimensions = {
    ClusterName = aws_ecs_cluster.main_cluster.name
    ServiceName = "store-staging-catalogue"
  }

  statistic           = "Average"
  period              = 60
  evaluation_periods  = 3
  threshold           = 85
  comparison_operator = "GreaterThanThreshold"
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.operators.arn]
  ok_actions          = [aws_sns_topic.operators.arn]

  tags = {
    Name        = "store-staging-catalogue-busy"
    "svc:block" = "alarm catalogue.busy"
  }
}

# main.svc:61 service worker
resource "aws_cloudwatch_log_group" "worker" {
  name              = "/ecs/store-staging/worker"
  retention_in_days = 30

  tags = {
    Name        = "store-staging-worker"
    "svc:block" = "service worker"
  }
}

# main.svc:78 job invoices
resource "aws_cloudwatch_log_group" "invoices" {
  name              = "/ecs/store-staging/invoices"
  retention_in_days = 30

  tags = {
    Name        = "store-staging-invoices"
    "svc:block" = "job invoices"
  }
}

# web_app.svc:24 service cart
resource "aws_cloudwatch_log_group" "cart" {
  name              = "/ecs/store-staging/cart"
  retention_in_days = 30

  tags = {
    Name        = "store-staging-cart"
    "svc:block" = "service cart"
  }
}

# web_app.svc:24 service catalogue
resource "aws_cloudwatch_log_group" "catalogue" {
  name              = "/ecs/store-staging/catalogue"
  retention_in_days = 30

  tags = {
    Name        = "store-staging-catalogue"
    "svc:block" = "service catalogue"
  }
}

# main.svc:97 pipeline release
resource "aws_cloudwatch_log_group" "release_images" {
  name              = "/aws/codebuild/store-staging-release-images"
  retention_in_days = 30

  tags = {
    Name        = "store-staging-release-images"
    "svc:block" = "pipeline release"
  }
}
