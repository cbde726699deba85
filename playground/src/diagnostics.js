// What the server finds, as CodeMirror's lint: with the fix that comes in the data of a diagnostic.
import { setDiagnostics } from "@codemirror/lint";

const severities = { 1: "error", 2: "warning", 3: "info", 4: "hint" };

function offset(doc, { line, character }) {
  if (line >= doc.lines) return doc.length;
  const at = doc.line(line + 1);
  return Math.min(at.from + character, at.to);
}

function fixes(view, diagnostic) {
  const fix = diagnostic.data?.fix;
  if (!fix) return [];
  return [{
    name: fix.title || "Fix",
    apply: () => view.dispatch({
      changes: fix.edits.map(({ range, newText }) => ({ from: offset(view.state.doc, range.start), to: offset(view.state.doc, range.end), insert: newText })),
      userEvent: "svcc.fix",
    }),
  }];
}

/** An extension of the language client. `shown(list)` gets every new list. */
export function diagnosticsOf(editor, shown) {
  return {
    clientCapabilities: { textDocument: { publishDiagnostics: { versionSupport: true, codeDescriptionSupport: true, dataSupport: true } } },
    notificationHandlers: {
      "textDocument/publishDiagnostics": (client, params) => {
        const view = editor();
        const file = client.workspace.getFile(params.uri);
        if (!view || !file) return false;
        const doc = view.state.doc;
        const list = params.diagnostics.map((d) => ({
          from: offset(doc, d.range.start),
          to: offset(doc, d.range.end),
          severity: severities[d.severity ?? 1],
          source: d.code,
          message: d.message,
          actions: fixes(view, d),
        }));
        view.dispatch(setDiagnostics(view.state, list));
        shown(list);
        return true;
      },
    },
  };
}
