// YAML with aliases (`*x`), which can stand for more than any machine holds, or for themselves.
#pragma once

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <sstream>
#include <string>

namespace svc {

// Throws YAML::ParserException at the first alias of the first document of a text, and where that
// is no YAML. CloudFormation takes no aliases either:
// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
inline void refuse_yaml_aliases(const std::string& text) {
  if (text.find('*') == std::string::npos || text.find('&') == std::string::npos) return;
  class Handler final : public YAML::EventHandler {
    void OnDocumentStart(const YAML::Mark& /*mark*/) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& /*mark*/, YAML::anchor_t /*anchor*/) override {}
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t /*anchor*/) override {
      throw YAML::ParserException(mark, "write the value itself: svcc reads no aliases here");
    }
    void OnScalar(const YAML::Mark& /*mark*/, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                  const std::string& /*value*/) override {}
    void OnSequenceStart(const YAML::Mark& /*mark*/, const std::string& /*tag*/,
                         YAML::anchor_t /*anchor*/, YAML::EmitterStyle::value /*style*/) override {}
    void OnSequenceEnd() override {}
    void OnMapStart(const YAML::Mark& /*mark*/, const std::string& /*tag*/,
                    YAML::anchor_t /*anchor*/, YAML::EmitterStyle::value /*style*/) override {}
    void OnMapEnd() override {}
  };
  std::istringstream stream(text);
  YAML::Parser parser(stream);
  Handler handler;
  parser.HandleNextDocument(handler);
}

}  // namespace svc
