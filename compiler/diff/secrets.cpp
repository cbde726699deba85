#include "diff/secrets.h"

#include "base/characters.h"
#include "base/secret_words.h"

namespace svc::diff {

namespace {

// Whether a part of the path is the name of a secret: `Environment[DB_PASSWORD].Value`.
bool names_one(std::string_view path) {
  for (std::size_t begin = 0; begin < path.size();) {
    std::size_t end = begin;
    while (end < path.size() && (is_word(path[end]) || path[end] == '-')) ++end;
    if (end > begin && is_secret_name(path.substr(begin, end - begin))) return true;
    begin = end + 1;
  }
  return false;
}

void hide(std::string_view path, std::string& value) {
  if (!value.empty() && (names_one(path) || is_a_secret(value))) value = "***";
}

}  // namespace

void hide_secrets(Environment& environment) {
  for (Block& block : environment.blocks) {
    for (Resource& resource : block.resources) {
      for (Property& property : resource.properties) {
        hide(property.path, property.before);
        hide(property.path, property.after);
      }
    }
  }
  for (Setting& setting : environment.settings) {
    hide(setting.name, setting.before);
    hide(setting.name, setting.after);
  }
}

}  // namespace svc::diff
