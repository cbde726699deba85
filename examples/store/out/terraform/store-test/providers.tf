# Compiled by svcc from main.svc (test). Change the program, not this file.

provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["111111111111"]

  default_tags {
    tags = {
      repository        = "acme/store"
      stage             = "test"
      "svc:app"         = "store"
      "svc:environment" = "test"
      team              = "checkout"
    }
  }
}
