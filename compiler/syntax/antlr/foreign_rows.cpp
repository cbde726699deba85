// The table of shapes: what other languages write (foreign_patterns.h says how), and what it means
// here. No pattern may match a correct program.
#include "syntax/antlr/foreign_rows.h"

#include <array>

#include "syntax/antlr/foreign_patterns.h"
#include "syntax/antlr/foreign_value_rows.h"

namespace svc::syntax {

namespace {

using patterns::Place;
using patterns::row;

constexpr std::string_view kLoop = "a loop is written `$$`";
constexpr std::string_view kCount =
    "a loop is written `for NAME in LIST { … }`: `for $x in range(0, 3) { … }`";
constexpr std::string_view kFields = "the fields of a block are in its braces: `$$`";
constexpr std::string_view kOptions = "the options of a param follow it in braces: `$$`";
constexpr std::string_view kRemoval = "an environment drops a block with `$$`";
constexpr std::string_view kOverlay = "an environment changes a block by its name: write `$$`";
constexpr std::string_view kLabel = "a label or `{`";
constexpr std::string_view kThreshold = "the threshold is a field of its own: write `$$`";
constexpr std::string_view kWhen = "a condition of a permission follows `when`: `$$`";

constexpr std::array kRows = {
    // ---- Heads of blocks
    row(Place::Member, "k:WORD !to|from|at|by|with|via|using|the|into|of|on l:LABEL {",
        {"a label", "$k $l {"}),
    row(Place::Member, "k:WORD !( l:LABEL ) {", {kLabel, "$k $l {", "a block is written `$$`"}),
    row(Place::Member, "k:WORD !( l:LABEL ) END", {kLabel, "$k $l {}", "a block is written `$$`"}),
    row(Place::Member, "k:WORD l:WORD !: p:NUMBER {", {"a label or `{`", "$k $l $p {"}),
    row(Place::Top, "k:WORD n:LABEL !( cluster|network|vpc =|: b:WORD ) {",
        {"`in`", "$k $n in $b {"}),
    row(Place::Top, "k:WORD n:LABEL in b:WORD !:|= {", {"`{`", "$k $n in $b {"}),
    row(Place::Member, "k:WORD n:LABEL ![|( f:WORD = v:UNTIL ]|) END",
        {"`{`", "$k $n { $f = $v }", kFields}),
    row(Place::Nested, "k:WORD != n:WORD {", {kLabel, "$k $n {", "a block is written `$$`"}),
    row(Place::Top, "k:role n:WORD !{ for = b:WORD",
        {"`for`", "", "`for` follows the name: `$k $n for $b { … }`", "$k $n {"}),
    row(Place::Member, "!allow|deny : v:WORD on n:WORD END",
        {"a permission", "allow $v on $n", "permissions have no `:`: write `$$`", "_"}),
    row(Place::Nested, "k:trigger t:WORD !on|for|from b:WORD {",
        {"`{`", "",
         "it is a field of the block: write `$k $t { bucket = $b }`, or the field that "
         "takes `$b`",
         "_"}),
    row(Place::Nested, "!in =|: b:WORD END",
        {"a field or a block", "", "`in` follows the name of the block: `KIND NAME in $b { … }`",
         "_"}),
    row(Place::Nested, "!for = b:WORD END",
        {"a field or a block", "", "`for` follows the name of the block: `role NAME for $b { … }`",
         "_"}),
    row(Place::Top, "k:WORD n:WORD = !if ( c:UNTIL ) {",
        {"`{`", "", "a block that only some environments have: `if $c { $k $n { … } }`",
         "$k $n {"}),
    row(Place::Top, "k:topic n:WORD !m:STRING END",
        {"`{`", "$k $n { emails = [$m] }", kFields, "$k $n { }"}),
    row(Place::Top, "k:alarm n:WORD !on|for|of|in b:WORD {",
        {"`{`", "$k $n { of = $b,", "what it watches is a field: `$k $n { of = $b, … }`",
         "$k $n {"}),
    row(Place::Top, "k:WORD !( n:NAME ,",
        {"a label", "", "a block is written without parentheses: `$k $n { … }`", "_"}),
    row(Place::Top, "k:WORD n:LABEL !( b:WORD ) {", {"`in`", "$k $n in $b {"}),
    row(Place::Top, "k:WORD n:LABEL !: b:WORD {", {"`in`", "$k $n in $b {"}),
    row(Place::Top,
        "!n:WORD : c:Queue|Bucket|Topic|Table|Cluster|Secret|Role|Key|Repository|Alarm|Service|Job "
        "{",
        {"a kind", "$-c $n {", "a block begins with its kind: write `$$`"}),
    row(Place::Nested, "k:WORD n:LABEL !: WORD {", {"`{`", "$k $n {"}),
    row(Place::Nested, "k:deploy|route|scale|subscribe|capacity !WORD . b:WORD {",
        {kLabel, "$k $b {"}),
    row(Place::Top,
        "k:WORD n:LABEL !on|at|within|inside|under|into|of|extends cluster|network|vpc "
        "b:WORD {",
        {"`in`", "$k $n in $b {"}),
    row(Place::Top,
        "k:WORD n:LABEL !on|at|within|inside|under|into|of|extends cluster|network|vpc "
        "b:NAME {",
        {"`in`", "$k $n in $b {"}),
    row(Place::Top, "k:WORD n:LABEL !on|at|within|inside|under|into|of|extends b:NAME {",
        {"`in`", "$k $n in $b {"}),
    row(Place::Top, "k:WORD n:LABEL in !cluster|network|vpc b:NAME {", {"a name", "$k $n in $b {"}),
    row(Place::Top, "k:WORD n:LABEL !, in b:WORD {", {"`in`", "$k $n in $b {"}),
    row(Place::Member, "k:WORD n:LABEL in !WORD b:WORD {", {"a name", "$k $n in $b {"}),
    row(Place::Member, "k:WORD n:LABEL for !WORD b:WORD {", {"a name", "$k $n for $b {"}),
    row(Place::Member, "k:WORD n:LABEL in !WORD ( b:WORD ) {", {"a name", "$k $n in $b {"}),
    row(Place::Member, "k:WORD n:LABEL in !cluster|network|vpc . b:WORD {",
        {"a name", "$k $n in $b {"}),
    row(Place::Member, "k:WORD n:LABEL in !b:NAME {", {"a name", "$k $n in $b {"}),
    row(Place::Member, "k:WORD n:LABEL for !b:NAME {", {"a name", "$k $n for $b {"}),
    row(Place::Top, "k:WORD n:LABEL !cluster|network|vpc b:WORD {", {"`in`", "$k $n in $b {"}),
    row(Place::Member, "k:WORD n:WORD != existing {", {"`existing` in front", "existing $k $n {"}),
    row(Place::Top, "n:WORD != k:WORD in b:WORD {",
        {kLabel, "$k $n in $b {", "a block begins with its kind: write `$$`"}),
    row(Place::Top, "!WORD . k:WORD n:WORD {", {"a kind", "$-k $n {"}),
    row(Place::Top, "!WORD . k:WORD n:WORD in",
        {"a kind", "$-k $n in", "write `$-k $n in … { … }`"}),
    row(Place::Top, "k:WORD n:WORD !existing|imported|external {",
        {"`existing` in front", "existing $k $n {"}),
    row(Place::Top, "k:WORD !existing|imported|external n:WORD {",
        {"`existing` in front", "existing $k $n {"}),
    row(Place::Top, "k:NAME !: {",
        {"a kind", "", "a block is written without signs: `$k NAME { … }`", "_"}),
    row(Place::Top,
        "k:WORD n:WORD != existing|import|data|lookup|fromLookup|from_lookup ( s:STRING )",
        {"`existing` in front", "existing $k $n { name = $s }", "", "existing $k $n { }"}),
    row(Place::Anywhere, "existing k:WORD n:WORD !( a:STRING )",
        {"`{`", "existing $k $n { name = $a }", "", "existing $k $n { }"}),
    row(Place::Top,
        "k:bucket|queue|topic|table|secret|network|balancer|cluster|repository|zone|filesystem|key "
        "n:WORD !from|named|called|imported s:STRING { }",
        {"`existing` in front", "existing $k $n { name = $s }", "", "existing $k $n { }"}),
    row(Place::Top, "k:parameter n:STRING != v:VALUE",
        {"`{`", "", "a parameter is a block: `$k NAME { name = $n, value = $v }`", "_"}),
    row(Place::Top, "!import k:WORD n:WORD {", {"`existing`", "existing $k $n {"}),
    row(Place::Top, "n:WORD != k:WORD {",
        {kLabel, "$k $n {", "a block begins with its kind: write `$$`"}),
    row(Place::Member, "k:WORD n:WORD !. f:WORD = v:VALUE", {"`{`", "$k $n { $f = $v }", kFields}),
    row(Place::Member, "k:WORD !. n:WORD {", {kLabel, "$k $n {"}),
    row(Place::Member, "existing k:WORD !a:WORD . b:WORD { }",
        {"`{`", "existing $k $a { name = \"$a.$b\" }", "", "existing $k $a { }"}),
    row(Place::Member, "zone !a:WORD . b:WORD { }",
        {"`{`", "zone $a { name = \"$a.$b\" }", "", "_"}),
    row(Place::Top, "k:queue|topic n:WORD !. fifo {",
        {"`{`", "", "FIFO is a field: `$k $n { fifo = true }`", "$k $n {"}),
    row(Place::Top, "k:WORD !a:WORD . b:WORD {",
        {"`{`", "$k $a_$b {", "a name has letters, digits and `_`: `$$`", "$k $a {"}),
    row(Place::Member, "f:WORD !{ v:LITERAL }", {"`=`", "$f = $v", "a field is written `$$`"}),
    row(Place::Member, "f:WORD !>|<|>=|<= v:OPERAND",
        {"`=`", "$f = $v", "a field is set with `=`: write `$$`"}),
    row(Place::Member, "!{ name|key|Name = n:NAME , WORD = v:UNTIL }",
        {"a field or a block", "$n = $v", "an entry is written `$$`"}),
    row(Place::Member, "f:secrets|env|environment|tags|labels|args ![ UNTIL ]",
        {"`{`", "", "`$f` has entries: `$f { NAME = VALUE }`", "_"}),
    row(Place::Member, "f:WORD ![ l:UNTIL ]", {"`=`", "$f = [$l]", "a field is written `$$`"}),
    row(Place::Member, "k:WORD !( n:NAME ) in",
        {"a label", "$k $n in", "write `$k $n in … { … }`"}),
    row(Place::Member, "k:WORD !a:WORD + s:STRING {",
        {"a label", "$k \"$#{$a}$'s\" {", "", "$k $a {"}),
    row(Place::Member, "k:WORD s:STRING !+ a:WORD {",
        {"a label", "$k \"$'s$#{$a}\" {", "", "$k $s {"}),
    row(Place::Nested, "k:mount !v:WORD at|on|to|in|as p:STRING",
        {"a path", "$k $p { volume = $v }", "", "_"}),
    row(Place::Nested, "k:mount p:STRING !v:LABEL END",
        {"`{`", "$k $p { volume = $v }", kFields, "_"}),
    row(Place::Nested, "k:mount p:STRING !v:LABEL {",
        {"`{`", "$k $p { volume = $v,", kFields, "$k $p {"}),
    row(Place::Nested, "k:mount !v:WORD p:STRING END",
        {"a path", "$k $p { volume = $v }", kFields, "_"}),
    row(Place::Nested, "k:mount !v:WORD p:STRING {",
        {"a path", "$k $p { volume = $v,", kFields, "$k $p {"}),
    row(Place::Nested, "k:mount p:STRING !from|of|with v:WORD",
        {"`{`", "$k $p { volume = $v }", "", "_"}),
    row(Place::Nested, "k:route !p:STRING to|on|via b:WORD",
        {"the name of a balancer", "$k $b { path = $p }", "", "_"}),
    row(Place::Nested, "k:mount p:STRING != v:WORD",
        {"`{`", "$k $p { volume = $v }", kFields, "_"}),
    row(Place::Nested, "k:scale c:cpu|memory != v:VALUE",
        {"`{`", "$k $c { target = $v }", kFields, "_"}),
    row(Place::Nested, "k:scale c:cpu|memory !v:NUMBER END",
        {"`{`", "$k $c { target = $v }", kFields, "_"}),
    row(Place::Nested, "k:scale c:cpu|memory !to|at|on|above|target|over v:NUMBER END",
        {"`{`", "$k $c { target = $v }", kFields, "_"}),
    row(Place::Nested, "k:trigger c:schedule !v:STRING END",
        {"`{`", "$k $c { at = $v }", kFields, "_"}),
    row(Place::Nested, "k:trigger c:schedule =|at|: !v:VALUE END",
        {"`{`", "$k $c { at = $v }", kFields, "_"}),
    row(Place::Nested, "k:trigger c:schedule !f:cron|rate ( v:UNTIL ) END",
        {"`{`", "$k $c { at = $f($v) }", kFields, "_"}),
    row(Place::Nested, "k:trigger !f:cron|rate ( v:UNTIL ) END",
        {"`{`", "$k schedule { at = $f($v) }", kFields, "_"}),
    row(Place::Nested, "k:route !p:STRING b:WORD END",
        {"the name of a balancer", "$k $b { path = $p }", kFields, "_"}),
    row(Place::Nested, "k:route b:WORD !p:STRING END",
        {"`{`", "$k $b { path = $p }", kFields, "_"}),
    row(Place::Nested, "f:metric = m:LABEL !>|>= v:OPERAND",
        {"the end of the value", "$f = $m, above = $v", kThreshold, "$f = $m"}),
    row(Place::Nested, "f:metric = m:LABEL !<|<= v:OPERAND",
        {"the end of the value", "$f = $m, below = $v", kThreshold, "$f = $m"}),
    row(Place::Nested, "k:expose !p:NUMBER as n:WORD END",
        {"`{`", "$k { port = $p, name = \"$n\" }", kFields, "_"}),
    row(Place::Nested, "k:WORD !( f:WORD = v:UNTIL ) END", {"`{`", "$k { $f = $v }", kFields, "_"}),
    row(Place::Nested, "k:expose !p:NUMBER END", {"`{`", "$k { port = $p }", kFields, "_"}),
    row(Place::Nested, "allow !WORD . v:WORD on",
        {"a permission", "allow $v on", "write `allow $v on …`"}),
    row(Place::Nested, "deny !WORD . v:WORD on",
        {"a permission", "deny $v on", "write `deny $v on …`"}),
    row(Place::Nested, "k:port n:WORD !p:NUMBER END",
        {"`{`", "$k $n { container = $p }", kFields, "$k $n { }"}),
    row(Place::Top, "k:role n:WORD for !STRING {",
        {"`task`", "", "the purpose is a word: `role $n for task { … }`", "$k $n {"}),
    row(Place::Nested,
        "b:WORD !. grantReadWrite|grantReadWriteData|grant_read_write|grant_read_write_data ( "
        "UNTIL )",
        {"`allow`", "allow [read, write] on $b", "", "_"}),
    row(Place::Nested, "b:WORD !. grantRead|grantReadData|grant_read|grant_read_data ( UNTIL )",
        {"`allow`", "allow read on $b", "", "_"}),
    row(Place::Nested,
        "b:WORD !. grantWrite|grantPut|grantWriteData|grant_write|grant_put|grant_write_data ( "
        "UNTIL )",
        {"`allow`", "allow write on $b", "", "_"}),
    row(Place::Nested,
        "b:WORD !. grantSendMessages|grantSend|grant_send|grant_send_messages ( UNTIL )",
        {"`allow`", "allow send on $b", "", "_"}),
    row(Place::Nested,
        "b:WORD !. grantConsumeMessages|grant_consume_messages|grantReceive|grant_receive ( UNTIL "
        ")",
        {"`allow`", "allow receive on $b", "", "_"}),
    row(Place::Nested, "b:WORD !. grantPublish|grant_publish ( UNTIL )",
        {"`allow`", "allow publish on $b", "", "_"}),
    row(Place::Member, "!new c:WORD ( this|self|scope|stack|app , n:NAME , UNTIL )",
        {"a block", "", "a construct of the CDK is a block here: `$^c $n { … }`", "_"}),
    row(Place::Member, "!new c:WORD ( this|self|scope|stack|app , n:NAME )",
        {"a block", "", "a construct of the CDK is a block here: `$^c $n { … }`", "_"}),
    row(Place::Member, "const|var|val WORD = !( UNTIL ) = > REST",
        {"a value", "", patterns::kFunction, "_"}),
    row(Place::Member, "const|var|val WORD = !( ) = > REST",
        {"a value", "", patterns::kFunction, "_"}),
    row(Place::Member, "const|var|val WORD = !WORD = > REST",
        {"a value", "", patterns::kFunction, "_"}),
    row(Place::Member, "const|let|var WORD = !new c:WORD ( this|self|scope|stack|app , n:NAME ,",
        {"a block", "", "a construct of the CDK is a block here: `$^c $n { … }`", "_"}),
    row(Place::Member, "!new WORD . c:WORD ( this|self|scope|stack|app , n:NAME , UNTIL )",
        {"a block", "", "a construct of the CDK is a block here: `$^c $n { … }`", "_"}),
    row(Place::Member,
        "const|let|var WORD = !new WORD . c:WORD ( this|self|scope|stack|app , n:NAME",
        {"a block", "", "a construct of the CDK is a block here: `$^c $n { … }`", "_"}),
    row(Place::Member, "!export n:WORD = v:VALUE END", {"`output`", "output $n = $v"}),
    row(Place::Top, "!return v:VALUE END",
        {"`output`", "", "what a component gives is an output: `output NAME = $v`", "_"}),
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
    row(Place::Environment, "remove k:WORD !. n:WORD END", {"a name", "remove $k $n {}", kRemoval}),
    row(Place::Environment, "remove k:WORD !. n:WORD {", {"a name", "remove $k $n {", kRemoval}),
    row(Place::Member, "environment n:WORD !:|= {", {"`{`", "environment $n {"}),
    row(Place::Member, "environment !n:NAME {", {"a name", "environment $n {"}),
    row(Place::Environment,
        "!override|update|modify|change|extend|with|set|overlay k:WORD n:WORD {",
        {"a block", "$k $n {", kOverlay}),
    row(Place::Environment, "k:WORD !. n:WORD . f:WORD = v:VALUE",
        {"a label or `{`", "$k $n { $f = $v }", kOverlay, "_"}),
    row(Place::Environment, "!param n:WORD =",
        {"a field or a block", "$n =", "an environment gives a param its value: write `$n = …`"}),
    // ---- Loops and conditions
    row(Place::Member, "for !each|all|every x:WORD in l:UNTIL {",
        {"a name", "for $x in $l {", kLoop}),
    row(Place::Member, "for|foreach|forEach !( x:WORD in|of|: l:UNTIL ) {",
        {"a name", "for $x in $l {", kLoop}),
    row(Place::Member, "for|foreach|forEach !( x:WORD in|of l:UNTIL ) END",
        {"a name", "for $x in $l", kLoop}),
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
    row(Place::Member, "!for_each|foreach|forEach x:WORD in l:UNTIL {",
        {"`for`", "for $x in $l {", kLoop}),
    row(Place::Member, "for x:WORD != UNTIL {", {"`in`", "", kCount, "for $x in _ {"}),
    row(Place::Member, "for !( x:WORD UNTIL ) {", {"a name", "", kCount, "for $x in _ {"}),
    row(Place::Member, "for !( let|var|int x:WORD UNTIL ) {",
        {"a name", "", kCount, "for $x in _ {"}),
    row(Place::Member, "for x:WORD in l:UNTIL !where|when|if c:UNTIL {",
        {"`{`", "", "choose inside of the loop: `for $x in $l { if $c { … } }`", "for $x in $l {"}),
    row(Place::Member, "if c:UNTIL !then|: {", {"`{`", "if $c {"}),
    row(Place::Member, "for x:WORD in l:UNTIL !do|: {", {"`{`", "for $x in $l {"}),
    row(Place::Member, "k:allow|deny v:UNTIL on a:QUOTED !, b:QUOTED END",
        {"the end of the permission", "$k $v on [$a, $b]", "several are a list: `$$`",
         "$k $v on $a"}),
    row(Place::Member, "k:allow|deny v:UNTIL on !* END",
        {"a block or an ARN", "$k $v on \"*\"", "everything is a text: `$$`", "$k $v on _"}),
    row(Place::Member, "k:allow|deny v:UNTIL on b:WORD !where|if|condition|with|given {",
        {"`when`", "$k $v on $b when {", kWhen, "$k $v on $b when {"}),
    row(Place::Member, "!unless c:UNTIL {",
        {"`if`", "if !($c) {", "a condition is written `$$`", "if $c {"}),
    row(Place::Member, "!when c:UNTIL {", {"`if`", "if $c {", "a condition is written `$$`"}),
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
    row(Place::Member, "param n:WORD : t:WORD !default|defaults = v:OPERAND",
        {"`=`", "param $n: $t = $v"}),
    row(Place::Member, "param n:WORD : ![ a:WORD , b:WORD ]",
        {"a type", "param $n: $a | $b", "a choice is written `$$`", "param $n: _"}),
    row(Place::Member, "param n:WORD : ![ a:WORD , b:WORD , c:WORD ]",
        {"a type", "param $n: $a | $b | $c", "a choice is written `$$`", "param $n: _"}),
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
    row(Place::Member,
        "param n:WORD != t:string|int|number|bool|duration|size|percent|cidr|ip|arn|image END",
        {"`:`", "param $n: $t"}),
    row(Place::Member, "param n:WORD = v:LITERAL !: t:WORD END", {"`:`", "param $n: $t = $v"}),
    row(Place::Member,
        "param n:WORD : !list|List|set|Set|array|Array|Sequence|seq|tuple|Tuple|iterable (|<|[ "
        "t:WORD )|>|]",
        {"a type", "param $n: [$t]", "a list type is written `[$t]`", "param $n: _"}),
    row(Place::Member, "param n:WORD : t:WORD !~[ ]",
        {"a type", "param $n: [$t]", "a list type is written `[$t]`", "param $n: _"}),
    row(Place::Member,
        "param n:WORD : t:WORD = v:LITERAL !o:allowed|in|oneof|one_of|enum|values [ l:UNTIL ]",
        {"`{`", "param $n: $t = $v { allowed = [$l] }", kOptions}),
    row(Place::Member, "output n:WORD !: WORD = v:VALUE",
        {"`=`", "output $n = $v", "its type is that of its value: write `$$`"}),
    row(Place::Member, "output n:WORD !: v:VALUE", {"`=`", "output $n = $v"}),
    row(Place::Member, "output n:WORD !string|String|number|bool|int|any|array|object = v:VALUE",
        {"`=`", "output $n = $v", "an output has no type: write `$$`"}),
    row(Place::Member,
        "param n:WORD : t:WORD = v:LITERAL !o:min|max|pattern|description|secret = r:REST",
        {"`{`", "param $n: $t = $v { $o = $r }", kOptions}),
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
    row(Place::Member, "import|use|include|require|using !a:WORD . b:WORD END",
        {"a string", "import \"$a/$b\"", "write `$$`: all names of the file are then known here",
         "import _"}),
    row(Place::Member, "import !{ b:WORD } from a:NAME END",
        {"a string", "import \"$a/$b\"", "write `$$`: all names of the file are then known here",
         "import _"}),
    row(Place::Member, "import !{ UNTIL } from p:STRING END",
        {"a string", "import $p", "write `$$`: all names of the file are then known here",
         "import _"}),
    row(Place::Member, "from a:NAME !import b:WORD END",
        {"a string", "import \"$a/$b\"", "write `$$`: all names of the file are then known here",
         "import _"}),
};

// Calls `use` with each row, in the order in which they are tried.
template <typename Use>
constexpr void each_row(Use use) {
  for (const ShapeRow& one : kRows) use(one);
  for (const ShapeRow& one : patterns::kValueRows) use(one);
}

// The rows in the order of the tokens that they begin with.
struct Index {
  static constexpr std::size_t kKinds = ShapeRow::kTokenKinds + 1;
  static constexpr std::size_t kMost = (kRows.size() + patterns::kValueRows.size()) * 3;
  std::array<const ShapeRow*, kMost> rows{};
  std::array<std::size_t, kKinds> begin{};
};

constexpr Index make_index() {
  Index made;
  each_row([&](const ShapeRow& one) {
    patterns::each_beginning(one,
                             [&](std::uint16_t type) { ++made.begin.at(type + std::size_t{1}); });
  });
  for (std::size_t kind = 1; kind < Index::kKinds; ++kind) made.begin[kind] += made.begin[kind - 1];
  std::array<std::size_t, Index::kKinds> next = made.begin;
  each_row([&](const ShapeRow& one) {
    patterns::each_beginning(one,
                             [&](std::uint16_t type) { made.rows.at(next.at(type)++) = &one; });
  });
  return made;
}

constexpr Index kIndex = make_index();

}  // namespace

std::span<const ShapeRow* const> shape_rows(std::uint16_t first) {
  const std::size_t begin = kIndex.begin.at(first);
  return std::span(kIndex.rows).subspan(begin, kIndex.begin.at(first + std::size_t{1}) - begin);
}

std::uint16_t token_of(std::string_view text) {
  return patterns::token(text);
}

}  // namespace svc::syntax
