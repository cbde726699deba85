// Names in the case that the whole language uses.
#include <algorithm>
#include <cctype>
#include <string>

#include "base/overloaded.h"
#include "diagnostics/codes/lints.h"
#include "lint/rules.h"
#include "lint/words.h"

namespace svc::lint::rules {

namespace {

bool is_upper(char c) {
  return std::isupper(static_cast<unsigned char>(c)) != 0;
}

// `MainCluster` and `mainCluster` are `main_cluster`, `HTTPPort` is `http_port`.
std::string snake(std::string_view name) {
  std::string out;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool begins =
        is_upper(name[i]) && i > 0 && name[i - 1] != '_' &&
        (!is_upper(name[i - 1]) ||
         (i + 1 < name.size() && std::islower(static_cast<unsigned char>(name[i + 1])) != 0));
    if (begins) out += '_';
    out += static_cast<char>(std::tolower(static_cast<unsigned char>(name[i])));
  }
  return out;
}

void judge(const ast::Ident& name, Sink& sink) {
  if (std::none_of(name.text.begin(), name.text.end(), is_upper)) return;
  sink.report<diag::NotSnakeCase>(name.span, name.text)
      .help(fmt::format("call it `{}`; of a block, AWS would then replace what it names",
                        snake(name.text)));
}

void judge_members(const std::vector<const ast::Member*>& members, Sink& sink) {
  for (const ast::Member* member : members) {
    std::visit(
        overloaded{
            [&](const ast::Let& n) { judge(n.name, sink); },
            [&](const ast::Param& n) { judge(n.name, sink); },
            [&](const ast::Block& n) {
              if (n.labels.size() == 1 && n.labels.front().kind == ast::Label::Kind::Name &&
                  !n.existing)
                judge(n.labels.front().name, sink);
            },
            [&](const ast::Component& n) { judge(n.name, sink), judge_members(n.members, sink); },
            [&](const ast::If& n) {
              judge_members(n.then, sink), judge_members(n.otherwise, sink);
            },
            [&](const ast::For& n) { judge_members(n.members, sink); },
            [](const auto&) {},  // outputs are called as those want who read them; an environment's
                                 // blocks are the program's
        },
        member->node);
  }
}

void check_snake_case(const Files& files, Sink& sink) {
  for (const sema::Module& module : files.modules) {
    if (!module.standard) judge_members(module.ast->items, sink);
  }
}

}  // namespace

constinit const Rule snake_case = {
    .code = diag::NotSnakeCase::code,
    .about =
        "Fields, kinds and symbols are written in snake_case; names that are, too, can be read as "
        "one text with them.",
    .files = check_snake_case,
};

}  // namespace svc::lint::rules
