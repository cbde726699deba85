#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text_file.h"
#include "picture/assets.h"
#include "picture/picture.h"

namespace svc::picture {

namespace {

using Json = nlohmann::ordered_json;

// One or two labels, or the first and how many more there are.
std::string label_of(const Edge& edge) {
  if (edge.labels.size() > 2)
    return fmt::format("{} +{}", edge.labels.front(), edge.labels.size() - 1);
  return fmt::format("{}", fmt::join(edge.labels, ", "));
}

std::string escaped(std::string_view text, std::string_view quote) {
  std::string out;
  for (const char c : text) {
    if (c == '"')
      out += quote;
    else
      out += c;
  }
  return out;
}

std::string title_of(const Picture& picture) {
  return picture.environment.empty() ? picture.app
                                     : fmt::format("{}-{}", picture.app, picture.environment);
}

// Writes frames with their nodes, each by the functions of a format.
template <typename Begin, typename Node, typename End>
void frames(const Picture& picture, std::size_t frame, int depth, const Begin& begin,
            const Node& node, const End& end) {
  for (std::size_t i = 0; i < picture.nodes.size(); ++i) {
    if (picture.nodes[i].frame == frame) node(i, depth);
  }
  for (std::size_t i = 0; i < picture.frames.size(); ++i) {
    if (picture.frames[i].parent != frame) continue;
    begin(i, depth);
    frames(picture, i, depth + 1, begin, node, end);
    end(depth);
  }
}

std::string indent(int depth) {
  return std::string(static_cast<std::size_t>(depth) * 2, ' ');
}

// Colours for the effects of a change, the same in every format.
struct Colour {
  const char* status;
  const char* fill;
  const char* line;
};
constexpr Colour kColours[] = {{"add", "#dafbe1", "#1a7f37"},
                               {"update", "#fff8c5", "#9a6700"},
                               {"replace", "#ffebe9", "#cf222e"},
                               {"remove", "#eaeef2", "#57606a"}};

Json json_of(const Picture& picture) {
  Json made = {{"app", picture.app}, {"environment", picture.environment}};
  made["frames"] = Json::array();
  for (const Frame& one : picture.frames)
    made["frames"].push_back({{"title", one.title},
                              {"parent", one.parent == kNowhere ? Json() : Json(one.parent)},
                              {"status", one.status.empty() ? Json() : Json(one.status)}});
  made["nodes"] = Json::array();
  for (const Node& one : picture.nodes) {
    Json node = {{"title", one.title},
                 {"concern", one.concern},
                 {"frame", one.frame == kNowhere ? Json() : Json(one.frame)},
                 {"file", one.file.empty() ? Json() : Json(one.file)},
                 {"line", one.line == 0 ? Json() : Json(one.line)},
                 {"parts", one.parts}};
    node["status"] = one.status.empty() ? Json() : Json(one.status);
    made["nodes"].push_back(std::move(node));
  }
  made["edges"] = Json::array();
  for (const Edge& one : picture.edges)
    made["edges"].push_back({{"from", one.from},
                             {"to", one.to},
                             {"flow", flow_name(one.flow)},
                             {"labels", one.labels}});
  return made;
}

Json all_of(const std::vector<Picture>& pictures) {
  Json made = {{"version", 1}, {"pictures", Json::array()}};
  for (const Picture& one : pictures) made["pictures"].push_back(json_of(one));
  return made;
}

std::string written(const Json& json, int spaces) {
  return json.dump(spaces, ' ', false, Json::error_handler_t::replace);
}

std::string_view asset(std::string_view path) {
  for (const TextFile& file : page_files()) {
    if (file.path == path) return file.text;
  }
  return {};
}

// As the text of a script element: `</script>` and `<!--` would end it.
std::string inside_script(std::string text) {
  std::string out;
  for (const char c : text) {
    if (c == '<')
      out += "\\u003c";
    else
      out += c;
  }
  return out;
}

}  // namespace

std::string mermaid(const Picture& picture) {
  std::string out = "flowchart LR\n";
  frames(
      picture, kNowhere, 1,
      [&](std::size_t i, int depth) {
        out += fmt::format("{}subgraph f{}[\"{}\"]\n", indent(depth), i,
                           escaped(picture.frames[i].title, "#quot;"));
      },
      [&](std::size_t i, int depth) {
        const Node& node = picture.nodes[i];
        out += fmt::format("{}n{}[\"{}\"]{}{}\n", indent(depth), i, escaped(node.title, "#quot;"),
                           node.status.empty() ? "" : ":::", node.status);
      },
      [&](int depth) { out += indent(depth) + "end\n"; });
  for (const Edge& edge : picture.edges) {
    const std::string label = label_of(edge);
    const char* arrow = edge.flow == Flow::Traffic      ? "==>"
                        : edge.flow == Flow::Permission ? "-->"
                                                        : "-.->";
    out += label.empty() ? fmt::format("  n{} {} n{}\n", edge.from, arrow, edge.to)
                         : fmt::format("  n{} {}|\"{}\"| n{}\n", edge.from, arrow,
                                       escaped(label, "#quot;"), edge.to);
  }
  for (std::size_t i = 0; i < picture.frames.size(); ++i) {
    if (!picture.frames[i].status.empty())
      out += fmt::format("  class f{} {}\n", i, picture.frames[i].status);
  }
  for (const Colour& one : kColours) {
    const auto has = [&](const auto& shape) { return shape.status == one.status; };
    if (std::any_of(picture.nodes.begin(), picture.nodes.end(), has) ||
        std::any_of(picture.frames.begin(), picture.frames.end(), has))
      out += fmt::format("  classDef {} fill:{},stroke:{},color:#000\n", one.status, one.fill,
                         one.line);
  }
  return out;
}

std::string dot(const std::vector<Picture>& pictures) {
  std::string out =
      "digraph svcc {\n  rankdir=LR; compound=true; fontname=\"sans-serif\";\n"
      "  node [shape=box, style=\"rounded,filled\", fillcolor=white, "
      "fontname=\"sans-serif\"];\n  edge [fontname=\"sans-serif\", fontsize=10];\n";
  std::size_t number = 0;
  for (const Picture& picture : pictures) {
    const std::size_t p = number++;
    out += fmt::format("  subgraph cluster_p{} {{\n    label=\"{}\";\n", p,
                       escaped(title_of(picture), "\\\""));
    frames(
        picture, kNowhere, 2,
        [&](std::size_t i, int depth) {
          const Frame& frame = picture.frames[i];
          out += fmt::format("{}subgraph cluster_p{}f{} {{ label=\"{}\";", indent(depth), p, i,
                             escaped(frame.title, "\\\""));
          for (const Colour& one : kColours) {
            if (frame.status == one.status)
              out += fmt::format(" color=\"{}\"; penwidth=2;", one.line);
          }
          out += '\n';
        },
        [&](std::size_t i, int depth) {
          const Node& node = picture.nodes[i];
          out += fmt::format("{}p{}n{} [label=\"{}\"", indent(depth), p, i,
                             escaped(node.title, "\\\""));
          for (const Colour& one : kColours) {
            if (node.status == one.status)
              out += fmt::format(", fillcolor=\"{}\", color=\"{}\"", one.fill, one.line);
          }
          out += "];\n";
        },
        [&](int depth) { out += indent(depth) + "}\n"; });
    out += "  }\n";
    for (const Edge& edge : picture.edges) {
      const char* style = edge.flow == Flow::Traffic      ? "bold"
                          : edge.flow == Flow::Permission ? "solid"
                                                          : "dashed";
      out += fmt::format("  p{}n{} -> p{}n{} [style={}, label=\"{}\"];\n", p, edge.from, p, edge.to,
                         style, escaped(label_of(edge), "\\\""));
    }
  }
  return out + "}\n";
}

std::string json(const std::vector<Picture>& pictures) {
  return written(all_of(pictures), 2) + "\n";
}

std::string html(const std::vector<Picture>& pictures, const Sources* sources) {
  Json data = all_of(pictures);
  data["files"] = Json::object();
  if (sources != nullptr) {
    for (const Picture& picture : pictures) {
      for (const Node& node : picture.nodes) {
        if (node.file.empty() || data["files"].contains(node.file)) continue;
        for (const SourceFile& file : *sources) {
          if (file.path() == node.file) data["files"][node.file] = std::string(file.text());
        }
      }
    }
  }
  std::string page(asset("page.html"));
  const auto put = [&page](std::string_view mark, std::string_view text) {
    const std::size_t at = page.find(mark);
    if (at != std::string::npos) page.replace(at, mark.size(), text);
  };
  put("{{style}}", asset("style.css"));
  put("{{licence}}", asset("elk-licence.txt"));
  put("{{data}}", inside_script(written(data, -1)));
  put("{{elk}}", asset("elk.js.gz.base64"));
  put("{{script}}", asset("script.js"));
  return page;
}

}  // namespace svc::picture
