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
  '("base64" "cidr_host" "cidr_subnet" "contains" "cost" "cron" "file" "format" "join" "json" "keys" "length"
    "lower" "max" "merge" "min" "range" "rate" "replace" "split" "trim" "upper" "values")
  "Functions of the language.")

(defconst svc-words-scalars
  '("any" "arn" "bool" "cidr" "cpu" "duration" "int" "ip" "name" "number" "percent" "port" "range" "schedule"
    "size" "string")
  "Types that are no kinds.")

(defconst svc-words-kinds
  '("access" "account" "alarm" "allow" "anomaly" "app" "approve" "auth" "balancer" "bucket" "build" "capacity"
    "certificate" "cluster" "composite_alarm" "constrain" "container" "default" "deploy" "device" "discover"
    "docker" "ebs" "efs" "endpoint" "endpoint_service" "expose" "filesystem" "firelens" "generate" "git"
    "health" "hooks" "input" "job" "key" "linux" "listener" "logs" "mount" "network" "parameter" "pipeline"
    "place" "port" "queue" "raw" "record" "registry" "repository" "restart" "role" "route" "scale" "secret"
    "security_group" "service" "source" "statement" "step" "subnets" "subscribe" "suppress" "table" "task"
    "test" "tmpfs" "topic" "tracing" "trigger" "ulimit" "volume" "warm_pool" "zone")
  "Kinds and the blocks in them.")

(defconst svc-words-symbols
  '("a" "aaaa" "above" "accepted" "age" "al2023" "al2023_arm64" "al2023_gpu" "al2023_neuron" "all" "all_at_once"
    "amd" "application" "arm64" "average" "awslogs" "awsvpc" "bad" "below" "binary" "binpack" "blue_green"
    "bottlerocket" "bottlerocket_arm64" "bottlerocket_gpu" "bridge" "bursting" "caa" "canary"
    "canary_10_percent_15_minutes" "canary_10_percent_5_minutes" "chainguard" "client_errors" "cloudwatch"
    "cname" "codecommit" "codedeploy" "cognito" "commands" "complete" "css" "dead_letters" "delayed"
    "distinct_instance" "docker_hub" "dynamodb" "ec2" "ecr" "ecr_public" "ecs" "efs" "either" "elastic"
    "enhanced" "errors" "event" "events" "exactly" "excluded" "ext3" "ext4" "external" "fargate" "fargate_spot"
    "firelens" "fluentbit" "fluentd" "forecast" "github" "gitlab" "good" "gp2" "gp3" "graviton" "grpc" "healthy"
    "hibernated" "high" "host" "html" "http" "http1" "http2" "https" "image" "included" "intel" "internal" "io1"
    "io2" "isolated" "javascript" "json" "keep" "kinesis" "kms" "kubernetes" "lambda" "large" "latency" "linear"
    "linear_10_percent_every_1_minute" "linear_10_percent_every_3_minutes" "linux" "login" "logs" "managed"
    "math" "maximum" "medium" "member_of" "memory" "metric" "minimum" "mknod" "mx" "none" "ns" "object" "off"
    "oidc" "own" "pass" "per_zone" "plain" "predictive" "private" "public" "quay" "random" "read" "redirects"
    "refuse" "rejected" "requests" "required" "rolling" "running" "s3" "samples" "sc1" "scale" "secrets"
    "shared" "single" "small" "sns" "splunk" "spread" "sqs" "srv" "ssm" "st1" "stack" "standard" "start"
    "states" "step" "stopped" "sts" "success" "sum" "target_errors" "tasks" "tcp" "text" "tls" "txt" "udp"
    "unknown" "waiting" "windows_2016_full" "windows_2019_core" "windows_2019_full" "windows_2022_core"
    "windows_2022_full" "windows_2025_core" "windows_2025_full" "write" "x86_64" "xfs" "xray")
  "What a field that takes one of several words may be.")

(provide 'svc-words)
;;; svc-words.el ends here
