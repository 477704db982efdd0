/** One request on its way; of what is asked meanwhile only the last is sent, when the answer is drawn. */
export function latestOnly(request: () => Promise<void>): () => Promise<void> {
  let busy = false;
  let stale = false;
  return async () => {
    if (busy) {
      stale = true;
      return;
    }
    busy = true;
    try {
      do {
        stale = false;
        await request();
      } while (stale);
    } finally {
      busy = false;
    }
  };
}
