-- Drives Neovim's own LSP client: nvim --clean --headless -c "luafile neovim.lua". The environment says where things are: SVC_REPOSITORY, SVCC, SVC_WORKSPACE
-- (a copy that may be changed), SVC_REPORT (a line for each step: `ok NAME` or `FAILED NAME: why`).
local repository, svcc, workspace = vim.env.SVC_REPOSITORY, vim.env.SVCC, vim.env.SVC_WORKSPACE
vim.opt.runtimepath:append(repository .. "/editors/vim")
vim.opt.runtimepath:append(repository .. "/editors/neovim")
vim.cmd("filetype plugin indent on | syntax on")
vim.o.swapfile = false
vim.o.completeopt = "menuone,noselect"
local svc = require("svc")
local opened -- the page that a command shows in the browser
svc.setup({ cmd = { svcc, "lsp" }, open = function(path) opened = path end, on_attach = require("svc.commands").keys })

local report = {}
local patience = tonumber(vim.env.SVC_PATIENCE or "10000") -- milliseconds

local function wait(what, condition)
  local last
  local function holds()
    local good, value = pcall(condition)
    last = value
    return good and value
  end
  if not vim.wait(patience, holds, 20) then error(("waited in vain for %s (%s)"):format(what, vim.inspect(last)), 2) end
  return last
end

-- A step of something that the server has to announce; `provider` is the capability's name.
local function step(name, run, provider)
  local client = svc.client()
  if provider and client and not client.server_capabilities[provider] then
    return table.insert(report, ("FAILED %s: the server announces no %s"):format(name, provider))
  end
  local good, problem = xpcall(run, function(e) return type(e) == "string" and e or debug.traceback(tostring(e)) end)
  if not good then pcall(vim.cmd, "silent! edit!") end -- what a step that broke off has changed
  table.insert(report, good and ("ok " .. name) or ("FAILED " .. name .. ": " .. tostring(problem):gsub("\n", " ")))
end

local function open(path)
  vim.cmd("edit " .. vim.fn.fnameescape(workspace .. "/" .. path))
  return vim.api.nvim_get_current_buf()
end

local function text(buffer) return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n") .. "\n" end

-- Puts the cursor on the last character of the first match of a plain text. Gives its line and column, from 0.
local function cursor_on(buffer, words)
  for row, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    local _, finish = line:find(words, 1, true)
    if finish then
      vim.api.nvim_win_set_cursor(0, { row, finish - 1 })
      return row - 1, finish - 1
    end
  end
  error("there is no " .. words, 2)
end

local function replace(buffer, old, new)
  local row, last = cursor_on(buffer, old)
  vim.api.nvim_buf_set_text(buffer, row, last - #old + 1, row, last + 1, { new })
end

local function diagnostics(buffer) return vim.diagnostic.get(buffer, { severity = vim.diagnostic.severity.ERROR }) end
local function codes(buffer)
  return vim.tbl_map(function(d) return tostring(d.code or (d.user_data and d.user_data.lsp and d.user_data.lsp.code)) end, diagnostics(buffer))
end
local function keys(words) vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes(words, true, false, true), "x", false) end

local main

step("the server starts for a .svc file", function()
  main = open("main.svc")
  assert(vim.bo[main].filetype == "svc", "filetype " .. vim.bo[main].filetype)
  wait("the client", function() return svc.client(main) ~= nil end)
  local client = svc.client(main)
  wait("its capabilities", function() return client.server_capabilities and next(client.server_capabilities) ~= nil end)
  assert(client.config.root_dir == workspace, "root " .. tostring(client.config.root_dir))
end)

step("what is typed is checked at once", function()
  replace(main, "memory = 512MiB", "memory = 9GiB")
  wait("the diagnostic", function() return #diagnostics(main) == 1 end)
  local found = diagnostics(main)[1]
  assert(codes(main)[1] == "SVC4003", vim.inspect(codes(main)))
  assert(found.lnum == 17 and found.col == 13, ("at %d:%d"):format(found.lnum, found.col))
  assert(found.source == "svcc", "source " .. tostring(found.source))
  replace(main, "9GiB", "512MiB")
  wait("its end", function() return #diagnostics(main) == 0 end)
end)

step("a half-typed line is checked, and the rest still is", function()
  replace(main, "let busy = environment.name", "let busy = environment.")
  wait("a diagnostic", function() return #diagnostics(main) >= 1 end)
  vim.cmd("undo")
  wait("its end", function() return #diagnostics(main) == 0 end)
end)

step("an edit in one file is seen in the other before it is saved", function()
  local queues = open("shared/queues.svc")
  wait("the client", function() return vim.lsp.buf_is_attached(queues, svc.client(main).id) end)
  replace(queues, "queue orders", "queue others")
  wait("the diagnostic in main.svc", function() return vim.tbl_contains(codes(main), "SVC1001") end)
  vim.cmd("undo")
  wait("its end", function() return #diagnostics(main) == 0 end)
  vim.api.nvim_set_current_buf(main)
end)

step("format", function()
  replace(main, "    memory = 512MiB", "  memory=512MiB")
  svc.format(main)
  local wanted = vim.fn.system({ svcc, "fmt", "-" }, text(main))
  assert(text(main) == wanted and wanted:find("    memory = 512MiB", 1, true), text(main))
end)

step("symbols", function()
  local symbols = svc.request("textDocument/documentSymbol", { textDocument = { uri = vim.uri_from_bufnr(main) } }, main)
  local names = vim.tbl_map(function(s) return s.name end, symbols)
  assert(vim.tbl_contains(names, "worker") or vim.tbl_contains(names, "service worker"), vim.inspect(names))
end)

-- Types keys that open Insert mode, waits for the list of completions, and types what `choose` gives for its words. Neovim waits in Insert mode as for a person,
-- until a timer has typed the end of it.
local function completing(start, choose)
  local words, until_ = {}, vim.loop.now() + patience
  local function look()
    words = vim.tbl_map(function(item) return item.word end, vim.fn.complete_info({ "items" }).items)
    if #words == 0 and vim.loop.now() < until_ then return vim.defer_fn(look, 20) end
    vim.fn.feedkeys(vim.api.nvim_replace_termcodes((#words > 0 and choose(words) or "") .. "<Esc>", true, false, true), "t")
  end
  vim.defer_fn(look, 20)
  vim.fn.feedkeys(vim.api.nvim_replace_termcodes(start, true, false, true), "x!")
  return words
end

step("complete", function()
  replace(main, "allow receive on orders", "allow receive on ")
  cursor_on(main, "allow receive on ")
  local words = completing("A<C-x><C-o>", function(found)
    local which = 0
    for i, word in ipairs(found) do if word == "orders" then which = i end end
    return ("<C-n>"):rep(which) .. "<C-y>"
  end)
  assert(vim.tbl_contains(words, "orders"), "offered: " .. vim.inspect(words))
  assert(not vim.tbl_contains(words, "cluster") and not vim.tbl_contains(words, "main"), "what cannot be received from is offered: " .. vim.inspect(words))
  assert(text(main):find("allow receive on orders\n", 1, true), text(main))
  wait("no diagnostics", function() return #diagnostics(main) == 0 end)
end)

step("hover", function()
  cursor_on(main, "cpu    = ")
  vim.api.nvim_win_set_cursor(0, { vim.api.nvim_win_get_cursor(0)[1], 5 })
  vim.lsp.buf.hover()
  local words = wait("the window", function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= "" then return text(vim.api.nvim_win_get_buf(window)) end
    end
  end)
  assert(words:find("CPU of the whole task", 1, true), words)
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= "" then vim.api.nvim_win_close(window, true) end
  end
end)

step("definition in another file, and back", function()
  cursor_on(main, "receive on orders")
  vim.lsp.buf.definition()
  wait("the file", function() return vim.api.nvim_buf_get_name(0):match("queues%.svc$") ~= nil end)
  assert(vim.api.nvim_win_get_cursor(0)[1] == 2, "line " .. vim.api.nvim_win_get_cursor(0)[1])
  keys("<C-o>")
  assert(vim.api.nvim_get_current_buf() == main, "the jump list does not lead back")
  cursor_on(main, "receive on orders")
  keys("<C-]>")
  assert(vim.api.nvim_buf_get_name(0):match("queues%.svc$"), "CTRL-] does not lead there")
  vim.api.nvim_set_current_buf(main)
end)

step("gq formats some lines", function()
  replace(main, "    memory = 512MiB", "  memory=512MiB")
  local row = cursor_on(main, "memory=512MiB") + 1
  keys("gqq")
  assert(vim.api.nvim_buf_get_lines(main, row - 1, row, false)[1] == "    memory = 512MiB", text(main))
end)

step("definition in the prelude, as a read-only document", function()
  cursor_on(main, "cluster web in main")
  vim.api.nvim_win_set_cursor(0, { vim.api.nvim_win_get_cursor(0)[1], 2 }) -- `cluster`
  vim.lsp.buf.definition()
  wait("the document", function() return vim.api.nvim_buf_get_name(0):match("svc%-std:") ~= nil and text(0):find("kind cluster", 1, true) ~= nil end)
  assert(not vim.bo.modifiable, "it can be changed")
  vim.api.nvim_set_current_buf(main)
end)

step("references", function()
  cursor_on(main, "receive on orders")
  local params = vim.lsp.util.make_position_params()
  params.context = { includeDeclaration = true }
  local found = svc.request("textDocument/references", params, main)
  assert(#found == 3, vim.inspect(found))
end)

step("rename across files", function()
  cursor_on(main, "receive on orders")
  vim.lsp.buf.rename("purchases")
  local queues = vim.fn.bufnr(workspace .. "/shared/queues.svc")
  wait("the other file", function() return text(queues):find("queue purchases", 1, true) ~= nil end)
  assert(text(main):find("receive on purchases", 1, true) and text(main):find("purchases.url", 1, true), text(main))
  wait("no diagnostics", function() return #diagnostics(main) == 0 and #diagnostics(queues) == 0 end)
  vim.cmd("wall")
  local said = vim.fn.system({ svcc, "check", workspace })
  assert(vim.v.shell_error == 0, said)
end)

step("a fix is applied", function()
  replace(main, "receive on purchases", "recieve on purchases")
  wait("the diagnostic", function() return #diagnostics(main) == 1 end)
  cursor_on(main, "allow reci")
  local offered
  vim.ui.select = function(items, _, choose)
    offered = items
    choose(items[1], 1)
  end
  vim.lsp.buf.code_action()
  wait("the corrected text", function() return text(main):find("allow receive on purchases", 1, true) ~= nil end)
  wait("the end of the diagnostic", function() return #diagnostics(main) == 0 end)
end, "codeActionProvider")

-- The text of the window that shows the buffer of this name.
local function shown(name)
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    local buffer = vim.api.nvim_win_get_buf(window)
    if vim.api.nvim_buf_get_name(buffer):find(name, 1, true) then return text(buffer) end
  end
  return ""
end

step(":SvcPreview follows what is typed", function()
  vim.cmd("SvcPreview")
  wait("the template", function() return shown("svc-preview"):find("AWS::ECS::Service", 1, true) ~= nil end)
  replace(main, "512MiB", "1GiB")
  wait("its change", function() return shown("svc-preview"):find("Memory: '1024'", 1, true) or shown("svc-preview"):find('Memory: "1024"', 1, true) end)
  vim.cmd("SvcPreview terraform")
  wait("the module", function() return shown("svc-preview terraform"):find("resource \"aws_", 1, true) ~= nil end)
end)

step(":SvcDiff, :SvcAsk and :SvcCost show what svcc says", function()
  vim.cmd("edit!")
  vim.fn.system({ "git", "-C", workspace, "init", "-q" })
  vim.fn.system({ "git", "-C", workspace, "add", "-A" })
  vim.fn.system({ "git", "-C", workspace, "-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-qm", "first" })
  replace(main, "512MiB", "1GiB")
  vim.cmd("SvcDiff")
  assert(shown("svcc diff"):find("replaced", 1, true), shown("svcc diff"))
  vim.cmd("SvcDiff! HEAD")
  assert(opened and table.concat(vim.fn.readfile(opened)):find("<title>svcc diff", 1, true), tostring(opened))
  vim.cmd("SvcAsk role worker")
  assert(shown("svcc ask"):find("may sqs:ReceiveMessage", 1, true), shown("svcc ask"))
  vim.cmd("SvcCost --region eu-west-1")
  assert(shown("svcc cost"):find("a month", 1, true), shown("svcc cost"))
end)

step(":SvcGraph opens a page, and so does its key", function()
  opened = nil
  vim.cmd("SvcGraph")
  assert(opened and table.concat(vim.fn.readfile(opened)):find("<title>svcc graph", 1, true), tostring(opened))
  opened = nil
  keys("<Bslash>g")
  assert(opened, "\\g opens nothing")
end)

step("the server ends with the editor", function()
  local client = svc.client(main)
  client.stop()
  wait("its end", function() return vim.lsp.get_client_by_id(client.id) == nil or client.is_stopped() end)
end)

vim.fn.writefile(report, vim.env.SVC_REPORT)
vim.cmd("qall!")
