#include "check/iam_data.h"

#include <algorithm>
#include <cctype>

#include "check/fact_lists.h"

namespace svc::check {
namespace {

std::string_view facts_text() {
  const auto files = fact_files();
  const auto found = std::find_if(files.begin(), files.end(), [](const TextFile& file) {
    return file.path == "iam-actions.txt";
  });
  return found == files.end() ? std::string_view() : found->text;
}

char lower(char c) {
  return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

bool same(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                            [](char x, char y) { return lower(x) == lower(y); });
}

// One service in the embedded facts. They live as long as the process.
struct Section {
  std::string_view prefix;
  std::string_view lines;
};

std::optional<Section> find_section(std::string_view prefix) {
  const std::string_view text = facts_text();
  const std::string head = "\n@" + std::string(prefix) + "\n";
  const std::size_t at = text.find(head);
  if (at == std::string_view::npos) return std::nullopt;
  const std::size_t begin = at + head.size();
  return Section{text.substr(at + 2, prefix.size()),
                 text.substr(begin, std::min(text.find("\n@", begin), text.size()) - begin)};
}

void read_line(std::string_view line, IamServiceFacts& facts) {
  if (line.empty()) return;
  const std::size_t blank = line.find(' ');
  if (line.front() == '%') {
    facts.resource_types.emplace_back(line[1], line.substr(blank + 1));
  } else if (line.front() == '?') {
    facts.condition_keys.push_back(line.substr(1));
  } else {
    facts.actions.push_back({line.substr(0, blank), blank == std::string_view::npos
                                                        ? std::string_view()
                                                        : line.substr(blank + 1)});
  }
}

}  // namespace

const IamAction* IamServiceFacts::find(std::string_view name) const {
  const auto found = std::find_if(actions.begin(), actions.end(),
                                  [&](const IamAction& action) { return same(action.name, name); });
  return found == actions.end() ? nullptr : &*found;
}

std::vector<std::string_view> IamServiceFacts::patterns(const IamAction& action) const {
  std::vector<std::string_view> found;
  for (const auto& [number, arn] : resource_types) {
    if (action.types.find(number) != std::string_view::npos) found.push_back(arn);
  }
  return found;
}

std::optional<IamServiceFacts> find_iam_service(std::string_view prefix) {
  const std::optional<Section> section = find_section(prefix);
  if (!section || section->lines.empty()) return std::nullopt;
  const std::string_view text = section->lines;
  IamServiceFacts facts;
  facts.prefix = section->prefix;  // of the facts: the argument may be gone before them
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    read_line(text.substr(at, end - at), facts);
    at = end + 1;
  }
  return facts;
}

std::vector<std::string_view> iam_prefixes() {
  const std::string_view text = facts_text();
  std::vector<std::string_view> prefixes;
  for (std::size_t at = text.find("\n@"); at != std::string_view::npos;
       at = text.find("\n@", at + 1))
    prefixes.push_back(text.substr(at + 2, text.find('\n', at + 2) - at - 2));
  return prefixes;
}

bool patterns_meet(std::string_view written, std::string_view known) {
  // meets[j]: the written text so far and the first j characters of the known one have a text in
  // common.
  const std::size_t n = known.size();
  std::vector<char> meets(n + 1, 0);
  const auto wild = [](char c) { return c == '*' || c == '+'; };
  meets[0] = 1;
  for (std::size_t j = 0; j < n; ++j) meets[j + 1] = meets[j] != 0 && wild(known[j]) ? 1 : 0;
  for (const char c : written) {
    std::vector<char> next(n + 1, 0);
    if (c == '*') {
      // Any continuation of the known text.
      bool reached = false;
      for (std::size_t j = 0; j <= n; ++j) {
        reached = reached || meets[j] != 0;
        next[j] = reached ? 1 : 0;
      }
    } else {
      for (std::size_t j = 0; j < n; ++j) {
        const char k = known[j];
        const bool takes = k == '*' || (k == '+' && c != '/');
        if (wild(k)) {
          if (takes && (meets[j] != 0 || meets[j + 1] != 0)) next[j + 1] = 1;
        } else if (meets[j] != 0 && (c == '?' || lower(c) == lower(k))) {
          next[j + 1] = 1;
        }
      }
      // A wildcard of the known text may be empty, or take more.
      for (std::size_t j = 0; j < n; ++j) {
        if (next[j] != 0 && wild(known[j])) next[j + 1] = 1;
      }
    }
    meets = std::move(next);
  }
  return meets[n] != 0;
}

bool action_matches(std::string_view pattern, std::string_view name) {
  std::size_t p = 0, n = 0;
  std::size_t star = std::string_view::npos, retry = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      retry = n;
    } else if (p < pattern.size() && (pattern[p] == '?' || lower(pattern[p]) == lower(name[n]))) {
      ++p;
      ++n;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++retry;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace svc::check
