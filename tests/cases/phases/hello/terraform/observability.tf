# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:12 service web
resource "aws_cloudwatch_log_group" "web" {
  name              = "/ecs/hello/web"
  retention_in_days = 30

  tags = {
    "svc:block" = "service web"
  }
}
