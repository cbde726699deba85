// Hover, and signature help for the call being typed.
#include "ide/hover.h"

#include <algorithm>

#include "lsp/methods.h"
#include "lsp/places.h"

namespace svc::lsp {

namespace {

// MarkupContent in the first format that the client names and the server has.
Json markup(const Session& session, std::initializer_list<std::string_view> formats,
            std::string_view text) {
  const Json& known = at(session.client.capabilities, formats);
  const bool markdown = !known.is_array() || known.empty() ||
                        std::find(known.begin(), known.end(), "markdown") != known.end();
  return {{"kind", markdown ? "markdown" : "plaintext"}, {"value", text}};
}

// The position of a parameter in the label. LSP counts it in UTF-16 in every position encoding.
Json parameter_label(const Session& session, const std::string& label,
                     std::pair<std::size_t, std::size_t> place) {
  const std::string_view text(label);
  if (!session.client.can({"textDocument", "signatureHelp", "signatureInformation",
                           "parameterInformation", "labelOffsetSupport"}))
    return text.substr(place.first, place.second - place.first);
  return {units_of(text.substr(0, place.first), Encoding::Utf16),
          units_of(text.substr(0, place.second), Encoding::Utf16)};
}

}  // namespace

Json hover(Session& session, const Json& params) {
  const std::optional<View> view = view_of(session, params);
  if (!view || view->program == nullptr) return nullptr;
  const std::optional<ide::Hover> found =
      ide::hover(view->live(), point_of(session, *view, params));
  if (!found) return nullptr;
  return {
      {"contents", markup(session, {"textDocument", "hover", "contentFormat"}, found->markdown)},
      {"range", session.range(*view->file, found->span)}};
}

Json signature_help(Session& session, const Json& params) {
  const std::optional<View> view = view_of(session, params);
  if (!view || view->program == nullptr) return nullptr;
  const std::optional<ide::Signature> found =
      ide::signature(view->live(), point_of(session, *view, params));
  if (!found) return nullptr;
  Json parameters = Json::array();
  for (const auto& place : found->params)
    parameters.push_back({{"label", parameter_label(session, found->label, place)}});
  Json signature{{"label", found->label}, {"parameters", std::move(parameters)}};
  if (!found->documentation.empty())
    signature["documentation"] = markup(
        session, {"textDocument", "signatureHelp", "signatureInformation", "documentationFormat"},
        found->documentation);
  return {{"signatures", Json::array({std::move(signature)})},
          {"activeSignature", 0},
          {"activeParameter", found->active}};
}

}  // namespace svc::lsp
