# Compiled by svcc from main.svc (prod). Change the program, not this file.

output "url" {
  value = "https://store.example.com/"
}

output "cart" {
  value = "https://store.example.com/cart/"
}
