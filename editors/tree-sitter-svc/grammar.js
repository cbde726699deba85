// The grammar of .svc for tree-sitter, which Helix, Zed, Neovim and Emacs 29 colour and fold with. grammar/Svc.g4 is the compiler's own; a test parses every
// program of the repository with this one.
//
// Words such as `let` are keywords only where a declaration may begin: tree-sitter takes them for names everywhere else by itself. At the beginning of a member,
// where both fit, `_keyword` lets a field or a block be called like one.

const KEYWORDS = [
  'import', 'param', 'let', 'output', 'assert', 'component', 'environment', 'existing', 'remove', 'allow', 'deny',
  'kind', 'block', 'blocks', 'attribute', 'method', 'verb',
];
const PREC = { ternary: 1, or: 2, and: 3, equal: 4, compare: 5, range: 6, add: 7, multiply: 8, unary: 9, postfix: 10 };

const list = (rule) => optional(seq(rule, repeat(seq(',', rule)), optional(',')));

module.exports = grammar({
  name: 'svc',
  word: ($) => $.name,
  extras: ($) => [/\s/, $.doc_comment, $.comment],

  rules: {
    source_file: ($) => repeat($._member),

    _member: ($) => seq(
      choice(
        $.field, $.field_declaration, $.block, $.existing, $.remove, $.import, $.param, $.let, $.output, $.assert, $.component, $.environment,
        $.if, $.for, $.allow, $.kind_declaration, $.block_declaration, $.attribute, $.method, $.verb,
      ),
      optional(','),
    ),
    body: ($) => seq('{', repeat($._member), '}'),

    // Before a `{` it is the kind of a block: no condition and no action begins with one.
    _keyword: () => prec(1, choice(...KEYWORDS)),
    _member_name: ($) => choice($.name, alias($._keyword, $.name)),

    field: ($) => seq(choice(alias($._member_name, $.property), $.string), '=', $._expression),
    field_declaration: ($) => seq(alias($._member_name, $.property), ':', $._type, optional(seq('=', $._expression)), optional($.body)),
    block: ($) => choice(
      seq(alias($.name, $.kind), repeat(choice($.label, $.string, $.number)), repeat($.clause), $.body),
      seq(alias($._keyword, $.kind), $.body),
    ),
    label: ($) => $.name,
    clause: ($) => seq(choice('in', 'for'), $.reference),
    reference: ($) => seq($.name, repeat(seq('.', $.name))),

    existing: ($) => seq('existing', choice($.block, $.kind_declaration)),
    remove: ($) => seq('remove', $.block),
    import: ($) => seq('import', $.string, optional(seq('as', $.name))),
    param: ($) => seq('param', $.name, ':', $._type, optional(seq('=', $._expression)), optional($.body)),
    let: ($) => seq('let', $.name, '=', $._expression),
    output: ($) => seq('output', $.name, '=', $._expression),
    assert: ($) => seq('assert', $._expression, 'else', $.string),
    component: ($) =>
      seq('component', $.name, optional(choice(seq('in', $.name, ':', alias($.name, $.type_name)), seq('for', alias($.name, $.type_name)))), $.body),
    environment: ($) => seq('environment', $.name, $.body),
    if: ($) => seq('if', $._expression, $.body, optional(seq('else', choice($.if, $.body)))),
    for: ($) => seq('for', $.name, optional(seq(',', $.name)), 'in', $._expression, $.body),
    allow: ($) => seq(choice('allow', 'deny'), $._expression, 'on', $._expression, optional(seq('when', $.object))),

    // Only the standard library has these.
    kind_declaration: ($) => seq('kind', $.name, repeat($.kind_clause), $.body),
    kind_clause: ($) => seq(choice('in', 'for'), $.name, ':', $._type),
    block_declaration: ($) => seq(choice('block', 'blocks'), $.name, repeat($.label_declaration), $.body),
    label_declaration: ($) => seq($.name, optional(seq(':', $._type))),
    attribute: ($) => seq('attribute', $.name, ':', $._type),
    method: ($) => seq('method', $.name, '(', list($.method_param), ')', ':', $._type),
    method_param: ($) => seq($.name, ':', $._type),
    verb: ($) => seq('verb', $.name, $.body),

    _type: ($) => choice($.union_type, $._single_type),
    union_type: ($) => prec.left(seq($._single_type, repeat1(seq('|', $._single_type)))),
    _single_type: ($) => choice($.optional_type, alias($.name, $.type_name), $.string, $.list_type, $.map_type),
    optional_type: ($) => seq(choice(alias($.name, $.type_name), $.string, $.list_type, $.map_type), repeat1('?')),
    list_type: ($) => seq('[', $._type, ']'),
    map_type: ($) => seq('{', $._type, '}'),

    _expression: ($) => choice($.ternary, $.binary, $.unary, $._operand),
    ternary: ($) => prec.right(PREC.ternary, seq($._expression, '?', $._expression, ':', $._expression)),
    binary: ($) => choice(
      ...[
        ['||', PREC.or], ['&&', PREC.and], ['==', PREC.equal], ['!=', PREC.equal], ['<', PREC.compare], ['<=', PREC.compare], ['>', PREC.compare],
        ['>=', PREC.compare], ['..', PREC.range], ['+', PREC.add], ['-', PREC.add], ['*', PREC.multiply], ['/', PREC.multiply], ['%', PREC.multiply],
      ].map(([operator, precedence]) => prec.left(precedence, seq($._expression, operator, $._expression))),
    ),
    unary: ($) => prec(PREC.unary, seq(choice('!', '-'), $._expression)),
    _operand: ($) => choice(
      $.name, $.number, $.address, $.true, $.false, $.string, $.list, $.comprehension, $.object, $.parenthesized, $.member, $.index, $.call,
    ),
    parenthesized: ($) => seq('(', $._expression, ')'),
    member: ($) => prec(PREC.postfix, seq($._operand, '.', alias($.name, $.property))),
    index: ($) => prec(PREC.postfix, seq($._operand, '[', $._expression, ']')),
    call: ($) => prec(PREC.postfix, seq($._operand, $.arguments)),
    arguments: ($) => seq('(', list($._expression), ')'),
    list: ($) => seq('[', list($._expression), ']'),
    comprehension: ($) => seq('[', $._expression, 'for', $.name, 'in', $._expression, optional(seq('if', $._expression)), ']'),
    object: ($) => seq('{', list($.entry), '}'),
    entry: ($) => seq(choice(alias($.name, $.property), $.string), '=', $._expression),

    string: ($) => choice(
      seq('"', repeat(choice($._string_text, $.escape, $.interpolation)), token.immediate('"')),
      seq('"""', repeat(choice($._block_text, $.escape, $.interpolation)), token.immediate('"""')),
    ),
    _string_text: () => token.immediate(prec(1, /[^"\\$\n]+|\$/)),
    // A quote or two, which must not be preferred to the three that close the block.
    _block_text: () => choice(token.immediate(prec(1, /[^"\\$]+|\$/)), token.immediate(/""?/)),
    escape: () => token.immediate(/\\([ntr"\\$]|u\{[0-9A-Fa-f]+\})/),
    interpolation: ($) => seq(token.immediate(prec(2, '${')), $._expression, '}'),

    true: () => 'true',
    false: () => 'false',
    name: () => /[A-Za-z_][A-Za-z0-9_]*/,
    // The unit belongs to the number; `60%7` without spaces is read as `60%` here, which `svcc fmt` never writes.
    number: () => token(/[0-9][0-9_]*(\.[0-9][0-9_]*)?([A-Za-z_][A-Za-z0-9_]*)?%?/),
    address: () => token(prec(1, choice(
      /[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+(\/[0-9]+)?/,
      /([0-9A-Fa-f]+(:[0-9A-Fa-f]+)*)?::([0-9A-Fa-f]+(:[0-9A-Fa-f]+)*)?(\/[0-9]+)?/,
      /[0-9A-Fa-f]+:[0-9A-Fa-f]+:[0-9A-Fa-f]+:[0-9A-Fa-f]+:[0-9A-Fa-f]+:[0-9A-Fa-f]+:[0-9A-Fa-f]+:[0-9A-Fa-f]+(\/[0-9]+)?/,
    ))),

    doc_comment: () => token(prec(1, /\/\/\/[^\n]*/)),
    comment: () => token(choice(/\/\/[^\n]*/, /\/\*([^*]|\*+[^*\/])*\*+\//)),
  },
});
