// The target-neutral resource graph: what will exist on AWS, independent of the template language.
//
// A node is one AWS resource. Its attributes hold values in the terms of templates/<kind>.yaml,
// which defines the output of each target. If a value needs something of another node (an ARN, an
// id, a name), it holds a reference, never a string with an id. Everything that both targets must
// decide alike (names, priorities, subnet ranges, policies) is decided before a value gets here.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "base/boxed.h"
#include "base/id.h"
#include "base/targets.h"
#include "base/word.h"
#include "source/source_file.h"
#include "source/span.h"
#include "source/ways.h"

namespace svc::graph {

struct Node;
struct Parameter;
using NodeId = Id<Node>;
using ParameterId = Id<Parameter>;

// ---- Values
// ------------------------------------------------------------------------------------------------------------------------------

class Value;

// An attribute of another node that AWS knows only after deployment: `arn`, `id`, `name`, `url` …
// as templates/<kind>.yaml lists under `attributes`.
struct Ref {
  NodeId node;
  Word attribute;
};
// The n-th part (from 0) of a range of addresses that is divided by so many bits: of the /56 of
// IPv6 that a VPC has, a /64.
struct SubnetOf {
  Ref range;
  int index = 0;
  int bits = 8;
  int prefix = 64;   // of the part
  int length = 128;  // of an address, in bits
};
// A parameter of the program.
struct ParamRef {
  ParameterId parameter;
};
// Values that the deployment itself knows.
enum class Pseudo : std::uint8_t { Region, AccountId, Partition, UrlSuffix };
// The name of the n-th availability zone (from 0) of the region.
struct ZoneName {
  int index = 0;
};
// Text in pieces. At least one piece is known only at deployment.
struct Concat {
  std::vector<Value> parts;
};
struct List {
  std::vector<Value> items;
};
// Keys in printing order. For a structure of the mapping, the keys are its field names. For a free
// map (tags, environment variables, labels), they are the user's.
struct Map {
  std::vector<std::pair<Word, Value>> entries;
};
// A text that is itself a JSON or YAML document, such as a container definition or a build spec.
// References inside it are filled in at deployment.
struct Document {
  enum class Format : std::uint8_t { Json, Yaml };
  Format format = Format::Json;
  std::vector<Value> body;  // exactly one
};
// The base64 encoding of a text (user data).
struct Base64 {
  std::vector<Value> text;  // exactly one
};

// A part of a list that is known only at deployment (a Ref or a ParamRef): one item, or all items
// joined to one text.
struct Taken {
  std::vector<Value>
      of;  // the list; then the number of the item, from 0, or the separator of the items
};

// One of two values: which, a parameter says when the document is deployed.
struct Choice {
  ParameterId flag;       // a truth value
  std::vector<Value> of;  // exactly two: the value for true, then the value for false
};

// A value with the place in the program that decided it (invalid where only a default did). A graph
// holds hundreds of thousands, so a rare large alternative is boxed, and get() finds what is in the
// box.
class Value {
 public:
  using Variant =
      std::variant<std::monostate, bool, std::int64_t, double, std::string, Ref, ParamRef, Pseudo,
                   ZoneName, Boxed<SubnetOf>, Concat, List, Map, Document, Base64, Taken, Choice>;

  Value() = default;          // absent: the attribute is not written
  Value(bool v) : data(v) {}  // NOLINT(google-explicit-constructor): literals read as values
  Value(int v) : data(static_cast<std::int64_t>(v)) {}  // NOLINT(google-explicit-constructor)
  Value(std::int64_t v) : data(v) {}                    // NOLINT(google-explicit-constructor)
  Value(double v) : data(v) {}                          // NOLINT(google-explicit-constructor)
  Value(const char* v) : data(std::string(v)) {}        // NOLINT(google-explicit-constructor)
  Value(std::string v) : data(std::move(v)) {}          // NOLINT(google-explicit-constructor)
  Value(std::string_view v) : data(std::string(v)) {}   // NOLINT(google-explicit-constructor)
  Value(Ref v) : data(std::move(v)) {}                  // NOLINT(google-explicit-constructor)
  Value(ParamRef v) : data(v) {}                        // NOLINT(google-explicit-constructor)
  Value(Pseudo v) : data(v) {}                          // NOLINT(google-explicit-constructor)
  Value(ZoneName v) : data(v) {}                        // NOLINT(google-explicit-constructor)
  Value(SubnetOf v) : data(std::move(v)) {}             // NOLINT(google-explicit-constructor)
  Value(Concat v) : data(std::move(v)) {}               // NOLINT(google-explicit-constructor)
  Value(List v) : data(std::move(v)) {}                 // NOLINT(google-explicit-constructor)
  Value(Map v) : data(std::move(v)) {}                  // NOLINT(google-explicit-constructor)
  Value(Document v) : data(std::move(v)) {}             // NOLINT(google-explicit-constructor)
  Value(Base64 v) : data(std::move(v)) {}               // NOLINT(google-explicit-constructor)

  Value(Taken v) : data(std::move(v)) {}   // NOLINT(google-explicit-constructor)
  Value(Choice v) : data(std::move(v)) {}  // NOLINT(google-explicit-constructor)

  // The same value, with `where` as the place that decided it.
  [[nodiscard]] Value at(Span where) &&;

  [[nodiscard]] bool absent() const { return std::holds_alternative<std::monostate>(data); }
  template <typename T>
  [[nodiscard]] const T* get() const {
    if constexpr (std::is_same_v<T, SubnetOf>) {
      const auto* box = std::get_if<Boxed<T>>(&data);
      return box == nullptr ? nullptr : &**box;
    } else {
      return std::get_if<T>(&data);
    }
  }

  Variant data;
  Span span;
};

// What a braced list of the builders below consists of. The elements of an initializer_list are
// constant, and a builder moves these values out of them: nested values would be copied once for
// each level otherwise.
struct Item {
  template <typename T>
  requires std::is_constructible_v<Value, T&&> Item(T&& of)
      : value(std::forward<T>(of)) {}  // NOLINT(google-explicit-constructor)
  mutable Value value;
};
struct Entry {
  Entry(Word name, Value of) : key(std::move(name)), value(std::move(of)) {}
  mutable Word key;
  mutable Value value;
};

// Builders. `concat` joins neighbouring texts, flattens nested Concats and gives a plain string if
// no part is deferred.
[[nodiscard]] Value concat(std::vector<Value> parts);
[[nodiscard]] Value concat(std::initializer_list<Item> parts);
[[nodiscard]] Value list(std::vector<Value> items);
[[nodiscard]] Value list(std::initializer_list<Item> items);
// Absent values are left out.
[[nodiscard]] Value map(std::vector<std::pair<Word, Value>> entries);
[[nodiscard]] Value map(std::initializer_list<Entry> entries);
[[nodiscard]] Value json(Value body);
[[nodiscard]] Value yaml(Value body);
[[nodiscard]] Value base64(Value text);
// `yes` if the parameter is true, else `no`; an absent value is then not written.
[[nodiscard]] Value choice(ParameterId flag, Value yes, Value no);

// ---- Nodes
// -------------------------------------------------------------------------------------------------------------------------------

struct Attribute {
  Word name;
  Value value;
  // Written when the resource is created. Afterwards something else changes it (autoscaling the
  // count, CodeDeploy the task definition), so a later deployment must not reset it.
  bool initial = false;
};

// A resource that the program writes in terms of one target: `raw cloudformation "AWS::SNS::Topic"
// alerts { … }`.
struct Raw {
  TargetId target{};
  std::string type;  // `AWS::SNS::Topic`
  // For a resource of both targets: its node in the other target, and this target's names of the
  // attributes that the program names.
  NodeId twin{};
  std::vector<std::pair<std::string, std::string>> attributes{};
};

// One AWS resource, or one that exists already and is only looked up.
struct Node {
  std::string kind;  // names templates/<kind>.yaml: "ecs_service"
  std::string
      name;  // in snake_case, after the names in the program; unique among the nodes of its kind
  // Its names before its block was renamed, oldest first, without the present name. Its attributes
  // still use the first name.
  std::vector<std::string> former_names;
  std::string owner;                  // the block of the program that it belongs to: "service api"
  Span span;                          // the header of that block
  std::vector<Attribute> attributes;  // each name once
  std::vector<NodeId>
      depends_on;        // what must exist before, beyond the references in the attributes
  bool main = false;     // the main resource of its block: the service, not its log group
  OptionalBox<Raw> raw;  // of kind "raw": it exists in that target only, and its attributes are
                         // in that target's words

  [[nodiscard]] const Value* find(std::string_view attribute) const;
};

// A value that is given when the template is deployed.
struct Parameter {
  enum class Type : std::uint8_t { String, Number, Bool, List };
  std::string name;  // in snake_case
  Type type = Type::String;
  std::string description;
  std::optional<Value> value;  // the default; never of a secret
  // The value that costs and reach are judged by, if the size of the system depends on it.
  std::optional<Value> assumed{};
  std::optional<double> min;  // of a number its range, of a string its length
  std::optional<double> max;
  std::string pattern;         // that the whole text matches, of a list each item; empty: none
  std::vector<Value> allowed;  // of a list: of its items
  bool secret = false;
  Span span;
};

// A change to one target's output for a resource, in the target's terms: `patch cloudformation
// service { … }`.
// A property that a patch takes away.
struct RemovedProperty {
  std::vector<std::string> path;  // the names from the resource's properties down
  Span span;
};

struct Patch {
  TargetId target{};
  std::string owner;  // the block that makes the resource: "service api"
  Span within;  // for a patch in a nested block, the header of that block: only its resources are
                // meant; else invalid
  std::string part;  // the resource's kind without its first word: `service` for `ecs_service`
  std::string name;  // the node's name; empty if there is only one
  Value properties;  // a Map
  std::vector<RemovedProperty> removed;
  Span span;
};

struct Output {
  std::string name;  // in snake_case
  std::string description;
  Value value;
  Span span;
};

// An image that a service or job needs before its tasks can start, in a repository of the program.
struct NeededImage {
  NodeId repository;
  Value reference;                 // behind its URI: `:worker-${image_tag}`, `@sha256:…`
  std::vector<std::string> users;  // `container app of service api`, in the order of the program
  std::string context;             // the folder to build; empty: nothing in the program says
  std::string dockerfile;          // its path from there; empty: the usual one
  std::string target;              // the stage of the Dockerfile; empty: the last
  std::string platform;            // of Docker: `linux/amd64`; several with commas
};
// A secret of the program that tasks read when they start.
struct NeededSecret {
  NodeId secret;
  std::vector<std::string> keys;  // of its JSON object, each once; empty: it is read as a whole
};
// Why a program's first deployment has two steps: repositories and secrets of its tasks are created
// empty.
struct FirstDeployment {
  ParameterId running;  // a truth value: false holds services and jobs
  std::vector<NeededImage> images;
  std::vector<NeededSecret> secrets;
};

// One environment of one program.
struct Graph {
  std::string app;
  std::string environment;                   // empty if the program has none
  std::string description;                   // the documentation comment of the app
  std::string source;                        // the path of the main file as diagnostics show it
  std::string region;                        // empty: decided by the deployment
  std::string account;                       // 12 digits, or empty
  std::vector<std::pair<Word, Value>> tags;  // on every resource that takes tags
  Store<Node> nodes;                         // in the order of the program
  Store<Parameter> parameters;
  std::vector<Output> outputs;
  std::vector<Patch> patches;            // in the order of the program
  std::optional<FirstDeployment> first;  // absent: one step is enough
  std::vector<Value> connections;        // the ARNs that pipelines read their sources through
  Ways ways;                             // of the spans of all this

  // `shop-prod`, or `shop` without an environment: the prefix of names of AWS resources, stacks and
  // folders. Its underscores become hyphens.
  [[nodiscard]] std::string prefix() const;
};

// Equal for all apps and environments.
[[nodiscard]] std::string prefix(std::string_view app, std::string_view environment);

// Whether resources of a kind take tags: the schemas decide, and templates/<kind>.yaml has them.
[[nodiscard]] bool takes_tags(std::string_view kind);

// Sets an attribute. An absent value has no effect. A second value replaces the first.
void set(Node& node, Word attribute, Value value);
// The same, for a value that the deployment only begins with (Attribute::initial).
void set_initial(Node& node, Word attribute, Value value);

// The same graph with the assumed values of its parameters: what it costs and who reaches what is
// read from this.
[[nodiscard]] Graph as_assumed(const Graph& graph);
[[nodiscard]] bool has_assumed(const Graph& graph);  // whether it differs
// Lets `change` replace values in a value, the outer one before those inside it.
void rewrite(Value& value, const std::function<void(Value&)>& change);
// The same for every value of the graph.
void rewrite(Graph& graph, const std::function<void(Value&)>& change);

// Every node that a value refers to, in the order of the text, each once.
[[nodiscard]] std::vector<NodeId> references(const Value& value);
// The place in the program that makes the value refer to the node; invalid if it does not, or only
// the compiler does.
[[nodiscard]] Span reference_span(const Value& value, NodeId node);
// Every node that must exist before this one: references and depends_on, each once.
[[nodiscard]] std::vector<NodeId> dependencies(const Graph& graph, NodeId node);

// The graph as indented text, for people and golden files (tests/cases/*/graph.txt).
[[nodiscard]] std::string dump(const Graph& graph, const Sources& sources);

}  // namespace svc::graph
