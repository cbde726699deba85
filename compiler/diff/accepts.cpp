#include "diff/accepts.h"

#include <fmt/format.h>

#include <algorithm>

#include "diff/lines.h"
#include "source/remark.h"

namespace svc::diff {

namespace {

constexpr std::string_view kAccept = "svcc: accept";

std::string_view without_indent(std::string_view line) {
  line.remove_prefix(std::min(line.find_first_not_of(" \t\r"), line.size()));
  return line;
}

bool is_comment_line(std::string_view line) {
  line = without_indent(line);
  return line.empty() || line.starts_with("//");
}

// Whether the reason begins with the name of the block: `queue orders: it is drained`.
bool names(std::string_view reason, std::string_view block) {
  if (block.empty() || !reason.starts_with(block)) return false;
  return reason.size() == block.size() ||
         std::string_view(" :,.").find(reason[block.size()]) != std::string_view::npos;
}

}  // namespace

Accepts::Accepts(const Sources* sources) {
  if (sources == nullptr) return;
  for (const SourceFile& file : *sources) {
    const std::string_view text = file.text();
    for (std::size_t at = text.find(kAccept); at != std::string_view::npos;
         at = text.find(kAccept, at + 1))
      add(file, at);
  }
}

void Accepts::add(const SourceFile& file, std::size_t at) {
  const std::uint32_t number = file.position(static_cast<std::uint32_t>(at)).line;
  const std::string_view line = file.line(number);
  const auto column = static_cast<std::size_t>(file.text().data() + at - line.data());
  const std::size_t begin = line.rfind("//", column);
  if (begin == std::string_view::npos) return;
  const std::optional<Remark> remark = read_remark(line.substr(begin));
  if (!remark || remark->verb != "accept" || remark->reason.empty()) return;
  std::uint32_t accepted = number;
  while (accepted <= file.line_count() && is_comment_line(file.line(accepted))) ++accepted;
  Line place{shown_path(file),
             number,
             static_cast<std::uint32_t>(begin) + 1,
             std::string(without_indent(line)),
             {}};
  std::string accepted_place = fmt::format("{}:{}", place.file, accepted);
  all_.push_back(
      {remark->word, std::string(remark->reason), std::move(accepted_place), std::move(place)});
}

std::optional<std::size_t> Accepts::find(Class kind, std::string_view block,
                                         const std::vector<std::string>& places) const {
  for (std::size_t i = 0; i < all_.size(); ++i) {
    const Comment& one = all_[i];
    if (one.kind != class_name(kind)) continue;
    if (std::find(places.begin(), places.end(), one.accepted_place) != places.end()) return i;
    if (places.empty() && names(one.reason, block)) return i;
  }
  return std::nullopt;
}

std::vector<Line> Accepts::others(const std::set<std::size_t>& used) const {
  std::vector<Line> found;
  for (std::size_t i = 0; i < all_.size(); ++i) {
    if (!used.contains(i)) found.push_back(all_[i].line);
  }
  return found;
}

}  // namespace svc::diff
