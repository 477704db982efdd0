import { bundleFor } from "../../report/outputs/figure.js";

/** A page brings one Plotly bundle: whether it draws all of these traces. */
export function canDraw(traces: Iterable<string>): boolean {
  const needed = bundleFor(new Set(traces));
  if (needed === undefined) return true;
  const brought = document.getElementById("lossbook-live")?.dataset["plotly"];
  return (
    needed === brought || brought === "full" || (needed === "basic" && brought === "cartesian")
  );
}
