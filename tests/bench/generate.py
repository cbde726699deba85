#!/usr/bin/env python3
"""Writes a program of N services to standard output: like a large shop's hand-written program, with every service a little different.

Ten services share a cluster and a queue; a hundred share a network, a balancer (its listener takes a hundred rules) and a repository. So everything grows with N.
"""
import sys

NETWORK = 100
CLUSTER = 10


def program(services):
    yield 'app bench { tags = { team = "platform", purpose = "benchmark" } }\n'
    yield 'environment prod { region = "eu-west-1", account = "222222222222" }\n'
    yield 'param image_tag: string = "latest"\nlet level = environment.name == "prod" ? "info" : "debug"\n'
    yield 'existing zone example { name = "example.com" }\nexisting secret db { name = "bench/${environment.name}/db" }\n'
    for n in range(services):
        if n % NETWORK == 0:
            yield network(n // NETWORK)
        if n % CLUSTER == 0:
            yield cluster(n // CLUSTER, n // NETWORK)
        yield web(n) if n % 3 else worker(n)


def network(n):
    return f'''
network net{n} {{
  cidr  = 10.{n % 200}.0.0/16
  zones = 2
  nat   = single
}}
certificate cert{n} {{ domain = "n{n}.example.com", zone = example }}
balancer edge{n} in net{n} {{ certificate = cert{n} }}
record dns{n} {{ zone = example, name = "n{n}.example.com", target = edge{n} }}
repository images{n} {{ scan = true, keep = 20 }}
'''


def cluster(n, net):
    return f'''
cluster group{n} in net{net} {{
  capacity fargate      {{ base = 1, weight = 1 }}
  capacity fargate_spot {{ weight = 3 }}
}}
queue jobs{n} {{ retention = 4d, visibility = 60s, retries = 5 }}
'''


def web(n):
    return f'''
/// Service number {n}.
service web{n} in group{n // CLUSTER} {{
  task {{
    cpu = 0.5vcpu, memory = 1GiB
    container app {{
      image   = images{n // NETWORK}.tag("web{n}-${{image_tag}}")
      port    = 8080
      env     {{ LOG_LEVEL = level, NUMBER = "{n}", JOBS_URL = jobs{n // CLUSTER}.url }}
      secrets {{ DB_PASSWORD = db.key("password") }}
      health  = "curl -f http://localhost:8080/healthz"
    }}
    allow send on jobs{n // CLUSTER}
  }}
  count = 2..{3 + n % 17}
  scale cpu {{ target = {50 + n % 30}% }}
  route edge{n // NETWORK} {{ priority = {1 + n % NETWORK}, path = "/web{n}/*", health = "/healthz" }}
}}
'''


def worker(n):
    return f'''
service worker{n} in group{n // CLUSTER} {{
  task {{
    cpu = 0.25vcpu, memory = 512MiB
    container app {{ image = images{n // NETWORK}.tag("worker{n}-${{image_tag}}"), env {{ QUEUE_URL = jobs{n // CLUSTER}.url }} }}
    allow receive on jobs{n // CLUSTER}
  }}
  count = 0..{1 + n % 9}
  scale queue {{ source = jobs{n // CLUSTER}, latency = 5min, per_task = 500ms }}
}}
'''


if __name__ == "__main__":
    sys.stdout.writelines(program(int(sys.argv[1])))
