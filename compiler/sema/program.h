// The checked program: one environment of a .svc program, with every name resolved and every value
// evaluated.
//
// Lowering reads it. A faulty value has been reported and is Error. Programs with errors are not
// lowered.
#pragma once

#include <cstdint>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "base/targets.h"
#include "sema/kinds.h"
#include "sema/shared.h"
#include "source/source_file.h"
#include "source/span.h"
#include "source/ways.h"

namespace svc::sema {

struct Block;
struct Parameter;
class Value;

// ---- Values
// ------------------------------------------------------------------------------------------------------------------------------

struct ErrorValue {};  // reported already; prevents reports of its consequences
struct Symbol {
  std::string_view name;
};
struct Duration {
  std::int64_t milliseconds = 0;
};
struct Size {
  std::int64_t bytes = 0;
};
struct Percent {
  double value = 0;
};  // 60% is 60
struct Cpu {
  std::int64_t units = 0;
};  // AWS units, 1024 to the vCPU
struct Cidr {
  std::string text;
};  // normalised; an address or a range
struct Range {
  std::int64_t min = 0;
  std::int64_t max = 0;
  // The params that give its ends at deployment (Value::given); null: an end is known.
  const Parameter* low = nullptr;
  const Parameter* high = nullptr;
};
struct List {
  Shared<Value> items;
};
struct Object {
  Shared<std::pair<std::string, Value>> entries;
};  // in the order written

// Values known only when the template is deployed.
struct ParameterRef {
  const Parameter* parameter = nullptr;
};
enum class Pseudo : std::uint8_t {
  Region,
  AccountId,
  Partition
};  // aws.region, aws.account_id, aws.partition
struct AttributeRef {
  const Block* block = nullptr;
  std::string_view attribute;
};  // edge.dns_name
struct MethodCall {
  const Block* block = nullptr;
  std::string_view method;
  Shared<Value> arguments;
};  // images.tag("x")
struct Interpolation {
  Shared<Value> parts;
};  // texts and deferred values, at least one of them deferred
// Derived from a deploy-time value: json(…) or base64(…) of it; for a list the result of join(…),
// or one item. A range with an end that is a param.
struct Derived {
  enum class Form : std::uint8_t { Json, Base64, Join, Item, Range };
  Form form{};
  Shared<Value> of;  // first the source; then for Join the separator, a string, and for Item its
                     // number, an int; of a Range its two ends
};

class Value {
 public:
  using Variant =
      std::variant<std::monostate, ErrorValue, bool, std::int64_t, double, Text, Symbol, Duration,
                   Size, Percent, Cpu, Cidr, Range, List, Object, const Block*, ParameterRef,
                   Pseudo, AttributeRef, MethodCall, Interpolation, Derived>;
  Variant data;             // monostate: not given, and no default
  Span span;                // of the expression; of a default: of the block's header
  bool is_default = false;  // comes from the prelude
  // The deployment gives the value through this param. `data` is then a value that the param can
  // have (Parameter::assumed), so that plan and checks judge the system by it. Lowering writes a
  // reference to the param. Only fields that the prelude marks `by_param` have such values.
  const Parameter* given = nullptr;

  // Request a text as a std::string.
  template <typename T>
  [[nodiscard]] const T* get() const {
    if constexpr (std::is_same_v<T, std::string>) {
      const auto* text = std::get_if<Text>(&data);
      return text == nullptr ? nullptr : &text->str();
    } else {
      return std::get_if<T>(&data);
    }
  }
  [[nodiscard]] bool present() const { return !std::holds_alternative<std::monostate>(data); }
  [[nodiscard]] bool is_error() const { return std::holds_alternative<ErrorValue>(data); }
  // Known only at deployment (also a list or object that holds such a value).
  [[nodiscard]] bool deferred() const;
  // How large it is when written out in full.
  [[nodiscard]] Measure measure() const;
};

// The placeholder for a faulty value that has been reported.
[[nodiscard]] inline Value error_value(Span span) {
  return {ErrorValue{}, span, false};
}

// ---- Blocks
// ------------------------------------------------------------------------------------------------------------------------------

struct FieldValue {
  const FieldDecl* decl = nullptr;
  Value value;
  Span name_span;  // where the user wrote the name; invalid for a default
};

struct LabelValue {
  std::string text;              // the word, the text or the digits
  const Block* block = nullptr;  // of a label that names another block: `route edge`
  Span span;
};

struct ClauseValue {
  const ClauseDecl* decl = nullptr;
  Value value;
};

// `allow receive on orders`
struct Grant {
  bool allow = true;
  std::vector<Value> actions;    // Symbols (verbs of the target's kind) or strings (AWS actions)
  std::vector<Value> resources;  // blocks or ARNs
  Value when;                    // an Object, or not present
  Span span;
};

// `Property = null` in a patch: the resource does not get it.
struct RemovedProperty {
  std::vector<std::string> path;  // the names from the resource's properties down
  Span span;
};

// `patch cloudformation service { EnableECSManagedTags = true }`: properties of a resource that the
// block makes, in the words of one target.
struct Patch {
  TargetId target{};
  std::string part;  // which resource: the last words of its kind in templates/, `service`
  std::string name;  // the one among several such resources; empty if the program does not say
  Value properties;  // an Object
  std::vector<RemovedProperty> removed;
  Span span;  // the header
  // Of a resource for both targets: what this target calls the attributes that the program names.
  std::vector<std::pair<std::string, std::string>> attributes = {};
};

// An instance of a kind: a top-level block, or a block inside one.
//
// The accessors take names from the kind's declaration. Undeclared names are bugs of the compiler
// and throw std::logic_error, which tests find because they run every lowering.
struct Block {
  const KindDecl* kind = nullptr;
  std::string name;  // of a top-level block its label; of a nested one its last label, or its
                     // kind's own name
  std::vector<LabelValue> labels;
  std::vector<ClauseValue> clauses;
  std::vector<FieldValue> fields;    // one for each declared field, in the order of the declaration
  std::vector<const Block*> blocks;  // nested blocks, in the order written
  // One for each nested block that the kind declares: its default form.
  const std::vector<const Block*>* left_out = nullptr;
  std::vector<Grant> grants;
  std::vector<Patch> patches;
  const Block* parent = nullptr;
  const BlockDecl* decl = nullptr;  // of a nested block, how its parent's kind declares it
  bool existing = false;
  bool top_level = false;
  // Its former names (`was = …`), oldest first, and then its name; empty: it had no other.
  std::vector<std::string> names;
  bool omitted = false;  // no line of the program wrote it: every field has its declared default
  std::string doc;
  Span span;       // the header: from the first word to before the `{`
  Span name_span;  // the label that gives the name
  Span close;      // the `}`; invalid for a shorthand

  // The value of a declared field: the user's, else the default, else not present().
  [[nodiscard]] const Value& operator[](std::string_view field) const;
  [[nodiscard]] bool has(std::string_view field) const { return (*this)[field].present(); }
  // The user wrote the field.
  [[nodiscard]] bool wrote(std::string_view field) const {
    return has(field) && !(*this)[field].is_default;
  }

  // The value of a field in its declared type. The field must be present and, except for text(),
  // known at compile time.
  [[nodiscard]] bool flag(std::string_view field) const;
  [[nodiscard]] std::int64_t integer(std::string_view field) const;
  [[nodiscard]] double number(std::string_view field) const;  // int, number, percent
  [[nodiscard]] std::int64_t milliseconds(std::string_view field) const;
  [[nodiscard]] std::int64_t seconds(std::string_view field) const;  // rounded up
  [[nodiscard]] std::int64_t bytes(std::string_view field) const;
  [[nodiscard]] std::int64_t mebibytes(std::string_view field) const;
  [[nodiscard]] std::int64_t cpu_units(std::string_view field) const;
  [[nodiscard]] std::string_view symbol(std::string_view field) const;
  [[nodiscard]] std::string_view text(
      std::string_view field) const;  // a string known at compile time, also of a cidr
  [[nodiscard]] const Block* block(
      std::string_view field) const;  // the block that a reference names; null if not present
  [[nodiscard]] const std::vector<Value>& items(
      std::string_view field) const;  // of a list; empty if not present

  // The nested blocks of that name (and, if given, with that first label), in the order written.
  [[nodiscard]] std::vector<const Block*> nested(std::string_view block_name,
                                                 std::string_view first_label = {}) const;
  // The only one, or null.
  [[nodiscard]] const Block* only(std::string_view block_name) const;
  // The default form of the nested block: `omitted`, with declared defaults.
  [[nodiscard]] const Block& defaults(std::string_view block_name,
                                      std::string_view first_label = {}) const;
  // The only one, or its defaults.
  [[nodiscard]] const Block& only_or_defaults(std::string_view block_name) const;
  // The block that the clause names (`in cluster`), or null.
  [[nodiscard]] const Block* clause(std::string_view clause_name) const;
  // The block of the top level that contains it; itself if it is one.
  [[nodiscard]] const Block& outermost() const;
  // `service api`: its name in messages and comments.
  [[nodiscard]] std::string title() const;
};

// ---- Programs
// ----------------------------------------------------------------------------------------------------------------------------

struct Parameter {
  std::string_view name;
  Type type;
  std::string doc;
  Value value;                // the default for this environment; may be absent
  std::optional<double> min;  // in the unit of the type: ms, bytes, AWS cpu units, %, characters
  std::optional<double> max;
  std::string pattern;
  std::vector<Value> allowed;
  bool secret = false;
  Span span;
  Value assumed;  // what svcc judges by (Value::given): the default, else a value that is allowed
  // What the fields that it gives (Value::given) make of it. The unit is that of its number.
  enum class Unit : std::uint8_t { None, CpuUnits, Mebibytes, Seconds, Days, Percent };
  Unit unit = Unit::None;
  Span given;         // the first of these fields; invalid: it gives none
  bool ipv6 = false;  // of a range of addresses
};

// What a number is counted in, for people: `MiB`.
[[nodiscard]] std::string_view unit_text(Parameter::Unit unit);

// A value that a param can have besides the one that svcc judges by.
struct Possibility {
  std::string_view parameter;
  Value value;
};

struct Output {
  std::string_view name;
  Value value;
  std::string doc;
  Span span;
};

struct Environment {
  std::string_view name;
  Span span;
};

// A kind that the program itself declares (`component`), with the data of its tables.
struct DeclaredKind {
  KindDecl decl;
  std::vector<FieldDecl> fields;
  std::vector<ClauseDecl> clauses;
};

// One use of a component: where its body became blocks.
struct Instantiation {
  std::string name;          // of the instance
  Span body;                 // the members of the component
  std::vector<Span> places;  // the instance, then the instances around it
};

// A change of the environment in a block of the program.
struct Overlay {
  std::string block;  // its name
  Span extent;        // the block as the program declares it, from its head to its end
  Span change;        // the change in the environment: its one member, or the head
};

// One environment of a program.
struct Program {
  std::string environment;                // empty if the program has none
  std::vector<Environment> environments;  // all that the program declares, this one among them
  const Block* app = nullptr;             // null only if there was an error
  std::vector<const Block*> blocks;  // top-level blocks but the app, in the order of the source
  std::vector<const Parameter*> parameters;  // in the order of the source
  std::vector<Output> outputs;
  std::vector<Instantiation> instantiations;  // innermost last
  std::vector<Overlay> overlays;              // in the order of the blocks
  Value region;                               // of the environment, else of the app
  Value account;
  std::vector<std::pair<std::string, Value>> tags;  // the app's, then the environment's
  Ways ways;                                        // of the spans of all this
  std::vector<Possibility> possibilities;           // of the params that give fields (Value::given)
  bool reads_costs = false;  // a policy does, so it is to be analysed again with Input::costs

  // How often the block that was renamed most often has been renamed.
  [[nodiscard]] std::size_t renamings() const;
  // Gives each block the name that it had so many renamings ago, as far as it had another.
  void call_as(std::size_t renamings_ago);

  // Owners.
  std::list<Block> block_store;  // each block of the top level, then what is nested in them
  std::deque<Block> omitted_store;
  std::map<const KindDecl*, std::vector<const Block*>> left_out;  // Block::left_out of each kind
  std::deque<Parameter> parameter_store;
  std::deque<DeclaredKind> kind_store;
  std::deque<std::string> text_store;
  std::deque<std::vector<Value>> values_store;
  std::deque<Type> type_store;
  std::deque<std::vector<TypeAlternative>> alternative_store;

  // The top-level blocks of a kind that the program makes, in the order of the source.
  [[nodiscard]] std::vector<const Block*> created(std::string_view kind) const;
  // The same of several kinds.
  [[nodiscard]] std::vector<const Block*> created(
      std::initializer_list<std::string_view> kinds) const;
  // Sorts the blocks by kind, once they are all there: created() then looks at no others.
  void sort_by_kind();

  // The created blocks of each kind: their places in `blocks`.
  std::map<std::string_view, std::vector<std::size_t>> by_kind;
  bool sorted = false;

  Program() = default;
  Program(Program&&) = default;
  Program& operator=(Program&&) = default;
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
};

// The program as indented text, for people and golden files (tests/cases/*/program.txt).
[[nodiscard]] std::string dump(const Program& program, const Sources& sources);
// A value as text, as dump() and messages write it.
[[nodiscard]] std::string value_text(const Value& value);

}  // namespace svc::sema
