#include "syntax/antlr/colons.h"

#include <SvcParser.h>
#include <fmt/format.h>

#include <array>
#include <string>
#include <utility>

#include "syntax/antlr/token_kinds.h"

namespace svc::syntax {

namespace {

using P = svc::antlr::SvcParser;

class Indented {
 public:
  Indented(Scan& scan, Reporter& reporter) : in_(scan.lexemes), reporter_(reporter) {}

  // Nearly every file has no such line: nothing is copied then.
  [[nodiscard]] bool any() const {
    for (std::size_t i = 0; i + 1 < in_.size(); ++i) {
      if (opens(i)) return true;
    }
    return false;
  }

  std::vector<Lexeme> run() {
    for (std::size_t i = 0; i < in_.size(); ++i) {
      if (in_[i].line_start) {
        close(column(in_[i].begin));
        line_ = i;
      }
      Lexeme lexeme = in_[i];
      if (opens(i)) {
        if (open_.empty()) begin(i);
        edits_.push_back({reporter_.span(in_[i].begin, in_[i].end), " {"});
        lexeme.type = P::LBRACE;
        lexeme.bad = true;
        open_.push_back(in_[line_].begin);
      } else if (!open_.empty()) {
        follow(i);
      }
      out_.push_back(lexeme);
    }
    close(0);
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::uint32_t column(std::uint32_t offset) const {
    const std::size_t line = reporter_.text().substr(0, offset).rfind('\n');
    return line == std::string_view::npos ? offset : offset - static_cast<std::uint32_t>(line) - 1;
  }

  // A `:` that ends its line, behind a name, above a line that is indented more. A choice may end a
  // line so too: it has a `?` before.
  [[nodiscard]] bool opens(std::size_t i) const {
    if (in_[i].type != P::COLON || i == 0 || i + 1 >= in_.size() || !in_[i + 1].line_start ||
        in_[i + 1].type == P::MINUS)
      return false;
    std::size_t first = i;
    while (first > 0 && !in_[first].line_start) --first;
    const std::uint16_t last = in_[i - 1].type;
    // `if a == b:` of Python: any expression without a choice.
    const bool statement = in_[first].type == P::IF || in_[first].type == P::FOR;
    if (!is_word(last) && last != P::STRING && !(statement && ends_operand(last))) return false;
    if (in_[first].type != P::NAME && in_[first].type != P::STRING &&
        in_[first].type != P::ENVIRONMENT && !statement)
      return false;
    for (std::size_t k = first; k < i; ++k) {
      if (statement && in_[k].type != P::QUESTION && in_[k].type != P::LBRACE) continue;
      const std::uint16_t type = in_[k].type;
      if (!is_word(type) && type != P::STRING && type != P::IN && type != P::FOR &&
          type != P::DOT && type != P::NUMBER)
        return false;
    }
    if (first > 0 && (in_[first - 1].type == P::QUESTION || in_[first - 1].type == P::COLON) &&
        !(in_[first - 1].type == P::COLON && opens(first - 1)))
      return false;
    return column(in_[i + 1].begin) > column(in_[first].begin);
  }

  void begin(std::size_t i) {
    first_ = i;
    listed_ = false;
    edits_.clear();
  }

  // A line of such a block: `path: "/"`.
  void follow(std::size_t i) {
    if (in_[i].line_start && in_[i].type == P::MINUS) listed_ = true;
    const bool sign = in_[i].type == P::COLON && i == line_ + 1 &&
                      (is_word(in_[line_].type) || in_[line_].type == P::STRING);
    if (sign) edits_.push_back({reporter_.span(in_[i].begin, in_[i].end), " ="});
  }

  // One message for a block with all that it holds, which ends here.
  void report(std::uint32_t end) {
    std::size_t head = first_;
    while (head > 0 && !in_[head].line_start) --head;
    const std::string_view block = reporter_.text(in_[head].begin, in_[first_ - 1].end);
    auto report = reporter_.report<diag::IndentedBlock>(reporter_.span(in_[head].begin, end));
    report.help(fmt::format("write `{} {{ … }}`", block));
    if (const std::string_view kind = kind_of_resource(); !kind.empty())
      report.help(fmt::format("a block begins with its kind: `{} {} {{ … }}`", kind, block));
    else if (!listed_)
      report.repair("Write braces", std::move(edits_));
  }

  // `queue` of `Orders:⏎  Type: AWS::SQS::Queue`; empty for other blocks.
  [[nodiscard]] std::string_view kind_of_resource() const {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kKinds = {
        {{"AWS::SQS::Queue", "queue"},
         {"AWS::SNS::Topic", "topic"},
         {"AWS::S3::Bucket", "bucket"},
         {"AWS::DynamoDB::Table", "table"},
         {"AWS::ECS::Cluster", "cluster"},
         {"AWS::ECS::Service", "service"},
         {"AWS::ECR::Repository", "repository"},
         {"AWS::EC2::VPC", "network"},
         {"AWS::IAM::Role", "role"},
         {"AWS::KMS::Key", "key"},
         {"AWS::SecretsManager::Secret", "secret"},
         {"AWS::ElasticLoadBalancingV2::LoadBalancer", "balancer"}}};
    const std::string_view line = reporter_.text().substr(in_[first_ + 1].begin);
    for (const auto& [type, kind] : kKinds) {
      if (line.substr(0, line.find('\n')).find(type) != std::string_view::npos) return kind;
    }
    return {};
  }

  // Ends the blocks that a line beginning in this column no longer belongs to.
  void close(std::uint32_t column) {
    const std::uint32_t end = out_.empty() ? 0 : out_.back().end;
    std::string braces;
    while (!open_.empty() && column <= this->column(open_.back())) {
      out_.push_back({.type = P::RBRACE, .bad = true, .inserted = true, .begin = end, .end = end});
      const std::uint32_t line = open_.back();
      braces += fmt::format("\n{}}}", reporter_.text(line - this->column(line), line));
      open_.pop_back();
    }
    if (braces.empty()) return;
    edits_.push_back({reporter_.span(end, end), std::move(braces)});
    if (open_.empty()) report(end);
  }

  const std::vector<Lexeme>& in_;
  Reporter& reporter_;
  std::vector<Lexeme> out_;
  std::vector<std::uint32_t> open_;  // where the lines that opened a block begin
  std::size_t line_ = 0;             // the first token of the line
  std::size_t first_ = 0;            // the sign of the outermost block
  bool listed_ = false;              // there are lists of YAML
  std::vector<Edit> edits_;
};

}  // namespace

void brace_indented_blocks(Scan& scan, Reporter& reporter) {
  Indented indented(scan, reporter);
  if (indented.any()) scan.lexemes = indented.run();
}

}  // namespace svc::syntax
