/** Dates as text: MongoDB's format letters, and texts that are read without a format. */
import { breakRule } from '../failures';
import { dayOfWeek, dayOfYear, isoDayOfWeek, isoTime, isoWeek, isoWeekYear, localDate, week } from './calendar';
import { fromLocal, type TimeZone, timeZone, utcTime } from './time-zones';

const digits = (value: number, count: number): string => String(value).padStart(count, '0');

type Letter = (local: Date, offset: number) => string;
const letters: Record<string, Letter> = {
  Y: (local) => digits(local.getUTCFullYear(), 4),
  m: (local) => digits(local.getUTCMonth() + 1, 2),
  d: (local) => digits(local.getUTCDate(), 2),
  H: (local) => digits(local.getUTCHours(), 2),
  M: (local) => digits(local.getUTCMinutes(), 2),
  S: (local) => digits(local.getUTCSeconds(), 2),
  L: (local) => digits(local.getUTCMilliseconds(), 3),
  j: (local) => digits(dayOfYear(local), 3),
  w: (local) => String(dayOfWeek(local)),
  u: (local) => String(isoDayOfWeek(local)),
  U: (local) => digits(week(local), 2),
  V: (local) => digits(isoWeek(local), 2),
  G: (local) => digits(isoWeekYear(local), 4),
  z: (_local, offset) => `${offset < 0 ? '-' : '+'}${digits(Math.floor(Math.abs(offset) / 60), 2)}${digits(Math.abs(offset) % 60, 2)}`,
  Z: (_local, offset) => `${offset < 0 ? '-' : '+'}${Math.abs(offset)}`,
  '%': () => '%',
};

export function refuseBadFormat(format: string): void {
  for (let i = format.indexOf('%'); i !== -1; i = format.indexOf('%', i + 2)) {
    if (i + 1 === format.length) breakRule("Unmatched '%' at end of format string");
    if (!Object.hasOwn(letters, format[i + 1]!)) breakRule(`Invalid format character '%${format[i + 1]}' in format string`);
  }
}

export function formatDate(time: number, format: string, zone: TimeZone): string {
  const local = localDate(time, zone);
  const year = local.getUTCFullYear();
  if (year < 0 || year > 9999) return breakRule(`$dateToString is only defined on year 0-9999, tried to use year ${year}`);
  const offset = zone.offsetAt(time);
  return format.replace(/%(.)/gs, (_all, letter: string) => letters[letter]!(local, offset));
}

const unreadable = (text: string, why: string): never => breakRule(`Error parsing date string '${text}'; 0: ${why} '${text[0] ?? ''}'`);
const contradiction = (given: string): never =>
  breakRule(`you cannot pass in a date/time string with time zone information ('${given}') together with a timezone argument`);

/** Time (ms) of a text without a format: ISO 8601, with or without its separators, and what JavaScript reads besides. */
export function parseDate(text: string, zone: TimeZone | null): number {
  const iso = /^(\d{4})[-/]?(\d{1,2})[-/]?(\d{1,2})(?:[T ](\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/i.exec(text.trim());
  if (iso) {
    const [, year, month, day, hour = 0, minute = 0, second = 0, fraction = '0', offset] = iso;
    if (offset !== undefined && zone) contradiction(offset);
    const parts = [year, month, day, hour, minute, second].map(Number) as [number, number, number, number, number, number];
    return timeOf(text, ...parts, Math.trunc(Number(`0.${fraction}`) * 1000), offset === undefined ? zone : timeZone(offset.toUpperCase()));
  }
  const written = /[a-z]{3}/i.test(text) || /^\d{1,2}\/\d{1,2}\/\d{4}/.test(text) ? Date.parse(`${text.replace(/(\d)(st|nd|rd|th)\b/gi, '$1')} UTC`) : NaN;
  return Number.isNaN(written) ? unreadable(text, 'Unexpected character') : zone ? fromLocal(written, zone) : written;
}

function timeOf(text: string, year: number, month: number, day: number, hour: number, minute: number, second: number, millisecond: number, zone: TimeZone | null): number {
  const local = utcTime(year, month - 1, day, hour, minute, second, millisecond);
  const sound = month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 24 && minute <= 59 && second <= 59;
  return sound ? (zone ? fromLocal(local, zone) : local) : unreadable(text, 'Unexpected character');
}

const patterns: Record<string, string> = {
  Y: '(\\d{4})',
  m: '(\\d{1,2})',
  d: '(\\d{1,2})',
  H: '(\\d{1,2})',
  M: '(\\d{1,2})',
  S: '(\\d{1,2})',
  L: '(\\d{1,3})',
  j: '(\\d{1,3})',
  u: '([1-7])',
  V: '(\\d{1,2})',
  G: '(\\d{4})',
  z: '(Z|[+-]\\d{2}:?\\d{2})',
  Z: '([+-]\\d+)',
  '%': '%',
};

/** Time (ms) of a text that was written in a format. */
export function parseFormatted(text: string, format: string, zone: TimeZone | null): number {
  refuseBadFormat(format);
  const order: string[] = [];
  const pattern = format.replace(/%(.)|[\\^$.*+?()[\]{}|/]/gs, (all, letter?: string) => {
    if (letter === undefined) return `\\${all}`;
    if (!Object.hasOwn(patterns, letter)) return breakRule(`Invalid format character '%${letter}' in format string`);
    if (letter !== '%') order.push(letter);
    return patterns[letter]!;
  });
  const match = new RegExp(`^${pattern}$`).exec(text);
  if (!match) return breakRule(`Error parsing date string '${text}'; 0: Format literal not found '${text[0] ?? ''}'`);
  const found = new Map(order.map((letter, i) => [letter, match[i + 1]!]));
  const number = (letter: string, fallback: number): number => Number(found.get(letter) ?? fallback);
  const given = found.get('z') ?? found.get('Z');
  if (given !== undefined && zone) contradiction(given);
  const own = found.has('z') ? timeZone(found.get('z')!) : found.has('Z') ? minutesEast(number('Z', 0)) : zone;
  const millisecond = found.has('L') ? Number(found.get('L')!.padEnd(3, '0')) : 0;
  const time = [number('H', 0), number('M', 0), number('S', 0), millisecond] as const;
  if (!found.has('G') && !found.has('j')) return timeOf(text, number('Y', 1970), number('m', 1), number('d', 1), ...time, own);
  const midnight = found.has('G') ? isoTime(number('G', 1970), number('V', 1), number('u', 1)) : utcTime(number('Y', 1970), 0, number('j', 1), 0, 0, 0, 0);
  const local = midnight + ((time[0] * 60 + time[1]) * 60 + time[2]) * 1000 + time[3];
  return own ? fromLocal(local, own) : local;
}
const minutesEast = (minutes: number): TimeZone => ({ offsetAt: () => minutes, isUtc: minutes === 0 });
