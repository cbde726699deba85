"""The syntax file of Vim and Neovim."""
from textmate import words

NAME = r"\h\w*"
GAP = r"\%(\_s\|/\*\_.\{-}\*/\)"
# Not behind a `.`, where every word is a name; `..` is an operator.
FREE = r"\%(\%(^\|[^.]\)\.\)\@2<!\<"
# What must follow a word for it to be the keyword, as compiler/syntax/antlr/keywords.cpp has it.
FOLLOWS = {
    "Nothing": "",
    "Word": rf"\%({GAP}\+\h\)\@=",
    "String": rf'\%({GAP}*"\)\@=',
    "Actions": rf'\%({GAP}\+\h\|{GAP}*["[]\)\@=',
    "Condition": rf'\%({GAP}\+[0-9A-Za-z_]\|{GAP}*\%(["(\-[]\|!=\@!\|::\)\)\@=',
    "Brace": rf"\%({GAP}*{{\)\@=",
}

HEAD = '''" Vim syntax file
" Language: svc
" Written by editors/generate from the compiler's own tables; change those, or editors/generate/vim.py.
if exists('b:current_syntax')
  finish
endif
let s:cpo = &cpo
set cpo&vim

syntax case match
syntax sync minlines=200 maxlines=2000
syntax cluster svcExpression contains=TOP

'''

TAIL = '''
highlight default link svcComment Comment
highlight default link svcDoc SpecialComment
highlight default link svcTodo Todo
highlight default link svcKeyword Keyword
highlight default link svcConditional Conditional
highlight default link svcKind Type
highlight default link svcType Type
highlight default link svcSymbol Constant
highlight default link svcConstant Boolean
highlight default link svcNumber Number
highlight default link svcAddress Number
highlight default link svcString String
highlight default link svcTextBlock String
highlight default link svcEscape SpecialChar
highlight default link svcInterpolation Special
highlight default link svcField Identifier
highlight default link svcFunction Function
highlight default link svcOperator Operator
highlight default link svcBrace Delimiter

let b:current_syntax = 'svc'
let &cpo = s:cpo
unlet s:cpo
'''


def any_of(group):
    return r"\%(" + words(group).replace("|", r"\|") + r"\)"


def match(group, pattern, options=""):
    return f"syntax match {group} {options}{' ' if options else ''}~{pattern.replace('~', chr(92) + '~')}~\n"


def keywords(language):
    lines = ""
    for needs, follows in FOLLOWS.items():
        of = [word for word, after in sorted(language.keywords.items()) if after == needs]
        control = [word for word in of if needs == "Nothing"]
        if of:
            lines += match("svcConditional" if control else "svcKeyword", rf"{FREE}{any_of(of)}\>{follows}")
    return lines


def names(language):
    label = rf'\%({NAME}\|"\%([^"\\]\|\\.\)*"\|\d\w*\)'
    header = rf"\%({GAP}\+{label}\)*\%({GAP}\+\%(in\|for\){GAP}\+{NAME}\%(\.{NAME}\)*\)*{GAP}*{{"
    known = any_of(set(language.kinds) | set(language.blocks))
    lines = match("svcName", rf"\<{NAME}\>")
    lines += match("svcSymbol", rf"{FREE}{any_of(language.symbols)}\>\%(\s*[.(=]\)\@!")
    lines += match("svcType", rf"\%(:\s*[\[{{]*\||\s*\)\@6<=\<{any_of(language.scalars)}\>")
    lines += match("svcKind", rf"\%(\%(^\|[,{{}}]\)\s*\%(existing\s\+\|remove\s\+\)\?\)\@20<={known}\>\%({header}\)\@=")
    lines += match("svcField", rf"{FREE}{NAME}\>\%(\s*=\%([^=]\|$\)\)\@=")
    lines += match("svcFunction", rf"{FREE}{any_of(language.functions)}\>\%(\s*(\)\@=")
    lines += match("svcConstant", rf"{FREE}\%(true\|false\)\>")
    return lines


def literals(language):
    hexadecimal = r"\x\+"
    groups = rf"{hexadecimal}\%(:{hexadecimal}\)*"
    lines = match("svcOperator", r"[-+*/%<>=!?:|&]")
    lines += match("svcBrace", r"[][{}().,]")
    lines += match("svcNumber", rf"\<\d[0-9_]*\%(\.\d[0-9_]*\)\?\%({NAME}\)\?")
    lines += match("svcNumber", rf"\<\d[0-9_]*\%(\.\d[0-9_]*\)\?\%({NAME}\)\?\>%\%([A-Za-z0-9_(]\)\@!")
    lines += match("svcAddress", r"\<\d\+\.\d\+\.\d\+\.\d\+\%(/\d\+\)\?")
    lines += match("svcAddress", rf"\w\@1<!\%({hexadecimal}\%(:{hexadecimal}\)\{{7}}\|\%({groups}\)\?::\%({groups}\)\?\)\%(/\d\+\)\?")
    lines += match("svcTodo", r"\<\%(TODO\|FIXME\|XXX\)\>", "contained")
    lines += match("svcComment", r"//.*$", "contains=svcTodo,@Spell")
    lines += match("svcDoc", r"////\@!.*$", "contains=svcTodo,@Spell")
    lines += "syntax region svcComment start=~/\\*~ end=~\\*/~ contains=svcTodo,@Spell\n"
    lines += match("svcEscape", r"""\\\%([ntr"\\$]\|u{\x\+}\)""", "contained")
    # An interpolation of a plain string ends with its line at the latest, one of a text block does not.
    for name, end in (("svcLineBraces", r"}\|$"), ("svcBraces", "}")):
        lines += f"syntax region {name} matchgroup=svcBrace start=~{{~ end=~{end}~ contained contains=TOP,{name}\n".replace(f"TOP,{name}", f"@svcExpression,{name}")
    for name, end, braces in (("svcLineInterpolation", r"}\|$", "svcLineBraces"), ("svcBlockInterpolation", "}", "svcBraces")):
        lines += f"syntax region {name} matchgroup=svcInterpolation start=~${{~ end=~{end}~ contained contains=@svcExpression,{braces}\n"
    lines += 'syntax region svcString start=~"~ skip=~\\\\.~ end=~"\\|$~ contains=svcEscape,svcLineInterpolation,@Spell\n'
    lines += 'syntax region svcTextBlock start=~"""~ skip=~\\\\.~ end=~"""~ contains=svcEscape,svcBlockInterpolation,@Spell\n'
    return lines


def syntax(language):
    return HEAD + names(language) + keywords(language) + literals(language) + TAIL
