/** Runs a search and tells it how deep it stands: 1, or 2 where another search asks it for each of its values. */
export type NestedSearch = <Result>(search: (depth: number) => Result) => Result;

/** One for each arithmetic: a search within a search looks at fewer places. */
export function newNestedSearch(): NestedSearch {
  let depth = 0;
  return (search) => {
    depth++;
    try {
      return search(depth);
    } finally {
      depth--;
    }
  };
}
