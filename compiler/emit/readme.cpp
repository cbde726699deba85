#include "emit/readme.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>

namespace svc::emit {

namespace {

std::string text_of(const graph::Node& node, std::string_view attribute) {
  const graph::Value* value = node.find(attribute);
  const auto* text = value == nullptr ? nullptr : value->get<std::string>();
  return text == nullptr ? std::string() : *text;
}

// A default in the form of a shell; empty if it is not a plain value.
std::string plain(const std::optional<graph::Value>& value) {
  if (!value) return {};
  if (const auto* text = value->get<std::string>()) return *text;
  if (const auto* number = value->get<std::int64_t>()) return std::to_string(*number);
  if (const bool* flag = value->get<bool>()) return *flag ? "true" : "false";
  return {};
}

void collect(const graph::Value& value, std::set<std::uint32_t>& parameters) {
  if (const auto* ref = value.get<graph::ParamRef>()) parameters.insert(ref->parameter.index);
  const auto* concat = value.get<graph::Concat>();
  if (concat == nullptr) return;
  for (const graph::Value& part : concat->parts) collect(part, parameters);
}

// A text with the shell's variables in it, for use between double quotes.
std::string in_shell(const graph::Graph& graph, const graph::Value& value) {
  if (const auto* text = value.get<std::string>()) {
    std::string escaped;
    for (const char c : *text) {
      if (c == '"' || c == '\\' || c == '$' || c == '`') escaped += '\\';
      escaped += c;
    }
    return escaped;
  }
  if (const auto* ref = value.get<graph::ParamRef>())
    return "${" + shell_variable(graph.parameters[ref->parameter].name) + "}";
  if (const auto* pseudo = value.get<graph::Pseudo>()) {
    if (*pseudo == graph::Pseudo::Region) return "${AWS_REGION}";
    return "$(aws sts get-caller-identity --query Account --output text)";
  }
  std::string joined;
  if (const auto* concat = value.get<graph::Concat>()) {
    for (const graph::Value& part : concat->parts) joined += in_shell(graph, part);
  }
  return joined;
}

// `images` is the variable IMAGES, with the URI of the repository.
std::string repository_variable(const graph::Graph& graph, graph::NodeId node) {
  return shell_variable(graph.nodes[node].name) + "_URI";
}

std::string block(const std::string& commands) {
  return "\n```sh\n" + commands + "```\n";
}

// ---- Sections ----

std::string head(const graph::Graph& graph, const Deployment& deployment) {
  std::string text = fmt::format(
      "# Compiled by svcc from {}{}\n\nHow to deploy {} with {}. Change the program, "
      "not this file. Run the commands in this folder.\n",
      graph.source.empty() ? "a program" : graph.source,
      graph.environment.empty() ? "" : " (" + graph.environment + ")", graph.prefix(),
      deployment.title);
  if (!graph.account.empty()) text += fmt::format("It belongs to the account {}.\n", graph.account);
  return text;
}

std::string values(const graph::Graph& graph, const Deployment& deployment) {
  std::string lines;
  if (!graph.region.empty()) lines += fmt::format("export AWS_REGION={}\n", graph.region);
  for (const Given& one : deployment.given) {
    const std::string about = one.description.empty() ? "" : "  # " + one.description;
    lines += one.value.empty() ? fmt::format("{}=…{}\n", one.variable, about)
                               : fmt::format("{}=\"{}\"{}\n", one.variable, one.value, about);
  }
  return lines.empty() ? "" : "\nThe commands use these values. Replace each `…`.\n" + block(lines);
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using-service-linked-roles.html
std::string preparation(const graph::Graph& graph) {
  std::string text =
      "\nIn an account that has never used ECS, create its service-linked role. Elsewhere, the "
      "command says that the role exists.\n" +
      block("aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com\n");
  if (graph.connections.empty()) return text;
  std::string commands;
  for (const graph::Value& arn : graph.connections)
    commands += fmt::format(
        "aws codeconnections get-connection --connection-arn \"{}\" --query "
        "Connection.ConnectionStatus\n",
        in_shell(graph, arn));
  return text +
         "\nThe pipeline needs its connection. A new one is `PENDING` until a person confirms it "
         "in the console (Developer Tools, Settings, Connections). This must say `AVAILABLE`:\n" +
         block(commands);
}

// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/migrate-dns-domain-inactive.html
std::string delegation(const graph::Graph& graph) {
  std::string commands;
  bool certificates = false;
  for (const graph::Node& node : graph.nodes) {
    certificates = certificates || node.kind == "certificatemanager_certificate";
    if (node.kind != "route53_hosted_zone") continue;
    commands += fmt::format(
        "aws route53 get-hosted-zone --query DelegationSet.NameServers --id \"$(aws route53 "
        "list-hosted-zones-by-name \\\n  --dns-name {} --max-items 1 --query "
        "'HostedZones[0].Id' --output text)\"\n",
        text_of(node, "name"));
  }
  if (commands.empty()) return {};
  return "\nA new zone answers only after the domain above it names its servers. Enter them at the "
         "registrar, or as an `ns` record in the zone above" +
         std::string(certificates ? ". Do it while the first deployment runs: it waits for the "
                                    "certificates, which wait for the zone"
                                  : "") +
         ":\n" + block(commands);
}

std::string push_commands(const graph::Graph& graph, const graph::NeededImage& image) {
  const std::string uri = "$" + repository_variable(graph, image.repository);
  const std::string reference = in_shell(graph, image.reference);
  std::string text;
  for (const std::string& user : image.users) text += "# " + user + "\n";
  if (reference.starts_with('@'))
    return text + fmt::format("docker push \"{}:TAG\"  # the image with the digest {}\n", uri,
                              reference.substr(1));
  const bool known = !image.context.empty();
  const std::string folder = known ? image.context : "FOLDER";
  const bool several = image.platform.find(',') != std::string::npos;
  if (several) text += "docker buildx create --use  # a builder for several platforms\n";
  text += fmt::format("docker {} --platform {} --tag \"{}{}\"", several ? "buildx build" : "build",
                      image.platform, uri, reference);
  if (!image.dockerfile.empty() && image.dockerfile != "Dockerfile")
    text += fmt::format(" --file \"{}/{}\"", folder, image.dockerfile);
  if (!image.target.empty()) text += fmt::format(" --target \"{}\"", image.target);
  if (several) return text + fmt::format(" --push {}\n", folder);
  return text + fmt::format(" {}\ndocker push \"{}{}\"\n", folder, uri, reference);
}

std::string push(const graph::Graph& graph) {
  std::string text;
  std::set<std::uint32_t> known;
  for (const graph::NeededImage& image : graph.first->images) {
    if (!text.empty()) text += "\n";
    if (known.insert(image.repository.index).second) {
      const std::string variable = repository_variable(graph, image.repository);
      text += fmt::format(
          "{0}=$(aws ecr describe-repositories --repository-names {1} --query "
          "'repositories[0].repositoryUri' --output text)\n"
          "aws ecr get-login-password | docker login --username AWS --password-stdin "
          "\"${{{0}%%/*}}\"\n",
          variable, text_of(graph.nodes[image.repository], "repository_name"));
    }
    text += push_commands(graph, image);
  }
  return block(text);
}

std::string fill(const graph::Graph& graph) {
  std::string text;
  for (const graph::NeededSecret& secret : graph.first->secrets) {
    std::string value = "…";
    if (!secret.keys.empty()) {
      value.clear();
      for (const std::string& key : secret.keys)
        value += fmt::format("{}\"{}\": \"…\"", value.empty() ? "" : ", ", key);
      value = "{" + value + "}";
    }
    text += fmt::format("aws secretsmanager put-secret-value --secret-id {} --secret-string '{}'\n",
                        text_of(graph.nodes[secret.secret], "name"), value);
  }
  return block(text);
}

std::string two_steps(const graph::Graph& graph, const Deployment& deployment) {
  const graph::FirstDeployment& first = *graph.first;
  int step = 1;
  std::string text = fmt::format(
      "\n## The first time\n\nRepositories and secrets are created empty, so services and jobs "
      "start in a second step.\n\n{}. Create everything, with services and jobs held:\n{}",
      step++, block(deployment.command(false)));
  if (!first.images.empty())
    text += fmt::format(
        "\n{}. Push the images{}:\n{}", step++,
        std::any_of(first.images.begin(), first.images.end(),
                    [](const graph::NeededImage& i) { return i.context.empty(); })
            ? ". Run this where their sources are; FOLDER is the one with the Dockerfile"
            : ". Run this where their sources are",
        push(graph));
  if (!first.secrets.empty())
    text += fmt::format("\n{}. Fill the secrets:\n{}", step++, fill(graph));
  text += fmt::format("\n{}. Start services and jobs:\n{}", step, block(deployment.command(true)));
  return text + "\nIf a step fails, repair the cause and run the same command again." +
         (deployment.retry.empty() ? "\n" : " " + deployment.retry);
}

}  // namespace

std::string shell_variable(std::string_view name) {
  std::string variable;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    variable += std::isalnum(byte) != 0 ? static_cast<char>(std::toupper(byte)) : '_';
  }
  return variable;
}

std::vector<Given> given_of(const graph::Graph& graph,
                            const std::function<std::string(const graph::Parameter&)>& name_of) {
  std::set<std::uint32_t> named;
  if (graph.first) {
    for (const graph::NeededImage& image : graph.first->images) collect(image.reference, named);
  }
  std::vector<Given> given;
  std::uint32_t index = 0;
  for (const graph::Parameter& one : graph.parameters) {
    const bool needed = !one.value || one.secret || named.contains(index);
    ++index;
    if (needed)
      given.push_back({name_of(one), shell_variable(one.name),
                       one.secret ? std::string() : plain(one.value), one.description});
  }
  return given;
}

std::string readme(const graph::Graph& graph, const Deployment& deployment) {
  std::string text = head(graph, deployment) + values(graph, deployment) + preparation(graph);
  if (!deployment.prepare.empty())
    text += fmt::format("\nPrepare {}:\n", deployment.title) + block(deployment.prepare);
  text += delegation(graph);
  if (graph.first) text += two_steps(graph, deployment);
  text += (graph.first ? "\n## Every time\n" : "\n## Deploy\n") +
          block(deployment.command(std::nullopt));
  if (!graph.first && !deployment.retry.empty())
    text += "\nIf it fails, repair the cause and run the command again. " + deployment.retry;
  return text;
}

std::string first_steps(const graph::Graph& graph) {
  if (!graph.first) return {};
  const auto count = [](std::size_t number, std::string_view word) {
    return fmt::format("{} {}{}", number, word, number == 1 ? "" : "s");
  };
  std::string text = "the first time, deploy with services held";
  if (!graph.first->images.empty()) text += ", push " + count(graph.first->images.size(), "image");
  if (!graph.first->secrets.empty())
    text += ", fill " + count(graph.first->secrets.size(), "secret");
  return text + ", then deploy again";
}

}  // namespace svc::emit
