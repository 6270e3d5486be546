import type { Millis, OpenHours, PickupPlace } from '../../typings/index';

const SHANGHAI_MS = 8 * 3600 * 1000;
const two = (value: number): string => String(value).padStart(2, '0');
export const DAY_NAMES = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'];

/** 09:30 */
export function clockText(minutes: number): string {
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** 11月24日 10:00, in Asia/Shanghai. */
export function dayAndTime(at: Millis): string {
  const local = new Date(at + SHANGHAI_MS);
  return `${local.getUTCMonth() + 1}月${local.getUTCDate()}日 ${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`;
}

/** 每天 10:00-20:00 / 周一至周五 10:00-20:00，周六 10:00-18:00 */
export function hoursText(hours: readonly (OpenHours | null)[]): string {
  const spans: { from: number; to: number; text: string }[] = [];
  hours.forEach((open, day) => {
    if (!open) return;
    const text = `${clockText(open.from)}-${clockText(open.until)}`;
    const last = spans[spans.length - 1];
    if (last && last.to === day - 1 && last.text === text) last.to = day;
    else spans.push({ from: day, to: day, text });
  });
  const days = ({ from, to }: { from: number; to: number }): string => (from === 0 && to === 6 ? '每天' : from === to ? (DAY_NAMES[from] ?? '') : `${DAY_NAMES[from]}至${DAY_NAMES[to]}`);
  return spans.map((span) => `${days(span)} ${span.text}`).join('，');
}

/** 浙江省杭州市西湖区文三路 8 号 */
export function placeText({ provinceName, cityName, countyName, detailInfo }: Pick<PickupPlace, 'provinceName' | 'cityName' | 'countyName' | 'detailInfo'>): string {
  return `${provinceName === cityName ? '' : provinceName}${cityName}${countyName}${detailInfo}`;
}

export interface Position {
  latitude: number;
  longitude: number;
}
const EARTH_M = 6_371_000;

/** Metres as the crow flies; null: one of them is not known. */
export function distance(here: Position | null, { latitude, longitude }: Pick<PickupPlace, 'latitude' | 'longitude'>): number | null {
  if (!here || latitude === null || longitude === null) return null;
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const [a, b] = [radians(here.latitude), radians(latitude)];
  const part = Math.sin((b - a) / 2) ** 2 + Math.cos(a) * Math.cos(b) * Math.sin(radians(longitude - here.longitude) / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(part)));
}

/** 350 m / 2.1 km / 118 km */
export function distanceText(metres: number | null): string {
  if (metres === null) return '';
  if (metres < 1000) return `${Math.max(10, Math.round(metres / 10) * 10)} m`;
  return `${metres < 10_000 ? (metres / 1000).toFixed(1) : String(Math.round(metres / 1000))} km`;
}

/** 1234 5678 9012: as it is read aloud. */
export function codeText(code: string): string {
  return code.replace(/(\d{4})(?=\d)/g, '$1 ');
}
