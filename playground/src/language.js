// Colours of svc, for CodeMirror. The words are those of the TextMate grammar, which
// editors/generate writes from the compiler's own tables.
import { StreamLanguage } from "@codemirror/language";
import grammar from "../../editors/vscode/syntaxes/svc.tmLanguage.json";

// Every word that the named patterns of the grammar list.
function words(name) {
  const text = JSON.stringify(grammar.repository[name] ?? {});
  return new Set(text.match(/(?<![\\A-Za-z_])[a-z_]{2,}(?=[|)])/g));
}

const kinds = new Set([...words("block"), ...words("param"), "param", "component", "kind", "environment", "app", "output", "let", "import", "existing", "raw", "patch"]);
const control = new Set(["if", "else", "for", "in", "allow", "on", "as", "assert", "module"]);
const units = /^(vcpu|[KMGT]iB|min|ms|d|h|s|%)/;

function text(stream, state) {
  while (!stream.eol()) {
    if (stream.match("\\")) stream.next();
    else if (stream.match("${")) {
      state.depth.push(0);
      state.inText = false;
      return "string";
    } else if (stream.match(state.quote)) {
      state.inText = false;
      state.quote = "";
      return "string";
    } else stream.next();
  }
  if (state.quote === '"') state.inText = false;
  return "string";
}

function token(stream, state) {
  if (state.comment) {
    state.comment = !stream.match(/^.*?\*\//);
    if (state.comment) stream.skipToEnd();
    return "comment";
  }
  if (state.inText) return text(stream, state);
  if (stream.eatSpace()) return null;
  if (stream.match("///")) return stream.skipToEnd(), "docComment";
  if (stream.match("//")) return stream.skipToEnd(), "comment";
  if (stream.match("/*")) return (state.comment = true), "comment";
  const quote = stream.match(/^("""|")/);
  if (quote) {
    state.quote = quote[0];
    state.inText = true;
    return "string";
  }
  if (stream.match(/^[0-9][0-9_.]*(\/[0-9]+)?/)) return stream.match(units), "number";
  const word = stream.match(/^[A-Za-z_]\w*/);
  if (word) return wordStyle(word[0], stream);
  const character = stream.next();
  if (state.depth.length && character === "{") state.depth[state.depth.length - 1]++;
  if (state.depth.length && character === "}" && state.depth[state.depth.length - 1]-- === 0) {
    state.depth.pop();
    state.quote = '"';
    state.inText = true;
    return "string";
  }
  return /[=<>!?:|&+*/%.-]/.test(character) ? "operator" : "punctuation";
}

function wordStyle(word, stream) {
  if (word === "true" || word === "false") return "bool";
  if (control.has(word)) return "controlKeyword";
  if (/^\s*=(?!=)/.test(stream.string.slice(stream.pos))) return "propertyName";
  const first = /(^|[{;])\s*$|^[^[]*,\s*$/.test(stream.string.slice(0, stream.start));
  return first && kinds.has(word) ? "keyword" : "variableName";
}

export const svc = StreamLanguage.define({
  name: "svc",
  startState: () => ({ inText: false, quote: "", comment: false, depth: [] }),
  copyState: (state) => ({ ...state, depth: [...state.depth] }),
  token,
  languageData: { commentTokens: { line: "//", block: { open: "/*", close: "*/" } }, closeBrackets: { brackets: ["{", "[", "(", '"'] }, indentOnInput: /^\s*\}$/ },
});
