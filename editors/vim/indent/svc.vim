" Vim indent file
" Language: svc
if exists('b:did_indent')
  finish
endif
let b:did_indent = 1

setlocal indentexpr=SvcIndent()
setlocal indentkeys=0},0],0),!^F,o,O
setlocal nosmartindent
let b:undo_indent = 'setlocal indentexpr< indentkeys< smartindent<'

if exists('*SvcIndent')
  finish
endif

" Whether the character at a place is code: no string, no comment.
function! s:IsCode(lnum, col) abort
  return synIDattr(synID(a:lnum, a:col, 0), 'name') !~# '\vsvc(String|TextBlock|Comment|Doc|Escape|Todo)'
endfunction

" How many brackets a line leaves open, and how many it closes that were open before it.
function! s:Brackets(lnum) abort
  let line = getline(a:lnum)
  let open = 0
  let closed = 0
  for col in range(1, strlen(line))
    let c = line[col - 1]
    if c =~# '[{[(]' && s:IsCode(a:lnum, col)
      let open += 1
    elseif c =~# '[]})]' && s:IsCode(a:lnum, col)
      if open > 0
        let open -= 1
      else
        let closed += 1
      endif
    endif
  endfor
  return [open, closed]
endfunction

" What a line begins with closes what the line that opened it began.
function! s:Leading(lnum) abort
  return strlen(substitute(matchstr(getline(a:lnum), '^\s*[]})[:space:]]*'), '\s', '', 'g'))
endfunction

function! SvcIndent() abort
  " Inside a text block, the text is the user's.
  if v:lnum > 1 && synIDattr(synID(v:lnum, 1, 0), 'name') =~# '\vsvc(TextBlock|Comment)$' && getline(v:lnum - 1) !~# '^\s*//'
    return -1
  endif
  let before = prevnonblank(v:lnum - 1)
  " A text block that ended here began elsewhere: what counts is the line of its beginning.
  while before > 1 && synIDattr(synID(before, 1, 0), 'name') =~# 'svcTextBlock$'
    let before -= 1
  endwhile
  if before == 0
    return 0
  endif
  let [open, closed] = s:Brackets(before)
  " The brackets of one line are one step, however many they are: `json({` … `})`. Those at the beginning of that line have moved it to the left already.
  let steps = (open > 0) - (closed > s:Leading(before)) - (s:Leading(v:lnum) > 0)
  if getline(v:lnum) =~# '^\s*|' && getline(before) !~# '^\s*|'
    let steps += 2
  elseif getline(before) =~# '^\s*|' && getline(v:lnum) !~# '^\s*|'
    let steps -= 2
  endif
  return max([0, indent(before) + steps * shiftwidth()])
endfunction
