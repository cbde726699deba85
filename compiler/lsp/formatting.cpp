// The one format, for a document, a part of it, or a line that was just typed. The options of the
// editor (tab size …) are not asked: there is one format.
#include "ide/text_edits.h"
#include "lsp/methods.h"
#include "lsp/views.h"
#include "syntax/format.h"

namespace svc::lsp {

namespace {

Json edit_list(const Session& session, const SourceFile& file,
               const std::vector<ide::LineEdit>& edits) {
  Json list = Json::array();
  for (const ide::LineEdit& edit : edits)
    list.push_back({{"range", range_of(file, edit.begin, edit.end, session.client.encoding)},
                    {"newText", edit.text}});
  return list;
}

// All that formatting changes. Nothing for a file that cannot be read as text at all, as for `svcc
// fmt`.
std::vector<ide::LineEdit> all_edits(const View& view) {
  if (view.tree->items.empty() && !view.tree->broken.empty()) return {};
  return ide::line_edits(view.file->text(), syntax::format(*view.tree, *view.file));
}

std::vector<ide::LineEdit> edits_in(const Session& session, const View& view,
                                    const std::vector<ide::LineEdit>& all, const Json& range) {
  const auto [begin, end] = offsets_of(*view.file, range, session.client.encoding);
  return ide::edits_within(all, view.file->text(), begin, end);
}

// A line that was just begun gets its indentation.
std::vector<ide::LineEdit> indent(const SourceFile& file, std::uint32_t offset) {
  const std::string_view line = file.line(file.position(offset).line);
  const auto begin = static_cast<std::uint32_t>(line.data() - file.text().data());
  const std::size_t blanks = std::min(line.find_first_not_of(" \t"), line.size());
  const std::string wanted(2 * ide::depth_at(file.text(), begin), ' ');
  if (line.substr(0, blanks) == wanted) return {};
  return {{begin, begin + static_cast<std::uint32_t>(blanks), wanted}};
}

}  // namespace

Json format_document(Session& session, const Json& params) {
  const std::optional<View> view = view_of(session, params);
  return view ? edit_list(session, *view->file, all_edits(*view)) : Json();
}

Json format_range(Session& session, const Json& params) {
  const std::optional<View> view = view_of(session, params);
  return view ? edit_list(session, *view->file,
                          edits_in(session, *view, all_edits(*view), at(params, {"range"})))
              : Json();
}

Json format_ranges(Session& session, const Json& params) {
  const std::optional<View> view = view_of(session, params);
  if (!view) return nullptr;
  const std::vector<ide::LineEdit> all = all_edits(*view);
  std::vector<ide::LineEdit> wanted;
  for (const Json& range : at(params, {"ranges"})) {
    for (ide::LineEdit& edit : edits_in(session, *view, all, range)) {
      const bool known = std::any_of(wanted.begin(), wanted.end(), [&](const ide::LineEdit& other) {
        return other.begin == edit.begin && other.end == edit.end;
      });
      if (!known) wanted.push_back(std::move(edit));
    }
  }
  return edit_list(session, *view->file, wanted);
}

Json format_on_type(Session& session, const Json& params) {
  const std::optional<View> view = view_of(session, params);
  if (!view) return nullptr;
  const std::uint32_t offset = place_of(session, *view, params);
  const std::string_view text = view->file->text();
  if (text_at(params, {"ch"}) != "}")
    return edit_list(session, *view->file, indent(*view->file, offset));
  if (offset == 0 || text[offset - 1] != '}') return Json::array();
  const std::uint32_t opener = ide::opener_of(text, offset - 1);
  if (opener == offset - 1 || !view->tree->balanced)
    return edit_list(session, *view->file, indent(*view->file, offset));
  return edit_list(session, *view->file, ide::edits_within(all_edits(*view), text, opener, offset));
}

}  // namespace svc::lsp
