; Written by editors/generate from the compiler's own tables; change those, or editors/generate/treesitter.py.

(block (kind) @context (label (name) @name)) @item
(existing "existing" @context (block (kind) @context (label (name) @name))) @item
(component "component" @context (name) @name) @item
(environment "environment" @context (name) @name) @item
(let "let" @context (name) @name) @item
(param "param" @context (name) @name) @item
(output "output" @context (name) @name) @item
