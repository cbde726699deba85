// One client and the server's state for it: its capabilities and settings, its documents, and their
// programs.
#pragma once

#include <fmt/format.h>

#include <atomic>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lsp/documents.h"
#include "lsp/inbox.h"
#include "lsp/outbox.h"
#include "lsp/server.h"
#include "lsp/settings.h"
#include "lsp/workspace.h"

namespace svc::lsp {

// The client's InitializeParams.
struct Client {
  Json capabilities = Json::object();
  Encoding encoding = Encoding::Utf16;
  bool pulls = false;        // it asks for diagnostics; then none are sent unasked
  std::int64_t process = 0;  // when it ends, so does the server; 0: not known
  [[nodiscard]] bool can(std::initializer_list<std::string_view> names) const {
    return flag_at(capabilities, names);
  }
};

enum class Trace : std::uint8_t { Off, Messages, Verbose };

class Session {
 public:
  // All must outlive it.
  Session(const Shell& shell, Inbox& in, Outbox& out)
      : version(shell.version),
        write(shell.write),
        inbox(in),
        documents(shell.disk),
        workspace(documents, in),
        out_(out) {}

  const std::string version;  // of svcc
  const WriteFiles write;
  Inbox& inbox;

  enum class Stage : std::uint8_t { New, Initialized, ShutDown, Exited };
  Stage stage = Stage::New;
  Client client;
  Settings settings;
  Trace trace = Trace::Off;
  Documents documents;
  Workspace workspace;

  // ---- Towards the client
  void notify(std::string_view method, Json params) {
    out_.send(make_notification(method, std::move(params)));
  }
  // The same with parameters that are JSON text.
  void notify_text(std::string_view method, std::string_view params) {
    out_.send_text(fmt::format(R"({{"jsonrpc":"2.0","method":"{}","params":{}}})", method, params));
  }
  void answer(Json response) { out_.send(response); }
  // Sends a request to the client. `then` gets its result, or null if it answers with an error.
  void ask(std::string_view method, Json params, std::function<void(const Json&)> then = {});
  // Takes the client's answer to one of these.
  void take_answer(const Json& response);
  // window/logMessage, of type 1 (error) to 4 (log).
  void log(int type, std::string_view message);
  // $/logTrace, if the client wants it.
  void log_trace(std::string_view message, std::string_view verbose = {});
  // Whether the output is closed, so that no message can arrive.
  [[nodiscard]] bool cut_off() const { return out_.broken(); }

  // ---- The request that is being answered
  Json current;  // its id; null between requests
  // Requests that gave way to something more urgent, with the text that their document had.
  struct Deferred {
    Incoming incoming;
    std::shared_ptr<const SourceFile> text;
  };
  std::deque<Deferred> deferred;
  // Throws RequestCancelled if the client has cancelled it. Long handlers call it between their
  // steps.
  void check_cancelled() const;

  // ---- Places
  [[nodiscard]] Json range(const SourceFile& file, Span span) const {
    return range_of(file, span, client.encoding);
  }
  [[nodiscard]] std::string uri(const Sources& sources, Span span) const {
    return documents.uri_of(sources[span.file].path());
  }
  [[nodiscard]] Json location(const Sources& sources, Span span) const {
    return {{"uri", uri(sources, span)}, {"range", range(sources[span.file], span)}};
  }

  // ---- Diagnostics (diagnostics.cpp)
  std::map<std::string, std::string> published;  // the last sent lists, by URI
  std::map<std::string, std::int64_t> published_versions;
  std::map<std::string, std::string> pulled;  // the result ids of requested lists, by URI
  bool diagnostics_due = false;   // something may have changed since the last time they were sent
  std::set<std::string> touched;  // paths of the texts that have changed since
  std::chrono::steady_clock::time_point typed;  // when a text changed last
  std::set<std::string> faulty;  // compiler faults that were reported to the client, each once

  // ---- Semantic tokens: the last sent ones, by URI, so that the next time only the difference is
  struct SentTokens {
    std::string id;
    std::vector<std::uint32_t> data;
  };
  std::map<std::string, SentTokens> sent_tokens;
  std::uint64_t next_token_id = 0;

  // ---- Completion: the documentation of the last list's items, sent on request
  std::uint64_t completion_id = 0;
  std::vector<std::string> completion_texts;

  // ---- Previews that are open, by their URI (preview.cpp)
  struct Preview {
    std::string uri;
    std::string program;  // its main file
    std::string environment;
    std::string target;
    std::string document;
    std::uint64_t version = 0;  // of the program when it was made
    std::string text;
  };
  std::map<std::string, Preview> previews;

  // ---- Progress of the first look at the workspace (progress.cpp)
  enum class Progress : std::uint8_t { None, Asked, Running, Cancelled };
  Progress progress = Progress::None;

 private:
  Outbox& out_;
  int next_request_ = 1;
  std::map<int, std::function<void(const Json&)>> asked_;
};

}  // namespace svc::lsp
