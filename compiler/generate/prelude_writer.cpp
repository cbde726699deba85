#include "generate/prelude_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/overloaded.h"
#include "diagnostics/codes/kinds.h"
#include "sema/literals.h"
#include "sema/types.h"

namespace svc::generate {

namespace {

using sema::Constant;
using sema::TypeAlternative;

// A C++ raw string literal, because documentation and patterns contain many backslashes and quotes.
std::string cpp_literal(std::string_view text) {
  if (text.find_first_of("\"\\\n") == std::string_view::npos) return fmt::format("\"{}\"", text);
  return fmt::format("R\"~~({})~~\"", text);
}

// Long texts as several literals: compilers need not take one of more than 65,536 characters.
std::string cpp_literals(std::string_view text) {
  constexpr std::size_t kChunk = 8000;
  std::string out;
  for (std::size_t i = 0; i < text.size(); i += kChunk)
    out += fmt::format("\n    R\"~~({})~~\"", text.substr(i, kChunk));
  return out.empty() ? "\"\"" : out;
}

// The string that an expression is, if it is one without interpolation.
std::optional<std::string> text_of(const ast::Expr& expr) {
  const auto* string = std::get_if<ast::StringExpr>(&expr.node);
  if (string == nullptr) return std::nullopt;
  std::string text;
  for (const ast::StringPiece& piece : string->pieces) {
    if (piece.expr != nullptr) return std::nullopt;
    text += piece.text;
  }
  return text;
}

class Writer {
 public:
  Writer(const Sources& sources, Sink& sink) : sources_(sources), sink_(sink) {}

  void learn_kinds(const std::vector<PreludeFile>& files) {
    for (const PreludeFile& file : files) {
      for (const ast::Member* item : file.ast.items) {
        if (const auto* kind = std::get_if<ast::Kind>(&item->node)) kinds_.insert(kind->name.text);
      }
    }
  }

  void file(const PreludeFile& file) {
    file_ = file.name;
    for (const ast::Member* item : file.ast.items) {
      const auto* kind = std::get_if<ast::Kind>(&item->node);
      if (kind == nullptr) {
        sink_.report<diag::Misplaced>(item->span, "this").help("the prelude declares kinds");
        continue;
      }
      top_level(*kind, *item);
    }
  }

  std::string finish(const std::vector<PreludeFile>& files) {
    std::string table;
    for (const std::string_view name : kinds_) {
      const auto created = created_.find(name);
      const auto existing = existing_.find(name);
      const bool lookup = existing != existing_.end();
      if (created == created_.end()) {
        sink_.report<diag::Misplaced>(existing->second.head, "`existing kind` alone")
            .help("the prelude declares the kind as well");
        continue;
      }
      // Existing things have the attributes, methods and verbs of created ones. They are declared
      // once.
      if (lookup)
        body_ += kind_row(fmt::format("existing_{}", name),
                          with_shared(existing->second, created->second), "nullptr", false);
      body_ += kind_row(fmt::format("kind_{}", name), created->second,
                        lookup ? fmt::format("&existing_{}", name) : "nullptr", true);
      table += fmt::format("    &kind_{},\n", name);
    }
    std::string texts;
    for (const PreludeFile& file : files)
      texts += fmt::format("  if (file == \"{}\") return {};\n", file.name,
                           cpp_literals(sources_[file.source].text()));
    return fmt::format(
        "// Generated from stdlib/prelude. Do not edit.\n#include <array>\n#include "
        "<bit>\n#include <limits>\n\n#include \"sema/kinds.h\"\n\nnamespace svc::sema "
        "{{\n\nnamespace {{\n\n"
        "using Form = TypeAlternative::Form;\nconstexpr double kInf = "
        "std::numeric_limits<double>::infinity();\n\n{}constexpr std::array kKinds = "
        "{{\n{}}};\n\n}}  // namespace\n\n"
        "std::span<const KindDecl* const> builtin_kinds() {{ return kKinds; }}\n\nstd::string_view "
        "prelude_text(std::string_view file) {{\n{}  return {{}};\n}}\n\n}}  // namespace "
        "svc::sema\n",
        body_, table, texts);
  }

 private:
  // The names of the arrays that make up a kind, as C++ expressions.
  struct Parts {
    std::string name, doc, file, clauses = "{}", fields = "{}", blocks = "{}", attributes = "{}",
                                 methods = "{}", verbs = "{}";
    bool grants = false;
    std::uint32_t offset = 0;
    Span head;
  };

  static Parts with_shared(Parts parts, const Parts& shared) {
    if (parts.attributes == "{}") parts.attributes = shared.attributes;
    if (parts.methods == "{}") parts.methods = shared.methods;
    if (parts.verbs == "{}") parts.verbs = shared.verbs;
    return parts;
  }

  static std::string kind_row(std::string_view variable, const Parts& p, std::string_view existing,
                              bool creatable) {
    return fmt::format(
        "constexpr KindDecl {}{{.name = \"{}\", .doc = {}, .clauses = {}, .fields = {}, .table = "
        "{}, .blocks = {}, .attributes = {}, .methods = {}, .verbs = {}, .grants = {}, "
        ".existing = {}, .creatable = {}, .file = \"{}\", .offset = {}}};\n\n",
        variable, p.name, p.doc, p.clauses, p.fields,
        p.fields == "{}" ? p.fields : p.fields + "_table", p.blocks, p.attributes, p.methods,
        p.verbs, p.grants, existing, creatable, p.file, p.offset);
  }

  void top_level(const ast::Kind& kind, const ast::Member& member) {
    const std::string name(kind.name.text);
    Parts parts = contents(kind.members, (kind.existing ? "existing_" : "") + name);
    parts.name = name;
    parts.doc = doc(member, kind.name);
    parts.file = file_;
    parts.offset = kind.name.span.begin;
    parts.head = kind.name.span;
    std::string rows;
    for (const ast::KindClause& clause : kind.clauses) {
      rows +=
          fmt::format("    {{.keyword = ClauseDecl::Keyword::{}, .name = \"{}\", .type = {}}},\n",
                      clause.keyword == ast::ClauseKeyword::In ? "In" : "For", clause.name.text,
                      type(*clause.type));
    }
    parts.clauses = array("ClauseDecl", rows);
    (kind.existing ? existing_ : created_)[kind.name.text] = parts;
  }

  Parts contents(const std::vector<const ast::Member*>& members, const std::string& path) {
    std::string fields, blocks, attributes, methods, verbs;
    Parts parts;
    for (const ast::Member* member : members) {
      if (const auto* field = std::get_if<ast::FieldDecl>(&member->node)) {
        fields += field_row(*field, *member);
      } else if (const auto* block = std::get_if<ast::BlockDecl>(&member->node)) {
        if (block->name.text == "allow")
          parts.grants = true;
        else
          blocks += block_row(*block, *member, path);
      } else if (const auto* attribute = std::get_if<ast::AttributeDecl>(&member->node)) {
        attributes +=
            fmt::format("    {{.name = \"{}\", .doc = {}, .type = {}}},\n", attribute->name.text,
                        doc(*member, attribute->name), type(*attribute->type));
      } else if (const auto* method = std::get_if<ast::MethodDecl>(&member->node)) {
        methods += method_row(*method, *member);
      } else if (const auto* verb = std::get_if<ast::VerbDecl>(&member->node)) {
        verbs += verb_row(*verb, *member);
      } else {
        sink_.report<diag::Misplaced>(member->span, "this")
            .help("a kind declares fields, blocks, attributes, methods and verbs");
      }
    }
    parts.fields = array("FieldDecl", fields);
    if (parts.fields != "{}")
      body_ += fmt::format(
          "constexpr auto {0}_table = field_table<std::bit_ceil(2 * {0}.size())>({0});\n\n",
          parts.fields);
    parts.blocks = array("BlockDecl", blocks);
    parts.attributes = array("AttributeDecl", attributes);
    parts.methods = array("MethodDecl", methods);
    parts.verbs = array("VerbDecl", verbs);
    return parts;
  }

  std::string doc(const ast::Member& member, ast::Ident name) {
    if (member.doc.text.empty())
      sink_
          .report<diag::MissingField>(name.span, fmt::format("`{}`", name.text),
                                      "a documentation comment")
          .help("write `/// …` in front of it");
    return cpp_literal(member.doc.text);
  }

  // A named constexpr array of the rows; `{}` if there are none.
  std::string array(std::string_view element, const std::string& rows) {
    if (rows.empty()) return "{}";
    const std::string name = fmt::format("t{}", counter_++);
    body_ += fmt::format("constexpr std::array {} = std::to_array<{}>({{\n{}}});\n\n", name,
                         element, rows);
    return name;
  }

  std::string type(const ast::TypeExpr& expr) {
    return type(sema::resolve_type(
        expr, [this](std::string_view name) { return kinds_.contains(name); }, types_, sink_));
  }

  std::string type(const sema::Type& resolved) {
    static constexpr std::string_view kForms[] = {"Scalar", "Symbol", "List", "Map", "Kind"};
    std::string rows;
    for (const TypeAlternative& a : resolved.alternatives) {
      std::string element = "nullptr";
      if (a.element != nullptr) {
        element = fmt::format("&t{}", counter_);
        const std::string name = fmt::format("t{}", counter_++);
        const std::string inner = type(*a.element);
        body_ += fmt::format("constexpr Type {} = {};\n", name, inner);
      }
      rows += fmt::format(
          "    {{.form = Form::{}, .scalar = static_cast<Scalar>({}), .name = \"{}\", .element = "
          "{}}},\n",
          kForms[static_cast<std::size_t>(a.form)], static_cast<int>(a.scalar), a.name, element);
    }
    return fmt::format("{{.alternatives = {}, .optional = {}}}", array("TypeAlternative", rows),
                       resolved.optional);
  }

  std::string field_row(const ast::FieldDecl& field, const ast::Member& member) {
    std::string options;
    std::string pattern_options;
    std::string by_param;
    bool is_static = false, primary = false, is_inline = false;
    std::string min = "-kInf", max = "kInf";
    for (const ast::Member* option_member : field.options) {
      const auto* option = std::get_if<ast::Field>(&option_member->node);
      if (option == nullptr) continue;
      const auto* flag = std::get_if<ast::BoolExpr>(&option->value->node);
      if (option->name.text == "static" && flag != nullptr)
        is_static = flag->value;
      else if (option->name.text == "primary" && flag != nullptr)
        primary = flag->value;
      else if (option->name.text == "inline" && flag != nullptr)
        is_inline = flag->value;
      else if (option->name.text == "secret" && flag != nullptr)
        pattern_options += fmt::format(", .takes_secret = {}", flag->value);
      else if (option->name.text == "open" && flag != nullptr)
        pattern_options += fmt::format(", .open = {}", flag->value);
      else if (option->name.text == "by_param" && flag != nullptr)
        by_param += fmt::format(", .by_param = {}", flag->value);
      else if (option->name.text == "days" && flag != nullptr)
        by_param += fmt::format(", .in_days = {}", flag->value);
      else if (option->name.text == "min")
        min = number(*option->value);
      else if (option->name.text == "max")
        max = number(*option->value);
      else if (option->name.text == "pattern")
        pattern_options +=
            fmt::format(", .pattern = {}", cpp_literal(text_of(*option->value).value_or("")));
      else if (option->name.text == "pattern_text")
        pattern_options +=
            fmt::format(", .pattern_text = {}", cpp_literal(text_of(*option->value).value_or("")));
      else
        sink_
            .report<diag::UnknownField>(option->name.span, "a declaration", "option",
                                        option->name.text)
            .help(
                "it has static, by_param, days, primary, inline, secret, open, min, max, pattern "
                "and pattern_text");
    }
    const std::string value = field.value == nullptr ? "{}" : constant(*field.value);
    return fmt::format(
        "    {{.name = \"{}\", .doc = {}, .type = {}, .value = {}, .is_static = {}{}, .primary = "
        "{}, "
        ".is_inline = {}, .min = {}, .max = {}{}, .file = \"{}\", .offset = {}}},\n",
        field.name.text, doc(member, field.name), type(*field.type), value, is_static, by_param,
        primary, is_inline, min, max, pattern_options, file_, field.name.span.begin);
  }

  std::string number(const ast::Expr& expr) {
    if (const auto* literal = std::get_if<ast::NumberExpr>(&expr.node)) {
      const sema::Value value = sema::number_value(*literal, expr.span);
      if (const auto* v = value.get<std::int64_t>()) return fmt::format("{}.0", *v);
      if (const auto* v = value.get<sema::Duration>()) return fmt::format("{}.0", v->milliseconds);
      if (const auto* v = value.get<sema::Size>()) return fmt::format("{}.0", v->bytes);
      if (const auto* v = value.get<double>()) return fmt::format("{:#}", *v);
    }
    sink_.report<diag::Misplaced>(expr.span, "this")
        .help("a limit is a number, a duration or a size");
    return "0";
  }

  std::string constant(const ast::Expr& expr) {
    return std::visit(
        overloaded{
            [](const ast::BoolExpr& e) {
              return fmt::format("{{.form = Constant::Form::Bool, .boolean = {}}}", e.value);
            },
            [&](const ast::NumberExpr& e) { return quantity(sema::number_value(e, expr.span)); },
            [](const ast::CidrExpr& e) {
              return fmt::format("{{.form = Constant::Form::Cidr, .text = \"{}\"}}", e.text);
            },
            [&](const ast::StringExpr&) {
              return fmt::format("{{.form = Constant::Form::String, .text = {}}}",
                                 cpp_literal(text_of(expr).value_or("")));
            },
            [](const ast::NameExpr& e) {
              return fmt::format("{{.form = Constant::Form::Symbol, .text = \"{}\"}}", e.name);
            },
            [&](const ast::ListExpr& e) {
              std::string rows;
              for (const ast::Expr* item : e.items) rows += "    " + constant(*item) + ",\n";
              return fmt::format("{{.form = Constant::Form::List, .items = {}}}",
                                 array("Constant", rows));
            },
            [&](const ast::ObjectExpr& e) {
              return e.entries.empty() ? std::string("{.form = Constant::Form::Map}")
                                       : no_constant(expr);
            },
            [&](const ast::BinaryExpr& e) { return range(e, expr); },
            [&](const ast::ErrorExpr&) { return no_constant(expr); },
            [&](const ast::MemberExpr&) { return no_constant(expr); },
            [&](const ast::IndexExpr&) { return no_constant(expr); },
            [&](const ast::CallExpr&) { return no_constant(expr); },
            [&](const ast::ComprehensionExpr&) { return no_constant(expr); },
            [&](const ast::UnaryExpr&) { return no_constant(expr); },
            [&](const ast::TernaryExpr&) { return no_constant(expr); },
        },
        expr.node);
  }

  std::string no_constant(const ast::Expr& expr) {
    sink_.report<diag::Misplaced>(expr.span, "this expression")
        .help("a default is a literal, a symbol or a list of them");
    return "{}";
  }

  std::string range(const ast::BinaryExpr& e, const ast::Expr& expr) {
    const auto* low = std::get_if<ast::NumberExpr>(&e.left->node);
    const auto* high = std::get_if<ast::NumberExpr>(&e.right->node);
    if (e.op != ast::BinaryOp::Range || low == nullptr || high == nullptr) return no_constant(expr);
    return fmt::format("{{.form = Constant::Form::Range, .integer = {}, .upper = {}}}",
                       std::llround(low->value), std::llround(high->value));
  }

  static std::string quantity(const sema::Value& value) {
    const auto row = [](std::string_view form, std::int64_t integer) {
      return fmt::format("{{.form = Constant::Form::{}, .integer = {}}}", form, integer);
    };
    if (const auto* v = value.get<std::int64_t>()) return row("Int", *v);
    if (const auto* v = value.get<sema::Duration>()) return row("Duration", v->milliseconds);
    if (const auto* v = value.get<sema::Size>()) return row("Size", v->bytes);
    if (const auto* v = value.get<sema::Cpu>()) return row("Cpu", v->units);
    if (const auto* v = value.get<sema::Percent>())
      return fmt::format("{{.form = Constant::Form::Percent, .number = {}}}", v->value);
    return fmt::format("{{.form = Constant::Form::Number, .number = {}}}", *value.get<double>());
  }

  std::string block_row(const ast::BlockDecl& block, const ast::Member& member,
                        const std::string& path) {
    std::string labels;
    std::string inner_path = path + "." + std::string(block.name.text);
    for (const ast::LabelDecl& label : block.labels) {
      if (label.type == nullptr) inner_path += "." + std::string(label.name.text);
      labels +=
          fmt::format("    {{.name = \"{}\", .fixed = {}, .type = {}}},\n", label.name.text,
                      label.type == nullptr, label.type == nullptr ? "{}" : type(*label.type));
    }
    Parts parts = contents(block.members, inner_path);
    parts.name = inner_path;
    parts.doc = doc(member, block.name);
    parts.file = file_;
    parts.offset = block.name.span.begin;
    const std::string body = fmt::format("k{}", counter_++);
    body_ += kind_row(body, parts, "nullptr", true);
    return fmt::format("    {{.name = \"{}\", .labels = {}, .many = {}, .body = &{}}},\n",
                       block.name.text, array("LabelDecl", labels), block.many, body);
  }

  std::string method_row(const ast::MethodDecl& method, const ast::Member& member) {
    std::string params;
    for (const ast::MethodParam& param : method.params)
      params +=
          fmt::format("    {{.name = \"{}\", .type = {}}},\n", param.name.text, type(*param.type));
    return fmt::format("    {{.name = \"{}\", .doc = {}, .params = {}, .result = {}}},\n",
                       method.name.text, doc(member, method.name), array("MethodParamDecl", params),
                       type(*method.result));
  }

  std::string verb_row(const ast::VerbDecl& verb, const ast::Member& member) {
    std::map<std::string_view, std::string> lists = {
        {"actions", "{}"}, {"resources", "{}"}, {"key_actions", "{}"}};
    for (const ast::Member* option_member : verb.options) {
      const auto* option = std::get_if<ast::Field>(&option_member->node);
      const auto* list =
          option == nullptr ? nullptr : std::get_if<ast::ListExpr>(&option->value->node);
      if (list == nullptr || !lists.contains(option->name.text)) {
        sink_.report<diag::Misplaced>(option_member->span, "this")
            .help("a verb has `actions`, `resources` and `key_actions`, lists of texts");
        continue;
      }
      std::string rows;
      for (const ast::Expr* item : list->items)
        rows += fmt::format("    {},\n", cpp_literal(text_of(*item).value_or("")));
      lists[option->name.text] = array("std::string_view", rows);
    }
    return fmt::format(
        "    {{.name = \"{}\", .doc = {}, .actions = {}, .resources = {}, .key_actions = {}}},\n",
        verb.name.text, doc(member, verb.name), lists["actions"], lists["resources"],
        lists["key_actions"]);
  }

  const Sources& sources_;
  Sink& sink_;
  std::set<std::string_view> kinds_;
  std::map<std::string_view, Parts> created_, existing_;
  sema::TypeStore types_;
  std::string body_;
  std::string file_;
  int counter_ = 0;
};

}  // namespace

std::string write_prelude(const std::vector<PreludeFile>& files, const Sources& sources,
                          Sink& sink) {
  Writer writer(sources, sink);
  writer.learn_kinds(files);
  for (const PreludeFile& file : files) writer.file(file);
  return writer.finish(files);
}

std::string write_kind_lowerings(const std::vector<PreludeFile>& files) {
  std::set<std::string_view> kinds;
  for (const PreludeFile& file : files) {
    for (const ast::Member* item : file.ast.items) {
      if (const auto* kind = std::get_if<ast::Kind>(&item->node)) kinds.insert(kind->name.text);
    }
  }
  std::string functions;
  std::string rows;
  for (const std::string_view kind : kinds) {
    functions += fmt::format("void lower_{}(Context& context, const sema::Block& block);\n", kind);
    rows += fmt::format("    {{\"{0}\", lower_{0}}},\n", kind);
  }
  return fmt::format(
      "// Generated from stdlib/prelude. Do not edit.\n#include \"lower/kinds.h\"\n\n"
      "namespace svc::lower {{\n\n{}\nstd::span<const KindLowering> kind_lowerings() {{\n"
      "  static constexpr KindLowering kKinds[] = {{\n{}  }};\n  return kKinds;\n}}\n\n"
      "}}  // namespace svc::lower\n",
      functions, rows);
}

}  // namespace svc::generate
