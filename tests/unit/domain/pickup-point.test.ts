/** Pick-up points: what is wrong with one, and when it is open. */
import { openFrom, placeAddress, pointProblem, tidyPoint } from '../../../cloudfunctions/domain/pickup-point';
import { pickupDraft } from '../../integration/support/pickup-fixture';

const MOST_HOURS = 168;
const problem = (more: Parameters<typeof pickupDraft>[0]) => pointProblem(tidyPoint(pickupDraft(more)), MOST_HOURS)?.field;

test('a whole point has no problem, and spaces are tidied', () => {
  expect(problem({})).toBeUndefined();
  expect(tidyPoint(pickupDraft({ name: ' 文三路  店 ', phone: ' 0571 88880000 ' }))).toMatchObject({ name: '文三路 店', phone: '057188880000' });
});

test.each([
  ['name', { name: ' ' }],
  ['name', { name: '店' }],
  ['name', { name: '店'.repeat(31) }],
  ['provinceName', { provinceName: '' }],
  ['cityName', { cityName: '' }],
  ['detailInfo', { detailInfo: '8' }],
  ['phone', { phone: '' }],
  ['phone', { phone: '12' }],
  ['latitude', { latitude: null }],
  ['latitude', { latitude: 91 }],
  ['hours', { hours: [null, null, null, null, null, null, null] }],
  ['hours[2].until', { hours: pickupDraft().hours.map((open, day) => (day === 2 ? { from: 600, until: 600 } : open)) }],
  ['prepareHours', { prepareHours: MOST_HOURS + 1 }],
])('%s is named', (field, more) => {
  expect(problem(more)).toBe(field);
  expect(pointProblem(tidyPoint(pickupDraft(more)), MOST_HOURS)?.message).toMatch(/\p{Script=Han}/u);
});

test('a point without a position, or without a district, is good', () => {
  expect(problem({ latitude: null, longitude: null, countyName: '' })).toBeUndefined();
});

test('a municipality is named once', () => {
  expect(placeAddress(pickupDraft({ provinceName: '上海市', cityName: '上海市', countyName: '徐汇区', detailInfo: '漕溪北路 1 号' }))).toBe('上海市徐汇区漕溪北路 1 号');
});

/** 2026-11-23 is a Monday. */
const shanghai = (day: number, hour: number, minute = 0): number => Date.UTC(2026, 10, day, hour - 8, minute);
const weekdays = [...Array.from({ length: 5 }, () => ({ from: 600, until: 1200 })), null, null];
test.each([
  ['while it is open', shanghai(23, 12), shanghai(23, 12)],
  ['before it opens', shanghai(23, 3), shanghai(23, 10)],
  ['after it closed', shanghai(23, 20), shanghai(24, 10)],
  ['before the week-end', shanghai(27, 21), shanghai(30, 10)],
  ['on Sunday', shanghai(29, 12), shanghai(30, 10)],
])('opens next: %s', (_title, at, opens) => {
  expect(new Date(openFrom(weekdays, at)).toISOString()).toBe(new Date(opens).toISOString());
});
test('a place that never opens answers with the time itself', () => {
  expect(openFrom([null, null, null, null, null, null, null], 5)).toBe(5);
});
