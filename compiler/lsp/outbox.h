// The messages that the server sends.
#pragma once

#include <string_view>

#include "lsp/rpc.h"

namespace svc::lsp {

class Outbox {
 public:
  explicit Outbox(int descriptor) : descriptor_(descriptor) {}
  // Writes a message whole. When the other end is gone, this and all that follow are dropped.
  void send(const Json& message) { send_text(write_json(message)); }
  // The same for one that is JSON already.
  void send_text(std::string_view message);
  [[nodiscard]] bool broken() const { return broken_; }

 private:
  void write(std::string_view bytes);
  int descriptor_;
  bool broken_ = false;
};

}  // namespace svc::lsp
