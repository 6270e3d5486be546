/** Lines for the function's log: JSON, so that the console can be searched by field. Never addresses, phone numbers or names. */
type Facts = Record<string, string | number | boolean | null | undefined>;

export function logError(event: string, facts: Facts, error?: unknown): void {
  console.error(JSON.stringify({ level: 'error', event, ...facts, ...describe(error) }));
}

export function logInfo(event: string, facts: Facts): void {
  console.log(JSON.stringify({ level: 'info', event, ...facts }));
}

function describe(error: unknown): Facts {
  if (error === undefined) return {};
  if (error instanceof Error) return { error: error.message, stack: error.stack };
  return { error: typeof error === 'string' ? error : JSON.stringify(error) };
}
