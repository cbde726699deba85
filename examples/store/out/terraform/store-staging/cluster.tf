# Compiled by svcc from main.svc (staging). Change the program, not this file.

# network.svc:12 cluster main_cluster
resource "aws_service_discovery_http_namespace" "main_cluster" {
  name        = "store-staging-main-cluster"
  description = "Services of cluster store-staging-main-cluster"

  tags = {
    Name        = "store-staging-main-cluster"
    "svc:block" = "cluster main_cluster"
  }
}

# network.svc:12 cluster main_cluster
resource "aws_ecs_cluster" "main_cluster" {
  name = "store-staging-main-cluster"

  tags = {
    Name        = "store-staging-main-cluster"
    "svc:block" = "cluster main_cluster"
  }

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

# network.svc:12 cluster main_cluster
resource "aws_ecs_cluster_capacity_providers" "main_cluster" {
  cluster_name       = aws_ecs_cluster.main_cluster.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]

  default_capacity_provider_strategy {
    capacity_provider = "FARGATE_SPOT"
    base              = 0
    weight            = 4
  }

  default_capacity_provider_strategy {
    capacity_provider = "FARGATE"
    base              = 1
    weight            = 1
  }
}
