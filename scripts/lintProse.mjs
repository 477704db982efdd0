// `npm run lint:prose`: what is written for readers. Paths and links in docs, comments and notebooks lead somewhere,
// docs/architecture.md says the arrows that the linter holds, and a lesson has the form and the length of a lesson.
// `node scripts/lintProse.mjs NOTEBOOK…` reads the form of these notebooks alone.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { rooms } from "../dependency-cruiser.config.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const read = (file) => readFileSync(join(root, file), "utf8");
const problems = [];
const drafts = [];
const report = (file, line, problem) => problems.push(`${file}:${line}: ${problem}`);
const lineOf = (text, index) => text.slice(0, index).split("\n").length;

/** Files below a folder, with "/" between the names on every system. */
function filesBelow(folder, pattern) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "." ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory())
      return /^(?:node_modules|dist|reports|coverage|assets|hostile|\.git)$/.test(entry.name)
        ? []
        : filesBelow(path, pattern);
    return pattern.test(entry.name) ? [path] : [];
  });
}

/** A path that stands for many: `notebooks/NN-topic.ipynb`, `src/figures/yourFigure.ts`, `src/math/losses/<kind>`. */
const placeholder = /NN-|NAME|\byour|<|\b01-x|\bx\.ipynb|\.\.\./;

/** The comments of a file of code, each where it stood: a string may name what is not there. */
const commentsOf = (text) => {
  const comments = [...text.matchAll(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*/g)];
  const kept = comments.map(({ 0: comment, index }) => [index, comment]);
  let at = 0;
  let result = "";
  for (const [index, comment] of kept) {
    result += text.slice(at, index).replace(/[^\n]/g, " ") + comment;
    at = index + comment.length;
  }
  return result;
};

/** `src/…` and its neighbours, as docs and comments name them. */
function checkPaths(file, text) {
  const named = /(?<![\w/.-])(?:src|test|scripts|bench|docs)\/[\w./<>-]*[\w>]/g;
  for (const { 0: path, index } of text.matchAll(named)) {
    if (placeholder.test(path)) continue;
    // An import names the file that the compiler would write.
    if (![path, path.replace(/\.js$/, ".ts")].some((one) => existsSync(join(root, one))))
      report(file, lineOf(text, index), `there is no ${path}`);
  }
}

/** A heading's anchor, as GitHub spells it. */
const slug = (title) =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s/g, "-");
const anchorsOf = (text) => [...text.matchAll(/^#{1,6}\s+(.+)$/gm)].map(([, title]) => slug(title));

/** Relative links of a Markdown file, and their anchors where they lead to Markdown. */
function checkLinks(file, text) {
  for (const { 1: target, index } of text.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^[a-z]+:/.test(target)) continue;
    const [path, anchor] = target.split("#");
    const to = path === "" ? file : join(dirname(file), path);
    if (!existsSync(join(root, to))) report(file, lineOf(text, index), `there is no ${target}`);
    else if (anchor && to.endsWith(".md") && !anchorsOf(read(to)).includes(anchor))
      report(file, lineOf(text, index), `${path || file} has no heading #${anchor}`);
  }
}

/** The block of arrows in docs/architecture.md: what dependency-cruiser.config.mjs allows, in any order. */
function checkArrows() {
  const file = "docs/architecture.md";
  const spelled = (allowed) =>
    allowed.includes("") ? "everything" : [...allowed].sort().join(", ") || "nothing";
  const said = new Map(
    [...read(file).matchAll(/^(\S+) +→ (.+)$/gm)].map(([, room, list]) => [
      room,
      spelled(list === "everything" ? [""] : list.split(", ").filter((one) => one !== "nothing")),
    ]),
  );
  for (const [room, allowed] of Object.entries(rooms))
    if (said.get(room) !== spelled(allowed))
      report(
        file,
        1,
        `the arrow of dependency-cruiser.config.mjs is: ${room} → ${spelled(allowed)}`,
      );
  for (const room of said.keys())
    if (!(room in rooms)) report(file, 1, `the linter knows no room ${room}`);
}

const joined = (source) => (Array.isArray(source) ? source.join("") : source);
const words = (prose) =>
  prose
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/\$[^$]*\$/g, " x ")
    .split(/\s+/)
    .filter((word) => /\p{L}/u.test(word)).length;

/**
 * A lesson: a question first, what goes wrong in practice, three sentences to keep, sources; neither thin nor endless.
 * A draft, as `lossbook new` makes it, may still be short.
 */
function checkLesson(file, text) {
  const { cells, metadata } = JSON.parse(text);
  const prose = cells
    .filter(({ cell_type: type }) => type === "markdown")
    .map(({ source }) => joined(source));
  const all = prose.join("\n\n");
  const expect = (holds, problem) => holds || report(file, 1, problem);
  const first = cells[0]?.cell_type === "markdown" ? joined(cells[0].source) : "";
  expect(/^# \d\d · /.test(first), 'the first cell begins with "# NN · title"');
  expect(/^> .*\?/m.test(first), 'the first cell asks a question, quoted ("> …?")');
  for (const part of ["**You need**", "**Takes**"])
    expect(first.includes(part), `the first cell says ${part}`);
  for (const cell of cells)
    if (cell.cell_type === "code" && joined(cell.source).trim().split("\n").length > 25)
      report(file, 1, `cell ${cell.id} is longer than 25 lines`);
  for (const { 0: equation, index } of all.matchAll(/\$\$[\s\S]*?\$\$[^\n]*/g))
    if (!/not tested/i.test(all.slice(index, index + equation.length + 300)))
      report(file, 1, `${equation.slice(0, 60)} is typed by hand: derive it, or say "not tested"`);
  if (basename(file).startsWith("00-")) return;
  for (const heading of ["Three sentences to keep", "Sources"])
    expect(new RegExp(`^## ${heading}$`, "m").test(all), `there is no section "${heading}"`);
  expect(/what goes wrong/i.test(all), 'nothing says "what goes wrong"');
  const count = words(all);
  const draft = metadata.lossbook?.draft === true;
  if (draft) drafts.push(`${file}: a draft, ${count} words of prose so far`);
  const enough = count >= 1200 || draft;
  expect(enough && count <= 2500, `${count} words of prose, where 1,200 to 2,500 belong`);
}

const given = process.argv.slice(2);
const markdown = given.length > 0 ? [] : filesBelow(".", /\.md$/);
for (const file of markdown) {
  const text = read(file);
  checkPaths(file, text);
  checkLinks(file, text);
}
const lessons = given.length > 0 ? given : filesBelow("notebooks", /^\d\d-.*\.ipynb$/);
for (const file of lessons) {
  const text = readFileSync(resolve(root, file), "utf8");
  checkPaths(file, text);
  checkLesson(file, text);
}
if (given.length === 0) {
  for (const folder of ["src", "test", "scripts", "bench", ".github"])
    for (const file of filesBelow(folder, /\.(?:ts|mjs|py|css|yml)$/))
      checkPaths(file, /\.(?:ts|mjs)$/.test(file) ? commentsOf(read(file)) : read(file));
  for (const file of ["eslint.config.mjs", "dependency-cruiser.config.mjs", "package.json"])
    checkPaths(file, read(file));
  checkArrows();
}

for (const draft of drafts) console.log(draft);
for (const problem of problems) console.error(problem);
console.log(
  `lint:prose: ${markdown.length} pages, ${lessons.length} lessons, ${problems.length} problems`,
);
if (problems.length > 0 || lessons.length === 0) process.exitCode = 1;
