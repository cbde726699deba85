#include "lsp/inbox.h"

#include <fmt/format.h>

#include "base/json_depth.h"

namespace svc::lsp {

std::optional<Incoming> Inbox::pop(std::chrono::milliseconds wait) {
  std::unique_lock lock(mutex_);
  wait_for_message(lock, wait);
  if (queue_.empty()) return std::nullopt;
  Incoming next = std::move(queue_.front());
  queue_.pop_front();
  taken_.notify_one();
  return next;
}

bool Inbox::waiting() const {
  const std::lock_guard lock(mutex_);
  return !queue_.empty();
}

bool Inbox::finished() const {
  const std::lock_guard lock(mutex_);
  return ended_ && queue_.empty();
}

bool Inbox::cancelled(const Json& id) const {
  const std::lock_guard lock(mutex_);
  return cancelled_.contains(id);
}

void Inbox::forget(const Json& id) {
  const std::lock_guard lock(mutex_);
  open_.erase(id);
  cancelled_.erase(id);
}

void Inbox::feed(std::string_view bytes) {
  frames_.feed(bytes);
  while (std::optional<Frame> frame = frames_.next()) {
    if (!frame->fault.empty()) {
      push({nullptr, std::move(frame->fault)});
      continue;
    }
    if (const std::optional<std::size_t> at = too_deep_json(frame->content)) {
      push({nullptr, fmt::format("the brackets of a message nest at most {} deep: byte {} is in "
                                 "more of them",
                                 kMostJsonNesting, *at)});
      continue;
    }
    Json message = parse_json(frame->content);
    if (message.is_null()) {
      frames_.reject(frame->content);
      push({nullptr, "this is not JSON"});
      continue;
    }
    const bool exits = text_at(message, {"method"}) == "exit";
    push({std::move(message), ""});
    if (!exits) continue;
    const std::lock_guard lock(mutex_);
    ended_ = true;
    return;
  }
}

void Inbox::push(Incoming incoming) {
  std::unique_lock lock(mutex_);
  const Json& message = incoming.message;
  if (text_at(message, {"method"}) == "$/cancelRequest") {  // overtakes everything
    const Json& id = at(message, {"params", "id"});
    if (open_.contains(id)) cancelled_.insert(id);
    return;
  }
  const Json& id = at(message, {"id"});
  if (message.is_object() && message.contains("method") &&
      (id.is_number_integer() || id.is_string()))
    open_.insert(id);
  wait_for_room(lock);
  queue_.push_back(std::move(incoming));
  arrived_.notify_all();
  if (running_ != nullptr) runs_changed_.notify_all();
}

Inbox::Interruptible::Interruptible(Inbox& inbox, std::set<std::string> uris)
    : inbox_(inbox), uris_(std::move(uris)) {
  const std::lock_guard lock(inbox_.mutex_);
  inbox_.running_ = this;
  ++inbox_.runs_;
  inbox_.runs_changed_.notify_all();
}

Inbox::Interruptible::~Interruptible() {
  const std::lock_guard lock(inbox_.mutex_);
  inbox_.running_ = nullptr;
  ++inbox_.runs_;
  inbox_.runs_changed_.notify_all();
}

bool Inbox::Interruptible::yields_to(const Json& message) const {
  const std::string method = text_at(message, {"method"});
  if (method == "textDocument/didChange" || method == "shutdown" || method == "exit") return true;
  const std::string uri = text_at(message, {"params", "textDocument", "uri"});
  return message.contains("id") && !uri.empty() && !uris_.contains(uri);
}

}  // namespace svc::lsp
