"""A program that is larger than one CloudFormation stack, and what has to be true of the stacks of every divided program."""
import collections
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "conformance"))
from harness import need, run  # noqa: E402
import template  # noqa: E402

HEAD = '''/// A large system.
app large { tags = { team = "platform" } }
environment prod { region = "eu-west-1", account = "222222222222" }
param image_tag: string = "latest"
network main { nat = single }
key master {}
topic oncall { emails = ["ops@example.com"] }
repository images { keep = 20 }
secret db { encryption = master }
cluster group in main { capacity fargate {} }
balancer edge0 in main {}
balancer edge1 in main { scheme = internal }
'''

WEB = '''
queue jobs{n} {{ retries = 5 }}
service web{n} in group {{
  task {{
    cpu = 0.5vcpu, memory = 1GiB
    container app {{
      image = images.tag("web-${{image_tag}}")
      port  = 8080
      env {{ JOBS_URL = jobs{n}.url, NUMBER = "{n}" }}
      secrets {{ DB_PASSWORD = db.key("password") }}
    }}
    allow send on jobs{n}
  }}
  count = 2..5
  scale cpu {{ target = 60% }}
  {connect}
  route edge{edge} {{ priority = {priority}, path = "/web{n}/*" }}
}}
alarm slow{n} {{ of = web{n}, metric = latency, statistic = "p90", above = 1s, notify = [oncall] }}
'''

WORKER = '''
service worker{n} in group {{
  task {{
    cpu = 0.25vcpu, memory = 512MiB
    container app {{ image = images.tag("worker-${{image_tag}}"), env {{ QUEUE_URL = jobs{of}.url }} }}
    allow receive on jobs{of}
  }}
  count = 0..9
  scale queue {{ source = jobs{of}, latency = 5min, per_task = 500ms }}
}}
'''


def service(n):
    """Two of three are web services; each calls the one before it, and every tenth the one behind it too."""
    if n % 3 == 0 and n > 0:
        return WORKER.format(n=n, of=n - 1)
    called = [f"web{n - 1}"] if n % 3 == 2 else [f"web{n + 1}"] if n % 10 == 1 else []
    return WEB.format(n=n, edge=n % 2, priority=1 + n // 2, connect=f"connect = [{', '.join(called)}]" if called else "")


def large(services):
    return HEAD + "".join(service(n) for n in range(services)) + 'output url = "http://${edge0.dns_name}"\n'


def finished(done, statuses, what):
    need(done.returncode in statuses, f"{what} gave {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    return done


def imports_of(tree):
    """The names that a template imports."""
    if isinstance(tree, list):
        return {name for item in tree for name in imports_of(item)}
    if not isinstance(tree, dict):
        return set()
    own = {tree["Fn::ImportValue"]} if "Fn::ImportValue" in tree else set()
    return own | {name for item in tree.values() for name in imports_of(item)}


def names_in(tree):
    """What Ref, GetAtt, Sub and DependsOn of a template name, without pseudo parameters."""
    found = set()
    if isinstance(tree, list):
        for item in tree:
            found |= names_in(item)
    elif isinstance(tree, dict):
        for key, value in tree.items():
            if key == "Ref":
                found.add(value)
            elif key == "Fn::GetAtt":
                found.add(value[0])
            elif key == "Fn::Sub":
                text, own = (value, {}) if isinstance(value, str) else value
                found |= {name.split(".")[0] for name in re.findall(r"\$\{([^!}][^}]*)\}", text)} - set(own)
                found |= names_in(own)
            else:
                found |= names_in(value)
    return {name for name in found if not name.startswith("AWS::")}


class System:
    """The stacks of one program, in the order that its script prints."""

    def __init__(self, out, prefix):
        self.script = out / "deploy" / f"{prefix}.sh"
        self.folder = out / "cloudformation"
        need(self.script.exists(), f"no script deploys {prefix}")
        done = finished(run(["sh", self.script, "--list"]), (0,), "the script's --list")
        self.names = done.stdout.split()
        files = {path.stem for path in self.folder.glob(f"{prefix}-*.yaml")}
        need(files == set(self.names), f"the script lists other stacks than there are templates: {files ^ set(self.names)}")
        self.paths = [self.folder / f"{name}.yaml" for name in self.names]
        self.templates = {name: template.read(self.folder / f"{name}.yaml") for name in self.names}

    def check(self):
        exported, ids = {}, collections.Counter()
        for name, one in self.templates.items():
            resources, outputs, parameters = one["Resources"], one.get("Outputs", {}), one.get("Parameters", {})
            ids.update(list(resources))
            need(len(resources) <= 500, f"{name} has {len(resources)} resources")
            need(len(outputs) <= 200 and len(parameters) <= 200, f"{name} has {len(outputs)} outputs and {len(parameters)} parameters")
            need((self.folder / f"{name}.yaml").stat().st_size <= 1_000_000, f"{name} is larger than 1 MB")
            missing = imports_of(one) - set(exported)
            need(not missing, f"{name} imports what no earlier stack exports: {sorted(missing)[:5]}")
            unknown = names_in(resources) | names_in(outputs)
            unknown -= set(resources) | set(parameters)
            need(not unknown, f"{name} names what it does not have: {sorted(unknown)[:5]}")
            depends = {d for r in resources.values() for d in ([r["DependsOn"]] if isinstance(r.get("DependsOn"), str) else r.get("DependsOn", []))}
            need(depends <= set(resources), f"{name} depends on resources of other stacks: {depends - set(resources)}")
            used = names_in(resources) | names_in(outputs) | names_in(one.get("Conditions", {}))
            need(set(parameters) <= used, f"{name} has parameters that nothing reads: {set(parameters) - used}")
            for output in outputs.values():
                if "Export" in output:
                    need(output["Export"]["Name"] not in exported, f"{output['Export']['Name']} is exported twice")
                    exported[output["Export"]["Name"]] = name
        need(max(ids.values()) == 1, f"a resource is in two stacks: {[i for i, n in ids.items() if n > 1][:5]}")
        wanted = {name for one in self.templates.values() for name in imports_of(one)}
        need(wanted == set(exported), f"exported, but nobody imports it: {sorted(set(exported) - wanted)[:5]}")
        return ids

    def importers(self, name):
        own = {o["Export"]["Name"] for o in self.templates[name].get("Outputs", {}).values() if "Export" in o}
        return {other for other, one in self.templates.items() if imports_of(one) & own}

    def bodies(self):
        """Without the comments, which hold line numbers."""
        return {name: re.sub(r"(?m)^ *#.*\n", "", path.read_text()) for name, path in zip(self.names, self.paths)}


def build(suite, folder, text, *words, name="main"):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.svc").write_text(text)
    (folder / "svc.yaml").write_text(f"name: large\nmain: {name}.svc\nlayout: split\ntargets: [cloudformation]\n")
    out = folder / "out"
    finished(suite.run("build", f"{name}.svc", "-o", str(out), *words, cwd=folder), (0,), "svcc build")
    return System(out, "large-prod")
