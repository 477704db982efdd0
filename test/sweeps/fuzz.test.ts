import { expect, it } from "vitest";

const CALLS = 300;

/** What a call of the fuzz comes to; scripts have no types. */
interface Tried {
  readonly findings: readonly unknown[];
  readonly ends: readonly { readonly outcome: string }[];
}
type TryCall = (seed: number, index: number, library: unknown) => Tried;

const script = async (name: string): Promise<Record<string, unknown>> =>
  (await import(new URL(`../fuzz/${name}.mjs`, import.meta.url).href)) as Record<string, unknown>;

it("random calls of the public functions are answered or refused: a few of what npm run fuzz tries", async () => {
  const library = await ((await script("library"))["builtLibrary"] as () => Promise<unknown>)();
  const tryCall = (await script("tryCall"))["tryCall"] as TryCall;
  const seed = Number.parseInt((process.env["LOSSBOOK_SAMPLE"] ?? "").slice(0, 6), 16) || 1;
  const findings: unknown[] = [];
  const outcomes = new Set<string>();
  for (let index = 0; index < CALLS; index++) {
    const made = tryCall(seed, index, library);
    findings.push(...made.findings);
    for (const { outcome } of made.ends) outcomes.add(outcome);
  }
  expect(findings).toEqual([]);
  expect([...outcomes]).toEqual(expect.arrayContaining(["answer", "refused"]));
});
