# Compiled by svcc from main.svc. Change the program, not this file.

output "address" {
  value = "http://${aws_lb.edge.dns_name}/"
}

output "edge_dns_name" {
  value = aws_lb.edge.dns_name
}

output "tiny_cluster_name" {
  value = aws_ecs_cluster.tiny.name
}

output "web_service_name" {
  value = aws_ecs_service.web.name
}

output "web_log_group" {
  value = aws_cloudwatch_log_group.web.name
}
