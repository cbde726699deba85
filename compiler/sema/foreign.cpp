#include "sema/foreign.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/closest.h"
#include "sema/types.h"

namespace svc::sema {

namespace {

// A nested block, with the text that opens it: `container NAME`.
struct Inner {
  const KindDecl* kind = nullptr;
  std::string head;
};

std::vector<Inner> inner_blocks(const KindDecl& kind) {
  std::vector<Inner> found;
  for (const FieldDecl& field : kind.fields) {
    if (field.is_inline)
      found.push_back({find_kind(field.type.alternatives.front().name), std::string(field.name)});
  }
  for (const BlockDecl& block : kind.blocks) {
    if (block.body != nullptr) found.push_back({block.body, block_text(block)});
  }
  return found;
}

// The text around `inside`, from a block of `kind` to the first one of the kind `to`. The nearest
// levels are searched first.
std::string around(const KindDecl& kind, std::string_view to, const std::string& inside,
                   int depth) {
  if (kind.name == to) return inside;
  if (depth == 0) return {};
  for (const Inner& inner : inner_blocks(kind)) {
    if (inner.kind == nullptr) continue;
    const std::string text = around(*inner.kind, to, inside, depth - 1);
    if (!text.empty()) return fmt::format("{} {{ {} }}", inner.head, text);
  }
  return {};
}

std::string shortest(const KindDecl& kind, std::string_view to, const std::string& inside) {
  constexpr int kDeepest = 5;
  for (int depth = 0; depth <= kDeepest; ++depth) {
    if (std::string text = around(kind, to, inside, depth); !text.empty()) return text;
  }
  return {};
}

const KindDecl* find_inside(const KindDecl& kind, std::string_view name) {
  if (kind.name == name) return &kind;
  for (const BlockDecl& block : kind.blocks) {
    if (block.body == nullptr) continue;
    if (const KindDecl* found = find_inside(*block.body, name)) return found;
  }
  return nullptr;
}

}  // namespace

std::string plain_word(std::string_view word) {
  std::string out;
  for (const char c : word) {
    if (c != '_' && c != '-' && c != '.')
      out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

std::vector<const ForeignMeaning*> foreign(std::string_view word, ForeignMeaning::Form form) {
  const auto look = [form](const std::string& plain) {
    const std::span<const ForeignWord> words = foreign_words();
    std::vector<const ForeignMeaning*> found;
    auto at = std::lower_bound(
        words.begin(), words.end(), plain,
        [](const ForeignWord& one, const std::string& wanted) { return one.word < wanted; });
    for (; at != words.end() && at->word == plain; ++at) {
      const ForeignMeaning& meaning = foreign_meanings()[at->meaning];
      if (meaning.form == form) found.push_back(&meaning);
    }
    return found;
  };
  std::string plain = plain_word(word);
  std::vector<const ForeignMeaning*> found = look(plain);
  if (found.empty() && plain.starts_with("aws")) found = look(plain.substr(3));
  return found;
}

std::string_view foreign_symbol(std::string_view word,
                                const std::vector<std::string_view>& symbols) {
  for (const ForeignMeaning* meaning : foreign(word, ForeignMeaning::Form::Symbol)) {
    if (std::find(symbols.begin(), symbols.end(), meaning->name) != symbols.end())
      return meaning->name;
  }
  return {};
}

std::string_view meant_symbol(std::string_view word, const std::vector<std::string_view>& symbols) {
  const std::string plain = plain_word(word);
  for (const std::string_view symbol : symbols) {
    if (plain_word(symbol) == plain) return symbol;
  }
  const std::string_view meant = foreign_symbol(word, symbols);
  return meant.empty() ? closest(word, symbols) : meant;
}

std::string member_text(const KindDecl& kind, std::string_view member) {
  if (const FieldDecl* field = kind.field(member)) {
    if (is_map(*field)) return fmt::format("{} {{ NAME = … }}", member);
    return field->is_inline ? fmt::format("{} {{ … }}", member) : fmt::format("{} = …", member);
  }
  for (const BlockDecl& block : kind.blocks) {
    if (block.name == member) return fmt::format("{} {{ … }}", block_text(block));
  }
  return {};
}

const KindDecl* find_any_kind(std::string_view name) {
  const KindDecl* root = find_kind(name.substr(0, name.find('.')));
  return root == nullptr ? nullptr : find_inside(*root, name);
}

std::string path_to(const KindDecl* from, std::string_view to, std::string_view member) {
  const KindDecl* kind = find_any_kind(to);
  return kind == nullptr ? std::string{} : path_around(from, to, member_text(*kind, member));
}

std::string path_around(const KindDecl* from, std::string_view to, std::string_view text) {
  if (text.empty()) return {};
  const std::string inside(text);
  if (from != nullptr) {
    if (std::string path = shortest(*from, to, inside); !path.empty()) return path;
  }
  const auto in = [&](const KindDecl& root) {
    const std::string path = shortest(root, to, inside);
    return path.empty() ? path : fmt::format("{} NAME {{ {} }}", root.name, path);
  };
  // Several kinds contain a task: the most likely one is a service.
  if (const KindDecl* service = find_kind("service")) {
    if (std::string path = in(*service); !path.empty()) return path;
  }
  for (const KindDecl* root : builtin_kinds()) {
    if (std::string path = in(*root); !path.empty()) return path;
  }
  return {};
}

}  // namespace svc::sema
