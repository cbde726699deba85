// The host sends the messages: Module.send(text), the JSON of one message without a header.
#include "lsp/outbox.h"

#include <emscripten.h>

// clang-format off
EM_JS(void, svcc_send, (const char* text, std::size_t length), {
  Module["send"](new TextDecoder().decode(HEAPU8.slice(text, text + length)));
});
// clang-format on

namespace svc::lsp {

void Outbox::send_text(std::string_view message) {
  svcc_send(message.data(), message.size());
}

}  // namespace svc::lsp
