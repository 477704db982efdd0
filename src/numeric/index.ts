export { DomainError } from "./domainError.js";
export type { Vector } from "./vector.js";
