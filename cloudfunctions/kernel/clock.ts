/** The time of the server. Tests put their own in. */
let source: () => number = Date.now;

export function now(): number {
  return source();
}

/** Returns what puts the real clock back. */
export function useClock(clock: () => number): () => void {
  const before = source;
  source = clock;
  return () => {
    source = before;
  };
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
