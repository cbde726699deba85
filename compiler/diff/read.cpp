#include "diff/read.h"

#include <algorithm>
#include <unordered_map>

#include "base/paths.h"
#include "base/utf8.h"

namespace svc::diff {

namespace {

using emit::Document;

std::string_view stem(std::string_view path) {
  const std::string_view name = path.substr(path.find_last_of('/') + 1);
  return name.substr(0, name.find('.'));
}

// `shop-prod` is the app `shop`, where the environment is known to be `prod`. A module names its
// app in its tags, as the program does: names of files have hyphens for underscores.
void name_app(Document& document, std::string_view stem) {
  if (!document.app.empty()) return;
  for (const emit::NamedTree& tag : document.tags) {
    const auto* name = tag.value.get<std::string>();
    if (tag.name == "svc:app" && name != nullptr) document.app = *name;
  }
  if (!document.app.empty()) return;
  const std::string tail = document.environment.empty() ? "" : "-" + document.environment;
  document.app = stem.ends_with(tail) ? stem.substr(0, stem.size() - tail.size()) : stem;
}

}  // namespace

bool OutputReader::reads(std::string_view path) {
  if (path.find("maps/") != std::string_view::npos || path.ends_with("svc.yaml")) return false;
  if (path.ends_with(".tags.json")) return false;  // the tags of a stack, beside its template
  return path.ends_with(".yaml") || path.ends_with(".yml") || path.ends_with(".json") ||
         path.ends_with(".template") || path.ends_with(".tf");
}

Result<bool> OutputReader::add(const std::string& path, const std::string& text) {
  if (!is_valid_utf8(text)) return Failure{"this file is not valid UTF-8"};
  if (path.ends_with(".tf")) {
    const std::string folder(folder_of(path));
    Document& module = modules_[folder];
    module.target = "terraform";
    return read_module(text, module);
  }
  if (is_stack(text)) {
    stack_paths_.push_back(path);
    stacks_.push_back(text);
    return true;
  }
  const bool state = text.find("\"format_version\"") != std::string::npos &&
                     text.find("\"terraform_version\"") != std::string::npos;
  Result<Document> read = state ? read_state(text) : read_template(text);
  if (!read) return Failure{read.error()};
  Document document = std::move(read).value();
  name_app(document, stem(path));
  documents_.push_back(std::move(document));
  return true;
}

Result<std::vector<Program>> OutputReader::take() && {
  std::size_t which = 0;
  Result<std::vector<Document>> divided = read_stacks(stacks_, which);
  if (!divided) return Failure{stack_paths_[which] + ": " + divided.error()};
  for (Document& document : std::move(divided).value()) documents_.push_back(std::move(document));
  for (auto& [folder, module] : modules_) {
    name_app(module, folder.substr(folder.find_last_of('/') + 1));
    documents_.push_back(std::move(module));
  }
  std::vector<Program> programs;
  for (Document& document : documents_) {
    const auto found = std::find_if(programs.begin(), programs.end(),
                                    [&](const Program& p) { return p.app == document.app; });
    Program& program = found != programs.end() ? *found : programs.emplace_back();
    program.app = document.app;
    program.documents.push_back(std::move(document));
  }
  return programs;
}

// ---- A program's own document, as reading gives it ----

namespace {

// Gives a value the places of the same value before it was printed, as deep as both agree.
void copy_places(const emit::Tree& from, emit::Tree& to) {
  to.span = from.span;
  if (const auto* encoded = from.get<emit::Encoded>()) {
    if (auto* other = to.get<emit::Encoded>())
      copy_places(encoded->body.front(), other->body.front());
    return;
  }
  const auto* list = from.get<emit::List>();
  auto* other_list = to.get<emit::List>();
  if (list != nullptr && other_list != nullptr) {
    for (std::size_t i = 0; i < std::min(list->items.size(), other_list->items.size()); ++i)
      copy_places(list->items[i], other_list->items[i]);
  }
  const auto* object = from.get<emit::Object>();
  auto* other_object = to.get<emit::Object>();
  if (object == nullptr || other_object == nullptr) return;
  for (emit::Member& member : other_object->members) {
    if (const emit::Member* same = object->find(member.name))
      copy_places(same->value, member.value);
  }
}

}  // namespace

Document as_read(const std::vector<emit::OutputFile>& files, const Document& original) {
  OutputReader reader;
  for (const emit::OutputFile& file : files) {
    if (!file.map) (void)reader.add(file.path, file.contents);
  }
  Result<std::vector<Program>> taken = std::move(reader).take();
  std::vector<Program> programs = taken ? std::move(taken).value() : std::vector<Program>();
  if (programs.empty() || programs.front().documents.empty()) return original;
  Document read = std::move(programs.front().documents.front());
  read.app = original.app;
  read.environment = original.environment;
  read.moved = original.moved;
  read.ways = original.ways;
  read.stacks = original.stacks;
  std::unordered_map<std::string_view, const emit::Record*> known;
  for (const emit::Record& record : original.resources) known.emplace(record.address, &record);
  for (emit::Record& record : read.resources) {
    const auto found = known.find(record.address);
    if (found == known.end()) continue;
    record.key = found->second->key;
    record.owner = found->second->owner;
    record.span = found->second->span;
    for (emit::Member& member : record.properties.members) {
      if (const emit::Member* same = found->second->properties.find(member.name))
        copy_places(same->value, member.value);
    }
  }
  return read;
}

}  // namespace svc::diff
