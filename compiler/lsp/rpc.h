// JSON-RPC 2.0: the shapes of messages, and the errors that answer a request.
#pragma once

#include <exception>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace svc::lsp {

using Json = nlohmann::json;

// https://www.jsonrpc.org/specification#error_object and LSP 3.17, ErrorCodes and LSPErrorCodes.
enum class ErrorCode : int {
  ParseError = -32700,
  InvalidRequest = -32600,
  MethodNotFound = -32601,
  InvalidParams = -32602,
  InternalError = -32603,
  ServerNotInitialized = -32002,
  RequestFailed = -32803,  // a request that is right but cannot be done
  ServerCancelled =
      -32802,  // the server gave up; with `retriggerRequest` in the data the client asks again
  ContentModified = -32801,   // the document has changed since
  RequestCancelled = -32800,  // the client gave up
};

// Thrown by a handler to answer with an error.
class RpcError : public std::exception {
 public:
  RpcError(ErrorCode code, std::string message, Json data = nullptr)
      : code_(code), message_(std::move(message)), data_(std::move(data)) {}
  [[nodiscard]] const char* what() const noexcept override { return message_.c_str(); }
  [[nodiscard]] ErrorCode code() const { return code_; }
  [[nodiscard]] const Json& data() const { return data_; }

 private:
  ErrorCode code_;
  std::string message_;
  Json data_;
};

// The messages, whole.
[[nodiscard]] Json make_response(const Json& id, Json result);
[[nodiscard]] Json make_error(const Json& id, ErrorCode code, std::string_view message,
                              const Json& data = nullptr);
[[nodiscard]] Json make_notification(std::string_view method, Json params);
[[nodiscard]] Json make_request(int id, std::string_view method, Json params);

// Parses a content. Null if it is not JSON. Unpaired UTF-16 surrogates become U+FFFD, which has the
// same length.
[[nodiscard]] Json parse_json(const std::string& content);
// Writes a message. Invalid UTF-8 (an excerpt of a broken file) becomes U+FFFD.
[[nodiscard]] std::string write_json(const Json& message);

// A value inside an object, by names; null if it is absent or a step of the path is not an object.
[[nodiscard]] const Json& at(const Json& object, std::initializer_list<std::string_view> names);
// The same with an expected type; `otherwise` if it is absent or of another type.
[[nodiscard]] bool flag_at(const Json& object, std::initializer_list<std::string_view> names,
                           bool otherwise = false);
[[nodiscard]] std::string text_at(const Json& object, std::initializer_list<std::string_view> names,
                                  std::string_view otherwise = {});

}  // namespace svc::lsp
