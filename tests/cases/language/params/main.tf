# ---- outputs.tf

# Compiled by svcc from main.svc. Change the program, not this file.

output "all" {
  value = jsonencode({
    workers    = var.workers
    ratio      = var.ratio
    verbose    = var.verbose
    stages     = var.stages
    quantities = [var.patience, var.memory, var.share, var.cpu]
  })
}

output "stages" {
  value = var.stages
}

output "limits" {
  value = {
    workers = var.workers
    memory  = var.memory
  }
}

output "mixed" {
  value = [var.workers, 1, "x"]
}

output "text" {
  value = "${var.prefix}-${var.flavour}-${var.level}:${var.port} ${var.range} ${var.gateway} ${var.image} ${var.connection}"
}

# ---- providers.tf

# Compiled by svcc from main.svc. Change the program, not this file.

provider "aws" {
  default_tags {
    tags = {
      "svc:app" = "shop"
    }
  }
}

# ---- raw.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:24 raw store_db
resource "aws_db_instance" "store_db" {
  instance_class      = "db.t4g.micro"
  engine              = "postgres"
  allocated_storage   = 20
  username            = "shop"
  password            = var.password
  skip_final_snapshot = true
}

# ---- variables.tf

# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:4
variable "workers" {
  type        = number
  description = "How many workers run in \"shop\"."
  default     = 4

  validation {
    condition     = var.workers >= 1 && var.workers <= 64
    error_message = "workers must be from 1 to 64."
  }
}

# main.svc:5
variable "ratio" {
  type    = number
  default = 0.5

  validation {
    condition     = var.ratio >= 0 && var.ratio <= 1
    error_message = "ratio must be from 0 to 1."
  }
}

# main.svc:6
variable "port" {
  type    = number
  default = 8080
}

# main.svc:7
variable "prefix" {
  type    = string
  default = "shop"

  validation {
    condition     = can(regex("^(?:[a-z]\\d{0,3}|[a-z-]+)$", var.prefix))
    error_message = "prefix must match [a-z]\\d{0,3}|[a-z-]+."
  }

  validation {
    condition     = length(var.prefix) >= 1 && length(var.prefix) <= 10
    error_message = "The length of prefix must be from 1 to 10."
  }
}

# main.svc:8
variable "flavour" {
  type    = string
  default = "mild"

  validation {
    condition     = contains(["mild", "hot"], var.flavour)
    error_message = "flavour must be one of: mild, hot."
  }
}

# main.svc:9
variable "level" {
  type    = string
  default = "info"

  validation {
    condition     = contains(["info", "debug"], var.level)
    error_message = "level must be one of: info, debug."
  }
}

# main.svc:10
variable "verbose" {
  type    = bool
  default = false
}

# main.svc:11
variable "patience" {
  type        = number
  description = "In seconds."
  default     = 30

  validation {
    condition     = var.patience >= 10 && var.patience <= 60
    error_message = "patience must be from 10 to 60."
  }
}

# main.svc:12
variable "memory" {
  type        = number
  description = "In MiB."
  default     = 512

  validation {
    condition     = contains([512, 1024], var.memory)
    error_message = "memory must be one of: 512, 1024."
  }
}

# main.svc:13
variable "share" {
  type        = number
  description = "In percent."
  default     = 60

  validation {
    condition     = contains([40, 60], var.share)
    error_message = "share must be one of: 40, 60."
  }
}

# main.svc:14
variable "cpu" {
  type        = number
  description = "In CPU units, 1024 to the vCPU."
  default     = 512
}

# main.svc:15
variable "range" {
  type    = string
  default = "10.0.0.0/16"

  validation {
    condition     = can(regex("^(?:[0-9a-fA-F.:]+/[0-9]{1,3})$", var.range))
    error_message = "range must match [0-9a-fA-F.:]+/[0-9]{1,3}."
  }
}

# main.svc:16
variable "gateway" {
  type    = string
  default = "10.0.0.1"

  validation {
    condition     = can(regex("^(?:[0-9a-fA-F.:]+)$", var.gateway))
    error_message = "gateway must match [0-9a-fA-F.:]+."
  }
}

# main.svc:17
variable "image" {
  type    = string
  default = "public.ecr.aws/nginx/nginx:1.27"
}

# main.svc:18
variable "stages" {
  type    = list(string)
  default = ["build", "test"]

  validation {
    condition     = alltrue([for v in var.stages : contains(["build", "test", "deploy"], v)])
    error_message = "stages must be one of: build, test, deploy."
  }

  validation {
    condition     = alltrue([for v in var.stages : can(regex("^(?:[a-z]+)$", v))])
    error_message = "stages must match [a-z]+."
  }
}

# main.svc:19
variable "connection" {
  type = string

  validation {
    condition     = can(regex("^(?:arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[a-z0-9]*:.+)$", var.connection))
    error_message = "connection must match arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[a-z0-9]*:.+."
  }
}

# main.svc:20
variable "password" {
  type      = string
  sensitive = true

  validation {
    condition     = length(var.password) >= 8
    error_message = "The length of password must be at least 8."
  }
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
