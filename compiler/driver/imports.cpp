#include "driver/imports.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/closest.h"
#include "base/paths.h"
#include "diagnostics/codes/names.h"
#include "diagnostics/codes/syntax.h"
#include "sema/library.h"
#include "syntax/parse.h"

namespace svc::driver {

namespace {

constexpr std::string_view kStd = "std/";
constexpr std::string_view kExtension = ".svc";

// The path of an import, if it is a plain text. An interpolated path would need values before any
// are known.
const std::string* written_path(const ast::Import& import) {
  static const std::string kNothing;
  const auto* text = std::get_if<ast::StringExpr>(&import.path->node);
  if (text != nullptr && text->pieces.empty()) return &kNothing;
  return text != nullptr && text->pieces.size() == 1 && text->pieces.front().expr == nullptr
             ? &text->pieces.front().text
             : nullptr;
}

class Linker {
 public:
  Linker(const Sources& sources, const ast::Ast& main, Library& library, Sink& sink)
      : sources_(sources), main_(main), library_(library), sink_(sink) {}

  std::vector<sema::Module> run() {
    add(main_);
    return std::move(modules_);
  }

 private:
  // Takes a file and then its imports. Returns its index among the modules.
  std::size_t add(const ast::Ast& file) {
    const std::size_t index = modules_.size();
    const std::string& path = sources_[file.file].path();
    by_path_.emplace(identity(normal_path(path)), index);
    modules_.push_back(
        {.ast = &file, .imports = {}, .standard = index != 0 && is_std(path) && read_std(path)});
    open_.push_back(index);
    for (const ast::Member* member : file.items) {
      const auto* import = std::get_if<ast::Import>(&member->node);
      if (import == nullptr) continue;
      const std::size_t module =
          follow(*import, file.file).value_or(sema::Module::Import::kUnreadable);
      modules_[index].imports.push_back({import, module});
    }
    open_.pop_back();
    return index;
  }

  // The same for every path of a file. Links may lead to it by endlessly many.
  [[nodiscard]] std::string identity(const std::string& path) const {
    return is_std(path) ? path : library_.resolved(path);
  }

  // The path in the program's own words, without its quotes.
  [[nodiscard]] std::string_view as_written(const ast::Import& import) const {
    std::string_view text = sources_[import.path->span.file].text(import.path->span);
    while (text.starts_with('"')) text.remove_prefix(1);
    while (text.ends_with('"')) text.remove_suffix(1);
    return text;
  }

  // The module that an `import` names; nothing after a report.
  std::optional<std::size_t> follow(const ast::Import& import, SourceId from) {
    const std::string* written = written_path(import);
    if (written == nullptr) {
      if (std::holds_alternative<ast::StringExpr>(import.path->node))
        sink_
            .report<diag::CannotRead>(import.path->span, as_written(import),
                                      "the path of an import is a plain text")
            .help("write the path itself, without `${…}`");
      return std::nullopt;
    }
    if (written->empty()) {
      sink_.report<diag::CannotRead>(import.path->span, "", "this names no file")
          .help(
              "write the path of a .svc file, relative to this one, or of the standard library: "
              "\"std/web\"");
      return std::nullopt;
    }
    if (const std::optional<std::string> path = path_of(import, *written, from)) {
      const auto known = by_path_.find(identity(*path));
      if (known != by_path_.end()) return again(import, known->second);
      const Result<const ast::Ast*> file = library_.file(*path);
      if (file) return add(*file.value());
      unreadable(import, *written, *path, file.error());
    }
    return std::nullopt;
  }

  std::optional<std::string> path_of(const ast::Import& import, const std::string& written,
                                     SourceId from) {
    if (is_std(written)) return written.ends_with(".svc") ? written : written + ".svc";
    if (has_control_character(written)) {
      sink_.report<diag::CannotRead>(import.path->span, written, kControlCharacter)
          .help("remove the character from the path");
      return std::nullopt;
    }
    const std::string_view root = folder_of(sources_[main_.file].path());
    const std::optional<std::string> path =
        resolve_within(root, folder_of(sources_[from].path()), written);
    if (!path) {
      sink_.report<diag::OutsideProject>(import.path->span, written)
          .help(
              "a program can read files in and below the folder of its main file; paths are "
              "relative to the file that contains them");
    } else if (!library_.inside(root, *path)) {
      sink_.report<diag::OutsideProject>(import.path->span, written)
          .help("a symbolic link leads there: copy the file into the project's folder");
      return std::nullopt;
    }
    return path;
  }

  void unreadable(const ast::Import& import, const std::string& written, const std::string& path,
                  const std::string& why) {
    auto report = sink_.report<diag::CannotRead>(import.path->span, written, why);
    if (!is_std(written) && !written.ends_with(".svc") && library_.exists(path + ".svc")) {
      report.help(fmt::format("did you mean \"{}.svc\"?", written))
          .repair("Write the whole name",
                  {{import.path->span, fmt::format("\"{}.svc\"", written)}});
      return;
    }
    const std::vector<std::string_view> standard = std_names();
    const std::string in_std = fmt::format("std/{}", written);
    if (std::find(standard.begin(), standard.end(), in_std) != standard.end()) {
      report.help(fmt::format("did you mean \"{}\"?", in_std))
          .repair(fmt::format("Write \"{}\"", in_std),
                  {{import.path->span, fmt::format("\"{}\"", in_std)}});
      return;
    }
    if (!is_std(written)) {
      report.help(fmt::format(
          "svcc looked for it at {}; paths are relative to the file that contains them", path));
      return;
    }
    const std::vector<std::string_view> names = std_names();
    const std::string_view meant = closest(written, names);
    if (meant.empty())
      report.help("it has " + enumerate(names, "and", 20));
    else
      report.help(fmt::format("did you mean \"{}\"?", meant))
          .repair(fmt::format("Write \"{}\"", meant),
                  {{import.path->span, fmt::format("\"{}\"", meant)}});
  }

  // A file that has been read already: fine, unless it is being read just now.
  std::size_t again(const ast::Import& import, std::size_t module) {
    const auto at = std::find(open_.begin(), open_.end(), module);
    if (at == open_.end()) return module;
    if (at + 1 == open_.end()) {
      sink_
          .report<diag::CannotRead>(import.path->span, *written_path(import),
                                    "it is this file itself")
          .help("remove it: a file sees its own names")
          .repair("Remove the import", {{import.path->span, "", true}});
      return module;
    }
    std::string circle;
    for (auto it = at; it != open_.end(); ++it)
      circle += fmt::format("{} → ", sources_[modules_[*it].ast->file].name());
    sink_
        .report<diag::ImportCycle>(
            import.path->span, circle + std::string(sources_[modules_[module].ast->file].name()))
        .help("move what both need to a third file");
    return module;
  }

  const Sources& sources_;
  const ast::Ast& main_;
  Library& library_;
  Sink& sink_;
  std::vector<sema::Module> modules_;
  std::map<std::string, std::size_t> by_path_;  // by their identity
  std::vector<std::size_t> open_;               // the modules that are being read, outermost first
};

}  // namespace

bool is_std(std::string_view path) {
  return path.starts_with(kStd);
}

std::string_view std_text(std::string_view name) {
  for (const TextFile& file : sema::std_files()) {
    if (is_std(name) && file.path == fmt::format("{}.svc", name.substr(kStd.size())))
      return file.text;
  }
  return {};
}

std::vector<std::string_view> std_names() {
  static const std::vector<std::string> kNames = [] {
    std::vector<std::string> names;
    for (const TextFile& file : sema::std_files())
      names.push_back(
          fmt::format("{}{}", kStd, file.path.substr(0, file.path.size() - kExtension.size())));
    return names;
  }();
  return {kNames.begin(), kNames.end()};
}

Result<std::string> read_std(std::string_view path) {
  const std::string_view text =
      std_text(path.ends_with(kExtension) ? path.substr(0, path.size() - kExtension.size()) : path);
  if (text.empty()) return Failure{"the standard library has no such file"};
  return std::string(text);
}

std::vector<sema::Module> link(const Sources& sources, const ast::Ast& main, Library& library,
                               Sink& sink) {
  return Linker(sources, main, library, sink).run();
}

}  // namespace svc::driver
