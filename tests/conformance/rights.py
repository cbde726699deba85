#!/usr/bin/env python3
"""`svcc ask can` against an evaluator of policies that knows nothing of svcc (@cloud-copilot/iam-simulate): of every service and job of the examples, for every verb of what the program holds, each action is
allowed by both or by neither. So what the program needs is allowed, and what it does not need is denied."""
import json
import re
import sys

from tools import HERE, ROOT, need, node_modules, run
from harness import Suite, declared_environments

PROGRAMS = ("examples/marketplace/main.svc", "examples/media/media.svc")
ACCOUNT = "111122223333"
# Of these, `Ref` is the ARN: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/ (Return values)
REFERRED_BY_ARN = ("AWS::SNS::Topic", "AWS::SecretsManager::Secret", "AWS::StepFunctions::StateMachine", "AWS::ElasticLoadBalancingV2::LoadBalancer")
# What an action may be about: the resource itself, and what lies in it.
WITHIN = ("", "/thing", "/index/thing")


def verbs():
    """Of each kind the actions of its verbs, from the prelude."""
    found = {}
    for path in sorted((ROOT / "stdlib/prelude").glob("*.svc")):
        text = path.read_text()
        for match in re.finditer(r"^kind (\w+).*?(?=^kind |\Z)", text, re.S | re.M):
            for verb in re.finditer(r"^  verb (\w+) \{(.*?)\n?  ?\}", match.group(0), re.S | re.M):
                actions = re.search(r"actions\s*=\s*\[(.*?)\]", verb.group(2), re.S)
                found.setdefault(match.group(1), {})[verb.group(1)] = re.findall(r'"([^"]+)"', actions.group(1)) if actions else []
    return found


def resolved(value, template, account):
    """The value with references filled in as a deployment would: an ARN of the resource's service and name."""
    if isinstance(value, list):
        return [resolved(one, template, account) for one in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"Ref"}:
        return reference(value["Ref"], "", template, account)
    if set(value) == {"Fn::GetAtt"}:
        return reference(*(value["Fn::GetAtt"] if isinstance(value["Fn::GetAtt"], list) else value["Fn::GetAtt"].split(".", 1)), template, account)
    if set(value) == {"Fn::Sub"}:
        return re.sub(r"\$\{([\w:]+)(?:\.(\w+))?\}", lambda m: reference(m.group(1), m.group(2) or "", template, account), value["Fn::Sub"])
    return {key: resolved(one, template, account) for key, one in value.items()}


def reference(name, attribute, template, account):
    pseudo = {"AWS::Region": "eu-central-1", "AWS::AccountId": account, "AWS::Partition": "aws", "AWS::URLSuffix": "amazonaws.com"}
    if name in pseudo:
        return pseudo[name]
    type_ = template.get(name, {}).get("Type", "")
    if attribute.lower().endswith("arn") or (not attribute and type_ in REFERRED_BY_ARN):
        return arn(name, type_, account)
    return name.lower()


def arn(name, type_, account):
    service = {"SQS": "sqs", "SNS": "sns", "DynamoDB": "dynamodb", "S3": "s3", "ECR": "ecr", "KMS": "kms", "SecretsManager": "secretsmanager", "SSM": "ssm", "IAM": "iam",
               "Logs": "logs", "EFS": "elasticfilesystem", "ECS": "ecs", "StepFunctions": "states"}.get(type_.split("::")[1] if "::" in type_ else "", "other")
    kind = {"dynamodb": "table/", "ecr": "repository/", "kms": "key/", "secretsmanager": "secret:", "iam": "role/", "logs": "log-group:", "elasticfilesystem": "file-system/", "states": "stateMachine:"}.get(service, "")
    if service == "s3":
        return f"arn:aws:s3:::{name.lower()}"
    return f"arn:aws:{service}:eu-central-1:{account}:{kind}{name}"


class System:
    def __init__(self, suite, program, environment):
        made = suite.run("build", program, *(["--env", environment] if environment else []), "--target", "cloudformation", "--format", "json", "-o", "-")
        need(made.returncode == 0, made.stderr)
        self.template = json.loads(made.stdout)["Resources"]
        self.owner = {name: one.get("Metadata", {}).get("svcc", {}).get("block", "") for name, one in self.template.items()}

    def policies(self, block):
        """The documents of the role of the block's tasks."""
        found = []
        for name, task in self.template.items():
            if task["Type"] != "AWS::ECS::TaskDefinition" or self.owner[name] != block or "TaskRoleArn" not in task["Properties"]:
                continue
            role = json.dumps(task["Properties"]["TaskRoleArn"])
            for one in self.template.values():
                if one["Type"] == "AWS::IAM::RolePolicy" and any(f'"{r}"' in role for r in re.findall(r'"(\w+Role)"', json.dumps(one["Properties"]["RoleName"]))):
                    found.append(resolved(one["Properties"]["PolicyDocument"], self.template, ACCOUNT))
        return found

    def resources(self, block):
        names = [name for name in self.template if self.owner[name] == block and not self.template[name]["Type"].startswith(("AWS::IAM", "AWS::EC2", "AWS::SNS::Sub"))]
        return [arn(name, self.template[name]["Type"], ACCOUNT) + rest for name in names for rest in WITHIN]


def rights(suite, program, environment):
    node, folder = node_modules(suite.work)
    system, known = System(suite, program, environment), verbs()
    blocks = sorted(set(system.owner.values()) - {""})
    who = [block for block in blocks if system.policies(block) or block.startswith(("service ", "job "))]
    targets = [block for block in blocks if block.split(" ")[0] in known]
    questions, said = [], []
    for block in who:
        policies = system.policies(block)
        for target in targets:
            for action in sorted({action for actions in known[target.split(" ")[0]].values() for action in actions if "*" not in action}):
                questions.append(json.dumps({"policies": policies, "action": action, "resources": system.resources(target)}))
                said.append((block, action, target))
    done = run([node, HERE / "rights.mjs", folder], stdin="\n".join(questions) + "\n", timeout=500)
    need(done.returncode == 0, f"iam-simulate could not run:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    verdicts = [json.loads(line) for line in done.stdout.splitlines()]
    need(len(verdicts) == len(questions), f"{len(verdicts)} answers to {len(questions)} questions")
    dotted, wrong, conditional = lambda block: block.replace(" ", "."), [], 0  # noqa: E731
    for (block, action, target), allowed in zip(said, verdicts):
        answer = suite.run("ask", "can", dotted(block), action, dotted(target), "-p", program, "--format", "json", *(["--env", environment] if environment else []))
        need(answer.returncode < 2, answer.stderr)
        granted = json.loads(answer.stdout)["answers"][0]["answer"]["rights"]
        if any(right["condition"] for right in granted):  # svcc shows it; nothing here judges it
            conditional += 1
            continue
        if (answer.returncode == 0) != allowed:
            wrong.append(f"{block} {action} {target}: iam-simulate says {'yes' if allowed else 'no'}, svcc says {answer.returncode == 0 and 'yes' or 'no'}")
    need(not wrong, "\n".join(wrong[:20]))
    need(any(verdicts) and not all(verdicts), "every answer is the same: nothing was tested")
    print(f"{program} {environment}: {sum(verdicts)} actions allowed, {len(verdicts) - sum(verdicts)} denied, by both; {conditional} under a condition")


def main():
    suite = Suite("rights", __doc__).start()
    for program in PROGRAMS:
        suite.check(program, rights, suite, program, declared_environments(ROOT / program)[-1])
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
