; Written by editors/generate from the compiler's own tables; change those, or editors/generate/treesitter.py.

([(comment) (doc_comment)] @injection.content (#set! injection.language "comment"))
