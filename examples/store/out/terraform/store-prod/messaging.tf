# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:113 topic releases
resource "aws_sns_topic" "releases" {
  name = "store-prod-releases"

  tags = {
    Name        = "store-prod-releases"
    "svc:block" = "topic releases"
  }
}

# main.svc:113 topic releases
resource "aws_sns_topic_subscription" "releases_email_releases_example_com_tvgbhs" {
  topic_arn = aws_sns_topic.releases.arn
  protocol  = "email"
  endpoint  = "releases@example.com"
}

# data.svc:6 queue orders
resource "aws_sqs_queue" "orders" {
  name                       = "store-prod-orders"
  visibility_timeout_seconds = 60
  message_retention_seconds  = 345600
  delay_seconds              = 0

  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.orders_dead_letter.arn
    maxReceiveCount     = 5
  })

  sqs_managed_sse_enabled = true

  tags = {
    Name        = "store-prod-orders"
    "svc:block" = "queue orders"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# data.svc:6 queue orders
resource "aws_sqs_queue" "orders_dead_letter" {
  name                      = "store-prod-orders-dead-letter"
  message_retention_seconds = 1209600

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns = [
      "arn:${data.aws_partition.current.partition}:sqs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:store-prod-orders",
    ]
  })

  sqs_managed_sse_enabled = true

  tags = {
    Name        = "store-prod-orders-dead-letter"
    "svc:block" = "queue orders"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# data.svc:10 topic operators
resource "aws_sns_topic" "operators" {
  name = "store-prod-operators"

  tags = {
    Name        = "store-prod-operators"
    "svc:block" = "topic operators"
  }
}

# data.svc:10 topic operators
resource "aws_sns_topic_subscription" "operators_email_on_call_example_com_a96g53" {
  topic_arn = aws_sns_topic.operators.arn
  protocol  = "email"
  endpoint  = "on-call@example.com"
}
