#include "emit/cloudformation/document.h"

#include "emit/cloudformation/names.h"

namespace svc::emit::cloudformation {

Document document(const graph::Graph& graph) {
  Names names(graph);
  Sink nobody;
  Resources resources(graph, names, nobody);
  return document_of(resources);
}

}  // namespace svc::emit::cloudformation
