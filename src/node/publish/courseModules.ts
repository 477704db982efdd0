import { existsSync, readFileSync, realpathSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { dirname, join, relative, sep } from "node:path";
import type {
  CourseModule,
  CourseModules,
  ModulePlace,
  ModulePlaces,
  PageImports,
} from "../../page/courseModules.js";
import { whatNeedsNode } from "../../page/worker/whatNeedsNode.js";
import { isInside, type Course } from "../course/course.js";
import { compileOwnModule, ownModuleFile } from "../course/ownModule.js";
import { bundlePackages, type PackageImport } from "./bundlePackages.js";
import {
  importsOfCell,
  importsOfModule,
  withoutTypes,
  type ModuleImport,
} from "./moduleImports.js";

/** The cells of a notebook of this run, and the folder that it really lies in. */
export interface ImportingNotebook {
  readonly folder: string;
  readonly sources: readonly string[];
}

/** What the cells of a site's notebooks import beside lossbook. */
export interface SiteModules {
  readonly course: CourseModules;
  /** In the order of the notebooks; undefined for one that imports lossbook alone. */
  readonly pages: readonly (PageImports | undefined)[];
  /** The texts of the course's modules and packages, which import of lossbook what cells do not. */
  readonly sources: readonly string[];
}

const ours = new Set(["lossbook", "lossbook/notebook"]);

/**
 * Finds what cells import, and what that imports in turn: modules that lie inside the course as they are, packages
 * packed. A module that needs Node, or that imports one, is left out.
 *
 * Only for notebooks that were run in this call: what they import has run already.
 */
export async function collectModules(
  course: Course,
  notebooks: readonly ImportingNotebook[],
): Promise<SiteModules> {
  const collection = new Collection(course);
  const found = notebooks.map(({ folder, sources }) => ({
    folder,
    imports: collection.placesOf(sources.flatMap(importsOfCell), folder),
  }));
  const packed = await bundlePackages(collection.packages);
  const settled = collection.settle(packed.needs);
  return {
    course: { files: settled.files, packages: packed.text },
    pages: found.map(({ folder, imports }) => {
      const places = settled.places(imports);
      if (Object.keys(places).length === 0) return undefined;
      const inside = relative(realpathSync(course.folder), folder);
      return { folder: inside.split(sep).join("/"), places };
    }),
    sources: [
      ...collection.sources,
      // Which names a package takes of it stands nowhere.
      ...packed.ofLossbook.map((from) => `import * as all from "${from}";`),
    ],
  };
}

interface OwnModule extends CourseModule {
  /** What of Node it uses itself. */
  readonly needs: string | undefined;
}

/** Modules and packages as they are found, before it is known which packages a page can have. */
class Collection {
  readonly #course: Course;
  readonly #files = new Map<string, OwnModule | undefined>();
  readonly #packages = new Map<string, PackageImport>();
  readonly sources: string[] = [];

  constructor(course: Course) {
    this.#course = course;
  }

  get packages(): readonly PackageImport[] {
    return [...this.#packages.values()];
  }

  placesOf(imports: readonly ModuleImport[], folder: string): ModulePlaces {
    const places: Record<string, ModulePlace> = {};
    for (const { from, names } of imports)
      if (!ours.has(from)) places[from] = this.#placeOf(from, names, folder);
      else places[from] = { lossbook: from };
    return places;
  }

  #placeOf(from: string, names: ModuleImport["names"], folder: string): ModulePlace {
    if (isBuiltin(from)) return { needs: from };
    if (/^lossbook\//.test(from)) return { needs: from };
    const file = ownModuleFile(from, folder);
    if (file !== undefined) return this.#addOwn(from, file);
    // What Node does not find either ran all the same: types alone were taken of it. `import()` of it was caught.
    if (!isFound(from, folder)) return names === "all" ? { needs: from } : { types: true };
    return { packed: this.#addPackage(from, names, folder) };
  }

  #addOwn(from: string, file: string): ModulePlace {
    if (!isInside(this.#course, file)) return { needs: from };
    const real = realpathSync(file);
    const path = relative(realpathSync(this.#course.folder), real).split(sep).join("/");
    if (!this.#files.has(path)) {
      // Modules may import each other in a circle.
      this.#files.set(path, undefined);
      this.#files.set(path, this.#readOwn(real, path));
    }
    return { file: path };
  }

  #readOwn(file: string, path: string): OwnModule {
    const text = readFileSync(file, "utf8");
    this.sources.push(text);
    const code = withoutTypes(text, file);
    const imports = this.placesOf(importsOfModule(code), dirname(file));
    const [uses] = whatNeedsNode([{ id: path, source: code }], withoutNeeds(imports));
    return { code: compileOwnModule(text, file, path), imports, needs: uses?.names[0] };
  }

  #addPackage(specifier: string, names: ModuleImport["names"], folder: string): string {
    const installed = `${specifier}\n${installedIn(specifier, folder)}`;
    const before = this.#packages.get(installed);
    const alike = [...this.#packages.values()].filter((one) => one.specifier === specifier).length;
    const key = before?.key ?? (alike === 0 ? specifier : `${specifier} (${alike + 1})`);
    const wanted = before?.names ?? [];
    const united =
      wanted === "all" || names === "all" ? "all" : [...new Set([...wanted, ...names])].sort();
    this.#packages.set(installed, { key, specifier, folder, names: united });
    return key;
  }

  /** Leaves out what needs Node, by itself or by what it imports. */
  settle(packageNeeds: ReadonlyMap<string, string>) {
    const needs = new Map<string, string>();
    for (const [path, module] of this.#files)
      if (module?.needs !== undefined) needs.set(path, module.needs);
    const reasonOf = (place: ModulePlace): string | undefined =>
      "needs" in place
        ? place.needs
        : "file" in place
          ? needs.get(place.file)
          : "packed" in place
            ? packageNeeds.get(place.packed)
            : undefined;
    for (let changed = true; changed;) {
      changed = false;
      for (const [path, module] of this.#files) {
        if (needs.has(path) || module === undefined) continue;
        const [reason] = Object.values(module.imports).flatMap((place) => reasonOf(place) ?? []);
        if (reason === undefined) continue;
        needs.set(path, reason);
        changed = true;
      }
    }
    const places = (of: ModulePlaces): ModulePlaces =>
      Object.fromEntries(
        Object.entries(of)
          .filter(([, place]) => !("lossbook" in place))
          .map(([from, place]) => {
            const reason = reasonOf(place);
            return [from, reason === undefined ? place : { needs: reason }];
          }),
      );
    const files: Record<string, CourseModule> = {};
    for (const [path, module] of [...this.#files].sort(([a], [b]) => (a < b ? -1 : 1)))
      if (module !== undefined && !needs.has(path))
        files[path] = { code: module.code, imports: module.imports };
    return { files, places };
  }
}

/** A module's imports of Node are told by what they are; here only what it uses beside them is asked. */
const withoutNeeds = (places: ModulePlaces): ModulePlaces =>
  Object.fromEntries(Object.keys(places).map((from) => [from, { types: true }]));

function isFound(specifier: string, folder: string): boolean {
  try {
    createRequire(join(folder, "cell.js")).resolve(specifier);
    return true;
  } catch (error) {
    // A package that is for `import` alone is there all the same.
    return (error as NodeJS.ErrnoException).code === "ERR_PACKAGE_PATH_NOT_EXPORTED";
  }
}

/** The folder of node_modules in which a package is found from here. */
function installedIn(specifier: string, folder: string): string {
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, "node_modules", name))) return at;
    if (dirname(at) === at) return "";
  }
}
