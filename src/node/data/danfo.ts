import { createRequire } from "node:module";
import { join } from "node:path";
import type * as danfojs from "lossbook/danfojs";
import { packageRoot } from "../course/packageRoot.js";

/** A danfojs data frame. */
export type DataFrame = InstanceType<(typeof danfojs)["DataFrame"]>;

/** danfojs as the build packed it (`scripts/danfojs.mjs`), loaded when first needed. */
export function danfo(): typeof danfojs {
  // Both builds and the tests come here; require works from all.
  const require = createRequire(join(packageRoot(), "package.json"));
  return require("./dist/vendor/danfojs.js") as typeof danfojs;
}
