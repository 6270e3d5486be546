/** The platform's seven-field cron: second minute hour day month weekday year, in Beijing time. */
import { CronExpressionParser } from 'cron-parser';
import { EmulatorError, messageOf } from '../../errors';

const ZONE = 'Asia/Shanghai';
const LAST_YEAR = 2099;

/** The first time after `after` (both ms) at which the expression holds; null: never again. */
export function nextTime(cron: string, after: number): number | null {
  const fields = cron.trim().split(/\s+/);
  const years = yearsOf(fields[6] ?? '*', cron);
  const dates = parse(fields.slice(0, 6).join(' '), after, cron);
  for (let tries = 0; tries < 1000; tries++) {
    const time = dates.next().toDate().getTime();
    const year = beijingYear(time);
    if (years === null || years.has(year)) return time;
    const nextYear = [...years].filter((candidate) => candidate > year).sort((a, b) => a - b)[0];
    if (nextYear === undefined) return null;
    dates.reset(new Date(Date.UTC(nextYear, 0, 1) - 8 * 3_600_000 - 1));
  }
  return null;
}

function parse(sixFields: string, after: number, cron: string): ReturnType<typeof CronExpressionParser.parse> {
  try {
    return CronExpressionParser.parse(sixFields, { currentDate: new Date(after), tz: ZONE });
  } catch (error) {
    throw wrong(cron, messageOf(error), error);
  }
}

/** null: every year. */
function yearsOf(field: string, cron: string): Set<number> | null {
  if (field === '*') return null;
  const years = new Set<number>();
  for (const part of field.split(',')) {
    const range = /^(\d{4})(?:-(\d{4}))?$/.exec(part);
    if (!range) throw wrong(cron, `"${part}" is not a year`);
    const [first, last] = [Number(range[1]), Number(range[2] ?? range[1])];
    if (first > last || last > LAST_YEAR) throw wrong(cron, `"${part}" is not a range of years up to ${LAST_YEAR}`);
    for (let year = first; year <= last; year++) years.add(year);
  }
  return years;
}

function beijingYear(time: number): number {
  return new Date(time + 8 * 3_600_000).getUTCFullYear();
}

function wrong(cron: string, why: string, cause?: unknown): EmulatorError {
  return new EmulatorError(`The timer "${cron}" is not valid: ${why}.`, 'Write seven fields: second minute hour day month weekday year, e.g. "0 */5 * * * * *".', { cause });
}
