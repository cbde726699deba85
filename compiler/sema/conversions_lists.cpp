// Lists, objects and texts that another tool writes for a range, a text, an object or a schedule.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "sema/conversions.h"
#include "sema/foreign.h"
#include "sema/literals.h"

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
    if (!out.empty()) out += text != nullptr ? " " : ",";
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
      const std::size_t sign = text->find('=');
      if (sign == std::string::npos || text->find_first_of("\"\\\n$") != std::string::npos)
        return {};
      name = text->substr(0, sign);
      value = fmt::format("\"{}\"", text->substr(sign + 1));
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

// `cron("0 3 * * ? *")` of "0 3 * * *". Of the days of the month and of the week, one is `?`.
// https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html (cron-based schedules)
std::string schedule_of(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kWords = {
      {{"@daily", "0 0 * * ? *"},
       {"@midnight", "0 0 * * ? *"},
       {"@hourly", "0 * * * ? *"},
       {"@weekly", "0 0 ? * SUN *"},
       {"@monthly", "0 0 1 * ? *"},
       {"@yearly", "0 0 1 1 ? *"},
       {"@annually", "0 0 1 1 ? *"}}};
  for (const auto& [word, meant] : kWords) {
    if (text == word) return fmt::format("cron(\"{}\")", meant);
  }
  std::vector<std::string_view> fields;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = text.find_first_not_of(' ', at);
    if (begin == std::string_view::npos) break;
    at = std::min(text.find(' ', begin), text.size());
    fields.push_back(text.substr(begin, at - begin));
  }
  constexpr std::size_t kFields = 5;
  constexpr std::size_t kDay = 2;
  if (fields.size() != kFields ||
      text.find_first_not_of("0123456789*/,- ") != std::string_view::npos)
    return {};
  // The days of the week have other numbers in AWS: a fixed one needs its name.
  if (fields.back() != "*") return {};
  fields.back() = fields[kDay] == "?" ? "*" : "?";
  return fmt::format("cron(\"{} *\")", fmt::join(fields, " "));
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

bool advise_object(const Session& session, Report report, const Value& value, const Type& type) {
  return advise_named_object(session, report, value, type) ||
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
