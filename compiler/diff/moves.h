// Environments that go elsewhere, and blocks with another name.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "diff/report.h"
#include "emit/document.h"

namespace svc::diff {

// `eu-west-1 to eu-west-2`, where both sides say where they are deployed; empty: the same place, or
// one side (null) is missing.
[[nodiscard]] std::string move_of(const emit::Document* before, const emit::Document* after);
// Tells that the environment goes that way.
void tell_move(Environment& made, const std::string& way, const emit::Document& after);
// Tells of another name of the app, which is part of the name of its stacks.
void tell_stack(Environment& made, const emit::Document& before, const emit::Document& after);

// Pairs of a removed and a new block that may be one block under two names. Where there is a
// choice, there is no pair.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> renamed_blocks(
    const std::vector<Block>& blocks);

}  // namespace svc::diff
