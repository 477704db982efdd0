/** The suites that need a kernel, a browser or minutes; `npm run test:slow` runs them. */
export const slowSuites = ["test/notebooks/**", "test/browser/**", "test/faults/**"];
