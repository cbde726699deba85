// The methods of the server in one table (methods.cpp), and the functions behind them, by file.
// docs/lsp.md lists them for people.
#pragma once

#include <span>
#include <string_view>

#include "lsp/session.h"

namespace svc::lsp {

// Answers a request: gives the result, or throws an RpcError.
using Answer = Json (*)(Session&, const Json& params);
// Takes a notification.
using Take = void (*)(Session&, const Json& params);

struct Method {
  std::string_view name;
  Answer answer = nullptr;  // of a request
  Take take = nullptr;      // of a notification
};

[[nodiscard]] std::span<const Method> methods();
[[nodiscard]] const Method* find_method(std::string_view name);

// lifecycle.cpp
[[nodiscard]] Json initialize(Session& session, const Json& params);
void initialized(Session& session, const Json& params);
[[nodiscard]] Json shut_down(Session& session, const Json& params);
void exit(Session& session, const Json& params);
void set_trace(Session& session, const Json& params);
void configuration_changed(Session& session, const Json& params);
void folders_changed(Session& session, const Json& params);
void ignore(Session& session, const Json& params);

// sync.cpp
void did_open(Session& session, const Json& params);
void did_change(Session& session, const Json& params);
void did_save(Session& session, const Json& params);
void did_close(Session& session, const Json& params);
void files_changed(Session& session, const Json& params);
void files_created(Session& session, const Json& params);
void files_renamed(Session& session, const Json& params);
void files_deleted(Session& session, const Json& params);

// diagnostics.cpp
[[nodiscard]] Json document_diagnostics(Session& session, const Json& params);
[[nodiscard]] Json workspace_diagnostics(Session& session, const Json& params);
[[nodiscard]] Json settle(Session& session, const Json& params);

// progress.cpp
void progress_cancelled(Session& session, const Json& params);

// structure.cpp
[[nodiscard]] Json document_symbols(Session& session, const Json& params);
[[nodiscard]] Json folding_ranges(Session& session, const Json& params);
[[nodiscard]] Json selection_ranges(Session& session, const Json& params);
[[nodiscard]] Json document_links(Session& session, const Json& params);

// formatting.cpp
[[nodiscard]] Json format_document(Session& session, const Json& params);
[[nodiscard]] Json format_range(Session& session, const Json& params);
[[nodiscard]] Json format_ranges(Session& session, const Json& params);
[[nodiscard]] Json format_on_type(Session& session, const Json& params);

// tokens.cpp
[[nodiscard]] Json semantic_tokens(Session& session, const Json& params);
[[nodiscard]] Json semantic_tokens_delta(Session& session, const Json& params);
[[nodiscard]] Json semantic_tokens_range(Session& session, const Json& params);
// The names of token types and modifiers in the order of their numbers (SemanticTokensLegend).
[[nodiscard]] Json semantic_tokens_legend();

// completion.cpp
[[nodiscard]] Json completion(Session& session, const Json& params);
[[nodiscard]] Json resolve_completion(Session& session, const Json& params);

// hover.cpp
[[nodiscard]] Json hover(Session& session, const Json& params);
[[nodiscard]] Json signature_help(Session& session, const Json& params);

// navigation.cpp
[[nodiscard]] Json definition(Session& session, const Json& params);
[[nodiscard]] Json declaration(Session& session, const Json& params);
[[nodiscard]] Json type_definition(Session& session, const Json& params);
[[nodiscard]] Json implementation(Session& session, const Json& params);
[[nodiscard]] Json references(Session& session, const Json& params);
[[nodiscard]] Json document_highlight(Session& session, const Json& params);
[[nodiscard]] Json workspace_symbols(Session& session, const Json& params);

// rename.cpp
[[nodiscard]] Json prepare_rename(Session& session, const Json& params);
[[nodiscard]] Json rename(Session& session, const Json& params);

// hints.cpp
[[nodiscard]] Json inlay_hints(Session& session, const Json& params);
[[nodiscard]] Json code_lenses(Session& session, const Json& params);

// hierarchy.cpp
[[nodiscard]] Json prepare_call_hierarchy(Session& session, const Json& params);
[[nodiscard]] Json incoming_calls(Session& session, const Json& params);
[[nodiscard]] Json outgoing_calls(Session& session, const Json& params);

// commands.cpp
[[nodiscard]] Json execute_command(Session& session, const Json& params);
[[nodiscard]] Json command_names();

// actions.cpp
[[nodiscard]] Json code_actions(Session& session, const Json& params);

// own_documents.cpp
[[nodiscard]] Json own_document(Session& session, const Json& params);

}  // namespace svc::lsp
