# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:8 cluster tiny
resource "aws_ecs_cluster" "tiny" {
  name = "hello-tiny"

  tags = {
    "svc:block" = "cluster tiny"
  }

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

# main.svc:8 cluster tiny
resource "aws_ecs_cluster_capacity_providers" "tiny" {
  cluster_name       = aws_ecs_cluster.tiny.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]

  default_capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 0
    weight            = 1
  }
}
