# Compiled by svcc from main.svc (test). Change the program, not this file.

# main.svc:97 pipeline release
resource "aws_codebuild_project" "release_images" {
  queued_timeout = 60
  name           = "store-test-release-images"
  service_role   = aws_iam_role.release_images.arn
  build_timeout  = 30

  tags = {
    Name        = "store-test-release-images"
    "svc:block" = "pipeline release"
  }

  artifacts {
    type = "CODEPIPELINE"
  }

  environment {
    type            = "LINUX_CONTAINER"
    compute_type    = "BUILD_GENERAL1_SMALL"
    image           = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
    privileged_mode = true

    environment_variable {
      name  = "REPOSITORY_URI"
      value = aws_ecr_repository.images.repository_url
      type  = "PLAINTEXT"
    }
  }

  source {
    type = "CODEPIPELINE"

    buildspec = <<-EOT
      version: "0.2"
      phases:
        pre_build:
          commands:
            - REGISTRY=$(echo "$REPOSITORY_URI" | cut -d / -f 1)
            - TAG=$(echo "$CODEBUILD_RESOLVED_SOURCE_VERSION" | cut -c 1-7)
            - aws ecr get-login-password | docker login --username AWS --password-stdin "$REGISTRY"
        build:
          commands:
            - docker build --file 'cart/Dockerfile' --tag "$REPOSITORY_URI:$TAG" 'cart'
            - docker push "$REPOSITORY_URI:$TAG"
            - docker tag "$REPOSITORY_URI:$TAG" "$REPOSITORY_URI:latest"
            - docker push "$REPOSITORY_URI:latest"
        post_build:
          commands:
            - printf '{"ImageURI":"%s"}' "$REPOSITORY_URI:$TAG" > imageDetail.json
            - printf '[{"name":"app","imageUri":"%s"}]' "$REPOSITORY_URI:$TAG" > imagedefinitions.json
      artifacts:
        files:
          - imageDetail.json
          - imagedefinitions.json
    EOT
  }

  logs_config {
    cloudwatch_logs {
      status     = "ENABLED"
      group_name = aws_cloudwatch_log_group.release_images.name
    }
  }
}

# main.svc:91 pipeline release
resource "aws_codepipeline" "release" {
  name          = "store-test-release"
  pipeline_type = "V2"
  role_arn      = aws_iam_role.release.arn

  tags = {
    Name        = "store-test-release"
    "svc:block" = "pipeline release"
  }

  artifact_store {
    type     = "S3"
    location = aws_s3_bucket.release_artifacts.id
  }

  stage {
    name = "Source"

    action {
      name     = "github"
      category = "Source"
      owner    = "AWS"
      provider = "CodeStarSourceConnection"
      version  = "1"

      configuration = {
        ConnectionArn        = var.connection
        FullRepositoryId     = "acme/store"
        BranchName           = "test"
        OutputArtifactFormat = "CODE_ZIP"
        DetectChanges        = "true"
      }

      output_artifacts = ["source"]
    }
  }

  stage {
    name = "Build"

    action {
      name     = "images"
      category = "Build"
      owner    = "AWS"
      provider = "CodeBuild"
      version  = "1"

      configuration = {
        ProjectName = aws_codebuild_project.release_images.name
      }

      input_artifacts  = ["source"]
      output_artifacts = ["release_images"]
    }
  }

  stage {
    name = "Deploy"

    action {
      name     = "cart"
      category = "Deploy"
      owner    = "AWS"
      provider = "ECS"
      version  = "1"

      configuration = {
        ClusterName = aws_ecs_cluster.main_cluster.name
        ServiceName = aws_ecs_service.cart.name
        FileName    = "imagedefinitions.json"
      }

      input_artifacts = ["release_images"]
    }
  }

  depends_on = [aws_iam_role_policy.release, aws_iam_role_policy.release_images]
}
