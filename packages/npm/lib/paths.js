// Paths of the host and paths of the compiler, which knows one root and `/` between folders.
// On Windows `C:\shop\main.svc` is `/c:/shop/main.svc` to the compiler: the path of its file URI.

const DRIVE = /^([A-Za-z]):(?=[\\/]|$)/;
const INNER_DRIVE = /^\/([a-z]):(?=\/|$)/;

/**
 * The compiler's name of a path of the host. A word that is no path, such as an option, is
 * unchanged where it has no backslash and no drive letter.
 */
export function inward(path, windows) {
  if (!windows) return path;
  const drive = DRIVE.exec(path);
  const slashes = path.replaceAll("\\", "/");
  if (!drive) return slashes;
  return `/${drive[1].toLowerCase()}:${slashes.slice(2) || "/"}`;
}

/** The host's name of a path of the compiler. */
export function outward(path, windows) {
  if (!windows) return path;
  const drive = INNER_DRIVE.exec(path);
  if (!drive) return path.replaceAll("/", "\\");
  return `${drive[1].toUpperCase()}:${path.slice(3).replaceAll("/", "\\") || "\\"}`;
}

/** Arguments of the command line: paths become the compiler's, also in `--output=C:\out`. */
export function inwardArguments(words, windows) {
  if (!windows) return words;
  return words.map((word) => {
    const option = /^(--[a-z-]+=)(.*)$/s.exec(word);
    return option ? option[1] + inward(option[2], true) : inward(word, true);
  });
}

/** Text that the compiler prints: its absolute paths as the host writes them, `/c:/a` as `C:/a`. */
export function outwardText(text, windows) {
  if (!windows) return text;
  return text.replace(/(^|[\s"'(=])\/([a-z]):(?=\/)/g, (_, before, drive) => `${before}${drive.toUpperCase()}:`);
}
