#include "lsp/session.h"

namespace svc::lsp {

void Session::ask(std::string_view method, Json params, std::function<void(const Json&)> then) {
  const int id = next_request_++;
  asked_[id] = std::move(then);
  out_.send(make_request(id, method, std::move(params)));
}

void Session::take_answer(const Json& response) {
  const Json& id = at(response, {"id"});
  const auto found = id.is_number_integer() ? asked_.find(id.get<int>()) : asked_.end();
  if (found == asked_.end()) {
    log(2, "received a response to a request that was not sent");
    return;
  }
  const std::function<void(const Json&)> then = std::move(found->second);
  asked_.erase(found);
  if (const Json& error = at(response, {"error"}); error.is_object())
    log(2, "the client answered with an error: " + text_at(error, {"message"}));
  if (then) then(at(response, {"result"}));
}

void Session::log(int type, std::string_view message) {
  notify("window/logMessage", {{"type", type}, {"message", message}});
}

void Session::log_trace(std::string_view message, std::string_view verbose) {
  if (trace == Trace::Off) return;
  Json params{{"message", message}};
  if (trace == Trace::Verbose && !verbose.empty()) params["verbose"] = verbose;
  notify("$/logTrace", std::move(params));
}

void Session::check_cancelled() const {
  if (!current.is_null() && inbox.cancelled(current))
    throw RpcError(ErrorCode::RequestCancelled, "cancelled");
}

}  // namespace svc::lsp
