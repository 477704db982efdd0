/** What a reader did on this page, kept for the next visit. Local files may share the storage: no secrets. */
export class Store {
  readonly #prefix: string;

  constructor(hash: string) {
    this.#prefix = `lossbook:${hash}:`;
  }

  get(name: string): string | undefined {
    try {
      return localStorage.getItem(this.#prefix + name) ?? undefined;
    } catch {
      return undefined;
    }
  }

  set(name: string, value: string | undefined): void {
    try {
      if (value === undefined) localStorage.removeItem(this.#prefix + name);
      else localStorage.setItem(this.#prefix + name, value);
    } catch {
      // A full storage, or none for files: the page works on without.
    }
  }

  clear(): void {
    try {
      for (const key of Object.keys(localStorage))
        if (key.startsWith(this.#prefix)) localStorage.removeItem(key);
    } catch {
      // Nothing was kept.
    }
  }
}
