#!/usr/bin/env python3
"""terraform fmt -check, init and validate, with the real AWS provider, over the module of every example in every environment."""
import sys

from tools import Terraform, need
from harness import Suite, compile_examples, name_of


def check_module(terraform, module):
    done = terraform.run(module, "fmt", "-check", "-diff", "-recursive", "-no-color")
    need(done.returncode == 0, f"terraform fmt would change this:\n{done.stdout[-6000:]}{done.stderr[-2000:]}")
    terraform.init(module)
    done = terraform.good(module, "validate", "-no-color")
    need("Warning" not in done.stdout, f"terraform validate warns:\n{done.stdout}")


def main():
    suite = Suite("terraform_static", __doc__).start()
    programs, tools = [], []

    def prepare():
        tools.append(Terraform(suite.work))
        programs.extend(compile_examples(suite, suite.work / "terraform-static"))
    if suite.check("tools and examples", prepare):
        # One after the other: the provider takes 300 MB each time.
        for program, environment, _, module in programs:
            suite.check(f"{name_of(program)} {environment}", check_module, tools[0], module)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
