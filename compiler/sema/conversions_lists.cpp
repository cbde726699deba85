// Lists, objects and texts that another tool writes for a range, a text, an object or a schedule.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/schedules.h"
#include "sema/conversions.h"
#include "sema/foreign.h"
#include "sema/literals.h"
#include "sema/unknown.h"

namespace svc::sema {

// `2..4` of `[2, 4]` and `range(2, 4)`, `2..10` of `{ min = 2, max = 10 }`; else empty.
std::string range_of_bounds(const Value& value, std::string_view source) {
  const auto* list = value.get<List>();
  const auto* object = value.get<Object>();
  const Value* low = nullptr;
  const Value* high = nullptr;
  if (list != nullptr && !list->items.empty()) {
    if (list->items.size() != 2 && !source.starts_with("range(")) return {};
    low = &list->items.front();
    high = &list->items.back();
  }
  for (std::size_t i = 0; object != nullptr && i < object->entries.size(); ++i) {
    const auto& [name, entry] = object->entries[i];
    if (name == "min") low = &entry;
    if (name == "max") high = &entry;
  }
  if (low == nullptr || high == nullptr) return {};
  const auto* from = low->get<std::int64_t>();
  const auto* to = high->get<std::int64_t>();
  if (from == nullptr || to == nullptr || *from > *to) return {};
  return fmt::format("{}..{}", *from, *to);
}

// The words of a command, or the numbers of a list, as one text; empty if they are others.
std::string text_of(const List& list) {
  std::string out;
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const auto* text = list.items[i].get<std::string>();
    const auto* number = list.items[i].get<std::int64_t>();
    if ((text == nullptr && number == nullptr) || list.items.size() < 2) return {};
    // Docker's forms of a health check: the word is no part of the command.
    if (i == 0 && text != nullptr && (*text == "CMD-SHELL" || *text == "CMD")) continue;
    if (text != nullptr && text->find_first_of("\"\\\n$") != std::string::npos) return {};
    const bool digits =
        text == nullptr || text->find_first_not_of("0123456789") == std::string::npos;
    if (!out.empty()) out += digits ? "," : " ";
    out += text != nullptr ? *text : fmt::format("{}", *number);
  }
  return out;
}

// The entries of an object that is a list elsewhere: ["A=b"], [{ name = "A", value = "b" }]; empty
// if it is another list.
std::string object_of(const Session& session, const List& list,
                      const std::vector<std::string_view>& symbols) {
  std::vector<std::string> entries;
  for (const Value& item : list.items) {
    const auto* text = item.get<std::string>();
    const auto* pair = item.get<Object>();
    std::string name;
    std::string value;
    if (text != nullptr) {
      const std::size_t sign = std::min(text->find('='), text->find(':'));
      if (sign == std::string::npos || text->find_first_of("\"\\\n$") != std::string::npos)
        return {};
      name = text->substr(0, sign);
      value = fmt::format(
          "\"{}\"", text->substr(std::min(text->find_first_not_of(' ', sign + 1), text->size())));
    }
    for (std::size_t i = 0; pair != nullptr && i < pair->entries.size(); ++i) {
      const auto& [key, entry] = pair->entries[i];
      const std::string plain = plain_word(key);
      const auto* called = entry.get<std::string>();
      if ((plain == "name" || plain == "key" || plain == "containername") && called != nullptr)
        name = *called;
      if (!entry.span.valid()) return {};
      if (plain == "value" || plain == "valuefrom")
        value = session.sources[entry.span.file].text(entry.span);
      if (plain == "condition" && called != nullptr) value = meant_symbol(*called, symbols);
    }
    const bool word = !name.empty() && (name.front() < '0' || name.front() > '9') &&
                      name.find_first_not_of(
                          "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_"
                          "0123456789") == std::string::npos;
    if (name.empty() || value.empty()) return {};
    entries.push_back(word ? fmt::format("{} = {}", name, value)
                           : fmt::format("\"{}\" = {}", name, value));
  }
  return entries.empty() ? std::string() : fmt::format("{{ {} }}", fmt::join(entries, ", "));
}

std::string words_of(std::string_view text) {
  if (text.find(' ') == std::string_view::npos ||
      text.find_first_of("\"'\\\n$") != std::string_view::npos)
    return {};
  if (text.find_first_of("|&;<>*") != std::string_view::npos)
    return fmt::format("[\"sh\", \"-c\", \"{}\"]", text);
  std::string list;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = text.find_first_not_of(' ', at);
    if (begin == std::string_view::npos) break;
    at = std::min(text.find(' ', begin), text.size());
    list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", text.substr(begin, at - begin));
  }
  return fmt::format("[{}]", list);
}

std::string object_of_names(const List& list, const Type& element) {
  if (element.alternatives.empty() ||
      element.alternatives.front().form != TypeAlternative::Form::Symbol)
    return {};
  std::string entries;
  for (const Value& item : list.items) {
    const auto* name = item.get<std::string>();
    if (name == nullptr || name->empty() ||
        name->find_first_not_of(
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789") != std::string::npos)
      return {};
    entries += fmt::format("{}{} = {}", entries.empty() ? "" : ", ", *name,
                           element.alternatives.front().name);
  }
  return entries.empty() ? entries : fmt::format("{{ {} }}", entries);
}

// `cron("0 3 * * ? *")` of "0 3 * * *".
std::string schedule_of(std::string_view text) {
  const std::string fields = six_fields_of(text);
  return fields.empty() ? fields : fmt::format("cron(\"{}\")", fields);
}

namespace {

// `{ name = "id", type = "S" }` where the name alone is wanted.
bool advise_named_object(const Session& session, Report report, const Value& value,
                         const Type& type) {
  const auto* object = value.get<Object>();
  const std::string_view source = session.sources[value.span.file].text(value.span);
  if (object == nullptr || !takes_scalar(type, Scalar::String) || !source.starts_with('{'))
    return false;
  for (const auto& [key, entry] : object->entries) {
    const auto* text = entry.get<std::string>();
    if (text == nullptr || !(plain_word(key) == "name" || plain_word(key) == "attributename"))
      continue;
    advise_written(report, value.span, fmt::format("\"{}\"", *text), "the name alone is wanted: ");
    return true;
  }
  return false;
}

// `{ repository = "acme/api", tag = "2" }`: an image is one text.
bool advise_image(const Session& session, Report report, const Value& value, const Type& type) {
  const auto* object = value.get<Object>();
  if (object == nullptr || !takes_scalar(type, Scalar::Image)) return false;
  std::string image;
  std::string tag;
  const Block* repository = nullptr;
  constexpr std::array<std::string_view, 5> kNames = {"name", "repository", "image", "uri",
                                                      "location"};
  for (const auto& [key, entry] : object->entries) {
    const auto* text = entry.get<std::string>();
    const auto* block = entry.get<const Block*>();
    if (key == "tag" || key == "version")
      tag = text != nullptr ? *text : value_text(entry);
    else if (block != nullptr && (*block)->kind->name == "repository")
      repository = *block;
    else if (text != nullptr && std::find(kNames.begin(), kNames.end(), key) != kNames.end())
      image = *text;
  }
  const std::string_view source = session.sources[value.span.file].text(value.span);
  if (!source.starts_with('{') || (image.empty() && repository == nullptr)) return false;
  if (repository != nullptr)
    image = fmt::format("{}.tag(\"{}\")", repository->name, tag.empty() ? "latest" : tag);
  else
    image = tag.empty() ? fmt::format("\"{}\"", image) : fmt::format("\"{}:{}\"", image, tag);
  advise_written(report, value.span, image, "an image is one value: ");
  return true;
}

}  // namespace

namespace {

// `{ secret = db, key = "password" }` where the secret itself is wanted.
bool advise_entry(const Session& session, Report report, const Value& value, const Type& type) {
  const auto* object = value.get<Object>();
  if (object == nullptr || !session.sources[value.span.file].text(value.span).starts_with('{'))
    return false;
  const Block* found = nullptr;
  std::string key;
  std::string written;
  std::size_t others = 0;
  for (const auto& [name, entry] : object->entries) {
    const auto* block = entry.get<const Block*>();
    const auto* call = entry.get<MethodCall>();
    const auto* text = entry.get<std::string>();
    const Block* of = block != nullptr ? *block : call != nullptr ? call->block : nullptr;
    const bool wanted =
        of != nullptr && std::any_of(type.alternatives.begin(), type.alternatives.end(),
                                     [of](const TypeAlternative& a) {
                                       return a.form == TypeAlternative::Form::Kind &&
                                              a.name == of->kind->name;
                                     });
    if (wanted && found == nullptr && entry.span.valid()) {
      found = of;
      written = session.sources[entry.span.file].text(entry.span);
    } else {
      if (text != nullptr && plain_word(name) != "name") key = *text;
      ++others;
    }
  }
  if (found == nullptr || others > 1) return false;
  // Only a part that is of the kind, too: `key("password")` of a secret.
  const MethodDecl* part = found->kind->method(part_method(*found->kind));
  const bool same = part != nullptr && !part->result.alternatives.empty() &&
                    part->result.alternatives.front().name == found->kind->name;
  if (!key.empty() && written == found->name && same) written = part_by_name(*found, key);
  const bool whole = others == 0 || written != found->name;
  if (whole) {
    advise_written(report, value.span, written, "one value is wanted: ");
  } else {
    report.help(fmt::format("one value is wanted: write `{}`, and the rest in fields of their own",
                            written));
  }
  return true;
}

// `{ condition = "service_healthy" }` where a symbol is wanted.
bool advise_symbol_inside(const Session& session, Report report, const Value& value,
                          const Type& type) {
  const auto* object = value.get<Object>();
  if (object == nullptr || object->entries.size() != 1 ||
      !session.sources[value.span.file].text(value.span).starts_with('{'))
    return false;
  std::vector<std::string_view> symbols;
  for (const TypeAlternative& a : type.alternatives) {
    if (a.form == TypeAlternative::Form::Symbol) symbols.push_back(a.name);
  }
  const auto* text = object->entries.front().second.get<std::string>();
  const std::string_view meant =
      text == nullptr ? std::string_view{} : meant_symbol(*text, symbols);
  if (meant.empty()) return false;
  advise_written(report, value.span, std::string(meant), "one word is wanted: ");
  return true;
}

// `connect = { backend = 8080 }`: the names alone are wanted.
bool advise_names_of_object(const Session& session, Report report, const Value& value,
                            const Type& type) {
  const auto* object = value.get<Object>();
  if (object == nullptr || object->entries.empty() ||
      !session.sources[value.span.file].text(value.span).starts_with('{'))
    return false;
  for (const TypeAlternative& a : type.alternatives) {
    const std::string_view kind =
        a.form == TypeAlternative::Form::List ? kind_wanted(a.element) : std::string_view{};
    if (kind.empty()) continue;
    std::string names;
    for (const auto& [name, entry] : object->entries) {
      const bool block = std::any_of(session.program.blocks.begin(), session.program.blocks.end(),
                                     [&, key = std::string_view(name)](const Block* one) {
                                       return one->kind->name == kind && one->name == key;
                                     });
      if (!block) return false;
      names += fmt::format("{}{}", names.empty() ? "" : ", ", name);
    }
    advise_written(report, value.span, fmt::format("[{}]", names), "a list of names is wanted: ");
    return true;
  }
  return false;
}

}  // namespace

bool advise_object(const Session& session, Report report, const Value& value, const Type& type) {
  return advise_entry(session, report, value, type) ||
         advise_symbol_inside(session, report, value, type) ||
         advise_names_of_object(session, report, value, type) ||
         advise_named_object(session, report, value, type) ||
         advise_image(session, report, value, type);
}

// `cron("30 2 * * ? *")` of "02:30"; empty for other texts.
std::string daily_schedule(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || text.size() > 5) return {};
  const auto number = [](std::string_view digits) {
    int value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const bool whole = error == std::errc{} && end == digits.data() + digits.size();
    return whole ? value : -1;
  };
  const int hour = number(text.substr(0, colon));
  const int minute = number(text.substr(colon + 1));
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return {};
  return fmt::format("cron(\"{} {} * * ? *\")", minute, hour);
}

}  // namespace svc::sema
