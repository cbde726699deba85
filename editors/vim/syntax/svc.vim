" Vim syntax file
" Language: svc
" Written by editors/generate from the compiler's own tables; change those, or editors/generate/vim.py.
if exists('b:current_syntax')
  finish
endif
let s:cpo = &cpo
set cpo&vim

syntax case match
syntax sync minlines=200 maxlines=2000
syntax cluster svcExpression contains=TOP

syntax match svcName ~\<\h\w*\>~
syntax match svcSymbol ~\%(\%(^\|[^.]\)\.\)\@2<!\<\%(linear_10_percent_every_3_minutes\|linear_10_percent_every_1_minute\|canary_10_percent_15_minutes\|canary_10_percent_5_minutes\|bottlerocket_arm64\|distinct_instance\|windows_2016_full\|windows_2019_core\|windows_2019_full\|windows_2022_core\|windows_2022_full\|windows_2025_core\|windows_2025_full\|bottlerocket_gpu\|al2023_neuron\|client_errors\|target_errors\|al2023_arm64\|bottlerocket\|dead_letters\|fargate_spot\|all_at_once\|application\|al2023_gpu\|blue_green\|chainguard\|cloudwatch\|codecommit\|codedeploy\|docker_hub\|ecr_public\|hibernated\|javascript\|kubernetes\|predictive\|fluentbit\|member_of\|redirects\|accepted\|bursting\|commands\|complete\|dynamodb\|enhanced\|excluded\|external\|firelens\|forecast\|graviton\|included\|internal\|isolated\|per_zone\|rejected\|requests\|required\|standard\|average\|awslogs\|binpack\|cognito\|delayed\|elastic\|exactly\|fargate\|fluentd\|healthy\|kinesis\|latency\|managed\|maximum\|minimum\|private\|rolling\|running\|samples\|secrets\|stopped\|success\|unknown\|waiting\|al2023\|awsvpc\|binary\|bridge\|canary\|either\|errors\|events\|github\|gitlab\|lambda\|linear\|medium\|memory\|metric\|object\|public\|random\|refuse\|shared\|single\|splunk\|spread\|states\|x86_64\|above\|arm64\|below\|cname\|event\|http1\|http2\|https\|image\|intel\|large\|linux\|login\|mknod\|plain\|scale\|small\|stack\|start\|tasks\|write\|aaaa\|ext3\|ext4\|good\|grpc\|high\|host\|html\|http\|json\|keep\|logs\|math\|none\|oidc\|pass\|quay\|read\|step\|text\|xray\|age\|all\|amd\|bad\|caa\|css\|ec2\|ecr\|ecs\|efs\|gp2\|gp3\|io1\|io2\|kms\|off\|own\|sc1\|sns\|sqs\|srv\|ssm\|st1\|sts\|sum\|tcp\|tls\|txt\|udp\|xfs\|mx\|ns\|s3\|a\)\>\%(\s*[.(=]\)\@!~
syntax match svcType ~\%(:\s*[\[{]*\||\s*\)\@6<=\<\%(duration\|schedule\|percent\|number\|string\|range\|bool\|cidr\|name\|port\|size\|any\|arn\|cpu\|int\|ip\)\>~
syntax match svcKind ~\%(\%(^\|[,{}]\)\s*\%(existing\s\+\|remove\s\+\)\?\)\@20<=\%(endpoint_service\|composite_alarm\|security_group\|certificate\|filesystem\|repository\|constrain\|container\|parameter\|statement\|subscribe\|warm_pool\|balancer\|capacity\|discover\|endpoint\|firelens\|generate\|listener\|pipeline\|registry\|suppress\|account\|anomaly\|approve\|cluster\|default\|network\|restart\|service\|subnets\|tracing\|trigger\|access\|bucket\|deploy\|device\|docker\|expose\|health\|record\|secret\|source\|ulimit\|volume\|alarm\|allow\|build\|hooks\|input\|linux\|mount\|place\|queue\|route\|scale\|table\|tmpfs\|topic\|auth\|logs\|port\|role\|step\|task\|test\|zone\|app\|ebs\|efs\|git\|job\|key\|raw\)\>\%(\%(\%(\_s\|/\*\_.\{-}\*/\)\+\%(\h\w*\|"\%([^"\\]\|\\.\)*"\|\d\w*\)\)*\%(\%(\_s\|/\*\_.\{-}\*/\)\+\%(in\|for\)\%(\_s\|/\*\_.\{-}\*/\)\+\h\w*\%(\.\h\w*\)*\)*\%(\_s\|/\*\_.\{-}\*/\)*{\)\@=~
syntax match svcField ~\%(\%(^\|[^.]\)\.\)\@2<!\<\h\w*\>\%(\s*=\%([^=]\|$\)\)\@=~
syntax match svcFunction ~\%(\%(^\|[^.]\)\.\)\@2<!\<\%(cidr_subnet\|cidr_host\|contains\|replace\|base64\|format\|length\|values\|lower\|merge\|range\|split\|upper\|cost\|cron\|file\|join\|json\|keys\|rate\|trim\|max\|min\)\>\%(\s*(\)\@=~
syntax match svcConstant ~\%(\%(^\|[^.]\)\.\)\@2<!\<\%(true\|false\)\>~
syntax match svcConditional ~\%(\%(^\|[^.]\)\.\)\@2<!\<\%(else\|for\|if\|in\|on\)\>~
syntax match svcKeyword ~\%(\%(^\|[^.]\)\.\)\@2<!\<\%(environment\|attribute\|component\|existing\|blocks\|method\|output\|remove\|block\|param\|kind\|verb\|let\|as\)\>\%(\%(\_s\|/\*\_.\{-}\*/\)\+\h\)\@=~
syntax match svcKeyword ~\%(\%(^\|[^.]\)\.\)\@2<!\<\%(import\)\>\%(\%(\_s\|/\*\_.\{-}\*/\)*"\)\@=~
syntax match svcKeyword ~\%(\%(^\|[^.]\)\.\)\@2<!\<\%(allow\|deny\)\>\%(\%(\_s\|/\*\_.\{-}\*/\)\+\h\|\%(\_s\|/\*\_.\{-}\*/\)*["[]\)\@=~
syntax match svcKeyword ~\%(\%(^\|[^.]\)\.\)\@2<!\<\%(assert\)\>\%(\%(\_s\|/\*\_.\{-}\*/\)\+[0-9A-Za-z_]\|\%(\_s\|/\*\_.\{-}\*/\)*\%(["(\-[]\|!=\@!\|::\)\)\@=~
syntax match svcKeyword ~\%(\%(^\|[^.]\)\.\)\@2<!\<\%(when\)\>\%(\%(\_s\|/\*\_.\{-}\*/\)*{\)\@=~
syntax match svcOperator ~[-+*/%<>=!?:|&]~
syntax match svcBrace ~[][{}().,]~
syntax match svcNumber ~\<\d[0-9_]*\%(\.\d[0-9_]*\)\?\%(\h\w*\)\?~
syntax match svcNumber ~\<\d[0-9_]*\%(\.\d[0-9_]*\)\?\%(\h\w*\)\?\>%\%([A-Za-z0-9_(]\)\@!~
syntax match svcAddress ~\<\d\+\.\d\+\.\d\+\.\d\+\%(/\d\+\)\?~
syntax match svcAddress ~\w\@1<!\%(\x\+\%(:\x\+\)\{7}\|\%(\x\+\%(:\x\+\)*\)\?::\%(\x\+\%(:\x\+\)*\)\?\)\%(/\d\+\)\?~
syntax match svcTodo contained ~\<\%(TODO\|FIXME\|XXX\)\>~
syntax match svcComment contains=svcTodo,@Spell ~//.*$~
syntax match svcDoc contains=svcTodo,@Spell ~////\@!.*$~
syntax region svcComment start=~/\*~ end=~\*/~ contains=svcTodo,@Spell
syntax match svcEscape contained ~\\\%([ntr"\\$]\|u{\x\+}\)~
syntax region svcLineBraces matchgroup=svcBrace start=~{~ end=~}\|$~ contained contains=@svcExpression,svcLineBraces
syntax region svcBraces matchgroup=svcBrace start=~{~ end=~}~ contained contains=@svcExpression,svcBraces
syntax region svcLineInterpolation matchgroup=svcInterpolation start=~${~ end=~}\|$~ contained contains=@svcExpression,svcLineBraces
syntax region svcBlockInterpolation matchgroup=svcInterpolation start=~${~ end=~}~ contained contains=@svcExpression,svcBraces
syntax region svcString start=~"~ skip=~\\.~ end=~"\|$~ contains=svcEscape,svcLineInterpolation,@Spell
syntax region svcTextBlock start=~"""~ skip=~\\.~ end=~"""~ contains=svcEscape,svcBlockInterpolation,@Spell

highlight default link svcComment Comment
highlight default link svcDoc SpecialComment
highlight default link svcTodo Todo
highlight default link svcKeyword Keyword
highlight default link svcConditional Conditional
highlight default link svcKind Type
highlight default link svcType Type
highlight default link svcSymbol Constant
highlight default link svcConstant Boolean
highlight default link svcNumber Number
highlight default link svcAddress Number
highlight default link svcString String
highlight default link svcTextBlock String
highlight default link svcEscape SpecialChar
highlight default link svcInterpolation Special
highlight default link svcField Identifier
highlight default link svcFunction Function
highlight default link svcOperator Operator
highlight default link svcBrace Delimiter

let b:current_syntax = 'svc'
let &cpo = s:cpo
unlet s:cpo
