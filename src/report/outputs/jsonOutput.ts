import type { Html } from "../html.js";
import type { OutputBundle, OutputContext } from "./renderer.js";
import { renderText } from "./text.js";

export function renderJsonOutput(value: unknown, _: OutputBundle, context: OutputContext): Html {
  return renderText(JSON.stringify(value, null, 2), "json", context);
}
