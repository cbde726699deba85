// json() and base64(): for known values the text itself, for deploy-time values a marker for the
// target's own function.
#include <array>
#include <nlohmann/json.hpp>

#include "base/overloaded.h"
#include "base/rounding.h"
#include "diagnostics/codes/values.h"
#include "sema/functions.h"

namespace svc::sema {

namespace {

using Json = nlohmann::ordered_json;

// A value in JSON: quantities become plain numbers in AWS's units (seconds, MiB, CPU units,
// percent), the same at compile time and at deployment. Reports values that JSON cannot represent.
Value plain(const Call& call, const Value& value) {
  const auto made = [&value](Value::Variant data) {
    return Value{std::move(data), value.span, false};
  };
  if (const auto* v = value.get<Duration>()) return made(divided_up(v->milliseconds, 1000));
  if (const auto* v = value.get<Size>()) return made(divided_up(v->bytes, 1024 * 1024));
  if (const auto* v = value.get<Cpu>()) return made(v->units);
  if (const auto* v = value.get<Percent>()) return made(v->value);
  if (const auto* v = value.get<Cidr>()) return made(v->text);
  if (const auto* v = value.get<List>()) {
    List items;
    for (const Value& item : v->items) items.items.push_back(plain(call, item));
    return made(std::move(items));
  }
  if (const auto* v = value.get<Object>()) {
    Object object;
    for (const auto& [key, item] : v->entries) object.entries.emplace_back(key, plain(call, item));
    return made(std::move(object));
  }
  if (value.get<const Block*>() != nullptr || value.get<Range>() != nullptr ||
      value.get<Symbol>() != nullptr || !value.present()) {
    call.session.sink.report<diag::TypeMismatch>(
        value.span, "a value in `json(…)`",
        "a string, a number, a truth value, a list or an object", describe(value));
    return made(ErrorValue{});
  }
  return value;
}

bool faulty(const Value& value) {
  if (const auto* v = value.get<List>())
    return std::any_of(v->items.begin(), v->items.end(), faulty);
  if (const auto* v = value.get<Object>())
    return std::any_of(v->entries.begin(), v->entries.end(),
                       [](const auto& entry) { return faulty(entry.second); });
  return value.is_error();
}

Json to_json(const Value& value) {
  if (const auto* v = value.get<bool>()) return *v;
  if (const auto* v = value.get<std::int64_t>()) return *v;
  if (const auto* v = value.get<double>())
    return *v == static_cast<double>(static_cast<std::int64_t>(*v))
               ? Json(static_cast<std::int64_t>(*v))
               : Json(*v);
  if (const auto* v = value.get<std::string>()) return *v;
  Json result = Json::object();
  if (const auto* v = value.get<List>()) {
    result = Json::array();
    for (const Value& item : v->items) result.push_back(to_json(item));
  } else if (const auto* object = value.get<Object>()) {
    // Its keys differ, so none is looked for.
    auto& entries = result.get_ref<Json::object_t&>();
    for (const auto& [key, item] : object->entries) entries.push_back({key, to_json(item)});
  }
  return result;
}

// RFC 4648, section 4.
std::string to_base64(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string result;
  result.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k)
      group = group << 8 | (k < count ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k)
      result += k <= count ? kDigits[group >> (18 - 6 * k) & 63] : '=';
  }
  return result;
}

}  // namespace

Value call_json(const Call& call) {
  if (!call.spend(call.arguments[0])) return call.give(ErrorValue{});
  Value value = plain(call, call.arguments[0]);
  if (faulty(value)) return call.give(ErrorValue{});
  if (value.deferred()) return call.give(Derived{Derived::Form::Json, {std::move(value)}});
  return call.give(to_json(value).dump());
}

Value call_base64(const Call& call) {
  const Value& value = call.arguments[0];
  if (const auto* text = value.get<std::string>()) return call.give(to_base64(*text));
  if (!value.deferred() || value.get<List>() != nullptr || value.get<Object>() != nullptr)
    return call.wrong(0, "a string");
  return call.give(Derived{Derived::Form::Base64, {value}});
}

}  // namespace svc::sema
