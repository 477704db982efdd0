// What the tests of the losses read, in one place.
export * from "../../../src/math/losses/index.js";
export * from "../../../src/math/numeric/index.js";
