declare module "papaparse" {
  import type { PapaParse } from "../../learn/table/reading/delimitedText.js";
  const papaparse: PapaParse;
  export default papaparse;
}
