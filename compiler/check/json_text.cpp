#include "check/json_text.h"

#include <nlohmann/json.hpp>

#include "base/json_depth.h"

namespace svc::check {
namespace {

using Json = nlohmann::ordered_json;

sema::Value value_of_json(const Json& json, Span span) {
  const auto made = [&](sema::Value::Variant data) { return sema::Value{std::move(data), span}; };
  if (json.is_boolean()) return made(json.get<bool>());
  if (json.is_number_integer()) return made(json.get<std::int64_t>());
  if (json.is_number()) return made(json.get<double>());
  if (json.is_string()) return made(json.get<std::string>());
  if (json.is_array()) {
    sema::List list;
    for (const Json& item : json) list.items.push_back(value_of_json(item, span));
    return made(std::move(list));
  }
  sema::Object object;
  if (json.is_object()) {
    for (const auto& [key, item] : json.items())
      object.entries.emplace_back(key, value_of_json(item, span));
  }
  return made(std::move(object));
}

}  // namespace

Document::Document(const sema::Value* value) : value_(value) {
  if (value == nullptr) return;
  const auto* derived = value->get<sema::Derived>();
  if (derived != nullptr && derived->form == sema::Derived::Form::Json)
    value_ = &derived->of.front();
  const auto* text = value->get<std::string>();
  if (text == nullptr) return;
  value_ = nullptr;
  const std::size_t first = text->find_first_not_of(" \t\r\n");
  if (first == std::string::npos || ((*text)[first] != '{' && (*text)[first] != '[')) return;
  if (too_deep_json(*text)) return;
  const Json json = Json::parse(*text, nullptr, false);
  if (!json.is_discarded()) own_ = value_of_json(json, value->span);
}

}  // namespace svc::check
