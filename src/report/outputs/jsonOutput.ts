import { exactJsonText } from "../../text/exactJsonText.js";
import type { Html } from "../html.js";
import type { OutputBundle, OutputContext, OutputRenderer } from "./renderer.js";
import { renderText } from "./text.js";

export const jsonOutput: OutputRenderer = {
  mimeType: "application/json",
  kind: "data",
  render: renderJsonOutput,
};

function renderJsonOutput(value: unknown, _: OutputBundle, context: OutputContext): Html {
  return renderText(exactJsonText(value, 2) ?? "null", "json", context);
}
