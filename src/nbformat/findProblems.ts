import { isRecord } from "../text/isRecord.js";

/** A file of a hundred million wrong cells would fill the memory with problems that nobody reads. */
export const mostProblems = 100;

const idPattern = /^[a-zA-Z0-9-_]{1,64}$/;

/**
 * Everything that notebook format 4 does not allow in `notebook`, each as one line that says where, what was expected
 * and what came, but no more than `mostProblems`. Unknown fields are allowed, and so are cells of unknown types, which
 * `unknownCells` tells of. An empty array: the value is a `Notebook`.
 */
export function findProblems(notebook: unknown): string[] {
  const check = new Check();
  if (!check.object(notebook, "the notebook")) return check.problems;
  check.metadata(notebook.metadata);
  if (!Array.isArray(notebook.cells)) {
    check.fail("cells", "an array", notebook.cells);
    return check.problems;
  }
  const needsIds = Number(notebook.nbformat_minor) >= 5;
  const seen = new Map<string, number>();
  for (const [index, cell] of (notebook.cells as unknown[]).entries()) {
    if (check.problems.length >= mostProblems) break;
    const at = `cells[${index}]`;
    check.cell(cell, at);
    if (!isRecord(cell) || (!needsIds && cell.id === undefined)) continue;
    if (typeof cell.id !== "string" || !idPattern.test(cell.id)) {
      check.fail(`${at}.id`, "1 to 64 letters, digits, - or _", cell.id, idRemedy);
    } else if (seen.has(cell.id)) {
      check.problems.push(
        `${at}.id must be unique, got ${quote(cell.id)} again (first in cells[${seen.get(cell.id)}]); ${idRemedy}`,
      );
    } else seen.set(cell.id, index);
  }
  return check.problems;
}

const idRemedy = "lossbook clean repairs ids";

class Check {
  readonly problems: string[] = [];

  fail(path: string, expected: string, got: unknown, remedy?: string): false {
    if (this.problems.length >= mostProblems) return false;
    const end = remedy === undefined ? "" : `; ${remedy}`;
    this.problems.push(
      got === undefined
        ? `${path} is missing: expected ${expected}${end}`
        : `${path} must be ${expected}, got ${describe(got)}${end}`,
    );
    return false;
  }

  object(value: unknown, path: string): value is Record<string, unknown> {
    return isRecord(value) || this.fail(path, "an object", value);
  }

  text(value: unknown, path: string): void {
    if (typeof value === "string") return;
    if (!Array.isArray(value)) {
      this.fail(path, "a string or an array of strings", value);
      return;
    }
    const wrong = value.findIndex((line) => typeof line !== "string");
    if (wrong >= 0) this.fail(`${path}[${wrong}]`, "a string", value[wrong] ?? null);
  }

  string(value: unknown, path: string): void {
    if (typeof value !== "string") this.fail(path, "a string", value);
  }

  count(value: unknown, path: string): void {
    if (value === null || (Number.isInteger(value) && (value as number) >= 0)) return;
    this.fail(path, "a whole number or null", value);
  }

  metadata(metadata: unknown): void {
    if (!this.object(metadata, "metadata")) return;
    for (const key of ["kernelspec", "language_info"]) {
      const part = metadata[key];
      if (part === undefined || !this.object(part, `metadata.${key}`)) continue;
      for (const field of ["name", "display_name", "language"]) {
        if (part[field] !== undefined) this.string(part[field], `metadata.${key}.${field}`);
      }
    }
    if (metadata.title !== undefined) this.string(metadata.title, "metadata.title");
  }

  cell(cell: unknown, at: string): void {
    if (!this.object(cell, at)) return;
    this.text(cell.source, `${at}.source`);
    if (this.object(cell.metadata, `${at}.metadata`)) this.tags(cell.metadata.tags, at);
    switch (cell.cell_type) {
      case "code":
        this.count(cell.execution_count, `${at}.execution_count`);
        if (!Array.isArray(cell.outputs)) {
          this.fail(`${at}.outputs`, "an array", cell.outputs);
        } else {
          cell.outputs.forEach((output: unknown, index) =>
            this.output(output, `${at}.outputs[${index}]`),
          );
        }
        break;
      case "markdown":
      case "raw":
        this.attachments(cell.attachments, `${at}.attachments`);
        break;
      default:
      // A cell of an unknown type is kept as it is, and shown by its text: `unknownCells` tells of it.
    }
  }

  tags(tags: unknown, at: string): void {
    if (tags === undefined) return;
    if (!Array.isArray(tags) || tags.some((tag) => typeof tag !== "string")) {
      this.fail(`${at}.metadata.tags`, "an array of strings", tags);
    }
  }

  attachments(attachments: unknown, path: string): void {
    if (attachments === undefined || !this.object(attachments, path)) return;
    for (const [name, bundle] of Object.entries(attachments)) {
      this.mimeData(bundle, `${path}[${quote(name)}]`);
    }
  }

  output(output: unknown, at: string): void {
    if (!this.object(output, at)) return;
    switch (output.output_type) {
      case "stream":
        this.string(output.name, `${at}.name`);
        this.text(output.text, `${at}.text`);
        break;
      case "execute_result":
        this.count(output.execution_count, `${at}.execution_count`);
        this.display(output, at);
        break;
      case "display_data":
        this.display(output, at);
        break;
      case "error":
        this.string(output.ename, `${at}.ename`);
        this.string(output.evalue, `${at}.evalue`);
        if (!Array.isArray(output.traceback)) {
          this.fail(`${at}.traceback`, "an array of strings", output.traceback);
        } else this.text(output.traceback, `${at}.traceback`);
        break;
      default:
        this.fail(
          `${at}.output_type`,
          '"stream", "display_data", "execute_result" or "error"',
          output.output_type,
        );
    }
  }

  display(output: Record<string, unknown>, at: string): void {
    this.mimeData(output.data, `${at}.data`);
    this.object(output.metadata, `${at}.metadata`);
  }

  mimeData(data: unknown, path: string): void {
    if (!this.object(data, path)) return;
    for (const [type, value] of Object.entries(data)) {
      if (!isJsonType(type)) this.text(value, `${path}[${quote(type)}]`);
    }
  }
}

/** `application/json`, `…+json` and `….json` hold raw JSON; all other types hold text. */
export function isJsonType(type: string): boolean {
  const essence = type.replace(/;.*/s, "").trim();
  return essence === "application/json" || /[+.]json$/.test(essence);
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return value.length === 0 ? "an empty array" : "an array";
  switch (typeof value) {
    case "object":
      return "an object";
    case "string":
      return quote(value);
    default:
      return String(value);
  }
}

function quote(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
