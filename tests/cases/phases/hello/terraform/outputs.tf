# Compiled by svcc from main.svc. Change the program, not this file.

output "address" {
  value = "http://${aws_lb.edge.dns_name}/"
}
