// Reads what svcc, or AWS, wrote: templates of CloudFormation, modules and states of Terraform.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "diff/report.h"
#include "emit/target.h"

namespace svc::diff {

// A template in YAML or JSON, or what `aws cloudformation get-template` prints. Fails with a reason
// if the text is not a template.
[[nodiscard]] Result<emit::Document> read_template(const std::string& text);
// The stacks of divided programs, each as its text: one document for each program, with the values
// that one stack imports from another as references. `which`: the one that could not be read.
[[nodiscard]] Result<std::vector<emit::Document>> read_stacks(const std::vector<std::string>& texts,
                                                              std::size_t& which);
// Whether a text is a stack of a divided program.
[[nodiscard]] bool is_stack(std::string_view text);
// Adds the blocks of one .tf file to a module.
[[nodiscard]] Result<bool> read_module(const std::string& text, emit::Document& module);
// What `terraform show -json` prints of a state or a plan; the values are resolved.
[[nodiscard]] Result<emit::Document> read_state(const std::string& text);

// Puts files together to the documents of programs.
class OutputReader {
 public:
  // Whether a file with this name must be added: `.yaml`, `.yml`, `.json`, `.tf`, not a source map.
  [[nodiscard]] static bool reads(std::string_view path);
  // Fails with a reason if it does not know the format of the text.
  [[nodiscard]] Result<bool> add(const std::string& path, const std::string& text);
  // Fails with a reason that names the file.
  [[nodiscard]] Result<std::vector<Program>> take() &&;

 private:
  std::vector<std::string> stack_paths_;
  std::vector<std::string> stacks_;
  std::vector<emit::Document> documents_;
  std::map<std::string, emit::Document> modules_;  // by folder
};

// The document in the form that reading its printed text gives, to be compared with a document that
// was read. It keeps the places, blocks and keys of the original.
[[nodiscard]] emit::Document as_read(const std::vector<emit::OutputFile>& files,
                                     const emit::Document& original);

}  // namespace svc::diff
