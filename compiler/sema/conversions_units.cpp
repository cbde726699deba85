// What numbers and texts mean that are right in form, but out of range: `expire = 90` are days.
#include <fmt/format.h>

#include "sema/conversions.h"
#include "sema/defaults.h"

namespace svc::sema {

namespace {

// `memory = 1`: a number means MiB, and 1 may be GiB.
bool advise_gibibytes(const Session& session, Report report, const Value& value,
                      const FieldDecl& field) {
  const auto* size = value.get<Size>();
  if (size == nullptr || !value.span.valid()) return false;
  const std::string_view source = session.sources[value.span.file].text(value.span);
  if (source.find_first_not_of("0123456789") != std::string_view::npos) return false;
  Value larger = value;
  larger.data = Size{size->bytes * 1024};
  if (limits_exceeded(larger, field)) return false;
  report.help(fmt::format("a number without a unit means MiB: write `{}GiB`", source))
      .fix(fmt::format("Write `{}GiB`", source), {{value.span, fmt::format("{}GiB", source)}});
  return true;
}

// `expire = 90` where at least a day is wanted: AWS counts such fields in days.
bool advise_days(const Session& session, Report report, const Value& value,
                 const FieldDecl& field) {
  constexpr double kDay = 86'400'000;
  const auto* duration = value.get<Duration>();
  if (duration == nullptr || !value.span.valid() || field.min < kDay) return false;
  const std::string_view source = session.sources[value.span.file].text(value.span);
  if (source.find_first_not_of("0123456789") != std::string_view::npos) return false;
  Value days = value;
  days.data = Duration{duration->milliseconds * 86'400};
  if (limits_exceeded(days, field)) return false;
  report.help(fmt::format("a number without a unit means seconds: write `{}d`", source))
      .repair(fmt::format("Write `{}d`", source), {{value.span, fmt::format("{}d", source)}});
  return true;
}

// `cpu = 1`: a number means CPU units, and 1 may be a vCPU.
bool advise_vcpus(const Session& session, Report report, const Value& value,
                  const FieldDecl& field) {
  const auto* cpu = value.get<Cpu>();
  if (cpu == nullptr || !value.span.valid()) return false;
  const std::string_view source = session.sources[value.span.file].text(value.span);
  if (source.find_first_not_of("0123456789") != std::string_view::npos) return false;
  Value larger = value;
  larger.data = Cpu{cpu->units * 1024};
  if (limits_exceeded(larger, field)) return false;
  report.help(fmt::format("a number without a unit means CPU units: write `{}vcpu`", source))
      .fix(fmt::format("Write `{}vcpu`", source), {{value.span, fmt::format("{}vcpu", source)}});
  return true;
}

}  // namespace

// `cpu = 50%`
bool advise_share(Report report, const Value& value, const Type& type) {
  const auto* share = value.get<Percent>();
  if (share == nullptr || !takes_scalar(type, Scalar::Cpu)) return false;
  report.help("CPU is an amount, not a share: write `0.5vcpu`, or units of AWS, `512`");
  return true;
}

// `flow_logs = true`
bool advise_flag(Report report, const Value& value, const Type& type) {
  const auto* flag = value.get<bool>();
  if (flag == nullptr || !takes_scalar(type, Scalar::Duration)) return false;
  report.help(*flag ? fmt::format("a truth value says no time: write {}, or days such as `30d`",
                                  describe(type))
                    : "leave the field out: it is off unless it is written");
  return true;
}

bool advise_larger_unit(const Session& session, Report report, const Value& value,
                        const FieldDecl& field) {
  return advise_days(session, report, value, field) ||
         advise_gibibytes(session, report, value, field) ||
         advise_vcpus(session, report, value, field);
}

// `acme/site` of "https://github.com/acme/site.git"; empty for other texts.
std::string name_in_address(std::string_view text) {
  if (text.find("://") == std::string_view::npos && !text.starts_with("git@")) return {};
  if (text.ends_with(".git")) text.remove_suffix(4);
  const std::size_t name = text.rfind('/');
  if (name == std::string_view::npos || name == 0) return {};
  const std::size_t owner = text.find_last_of("/:", name - 1);
  return owner == std::string_view::npos ? std::string() : std::string(text.substr(owner + 1));
}

}  // namespace svc::sema
