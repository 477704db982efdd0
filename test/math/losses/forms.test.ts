import { afterEach, describe, expect, it, vi } from "vitest";
import { runForms, type Form } from "../../../src/math/losses/batch/forms.js";
import { setBatchForm } from "../../../src/math/numeric/wasm/form.js";
import { rng } from "../random/all.js";
import * as L from "./all.js";

// Each form of each batch against the clear loss of one example: sizes that are odd, that fill chunks and do not, and
// numbers that a fast form leaves to the clear one.

afterEach(() => setBatchForm(undefined));

const FORMS = ["simd", "plain"] as const;
const random = rng(20260714);
const numbers = (count: number, of: (n: number) => number): Float64Array =>
  Float64Array.from({ length: count }, (_, n) => of(n));
const between = (least: number, most: number): number => least + (most - least) * random.uniform();

interface Row {
  readonly value: number;
  readonly gradient: ArrayLike<number>;
}

/**
 * Value, gradient and losses of a batch against those of its examples. Slopes are relative to themselves, or where targets
 * are soft, and a slope is a difference, to what its terms are at least.
 */
function agree(
  batch: (options: L.BatchOptions) => L.BatchLoss,
  rows: readonly Row[],
  bound: number,
  terms = 0,
): void {
  const size = rows.length * rows[0]!.gradient.length;
  const width = size / rows.length;
  const gradient = new Float64Array(size).fill(NaN);
  const losses = new Float64Array(rows.length).fill(NaN);
  const total = L.compensatedSum(rows.map(({ value }) => value));
  const near = (a: number, b: number, scale: number): boolean =>
    Object.is(a, b) || a === b || Math.abs(a - b) <= bound * scale + 1e-306;
  const alone = batch({ scale: 1 });
  const mean = batch({ gradient, losses });
  expect(near(alone.value, total, Math.abs(total)), `${alone.value} and ${total}`).toBe(true);
  expect(near(mean.value * rows.length, total, Math.abs(total)), "the mean").toBe(true);
  const wrong: string[] = [];
  rows.forEach((row, n) => {
    if (!near(losses[n]!, row.value, Math.abs(row.value))) {
      wrong.push(`loss ${n}: ${losses[n]} and ${row.value}`);
    }
    for (let k = 0; k < width; k++) {
      const slope = row.gradient[k]!;
      const scale = Math.max(Math.abs(slope), terms);
      for (const found of [
        alone.gradient[n * width + k]!,
        gradient[n * width + k]! * rows.length,
      ]) {
        if (!near(found, slope, scale)) wrong.push(`slope ${n}, ${k}: ${found} and ${slope}`);
      }
    }
  });
  expect(wrong.slice(0, 5)).toEqual([]);
}

const one = (value: number, gradient: number): Row => ({ value, gradient: [gradient] });
const N = 3 * 256 + 37;
/** Logits as they come, with some that only the clear form takes. */
const mixed = (count: number): Float64Array =>
  numbers(
    count,
    (n) => [0, -0, 745, -720, 1e308, 5e-324, Infinity, -Infinity][n - 300] ?? between(-30, 30),
  );

describe.each(FORMS)("the %s form of", (form) => {
  const calm = numbers(N, () => between(-30, 30));
  const hard = numbers(N, (n) => n % 2);
  const soft = numbers(N, () => between(0.2, 0.8));
  const binary = [
    ["calm logits, hard targets", calm, hard, 0],
    ["calm logits, soft targets", calm, soft, 0.5],
    ["mixed logits, hard targets", mixed(N), hard, 0],
    ["mixed logits, soft targets", mixed(N), soft, 0.5],
  ] as const;

  it.each(binary)("binary cross-entropy, %s", (_, z, targets, terms) => {
    setBatchForm(form);
    const clear = L.binaryCrossEntropyWithLogits;
    const rows = Array.from(z, (zn, n) =>
      one(clear.value(zn, targets[n]!), clear.gradient(zn, targets[n]!)),
    );
    agree((options) => L.binaryCrossEntropyBatch(z, targets, options), rows, 2e-15, terms);
    const posWeight = numbers(7, () => between(0, 3));
    const weight = numbers(N, (n) => (n % 5 === 0 ? 0 : between(0, 3)));
    for (const odd of [{ posWeight, weight }, { posWeight }, { weight }]) {
      const weighted = Array.from(z, (zn, n) => {
        const loss = L.weightedBinaryCrossEntropyWithLogits({
          posWeight: odd.posWeight?.[n % 7] ?? 1,
          weight: odd.weight?.[n] ?? 1,
        });
        return one(loss.value(zn, targets[n]!), loss.gradient(zn, targets[n]!));
      });
      agree((o) => L.binaryCrossEntropyBatch(z, targets, { ...o, ...odd }), weighted, 2e-15, terms);
    }
  });

  it.each([0, 0.5, 1, 2, 3.7, 40, 900])("focal with gamma %f", (gamma) => {
    setBatchForm(form);
    const clear = L.focal({ gamma });
    for (const [, z, targets, terms] of binary) {
      const rows = Array.from(z, (zn, n) =>
        one(clear.value(zn, targets[n]!), clear.gradient(zn, targets[n]!)),
      );
      const bound = 6e-15 * (1 + gamma) * (1 + gamma / 10);
      agree((options) => L.focalBatch(z, targets, { ...options, gamma }), rows, bound, terms);
    }
  });

  it("losses of differences", () => {
    setBatchForm(form);
    const p = numbers(N, (n) => [0, 1e200, -1e308, 5e-324, 1.5, -1.5][n - 300] ?? between(-4, 4));
    const t = numbers(N, (n) =>
      // Equal at an even and an odd place, where the slope of |x| is 0.
      n === 610 || n === 613
        ? p[n]!
        : n >= 300 && n < 306
          ? [0, -1, 1e308, 0, 0, 0][n - 300]!
          : between(-4, 4),
    );
    const losses: [L.LossFunction<number, number>, (o: L.BatchOptions) => L.BatchLoss][] = [
      [L.squaredError, (o) => L.squaredErrorBatch(p, t, o)],
      [L.absoluteError, (o) => L.absoluteErrorBatch(p, t, o)],
      [L.huber({ delta: 1 }), (o) => L.huberBatch(p, t, o)],
      [L.huber({ delta: 1.5 }), (o) => L.huberBatch(p, t, { ...o, delta: 1.5 })],
    ];
    for (const [clear, batch] of losses) {
      const rows = Array.from(p, (pn, n) => one(clear.value(pn, t[n]!), clear.gradient(pn, t[n]!)));
      agree(batch, rows, 1e-15);
    }
  });

  it("the Gaussian with a learned variance", () => {
    setBatchForm(form);
    const p = numbers(2 * N, (n) => (n === 601 ? 1500 : n === 603 ? -1420 : between(-6, 6)));
    const t = numbers(N, (n) => (n === 301 ? p[602]! + 1e-290 : between(-6, 6)));
    for (const full of [false, true]) {
      const clear = L.gaussianNegativeLogLikelihoodWithLogVariance({ full });
      const rows = Array.from(t, (tn, n) => {
        const pair = p.subarray(2 * n, 2 * n + 2);
        return { value: clear.value(pair, tn), gradient: clear.gradient(pair, tn) };
      });
      // The value is a sum of terms of both signs: relative to its largest term here.
      agree((o) => L.gaussianBatch(p, t, { ...o, full }), rows, 1e-12);
    }
  });

  it.each([1, 2, 3, 7, 10, 17, 33, 300])("cross-entropy of %i classes", (classes) => {
    setBatchForm(form);
    const count = Math.max(5, Math.ceil(600 / classes));
    const z = numbers(count * classes, () => between(-15, 15));
    for (let n = 0; n < count; n++) {
      const row = z.subarray(n * classes, (n + 1) * classes);
      if (n % 7 === 1 && classes > 1) row[n % classes] = -Infinity;
      if (n % 7 === 2) row[0] = row[classes - 1] = 20;
      if (n === 3) row[0] = 735;
      if (n === 4) row.fill(3);
    }
    const labels = numbers(count, () => Math.floor(between(0, classes)));
    const weight = numbers(classes, (k) => (k % 4 === 3 ? 0 : between(0.1, 3)));
    const rowsOf = (target: (n: number) => Float64Array): Row[] =>
      Array.from({ length: count }, (_, n) => {
        const row = z.subarray(n * classes, (n + 1) * classes);
        const clear = L.crossEntropyWithLogits;
        return { value: clear.value(row, target(n)), gradient: clear.gradient(row, target(n)) };
      });
    const oneHot = (n: number, full: number, share: (k: number) => number): Float64Array =>
      numbers(classes, (k) => share(k) + (k === labels[n] ? full : 0));
    const batch = (extra: L.SoftmaxCrossEntropyBatchOptions) => (o: L.BatchOptions) =>
      L.softmaxCrossEntropyBatch(z, classes, labels, { ...o, ...extra });
    agree(
      batch({}),
      rowsOf((n) => oneHot(n, 1, () => 0)),
      4e-15,
    );
    agree(
      batch({ weight }),
      rowsOf((n) => oneHot(n, weight[labels[n]!]!, () => 0)),
      4e-15,
    );
    const smooth = (n: number) =>
      oneHot(n, 0.9 * weight[labels[n]!]!, (k) => (0.1 / classes) * weight[k]!);
    agree(batch({ weight, labelSmoothing: 0.1 }), rowsOf(smooth), 4e-15, 0.25);
    const none = new Float64Array(classes);
    const kept = (n: number) => (labels[n] === 0 ? none : smooth(n));
    agree(batch({ weight, labelSmoothing: 0.1, ignoreIndex: 0 }), rowsOf(kept), 4e-15, 0.25);
    const own = (n: number) => (labels[n] === 0 ? none : oneHot(n, 1, () => 0));
    agree(batch({ ignoreIndex: 0 }), rowsOf(own), 4e-15);
    const shares = numbers(count * classes, (i) => (i % 5 === 0 ? 0 : random.uniform()));
    const row = (n: number) => shares.subarray(n * classes, (n + 1) * classes);
    agree(
      (o) => L.softCrossEntropyBatch(z, classes, shares, o),
      rowsOf(row),
      4e-15,
      Math.max(0.5, classes / 30),
    );
    const mixedRow = (n: number) => row(n).map((t, k) => weight[k]! * (0.8 * t + 0.2 / classes));
    const extra = { weight, labelSmoothing: 0.2 };
    agree(
      (o) => L.softCrossEntropyBatch(z, classes, shares, { ...o, ...extra }),
      rowsOf(mixedRow),
      4e-15,
      Math.max(0.5, classes / 30),
    );
  });

  it("what is not valid, by its place", () => {
    setBatchForm(form);
    const z = numbers(900, () => between(-3, 3));
    const y = numbers(900, (n) => n % 2);
    const put = (list: Float64Array, place: number, x: number) =>
      Object.assign(list.slice(), { [place]: x });
    const says = (call: () => unknown, message: string) => expect(call).toThrow(message);
    says(
      () => L.binaryCrossEntropyBatch(put(z, 777, NaN), y),
      "logits[777] must be a number, got NaN",
    );
    says(
      () => L.binaryCrossEntropyBatch(z, put(y, 300, 1.5)),
      "targets[300] must be between 0 and 1, got 1.5",
    );
    says(() => L.focalBatch(put(z, 5, NaN), y), "logits[5] must be a number, got NaN");
    says(() => L.focalBatch(z, put(y, 899, -1)), "targets[899] must be between 0 and 1, got -1");
    for (const batch of [L.huberBatch, L.squaredErrorBatch, L.absoluteErrorBatch]) {
      says(() => batch(z, put(y, 641, NaN)), "targets[641] must be a finite number, got NaN");
      says(
        () => batch(put(z, 899, Infinity), y),
        "predictions[899] must be a finite number, got Infinity",
      );
    }
    const half = y.subarray(0, 450);
    says(
      () => L.gaussianBatch(put(z, 701, -Infinity), half),
      "predictions[701] must be a finite number, got -Infinity",
    );
    const labels = new Float64Array(300);
    says(
      () => L.softmaxCrossEntropyBatch(put(z, 604, NaN), 3, labels),
      "logits of row 201[1] must be a number below +Infinity, got NaN",
    );
    says(
      () => L.softmaxCrossEntropyBatch(put(z, 604, Infinity), 3, labels),
      "logits of row 201[1]",
    );
    says(
      () => L.softmaxCrossEntropyBatch(z, 3, put(labels, 250, 3)),
      "labels[250] must be a class index from 0 to 2, got 3",
    );
    says(
      () => L.softmaxCrossEntropyBatch(z, 3, put(labels, 250, 0.5), { labelSmoothing: 0.1 }),
      "labels[250]",
    );
    const empty = z.slice().fill(-Infinity, 600, 603);
    says(
      () => L.softmaxCrossEntropyBatch(empty, 3, labels),
      "logits of row 200 must not all be -Infinity",
    );
    says(() => L.softCrossEntropyBatch(z, 3, put(y, 601, -1)), "target of row 200[1]");
    const spared = L.softmaxCrossEntropyBatch(put(z, 604, NaN), 3, put(labels, 201, 7), {
      ignoreIndex: 7,
    });
    expect(Number.isFinite(spared.value)).toBe(true);
    expect([...spared.gradient.subarray(603, 606)]).toEqual([0, 0, 0]);
  });

  it("typed arrays of every kind, as the same numbers in a Float64Array", () => {
    setBatchForm(form);
    const whole = Array.from({ length: 600 }, (_, n) => (n * 7) % 5);
    const bits = whole.map((x) => x % 2);
    const expected = L.binaryCrossEntropyBatch(Float64Array.from(whole), Float64Array.from(bits));
    const rows = L.softmaxCrossEntropyBatch(
      Float64Array.from(whole),
      3,
      Float64Array.from(bits.slice(0, 200)),
    );
    const shares = L.softCrossEntropyBatch(Float64Array.from(whole), 3, Float64Array.from(bits));
    const smoothing = { labelSmoothing: 0.1 };
    const smoothed = L.softmaxCrossEntropyBatch(
      Float64Array.from(whole),
      3,
      Float64Array.from(bits.slice(0, 200)),
      smoothing,
    );
    for (const Kind of [
      Float32Array,
      Int32Array,
      Uint32Array,
      Int16Array,
      Uint16Array,
      Int8Array,
      Uint8Array,
      Uint8ClampedArray,
    ]) {
      expect(L.binaryCrossEntropyBatch(Kind.from(whole), Kind.from(bits))).toEqual(expected);
      const labels = Kind.from(bits.slice(0, 200));
      expect(L.softmaxCrossEntropyBatch(Kind.from(whole), 3, labels)).toEqual(rows);
      expect(L.softmaxCrossEntropyBatch(Kind.from(whole), 3, labels, smoothing)).toEqual(smoothed);
      expect(L.softCrossEntropyBatch(Kind.from(whole), 3, Kind.from(bits))).toEqual(shares);
    }
    expect(L.binaryCrossEntropyBatch(whole, bits)).toEqual(expected);
    const labels = BigInt64Array.from(bits.slice(0, 200), BigInt);
    expect(L.softmaxCrossEntropyBatch(whole, 3, labels)).toEqual(rows);
    const text = ["1"] as unknown as number[];
    expect(() => L.squaredErrorBatch(text, [1])).toThrow(
      'predictions[0] must be a number, got "1"',
    );
  });

  it("a gradient written over the logits", () => {
    setBatchForm(form);
    const [, mixedLogits, targets] = binary[2];
    const z = mixedLogits.slice();
    const apart = L.binaryCrossEntropyBatch(z, targets);
    expect(L.binaryCrossEntropyBatch(z, targets, { gradient: z })).toEqual(apart);
  });
});

it.each(FORMS)("a batch of many blocks repeats what its first examples say: %s", (form) => {
  setBatchForm(form);
  const period = 256;
  // Two blocks of WebAssembly and a half, and three examples that fill no chunk.
  const N = 2.5 * 16_384 + 3;
  const repeated = (width: number, of: () => number): Float64Array => {
    const first = numbers(period * width, of);
    return numbers(N * width, (n) => first[n % first.length]!);
  };
  const z = repeated(1, () => between(-5, 5));
  const y = repeated(1, () => random.uniform());
  const pairs = repeated(2, () => between(-2, 2));
  const rows = repeated(4, () => between(-5, 5));
  const labels = repeated(1, () => Math.floor(4 * random.uniform()));
  const batches: [string, (options: L.BatchOptions) => L.BatchLoss][] = [
    ["binary cross-entropy", (o) => L.binaryCrossEntropyBatch(z, y, o)],
    ["focal", (o) => L.focalBatch(z, y, o)],
    ["Huber", (o) => L.huberBatch(z, y, { ...o, delta: 1.5 })],
    ["squared", (o) => L.squaredErrorBatch(z, y, o)],
    ["absolute", (o) => L.absoluteErrorBatch(z, y, o)],
    ["Gaussian", (o) => L.gaussianBatch(pairs, y, o)],
    ["softmax", (o) => L.softmaxCrossEntropyBatch(rows, 4, labels, o)],
    [
      "soft targets",
      (o) =>
        L.softCrossEntropyBatch(
          rows,
          4,
          repeated(4, () => 0.25),
          o,
        ),
    ],
  ];
  for (const [name, batch] of batches) {
    const losses = new Float64Array(N).fill(NaN);
    const { gradient } = batch({ losses, scale: 1 });
    const width = gradient.length / N;
    let worst = 0;
    for (const [list, length] of [
      [losses, period],
      [gradient, period * width],
    ] as const)
      list.forEach((value, n) => {
        const difference = Math.abs(value - list[n % length]!);
        worst = Math.max(worst, Number.isNaN(difference) ? Infinity : difference);
      });
    expect(worst, name).toBeLessThan(1e-13);
    expect(new Set(losses.subarray(0, period)).size, name).toBeGreaterThan(100);
  }
});

describe("batches of one kind alone", () => {
  const count = 900;
  const draw = rng(7);
  const kinds: [string, Float64Array, Float64Array][] = [0, 1].flatMap((target) =>
    [-1, 1].map((sign): [string, Float64Array, Float64Array] => [
      `targets ${target}, logits of sign ${sign}`,
      numbers(count, () => sign * (0.01 + 8 * draw.uniform())),
      new Float64Array(count).fill(target),
    ]),
  );
  it.each(kinds)("%s", (_, z, y) => {
    for (const form of FORMS) {
      setBatchForm(form);
      const rowsOf = (loss: L.LossFunction<number, number>): Row[] =>
        Array.from(z, (logit, n) => ({
          value: loss.value(logit, y[n]!),
          gradient: [loss.gradient(logit, y[n]!)],
        }));
      agree((o) => L.focalBatch(z, y, { ...o, gamma: 2 }), rowsOf(L.focal({ gamma: 2 })), 3e-14);
      agree(
        (o) => L.focalBatch(z, y, { ...o, gamma: 1.5 }),
        rowsOf(L.focal({ gamma: 1.5 })),
        3e-14,
      );
      agree(
        (o) => L.binaryCrossEntropyBatch(z, y, o),
        rowsOf(L.binaryCrossEntropyWithLogits),
        3e-15,
      );
      agree((o) => L.squaredErrorBatch(z, y, o), rowsOf(L.squaredError), 3e-15);
      agree((o) => L.huberBatch(z, y, o), rowsOf(L.huber()), 3e-15);
    }
  });
});

describe("what a form cannot do the next one does", () => {
  const trace = (
    forms: readonly ((Partial<Form> & { name: string }) | undefined)[],
    end: number,
  ): string[] => {
    const done: string[] = [];
    runForms(
      forms.map(
        (form) =>
          form && {
            block: 100,
            ...form,
            run: (start: number, to: number) => {
              done.push(`${form.name} ${start}-${to}`);
              return form.run?.(start, to) ?? true;
            },
          },
      ),
      0,
      end,
    );
    return done;
  };

  it("one after the other, none left out", () => {
    const refuses = { run: () => false };
    expect(trace([undefined, { name: "b" }, { name: "c" }], 7)).toEqual(["b 0-7"]);
    expect(trace([{ name: "a", ...refuses }, undefined, { name: "c" }, { name: "d" }], 7)).toEqual([
      "a 0-7",
      "c 0-7",
    ]);
    expect(trace([{ name: "a", ...refuses }, { name: "b" }], 150)).toEqual([
      "a 0-100",
      "b 0-100",
      "a 100-150",
      "b 100-150",
    ]);
    expect(trace([{ name: "a", multiple: 4 }, { name: "b" }, { name: "c" }], 7)).toEqual([
      "a 0-4",
      "b 4-7",
    ]);
    expect(trace([{ name: "a", multiple: 4 }, { name: "b" }], 3)).toEqual(["b 0-3"]);
  });
});

describe("which form", () => {
  it("is SIMD in Node, and takes it", () => {
    expect(L.batchForm()).toBe("simd");
    const z = numbers(1000, () => between(-5, 5));
    const y = numbers(1000, (n) => n % 2);
    const exp = vi.spyOn(Math, "exp");
    const fill = vi.spyOn(Float64Array.prototype, "subarray");
    L.focalBatch(z, y);
    expect(exp).not.toHaveBeenCalled();
    expect(fill).toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  it.each([
    ["is missing", () => vi.stubGlobal("WebAssembly", undefined)],
    [
      "is forbidden",
      () =>
        vi.spyOn(WebAssembly, "Module").mockImplementation(function () {
          throw new WebAssembly.CompileError("blocked by Content Security Policy");
        }),
    ],
  ])("is plain where WebAssembly %s, with the same answer", (_, take) => {
    const z = numbers(1000, () => between(-5, 5));
    const y = numbers(1000, (n) => n % 2);
    const before = L.binaryCrossEntropyBatch(z, y).value;
    setBatchForm(undefined);
    take();
    expect(L.batchForm()).toBe("plain");
    const after = L.binaryCrossEntropyBatch(z, y).value;
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
    expect(Math.abs(after / before - 1)).toBeLessThan(1e-15);
  });
});
