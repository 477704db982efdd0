// The arrows of docs/architecture.md: what each room of `src` may import. Types count as values do.

/** A room and the rooms it may take from. `^src/` stands before each, so that a name is a folder or a file at the door. */
export const rooms = {
  "text": [],
  "math/numeric": [],
  "math/random": ["math/numeric"],
  "math/information": ["math/numeric"],
  "math/losses": ["math/numeric"],
  "math/distributions": ["math/losses", "math/information", "math/random", "math/numeric"],
  "learn/models": ["math"],
  "learn/table": ["text", "math", "outputs"],
  "learn/training": ["learn/models", "math"],
  "learn/privacy": ["learn/training", "learn/models", "math"],
  "learn/experiments": ["learn", "math"],
  "outputs": ["text"],
  "nbformat": ["text"],
  "figures": ["math/numeric", "outputs"],
  "lesson": ["text", "math", "learn/table", "figures", "outputs"],
  "notebook.ts": ["lesson", "learn/table", "figures", "outputs"],
  "index.ts": ["math", "learn", "figures"],
  "report": ["nbformat", "outputs", "text"],
  "page": [
    "text",
    "report",
    "nbformat",
    "outputs",
    "lesson",
    "learn/table",
    "figures",
    "math",
    "notebook.ts",
    "index.ts",
  ],
  "node": [""],
};

const pattern = (names) => `^src/(${names.join("|")})`;

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    {
      name: "no-circle",
      comment: "Two files that need each other are one idea in two places, or two ideas in one.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "only-node-reaches-for-node",
      comment: "Everything outside src/node also runs in a browser.",
      severity: "error",
      from: { pathNot: "^src/node/" },
      to: { dependencyTypes: ["core"] },
    },
    ...Object.entries(rooms).map(([room, allowed]) => ({
      name: `arrow-${room.replace("/", "-")}`,
      severity: "error",
      from: { path: `^src/${room}` },
      to: { path: "^src/", pathNot: pattern([room, ...allowed]) },
    })),
    {
      name: "every-room-has-its-arrows",
      comment: "A new folder of src says here what it may import.",
      severity: "error",
      from: { path: "^src/", pathNot: pattern(Object.keys(rooms)) },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
  },
};
