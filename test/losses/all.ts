// What the tests of the losses read, in one place.
export * from "../../src/losses/index.js";
export * from "../../src/numeric/index.js";
