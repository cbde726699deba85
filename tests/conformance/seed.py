#!/usr/bin/env python3
"""Creates in moto the resources that a module looks up with data sources, because a program has `existing`: zones, secrets. Usage: seed.py MODULE (endpoint by environment)."""
import pathlib
import re
import sys

import boto3

DATA = re.compile(r'^data "(\w+)" "\w+" \{\n(.*?)^\}', re.S | re.M)
FIELD = re.compile(r'^\s+(\w+)\s*=\s*"([^"$]*)"$', re.M)

made = set()


def make_secret(name):
    """Several data sources may read one secret."""
    if name not in made:
        made.add(name)
        boto3.client("secretsmanager").create_secret(Name=name, SecretString='{"password": "not-a-secret", "client-secret": "nor-is-this"}')


MAKE = {
    "aws_route53_zone": lambda f: boto3.client("route53").create_hosted_zone(Name=f["name"], CallerReference=f["name"]),
    "aws_secretsmanager_secret": lambda f: make_secret(f["name"]),
    "aws_secretsmanager_secret_version": lambda f: make_secret(f["secret_id"]),
}

for path in sorted(pathlib.Path(sys.argv[1]).glob("*.tf")):
    for kind, body in DATA.findall(path.read_text()):
        if kind in MAKE:
            MAKE[kind](dict(FIELD.findall(body)))
