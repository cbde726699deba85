// The rows of the table of foreign_rows.cpp that are about values. Private to syntax/antlr.
#pragma once

#include <array>

#include "syntax/antlr/foreign_patterns.h"

namespace svc::syntax::patterns {

inline constexpr std::string_view kFunction =
    "programs declare no functions: `let NAME = …` names a value, and `component NAME { param x: "
    "int … }` blocks that are used several times";
inline constexpr std::string_view kComprehension =
    "a list is made of another one in brackets: `$$`";
inline constexpr std::string_view kSchedule =
    "a schedule is `cron(\"30 2 * * ? *\")` or `rate(1h)`: minute, hour, day, month, day of the "
    "week, "
    "year";

inline constexpr std::array kValueRows = {
    // ---- Values
    row(Place::Anywhere, "a:NUMBER !to|through|until|thru b:NUMBER",
        {"`..`", "$a..$b", "a range is written with two dots: `$$`"}),
    row(Place::Anywhere, "= f:cron|rate|file|json|base64|upper|lower|trim !s:STRING",
        {"`(`", "= $f($s)", "write `$f($s)`", "= _"}),
    row(Place::Anywhere, "= ^!>|<|>=|<= v:OPERAND",
        {"a value", "= $v", "a field holds the value alone: write `$$`"}),
    row(Place::Anywhere, "= !Duration|Size . u:WORD ( n:NUMBER )",
        {"a value", "= $n$%u", "write `$n$%u`", "= _"}),
    row(Place::Anywhere, "= !WORD . Duration|Size . u:WORD ( n:NUMBER )",
        {"a value", "= $n$%u", "write `$n$%u`", "= _"}),
    row(Place::Anywhere, "= !Schedule . rate ( Duration . u:WORD ( n:NUMBER ) )",
        {"a value", "= rate($n$%u)", "write `rate($n$%u)`", "= _"}),
    row(Place::Anywhere, "= !Schedule . cron|expression ( UNTIL )",
        {"a value", "", kSchedule, "= _"}),
    row(Place::Anywhere, "= !.. b:NUMBER END",
        {"a value", "", "a range has two ends: `1..$b`", "= _"}),
    row(Place::Anywhere, "= a:NUMBER .. !* END",
        {"a number", "", "a range has two ends: `$a..10`", "= _"}),
    row(Place::Anywhere, "= !( UNTIL ) = > REST", {"a value", "", kFunction, "= _"}),
    row(Place::Anywhere, "= !( ) = > REST", {"a value", "", kFunction, "= _"}),
    row(Place::Anywhere, "= !WORD = > REST", {"a value", "", kFunction, "= _"}),
    row(Place::Anywhere, "= !lambda WORD : REST", {"a value", "", kFunction, "= _"}),
    row(Place::Anywhere, "= !function|func|fn ( REST", {"a value", "", kFunction, "= _"}),
    row(Place::Anywhere, "= !( e:UNTIL for x:WORD in l:UNTIL ) END",
        {"a value", "= [$e for $x in $l]", kComprehension, "= _"}),
    row(Place::Anywhere, "= !{ UNTIL for x:WORD in l:UNTIL }",
        {"a value", "",
         "entries are made by a loop in a block: `NAME { for $x in $l { \"${$x}\" = … } }`",
         "= _"}),
    row(Place::Anywhere, "= e:UNTIL !for x:WORD in l:PLAIN END",
        {"the end of the value", "= [$e for $x in $l]", kComprehension, "= _"}),
    row(Place::Anywhere, "= !every n:NUMBER END",
        {"a value", "", "a schedule has a unit: write `rate($nmin)` or `rate($nh)`", "= _"}),
    row(Place::Anywhere,
        "o:=|if|( !environment s:==|!= n:prod|production|test|dev|staging|stage|qa|live",
        {"a value", "$o environment.name $s \"$n\"",
         "the name of the environment is a text: `environment.name $s \"$n\"`", "$o _"}),
    row(Place::Anywhere, "= !every n:NUMBER u:WORD END",
        {"a value", "= rate($n$%u)", "write `rate($n$%u)`", "= _"}),
    row(Place::Anywhere, "= !cron ( WORD =|: UNTIL )", {"a string", "", kSchedule, "= _"}),
    row(Place::Anywhere, "= !ContainerImage . fromRegistry ( s:QUOTED )",
        {"a value", "= $s", "an image is a string: write `$s`", "= _"}),
    row(Place::Anywhere, "= !WORD . ContainerImage . fromRegistry ( s:QUOTED )",
        {"a value", "= $s", "an image is a string: write `$s`", "= _"}),
    row(Place::Anywhere, "= !Secret . fromSecretsManager ( d:WORD , k:QUOTED )",
        {"a value", "= $d.key($k)", "write `$d.key($k)`", "= _"}),
    row(Place::Anywhere, "= !WORD . Secret . fromSecretsManager ( d:WORD , k:QUOTED )",
        {"a value", "= $d.key($k)", "write `$d.key($k)`", "= _"}),
    row(Place::Anywhere, "= !Fn :: GetAtt ( b:WORD , a:NAME )",
        {"a value", "= $b.$a", "an attribute is written `$b.$a`", "= _"}),
    row(Place::Anywhere, "= !Fn :: Ref|ImportValue ( b:WORD )",
        {"a value", "= $b", "name the block itself: `$b`", "= _"}),
    row(Place::Anywhere, "= !InstanceType ( s:QUOTED )", {"a value", "= $s", "write `$s`", "= _"}),
    row(Place::Anywhere, "= !new UNTIL ( UNTIL )",
        {"a value", "", "a construct of the CDK is a block here: declare it, and write its name",
         "= _"}),
    row(Place::Anywhere, "= !Ref|ref n:WORD END",
        {"a value", "= $n", "name the block itself: `$n`"}),
    row(Place::Anywhere, "= !GetAtt n:WORD . a:WORD END",
        {"a value", "= $n.$a", "an attribute is written `$n.$a`"}),
    row(Place::Anywhere,
        "= n:NUMBER !units|unit|cpu_units|tasks|times|azs|zones|attempts|retries END",
        {"the end of the value", "= $n", "write `$n`"}),
    row(Place::Anywhere, "= !/ n:NUMBER", {"a value", "= $n", "write `$n`"}),
    row(Place::Anywhere, "= !: n:NUMBER", {"a value", "= $n", "write `$n`"}),
    row(Place::Anywhere, "= !map|dict|object|Map|tomap|Object|struct ( x:WORD = v:UNTIL )",
        {"`{`", "= { $x = $v }", "an object is written `{ $x = $v }`"}),
    row(Place::Anywhere, "= c:WORD !( f:WORD = v:UNTIL )",
        {"a value", "",
         "functions take values without names; a component makes a block: `$c NAME { $f = $v }`",
         "= _"}),
};

}  // namespace svc::syntax::patterns
