#include "emit/terraform/document.h"

#include "emit/terraform/names.h"

namespace svc::emit::terraform {

Document document(const graph::Graph& graph) {
  Names names;
  Sink nobody;
  Resources resources(graph, names, nobody);
  return document_of(resources);
}

}  // namespace svc::emit::terraform
