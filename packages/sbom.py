#!/usr/bin/env python3
"""Prints the bill of materials of a release, SPDX 2.3 in JSON (https://spdx.github.io/spdx-spec/v2.3/).

  packages/sbom.py VERSION

The versions of the libraries are those of the installed Debian packages that they were linked from; emscripten is in the WebAssembly module only.
"""
import datetime
import json
import os
import pathlib
import re
import subprocess
import sys

# Debian's package, its name upstream, its license.
LIBRARIES = [
    ("libantlr4-runtime-dev", "antlr4-cpp-runtime", "BSD-3-Clause"),
    ("libfmt-dev", "fmt", "MIT"),
    ("nlohmann-json3-dev", "nlohmann-json", "MIT"),
    ("libyaml-cpp-dev", "yaml-cpp", "MIT"),
    ("libcli11-dev", "CLI11", "BSD-3-Clause"),
    ("libjemalloc-dev", "jemalloc", "BSD-2-Clause"),
    ("libc6-dev", "glibc", "LGPL-2.1-or-later"),
    ("libstdc++-12-dev", "libstdc++", "GPL-3.0-or-later WITH GCC-exception-3.1"),
    ("emscripten", "emscripten", "MIT"),
]
ELK = pathlib.Path(__file__).parents[1] / "assets/graph/elk-licence.txt"  # names the version that scripts/fetch-elk took


def version_of(package):
    done = subprocess.run(["dpkg-query", "-W", "-f=${Version}", package], capture_output=True, text=True)
    return done.stdout or "NOASSERTION"


def package(name, version, license_):
    return {
        "SPDXID": "SPDXRef-" + name.replace("+", "-"),
        "name": name,
        "versionInfo": version,
        "downloadLocation": "NOASSERTION",
        "filesAnalyzed": False,
        "licenseConcluded": license_,
        "licenseDeclared": license_,
        "copyrightText": "NOASSERTION",
    }


def main():
    version = sys.argv[1]
    time = datetime.datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), datetime.timezone.utc)
    packages = [package("svcc", version, "Apache-2.0")] + [package(name, version_of(debian), license_) for debian, name, license_ in LIBRARIES]
    elk = package("elkjs", re.search(r"elkjs (\S+),", ELK.read_text())[1], "EPL-2.0")
    relations = [{"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-svcc"}]
    relations += [{"spdxElementId": "SPDXRef-svcc", "relationshipType": "STATIC_LINK", "relatedSpdxElement": one["SPDXID"]} for one in packages[1:]]
    relations.append({"spdxElementId": "SPDXRef-svcc", "relationshipType": "CONTAINS", "relatedSpdxElement": elk["SPDXID"]})
    packages.append(elk)
    json.dump({
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"svcc-{version}",
        "documentNamespace": f"https://spdx.org/spdxdocs/svcc-{version}",
        "creationInfo": {"created": time.strftime("%Y-%m-%dT%H:%M:%SZ"), "creators": ["Tool: packages/sbom.py"]},
        "packages": packages,
        "relationships": relations,
    }, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main()
