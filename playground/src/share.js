// A program in the fragment of the URL, compressed: it never leaves the browser, since browsers do
// not send fragments.
const toText = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const toBytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

async function through(stream, bytes) {
  const result = new Blob([bytes]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(result).arrayBuffer());
}

export async function packed(text) {
  const bytes = await through(new CompressionStream("deflate-raw"), new TextEncoder().encode(text));
  return `#p=${toText(bytes)}`;
}

/** The program of a fragment; null if it holds none. */
export async function unpacked(fragment) {
  const found = /^#p=([\w-]+)$/.exec(fragment);
  if (!found) return null;
  try {
    return new TextDecoder().decode(await through(new DecompressionStream("deflate-raw"), toBytes(found[1])));
  } catch {
    return null;
  }
}
