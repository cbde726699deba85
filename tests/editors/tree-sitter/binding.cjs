// Stands in for the native part of tree-sitter-cli 0.13's grammar DSL, which only tells the known rules from the unknown ones.
exports.RuleBuilder = function (rules) {
  return new Proxy({}, {
    get(_, name) {
      if (typeof name !== "string") return undefined;
      const symbol = { type: "SYMBOL", name };
      return Object.hasOwn(rules ?? {}, name) ? symbol : Object.assign(new ReferenceError(`Undefined symbol ${name}`), { symbol });
    },
  });
};
