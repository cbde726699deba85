# Compiled by svcc from main.svc (staging). Change the program, not this file.

output "url" {
  value = "https://staging.store.example.com/"
}

output "cart" {
  value = "https://staging.store.example.com/cart/"
}
