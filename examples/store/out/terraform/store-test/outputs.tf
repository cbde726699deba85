# Compiled by svcc from main.svc (test). Change the program, not this file.

output "url" {
  value = "https://test.store.example.com/"
}

output "cart" {
  value = "https://test.store.example.com/cart/"
}
