// svcc-generate-templates FOLDER TABLES TAGGED: checks templates/*.yaml against the providers'
// schemas and compiles them into C++ constants. Every mistake is printed as `templates/x.yaml:12:
// …`; then nothing is written and the exit status is 1.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <fstream>

#include "generate/templates_write.h"

namespace {

std::vector<std::filesystem::path> template_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end(),
            [](const auto& a, const auto& b) { return a.stem().string() < b.stem().string(); });
  return files;
}

bool write(const char* path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  out.close();
  if (!out) fmt::print(stderr, "{}: cannot be written\n", path);
  return out.good();
}

}  // namespace

int main(int argc, char** argv) {
  using namespace svc::generate;
  if (argc != 4) {
    fmt::print(stderr, "usage: svcc-generate-templates TEMPLATES_FOLDER TABLES.cpp TAGGED.cpp\n");
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  const auto schemas = read_schemas(folder / "schema");
  if (!schemas) return 1;
  Complaints complaints;
  OwnedSchemas owned;
  std::vector<ResolvedTemplate> templates;
  for (const auto& file : template_files(folder)) {
    if (const auto text = read_template(file, complaints))
      templates.push_back(resolve(*text, *schemas, owned, complaints));
  }
  if (complaints.any()) return 1;
  return write(argv[2], write_tables(templates, *schemas)) &&
                 write(argv[3], write_tagged_kinds(templates))
             ? 0
             : 1;
}
