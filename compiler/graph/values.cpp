#include <algorithm>

#include "graph/graph.h"

namespace svc::graph {

Value Value::at(Span where) && {
  span = where;
  return std::move(*this);
}

namespace {

// Adds a part; two neighbouring texts become one.
void append(std::vector<Value>& parts, Value part) {
  if (part.absent()) return;
  if (auto* nested = std::get_if<Concat>(&part.data)) {
    for (Value& inner : nested->parts) append(parts, std::move(inner));
    return;
  }
  if (const bool* flag = part.get<bool>()) part = Value(*flag ? "true" : "false").at(part.span);
  if (const std::int64_t* number = part.get<std::int64_t>())
    part = Value(std::to_string(*number)).at(part.span);
  const auto* text = part.get<std::string>();
  if (text == nullptr) return parts.push_back(std::move(part));
  if (text->empty()) return;
  auto* last = parts.empty() ? nullptr : std::get_if<std::string>(&parts.back().data);
  if (last != nullptr) {
    *last += *text;
  } else {
    parts.push_back(std::move(part));
  }
}

}  // namespace

namespace {

Value joined_text(Concat joined) {
  if (joined.parts.empty()) return Value("");
  if (joined.parts.size() == 1 && joined.parts.front().get<std::string>() != nullptr)
    return std::move(joined.parts.front());
  return joined;
}

}  // namespace

Value concat(std::vector<Value> parts) {
  Concat joined;
  for (Value& part : parts) append(joined.parts, std::move(part));
  return joined_text(std::move(joined));
}

Value concat(std::initializer_list<Item> parts) {
  Concat joined;
  for (const Item& part : parts) append(joined.parts, std::move(part.value));
  return joined_text(std::move(joined));
}

Value list(std::vector<Value> items) {
  return List{std::move(items)};
}

Value list(std::initializer_list<Item> items) {
  List result;
  result.items.reserve(items.size());
  for (const Item& item : items) result.items.push_back(std::move(item.value));
  return result;
}

Value map(std::vector<std::pair<Word, Value>> entries) {
  std::erase_if(entries, [](const auto& entry) { return entry.second.absent(); });
  return Map{std::move(entries)};
}

Value map(std::initializer_list<Entry> entries) {
  Map result;
  result.entries.reserve(static_cast<std::size_t>(std::count_if(
      entries.begin(), entries.end(), [](const Entry& entry) { return !entry.value.absent(); })));
  for (const Entry& entry : entries) {
    if (!entry.value.absent())
      result.entries.emplace_back(std::move(entry.key), std::move(entry.value));
  }
  return result;
}

Value json(Value body) {
  Document document{Document::Format::Json, {}};
  document.body.push_back(std::move(body));
  return document;
}

Value yaml(Value body) {
  Document document{Document::Format::Yaml, {}};
  document.body.push_back(std::move(body));
  return document;
}

Value base64(Value text) {
  Base64 encoded;
  encoded.text.push_back(std::move(text));
  return encoded;
}

Value choice(ParameterId flag, Value yes, Value no) {
  const Span span = yes.span;
  Choice made{flag, {}};
  made.of.push_back(std::move(yes));
  made.of.push_back(std::move(no));
  return Value(std::move(made)).at(span);
}

}  // namespace svc::graph
