# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:77 job invoices
resource "aws_sfn_state_machine" "invoices" {
  name     = "store-prod-invoices"
  role_arn = aws_iam_role.invoices_run.arn

  definition = jsonencode({
    StartAt = "Run"
    States = {
      Run = {
        Type     = "Task"
        Resource = "arn:${data.aws_partition.current.partition}:states:::ecs:runTask.sync"
        Parameters = {
          Cluster        = aws_ecs_cluster.main_cluster.arn
          TaskDefinition = aws_ecs_task_definition.invoices.arn
          CapacityProviderStrategy = [
            {
              CapacityProvider = "FARGATE"
              Base             = 1
              Weight           = 1
            },
          ]
          NetworkConfiguration = {
            AwsvpcConfiguration = {
              Subnets        = [aws_subnet.main_private_1.id, aws_subnet.main_private_2.id, aws_subnet.main_private_3.id]
              SecurityGroups = [aws_security_group.invoices.id]
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
        TimeoutSeconds = 1800
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
    Name        = "store-prod-invoices"
    "svc:block" = "job invoices"
  }

  depends_on = [
    aws_route.main_private_1,
    aws_route.main_private_2,
    aws_route.main_private_3,
    aws_vpc_security_group_ingress_rule.main_endpoints,
    aws_vpc_security_group_egress_rule.invoices,
    aws_route_table_association.main_private_1,
    aws_route_table_association.main_private_2,
    aws_route_table_association.main_private_3,
    aws_vpc_endpoint.main_ecr_api,
    aws_vpc_endpoint.main_ecr_dkr,
    aws_vpc_endpoint.main_logs,
    aws_vpc_endpoint.main_s3,
    aws_ecs_cluster_capacity_providers.main_cluster,
    aws_iam_role_policy.invoices_execution,
    aws_iam_role_policy.invoices_run,
    aws_iam_role_policy.invoices_task,
  ]
}

# main.svc:87 job invoices
resource "aws_scheduler_schedule" "invoices_23ye3c" {
  name                         = "store-prod-invoices-23ye3c"
  schedule_expression          = "cron(0 4 * * ? *)"
  schedule_expression_timezone = "Europe/Berlin"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = aws_sfn_state_machine.invoices.arn
    role_arn = aws_iam_role.invoices_start.arn
  }

  depends_on = [aws_iam_role_policy.invoices_start]
}
