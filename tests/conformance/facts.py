#!/usr/bin/env python3
"""Reads a deployed module back through the AWS API and prints its faults, one line each.

  facts.py PROGRAM ENVIRONMENT     (endpoint and region by environment variables)

The first part holds for every program: what AWS promises is whole. The second is what examples/shop says in so many words.
"""
import sys

import boto3

WORLD = {"0.0.0.0/0", "::/0"}
wrong = []


def expect(condition, message):
    if not condition:
        wrong.append(message)


def expect_equal(actual, expected, what):
    expect(actual == expected, f"{what} is {actual!r}, not {expected!r}")


def everything(client, operation, key, **arguments):
    return [item for page in client.get_paginator(operation).paginate(**arguments) for item in page[key]]


ecs, ec2, elb, deploy, pipelines = (boto3.client(name) for name in ("ecs", "ec2", "elbv2", "codedeploy", "codepipeline"))
scaling, iam, ecr, sqs = (boto3.client(name) for name in ("application-autoscaling", "iam", "ecr", "sqs"))

services = {}
for cluster in ecs.list_clusters()["clusterArns"]:
    arns = ecs.list_services(cluster=cluster)["serviceArns"]
    if arns:
        services.update({service["serviceName"]: service for service in ecs.describe_services(cluster=cluster, services=arns)["services"]})
balancers = {b["LoadBalancerArn"]: b for b in everything(elb, "describe_load_balancers", "LoadBalancers")}
listeners = {li["ListenerArn"]: li for arn in balancers for li in everything(elb, "describe_listeners", "Listeners", LoadBalancerArn=arn)}
rules = {arn: elb.describe_rules(ListenerArn=arn)["Rules"] for arn in listeners}
groups = {g["TargetGroupArn"]: g for g in everything(elb, "describe_target_groups", "TargetGroups")}
firewalls = {g["GroupId"]: g for g in everything(ec2, "describe_security_groups", "SecurityGroups")}
subnets = {s["SubnetId"]: s for s in everything(ec2, "describe_subnets", "Subnets")}
targets = {t["ResourceId"].split("/")[-1]: t for t in scaling.describe_scalable_targets(ServiceNamespace="ecs")["ScalableTargets"]}
policies = scaling.describe_scaling_policies(ServiceNamespace="ecs")["ScalingPolicies"]


def forwarded(actions):
    """The target groups that a rule's or listener's actions send requests to."""
    found = []
    for action in actions:
        weighted = action.get("ForwardConfig", {}).get("TargetGroups", [])
        found += [group["TargetGroupArn"] for group in weighted] or ([action["TargetGroupArn"]] if action.get("TargetGroupArn") else [])
    return found


# ---- What holds for every program -------------------------------------------------------------------------------------------------------

for name, service in services.items():
    expect_equal(service["status"], "ACTIVE", f"status of service {name}")
    task = ecs.describe_task_definition(taskDefinition=service["taskDefinition"])["taskDefinition"]
    containers = {c["name"]: c for c in task["containerDefinitions"]}
    network = service.get("networkConfiguration", {}).get("awsvpcConfiguration", {})
    expect(network.get("subnets"), f"service {name} stands in no subnet")
    for group in network.get("securityGroups", []):
        open_to = {r["CidrIp"] for p in firewalls[group]["IpPermissions"] for r in p["IpRanges"]}
        expect(not open_to & WORLD, f"the tasks of {name} can be reached from {open_to}")
    for balanced in service["loadBalancers"]:
        container = containers.get(balanced["containerName"], {})
        ports = [mapping["containerPort"] for mapping in container.get("portMappings", [])]
        expect(balanced["containerPort"] in ports, f"service {name} is balanced on port {balanced['containerPort']}, its container has {ports}")
        group = groups.get(balanced["targetGroupArn"], {})
        expect_equal(group.get("TargetType"), "ip" if task["networkMode"] == "awsvpc" else "instance", f"target type for {name}")
        used = [g for li in listeners.values() for g in forwarded(li["DefaultActions"])] + [g for rs in rules.values() for r in rs for g in forwarded(r["Actions"])]
        expect(balanced["targetGroupArn"] in used, f"no listener sends requests to the target group of {name}")
    for role in (task.get("taskRoleArn"), task.get("executionRoleArn")):
        if role:
            iam.get_role(RoleName=role.split("/")[-1])

for arn, found in rules.items():
    priorities = [rule["Priority"] for rule in found if not rule["IsDefault"]]
    expect_equal(len(priorities), len(set(priorities)), f"number of different priorities on {arn}")

for arn, balancer in balancers.items():
    zones = {zone["ZoneName"] for zone in balancer["AvailabilityZones"]}
    expect(len(zones) >= 2, f"{balancer['LoadBalancerName']} stands in {zones} only")

for application in deploy.list_applications()["applications"]:
    for group_name in deploy.list_deployment_groups(applicationName=application)["deploymentGroups"]:
        group = deploy.get_deployment_group(applicationName=application, deploymentGroupName=group_name)["deploymentGroupInfo"]
        pair = group["loadBalancerInfo"]["targetGroupPairInfoList"][0]
        names = [g["name"] for g in pair["targetGroups"]]
        expect_equal(len(set(names)), 2, f"number of target groups of deployment group {group_name}")
        expect(set(names) <= {g["TargetGroupName"] for g in groups.values()}, f"deployment group {group_name} names target groups that do not exist: {names}")
        for listener in pair["prodTrafficRoute"]["listenerArns"]:
            expect(listener in listeners, f"deployment group {group_name} names a listener that does not exist: {listener}")
        for reference in group["ecsServices"]:
            service = services.get(reference["serviceName"])
            expect(service, f"deployment group {group_name} deploys {reference['serviceName']}, which does not exist")
            expect(service and service["deploymentController"]["type"] == "CODE_DEPLOY", f"{reference['serviceName']} is not deployed by CodeDeploy")

for service_id, target in targets.items():
    expect(service_id in services, f"there is a scaling target for {service_id}, but no such service")
    expect(target["MinCapacity"] <= target["MaxCapacity"], f"{service_id} scales from {target['MinCapacity']} to {target['MaxCapacity']}")
    expect(any(p["ResourceId"] == target["ResourceId"] for p in policies), f"nothing scales {service_id}")

for summary in pipelines.list_pipelines()["pipelines"]:
    stages = pipelines.get_pipeline(name=summary["name"])["pipeline"]["stages"]
    made = set()
    for index, stage in enumerate(stages):
        sources = [action["actionTypeId"]["category"] == "Source" for action in stage["actions"]]
        expect(all(sources) if index == 0 else not any(sources), f"stage {stage['name']} of {summary['name']} mixes sources and other actions")
        for action in stage["actions"]:
            for artifact in action.get("inputArtifacts", []):
                expect(artifact["name"] in made, f"action {action['name']} takes {artifact['name']}, which nothing before it makes")
        made |= {artifact["name"] for action in stage["actions"] for artifact in action.get("outputArtifacts", [])}


# ---- examples/shop ----------------------------------------------------------------------------------------------------------------------


def shop(environment):
    prod = environment == "prod"
    prefix = f"shop-{environment}"
    api, worker = services.get(f"{prefix}-api"), services.get(f"{prefix}-worker")
    expect(api and worker, f"the services are {sorted(services)}")
    if not (api and worker):
        return
    expect_equal(api["deploymentController"]["type"], "CODE_DEPLOY", "deployment controller of api")
    expect_equal(len(api["loadBalancers"]), 1, "number of balancers of api")
    expect_equal([s["capacityProvider"] for s in worker.get("capacityProviderStrategy", [])], ["FARGATE_SPOT"], "capacity of worker")
    expect_equal(len(groups), 2, "number of target groups")
    expect_equal({(g["Port"], g["HealthCheckPath"]) for g in groups.values()}, {(80, "/healthz")}, "port and health check of the target groups")
    expect_equal(sorted((li["Port"], li["Protocol"]) for li in listeners.values()), [(80, "HTTP"), (443, "HTTPS")], "listeners")
    redirect = next(li for li in listeners.values() if li["Port"] == 80)["DefaultActions"][0]
    expect_equal(redirect["Type"], "redirect", "what port 80 does")
    https = next(li for li in listeners.values() if li["Port"] == 443)
    paths = [c["PathPatternConfig"]["Values"] if "PathPatternConfig" in c else c.get("Values") for r in rules[https["ListenerArn"]] for c in r["Conditions"]]
    expect_equal(paths, [["/api/*"]], "paths that are routed")

    expect_equal((targets[f"{prefix}-api"]["MinCapacity"], targets[f"{prefix}-api"]["MaxCapacity"]), (2, 20) if prod else (1, 2), "range of api")
    expect_equal((targets[f"{prefix}-worker"]["MinCapacity"], targets[f"{prefix}-worker"]["MaxCapacity"]), (0, 10), "range of worker")
    tracking = {p["ResourceId"].split("-")[-1]: p["TargetTrackingScalingPolicyConfiguration"] for p in policies}
    expect_equal(tracking["api"]["TargetValue"], 60, "CPU target of api")
    metrics = tracking["worker"]["CustomizedMetricSpecification"].get("Metrics", [])
    expect(any(m.get("Expression") for m in metrics), "worker is not scaled by an expression over its queue")

    expect_equal(len(ec2.describe_nat_gateways(Filters=[{"Name": "state", "Values": ["available"]}])["NatGateways"]), 2 if prod else 1, "number of NAT gateways")
    own = [s for s in subnets.values() if s["CidrBlock"].startswith("10.0.")]
    expect_equal(len(own), 4, "number of subnets")
    expect_equal(len({s["AvailabilityZone"] for s in own}), 2, "number of zones")

    queues = {url.rsplit("/", 1)[1]: sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"] for url in sqs.list_queues()["QueueUrls"]}
    orders = queues.get(f"{prefix}-orders", {})
    expect_equal((orders.get("MessageRetentionPeriod"), orders.get("VisibilityTimeout")), ("345600", "60"), "retention and visibility of orders")
    expect('"maxReceiveCount":5' in orders.get("RedrivePolicy", ""), f"redrive policy of orders is {orders.get('RedrivePolicy')}")
    repositories = ecr.describe_repositories()["repositories"]
    expect_equal(len(repositories), 1, "number of repositories")
    expect(repositories and repositories[0]["imageScanningConfiguration"]["scanOnPush"], "images are not scanned")
    cluster = ecs.describe_clusters(clusters=ecs.list_clusters()["clusterArns"])["clusters"][0]
    expect_equal(len(cluster.get("capacityProviders", [])), 2, f"number of capacity providers ({cluster.get('capacityProviders')})")

    pipeline = pipelines.get_pipeline(name=f"{prefix}-release")["pipeline"]
    providers = [action["actionTypeId"]["provider"] for stage in pipeline["stages"] for action in stage["actions"]]
    expect_equal(providers, ["CodeStarSourceConnection", "CodeBuild", "Manual", "CodeDeployToECS", "CodeBuild"], "actions of the pipeline: the tags that tasks read move last")
    final = pipeline["stages"][-2]["actions"][-1]["configuration"]
    expect_equal((final["TaskDefinitionTemplatePath"], final["AppSpecTemplatePath"]), ("taskdef.json", "appspec.yaml"), "files of the deploy action")
    projects = boto3.client("codebuild").batch_get_projects(names=boto3.client("codebuild").list_projects()["projects"])["projects"]
    expect(any(p["environment"].get("privilegedMode") for p in projects), "no build project is privileged, so none can build an image")


program, environment = sys.argv[1:3]
if program == "shop":
    shop(environment)
print("\n".join(wrong))
sys.exit(1 if wrong else 0)
