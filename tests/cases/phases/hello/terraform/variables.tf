# Compiled by svcc from main.svc. Change the program, not this file.

# main.svc:4
variable "greeting" {
  type        = string
  description = "What the service says"
  default     = "hello"

  validation {
    condition     = length(var.greeting) <= 40
    error_message = "The length of greeting must be at most 40."
  }
}
