import { isRecord } from "../../text/isRecord.js";
import { exportsOf } from "../course/packageExports.js";

/**
 * A package's manifest with what the kernel's compiler reads of it: TypeScript as tslab sets it knows `types`,
 * `typesVersions` and `main`, but not `exports`, in which many packages name their types alone. Where `exports` says
 * more, it is said in those words too. Any other text comes back as it is.
 */
export function withTypesOfExports(text: string): string {
  const manifest = parsed(text);
  if (manifest === undefined || manifest["exports"] == null || "typesVersions" in manifest)
    return text;
  const entries = exportsOf(manifest["exports"]);
  const more: Record<string, unknown> = {};

  const main = entries.get(".");
  if (
    main?.types !== undefined &&
    manifest["types"] === undefined &&
    manifest["typings"] === undefined
  )
    more["types"] = main.types;
  if (main?.code !== undefined && manifest["main"] === undefined) more["main"] = main.code;

  const paths: Record<string, readonly string[]> = {};
  for (const [path, { types, code }] of entries) {
    const target = types ?? code;
    if (path !== "." && target !== undefined) paths[path.slice("./".length)] = [target];
  }
  if (Object.keys(paths).length > 0) {
    // The compiler looks its main file up among the paths as well, where a pattern such as `*` would lead it astray.
    for (const own of [
      more["types"] ?? manifest["types"] ?? manifest["typings"],
      more["main"] ?? manifest["main"],
    ])
      if (typeof own === "string") paths[own.replace(/^\.\//, "")] = [own];
    more["typesVersions"] = { "*": paths };
  }
  return JSON.stringify({ ...manifest, ...more });
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
