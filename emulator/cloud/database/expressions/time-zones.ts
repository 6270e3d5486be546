/** Time zones as MongoDB takes them: a name of the Olson database, or an offset such as +08:00, +0800 or +08. */
import { breakRule } from '../failures';
import type { Value } from '../types';
import { typeName } from '../values';

export interface TimeZone {
  /** Minutes east of Greenwich at a time (ms). */
  offsetAt(time: number): number;
  isUtc: boolean;
}
const utc: TimeZone = { offsetAt: () => 0, isUtc: true };
const known = new Map<string, TimeZone>();

export function timeZone(name: Value): TimeZone {
  if (typeof name !== 'string') return breakRule(`timezone must evaluate to a string, found ${typeName(name)}`);
  const found = known.get(name);
  if (found) return found;
  const zone = fixed(name) ?? named(name);
  if (known.size < 1000) known.set(name, zone);
  return zone;
}

function fixed(name: string): TimeZone | null {
  if (name === 'UTC' || name === 'GMT' || name === 'Z' || name === '') return utc;
  const match = /^([+-])(\d{2})(?::?(\d{2}))?$/.exec(name);
  if (!match) return null;
  const minutes = (Number(match[2]) * 60 + Number(match[3] ?? 0)) * (match[1] === '-' ? -1 : 1);
  return { offsetAt: () => minutes, isUtc: minutes === 0 };
}

function named(name: string): TimeZone {
  let format: Intl.DateTimeFormat;
  try {
    if (/^[+-]?\d/.test(name)) throw new RangeError();
    const fields = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const;
    format = new Intl.DateTimeFormat('en-US', { timeZone: name, hourCycle: 'h23', era: 'short', ...fields });
  } catch {
    return breakRule(`unrecognized time zone identifier: "${name}"`);
  }
  return {
    isUtc: false,
    offsetAt(time) {
      const part: Record<string, string> = {};
      for (const { type, value } of format.formatToParts(time)) part[type] = value;
      const year = part.era === 'BC' ? 1 - Number(part.year) : Number(part.year);
      const local = utcTime(year, Number(part.month) - 1, Number(part.day), Number(part.hour), Number(part.minute), Number(part.second), 0);
      return Math.round((local - Math.floor(time / 1000) * 1000) / 60_000);
    },
  };
}

/** As Date.UTC, which takes the years 0 to 99 for those of the twentieth century. */
export function utcTime(year: number, month: number, day: number, hour: number, minute: number, second: number, millisecond: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  date.setUTCHours(hour, minute, second, millisecond);
  return date.getTime();
}

/** The time (ms) at which clocks in the zone show `local` (ms, as if it were UTC). */
export function fromLocal(local: number, zone: TimeZone): number {
  const guess = local - zone.offsetAt(local) * 60_000;
  return local - zone.offsetAt(guess) * 60_000;
}
