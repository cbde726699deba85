#include <catch2/catch.hpp>

#include "lsp/frames.h"
#include "lsp/rpc.h"

using svc::lsp::Frame;
using svc::lsp::FrameReader;

namespace {

std::vector<std::string> contents(FrameReader& reader, std::size_t& faults) {
  std::vector<std::string> found;
  while (const std::optional<Frame> frame = reader.next()) {
    const bool message = frame->fault.empty() && (frame->content.empty() ||
                                                  !svc::lsp::parse_json(frame->content).is_null());
    if (message)
      found.push_back(frame->content);
    else
      ++faults;
    if (!message && frame->fault.empty()) reader.reject(frame->content);  // as the inbox does
  }
  return found;
}

}  // namespace

TEST_CASE("frames are cut however the bytes come") {
  const std::string stream = svc::lsp::framed("{\"a\":1}") + "content-length:2\n\n{}" +
                             "Content-Type: x\r\nContent-Length: 0\r\n\r\n" +
                             svc::lsp::framed("[]");
  for (const std::size_t piece : {std::size_t{1}, std::size_t{2}, std::size_t{7}, stream.size()}) {
    FrameReader reader;
    std::size_t faults = 0;
    std::vector<std::string> all;
    for (std::size_t at = 0; at < stream.size(); at += piece) {
      reader.feed(std::string_view(stream).substr(at, piece));
      for (std::string& one : contents(reader, faults)) all.push_back(std::move(one));
    }
    CHECK(faults == 0);
    CHECK(all == std::vector<std::string>{"{\"a\":1}", "{}", "", "[]"});
  }
}

TEST_CASE("after bytes that are no frame the next one is found") {
  const std::string good = svc::lsp::framed("{}");
  for (const std::string bad : {"nonsense\r\n\r\n", "Content-Length: x\r\n\r\n",
                                "Content-Length: 99999999999999999999\r\n\r\n",
                                "Content-Length: 1\r\nContent-Length: 1\r\n\r\n",
                                "nonsense without an end ", "Content-Length", "X: y\r\n\r\n"}) {
    FrameReader reader;
    std::size_t faults = 0;
    reader.feed(bad + good + good);
    CHECK(contents(reader, faults) == std::vector<std::string>{"{}", "{}"});
    CHECK(faults > 0);
  }
}

TEST_CASE("a header inside of a content that is no message is where reading goes on") {
  const std::string good = svc::lsp::framed("{}");
  for (const std::string bad :
       {"Content-Length: 30\r\n\r\n{\"a\"", "Content-Length: 8\r\n\r\n{\"a\""}) {
    FrameReader reader;
    std::size_t faults = 0;
    reader.feed(bad + good + good);
    CHECK(contents(reader, faults) == std::vector<std::string>{"{}", "{}"});
    CHECK(faults == 1);
  }
}

TEST_CASE("half a UTF-16 pair is mended, a whole one and an escaped one are not") {
  CHECK(svc::lsp::parse_json(R"(["\ud834"])").front() == "\xEF\xBF\xBD");
  CHECK(svc::lsp::parse_json(R"(["\udd1e\ud834\udd1e"])").front() ==
        "\xEF\xBF\xBD\xF0\x9D\x84\x9E");
  CHECK(svc::lsp::parse_json(R"(["\\ud834"])").front() == "\\ud834");
  CHECK(svc::lsp::parse_json("[").is_null());
}
