; Written by editors/generate from the compiler's own tables; change those, or editors/generate/treesitter.py.

(block (body) @class.inside) @class.around
(field) @parameter.around
(entry) @parameter.around
[(comment) (doc_comment)]+ @comment.around
