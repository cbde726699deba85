// Every resource type of a provider, for `raw`: its properties with name, type, and whether they
// are required. The types that templates/ use have their whole schema.
#pragma once

#include <deque>
#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "base/targets.h"
#include "base/text_file.h"
#include "emit/schema.h"

namespace svc::emit {

// The files of templates/schema/all, embedded when svcc was built: one for each target. Its first
// line names the provider version that it was cut from.
[[nodiscard]] std::span<const TextFile> schema_files();

// Reads templates/schema/all/<target>.txt, which is embedded in the program as text. A type is
// parsed only when it is requested.
class Registry {
 public:
  // The registry of that target's resource types.
  explicit Registry(TargetId target);
  Registry(const Registry&) = delete;
  Registry& operator=(const Registry&) = delete;

  // The provider's schema of a type, or null. Valid as long as the registry.
  [[nodiscard]] const Schema* find(std::string_view type);
  // The readable attributes of a resource type: for CloudFormation those of `Fn::GetAtt`
  // (`Endpoint.Address`) and `Ref`, for Terraform its arguments and attributes.
  [[nodiscard]] std::vector<std::string_view> attributes(std::string_view type);
  // The names of all types.
  [[nodiscard]] std::vector<std::string_view> types() const;

 private:
  class Reader;

  [[nodiscard]] std::string_view line_of(std::string_view type) const;
  void index_structures();

  TargetId target_;
  std::string_view text_;
  std::string_view later_;  // the later of two versions of the provider; empty: one is known
  std::string_view
      types_;  // the part of the text that lists the types, with the line end before it
  std::vector<std::string_view> structures_;         // the lines that types refer to, once one does
  std::map<std::size_t, Slice<Schema>> read_;        // those that have been read
  std::map<std::string_view, const Schema*> known_;  // the types that have been asked for
  std::deque<std::vector<Schema>> members_;          // the owners
  std::deque<Schema> schemas_;
  std::deque<std::vector<std::string_view>> words_;
};

}  // namespace svc::emit
