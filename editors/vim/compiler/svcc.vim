" Vim compiler file
" Compiler: svcc
if exists('current_compiler')
  finish
endif
let current_compiler = 'svcc'
if exists(':CompilerSet') != 2
  command -nargs=* CompilerSet setlocal <args>
endif

" path:line:column: severity[CODE]: message
CompilerSet makeprg=svcc\ check\ --format\ short\ %:S
CompilerSet errorformat=%f:%l:%c:\ %trror[%m,%f:%l:%c:\ %tarning[%m,%f:%l:%c:\ %tote[%m
