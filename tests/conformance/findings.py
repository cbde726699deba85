"""The list of allowed findings, for the checkers of CloudFormation templates."""
import fnmatch
import pathlib

from harness import need


class Allowed:
    def __init__(self, tool, *more):
        self.rules = []
        for path in (pathlib.Path(__file__).parent / "allowed.txt", *more):
            self.read(tool, path)
        self.used = set()

    def read(self, tool, path):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            words = line.split(None, 3)
            if words and not line.startswith("#"):
                need(len(words) == 4, f"{path.name}:{number}: wanted `TOOL RULE WHERE REASON`")
                if words[0] == tool:
                    self.rules.append((f"{path.parent.name}/{path.name}:{number}", words[1], words[2]))

    def covers(self, rule, where):
        for number, known, pattern in self.rules:
            if rule == known and fnmatch.fnmatchcase(where, pattern):
                self.used.add(number)
                return True
        return False

    def unused(self):
        return [f"{number}: nothing reports {rule} at {where} any more; remove the line" for number, rule, where in self.rules if number not in self.used]
