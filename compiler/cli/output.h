// The output folder: all files of a run appear together, or none does.
#pragma once

#include <memory>
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

// Writes all files below `folder`, and creates folders as needed. It removes files of an earlier
// run that this one did not write: files below the folders of `files` with the same name ending,
// and a first line that begins with `marker` (empty: none). A stack of
// a divided program (.yaml) names its program at the end of that line, and is removed only by a run
// that wrote stacks of it, or its one template. Other files are left alone.
//
// Every file is first written in full into the hidden folder `.svcc`. Then a journal says which
// file belongs where. Then the files are moved. If a run is killed before it has a journal, the old
// output stays; if later, the next run moves the rest. Runs that write to one folder wait for each
// other. Fails with the path and the reason.
[[nodiscard]] Result<bool> write_all(const std::string& folder, const std::vector<Output>& files,
                                     std::string_view marker = {});

// The same for files that are not all known at once: each is on the disk once it was added, and in
// its place after finish().
class Draft {
 public:
  Draft() = default;
  // Without finish(), the folder stays as it was.
  virtual ~Draft() = default;
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  // Several threads may add files. finish() says what failed.
  virtual void add(std::string_view path, std::string_view contents) = 0;
  [[nodiscard]] virtual Result<bool> finish() = 0;
};
// Touches nothing before the first file. `marker` must outlive it.
[[nodiscard]] std::unique_ptr<Draft> make_draft(std::string folder, std::string_view marker);

// Finishes or removes what a killed run left in the folder. Does nothing if the folder does not
// exist.
void recover(const std::string& folder);

}  // namespace svc::cli
