// The templates with every name resolved in the providers' schemas: the input for the tables. The
// structures follow emit/mapping.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "emit/mapping.h"
#include "generate/templates_schema.h"
#include "generate/templates_yaml.h"

namespace svc::generate {

struct ResolvedStep {
  std::string name;
  emit::Step::Shape shape = emit::Step::Shape::Member;
  std::string key_name;
  std::string key;
  const SchemaNode* schema = nullptr;
};

struct ResolvedPlace {
  bool written = false;
  std::string companion;
  std::vector<ResolvedStep> path;
  const SchemaNode* schema = nullptr;  // with `as: json`, of the content of the text
  emit::As as = emit::As::Itself;
  std::string yes;
  std::string no;
  std::string attribute;
  bool omit_initial = false;
  bool own_limits = false;
  std::string since;
};

struct ResolvedProperty {
  std::string name;
  ResolvedPlace place;
  bool structured = false;
  bool given_order = false;
  std::vector<ResolvedProperty> fields;
};

struct ResolvedPiece {
  emit::Piece::What what = emit::Piece::What::Words;
  std::string text;
  std::string companion;
  bool every = false;
};

struct ResolvedPattern {
  bool expression = false;
  std::vector<ResolvedPiece> pieces;
};

struct ResolvedConstant {
  ResolvedPlace place;
  ConstantText source;
  ResolvedPattern text;
};

struct ResolvedAttribute {
  std::string name;
  std::vector<ResolvedPattern> patterns;
};

struct ResolvedCompanion {
  CompanionText source;
  const SchemaNode* schema = nullptr;
  std::vector<ResolvedConstant> values;
};

struct ResolvedSide {
  SideText source;
  const SchemaNode* schema = nullptr;
  std::vector<ResolvedAttribute> attributes;
  std::vector<ResolvedProperty> properties;
  std::vector<ResolvedConstant> values;
  std::vector<ResolvedCompanion> companions;
};

struct ResolvedTemplate {
  TemplateText source;
  PerTarget<ResolvedSide> sides;
};

// The schemas of container definitions in Terraform's JSON. Lives while the tables are written.
using OwnedSchemas = std::vector<std::unique_ptr<SchemaNode>>;

// Resolves every name of a template in the schemas. Complains about names that do not exist, cannot
// be written, or are required and never set.
[[nodiscard]] ResolvedTemplate resolve(const TemplateText& text, const Schemas& schemas,
                                       OwnedSchemas& owned, Complaints& complaints);

// Splits a text of a template at its `${…}`. `expressions`: a text that is one `${…}` is an
// expression of the target's language. Gives nothing for a text that is not closed.
[[nodiscard]] std::optional<ResolvedPattern> parse_pattern(const std::string& text,
                                                           bool expressions);

}  // namespace svc::generate
