#!/usr/bin/env python3
"""A stand-in for AWS on this machine: moto's server with the repairs that the real Terraform AWS provider needs, and what a program expects to exist.

  moto_server.py PORT MODULE     (account: $MOTO_ACCOUNT_ID, region: $AWS_REGION, managed policies: $MOTO_IAM_LOAD_MANAGED_POLICIES=true)

MODULE is the Terraform module that will be deployed: what it names by ids, or finds by tags of a network, because a program says `existing`, is there from the
beginning.

Written for moto 5.2 and provider 5.100. Each repair says what is wrong and what the test can no longer see because of it. A repair that finds its target gone
(moto mended it, or moved it) fails at start, so that this page stays true.
"""
import json
import os
import pathlib
import re
import sys
import time

import moto.codebuild.responses as codebuild
import moto.codecommit.models as codecommit
import moto.codedeploy.models as codedeploy
import moto.codepipeline.models as codepipeline
from botocore import xform_name
from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse
from moto.core.responses import ActionResult
from moto.ec2.models import ec2_backends
from moto.ec2.models.launch_templates import LaunchTemplate
from moto.ec2.models.security_groups import SecurityGroupRule
from moto.ecs.models import ecs_backends
from moto.ecs.responses import EC2ContainerServiceResponse
from moto.efs.responses import EFSResponse
from moto.elbv2.models import elbv2_backends
from moto.s3.responses import S3Response
from moto.sns.models import sns_backends
from moto.sqs.models import Queue
from moto.stepfunctions.responses import StepFunctionResponse


# Application Auto Scaling has no tag calls; the provider makes them for every target and wants its tags back. Weakens nothing: tags are kept by ARN.
scaling_tags = {}


def scaling_tag_resource(self):
    scaling_tags.setdefault(self._get_param("ResourceARN"), {}).update(self._get_param("Tags"))
    return "{}"


def scaling_untag_resource(self):
    for key in self._get_param("TagKeys"):
        scaling_tags.get(self._get_param("ResourceARN"), {}).pop(key, None)
    return "{}"


def scaling_register(self):
    answer = original_register(self)
    if self._get_param("Tags"):
        scaling_tags.setdefault(json.loads(answer)["ScalableTargetARN"], {}).update(self._get_param("Tags"))
    return answer


original_register = ApplicationAutoScalingResponse.register_scalable_target
ApplicationAutoScalingResponse.register_scalable_target = scaling_register
ApplicationAutoScalingResponse.tag_resource = scaling_tag_resource
ApplicationAutoScalingResponse.untag_resource = scaling_untag_resource
ApplicationAutoScalingResponse.list_tags_for_resource = lambda self: json.dumps({"Tags": scaling_tags.get(self._get_param("ResourceARN"), {})})

# These services answer times as ISO texts where AWS answers JSON numbers, which the provider refuses to read. Weakens nothing that we compare.
for module in (codecommit, codedeploy, codepipeline):
    assert hasattr(module, "iso_8601_datetime_with_milliseconds")
    module.iso_8601_datetime_with_milliseconds = lambda *_: int(time.time())


# CodeBuild: for sources and artifacts of type CODEPIPELINE moto demands a location, which AWS forbids. Weakens: nothing else of such a part is checked.
def allow_codepipeline(original):
    return lambda part: None if part.get("type") == "CODEPIPELINE" else original(part)


for name in ("_validate_required_params_source", "_validate_required_params_artifacts"):
    setattr(codebuild, name, allow_codepipeline(getattr(codebuild, name)))


# Nor has CodeBuild UpdateProject. Weakens: what comes is not checked.
def update_project(self):
    changes = json.loads(self.body)
    project = self.codebuild_backend.codebuild_projects[changes["name"]].project_metadata
    project.update(changes)
    return json.dumps({"project": project})


assert not hasattr(codebuild.CodeBuildResponse, "update_project")
codebuild.CodeBuildResponse.update_project = update_project


# SQS does not know RedriveAllowPolicy (the provider waits for it until it gives up), forgets a queue's policy whenever another attribute is set, and
# writes the redrive policy with spaces, which AWS does not. Weakens: nothing checks that the queues named in a RedriveAllowPolicy exist.
original_attributes = Queue.attributes
original_set_attributes = Queue._set_attributes


def queue_attributes(self):
    found = original_attributes.fget(self)
    if self.redrive_policy:
        found["RedrivePolicy"] = json.dumps(self.redrive_policy, separators=(",", ":"))
    return found


def set_queue_attributes(self, changes, now=None):
    kept = getattr(self, "policy", None)
    original_set_attributes(self, changes, now)
    if "Policy" not in changes:
        self.policy = kept


Queue.BASE_ATTRIBUTES = [*Queue.BASE_ATTRIBUTES, "RedriveAllowPolicy"]
Queue.redrive_allow_policy = None
Queue.attributes = property(queue_attributes)
Queue._set_attributes = set_queue_attributes


# ECS drops most of what CreateService says (capacity providers, deployment settings, exec, managed tags, rebalancing, grace period) and then calls the
# launch type EC2. We keep it as it came. Weakens: these values are echoed, never checked, and no task is ever started.
original_create_service = EC2ContainerServiceResponse.create_service


def create_service(self):
    result = original_create_service(self)
    service = result.result["service"]
    for name, value in self._get_params().items():
        attribute = xform_name(name)
        if name not in ("cluster", "serviceName", "taskDefinition", "loadBalancers", "tags", "role") and value is not None:
            setattr(service, attribute, value)
    if self._get_param("capacityProviderStrategy"):
        service.launch_type = None
    # Terraform waits until as many tasks run as are wanted.
    service.running_count, service.pending_count = service.desired_count, 0
    for deployment in service.deployments or []:
        deployment.update(runningCount=service.desired_count, pendingCount=0, rolloutState="COMPLETED")
    return result


EC2ContainerServiceResponse.create_service = create_service

# Whether an answer of ECS holds the tags is remembered for all requests at once, so that of two that are answered side by side one gets what the other asked for, and now and
# then a service has no tags. Weakens: tags are shown to who does not ask for them, too.
EC2ContainerServiceResponse._exclude_from_response = EC2ContainerServiceResponse._include_in_response


# EC2 puts the tags of a launch template itself into its data, as if they were for the launched instances. Weakens nothing: the tags of the template
# are kept apart.
original_create_version = LaunchTemplate.create_version


def create_version(self, data, description):
    specifications = [s for s in data.get("TagSpecifications", []) if s["ResourceType"] != "launch-template"]
    return original_create_version(self, {**data, "TagSpecifications": specifications}, description)


LaunchTemplate.create_version = create_version


# EC2 gives back the description of a security group rule only where the other side is an address range, not where it is a group. Weakens nothing.
SecurityGroupRule.description = property(lambda self: self.ip_range.get("Description") or self.source_group.get("Description"))


# moto's EFS has no PutBackupPolicy, and reports no policy for a file system without backups. Weakens nothing: the policy that was put is returned.
backup_policies = {}


def put_backup_policy(self):
    backup_policies[self._get_param("FileSystemId")] = self._get_param("BackupPolicy")
    return describe_backup_policy(self)


def describe_backup_policy(self):
    policy = backup_policies.get(self._get_param("FileSystemId"), {"Status": "DISABLED"})
    return json.dumps({"BackupPolicy": policy}), {"Content-Type": "application/json"}


assert not hasattr(EFSResponse, "put_backup_policy")
EFSResponse.put_backup_policy = put_backup_policy
EFSResponse.describe_backup_policy = describe_backup_policy


# Step Functions has no ValidateStateMachineDefinition, which the provider calls for a definition that has changed. Weakens: definitions are not checked.
assert not hasattr(StepFunctionResponse, "validate_state_machine_definition")
StepFunctionResponse.validate_state_machine_definition = lambda self: json.dumps({"result": "OK", "diagnostics": [], "truncated": False})
# Nor has it versions of state machines, which the provider asks for when it reads one. Weakens nothing: the programs publish none.
assert not hasattr(StepFunctionResponse, "list_state_machine_versions")
StepFunctionResponse.list_state_machine_versions = lambda self: json.dumps({"stateMachineVersions": []})


# S3 keeps that a bucket sends its events to EventBridge, but does not give it back. Weakens nothing.
original_notification = S3Response.get_bucket_notification


def get_bucket_notification(self):
    found = self.backend.get_bucket_notification_configuration(self.bucket_name)
    if found and found.event_bridge is not None:
        serialized = self.serialized
        self.serialized = lambda answer: serialized(ActionResult({**answer.result, "EventBridgeConfiguration": {}}))
    return original_notification(self)


S3Response.get_bucket_notification = get_bucket_notification


# ---- Resources that a module names by ids, which no call of the API can choose, and their networks ------------------------------------------


SUBNET = r'"(subnet-[0-9a-f]{17})"'
DATA = re.compile(r'^data "(\w+)" "(\w+)" \{\n(.*?)^\}', re.S | re.M)
TAGS = re.compile(r"^  tags = \{\n(.*?)^  \}", re.S | re.M)
FIELD = re.compile(r'^\s+(\w+)\s*=\s*"([^"$]*)"$', re.M)


def renamed(table, made, name, attribute="id"):
    """Puts what was made under another name."""
    table[name] = table.pop(getattr(made, attribute))
    setattr(made, attribute, name)
    return made


class Stock:
    def __init__(self, module, account, region):
        self.text = "\n".join(path.read_text() for path in sorted(pathlib.Path(module).glob("*.tf")))
        self.account, self.region = account, region
        self.ec2, self.elb = ec2_backends[account][region], elbv2_backends[account][region]

    def named(self, pattern):
        return sorted(set(re.findall(pattern, self.text)))

    def fill(self):
        for vpc in self.named(r'"(vpc-[0-9a-f]{17})"'):
            self.network(vpc)
        for kind, name, body in DATA.findall(self.text):
            if kind == "aws_vpc":
                self.network_with_tags(name, self.tags(body))
        for cluster in self.named(r":cluster/([\w-]+)\""):
            ecs_backends[self.account][self.region].create_cluster(cluster)
        for topic in self.named(r":sns:[\w-]+:\d+:([\w-]+)\""):
            sns_backends[self.account][self.region].create_topic(topic)

    def network(self, vpc_id):
        vpc = self.ec2.create_vpc("10.40.0.0/16")
        self.ec2.groups[vpc_id] = self.ec2.groups.pop(vpc.id)
        for part in [*self.ec2.groups[vpc_id].values(), *self.ec2.network_acls.values(), *self.ec2.route_tables.values()]:
            part.vpc_id = vpc_id if part.vpc_id == vpc.id else part.vpc_id
        renamed(self.ec2.vpcs, vpc, vpc_id)
        for index, name in enumerate(self.named(SUBNET)):
            zone = f"{self.region}{'ab'[index % 2]}"
            renamed(self.ec2.subnets[zone], self.ec2.create_subnet(vpc_id, f"10.40.{index}.0/24", availability_zone=zone), name)
        self.furnish(vpc_id, self.named(SUBNET)[:2])  # of two zones

    @staticmethod
    def tags(body):
        return dict(FIELD.findall(TAGS.search(body).group(1)))

    def network_with_tags(self, name, tags):
        """A VPC that a data source finds, with two subnets for each one that looks for some in it."""
        vpc = self.ec2.create_vpc("10.40.0.0/16")
        vpc.add_tags(tags)
        made = []
        for kind, _, body in DATA.findall(self.text):
            for zone in "ab" if kind == "aws_subnets" and f"data.aws_vpc.{name}.id" in body else "":
                made.append(self.ec2.create_subnet(vpc.id, f"10.40.{len(made)}.0/24", availability_zone=self.region + zone))
                made[-1].add_tags(self.tags(body))
        self.furnish(vpc.id, [subnet.id for subnet in made[:2]])

    def furnish(self, vpc_id, subnets):
        for name in self.named(r'"(sg-[0-9a-f]{17})"'):
            renamed(self.ec2.groups[vpc_id], self.ec2.create_security_group(name, name, vpc_id), name)
        for arn in self.named(r'"(arn:[\w-]+:elasticloadbalancing:[\w-]+:\d+:listener/app/[^"]+)"'):
            self.balancer(arn, subnets)

    def balancer(self, listener_arn, subnets):
        arn, _, _ = listener_arn.replace(":listener/", ":loadbalancer/").rpartition("/")
        balancer = renamed(self.elb.load_balancers, self.elb.create_load_balancer(arn.split("/")[-2], [], subnets), arn, "arn")
        answer = {"Type": "fixed-response", "Order": 1, "FixedResponseConfig": {"StatusCode": "404", "ContentType": "text/plain", "MessageBody": ""}}
        renamed(balancer.listeners, self.elb.create_listener(arn, "HTTP", "443", "", None, [answer]), listener_arn, "arn")


if __name__ == "__main__":
    from moto.server import main

    Stock(sys.argv[2], os.environ["MOTO_ACCOUNT_ID"], os.environ["AWS_REGION"]).fill()

    main(["-H", "127.0.0.1", "-p", sys.argv[1]])
