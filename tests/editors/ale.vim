" Drives ALE, a client of the language server in Vim script: the driver is tests/editors/vim.py. Reads g:workspace, writes g:report: `ok NAME` or `FAILED NAME: why`.
let s:lines = []

" Waits until the expression holds; ALE gets its answers meanwhile.
function! s:Wait(what, expression) abort
  let end = reltimefloat(reltime()) + 20
  while !eval(a:expression)
    if reltimefloat(reltime()) > end
      throw 'waited in vain for ' . a:what
    endif
    sleep 20m
  endwhile
endfunction

function! s:Step(name, run) abort
  try
    call a:run()
    call add(s:lines, 'ok ' . a:name)
  catch
    call add(s:lines, 'FAILED ' . a:name . ': ' . v:exception . ' at ' . v:throwpoint)
  endtry
endfunction

function! s:Need(condition, said) abort
  if !a:condition
    throw 'not so: ' . a:said
  endif
endfunction

function! s:Substitute(old, new) abort
  call cursor(1, 1)
  call s:Need(search('\V' . escape(a:old, '\'), 'c'), a:old)
  call setline('.', substitute(getline('.'), '\V' . escape(a:old, '\'), a:new, ''))
  call ale#Queue(0)
endfunction

function! s:On(words) abort
  call cursor(1, 1)
  call s:Need(search('\V' . a:words, 'ce'), a:words)
endfunction

" The errors of the open file: a note that comes before or after them is no part of what the step asks.
function! s:Errors() abort
  return filter(getloclist(0), {_, item -> item.type ==# 'E'})
endfunction

function! s:Mistake() abort
  execute 'edit' fnameescape(g:workspace . '/main.svc')
  call s:Need(&filetype ==# 'svc', 'filetype ' . &filetype)
  call s:Substitute('memory = 512MiB', 'memory = 9GiB')
  call s:Wait('the mistake', 'len(s:Errors()) == 1')
  let found = s:Errors()[0]
  call s:Need(found.lnum == 18 && found.col == 14 && found.text =~# 'Fargate supports 0.25vcpu', string(found))
  call s:Substitute('9GiB', '512MiB')
  call s:Wait('its end', 'empty(s:Errors())')
endfunction

function! s:Definition() abort
  call s:On('receive on orders')
  ALEGoToDefinition
  call s:Wait('the other file', "expand('%:t') ==# 'queues.svc'")
  call s:Need(line('.') == 2, 'line ' . line('.'))
  execute 'buffer' g:workspace . '/main.svc'
endfunction

" Vim waits in Insert mode as for a person, until a timer has typed the end of it.
function! s:Choose(timer) abort
  let s:words = map(complete_info(['items']).items, {_, item -> item.word})
  if empty(s:words) && reltimefloat(reltime()) < s:until
    call timer_start(20, function('s:Choose'))
    return
  endif
  call feedkeys(repeat("\<C-n>", index(s:words, 'orders') + 1) . "\<C-y>\<Esc>", 't')
endfunction

function! s:Complete() abort
  call s:Substitute('receive on orders', 'receive on o')
  call s:On('receive on o')
  setlocal omnifunc=ale#completion#OmniFunc completeopt=menuone,noselect
  let s:until = reltimefloat(reltime()) + 20
  call timer_start(20, function('s:Choose'))
  call feedkeys("A\<C-x>\<C-o>", 'x!')
  call s:Need(index(s:words, 'orders') >= 0, string(s:words)[:400])
  call s:On('receive on orders')
endfunction

function! s:Rename() abort
  call s:On('receive on orders')
  call feedkeys(":ALERename\<CR>\<C-u>purchases\<CR>", 'xt')
  call s:Wait('the new name', "search('receive on purchases', 'nw') > 0")
  call s:Wait('the other file', "join(getbufline(bufnr(g:workspace . '/shared/queues.svc'), 1, '$')) =~# 'queue purchases' || join(readfile(g:workspace . '/shared/queues.svc')) =~# 'queue purchases'")
endfunction

for [name, Run] in [['ALE shows a mistake as it is typed, and its end', function('s:Mistake')], ['ALE goes to the definition in another file', function('s:Definition')],
      \ ['ALE completes', function('s:Complete')], ['ALE renames across files', function('s:Rename')]]
  call s:Step(name, Run)
endfor
call writefile(s:lines, g:report)
qall!
