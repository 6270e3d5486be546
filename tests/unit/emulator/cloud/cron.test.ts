import { nextTime } from '../../../../emulator/cloud/timers/cron';

const at = (text: string) => Date.parse(text);
const next = (cron: string, after: string) => {
  const time = nextTime(cron, at(after));
  return time === null ? null : new Date(time).toISOString();
};

test.each([
  ['every five seconds', '*/5 * * * * * *', '2025-03-01T00:00:01Z', '2025-03-01T00:00:05.000Z'],
  ['every minute', '0 * * * * * *', '2025-03-01T00:00:00Z', '2025-03-01T00:01:00.000Z'],
  ['at 2 in the morning in Beijing', '0 0 2 * * * *', '2025-03-01T00:00:00Z', '2025-03-01T18:00:00.000Z'],
  ['on the first of the month in Beijing', '0 0 0 1 * * *', '2025-03-10T00:00:00Z', '2025-03-31T16:00:00.000Z'],
  ['on weekdays', '0 30 9 * * MON-FRI *', '2025-03-01T00:00:00Z', '2025-03-03T01:30:00.000Z'],
  ['in a year to come', '0 0 0 1 1 * 2027', '2025-03-01T00:00:00Z', '2026-12-31T16:00:00.000Z'],
  ['in one of several years', '0 0 12 * * * 2024,2026-2027', '2025-03-01T00:00:00Z', '2026-01-01T04:00:00.000Z'],
])('%s', (_what, cron, after, expected) => {
  expect(next(cron, after)).toBe(expected);
});

test('never again', () => {
  expect(next('0 0 0 1 1 * 2024', '2025-03-01T00:00:00Z')).toBeNull();
});

test.each(['61 * * * * * *', '* * * * * * soon', '* * * * * * 2030-2020', 'x * * * * * *'])('%s is refused', (cron) => {
  expect(() => nextTime(cron, at('2025-03-01T00:00:00Z'))).toThrow(/is not valid/);
});
