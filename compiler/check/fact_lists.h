// Facts about AWS that checks look up by name: the lists of templates/facts/, embedded as text.
//
// A line is an entry: a name and then its values, separated by blanks. Lines with `#` give the
// source of the facts. Nothing is read before a check asks.
#pragma once

#include <algorithm>
#include <span>
#include <string_view>
#include <vector>

#include "base/text_file.h"

namespace svc::check {

// Every list, sorted by path (generated).
[[nodiscard]] std::span<const TextFile> fact_files();

// One list of templates/facts/, `capabilities`. A name without a list is a bug.
class FactList {
 public:
  explicit FactList(std::string_view list);

  // Whether the list has an entry of that name.
  [[nodiscard]] bool has(std::string_view name) const { return !line(name).empty(); }
  // The values of the entry, in order; empty if there is none, or it has no values.
  [[nodiscard]] std::vector<std::string_view> values(std::string_view name) const;
  // The names of all entries, in order.
  [[nodiscard]] std::vector<std::string_view> names() const;
  // The words of each entry, in order: for lists in which a name has several entries.
  [[nodiscard]] std::vector<std::vector<std::string_view>> entries() const;

 private:
  // The whole line of the entry; empty if there is none.
  [[nodiscard]] std::string_view line(std::string_view name) const;
  template <typename Visit>
  void each_entry(const Visit& visit) const {
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t end = std::min(text_.find('\n', at), text_.size());
      const std::string_view line = text_.substr(at, end - at);
      if (!line.empty() && line.front() != '#') visit(line);
      at = end + 1;
    }
  }

  std::string_view text_;
};

// The words of a text, between blanks.
[[nodiscard]] std::vector<std::string_view> words_in(std::string_view text);

}  // namespace svc::check
