#include "diff/about.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "change/facts.h"

namespace svc::diff {

using change::Action;
using change::PropertyChange;
using change::ResourceChange;
using emit::Record;

std::string subject(const Record& record) {
  if (record.owner.empty()) return record.address;
  const change::Effect* second = change::effect("second", record.type);
  if (second != nullptr && record.key.ends_with(second->paths.front()))
    return fmt::format("{} {}", second->words, record.owner);
  const change::Effect* part = change::effect("part", record.type);
  const std::string_view kind = std::string_view(record.owner).substr(0, record.owner.find(' '));
  const bool itself = part == nullptr || kind == "raw" ||
                      std::find(part->paths.begin(), part->paths.end(), kind) != part->paths.end();
  return itself ? record.owner : fmt::format("{} {}", part->words, record.owner);
}

Consequence about(Class kind, const ResourceChange& change, std::string sentence,
                  std::string_view page) {
  Consequence made;
  made.kind = kind;
  made.block = change.record().owner;
  made.sentence = std::move(sentence);
  made.page = page;
  made.address = change.record().address;
  if (change.before != nullptr) made.before = change.before->span;
  if (change.after != nullptr) made.after = change.after->span;
  for (const PropertyChange& property : change.properties) {
    if (!property.replaces && change.action == Action::Replace) continue;
    made.before = property.before_span;
    made.after = property.after_span;
    break;
  }
  return made;
}

bool is_service(const Record& record) {
  return record.type == "AWS::ECS::Service" || record.type == "aws_ecs_service";
}

}  // namespace svc::diff
