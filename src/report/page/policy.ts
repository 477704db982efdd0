/**
 * The content security policies of a page, as `<meta>` elements (docs/publishing.md says what each part is for).
 * `hashes` are those of the inline scripts, as `sha256-…`.
 */
export interface Policies {
  /** Stands before anything else. */
  readonly first: string;
  /** Stands after the boot script of a live page, and takes from the page what only its worker may have. */
  readonly second?: string;
}

const common =
  "style-src 'unsafe-inline'; img-src data: blob:; font-src data:; connect-src 'none'; base-uri 'none'; form-action 'none'";

const sources = (hashes: readonly string[]): string =>
  hashes.map((hash) => `'${hash}'`).join(" ") || "'none'";

/** A notebook that was not executed in this call: our scripts by hash, and nothing else. */
export function foreignPolicy(hashes: readonly string[]): Policies {
  return { first: `default-src 'none'; script-src ${sources(hashes)}; ${common}` };
}

/** An own run without live cells; in a site the shared scripts and styles come from the site itself. */
export function staticPolicy(hashes: readonly string[], site: boolean): Policies {
  const self = site ? "'self' " : "";
  return {
    first: `default-src 'none'; script-src ${self}${site && hashes.length === 0 ? "" : sources(hashes)}; ${site ? common.replace("style-src", "style-src 'self'") : common}`,
  };
}

/**
 * An own run with live cells: the frame that the boot script makes copies the first policy and keeps it, its worker
 * may evaluate; the second binds the page alone and takes evaluation, workers and frames from it.
 */
export function livePolicy(
  hashes: readonly string[],
  pageHashes: readonly string[],
  site: boolean,
): Policies {
  const self = site ? "'self' " : "";
  return {
    first: `default-src 'none'; script-src ${self}${sources(hashes)} 'unsafe-eval'; worker-src blob:; ${site ? common.replace("style-src", "style-src 'self'") : common}`,
    second: `script-src ${self}${sources(pageHashes)}; worker-src 'none'; frame-src 'none'`,
  };
}
