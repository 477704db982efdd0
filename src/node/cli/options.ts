import { readFileSync } from "node:fs";
import { InvalidArgumentError } from "commander";
import { kernelCommand } from "../kernel/kernelCommand.js";
import { parseExactJson } from "../../text/exactJson.js";
import { isRecord } from "../../text/isRecord.js";
import { parseParameterValue, problemOfName, type Parameters } from "../run/parameters.js";
import { usageError } from "./commandError.js";

/** `--timeout 2.5`: seconds, 0 for no limit; the result is milliseconds. */
export function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value < 0) {
    throw new InvalidArgumentError("Expected a number of seconds, or 0 for no limit.");
  }
  return value === 0 ? Infinity : value * 1000;
}

/** `--memory 512`: a positive number of MiB. */
export function mebibytes(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) {
    throw new InvalidArgumentError("Expected a positive number of MiB.");
  }
  return value;
}

/** `-j 2`: a positive whole number. */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) {
    throw new InvalidArgumentError("Expected a whole number of at least 1.");
  }
  return value;
}

/** `--kernel tslab`: a kernel whose command can be told; whether it starts is seen later. */
export function kernelName(text: string): string {
  try {
    kernelCommand({ kernel: text, cwd: "." });
  } catch (error) {
    throw new InvalidArgumentError(`${error instanceof Error ? error.message : String(error)}.`);
  }
  return text;
}

/** `-p name=value`, given as often as needed. */
export function parameter(text: string, earlier: GivenParameters = noParameters): GivenParameters {
  const at = text.indexOf("=");
  if (at < 0) throw new InvalidArgumentError("Expected name=value.");
  const name = text.slice(0, at).trim();
  const problem = problemOfName(name);
  if (problem !== undefined) throw new InvalidArgumentError(`${problem}.`);
  const { value, asText } = parseParameterValue(text.slice(at + 1));
  return {
    values: { ...earlier.values, [name]: value },
    warnings: [...earlier.warnings, ...asText.map((number) => textWarning(name, number))],
  };
}

/** Parameters as they were given, and what is to be said about them. */
export interface GivenParameters {
  readonly values: Parameters;
  readonly warnings: readonly string[];
}

const noParameters: GivenParameters = { values: {}, warnings: [] };

const textWarning = (name: string, number: string): string =>
  `parameter ${name}: ${number} has more digits than a number keeps, so it is passed as text`;

/** The parameters in a JSON file, below those given one by one. */
export function parametersOf(
  file: string | undefined,
  given: GivenParameters = noParameters,
): GivenParameters {
  if (file === undefined) return given;
  let value: unknown;
  let asText: readonly string[];
  try {
    ({ value, asText } = parseExactJson(readFileSync(file, "utf8")));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw usageError(`--params ${file}: cannot be read as JSON (${reason})`, { cause: error });
  }
  if (!isRecord(value)) throw usageError(`--params ${file}: expected a JSON object of parameters`);
  for (const name of Object.keys(value)) {
    const problem = problemOfName(name);
    if (problem !== undefined) throw usageError(`--params ${file}: ${problem}`);
  }
  return {
    values: { ...(value as Parameters), ...given.values },
    warnings: [...asText.map((number) => textWarning(`in ${file}`, number)), ...given.warnings],
  };
}
