// Completion inside of quotes: paths, environments, actions, what AWS has names for.
#include <fmt/format.h>

#include "base/paths.h"
#include "driver/imports.h"
#include "ide/completer.h"
#include "ide/syntax.h"
#include "plan/facts.h"
#include "sema/literals.h"

namespace svc::ide {

namespace {

// `b/c.svc` for a file in the folder `a`: how one in `a/x.svc` writes a/b/c.svc; nothing where it would have to leave the program's folder.
std::optional<std::string> relative_path(std::string_view root, std::string_view folder, const std::string& path) {
  const std::string base = folder.empty() ? std::string() : std::string(folder) + "/";
  if (path.starts_with(base)) return path.substr(base.size());
  const std::string top = root.empty() ? std::string() : std::string(root) + "/";
  if (!path.starts_with(top)) return std::nullopt;
  std::string up;
  std::string at(folder);
  while (!at.empty() && !path.starts_with(at + "/")) {
    up += "../";
    at = std::string(folder_of(at));
  }
  return up + path.substr(at.empty() ? 0 : at.size() + 1);
}

}  // namespace

void Completer::text() {
  result_.replace.begin = slot_.text_begin;
  if (expr_ == nullptr || member_ == nullptr) return;
  if (const auto* import = std::get_if<ast::Import>(&member_->node); import != nullptr && import->path == expr_) return paths(true, false);
  if (std::holds_alternative<ast::Allow>(member_->node)) return actions();
  for (const ast::Expr& expr : variant_->tree().exprs) {
    if (const auto* call = std::get_if<ast::CallExpr>(&expr.node)) {
      const auto* callee = std::get_if<ast::NameExpr>(&call->callee->node);
      if (callee != nullptr && callee->name == "file" && !call->arguments.empty() && call->arguments.front() == expr_) return paths(false, false);
    }
    if (const auto* compared = std::get_if<ast::BinaryExpr>(&expr.node)) {
      const ast::Expr* other = compared->left == expr_ ? compared->right : compared->right == expr_ ? compared->left : nullptr;
      if (other == nullptr || !is_environment_name(*other)) continue;
      for (const auto& environment : program_.environments()) add(Form::Environment, environment->name, Rank::Fits);
    }
  }
  const auto* field = std::get_if<ast::Field>(&member_->node);
  if (field == nullptr || field->value != expr_) return;
  if (field->name.text == "region") {
    for (const plan::Region& region : plan::regions()) add(Form::Text, region.name, Rank::Fits).detail = region.place;
  } else if (field->name.text == "instance") {
    for (const plan::InstanceType& type : plan::instance_types()) {
      add(Form::Text, type.name, Rank::Fits).detail = fmt::format("{} vCPU, {}{}", type.vcpu, sema::size_text(type.memory_mib * 1024 * 1024), type.arm64 ? ", arm64" : "");
    }
  } else if (field->name.text == "container") {
    for (const std::string_view name : container_names()) add(Form::Text, name, Rank::Fits).detail = "container";
  } else if (field->name.text == "subnets") {
    for (const sema::Block* block : recorded_->program.blocks) {
      if (block->kind->name != "network") continue;
      const auto groups = block->nested("subnets");
      for (const sema::Block* group : groups) add(Form::Text, group->name, Rank::Fits).detail = block->title();
      if (!groups.empty()) continue;
      for (const std::string_view name : {"public", "private"}) add(Form::Text, name, Rank::Fits).detail = block->title();
    }
  }
}

void Completer::paths(bool programs, bool quotes) {
  const std::string& here = program_.sources()[point_.file].path();
  const auto offer = [&](const std::string& path, Rank rank) { add(Form::File, quotes ? "\"" + path + "\"" : path, rank); };
  for (const std::string& path : context_.files) {
    if (programs && !path.ends_with(".svc")) continue;
    const std::string normal = normal_path(path);
    if (normal == normal_path(here) || (programs && normal == normal_path(program_.main_path()))) continue;
    const auto relative = relative_path(folder_of(normal_path(program_.main_path())), folder_of(normal_path(here)), normal);
    if (relative) offer(*relative, Rank::Fits);
  }
  if (!programs) return;
  for (const std::string_view name : driver::std_names()) offer(std::string(name), Rank::Likely);
}

// The actions of the service that is written, else the services; first the verbs of the prelude name.
void Completer::actions() {
  const std::string_view written = program_.sources()[point_.file].text().substr(slot_.text_begin, point_.offset - slot_.text_begin);
  const std::size_t colon = written.find(':');
  for (const plan::IamService& service : plan::iam_services()) {
    if (colon == std::string_view::npos) {
      add(Form::Action, fmt::format("{}:", service.prefix), Rank::Fits);
    } else if (service.prefix == written.substr(0, colon)) {
      for (const std::string_view action : service.actions) add(Form::Action, fmt::format("{}:{}", service.prefix, action), Rank::Fits);
    }
  }
}

}  // namespace svc::ide
