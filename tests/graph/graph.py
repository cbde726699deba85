#!/usr/bin/env python3
"""`svcc graph`: its arrows against the rules and policies of the emitted template, its formats, and its page in a real browser."""
import json
import pathlib
import re
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from harness import ROOT, Skip, Suite, declared_environments, example_programs, need, run  # noqa: E402

MARKET = "examples/marketplace/main.svc"


def graph(suite, *words, status=0):
    done = suite.run("graph", *words)
    need(done.returncode == status, f"svcc graph {' '.join(map(str, words))} gave {done.returncode}, not {status}:\n{done.stderr}")
    return done.stdout if status == 0 else done.stderr


def picture(suite, *words):
    return json.loads(graph(suite, *words, "--format", "json"))["pictures"][0]


# ---- The template as another witness

def blocks_of(template):
    return {name: one.get("Metadata", {}).get("svcc", {}).get("block", "") for name, one in template.items()}


def referred(value, template):
    text = json.dumps(value)
    names = re.findall(r'"(?:Ref|Fn::GetAtt)": (?:\[)?"(\w+)', text) + re.findall(r"\$\{(\w+)", text)
    return [name for name in names if name in template]


def label(rule):
    if str(rule["IpProtocol"]) == "-1":
        return "all"
    from_, to = rule.get("FromPort"), rule.get("ToPort")
    return rule["IpProtocol"] if from_ is None else f"{rule['IpProtocol']} {from_}" if from_ == to else f"{rule['IpProtocol']} {from_}-{to}"


def traffic_in(template):
    """(from, to, label) of every rule that allows access."""
    blocks, found = blocks_of(template), set()
    for one in template.values():
        rules = [(one["Properties"], one["Properties"].get("GroupId"))] if one["Type"] == "AWS::EC2::SecurityGroupIngress" else []
        for rule, group in rules:
            to = referred(group, template)
            if not to:
                continue
            range_ = rule.get("CidrIp", rule.get("CidrIpv6"))
            source = referred(rule.get("SourceSecurityGroupId"), template)
            from_ = blocks[source[0]] if source else "internet" if range_ in ("0.0.0.0/0", "::/0") else range_
            if from_ and from_ != blocks[to[0]]:
                found.add((from_, blocks[to[0]], label(rule)))
    return found


def starting_roles(template):
    return {name for one in template.values() for name in referred(one.get("Properties", {}).get("ExecutionRoleArn"), template)}


def permissions_in(template):
    """(from, to) of every policy of a role that allows something on a block's resource."""
    blocks, found = blocks_of(template), set()
    for one in template.values():
        if one["Type"] != "AWS::IAM::RolePolicy" or set(referred(one["Properties"]["RoleName"], template)) & starting_roles(template):
            continue
        for statement in one["Properties"]["PolicyDocument"]["Statement"]:
            if statement["Effect"] == "Allow":
                for name in referred(statement["Resource"], template):
                    found.add((one["Metadata"]["svcc"]["block"], blocks[name]))
    return {(a, b) for a, b in found if a != b}


def against_template(suite, program, environment):
    words = ["--env", environment] if environment else []
    made = suite.run("build", program, *words, "--target", "cloudformation", "--format", "json", "-o", "-")
    need(made.returncode == 0, made.stderr)
    template = json.loads(made.stdout)["Resources"]
    drawn = picture(suite, program, *words)
    title = [node["title"] for node in drawn["nodes"]]
    has = {(title[e["from"]], title[e["to"]], text) for e in drawn["edges"] if e["flow"] == "traffic" for text in e["labels"]}
    wanted = traffic_in(template)
    need(has == wanted, f"traffic that is not in the template: {sorted(has - wanted)}; not drawn: {sorted(wanted - has)}")
    has = {(title[e["from"]], title[e["to"]]) for e in drawn["edges"] if e["flow"] == "permission"}
    wanted = {(a, b) for a, b in permissions_in(template) if a in title and b in title}
    need(has == wanted, f"permissions that are not in the template: {sorted(has - wanted)}; not drawn: {sorted(wanted - has)}")
    blocks = {block for block in blocks_of(template).values() if block}
    frames = {frame["title"] for frame in drawn["frames"]}
    need(blocks <= set(title) | frames, f"blocks that are not drawn: {sorted(blocks - set(title) - frames)}")
    for node in drawn["nodes"]:
        if node["file"] and node["file"].startswith("examples"):
            line = (ROOT / node["file"]).read_text().splitlines()[node["line"] - 1]
            need(node["title"].split(" ")[-1].split(".")[-1] in line or "=" in line or "(" in line, f"{node['title']} leads to `{line}`")


# ---- Formats

def formats(suite):
    text = graph(suite, MARKET, "--env", "prod")
    for words in ('subgraph f0["network main"]', '["private subnets"]', '["cluster market"]', '==>|"tcp 3000"|'):
        need(words in text, f"Mermaid lacks {words}:\n{text}")
    need("choose it with --env" in graph(suite, MARKET, status=2), "two environments are one flowchart")
    drawing = graph(suite, MARKET, "--format", "dot")
    need(drawing.count("subgraph cluster_p") >= 2 * 6 and drawing.count("{") == drawing.count("}"), drawing[:500])
    if shutil.which("dot"):
        done = run(["dot", "-Tsvg"], stdin=drawing)
        need(done.returncode == 0 and "<svg" in done.stdout, done.stderr)
    resources = picture(suite, MARKET, "--env", "prod", "--resources")
    need(len(resources["nodes"]) > 200 and any(e["labels"] == ["task_definition"] for e in resources["edges"]), "--resources does not show them")


def changed(suite):
    program = suite.work / "changed.svc"
    text = (ROOT / MARKET).read_text()
    program.write_text(text)
    after = suite.work / "after.svc"
    after.write_text(re.sub(r"\nqueue resize \{", "\nqueue added {}\nqueue resize {", text))
    drawn = picture(suite, after, "--env", "prod", "--diff", program)
    status = {node["title"]: node["status"] for node in drawn["nodes"] if node["status"]}
    need(status == {"queue added": "add"}, status)
    drawn = picture(suite, program, "--env", "prod", "--diff", after)
    need({n["title"]: n["status"] for n in drawn["nodes"] if n["status"]} == {"queue added": "remove"}, "what is gone is not drawn")
    need(":::add" in graph(suite, after, "--env", "prod", "--diff", program), "Mermaid has no colours")
    # A network that changes is a frame.
    after.write_text(program.read_text().replace("nat = per_zone, ", ""))
    drawn = picture(suite, after, "--env", "prod", "--diff", program)
    need({f["title"]: f["status"] for f in drawn["frames"] if f["parent"] is None} == {"network main": "update"}, drawn["frames"])
    need(re.search(r"class f\d+ update", graph(suite, after, "--env", "prod", "--diff", program)) and 'color="#9a6700"; penwidth=2' in graph(suite, after, "--env", "prod", "--diff", program, "--format", "dot"), "a frame has no colour")


CARRIED = """app p { region = "eu-west-1" }
network main {}
cluster c in main { capacity fargate {} }
queue orders {}
repository images {}
balancer edge in main { listener http 80 {} }
service api in c {
  count = 2
  route edge {}
  deploy blue_green { controller = codedeploy }
  task {
    cpu = 0.25vcpu, memory = 512MiB
    allow [send, receive] on orders
    container app { image = images.tag("latest"), port = 8080, env = { QUEUE = orders.url } }
  }
}
pipeline release {
  source github { repository = "o/r", branch = "main", connection = "arn:aws:codeconnections:eu-west-1:111122223333:connection/x" }
  build image { repository = images }
  deploy api {}
}
"""


def carried(suite):
    """A build project carries the text of a task definition, with its subnets and its queue. Neither is the pipeline's."""
    program = suite.work / "carried.svc"
    program.write_text(CARRIED)
    drawn = picture(suite, program)
    place = {node["title"]: node["frame"] is not None and drawn["frames"][node["frame"]]["title"] for node in drawn["nodes"]}
    need(not place["pipeline release"] and place["service api"] == "cluster c", place)
    title = [node["title"] for node in drawn["nodes"]]
    arrows = {(title[e["from"]], title[e["to"]]) for e in drawn["edges"]}
    need(("pipeline release", "queue orders") not in arrows, "an arrow leads from the pipeline to the queue")
    need({("pipeline release", "service api"), ("pipeline release", "repository images"), ("service api", "queue orders")} <= arrows, arrows)


# ---- The page, in Chromium

DRIVE = """
<script>
addEventListener("error", (e) => (document.body.dataset.error = e.message));
const wait = setInterval(async () => {
  if (document.body.dataset.ready !== "true") return;
  clearInterval(wait);
  const svg = document.querySelector("#graph svg");
  document.body.dataset.nodes = svg.querySelectorAll(".node").length;
  document.body.dataset.words = svg.textContent.includes("tcp 3000") && svg.textContent.includes("private subnets");
  let overlaps = 0;
  const boxes = [...svg.querySelectorAll(".node > rect:first-child")].map((r) => ["x", "y", "width", "height"].map((n) => Number(r.getAttribute(n))));
  boxes.forEach(([x, y, w, h], i) => boxes.slice(i + 1).forEach(([u, v, a, b]) => { if (x < u + a && u < x + w && y < v + b && v < y + h) overlaps++; }));
  document.body.dataset.overlaps = overlaps;
  const node = [...svg.querySelectorAll(".node")].find((n) => n.querySelectorAll("text")[1].textContent === "checkout");
  node.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
  node.dispatchEvent(new PointerEvent("pointerup", { bubbles: true }));
  document.body.dataset.here = document.querySelector("#code .here")?.textContent ?? "nothing";
  document.getElementById("filter").value = "payments";
  document.getElementById("filter").dispatchEvent(new Event("input"));
  document.body.dataset.dimmed = document.querySelectorAll('.node[opacity="0.15"]').length;
  URL.createObjectURL = (blob) => { window.exported = blob; return "data:,"; };
  document.getElementById("export").click();
  document.body.dataset.svg = await window.exported.text();
}, 50);
</script>
"""


def browser():
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if shutil.which(name):
            return name
    raise Skip("there is no Chromium")


def dumped(suite, path, size):
    """The page as a browser of this size has it after its scripts ran."""
    for budget in (15000, 40000):
        done = run([browser(), "--headless", "--no-sandbox", "--disable-gpu", f"--window-size={size}", f"--user-data-dir={suite.work}/chromium",
                    f"--virtual-time-budget={budget}", "--dump-dom", path.as_uri()], timeout=180)
        if 'data-svg="' in done.stdout:
            break
    return done.stdout


def page(suite):
    text = graph(suite, MARKET, "--env", "prod", "--format", "html")
    need("Eclipse Public License 2.0" in text and "https://github.com/kieler/elkjs" in text, "the notice of elkjs is missing")
    need(not re.search(r'(?:src|href)="(?!https://github.com/kieler)', text.split('id="elk"')[0]), "the page needs something from elsewhere")
    path = suite.work / "page.html"
    path.write_text(text.replace("</body>", DRIVE + "</body>"))
    nodes = len(picture(suite, MARKET, "--env", "prod")["nodes"])
    for size in ("1800,1000", "600,900"):  # from left to right, and downwards
        drawn(dumped(suite, path, size), nodes)


def drawn(dom, nodes):
    attribute = lambda name: re.search(rf'data-{name}="([^"]*)"', dom.split("<body", 1)[1].split(">", 1)[0])  # noqa: E731
    need(not attribute("error"), f"a script failed: {attribute('error') and attribute('error').group(1)}")
    need(attribute("ready"), f"the page was not drawn: {re.search(r'id=.problem.[^<]*<', dom)}")
    need(attribute("nodes").group(1) == str(nodes), f"{attribute('nodes').group(1)} of {nodes} blocks are drawn")
    need(attribute("words").group(1) == "true", "ports or frames are not written")
    need(attribute("overlaps").group(1) == "0", f"{attribute('overlaps').group(1)} blocks lie over others")
    need(attribute("here").group(1).strip().startswith("service checkout"), f"a click leads to `{attribute('here').group(1)}`")
    need(int(attribute("dimmed").group(1)) > nodes / 2, "a search dims nothing")
    need("&lt;svg" in dom or "<svg" in dom, "there is no picture to export")


def escapes(suite):
    """Nothing that a program says becomes a part of the page."""
    program = suite.work / "evil.svc"
    program.write_text('app evil { region = "eu-west-1" }\n/// </script><script>alert(1)</script>\nqueue bad {}\n')
    text = graph(suite, program, "--format", "html")
    need("<script>alert" not in text and "\\u003cscript>alert" in text, "a comment becomes a script")


def main():
    suite = Suite("graph", __doc__).start()
    for program in example_programs():
        for environment in declared_environments(program):
            suite.check(f"{program.relative_to(ROOT)} {environment}", against_template, suite, program, environment)
    for check in (formats, changed, carried, page, escapes):
        suite.check(check.__name__, check, suite)
    return suite.finish()


if __name__ == "__main__":
    sys.exit(main())
