// Value and gradient of batches: ours in both forms, TF.js on its cpu backend, and PyTorch (float64, one thread) where a
// Python with torch is found (LOSSBOOK_PYTHON, else python3 or python on the PATH). All work on the same numbers, which
// are a caller's own Float64Arrays, and take turns in one run. CPU time counts: the median of each, and of the ratios of
// neighbours, so that a busy machine disturbs both alike.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import * as lossbook from "../dist/esm/index.js";
import { setBatchForm } from "../dist/esm/math/numeric/wasm/form.js";

const PYTHON = `
import sys, time, torch
import torch.nn.functional as F
torch.set_num_threads(1)
folder = sys.argv[1]
def load(name, *shape):
    data = bytearray(open(f"{folder}/{name}.bin", "rb").read())
    return torch.frombuffer(data, dtype=torch.float64).reshape(shape)
cases = {}
for line in sys.stdin:
    word, name, *sizes = line.split()
    if word == "prepare":
        rows, columns = map(int, sizes)
        kind = name.split("-")[0]
        z = load(name, *([rows, columns] if columns else [rows])).requires_grad_()
        t = load(name + ".target", -1)
        if kind == "label":
            y = t.long(); f = lambda z=z, y=y: F.cross_entropy(z, y)
        elif kind == "smooth":
            y = t.long(); w = torch.linspace(0.5, 2, columns, dtype=torch.float64)
            f = lambda z=z, y=y, w=w: F.cross_entropy(z, y, weight=w, label_smoothing=0.1)
        elif kind == "soft":
            t = t.reshape(rows, columns); f = lambda z=z, t=t: F.cross_entropy(z, t)
        elif kind == "binary":
            f = lambda z=z, t=t: F.binary_cross_entropy_with_logits(z, t)
        elif kind == "focal":
            def f(z=z, t=t):
                b = F.binary_cross_entropy_with_logits(z, t, reduction="none")
                p = torch.sigmoid(z); pt = p * t + (1 - p) * (1 - t)
                return ((0.25 * t + 0.75 * (1 - t)) * (1 - pt) ** 2 * b).mean()
        elif kind == "squared":
            f = lambda z=z, t=t: F.mse_loss(z, t)
        elif kind == "absolute":
            f = lambda z=z, t=t: F.l1_loss(z, t)
        elif kind == "huber":
            f = lambda z=z, t=t: F.huber_loss(z, t)
        else:
            f = lambda z=z, t=t: F.gaussian_nll_loss(z[:, 0], t, torch.exp(z[:, 1]))
        cases[name] = (z, f)
        print("ready", flush=True)
    elif word == "run":
        z, f = cases[name]
        start = time.thread_time()
        value = f(); (gradient,) = torch.autograd.grad(value, z)
        ms = (time.thread_time() - start) * 1e3
        print(ms, value.item(), gradient.reshape(-1)[0].item(), flush=True)
    else:
        cases.pop(name, None); print("dropped", flush=True)
`;

/** A PyTorch that waits for its turn, or null. */
function startPython(folder) {
  const command = [process.env.LOSSBOOK_PYTHON, "python3", "python"]
    .filter(Boolean)
    .find((name) => spawnSync(name, ["-c", "import torch"], { stdio: "ignore" }).status === 0);
  if (command === undefined) return null;
  const child = spawn(command, ["-c", PYTHON, folder], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(line) {
      child.stdin.write(`${line}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error("bench: Python ended early");
      return value;
    },
    stop: () => child.stdin.end(),
  };
}

/** Numbers that are the same in every run: a 32-bit generator is enough for data to time. */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const median = (values) => values.slice().sort((a, b) => a - b)[values.length >> 1];

function dataOf(kind, rows, columns) {
  const uniform = generator(rows + columns);
  const size = rows * Math.max(1, columns);
  const logits = Float64Array.from({ length: size }, () => 6 * (uniform() + uniform() - 1));
  const target =
    kind === "soft"
      ? Float64Array.from({ length: size }, () => (2 * uniform()) / columns)
      : Float64Array.from({ length: rows }, () =>
          kind === "label" || kind === "smooth"
            ? Math.floor(uniform() * columns)
            : kind === "binary" || kind === "focal"
              ? Math.round(uniform())
              : 6 * uniform() - 3,
        );
  return { logits, target };
}

/** Our kernel of a kind, on buffers that are reused. */
function ours(kind, rows, columns, { logits, target }) {
  const gradient = new Float64Array(logits.length);
  const weight = Float64Array.from({ length: columns }, (_, k) => 0.5 + (1.5 * k) / (columns - 1));
  switch (kind) {
    case "label":
      return () => lossbook.softmaxCrossEntropyBatch(logits, columns, target, { gradient });
    case "smooth": {
      const scale = 1 / target.reduce((sum, label) => sum + weight[label], 0);
      const options = { gradient, weight, labelSmoothing: 0.1, scale };
      return () => lossbook.softmaxCrossEntropyBatch(logits, columns, target, options);
    }
    case "soft":
      return () => lossbook.softCrossEntropyBatch(logits, columns, target, { gradient });
    case "binary":
      return () => lossbook.binaryCrossEntropyBatch(logits, target, { gradient });
    case "focal":
      return () => lossbook.focalBatch(logits, target, { gradient });
    case "squared":
      return () => lossbook.squaredErrorBatch(logits, target, { gradient });
    case "absolute":
      return () => lossbook.absoluteErrorBatch(logits, target, { gradient });
    case "huber":
      return () => lossbook.huberBatch(logits, target, { gradient });
    default:
      return () => lossbook.gaussianBatch(logits, target, { gradient });
  }
}

/** The same in TF.js (float32), or null where it has no such loss. */
function theirs(tf, kind, rows, columns, { logits, target }) {
  const z = columns
    ? tf.tensor2d(Float32Array.from(logits), [rows, columns])
    : tf.tensor1d(Float32Array.from(logits));
  let loss;
  if (kind === "label") {
    const labels = tf.oneHot(tf.tensor1d(Int32Array.from(target), "int32"), columns).toFloat();
    loss = (x) => tf.losses.softmaxCrossEntropy(labels, x);
  } else if (kind === "soft") {
    const t = tf.tensor2d(Float32Array.from(target), [rows, columns]);
    loss = (x) => tf.losses.softmaxCrossEntropy(t, x);
  } else {
    const t = tf.tensor1d(Float32Array.from(target));
    if (kind === "binary") loss = (x) => tf.losses.sigmoidCrossEntropy(t, x);
    else if (kind === "squared") loss = (x) => tf.losses.meanSquaredError(t, x);
    else if (kind === "huber") loss = (x) => tf.losses.huberLoss(t, x);
    else return null;
  }
  const both = tf.valueAndGrad(loss);
  return () =>
    tf.tidy(() => {
      const { value, grad } = both(z);
      grad.dataSync();
      return value.dataSync()[0];
    });
}

const CASES = [
  // kind, rows, columns, our time over PyTorch's at most; the plain form may take 1.2 times as long as PyTorch
  ["label", 100_000, 10, 0.4],
  ["label", 8_192, 1_000, 0.4],
  ["soft", 100_000, 10, 0.6],
  ["smooth", 100_000, 10, 0.6],
  ["binary", 1_000_000, 0, 0.85],
  ["focal", 1_000_000, 0, 0.4],
  ["squared", 1_000_000, 0, 0.8],
  ["absolute", 1_000_000, 0, 1],
  ["huber", 1_000_000, 0, 1],
  ["gaussian", 500_000, 2, 0.5],
];
const MOST_PLAIN = 1.2;
/** TF.js's time over ours at least, where it has the loss. */
const LEAST_TF = { label: 20 };

const NAMES = {
  label: "CE, labels",
  soft: "CE, soft targets",
  smooth: "CE, weights + smoothing",
  binary: "BCE with logits",
  focal: "focal",
  squared: "squared error",
  absolute: "absolute error",
  huber: "Huber",
  gaussian: "Gaussian NLL",
};

/** Milliseconds of CPU time that a call takes, and what it returns. */
function timed(call) {
  const before = process.cpuUsage();
  const result = call();
  const { user, system } = process.cpuUsage(before);
  return { ms: (user + system) / 1e3, result };
}

function checkAgreement(name, [value, slope], result) {
  const agree =
    Math.abs(value - result.value) <= 1e-10 * Math.max(1, Math.abs(value)) &&
    Math.abs(slope - result.gradient[0]) <= 1e-10;
  if (!agree) throw new Error(`bench: ${name}: PyTorch has ${value}, we have ${result.value}`);
}

/** Takes the turns of one case: milliseconds of each, and the ratios to PyTorch. */
async function measure(name, us, python, tensorflow, repeats) {
  const times = { simd: [], plain: [], torch: [], tf: [] };
  const ratios = { simd: [], plain: [] };
  // The first turns warm up the compilers and are not counted.
  for (let turn = -4; turn < repeats; turn++) {
    const torch =
      python === null ? [NaN] : (await python.ask(`run ${name}`)).split(" ").map(Number);
    if (turn >= 0) times.torch.push(torch[0]);
    for (const form of ["simd", "plain"]) {
      setBatchForm(form);
      const { ms, result } = timed(us);
      if (python !== null) checkAgreement(name, torch.slice(1), result);
      if (turn < 0) continue;
      times[form].push(ms);
      ratios[form].push(ms / torch[0]);
    }
    // TF.js is far away: three turns show it.
    if (tensorflow !== null && turn >= -1 && turn < 3) {
      const { ms } = timed(tensorflow);
      if (turn >= 0) times.tf.push(ms);
    }
  }
  setBatchForm(undefined);
  return { times, ratios };
}

export async function run({ smoke }) {
  const tf = await import("@tensorflow/tfjs").then((module) => module.default ?? module);
  await tf.setBackend("cpu");
  const folder = mkdtempSync(join(tmpdir(), "lossbook-bench-"));
  const python = startPython(folder);
  if (python === null) console.log("no Python with torch was found: PyTorch is left out");
  console.log(`the form of this machine: ${lossbook.batchForm()}`);
  const repeats = smoke ? 3 : 15;
  const row = (cells) =>
    console.log(cells.map((c, k) => (k < 2 ? c.padEnd([25, 14][k]) : c.padStart(11))).join(""));
  row([
    "value + gradient",
    "size",
    "SIMD ms",
    "plain ms",
    "PyTorch ms",
    "TF.js ms",
    "SIMD/PyT.",
    "plain/PyT.",
    "",
  ]);
  try {
    for (const [kind, fullRows, columns, mostSimd] of CASES) {
      const rows = smoke ? 64 : fullRows;
      const name = `${kind}-${rows}x${columns}`;
      const data = dataOf(kind, rows, columns);
      writeFileSync(join(folder, `${name}.bin`), new Uint8Array(data.logits.buffer));
      writeFileSync(join(folder, `${name}.target.bin`), new Uint8Array(data.target.buffer));
      if (python !== null) await python.ask(`prepare ${name} ${rows} ${columns}`);
      const us = ours(kind, rows, columns, data);
      const tensorflow = theirs(tf, kind, rows, columns, data);
      const { times, ratios } = await measure(name, us, python, tensorflow, repeats);
      const middle = (values) => (values.length > 0 ? median(values) : NaN);
      const show = (x, digits) => (Number.isNaN(x) ? "-" : x.toFixed(digits));
      const [simd, plain] = [middle(ratios.simd), middle(ratios.plain)];
      const verdicts = [];
      if (!smoke) {
        if (python !== null) {
          verdicts.push(simd <= mostSimd ? "ok" : `over ${mostSimd}`);
          verdicts.push(plain <= MOST_PLAIN ? "ok" : `over ${MOST_PLAIN}`);
        }
        const leastTf = LEAST_TF[kind];
        if (leastTf !== undefined) {
          verdicts.push(
            middle(times.tf) / middle(times.simd) >= leastTf ? "ok" : `under ${leastTf}`,
          );
        }
      }
      row([
        NAMES[kind],
        columns ? `${rows} x ${columns}` : String(rows),
        ...[times.simd, times.plain, times.torch, times.tf].map((t) => show(middle(t), 1)),
        show(simd, 2),
        show(plain, 2),
        `  ${verdicts.join(" ")}`,
      ]);
      tf.disposeVariables();
      if (python !== null) await python.ask(`drop ${name}`);
    }
    console.log(`CPU time, medians of ${repeats} turns, taken in turn on the same numbers`);
  } finally {
    python?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
