# ---- dns.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:5 zone example
resource "aws_route53_zone" "example" {
  name = "example.com"

  tags = {
    "svc:block" = "zone example"
  }
}

# main.svc:7 record addresses
resource "aws_route53_record" "addresses" {
  zone_id = aws_route53_zone.example.zone_id
  name    = "static.example.com"
  type    = "A"
  ttl     = 3600
  records = ["192.0.2.10", "192.0.2.11"]
}

# main.svc:8 record six
resource "aws_route53_record" "six" {
  zone_id = aws_route53_zone.example.zone_id
  name    = "static.example.com"
  type    = "AAAA"
  ttl     = 300
  records = ["2001:db8::10"]
}

# main.svc:9 record docs
resource "aws_route53_record" "docs" {
  zone_id = aws_route53_zone.example.zone_id
  name    = "docs.example.com"
  type    = "CNAME"
  ttl     = 300
  records = ["pages.example.net"]
}

# main.svc:10 record mail
resource "aws_route53_record" "mail" {
  zone_id = aws_route53_zone.example.zone_id
  name    = "example.com"
  type    = "MX"
  ttl     = 300
  records = ["10 mx1.example.net", "20 mx2.example.net"]
}

# main.svc:11 record policy
resource "aws_route53_record" "policy" {
  zone_id = aws_route53_zone.example.zone_id
  name    = "example.com"
  type    = "TXT"
  ttl     = 300
  records = ["v=spf1 include:example.net -all", "say \\\"hello\\\"", var.proof]
}

# main.svc:12 record signature
resource "aws_route53_record" "signature" {
  zone_id = aws_route53_zone.example.zone_id
  name    = "mail._domainkey.example.com"
  type    = "TXT"
  ttl     = 300

  records = [
    "v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAuR0lLmQp5Pz0Zf0Y8b1eYv7k0cF3mM2Kx9wqT6yH4nJdVtXsLr1gPzBcQeWfUiOaHjNkRmTyDxGvSbZlEoCpAuIiKwMnLqFhRtYsJdXgVzBcPeWfUiOaHjNkRmTyDxGvSbZlEoCpAuIiKwMnLqFhRtYsJdXgVzBcPeWfUiOaHjNkRmTyDxGvSbZlEoCpAuIiK\"\"wMnLqFhRtYsJdXgIDAQAB",
  ]
}

# main.svc:20 record delegated
resource "aws_route53_record" "delegated" {
  zone_id = aws_route53_zone.example.zone_id
  name    = "dev.example.com"
  type    = "NS"
  ttl     = 300
  records = ["ns-1.example.net", "ns-2.example.net"]
}

# main.svc:21 record authority
resource "aws_route53_record" "authority" {
  zone_id = aws_route53_zone.example.zone_id
  name    = "example.com"
  type    = "CAA"
  ttl     = 300
  records = ["0 issue \"amazon.com\""]
}

# main.svc:22 record lines
resource "aws_route53_record" "lines" {
  zone_id = aws_route53_zone.example.zone_id
  name    = "_sip._tcp.example.com"
  type    = "SRV"
  ttl     = 300
  records = ["10 5 5060 sip.example.com"]
}

# ---- providers.tf

# Compiled by svcc from main.svc. Change the program, not this file.

provider "aws" {
  region = "eu-west-1"

  default_tags {
    tags = {
      "svc:app" = "names"
    }
  }
}

# ---- variables.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:4
variable "proof" {
  type = string
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
