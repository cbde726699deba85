// file("path"): a text of the project. It is read through the FileSystem that the driver gives, so
// that the analysis itself touches no disk.
#include "base/paths.h"
#include "base/utf8.h"
#include "diagnostics/codes/syntax.h"
#include "sema/declarations.h"
#include "sema/functions.h"
#include "syntax/parse.h"

namespace svc::sema {

Value call_file(const Call& call) {
  if (!call.all_texts()) return call.give(ErrorValue{});
  const std::string& written = *call.get<std::string>(0);
  const Input& input = call.session.input;
  const auto failed = [&](std::string_view why) {
    call.session.sink.report<diag::CannotRead>(call.arguments[0].span, written, why)
        .help("paths are relative to the file that contains them");
    return call.give(ErrorValue{});
  };
  if (has_control_character(written)) return failed(kControlCharacter);
  const std::string_view root = folder_of(input.sources[input.modules.front().ast->file].path());
  const std::optional<std::string> path =
      resolve_within(root, folder_of(input.sources[call.span.file].path()), written);
  if (!path) {
    call.session.sink.report<diag::OutsideProject>(call.arguments[0].span, written)
        .help(
            "a program can read files in and below the folder of its main file; paths are relative "
            "to the file that contains them");
    return call.give(ErrorValue{});
  }
  if (input.files == nullptr) return failed("no files can be read here");
  if (!input.files->inside(root, *path)) {
    call.session.sink.report<diag::OutsideProject>(call.arguments[0].span, written)
        .help("a symbolic link leads there: copy the file into the project's folder");
    return call.give(ErrorValue{});
  }
  if (path->ends_with(".svc")) call.session.declared.reads_program = true;
  Result<std::string> text = input.files->read(*path);
  if (!text) return failed(text.error());
  if (text.value().size() > syntax::kMaxFileBytes)
    return failed(fmt::format("it has more than {} MiB", syntax::kMaxFileBytes / 1024 / 1024));
  if (!is_valid_utf8(text.value())) return failed("it is not valid UTF-8");
  if (text.value().find('\0') != std::string::npos)
    return failed("it is no text, it holds a zero byte");
  if (!call.session.work.text(call.span, text.value().size())) return call.give(ErrorValue{});
  return call.give(std::move(text).value());
}

}  // namespace svc::sema
