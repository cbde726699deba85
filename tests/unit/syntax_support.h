// Shared by the syntax tests.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "syntax/format.h"
#include "syntax/parse.h"

namespace svc::test {

// A text that was parsed, with all that it needs to live.
struct Parsed {
  Sources sources;
  SourceId file;
  Sink sink;
  ast::Ast ast;

  explicit Parsed(std::string text)
      : file(sources.add(SourceFile("test.svc", std::move(text)))),
        ast(syntax::parse(sources, file, sink)) {}

  [[nodiscard]] const SourceFile& source() const { return sources[file]; }
  [[nodiscard]] std::string dump() const { return ast::dump(ast, source()); }
  [[nodiscard]] std::string formatted() const { return syntax::format(ast, source()); }

  // "line:column SVCnnnn", one for each diagnostic, in the order of the text.
  [[nodiscard]] std::vector<std::string> problems() const {
    std::vector<std::string> result;
    for (const Diagnostic& d : sink.sorted()) {
      const Position at = source().position(d.span.begin);
      result.push_back(std::to_string(at.line) + ":" + std::to_string(at.column) + " " +
                       code_text(d.code));
    }
    return result;
  }
};

using Lines = std::vector<std::string>;

[[nodiscard]] inline Lines split_lines(std::string_view text) {
  Lines lines;
  std::istringstream in{std::string(text)};
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// The tree without places.
[[nodiscard]] inline std::string shape(const ast::Ast& ast, const SourceFile& file) {
  std::string result;
  for (const std::string& line : split_lines(ast::dump(ast, file))) {
    const std::size_t span = line.rfind(' ');
    const bool has_span = span != std::string::npos && line.find(':', span) != std::string::npos &&
                          line.find('-', span) != std::string::npos;
    result += has_span ? line.substr(0, span) : line;
    result += '\n';
  }
  return result;
}

// The shape of an expression that is the value of a field.
[[nodiscard]] inline std::string value_shape(const std::string& expression) {
  const Parsed parsed("app a {\n  x = " + expression + "\n}\n");
  std::string result;
  bool inside = false;
  for (const std::string& line : split_lines(shape(parsed.ast, parsed.source()))) {
    if (inside) result += line.substr(std::min<std::size_t>(4, line.size())) + "\n";
    if (line == "  field x") inside = true;
  }
  return result;
}

// The first value of a program `app a { x = … }`.
[[nodiscard]] inline const ast::Expr& first_value(const Parsed& parsed) {
  return *std::get<ast::Field>(
              std::get<ast::Block>(parsed.ast.items.at(0)->node).members.at(0)->node)
              .value;
}

[[nodiscard]] inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

[[nodiscard]] inline std::filesystem::path project_root() {
  return std::filesystem::path(__FILE__).parent_path().parent_path().parent_path();
}

// All .svc files of examples/ and stdlib/, in the order of their names.
[[nodiscard]] inline std::vector<std::filesystem::path> program_files() {
  std::vector<std::filesystem::path> files;
  for (const char* folder : {"examples", "stdlib"}) {
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(project_root() / folder)) {
      if (entry.path().extension() == ".svc") files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace svc::test
