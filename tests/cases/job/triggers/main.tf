# ---- cluster.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:5 cluster group
resource "aws_ecs_cluster" "group" {
  name = "media-group"

  tags = {
    "svc:block" = "cluster group"
  }

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

# main.svc:5 cluster group
resource "aws_ecs_cluster_capacity_providers" "group" {
  cluster_name       = aws_ecs_cluster.group.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]
}

# ---- iam.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:13 job encode
resource "aws_iam_role" "encode_execution" {
  name_prefix = "media-encode-execution-"

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

# main.svc:13 job encode
resource "aws_iam_role_policy" "encode_execution" {
  name = "media-encode-execution"
  role = aws_iam_role.encode_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.encode.arn}:*"
      },
    ]
  })
}

# main.svc:13 job encode
resource "aws_iam_role" "encode_task" {
  name_prefix = "media-encode-task-"

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

# main.svc:36 job import
resource "aws_iam_role" "import_execution" {
  name_prefix = "media-import-execution-"

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

# main.svc:36 job import
resource "aws_iam_role_policy" "import_execution" {
  name = "media-import-execution"
  role = aws_iam_role.import_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.import.arn}:*"
      },
    ]
  })
}

# main.svc:36 job import
resource "aws_iam_role" "import_task" {
  name_prefix = "media-import-task-"

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

# main.svc:12 job encode
resource "aws_iam_role" "encode_run" {
  name_prefix = "media-encode-run-"

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

# main.svc:12 job encode
resource "aws_iam_role_policy" "encode_run" {
  name = "media-encode-run"
  role = aws_iam_role.encode_run.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["ecs:DescribeTasks", "ecs:StopTask"]
        Resource = "*"
        Condition = {
          ArnEquals = {
            "ecs:cluster" = aws_ecs_cluster.group.arn
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
        Resource = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:task-definition/media-encode:*"
        Condition = {
          ArnEquals = {
            "ecs:cluster" = aws_ecs_cluster.group.arn
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
        Resource = [aws_iam_role.encode_execution.arn, aws_iam_role.encode_task.arn]
        Condition = {
          StringEquals = {
            "iam:PassedToService" = "ecs-tasks.amazonaws.com"
          }
        }
      },
    ]
  })
}

# main.svc:12 job encode
resource "aws_iam_role" "encode_start" {
  name_prefix = "media-encode-start-"

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

# main.svc:12 job encode
resource "aws_iam_role_policy" "encode_start" {
  name = "media-encode-start"
  role = aws_iam_role.encode_start.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "states:StartExecution"
        Resource = aws_sfn_state_machine.encode.arn
      },
    ]
  })
}

# main.svc:12 job encode
resource "aws_iam_role" "encode_event" {
  name_prefix = "media-encode-event-"

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

# main.svc:12 job encode
resource "aws_iam_role_policy" "encode_event" {
  name = "media-encode-event"
  role = aws_iam_role.encode_event.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "states:StartExecution"
        Resource = aws_sfn_state_machine.encode.arn
      },
    ]
  })
}

# main.svc:12 job encode
resource "aws_iam_role" "encode_queue" {
  name_prefix = "media-encode-queue-"

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
}

# main.svc:12 job encode
resource "aws_iam_role_policy" "encode_queue" {
  name = "media-encode-queue"
  role = aws_iam_role.encode_queue.name

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
        Resource = aws_sfn_state_machine.encode.arn
      },
    ]
  })
}

# main.svc:35 job import
resource "aws_iam_role" "import_run" {
  name_prefix = "media-import-run-"

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

# main.svc:35 job import
resource "aws_iam_role_policy" "import_run" {
  name = "media-import-run"
  role = aws_iam_role.import_run.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["ecs:DescribeTasks", "ecs:StopTask"]
        Resource = "*"
        Condition = {
          ArnEquals = {
            "ecs:cluster" = aws_ecs_cluster.group.arn
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
        Resource = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:task-definition/media-import:*"
        Condition = {
          ArnEquals = {
            "ecs:cluster" = aws_ecs_cluster.group.arn
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
        Resource = [aws_iam_role.import_execution.arn, aws_iam_role.import_task.arn]
        Condition = {
          StringEquals = {
            "iam:PassedToService" = "ecs-tasks.amazonaws.com"
          }
        }
      },
    ]
  })
}

# main.svc:35 job import
resource "aws_iam_role" "import_event" {
  name_prefix = "media-import-event-"

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

# main.svc:35 job import
resource "aws_iam_role_policy" "import_event" {
  name = "media-import-event"
  role = aws_iam_role.import_event.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "states:StartExecution"
        Resource = aws_sfn_state_machine.import.arn
      },
    ]
  })
}

# main.svc:35 job import
resource "aws_iam_role" "import_start" {
  name_prefix = "media-import-start-"

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

# main.svc:35 job import
resource "aws_iam_role_policy" "import_start" {
  name = "media-import-start"
  role = aws_iam_role.import_start.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "states:StartExecution"
        Resource = aws_sfn_state_machine.import.arn
      },
    ]
  })
}

# ---- jobs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:12 job encode
resource "aws_sfn_state_machine" "encode" {
  name     = "media-encode"
  role_arn = aws_iam_role.encode_run.arn

  definition = jsonencode({
    StartAt = "All"
    States = {
      All = {
        Type = "Pass"
        Parameters = {
          "input.$" = "$"
          indices   = [0, 1, 2]
        }
        Next = "Each"
      }
      Each = {
        Type      = "Map"
        ItemsPath = "$.indices"
        ItemSelector = {
          "input.$" = "$.input"
          "index.$" = "$$.Map.Item.Value"
        }
        ItemProcessor = {
          ProcessorConfig = {
            Mode = "INLINE"
          }
          StartAt = "Run"
          States = {
            Run = {
              Type     = "Task"
              Resource = "arn:${data.aws_partition.current.partition}:states:::ecs:runTask.sync"
              Parameters = {
                Cluster        = aws_ecs_cluster.group.arn
                TaskDefinition = aws_ecs_task_definition.encode.arn
                LaunchType     = "FARGATE"
                NetworkConfiguration = {
                  AwsvpcConfiguration = {
                    Subnets        = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
                    SecurityGroups = [aws_security_group.encode.id]
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
                          "Value.$" = "States.JsonToString($.input)"
                        },
                        {
                          Name      = "JOB_INDEX"
                          "Value.$" = "States.Format('{}', $.index)"
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
        }
        End = true
      }
    }
  })

  tags = {
    "svc:block" = "job encode"
  }

  logging_configuration {
    level                  = "ALL"
    include_execution_data = false
    log_destination        = "${aws_cloudwatch_log_group.encode_runs.arn}:*"
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.encode,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_ecs_cluster_capacity_providers.group,
    aws_iam_role_policy.encode_execution,
    aws_iam_role_policy.encode_run,
  ]
}

# main.svc:20 job encode
resource "aws_scheduler_schedule" "encode_nt3ujz" {
  name                         = "media-encode-nt3ujz"
  schedule_expression          = "cron(0 3 * * ? *)"
  schedule_expression_timezone = "UTC"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_sfn_state_machine.encode.arn
    role_arn = aws_iam_role.encode_start.arn
  }

  depends_on = [aws_iam_role_policy.encode_start]
}

# main.svc:21 job encode
resource "aws_scheduler_schedule" "encode_xefmus" {
  name                         = "media-encode-xefmus"
  schedule_expression          = "rate(6 hours)"
  schedule_expression_timezone = "UTC"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_sfn_state_machine.encode.arn
    role_arn = aws_iam_role.encode_start.arn
  }

  depends_on = [aws_iam_role_policy.encode_start]
}

# main.svc:22 job encode
resource "aws_cloudwatch_event_rule" "encode_xfmqfc" {
  name = "media-encode-xfmqfc"

  event_pattern = jsonencode({
    source      = ["aws.s3"]
    detail-type = ["Object Created"]
    detail = {
      bucket = {
        name = [aws_s3_bucket.inbox.id]
      }
      object = {
        key = [
          {
            wildcard = "in/*.mp4"
          },
        ]
      }
    }
  })

  tags = {
    "svc:block" = "job encode"
  }

  depends_on = [aws_iam_role_policy.encode_event]
}

# main.svc:22 job encode
resource "aws_cloudwatch_event_target" "encode_xfmqfc" {
  rule      = aws_cloudwatch_event_rule.encode_xfmqfc.name
  target_id = "job"
  arn       = aws_sfn_state_machine.encode.arn
  role_arn  = aws_iam_role.encode_event.arn
}

# main.svc:23 job encode
resource "aws_cloudwatch_event_rule" "encode_8tiazn" {
  name           = "media-encode-8tiazn"
  event_bus_name = "default"

  event_pattern = jsonencode({
    source      = ["aws.ecr"]
    detail-type = ["ECR Image Action"]
    detail = {
      action-type = ["PUSH"]
    }
  })

  tags = {
    "svc:block" = "job encode"
  }

  depends_on = [aws_iam_role_policy.encode_event]
}

# main.svc:23 job encode
resource "aws_cloudwatch_event_target" "encode_8tiazn" {
  rule           = aws_cloudwatch_event_rule.encode_8tiazn.name
  target_id      = "job"
  arn            = aws_sfn_state_machine.encode.arn
  role_arn       = aws_iam_role.encode_event.arn
  event_bus_name = "default"
}

# main.svc:31 job encode
resource "aws_pipes_pipe" "encode_6shwsa" {
  name     = "media-encode-6shwsa"
  role_arn = aws_iam_role.encode_queue.arn
  source   = aws_sqs_queue.orders.arn
  target   = aws_sfn_state_machine.encode.arn

  tags = {
    "svc:block" = "job encode"
  }

  source_parameters {
    sqs_queue_parameters {
      batch_size = 5
    }
  }

  target_parameters {
    step_function_state_machine_parameters {
      invocation_type = "FIRE_AND_FORGET"
    }
  }

  depends_on = [aws_iam_role_policy.encode_queue]
}

# main.svc:32 job encode
resource "aws_cloudwatch_event_rule" "encode_gwn4jy" {
  name = "media-encode-gwn4jy"

  event_pattern = jsonencode({
    source      = ["aws.s3"]
    detail-type = ["Object Created"]
    detail = {
      bucket = {
        name = [aws_s3_bucket.outbox.id]
      }
      object = {
        key = [
          {
            suffix = ".mov"
          },
        ]
      }
    }
  })

  tags = {
    "svc:block" = "job encode"
  }

  depends_on = [aws_iam_role_policy.encode_event]
}

# main.svc:32 job encode
resource "aws_cloudwatch_event_target" "encode_gwn4jy" {
  rule      = aws_cloudwatch_event_rule.encode_gwn4jy.name
  target_id = "job"
  arn       = aws_sfn_state_machine.encode.arn
  role_arn  = aws_iam_role.encode_event.arn
}

# main.svc:35 job import
resource "aws_sfn_state_machine" "import" {
  name     = "media-import"
  role_arn = aws_iam_role.import_run.arn

  definition = jsonencode({
    StartAt = "Run"
    States = {
      Run = {
        Type     = "Task"
        Resource = "arn:${data.aws_partition.current.partition}:states:::ecs:runTask.sync"
        Parameters = {
          Cluster        = aws_ecs_cluster.group.arn
          TaskDefinition = aws_ecs_task_definition.import.arn
          LaunchType     = "FARGATE"
          NetworkConfiguration = {
            AwsvpcConfiguration = {
              Subnets        = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
              SecurityGroups = [aws_security_group.import.id]
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
    "svc:block" = "job import"
  }

  logging_configuration {
    level                  = "ALL"
    include_execution_data = false
    log_destination        = "${aws_cloudwatch_log_group.import_runs.arn}:*"
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.import,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_ecs_cluster_capacity_providers.group,
    aws_iam_role_policy.import_execution,
    aws_iam_role_policy.import_run,
  ]
}

# main.svc:41 job import
resource "aws_cloudwatch_event_rule" "import_aje6n6" {
  name = "media-import-aje6n6"

  event_pattern = jsonencode({
    source      = ["aws.s3"]
    detail-type = ["Object Created"]
    detail = {
      bucket = {
        name = ["acme-old"]
      }
    }
  })

  tags = {
    "svc:block" = "job import"
  }

  depends_on = [aws_iam_role_policy.import_event]
}

# main.svc:41 job import
resource "aws_cloudwatch_event_target" "import_aje6n6" {
  rule      = aws_cloudwatch_event_rule.import_aje6n6.name
  target_id = "job"
  arn       = aws_sfn_state_machine.import.arn
  role_arn  = aws_iam_role.import_event.arn
}

# main.svc:42 job import
resource "aws_scheduler_schedule" "import_xrcery" {
  name                         = "media-import-xrcery"
  schedule_expression          = "rate(1 day)"
  schedule_expression_timezone = "Europe/Berlin"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_sfn_state_machine.import.arn
    role_arn = aws_iam_role.import_start.arn
  }

  depends_on = [aws_iam_role_policy.import_start]
}

# main.svc:44 job import
resource "aws_cloudwatch_event_rule" "import_objects" {
  name = "media-import-objects"

  event_pattern = jsonencode({
    source      = ["aws.s3"]
    detail-type = ["Object Created"]
    resources   = [aws_s3_bucket.inbox.arn]
    detail = {
      bucket = {
        name = [aws_s3_bucket.inbox.id]
      }
      object = {
        key = [
          {
            prefix = "in/"
          },
        ]
      }
    }
  })

  tags = {
    "svc:block" = "job import"
  }

  depends_on = [aws_iam_role_policy.import_event]
}

# main.svc:44 job import
resource "aws_cloudwatch_event_target" "import_objects" {
  rule      = aws_cloudwatch_event_rule.import_objects.name
  target_id = "job"
  arn       = aws_sfn_state_machine.import.arn
  role_arn  = aws_iam_role.import_event.arn
}

# ---- main.tf

# Compiled by svcc from main.svc. Change the program, not this file.

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# ---- messaging.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:10 queue orders
resource "aws_sqs_queue" "orders" {
  name                       = "media-orders"
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

# main.svc:10 queue orders
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

# main.svc:10 queue orders
resource "aws_sqs_queue" "orders_dead_letter" {
  name                      = "media-orders-dead-letter"
  message_retention_seconds = 1209600

  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns = [
      "arn:${data.aws_partition.current.partition}:sqs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:media-orders",
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

# main.svc:10 queue orders
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

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:4 network main
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = {
    Name = "media-main"
  }
}

# main.svc:4 network main
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}

# main.svc:4 network main
resource "aws_internet_gateway" "main" {
  tags = {
    Name = "media-main"
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
    Name = "media-main-public-1"
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
    Name = "media-main-public-2"
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
    Name = "media-main-private-1"
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
    Name = "media-main-private-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:4 network main
resource "aws_route_table" "main_public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "media-main-public"
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
    Name = "media-main-private-1"
  }
}

# main.svc:4 network main
resource "aws_route_table" "main_private_2" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "media-main-private-2"
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
    Name        = "media-main-nat-1"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:4 network main
resource "aws_nat_gateway" "main_1" {
  allocation_id = aws_eip.main_nat_1.allocation_id
  subnet_id     = aws_subnet.main_public_1.id

  tags = {
    Name        = "media-main-1"
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

# main.svc:13 job encode
resource "aws_cloudwatch_log_group" "encode" {
  name              = "/ecs/media/encode"
  retention_in_days = 30

  tags = {
    "svc:block" = "job encode"
  }
}

# main.svc:36 job import
resource "aws_cloudwatch_log_group" "import" {
  name              = "/ecs/media/import"
  retention_in_days = 30

  tags = {
    "svc:block" = "job import"
  }
}

# main.svc:12 job encode
resource "aws_cloudwatch_log_group" "encode_runs" {
  name              = "/aws/vendedlogs/states/media-encode"
  retention_in_days = 30

  tags = {
    "svc:block" = "job encode"
  }
}

# main.svc:35 job import
resource "aws_cloudwatch_log_group" "import_runs" {
  name              = "/aws/vendedlogs/states/media-import"
  retention_in_days = 30

  tags = {
    "svc:block" = "job import"
  }
}

# ---- outputs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

output "group_cluster_name" {
  value = aws_ecs_cluster.group.name
}

output "encode_job_arn" {
  value = aws_sfn_state_machine.encode.arn
}

output "import_job_arn" {
  value = aws_sfn_state_machine.import.arn
}

output "orders_queue_url" {
  value = aws_sqs_queue.orders.url
}

output "encode_log_group" {
  value = aws_cloudwatch_log_group.encode.name
}

output "import_log_group" {
  value = aws_cloudwatch_log_group.import.name
}

# ---- providers.tf

# Compiled by svcc from main.svc. Change the program, not this file.

provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      "svc:app" = "media"
    }
  }
}

# ---- security.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:12 job encode
resource "aws_security_group" "encode" {
  name_prefix = "media-encode-"
  description = "Tasks of media-encode"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "media-encode"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:12 job encode
resource "aws_vpc_security_group_egress_rule" "encode" {
  security_group_id = aws_security_group.encode.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "media-encode"
    "svc:block" = "job encode"
  }
}

# main.svc:35 job import
resource "aws_security_group" "import" {
  name_prefix = "media-import-"
  description = "Tasks of media-import"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "media-import"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:35 job import
resource "aws_vpc_security_group_egress_rule" "import" {
  security_group_id = aws_security_group.import.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "media-import"
    "svc:block" = "job import"
  }
}

# ---- services.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:13 job encode
resource "aws_ecs_task_definition" "encode" {
  family                   = "media-encode"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.encode_execution.arn
  task_role_arn            = aws_iam_role.encode_task.arn

  container_definitions = jsonencode([
    {
      name      = "logs"
      image     = "public.ecr.aws/docker/library/busybox:1"
      essential = false
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.encode.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "encode"
        }
      }
    },
    {
      name      = "app"
      image     = "public.ecr.aws/docker/library/busybox:1"
      essential = true
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.encode.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "encode"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "job encode"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# main.svc:36 job import
resource "aws_ecs_task_definition" "import" {
  family                   = "media-import"
  cpu                      = "256"
  memory                   = "512"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.import_execution.arn
  task_role_arn            = aws_iam_role.import_task.arn

  container_definitions = jsonencode([
    {
      name      = "app"
      image     = "public.ecr.aws/docker/library/busybox:1"
      essential = true
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.import.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "import"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "job import"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }
}

# ---- storage.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:7 bucket inbox
resource "aws_s3_bucket" "inbox" {
  bucket_prefix = "media-inbox-"

  tags = {
    "svc:block" = "bucket inbox"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:7 bucket inbox
resource "aws_s3_bucket_ownership_controls" "inbox" {
  bucket = aws_s3_bucket.inbox.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

# main.svc:7 bucket inbox
resource "aws_s3_bucket_public_access_block" "inbox" {
  bucket                  = aws_s3_bucket.inbox.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# main.svc:7 bucket inbox
resource "aws_s3_bucket_server_side_encryption_configuration" "inbox" {
  bucket = aws_s3_bucket.inbox.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

# main.svc:7 bucket inbox
resource "aws_s3_bucket_versioning" "inbox" {
  bucket = aws_s3_bucket.inbox.id

  versioning_configuration {
    status = "Enabled"
  }
}

# main.svc:7 bucket inbox
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

# main.svc:7 bucket inbox
resource "aws_s3_bucket_notification" "inbox" {
  bucket      = aws_s3_bucket.inbox.id
  eventbridge = true
}

# main.svc:7 bucket inbox
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

# main.svc:8 bucket outbox
resource "aws_s3_bucket" "outbox" {
  bucket_prefix = "media-outbox-"

  tags = {
    "svc:block" = "bucket outbox"
  }

  lifecycle {
    prevent_destroy = true
  }
}

# main.svc:8 bucket outbox
resource "aws_s3_bucket_ownership_controls" "outbox" {
  bucket = aws_s3_bucket.outbox.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

# main.svc:8 bucket outbox
resource "aws_s3_bucket_public_access_block" "outbox" {
  bucket                  = aws_s3_bucket.outbox.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# main.svc:8 bucket outbox
resource "aws_s3_bucket_server_side_encryption_configuration" "outbox" {
  bucket = aws_s3_bucket.outbox.id

  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

# main.svc:8 bucket outbox
resource "aws_s3_bucket_versioning" "outbox" {
  bucket = aws_s3_bucket.outbox.id

  versioning_configuration {
    status = "Enabled"
  }
}

# main.svc:8 bucket outbox
resource "aws_s3_bucket_lifecycle_configuration" "outbox" {
  bucket = aws_s3_bucket.outbox.id

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

# main.svc:8 bucket outbox
resource "aws_s3_bucket_notification" "outbox" {
  bucket      = aws_s3_bucket.outbox.id
  eventbridge = true
}

# main.svc:8 bucket outbox
resource "aws_s3_bucket_policy" "outbox" {
  bucket = aws_s3_bucket.outbox.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect    = "Deny"
        Principal = "*"
        Action    = "s3:*"
        Resource  = [aws_s3_bucket.outbox.arn, "${aws_s3_bucket.outbox.arn}/*"]
        Condition = {
          Bool = {
            "aws:SecureTransport" = "false"
          }
        }
      },
    ]
  })
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
