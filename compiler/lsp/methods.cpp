#include "lsp/methods.h"

#include <algorithm>

namespace svc::lsp {

namespace {

constexpr Method request(std::string_view name, Answer answer) {
  return {name, answer, nullptr};
}
constexpr Method notification(std::string_view name, Take take) {
  return {name, nullptr, take};
}

constexpr Method kMethods[] = {
    // Lifecycle
    request("initialize", initialize),
    notification("initialized", initialized),
    request("shutdown", shut_down),
    notification("exit", exit),
    notification("$/setTrace", set_trace),
    notification("workspace/didChangeConfiguration", configuration_changed),
    notification("workspace/didChangeWorkspaceFolders", folders_changed),
    notification("window/workDoneProgress/cancel", progress_cancelled),

    // Documents
    notification("textDocument/didOpen", did_open),
    notification("textDocument/didChange", did_change),
    notification("textDocument/willSave", ignore),
    notification("textDocument/didSave", did_save),
    notification("textDocument/didClose", did_close),
    notification("workspace/didChangeWatchedFiles", files_changed),
    notification("workspace/didCreateFiles", files_created),
    notification("workspace/didRenameFiles", files_renamed),
    notification("workspace/didDeleteFiles", files_deleted),

    // Diagnostics
    request("textDocument/diagnostic", document_diagnostics),
    request("workspace/diagnostic", workspace_diagnostics),
    request("svcc/settle", settle),

    // The looks of a document
    request("textDocument/documentSymbol", document_symbols),
    request("textDocument/foldingRange", folding_ranges),
    request("textDocument/selectionRange", selection_ranges),
    request("textDocument/documentLink", document_links),
    request("textDocument/formatting", format_document),
    request("textDocument/rangeFormatting", format_range),
    request("textDocument/rangesFormatting", format_ranges),
    request("textDocument/onTypeFormatting", format_on_type),
    request("textDocument/semanticTokens/full", semantic_tokens),
    request("textDocument/semanticTokens/full/delta", semantic_tokens_delta),
    request("textDocument/semanticTokens/range", semantic_tokens_range),

    // Typing, and meaning
    request("textDocument/completion", completion),
    request("completionItem/resolve", resolve_completion),
    request("textDocument/hover", hover),
    request("textDocument/signatureHelp", signature_help),
    request("textDocument/definition", definition),
    request("textDocument/declaration", declaration),
    request("textDocument/typeDefinition", type_definition),
    request("textDocument/implementation", implementation),
    request("textDocument/references", references),
    request("textDocument/documentHighlight", document_highlight),
    request("workspace/symbol", workspace_symbols),
    request("textDocument/prepareRename", prepare_rename),
    request("textDocument/rename", rename),

    // Beyond the text
    request("textDocument/inlayHint", inlay_hints),
    request("textDocument/codeLens", code_lenses),
    request("textDocument/codeAction", code_actions),
    request("textDocument/prepareCallHierarchy", prepare_call_hierarchy),
    request("callHierarchy/incomingCalls", incoming_calls),
    request("callHierarchy/outgoingCalls", outgoing_calls),
    request("workspace/executeCommand", execute_command),

    // Documents of the server's own
    request("svcc/document", own_document),
    request("workspace/textDocumentContent", own_document),
};

}  // namespace

std::span<const Method> methods() {
  return kMethods;
}

const Method* find_method(std::string_view name) {
  const auto* found = std::find_if(std::begin(kMethods), std::end(kMethods),
                                   [name](const Method& method) { return method.name == name; });
  return found == std::end(kMethods) ? nullptr : found;
}

void ignore(Session&, const Json&) {}

}  // namespace svc::lsp
