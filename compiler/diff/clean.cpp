#include "diff/clean.h"

#include <algorithm>

#include "base/printable.h"

namespace svc::diff {
namespace {

void clean(std::string& text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  text = printable(text);
}

void clean(std::vector<std::string>& texts) {
  for (std::string& text : texts) clean(text);
}

void clean(Line& line) {
  clean(line.file);
  clean(line.way);
  line.text = printable_columns(line.text);
}

template <typename... Texts>
void clean_all(Texts&... texts) {
  (clean(texts), ...);
}

void clean(Property& property) {
  clean_all(property.path, property.before, property.after, property.before_line,
            property.after_line);
}

void clean(Resource& resource) {
  clean_all(resource.address, resource.type, resource.moved_from, resource.refused);
  for (Property& property : resource.properties) clean(property);
}

void clean(Block& block) {
  clean_all(block.name, block.line);
  for (Resource& resource : block.resources) clean(resource);
}

void clean(Environment& one) {
  clean_all(one.app, one.names);
  for (Told& told : one.consequences)
    clean_all(told.block, told.address, told.sentence, told.before, told.after, told.accepted);
  for (Block& block : one.blocks) clean(block);
  for (Setting& setting : one.settings)
    clean_all(setting.what, setting.name, setting.before, setting.after, setting.before_line,
              setting.after_line);
  for (CostChange& change : one.costs) {
    clean(change.environment);
    for (auto& [block, more] : change.blocks) clean(block);
  }
  for (auto& [from, to] : one.edges) clean_all(from, to);
  for (auto& [from, to] : one.renamed) clean_all(from, to);
}

}  // namespace

Report cleaned(Report report) {
  clean_all(report.base, report.head);
  for (Environment& one : report.environments) clean(one);
  return report;
}

}  // namespace svc::diff
