import type { Runtime } from "../../lesson/runtime.js";
import { nearestName } from "../../math/numeric/nearestName.js";
import { tableFromData } from "../../learn/table/tableData.js";
import type { TableData } from "../../outputs/table.js";
import type { ControlValues, ExploreView } from "../../outputs/exploration.js";
import type { Feedback } from "../../outputs/exercise.js";

export interface PageRuntime extends Runtime {
  tables: Readonly<Record<string, TableData>>;
  /** What the reader has given in place of them. */
  readonly readersTables: Map<string, TableData>;
  readonly explorations: ReadonlyMap<string, (values: ControlValues) => ExploreView>;
  readonly exercises: ReadonlyMap<string, (answer: unknown) => Feedback>;
}

/** What cells of a page find where the kernel has files, time limits and frames. */
export function pageRuntime(
  display: Runtime["display"],
  /** A call of the reader's function begins, and must end within the limit; undefined: it ended. */
  callWithin: (limit?: number) => void,
): PageRuntime {
  const explorations = new Map<string, (values: ControlValues) => ExploreView>();
  const readersTables = new Map<string, TableData>();
  const exercises = new Map<string, (answer: unknown) => Feedback>();
  return {
    tables: {},
    readersTables,
    explorations,
    exercises,
    display,
    readTable(name) {
      const data = Object.hasOwn(this.tables, name) ? this.tables[name] : undefined;
      if (data !== undefined) return Promise.resolve(tableFromData(data));
      const names = Object.keys(this.tables);
      const near = nearestName(name, names);
      const hint = near === undefined ? "" : `; did you mean "${near}"?`;
      const all = names.length > 0 ? `; it has ${names.join(", ")}` : "";
      return Promise.reject(new Error(`the table "${name}" is not in this page${hint}${all}`));
    },
    readersTable(name) {
      const data = readersTables.get(name);
      return data && tableFromData(data);
    },
    // A worker cannot interrupt itself: the page ends it when the call takes too long.
    call(body, limit) {
      callWithin(limit);
      try {
        return body();
      } finally {
        callWithin();
      }
    },
    registerExplore: (id, compute) => explorations.set(id, compute),
    registerExercise: (id, check) => exercises.set(id, check),
  };
}
