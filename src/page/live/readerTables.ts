import type { LiveWords } from "../../report/page/liveWords.js";
import type { TableData } from "../../outputs/table.js";
import { loaded, loadScript } from "../reader/loadScript.js";
import type { TableReader } from "./tableReader.js";

export interface ReaderTablesOptions {
  readonly words: LiveWords;
  /** The reader's table takes the place of the author's, or undefined gives it back; then its cells run again. */
  onTable(place: HTMLElement, name: string, table: TableData | undefined): void;
}

/** Bytes of a file that a page reads. */
const largest = 10_000_000;

interface Given {
  readonly file: string;
  readonly table: TableData;
  readonly warnings: readonly string[];
}

/**
 * Files that the reader gives to the page in place of the author's tables. They are read here, stay in the memory of
 * this page, and are gone when it is closed.
 */
export class ReaderTables {
  readonly #options: ReaderTablesOptions;
  readonly #given = new Map<string, Given>();
  /** Whose place had the focus when its cell was to run again: that draws it anew. */
  #focused: string | undefined;

  constructor(options: ReaderTablesOptions) {
    this.#options = options;
  }

  /** Every place in `root` where a table may be given gets what takes it. */
  enhance(root: ParentNode): void {
    // Only a page that was written with such a place brings what reads a file.
    if (document.getElementById("lossbook-tables") === null && !isLoaded()) return;
    for (const place of root.querySelectorAll<HTMLElement>(".reader-table"))
      if (place.querySelector("input") === null) this.#fill(place);
  }

  /** All of the author's tables are back. */
  clear(): void {
    this.#given.clear();
  }

  #fill(place: HTMLElement): void {
    const { words } = this.#options;
    const name = place.dataset["table"] ?? "";
    const given = this.#given.get(name);
    place.setAttribute("role", "group");
    place.setAttribute(
      "aria-label",
      words.ownTable.replace("{name}", () => name),
    );

    const input = document.createElement("input");
    input.type = "file";
    input.accept = ".csv,.tsv,.txt,.json";
    input.addEventListener("change", () => {
      const [file] = input.files ?? [];
      // The same file, mended, is a change only where nothing was chosen before.
      input.value = "";
      if (file !== undefined) void this.#take(place, name, file);
    });
    const label = document.createElement("label");
    label.append(`${words.ownTable.replace("{name}", () => name)}: `, input);
    const where = document.createElement("p");
    where.textContent = words.dropTable;
    const line = document.createElement("p");
    line.append(label);
    place.append(line, where);

    if (given !== undefined) {
      const { columns } = given.table;
      const said = words.tableTaken
        .replace("{file}", () => given.file)
        .replace("{rows}", String(columns[0]?.values.length ?? 0))
        .replace("{columns}", () => columns.map((column) => column.name).join(", "));
      place.append(status([said, ...given.warnings].join(" ")));
      const back = document.createElement("button");
      back.type = "button";
      back.className = "plain";
      back.textContent = words.authorsTable;
      back.addEventListener("click", () => this.#use(place, name, undefined));
      place.append(back);
    }
    this.#acceptDrops(place, name);
    if (this.#focused === name) input.focus();
    this.#focused = undefined;
  }

  #use(place: HTMLElement, name: string, given: Given | undefined): void {
    if (given === undefined) this.#given.delete(name);
    else this.#given.set(name, given);
    if (place.contains(document.activeElement)) this.#focused = name;
    this.#options.onTable(place, name, given?.table);
  }

  #acceptDrops(place: HTMLElement, name: string): void {
    const over = (is: boolean) => (event: DragEvent) => {
      event.preventDefault();
      place.classList.toggle("over", is);
    };
    place.addEventListener("dragover", over(true));
    place.addEventListener("dragleave", over(false));
    place.addEventListener("drop", (event) => {
      over(false)(event);
      const [file] = event.dataTransfer?.files ?? [];
      if (file !== undefined) void this.#take(place, name, file);
    });
  }

  async #take(place: HTMLElement, name: string, file: File): Promise<void> {
    const { words } = this.#options;
    place.querySelector('[role="alert"]')?.remove();
    try {
      if (file.size > largest)
        throw new RangeError(words.tableTooLarge.replace("{megabytes}", String(largest / 1e6)));
      const reader = await tableReader();
      const warnings: string[] = [];
      const bytes = new Uint8Array(await file.arrayBuffer());
      const table = reader.read(bytes, file.name, (warning) => warnings.push(warning));
      this.#use(place, name, { file: file.name, table, warnings });
    } catch (error) {
      const alert = document.createElement("p");
      alert.setAttribute("role", "alert");
      alert.textContent = error instanceof Error ? error.message : String(error);
      place.append(alert);
    }
  }
}

function status(text: string): HTMLElement {
  const line = document.createElement("p");
  line.setAttribute("role", "status");
  line.textContent = text;
  return line;
}

const isLoaded = (): boolean => window.lossbookTableReader !== undefined;

async function tableReader(): Promise<TableReader> {
  if (!isLoaded()) await loadScript("lossbook-tables");
  return loaded(window.lossbookTableReader);
}
