// Addresses in `env`, `command` and `entrypoint` that name a service of the cluster.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>

#include "base/closest.h"
#include "check/subjects.h"
#include "diagnostics/codes/events.h"
#include "diagnostics/codes/stores.h"
#include "diagnostics/suggest.h"

namespace svc::check {
namespace {

// A service, and the ports at which its name answers.
struct CalledService {
  const plan::Service* service = nullptr;
  std::vector<std::int64_t> ports;
};
using Names = std::map<std::string, CalledService>;

// The names under which other services call the services of a cluster.
Names names_of(const plan::Plan& plan, const Block& cluster) {
  Names names;
  for (const plan::Service& service : plan.services) {
    if (service.cluster != &cluster) continue;
    for (const plan::Exposure& exposure : service.exposes) {
      CalledService& called =
          names.try_emplace(exposure.name, CalledService{&service, {}}).first->second;
      called.ports.push_back(exposure.alias);
    }
    if (service.block->only("discover") == nullptr || !cluster.has("dns_namespace")) continue;
    const auto* space = cluster["dns_namespace"].get<std::string>();
    if (space == nullptr || service.task == nullptr) continue;
    CalledService called{&service, {}};
    if (service.own_interface()) {
      for (const Block* container : service.task->block->nested("container")) {
        for (const Block* port : container->nested("port"))
          called.ports.push_back(port->integer("container"));
      }
    }
    names.emplace(plan::discovery_name(service) + "." + *space, std::move(called));
  }
  return names;
}

struct Address {
  std::string host;
  std::optional<std::int64_t> port;  // that of the scheme if none is written
};

// `http://api:8080/x`, also with a user in front of the host.
std::optional<Address> address_in(std::string_view text) {
  const std::size_t scheme = text.find("://");
  if (scheme == std::string_view::npos) return std::nullopt;
  std::string_view rest = text.substr(scheme + 3);
  rest = rest.substr(0, rest.find_first_of("/?#"));
  if (const std::size_t user = rest.rfind('@'); user != std::string_view::npos)
    rest.remove_prefix(user + 1);
  const std::size_t colon = rest.find(':');
  Address address{std::string(rest.substr(0, colon)), std::nullopt};
  if (colon != std::string_view::npos) {
    std::int64_t number = 0;
    const std::string_view digits = rest.substr(colon + 1);
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (fault == std::errc{} && end == digits.data() + digits.size()) address.port = number;
  } else if (text.starts_with("http://")) {
    address.port = 80;
  } else if (text.starts_with("https://")) {
    address.port = 443;
  }
  return address;
}

class Callers {
 public:
  Callers(const plan::Workload& workload, const Names& names, Sink& sink)
      : workload_(workload), names_(names), sink_(sink) {
    for (const sema::Value& item : workload.block->items("connect")) {
      if (const auto* const* block = item.get<const Block*>()) connected_.insert(*block);
    }
  }

  void check(const sema::Value& value) {
    const auto* text = value.get<std::string>();
    if (const auto* object = value.get<sema::Object>()) {
      for (const auto& [name, entry] : object->entries) check(entry);
    } else if (const auto* list = value.get<sema::List>()) {
      for (const sema::Value& item : list->items) check(item);
    } else if (text != nullptr) {
      if (const auto address = address_in(*text)) check_address(*address, value.span);
    }
  }

 private:
  void check_address(const Address& address, Span span) {
    const auto found = names_.find(address.host);
    if (found == names_.end()) return check_unknown(address, span);
    const Block& called = *found->second.service->block;
    const Block& caller = *workload_.block;
    if (&called == &caller) return;
    if (!connected_.contains(&called)) {
      sink_
          .report<diag::UrlNotConnected>(span, found->first, called.name, caller.kind->name,
                                         caller.name)
          .related(called.name_span, "the service")
          .help(fmt::format("add `{}` to `connect`", called.name));
      return;
    }
    const auto& ports = found->second.ports;
    if (!address.port || ports.empty() ||
        std::find(ports.begin(), ports.end(), *address.port) != ports.end())
      return;
    sink_.report<diag::UrlPort>(span, called.name, *address.port, ports.front())
        .related(called.name_span, "the service")
        .help(fmt::format("write port {}, or give its `expose` the alias {}", ports.front(),
                          *address.port));
  }

  // A name that is nearly that of a service, with a port of that service. Names without a dot are
  // those of Service Connect.
  void check_unknown(const Address& address, Span span) {
    const std::string& host = address.host;
    std::vector<std::string_view> known;
    for (const auto& [name, called] : names_) known.push_back(name);
    const std::string_view near = closest(host, known);
    if (is_container(host)) return;
    if (is_of_own_zone(host)) return report_unknown(host, near, span);
    if (host == "localhost" || near.empty() || is_sibling(host, near)) return;
    const std::vector<std::int64_t>& ports = names_.at(std::string(near)).ports;
    if (!address.port || std::find(ports.begin(), ports.end(), *address.port) == ports.end())
      return;
    const std::size_t dot = host.find('.');
    if ((dot == std::string::npos) != (near.find('.') == std::string_view::npos)) return;
    // Another zone may have the name.
    if (dot != std::string::npos && host.substr(0, dot) != near.substr(0, near.find('.'))) return;
    report_unknown(host, near, span);
  }

  void report_unknown(const std::string& host, std::string_view near, Span span) {
    auto report = sink_.report<diag::UnknownHost>(span, host);
    if (near.empty()) {
      report.help("give the service that is meant a `discover` block with this name");
      return;
    }
    suggest_word(
        report.related(names_.at(std::string(near)).service->block->name_span, "the nearest name"),
        span, host, near, {});
  }

  // Only `discover` puts names into the zone that a cluster makes.
  [[nodiscard]] bool is_of_own_zone(std::string_view host) const {
    const Block& cluster = *workload_.cluster;
    if (cluster.existing || !cluster.has("dns_namespace")) return false;
    const auto* zone = cluster["dns_namespace"].get<std::string>();
    return zone != nullptr && host.size() > zone->size() + 1 && host.ends_with("." + *zone);
  }

  // `db1` and `db2`: names that differ only in their numbers are those of different things.
  static bool is_sibling(std::string_view host, std::string_view near) {
    const auto letters = [](std::string_view name) {
      std::string found(name);
      std::erase_if(found, [](char c) { return (c >= '0' && c <= '9') || c == '-'; });
      return found;
    };
    return letters(host) == letters(near);
  }

  // Containers of a task on a bridge call each other by their names, and `hosts` adds names.
  [[nodiscard]] bool is_container(std::string_view host) const {
    const auto containers = workload_.task->block->nested("container");
    return std::any_of(containers.begin(), containers.end(), [&](const Block* one) {
      const auto* hosts = (*one)["hosts"].get<sema::Object>();
      return one->name == host ||
             (hosts != nullptr &&
              std::any_of(hosts->entries.begin(), hosts->entries.end(),
                          [&](const auto& entry) { return entry.first == host; }));
    });
  }

  const plan::Workload& workload_;
  const Names& names_;
  Sink& sink_;
  std::set<const Block*> connected_;
};

void check_workload_urls(const plan::Workload& workload, const Names& names, Sink& sink) {
  if (workload.task == nullptr || names.empty()) return;
  Callers callers(workload, names, sink);
  for (const Block* container : workload.task->block->nested("container")) {
    for (const std::string_view field : {"env", "command", "entrypoint"})
      callers.check((*container)[field]);
  }
}

}  // namespace

void check_called_names(const plan::Plan& plan, Sink& sink) {
  std::map<const Block*, Names> names;
  const auto of = [&](const Block* cluster) -> const Names& {
    const auto [found, added] = names.try_emplace(cluster);
    if (added) found->second = names_of(plan, *cluster);
    return found->second;
  };
  for (const plan::Service& service : plan.services)
    check_workload_urls(service, of(service.cluster), sink);
  for (const plan::Job& job : plan.jobs) check_workload_urls(job, of(job.cluster), sink);
}

}  // namespace svc::check
