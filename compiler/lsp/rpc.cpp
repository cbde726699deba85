#include "lsp/rpc.h"

#include <algorithm>

namespace svc::lsp {

namespace {

const Json kNull;

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// Whether there is a `\uD8xx` (`low` false) or `\uDCxx` at the place.
bool surrogate_at(std::string_view text, std::size_t at, bool low) {
  if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') return false;
  if (!std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at) + 2,
                   text.begin() + static_cast<std::ptrdiff_t>(at) + 6, is_hex))
    return false;
  const char second = text[at + 3];
  const bool is_d = text[at + 2] == 'd' || text[at + 2] == 'D';
  const bool is_low = second >= 'C' && (second <= 'F' || (second >= 'c' && second <= 'f'));
  const bool is_high = second == '8' || second == '9' || second == 'a' || second == 'b' ||
                       second == 'A' || second == 'B';
  return is_d && (low ? is_low : is_high);
}

// JavaScript's strings may hold half a pair, and JSON.stringify writes it as an escape that no
// reader accepts.
std::string mend_surrogates(std::string text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] != '\\') continue;
    if (surrogate_at(text, i, false) && surrogate_at(text, i + 6, true))
      i += 11;
    else if (surrogate_at(text, i, false) || surrogate_at(text, i, true))
      text.replace(i + 2, 4, "FFFD");
    else
      ++i;  // an escaped character starts no escape
  }
  return text;
}

}  // namespace

Json make_response(const Json& id, Json result) {
  return {{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(result)}};
}

Json make_error(const Json& id, ErrorCode code, std::string_view message, const Json& data) {
  Json error{{"code", static_cast<int>(code)}, {"message", message}};
  if (!data.is_null()) error["data"] = data;
  return {{"jsonrpc", "2.0"}, {"id", id}, {"error", std::move(error)}};
}

Json make_notification(std::string_view method, Json params) {
  return {{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}};
}

Json make_request(int id, std::string_view method, Json params) {
  return {{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", std::move(params)}};
}

Json parse_json(const std::string& content) {
  Json message = Json::parse(content, nullptr, false);
  if (message.is_discarded() && content.find("\\u") != std::string::npos)
    message = Json::parse(mend_surrogates(content), nullptr, false);
  return message.is_discarded() ? Json() : message;
}

std::string write_json(const Json& message) {
  return message.dump(-1, ' ', false, Json::error_handler_t::replace);
}

const Json& at(const Json& object, std::initializer_list<std::string_view> names) {
  const Json* here = &object;
  for (const std::string_view name : names) {
    if (!here->is_object()) return kNull;
    const auto found = here->find(name);
    if (found == here->end()) return kNull;
    here = &*found;
  }
  return *here;
}

bool flag_at(const Json& object, std::initializer_list<std::string_view> names, bool otherwise) {
  const Json& found = at(object, names);
  return found.is_boolean() ? found.get<bool>() : otherwise;
}

std::string text_at(const Json& object, std::initializer_list<std::string_view> names,
                    std::string_view otherwise) {
  const Json& found = at(object, names);
  return found.is_string() ? found.get<std::string>() : std::string(otherwise);
}

}  // namespace svc::lsp
