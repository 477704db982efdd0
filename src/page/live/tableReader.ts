// Reads the file that a reader gives to a page: a script of its own, loaded with the first of them.
import papaparse from "papaparse";
import { tableData } from "../../learn/table/tableData.js";
import { tableFromBytes } from "../../learn/table/reading/tableFromBytes.js";
import type { TableData } from "../../outputs/table.js";

export interface TableReader {
  /** Errors  DomainError that says what about the file is no table. */
  read(bytes: Uint8Array, file: string, warn: (warning: string) => void): TableData;
}

declare global {
  interface Window {
    lossbookTableReader?: TableReader;
  }
}

window.lossbookTableReader = {
  read(bytes, file, warn) {
    const [, name = file, extension = ""] = /^(.*?)(\.[^.]*)?$/s.exec(file) ?? [];
    return tableData(
      tableFromBytes({ bytes, file, name, extension: extension.toLowerCase() }, papaparse, warn),
    );
  },
};
