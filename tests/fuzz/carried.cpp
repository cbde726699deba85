// Texts of a program are carried literally into both targets: what a reader of YAML and of HCL
// reads is the text that the program gave.
#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <string>
#include <vector>

#include "base/printable.h"
#include "base/utf8.h"
#include "hcl_text.h"
#include "programs.h"
#include "shared.h"

namespace svc::fuzz {
namespace {

std::string literal(std::string_view text) {
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const Character one = first_character(text.substr(at));
    const bool plain = (one.code >= 'a' && one.code <= 'z') || one.code == ' ';
    out += plain ? std::string(1, text[at]) : fmt::format("\\u{{{:x}}}", one.code);
    at += one.length;
  }
  return out + "\"";
}

// The text of `!Sub` with `${Q}` for a reference, `${!x}` for `${x}`, and its own variables.
std::string substituted(std::string_view text, const YAML::Node& variables) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const bool begins = text.substr(at).starts_with("${");
    const std::size_t end = begins ? text.find('}', at) : std::string_view::npos;
    if (!begins || end == std::string_view::npos) {
      out += text[at++];
    } else if (text.substr(at).starts_with("${!")) {
      out += "${";
      at += 3;
    } else {
      const YAML::Node own = variables[std::string(text.substr(at + 2, end - at - 2))];
      out += own.IsDefined() ? own.as<std::string>() : std::string(kReference);
      at = end + 1;
    }
  }
  return out;
}

void hold_template(const std::string& contents, const std::string& plain,
                   const std::string& mixed) {
  try {
    const YAML::Node outputs = YAML::Load(contents)["Outputs"];
    hold(outputs["Plain"]["Value"].as<std::string>() == plain, "a template carries a text",
         contents);
    const YAML::Node value = outputs["Mixed"]["Value"];
    // With variables, `!Sub` takes a list of the text and them.
    const std::string text = (value.IsSequence() ? value[0] : value).as<std::string>();
    const YAML::Node variables = value.IsSequence() ? value[1] : YAML::Node(YAML::NodeType::Map);
    hold(value.Tag() == "!Sub" && substituted(text, variables) == mixed,
         "a template carries the pieces of a text", contents);
  } catch (const YAML::Exception& error) {
    hold(false, "a template is YAML", std::string(error.what()) + "\n" + contents);
  }
}

void hold_module(const std::string& contents, std::string_view output, const std::string& wanted) {
  const std::size_t block = contents.find(fmt::format("output \"{}\" {{", output));
  hold(block != std::string::npos, "a module has the output", contents);
  const std::size_t value = contents.find("value = ", block);
  hold(read_hcl_text(std::string_view(contents).substr(value + 8)) == wanted,
       "a module carries a text", contents);
}

}  // namespace

void fuzz_carried(std::string_view input) {
  // Of an empty text only the reference is left, without a `!Sub`.
  if (input.empty() || input.size() > 2048 || !is_valid_utf8(input)) return;
  const std::string text(input);
  const std::vector<driver::Artifact> documents = built(fmt::format(
      "app x {{ region = \"eu-west-1\" }}\nqueue q {{}}\noutput plain = {0}\nlet t = {0}\n"
      "output mixed = \"${{t}}${{q.url}}${{t}}\"\n",
      literal(text)));
  const std::string mixed = text + std::string(kReference) + text;
  for (const driver::Artifact& document : documents) {
    if (document.path.ends_with("x.yaml")) hold_template(document.contents, text, mixed);
    if (!document.path.ends_with("outputs.tf")) continue;
    hold_module(document.contents, "plain", text);
    hold_module(document.contents, "mixed", mixed);
  }
}

}  // namespace svc::fuzz
