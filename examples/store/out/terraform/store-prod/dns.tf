# Compiled by svcc from main.svc (prod). Change the program, not this file.

# network.svc:18 zone example
data "aws_route53_zone" "example" {
  name = "example.com"
}

# network.svc:20 record store_name
resource "aws_route53_record" "store_name" {
  zone_id = data.aws_route53_zone.example.zone_id
  name    = "store.example.com"
  type    = "A"

  alias {
    name                   = aws_lb.edge.dns_name
    zone_id                = aws_lb.edge.zone_id
    evaluate_target_health = true
  }
}
