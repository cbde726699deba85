#include "cli/terminal.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string_view>

#include "base/printable.h"

namespace svc::cli {

namespace {

using namespace std::chrono_literals;

constexpr auto kPatience = 500ms;  // before a run is long

std::string_view variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view{} : std::string_view(value);
}

bool on_terminal() {
  return ::isatty(STDERR_FILENO) != 0 && !variable("TERM").empty() && variable("TERM") != "dumb";
}

// Terminals do not say whether they support links. These are known to
// (https://github.com/chalk/supports-hyperlinks, index.js).
bool follows_links() {
  if (!variable("FORCE_HYPERLINK").empty()) return variable("FORCE_HYPERLINK") != "0";
  if (!on_terminal() || !variable("CI").empty() || !variable("TEAMCITY_VERSION").empty())
    return false;
  constexpr std::array<std::string_view, 7> programs{"iTerm.app", "WezTerm", "vscode", "ghostty",
                                                     "zed",       "Hyper",   "Tabby"};
  if (std::find(programs.begin(), programs.end(), variable("TERM_PROGRAM")) != programs.end())
    return true;
  const std::string_view vte =
      variable("VTE_VERSION");  // 5000 of 0.50.0; 0.50.0 itself crashes on them
  if (vte.size() >= 4 && vte != "0.50.0" && std::atoi(std::string(vte).c_str()) > 5000) return true;
  return !variable("WT_SESSION").empty() || !variable("KONSOLE_VERSION").empty() ||
         variable("TERM") == "xterm-kitty" || variable("TERM") == "alacritty" ||
         variable("TERM").starts_with("foot");
}

// A text cut to `most` columns, one for each code point.
std::string_view cut(std::string_view text, std::size_t most) {
  std::size_t columns = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U) continue;
    if (++columns > most) return text.substr(0, i);
  }
  return text;
}

}  // namespace

std::size_t terminal_width(int descriptor) {
  winsize size{};
  return ::isatty(descriptor) != 0 && ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

Terminal stderr_terminal() {
  std::error_code error;
  return {.color = on_terminal() && variable("NO_COLOR").empty(),
          .links = follows_links(),
          .folder = std::filesystem::current_path(error).generic_string(),
          .width = terminal_width(STDERR_FILENO)};
}

Progress::Progress(std::size_t total) : total_(total), terminal_(on_terminal()) {}

Progress::~Progress() {
  clear();
}

// A closed terminal must not stop the run, so write errors are ignored here.
void Progress::clear() {
  if (shown_) std::fputs("\r\x1b[K", stderr);
  shown_ = false;
}

void Progress::step(const std::string& what) {
  ++done_;
  if (!terminal_ || std::chrono::steady_clock::now() - begin_ < kPatience) return;
  const std::string line = fmt::format("[{}/{}] {}", done_, total_, printable(what));
  const std::size_t width = terminal_width(
      STDERR_FILENO);  // a wrapped line could not be removed; windows change their size
  std::fputs(fmt::format("\r\x1b[K{}", cut(line, width > 1 ? width - 1 : 79)).c_str(), stderr);
  std::fflush(stderr);
  shown_ = true;
}

}  // namespace svc::cli
