/** What a front end can show, by MIME type: the richest one it knows wins. */
export type MimeBundle = Readonly<Record<string, unknown>>;
