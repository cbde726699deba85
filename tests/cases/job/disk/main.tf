# ---- cluster.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:5 cluster web
resource "aws_ecs_cluster" "web" {
  name = "keep-web"

  tags = {
    "svc:block" = "cluster web"
  }

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

# main.svc:5 cluster web
resource "aws_ecs_cluster_capacity_providers" "web" {
  cluster_name       = aws_ecs_cluster.web.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]

  default_capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 0
    weight            = 1
  }
}

# ---- iam.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:7 task restore
resource "aws_iam_role" "restore_execution" {
  name_prefix = "keep-restore-execution-"

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

# main.svc:7 task restore
resource "aws_iam_role_policy" "restore_execution" {
  name = "keep-restore-execution"
  role = aws_iam_role.restore_execution.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "${aws_cloudwatch_log_group.restore.arn}:*"
      },
    ]
  })
}

# main.svc:7 task restore
resource "aws_iam_role" "restore_task" {
  name_prefix = "keep-restore-task-"

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

# main.svc:19 job nightly
resource "aws_iam_role" "nightly_run" {
  name_prefix = "keep-nightly-run-"

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

# main.svc:19 job nightly
resource "aws_iam_role" "nightly_disks" {
  name_prefix = "keep-nightly-disks-"

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

# main.svc:19 job nightly
resource "aws_iam_role_policy_attachment" "nightly_disks_policy_AmazonECSInfrastructureRolePolicyForVolu_e2qg7s" {
  role       = aws_iam_role.nightly_disks.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForVolumes"
}

# main.svc:19 job nightly
resource "aws_iam_role_policy" "nightly_run" {
  name = "keep-nightly-run"
  role = aws_iam_role.nightly_run.name

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
        Resource = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:task-definition/keep-restore:*"
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
        Resource = [aws_iam_role.restore_execution.arn, aws_iam_role.restore_task.arn]
        Condition = {
          StringEquals = {
            "iam:PassedToService" = "ecs-tasks.amazonaws.com"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "iam:PassRole"
        Resource = aws_iam_role.nightly_disks.arn
        Condition = {
          StringEquals = {
            "iam:PassedToService" = "ecs.amazonaws.com"
          }
        }
      },
    ]
  })
}

# main.svc:19 job nightly
resource "aws_iam_role" "nightly_start" {
  name_prefix = "keep-nightly-start-"

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

# main.svc:19 job nightly
resource "aws_iam_role_policy" "nightly_start" {
  name = "keep-nightly-start"
  role = aws_iam_role.nightly_start.name

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = "states:StartExecution"
        Resource = aws_sfn_state_machine.nightly.arn
      },
    ]
  })
}

# main.svc:27 job shards
resource "aws_iam_role" "shards_run" {
  name_prefix = "keep-shards-run-"

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

# main.svc:27 job shards
resource "aws_iam_role" "shards_disks" {
  name_prefix = "keep-shards-disks-"

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

# main.svc:27 job shards
resource "aws_iam_role_policy_attachment" "shards_disks_policy_AmazonECSInfrastructureRolePolicyForVolu_e2qg7s" {
  role       = aws_iam_role.shards_disks.name
  policy_arn = "arn:${data.aws_partition.current.partition}:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForVolumes"
}

# main.svc:27 job shards
resource "aws_iam_role_policy" "shards_run" {
  name = "keep-shards-run"
  role = aws_iam_role.shards_run.name

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
        Resource = "arn:${data.aws_partition.current.partition}:ecs:${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}:task-definition/keep-restore:*"
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
        Resource = [aws_iam_role.restore_execution.arn, aws_iam_role.restore_task.arn]
        Condition = {
          StringEquals = {
            "iam:PassedToService" = "ecs-tasks.amazonaws.com"
          }
        }
      },
      {
        Effect   = "Allow"
        Action   = "iam:PassRole"
        Resource = aws_iam_role.shards_disks.arn
        Condition = {
          StringEquals = {
            "iam:PassedToService" = "ecs.amazonaws.com"
          }
        }
      },
    ]
  })
}

# ---- jobs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:19 job nightly
resource "aws_sfn_state_machine" "nightly" {
  name     = "keep-nightly"
  role_arn = aws_iam_role.nightly_run.arn

  definition = jsonencode({
    StartAt = "Run"
    States = {
      Run = {
        Type = "Parallel"
        Branches = [
          {
            StartAt = "Start"
            States = {
              Start = {
                Type     = "Task"
                Resource = "arn:${data.aws_partition.current.partition}:states:::aws-sdk:ecs:runTask"
                Parameters = {
                  Cluster        = aws_ecs_cluster.web.arn
                  TaskDefinition = aws_ecs_task_definition.restore.arn
                  CapacityProviderStrategy = [
                    {
                      CapacityProvider = "FARGATE"
                      Base             = 0
                      Weight           = 1
                    },
                  ]
                  NetworkConfiguration = {
                    AwsvpcConfiguration = {
                      Subnets        = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
                      SecurityGroups = [aws_security_group.nightly.id]
                      AssignPublicIp = "DISABLED"
                    }
                  }
                  Overrides = {
                    ContainerOverrides = [
                      {
                        Name = "restore"
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
                  VolumeConfigurations = [
                    {
                      Name = "work"
                      ManagedEBSVolume = {
                        RoleArn        = aws_iam_role.nightly_disks.arn
                        Encrypted      = true
                        VolumeType     = "gp3"
                        SizeInGiB      = 2048
                        Throughput     = 500
                        SnapshotId     = "snap-0123456789abcdef0"
                        FilesystemType = "xfs"
                      }
                    },
                  ]
                }
                ResultSelector = {
                  "tasks.$"    = "$.Tasks[*].TaskArn"
                  "failures.$" = "$.Failures"
                  looks        = 0
                }
                Next = "Started"
              }
              Started = {
                Type = "Choice"
                Choices = [
                  {
                    Variable  = "$.tasks[0]"
                    IsPresent = true
                    Next      = "Wait"
                  },
                ]
                Default = "NotStarted"
              }
              NotStarted = {
                Type      = "Fail"
                Error     = "TaskNotStarted"
                CausePath = "States.JsonToString($.failures)"
              }
              Wait = {
                Type    = "Wait"
                Seconds = 72
                Next    = "Look"
              }
              Look = {
                Type     = "Task"
                Resource = "arn:${data.aws_partition.current.partition}:states:::aws-sdk:ecs:describeTasks"
                Parameters = {
                  Cluster   = aws_ecs_cluster.web.arn
                  "Tasks.$" = "$.tasks"
                }
                ResultSelector = {
                  "status.$" = "$.Tasks[*].LastStatus"
                  "tasks.$"  = "$.Tasks"
                }
                ResultPath = "$.seen"
                Retry = [
                  {
                    ErrorEquals     = ["States.ALL"]
                    IntervalSeconds = 5
                    MaxAttempts     = 5
                    BackoffRate     = 2
                  },
                ]
                Next = "Seen"
              }
              Seen = {
                Type = "Choice"
                Choices = [
                  {
                    And = [
                      {
                        Variable  = "$.seen.status[0]"
                        IsPresent = true
                      },
                      {
                        Variable     = "$.seen.status[0]"
                        StringEquals = "STOPPED"
                      },
                    ]
                    Next = "Exits"
                  },
                  {
                    Variable                 = "$.looks"
                    NumericGreaterThanEquals = 599
                    Next                     = "Stop"
                  },
                ]
                Default = "Count"
              }
              Count = {
                Type = "Pass"
                Parameters = {
                  "tasks.$" = "$.tasks"
                  "looks.$" = "States.MathAdd($.looks, 1)"
                }
                Next = "Wait"
              }
              Exits = {
                Type = "Pass"
                Parameters = {
                  "reason.$" = "$.seen.tasks[*].StoppedReason"
                  "exit_0.$" = "$.seen.tasks[*].Containers[?(@.Name == 'restore')].ExitCode"
                }
                Next = "Ended"
              }
              Ended = {
                Type = "Choice"
                Choices = [
                  {
                    And = [
                      {
                        Variable  = "$.exit_0[0]"
                        IsPresent = true
                      },
                      {
                        Variable      = "$.exit_0[0]"
                        NumericEquals = 0
                      },
                    ]
                    Next = "Done"
                  },
                ]
                Default = "Failed"
              }
              Done = {
                Type = "Succeed"
              }
              Failed = {
                Type      = "Fail"
                Error     = "TaskFailed"
                CausePath = "States.JsonToString($)"
              }
              Stop = {
                Type     = "Task"
                Resource = "arn:${data.aws_partition.current.partition}:states:::aws-sdk:ecs:stopTask"
                Parameters = {
                  Cluster  = aws_ecs_cluster.web.arn
                  "Task.$" = "$.tasks[0]"
                  Reason   = "it ran longer than its job allows"
                }
                ResultPath = "$.stopped"
                Next       = "TimedOut"
              }
              TimedOut = {
                Type  = "Fail"
                Error = "TaskTimedOut"
                Cause = "The task ran longer than 43200 seconds"
              }
            }
          },
        ]
        Retry = [
          {
            ErrorEquals     = ["States.ALL"]
            IntervalSeconds = 10
            MaxAttempts     = 2
            BackoffRate     = 2
          },
        ]
        End = true
      }
    }
  })

  tags = {
    "svc:block" = "job nightly"
  }

  logging_configuration {
    level                  = "ALL"
    include_execution_data = false
    log_destination        = "${aws_cloudwatch_log_group.nightly_runs.arn}:*"
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.nightly,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_ecs_cluster_capacity_providers.web,
    aws_iam_role_policy_attachment.nightly_disks_policy_AmazonECSInfrastructureRolePolicyForVolu_e2qg7s,
    aws_iam_role_policy.nightly_run,
    aws_iam_role_policy.restore_execution,
  ]
}

# main.svc:23 job nightly
resource "aws_scheduler_schedule" "nightly_nt3ujz" {
  name                         = "keep-nightly-nt3ujz"
  schedule_expression          = "cron(0 3 * * ? *)"
  schedule_expression_timezone = "UTC"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_sfn_state_machine.nightly.arn
    role_arn = aws_iam_role.nightly_start.arn
  }

  depends_on = [aws_iam_role_policy.nightly_start]
}

# main.svc:27 job shards
resource "aws_sfn_state_machine" "shards" {
  name     = "keep-shards"
  role_arn = aws_iam_role.shards_run.arn

  definition = jsonencode({
    StartAt = "All"
    States = {
      All = {
        Type = "Pass"
        Parameters = {
          "input.$" = "$"
          indices   = [0, 1]
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
              Type = "Parallel"
              Branches = [
                {
                  StartAt = "Start"
                  States = {
                    Start = {
                      Type     = "Task"
                      Resource = "arn:${data.aws_partition.current.partition}:states:::aws-sdk:ecs:runTask"
                      Parameters = {
                        Cluster        = aws_ecs_cluster.web.arn
                        TaskDefinition = aws_ecs_task_definition.restore.arn
                        CapacityProviderStrategy = [
                          {
                            CapacityProvider = "FARGATE"
                            Base             = 0
                            Weight           = 1
                          },
                        ]
                        NetworkConfiguration = {
                          AwsvpcConfiguration = {
                            Subnets        = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id]
                            SecurityGroups = [aws_security_group.shards.id]
                            AssignPublicIp = "DISABLED"
                          }
                        }
                        Overrides = {
                          ContainerOverrides = [
                            {
                              Name = "restore"
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
                        VolumeConfigurations = [
                          {
                            Name = "work"
                            ManagedEBSVolume = {
                              RoleArn        = aws_iam_role.shards_disks.arn
                              Encrypted      = true
                              VolumeType     = "gp3"
                              SizeInGiB      = 2048
                              Throughput     = 500
                              SnapshotId     = "snap-0123456789abcdef0"
                              FilesystemType = "xfs"
                            }
                          },
                        ]
                      }
                      ResultSelector = {
                        "tasks.$"    = "$.Tasks[*].TaskArn"
                        "failures.$" = "$.Failures"
                        looks        = 0
                      }
                      Next = "Started"
                    }
                    Started = {
                      Type = "Choice"
                      Choices = [
                        {
                          Variable  = "$.tasks[0]"
                          IsPresent = true
                          Next      = "Wait"
                        },
                      ]
                      Default = "NotStarted"
                    }
                    NotStarted = {
                      Type      = "Fail"
                      Error     = "TaskNotStarted"
                      CausePath = "States.JsonToString($.failures)"
                    }
                    Wait = {
                      Type    = "Wait"
                      Seconds = 15
                      Next    = "Look"
                    }
                    Look = {
                      Type     = "Task"
                      Resource = "arn:${data.aws_partition.current.partition}:states:::aws-sdk:ecs:describeTasks"
                      Parameters = {
                        Cluster   = aws_ecs_cluster.web.arn
                        "Tasks.$" = "$.tasks"
                      }
                      ResultSelector = {
                        "status.$" = "$.Tasks[*].LastStatus"
                        "tasks.$"  = "$.Tasks"
                      }
                      ResultPath = "$.seen"
                      Retry = [
                        {
                          ErrorEquals     = ["States.ALL"]
                          IntervalSeconds = 5
                          MaxAttempts     = 5
                          BackoffRate     = 2
                        },
                      ]
                      Next = "Seen"
                    }
                    Seen = {
                      Type = "Choice"
                      Choices = [
                        {
                          And = [
                            {
                              Variable  = "$.seen.status[0]"
                              IsPresent = true
                            },
                            {
                              Variable     = "$.seen.status[0]"
                              StringEquals = "STOPPED"
                            },
                          ]
                          Next = "Exits"
                        },
                        {
                          Variable                 = "$.looks"
                          NumericGreaterThanEquals = 239
                          Next                     = "Stop"
                        },
                      ]
                      Default = "Count"
                    }
                    Count = {
                      Type = "Pass"
                      Parameters = {
                        "tasks.$" = "$.tasks"
                        "looks.$" = "States.MathAdd($.looks, 1)"
                      }
                      Next = "Wait"
                    }
                    Exits = {
                      Type = "Pass"
                      Parameters = {
                        "reason.$" = "$.seen.tasks[*].StoppedReason"
                        "exit_0.$" = "$.seen.tasks[*].Containers[?(@.Name == 'restore')].ExitCode"
                      }
                      Next = "Ended"
                    }
                    Ended = {
                      Type = "Choice"
                      Choices = [
                        {
                          And = [
                            {
                              Variable  = "$.exit_0[0]"
                              IsPresent = true
                            },
                            {
                              Variable      = "$.exit_0[0]"
                              NumericEquals = 0
                            },
                          ]
                          Next = "Done"
                        },
                      ]
                      Default = "Failed"
                    }
                    Done = {
                      Type = "Succeed"
                    }
                    Failed = {
                      Type      = "Fail"
                      Error     = "TaskFailed"
                      CausePath = "States.JsonToString($)"
                    }
                    Stop = {
                      Type     = "Task"
                      Resource = "arn:${data.aws_partition.current.partition}:states:::aws-sdk:ecs:stopTask"
                      Parameters = {
                        Cluster  = aws_ecs_cluster.web.arn
                        "Task.$" = "$.tasks[0]"
                        Reason   = "it ran longer than its job allows"
                      }
                      ResultPath = "$.stopped"
                      Next       = "TimedOut"
                    }
                    TimedOut = {
                      Type  = "Fail"
                      Error = "TaskTimedOut"
                      Cause = "The task ran longer than 3600 seconds"
                    }
                  }
                },
              ]
              End = true
            }
          }
        }
        End = true
      }
    }
  })

  tags = {
    "svc:block" = "job shards"
  }

  logging_configuration {
    level                  = "ALL"
    include_execution_data = false
    log_destination        = "${aws_cloudwatch_log_group.shards_runs.arn}:*"
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_vpc_security_group_egress_rule.shards,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_ecs_cluster_capacity_providers.web,
    aws_iam_role_policy_attachment.shards_disks_policy_AmazonECSInfrastructureRolePolicyForVolu_e2qg7s,
    aws_iam_role_policy.restore_execution,
    aws_iam_role_policy.shards_run,
  ]
}

# ---- main.tf

# Compiled by svcc from main.svc. Change the program, not this file.

data "aws_region" "current" {}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

# ---- network.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:4 network main
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = {
    Name = "keep-main"
  }
}

# main.svc:4 network main
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
}

# main.svc:4 network main
resource "aws_internet_gateway" "main" {
  tags = {
    Name = "keep-main"
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
    Name = "keep-main-public-1"
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
    Name = "keep-main-public-2"
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
    Name = "keep-main-private-1"
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
    Name = "keep-main-private-2"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:4 network main
resource "aws_route_table" "main_public" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "keep-main-public"
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
    Name = "keep-main-private-1"
  }
}

# main.svc:4 network main
resource "aws_route_table" "main_private_2" {
  vpc_id = aws_vpc.main.id

  tags = {
    Name = "keep-main-private-2"
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
    Name        = "keep-main-nat-1"
    "svc:block" = "network main"
  }

  depends_on = [aws_internet_gateway_attachment.main]
}

# main.svc:4 network main
resource "aws_nat_gateway" "main_1" {
  allocation_id = aws_eip.main_nat_1.allocation_id
  subnet_id     = aws_subnet.main_public_1.id

  tags = {
    Name        = "keep-main-1"
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

# main.svc:7 task restore
resource "aws_cloudwatch_log_group" "restore" {
  name              = "/ecs/keep/restore"
  retention_in_days = 30

  tags = {
    "svc:block" = "task restore"
  }
}

# main.svc:19 job nightly
resource "aws_cloudwatch_log_group" "nightly_runs" {
  name              = "/aws/vendedlogs/states/keep-nightly"
  retention_in_days = 30

  tags = {
    "svc:block" = "job nightly"
  }
}

# main.svc:27 job shards
resource "aws_cloudwatch_log_group" "shards_runs" {
  name              = "/aws/vendedlogs/states/keep-shards"
  retention_in_days = 30

  tags = {
    "svc:block" = "job shards"
  }
}

# ---- outputs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

output "web_cluster_name" {
  value = aws_ecs_cluster.web.name
}

output "nightly_job_arn" {
  value = aws_sfn_state_machine.nightly.arn
}

output "shards_job_arn" {
  value = aws_sfn_state_machine.shards.arn
}

output "restore_log_group" {
  value = aws_cloudwatch_log_group.restore.name
}

# ---- providers.tf

# Compiled by svcc from main.svc. Change the program, not this file.

provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      "svc:app" = "keep"
    }
  }
}

# ---- security.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:19 job nightly
resource "aws_security_group" "nightly" {
  name_prefix = "keep-nightly-"
  description = "Tasks of keep-nightly"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "keep-nightly"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:19 job nightly
resource "aws_vpc_security_group_egress_rule" "nightly" {
  security_group_id = aws_security_group.nightly.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "keep-nightly"
    "svc:block" = "job nightly"
  }
}

# main.svc:27 job shards
resource "aws_security_group" "shards" {
  name_prefix = "keep-shards-"
  description = "Tasks of keep-shards"
  vpc_id      = aws_vpc.main.id

  tags = {
    Name = "keep-shards"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# main.svc:27 job shards
resource "aws_vpc_security_group_egress_rule" "shards" {
  security_group_id = aws_security_group.shards.id
  description       = "Registries, AWS services and whatever the program calls"
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"

  tags = {
    Name        = "keep-shards"
    "svc:block" = "job shards"
  }
}

# ---- services.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:7 task restore
resource "aws_ecs_task_definition" "restore" {
  family                   = "keep-restore"
  cpu                      = "1024"
  memory                   = "4096"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.restore_execution.arn
  task_role_arn            = aws_iam_role.restore_task.arn

  container_definitions = jsonencode([
    {
      name      = "watch"
      image     = "public.ecr.aws/docker/library/busybox:1"
      essential = false
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.restore.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "restore"
        }
      }
    },
    {
      name      = "restore"
      image     = "public.ecr.aws/docker/library/postgres:17"
      essential = true
      mountPoints = [
        {
          sourceVolume  = "work"
          containerPath = "/work"
          readOnly      = false
        },
      ]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.restore.name
          awslogs-region        = data.aws_region.current.id
          awslogs-stream-prefix = "restore"
        }
      }
    },
  ])

  tags = {
    "svc:block" = "task restore"
  }

  runtime_platform {
    cpu_architecture        = "X86_64"
    operating_system_family = "LINUX"
  }

  volume {
    name                = "work"
    configure_at_launch = true
  }
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
