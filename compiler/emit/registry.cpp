#include "emit/registry.h"

#include <fmt/format.h>

#include <charconv>
#include <stdexcept>
#include <utility>

#include "emit/mapping.h"

namespace svc::emit {

namespace {

std::uint8_t bit(char letter) {
  switch (letter) {
    case 's':
      return kString;
    case 'i':
      return kInteger;
    case 'n':
      return kNumber;
    case 'b':
      return kBoolean;
    case 'l':
      return kList;
    case 'o':
      return kObject;
    case 'm':
      return kMap;
    case 'a':
      return kAny;
    default:
      return 0;
  }
}

std::string_view text_of(TargetId target) {
  for (const TextFile& file : schema_files()) {
    if (file.path.starts_with(info(target).word)) return file.text;
  }
  throw std::logic_error("there is no list of resource types for this target");
}

}  // namespace

// Reads one line, in the notation that scripts/cut-schemas describes.
class Registry::Reader {
 public:
  Reader(Registry& registry, std::string_view text) : registry_(registry), rest_(text) {}

  Schema node() {
    Schema schema{.types = 0};
    while (!rest_.empty() && bit(rest_.front()) != 0)
      schema.types = static_cast<std::uint8_t>(schema.types | bit(next()));
    for (bool more = true; more;) {
      more = false;
      if (take('!')) more = schema.required = true;
      if (take('-')) more = schema.read_only = true;
      if (take('+')) more = schema.block = true;
      if (take('?')) more = schema.secret = true;
      if (take('~')) more = schema.gone = true;
      if (take('^')) {
        schema.since = registry_.later_;
        more = true;
      }
    }
    if (take('<')) schema.allowed = words();
    if (take('[')) {
      schema.items = &registry_.schemas_.emplace_back(node());
      (void)take(']');
    }
    if (!rest_.empty() && (rest_.front() == '{' || rest_.front() == '*'))
      schema.members = members();
    return schema;
  }

  Slice<Schema> members() {
    if (take('*')) return shared();
    std::vector<Schema> found;
    (void)take('{');
    while (!rest_.empty() && !take('}')) {
      const std::string_view name = until(':');
      found.push_back(node());
      found.back().name = name;
      (void)take(',');
    }
    const std::vector<Schema>& owned = registry_.members_.emplace_back(std::move(found));
    return {owned.data(), static_cast<std::uint32_t>(owned.size())};
  }

 private:
  char next() {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }

  bool take(char wanted) {
    if (rest_.empty() || rest_.front() != wanted) return false;
    rest_.remove_prefix(1);
    return true;
  }

  std::string_view until(char end) {
    const std::size_t length = std::min(rest_.find(end), rest_.size());
    const std::string_view word = rest_.substr(0, length);
    rest_.remove_prefix(std::min(length + 1, rest_.size()));
    return word;
  }

  Slice<std::string_view> words() {
    std::string_view all = until('>');
    std::vector<std::string_view>& list = registry_.words_.emplace_back();
    while (!all.empty()) {
      const std::size_t length = std::min(all.find('|'), all.size());
      list.push_back(all.substr(0, length));
      all.remove_prefix(std::min(length + 1, all.size()));
    }
    return {list.data(), static_cast<std::uint32_t>(list.size())};
  }

  Slice<Schema> shared() {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), number);
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    const auto known = registry_.read_.find(number);
    if (known != registry_.read_.end()) return known->second;
    registry_.index_structures();
    const Slice<Schema> made = Reader(registry_, registry_.structures_.at(number)).members();
    registry_.read_.emplace(number, made);
    return made;
  }

  Registry& registry_;
  std::string_view rest_;
};

Registry::Registry(TargetId target) : target_(target), text_(text_of(target)) {
  // `# terraform-provider-aws 5.100.0 and 6.25.0, cut on …`
  constexpr std::string_view kAnd = " and ";
  const std::string_view source = text_.substr(0, text_.find('\n'));
  if (const std::size_t later = source.find(kAnd); later != std::string_view::npos)
    later_ = source.substr(later + kAnd.size(), source.find(',') - later - kAnd.size());
  const std::size_t empty_line = text_.find("\n\n");  // between the structures and the types
  types_ = text_.substr(empty_line + 1);
}

void Registry::index_structures() {
  if (!structures_.empty()) return;
  std::string_view rest = text_.substr(text_.find('\n') + 1);  // after the line with its source
  while (!rest.starts_with('\n')) {
    const std::size_t end = rest.find('\n');
    structures_.push_back(rest.substr(0, end));
    rest.remove_prefix(end + 1);
  }
}

// `AWS::SNS::Topic TopicArn {…}`; empty if the type does not exist. A `^` or `~` follows the name
// of a type that only one version of the provider has.
std::string_view Registry::line_of(std::string_view type) const {
  for (const std::string_view mark : {" ", "^ ", "~ "}) {
    const std::size_t begin = types_.find(fmt::format("\n{}{}", type, mark));
    if (begin != std::string_view::npos)
      return types_.substr(begin + 1, types_.find('\n', begin + 1) - begin - 1);
  }
  return {};
}

const Schema* Registry::find(std::string_view type) {
  if (const Schema* used = find_schema(target_, type)) return used;
  const auto known = known_.find(type);
  if (known != known_.end()) return known->second;
  const std::string_view line = line_of(type);
  if (line.empty()) return nullptr;
  Schema& schema =
      schemas_.emplace_back(Schema{.name = line.substr(0, type.size()), .types = kObject});
  const std::string_view facts = line.substr(type.size());
  if (facts.starts_with('^')) schema.since = later_;
  schema.gone = facts.starts_with('~');
  schema.members = Reader(*this, facts.substr(facts.find(' ', facts.find(' ') + 1) + 1)).members();
  known_.emplace(schema.name, &schema);
  return &schema;
}

std::vector<std::string_view> Registry::attributes(std::string_view type) {
  std::vector<std::string_view> names;
  if (info(target_).schema_members_are_attributes) {
    if (const Schema* schema = find(type)) {
      for (const Schema& member : schema->members) names.push_back(member.name);
    }
    return names;
  }
  const std::string_view line = line_of(type);
  if (line.empty()) return names;
  std::string_view list = line.substr(line.find(' ') + 1);
  list = list.substr(0, list.find(' '));
  while (!list.empty()) {
    const std::size_t length = std::min(list.find(','), list.size());
    names.push_back(list.substr(0, length));
    list.remove_prefix(std::min(length + 1, list.size()));
  }
  names.emplace_back("Ref");
  return names;
}

std::vector<std::string_view> Registry::types() const {
  std::vector<std::string_view> names;
  for (std::size_t at = 1; at < types_.size(); at = types_.find('\n', at) + 1)
    names.push_back(types_.substr(at, types_.find_first_of(" ^~", at) - at));
  return names;
}

}  // namespace svc::emit
