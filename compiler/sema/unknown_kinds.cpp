// The advice on a kind that there is not.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/closest.h"
#include "diagnostics/suggest.h"
#include "sema/declarations.h"
#include "sema/foreign.h"
#include "sema/member_places.h"
#include "sema/unknown.h"

namespace svc::sema {

namespace {

// `resource "aws_sqs_queue" "orders" { … }`, `data "aws_vpc" "main" { … }` of Terraform.
bool advise_resource(const Session& session, Report report, const ast::Block& m) {
  if ((m.kind.text != "resource" && m.kind.text != "data") || m.labels.size() != 2) return false;
  std::array<std::string_view, 2> words;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Span span = m.labels[i].span;
    words.at(i) = session.sources[span.file].text(span);
    if (words.at(i).size() > 2 && words.at(i).front() == '"')
      words.at(i) = words.at(i).substr(1, words.at(i).size() - 2);
  }
  const auto meanings = foreign(words[0], ForeignMeaning::Form::Kind);
  if (meanings.empty() || meanings.front()->name.empty()) return false;
  const std::string head = fmt::format("{}{} {}", m.kind.text == "data" ? "existing " : "",
                                       meanings.front()->name, words[1]);
  report.help(fmt::format("write `{} {{ … }}`", head))
      .repair(fmt::format("Write `{}`", head), {{join(m.kind.span, m.labels[1].span), head}});
  return true;
}

}  // namespace

void advise_kind(const Session& session, Report report, const ast::Block& m,
                 const std::vector<std::string_view>& known) {
  const auto meanings = foreign(m.kind.text, ForeignMeaning::Form::Kind);
  // `new queue jobs {}`, `export queue jobs {}`: a word in front of the kind.
  const ast::Label* first = m.labels.empty() ? nullptr : &m.labels.front();
  if (first != nullptr && first->kind == ast::Label::Kind::Name && m.labels.size() > 1 &&
      (find_kind(first->name.text) != nullptr ||
       std::find(known.begin(), known.end(), first->name.text) != known.end())) {
    constexpr std::array<std::string_view, 6> kExisting = {"data",     "lookup", "external",
                                                           "imported", "ref",    "reference"};
    if (std::find(kExisting.begin(), kExisting.end(), m.kind.text) != kExisting.end()) {
      report
          .help(fmt::format("what exists already is written `existing {} {} {{ … }}`",
                            first->name.text,
                            session.sources[m.kind.span.file].text(m.labels[1].span)))
          .repair("Write `existing`", {{m.kind.span, "existing"}});
      return;
    }
    report
        .help(fmt::format("a block begins with its kind: write `{} {} {{ … }}`", first->name.text,
                          session.sources[m.kind.span.file].text(m.labels[1].span)))
        .repair(fmt::format("Remove `{}`", m.kind.text),
                {{Span{m.kind.span.file, m.kind.span.begin, first->span.begin}, ""}});
    return;
  }
  if (advise_resource(session, report, m)) return;
  if (!meanings.empty() && !meanings.front()->say.empty()) {
    report.help(std::string(meanings.front()->say));
  } else if (!meanings.empty()) {
    const std::string_view kind = meanings.front()->name;
    const Span labels{m.header.file, m.kind.span.end, std::max(m.kind.span.end, m.header.end)};
    report.help(
        fmt::format("write `{}{} {{ … }}`", kind,
                    m.labels.size() == 1 ? session.sources[labels.file].text(labels) : " NAME"));
    // With other labels (`resource "type" "name"`) more than the word is different.
    if (m.labels.size() == 1)
      report.repair(fmt::format("Write `{}`", kind), {{m.kind.span, std::string(kind)}});
  } else if (const std::string_view meant = closest(m.kind.text, known); !meant.empty()) {
    suggest(report, m.kind.span, meant, "");
  } else if (std::string place = place_of_member(m.kind.text, true); !place.empty()) {
    report.help(std::move(place));
  } else if (const std::string path = path_of_meaning(nullptr, m.kind.text); !path.empty()) {
    report.help(fmt::format("write `{}`", path));
  } else {
    report.help("there are " + enumerate(likely_first(m.kind.text, known), "and", 12));
  }
}

}  // namespace svc::sema
