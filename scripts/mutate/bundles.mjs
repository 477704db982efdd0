// The test files of a room, each in one piece with what it imports, and with every drawn change in it behind a switch:
// `(mutated(7) ? a - b : a + b)`. One build serves all changes.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build } from "esbuild";

/** The text of a file with its changes behind switches. A change inside another's expression keeps its own switch. */
export function withSwitches(source, changes) {
  const places = grouped(changes);
  // Inner expressions first; between the two texts of an outer one, only the original holds switches.
  const nested = [...places.values()].map((group) => ({ ...group[0].whole, group }));
  const text = (start, end) => {
    const inside = nested
      .filter((one) => one.start >= start && one.end <= end)
      .filter((one) => !(one.start === start && one.end === end));
    const outermost = inside.filter(
      (one) =>
        !inside.some(
          (other) =>
            other !== one &&
            other.start <= one.start &&
            other.end >= one.end &&
            (other.start < one.start || other.end > one.end),
        ),
    );
    let result = "";
    let at = start;
    for (const one of outermost.sort((a, b) => a.start - b.start)) {
      result += source.slice(at, one.start) + switched(one);
      at = one.end;
    }
    return result + source.slice(at, end);
  };
  const switched = ({ start, end, group }) => {
    const options = group.map(
      (one) =>
        `mutated(${one.id}) ? (${source.slice(start, one.start)}${one.text}${source.slice(one.end, end)}) : `,
    );
    return `(${options.join("")}(${text(start, end)}))`;
  };
  const whole = nested.find((one) => one.start === 0 && one.end === source.length);
  return whole === undefined ? text(0, source.length) : switched(whole);
}
const keyOf = ({ whole }) => `${whole.start}-${whole.end}`;
function grouped(changes) {
  const places = new Map();
  for (const one of changes) {
    const key = keyOf(one);
    places.set(key, [...(places.get(key) ?? []), one]);
  }
  return places;
}

/** `{ test, code, packages, files }` for every test file. */
export async function bundlesOf(root, tests, changes) {
  const plugin = {
    name: "switches",
    setup(setup) {
      setup.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const file = relative(root, path);
        const drawn = changes.filter((one) => one.file === file);
        const source = readFileSync(path, "utf8");
        const contents = (drawn.length > 0 ? withSwitches(source, drawn) : source)
          .replaceAll("import.meta.dirname", JSON.stringify(dirname(path)))
          .replaceAll("import.meta.url", JSON.stringify(new URL(`file://${path}`).href));
        return { contents, loader: "ts", resolveDir: dirname(path) };
      });
    },
  };
  const bundles = [];
  for (const test of tests) {
    const { outputFiles, metafile } = await build({
      entryPoints: [join(root, test)],
      absWorkingDir: root,
      bundle: true,
      write: false,
      metafile: true,
      packages: "external",
      platform: "node",
      format: "cjs",
      target: "node20",
      supported: { "dynamic-import": false },
      outdir: "unused",
      logLevel: "silent",
      plugins: [plugin],
    });
    const [output] = Object.values(metafile.outputs);
    bundles.push({
      test,
      // A package comes as Node imports it, whatever its kind.
      code: outputFiles[0].text.replace(/(__toESM\(require\("[^"]+"\)), 1\)/g, "$1)"),
      packages: [
        ...new Set(output.imports.filter(({ external }) => external).map(({ path }) => path)),
      ].filter((path) => path !== "vitest"),
      files: Object.keys(metafile.inputs),
    });
  }
  return bundles;
}
const relative = (root, path) => path.slice(root.length + 1).replaceAll("\\", "/");
