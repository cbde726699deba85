// The document of a target: the graph's values after the mapping has named, placed and shaped them.
// This is all that printers know.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "base/boxed.h"
#include "base/word.h"
#include "emit/written.h"
#include "source/span.h"

namespace svc::emit {

struct Tree;
struct Member;

// Something that is known only at deployment, in the target's words: `OrdersQueue`, `Arn` or
// `aws_sqs_queue.orders`, `arn`.
struct Reference {
  enum class Type : std::uint8_t {
    Text,
    Number,
    Bool,
    List,
    Joined
  };  // Joined: the items of a list as one text
  std::string subject;
  std::string attribute;  // empty: the subject itself; in CloudFormation with the taken piece:
                          // `DnsEntries[0][:1]` (templates/README.md)
  Type type = Type::Text;
  std::string separator =
      ",";  // between the items of a list that is joined, or that is part of a text
  std::optional<int> subnet{};  // of a range of addresses: only its n-th part …
  int subnet_bits = 64;         // … whose addresses differ in so many bits
  bool imported = false;        // an export of another CloudFormation stack: `subject` is its name,
                                // `attribute` a short one
};
// The name of the n-th availability zone.
struct Zone {
  int index = 0;
};
// Text in pieces: strings, References and Zones.
struct Concat {
  std::vector<Tree> parts;
};
// An expression of the target's language: strings are code, everything else is written as an
// expression.
struct Expression {
  std::vector<Tree> parts;
};
struct List {
  std::vector<Tree> items;
};
struct Object {
  std::vector<Member> members;  // in printing order

  [[nodiscard]] const Member* find(std::string_view name) const;
  // The member of that name, added at the end if there is none.
  Member& at(Word name);
};
// One of two values: which, a parameter says when the document is deployed. Documents that are
// compared hold the first.
struct Choice {
  Reference flag;        // the parameter
  std::vector<Tree> of;  // exactly two: the value for true, then the value for false
};
// A text that encodes a value.
struct Encoded {
  enum class Format : std::uint8_t { Json, Yaml, Base64 };
  Format format = Format::Json;
  std::vector<Tree> body;  // exactly one
};

// Documents hold millions of trees, and few of them are references. So these are boxed, and get()
// finds what is in the box.
struct Tree {
  using Variant =
      std::variant<std::monostate, bool, std::int64_t, double, std::string, Boxed<Reference>, Zone,
                   Concat, Expression, List, Object, Encoded, Boxed<Choice>>;

  Tree() = default;  // nothing: not written
  template <typename T>
  Tree(T value, Span where = {})
      : data(std::move(value)),
        span(where) {}  // NOLINT(google-explicit-constructor): values read as trees
  // Defined below, where all alternatives are complete: clang asks for that.
  Tree(std::string_view text, Span where = {});  // NOLINT(google-explicit-constructor)
  Tree(const char* text, Span where = {});       // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool absent() const { return std::holds_alternative<std::monostate>(data); }
  template <typename T>
  [[nodiscard]] const T* get() const {
    if constexpr (kBoxed<T>) {
      const auto* box = std::get_if<Boxed<T>>(&data);
      return box == nullptr ? nullptr : &**box;
    } else {
      return std::get_if<T>(&data);
    }
  }
  template <typename T>
  [[nodiscard]] T* get() {
    return const_cast<T*>(std::as_const(*this).template get<T>());
  }

  Variant data;
  Span span;  // the place in the program that decided it

 private:
  template <typename T>
  static constexpr bool kBoxed = std::is_same_v<T, Reference> || std::is_same_v<T, Choice>;
};

struct Member {
  Word name;
  Tree value;
  bool block = false;  // Terraform: a nested block, or a list of them
};

inline Tree::Tree(std::string_view text, Span where) : data(std::string(text)), span(where) {}
inline Tree::Tree(const char* text, Span where) : data(std::string(text)), span(where) {}

// Collects the pieces of a text and joins adjacent strings. Documents are written in many small
// pieces, so the open string is no piece yet.
class Text {
 public:
  Text() = default;
  // Also records which place in the program each part belongs to (Within); only for a text without
  // deferred values.
  enum class Notes : std::uint8_t { None, Places };
  explicit Text(Notes notes) : notes_(notes) {}

  // Everything written while it lives belongs to this place.
  class Within {
   public:
    Within(Text& text, Span span)
        : text_(text.notes_ == Notes::Places && span.valid() ? &text : nullptr),
          span_(span),
          begin_(text_ == nullptr ? 0 : text_->size()) {}
    ~Within() {
      if (text_ != nullptr) text_->written_.push_back({begin_, text_->size(), span_});
    }
    Within(const Within&) = delete;
    Within& operator=(const Within&) = delete;

   private:
    Text* text_;
    Span span_;
    std::size_t begin_;
  };
  void add(std::string_view words) { words_ += words; }
  void add(char c) { words_ += c; }
  void add(std::size_t count, char c) { words_.append(count, c); }
  void append(Tree part);  // a string, anything deferred, or a Concat of them
  // A plain string if nothing of it is deferred, else a Concat.
  [[nodiscard]] Tree tree() &&;
  [[nodiscard]] std::vector<Tree> parts() &&;
  // The whole text with its notes; nothing of it may be deferred.
  [[nodiscard]] Printed printed() &&;

 private:
  [[nodiscard]] std::size_t size() const { return words_.size(); }
  void close();

  std::vector<Tree> parts_;
  std::string words_;  // behind the parts
  Notes notes_ = Notes::None;
  std::vector<Written> written_;
};

// The pieces of a text value: of a Concat its parts, else the value alone.
[[nodiscard]] std::vector<Tree> text_parts(const Tree& tree);
// Numbers as both targets write them: without a needless fraction.
[[nodiscard]] std::string number_text(double number);

}  // namespace svc::emit
