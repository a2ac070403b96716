/** What takes longer than this, in milliseconds, is said. */
const noticeable = 2_000;

/** Says one line on stderr. */
export function say(message: string): void {
  process.stderr.write(`lab: ${message}\n`);
}

/** Says what is being done and how long it took, when that is longer than two seconds. */
export async function during<T>(what: string, work: () => Promise<T>): Promise<T> {
  const start = Date.now();
  const notice = setTimeout(() => say(`${what} …`), noticeable);
  try {
    return await work();
  } finally {
    clearTimeout(notice);
    const elapsed = Date.now() - start;
    if (elapsed >= noticeable) say(`${what}: ${(elapsed / 1000).toFixed(1)} s`);
  }
}
