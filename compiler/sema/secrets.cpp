#include "sema/secrets.h"

#include <algorithm>
#include <array>

#include "diagnostics/codes/kinds.h"
#include "diagnostics/codes/values.h"
#include "sema/evaluate.h"

namespace svc::sema {

namespace {

const Parameter* first_secret(const std::vector<Value>& values) {
  for (const Value& item : values) {
    if (const Parameter* found = secret_in(item)) return found;
  }
  return nullptr;
}

// A property's name in lower case without separators: `ContainerDefinitions` and
// `container_definitions` are equal.
std::string plain(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c != '_' && c != '-') out += static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
  }
  return out;
}

bool is_shown(std::string_view property) {
  constexpr std::array<std::string_view, 12> kShown = {"tags",
                                                       "tagsall",
                                                       "tag",
                                                       "defaulttags",
                                                       "description",
                                                       "environment",
                                                       "environmentvariables",
                                                       "labels",
                                                       "dockerlabels",
                                                       "metadata",
                                                       "containerdefinitions",
                                                       "userdata"};
  const std::string name = plain(property);
  return std::find(kShown.begin(), kShown.end(), name) != kShown.end();
}

// The place of the secret in a list or an object.
Span place_of_secret(const Value& value) {
  if (const auto* list = value.get<List>()) {
    for (const Value& item : list->items) {
      if (secret_in(item) != nullptr) return place_of_secret(item);
    }
  }
  if (const auto* object = value.get<Object>()) {
    for (const auto& [key, item] : object->entries) {
      if (secret_in(item) != nullptr) return place_of_secret(item);
    }
  }
  return value.span;
}

}  // namespace

const Parameter* secret_in(const Value& value) {
  if (!value.deferred()) return nullptr;
  if (const auto* v = value.get<ParameterRef>())
    return v->parameter->secret ? v->parameter : nullptr;
  if (const auto* v = value.get<Interpolation>()) return first_secret(v->parts);
  if (const auto* v = value.get<Derived>()) return first_secret(v->of);
  if (const auto* v = value.get<List>()) return first_secret(v->items);
  if (const auto* v = value.get<MethodCall>()) return first_secret(v->arguments);
  if (const auto* v = value.get<Object>()) {
    for (const auto& [key, item] : v->entries) {
      if (const Parameter* found = secret_in(item)) return found;
    }
  }
  return nullptr;
}

void report_shown_secret(Session& session, const Value& value, const Parameter& secret) {
  const Span span = place_of_secret(value);
  session.sink.report<diag::Misplaced>(span, fmt::format("the secret `{}`", secret.name))
      .related(secret.span, "it is declared secret here")
      .help(
          "everyone who can see the deployment could read it: keep it in Secrets Manager, "
          "`existing secret NAME { … }`, and pass it to a container with `secrets { KEY = NAME }`");
}

namespace {

// The first text that holds a dynamic reference, such as `{{resolve:ssm:/a}}`; null if none does:
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
const Value* dynamic_reference(const Value& value) {
  constexpr std::string_view kBegin = "{{resolve:";
  const auto first = [](const Shared<Value>& values) {
    const Value* found = nullptr;
    for (const Value& item : values) {
      if (found == nullptr) found = dynamic_reference(item);
    }
    return found;
  };
  if (const auto* text = value.get<std::string>())
    return text->find(kBegin) == std::string::npos ? nullptr : &value;
  if (const auto* text = value.get<Interpolation>()) {
    const bool any = std::any_of(text->parts.begin(), text->parts.end(), [&](const Value& part) {
      return part.get<std::string>() != nullptr && dynamic_reference(part) != nullptr;
    });
    return any ? &value : nullptr;
  }
  if (const auto* list = value.get<List>()) return first(list->items);
  if (const auto* derived = value.get<Derived>()) return first(derived->of);
  if (const auto* object = value.get<Object>()) {
    for (const auto& [key, item] : object->entries) {
      if (key.find(kBegin) != std::string::npos) return &item;
      if (const Value* found = dynamic_reference(item)) return found;
    }
  }
  return nullptr;
}

}  // namespace

bool check_dynamic_references(Session& session, const Value& value) {
  const Value* found = dynamic_reference(value);
  if (found == nullptr) return true;
  session.sink.report<diag::DynamicReference>(found->span.valid() ? found->span : value.span)
      .help(
          "to give a container a secret, write `existing secret NAME { … }` and `secrets { KEY = "
          "NAME.key(\"…\") }`; for another property, declare a `param`, or set it with `patch "
          "cloudformation`");
  return false;
}

void check_shown_properties(Session& session, const Value& properties) {
  if (const auto* list = properties.get<List>()) {
    for (const Value& item : list->items) check_shown_properties(session, item);
  }
  const auto* object = properties.get<Object>();
  if (object == nullptr) return;
  for (const auto& [name, value] : object->entries) {
    const Parameter* secret = is_shown(name) ? secret_in(value) : nullptr;
    if (secret == nullptr) {
      check_shown_properties(session, value);
    } else {
      report_shown_secret(session, value, *secret);
    }
  }
}

}  // namespace svc::sema
