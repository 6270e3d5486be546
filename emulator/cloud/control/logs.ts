/** /control/logs and /control/calls: what was said and called lately. */
import type { Journal } from '../journal';
import { count, type Handler, optionalText } from './body';

const LONGEST_WAIT_MS = 30_000;

export function logControls(journal: Journal): Record<string, Handler> {
  return {
    calls: () => ({ calls: journal.calls }),
    // {function?, requestId?, level?, after?, wait?} → {lines, next}; `next` is the `after` of the next question. wait: ms to wait for a line.
    logs: async (body) => {
      const filter = { function: optionalText(body, 'function'), requestId: optionalText(body, 'requestId'), level: optionalText(body, 'level') };
      const after = count(body, 'after', 0);
      const until = Date.now() + Math.min(count(body, 'wait', 0), LONGEST_WAIT_MS);
      for (;;) {
        const found = journal.linesAfter(after, filter);
        const left = until - Date.now();
        if (found.lines.length > 0 || left <= 0) return found;
        await journal.quiet(left);
      }
    },
  };
}
