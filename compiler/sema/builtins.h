// The keywords of the language, in addition to those of the kinds: for documentation and editors.
#pragma once

#include <span>
#include <string_view>

namespace svc::sema {

struct FunctionInfo {
  std::string_view name;
  std::string_view signature;  // `join(separator: string, list: [string]): string`
  std::string_view doc;        // a sentence
  bool in_policies = false;    // only there
};

// The functions, in alphabetical order.
[[nodiscard]] std::span<const FunctionInfo> functions();
// The function of that name, or null.
[[nodiscard]] const FunctionInfo* find_function(std::string_view name);

// A value that is always there: `environment.name`.
struct BuiltinInfo {
  std::string_view object;  // `environment`, `app`, `aws`
  std::string_view name;
  std::string_view doc;
  bool deferred = false;  // known only when the program is deployed
};
[[nodiscard]] std::span<const BuiltinInfo> builtins();

// The options in the braces after a param.
struct OptionInfo {
  std::string_view name;
  std::string_view doc;
};
[[nodiscard]] std::span<const OptionInfo> param_options();

}  // namespace svc::sema
