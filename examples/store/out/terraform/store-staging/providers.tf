# Compiled by svcc from main.svc (staging). Change the program, not this file.

provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["222222222222"]

  default_tags {
    tags = {
      repository        = "acme/store"
      stage             = "staging"
      "svc:app"         = "store"
      "svc:environment" = "staging"
      team              = "checkout"
    }
  }
}
