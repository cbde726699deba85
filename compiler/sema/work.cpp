#include "sema/work.h"

#include <fmt/format.h>

#include <algorithm>

#include "diagnostics/codes/limits.h"

namespace svc::sema {

namespace {

// 6000000 as people write it: 6,000,000.
std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
  return text;
}

// Keeps the nearest and the farthest places: a chain of components can have dozens.
void shorten(std::vector<Related>& places) {
  constexpr std::size_t kShown = 3;  // at either end
  if (places.size() <= 2 * kShown + 1) return;
  const std::size_t hidden = places.size() - 2 * kShown;
  const auto first = places.begin() + static_cast<std::ptrdiff_t>(kShown);
  places.erase(first, first + static_cast<std::ptrdiff_t>(hidden));
  places[kShown - 1].message += fmt::format("; the {} places around it are not shown", hidden);
}

}  // namespace

bool Work::refuse(Span span, std::string limit, std::string why, std::string help) {
  over_ = true;
  span_ = span;
  limit_ = std::move(limit);
  why_ = std::move(why);
  help_ = std::move(help);
  context_ = sink_.context_places();
  mark_ = sink_.diagnostics().size();
  return false;
}

bool Work::stop(const Budget& budget, std::string_view of, Span span) {
  if (budget.cancelled()) {
    cancelled_ = true;
    return refuse(span, {}, {}, {});
  }
  // The most repeated place is the cause. If nothing was repeated, the cause is the value made
  // here.
  constexpr std::uint64_t kMany = 1000;
  const auto most = std::max_element(
      counted_.begin(), counted_.end(),
      [](const auto& a, const auto& b) { return a.second.count < b.second.count; });
  std::string limit = fmt::format("{} {}", grouped(budget.limit()), of);
  if (most == counted_.end() || most->second.count < kMany)
    return refuse(span, std::move(limit), "they are used up here",
                  "make the values that are built here smaller");
  const Counted& cause = most->second;
  if (cause.what.empty())
    return refuse(cause.span, std::move(limit),
                  fmt::format("this `for` has run {} times so far", grouped(cause.count)),
                  "shorten its list, or that of a loop around it");
  return refuse(
      cause.span, std::move(limit),
      fmt::format("`{}` has been instantiated {} times so far", cause.what, grouped(cause.count)),
      "use it less often; each component that uses another one twice doubles the number");
}

bool Work::holds(const Value& value, Span span) {
  const Measure size = value.measure();
  if (!may_hold(span, size.values)) return false;
  if (size.depth > kMostDepth)
    return refuse(span, fmt::format("{} lists and objects within each other", kMostDepth),
                  fmt::format("this one has {}", size.depth), "make it flatter");
  return may_make(span, size.bytes);
}

bool Work::may_hold(Span span, std::uint64_t values) {
  if (over_) return false;
  return values <= kMostValues ||
         refuse(span, fmt::format("{} values in one list or object", grouped(kMostValues)),
                fmt::format("this one has {}, those within its items included", grouped(values)),
                "make it smaller: each name that stands for a list counts with all its items");
}

bool Work::may_make(Span span, std::uint64_t bytes) {
  if (over_) return false;
  return bytes <= kMostValueBytes ||
         refuse(span, fmt::format("{} MiB of text in one value", kMostValueBytes / 1024 / 1024),
                fmt::format("this one has {} bytes", grouped(bytes)),
                "make it shorter; a template of CloudFormation has at most 1 MB");
}

bool Work::may_nest(std::size_t depth, Span span) {
  if (over_) return false;
  return depth <= kMostInstanceDepth ||
         refuse(span, fmt::format("{} components within each other", kMostInstanceDepth),
                "this one is deeper", "let the components use each other less deeply");
}

void Work::finish() {
  if (!over_) return;
  sink_.keep_since(std::min(mark_, sink_.diagnostics().size()),
                   [](const Diagnostic&) { return false; });
  if (cancelled_) return;
  shorten(context_);
  Report report = sink_.report<diag::TooMuchWork>(span_, limit_, why_);
  report.help(help_);
  for (Related& place : context_) report.related(place.span, std::move(place.message), place.kind);
}

}  // namespace svc::sema
