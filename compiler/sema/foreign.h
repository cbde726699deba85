// Words of other tools (CloudFormation, Terraform, Compose, Copilot, Kubernetes, the CDK, Bicep),
// and their names here: stdlib/foreign.yaml as a table. Private to sema/.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sema/kinds.h"

namespace svc::sema {

struct ForeignMeaning {
  enum class Form : unsigned char {
    Member,    // a field or block of a kind, or something to write there
    Kind,      // a kind of the standard library
    Function,  // a function of the language
    Value,
    Symbol,    // a symbol of a field's type: it counts where the type has it
    Property,  // a property of the provider that no field sets: `write` is a patch, and `say` says
               // that svcc sets it
  };
  Form form{};
  std::string_view in;     // Member: the kind, "task.container"; "any": all of them
  std::string_view name;   // its name here; empty if it has none
  std::string_view write;  // Member: the text to write in place of a name
  std::string_view say;    // a sentence instead; else empty
};

struct ForeignWord {
  std::string_view word;  // as plain_word() gives it
  std::size_t meaning = 0;
};

// The table: every meaning, and the words in alphabetical order.
[[nodiscard]] std::span<const ForeignMeaning> foreign_meanings();
[[nodiscard]] std::span<const ForeignWord> foreign_words();

// A word without the differences between tools: `desired_count` of DesiredCount and desired-count.
[[nodiscard]] std::string plain_word(std::string_view word);

// The meanings of another tool's word in one form; empty if there are none.
[[nodiscard]] std::vector<const ForeignMeaning*> foreign(std::string_view word,
                                                         ForeignMeaning::Form form);

// The symbol that another tool's word means, among those of a type; empty if there is none.
[[nodiscard]] std::string_view foreign_symbol(std::string_view word,
                                              const std::vector<std::string_view>& symbols);

// The symbol that a word means: another spelling, another tool's word, or a slip; empty if none is.
[[nodiscard]] std::string_view meant_symbol(std::string_view word,
                                            const std::vector<std::string_view>& symbols);

// The path from a block of one kind to a member of a kind inside it, as source text: `task {
// container NAME { image = … } }`. `from` is null for the top of a file. `member` is a field or a
// block of `to`. Empty if there is none.
[[nodiscard]] std::string path_to(const KindDecl* from, std::string_view to,
                                  std::string_view member);

// The same for a text in a block of the kind `to`.
[[nodiscard]] std::string path_around(const KindDecl* from, std::string_view to,
                                      std::string_view text);

// The kind of that name, nested blocks too: "task.container". Null if there is none.
[[nodiscard]] const KindDecl* find_any_kind(std::string_view name);

// A member as one writes it: `cpu = …`, `env { … }`, `container NAME { … }`; empty if the kind has
// none of that name.
[[nodiscard]] std::string member_text(const KindDecl& kind, std::string_view member);

}  // namespace svc::sema
