// The table of shapes. A pattern lists tokens: words and signs as they are, with `|` between
// alternatives, or the forms of foreign_rows.h in capitals. `x:FORM` gives the tokens a name, `!`
// marks the one that the message points at, `~` wants no blank before a token, `^` one.
// No pattern may match a correct program.
#include "syntax/antlr/foreign_rows.h"

#include <SvcParser.h>

#include <algorithm>
#include <utility>

namespace svc::syntax {

namespace {

using P = svc::antlr::SvcParser;
using Form = ShapePiece::Form;
using Place = ShapeRow::Place;

constexpr std::array<std::pair<std::string_view, Form>, 13> kForms = {{
    {"WORD", Form::Word},
    {"NAME", Form::Name},
    {"LABEL", Form::Label},
    {"STRING", Form::String},
    {"ARN", Form::Arn},
    {"QUOTED", Form::Quoted},
    {"NUMBER", Form::Number},
    {"LITERAL", Form::Literal},
    {"OPERAND", Form::Operand},
    {"VALUE", Form::Value},
    {"REST", Form::Rest},
    {"UNTIL", Form::Until},
    {"END", Form::End},
}};

constexpr std::array<std::pair<std::string_view, std::uint16_t>, 36> kTokens = {{
    {"{", P::LBRACE},
    {"}", P::RBRACE},
    {"[", P::LBRACKET},
    {"]", P::RBRACKET},
    {"(", P::LPAREN},
    {")", P::RPAREN},
    {"=", P::ASSIGN},
    {":", P::COLON},
    {",", P::COMMA},
    {".", P::DOT},
    {"..", P::RANGE},
    {"?", P::QUESTION},
    {">", P::GREATER},
    {"<", P::LESS},
    {">=", P::GREATER_EQUAL},
    {"<=", P::LESS_EQUAL},
    {"/", P::SLASH},
    {"-", P::MINUS},
    {"_", P::MISSING},
    {"if", P::IF},
    {"else", P::ELSE},
    {"for", P::FOR},
    {"in", P::IN},
    {"on", P::ON},
    {"param", P::PARAM},
    {"let", P::LET},
    {"output", P::OUTPUT},
    {"import", P::IMPORT},
    {"assert", P::ASSERT},
    {"component", P::COMPONENT},
    {"environment", P::ENVIRONMENT},
    {"existing", P::EXISTING},
    {"remove", P::REMOVE},
    {"allow", P::ALLOW},
    {"deny", P::DENY},
    {"==", P::EQUAL},
}};

constexpr ShapePiece piece(std::string_view text) {
  ShapePiece one;
  for (bool more = true; more && text.size() > 1;) {
    more = text[0] == '!' || text[0] == '~' || text[0] == '^';
    one.wrong = one.wrong || text[0] == '!';
    one.touches = one.touches || text[0] == '~';
    one.spaced = one.spaced || text[0] == '^';
    if (more) text.remove_prefix(1);
  }
  if (text.size() > 2 && text[1] == ':') {
    one.name = text[0];
    text.remove_prefix(2);
  }
  one.text = text;
  for (const auto& [word, form] : kForms) {
    if (text == word) one.form = form;
  }
  return one;
}

// What a row is made of. Without `write`, no fix is offered, and `help` says what to do.
struct Texts {
  std::string_view expected;
  std::string_view write;
  std::string_view help;
  std::string_view read;
};

constexpr ShapeRow row(Place place, std::string_view pattern, Texts texts) {
  ShapeRow made;
  made.place = place;
  while (!pattern.empty()) {
    const std::size_t end = std::min(pattern.find(' '), pattern.size());
    made.pieces.at(made.count++) = piece(pattern.substr(0, end));
    pattern.remove_prefix(std::min(end + 1, pattern.size()));
  }
  made.expected = texts.expected;
  made.write = texts.write;
  made.help = texts.help;
  made.read = texts.read;
  return made;
}

constexpr std::string_view kLoop = "a loop is written `$$`";
constexpr std::string_view kCount =
    "a loop is written `for NAME in LIST { … }`: `for $x in range(0, 3) { … }`";
constexpr std::string_view kFields = "the fields of a block are in its braces: `$$`";
constexpr std::string_view kOptions = "the options of a param follow it in braces: `$$`";
constexpr std::string_view kRemoval = "an environment drops a block with `$$`";
constexpr std::string_view kOverlay = "an environment changes a block by its name: write `$$`";
constexpr std::string_view kLabel = "a label or `{`";

constexpr std::array kRows = {
    // ---- Heads of blocks
    row(Place::Member, "k:WORD !to|from|at|by|with|via|using|the|into|of|on l:LABEL {",
        {"a label", "$k $l {"}),
    row(Place::Member, "k:WORD !( l:LABEL ) {", {kLabel, "$k $l {", "a block is written `$$`"}),
    row(Place::Member, "k:WORD !( l:LABEL ) END", {kLabel, "$k $l {}", "a block is written `$$`"}),
    row(Place::Member, "k:WORD l:WORD !: p:NUMBER {", {"a label or `{`", "$k $l $p {"}),
    row(Place::Member, "k:WORD n:LABEL !( b:WORD ) {", {"`in`", "$k $n in $b {"}),
    row(Place::Member, "k:WORD n:LABEL !: b:WORD {", {"`in`", "$k $n in $b {"}),
    row(Place::Member, "k:WORD n:LABEL !, in b:WORD {", {"`in`", "$k $n in $b {"}),
    row(Place::Member, "k:WORD n:LABEL in !WORD b:WORD {", {"a name", "$k $n in $b {"}),
    row(Place::Member, "k:WORD n:LABEL for !WORD b:WORD {", {"a name", "$k $n for $b {"}),
    row(Place::Member, "k:WORD n:LABEL in !WORD ( b:WORD ) {", {"a name", "$k $n in $b {"}),
    row(Place::Member, "k:WORD n:LABEL in !cluster|network|vpc . b:WORD {",
        {"a name", "$k $n in $b {"}),
    row(Place::Member, "k:WORD n:LABEL in !b:NAME {", {"a name", "$k $n in $b {"}),
    row(Place::Member, "k:WORD n:LABEL for !b:NAME {", {"a name", "$k $n for $b {"}),
    row(Place::Member, "k:WORD n:LABEL !cluster|network|vpc b:WORD {", {"`in`", "$k $n in $b {"}),
    row(Place::Member, "k:WORD n:WORD != existing {", {"`existing` in front", "existing $k $n {"}),
    row(Place::Member, "n:WORD != k:WORD {",
        {kLabel, "$k $n {", "a block begins with its kind: write `$$`"}),
    row(Place::Member, "k:WORD n:WORD !. f:WORD = v:VALUE", {"`{`", "$k $n { $f = $v }", kFields}),
    row(Place::Member, "k:WORD !. n:WORD {", {kLabel, "$k $n {"}),
    row(Place::Member, "f:WORD !{ v:LITERAL }", {"`=`", "$f = $v", "a field is written `$$`"}),
    row(Place::Member, "f:WORD !>|<|>=|<= v:OPERAND",
        {"`=`", "$f = $v", "a field is set with `=`: write `$$`"}),
    row(Place::Member, "!{ name|key|Name = n:NAME , WORD = v:UNTIL }",
        {"a field or a block", "$n = $v", "an entry is written `$$`"}),
    // ---- What exists already, and environments
    row(Place::Anywhere, "existing k:WORD n:WORD != a:ARN",
        {"`{`", "existing $k $n { arn = $a }", "", "existing $k $n { }"}),
    row(Place::Anywhere, "existing k:WORD n:WORD != a:STRING",
        {"`{`", "existing $k $n { name = $a }", "", "existing $k $n { }"}),
    row(Place::Environment,
        "!delete|destroy|drop|unset|without|exclude|disable|omit k:WORD n:WORD {",
        {"`remove`", "remove $k $n {", kRemoval}),
    row(Place::Environment,
        "!delete|destroy|drop|unset|without|exclude|disable|omit k:WORD n:WORD END",
        {"`remove`", "remove $k $n {}", kRemoval}),
    row(Place::Environment, "k:WORD n:WORD != null|none|nil|None|false|undefined END",
        {"`{`", "remove $k $n {}", kRemoval}),
    row(Place::Environment,
        "!override|update|modify|change|extend|with|set|overlay k:WORD n:WORD {",
        {"a block", "$k $n {", kOverlay}),
    row(Place::Environment, "!param n:WORD =",
        {"a field or a block", "$n =", "an environment gives a param its value: write `$n = …`"}),
    // ---- Loops and conditions
    row(Place::Member, "for !each|all|every x:WORD in l:UNTIL {",
        {"a name", "for $x in $l {", kLoop}),
    row(Place::Member, "for|foreach|forEach !( x:WORD in|of|: l:UNTIL ) {",
        {"a name", "for $x in $l {", kLoop}),
    row(Place::Member, "for|foreach|forEach !( x:WORD , y:WORD in|of|: l:UNTIL ) {",
        {"a name", "for $x, $y in $l {", kLoop}),
    row(Place::Member, "for !( let|const|var|auto|int|final|val x:WORD in|of|: l:UNTIL ) {",
        {"a name", "for $x in $l {", kLoop}),
    row(Place::Member, "for !( let|const|var [ x:WORD , y:WORD ] of l:UNTIL ) {",
        {"a name", "for $x, $y in $l {", kLoop}),
    row(Place::Member, "for !let|const|var x:WORD in|of l:UNTIL {",
        {"a name", "for $x in $l {", kLoop}),
    row(Place::Member, "for x:WORD !of|: l:UNTIL {", {"`in`", "for $x in $l {", kLoop}),
    row(Place::Member, "for x:WORD , y:WORD !of|: l:UNTIL {",
        {"`in`", "for $x, $y in $l {", kLoop}),
    row(Place::Member, "for ![|( x:WORD , y:WORD ]|) in|of l:UNTIL {",
        {"a name", "for $x, $y in $l {", kLoop}),
    row(Place::Member, "for x:WORD != UNTIL {", {"`in`", "", kCount, "for $x in _ {"}),
    row(Place::Member, "for !( x:WORD UNTIL ) {", {"a name", "", kCount, "for $x in _ {"}),
    row(Place::Member, "for !( let|var|int x:WORD UNTIL ) {",
        {"a name", "", kCount, "for $x in _ {"}),
    row(Place::Member, "for x:WORD in l:UNTIL !where|when|if c:UNTIL {",
        {"`{`", "", "choose inside of the loop: `for $x in $l { if $c { … } }`", "for $x in $l {"}),
    row(Place::Member, "!elif|elsif|elseif|elseIf",
        {"`else`", "else if", "a further condition is written `else if CONDITION { … }`"}),
    // ---- Rules
    row(Place::Member, "assert !( c:UNTIL , m:UNTIL ) END", {"`else`", "assert $c else $m"}),
    row(Place::Member, "assert c:UNTIL !,|: m:QUOTED END", {"`else`", "assert $c else $m"}),
    row(Place::Member, "assert c:UNTIL !or m:QUOTED END", {"`else`", "assert $c else $m"}),
    row(Place::Member, "assert c:UNTIL else !error|message|throw|fail|raise m:QUOTED END",
        {"a string", "assert $c else $m"}),
    row(Place::Member,
        "!require|ensure|expect|must|verify|rule|check|assertThat|enforce|validate "
        "c:UNTIL else m:QUOTED END",
        {"`assert`", "assert $c else $m", "a rule is written `$$`"}),
    row(Place::Member, "!deny c:UNTIL else m:QUOTED END",
        {"`assert`", "assert !($c) else $m", "a rule is written `$$`", "assert _ else $m"}),
    // ---- Params
    row(Place::Member, "param n:WORD : t:WORD !: =", {"`=`", "param $n: $t ="}),
    row(Place::Member, "param n:WORD : t:WORD !:", {"`=`", "param $n: $t ="}),
    row(Place::Member, "param n:WORD : t:WORD !default|defaults v:OPERAND",
        {"`=`", "param $n: $t = $v"}),
    row(Place::Member, "param n:WORD !( t:WORD )", {"`:`", "param $n: $t"}),
    row(Place::Member, "param n:WORD : t:WORD = v:LITERAL !( o:UNTIL )",
        {"`{`", "param $n: $t = $v { $o }", kOptions}),
    row(Place::Member,
        "param n:WORD : t:WORD = v:LITERAL !, o:min|max|pattern|allowed|secret|"
        "description|minimum|maximum = r:REST",
        {"`{`", "param $n: $t = $v { $o = $r }", kOptions}),
    row(Place::Member,
        "param n:WORD : t:WORD !, o:min|max|pattern|allowed|secret|description = "
        "r:REST",
        {"`{`", "param $n: $t { $o = $r }", kOptions}),
    row(Place::Member,
        "param n:WORD : !enum|Enum|oneof|oneOf|one_of|union|Literal|choice (|[ "
        "l:UNTIL )|] = v:LITERAL",
        {"a type", "param $n: string = $v { allowed = [$l] }", kOptions, "param $n: _ = $v"}),
    row(Place::Member,
        "param n:WORD : !enum|Enum|oneof|oneOf|one_of|union|Literal|choice (|[ "
        "l:UNTIL )|]",
        {"a type", "param $n: string { allowed = [$l] }", kOptions, "param $n: _"}),
    // ---- Components, imports
    row(Place::Member, "component n:WORD in c:WORD : !k:NAME",
        {"a type", "component $n in $c: $k", "a kind is named without quotes: `$k`"}),
    row(Place::Member, "component n:WORD in !( c:WORD : k:WORD )",
        {"a name", "component $n in $c: $k"}),
    row(Place::Member, "!component k:WORD n:WORD {",
        {"the name of a component", "$k $n {",
         "an instance begins with the name of its component: `$$`"}),
    row(Place::Member, "!component k:WORD n:WORD in",
        {"the name of a component", "$k $n in",
         "an instance begins with the name of its component: `$k $n in … { … }`"}),
    row(Place::Member, "component !n:NAME in", {"a name", "component $n in"}),
    row(Place::Member, "component !n:NAME {", {"a name", "component $n {"}),
    row(Place::Member, "import|use|include|require !a:WORD / b:WORD END",
        {"a string", "import \"$a/$b\"", "write `$$`: all names of the file are then known here",
         "import _"}),
    row(Place::Member, "import|use|include|require !b:WORD from a:NAME END",
        {"a string", "import \"$a/$b\"", "write `$$`: all names of the file are then known here",
         "import _"}),
    // ---- Values
    row(Place::Anywhere, "a:NUMBER !to|through|until|thru b:NUMBER",
        {"`..`", "$a..$b", "a range is written with two dots: `$$`"}),
    row(Place::Anywhere, "= f:cron|rate|file|json|base64|upper|lower|trim !s:STRING",
        {"`(`", "= $f($s)", "write `$f($s)`", "= _"}),
    row(Place::Anywhere, "= ^!>|<|>=|<= v:OPERAND",
        {"a value", "= $v", "a field holds the value alone: write `$$`"}),
    row(Place::Anywhere, "= !: n:NUMBER", {"a value", "= $n", "write `$n`"}),
    row(Place::Anywhere, "= !map|dict|object|Map|tomap|Object|struct ( x:WORD = v:UNTIL )",
        {"`{`", "= { $x = $v }", "an object is written `{ $x = $v }`"}),
};

constexpr std::uint16_t token(std::string_view text) {
  for (const auto& [sign, type] : kTokens) {
    if (sign == text) return type;
  }
  return 0;
}

// Calls `use` with each kind of token that the pattern may begin with. A keyword is a name where
// what follows it does not fit.
template <typename Use>
constexpr void each_beginning(const ShapeRow& row, Use use) {
  const ShapePiece& first = row.pieces[0];
  if (first.form == Form::Number) return use(std::uint16_t{P::NUMBER});
  if (first.form != Form::Exactly) return use(std::uint16_t{P::NAME});
  bool name = false;
  for (std::string_view left = first.text; !left.empty();) {
    const std::size_t end = std::min(left.find('|'), left.size());
    const std::uint16_t type = token(left.substr(0, end));
    const bool sign = type != 0 && (type < P::IMPORT || type >= P::IF);
    if (type != 0) use(type);
    name = name || !sign;
    left.remove_prefix(std::min(end + 1, left.size()));
  }
  if (name) use(std::uint16_t{P::NAME});
}

// The rows in the order of the tokens that they begin with.
struct Index {
  static constexpr std::size_t kKinds = P::MISSING + 2;
  static constexpr std::size_t kMost = kRows.size() * 3;
  std::array<const ShapeRow*, kMost> rows{};
  std::array<std::size_t, kKinds> begin{};
};

constexpr Index make_index() {
  Index made;
  std::size_t at = 0;
  for (std::size_t kind = 0; kind + 1 < Index::kKinds; ++kind) {
    made.begin[kind] = at;
    for (const ShapeRow& one : kRows) {
      each_beginning(one, [&](std::uint16_t type) {
        if (type == kind) made.rows[at++] = &one;
      });
    }
  }
  made.begin[Index::kKinds - 1] = at;
  return made;
}

constexpr Index kIndex = make_index();

}  // namespace

std::span<const ShapeRow* const> shape_rows(std::uint16_t first) {
  const std::size_t begin = kIndex.begin.at(first);
  return std::span(kIndex.rows).subspan(begin, kIndex.begin.at(first + std::size_t{1}) - begin);
}

std::uint16_t token_of(std::string_view text) {
  return token(text);
}

}  // namespace svc::syntax
