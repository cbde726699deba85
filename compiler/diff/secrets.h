// Keeps secrets out of a report: it is pasted into reviews and logs.
#pragma once

#include "diff/report.h"

namespace svc::diff {

// Shows `***` in place of a value that has the name or the form of a secret. That it changes stays
// visible.
void hide_secrets(Environment& environment);

}  // namespace svc::diff
