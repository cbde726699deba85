# Compiled by svcc from main.svc (prod). Change the program, not this file.

# main.svc:35
variable "image_tag" {
  type        = string
  description = "The images to run."
  default     = "stable"
}

# main.svc:37
variable "connection" {
  type        = string
  description = "The CodeConnections connection to GitHub."
}

# main.svc:39
variable "payment_account" {
  type        = string
  description = "Key of the payment provider, kept by the deployment."
  default     = "sandbox"

  validation {
    condition     = contains(["sandbox", "live_eu", "live_us"], var.payment_account)
    error_message = "payment_account must be one of: sandbox, live_eu, live_us."
  }
}
