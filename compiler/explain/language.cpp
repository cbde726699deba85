#include "explain/language.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "explain/text.h"
#include "explain/types.h"
#include "sema/builtins.h"

namespace svc::explain {

namespace {

// The examples are whole programs: tests/cli/explain.py compiles each.
constexpr std::array kWords = {
    Word{"allow", "allow VERBS on RESOURCE when { … }",
         "A permission of a task or a role: verbs of the resource's kind (`allow receive on "
         "orders`), "
         "or actions of AWS in quotes. `deny` forbids. `when` has the condition of an IAM "
         "statement.",
         R"(app shop {}

queue orders {}

role report for task {
  allow receive on orders
  allow ["s3:GetObject"] on "arn:aws:s3:::reports/*" when { Bool = { "aws:SecureTransport" = "true" } }
}
)"},
    Word{"assert", "assert CONDITION else MESSAGE",
         "A rule of the program's own, checked in every environment. The message is the error.",
         R"(app shop {}

let zones = 2

assert zones >= 2 else "a shop needs two zones"

network main { zones = zones }
)"},
    Word{"component", "component NAME in NAME: KIND { … }",
         "A kind of the program's own: params, and blocks that each instance makes. An instance is "
         "written like a block. Its blocks are named `INSTANCE.BLOCK`; one labelled `self` stands "
         "for "
         "the instance. `output` says what it gives.",
         R"(app shop {}

component inbox {
  /// How long it keeps messages.
  param days: duration = 4d
  queue self { retention = days }
  output address = self.url
}

inbox orders { days = 7d }

output orders = orders.address
)"},
    Word{"deny", "deny VERBS on RESOURCE when { … }",
         "Forbids what `allow` would allow: a statement of IAM with the effect Deny.",
         R"(app shop {}

bucket files {}

role reader for task {
  allow read on files
  deny ["s3:GetObject"] on "arn:aws:s3:::files/private/*"
}
)"},
    Word{"environment", "environment NAME { … }",
         "A stage of the system, such as `prod`. Its fields are those of the app (`region`, "
         "`account`, "
         "`tags`); its blocks change the program's blocks of the same name; `remove KIND NAME {}` "
         "takes one out. `environment.name` is the name of the one that is built.",
         R"(app shop {}

environment test { region = "eu-west-1" }
environment prod {
  region = "eu-west-1"
  network main { zones = 3 }
}

network main { zones = 2 }
)"},
    Word{"existing", "existing KIND NAME { … }",
         "Something that exists already. It is named by its id, name or ARN; nothing is created, "
         "and "
         "what svcc does not know of it is not checked.",
         R"(app shop {}

existing queue orders { name = "orders" }

role worker for task { allow receive on orders }
)"},
    Word{"for", "for ITEM in LIST { … }",
         "Repeats declarations, fields or entries for each item of a list, or for each key and "
         "value "
         "of an object (`for name, value in object`). In a list: `[x * 2 for x in numbers if x > "
         "1]`.",
         R"(app shop {}

for name in ["orders", "returns"] {
  queue "${name}_inbox" {}
}
)"},
    Word{"if", "if CONDITION { … } else { … }",
         "Declarations, fields or entries that count only under a condition, which is known when "
         "the "
         "program is compiled. In an expression: `prod ? 3 : 1`.",
         R"(app shop {}

environment test {}
environment prod {}

if environment.name == "prod" {
  topic alerts {}
}
)"},
    Word{"import", "import \"FILE\" as NAME",
         "Another file of the program, or of the standard library (`std/web`). Without `as`, its "
         "names "
         "are known here; with it, they are `NAME.x`.",
         R"(import "std/web" as web

app shop {}
)"},
    Word{"let", "let NAME = VALUE", "A name for a value. It may be declared after its use.",
         R"(app shop {}

let days = 14d

queue orders { retention = days }
)"},
    Word{"output", "output NAME = VALUE",
         "A value that the deployment shows: an output of the stack or the module. In a component: "
         "what the instance gives.",
         R"(app shop {}

queue orders {}

/// Where to send orders.
output orders = orders.url
)"},
    Word{"param", "param NAME: TYPE = DEFAULT { … }",
         "A value that is given at deployment: a parameter of the stack, a variable of the module. "
         "The "
         "options are min, max, pattern, allowed and secret. An environment gives it another "
         "default. "
         "In a component: a value that each instance gives.",
         R"(app shop {}

/// Who is responsible.
param owner: string = "shop" { min = 1, max = 40 }

topic alerts { display_name = owner }
)"},
    Word{"patch", "patch TARGET PART { … }",
         "Changes properties of a resource that a block makes, in the words of one target, checked "
         "against the provider's schema.",
         R"(app shop {}

queue orders {
  patch cloudformation queue { MaximumMessageSize = 1024 }
  patch terraform queue { max_message_size = 1024 }
}
)"},
    Word{"remove", "remove KIND NAME {}",
         "In an environment: takes a block of the program out of it.",
         R"(app shop {}

environment test { remove topic alerts {} }
environment prod {}

topic alerts {}
)"},
};

// https://… docs/language.md, "Values", has them too; editors take them from sema/literals.
constexpr std::string_view kUnits =
    "units\n\n"
    "  500ms 30s 5min 2h 7d        durations\n"
    "  512MiB 2GiB 1TiB            sizes\n"
    "  0.25vcpu                    processors; a whole number is 1/1024 of one\n"
    "  60%                         percentages\n"
    "  10.0.0.0/16 ::/0            address ranges, without quotes\n"
    "  2..10                       ranges of numbers\n";

std::string function_list() {
  std::string out = "functions\n\n";
  for (const sema::FunctionInfo& one : sema::functions())
    out += fmt::format("  {}\n{}", one.signature, paragraph(one.doc, 6));
  return out;
}

// `environment.name` and the other members.
std::optional<std::string> builtin_text(std::string_view path) {
  std::string out;
  for (const sema::BuiltinInfo& one : sema::builtins()) {
    const std::string name = fmt::format("{}.{}", one.object, one.name);
    if (path != name && path != one.object) continue;
    out += fmt::format("{}{}{}\n{}", out.empty() ? "" : "\n", name,
                       one.deferred ? "   (known at deployment)" : "", paragraph(one.doc, 2));
  }
  return out.empty() ? std::nullopt : std::optional(out);
}

}  // namespace

std::span<const Word> words() {
  return kWords;
}

std::optional<std::string> language_topic(std::string_view path) {
  if (path == "units") return std::string(kUnits);
  if (path == "functions") return function_list();
  for (const Word& word : kWords) {
    if (word.name != path) continue;
    const std::optional<std::string> values = builtin_text(path);
    return fmt::format("{}\n\n{}\nExample\n\n{}{}", word.usage, paragraph(word.doc, 0),
                       indented(word.example), values ? "\n" + *values : "");
  }
  if (const sema::FunctionInfo* function = sema::find_function(path))
    return fmt::format("{}\n\n{}", function->signature, paragraph(function->doc, 0));
  if (std::optional<std::string> type = type_topic(path)) return type;
  return builtin_text(path);
}

std::vector<std::string> language_topics() {
  std::vector<std::string> out = {"functions", "units"};
  for (const Word& word : kWords) out.emplace_back(word.name);
  for (const sema::FunctionInfo& one : sema::functions()) out.emplace_back(one.name);
  for (const sema::BuiltinInfo& one : sema::builtins())
    out.push_back(fmt::format("{}.{}", one.object, one.name));
  for (std::string& name : type_topics()) {
    if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(std::move(name));
  }
  return out;
}

std::string language_list() {
  std::string out;
  for (const Word& word : kWords) out += row(word.name, word.doc, 19);
  return out + row("functions", "What can be done with values", 19) +
         row("types", "What the types of fields take", 19) +
         row("units", "Durations, sizes, processors, ranges", 19);
}

}  // namespace svc::explain
