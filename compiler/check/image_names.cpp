// References to images: what ECS refuses when a task is defined, and what no registry can have.
//
// The grammar is that of Docker, which ECS takes over:
// https://github.com/distribution/reference (regexp.go),
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html (image),
// https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageIdentifier.html (imageTag).
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>

#include "base/characters.h"
#include "check/subjects.h"
#include "diagnostics/codes/tasks.h"

namespace svc::check {
namespace {

constexpr std::size_t kLongestTag = 128;
constexpr std::size_t kLongestImageName = 255;  // NameTotalLengthMax

bool all(std::string_view text, std::string_view signs, bool capitals) {
  return std::all_of(text.begin(), text.end(), [&](unsigned char c) {
    return std::islower(c) != 0 || std::isdigit(c) != 0 || (capitals && std::isupper(c) != 0) ||
           signs.find(static_cast<char>(c)) != std::string_view::npos;
  });
}

bool is_letter_or_digit(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

// What is wrong with it, or nothing.
std::optional<std::string> fault_of_tag(std::string_view tag) {
  if (tag.empty()) return "its tag is empty";
  if (tag.front() == '.' || tag.front() == '-' || !all(tag, "_.-", true))
    return "a tag has letters, digits, `_`, `.` and `-`, and begins with a letter, a digit or `_`";
  if (tag.size() > kLongestTag) return "a tag has at most 128 characters";
  return std::nullopt;
}

std::optional<std::string> fault_of_digest(std::string_view digest) {
  constexpr std::string_view kPrefix = "sha256:";
  constexpr std::size_t kDigits = 64;
  const bool right =
      digest.starts_with(kPrefix) && digest.size() == kPrefix.size() + kDigits &&
      std::all_of(digest.begin() + kPrefix.size(), digest.end(),
                  [](unsigned char c) { return std::isdigit(c) != 0 || (c >= 'a' && c <= 'f'); });
  if (right) return std::nullopt;
  return "a digest is `sha256:` and 64 digits, 0 to 9 and a to f";
}

// The host and port of a registry, in front of the first `/`.
bool is_registry(std::string_view text) {
  return text == "localhost" || text.find_first_of(".:") != std::string_view::npos;
}

// ECR registries in China have another domain suffix:
// https://docs.amazonaws.cn/en_us/aws/latest/userguide/endpoints-Beijing.html
std::optional<std::string> fault_of_registry(std::string_view host) {
  constexpr std::string_view kEcr = ".dkr.ecr.";
  const std::size_t at = host.find(kEcr);
  if (at == std::string_view::npos) return std::nullopt;
  constexpr std::size_t kAccountDigits = 12;
  const std::string_view account = host.substr(0, at);
  if (account.size() != kAccountDigits || !all(account, "", false) ||
      account.find_first_not_of("0123456789") != std::string_view::npos)
    return fmt::format("an account has 12 digits, and \"{}\" is none", account);
  const std::string_view region =
      host.substr(at + kEcr.size(), host.find('.', at + kEcr.size()) - at - kEcr.size());
  if (const std::string_view meant = nearest_region(region); !meant.empty())
    return fmt::format("AWS has no region {}: did you mean {}?", region, meant);
  const bool china = host.substr(at + kEcr.size()).starts_with("cn-");
  if (china && host.ends_with(".amazonaws.com"))
    return "registries in China end in `.amazonaws.com.cn`";
  if (!china && host.ends_with(".amazonaws.com.cn"))
    return "only registries in China end in `.amazonaws.com.cn`";
  return std::nullopt;
}

std::optional<std::string> fault_of_name(std::string_view name) {
  if (name.size() > kLongestImageName) return "a name has at most 255 characters";
  if (const std::size_t slash = name.find('/');
      slash != std::string_view::npos && is_registry(name.substr(0, slash))) {
    if (!all(name.substr(0, slash), ".:-", true)) return "its registry is no host name";
    if (auto fault = fault_of_registry(name.substr(0, slash))) return fault;
    name.remove_prefix(slash + 1);
  }
  while (!name.empty()) {
    const std::size_t slash = std::min(name.find('/'), name.size());
    const std::string_view part = name.substr(0, slash);
    if (part.empty() || !is_letter_or_digit(part.front()) || !is_letter_or_digit(part.back()) ||
        !all(part, "_.-", false))
      return "a name has small letters, digits, `.`, `_` and `-` between its slashes";
    if (slash == name.size()) return std::nullopt;
    name.remove_prefix(slash + 1);
  }
  return "its name is empty";
}

// `registry/name:tag@digest`; all but the name may be missing.
std::optional<std::string> fault_of(std::string_view image) {
  if (const std::size_t at = image.find('@'); at != std::string_view::npos) {
    if (auto fault = fault_of_digest(image.substr(at + 1))) return fault;
    image = image.substr(0, at);
  }
  const std::size_t colon = image.rfind(':');
  const std::size_t slash = image.rfind('/');
  if (colon != std::string_view::npos && (slash == std::string_view::npos || colon > slash)) {
    if (auto fault = fault_of_tag(image.substr(colon + 1))) return fault;
    image = image.substr(0, colon);
  }
  return fault_of_name(image);
}

// Of a tag that the deployment completes, the parts that are known.
std::optional<std::string> fault_of_argument(const sema::Value& value, std::string_view method) {
  if (const auto* text = value.get<std::string>())
    return method == "digest" ? fault_of_digest(*text)
           : method == "tag"  ? fault_of_tag(*text)
                              : fault_of(*text);
  const auto* parts = value.get<sema::Interpolation>();
  if (parts == nullptr || method != "tag") return std::nullopt;
  for (const sema::Value& part : parts->parts) {
    const auto* text = part.get<std::string>();
    if (text != nullptr && !all(*text, "_.-", true)) return fault_of_tag(*text);
  }
  return std::nullopt;
}

// `tag` of "nginx:$tag", "nginx:$(TAG)" and "nginx:{{ tag }}"; empty if the text has none.
std::string variable_in(std::string_view text) {
  const std::size_t sign = std::min(text.find('$'), text.find("{{"));
  if (sign == std::string_view::npos) return {};
  std::string name;
  for (const char c : text.substr(sign)) {
    if (is_word(c))
      name += c;
    else if (!name.empty())
      break;
  }
  return text.substr(sign).starts_with("$(") && text.find(' ', sign) != std::string_view::npos
             ? "tag"
             : name;
}

}  // namespace

void check_image_reference(const sema::Value& image, Sink& sink) {
  const auto* call = image.get<sema::MethodCall>();
  const sema::Value* shown = &image;
  std::optional<std::string> fault;
  if (const auto* text = image.get<std::string>()) {
    fault = fault_of(*text);
  } else if (call != nullptr && !call->arguments.empty()) {
    shown = &call->arguments.front();
    fault = fault_of_argument(*shown, call->method);
  }
  if (!fault) return;
  constexpr std::size_t kShown = 200;
  const auto* text = shown->get<std::string>();
  auto report = sink.report<diag::ImageReference>(
                        shown->span.valid() ? shown->span : image.span,
                        text != nullptr ? text->substr(0, kShown) : "this text", *fault)
                    .help(call != nullptr && call->method == "tag"
                              ? "write a tag such as \"1.27\", or \"worker-1.27\""
                              : "write a name and a tag, such as "
                                "\"public.ecr.aws/nginx/nginx:1.27\"");
  if (const std::string name = text == nullptr ? "" : variable_in(*text); !name.empty())
    report.help(
        fmt::format("a param gives such a value: `param {0}: string`, and `${{{0}}}` here", name));
}

void check_image_names(const plan::Task& task, Sink& sink) {
  for (const Block* container : task.block->nested("container"))
    check_image_reference((*container)["image"], sink);
}

}  // namespace svc::check
