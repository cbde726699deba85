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
(call (name) @function.builtin (#any-of? @function.builtin "base64" "cidr_host" "cidr_subnet" "contains" "file" "format" "join" "json" "keys" "length" "lower" "max" "merge" "min" "range" "replace" "split" "trim" "upper" "values"))
(call (member (property) @function))
(call (name) @function)
(member (name) @variable.builtin (#any-of? @variable.builtin "environment" "app" "aws"))
((label (name) @constant) (#any-of? @constant "age" "al2023" "al2023_arm64" "al2023_gpu" "all_at_once" "application" "arm64" "awslogs" "awsvpc" "binary" "binpack" "blue_green" "bridge" "canary" "canary_10_percent_15_minutes" "canary_10_percent_5_minutes" "codedeploy" "commands" "complete" "dead_letters" "delayed" "distinct_instance" "dynamodb" "ec2" "ecr" "ecs" "enhanced" "errors" "external" "fargate" "fargate_spot" "github" "grpc" "healthy" "host" "http" "http1" "http2" "https" "internal" "isolated" "kms" "large" "latency" "linear" "linear_10_percent_every_1_minute" "linear_10_percent_every_3_minutes" "logs" "medium" "member_of" "memory" "none" "off" "per_zone" "private" "public" "random" "requests" "rolling" "s3" "secrets" "single" "small" "sns" "spread" "sqs" "ssm" "standard" "start" "sts" "success" "target_errors" "tcp" "text" "udp" "waiting" "x86_64"))
((name) @constant (#any-of? @constant "age" "al2023" "al2023_arm64" "al2023_gpu" "all_at_once" "application" "arm64" "awslogs" "awsvpc" "binary" "binpack" "blue_green" "bridge" "canary" "canary_10_percent_15_minutes" "canary_10_percent_5_minutes" "codedeploy" "commands" "complete" "dead_letters" "delayed" "distinct_instance" "dynamodb" "ec2" "ecr" "ecs" "enhanced" "errors" "external" "fargate" "fargate_spot" "github" "grpc" "healthy" "host" "http" "http1" "http2" "https" "internal" "isolated" "kms" "large" "latency" "linear" "linear_10_percent_every_1_minute" "linear_10_percent_every_3_minutes" "logs" "medium" "member_of" "memory" "none" "off" "per_zone" "private" "public" "random" "requests" "rolling" "s3" "secrets" "single" "small" "sns" "spread" "sqs" "ssm" "standard" "start" "sts" "success" "target_errors" "tcp" "text" "udp" "waiting" "x86_64"))
((type_name) @type.builtin (#any-of? @type.builtin "any" "arn" "bool" "cidr" "cpu" "duration" "image" "int" "ip" "number" "percent" "port" "range" "schedule" "size" "string"))
(type_name) @type
(kind) @type
(property) @variable.other.member
(reference (name) @variable)
(label (name) @label)
(name) @variable
