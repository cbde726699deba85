// The components of the standard library, whether a program imports them or not. Private to ide/.
#pragma once

#include <string>
#include <vector>

#include "ide/live_program.h"
#include "ide/location.h"

namespace svc::ide {

struct StdComponent {
  std::string file;    // `std/web`
  std::string name;    // `web_service`
  std::string clause;  // the name in its `in`; empty if it has none
  std::string doc;
};

// Those of files that the program does not read.
[[nodiscard]] std::vector<StdComponent> missing_std_components(const LiveProgram& program);

// As syntax::import_edit().
[[nodiscard]] TextEdit import_edit(const Sources& sources, const ast::Ast& tree,
                                   std::string_view path);

}  // namespace svc::ide
