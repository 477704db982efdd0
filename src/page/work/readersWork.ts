import {
  readAnswer,
  readCell,
  readPlace,
  type KeptAnswer,
  type KeptCell,
  type KeptPlace,
} from "./kept.js";

/** Name of an entry (`cell:fit`, `exercise:die`, `place`) → what is kept, as JSON. */
export type Entries = Readonly<Record<string, string>>;

/**
 * What a reader did in one notebook, kept in the browser: by the names of the course, the notebook, its cells and its
 * exercises, so that a new version of the notebook finds it again. Local files may share the storage: no secrets.
 */
export class ReadersWork {
  readonly #prefix: string;

  constructor(course: string, notebook: string) {
    this.#prefix = `lossbook:work:${encodeURIComponent(course)}:${encodeURIComponent(notebook)}:`;
  }

  cell(id: string): KeptCell | undefined {
    return readCell(this.#get(`cell:${id}`));
  }

  keepCell(id: string, kept: KeptCell | undefined): void {
    this.#set(`cell:${id}`, kept);
  }

  answer(exercise: string): KeptAnswer | undefined {
    return readAnswer(this.#get(`exercise:${exercise}`));
  }

  keepAnswer(exercise: string, kept: KeptAnswer): void {
    this.#set(`exercise:${exercise}`, kept);
  }

  get place(): KeptPlace | undefined {
    return readPlace(this.#get("place"));
  }

  keepPlace(place: KeptPlace): void {
    this.#set("place", place);
  }

  /** Whether the reader changed a cell or answered an exercise. */
  get holdsWork(): boolean {
    return Object.keys(this.entries()).some((name) => name !== "place");
  }

  /** All that is kept. */
  entries(): Entries {
    const entries: Record<string, string> = {};
    try {
      for (const key of Object.keys(localStorage))
        if (key.startsWith(this.#prefix))
          entries[key.slice(this.#prefix.length)] = localStorage.getItem(key) ?? "";
    } catch {
      // Nothing is kept.
    }
    return entries;
  }

  /** Keeps these beside what is there, or in its place where they have the same name. */
  add(entries: Entries): void {
    for (const [name, text] of Object.entries(entries)) this.#write(name, text);
  }

  clear(): void {
    for (const name of Object.keys(this.entries())) this.#write(name, undefined);
  }

  #get(name: string): unknown {
    try {
      return JSON.parse(localStorage.getItem(this.#prefix + name) ?? "null");
    } catch {
      return undefined;
    }
  }

  #set(name: string, value: unknown): void {
    this.#write(name, value === undefined ? undefined : JSON.stringify(value));
  }

  #write(name: string, text: string | undefined): void {
    try {
      if (text === undefined) localStorage.removeItem(this.#prefix + name);
      else localStorage.setItem(this.#prefix + name, text);
    } catch {
      // A full storage, or none for files: the page works on without.
    }
  }
}
