// The tests of a bundle, collected anew for every change: a small `describe` and `it` around vitest's `expect`.

/** Evaluates a bundle; `load` is its compiled function. Throws what its modules throw. */
export function testsOf(load, { vitest, packages, mutated }) {
  const tests = [];
  let suite = { names: [], before: [], after: [], beforeEach: [], afterEach: [], begun: false };
  const describe = (name, body) => {
    const outer = suite;
    suite = {
      outer,
      names: [...outer.names, name],
      before: [],
      after: [],
      beforeEach: [],
      afterEach: [],
      begun: false,
    };
    body();
    suite = outer;
  };
  const it = (name, ...rest) => {
    const body = rest.find((one) => typeof one === "function");
    tests.push({ name: [...suite.names, name].join(" > "), body, suite });
  };
  for (const named of [describe, it]) {
    named.each = (rows) => (name, body, limit) =>
      rows.forEach((row, k) => {
        const values = Array.isArray(row) ? row : [row];
        named(`${name} #${k}`, () => body(...values), limit);
      });
  }
  const skip = () => undefined;
  skip.each = () => skip;
  for (const named of [describe, it]) {
    named.skip = skip;
    named.runIf = (condition) => (condition ? named : skip);
    named.skipIf = (condition) => (condition ? skip : named);
  }
  const hook = (kind) => (body) => suite[kind].push(body);
  const shim = {
    ...vitest,
    __esModule: true,
    describe,
    it,
    test: it,
    beforeAll: hook("before"),
    afterAll: hook("after"),
    beforeEach: hook("beforeEach"),
    afterEach: hook("afterEach"),
  };
  const module = { exports: {} };
  const require = (name) => {
    if (name === "vitest") return shim;
    const found = packages.get(name);
    if (found === undefined) throw new Error(`mutate: ${name} is not among the packages`);
    return found;
  };
  load(require, module, module.exports, mutated);
  // Two tests of one name are told apart by their number.
  const seen = new Map();
  for (const test of tests) {
    const count = (seen.get(test.name) ?? 0) + 1;
    seen.set(test.name, count);
    if (count > 1) test.name += ` (${count})`;
  }
  return tests;
}

const suitesOf = (suite) => (suite === undefined ? [] : [...suitesOf(suite.outer), suite]);

/** Runs one test with its hooks; undefined, or what it threw. */
export async function failureOf(test, expect, milliseconds) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error("the test takes too long")), milliseconds);
  });
  try {
    await Promise.race([runTest(test, expect), late]);
    return undefined;
  } catch (error) {
    return error ?? new Error("the test threw nothing");
  } finally {
    clearTimeout(timer);
  }
}
async function runTest({ body, suite }, expect) {
  const suites = suitesOf(suite);
  for (const one of suites) {
    if (one.begun) continue;
    one.begun = true;
    for (const before of one.before) await before();
  }
  for (const one of suites) for (const each of one.beforeEach) await each();
  try {
    expect.setState({ assertionCalls: 0 });
    await body({ expect });
    if (expect.getState().assertionCalls === 0) throw new Error("the test asserts nothing");
  } finally {
    for (const one of suites) for (const each of one.afterEach) await each();
  }
}

/** The hooks that clean up after the suites that began. */
export async function finish(tests) {
  for (const suite of new Set(tests.flatMap((test) => suitesOf(test.suite)))) {
    if (!suite.begun) continue;
    suite.begun = false;
    for (const after of suite.after) await after();
  }
}
