import type { CourseModules, ModulePlaces, PageImports } from "../courseModules.js";

/** The values of a module, by name. */
export type Values = Readonly<Record<string, unknown>>;

/** lossbook's modules that cells can import, by name. */
export type Modules = Readonly<Record<string, Values>>;

type Packages = Readonly<Record<string, Values | (() => unknown)>>;

/** What a page's cells can import: lossbook, the course's own modules, and the packages that it packed. */
export class ModuleTable {
  readonly #lossbook: Modules;
  // Kept from the start: a cell may name a constant `eval`.
  readonly #evaluate: (code: string) => unknown;
  #course: CourseModules = { files: {}, packages: "" };
  #imports: PageImports = { folder: "", places: {} };
  #packages: Packages | undefined;
  readonly #loaded = new Map<string, { exports: unknown }>();

  constructor(lossbook: Modules) {
    this.#lossbook = lossbook;
    const indirect = eval;
    this.#evaluate = (code) => indirect(code) as unknown;
  }

  /** What the page brings beside lossbook. */
  add(course: CourseModules, imports: PageImports): void {
    this.#course = course;
    this.#imports = imports;
  }

  /** Where the page's imports lead; lossbook's modules are there by their names. */
  get places(): ModulePlaces {
    const ours = Object.keys(this.#lossbook).map((name) => [name, { lossbook: name }] as const);
    return { ...this.#imports.places, ...Object.fromEntries(ours) };
  }

  /** What `require` gives for an import that a cell has written. */
  require(from: string): unknown {
    return this.#take(from, this.places);
  }

  /** What `import * as` gives. */
  namespace(from: string): Values {
    const value = this.require(from);
    if (isModule(value)) return value;
    // A function may carry names as well.
    return { ...(value as object | undefined), default: value };
  }

  /** Whether an import leads nowhere for want of Node: its names are missed when they are used. */
  needsNode(from: string): string | undefined {
    const place = this.#placeOf(from, this.places);
    return place !== undefined && "needs" in place ? place.needs : undefined;
  }

  #placeOf(from: string, places: ModulePlaces) {
    return Object.hasOwn(places, from) ? places[from] : undefined;
  }

  #take(from: string, places: ModulePlaces): unknown {
    const place = this.#placeOf(from, places);
    if (place === undefined) {
      const importable = Object.entries(this.places)
        .filter(([, one]) => !("needs" in one) && !("types" in one))
        .map(([name]) => `"${name}"`);
      throw new Error(
        `"${from}" is not in this page: its cells can import ${importable.join(", ")}`,
      );
    }
    if ("lossbook" in place) return this.#lossbook[place.lossbook] ?? {};
    if ("file" in place) return this.#evaluateFile(place.file);
    if ("packed" in place) return this.#packed(place.packed);
    if ("types" in place) return {};
    throw new Error(notHere(from, place.needs));
  }

  #evaluateFile(path: string): unknown {
    const before = this.#loaded.get(path);
    if (before !== undefined) return before.exports;
    const { code = "", imports = {} } = this.#course.files[path] ?? {};
    const module = { exports: {} as unknown };
    this.#loaded.set(path, module);
    const name = encodeURI(seenFrom(this.#imports.folder, path));
    try {
      const body = this.#evaluate(
        `(function (exports, require, module) {${code}\n})\n//# sourceURL=${name}`,
      ) as (exports: unknown, require: (from: string) => unknown, module: object) => void;
      body(module.exports, (from) => this.#take(from, imports), module);
    } catch (error) {
      // As on the kernel: the next import tries again.
      this.#loaded.delete(path);
      throw error;
    }
    return module.exports;
  }

  #packed(key: string): unknown {
    this.#packages ??= (
      this.#evaluate(
        `(function (lossbookModules) {${this.#course.packages}\nreturn lossbookPackages.default;})\n//# sourceURL=blob:packages`,
      ) as (lossbookModules: Modules) => Packages
    )(this.#lossbook);
    const value = this.#packages[key];
    if (typeof value === "function") return value();
    // Its names are getters, so that what nobody imports is left out of the page.
    if (value !== undefined && !isModule(value))
      Object.defineProperty(value, "__esModule", { value: true });
    return value;
  }
}

export const notHere = (from: string, needs: string): string =>
  from === needs
    ? `a page has no "${from}": this runs on the kernel only`
    : `"${from}" needs "${needs}", which a page does not have: this runs on the kernel only`;

/** Whether its names stand as they are, `default` among them. */
const isModule = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && Reflect.get(value, "__esModule") === true;

/** A path of the course as one writes it in a folder of the course: `./physics.ts`, `../src/physics.ts`. */
function seenFrom(folder: string, path: string): string {
  const from = folder === "" ? [] : folder.split("/");
  const to = path.split("/");
  let shared = 0;
  while (shared < from.length && from[shared] === to[shared]) shared++;
  const up = from.length - shared;
  return `${up === 0 ? "./" : "../".repeat(up)}${to.slice(shared).join("/")}`;
}
