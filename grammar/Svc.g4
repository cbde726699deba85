// The syntax of .svc files, and the only grammar of the project. docs/language.md says what the constructs mean.
//
// How it is used: compiler/syntax/antlr reads the text into tokens with the lexer rules below, completes them (see `tokens`), and gives them to the
// parser rules. The parser calls `member` in a loop of its own, which is what `file` says, so that the tree
// of one member is dropped before the next is read.
//
// Every choice is settled by ONE token. The tool then writes a switch for it instead of a prediction at run time, which is most of the speed of the
// parser. Keep it so: after a change no `adaptivePredict` may stand in the generated SvcParser.cpp.
grammar Svc;

// Tokens that a regular expression cannot tell; compiler/syntax/antlr makes them.
tokens {
  // Keywords. A word is one only where the next token fits (keywords.cpp); everywhere else it is a NAME: `allow = [..]`, `environment.name`.
  IMPORT, AS, PARAM, LET, OUTPUT, ASSERT, COMPONENT, ENVIRONMENT, EXISTING, REMOVE, ALLOW, DENY, WHEN,
  KIND, BLOCK, BLOCKS, ATTRIBUTE, METHOD, VERB,
  // Keywords that are never names, except after a `.`.
  IF, ELSE, FOR, IN, ON, TRUE, FALSE,
  // Strings: a whole one without `${`, or the pieces of one with it (strings.cpp).
  STRING, STRING_OPEN, STRING_TEXT, INTERP_OPEN, INTERP_CLOSE, STRING_CLOSE,
  // Stands for a value that the user forgot and that was reported (repair.cpp).
  MISSING
}

// ---- Members: whatever stands on its own in a file or a block ----------------------------------------------------------------------------

file : member* EOF ;

members : member* ;

member
  : ( named | quotedField | existing | removal | importDecl | paramDecl | letDecl | outputDecl | assertDecl | componentDecl | environmentDecl
    | ifMember | forMember | allow | kindDecl | blockDecl | attributeDecl | methodDecl | verbDecl ) ','?
  ;

// A field `a = 1`, a field of a kind declaration `a: int = 1 { min = 0 }`, or a block `a b "c" in d { … }`.
named : NAME ( '=' value | ':' type ( '=' value )? body? | header body ) ;
quotedField : string '=' value ;

// A rule of its own too: after a mistake in it the body is still read.
header : label* clause* ;
label : word | string | NUMBER ;
clause : ( IN | FOR ) reference ;
reference : word ( '.' NAME )* ;
body : '{' members '}' ;

existing : EXISTING ( kindDecl | plainBlock ) ;
removal : REMOVE plainBlock ;
plainBlock : NAME header body ;

importDecl : IMPORT ( string | MISSING ) ( AS word )? ;
paramDecl : PARAM word ':' type ( '=' value )? body? ;
letDecl : LET word '=' value ;
outputDecl : OUTPUT word '=' value ;
assertDecl : ASSERT value ELSE string ;
componentDecl : COMPONENT word ( IN word ':' type | FOR word )? body ;
environmentDecl : ENVIRONMENT word body ;
ifMember : IF value body ( ELSE ( ifMember | body ) )? ;
forMember : FOR word ( ',' word )? IN value body ;
allow : ( ALLOW | DENY ) expr ON expr ( WHEN object )? ;

// ---- Declarations of kinds: only the standard library has them ---------------------------------------------------------------------------

kindDecl : KIND word kindClause* body ;
kindClause : ( IN | FOR ) word ':' type ;
blockDecl : ( BLOCK | BLOCKS ) word labelDecl* body ;
labelDecl : word ( ':' type )? ;
attributeDecl : ATTRIBUTE word ':' type ;
methodDecl : METHOD word '(' ( methodParam ( ',' methodParam? )* )? ')' ':' type ;
methodParam : word ':' type ;
verbDecl : VERB word body ;

type : typeTerm ( '|' typeTerm )* ;
typeTerm : ( word | string | '[' type ']' | '{' type '}' | MISSING ) '?'* ;

// ---- Expressions -------------------------------------------------------------------------------------------------------------------------

// A rule of its own, so that a mistake in it loses the value and not the field or the body of the `if` (errors.cpp).
value : expr ;

// Flat: the builder climbs the precedences (build_expr.cpp). A rule for each level would cost a tree node for each level of every literal, and left
// recursion would bring back the predictions.
expr
  : operand
    ( ( '||' | '&&' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '..' | '+' | '-' | '*' | '/' | '%' ) operand )*
    ( '?' expr ':' expr )?
  ;

operand
  : ( '!' | '-' )* ( word | NUMBER | CIDR | TRUE | FALSE | MISSING | string | list | object | '(' expr ')' ) postfix*
  ;
postfix : '.' NAME | '[' expr ']' | '(' arguments ')' ;

// `item?` after a comma allows the trailing comma without a second token of look-ahead; the builder refuses `a,,b`.
arguments : ( expr ( ',' expr? )* )? ;
list : '[' ( expr ( comprehension | ( ',' expr? )* ) )? ']' ;
comprehension : FOR word IN expr ( IF expr )? ;
object : '{' ( entry ( ',' entry? )* )? '}' ;
entry : ( word | string ) '=' expr ;

string : STRING | STRING_OPEN ( STRING_TEXT | INTERP_OPEN expr INTERP_CLOSE )* STRING_CLOSE ;

word
  : NAME | IMPORT | AS | PARAM | LET | OUTPUT | ASSERT | COMPONENT | ENVIRONMENT | EXISTING | REMOVE | ALLOW | DENY | WHEN
  | KIND | BLOCK | BLOCKS | ATTRIBUTE | METHOD | VERB
  ;

// ---- Tokens ------------------------------------------------------------------------------------------------------------------------------

NAME : [A-Za-z_] [A-Za-z0-9_]* ;
// The unit belongs to the number (`5min`); which units there are is the builder's business, and `%` is joined to its number by keywords.cpp.
NUMBER : DIGITS ( '.' DIGITS )? ( [A-Za-z_] [A-Za-z0-9_]* )? ;
CIDR
  : DIGIT+ '.' DIGIT+ '.' DIGIT+ '.' DIGIT+ ( '/' DIGIT+ )?
  | ( HEX+ ( ':' HEX+ )* )? '::' ( HEX+ ( ':' HEX+ )* )? ( '/' DIGIT+ )?
  | HEX+ ':' HEX+ ':' HEX+ ':' HEX+ ':' HEX+ ':' HEX+ ':' HEX+ ':' HEX+ ( '/' DIGIT+ )?
  ;

ASSIGN : '=' ;
COLON : ':' ;
COMMA : ',' ;
DOT : '.' ;
QUESTION : '?' ;
PIPE : '|' ;
LBRACE : '{' ;
RBRACE : '}' ;
LBRACKET : '[' ;
RBRACKET : ']' ;
LPAREN : '(' ;
RPAREN : ')' ;
OR : '||' ;
AND : '&&' ;
EQUAL : '==' ;
NOT_EQUAL : '!=' ;
LESS : '<' ;
LESS_EQUAL : '<=' ;
GREATER : '>' ;
GREATER_EQUAL : '>=' ;
RANGE : '..' ;
PLUS : '+' ;
MINUS : '-' ;
STAR : '*' ;
SLASH : '/' ;
PERCENT : '%' ;
NOT : '!' ;

// The openers of what is read by hand from here on (scan.cpp): text may hold any character, and strings hold expressions that hold strings.
QUOTE : '"' ;
TEXT_QUOTE : '"""' ;
LINE_COMMENT : '//' ;
BLOCK_COMMENT : '/*' ;

// Spaces and line ends separate tokens and have no other meaning; scan.cpp skips them.

fragment DIGIT : [0-9] ;
fragment DIGITS : [0-9] [0-9_]* ;
fragment HEX : [0-9A-Fa-f] ;
