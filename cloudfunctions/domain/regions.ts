/**
 * Provinces, cities and counties, with the short names that people write. The table is packed into the cloud function that reads pasted
 * addresses; it is no part of the mini program, whose region picker is WeChat's own and brings its own.
 */
/** It is a module of the other kind to the compiler, and of both kinds to whatever runs it. */
// eslint-disable-next-line @typescript-eslint/no-require-imports -- an import is an error to the compiler (TS1479)
const { areaList } = require('@vant/area-data') as { areaList: Record<'province_list' | 'city_list' | 'county_list', Record<string, string>> };

export type Level = 0 | 1 | 2;
export interface Region {
  code: string;
  name: string;
  level: Level;
  /** As it is written in an address, without the official ending; those that could mean something else are left out. */
  short: string[];
}

const PEOPLES =
  '蒙古族|蒙古|回族|藏族|维吾尔族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|哈萨克|傣族|黎族|傈僳族|佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族|塔吉克族|塔吉克|怒族|裕固族|独龙族|鄂伦春|鄂温克族|各族';
const AUTONOMY = new RegExp(`(?:${PEOPLES})*自治(州|县|旗)$`);
const BARE = new RegExp(`(?:${PEOPLES})+$`);

const lists = [areaList.province_list, areaList.city_list, areaList.county_list];

export const regions: readonly Region[] = lists.flatMap((list, level) => Object.entries(list).map(([code, name]): Region => ({ code, name, level: level as Level, short: shortNames(name, level as Level) })));

const byFirst = new Map<string, Region[]>();
for (const region of regions) {
  const first = region.name[0]!;
  byFirst.set(first, [...(byFirst.get(first) ?? []), region]);
}
/** Those whose name begins like the text; a short name begins as the long one does. */
export function regionsLike(text: string): readonly Region[] {
  return byFirst.get(text[0] ?? '') ?? [];
}

const byCode = new Map(regions.map((region) => [region.code, region]));

/** Below which region it lies; null: it is a province. */
export function parentOf({ code, level }: Region): Region | null {
  if (level === 0) return null;
  return byCode.get(level === 1 ? `${code.slice(0, 2)}0000` : `${code.slice(0, 4)}00`) ?? null;
}

/** Cities that are no place of their own: whatever is right below the province (省直辖县, 重庆's 县). */
export function isNominal({ name, level }: Region): boolean {
  return level === 1 && (name === '县' || /直辖县/.test(name));
}

function shortNames(name: string, level: Level): string[] {
  if (level === 0) {
    const short = name.replace(/(?:省|市|特别行政区|(?:壮族|回族|维吾尔)?自治区)$/, '');
    return /自治区$/.test(name) ? [`${short}自治区`, `${short}省`, short] : [short];
  }
  const autonomy = AUTONOMY.exec(name);
  if (autonomy) {
    const stem = name.slice(0, autonomy.index).replace(BARE, '');
    const kind = autonomy[1]!;
    return stem.length >= 2 ? [`${stem}自治${kind}`, `${stem}${kind}`, ...(level === 1 ? [stem] : [])] : [];
  }
  if (level === 1) {
    const short = name.replace(/(?:市|地区|盟)$/, '');
    return short !== name && short.length >= 2 ? [short] : [];
  }
  // Districts keep their ending: 西湖 alone may be a lake or a road. County-level cities are written without it.
  return name.endsWith('市') && name.length > 2 ? [name.slice(0, -1)] : [];
}
