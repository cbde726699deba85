" svcc lsp for ALE (https://github.com/dense-analysis/ale), which finds this file on the runtimepath: mistakes as they are typed, completion, hover, definition,
" references, rename, code actions.
call ale#Set('svc_svcc_executable', 'svcc')

function! ale_linters#svc#svcc#ProjectRoot(buffer) abort
  for name in ['svc.yaml', '.git']
    let found = name is# '.git' ? ale#path#FindNearestFileOrDirectory(a:buffer, name) : ale#path#FindNearestFile(a:buffer, name)
    if !empty(found)
      return fnamemodify(substitute(found, '/$', '', ''), ':h')
    endif
  endfor
  return fnamemodify(bufname(a:buffer), ':p:h')
endfunction

call ale#linter#Define('svc', {
      \ 'name': 'svcc',
      \ 'lsp': 'stdio',
      \ 'executable': {buffer -> ale#Var(buffer, 'svc_svcc_executable')},
      \ 'command': '%e lsp',
      \ 'language': 'svc',
      \ 'project_root': function('ale_linters#svc#svcc#ProjectRoot'),
      \ })
