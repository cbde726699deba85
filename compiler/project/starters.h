// The projects that `svcc init` writes.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_file.h"

namespace svc::project {

struct StarterFile {
  std::string path;  // relative to the new project's folder
  std::string text;
};

// `full`, `web`, `worker`: the folders of stdlib/starters.
[[nodiscard]] std::vector<std::string_view> starter_names();
// The files of a starter for a project of this name, which is a name of the language (app_name()).
[[nodiscard]] std::vector<StarterFile> starter(std::string_view name, std::string_view project);
// A valid name derived from a folder's: `My-Shop 2` gives `my_shop_2`; `app` if nothing is left.
[[nodiscard]] std::string app_name(std::string_view folder);

// The files of stdlib/starters, embedded when svcc was built, by path.
[[nodiscard]] std::span<const TextFile> starter_files();

}  // namespace svc::project
