/** A file that is not a notebook this package can use; the message says where and why, in one line. */
export class NotebookError extends Error {
  override readonly name = "NotebookError";
}
