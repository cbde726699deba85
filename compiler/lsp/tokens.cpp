// Semantic tokens: whole, in a range, and as the changes since the last time.
#include "ide/tokens.h"

#include <algorithm>

#include "base/lines.h"
#include "lsp/methods.h"
#include "lsp/views.h"

namespace svc::lsp {

namespace {

std::vector<ide::ColoredToken> tokens_of(const View& view) {
  ide::NameColors names;
  ide::add_names(*view.tree, names);
  if (view.program != nullptr) {
    for (const sema::Module& module : view.live().modules()) ide::add_names(*module.ast, names);
  }
  return ide::colored_tokens(*view.tree, *view.file, names);
}

// Five numbers a token: lines and characters since the one before, length, type, modifiers.
std::vector<std::uint32_t> encoded(const Session& session, const SourceFile& file,
                                   const std::vector<ide::ColoredToken>& tokens) {
  std::vector<std::uint32_t> data;
  data.reserve(tokens.size() * 5);
  std::uint32_t line = 1;
  std::uint32_t line_begin = 0;
  std::uint32_t last_line = 1;
  std::uint32_t last_character = 0;
  const std::string_view text = file.text();
  std::uint32_t scanned = 0;
  for (const ide::ColoredToken& token : tokens) {
    for (; scanned < token.begin; ++scanned) {
      if (line_begins_at(text, scanned + 1)) ++line, line_begin = scanned + 1;
    }
    const std::uint32_t character =
        units_of(text.substr(line_begin, token.begin - line_begin), session.client.encoding);
    const std::uint32_t length =
        units_of(text.substr(token.begin, token.end - token.begin), session.client.encoding);
    data.insert(data.end(),
                {line - last_line, line == last_line ? character - last_character : character,
                 length, static_cast<std::uint32_t>(token.color), token.modifiers});
    last_line = line;
    last_character = character;
  }
  return data;
}

// Remembers what was sent; returns the id that the client uses for it.
std::string remember(Session& session, const std::string& uri, std::vector<std::uint32_t> data) {
  Session::SentTokens& sent = session.sent_tokens[uri];
  sent.id = std::to_string(++session.next_token_id);
  sent.data = std::move(data);
  return sent.id;
}

// One edit: the part between the unchanged beginning and the unchanged end.
Json difference(const std::vector<std::uint32_t>& before, const std::vector<std::uint32_t>& after) {
  const auto [a, b] = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
  const auto start = a - before.begin();
  const auto most = std::min(before.end() - a, after.end() - b);
  const auto tail = std::mismatch(before.rbegin(), before.rbegin() + most, after.rbegin()).first -
                    before.rbegin();
  if (a == before.end() && b == after.end()) return Json::array();
  return Json::array({{{"start", start},
                       {"deleteCount", before.end() - a - tail},
                       {"data", std::vector<std::uint32_t>(b, after.end() - tail)}}});
}

template <std::size_t N>
Json names_of(const std::string_view (&names)[N]) {
  return std::vector<std::string_view>(std::begin(names), std::end(names));
}

}  // namespace

Json semantic_tokens_legend() {
  return {{"tokenTypes", names_of(ide::kColorNames)},
          {"tokenModifiers", names_of(ide::kModifierNames)}};
}

Json semantic_tokens(Session& session, const Json& params) {
  const std::optional<View> view = view_of(session, params);
  if (!view) return nullptr;
  std::vector<std::uint32_t> data = encoded(session, *view->file, tokens_of(*view));
  Json result{{"data", data}};
  if (session.documents.find_uri(view->uri) != nullptr)
    result["resultId"] = remember(session, view->uri, std::move(data));
  return result;
}

Json semantic_tokens_delta(Session& session, const Json& params) {
  const std::optional<View> view = view_of(session, params);
  if (!view) return nullptr;
  const auto sent = session.sent_tokens.find(view->uri);
  if (sent == session.sent_tokens.end() || sent->second.id != text_at(params, {"previousResultId"}))
    return semantic_tokens(session, params);
  std::vector<std::uint32_t> data = encoded(session, *view->file, tokens_of(*view));
  Json edits = difference(sent->second.data, data);
  std::string id = remember(session, view->uri, std::move(data));
  return {{"resultId", std::move(id)}, {"edits", std::move(edits)}};
}

Json semantic_tokens_range(Session& session, const Json& params) {
  const std::optional<View> view = view_of(session, params);
  if (!view) return nullptr;
  const auto [begin, end] = offsets_of(*view->file, at(params, {"range"}), session.client.encoding);
  std::vector<ide::ColoredToken> tokens = tokens_of(*view);
  std::erase_if(tokens, [b = begin, e = end](const ide::ColoredToken& token) {
    return token.end <= b || token.begin >= e;
  });
  return {{"data", encoded(session, *view->file, tokens)}};
}

}  // namespace svc::lsp
