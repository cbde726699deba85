#include "diagnostics/fingerprint.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>

#include "base/lines.h"

namespace svc {

namespace {

// FNV-1a, 64 bits (http://www.isthe.com/chongo/tech/comp/fnv/): the same on every machine and in
// every version, which std::hash does not promise.
class Hash {
 public:
  void add(std::string_view text) {
    for (const char c : text) add_byte(static_cast<unsigned char>(c));
    add_byte(0);  // "ab" + "c" is not "a" + "bc"
  }
  void add_without_blanks(std::string_view text) {
    for (const char c : text) {
      if (c != ' ' && c != '\t' && c != '\r') add_byte(static_cast<unsigned char>(c));
    }
    add_byte(0);
  }
  [[nodiscard]] std::uint64_t value() const { return value_; }

 private:
  void add_byte(unsigned char byte) {
    value_ ^= byte;
    value_ *= 1099511628211U;
  }
  std::uint64_t value_ = 14695981039346656037U;
};

// The subject of the finding, independent of its position.
std::uint64_t content_hash(const Diagnostic& d, const Sources& sources) {
  Hash hash;
  hash.add(code_text(d.code));
  if (d.span.valid()) {
    const SourceFile& file = sources[d.span.file];
    const std::string_view marked = file.text(d.span);
    hash.add_without_blanks(marked.substr(0, line_end(marked, 0)));
    hash.add_without_blanks(file.line(file.position(d.span.begin).line));
  } else {
    hash.add(d.message);
  }
  return hash.value();
}

std::uint32_t path_hash(const Diagnostic& d, const Sources& sources, const ReportPaths& paths) {
  Hash hash;
  if (d.span.valid()) hash.add(paths.of(sources[d.span.file].path()));
  return static_cast<std::uint32_t>(hash.value() ^ (hash.value() >> 32U));
}

std::string content_part(std::string_view fingerprint) {
  return std::string(fingerprint.substr(0, fingerprint.find('-')));
}

}  // namespace

std::vector<std::string> fingerprints(const std::vector<Diagnostic>& diagnostics,
                                      const Sources& sources, const ReportPaths& paths) {
  std::vector<std::string> out;
  out.reserve(diagnostics.size());
  std::map<std::string, int> seen;
  for (const Diagnostic& d : diagnostics) {
    std::string print =
        fmt::format("{:016x}-{:08x}", content_hash(d, sources), path_hash(d, sources, paths));
    const int count = ++seen[print];
    out.push_back(fmt::format("{}:{}", std::move(print), count));
  }
  return out;
}

std::string fingerprint_in_file(std::string_view fingerprint) {
  return content_part(fingerprint) +
         std::string(fingerprint.substr(std::min(fingerprint.find(':'), fingerprint.size())));
}

std::vector<Diagnostic> only_new(std::vector<Diagnostic> diagnostics, const Sources& sources,
                                 const ReportPaths& paths, const std::vector<std::string>& known) {
  const std::vector<std::string> prints = fingerprints(diagnostics, sources, paths);
  const std::set<std::string_view> now(prints.begin(), prints.end());
  const std::set<std::string_view> then(known.begin(), known.end());
  std::map<std::string, int> moved;  // known findings that are no longer at their place
  for (const std::string_view print : then) {
    if (!now.contains(print)) ++moved[content_part(print)];
  }
  std::vector<Diagnostic> out;
  for (std::size_t i = 0; i < diagnostics.size(); ++i) {
    if (then.contains(prints[i]) || moved[content_part(prints[i])]-- > 0) continue;
    out.push_back(std::move(diagnostics[i]));
  }
  return out;
}

}  // namespace svc
