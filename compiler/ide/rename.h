// Renaming across the files of a program.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "ide/live_program.h"
#include "ide/location.h"

namespace svc::ide {

struct Renamable {
  Span span;  // of the name at the point
  std::string name;
};

// Whether the name at a place can be renamed. Fails with the reason in one sentence: it is not a
// name, a built-in name, or one of std/.
[[nodiscard]] Result<Renamable> prepare_rename(const LiveProgram& program, Point point);

// The edits that rename it everywhere. Fails if the new name is invalid or would change the meaning
// of the program: the edits are tried on a copy, and refused if there are new errors or a name then
// means something else. `files`: the files of the program.
[[nodiscard]] Result<std::vector<TextEdit>> rename(const LiveProgram& program,
                                                   const FileSystem& files, Point point,
                                                   std::string_view name);

}  // namespace svc::ide
