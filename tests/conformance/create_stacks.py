#!/usr/bin/env python3
"""create_stacks.py FOLDER STACK…: creates the stacks one after the other in moto, in this process, and reads their resources back.

moto does not know every type. A resource that it does not know is left out, and what others read of it is a text with its name; the imports and exports of
all stacks stay as they are, so a stack whose export is missing or comes later fails.
"""
import json
import pathlib
import sys

import boto3
from moto import mock_aws
from moto.cloudformation.parsing import resource_class_from_type

import template

# Of these types, moto cannot give every attribute.
WITHOUT_ATTRIBUTES = {"AWS::ElasticLoadBalancingV2::TargetGroup"}


def known(resources, name):
    return name not in resources or resource_class_from_type(resources[name]["Type"]) is not None


def stand_ins(tree, resources):
    """The tree with texts for what moto cannot work out."""
    if isinstance(tree, list):
        return [stand_ins(item, resources) for item in tree]
    if not isinstance(tree, dict):
        return tree
    if set(tree) == {"Ref"} and not known(resources, tree["Ref"]):
        return tree["Ref"]
    if set(tree) == {"Fn::GetAtt"}:
        name, attribute = tree["Fn::GetAtt"]
        if not known(resources, name) or (name in resources and resources[name]["Type"] in WITHOUT_ATTRIBUTES):
            return f"{name}-{attribute}"
    return {key: stand_ins(value, resources) for key, value in tree.items()}


def prepared(path):
    """The template as moto can read it, and the ids of its resources that moto knows."""
    whole = template.read(path)
    resources = whole["Resources"]
    kept = {name: one for name, one in resources.items() if known(resources, name)}
    whole = stand_ins({**whole, "Resources": kept}, resources)
    for one in whole["Resources"].values():
        if one["Type"] == "AWS::KMS::Key":
            one["Properties"].pop("Tags", None)  # moto takes the words of the API here
        depends = one.pop("DependsOn", [])
        depends = [d for d in ([depends] if isinstance(depends, str) else depends) if d in kept]
        if depends:
            one["DependsOn"] = depends
    if not kept:
        whole["Resources"] = {"Nothing": {"Type": "AWS::CloudFormation::WaitConditionHandle"}}
    return json.dumps(whole), set(kept), len(resources)


def parameters_of(path):
    """Those without a default: lists of subnets and the like exist nowhere here."""
    given = {"AWS::EC2::VPC::Id": "vpc-1", "List<AWS::EC2::Subnet::Id>": "subnet-1,subnet-2", "Number": "1"}
    return [{"ParameterKey": name, "ParameterValue": given.get(one["Type"], "arn:aws:iam::222222222222:role/given")}
            for name, one in template.read(path).get("Parameters", {}).items() if "Default" not in one]


@mock_aws
def create(folder, names):
    cloudformation = boto3.client("cloudformation", "eu-west-1")
    made = total = 0
    for name in names:
        path = pathlib.Path(folder) / f"{name}.yaml"
        body, wanted, all_of_it = prepared(path)
        try:
            cloudformation.create_stack(StackName=name, TemplateBody=body, Parameters=parameters_of(path), Capabilities=["CAPABILITY_NAMED_IAM"])
        except Exception as error:  # noqa: BLE001: moto raises what it likes
            sys.exit(f"{name}: {error!r}")
        stack = cloudformation.describe_stacks(StackName=name)["Stacks"][0]
        pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=name)
        here = {one["LogicalResourceId"] for page in pages for one in page["StackResourceSummaries"]}
        if stack["StackStatus"] != "CREATE_COMPLETE" or not wanted <= here:
            sys.exit(f"{name}: {stack['StackStatus']}, missing: {sorted(wanted - here)}")
        made, total = made + len(wanted), total + all_of_it
    exports = sum(len(page["Exports"]) for page in cloudformation.get_paginator("list_exports").paginate())
    print(f"moto: {len(names)} stacks with {made:,} of {total:,} resources (it does not know the other types), {exports:,} exports")


if __name__ == "__main__":
    create(sys.argv[1], sys.argv[2:])
