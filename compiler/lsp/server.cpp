#include "lsp/server.h"

#include <malloc.h>

#include <cerrno>
#include <csignal>

#include "lsp/diagnostics.h"
#include "lsp/methods.h"
#include "lsp/progress.h"

namespace svc::lsp {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLook{
    1000};  // how often the server looks whether its client still lives, when nothing comes

[[maybe_unused]] constexpr int kKept =
    256 * 1024 * 1024;  // bytes that are not given back while the user types

void fault(Session& session, const Json& id, ErrorCode code, std::string_view message,
           const Json& data = nullptr) {
  session.answer(make_error(id, code, message, data));
}

// Why a request cannot be answered at this stage of the session; null if it can.
const char* refusal(const Session& session, std::string_view method) {
  if (session.stage == Session::Stage::New)
    return method == "initialize" ? nullptr : "the first request is `initialize`";
  return method == "initialize" ? "the server was initialized already" : nullptr;
}

void answer_request(Session& session, const Json& id, const std::string& name, const Json& params) {
  session.check_cancelled();
  if (session.stage == Session::Stage::ShutDown)
    throw RpcError(ErrorCode::InvalidRequest, "the server is shut down");
  if (const char* why = refusal(session, name)) {
    throw RpcError(session.stage == Session::Stage::New ? ErrorCode::ServerNotInitialized
                                                        : ErrorCode::InvalidRequest,
                   why);
  }
  const Method* method = find_method(name);
  if (method == nullptr || method->answer == nullptr)
    throw RpcError(ErrorCode::MethodNotFound, "there is no request `" + name + "`");
  session.answer(make_response(id, method->answer(session, params)));
}

// The text of the document that a request is about; null if that is not open.
std::shared_ptr<const SourceFile> text_of(const Session& session, const Json& message) {
  const Document* document =
      session.documents.find_uri(text_at(message, {"params", "textDocument", "uri"}));
  return document == nullptr ? nullptr : document->file;
}

// Answers a request in any case: an exception is reported, and the server goes on. Gives false if
// the answer must wait, because something more urgent has come.
bool handle_request(Session& session, const Json& id, const std::string& name, const Json& params) {
  session.current = id;
  try {
    answer_request(session, id, name, params);
  } catch (const Interrupted&) {
    session.current = nullptr;
    return false;
  } catch (const RpcError& error) {
    fault(session, id, error.code(), error.what(), error.data());
  } catch (const Json::exception& error) {
    fault(session, id, ErrorCode::InvalidParams, error.what());
  } catch (const std::exception& error) {
    fault(session, id, ErrorCode::InternalError, error.what());
    session.log(1, "svcc: internal error in " + name + ": " + error.what() +
                       "; please report it with the program that shows it");
  }
  session.inbox.forget(id);
  session.current = nullptr;
  return true;
}

void handle_notification(Session& session, const std::string& name, const Json& params) {
  const Method* method = find_method(name);
  if (name == "exit") return method->take(session, params);
  if (session.stage != Session::Stage::Initialized) return;  // as LSP asks: dropped
  if (method == nullptr || method->take == nullptr) {
    if (!name.starts_with("$/")) session.log(2, "there is no notification `" + name + "`");
    return;
  }
  try {
    method->take(session, params);
  } catch (const std::exception& error) {
    session.log(1, "svcc: " + name + ": " + error.what());
  }
}

void handle(Session& session, Incoming incoming) {
  if (!incoming.fault.empty())
    return fault(session, nullptr, ErrorCode::ParseError, incoming.fault);
  const Json& message = incoming.message;
  const Json& id = at(message, {"id"});
  const bool has_id = id.is_number_integer() || id.is_string();
  const std::string method = text_at(message, {"method"});
  if (!message.is_object() || (method.empty() && !has_id) || (!id.is_null() && !has_id)) {
    return fault(session, nullptr, ErrorCode::InvalidRequest,
                 "a message is an object with a `method`, and an `id` that is a number or a text");
  }
  if (method.empty()) return session.take_answer(message);
  const auto begin = std::chrono::steady_clock::now();
  if (!has_id) {
    handle_notification(session, method, at(message, {"params"}));
  } else if (!handle_request(session, id, method, at(message, {"params"}))) {
    std::shared_ptr<const SourceFile> text = text_of(session, message);
    session.deferred.push_back({std::move(incoming), std::move(text)});
    return;
  }
  if (session.trace == Trace::Off) return;
  const auto time = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - begin);
  session.log_trace(method + ": " + std::to_string(time.count()) + " µs",
                    write_json(at(message, {"params"})));
}

// Answers an interrupted request. Its positions mean nothing if the text has changed since.
void retry(Session& session) {
  Session::Deferred deferred = std::move(session.deferred.front());
  session.deferred.pop_front();
  if (text_of(session, deferred.incoming.message) == deferred.text)
    return handle(session, std::move(deferred.incoming));
  const Json id = at(deferred.incoming.message, {"id"});
  session.inbox.forget(id);
  fault(session, id, ErrorCode::ContentModified, "the document has changed since");
}

// Background work: due diagnostics, then the next slice of work on the programs. Returns the time
// until there is more.
std::optional<milliseconds> idle(Session& session) {
  if (session.stage != Session::Stage::Initialized) return std::nullopt;
  try {
    return work(session);
  } catch (const Interrupted&) {
    return milliseconds(0);
  } catch (const std::exception& error) {
    if (!session.faulty.insert(error.what()).second) return std::nullopt;  // reported already
    session.log(1, std::string("svcc: internal error: ") + error.what() +
                       "; please report it with the program that shows it");
    return std::nullopt;
  }
}

// The next keystroke reuses the memory that the last one freed, but the peak of a busy minute is
// returned to the system. jemalloc does both by itself; other allocators have no such knobs.
void keep_memory() {
#ifndef SVCC_JEMALLOC
#ifdef __GLIBC__
  ::mallopt(M_TRIM_THRESHOLD, kKept);
#endif
#endif
}

void give_memory_back() {
#ifndef SVCC_JEMALLOC
#ifdef __GLIBC__
  ::malloc_trim(0);
#endif
#endif
}

bool client_lives(const Session& session) {
  return session.client.process == 0 ||
         ::kill(static_cast<pid_t>(session.client.process), 0) == 0 || errno != ESRCH;
}

}  // namespace

struct Server::State {
  State(const Shell& shell, int in, int out)
      : outbox(out), inbox(in), session(shell, inbox, outbox) {}

  Outbox outbox;
  Inbox inbox;
  Session session;
  std::optional<milliseconds> more;  // in how long there is something to do
  bool trimmed = true;
  bool was_shut_down = false;
  bool alone = false;  // the client's process has ended
};

Server::Server(int in, int out, const Shell& shell) {
  keep_memory();
  std::signal(SIGPIPE, SIG_IGN);  // a client that is gone shows as a failed write
  state_ = std::make_unique<State>(shell, in, out);
}

Server::~Server() = default;

bool Server::ended() const {
  return state_->session.stage == Session::Stage::Exited || state_->session.cut_off() ||
         state_->inbox.finished() || state_->alone;
}

int Server::status() const {
  return state_->was_shut_down ? 0 : 1;
}

void Server::feed(std::string_view bytes) {
  state_->inbox.feed(bytes);
}

milliseconds Server::pause() const {
  if (state_->inbox.waiting() || !state_->session.deferred.empty()) return milliseconds(0);
  return state_->more.value_or(kLook);
}

void Server::step() {
  Session& session = state_->session;
  const milliseconds wait =
      session.deferred.empty() ? state_->more.value_or(kLook) : milliseconds(0);
  if (std::optional<Incoming> incoming = state_->inbox.pop(wait)) {
    handle(session, std::move(*incoming));
    state_->was_shut_down = state_->was_shut_down || session.stage == Session::Stage::ShutDown;
    state_->more = milliseconds(0);
    state_->trimmed = false;
  } else if (!session.deferred.empty()) {
    retry(session);
    state_->more = milliseconds(0);
  } else if (state_->more) {
    state_->more = idle(session);
  } else if (!client_lives(session)) {
    state_->alone = true;
  } else if (!state_->trimmed) {
    give_memory_back();
    state_->trimmed = true;
  }
}

}  // namespace svc::lsp
