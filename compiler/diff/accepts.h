// `// svcc: accept CLASS reason`: consequences that are meant.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "diff/report.h"

namespace svc::diff {

class Accepts {
 public:
  // The comments of these sources. Null: there are none.
  explicit Accepts(const Sources* sources);

  // The comment that accepts a consequence of a block: it is next to one of the places, or names a
  // block that is no longer there. A comment is next to its own line, if something else is on it,
  // or next to the next line that is more than a comment.
  [[nodiscard]] std::optional<std::size_t> find(Class kind, std::string_view block,
                                                const std::vector<std::string>& places) const;
  [[nodiscard]] const std::string& reason(std::size_t comment) const {
    return all_[comment].reason;
  }
  // The comments that are not in `used`.
  [[nodiscard]] std::vector<Line> others(const std::set<std::size_t>& used) const;

 private:
  struct Comment {
    std::string_view kind;
    std::string reason;
    std::string accepted_place;  // `main.svc:12`
    Line line;
  };
  void add(const SourceFile& file, std::size_t at);

  std::vector<Comment> all_;
};

}  // namespace svc::diff
