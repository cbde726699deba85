;;; svc-words.el --- The words of the svc language -*- lexical-binding: t; -*-

;;; Commentary:

;; Written by editors/generate from the compiler's own tables.

;;; Code:

(defconst svc-words-keywords
  '(("allow" . actions)
    ("as" . word)
    ("assert" . condition)
    ("attribute" . word)
    ("block" . word)
    ("blocks" . word)
    ("component" . word)
    ("deny" . actions)
    ("else" . nothing)
    ("environment" . word)
    ("existing" . word)
    ("for" . nothing)
    ("if" . nothing)
    ("import" . string)
    ("in" . nothing)
    ("kind" . word)
    ("let" . word)
    ("method" . word)
    ("on" . nothing)
    ("output" . word)
    ("param" . word)
    ("remove" . word)
    ("verb" . word)
    ("when" . brace))
  "Keywords, and what must follow each for it to be one.")

(defconst svc-words-functions
  '("base64" "cidr_host" "cidr_subnet" "contains" "file" "format" "join" "json" "keys" "length" "lower" "max"
    "merge" "min" "range" "replace" "split" "trim" "upper" "values")
  "Functions of the language.")

(defconst svc-words-scalars
  '("any" "arn" "bool" "cidr" "cpu" "duration" "image" "int" "ip" "number" "percent" "port" "range" "schedule"
    "size" "string")
  "Types that are no kinds.")

(defconst svc-words-kinds
  '("alarm" "allow" "app" "approve" "balancer" "bucket" "build" "capacity" "certificate" "cluster" "constrain"
    "container" "deploy" "endpoint" "expose" "filesystem" "health" "job" "key" "linux" "listener" "logs"
    "network" "parameter" "pipeline" "place" "port" "queue" "raw" "record" "repository" "role" "route" "scale"
    "secret" "service" "source" "subnets" "subscribe" "table" "task" "topic" "trigger" "ulimit" "zone")
  "Kinds and the blocks in them.")

(defconst svc-words-symbols
  '("age" "al2023" "al2023_arm64" "al2023_gpu" "all_at_once" "application" "arm64" "awslogs" "awsvpc" "binary"
    "binpack" "blue_green" "bridge" "canary" "canary_10_percent_15_minutes" "canary_10_percent_5_minutes"
    "codedeploy" "commands" "complete" "dead_letters" "delayed" "distinct_instance" "dynamodb" "ec2" "ecr" "ecs"
    "enhanced" "errors" "external" "fargate" "fargate_spot" "github" "grpc" "healthy" "host" "http" "http1"
    "http2" "https" "internal" "isolated" "kms" "large" "latency" "linear" "linear_10_percent_every_1_minute"
    "linear_10_percent_every_3_minutes" "logs" "medium" "member_of" "memory" "none" "off" "per_zone" "private"
    "public" "random" "requests" "rolling" "s3" "secrets" "single" "small" "sns" "spread" "sqs" "ssm" "standard"
    "start" "sts" "success" "target_errors" "tcp" "text" "udp" "waiting" "x86_64")
  "What a field that takes one of several words may be.")

(provide 'svc-words)
;;; svc-words.el ends here
