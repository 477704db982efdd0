/**
 * Runs a script that the page carries for later: a shared file of the site, or text zipped in the page and admitted
 * by the hash of what it unzips to.
 */
export async function loadScript(holderId: string): Promise<void> {
  const holder = document.getElementById(holderId);
  if (holder === null) throw new Error(`this page has no ${holderId}`);
  const script = document.createElement("script");
  const url = holder.dataset["url"];
  if (url === undefined) {
    script.textContent = await unzip(holder.textContent ?? "");
    holder.remove();
    document.head.append(script);
    return;
  }
  await new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = () => reject(new Error("assets beside the page are missing"));
    script.src = url;
    document.head.append(script);
  });
}

/** Text that was gzipped and written as base64. */
export async function unzip(base64: string): Promise<string> {
  const decode = (
    Uint8Array as unknown as { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> }
  ).fromBase64;
  const bytes =
    decode !== undefined
      ? decode.call(Uint8Array, base64)
      : Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

/** What a script that has run has set; it is missing only where the script failed. */
export function loaded<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("a script of this page did not run");
  return value;
}
