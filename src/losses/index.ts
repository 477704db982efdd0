export type { Loss } from "./loss.js";
