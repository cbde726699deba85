"""Finds the outside tools of the conformance tests on this machine; raises Skip, which CI counts as a failure, where one is missing."""
import glob
import os
import pathlib
import platform
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Beyond, Failed, Skip, need, run  # noqa: E402
import outside  # noqa: E402
from outside import program  # noqa: E402

HERE = pathlib.Path(__file__).parent


def node_modules(work):
    """Node.js, and the folder below `work` into which this folder's package.json is installed."""
    return outside.node_modules(work / "node", HERE)


def python_with(*modules):
    """A Python that has the modules: the one that runs, or the one that a command of theirs runs under."""
    code = "import " + ", ".join(modules)
    commands = filter(None, map(shutil.which, ("moto_server", "cfn-lint")))
    beside = [pathlib.Path(command).resolve().parent / "python3" for command in commands]
    for candidate in [sys.executable, *beside, shutil.which("python3")]:
        if candidate and os.path.exists(candidate) and subprocess.run([candidate, "-c", code], capture_output=True, check=False).returncode == 0:
            return candidate
    raise Skip(f"no Python here has {', '.join(modules)} (pip install 'moto[server]' boto3)")


# ---- Terraform --------------------------------------------------------------------------------------------------------------------------


class Terraform:
    """terraform with the AWS provider that is on this machine, never one that it would have to download."""

    def __init__(self, work):
        self.command = program("terraform", "HashiCorp Terraform 1.5 or later")
        self.version, mirror = self.find_mirror()
        work.mkdir(parents=True, exist_ok=True)
        config = work / "terraform.rc"
        # A mirror is linked to, not copied: the provider has 600 MB.
        config.write_text(f'provider_installation {{\n  filesystem_mirror {{\n    path = "{mirror}"\n  }}\n}}\n')
        self.env = {"TF_CLI_CONFIG_FILE": str(config), "CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1", "TF_INPUT": "0", "TF_PLUGIN_CACHE_DIR": ""}

    @staticmethod
    def find_mirror():
        """The newest version there is, and the folder that holds <registry>/hashicorp/aws/<version>/<system>/terraform-provider-aws*."""
        arch = {"x86_64": "amd64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
        roots = [os.environ.get("TF_PLUGIN_CACHE_DIR"), os.path.expanduser("~/.terraform.d"), "/opt", "/usr/share/terraform", "/usr/local/share/terraform"]
        for root in filter(None, roots):
            found = [pathlib.Path(path) for path in glob.glob(f"{root}/**/hashicorp/aws/*/linux_{arch}/terraform-provider-aws*", recursive=True)]
            if found:
                return max((tuple(map(int, path.parents[1].name.split("."))), path.parents[5]) for path in found)
        raise Skip("no terraform-provider-aws is on this machine (terraform providers mirror makes one; looked below TF_PLUGIN_CACHE_DIR, ~/.terraform.d and /opt)")

    def run(self, module, *words, env=None, timeout=300):
        for _ in range(3):
            done = run([self.command, f"-chdir={module}", *words], env={**self.env, **(env or {})}, timeout=timeout)
            if "timeout while waiting for plugin to start" not in done.stderr:  # a machine with much to do
                break
        return done

    def good(self, module, *words, statuses=(0,), **options):
        done = self.run(module, *words, **options)
        if done.returncode not in statuses:
            raise Failed(f"terraform {' '.join(words)} gave {done.returncode} in {module}:\n{done.stdout[-6000:]}{done.stderr[-6000:]}")
        return done

    def needs_more(self, module):
        """Why this machine's provider cannot read the module; None if it can."""
        used = re.search(r"^# Uses nothing that provider ([\d.]+) does not have", (module / "versions.tf").read_text(), re.MULTILINE)
        need(used, "versions.tf does not say which provider the module needs")
        if self.version < tuple(map(int, used.group(1).split("."))):
            return f"the module uses what provider {used.group(1)} brought, this machine has {'.'.join(map(str, self.version))}"
        return None

    def init(self, module):
        if why := self.needs_more(module):
            raise Beyond(why)
        # Modules ask for `~> 6.21`. If they use nothing newer than this machine's provider, it is let in, and the results are those of that version.
        here = ".".join(map(str, self.version))
        (module / "provider_override.tf").write_text(f'terraform {{\n  required_providers {{\n    aws = {{\n      source  = "hashicorp/aws"\n      version = "{here}"\n    }}\n  }}\n}}\n')
        # The lock file that init writes names this machine's copy of the provider; it is not part of what svcc emits.
        self.good(module, "init", "-backend=false", "-no-color")


# ---- AWS, as moto plays it --------------------------------------------------------------------------------------------------------------


class Moto:
    """moto_server.py on a free port of 127.0.0.1, for as long as the `with` block lasts."""

    def __init__(self, account, region, module, log):
        self.python = python_with("moto", "flask", "boto3")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.module, self.log = module, log
        # Proxies are for the world outside: everything here stays on this machine.
        self.env = {"AWS_ENDPOINT_URL": self.url, "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": region, "AWS_DEFAULT_REGION": region,
                    "AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull, "NO_PROXY": "127.0.0.1",
                    "MOTO_ACCOUNT_ID": account, "MOTO_IAM_LOAD_MANAGED_POLICIES": "true", "MOTO_ACM_VALIDATION_WAIT": "0"}

    def __enter__(self):
        self.output = open(self.log, "w", encoding="utf-8")
        self.process = subprocess.Popen([self.python, HERE / "moto_server.py", str(self.port), self.module], env={**os.environ, **self.env}, stdin=subprocess.DEVNULL,
                                        stdout=self.output, stderr=subprocess.STDOUT)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        for _ in range(450):
            if self.process.poll() is not None:
                raise Failed(f"the moto server ended at once:\n{pathlib.Path(self.log).read_text()}")
            try:
                opener.open(f"{self.url}/moto-api/", timeout=2).close()
                return self
            except OSError:
                time.sleep(0.2)
        self.__exit__()
        raise Failed(f"the moto server did not answer within 90 s:\n{pathlib.Path(self.log).read_text()}")

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.output.close()


__all__ = ["HERE", "ROOT", "Moto", "Terraform", "need", "node_modules", "program", "python_with"]
