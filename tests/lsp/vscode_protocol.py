#!/usr/bin/env python3
"""The language server, asked by the protocol library that VS Code itself uses; every answer is held against the library's types."""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Suite, need, run  # noqa: E402
from outside import node_modules  # noqa: E402

MAIN = '''import "shared/base.svc"

app shop {}
environment test { region = "eu-west-1" }
environment prod { region = "eu-west-1" }

repository images {}
queue orders { retention = 4d, retries = 5 }
cluster work in main { capacity fargate {} }
service api in work {
  task {
    cpu    = 0.25vcpu
    memory = 512MiB
    container app { command = ["ä𝄞"], image = images.tag("v1"), env { URL = orders.url } }
    allow send on orders
    allow receive on orders
  }
  count = environment.name == "prod" ? 2..4 : 1..2
  scale cpu { target = 60% }
}
'''
BASE = "/// The address space.\nnetwork main { cidr = 10.0.0.0/16 }\n"


def talks(suite):
    node, modules = node_modules(suite.work / "vscode", ROOT / "editors/vscode")
    folder = suite.work / "protocol"
    (folder / "shared").mkdir(parents=True, exist_ok=True)
    (folder / "main.svc").write_text(MAIN)
    (folder / "shared/base.svc").write_text(BASE)
    done = run([node, pathlib.Path(__file__).with_suffix(".mjs"), modules, suite.svcc, folder], timeout=120)
    need(done.returncode == 0 and done.stdout.endswith("ok\n"), done.stdout + done.stderr)
    print(done.stdout)


def main():
    suite = Suite("lsp.vscode_protocol", __doc__).start()
    suite.check("every request", talks, suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
