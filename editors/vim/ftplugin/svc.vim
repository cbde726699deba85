" Vim filetype plugin
" Language: svc
if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1
let s:cpo = &cpo
set cpo&vim

setlocal commentstring=//\ %s
setlocal comments=:///,://,s1:/*,mb:*,ex:*/
setlocal formatoptions-=t formatoptions+=croql
setlocal shiftwidth=2 softtabstop=2 expandtab
setlocal suffixesadd=.svc
" `import "shared/network.svc"` is relative to the file.
setlocal include=^\\s*import
let b:undo_ftplugin = 'setlocal commentstring< comments< formatoptions< shiftwidth< softtabstop< expandtab< suffixesadd< include<'

" `:make` checks the program, and the quickfix list holds what was found; a compiler that the user chose stays.
if !exists('current_compiler')
  compiler svcc
endif

" `gq` formats through the compiler where the whole file is meant: `:%!svcc fmt -`.
if exists('loaded_matchit') && !exists('b:match_words')
  let b:match_words = '\<if\>:\<else\>'
  let b:undo_ftplugin .= ' | unlet! b:match_words'
endif

let &cpo = s:cpo
unlet s:cpo
