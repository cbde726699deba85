// Completion inside quotes: paths, environments, actions, names of AWS.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "base/paths.h"
#include "driver/imports.h"
#include "ide/completer.h"
#include "ide/syntax.h"
#include "plan/facts.h"
#include "sema/literals.h"
#include "sema/types.h"

namespace svc::ide {

namespace {

// https://www.rfc-editor.org/rfc/rfc9110#section-9.3, https://www.rfc-editor.org/rfc/rfc5789
constexpr std::array<std::string_view, 9> kHttpMethods = {
    "CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"};

// Whether it can be written without quotes.
bool is_bare_word(std::string_view text) {
  return !text.empty() && std::isdigit(static_cast<unsigned char>(text.front())) == 0 &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0;
         });
}

}  // namespace

void Completer::text() {
  result_.replace.begin = slot_.text_begin;
  if (expr_ == nullptr || member_ == nullptr) return;
  if (const auto* import = std::get_if<ast::Import>(&member_->node);
      import != nullptr && import->path == expr_)
    return paths(true, false);
  if (std::holds_alternative<ast::Allow>(member_->node)) return actions();
  for (const ast::Expr& expr : variant_->tree().exprs) {
    const auto* call = std::get_if<ast::CallExpr>(&expr.node);
    const auto* callee =
        call == nullptr ? nullptr : std::get_if<ast::NameExpr>(&call->callee->node);
    if (callee != nullptr && callee->name == "file" && !call->arguments.empty() &&
        call->arguments.front() == expr_)
      return paths(false, false);
  }
  if (const auto* block = std::get_if<ast::Block>(&member_->node);
      block != nullptr && block->kind.text == "raw" && block->labels.size() > 1 &&
      block->labels[1].string == expr_)
    return target_types(false);
  if (target_block(path_) != nullptr) return target_values(false);
  texts(false);
}

void Completer::texts(bool quotes) {
  if (expr_ == nullptr || member_ == nullptr) return;
  const auto offer = [&](Form form, std::string_view text, std::string_view detail) {
    add(form, quotes ? fmt::format("\"{}\"", text) : std::string(text), Rank::Fits).detail = detail;
  };
  // The name of a block: the bare word, where it can be one.
  const bool bare = quotes && sema::takes_bare_names(expected());
  const auto offer_name = [&](std::string_view name, std::string_view detail) {
    if (bare && is_bare_word(name))
      add(Form::Text, std::string(name), Rank::Fits).detail = detail;
    else
      offer(Form::Text, name, detail);
  };
  for (const ast::Expr& expr : variant_->tree().exprs) {
    const auto* compared = std::get_if<ast::BinaryExpr>(&expr.node);
    const ast::Expr* other = compared == nullptr        ? nullptr
                             : compared->left == expr_  ? compared->right
                             : compared->right == expr_ ? compared->left
                                                        : nullptr;
    if (other == nullptr || !is_environment_name(*other)) continue;
    for (const auto& environment : program_.environments())
      offer(Form::Environment, environment->name, "environment");
  }
  const auto* param = std::get_if<ast::Param>(&member_->node);
  const auto* field = std::get_if<ast::Field>(&member_->node);
  const bool given =
      path_.size() == 2 && std::holds_alternative<ast::Environment>(
                               path_.front()->node);  // an environment gives a param its value
  for (const sema::Parameter* parameter : recorded_->program.parameters) {
    const bool meant = param != nullptr
                           ? param->value == expr_ && parameter->span == param->name.span
                           : given && field != nullptr && field->name.text == parameter->name;
    if (!meant) continue;
    for (const sema::Value& allowed : parameter->allowed) {
      if (const auto* text = allowed.get<std::string>())
        offer(Form::Text, *text, parameter->name);
      else if (quotes)
        add(Form::Value, sema::value_text(allowed), Rank::Fits).detail = parameter->name;
    }
  }
  if (field != nullptr && field->name.text == "methods") {
    for (const std::string_view method : kHttpMethods) offer(Form::Text, method, "HTTP");
  }
  if (field != nullptr) {
    for (const std::string& name : names_for(field->name.text)) offer_name(name, field->name.text);
  }
  if (field == nullptr || field->value != expr_) return;
  if (field->name.text == "region") {
    for (const plan::Region& region : plan::regions()) offer(Form::Text, region.name, region.place);
  } else if (field->name.text == "timezone") {
    for (const std::string_view zone : plan::time_zones()) offer(Form::Text, zone, "time zone");
  } else if (field->name.text == "instance") {
    for (const plan::InstanceType& type : plan::instance_types())
      offer(Form::Text, type.name,
            fmt::format("{} vCPU, {}{}", type.vcpu, sema::size_text(type.memory_mib * 1024 * 1024),
                        type.arm64 ? ", arm64" : ""));
  } else if (field->name.text == "container" || field->name.text == "volume") {
    for (const std::string_view name : names_around(field->name.text))
      offer_name(name, field->name.text);
  } else if (field->name.text == "subnets") {
    for (const sema::Block* block : recorded_->program.blocks) {
      if (block->kind->name != "network") continue;
      const auto groups = block->nested("subnets");
      for (const sema::Block* group : groups) offer_name(group->name, block->title());
      if (!groups.empty()) continue;
      for (const std::string_view name : {"public", "private"}) offer_name(name, block->title());
    }
  }
}

void Completer::paths(bool programs, bool quotes) {
  const std::string& here = program_.sources()[point_.file].path();
  const auto offer = [&](const std::string& path, Rank rank) {
    add(Form::File, quotes ? "\"" + path + "\"" : path, rank);
  };
  for (const std::string& path : context_.files) {
    if (programs && !path.ends_with(".svc")) continue;
    const std::string normal = normal_path(path);
    if (normal == normal_path(here) || (programs && normal == normal_path(program_.main_path())))
      continue;
    const auto relative = import_path(normal);
    if (relative) offer(*relative, Rank::Fits);
  }
  if (!programs) return;
  for (const std::string_view name : driver::std_names()) offer(std::string(name), Rank::Likely);
}

// The actions of the typed service, else the services; those of the prelude's verbs come first.
void Completer::actions() {
  const std::string_view written = program_.sources()[point_.file].text().substr(
      slot_.text_begin, point_.offset - slot_.text_begin);
  const std::size_t colon = written.find(':');
  for (const plan::IamService& service : plan::iam_services()) {
    if (colon == std::string_view::npos) {
      add(Form::Action, fmt::format("{}:", service.prefix), Rank::Fits);
    } else if (service.prefix == written.substr(0, colon)) {
      for (const std::string_view action : service.actions)
        add(Form::Action, fmt::format("{}:{}", service.prefix, action), Rank::Fits);
    }
  }
}

}  // namespace svc::ide
