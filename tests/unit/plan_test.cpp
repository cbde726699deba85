// Decisions of plan/: subnet ranges, the order of routes, the capacity of tasks.
#include "plan/plan.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "base/address.h"
#include "plan/conditions.h"
#include "plan/facts.h"
#include "plan/names.h"
#include "plan/parts.h"
#include "plan/priorities.h"
#include "sema/analyze.h"
#include "syntax/parse.h"

using namespace svc;

namespace {

// A program with its plan. The parts refer to each other, so it is not moved.
struct Planned {
  Sources sources;
  Sink sink;
  ast::Ast ast;
  sema::Program program;
  plan::Plan plan;

  explicit Planned(const std::string& text) {
    const SourceId file = sources.add(SourceFile("test.svc", "app shop {}\n" + text));
    ast = syntax::parse(sources, file, sink);
    program = sema::analyze(ast, sources, "", sink);
    REQUIRE_FALSE(sink.has_errors());
    plan = plan::make_plan(program, sink);
  }
};

std::vector<std::string> ranges(const plan::Network& network, std::string_view group) {
  std::vector<std::string> all;
  for (const plan::Subnet& subnet : network.subnets) {
    if (subnet.group == group) all.push_back(subnet.cidr);
  }
  return all;
}

using Texts = std::vector<std::string>;

constexpr const char* kWeb = "network main {}\ncluster web in main {}\nbalancer edge in main {}\n";

std::string service(const std::string& name, const std::string& routes) {
  return "service " + name +
         " in web { task { cpu = 256, memory = 512\n container app { image = \"nginx\", port = "
         "8080 } }\n" +
         routes + " }\n";
}

// The priorities by the name of the service.
std::map<std::string, std::int64_t> priorities(const std::string& services) {
  const Planned planned(kWeb + services);
  std::map<std::string, std::int64_t> all;
  for (const plan::Route& route : planned.plan.routes) all[route.service->name] = route.priority;
  return all;
}

}  // namespace

TEST_CASE("IPv4 ranges are read and written", "[plan]") {
  CHECK(range_text(*parse_ipv4("10.0.0.0/16")) == "10.0.0.0/16");
  CHECK(range_text(*parse_ipv4("10.0.7.9/16")) == "10.0.0.0/16");
  CHECK(range_text(*parse_ipv4("192.168.1.1")) == "192.168.1.1/32");
  CHECK(parse_ipv4("255.255.255.255/32")->end() == std::uint64_t{1} << 32);
  CHECK(parse_ipv4("0.0.0.0/0")->contains(*parse_ipv4("10.0.0.0/8")));
  for (const char* bad : {"", "10.0.0", "10.0.0.256/8", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8x",
                          "::/0", "a.b.c.d/8"}) {
    INFO(bad);
    CHECK_FALSE(parse_ipv4(bad));
  }
}

TEST_CASE("public and private groups have their parts of the VPC", "[plan]") {
  const Planned planned("network main {}\n");
  const plan::Network& network = planned.plan.networks.at(0);
  CHECK(ranges(network, "public") == Texts{"10.0.0.0/22", "10.0.4.0/22"});
  CHECK(ranges(network, "private") == Texts{"10.0.64.0/22", "10.0.68.0/22"});
}

TEST_CASE("neither further zones nor further groups nor their order move a range", "[plan]") {
  const std::string head = "network main { subnets public { access = public }\n subnets apps {}\n";
  const Planned before(head + "}\n");
  const Planned group(
      "network main { subnets data { access = isolated }\n subnets more {}\n"
      "subnets apps {}\n subnets public { access = public } }\n");
  CHECK_FALSE(group.sink.has_errors());
  for (const char* name : {"public", "apps"}) {
    const Texts first = ranges(before.plan.networks[0], name);
    CHECK(ranges(group.plan.networks[0], name) == first);
    for (const int zones : {3, 4, 5, 6}) {
      const Planned zone(head + "zones = " + std::to_string(zones) + " }\n");
      Texts wider = ranges(zone.plan.networks[0], name);
      CHECK(wider.size() == static_cast<std::size_t>(zones));
      wider.resize(2);
      CHECK(wider == first);
    }
  }
}

TEST_CASE("a network may name its zones", "[plan]") {
  const Planned planned("network main { zones = [\"euw1-az1\", \"euw1-az3\", \"euw1-az2\"] }\n");
  CHECK(planned.plan.networks[0].zones == 3);
  CHECK(planned.plan.networks[0].zone_ids == Texts{"euw1-az1", "euw1-az3", "euw1-az2"});
  CHECK(Planned("network main {}\n").plan.networks[0].zone_ids.empty());  // the region is not known
}

TEST_CASE("ranges never overlap, and stay within the VPC", "[plan]") {
  for (const char* cidr :
       {"10.0.0.0/16", "10.1.0.0/20", "10.0.0.0/22", "172.16.0.0/24", "10.0.0.0/26"}) {
    for (const int zones : {1, 2}) {
      const Planned planned("network main { cidr = " + std::string(cidr) +
                            ", zones = " + std::to_string(zones) + " }\n");
      INFO(cidr << " in " << zones);
      CHECK_FALSE(planned.sink.has_errors());
      const Ipv4Range vpc = *parse_ipv4(cidr);
      const auto& subnets = planned.plan.networks[0].subnets;
      CHECK(subnets.size() == static_cast<std::size_t>(2 * zones));
      for (std::size_t i = 0; i < subnets.size(); ++i) {
        CHECK(vpc.contains(*parse_ipv4(subnets[i].cidr)));
        for (std::size_t j = 0; j < i; ++j)
          CHECK_FALSE(parse_ipv4(subnets[i].cidr)->overlaps(*parse_ipv4(subnets[j].cidr)));
      }
    }
  }
}

TEST_CASE("a written prefix is kept", "[plan]") {
  const Planned planned(
      "network main { subnets public { access = public, prefix = 24 }\n subnets data { access = "
      "isolated, cidrs = [10.0.128.0/20, 10.0.144.0/20] } }\n");
  CHECK(ranges(planned.plan.networks[0], "public") == Texts{"10.0.0.0/24", "10.0.1.0/24"});
  CHECK(ranges(planned.plan.networks[0], "data") == Texts{"10.0.128.0/20", "10.0.144.0/20"});
}

TEST_CASE("NAT is there only for private subnets", "[plan]") {
  CHECK(Planned("network main { subnets public { access = public } }\n").plan.networks[0].nat ==
        plan::Nat::None);
  CHECK(Planned("network main { nat = per_zone }\n").plan.networks[0].nat == plan::Nat::PerZone);
}

TEST_CASE("a certificate makes an HTTPS listener and an HTTP one that redirects", "[plan]") {
  const Planned plain(kWeb);
  REQUIRE(plain.plan.balancers[0].listeners.size() == 1);
  CHECK(plain.plan.balancers[0].listeners[0].port == 80);
  const Planned tls(
      "existing certificate cert { arn = \"arn:aws:acm:eu-west-1:111111111111:certificate/a\" }\n"
      "network main {}\nbalancer edge in main { certificate = cert }\n");
  const auto& listeners = tls.plan.balancers[0].listeners;
  REQUIRE(listeners.size() == 2);
  CHECK(listeners[0].redirect == 443);
  CHECK(listeners[1].protocol == plan::Protocol::Https);
  CHECK(listeners[1].certificate != nullptr);
}

TEST_CASE("more specific routes come first", "[plan]") {
  const auto all =
      priorities(service("a", "route edge { host = \"x.example.com\", path = \"/api/*\" }") +
                 service("b", "route edge { host = \"x.example.com\" }") +
                 service("c", "route edge { path = \"/api/users/*\" }") +
                 service("d", "route edge { path = \"/api/*\" }") +
                 service("e", "route edge { path = \"/api/*\", methods = [\"GET\"] }") +
                 service("f", "route edge {}") + service("g", "route edge { path = \"/api\" }") +
                 service("h", "route edge { host = \"*.example.com\" }"));
  CHECK(all.at("a") < all.at("b"));
  CHECK(all.at("b") < all.at("h"));
  CHECK(all.at("h") < all.at("c"));
  CHECK(all.at("c") < all.at("e"));
  CHECK(all.at("e") < all.at("d"));
  CHECK(all.at("g") < all.at("c"));  // no wildcard
  CHECK(all.at("d") < all.at("f"));
}

TEST_CASE("a rule that another covers has a band before it", "[plan]") {
  std::vector<plan::Route> routes;
  const sema::Block none;
  for (const Texts& paths : {Texts{},
                             Texts{"/*"},
                             Texts{"/a"},
                             Texts{"/a", "/b"},
                             Texts{"/a*"},
                             Texts{"/a/*"},
                             Texts{"/a/b"},
                             Texts{"/a/b*"},
                             Texts{"/a/bc*"},
                             Texts{"/a/b/*"},
                             Texts{"/a/b/*", "/c/*"},
                             Texts{"/a/b/c/d/e/*"},
                             Texts{"/a/b/c/d/*"},
                             Texts{"/a/b/c/*"},
                             Texts{"/?"},
                             Texts{"/a?"},
                             Texts{"/??"},
                             Texts{"/a?*"},
                             Texts{"/a/?/c*"},
                             Texts{"*.php"},
                             Texts{"/a/*.php"},
                             Texts{"/a/*/c"},
                             Texts{"/a/*/c/*"}}) {
    for (const Texts& hosts :
         {Texts{}, Texts{"x.a.com"}, Texts{"x.a.com", "y.a.com"}, Texts{"*.a.com"},
          Texts{"*.b.a.com"}, Texts{"x*.a.com"}, Texts{"x.a.com", "*.b.a.com"}, Texts{"*"}}) {
      for (const Texts& methods : {Texts{}, Texts{"GET"}, Texts{"GET", "PUT"}}) {
        plan::Route& route = routes.emplace_back();
        route.block = &none;
        route.conditions.paths = paths;
        route.conditions.hosts = hosts;
        route.conditions.methods = methods;
      }
    }
  }
  for (const plan::Route& wide : routes) {
    for (const plan::Route& narrow : routes) {
      if (!plan::covers(wide.conditions, narrow.conditions) ||
          plan::covers(narrow.conditions, wide.conditions))
        continue;
      const plan::Band first = plan::band_of(narrow);
      INFO(fmt::format("{} {} {} before {} {} {}", fmt::join(narrow.conditions.hosts, ","),
                       fmt::join(narrow.conditions.paths, ","),
                       fmt::join(narrow.conditions.methods, ","),
                       fmt::join(wide.conditions.hosts, ","), fmt::join(wide.conditions.paths, ","),
                       fmt::join(wide.conditions.methods, ",")));
      const std::int64_t second = plan::band_of(wide).first;
      // The narrowest bands may be one number, which is an error if two routes have it.
      CHECK((first.first + first.size <= second || (first.size == 1 && first.first <= second)));
    }
  }
}

TEST_CASE("a priority follows from the route's own conditions and service", "[plan]") {
  const std::string a = service("a", "route edge { path = [\"/aaa/*\", \"/zzz/*\"] }");
  const std::string b = service("b", "route edge { path = \"/bbb/*\" }");
  const std::string c = service("c", "route edge { path = \"/ccc/*\", priority = 30000 }");
  const auto forward = priorities(a + b + c);
  CHECK(forward == priorities(c + b + a));
  CHECK(forward.at("c") == 30000);
  CHECK(priorities(b).at("b") == forward.at("b"));
  CHECK(priorities(service("a", "route edge { path = [\"/zzz/*\", \"/aaa/*\"] }")).at("a") ==
        forward.at("a"));
  // Another service has another number, so that both rules can exist at once.
  CHECK(priorities(service("d", "route edge { path = \"/bbb/*\" }")).at("d") != forward.at("b"));
}

TEST_CASE("what a route is called does not follow from other routes", "[plan]") {
  const auto names = [](const std::string& routes) {
    std::map<std::string, std::pair<std::string, std::string>> all;
    const Planned planned(kWeb + service("api", routes));
    for (const plan::Route& route : planned.plan.routes)
      all[route.conditions.paths.front()] = {route.target_group, route.rule_suffix};
    return all;
  };
  const auto one = names("route edge { path = \"/a\" }");
  const auto two = names("route edge { path = \"/b\" }\nroute edge { path = \"/a\" }");
  CHECK(one.at("/a") == two.at("/a"));
  CHECK(one.at("/a").first == "api_edge");
  CHECK(two.at("/b").first == "api_edge");
  CHECK(two.at("/b").second != two.at("/a").second);
  const auto named = names("route edge admin { path = \"/b\", port = 8080 }");
  CHECK(named.at("/b").first == "api_admin");
  CHECK(named.at("/b").second == "admin");
}

TEST_CASE("a pattern covers another one", "[plan]") {
  CHECK(plan::pattern_covers("/api/*", "/api/users/*"));
  CHECK(plan::pattern_covers("*", "/a"));
  CHECK(plan::pattern_covers("/a?c", "/abc"));
  CHECK(plan::pattern_covers("/a*c", "/a*b*c"));
  CHECK_FALSE(plan::pattern_covers("/api/users/*", "/api/*"));
  CHECK_FALSE(plan::pattern_covers("/a?c", "/a*c"));
  CHECK_FALSE(plan::pattern_covers("/a", "/a/"));
}

TEST_CASE("conditions cover others only part by part", "[plan]") {
  plan::Conditions wide, narrow;
  CHECK(plan::covers(wide, narrow));
  narrow.paths = {"/a"};
  CHECK(plan::covers(wide, narrow));
  CHECK_FALSE(plan::covers(narrow, wide));
  wide.hosts = {"*.example.com"};
  CHECK_FALSE(plan::covers(wide, narrow));
  narrow.hosts = {"x.example.com"};
  CHECK(plan::covers(wide, narrow));
  wide.source_ips = {"10.0.0.0/8"};
  narrow.source_ips = {"10.1.0.0/16"};
  CHECK(plan::covers(wide, narrow));
  wide.methods = {"GET"};
  CHECK_FALSE(plan::covers(wide, narrow));
}

TEST_CASE("tasks run where their services do", "[plan]") {
  const Planned planned(
      "network main {}\n"
      "cluster web in main { capacity fargate {}\n capacity ec2 workers { instance = \"m7i.large\" "
      "} }\n"
      "task both { cpu = 256, memory = 512\n container app { image = \"nginx\" } }\n"
      "task none { cpu = 256, memory = 512\n container app { image = \"nginx\" } }\n"
      "service a in web { task = both }\n"
      "service b in web { task = both\n capacity workers {} }\n");
  REQUIRE(planned.plan.tasks.size() == 2);
  CHECK((planned.plan.tasks[0].launch.fargate && planned.plan.tasks[0].launch.ec2));
  CHECK((planned.plan.tasks[1].launch.fargate && !planned.plan.tasks[1].launch.ec2));
  CHECK(planned.plan.services[0].on_fargate());
  CHECK_FALSE(planned.plan.services[1].on_fargate());
  CHECK(planned.plan.services[0].task == &planned.plan.tasks[0]);
}

TEST_CASE("a task says where it runs, or its services do", "[plan]") {
  const Planned planned(
      "network main {}\n"
      "cluster web in main { capacity ec2 workers {}\n capacity managed pool {}\n capacity "
      "external {} }\n"
      "task listed { launch = [ec2, managed]\n container app { image = \"nginx\", memory = 64 } }\n"
      "service a in web { task { network_mode = host\n container app { image = \"nginx\", memory = "
      "64 } }\n capacity pool {} }\n"
      "service b in web { task { network_mode = bridge\n container app { image = \"nginx\", memory "
      "= 64 } }\n capacity external {} }\n");
  REQUIRE(planned.plan.tasks.size() == 3);
  const plan::Launch& listed = planned.plan.tasks[0].launch;
  CHECK((listed.allows(plan::Capacity::Ec2) && listed.allows(plan::Capacity::Managed) &&
         !listed.allows(plan::Capacity::Fargate)));
  CHECK(planned.plan.tasks[1].launch.only(plan::Capacity::Managed));
  CHECK(planned.plan.tasks[1].mode == plan::NetworkMode::Host);
  CHECK(planned.plan.tasks[2].launch.only(plan::Capacity::External));
  CHECK(planned.plan.services[1].runs_on() == plan::Capacity::External);
  CHECK_FALSE(planned.plan.services[1].own_interface());
}

TEST_CASE("a port of a container has a port of its host, or any", "[plan]") {
  const Planned planned(
      "network main {}\n"
      "cluster web in main { capacity ec2 workers { weight = 1 } }\n"
      "service a in web { task { network_mode = bridge\n container app { image = \"nginx\", memory "
      "= 64\n port free { container = 80 }\n port fixed { container = 81, host = 8081 } } } }\n");
  const auto ports = planned.plan.tasks[0].block->nested("container").front()->nested("port");
  REQUIRE(ports.size() == 2);
  CHECK(plan::host_ports(plan::NetworkMode::Bridge, *ports[0]).free());
  CHECK(plan::host_ports(plan::NetworkMode::Bridge, *ports[0]).first == 32768);
  CHECK(plan::host_ports(plan::NetworkMode::Bridge, *ports[1]).first == 8081);
  CHECK_FALSE(plan::host_ports(plan::NetworkMode::Awsvpc, *ports[0]).free());
  CHECK(plan::host_ports(plan::NetworkMode::Host, *ports[0]).first == 80);
}

TEST_CASE("facts about AWS are found", "[plan]") {
  REQUIRE(plan::find_instance_type("m5.large") != nullptr);
  CHECK(plan::find_instance_type("m5.large")->interfaces == 3);
  CHECK(plan::find_instance_type("m7g.large")->arm64);
  CHECK(plan::find_instance_type("m5.lage") == nullptr);
  CHECK(plan::fargate_sizes().size() == 8);
  CHECK(plan::find_fargate_size(1024)->memory.size() == 7);
  CHECK(plan::find_fargate_size(300) == nullptr);
}

TEST_CASE("what AWS calls a block has letters, digits and hyphens", "[plan]") {
  CHECK(plan::physical_name("my_app", "prod", "big_orders") == "my-app-prod-big-orders");
  CHECK(plan::physical_name("shop", "", "one.edge") == "shop-one-edge");
  // A load balancer in a component, which is called after the instance.
  const Planned planned(
      "network main {}\ncomponent edge in n: network { balancer lb in n { listener http 80 {} } "
      "}\nedge one in main {}\n");
  REQUIRE(planned.plan.balancers.size() == 1);
  CHECK(planned.plan.balancers.begin()->physical_name == "shop-one-lb");
}

TEST_CASE("how often a task with a disk is looked at", "[plan]") {
  const auto every = [](const std::string& fields) {
    return Planned(
               "network main {}\ncluster web in main { capacity fargate {} }\njob j in web {\n" +
               fields +
               "\n task { cpu = 1vcpu, memory = 2GiB\n volume w { ebs { size = 10GiB } }\n "
               "container app { image = \"x:1\", mount \"/w\" { volume = \"w\" } } } }\n")
        .plan.jobs.begin()
        ->look_every;
  };
  CHECK(every("") == 0);
  CHECK(every("timeout = 1h") == 15);
  CHECK(every("timeout = 12h, retries = 2") == 72);  // 129,600 s of 11 events, in room for 20,000
}
