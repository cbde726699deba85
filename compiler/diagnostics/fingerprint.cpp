#include "diagnostics/fingerprint.h"

#include <fmt/format.h>

#include <cstdint>
#include <map>
#include <set>

namespace svc {

namespace {

// FNV-1a, 64 bits (http://www.isthe.com/chongo/tech/comp/fnv/): the same on every machine and in every version, which std::hash does not promise.
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

std::uint64_t hash_of(const Diagnostic& d, const Sources& sources) {
  Hash hash;
  hash.add(code_text(d.code));
  if (d.span.valid()) {
    const SourceFile& file = sources[d.span.file];
    hash.add(file.path());
    hash.add_without_blanks(file.line(file.position(d.span.begin).line));
  } else {
    hash.add(d.message);
  }
  return hash.value();
}

}  // namespace

std::vector<std::string> fingerprints(const std::vector<Diagnostic>& diagnostics, const Sources& sources) {
  std::vector<std::string> out;
  out.reserve(diagnostics.size());
  std::map<std::uint64_t, int> seen;
  for (const Diagnostic& d : diagnostics) {
    const std::uint64_t hash = hash_of(d, sources);
    out.push_back(fmt::format("{:016x}:{}", hash, ++seen[hash]));
  }
  return out;
}

std::vector<Diagnostic> only_new(std::vector<Diagnostic> diagnostics, const Sources& sources, const std::vector<std::string>& known) {
  const std::set<std::string_view> old(known.begin(), known.end());
  const std::vector<std::string> prints = fingerprints(diagnostics, sources);
  std::vector<Diagnostic> out;
  for (std::size_t i = 0; i < diagnostics.size(); ++i) {
    if (!old.contains(prints[i])) out.push_back(std::move(diagnostics[i]));
  }
  return out;
}

}  // namespace svc
