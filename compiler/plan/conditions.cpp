#include "plan/conditions.h"

#include <algorithm>
#include <cctype>

#include "base/address.h"
#include "plan/parts.h"

namespace svc::plan {
namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

// Each of `narrow` is covered by one of `wide`. An empty list means everything.
template <typename Covers>
bool all_covered(const std::vector<std::string>& wide, const std::vector<std::string>& narrow,
                 const Covers& one_covers) {
  if (wide.empty()) return true;
  if (narrow.empty())
    return std::any_of(wide.begin(), wide.end(),
                       [](const std::string& w) { return w == "*" || w == "/*"; });
  return std::all_of(narrow.begin(), narrow.end(), [&](const std::string& n) {
    return std::any_of(wide.begin(), wide.end(),
                       [&](const std::string& w) { return one_covers(w, n); });
  });
}

bool range_covers(const std::string& wide, const std::string& narrow) {
  const auto w = parse_ipv4(wide);
  const auto n = parse_ipv4(narrow);
  return w && n ? w->contains(*n) : wide == narrow;
}

bool headers_cover(const Conditions& wide, const Conditions& narrow) {
  return std::all_of(wide.headers.begin(), wide.headers.end(), [&](const auto& w) {
    return std::any_of(narrow.headers.begin(), narrow.headers.end(), [&](const auto& n) {
      return lower(w.first) == lower(n.first) && !n.second.empty() &&
             all_covered(w.second, n.second, pattern_covers);
    });
  });
}

bool query_covers(const Conditions& wide, const Conditions& narrow) {
  return std::all_of(wide.query.begin(), wide.query.end(), [&](const auto& w) {
    return std::any_of(narrow.query.begin(), narrow.query.end(), [&](const auto& n) {
      return lower(w.first) == lower(n.first) && pattern_covers(lower(w.second), lower(n.second));
    });
  });
}

}  // namespace

bool Conditions::empty() const {
  return paths.empty() && hosts.empty() && methods.empty() && source_ips.empty() &&
         headers.empty() && query.empty();
}

std::size_t Conditions::values() const {
  std::size_t count =
      paths.size() + hosts.size() + methods.size() + source_ips.size() + query.size();
  for (const auto& header : headers) count += header.second.size();
  return count;
}

Conditions conditions_of(const sema::Block& route, Given given) {
  Conditions conditions;
  conditions.paths = texts_of(route["path"], given);
  // Host names are compared without regard to case.
  for (const std::string& host : texts_of(route["host"])) conditions.hosts.push_back(lower(host));
  conditions.methods = texts_of(route["methods"]);
  conditions.source_ips = texts_of(route["source_ips"], given);
  if (const auto* headers = route["headers"].get<sema::Object>()) {
    for (const auto& [name, values] : headers->entries)
      conditions.headers.emplace_back(name, texts_of(values));
  }
  if (const auto* query = route["query"].get<sema::Object>()) {
    for (const auto& [key, value] : query->entries) {
      for (const std::string& text : texts_of(value)) conditions.query.emplace_back(key, text);
    }
  }
  return conditions;
}

bool pattern_covers(std::string_view wide, std::string_view narrow) {
  // The usual two-pointer match, with the narrow pattern as the text: its `*` is a letter that only
  // a `*` of the wide one matches.
  std::size_t w = 0, n = 0;
  std::size_t star = std::string_view::npos, retry = 0;
  while (n < narrow.size()) {
    if (w < wide.size() && wide[w] == '*') {
      star = w++;
      retry = n;
    } else if (w < wide.size() &&
               ((wide[w] == '?' && narrow[n] != '*') || (wide[w] == narrow[n] && wide[w] != '?'))) {
      ++w;
      ++n;
    } else if (star != std::string_view::npos) {
      w = star + 1;
      n = ++retry;
    } else {
      return false;
    }
  }
  while (w < wide.size() && wide[w] == '*') ++w;
  return w == wide.size();
}

bool covers(const Conditions& wide, const Conditions& narrow) {
  return all_covered(wide.paths, narrow.paths, pattern_covers) &&
         all_covered(wide.hosts, narrow.hosts, pattern_covers) &&
         all_covered(wide.methods, narrow.methods,
                     [](const std::string& w, const std::string& n) { return w == n; }) &&
         all_covered(wide.source_ips, narrow.source_ips, range_covers) &&
         headers_cover(wide, narrow) && query_covers(wide, narrow);
}

}  // namespace svc::plan
