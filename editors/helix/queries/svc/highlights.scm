; Written by editors/generate from the compiler's own tables; change those, or editors/generate/treesitter.py.

(doc_comment) @comment.block.documentation
(comment) @comment.line
["," ":" "."] @punctuation.delimiter
["{" "}" "[" "]" "(" ")"] @punctuation.bracket
["||" "&&" "==" "!=" "<" "<=" ">" ">=" ".." "+" "-" "*" "/" "%" "!" "=" "?" "|"] @operator
["as" "else" "for" "if" "in" "on" "when"] @keyword.control
"import" @keyword.control.import
["allow" "assert" "attribute" "block" "blocks" "component" "deny" "environment" "existing" "kind" "let" "method" "output" "param" "remove" "verb"] @keyword
(interpolation "${" @punctuation.special "}" @punctuation.special)
(escape) @constant.character.escape
(string) @string
[(true) (false)] @constant.builtin.boolean
(address) @constant.numeric
(number) @constant.numeric
(environment (name) @label)
(kind_declaration (name) @type)
(component (name) @type)
(method_param (name) @variable.parameter)
(verb (name) @function)
(method (name) @function)
(call (name) @function.builtin (#any-of? @function.builtin "base64" "cidr_host" "cidr_subnet" "contains" "cost" "cron" "file" "format" "join" "json" "keys" "length" "lower" "max" "merge" "min" "range" "rate" "replace" "split" "trim" "upper" "values"))
(call (member (property) @function))
(call (name) @function)
(member (name) @variable.builtin (#any-of? @variable.builtin "environment" "app" "aws"))
((label (name) @constant) (#any-of? @constant "a" "aaaa" "above" "accepted" "age" "al2023" "al2023_arm64" "al2023_gpu" "al2023_neuron" "all" "all_at_once" "amd" "application" "arm64" "average" "awslogs" "awsvpc" "bad" "below" "binary" "binpack" "blue_green" "bottlerocket" "bottlerocket_arm64" "bottlerocket_gpu" "bridge" "bursting" "caa" "canary" "canary_10_percent_15_minutes" "canary_10_percent_5_minutes" "chainguard" "client_errors" "cloudwatch" "cname" "codecommit" "codedeploy" "cognito" "commands" "complete" "css" "dead_letters" "delayed" "distinct_instance" "docker_hub" "dynamodb" "ec2" "ecr" "ecr_public" "ecs" "efs" "either" "elastic" "enhanced" "errors" "event" "events" "exactly" "excluded" "ext3" "ext4" "external" "fargate" "fargate_spot" "firelens" "fluentbit" "fluentd" "forecast" "github" "gitlab" "good" "gp2" "gp3" "graviton" "grpc" "healthy" "hibernated" "high" "host" "html" "http" "http1" "http2" "https" "image" "included" "intel" "internal" "io1" "io2" "isolated" "javascript" "json" "keep" "kinesis" "kms" "kubernetes" "lambda" "large" "latency" "linear" "linear_10_percent_every_1_minute" "linear_10_percent_every_3_minutes" "linux" "login" "logs" "managed" "math" "maximum" "medium" "member_of" "memory" "metric" "minimum" "mknod" "mx" "none" "ns" "object" "off" "oidc" "own" "pass" "per_zone" "plain" "predictive" "private" "public" "quay" "random" "read" "redirects" "refuse" "rejected" "requests" "required" "rolling" "running" "s3" "samples" "sc1" "scale" "secrets" "shared" "single" "small" "sns" "splunk" "spread" "sqs" "srv" "ssm" "st1" "stack" "standard" "start" "states" "step" "stopped" "sts" "success" "sum" "target_errors" "tasks" "tcp" "text" "tls" "txt" "udp" "unknown" "waiting" "windows_2016_full" "windows_2019_core" "windows_2019_full" "windows_2022_core" "windows_2022_full" "windows_2025_core" "windows_2025_full" "write" "x86_64" "xfs" "xray"))
((name) @constant (#any-of? @constant "a" "aaaa" "above" "accepted" "age" "al2023" "al2023_arm64" "al2023_gpu" "al2023_neuron" "all" "all_at_once" "amd" "application" "arm64" "average" "awslogs" "awsvpc" "bad" "below" "binary" "binpack" "blue_green" "bottlerocket" "bottlerocket_arm64" "bottlerocket_gpu" "bridge" "bursting" "caa" "canary" "canary_10_percent_15_minutes" "canary_10_percent_5_minutes" "chainguard" "client_errors" "cloudwatch" "cname" "codecommit" "codedeploy" "cognito" "commands" "complete" "css" "dead_letters" "delayed" "distinct_instance" "docker_hub" "dynamodb" "ec2" "ecr" "ecr_public" "ecs" "efs" "either" "elastic" "enhanced" "errors" "event" "events" "exactly" "excluded" "ext3" "ext4" "external" "fargate" "fargate_spot" "firelens" "fluentbit" "fluentd" "forecast" "github" "gitlab" "good" "gp2" "gp3" "graviton" "grpc" "healthy" "hibernated" "high" "host" "html" "http" "http1" "http2" "https" "image" "included" "intel" "internal" "io1" "io2" "isolated" "javascript" "json" "keep" "kinesis" "kms" "kubernetes" "lambda" "large" "latency" "linear" "linear_10_percent_every_1_minute" "linear_10_percent_every_3_minutes" "linux" "login" "logs" "managed" "math" "maximum" "medium" "member_of" "memory" "metric" "minimum" "mknod" "mx" "none" "ns" "object" "off" "oidc" "own" "pass" "per_zone" "plain" "predictive" "private" "public" "quay" "random" "read" "redirects" "refuse" "rejected" "requests" "required" "rolling" "running" "s3" "samples" "sc1" "scale" "secrets" "shared" "single" "small" "sns" "splunk" "spread" "sqs" "srv" "ssm" "st1" "stack" "standard" "start" "states" "step" "stopped" "sts" "success" "sum" "target_errors" "tasks" "tcp" "text" "tls" "txt" "udp" "unknown" "waiting" "windows_2016_full" "windows_2019_core" "windows_2019_full" "windows_2022_core" "windows_2022_full" "windows_2025_core" "windows_2025_full" "write" "x86_64" "xfs" "xray"))
((type_name) @type.builtin (#any-of? @type.builtin "any" "arn" "bool" "cidr" "cpu" "duration" "int" "ip" "name" "number" "percent" "port" "range" "schedule" "size" "string"))
(type_name) @type
(kind) @type
(property) @variable.other.member
(reference (name) @variable)
(label (name) @label)
(name) @variable
