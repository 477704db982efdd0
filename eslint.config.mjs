import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  {
    ignores: [
      "dist/",
      "**/*.generated.ts",
      "reports/",
      "coverage/",
      "test/fixtures/",
      "notebooks/assets/",
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    rules: {
      "eqeqeq": ["error", "always", { null: "ignore" }],
      "prefer-const": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
    },
  },
  {
    files: ["src/**/*.ts", "test/**/*.ts"],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      // A promise nobody waits for is how a runner loses an error.
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
    },
  },
  {
    // Results must be reproducible: randomness comes from a seeded generator that the caller passes.
    files: ["src/**/*.ts"],
    ignores: ["src/node/**"],
    rules: {
      "no-restricted-properties": [
        "error",
        { object: "Math", property: "random", message: "Take an rng argument (src/math/random)." },
      ],
    },
  },
  {
    // An index that is in range by construction may be asserted where arrays are indexed in loops; elsewhere a form that
    // needs no assertion is the clearer one.
    files: ["src/**/*.ts"],
    ignores: [
      "src/math/**",
      "src/learn/**",
      "src/lesson/**",
      "src/node/kernel/**",
      "src/nbformat/sha256.ts",
    ],
    rules: { "@typescript-eslint/no-non-null-assertion": "error" },
  },
  {
    // Here it may follow an index alone.
    files: [
      "src/math/{information,random}/**/*.ts",
      "src/learn/{privacy,table}/**/*.ts",
      "src/lesson/{exercise,explore}/**/*.ts",
    ],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector: "TSNonNullExpression > .expression:not(MemberExpression[computed=true])",
          message: "`!` asserts an index in range; say what is missing, or give a default.",
        },
      ],
    },
  },
  {
    files: [
      "scripts/**/*.mjs",
      "bin/**/*.mjs",
      "*.config.mjs",
      "bench/**/*.mjs",
      "test/fuzz/*.mjs",
    ],
    languageOptions: {
      globals: {
        process: "readonly",
        console: "readonly",
        performance: "readonly",
        URL: "readonly",
        setTimeout: "readonly",
        clearTimeout: "readonly",
        setInterval: "readonly",
        clearInterval: "readonly",
      },
    },
  },
);
