// Compiles stdlib/foreign.yaml into the tables of sema/foreign.h.
#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "generate/foreign_properties.h"

namespace {

// As sema::plain_word().
std::string plain(const std::string& word) {
  std::string out;
  for (const char c : word) {
    if (c == '_' || c == '-' || c == '.') continue;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

std::string text(const YAML::Node& entry, const char* key) {
  return entry[key].IsDefined() ? entry[key].as<std::string>() : "";
}

std::string quoted(const std::string& text) {
  return fmt::format("R\"_({})_\"", text);
}

// How the entry is written in the table: `Form::Member, "task", "cpu", …`.
std::string form_of(const YAML::Node& entry) {
  const std::string at = text(entry, "at");
  if (entry["in"].IsDefined()) return "Member";
  if (entry["kind"].IsDefined() || at == "kind") return "Kind";
  if (entry["function"].IsDefined() || at == "function") return "Function";
  if (entry["value"].IsDefined() || at == "value") return "Value";
  if (entry["symbol"].IsDefined()) return "Symbol";
  throw std::runtime_error(
      "an entry has none of `in`, `kind`, `function`, `value`, `symbol` and `at`");
}

std::string name_of(const YAML::Node& entry) {
  for (const char* key : {"name", "kind", "function", "value", "symbol"}) {
    if (entry[key].IsDefined()) return entry[key].as<std::string>();
  }
  return "";
}

// The words of a kind, or of a form of entry, so far: each has one meaning there.
class Known {
 public:
  // Throws if the word has a meaning already.
  void add(const YAML::Node& entry, const std::string& from, const std::string& word) {
    const std::string form = form_of(entry);
    const bool scoped = form == "Member" || form == "Symbol";
    const std::string scope = form + " " +
                              (form == "Member" ? text(entry, "in")
                               : scoped         ? name_of(entry)
                                                : "");
    if (!words_.emplace(scope, plain(word)).second)
      throw std::runtime_error(fmt::format("{}:{}: `{}` has two meanings in {}", from,
                                           entry.Mark().line + 1, word, scope));
  }
  [[nodiscard]] bool has(const std::string& kind, const std::string& word) const {
    return words_.contains({"Member " + kind, plain(word)});
  }

 private:
  std::set<std::pair<std::string, std::string>> words_;
};

void write(const std::string& from, const std::string& templates, const std::string& to) {
  std::string meanings;
  std::vector<std::pair<std::string, std::size_t>> words;
  std::size_t count = 0;
  Known known;
  std::vector<YAML::Node> patched;
  for (const YAML::Node& entry : YAML::LoadFile(from)) {
    if (entry["patch"].IsDefined()) {
      patched.push_back(entry);
      continue;
    }
    const std::string say = text(entry, "say");
    if (name_of(entry).empty() && text(entry, "write").empty() && say.empty())
      throw std::runtime_error(
          fmt::format("{}:{}: an entry that means nothing", from, entry.Mark().line + 1));
    meanings += fmt::format("    {{ForeignMeaning::Form::{}, {}, {}, {}, {}}},\n", form_of(entry),
                            quoted(text(entry, "in")), quoted(name_of(entry)),
                            quoted(text(entry, "write")), quoted(say));
    for (const YAML::Node& word : entry["words"]) {
      known.add(entry, from, word.as<std::string>());
      words.emplace_back(plain(word.as<std::string>()), count);
    }
    ++count;
  }
  for (const YAML::Node& entry : patched) {
    const std::string kind = text(entry, "in");
    for (const YAML::Node& name : entry["patch"]) {
      for (const auto& property :
           svc::generate::foreign_properties(templates, name.as<std::string>())) {
        if (known.has(kind, property.name)) continue;
        meanings += fmt::format("    {{ForeignMeaning::Form::Property, {}, {}, {}, {}}},\n",
                                quoted(kind), quoted(property.name),
                                quoted(fmt::format("patch {} {} {{ {} = … }}", property.target,
                                                   property.part, property.name)),
                                quoted(property.set ? "svcc sets it itself" : ""));
        words.emplace_back(plain(property.name), count++);
      }
    }
  }
  std::stable_sort(words.begin(), words.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::string table;
  for (const auto& [word, meaning] : words)
    table += fmt::format("    {{\"{}\", {}}},\n", word, meaning);
  std::ofstream(to) << "#include \"sema/foreign.h\"\n\nnamespace svc::sema {\n\nnamespace {\n\n"
                    << "constexpr ForeignMeaning kMeanings[] = {\n"
                    << meanings << "};\n\nconstexpr ForeignWord kWords[] = {\n"
                    << table << "};\n\n}  // namespace\n\n"
                    << "std::span<const ForeignMeaning> foreign_meanings() { return kMeanings; }\n"
                    << "std::span<const ForeignWord> foreign_words() { return kWords; }\n\n"
                    << "}  // namespace svc::sema\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: svcc_generate_foreign FOREIGN.YAML TEMPLATES TABLES.CPP\n";
    return 2;
  }
  try {
    write(argv[1], argv[2], argv[3]);
  } catch (const std::exception& error) {
    std::cerr << argv[1] << ": " << error.what() << "\n";
    return 1;
  }
  return 0;
}
