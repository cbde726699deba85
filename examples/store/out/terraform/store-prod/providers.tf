# Compiled by svcc from main.svc (prod). Change the program, not this file.

provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["333333333333"]

  default_tags {
    tags = {
      repository        = "acme/store"
      stage             = "prod"
      "svc:app"         = "store"
      "svc:environment" = "prod"
      team              = "checkout"
    }
  }
}
