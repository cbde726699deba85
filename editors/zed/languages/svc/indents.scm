; Written by editors/generate from the compiler's own tables; change those, or editors/generate/treesitter.py.

(_ "{" "}" @end) @indent
(_ "[" "]" @end) @indent
(_ "(" ")" @end) @indent
