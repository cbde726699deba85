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
  '("base64" "cidr_host" "cidr_subnet" "contains" "cron" "file" "format" "join" "json" "keys" "length" "lower"
    "max" "merge" "min" "range" "rate" "replace" "split" "trim" "upper" "values")
  "Functions of the language.")

(defconst svc-words-scalars
  '("any" "arn" "bool" "cidr" "cpu" "duration" "image" "int" "ip" "number" "percent" "port" "range" "schedule"
    "size" "string")
  "Types that are no kinds.")

(defconst svc-words-kinds
  '("access" "alarm" "allow" "app" "approve" "balancer" "bucket" "build" "capacity" "certificate" "cluster"
    "constrain" "container" "deploy" "device" "discover" "docker" "ebs" "efs" "endpoint" "expose" "filesystem"
    "firelens" "health" "job" "key" "linux" "listener" "logs" "mount" "network" "parameter" "pipeline" "place"
    "port" "queue" "raw" "record" "repository" "restart" "role" "route" "scale" "secret" "service" "source"
    "step" "subnets" "subscribe" "table" "task" "test" "tmpfs" "topic" "tracing" "trigger" "ulimit" "volume"
    "zone")
  "Kinds and the blocks in them.")

(defconst svc-words-symbols
  '("a" "age" "al2023" "al2023_arm64" "al2023_gpu" "all_at_once" "amd" "application" "arm64" "average" "awslogs"
    "awsvpc" "binary" "binpack" "blue_green" "bottlerocket" "bottlerocket_arm64" "bottlerocket_gpu" "bridge"
    "bursting" "canary" "canary_10_percent_15_minutes" "canary_10_percent_5_minutes" "codecommit" "codedeploy"
    "commands" "complete" "dead_letters" "delayed" "distinct_instance" "dynamodb" "ec2" "ecr" "ecs" "elastic"
    "enhanced" "errors" "event" "exactly" "excluded" "ext3" "ext4" "external" "fargate" "fargate_spot"
    "firelens" "fluentbit" "fluentd" "github" "gp2" "gp3" "graviton" "grpc" "healthy" "host" "http" "http1"
    "http2" "https" "included" "intel" "internal" "io1" "io2" "isolated" "kms" "large" "latency" "linear"
    "linear_10_percent_every_1_minute" "linear_10_percent_every_3_minutes" "linux" "logs" "managed" "maximum"
    "medium" "member_of" "memory" "metric" "minimum" "mknod" "none" "object" "off" "own" "per_zone" "private"
    "public" "random" "read" "requests" "required" "rolling" "s3" "samples" "sc1" "secrets" "shared" "single"
    "small" "sns" "splunk" "spread" "sqs" "srv" "ssm" "st1" "standard" "start" "step" "sts" "success" "sum"
    "target_errors" "tasks" "tcp" "text" "tls" "udp" "waiting" "windows_2016_full" "windows_2019_core"
    "windows_2019_full" "windows_2022_core" "windows_2022_full" "windows_2025_core" "windows_2025_full" "write"
    "x86_64" "xfs" "xray")
  "What a field that takes one of several words may be.")

(provide 'svc-words)
;;; svc-words.el ends here
