#include "explain/search.h"

#include <fmt/format.h>

#include <algorithm>

#include "explain/codes.h"
#include "explain/language.h"
#include "explain/library.h"
#include "explain/text.h"
#include "sema/builtins.h"
#include "sema/kinds.h"

namespace svc::explain {

namespace {

using sema::KindDecl;

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

class Search {
 public:
  explicit Search(const std::vector<std::string>& words) {
    for (const std::string& word : words) words_.push_back(lower(word));
  }

  void look(const std::string& path, std::string_view doc) {
    const std::string name = lower(path);
    const std::string text = name + "\n" + lower(doc);
    const bool all = std::all_of(words_.begin(), words_.end(), [&](const std::string& word) {
      return text.find(word) != std::string::npos;
    });
    if (!all) return;
    const bool named = std::any_of(words_.begin(), words_.end(), [&](const std::string& word) {
      return name.find(word) != std::string::npos;
    });
    (named ? by_name_ : by_text_) += row(path, doc, 41);
  }

  void kind(const KindDecl& kind, const std::string& path) {
    look(path, kind.doc);
    const auto each = [&](const auto& items) {
      for (const auto& item : items) look(fmt::format("{}.{}", path, item.name), item.doc);
    };
    each(kind.fields);
    each(kind.attributes);
    each(kind.methods);
    each(kind.verbs);
    for (const sema::BlockDecl& block : kind.blocks) {
      std::string inner = fmt::format("{}.{}", path, block.name);
      for (const sema::LabelDecl& label : block.labels) {
        if (label.fixed) inner += "." + std::string(label.name);
      }
      this->kind(*block.body, inner);
    }
  }

  [[nodiscard]] std::string found() const { return by_name_ + by_text_; }

 private:
  std::vector<std::string> words_;
  std::string by_name_;
  std::string by_text_;
};

}  // namespace

std::string search(const std::vector<std::string>& words) {
  Search search(words);
  for (const Word& word : explain::words()) search.look(std::string(word.name), word.doc);
  for (const sema::FunctionInfo& one : sema::functions())
    search.look(std::string(one.name), one.doc);
  for (const KindDecl* kind : sema::builtin_kinds()) search.kind(*kind, std::string(kind->name));
  for (const std::string& topic : library_topics()) search.look(topic, "");
  for (const CodeInfo& info : all_codes())
    search.look(code_text(info.code), message_text(info.message));
  return search.found();
}

}  // namespace svc::explain
