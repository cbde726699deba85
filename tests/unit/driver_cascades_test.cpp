// Consequences of an unreadable declaration are not reported.
#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "driver/engine.h"

namespace {

std::vector<std::string> codes_of(const svc::MemoryFileSystem& files) {
  svc::driver::Engine engine(files, "main.svc");
  engine.examine(std::nullopt);
  std::vector<std::string> codes;
  for (const svc::Diagnostic& d : engine.diagnostics()) codes.push_back(svc::code_text(d.code));
  return codes;
}

std::vector<std::string> codes_of(const std::string& text) {
  svc::MemoryFileSystem files;
  files.write("main.svc", text);
  return codes_of(files);
}

using Codes = std::vector<std::string>;

}  // namespace

TEST_CASE("a name whose declaration could not be read is not unknown") {
  CHECK(codes_of("app x {}\nlet region environment.name\noutput a = region\noutput b = region\n") ==
        Codes{"SVC0008"});
  CHECK(codes_of("app x {}\nqueeu orders {}\noutput a = orders.url\n") == Codes{"SVC1006"});
  CHECK(codes_of("\"\"\"\"\"\"=") == Codes{"SVC0008", "SVC0008"});  // a field without a name
  CHECK(codes_of("app x {}\nqueue queue orders {}\noutput a = orders.url\n") == Codes{"SVC3006"});
}

TEST_CASE("other unknown names are still told") {
  CHECK(codes_of("app x {}\nlet region environment.name\noutput a = regoin\n") ==
        Codes{"SVC0008", "SVC1001"});
  CHECK(codes_of("app x {}\noutput a = orders.url\noutput b = orders.url\n") ==
        Codes{"SVC1001", "SVC1001"});
}

TEST_CASE("a line with a syntax error says nothing about its meaning") {
  CHECK(codes_of("app x {}\nnetwork main {\n  zones = true 2\n}\n") == Codes{"SVC0008"});
  CHECK(codes_of("app x {}\nnetwork main {\n  zones = true\n}\n") == Codes{"SVC2001"});
}

TEST_CASE("what recovery makes up is not judged") {
  const auto syntax_only = [](const std::string& text) {
    const Codes codes = codes_of(text);
    return !codes.empty() && std::all_of(codes.begin(), codes.end(), [](const std::string& code) {
      return code.starts_with("SVC0");
    });
  };
  CHECK(syntax_only("\"\"\"\"\"\"="));
}

TEST_CASE("a bracket without a partner is one mistake, whatever it has swallowed") {
  // The queue and the topic may have become members of the cluster.
  CHECK(codes_of("app x {}\ncluster c { capacity fargate { queue jobs { retries = 1 }\ntopic news "
                 "{ unheard = 1 } }\noutput a = jobs.url\noutput b = news.arn\n") ==
        Codes{"SVC0015"});
  CHECK(codes_of("app x {}\n}\nqueue jobs { unheard = 1 }\noutput a = job.url\n") ==
        Codes{"SVC0016"});
  CHECK(codes_of("app x {}\nqueue early { unheard = 1 }\nqueue jobs {\n") ==
        Codes{"SVC3001", "SVC0015"});
}

TEST_CASE("names of a file whose brackets do not match are not unknown where it is imported") {
  const std::string broken =
      "cluster c { capacity fargate { queue jobs { retries = 1 }\ntopic news {} }\n";
  CHECK(
      codes_of(svc::MemoryFileSystem(
          {{"main.svc", "import \"lib.svc\"\napp x {}\noutput a = jobs.url\noutput b = news.arn\n"},
           {"lib.svc", broken}})) == Codes{"SVC0015"});
  CHECK(codes_of(svc::MemoryFileSystem(
            {{"main.svc", "import \"lib.svc\" as lib\napp x {}\noutput a = lib.jobs.url\n"},
             {"lib.svc", broken}})) == Codes{"SVC0015"});
  CHECK(codes_of(svc::MemoryFileSystem(
            {{"main.svc", "import \"lib.svc\" as lib\napp x {}\noutput a = lib.jobs.url\n"},
             {"lib.svc", "queue job {}\n"}})) == Codes{"SVC1001"});
}
