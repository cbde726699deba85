"""The classes of mutations: their changes of the text, the codes that find them, and the reasons why silence can be right.

A class has a pattern; each match outside of comments is a site. `within` are words of the blocks around it, from outermost to innermost: `("task", "!container")`
means in a task and in no container of it. The excuses are tried in order; the first true one says why no message is needed."""
import re

COMMENT = re.compile(r'//[^\n]*|"(?:\\.|[^"\\\n])*"')
ALWAYS = lambda mutant: True  # noqa: E731


class Kind:
    """One class of mutations."""

    def __init__(self, name, what, pattern, new, codes, excuses=(), within=(), flags=re.M):
        self.name, self.what, self.pattern, self.new = name, what, re.compile(pattern, flags), new
        self.codes, self.excuses, self.within = {f"SVC{code}" for code in codes.split()}, excuses, within

    def excuse(self, mutant):
        """`(equivalent or legal, why)`, or None if silence is a miss."""
        return next(((verdict, why) for holds, verdict, why in self.excuses if holds(mutant)), None)


class Mutant:
    """One changed program."""

    def __init__(self, kind, program, old, text, line, blocks):
        self.kind, self.program, self.old, self.text, self.line, self.blocks = kind, program, old, text, line, blocks
        self.where = f"{kind.name}: {program}:{line}"

    def shown(self):
        old, new = self.old.split("\n"), self.text.split("\n")
        return f"- {old[self.line - 1].strip()}\n+ {new[self.line - 1].strip() if self.line <= len(new) else ''}"

    def has(self, pattern):
        """Whether the old program holds this."""
        return re.search(pattern, self.old, re.M) is not None

    def inside(self, word):
        """The innermost block around the site with a header that begins with a word, or None."""
        return next((block for block in reversed(self.blocks) if re.match(word + r"\b", block)), None)


def around(text, at):
    """The headers of the blocks around an offset."""
    stack, start = [], 0
    clean = COMMENT.sub(lambda m: " " * len(m.group(0)) if m.group(0).startswith("//") else m.group(0).replace("{", "(").replace("}", ")"), text[:at])
    for n, letter in enumerate(clean):
        if letter == "{":
            stack.append(clean[start:n].strip())
        elif letter == "}" and stack:
            stack.pop()
        if letter in "{}\n,":
            start = n + 1
    return stack


def in_service(mutant, pattern):
    """Whether the service around the site holds a text."""
    lines = mutant.old.split("\n")
    first = next((n for n in range(mutant.line - 1, -1, -1) if re.match(r"(service|job|task) ", lines[n])), 0)
    last = next((n for n in range(first + 1, len(lines)) if lines[n] == "}"), len(lines))
    return re.search(pattern, "\n".join(lines[first:last])) is not None


def empty_network(mutant):
    """Whether the network of the site is empty."""
    block = re.match(r"\s*network (\w+)", mutant.old.split("\n")[mutant.line - 1]) or re.match(r"network (\w+)", mutant.inside("network") or "")
    return bool(block) and not mutant.has(rf" in {block.group(1)}\b")


def fits(within, blocks):
    words = {re.split(r"\W", block, maxsplit=1)[0] for block in blocks}
    return all((word[1:] not in words) if word.startswith("!") else word in words for word in within)


def in_comment(text, at):
    return any(m.start() <= at < m.end() for m in COMMENT.finditer(text) if m.group(0).startswith("//"))


def mutants_of(program, text):
    """Every mutant of a program."""
    for kind in CLASSES:
        seen = {}
        for match in kind.pattern.finditer(text):
            blocks = around(text, match.start())
            if in_comment(text, match.start()) or not fits(kind.within, blocks):
                continue
            new = kind.new(match) if callable(kind.new) else match.expand(kind.new)
            if new == match.group(0):
                continue
            line = text.count("\n", 0, match.start() + len(match.group(0)) - len(match.group(0).lstrip())) + 1
            mutant = Mutant(kind, program, text, text[:match.start()] + new + text[match.end():], line, blocks)
            seen[line] = seen.get(line, 0) + 1
            mutant.where += f" ({seen[line]})" if seen[line] > 1 else ""
            yield mutant


def on_instances(mutant):
    return mutant.has(r"capacity (ec2|managed|external)")


def no_workload(mutant):
    return not mutant.has(r"^\s*(service|job|\w*_service|\w*_job)\b")


def not_used(mutant):
    """Whether nothing else names the block that the site declares."""
    name = re.search(r"(?:\w+ )?(\w+)\s*(?:\{|in )", mutant.old.split("\n")[mutant.line - 1].strip())
    return bool(name) and len(re.findall(rf"\b{name.group(1)}\b", mutant.old)) == 1


LEGAL, SAME = "legal", "equivalent"
OTHER_TIME = (ALWAYS, LEGAL, "another time that AWS takes")

CLASSES = [
    Kind("memory-of-task", "a task has 64MiB", r"\bmemory\s*=\s*[\d.]+[GM]iB", "memory = 64MiB", "4003 4008 4024 4009 4010 2003 4310",
         [(on_instances, LEGAL, "on instances a task may be small")], ("task", "!container", "!tracing")),
    Kind("cpu-of-task", "a task has 32 vCPU", r"\bcpu\s*=\s*[\d.]+vcpu", "cpu = 32vcpu", "4002 4003 4310 4350 4351 4356 4357 4046", [], ("task", "!container")),
    Kind("odd-cpu", "a task has 0.3 vCPU", r"\bcpu\s*=\s*[\d.]+vcpu", "cpu = 0.3vcpu", "4002 4007 4046 4003",
         [(on_instances, LEGAL, "on instances a task may have any share")], ("task", "!container")),
    Kind("memory-unit", "GiB becomes MiB", r"\b(\d+)GiB", r"\1MiB", "2003 4003 4008 4009 4010 4024 4054 4323 4324 4310 4356",
         [(lambda m: on_instances(m) and m.inside("task"), LEGAL, "on instances a task may be small"),
          (lambda m: m.has(r"memory_min|allowed = \["), LEGAL, "a bound of what may be chosen, and what is chosen is within it")]),
    Kind("minutes-to-days", "minutes become days", r"\b(\d+)min\b", r"\1d", "2003 4017 4018 4053 4048 4214 4269 4409 4414 4418 4462 4824 4466 4860 4862 4851 4047 4454", [OTHER_TIME]),
    Kind("seconds-to-hours", "seconds become hours", r"\b(\d+)s\b", r"\1h", "2003 4017 4018 4053 4214 4269 4409 4414 4462 4824 4466 4245 4852", [OTHER_TIME]),
    Kind("days-to-seconds", "days become seconds", r"\b(\d+)d\b", r"\1s", "2003 4021 4034 4462 4418 4851 4414 2001", [OTHER_TIME]),
    Kind("arm-task", "a task is for arm64", r"(\n\s*)(?=container \w)", r"\1arch = arm64\1", "4309 4357 4040 4320 4308 4667",
         [(lambda m: not on_instances(m), LEGAL, "Fargate has both architectures, and what the image holds is not known"),
          (lambda m: m.has(r"_arm64|\dg[dn]?\.\w*(large|medium)"), LEGAL, "the instances are arm64"),
          (lambda m: m.has(r"capacity (managed|external)|capacity fargate"), LEGAL, "the task runs on Fargate, or on instances that ECS chooses")],
         ("task", "!container", "service")),
    Kind("graviton", "instances become arm64", r'instance\s*=\s*"[\w.-]+"', 'instance = "m7g.xlarge"', "4372 4374 4308 4309 4315 4040 4310 4350 4323 4322 4320 4351",
         [(lambda m: not m.has(r"capacity ec2[^\n]*weight|^\s*capacity (?!fargate|ec2|managed|external)\w+ \{"), LEGAL, "no task runs on these instances"),
          (lambda m: m.has(r"m7g\.|_arm64"), SAME, "they are arm64 already")]),
    Kind("image-of-instances", "the machine image is arm64", r"ami\s*=\s*\w+", "ami = al2023_arm64", "4308 4315 4320 4040 4323 4041",
         [(lambda m: m.has(r"_arm64"), SAME, "it is arm64 already")]),
    Kind("drop-allow", "a permission is gone", r"^\s*allow [^\n{}]*\n", "", "4561 4562 4567 4568 9006 9005 9001 9002 4559 1001 9003",
         [(ALWAYS, LEGAL, "the program does not show that the container needs it")], ("!role",)),
    Kind("allow-of-other-verb", "receive becomes send", r"\breceive\b(?= on)", "send", "4562 4561 4570 9006 4858 4568",
         [(ALWAYS, LEGAL, "nothing in the program receives from the queue by itself")]),
    Kind("drop-port", "a container has no port", r"^\s*port\s*=\s*\d+\n", "", "4201 4801 4117 4119 4806 4262 4263 4203 4204 4202 4605 4866 4868 4850 4042 4244 3016 1004 1015",
         [(lambda m: not m.has(r"\b(route|expose|discover|connect|sources)\b"), LEGAL, "nobody calls the container"),
          (ALWAYS, LEGAL, "what calls a container names another one")], ("container",)),
    Kind("other-port", "a container has another port", r"\bport\s*=\s*(\d+)", "port = 9191", "4204 4262 4263 4206 4019 4202 4405 4801 4806 4866 4066 2003 1010 4227",
         [(ALWAYS, SAME, "routes, names and rules take the port from the container")], ("container", "!route", "!expose")),
    Kind("udp-port", "a port is for UDP", r"\bport\s*=\s*(\d+)", r"port { container = \1, protocol = udp }", "4205 4242 4227 4264 4801 4856",
         [(lambda m: not in_service(m, r"\b(route|expose)\b"), LEGAL, "nothing that needs TCP leads to it")], ("container",)),
    Kind("small-network", "a network is a /27", r"\bcidr\s*=\s*([\d.]+)/\d+", r"cidr = \1/27", "4101 4102 4103 4104 4105 4114 4152 4153 4166 4168 2003 4247 4157 4169 4151 4902",
         [(lambda m: m.inside("existing"), LEGAL, "the range of an existing network is only who may connect"),
          (lambda m: no_workload(m) and not m.has("balancer") or empty_network(m), LEGAL, "nothing needs its addresses")], ("!subnets", "!service")),
    Kind("no-nat", "a network has no NAT", r"\bnat\s*=\s*[^\n,}]+", "nat = none", "4110 4116 4160 4161 4163 4164 4165 4113 4171 4162",
         [(no_workload, LEGAL, "no task runs in it"), (lambda m: m.has(r"nat\s*=\s*none"), SAME, "it had none"),
          (lambda m: m.has(r'public_ip\s*=\s*true'), LEGAL, "the tasks have public addresses")]),
    Kind("no-endpoints", "a network has no endpoints", r"\bendpoints\s*=\s*\[[^\]]*\]", "endpoints = []", "4110 4116 4160 4161 4163 4165",
         [(no_workload, LEGAL, "no task runs in it"), (lambda m: not m.has(r"nat\s*=\s*none|isolated"), LEGAL, "NAT leads to AWS as well")]),
    Kind("one-zone", "a network has one zone", r"\bzones\s*=\s*[^\n,}()]+$", "zones = 1", "4108 9203 4103 4158 4152 4153 4168",
         [(lambda m: not m.has("balancer"), LEGAL, "nothing needs two zones")]),
    Kind("six-zones", "a network has six zones", r"\bzones\s*=\s*[^\n,}()]+$", "zones = 6", "4155 4167 4102 4103",
         [(lambda m: not m.has(r'region\s*='), LEGAL, "the region is not known"), (lambda m: m.has(r"us-east-1"), LEGAL, "us-east-1 has six")]),
    Kind("isolated", "private subnets are isolated", r"\baccess\s*=\s*private", "access = isolated", "4110 4113 4116 4160 4163 4165 4107 4905",
         [(no_workload, LEGAL, "no task runs in them"), (ALWAYS, LEGAL, "no task runs in them that needs more than the endpoints")]),
    Kind("not-public", "public subnets are private", r"\baccess\s*=\s*public", "access = private", "4107 4109 4112 4110 4116",
         [(ALWAYS, LEGAL, "nothing public stands in them")]),
    Kind("other-subnets", "tasks stand in public subnets", r'\bsubnets\s*=\s*"\w+"', 'subnets = "public"', "4106 4109 4113 4164 4112 4116 4110",
         [(lambda m: m.has(r'subnets\s*=\s*"public"'), SAME, "they stood there"), (lambda m: m.inside("balancer") or m.inside("filesystem") or m.inside("endpoint"), LEGAL, "it may stand there")]),
    Kind("region", "a region that does not exist", r'\bregion\s*=\s*"[a-z-]+\d"', 'region = "eu-west-9"', "4156 4566 2003 1001", [(lambda m: m.inside("logs"), LEGAL, "an option of a log router")], ("!logs",)),
    Kind("account-of-arn", "an ARN is of another account", r"(arn:aws:[\w-]+:[\w-]*:)\d{12}(:)", r"\g<1>999999999999\2", "4566 4569 4556 4558",
         [(lambda m: not m.has(r'account\s*='), LEGAL, "the account is not known"),
          (ALWAYS, LEGAL, "a resource of another account, which its own policy may allow")]),
    Kind("region-of-arn", "an ARN is of another region", r"(arn:aws:(?:acm|elasticloadbalancing|wafv2|secretsmanager|ecs|autoscaling):)[\w-]+(:)", r"\g<1>ap-south-1\2", "4566 4569 2004",
         [(lambda m: not m.has(r'region\s*='), LEGAL, "the region is not known"), (lambda m: m.inside("allow") or m.has(r"on \"arn"), LEGAL, "a permission may name what is in another region")]),
    Kind("health-path", "a health check asks no path", r'\bhealth\s*=\s*"/', 'health = "', "4261 5009", [], ("!container",)),
    Kind("health-port", "a health check asks port 9", r'\bhealth\s*=\s*("/[^"]*")', r"health { path = \1, port = 9 }", "4262 4263 4264 4242", [], ("!container",)),
    Kind("cron-minute", "minute 61", r'cron\("[\d*/,?-]+ ', 'cron("61 ', "4811 4860", []),
    Kind("cron-fields", "five fields", r'(cron\("[^"]*) [^ "]+"', r'\1"', "4811 4860", []),
    Kind("five-thousand", "a service has 5,000 tasks", r"\bcount\s*=\s*\d+\b(?!\.)", "count = 5000", "4152 4153 4166 4311 4318 4350 4351 4352 4312 2003 4401 4310 4405",
         [(lambda m: m.has("existing network"), LEGAL, "the subnets of an existing network are not known"),
          (lambda m: m.has("capacity external"), LEGAL, "how many servers there are is not known")], ("service", "!scale")),
    Kind("no-task", "a service has no task", r"\bcount\s*=\s*\d+\b(?!\.)", "count = 0", "2003 4422 9202 4406 9310",
         [(ALWAYS, LEGAL, "a service may be asleep")], ("service", "!scale")),
    Kind("drop-scale", "nothing scales a service", r"^\s*scale \w+[^\n]*\}\n", "", "4407 4415 4408 4458 4459 9007 9006 9005 4464 4838",
         [(ALWAYS, LEGAL, "something else scales it, or its count is fixed")]),
    Kind("no-way-to-replace", "a release may start nothing and stop nothing", r"deploy rolling \{[^{}]*\}", "deploy rolling { min = 100%, max = 100% }", "4401 4040 4319 4351 4420 9007 4422",
         [(lambda m: m.has(r"daemon\s*=\s*true"), LEGAL, "a daemon is stopped first")]),
    Kind("visibility", "a queue hides a message for a second", r"\bvisibility\s*=\s*\w+", "visibility = 1s", "4414",
         [(ALWAYS, LEGAL, "how long a message takes is not known")]),
    Kind("drop-retries", "a queue keeps messages for a minute", r"\bretention\s*=\s*\w+", "retention = 1min", "4462 4851 4021",
         [(ALWAYS, LEGAL, "how long messages wait is not known")], ("queue",)),
    Kind("percent", "a target of 200%", r"\btarget\s*=\s*\d+%", "target = 200%", "2003", []),
    Kind("essential", "a container need not run", r"(container \w+\s*\{)", r"\1 essential = false,", "4006 4016 4040 9206",
         [(ALWAYS, LEGAL, "another container of the task is essential")]),
    Kind("drop-certificate", "a balancer has no certificate", r"^\s*certificate\s*=[^\n]*\n", "", "4208 4206 4207 4219 4250 9005 4703 4225 4210 4222 4404",
         [(ALWAYS, LEGAL, "plain HTTP, or the listeners have certificates of their own")], ("balancer",)),
    Kind("privileged", "a container has the rights of the host", r"(container \w+\s*\{)(?=\s*\n)", r"\1\n      privileged = true", "4025 4040 9105", []),
    Kind("weight", "a capacity has no weight", r"\bweight\s*=\s*[1-9]\d*", "weight = 0", "4303 4313 9310 4316 4361 4111 4121 4020 4040 4001",
         [(ALWAYS, LEGAL, "another capacity has one, or a base")]),
    Kind("instances", "a capacity has no instances", r"\bsize\s*=\s*\d+\.\.\d+", "size = 0..0", "4350 4351 4352 4311 4318 4312 4319",
         [(ALWAYS, LEGAL, "no task runs on it")], ("capacity",)),
    Kind("small-instances", "instances are t3.micro", r'instance\s*=\s*"[\w.-]+"', 'instance = "t3.micro"', "4310 4350 4351 4352 4308 4315 4311 4312 4322 4323 4040 4319 4309 4355 4372 4374 4368",
         [(ALWAYS, LEGAL, "what runs there is small enough, or nothing does")]),
    Kind("drop-notify", "an alarm tells nobody", r",?\s*notify\s*=\s*\[[^\]]*\]", "", "9007 9005 4653", [(ALWAYS, LEGAL, "a release looks at it")], ("alarm",)),
    Kind("alarm-metric", "an alarm looks at a metric of something else", r"\bmetric\s*=\s*\w+", "metric = delayed", "4821 4822 4463 4453 4454",
         [(lambda m: m.has("metric = delayed"), SAME, "it did"), (ALWAYS, LEGAL, "queues have this metric")], ("alarm",)),
    Kind("memory-alarm", "a threshold of 150%", r"\babove\s*=\s*\d+%", "above = 150%", "4454 2003 4822 4463", [(lambda m: m.has(r"expression\s*="), LEGAL, "an expression may have any value")], ("alarm",)),
    Kind("drop-line-of-block", "a block of one line is gone", r"^(queue|topic|bucket|table|secret|repository|existing \w+|filesystem|key|role|parameter|zone|certificate) [^\n]*\}\n", "",
         "1001 1009 9001 9002 3016 3007 3002 9006 1014",
         [(not_used, LEGAL, "nothing names it"), (ALWAYS, LEGAL, "nothing names it")]),
    Kind("immutable-latest", "tags are immutable", r"^(repository \w+\s*\{)", r"\1 immutable = true,", "4655",
         [(ALWAYS, LEGAL, "no two builds push one tag")]),
    Kind("keep-one", "a repository keeps one image", r"\bkeep\s*=\s*\d+", "keep = 1", "4654 4658",
         [(ALWAYS, LEGAL, "no service runs an image of it")], ("repository",)),
    Kind("platform", "a platform version that does not exist", r"(\n\s*)count\s*=", r'\1platform = "1.9.0"\1count =', "4063 4040",
         [(ALWAYS, LEGAL, "the block has no such field, or runs elsewhere")], ("service",)),
    Kind("bridge", "a task is on the bridge", r"(\n\s*)memory\s*=(?=[^\n]*\n\s*container)", r"\1network_mode = bridge\1memory =", "4011 4012 4041 4121 4808 4010 4263 4044 4111",
         [(on_instances, LEGAL, "instances have a bridge")], ("task", "!container")),
    Kind("log-retention", "logs are kept for 23 days", r"\bretention\s*=\s*\w+", "retention = 23d", "4021 2003", [], ("logs",)),
    Kind("stop-timeout", "a container has ten minutes to stop", r"\bstop_timeout\s*=\s*\w+", "stop_timeout = 10min", "4018",
         [(on_instances, LEGAL, "instances have no such limit")]),
    Kind("tls", "a TLS policy that does not exist", r"(balancer \w+ in \w+\s*\{)", r'\1 tls_policy = "ELBSecurityPolicy-TLS14",', "4275", [(ALWAYS, LEGAL, "it has no HTTPS listener")]),
    Kind("secret-suffix", "a secret is named with its suffix", r'(existing secret \w+ \{ name = "(?!arn:)[^"]*)"', r'\1-AbCdEf"', "4501", []),
]
