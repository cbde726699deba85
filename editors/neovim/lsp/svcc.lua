-- For Neovim 0.11 and later without setup(): vim.lsp.enable("svcc").
return {
  cmd = { "svcc", "lsp" },
  filetypes = { "svc" },
  root_markers = { "svc.yaml", ".git" },
}
