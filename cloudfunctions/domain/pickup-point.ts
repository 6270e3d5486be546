/** Pick-up points as merchants set them up, and what their opening hours say. */
import type { OpenHours, PickupPlace, PickupPointDraft } from '../../typings';
import type { FieldProblem } from './problem';

const PHONE = /^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|400-?\d{3}-?\d{4}|\+?\d{8,15})$/;
const DAYS = 7;
export const MINUTES_A_DAY = 1440;
const DAY = 86_400_000;
const SHANGHAI = 8 * 3_600_000;

type TextField = 'name' | 'provinceName' | 'cityName' | 'countyName' | 'detailInfo';
const TEXTS: Record<TextField, { title: string; least: number; most: number }> = {
  name: { title: '自提点名称', least: 2, most: 30 },
  provinceName: { title: '省份', least: 2, most: 30 },
  cityName: { title: '城市', least: 1, most: 30 },
  countyName: { title: '区县', least: 0, most: 30 },
  detailInfo: { title: '详细地址', least: 2, most: 120 },
};

/** Without surrounding and doubled spaces. */
export function tidyPoint(draft: PickupPointDraft): PickupPointDraft {
  const tidy = (text: string): string => text.trim().replace(/\s+/g, ' ');
  const { name, provinceName, cityName, countyName, detailInfo, phone } = draft;
  return { ...draft, name: tidy(name), provinceName: tidy(provinceName), cityName: tidy(cityName), countyName: tidy(countyName), detailInfo: tidy(detailInfo), phone: phone.replace(/\s+/g, '') };
}

/** The first thing wrong with a tidied draft; null: nothing. */
export function pointProblem(draft: PickupPointDraft, mostPrepareHours: number): FieldProblem | null {
  const { latitude, longitude, hours, prepareHours } = draft;
  if ((latitude === null) !== (longitude === null)) return { field: latitude === null ? 'latitude' : 'longitude', message: '位置不完整，请重新在地图上选择' };
  if (latitude !== null && longitude !== null && (Math.abs(latitude) > 90 || Math.abs(longitude) > 180)) return { field: 'latitude', message: '位置不正确，请重新在地图上选择' };
  for (const [field, { title, least, most }] of Object.entries(TEXTS) as [TextField, (typeof TEXTS)[TextField]][]) {
    const length = [...draft[field]].length;
    if (length < least) return { field, message: length === 0 ? `请填写${title}` : `${title}太短，至少 ${least} 个字` };
    if (length > most) return { field, message: `${title}太长，最多 ${most} 个字` };
  }
  if (!PHONE.test(draft.phone)) return { field: 'phone', message: draft.phone === '' ? '请填写联系电话' : '联系电话不正确，请检查后重填' };
  for (const [day, open] of hours.entries()) {
    if (open && open.until <= open.from) return { field: `hours[${day}].until`, message: `${DAY_NAMES[day]}的结束时间应晚于开始时间` };
  }
  if (hours.every((open) => open === null)) return { field: 'hours', message: '请至少选择一天营业' };
  if (prepareHours > mostPrepareHours) return { field: 'prepareHours', message: `备货时间最长 ${mostPrepareHours} 小时` };
  return null;
}

const DAY_NAMES = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'];

/** 浙江省杭州市西湖区文三路 8 号 */
export function placeAddress({ provinceName, cityName, countyName, detailInfo }: Pick<PickupPlace, 'provinceName' | 'cityName' | 'countyName' | 'detailInfo'>): string {
  return `${provinceName === cityName ? '' : provinceName}${cityName}${countyName}${detailInfo}`;
}

/** The first moment from `at` on at which the place is open; `at` itself where it never is. */
export function openFrom(hours: readonly (OpenHours | null)[], at: number): number {
  for (let day = 0; day <= DAYS; day++) {
    const midnight = Math.floor((at + SHANGHAI) / DAY) * DAY - SHANGHAI + day * DAY;
    const open = hours[weekday(midnight)];
    if (!open) continue;
    const [from, until] = [midnight + open.from * 60_000, midnight + open.until * 60_000];
    if (at < until) return Math.max(at, from);
  }
  return at;
}

/** 0 is Monday. 1 January 1970 was a Thursday. */
function weekday(at: number): number {
  return (Math.floor((at + SHANGHAI) / DAY) + 3) % DAYS;
}
