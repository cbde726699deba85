#include "driver/secrets.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_set>

#include "base/characters.h"
#include "syntax/secret_texts.h"

namespace svc::driver {

namespace {

std::vector<syntax::SecretText> secrets_of(const std::vector<sema::Module>& modules) {
  std::vector<const ast::Ast*> files;
  for (const sema::Module& module : modules) {
    if (!module.standard && module.ast != nullptr) files.push_back(module.ast);
  }
  return syntax::secret_texts(files);
}

// Messages shorten a long text, sema::describe(); its beginning is enough to know it.
constexpr std::size_t kEnough = 48;  // bytes

// Secrets as messages quote them.
class Secrets {
 public:
  explicit Secrets(const lint::Files& files) {
    for (const syntax::SecretText& secret : secrets_of(files.modules)) {
      add(std::string(files.sources[secret.span.file].text(secret.span)));
      add(secret.text);
    }
  }
  [[nodiscard]] bool empty() const { return texts_.empty(); }

  // The text with `***` for each secret between quotes.
  [[nodiscard]] std::string without(std::string_view text) const {
    std::string out;
    std::size_t kept = 0;
    for (std::size_t open = next_quote(text, 0); open < text.size();) {
      const std::size_t close = next_quote(text, open + 1, text[open]);
      if (close >= text.size() ||
          !is_one(text.substr(open + 1, close - open - 1), text[open] == '`')) {
        open = next_quote(text, open + 1);
        continue;
      }
      out += text.substr(kept, open + 1 - kept);
      out += "***";
      kept = close;
      open = next_quote(text, close + 1);
    }
    return out + std::string(text.substr(kept));
  }

 private:
  void add(std::string text) {
    if (text.size() > kEnough) text.resize(kEnough);
    if (!text.empty()) texts_.insert(std::move(text));
  }
  // What looks like a name is one in backticks: a block may have the name that a secret has.
  [[nodiscard]] bool is_one(std::string_view text, bool code) const {
    const bool digit = !text.empty() && text.front() >= '0' && text.front() <= '9';
    if (code && !digit && std::all_of(text.begin(), text.end(), is_word)) return false;
    return texts_.contains(std::string(text.substr(0, kEnough)));
  }
  // The next quote that is not escaped: this one, or any; the end if there is none.
  static std::size_t next_quote(std::string_view text, std::size_t from, char quote = 0) {
    for (std::size_t at = from; at < text.size(); ++at) {
      if (text[at] == '\\')
        ++at;
      else if (quote == 0 ? text[at] == '"' || text[at] == '`' : text[at] == quote)
        return at;
    }
    return text.size();
  }

  std::unordered_set<std::string> texts_;
};

}  // namespace

std::vector<Span> hidden_texts(const std::vector<sema::Module>& modules) {
  std::vector<Span> hidden;
  for (const syntax::SecretText& secret : secrets_of(modules)) hidden.push_back(secret.span);
  return hidden;
}

void hide_secrets(const lint::Files& files, std::vector<Diagnostic>& diagnostics) {
  if (diagnostics.empty()) return;
  const Secrets secrets(files);
  if (secrets.empty()) return;
  for (Diagnostic& d : diagnostics) {
    d.message = secrets.without(d.message);
    d.help = secrets.without(d.help);
    for (Related& related : d.related) related.message = secrets.without(related.message);
    const bool writes = std::any_of(d.fix.edits.begin(), d.fix.edits.end(), [&](const Edit& edit) {
      return secrets.without(edit.text) != edit.text;
    });
    if (writes || secrets.without(d.fix.title) != d.fix.title) d.fix = {};
  }
}

}  // namespace svc::driver
