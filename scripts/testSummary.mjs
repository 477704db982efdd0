// Adds up the JSON reports of several test runs: the minutes of each suite, and one plain line at the end, below what failed.
// node scripts/testSummary.mjs NAME=REPORT.json… [SECONDS:NAME…]; the latter are durations that something else measured.
import { existsSync, readFileSync } from "node:fs";
import { relative, sep } from "node:path";

const minutes = (milliseconds) => `${(milliseconds / 60_000).toFixed(1).padStart(6)} min`;
const durations = [];
const failures = [];
let passed = 0;
let failed = 0;
let skipped = 0;
for (const argument of process.argv.slice(2)) {
  const measured = /^(\d+):(.+)$/.exec(argument);
  if (measured !== null) {
    durations.push(`${minutes(Number(measured[1]) * 1000)}  ${measured[2]}`);
    continue;
  }
  const [name, file] = argument.split("=");
  if (!existsSync(file)) {
    console.error(`summary: ${file} is missing: ${name} did not get to its end`);
    failed++;
    continue;
  }
  const report = JSON.parse(readFileSync(file, "utf8"));
  passed += report.numPassedTests;
  failed +=
    report.numFailedTests + report.numFailedTestSuites * (report.numFailedTests === 0 ? 1 : 0);
  skipped += report.numPendingTests + report.numTodoTests;
  const suites = report.testResults.map(({ name: path, startTime, endTime }) => ({
    path: relative(process.cwd(), path).split(sep).join("/"),
    took: endTime - startTime,
    endTime,
  }));
  const end = Math.max(report.startTime, ...suites.map(({ endTime }) => endTime));
  durations.push(`${minutes(end - report.startTime)}  ${name}, ${suites.length} files`);
  for (const { path, took } of suites.sort((a, b) => b.took - a.took))
    if (took >= 6000) durations.push(`${minutes(took)}    ${path}`);
  const skippedTests = report.testResults.flatMap((suite) =>
    suite.assertionResults.filter(({ status }) => status === "pending" || status === "skipped"),
  );
  for (const { fullName } of skippedTests) console.log(`skipped: ${fullName}`);
  for (const suite of report.testResults) failures.push(...failuresOf(suite));
}
if (failed > 0 || passed === 0) process.exitCode = 1;
for (const line of durations) console.log(line);
for (const line of failures) console.log(line);

/** What failed in one file, with what it said: the last lines of a long run are often all that is kept of it. */
function failuresOf({ name, status, message, assertionResults }) {
  const failedTests = assertionResults.filter((test) => test.status === "failed");
  const path = relative(process.cwd(), name).split(sep).join("/");
  if (failedTests.length === 0)
    return status === "failed" ? [`failed: ${path}\n${indented(message)}`] : [];
  return failedTests.map(
    ({ fullName, failureMessages }) =>
      `failed: ${path}: ${fullName}\n${indented(failureMessages.join("\n"))}`,
  );
}
function indented(text) {
  return text
    .split("\n")
    .filter((line) => !line.includes("node_modules"))
    .slice(0, 30)
    .map((line) => `  ${line}`)
    .join("\n");
}
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
