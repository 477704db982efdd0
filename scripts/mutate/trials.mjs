// Runs inside vitest, for its `expect`: notes which tests reach which change, then makes one change at a time and runs
// those tests until one fails. The folder in LOSSBOOK_MUTATE holds the plan and takes the results, a line each.
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";
import * as vitest from "vitest";
import { failureOf, finish, testsOf } from "./testsOf.mjs";

const { expect } = vitest;
const folder = process.env.LOSSBOOK_MUTATE;
const { bundles, changes } = JSON.parse(readFileSync(join(folder, "plan.json"), "utf8"));
const say = (line) => appendFileSync(join(folder, "results.jsonl"), `${JSON.stringify(line)}\n`);
const testMilliseconds = 60_000;

/** The change that is made now, how often it was reached, and how often that may be. */
let active;
let reached = 0;
let allowed = Infinity;
/** While the tests run unchanged: the changes that are reached. */
let noted = new Map();
function mutated(id) {
  if (active === undefined) noted.set(id, (noted.get(id) ?? 0) + 1);
  if (id !== active) return false;
  if (++reached > allowed) throw new Error("the change never ends");
  return true;
}

const packages = new Map();
/** What keeps the trials from beginning is said in a line as well. */
const orSay = async (work) => {
  try {
    return await work();
  } catch (error) {
    say({ fails: String(error?.stack ?? error) });
    throw error;
  }
};
for (const name of new Set(bundles.flatMap((one) => one.packages)))
  packages.set(name, {
    ...(await orSay(() => import(/* @vite-ignore */ name))),
    __esModule: true,
  });
const compiled = new Map();
function collect({ test, code }) {
  if (!compiled.has(test))
    compiled.set(
      test,
      new Script(`(function(require,module,exports,mutated){${code}\n})`, {
        filename: test,
      }).runInThisContext(),
    );
  return testsOf(compiled.get(test), { vitest, packages, mutated });
}

/** Per test file: the changes reached while it loads, and per test those reached while it runs, with its time. */
async function unchanged() {
  const coverage = {};
  for (const bundle of bundles) {
    noted = new Map();
    const tests = collect(bundle);
    const onLoad = [...noted.keys()];
    const ofTests = {};
    for (const test of tests) {
      noted = new Map();
      const started = performance.now();
      const failure = await failureOf(test, expect, testMilliseconds);
      if (failure !== undefined) say({ fails: `${bundle.test}: ${test.name}: ${failure.message}` });
      ofTests[test.name] = { hits: [...noted], ms: performance.now() - started };
    }
    await finish(tests);
    coverage[bundle.test] = { onLoad, ofTests };
  }
  return coverage;
}

/** A test that fails where it runs alone would fail without the change too: it is not asked alone. */
const standing = new Map();
async function standsAlone(bundle, name) {
  const key = `${bundle.test} ${name}`;
  if (!standing.has(key)) {
    active = undefined;
    const tests = collect(bundle);
    const test = tests.find((one) => one.name === name);
    // A test that only the change brings about says nothing of the unchanged.
    standing.set(
      key,
      test === undefined || (await failureOf(test, expect, testMilliseconds)) === undefined,
    );
    await finish(tests);
  }
  return standing.get(key);
}

/**
 * The first test of the bundle that notices the change: of those that reach it or, with `after`, of those that come
 * after one that does, since tests share what a hook or the first of them made.
 */
async function noticedIn(bundle, { onLoad, ofTests }, id, after = false) {
  active = id;
  reached = 0;
  allowed = 1e7;
  let tests;
  try {
    tests = collect(bundle);
  } catch (error) {
    return `${bundle.test} does not load: ${error.message}`;
  }
  let always = onLoad.includes(id);
  try {
    for (const test of tests) {
      const before = ofTests[test.name];
      const hits = before?.hits.find(([hit]) => hit === id)?.[1];
      if (!always && hits === undefined && before !== undefined) continue;
      always ||= after;
      active = id;
      reached = 0;
      allowed = 100 * (hits ?? 0) + 1e6;
      const failure = await failureOf(test, expect, testMilliseconds);
      if (failure === undefined) continue;
      if (await standsAlone(bundle, test.name))
        return `${bundle.test}: ${test.name}: ${String(failure.message).slice(0, 200)}`;
    }
  } finally {
    active = undefined;
    await finish(tests).catch(() => undefined);
  }
  return undefined;
}

vitest.it("tries the changes", { timeout: 0 }, async () => {
  const path = join(folder, "coverage.json");
  if (!existsSync(path)) writeFileSync(path, JSON.stringify(await orSay(unchanged)));
  const coverage = JSON.parse(readFileSync(path, "utf8"));
  const done = new Set(
    (existsSync(join(folder, "results.jsonl"))
      ? readFileSync(join(folder, "results.jsonl"), "utf8").trim().split("\n")
      : []
    )
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line).done),
  );
  for (const { id, near } of changes) {
    if (done.has(id)) continue;
    const cost = ({ test }) => {
      const { onLoad, ofTests } = coverage[test];
      return Object.values(ofTests)
        .filter(({ hits }) => onLoad.includes(id) || hits.some(([hit]) => hit === id))
        .reduce((sum, { ms }) => sum + ms, 0);
    };
    const reaching = bundles
      .map((bundle) => ({ bundle, cost: cost(bundle) }))
      .filter((one) => one.cost > 0)
      .sort(
        (a, b) =>
          Number(b.bundle.test.startsWith(near)) - Number(a.bundle.test.startsWith(near)) ||
          a.cost - b.cost,
      );
    say({ begun: id, seconds: 40 + (3 * reaching.reduce((sum, one) => sum + one.cost, 0)) / 1000 });
    let by;
    for (const { bundle } of reaching) by ??= await noticedIn(bundle, coverage[bundle.test], id);
    // Only what no test noticed by itself is worth the whole files, and of those the quick ones.
    let spare = 8_000;
    for (const { bundle } of reaching) {
      const { onLoad, ofTests } = coverage[bundle.test];
      if (onLoad.includes(id)) continue;
      spare -= Object.values(ofTests).reduce((sum, { ms }) => sum + ms, 0);
      if (spare > 0) by ??= await noticedIn(bundle, coverage[bundle.test], id, true);
    }
    say({ done: id, by, reached: reaching.length > 0 });
  }
  expect(true).toBe(true);
});
