#!/usr/bin/env python3
"""The state machines of jobs with a disk, run: moto's interpreter of the Amazon States Language runs them, with an ECS where the test decides how
each start of the task ends. Step Functions itself watches the tasks of a job without a disk; moto cannot do that."""
import json
import os
import sys

from template import Evaluator, read
from tools import HERE, need, python_with
from harness import ROOT, Suite, run

PROGRAM = ROOT / "tests/cases/job/disk/main.svc"


def definitions(suite):
    out = suite.work / "state_machines"
    done = run([suite.svcc, "build", PROGRAM, "-o", out])
    need(done.returncode == 0, done.stderr)
    resources = read(next((out / "cloudformation").glob("*.yaml")))["Resources"]
    evaluator = Evaluator(lambda name, attribute: name, {"AWS::Partition": "aws"}, [])
    return {name: json.loads(evaluator.value(one["Properties"]["DefinitionString"])) for name, one in resources.items() if one["Type"] == "AWS::StepFunctions::StateMachine"}


def with_limit(tree, looks):
    """The same state machine, giving up after so many looks."""
    if isinstance(tree, dict):
        return {key: looks if key == "NumericGreaterThanEquals" else with_limit(child, looks) for key, child in tree.items()}
    return [with_limit(child, looks) for child in tree] if isinstance(tree, list) else tree


def executed(runs):
    """Runs (definition, story) after (definition, story); gives what each came to."""
    asked = [{"definition": definition, "story": story, "containers": ["restore", "watch"], "input": {"hello": 1}} for definition, story in runs]
    env = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "eu-west-1", "AWS_CONFIG_FILE": os.devnull}
    done = run([python_with("moto", "boto3", "antlr4"), HERE / "run_state_machine.py"], env=env, stdin=json.dumps(asked))
    need(done.returncode == 0, done.stderr[-3000:])
    return json.loads(done.stdout)


ONCE = ["RunTask", "DescribeTasks", "DescribeTasks"]


def comes_to(got, status, error, calls):
    actions = [action for action, _ in got["calls"]]
    need((got["status"], got["error"], actions) == (status, error, calls), f"{got['status']} {got['error']} {got['cause']} {actions}")


def ends_well(got):
    comes_to(got, "SUCCEEDED", None, ONCE)  # the container that is not essential is stopped with the task
    parameters = got["calls"][0][1]
    need(parameters["Overrides"]["ContainerOverrides"] == [{"Name": "restore", "Environment": [{"Name": "JOB_INPUT", "Value": '{"hello":1}'}]}], parameters)
    need(parameters["VolumeConfigurations"][0]["ManagedEBSVolume"]["SizeInGiB"] == 2048, parameters)


def tried_again(got):
    comes_to(got, "SUCCEEDED", None, ONCE * 2)


def fails(got):
    comes_to(got, "FAILED", "TaskFailed", ONCE * 3)
    need(json.loads(got["cause"])["exit_0"] == [3], got["cause"])


def not_started(got):
    comes_to(got, "FAILED", "TaskNotStarted", ["RunTask"] * 3)
    need("RESOURCE:MEMORY" in got["cause"], got["cause"])


def stopped(got):
    comes_to(got, "FAILED", "TaskTimedOut", [*ONCE, "StopTask"] * 3)
    need(got["calls"][3][1]["Task"] == "task", got["calls"][3])


def side_by_side(got):
    need(got["status"] == "SUCCEEDED", f"{got['error']}: {got['cause']}")
    indices = {variable["Value"] for action, parameters in got["calls"] if action == "RunTask"
               for variable in parameters["Overrides"]["ContainerOverrides"][0]["Environment"] if variable["Name"] == "JOB_INDEX"}
    need(indices == {"0", "1"}, indices)


def everything(suite):
    machines = definitions(suite)
    nightly, shards = machines["NightlyStateMachine"], machines["ShardsStateMachine"]
    stories = [
        (ends_well, nightly, [[0, 137]]),
        (tried_again, nightly, [[1, 0], [0, 0]]),
        (fails, nightly, [[1, 0], [2, 0], [3, 0]]),
        (not_started, nightly, ["RESOURCE:MEMORY"] * 3),
        (stopped, with_limit(nightly, 1), [None, None, None]),
        (side_by_side, shards, [[0, 0], [0, 0]]),
    ]
    results = executed([(machine, story) for _, machine, story in stories])
    for (check, _, _), got in zip(stories, results):
        suite.check(check.__name__.replace("_", " "), check, got)


def main():
    suite = Suite("state_machines", __doc__).start()
    suite.check("they run", everything, suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
