; Written by editors/generate from the compiler's own tables; change those, or editors/generate/treesitter.py.

[(body) (object) (list) (arguments)] @indent.begin
["}" "]" ")"] @indent.branch @indent.end
[(comment) (string)] @indent.ignore
