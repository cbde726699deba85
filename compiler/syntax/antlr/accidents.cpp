#include "syntax/antlr/accidents.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/lines.h"
#include "syntax/antlr/characters.h"

namespace svc::syntax {

namespace {

constexpr std::size_t kMark = 7;  // characters of a mark of git

std::uint32_t end_of_line(std::string_view text, std::uint32_t at) {
  return static_cast<std::uint32_t>(line_end(text, at));
}

std::string_view line_at(std::string_view text, std::uint32_t at) {
  return text.substr(at, end_of_line(text, at) - at);
}

std::uint32_t next_line(std::string_view text, std::uint32_t at) {
  return static_cast<std::uint32_t>(behind_line_end(text, line_end(text, at)));
}

// A mark: seven times the character, then the end of the line or a blank.
bool is_mark(std::string_view line, char character) {
  if (line.size() < kMark) return false;
  return std::all_of(line.begin(), line.begin() + kMark,
                     [character](char c) { return c == character; }) &&
         (line.size() == kMark || line[kMark] == ' ');
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

std::string_view first_word(std::string_view text) {
  const auto end = std::find_if(text.begin(), text.end(), [](char c) { return !is_name_part(c); });
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

// The lines that hold more than blanks and comments of either sort, at most the first ones.
std::vector<std::string_view> content_lines(std::string_view text, std::size_t most) {
  std::vector<std::string_view> lines;
  for (std::uint32_t at = 0; at < text.size() && lines.size() < most; at = next_line(text, at)) {
    const std::string_view line = line_at(text, at);
    const std::string_view content = trimmed(line);
    if (!content.empty() && !content.starts_with('#') && !content.starts_with("//"))
      lines.push_back(line);
  }
  return lines;
}

// `key:`, `key: value`, `- item`.
bool is_yaml_line(std::string_view line) {
  std::string_view content = trimmed(line);
  if (content == "---" || content.starts_with("- ")) return true;
  const std::size_t colon = content.find(':');
  if (colon == 0 || colon == std::string_view::npos) return false;
  if (colon + 1 < content.size() && content[colon + 1] != ' ') return false;
  content = content.substr(0, colon);
  return content.find_first_of(" ={}()[]?") == std::string_view::npos;
}

bool is_yaml(const std::vector<std::string_view>& lines) {
  constexpr std::size_t kFewest = 3;
  if (lines.size() < kFewest || !is_yaml_line(lines.front())) return false;
  if (std::any_of(lines.begin(), lines.end(),
                  [](std::string_view line) { return trimmed(line).ends_with('{'); }))
    return false;
  const auto count = std::count_if(lines.begin(), lines.end(), is_yaml_line);
  return static_cast<std::size_t>(count) * 10 >= lines.size() * 7;
}

}  // namespace

std::optional<Conflict> conflict_at(std::string_view text, std::uint32_t at) {
  if (!is_mark(line_at(text, at), '<')) return std::nullopt;
  Conflict found{.begin = at};
  for (std::uint32_t line = next_line(text, at); line < text.size(); line = next_line(text, line)) {
    const std::string_view content = line_at(text, line);
    if (is_mark(content, '<')) break;
    if (found.middle == 0 && is_mark(content, '=')) found.middle = line;
    if (is_mark(content, '>')) {
      found.end = line;
      break;
    }
  }
  return found;
}

std::optional<Heredoc> heredoc_at(std::string_view text, std::uint32_t at) {
  std::string_view rest = line_at(text, at);
  if (!rest.starts_with("<<")) return std::nullopt;
  rest.remove_prefix(2);
  if (rest.starts_with('-') || rest.starts_with('~')) rest.remove_prefix(1);
  const bool quoted = rest.starts_with('"') || rest.starts_with('\'');
  if (quoted) rest.remove_prefix(1);
  const std::string_view word = first_word(rest);
  if (word.empty() || !is_name_start(word.front())) return std::nullopt;
  rest.remove_prefix(word.size() + (quoted && rest.size() > word.size() ? 1 : 0));
  if (!trimmed(rest).empty()) return std::nullopt;
  const std::uint32_t end = end_of_line(text, at);
  Heredoc found{.opener_end = end - static_cast<std::uint32_t>(rest.size()),
                .closer_begin = static_cast<std::uint32_t>(text.size()),
                .closer_end = static_cast<std::uint32_t>(text.size())};
  for (std::uint32_t line = next_line(text, at); line < text.size(); line = next_line(text, line)) {
    const std::string_view content = line_at(text, line);
    if (trimmed(content) != word) continue;
    found.closer_begin = line + static_cast<std::uint32_t>(content.find(word));
    found.closer_end = found.closer_begin + static_cast<std::uint32_t>(word.size());
    break;
  }
  return found;
}

std::optional<std::uint32_t> shell_command_at(std::string_view text, std::uint32_t at) {
  constexpr std::array<std::string_view, 27> kCommands = {
      "aws",  "bash",   "cat",    "cd",     "cdk",    "chmod",   "copilot",   "curl",  "docker",
      "echo", "export", "git",    "go",     "helm",   "kubectl", "make",      "mkdir", "npm",
      "npx",  "pip",    "pulumi", "python", "source", "sudo",    "terraform", "svcc",  "yarn"};
  const std::string_view word = first_word(text.substr(at));
  const bool prompt = text.substr(at, 2) == "$ " || text.substr(at, 2) == "#!";
  const bool known = std::find(kCommands.begin(), kCommands.end(), word) != kCommands.end();
  if (!prompt && !known) return std::nullopt;
  const std::string_view rest = line_at(text, at).substr(word.size());
  // `export a { … }` and `make = 1` are something else; in a command, a word follows. In a
  // component `export a = b` is an output.
  const bool outermost = at == 0 || text[at - 1] == '\n';
  const bool command =
      rest.size() > 1 && rest.front() == ' ' && rest[1] != '=' &&
      rest.find('{') == std::string_view::npos &&
      (word == "export" ? rest.find('=') != std::string_view::npos &&
                              (outermost || rest.find(" = ") == std::string_view::npos)
                        : rest.find(" = ") == std::string_view::npos);
  if (!prompt && !command) return std::nullopt;
  std::uint32_t end = end_of_line(text, at);
  while (end > at && text[end - 1] == '\\' && next_line(text, end) < text.size())
    end = end_of_line(text, next_line(text, end));
  return end;
}

std::string_view other_language(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  constexpr std::size_t kMostLines = 200;
  const std::vector<std::string_view> lines = content_lines(text, kMostLines);
  if (lines.empty()) return {};
  const std::string_view first = trimmed(lines.front());
  constexpr std::array<std::pair<std::string_view, std::string_view>, 18> kBeginnings = {
      {{"{", "JSON"},
       {"[", "JSON"},
       {"<?xml", "XML"},
       {"FROM ", "a Dockerfile"},
       {"apiVersion:", "YAML"},
       {"AWSTemplateFormatVersion", "YAML"},
       {"import * as ", "TypeScript"},
       {"import {", "TypeScript"},
       {"import type ", "TypeScript"},
       {"const ", "TypeScript"},
       {"export class ", "TypeScript"},
       {"export const ", "TypeScript"},
       {"export default ", "TypeScript"},
       {"export function ", "TypeScript"},
       {"export interface ", "TypeScript"},
       {"from aws_cdk", "Python"},
       {"import aws_cdk", "Python"},
       {"package main", "Go"}}};
  // `import { worker } from "std/worker"`: only the habit is TypeScript's.
  const bool own = first.find("\"std") != std::string_view::npos ||
                   first.find(".svc\"") != std::string_view::npos;
  for (const auto& [beginning, language] : kBeginnings) {
    // `const least = 1` alone is a habit, too.
    const bool habit =
        beginning == "const " && first.find_first_of("(;{") == std::string_view::npos;
    if (!own && !habit && first.starts_with(beginning) &&
        (language != "TypeScript" || lines.size() > 1))
      return language;
  }
  return is_yaml(lines) ? "YAML" : std::string_view{};
}

}  // namespace svc::syntax
