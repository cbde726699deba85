// Terraform modules: the part of HCL that svcc writes, and hand-written additions of the same form.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "diff/read.h"
#include "diff/read_json.h"

namespace svc::diff {

namespace {

using emit::Document;
using emit::Member;
using emit::Object;
using emit::Record;
using emit::Reference;
using emit::Tree;

bool is_name(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
}

// The address and the attribute of `aws_sqs_queue.orders.arn`, `data.aws_vpc.x.id`, `var.tag`.
Reference split_reference(std::string_view words) {
  std::size_t dots = words.starts_with("data.") ? 3 : 2;
  std::size_t at = 0;
  while (dots > 0 && at < words.size()) {
    at = std::min(words.find_first_of(".[", at + 1), words.size());
    --dots;
  }
  const std::size_t rest = at < words.size() && words[at] == '.' ? at + 1 : at;
  return Reference{std::string(words.substr(0, at)), std::string(words.substr(rest))};
}

bool refers(std::string_view words) {
  const bool plain = std::all_of(words.begin(), words.end(), [](char c) {
    return is_name(c) || c == '.' || c == '[' || c == ']' || c == '*';
  });
  if (!plain || words.find('.') == std::string_view::npos) return false;
  return words.starts_with("aws_") || words.starts_with("data.") || words.starts_with("var.") ||
         words.starts_with("local.");
}

// Any text can be given to it: it stops at the first thing that svcc does not write.
class Parser {
 public:
  Parser(std::string_view text, Document& module) : text_(text), module_(module) {}

  bool run() {
    while (skip()) {
      std::vector<std::string> head;
      if (!labels(head)) return false;
      Object body;
      if (!block(body) || failed_) return false;
      add(head, std::move(body));
      comment_ = {};
    }
    return true;
  }

 private:
  // ---- Text ----

  // Passes over spaces and comments; whether there is more.
  bool skip(bool lines = true) {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '#' || rest().starts_with("//")) {
        const std::size_t end = std::min(text_.find('\n', at_), text_.size());
        comment_ = text_.substr(at_, end - at_);
        note_environment();
        at_ = end;
      } else if (c == ' ' || c == '\t' || c == '\r' || (lines && c == '\n')) {
        ++at_;
      } else {
        return true;
      }
    }
    return false;
  }

  // `# Compiled by svcc from shop.svc (prod). Change the program, not this file.`
  void note_environment() {
    constexpr std::string_view kHead = "# Compiled by svcc from ";
    if (!comment_.starts_with(kHead)) return;
    const std::size_t end = comment_.find("). ");
    const std::size_t open = comment_.rfind('(', end);
    if (end != std::string_view::npos && open != std::string_view::npos)
      module_.environment = comment_.substr(open + 1, end - open - 1);
    comment_ = {};
  }

  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  [[nodiscard]] std::string_view rest() const { return text_.substr(std::min(at_, text_.size())); }
  // The text from there to here, less what is behind its end.
  [[nodiscard]] std::string between(std::size_t begin, std::size_t end) const {
    begin = std::min(begin, text_.size());
    return std::string(text_.substr(begin, std::max(begin, end) - begin));
  }

  // Nothing more is read.
  void fail() {
    failed_ = true;
    at_ = text_.size();
  }

  // One bracket more around what is read; too many end the reading.
  class Inside {
   public:
    explicit Inside(Parser& parser) : parser_(parser) {
      constexpr int kMost = 500;
      if (++parser_.depth_ > kMost) parser_.fail();
    }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;
    ~Inside() { --parser_.depth_; }

   private:
    Parser& parser_;
  };

  std::string word() {
    const std::size_t begin = at_;
    while (is_name(peek())) ++at_;
    return between(begin, at_);
  }

  // The words in front of a block: `resource "aws_vpc" "main"`; ends behind its `{`.
  bool labels(std::vector<std::string>& head) {
    while (skip(false)) {
      if (peek() == '{') return ++at_, !head.empty();
      if (peek() == '"') {
        const Tree text = quoted();
        const auto* words = text.get<std::string>();
        if (words == nullptr) return false;
        head.push_back(*words);
      } else {
        head.push_back(word());
        if (head.back().empty()) return false;
      }
    }
    return false;
  }

  // The members of a block, behind its `{`.
  bool block(Object& into) {
    const Inside deeper(*this);
    while (skip()) {
      if (peek() == '}') return ++at_, true;
      std::string name = peek() == '"' ? change_text(quoted()) : word();
      if (name.empty()) return false;
      skip(false);
      if (peek() == '=') {
        ++at_;
        into.members.push_back({std::move(name), expression(), false});
        continue;
      }
      std::vector<std::string> head = {name};
      if (peek() == '{')
        ++at_;
      else if (!labels(head))
        return false;
      Object inner;
      if (!block(inner)) return false;
      Tree& list = into.at(name).value;
      if (list.get<emit::List>() == nullptr) list.data = emit::List{};
      list.get<emit::List>()->items.emplace_back(std::move(inner));
    }
    return false;
  }

  static std::string change_text(const Tree& tree) {
    const auto* words = tree.get<std::string>();
    return words == nullptr ? std::string() : *words;
  }

  // ---- Expressions ----

  Tree expression() {
    const Inside deeper(*this);
    skip(false);
    const char c = peek();
    if (c == '"') {
      Tree text = quoted();
      skip(false);
      return text;
    }
    if (c == '[') return list();
    if (c == '{') return object();
    if (rest().starts_with("<<")) return heredoc();
    constexpr std::string_view kJson = "jsonencode(";
    if (rest().starts_with(kJson)) {
      at_ += kJson.size();
      skip();
      emit::Encoded encoded;
      encoded.body.push_back(expression());
      skip();
      if (peek() == ')') ++at_;
      return encoded;
    }
    return code();
  }

  Tree list() {
    emit::List made;
    ++at_;
    while (skip() && peek() != ']') {
      const std::size_t begin = at_;
      made.items.push_back(expression());
      skip();
      if (peek() == ',') ++at_;
      if (at_ == begin) fail();
    }
    ++at_;
    return made;
  }

  Tree object() {
    Object made;
    ++at_;
    while (skip() && peek() != '}') {
      std::string name = peek() == '"' ? change_text(quoted()) : word();
      if (name.empty() && peek() == '(') name = change_text(Tree(code_words()));
      skip(false);
      if (peek() != '=' && peek() != ':') break;
      ++at_;
      skip(false);
      made.members.push_back({std::move(name), expression(), false});
      skip(false);
      if (peek() == ',') ++at_;
    }
    ++at_;
    return made;
  }

  // Code up to the end of the line, or of the structure around it.
  std::string code_words() {
    const std::size_t begin = at_;
    int depth = 0;
    bool inside = false;
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (inside) {
        if (c == '\\')
          ++at_;
        else if (c == '"')
          inside = false;
        continue;
      }
      if (c == '"') inside = true;
      if (c == '(' || c == '[' || c == '{') ++depth;
      if (depth == 0 && (c == '\n' || c == ',' || c == ']' || c == '}' || c == ')')) break;
      if (c == ')' || c == ']' || c == '}') --depth;
    }
    std::string words = between(begin, at_);
    while (!words.empty() && std::isspace(static_cast<unsigned char>(words.back())) != 0)
      words.pop_back();
    return words;
  }

  Tree code() {
    const std::string words = code_words();
    if (words == "true") return true;
    if (words == "false") return false;
    if (words == "null") return {};
    if (!words.empty() && words.find_first_not_of("0123456789.-") == std::string::npos)
      return Tree(words);
    return code_tree(words);
  }

  // Code with its references as separate parts, to know what it refers to.
  static Tree code_tree(const std::string& words) {
    if (refers(words)) return split_reference(words);
    emit::Expression made;
    std::size_t plain = 0;
    for (std::size_t at = 0; at < words.size();) {
      if (at > 0 && (is_name(words[at - 1]) || words[at - 1] == '.')) {
        ++at;
        continue;
      }
      std::size_t end = at;
      while (end < words.size() && (is_name(words[end]) || words[end] == '.')) ++end;
      if (end > at && refers(std::string_view(words).substr(at, end - at))) {
        if (at > plain) made.parts.emplace_back(words.substr(plain, at - plain));
        made.parts.emplace_back(split_reference(std::string_view(words).substr(at, end - at)));
        plain = at = end;
      } else {
        at = std::max(end, at + 1);
      }
    }
    if (plain < words.size()) made.parts.emplace_back(words.substr(plain));
    return made;
  }

  Tree quoted() {
    ++at_;
    emit::Text out;
    while (at_ < text_.size() && peek() != '"') {
      if (peek() == '\\') {
        escape(out);
      } else if (rest().starts_with("$${") || rest().starts_with("%%{")) {
        out.add(text_.substr(at_ + 1, 2));
        at_ += 3;
      } else if (rest().starts_with("${")) {
        interpolation(out);
      } else {
        out.add(text_[at_++]);
      }
    }
    ++at_;
    return std::move(out).tree();
  }

  void escape(emit::Text& out) {
    const char c = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    at_ += 2;
    switch (c) {
      case 'n':
        return out.add('\n');
      case 't':
        return out.add('\t');
      case 'r':
        return out.add('\r');
      case 'u':
        out.add("\\u");  // both sides are read alike
        return;
      default:
        return out.add(c);
    }
  }

  // `${…}`, which may hold texts with braces.
  void interpolation(emit::Text& out) {
    at_ += 2;
    const std::size_t begin = at_;
    int depth = 1;
    bool inside = false;
    for (; at_ < text_.size() && depth > 0; ++at_) {
      const char c = text_[at_];
      if (c == '\\' && inside)
        ++at_;
      else if (c == '"')
        inside = !inside;
      else if (!inside && c == '{')
        ++depth;
      else if (!inside && c == '}')
        --depth;
    }
    out.append(code_tree(between(begin, at_ - 1)));
  }

  Tree heredoc() {
    const std::size_t line = std::min(text_.find('\n', at_), text_.size());
    std::string_view mark = text_.substr(at_ + 2, line - at_ - 2);
    if (mark.starts_with('-')) mark.remove_prefix(1);
    at_ = line + 1;
    std::string body;
    while (at_ < text_.size()) {
      const std::size_t end = std::min(text_.find('\n', at_), text_.size());
      const std::string_view row = text_.substr(at_, end - at_);
      at_ = std::min(end + 1, text_.size());
      const std::size_t first = std::min(row.find_first_not_of(" \t"), row.size());
      if (row.substr(first) == mark) break;
      body.append(row).append(1, '\n');
    }
    --at_;  // the line end closes the member
    emit::Text out;
    Parser inner(body, module_);
    while (inner.at_ < body.size()) {
      if (inner.rest().starts_with("$${")) {
        out.add("${");
        inner.at_ += 3;
      } else if (inner.rest().starts_with("${")) {
        inner.interpolation(out);
      } else {
        out.add(inner.text_[inner.at_++]);
      }
    }
    return document_text(std::move(out).tree());
  }

  // ---- Blocks ----

  void add(const std::vector<std::string>& head, Object body) {
    const std::string& kind = head.front();
    if (kind == "resource" && head.size() == 3) return resource(head, std::move(body));
    const auto value = [&](std::string_view name) {
      const Member* found = body.find(name);
      return found == nullptr ? Tree() : found->value;
    };
    if (kind == "variable" && head.size() == 2)
      module_.parameters.push_back({"var." + head[1], value("default"), {}});
    if (kind == "output" && head.size() == 2)
      module_.outputs.push_back({head[1], value("value"), {}});
    if (kind == "moved") {
      const auto address = [&](std::string_view name) {
        const Tree tree = value(name);
        const auto* reference = tree.get<Reference>();
        return reference == nullptr ? std::string() : reference->subject;
      };
      module_.moved.emplace_back(address("from"), address("to"));
    }
    if (kind == "provider") tags(body);
  }

  void tags(const Object& provider) {
    const Member* defaults = provider.find("default_tags");
    const auto* list = defaults == nullptr ? nullptr : defaults->value.get<emit::List>();
    const auto* one =
        list == nullptr || list->items.empty() ? nullptr : list->items.front().get<Object>();
    const Member* map = one == nullptr ? nullptr : one->find("tags");
    const auto* members = map == nullptr ? nullptr : map->value.get<Object>();
    if (members == nullptr) return;
    for (const Member& tag : members->members)
      module_.tags.push_back({tag.name.str(), tag.value, {}});
  }

  void resource(const std::vector<std::string>& head, Object body) {
    Record record;
    record.type = head[1];
    record.address = head[1] + "." + head[2];
    for (Member& member : body.members) {
      if (member.name == "lifecycle")
        lifecycle(member.value, record);
      else if (member.name == "depends_on")
        depends_on(member.value, record);
      else
        record.properties.members.push_back(std::move(member));
    }
    record.owner = owner(record);
    module_.resources.push_back(std::move(record));
  }

  static void depends_on(const Tree& tree, Record& record) {
    const auto* list = tree.get<emit::List>();
    if (list == nullptr) return;
    for (const Tree& item : list->items) {
      if (const auto* reference = item.get<Reference>())
        record.depends_on.push_back(reference->subject);
    }
  }

  static void lifecycle(const Tree& tree, Record& record) {
    const auto* list = tree.get<emit::List>();
    const auto* body =
        list == nullptr || list->items.empty() ? nullptr : list->items.front().get<Object>();
    if (body == nullptr) return;
    const auto flag = [&](std::string_view name) {
      const Member* member = body->find(name);
      const bool* value = member == nullptr ? nullptr : member->value.get<bool>();
      return value != nullptr && *value;
    };
    record.create_first = flag("create_before_destroy");
    record.guarded = flag("prevent_destroy");
    const Member* ignored = body->find("ignore_changes");
    const auto* names = ignored == nullptr ? nullptr : ignored->value.get<emit::List>();
    if (names == nullptr) return;
    for (const Tree& name : names->items) {
      if (const auto* code = name.get<emit::Expression>(); code != nullptr && !code->parts.empty())
        record.initial.push_back(change_text(code->parts.front()));
    }
  }

  // `# shop.svc:12 service api`, else the tag.
  [[nodiscard]] std::string owner(const Record& record) const {
    std::string_view words = comment_;
    if (words.starts_with("# ") && words.find(":") != std::string_view::npos) {
      const std::size_t space = words.find(' ', 2);
      if (space != std::string_view::npos) return std::string(words.substr(space + 1));
    }
    const Member* tags = record.properties.find("tags");
    const auto* map = tags == nullptr ? nullptr : tags->value.get<Object>();
    const Member* block = map == nullptr ? nullptr : map->find("svc:block");
    return block == nullptr ? std::string() : change_text(block->value);
  }

  std::string_view text_;
  Document& module_;
  std::size_t at_ = 0;  // behind the end where a closing mark is missing
  int depth_ = 0;
  bool failed_ = false;
  std::string_view comment_;
};

}  // namespace

Result<bool> read_module(const std::string& text, Document& module) {
  if (!Parser(text, module).run()) return Failure{"cannot be read as the HCL that svcc writes"};
  return true;
}

}  // namespace svc::diff
