declare module "papaparse" {
  import type { PapaParse } from "../../learn/table/reading/delimitedRows.js";
  const papaparse: PapaParse;
  export default papaparse;
}
