export type { Column, Table } from "./table.js";
export { createTable } from "./createTable.js";
export { tableData, tableFromData } from "./tableData.js";
export type { TableData, TableDataColumn } from "./tableData.js";
