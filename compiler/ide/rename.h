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

// Whether the name at a place can be renamed. Fails with the reason, in one sentence: it is no
// name, the language's own, or one of std/.
[[nodiscard]] Result<Renamable> prepare_rename(const LiveProgram& program, Point point);

// The edits that give it another name everywhere. Fails where the new name cannot be one, or where
// it would change what the program means: it is tried on a copy, and refused if anything new is
// wrong or a name then stands for something else. `files` is what the program reads.
[[nodiscard]] Result<std::vector<TextEdit>> rename(const LiveProgram& program,
                                                   const FileSystem& files, Point point,
                                                   std::string_view name);

}  // namespace svc::ide
