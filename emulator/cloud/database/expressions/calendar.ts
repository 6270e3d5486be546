/** Parts of a date by the clocks of a time zone, and dates from parts. */
import { type TimeZone, utcTime } from './time-zones';

const day = 86_400_000;

export interface DateParts {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
}

/** A Date whose UTC fields are what the zone's clocks show. */
export const localDate = (time: number, zone: TimeZone): Date => new Date(time + zone.offsetAt(time) * 60_000);

export function partsOf(local: Date): DateParts {
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    millisecond: local.getUTCMilliseconds(),
  };
}

/** 1 to 366. */
export const dayOfYear = (local: Date): number => Math.floor((local.getTime() - utcTime(local.getUTCFullYear(), 0, 1, 0, 0, 0, 0)) / day) + 1;
/** 1 (Sunday) to 7. */
export const dayOfWeek = (local: Date): number => local.getUTCDay() + 1;
/** 1 (Monday) to 7. */
export const isoDayOfWeek = (local: Date): number => local.getUTCDay() || 7;
/** 0 to 53: weeks begin on Sundays, days before the first one are in week 0. */
export const week = (local: Date): number => Math.floor((dayOfYear(local) + 6 - local.getUTCDay()) / 7);

/** The Thursday of the same ISO week: it is in the year that the week counts for. */
const thursday = (local: Date): Date => new Date(local.getTime() + (4 - isoDayOfWeek(local)) * day);
export const isoWeekYear = (local: Date): number => thursday(local).getUTCFullYear();
export const isoWeek = (local: Date): number => Math.ceil(dayOfYear(thursday(local)) / 7);

/** Midnight of a day of an ISO week, as if it were UTC. */
export function isoTime(year: number, isoWeekNumber: number, isoDay: number): number {
  const fourth = new Date(utcTime(year, 0, 4, 0, 0, 0, 0));
  const firstMonday = fourth.getTime() - (isoDayOfWeek(fourth) - 1) * day;
  return firstMonday + (isoWeekNumber - 1) * 7 * day + (isoDay - 1) * day;
}
