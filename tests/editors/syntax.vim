" Compares the highlighting of a file with the compiler's tokens: the driver is tests/editors/vim.py. Reads g:jobs, [[file, tokens file], …], writes g:report.
" The groups that each kind of token may have; the first character of a token and its last.
let s:groups = {
      \ 'keyword': '^svc\(Keyword\|Conditional\)$',
      \ 'name': '^svc\(Name\|Symbol\|Type\|Kind\|Field\|Function\)$',
      \ 'constant': '^svcConstant$',
      \ 'number': '^svcNumber$',
      \ 'address': '^svcAddress$',
      \ 'string': '^svc\(String\|TextBlock\|Escape\)$',
      \ 'interpolation': '^svcInterpolation$',
      \ 'comment': '^svc\(Comment\|Todo\)$',
      \ 'doc': '^svc\(Doc\|Todo\)$',
      \ 'mark': '^svc\(Operator\|Brace\)$',
      \ }

function! s:Group(line, column) abort
  return synIDattr(synID(a:line, byteidx(getline(a:line), a:column - 1) + 1, 0), 'name')
endfunction

function! s:Compare(file, tokens, out) abort
  execute 'edit' fnameescape(a:file)
  syntax sync fromstart
  let compared = 0
  for row in readfile(a:tokens)
    let [kind, l1, c1, l2, c2] = matchlist(row, '\(\w\+\) \(\d\+\):\(\d\+\)-\(\d\+\):\(\d\+\)')[1:5]
    if l1 == l2 && c1 == c2
      continue
    endif
    let places = [[l1 + 0, c1 + 0]]
    if c2 > 1
      call add(places, [l2 + 0, c2 - 1])
    endif
    for [line, column] in places
      if column > strchars(getline(line))
        continue  " the end of a line has no group: a text that begins there is looked at where it ends
      endif
      let compared += 1
      let group = s:Group(line, column)
      if group !~# s:groups[kind]
        call add(a:out, printf('%s:%d:%d: %s to the compiler, %s to Vim: %s', a:file, line, column, kind, group ==# '' ? 'nothing' : group, getline(line)))
        break
      endif
    endfor
  endfor
  bwipeout!
  return compared
endfunction

function! Main() abort
  let out = []
  let compared = 0
  for [file, tokens] in g:jobs
    let compared += s:Compare(file, tokens, out)
  endfor
  call writefile(out + ['compared ' . compared], g:report)
endfunction

try
  call Main()
catch
  call writefile([v:exception . ' at ' . v:throwpoint], g:report)
endtry
qall!
