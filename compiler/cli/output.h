// The output folder: all files of a run appear together, or none does.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace svc::cli {

// A file to write. The views must outlive the call.
struct Output {
  std::string_view path;  // relative to the folder
  std::string_view contents;
};

// Writes all files below `folder`, making folders as needed, and removes those of an earlier run
// that this one did not write: files below the folders of `files` whose name ends alike and whose
// first line begins with `marker` (empty: none). Other files are left alone.
//
// All is first written in full into the hidden folder `.svcc`; then a journal says which file goes
// where; then the files are moved. A run that is killed before the journal is there leaves the old
// output; later, the next run moves the rest. Runs that write to one folder wait for each other.
// Fails with the path and the reason.
[[nodiscard]] Result<bool> write_all(const std::string& folder, const std::vector<Output>& files,
                                     std::string_view marker = {});

// Finishes or clears away what a killed run left in the folder. Nothing happens where there is no
// such folder.
void recover(const std::string& folder);

}  // namespace svc::cli
