// Guesses the meaning of a value where a block is wanted, or of a block where a value is.
#include <fmt/format.h>

#include <algorithm>

#include "base/closest.h"
#include "sema/conversions.h"
#include "sema/foreign.h"
#include "sema/unknown.h"

namespace svc::sema {

namespace {

bool gives(const AttributeDecl& attribute, const Type& type) {
  return std::any_of(
      attribute.type.alternatives.begin(), attribute.type.alternatives.end(),
      [&](const TypeAlternative& given) {
        return std::any_of(
            type.alternatives.begin(), type.alternatives.end(), [&](const TypeAlternative& wanted) {
              const bool text = wanted.form == TypeAlternative::Form::Scalar &&
                                given.form == TypeAlternative::Form::Scalar &&
                                is_text(wanted.scalar) && is_text(given.scalar);
              return text ||
                     (wanted.form == given.form && wanted.form == TypeAlternative::Form::Scalar &&
                      wanted.scalar == given.scalar);
            });
      });
}

// A block in place of one of its attributes: `arn` for an ARN, the only fitting one for
// another type.
bool advise_block(Session& session, Report report, const Value& value, const Type& type) {
  if (const auto* call = value.get<MethodCall>(); call != nullptr &&
                                                  call->block->kind->name == "secret" &&
                                                  takes_scalar(type, Scalar::String)) {
    report.help(fmt::format("its value is given to a container in `secrets {{ NAME = {} }}`",
                            session.sources[value.span.file].text(value.span)));
    return true;
  }
  const auto* block = value.get<const Block*>();
  if (block == nullptr) return false;
  if (((*block)->kind->name == "secret" || (*block)->kind->name == "parameter") &&
      takes_scalar(type, Scalar::String)) {
    report.help("its value is given to a container in `secrets { NAME = … }`");
    return true;
  }
  if ((*block)->kind->name == "repository" && takes_scalar(type, Scalar::Image)) {
    const std::string image = fmt::format("{}.tag(\"latest\")", (*block)->name);
    report.help(fmt::format("name one of its images: `{}`", image))
        .fix(fmt::format("Write `{}`", image), {{value.span, image}});
    return true;
  }
  std::vector<std::string> fitting;
  for (const AttributeDecl& attribute : (*block)->kind->attributes) {
    if (gives(attribute, type))
      fitting.push_back(fmt::format("{}.{}", (*block)->name, attribute.name));
  }
  if (fitting.empty()) return false;
  const auto arn = std::find_if(fitting.begin(), fitting.end(),
                                [](const std::string& text) { return text.ends_with(".arn"); });
  const std::string_view source = session.sources[value.span.file].text(value.span);
  const bool sure =
      fitting.size() == 1 || (takes_scalar(type, Scalar::Arn) && arn != fitting.end());
  if (sure && source == (*block)->name) {
    advise_written(report, value.span, fitting.size() == 1 ? fitting.front() : *arn);
  } else {
    const std::vector<std::string_view> names(fitting.begin(), fitting.end());
    report.help("name one of its attributes: " + enumerate(names, "or"));
  }
  return true;
}

// An attribute in place of its block: `db.arn` where the secret `db` is wanted.
bool advise_owner(const Session& session, Report report, const Value& value, const Type& type) {
  const auto* attribute = value.get<AttributeRef>();
  if (attribute == nullptr) return false;
  const bool fits = std::any_of(
      type.alternatives.begin(), type.alternatives.end(), [&](const TypeAlternative& a) {
        return a.form == TypeAlternative::Form::Kind && a.name == attribute->block->kind->name;
      });
  const std::string_view source = session.sources[value.span.file].text(value.span);
  const std::size_t dot = source.rfind('.');
  for (const TypeAlternative& a : type.alternatives) {
    if (a.form != TypeAlternative::Form::List || dot == std::string_view::npos ||
        a.element->alternatives.empty() ||
        a.element->alternatives.front().name != attribute->block->kind->name)
      continue;
    advise_written(report, value.span, fmt::format("[{}]", source.substr(0, dot)));
    return true;
  }
  if (!fits || dot == std::string_view::npos) return false;
  advise_written(report, value.span, std::string(source.substr(0, dot)), "name the block itself: ");
  return true;
}

// Another block, or a text, in place of a block: those that the program has.
bool advise_blocks(const Session& session, Report report, const Value& value, const Type& type) {
  const std::string_view kind = kind_wanted(&type);
  const bool wrong = value.get<const Block*>() != nullptr || value.get<std::string>() != nullptr;
  if (kind.empty() || !wrong) return false;
  advise_blocks_of(session, report, kind);
  return true;
}

// A name or an ARN in place of a block: what exists already is declared.
bool advise_existing(const Session& session, Report report, const Value& value, const Type& type) {
  const auto* text = value.get<std::string>();
  if (text == nullptr) return false;
  // `connect = ["backend:8080"]`
  const std::string_view word = std::string_view(*text).substr(0, text->find_first_of(":/."));
  for (const Block* block : session.program.blocks) {
    const bool wanted = std::any_of(
        type.alternatives.begin(), type.alternatives.end(), [block](const TypeAlternative& a) {
          return a.form == TypeAlternative::Form::Kind && a.name == block->kind->name;
        });
    if (!wanted || block->name != word || word.size() == text->size()) continue;
    advise_written(report, value.span, std::string(block->name), "name the block: ");
    return true;
  }
  for (const ForeignMeaning* meaning : foreign(*text, ForeignMeaning::Form::Value)) {
    if (meaning->say.empty()) continue;
    report.help(std::string(meaning->say));
    return true;
  }
  for (const TypeAlternative& a : type.alternatives) {
    const KindDecl* kind = a.form == TypeAlternative::Form::Kind ? find_kind(a.name) : nullptr;
    if (kind == nullptr || kind->existing == nullptr) continue;
    const bool arn = text->starts_with("arn:") && kind->existing->field("arn") != nullptr;
    const std::string_view field = arn ? "arn" : "name";
    for (const Block* block : session.program.blocks) {
      const bool read = block->kind->name == a.name && !block->fields.empty() &&
                        block->kind->field(field) != nullptr;
      const auto* called = read ? (*block)[field].get<std::string>() : nullptr;
      if (called == nullptr || *called != *text) continue;
      report.help(fmt::format("name the block: `{}`", block->name))
          .repair(fmt::format("Write `{}`", block->name), {{value.span, std::string(block->name)}});
      return true;
    }
    constexpr std::size_t kLongestName = 80;
    report.help(
        fmt::format("name a block: `existing {} NAME {{ {} = \"{}\" }}` declares one that exists "
                    "already",
                    a.name, field, text->size() > kLongestName ? "…" : *text));
    return true;
  }
  return false;
}

}  // namespace

bool advise_secret_text(const Session& session, Report report, const Value& value,
                        const Type& type) {
  const std::string_view source = session.sources[value.span.file].text(value.span);
  constexpr std::string_view kArn = ".arn}";
  const std::size_t end = source.find(kArn);
  if (!source.starts_with("\"${") || !source.ends_with('"') || end == std::string_view::npos)
    return false;
  const std::string_view name = source.substr(3, end - 3);
  std::string_view rest = source.substr(end + kArn.size());
  rest = rest.substr(std::min(rest.find_first_not_of(':'), rest.size()));
  const std::string_view key = rest.substr(0, rest.find_first_of(":\"$"));
  for (const Block* block : session.program.blocks) {
    const bool wanted = std::any_of(
        type.alternatives.begin(), type.alternatives.end(), [block](const TypeAlternative& a) {
          return a.form == TypeAlternative::Form::Kind && a.name == block->kind->name;
        });
    if (!wanted || block->name != name) continue;
    advise_written(report, value.span, key.empty() ? std::string(name) : part_by_name(*block, key),
                   "name the block itself: ");
    return true;
  }
  return false;
}

bool advise_as_block_value(Session& session, Report report, const Value& value, const Type& type) {
  // `subnets = main.private`: the group of that name.
  if (const auto* attribute = value.get<AttributeRef>();
      attribute != nullptr && takes_scalar(type, Scalar::Name)) {
    advise_written(report, value.span, std::string(attribute->attribute), "it is named alone: ");
    return true;
  }
  return advise_block(session, report, value, type) || advise_owner(session, report, value, type) ||
         advise_existing(session, report, value, type) ||
         advise_blocks(session, report, value, type);
}

}  // namespace svc::sema
