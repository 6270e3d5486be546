/** Provinces, cities and districts with their administrative codes. */
import { areaList } from '@vant/area-data';

export interface Area {
  name: string;
  /** Six digits. */
  code: string;
}

const lists = [areaList.province_list, areaList.city_list, areaList.county_list] as Record<string, string>[];
/** Length of the prefix that a code shares with its parent's, by level. */
const prefixes = [0, 2, 4];

/** The areas right below one; '' gives the provinces. */
export function areasOf(parent: string): Area[] {
  const level = parent === '' ? 0 : parent.endsWith('0000') ? 1 : 2;
  const prefix = parent.slice(0, prefixes[level]);
  return Object.entries(lists[level] ?? {})
    .filter(([code]) => code.startsWith(prefix))
    .map(([code, name]) => ({ code, name }));
}
