// The report for programs; docs/guides/review.md has the schema.
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/printable.h"
#include "diff/report.h"

namespace svc::diff {

namespace {

using Json = nlohmann::ordered_json;

Json json(const Line& line) {
  if (!line.known()) return nullptr;
  Json made = {
      {"file", line.file}, {"line", line.line}, {"column", line.column}, {"text", line.text}};
  if (!line.way.empty()) made["way"] = line.way;
  return made;
}

Json optional(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json json(const Property& one) {
  return {{"path", one.path},
          {"before", optional(one.before)},
          {"after", optional(one.after)},
          {"replaces", one.replaces},
          {"conditional", one.conditional},
          {"follows", one.follows},
          {"before_line", json(one.before_line)},
          {"after_line", json(one.after_line)}};
}

Json json(const Resource& one) {
  Json made = {{"target", one.target},
               {"address", one.address},
               {"type", one.type},
               {"action", change::action_text(one.action)}};
  if (one.action == change::Action::Replace) {
    made["conditional"] = one.conditional;
    made["order"] = one.create_first ? "create first" : "delete first";
  }
  if (!one.moved_from.empty()) made["moved_from"] = one.moved_from;
  made["retained"] = one.retained;
  made["tags_only"] = one.tags_only;
  made["follows"] = one.follows;
  if (one.unknown) made["unknown"] = true;
  made["refused"] = one.refused;
  made["properties"] = Json::array();
  for (const Property& p : one.properties) made["properties"].push_back(json(p));
  return made;
}

Json json(const Told& one) {
  return {{"class", class_name(one.kind)},
          {"block", one.block},
          {"resource", one.address},
          {"sentence", one.sentence},
          {"page", one.page},
          {"targets", one.targets},
          {"accepted", optional(one.accepted)},
          {"before_line", json(one.before)},
          {"after_line", json(one.after)}};
}

Json json(const std::optional<cost::Range>& range) {
  const auto cents = [](double usd) { return std::round(usd * 100) / 100; };
  if (!range) return nullptr;
  return {{"least", cents(range->least)},
          {"desired", cents(range->desired)},
          {"largest", cents(range->largest)}};
}

Json json(const CostChange& change) {
  Json blocks = Json::object();
  for (const auto& [block, more] : change.blocks) blocks[block] = std::round(more * 100) / 100;
  return {{"environment", change.environment},
          {"before", json(change.before)},
          {"after", json(change.after)},
          {"blocks", std::move(blocks)}};
}

Json json(const Environment& one) {
  Json made = {{"app", one.app},
               {"environments", one.names},
               {"status", one.added     ? "added"
                          : one.removed ? "removed"
                                        : "changed"}};
  for (const change::Action action :
       {change::Action::Add, change::Action::Update, change::Action::Replace,
        change::Action::Remove, change::Action::Move})
    made["counts"][std::string(change::action_text(action))] = one.count(action);
  made["counts"]["tags"] = one.tags();
  made["consequences"] = Json::array();
  for (const Told& told : one.consequences) made["consequences"].push_back(json(told));
  made["renamed"] = Json::array();
  for (const auto& [from, to] : one.renamed)
    made["renamed"].push_back({{"from", from}, {"to", to}});
  made["costs"] = Json::array();
  for (const CostChange& change : one.costs) made["costs"].push_back(json(change));
  made["blocks"] = Json::array();
  for (const Block& block : one.blocks) {
    Json resources = Json::array();
    for (const Resource& resource : block.resources) resources.push_back(json(resource));
    made["blocks"].push_back(
        {{"block", block.name}, {"line", json(block.line)}, {"resources", std::move(resources)}});
  }
  made["settings"] = Json::array();
  for (const Setting& s : one.settings)
    made["settings"].push_back({{"target", s.target},
                                {"what", s.what},
                                {"name", s.name},
                                {"before", optional(s.before)},
                                {"after", optional(s.after)},
                                {"before_line", json(s.before_line)},
                                {"after_line", json(s.after_line)}});
  return made;
}

}  // namespace

std::string render_json(const Report& report) {
  Json made = {{"version", 1},
               {"base", report.base},
               {"head", report.head},
               {"empty", report.empty()},
               {"rules", report.rules}};
  made["consequences"] = Json::array();
  for (std::size_t i = 0; i < consequence_classes().size(); ++i) {
    if (report.has(static_cast<Class>(i)))
      made["consequences"].push_back(class_name(static_cast<Class>(i)));
  }
  made["needless_accepts"] = Json::array();
  for (const Line& line : report.needless) made["needless_accepts"].push_back(json(line));
  made["environments"] = Json::array();
  for (const Environment& one : report.environments) made["environments"].push_back(json(one));
  return printable_json(made.dump(2, ' ', false, Json::error_handler_t::replace)) + "\n";
}

}  // namespace svc::diff
