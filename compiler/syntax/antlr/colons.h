// Blocks that are written as in Python or YAML: `service api in web:` and lines that are indented.
#pragma once

#include "syntax/antlr/lexeme.h"
#include "syntax/antlr/reporter.h"

namespace svc::syntax {

// Puts braces around the lines that are indented below a line that ends with `:`, and reports the
// first such line. Lists in lines with `-` are left alone (repair.h).
void brace_indented_blocks(Scan& scan, Reporter& reporter);

}  // namespace svc::syntax
