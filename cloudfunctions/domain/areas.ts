/**
 * Regions by name, as addresses have them: no table of regions is needed to tell whether an address lies in one. Names of the same place
 * differ between sources (广西 / 广西壮族自治区, 市辖区 for the only city of 北京市), so provinces are told by their first two characters, which
 * are unique, cities by their name without its kind, and the four municipalities have no city of their own.
 */
import type { Area, PostalAddress } from '../../typings';

export type Place = Pick<PostalAddress, 'provinceName' | 'cityName' | 'countyName'>;

const MUNICIPALITIES = new Set(['北京', '天津', '上海', '重庆']);

function provinceKey(name: string): string {
  return [...name.trim()].slice(0, 2).join('');
}

/** Within one province no two cities differ in their kind alone; counties do (和田市 and 和田县), so they are taken as they are. */
function cityKey(name: string): string {
  const key = name.trim().replace(/(?:市|地区|盟|自治州)$/, '');
  return key === '' ? name.trim() : key;
}

export function isMunicipality(provinceName: string): boolean {
  return MUNICIPALITIES.has(provinceKey(provinceName));
}

/** How closely the area names the place: 0 not at all, 1 its province, 2 its city, 3 its county. */
export function closeness(area: Area, place: Place): 0 | 1 | 2 | 3 {
  if (provinceKey(area.provinceName) !== provinceKey(place.provinceName)) return 0;
  const city = isMunicipality(area.provinceName) ? undefined : area.cityName;
  if (city !== undefined && cityKey(city) !== cityKey(place.cityName)) return 0;
  if (area.countyName !== undefined) return area.countyName.trim() === place.countyName.trim() ? 3 : 0;
  return city === undefined ? 1 : 2;
}

/** The closest of the areas; 0: the place lies in none. */
export function closest(areas: readonly Area[], place: Place): 0 | 1 | 2 | 3 {
  return areas.reduce<0 | 1 | 2 | 3>((best, area) => Math.max(best, closeness(area, place)) as 0 | 1 | 2 | 3, 0);
}

/** Two names of the same region have the same key. */
export function areaKey({ provinceName, cityName, countyName }: Area): string {
  const city = cityName === undefined || isMunicipality(provinceName) ? '' : cityKey(cityName);
  return [provinceKey(provinceName), city, countyName?.trim() ?? ''].join('/');
}

/** 浙江省杭州市西湖区; the city is not said twice (北京市北京市). */
export function areaName({ provinceName, cityName = '', countyName = '' }: Area): string {
  return provinceName + (cityName === provinceName || isMunicipality(provinceName) ? '' : cityName) + countyName;
}

/** 江苏省、浙江省等 5 个地区 */
export function areasText(areas: readonly Area[], most = 4): string {
  const names = areas.slice(0, most).map(areaName).join('、');
  return areas.length > most ? `${names}等 ${areas.length} 个地区` : names;
}
