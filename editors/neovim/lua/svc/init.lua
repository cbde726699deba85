-- The language server of svcc in Neovim's own client, from 0.7.2 on: require("svc").setup(). No plugin is needed.
local M = {}

M.options = {
  cmd = { "svcc", "lsp" }, -- the compiler, a name on the PATH or a path
  settings = {},           -- what docs/lsp.md lists: { inlayHints = { … }, codeLens = { … }, diagnostics = { … } }
  format_on_save = false,
  on_attach = nil,         -- function(client, buffer), for key maps
  open = nil,              -- function(path), for the pages of :SvcGraph and :SvcDiff; else vim.ui.open or xdg-open
  capabilities = nil,      -- such as those of a completion plugin
}

-- The nearest folder above that holds one of the names. vim.fs has this from 0.8 on.
local function root_of(path)
  for _, name in ipairs({ "svc.yaml", ".git" }) do
    local folder = path
    while true do
      if vim.loop.fs_stat(folder .. "/" .. name) then return folder end
      local above = vim.fn.fnamemodify(folder, ":h")
      if above == folder then break end
      folder = above
    end
  end
  return path
end

-- CTRL-X CTRL-O completes, CTRL-] goes to the definition and gq formats, as Neovim itself arranges it from 0.8 on.
local function builtin_keys(buffer)
  for option, call in pairs({ omnifunc = "v:lua.vim.lsp.omnifunc", tagfunc = "v:lua.vim.lsp.tagfunc", formatexpr = "v:lua.vim.lsp.formatexpr()" }) do
    if vim.api.nvim_buf_get_option(buffer, option) == "" then vim.api.nvim_buf_set_option(buffer, option, call) end
  end
end

local function on_attach(client, buffer)
  builtin_keys(buffer)
  if M.options.format_on_save then
    vim.api.nvim_create_autocmd("BufWritePre", { buffer = buffer, callback = function() M.format(buffer) end })
  end
  if M.options.on_attach then M.options.on_attach(client, buffer) end
end

-- What vim.lsp.start_client() (to 0.7) and vim.lsp.start() (from 0.8) take.
function M.config(buffer)
  local name = vim.api.nvim_buf_get_name(buffer)
  local root = root_of(name ~= "" and vim.fn.fnamemodify(name, ":p:h") or vim.fn.getcwd())
  return {
    name = "svcc",
    cmd = M.options.cmd,
    root_dir = root,
    workspace_folders = { { uri = vim.uri_from_fname(root), name = vim.fn.fnamemodify(root, ":t") } },
    settings = { svcc = M.options.settings },
    init_options = { svcc = M.options.settings },
    capabilities = M.options.capabilities or vim.lsp.protocol.make_client_capabilities(),
    on_attach = on_attach,
    get_language_id = function() return "svc" end,
  }
end

local clients = {} -- root folder -> id, where there is no vim.lsp.start()

-- Starts the server for a buffer, or gives the buffer to the one that runs for its folder. Gives the client's id.
function M.start(buffer)
  local config = M.config(buffer)
  if vim.fn.executable(config.cmd[1]) == 0 then
    vim.notify_once(("svc: there is no %s; put svcc on the PATH, or give setup{ cmd = … }"):format(config.cmd[1]), vim.log.levels.WARN)
    return nil
  end
  if vim.lsp.start then return vim.lsp.start(config, { bufnr = buffer }) end
  local id = clients[config.root_dir]
  if not id or not vim.lsp.get_client_by_id(id) then
    id = vim.lsp.start_client(config)
    clients[config.root_dir] = id
  end
  vim.lsp.buf_attach_client(buffer, id)
  return id
end

-- The client of a buffer, or nil. get_active_clients() went with 0.12.
function M.client(buffer)
  local all = vim.lsp.get_clients and vim.lsp.get_clients({ name = "svcc" }) or vim.lsp.get_active_clients()
  for _, client in ipairs(all) do
    if client.name == "svcc" and (not buffer or vim.lsp.buf_is_attached(buffer, client.id)) then return client end
  end
  return nil
end

-- Asks the server and waits for its answer.
function M.request(method, params, buffer)
  local client = assert(M.client(buffer) or M.client(), "svc: no server runs")
  local answer, fault
  if vim.fn.has("nvim-0.11") == 1 then
    answer, fault = client:request_sync(method, params, 5000, buffer)
  else
    answer, fault = client.request_sync(method, params, 5000, buffer)
  end
  if not answer then error("svc: " .. tostring(fault)) end
  if answer.err then error("svc: " .. tostring(answer.err.message)) end
  return answer.result
end

function M.format(buffer)
  local client = M.client(buffer)
  if not client then return end
  local width = vim.api.nvim_buf_get_option(buffer, "shiftwidth")
  local params = { textDocument = { uri = vim.uri_from_bufnr(buffer) }, options = { tabSize = width, insertSpaces = true } }
  local edits = M.request("textDocument/formatting", params, buffer)
  if edits then vim.lsp.util.apply_text_edits(edits, buffer, client.offset_encoding) end
end

-- Documents that only the server has, such as the prelude: where a definition leads.
local function read_own(event)
  local uri = event.match:match("svc%-std:.*$") -- Neovim puts the folder in front of what has no `//`
  local document = M.request("svcc/document", { uri = uri })
  local buffer = event.buf
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, vim.split(document.text, "\n", { plain = true }))
  vim.api.nvim_buf_set_option(buffer, "buftype", "nofile")
  vim.api.nvim_buf_set_option(buffer, "modifiable", false)
  vim.api.nvim_buf_set_option(buffer, "filetype", document.languageId)
end

function M.setup(options)
  M.options = vim.tbl_deep_extend("force", M.options, options or {})
  local group = vim.api.nvim_create_augroup("svc", { clear = true })
  -- ftdetect/ is read when Neovim starts; this is for those who call setup() later.
  vim.api.nvim_create_autocmd({ "BufRead", "BufNewFile" }, { group = group, pattern = "*.svc", command = "setfiletype svc" })
  vim.api.nvim_create_autocmd("FileType", {
    group = group,
    pattern = "svc",
    callback = function(event)
      if vim.api.nvim_buf_get_option(event.buf, "buftype") == "" then M.start(event.buf) end
    end,
  })
  require("svc.commands").create()
  vim.api.nvim_create_autocmd("BufReadCmd", { group = group, pattern = { "svc-std:*", "*/svc-std:*" }, callback = read_own })
end

return M
