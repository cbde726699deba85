#include "lower/context.h"
#include "lower/iam.h"

namespace svc::lower {

// A secret exists already: it has no node, only an ARN. AWS appends a hyphen and six random characters to the name, which nobody knows here; reading works
// without them, and a policy matches them with six question marks:
// https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html
void lower_secret(Context& context, const sema::Block& secret) {
  const graph::Value name = context.field(secret, "name");
  const graph::Value arn = iam::arn("secretsmanager", graph::concat({"secret:", name})).at(secret["name"].span);
  context.define_attribute(secret, "arn", arn);
  context.define_attribute(secret, "arn_pattern", graph::concat({arn, "-??????"}).at(secret["name"].span));
}

}  // namespace svc::lower
