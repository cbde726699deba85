#include "driver/imports.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/closest.h"
#include "base/paths.h"
#include "syntax/parse.h"

namespace svc::driver {

namespace {

constexpr std::string_view kStandard = "std/";

// The path of an import if it is a plain text; an interpolated one would have to be known before anything is.
const std::string* written_path(const ast::Import& import) {
  const auto* text = std::get_if<ast::StringExpr>(&import.path->node);
  return text != nullptr && text->pieces.size() == 1 && text->pieces.front().expr == nullptr ? &text->pieces.front().text : nullptr;
}

class Reader {
 public:
  explicit Reader(Compilation& c) : c_(c) {}

  // Parses a source and then what it imports; gives its index among the modules.
  std::size_t read(SourceId source) {
    const std::size_t index = c_.modules.size();
    by_path_.emplace(normal_path(c_.sources[source].path()), index);
    const ast::Ast& file = c_.files.emplace_back(syntax::parse(c_.sources, source, c_.sink));
    const std::string& path = c_.sources[source].path();
    c_.modules.push_back({.ast = &file, .imports = {}, .standard = index != 0 && path.starts_with(kStandard) && !std_text(std::string_view(path).substr(0, path.size() - 4)).empty()});
    open_.push_back(index);
    for (const ast::Member* member : file.items) {
      const auto* import = std::get_if<ast::Import>(&member->node);
      if (import == nullptr) continue;
      const std::size_t module = follow(*import, source).value_or(sema::Module::Import::kUnreadable);
      c_.modules[index].imports.push_back({import, module});
    }
    open_.pop_back();
    return index;
  }

 private:
  // The module that an `import` names; nothing after a report.
  std::optional<std::size_t> follow(const ast::Import& import, SourceId from) {
    const std::string* written = written_path(import);
    if (written == nullptr) {
      if (std::holds_alternative<ast::StringExpr>(import.path->node)) c_.sink.report<diag::CannotRead>(import.path->span, "", "the path of an import is a plain text").help("write the path itself, without `${…}`");
      return std::nullopt;
    }
    if (const std::optional<std::string> path = path_of(import, *written, from)) {
      const auto known = by_path_.find(*path);
      if (known != by_path_.end()) return again(import, known->second);
      if (std::optional<std::string> text = text_of(import, *written, *path)) return read(c_.sources.add(SourceFile(*path, std::move(*text))));
    }
    return std::nullopt;
  }

  std::optional<std::string> path_of(const ast::Import& import, const std::string& written, SourceId from) {
    if (written.starts_with(kStandard)) return written.ends_with(".svc") ? written : written + ".svc";
    const std::optional<std::string> path = resolve_within(folder_of(c_.sources[c_.main].path()), folder_of(c_.sources[from].path()), written);
    if (!path) c_.sink.report<diag::OutsideProject>(import.path->span, written).help("a program reads files in the folder of its main file and below it, by paths relative to the file in which they stand");
    return path;
  }

  std::optional<std::string> text_of(const ast::Import& import, const std::string& written, const std::string& path) {
    if (written.starts_with(kStandard)) {
      const std::string_view text = std_text(std::string_view(path).substr(0, path.size() - 4));
      if (!text.empty()) return std::string(text);
      const std::vector<std::string_view> names = std_names();
      const std::string_view meant = closest(written, names);
      c_.sink.report<diag::CannotRead>(import.path->span, written, "the standard library has no such file")
          .help(meant.empty() ? "it has " + enumerate(names, "and", 20) : fmt::format("did you mean \"{}\"?", meant));
      return std::nullopt;
    }
    Result<std::string> text = c_.disk == nullptr ? Result<std::string>(Failure{"no files can be read here"}) : c_.disk->read(path);
    if (text) return std::move(text).value();
    c_.sink.report<diag::CannotRead>(import.path->span, written, text.error()).help(fmt::format("it was looked for at {}; the path is relative to the file in which it stands", path));
    return std::nullopt;
  }

  // A file that has been read already: fine, unless it is being read just now.
  std::size_t again(const ast::Import& import, std::size_t module) {
    const auto at = std::find(open_.begin(), open_.end(), module);
    if (at == open_.end()) return module;
    std::string circle;
    for (auto it = at; it != open_.end(); ++it) circle += fmt::format("{} → ", c_.sources[c_.modules[*it].ast->file].name());
    c_.sink.report<diag::ImportCycle>(import.path->span, circle + std::string(c_.sources[c_.modules[module].ast->file].name())).help("move what both need to a third file");
    return module;
  }

  Compilation& c_;
  std::map<std::string, std::size_t> by_path_;
  std::vector<std::size_t> open_;                // the modules that are being read, outermost first
};

}  // namespace

void read_all(Compilation& c) { Reader(c).read(c.main); }

}  // namespace svc::driver
