#include <catch2/catch.hpp>

#include "lsp/positions.h"
#include "lsp/uri.h"

using namespace svc::lsp;  // NOLINT: a test of just that

TEST_CASE("positions and offsets are each other's reverse in every encoding") {
  const svc::SourceFile file("x", "aé𝄞b\r\n\n𝄞");
  for (const Encoding encoding : {Encoding::Utf8, Encoding::Utf16, Encoding::Utf32}) {
    for (const std::uint32_t offset : {0U, 1U, 3U, 7U, 8U, 10U, 11U, 15U}) {
      CHECK(offset_of(file, position_of(file, offset, encoding), encoding) == offset);
    }
  }
  CHECK(position_of(file, 7, Encoding::Utf8) == Json{{"line", 0}, {"character", 7}});
  CHECK(position_of(file, 7, Encoding::Utf16) == Json{{"line", 0}, {"character", 4}});
  CHECK(position_of(file, 7, Encoding::Utf32) == Json{{"line", 0}, {"character", 3}});
}

TEST_CASE("a position that is not in the text means the nearest place") {
  const svc::SourceFile file("x", "a𝄞\r\nb");
  const auto offset = [&](int line, int character, Encoding encoding) {
    return offset_of(file, {{"line", line}, {"character", character}}, encoding);
  };
  CHECK(offset(0, 2, Encoding::Utf16) == 1);   // within the pair
  CHECK(offset(0, 3, Encoding::Utf8) == 1);    // within the bytes
  CHECK(offset(0, 99, Encoding::Utf16) == 5);  // before the line end
  CHECK(offset(9, 9, Encoding::Utf16) == 8);
  CHECK_THROWS_AS(offset(-1, 0, Encoding::Utf16), RpcError);
}

TEST_CASE("a line ends with \\n, \\r\\n or \\r") {
  const svc::SourceFile file("x", "a\rb\r\nc\r\r\n\r");
  CHECK(file.line_count() == 6);
  CHECK(file.line(1) == "a");
  CHECK(file.line(2) == "b");
  CHECK(file.line(3) == "c");
  CHECK(file.line(4).empty());
  for (const std::uint32_t offset : {0U, 1U, 2U, 3U, 5U, 6U, 7U, 9U, 10U}) {
    CAPTURE(offset);
    for (const Encoding encoding : {Encoding::Utf8, Encoding::Utf16, Encoding::Utf32})
      CHECK(offset_of(file, position_of(file, offset, encoding), encoding) == offset);
  }
  CHECK(position_of(file, 2, Encoding::Utf16) == Json{{"line", 1}, {"character", 0}});
  CHECK(position_of(file, 10, Encoding::Utf16) == Json{{"line", 5}, {"character", 0}});
}

TEST_CASE("URIs") {
  CHECK(path_of_uri("file:///a/b%20c/%C3%A9.svc") == "/a/b c/é.svc");
  CHECK(path_of_uri("file://host/a/../b.svc") == "/b.svc");
  CHECK(path_of_uri("file:///100%25/%zz") == "/100%/%zz");
  CHECK_FALSE(path_of_uri("untitled:Untitled-1"));
  CHECK_FALSE(path_of_uri("file://host"));
  CHECK(uri_of_path("/a/b c/é:x.svc") == "file:///a/b%20c/%C3%A9%3Ax.svc");
  CHECK(own_of_uri("svc-std:/std/web.svc") == "std/web.svc");
}
