#include "sema/builtins.h"

#include <algorithm>
#include <array>

namespace svc::sema {

namespace {

constexpr std::array kDocumented = {
    FunctionInfo{"base64", "base64(text: string): string",
                 "The text in Base64; of a value that is known only at deployment, the target's "
                 "own function does it."},
    FunctionInfo{"cidr_host", "cidr_host(range: cidr, n: int): ip",
                 "The n-th address (from 0) of an address range."},
    FunctionInfo{"cidr_subnet", "cidr_subnet(range: cidr, bits: int, n: int): cidr",
                 "The n-th part (from 0) of a range that is divided by that many bits."},
    FunctionInfo{"contains", "contains(where: string | list | object, what: any): bool",
                 "Whether a text has the part, a list the item, or an object the key."},
    FunctionInfo{"cost", "cost(of: environment | block): number",
                 "In a policy: what the environment or a block costs in a month, in US dollars, at "
                 "the desired counts (`svcc cost`).",
                 true},
    FunctionInfo{"cron", "cron(fields: string): schedule",
                 "A schedule: minute, hour, day of the month, month, day of the week and year, "
                 "such as `cron(\"0 3 * * ? *\")`."},
    FunctionInfo{"file", "file(path: string): string",
                 "A text of the project, by its path relative to the source file; never outside "
                 "the folder of the main file."},
    FunctionInfo{"format", "format(pattern: string, value…): string",
                 "Fills the placeholders of a pattern: `{}`, or `{:03}` with zeros up to a width."},
    FunctionInfo{"join", "join(separator: string, list: [string]): string",
                 "The texts of a list behind each other, with the separator between them."},
    FunctionInfo{
        "json", "json(value: any): string",
        "The value as JSON; quantities become plain numbers: seconds, MiB, CPU units, percent."},
    FunctionInfo{"keys", "keys(object): [string]", "The keys of an object, in the order written."},
    FunctionInfo{"length", "length(of: string | list | object): int",
                 "How many characters, items or entries there are."},
    FunctionInfo{"lower", "lower(text: string): string", "The text in small letters."},
    FunctionInfo{"max", "max(a, b)", "The larger of two values of one unit."},
    FunctionInfo{"merge", "merge(a: object, b: object…): object",
                 "Objects laid over each other: a later one counts."},
    FunctionInfo{"min", "min(a, b)", "The smaller of two values of one unit."},
    FunctionInfo{"range", "range(a: int, b: int): [int]",
                 "The list of the whole numbers from a to b."},
    FunctionInfo{
        "rate", "rate(time: duration): schedule",
        "A schedule: again and again after that time, a whole number of minutes, hours or days."},
    FunctionInfo{"replace", "replace(text: string, from: string, to: string): string",
                 "The text with every `from` replaced by `to`."},
    FunctionInfo{"split", "split(separator: string, text: string): [string]",
                 "The parts of a text between separators."},
    FunctionInfo{"trim", "trim(text: string): string", "The text without the blanks around it."},
    FunctionInfo{"upper", "upper(text: string): string", "The text in capital letters."},
    FunctionInfo{"values", "values(object): list",
                 "The values of an object, in the order written."},
};

constexpr std::array kBuiltins = {
    BuiltinInfo{"app", "name", "The name of the program, as its `app` block gives it."},
    BuiltinInfo{"aws", "account_id", "The number of the account that the program is deployed to.",
                true},
    BuiltinInfo{"aws", "partition", "The partition of AWS: `aws`, `aws-cn` or `aws-us-gov`.", true},
    BuiltinInfo{"aws", "region", "The region that the program is deployed to.", true},
    BuiltinInfo{"environment", "account", "The account of the environment, if it names one."},
    BuiltinInfo{"environment", "name",
                "The name of the environment that the program is compiled for."},
    BuiltinInfo{"environment", "region", "The region of the environment, if it names one."},
};

constexpr std::array kParamOptions = {
    OptionInfo{"min", "The smallest value; of a text, the least length."},
    OptionInfo{"max", "The largest value; of a text, the greatest length."},
    OptionInfo{"pattern", "A regular expression that the whole text must match."},
    OptionInfo{"allowed", "The only values that there are, as a list."},
    OptionInfo{"secret", "Never written to any output, log or default."},
    OptionInfo{"description", "What the deployment shows of it."},
};

}  // namespace

std::span<const FunctionInfo> functions() {
  return kDocumented;
}

const FunctionInfo* find_function(std::string_view name) {
  const auto* found = std::find_if(kDocumented.begin(), kDocumented.end(),
                                   [name](const FunctionInfo& f) { return f.name == name; });
  return found == kDocumented.end() ? nullptr : found;
}

std::span<const BuiltinInfo> builtins() {
  return kBuiltins;
}
std::span<const OptionInfo> param_options() {
  return kParamOptions;
}

}  // namespace svc::sema
