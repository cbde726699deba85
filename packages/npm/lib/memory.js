// Files in the memory of an instance.

/** Writes text or bytes, with the folders above. */
export function write(FS, path, content) {
  FS.mkdirTree(path.slice(0, path.lastIndexOf("/")) || "/");
  FS.writeFile(path, content);
}

/** Removes a file, or a folder with all that it has. */
export function remove(FS, path) {
  if (!FS.analyzePath(path).exists) return;
  if (!FS.isDir(FS.stat(path).mode)) return FS.unlink(path);
  for (const name of namesIn(FS, path)) remove(FS, `${path}/${name}`);
  FS.rmdir(path);
}

/** The files below a folder as texts, by their path from there. */
export function read(FS, folder, prefix = "", found = {}) {
  if (!FS.analyzePath(folder).exists) return found;
  for (const name of namesIn(FS, folder)) {
    const path = `${folder}/${name}`;
    if (FS.isDir(FS.stat(path).mode)) read(FS, path, `${prefix}${name}/`, found);
    else found[prefix + name] = text(FS.readFile(path));
  }
  return found;
}

/** Bytes as text; a text stays as it is. */
export const text = (content) => (typeof content === "string" ? content : new TextDecoder("utf-8", { ignoreBOM: true }).decode(content));

const namesIn = (FS, folder) => FS.readdir(folder).filter((name) => name !== "." && name !== "..").sort();
