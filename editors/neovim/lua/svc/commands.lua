-- :SvcPreview, :SvcGraph, :SvcDiff, :SvcAsk and :SvcCost: what the server and svcc's own commands say of the program of a buffer.
local M = {}

local function svc() return require("svc") end

-- A window to the side, with a text that cannot be changed. Gives its buffer.
local function beside(name, lines, filetype)
  local buffer = vim.fn.bufnr("^" .. vim.fn.escape(name, "\\*?[]^$") .. "$")
  if buffer == -1 then
    buffer = vim.api.nvim_create_buf(true, true)
    vim.api.nvim_buf_set_name(buffer, name)
  end
  vim.api.nvim_buf_set_option(buffer, "modifiable", true)
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, lines)
  vim.api.nvim_buf_set_option(buffer, "modifiable", false)
  vim.api.nvim_buf_set_option(buffer, "filetype", filetype)
  if vim.fn.bufwinid(buffer) == -1 then
    vim.cmd("rightbelow vsplit")
    vim.api.nvim_win_set_buf(0, buffer)
    vim.cmd("wincmd p")
  end
  return buffer
end

-- The folder of the project and no words, else the folder of the file and the words that name it.
local function place(buffer)
  local path = vim.api.nvim_buf_get_name(buffer)
  local own = vim.fn.fnamemodify(path, ":p:h")
  local folder = own
  while true do
    if vim.loop.fs_stat(folder .. "/svc.yaml") then return folder, {} end
    local above = vim.fn.fnamemodify(folder, ":h")
    if above == folder then return own, { vim.fn.fnamemodify(path, ":t") } end
    folder = above
  end
end

-- Runs svcc with words after the file of the buffer is saved. Gives its output, or nil after a message. `no` says that a status of 1 is an answer.
local function run(buffer, words, no)
  if vim.api.nvim_buf_get_option(buffer, "modified") then vim.api.nvim_buf_call(buffer, function() vim.cmd("silent write") end) end
  local folder = place(buffer)
  local command = vim.list_extend({ svc().options.cmd[1] }, words)
  local output, errors, status = {}, {}, nil
  local job = vim.fn.jobstart(command, {
    cwd = folder,
    env = { NO_COLOR = "1" },
    stdout_buffered = true,
    stderr_buffered = true,
    on_stdout = function(_, data) output = data end,
    on_stderr = function(_, data) errors = data end,
    on_exit = function(_, code) status = code end,
  })
  if job <= 0 then
    vim.notify("svc: " .. command[1] .. " cannot be started", vim.log.levels.ERROR)
    return nil
  end
  vim.fn.jobwait({ job }, 30000)
  vim.wait(1000, function() return status ~= nil end, 10)
  if status == 0 or (no and status == 1 and table.concat(output) ~= "") then return output end
  vim.notify("svc: " .. table.concat(errors, "\n"), vim.log.levels.ERROR)
  return nil
end

-- Shows a page in the browser.
local function browse(name, lines)
  local path = vim.fn.tempname() .. "-" .. name .. ".html"
  vim.fn.writefile(lines, path)
  if svc().options.open then return svc().options.open(path) end
  if vim.ui.open then return vim.ui.open(path) end
  local opener = vim.fn.has("mac") == 1 and "open" or "xdg-open"
  if vim.fn.executable(opener) == 1 then return vim.fn.jobstart({ opener, path }, { detach = true }) end
  vim.notify("svc: the page is in " .. path)
end

function M.preview(target, buffer)
  local argument = { uri = vim.uri_from_bufnr(buffer), target = target ~= "" and target or "cloudformation" }
  local preview = svc().request("workspace/executeCommand", { command = "svcc.preview", arguments = { argument } }, buffer)
  local name = ("svc-preview %s %s"):format(preview.target, preview.document)
  M.previews[preview.uri] = beside(name, vim.split(preview.text, "\n", { plain = true }), preview.languageId)
end

M.previews = {} -- uri -> buffer

-- The server keeps open previews up to date.
local function preview_changed(_, preview)
  local buffer = M.previews[preview.uri]
  if not buffer or not vim.api.nvim_buf_is_valid(buffer) then return end
  vim.api.nvim_buf_set_option(buffer, "modifiable", true)
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, vim.split(preview.text, "\n", { plain = true }))
  vim.api.nvim_buf_set_option(buffer, "modifiable", false)
end

function M.graph(buffer)
  local _, words = place(buffer)
  local page = run(buffer, vim.list_extend({ "graph", "--format", "html" }, words))
  if page then browse("graph", page) end
end

-- Against a revision: as text to the side, or with a `!` as a page.
function M.diff(base, as_page, buffer)
  local _, words = place(buffer)
  local command = { "diff", base ~= "" and base or "HEAD", "--format", as_page and "html" or "text" }
  if words[1] then vim.list_extend(command, { "--program", words[1] }) end
  local output = run(buffer, command)
  if not output then return end
  if as_page then return browse("diff", output) end
  beside("svcc diff", output, "svcdiff")
end

function M.ask(words, buffer)
  local _, program = place(buffer)
  local command = vim.list_extend({ "ask" }, words)
  if program[1] then vim.list_extend(command, { "--program", program[1] }) end
  local output = run(buffer, command, true)
  if output then beside("svcc ask " .. table.concat(words, " "), output, "text") end
end

-- More words are options, such as `--region eu-west-1` where the program leaves the region to the deployment.
function M.cost(words, buffer)
  local _, program = place(buffer)
  local output = run(buffer, vim.list_extend(vim.list_extend({ "cost" }, words), program))
  if output then beside("svcc cost", output, "text") end
end

local function choices(list)
  return function(lead) return vim.tbl_filter(function(word) return vim.startswith(word, lead) end, list) end
end

local function revisions(lead)
  local names = vim.fn.systemlist({ "git", "for-each-ref", "--format=%(refname:short)" })
  return choices(vim.v.shell_error == 0 and names or {})(lead)
end

function M.create()
  local function command(name, call, options) vim.api.nvim_create_user_command(name, call, options) end
  local function here() return vim.api.nvim_get_current_buf() end
  command("SvcPreview", function(a) M.preview(a.args, here()) end, { nargs = "?", complete = choices({ "cloudformation", "terraform" }), desc = "What the program becomes, beside it" })
  command("SvcGraph", function() M.graph(here()) end, { desc = "The architecture, in the browser" })
  command("SvcDiff", function(a) M.diff(a.args, a.bang, here()) end, { nargs = "?", bang = true, complete = revisions, desc = "What the change against a revision does" })
  command("SvcAsk", function(a) M.ask(a.fargs, here()) end, { nargs = "+", complete = choices({ "reach", "role", "can", "deploy" }), desc = "A question to the program" })
  command("SvcCost", function(a) M.cost(a.fargs, here()) end, { nargs = "*", desc = "What it costs in a month" })
  vim.lsp.handlers["svcc/previewChanged"] = preview_changed
end

-- Keys that do not collide with Neovim's own: require("svc").setup({ on_attach = require("svc.commands").keys }).
function M.keys(_, buffer)
  local function map(keys, what) vim.api.nvim_buf_set_keymap(buffer, "n", keys, "<Cmd>" .. what .. "<CR>", { noremap = true, silent = true }) end
  map("<LocalLeader>p", "SvcPreview")
  map("<LocalLeader>t", "SvcPreview terraform")
  map("<LocalLeader>g", "SvcGraph")
  map("<LocalLeader>d", "SvcDiff")
  map("<LocalLeader>D", "SvcDiff!")
  map("<LocalLeader>c", "SvcCost")
end

return M
