// Decisions of svcc that the text does not show: inlay hints in the text, lenses above it.
#include "ide/hints.h"

#include "lsp/methods.h"
#include "lsp/places.h"

namespace svc::lsp {

namespace {

ide::HintOptions hint_options(const Session& session) {
  const Settings& wanted = session.settings;
  return {.defaults = wanted[Setting::HintDefaults],
          .priorities = wanted[Setting::HintPriorities],
          .ranges = wanted[Setting::HintRanges],
          .names = wanted[Setting::HintNames],
          .counts = wanted[Setting::HintCounts]};
}

bool lens_wanted(const Session& session, ide::LensForm form) {
  switch (form) {
    case ide::LensForm::Resources:
      return session.settings[Setting::LensResources];
    case ide::LensForm::Cost:
      return session.settings[Setting::LensCost];
    case ide::LensForm::Environments:
      return session.settings[Setting::LensEnvironments];
    case ide::LensForm::References:
      return session.settings[Setting::LensReferences];
  }
  return true;
}

// A click on a lens: to the resources by the preview, to places by a command of the client's
// (docs/lsp.md).
Json lens_command(Session& session, Places& places, const View& view, const ide::CodeLens& lens) {
  const Json position = position_of(*view.file, lens.span.begin, session.client.encoding);
  if (lens.form == ide::LensForm::Resources)
    return {{"title", lens.title},
            {"command", "svcc.preview"},
            {"arguments", {{{"uri", view.uri}, {"position", position}}}}};
  Json list = Json::array();
  for (const ide::Location& at : lens.places) list.push_back(places.location(at));
  return {{"title", lens.title},
          {"command", list.empty() ? "" : "svcc.showLocations"},
          {"arguments", {view.uri, position, std::move(list)}}};
}

}  // namespace

Json inlay_hints(Session& session, const Json& params) {
  const std::optional<View> view = view_of(session, params);
  if (!view || view->program == nullptr || !session.settings[Setting::Hints]) return nullptr;
  const auto [begin, end] = offsets_of(*view->file, at(params, {"range"}), session.client.encoding);
  Json list = Json::array();
  for (const ide::InlayHint& hint :
       ide::inlay_hints(view->live(), {view->id, begin, end}, hint_options(session))) {
    Json one{{"position", position_of(*view->file, hint.offset, session.client.encoding)},
             {"label", hint.label},
             {"paddingLeft", true}};
    if (!hint.tooltip.empty()) one["tooltip"] = {{"kind", "markdown"}, {"value", hint.tooltip}};
    list.push_back(std::move(one));
  }
  return list;
}

Json code_lenses(Session& session, const Json& params) {
  const std::optional<View> view = view_of(session, params);
  if (!view || view->program == nullptr || !session.settings[Setting::Lenses]) return nullptr;
  Places places(session, view->live());
  Json list = Json::array();
  for (const ide::CodeLens& lens : ide::code_lenses(view->live(), view->id)) {
    if (!lens_wanted(session, lens.form)) continue;
    list.push_back({{"range", session.range(*view->file, lens.span)},
                    {"command", lens_command(session, places, *view, lens)}});
  }
  return list;
}

}  // namespace svc::lsp
