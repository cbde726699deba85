//! Starts `svcc lsp`: the program that the settings name (`lsp.svcc.binary.path`), else the one on the PATH.
use zed_extension_api::{self as zed, settings::LspSettings, Command, LanguageServerId, Result, Worktree};

struct Svc;

impl zed::Extension for Svc {
    fn new() -> Self {
        Svc
    }

    fn language_server_command(&mut self, server: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let configured = LspSettings::for_worktree(server.as_ref(), worktree)?
            .binary
            .and_then(|binary| binary.path);
        let command = configured
            .or_else(|| worktree.which("svcc"))
            .ok_or("svcc is not on the PATH; name it in the settings: lsp.svcc.binary.path")?;
        Ok(Command { command, args: vec!["lsp".into()], env: worktree.shell_env() })
    }
}

zed::register_extension!(Svc);
