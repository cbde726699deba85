// What instances run when they start: its form, and the cluster that it names.
#include <fmt/format.h>

#include <cctype>
#include <optional>
#include <string>

#include "check/properties.h"
#include "check/subjects.h"
#include "diagnostics/codes/capacity.h"

namespace svc::check {
namespace {

// What the machine image reads: a shell script, PowerShell, or settings in TOML.
// https://github.com/bottlerocket-os/bottlerocket#using-user-data,
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_windows_container_instance.html
void check_user_data_form(const Block& capacity, std::string_view text, Sink& sink) {
  const std::string_view ami = capacity.symbol("ami");
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  const std::string_view begin = first == std::string_view::npos ? text : text.substr(first);
  const bool shell = begin.starts_with("#!");
  const bool powershell = begin.starts_with("<powershell>") || begin.starts_with("<script>");
  std::string_view wanted;
  const bool toml =
      begin.empty() || begin.starts_with("[") || begin.find('=') != std::string_view::npos;
  if (ami.starts_with("bottlerocket") && (shell || powershell || !toml))
    wanted = "settings in TOML";
  if (ami.starts_with("windows") && shell) wanted = "PowerShell";
  if (ami.starts_with("al2023") && powershell) wanted = "a shell script";
  if (wanted.empty()) return;
  sink.report<diag::UserDataForm>(capacity["user_data"].span, ami, wanted)
      .related(capacity["ami"].is_default ? capacity.span : capacity["ami"].span,
               "the machine image")
      .help(fmt::format("write {}, or use another `ami`", wanted));
}

// The user data of a capacity runs after svcc's own lines, so its settings win.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bootstrap_container_instance.html
void check_written_user_data(const Block& capacity, Sink& sink) {
  if (!capacity.has("user_data")) return;
  const auto* text = capacity["user_data"].get<std::string>();
  if (text == nullptr) return;
  check_user_data_form(capacity, *text, sink);
  const std::size_t settings = text->find("[settings.ecs]");
  const bool toml = settings != std::string::npos &&
                    text->find("cluster =", settings) < text->find("\n[", settings);
  if (text->find("ECS_CLUSTER=") == std::string::npos && !toml) return;
  sink.report<diag::UserDataCluster>(capacity["user_data"].span, capacity.name)
      .help("leave `ECS_CLUSTER` out: svcc writes the name of this cluster");
}

// The text that a value has in base64; nothing if it is no base64. What only the deployment knows
// is left out.
std::optional<std::string> decoded_base64(const sema::Value& value) {
  if (const auto* derived = value.get<sema::Derived>()) {
    if (derived->form != sema::Derived::Form::Base64) return std::nullopt;
    std::string text;
    const auto* parts = derived->of.front().get<sema::Interpolation>();
    for (std::size_t i = 0; parts != nullptr && i < parts->parts.size(); ++i)
      text += text_of(parts->parts[i]).value_or("");
    return text;
  }
  const auto* text = value.get<std::string>();
  if (text == nullptr) return std::nullopt;
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  constexpr unsigned kBits = 6, kByte = 8;
  std::string decoded;
  unsigned held = 0, bits = 0;
  for (const char c : *text) {
    if (c == '=') break;
    const std::size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    held = held << kBits | static_cast<unsigned>(digit);
    bits += kBits;
    if (bits < kByte) continue;
    bits -= kByte;
    decoded += static_cast<char>(held >> bits & 0xFFU);
  }
  return decoded;
}

// User data that a patch writes in place of svcc's.
void check_patched_user_data(const Block& capacity, Sink& sink) {
  const sema::Value* value =
      patched(capacity, {"launch_template", "LaunchTemplateData.UserData", "user_data"});
  const auto text = value ? decoded_base64(*value) : std::nullopt;
  constexpr std::string_view kName = "ECS_CLUSTER=";
  const std::size_t at = text ? text->find(kName) : std::string::npos;
  if (at == std::string::npos || at + kName.size() >= text->size() ||
      std::isalnum(static_cast<unsigned char>((*text)[at + kName.size()])) == 0)
    return;  // it names no cluster, or by a reference
  sink.report<diag::UserDataCluster>(value->span, capacity.name)
      .help("write the name as a reference: `ECS_CLUSTER=${CLUSTER.name}`");
}

}  // namespace

void check_user_data(const Block& capacity, Sink& sink) {
  check_written_user_data(capacity, sink);
  check_patched_user_data(capacity, sink);
}

}  // namespace svc::check
