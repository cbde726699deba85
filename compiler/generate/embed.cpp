// Build-time tool: the text files of a folder → a constant table of svc::TextFile, as C++.
//
//   svcc-embed OUT.cpp FUNCTION FOLDER [NAME]
//
// With NAME, only the files of that name.
// FUNCTION is qualified (`svc::explain::diagnostic_files`) and declared in a header as returning
// std::span<const TextFile>. The files are sorted by path.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// The length of the UTF-8 sequence at the start of the text, 0 if it is invalid. Embedded texts are
// shown to people, so intentionally invalid UTF-8 (the example of SVC0001) is replaced.
std::size_t sequence(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = lead < 0x80                   ? 1
                             : lead >= 0xC2 && lead < 0xE0 ? 2
                             : lead >= 0xE0 && lead < 0xF0 ? 3
                             : lead >= 0xF0 && lead < 0xF5 ? 4
                                                           : 0;
  if (length == 0 || length > text.size()) return 0;
  const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
  return std::all_of(text.begin() + 1, text.begin() + static_cast<std::ptrdiff_t>(length),
                     continues)
             ? length
             : 0;
}

// A mark that turns the direction of writing (the example of SVC9110): U+202A to U+202E and U+2066
// to U+2069, as UTF-8.
bool turns_direction(std::string_view sequence) {
  if (sequence.size() != 3 || static_cast<unsigned char>(sequence[0]) != 0xE2) return false;
  const auto second = static_cast<unsigned char>(sequence[1]);
  const auto third = static_cast<unsigned char>(sequence[2]);
  return (second == 0x80 && third >= 0xAA && third <= 0xAE) ||
         (second == 0x81 && third >= 0xA6 && third <= 0xA9);
}

// A C++ literal, one line per line of the text, so that the generated code is readable.
std::string literal(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    const std::size_t length = sequence(text);
    if (length == 1 && (text.front() == '"' || text.front() == '\\'))
      out += fmt::format("\\{}", text.front());
    else if (length == 1 && text.front() == '\n')
      out += "\\n\"\n    \"";
    else if (length == 1 &&
             (static_cast<unsigned char>(text.front()) < 0x20 || text.front() == 0x7f))
      out += fmt::format("\\{:03o}", static_cast<unsigned>(text.front()));
    else if (length == 0 || turns_direction(text.substr(0, length)))
      out += "\xEF\xBF\xBD";
    else
      out += text.substr(0, length);
    text.remove_prefix(std::max<std::size_t>(1, length));
  }
  return out + "\"";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4 && argc != 5) {
    std::cerr << "usage: svcc-embed OUT.cpp FUNCTION FOLDER [NAME]\n";
    return 2;
  }
  const fs::path folder = argv[3];
  const std::string name = argc == 5 ? argv[4] : "";
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    const bool wanted = name.empty() || entry.path().filename() == name;
    if (wanted && entry.is_regular_file()) files.push_back(entry.path().lexically_relative(folder));
  }
  std::sort(files.begin(), files.end());
  std::string rows;
  for (const fs::path& file : files)
    rows += fmt::format("  {{{}, {}sv}},\n", literal(file.generic_string()),
                        literal(read_file(folder / file)));
  const std::string function = argv[2];
  const std::size_t colons = function.rfind("::");
  std::ofstream(argv[1], std::ios::binary) << fmt::format(
      "// Generated from the files of {}. Do not edit.\n#include <array>\n#include "
      "<span>\n#include <string_view>\n\n#include \"base/text_file.h\"\n\nnamespace {} {{\n\nusing "
      "namespace std::string_view_literals;\n\n"
      "std::span<const TextFile> {}();\n\nstd::span<const TextFile> {}() {{\n  static constexpr "
      "auto kFiles = std::to_array<TextFile>({{\n{}  }});\n  return kFiles;\n}}\n\n}}  // "
      "namespace {}\n",
      folder.filename().string(), function.substr(0, colons), function.substr(colons + 2),
      function.substr(colons + 2), rows, function.substr(0, colons));
  return 0;
}
