// Adds up the JSON reports of several test runs and closes with one plain line.
import { existsSync, readFileSync } from "node:fs";

let passed = 0;
let failed = 0;
let skipped = 0;
for (const file of process.argv.slice(2)) {
  if (!existsSync(file)) {
    console.error(`summary: ${file} is missing: that run did not get to its end`);
    process.exitCode = 1;
    continue;
  }
  const report = JSON.parse(readFileSync(file, "utf8"));
  passed += report.numPassedTests;
  failed +=
    report.numFailedTests + report.numFailedTestSuites * (report.numFailedTests === 0 ? 1 : 0);
  skipped += report.numPendingTests + report.numTodoTests;
  const skippedTests = report.testResults.flatMap((suite) =>
    suite.assertionResults.filter(({ status }) => status === "pending" || status === "skipped"),
  );
  for (const { fullName } of skippedTests) console.log(`skipped: ${fullName}`);
}
if (failed > 0 || passed === 0) process.exitCode = 1;
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
