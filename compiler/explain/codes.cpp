#include "explain/codes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <utility>

#include "base/closest.h"
#include "explain/text.h"
#include "lint/lint.h"

namespace svc::explain {

namespace {

std::string digits_of(std::string_view word) {
  const bool prefix = word.size() > 3 && std::toupper(static_cast<unsigned char>(word[0])) == 'S' &&
                      std::toupper(static_cast<unsigned char>(word[1])) == 'V' &&
                      std::toupper(static_cast<unsigned char>(word[2])) == 'C';
  const std::string_view digits = prefix ? word.substr(3) : word;
  const bool number = !digits.empty() && std::all_of(digits.begin(), digits.end(),
                                                     [](char c) { return c >= '0' && c <= '9'; });
  return number ? fmt::format("{:0>4}", digits) : "";
}

std::string example_text(const CodeExample& example) {
  std::string out;
  for (const TextFile& program : example.programs) {
    const std::string_view name = program.path.substr(program.path.find('/') + 1);
    out += fmt::format("\n{}\n\n{}",
                       name == "main.svc" ? "This program" : fmt::format("with {}", name),
                       indented(program.text));
  }
  return out + fmt::format("\nis answered with\n\n{}\nCorrected:\n\n{}", indented(example.said),
                           indented(example.fixed));
}

}  // namespace

std::string message_text(std::string_view message) {
  std::string out;
  for (std::size_t i = 0; i < message.size(); ++i) {
    if (message[i] == '{' && message.find('}', i) != std::string_view::npos) {
      i = message.find('}', i);
      out += "…";
    } else {
      out += message[i];
    }
  }
  return out;
}

std::vector<CodeExample> examples(Code code) {
  const std::string name = code_text(code);
  std::map<std::string_view, CodeExample> folders;  // SVC4202, SVC4202_ports
  for (const TextFile& file : diagnostic_files()) {
    if (!file.path.starts_with(name)) continue;
    const std::size_t slash = file.path.find('/');
    CodeExample& example = folders[file.path.substr(0, slash)];
    const std::string_view inner = file.path.substr(slash + 1);
    if (inner == "expected.txt")
      example.said = file.text;
    else if (inner == "fixed.svc")
      example.fixed = file.text;
    else if (inner == "main.svc")
      example.programs.insert(example.programs.begin(), file);
    else if (inner.ends_with(".svc"))
      example.programs.push_back(file);
  }
  std::vector<CodeExample> out;
  for (auto& [folder, example] : folders) out.push_back(std::move(example));
  return out;
}

bool is_code(std::string_view word) {
  return !digits_of(word).empty();
}

Result<std::string> code(std::string_view word) {
  const std::string name = "SVC" + digits_of(word);
  const CodeInfo* found = find_code(name);
  if (found == nullptr) {
    std::vector<std::string> known;
    for (const CodeInfo& info : all_codes()) known.push_back(code_text(info.code));
    const std::string_view meant = closest(name, {known.begin(), known.end()});
    return Failure{fmt::format("there is no diagnostic {}{}", name,
                               meant.empty() ? "" : fmt::format("; did you mean {}?", meant))};
  }
  std::string out = fmt::format("{} {} ({})\n\n{}\n", name, found->name,
                                severity_text(found->severity), message_text(found->message));
  if (const std::string_view about = lint::about(found->code); !about.empty())
    out += fmt::format("\n{}\n", about);
  const std::vector<CodeExample> all = examples(found->code);
  for (const CodeExample& example : all) out += example_text(example);
  return out;
}

}  // namespace svc::explain
