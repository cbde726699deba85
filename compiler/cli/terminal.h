// The features of the terminal behind standard error, if it is one.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "diagnostics/render.h"

namespace svc::cli {

// Colours on a terminal without NO_COLOR (https://no-color.org). Links if the terminal is known to
// support them (as npm's supports-hyperlinks decides) or FORCE_HYPERLINK is set.
[[nodiscard]] Terminal stderr_terminal();

// The columns of a terminal behind a file descriptor; 0 if it is not a terminal or they are
// unknown.
[[nodiscard]] std::size_t terminal_width(int descriptor);

// One line on standard error that shows the progress of a long run, cut to the terminal's width. It
// shows nothing if that is not a terminal, and nothing in the first moments of a run. The line
// disappears with the object.
class Progress {
 public:
  explicit Progress(std::size_t total);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Shows `what` as the current step.
  void step(const std::string& what);
  // Clears the line, so that something else can be written. The next step shows it again.
  void clear();

 private:
  std::size_t total_;
  std::size_t done_ = 0;
  bool terminal_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

}  // namespace svc::cli
