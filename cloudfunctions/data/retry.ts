/**
 * What the store refuses for the moment is tried again, here and nowhere else. (The SDK's own runTransaction does not retry the
 * conflicts that really happen, and it drops their code: only the text tells.)
 */

const REFUSED = /TransactionConflict|TransactionBusy|EXCEED_(?:CONCURRENT_)?REQUEST_LIMIT|-50100[34]\b/;
const UNCERTAIN = /-501002\b|FailedOperation\.Timeout|resource server timeout/;
const DUPLICATE = /E11000/;

const ATTEMPTS = 5;
const FIRST_PAUSE = 15;

/** The store is too busy: nothing (or nothing new) was done, and the same call may be sent again. */
export class StoreBusy extends Error {
  override name = 'StoreBusy';
}

/** Runs one database operation. A refusal left nothing behind, so it is repeated after a pause that grows and varies. */
export async function retrying<T>(operation: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await operation();
    } catch (error) {
      const text = textOf(error);
      if (UNCERTAIN.test(text)) throw new StoreBusy(text, { cause: error });
      if (!REFUSED.test(text)) throw error;
      if (attempt === ATTEMPTS) throw new StoreBusy(text, { cause: error });
      await pause(FIRST_PAUSE * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}

export function isDuplicate(error: unknown): boolean {
  return DUPLICATE.test(textOf(error));
}

function textOf(error: unknown): string {
  if (error instanceof Error) return `${error.message} ${(error as { errMsg?: string }).errMsg ?? ''} ${(error as { code?: string }).code ?? ''}`;
  return typeof error === 'object' && error !== null ? JSON.stringify(error) : String(error);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
