; Written by editors/generate from the compiler's own tables; change those, or editors/generate/treesitter.py.

("{" @open "}" @close)
("[" @open "]" @close)
("(" @open ")" @close)
