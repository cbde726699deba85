#!/usr/bin/env python3
"""Runs state machines in moto's interpreter, with an ECS that answers as the test says. Input and output are JSON.

  [{"definition": …, "story": [run, …], "containers": [name, …], "input": …}, …]  →  [{"status", "error", "cause", "output", "calls": [[action, parameters], …]}, …]

A run of the story is what one start of the task comes to: a list of the exit codes of its containers, `null` for one that never ends, or a reason why it is not
started. Waits are cut to nothing, and so are the pauses between tries. moto gives a task's answers in camelCase, where Step Functions has PascalCase
(https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html): the ECS here answers as Step Functions would show it."""
import json
import sys
import time
from unittest import mock

import boto3
import botocore.client
from moto import mock_aws

LOOKS = 2  # after so many a task has ended


def hurry(tree):
    for child in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        hurry(child)
    if isinstance(tree, dict):
        if tree.get("Type") == "Wait":
            tree["Seconds"] = 0
        for retry in tree.get("Retry", []):
            retry.update(IntervalSeconds=1, BackoffRate=1)


class Ecs:
    def __init__(self, story, names):
        self.story, self.names, self.calls, self.looks = list(story), names, [], 0
        self.real = botocore.client.BaseClient._make_api_call
        self.now = None

    def answer(self, client, action, parameters):
        if client.meta.service_model.service_name != "ecs":
            return self.real(client, action, parameters)
        self.calls.append([action, parameters])
        return getattr(self, action)()

    def RunTask(self):  # noqa: N802
        self.now, self.looks = self.story.pop(0), 0
        if isinstance(self.now, str):
            return {"Tasks": [], "Failures": [{"Reason": self.now}]}
        return {"Tasks": [{"TaskArn": "task"}], "Failures": []}

    def DescribeTasks(self):  # noqa: N802
        self.looks += 1
        if self.now is None or self.looks < LOOKS:
            return {"Tasks": [{"TaskArn": "task", "LastStatus": "RUNNING", "Containers": [{"Name": name} for name in self.names]}], "Failures": []}
        ended = [{"Name": name, "ExitCode": code} for name, code in zip(self.names, self.now)]
        return {"Tasks": [{"TaskArn": "task", "LastStatus": "STOPPED", "StoppedReason": "Essential container in task exited", "Containers": ended}], "Failures": []}

    def StopTask(self):  # noqa: N802
        return {"Task": {"TaskArn": "task"}}


def execute(asked):
    hurry(asked["definition"])
    ecs = Ecs(asked["story"], asked["containers"])
    patched = mock.patch("botocore.client.BaseClient._make_api_call", lambda client, action, parameters: ecs.answer(client, action, parameters))
    with mock_aws(config={"stepfunctions": {"execute_state_machine": True}}), patched:
        role = boto3.client("iam").create_role(RoleName="run", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
        steps = boto3.client("stepfunctions")
        machine = steps.create_state_machine(name="job", definition=json.dumps(asked["definition"]), roleArn=role)["stateMachineArn"]
        run = steps.start_execution(stateMachineArn=machine, input=json.dumps(asked["input"]))["executionArn"]
        while (state := steps.describe_execution(executionArn=run))["status"] == "RUNNING":
            time.sleep(0.02)
    return {**{key: state.get(key) for key in ("status", "error", "cause", "output")}, "calls": ecs.calls}


def main():
    print(json.dumps([execute(asked) for asked in json.load(sys.stdin)], default=str))


if __name__ == "__main__":
    main()
