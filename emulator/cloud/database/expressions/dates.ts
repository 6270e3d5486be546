/** Operators over dates. */
import { ObjectId, Timestamp } from 'bson';
import { breakRule, MongoRuleError } from '../failures';
import { isNumeric, toNumber } from '../numbers';
import type { Value } from '../types';
import { isDocument, typeName } from '../values';
import { dayOfWeek, dayOfYear, isoDayOfWeek, isoTime, isoWeek, isoWeekYear, localDate, partsOf, week } from './calendar';
import { compileExpression, compileOperands, compileParts, type Expression, type Frame, isNothing, type Operator } from './compile';
import { formatDate, parseDate, parseFormatted, refuseBadFormat } from './date-text';
import { fromLocal, type TimeZone, timeZone, utcTime } from './time-zones';

const utc = timeZone('UTC');

/** ms of a date, or of the moment at which an id was made. */
export function timeOf(value: Value): number {
  if (value instanceof Date) return value.getTime();
  if (value instanceof ObjectId) return value.getTimestamp().getTime();
  if (value instanceof Timestamp) return value.getHighBits() * 1000;
  return breakRule(`can't convert from BSON type ${typeName(value)} to Date`);
}
/** Null where the expression for the zone gives nothing. */
function zoneOf(frame: Frame, expression: Expression | null, fallback: TimeZone): TimeZone | null {
  if (!expression) return fallback;
  const name = expression(frame);
  return isNothing(name) ? null : timeZone(name);
}

/** A part of a date, given as `date`, `[date]` or `{date, timezone}`. */
const part = (read: (local: Date) => number): Operator => (operand, scope, name) => {
  const named = isDocument(operand) && !Object.keys(operand)[0]?.startsWith('$');
  if (named) {
    const strange = Object.keys(operand).find((key) => key !== 'date' && key !== 'timezone');
    if (strange !== undefined) return breakRule(`unrecognized option to ${name}: "${strange}"`);
    if (!('date' in operand)) return breakRule(`missing 'date' argument to ${name}, provided: ${name}`);
  }
  const date = named ? compileExpression(operand.date, scope) : compileOperands(operand, scope, name, 1, 1)[0]!;
  const timezone = named && 'timezone' in operand ? compileExpression(operand.timezone, scope) : null;
  return (frame) => {
    const value = date(frame);
    const zone = zoneOf(frame, timezone, utc);
    return isNothing(value) || !zone ? null : read(localDate(timeOf(value), zone));
  };
};

const $dateToString: Operator = (operand, scope, name) => {
  const parts = compileParts(operand, scope, name, { date: 'needed', format: 'optional', timezone: 'optional', onNull: 'optional' });
  return (frame) => {
    const value = parts.date!(frame);
    if (isNothing(value)) return parts.onNull ? parts.onNull(frame) : null;
    const zone = zoneOf(frame, parts.timezone, utc);
    const format: Value = parts.format ? parts.format(frame) : zone?.isUtc ? '%Y-%m-%dT%H:%M:%S.%LZ' : '%Y-%m-%dT%H:%M:%S.%L';
    if (!zone || isNothing(format)) return null;
    if (typeof format !== 'string') return breakRule(`$dateToString requires that 'format' be a string, found: ${typeName(format)}`);
    refuseBadFormat(format);
    return formatDate(timeOf(value), format, zone);
  };
};

const $dateFromString: Operator = (operand, scope, name) => {
  const parts = compileParts(operand, scope, name, { dateString: 'needed', format: 'optional', timezone: 'optional', onError: 'optional', onNull: 'optional' });
  const read = (frame: Frame, text: Value): Value => {
    const zone = parts.timezone ? zoneOf(frame, parts.timezone, utc) : null;
    const format = parts.format?.(frame);
    if ((parts.timezone && !zone) || (parts.format && isNothing(format))) return null;
    if (typeof text !== 'string') return breakRule(`$dateFromString requires that 'dateString' be a string, found: ${typeName(text)}`);
    if (format !== undefined && typeof format !== 'string') return breakRule(`$dateFromString requires that 'format' be a string, found: ${typeName(format)}`);
    return new Date(format === undefined ? parseDate(text, zone) : parseFormatted(text, format as string, zone));
  };
  return (frame) => {
    const text = parts.dateString!(frame);
    if (isNothing(text)) return parts.onNull ? parts.onNull(frame) : null;
    if (!parts.onError) return read(frame, text);
    try {
      return read(frame, text);
    } catch (error) {
      if (!(error instanceof MongoRuleError)) throw error;
      return parts.onError(frame);
    }
  };
};

const calendarParts = { year: 'optional', month: 'optional', day: 'optional', isoWeekYear: 'optional', isoWeek: 'optional', isoDayOfWeek: 'optional' } as const;
const clockParts = { hour: 'optional', minute: 'optional', second: 'optional', millisecond: 'optional', timezone: 'optional' } as const;
const $dateFromParts: Operator = (operand, scope, name) => {
  const parts = compileParts(operand, scope, name, { ...calendarParts, ...clockParts });
  const byWeek = parts.isoWeekYear !== null;
  if (byWeek && (parts.year || parts.month || parts.day)) return breakRule('$dateFromParts does not allow mixing natural dates with ISO dates');
  if (!byWeek && (parts.isoWeek || parts.isoDayOfWeek)) return breakRule('$dateFromParts does not allow mixing natural dates with ISO dates');
  if (!byWeek && !parts.year) return breakRule("$dateFromParts requires either 'year' or 'isoWeekYear' to be present");
  return (frame) => {
    const zone = zoneOf(frame, parts.timezone, utc);
    const numbers: Record<string, number | null> = {};
    for (const [key, fallback] of Object.entries({ year: 0, month: 1, day: 1, isoWeekYear: 0, isoWeek: 1, isoDayOfWeek: 1, hour: 0, minute: 0, second: 0, millisecond: 0 })) {
      numbers[key] = wholePart(parts[key as keyof typeof parts]?.(frame), key, parts[key as keyof typeof parts] === null ? fallback : null);
    }
    if (!zone || Object.values(numbers).includes(null)) return null;
    const { year, month, day, isoWeekYear: weekYear, isoWeek: weekNumber, isoDayOfWeek: weekDay, hour, minute, second, millisecond } = numbers as Record<string, number>;
    const midnight = byWeek ? isoTime(weekYear!, weekNumber!, weekDay!) : utcTime(year!, month! - 1, day!, 0, 0, 0, 0);
    return new Date(fromLocal(midnight + ((hour! * 60 + minute!) * 60 + second!) * 1000 + millisecond!, zone));
  };
};
/** Null: the part is nothing, and so is the date. */
function wholePart(value: Value, name: string, fallback: number | null): number | null {
  if (fallback !== null || isNothing(value)) return fallback;
  if (!isNumeric(value) || !Number.isInteger(toNumber(value))) return breakRule(`'${name}' must evaluate to an integer, found ${typeName(value)} with value :${String(value)}`);
  const number = toNumber(value);
  const [least, most] = name === 'year' || name === 'isoWeekYear' ? [name === 'year' ? 0 : 1, 9999] : [-32768, 32767];
  return number < least || number > most ? breakRule(`'${name}' must evaluate to an integer in the range ${least} to ${most}, found ${number}`) : number;
}

const $dateToParts: Operator = (operand, scope, name) => {
  const parts = compileParts(operand, scope, name, { date: 'needed', timezone: 'optional', iso8601: 'optional' });
  return (frame) => {
    const value = parts.date!(frame);
    const zone = zoneOf(frame, parts.timezone, utc);
    const byWeek = parts.iso8601?.(frame);
    if (isNothing(value) || !zone || (parts.iso8601 && isNothing(byWeek))) return null;
    if (byWeek !== undefined && typeof byWeek !== 'boolean') return breakRule(`iso8601 must evaluate to a bool, found ${typeName(byWeek)}`);
    const local = localDate(timeOf(value), zone);
    const { year, month, day, ...clock } = partsOf(local);
    return byWeek ? { isoWeekYear: isoWeekYear(local), isoWeek: isoWeek(local), isoDayOfWeek: isoDayOfWeek(local), ...clock } : { year, month, day, ...clock };
  };
};

export const dates: Record<string, Operator> = {
  $year: part((local) => local.getUTCFullYear()),
  $month: part((local) => local.getUTCMonth() + 1),
  $dayOfMonth: part((local) => local.getUTCDate()),
  $hour: part((local) => local.getUTCHours()),
  $minute: part((local) => local.getUTCMinutes()),
  $second: part((local) => local.getUTCSeconds()),
  $millisecond: part((local) => local.getUTCMilliseconds()),
  $dayOfYear: part(dayOfYear),
  $dayOfWeek: part(dayOfWeek),
  $week: part(week),
  $isoDayOfWeek: part(isoDayOfWeek),
  $isoWeek: part(isoWeek),
  $isoWeekYear: part(isoWeekYear),
  $dateToString,
  $dateFromString,
  $dateFromParts,
  $dateToParts,
};
