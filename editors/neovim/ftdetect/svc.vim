autocmd BufNewFile,BufRead *.svc setfiletype svc
