// The findings of `svcc diff`, in the words that are shown. Every format is made from this.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cost/estimate.h"
#include "diff/consequences.h"
#include "emit/document.h"
#include "source/source_file.h"

namespace svc::diff {

// One program as one side of the comparison has it. The sources may be null: of templates that were
// read, nothing says which lines made them.
struct Program {
  std::string app;
  const Sources* sources = nullptr;
  std::vector<Span> hidden = {};          // what no quoted line shows, in the order of the sources
  std::vector<emit::Document> documents;  // of each environment in each target
  std::vector<cost::Estimate> estimates;  // of each environment with a known cost
};

struct Side {
  std::string title;  // `main`, `the working tree`, `out`
  std::vector<Program> programs;
};

// A line of a program.
struct Line {
  std::string file;
  std::uint32_t line = 0;  // 0: there is none
  std::uint32_t column = 0;
  std::string text;
  std::vector<std::string> way;  // the lines that led there: `instance of shop.svc:9`

  [[nodiscard]] bool known() const { return line != 0; }
  [[nodiscard]] std::string place() const;
};

struct Property {
  std::string path;
  std::string before;
  std::string after;
  Line before_line;
  Line after_line;
  bool replaces = false;
  bool conditional = false;
  bool follows = false;
};

struct Resource {
  std::string target;
  change::Action action = change::Action::Update;
  std::string address;
  std::string type;
  std::string key;  // the same in every target
  std::string moved_from;
  bool conditional = false;
  bool create_first = false;
  bool retained = false;
  bool tags_only = false;
  bool follows = false;  // only because of what it refers to
  bool unknown = false;  // svcc has no rules of its type: perhaps it is replaced
  std::vector<std::string> refused;
  std::vector<Property> properties;
};

struct Block {
  std::string name;  // `service api`; empty: made by no block
  Line line;
  bool removed = false;  // only the program before has it: `line` is a line of that program
  std::vector<Resource> resources;
};

struct Told {
  Class kind = Class::Interruption;
  std::string block;
  std::string address;
  std::string sentence;
  std::string page;
  std::vector<std::string> targets;
  Line before;
  Line after;
  std::string accepted;  // the reason; empty: not accepted
};

struct Setting {
  std::string target;
  std::string what;
  std::string name;
  std::string before;
  std::string after;
  Line before_line;
  Line after_line;
};

// The monthly cost of one environment on each side; nothing on a side without it.
struct CostChange {
  std::string environment;
  std::optional<cost::Range> before;
  std::optional<cost::Range> after;
  std::vector<std::pair<std::string, double>> blocks;  // the extra cost of each, at desired counts
  std::string accepted;                                // the reason; empty: not accepted

  // The extra cost, at desired counts.
  [[nodiscard]] double more() const;
};

// Environments that change alike.
struct Environment {
  std::string app;
  std::vector<std::string> names;  // one empty name: the program has none
  bool added = false;
  bool removed = false;
  std::vector<Told> consequences;  // worst first
  std::vector<Block> blocks;       // in the order of the program after, then those removed
  std::vector<Setting> settings;
  std::vector<CostChange> costs;                           // of each name with a changed cost
  std::vector<std::pair<std::string, std::string>> edges;  // between changed blocks: who refers to
  // A removed block and a new one that makes the same resources: perhaps it was renamed.
  std::vector<std::pair<std::string, std::string>> renamed;
  std::set<std::size_t> accepts;  // the comments that accept a consequence (accepts.h)

  [[nodiscard]] std::string title() const;
  // How many resources of the fullest target have the action; those of tags alone do not count.
  [[nodiscard]] std::size_t count(change::Action action) const;
  [[nodiscard]] std::size_t tags() const;
};

struct Report {
  std::string base;
  std::string head;
  std::vector<Environment> environments;  // those that change
  std::vector<std::string> rules;         // the source of the replacement rules
  std::vector<Line> needless;             // `// svcc: accept` comments that accept nothing here

  [[nodiscard]] bool empty() const { return environments.empty(); }
  [[nodiscard]] bool has(Class kind) const;  // and it is not accepted
  [[nodiscard]] bool replaces() const;
  // The largest extra cost of an environment per month; 0 if none costs more.
  [[nodiscard]] double dearer() const;
};

// Compares each environment in each target that both sides have. `whole`: both sides have all of
// them, so a comment that accepts nothing is needless.
[[nodiscard]] Report compare(Side base, Side head, bool whole = true);

// ---- Formats ----

struct TextStyle {
  bool colour = false;
  bool all = false;  // also the properties of added and removed resources
};
[[nodiscard]] std::string render_text(const Report& report, const TextStyle& style);
// A comment on a pull request, at most `limit` bytes.
[[nodiscard]] std::string render_markdown(const Report& report, std::size_t limit = 65000);
// docs/reference of the format: docs/guides/review.md.
[[nodiscard]] std::string render_json(const Report& report);
// One self-contained page.
[[nodiscard]] std::string render_html(const Report& report);

}  // namespace svc::diff
