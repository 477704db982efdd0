import { relative, sep } from "node:path";

/** A path as seen from the working folder. */
export const shownPath = (path: string): string => relative("", path).replaceAll(sep, "/") || ".";
