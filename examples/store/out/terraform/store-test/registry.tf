# Compiled by svcc from main.svc (test). Change the program, not this file.

# main.svc:41 repository images
resource "aws_ecr_repository" "images" {
  name                 = "store-test/images"
  image_tag_mutability = "MUTABLE"

  tags = {
    Name        = "store-test-images"
    "svc:block" = "repository images"
  }

  image_scanning_configuration {
    scan_on_push = true
  }

  encryption_configuration {
    encryption_type = "AES256"
  }
}

# main.svc:41 repository images
resource "aws_ecr_lifecycle_policy" "images" {
  repository = aws_ecr_repository.images.name

  policy = jsonencode({
    rules = [
      {
        rulePriority = 1
        description  = "keep the newest images"
        selection = {
          tagStatus   = "any"
          countType   = "imageCountMoreThan"
          countNumber = 30
        }
        action = {
          type = "expire"
        }
      },
    ]
  })
}
