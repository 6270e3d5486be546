/** Bodies of /control requests, read field by field; what is wrong is told with its mend. */
import type { Caller } from '../../contracts';
import { EmulatorError } from '../../errors';
import type { SheetOutcome } from '../pay/cashier';

export type Body = Record<string, unknown>;
export type Handler = (body: Body) => Promise<unknown> | unknown;

export function text(body: Body, name: string): string {
  const value = body[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new EmulatorError(`${name} must be a string.`, `Send it in the body: {"${name}": "…"}.`);
}

export function optionalText(body: Body, name: string): string | undefined {
  return body[name] === undefined ? undefined : text(body, name);
}

/** A whole number from 0 on. */
export function count(body: Body, name: string, fallback: number): number {
  const value = body[name] ?? fallback;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new EmulatorError(`${name} must be a whole number, 0 or more.`, `Leave it out for ${fallback}.`);
}

/** Without `as`: an administrator. */
export function callerOf(body: Body): Caller {
  const source = body.source === undefined ? {} : { source: text(body, 'source') };
  if (body.as === undefined) return { source: 'scf', ...source };
  return { openid: openid(body, 'as'), ...source };
}

export function openid(body: Body, name: string): string {
  const value = text(body, name);
  if (/^(?=.*[A-Za-z])[\w-]{1,64}$/.test(value)) return value;
  throw new EmulatorError(`"${value}" cannot be an openid.`, 'Use 1 to 64 letters, digits, _ or -, a letter among them.');
}

export function sheetOutcome(body: Body): SheetOutcome {
  const outcome = body.outcome ?? 'success';
  if (outcome === 'success' || outcome === 'cancel' || outcome === 'fail') return outcome;
  throw new EmulatorError('outcome must be success, cancel or fail.', 'Leave it out for success.');
}
