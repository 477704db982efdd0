/** A code cell that has not run. */
export const codeCell = (id, source) => ({
  cell_type: "code",
  id,
  metadata: {},
  execution_count: null,
  outputs: [],
  source,
});
