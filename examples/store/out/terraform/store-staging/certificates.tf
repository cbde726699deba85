# Compiled by svcc from main.svc (staging). Change the program, not this file.

# network.svc:19 certificate store_cert
resource "aws_acm_certificate" "store_cert" {
  domain_name       = "staging.store.example.com"
  validation_method = "DNS"

  tags = {
    Name        = "store-staging-store-cert"
    "svc:block" = "certificate store_cert"
  }

  lifecycle {
    create_before_destroy = true
  }
}

# network.svc:19 certificate store_cert
resource "aws_route53_record" "store_cert_record_staging_store_example_com" {
  zone_id = data.aws_route53_zone.example.zone_id
  name    = one([for o in aws_acm_certificate.store_cert.domain_validation_options : o.resource_record_name if o.domain_name == "staging.store.example.com"])
  type    = one([for o in aws_acm_certificate.store_cert.domain_validation_options : o.resource_record_type if o.domain_name == "staging.store.example.com"])

  records = [
    one([for o in aws_acm_certificate.store_cert.domain_validation_options : o.resource_record_value if o.domain_name == "staging.store.example.com"]),
  ]

  ttl             = 60
  allow_overwrite = true
}

# network.svc:19 certificate store_cert
resource "aws_acm_certificate_validation" "store_cert" {
  certificate_arn         = aws_acm_certificate.store_cert.arn
  validation_record_fqdns = [aws_route53_record.store_cert_record_staging_store_example_com.fqdn]
}
