/** Where an import leads in a page. */
export type ModulePlace =
  /** To lossbook itself, by the module's name. */
  | { readonly lossbook: string }
  /** To a module of the course, by its path there. */
  | { readonly file: string }
  /** To an installed package, by its key among the packed ones. */
  | { readonly packed: string }
  /** Nowhere: a page does not have what it needs, such as `node:fs`. */
  | { readonly needs: string }
  /** To types alone, which leave no trace. */
  | { readonly types: true };

/** Imports as they are written, and where each leads. */
export type ModulePlaces = Readonly<Record<string, ModulePlace>>;

/** A module of the course as CommonJS, and where its own imports lead. */
export interface CourseModule {
  readonly code: string;
  readonly imports: ModulePlaces;
}

/** What cells of a whole site import beside lossbook: its pages share it. */
export interface CourseModules {
  /** By the path in the course. */
  readonly files: Readonly<Record<string, CourseModule>>;
  /** A script that leaves the packages in `lossbookPackages`; empty where there are none. */
  readonly packages: string;
}

/** The imports of one page's cells. */
export interface PageImports {
  /** The notebook's folder inside the course: modules are named as they are seen from there. */
  readonly folder: string;
  readonly places: ModulePlaces;
}
