# What cmake/Antlr.cmake changes in the code that ANTLR generates. Each of these took more
# instructions than the rest of reading a small program.

# The runtime checks the automata, which the tool wrote in the same build.
s/atn::ATNDeserializer deserializer;/atn::ATNDeserializationOptions trusted; trusted.setVerifyATN(false); atn::ATNDeserializer deserializer(trusted);/

# The parser makes its automaton at every start. But it decides by one token; the automaton only
# tells a message what was expected, so it is made when that is asked.
s/getATN() const override { return _atn; }/getATN() const override { static Initializer once; return _atn; }/
/static Initializer _init;/d
/^SvcParser::Initializer SvcParser::_init;/d

# Functions that find a node's children ask for their types with dynamic_cast
# (compiler/syntax/antlr/children.h).
s/^#include "SvcParser.h"/&\n#include "syntax\/antlr\/children.h"/
s/getRuleContext<\(.*\)>(/syntax::rule_child<\1>(children, /
s/getRuleContexts<\(.*\)>(/syntax::rule_children<\1>(children/
s/return getToken(/return syntax::token_child(children, /
