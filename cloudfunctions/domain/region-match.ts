/** Finds province, city and county at the head of a text. What the text does not say, and what does not follow from it for sure, stays empty. */
import { isNominal, parentOf, regions, regionsLike, type Region } from './regions';

export interface RegionMatch {
  province: Region | null;
  city: Region | null;
  county: Region | null;
  /** How much of the text it takes, separators between the levels included. */
  length: number;
  /** How many levels the text names itself. */
  named: number;
}

/** 北京路, 上海大厦, 南京西路: the name of something else. */
const SOMETHING_ELSE = /^(?:[东南西北中一二三四]{0,2}(?:路|街|大道|大街|巷|弄|桥|里|村|大厦|广场|酒店|饭店|银行|大学|中学|小学|医院|火车站|站|机场|花园|小区|公寓))/;
const BETWEEN = /^[\s,，、/|·.\-—_;；]*/;

const cities = regions.filter((region) => region.level === 1 && !isNominal(region));
const nominal = regions.filter(isNominal);
const isProvince = ({ level }: Region): boolean => level === 0;
const isCity = (region: Region): boolean => region.level === 1 && !isNominal(region);
const isCounty = ({ level }: Region): boolean => level === 2;
/** Towns and streets that stand in for counties: never taken for a place without their city. */
const isTown = ({ name }: Region): boolean => !/[区县市旗]$/.test(name);

interface Named {
  region: Region;
  length: number;
}

/** The regions of a kind whose name the text begins with, the longest writing first. */
function namedIn(text: string, isMeant: (region: Region) => boolean): Named[] {
  const found: Named[] = [];
  for (const region of regionsLike(text)) {
    if (!isMeant(region)) continue;
    if (text.startsWith(region.name)) found.push({ region, length: region.name.length });
    else {
      const short = region.short.find((one) => text.startsWith(one) && !SOMETHING_ELSE.test(text.slice(one.length)));
      if (short) found.push({ region, length: short.length });
    }
  }
  return found.sort((a, b) => b.length - a.length);
}

const gap = (text: string): number => BETWEEN.exec(text)![0].length;
const isIn = (region: Region, parent: Region): boolean => {
  const direct = parentOf(region);
  return direct?.code === parent.code || (direct !== null && parentOf(direct)?.code === parent.code);
};

/** null: the text does not begin with a region. */
export function matchRegion(text: string): RegionMatch | null {
  const candidates: RegionMatch[] = [];
  for (const { region: province, length } of namedIn(text, isProvince)) {
    const at = length + gap(text.slice(length));
    candidates.push(below(text, at, province) ?? { province, city: null, county: null, length, named: 1 });
  }
  for (const { region: city, length } of namedIn(text, isCity)) candidates.push(withCounty(text, length, parentOf(city)!, city, 1));
  const alone = namedIn(text, (one) => isCounty(one) && !isTown(one));
  for (const { region, length } of alone) {
    // Of two with the same name nobody knows which.
    if (text.slice(0, length) !== region.name || alone.some((other) => other.region !== region && other.length === length)) continue;
    candidates.push({ ...above(region), county: region, length, named: 1 });
  }
  return candidates.sort((a, b) => b.named - a.named || b.length - a.length)[0] ?? null;
}

/** After a province: its city, or a county of it without the city. */
function below(text: string, from: number, province: Region): RegionMatch | null {
  // 省直辖县 says nothing that the county does not.
  const nothing = nominal.find((one) => isIn(one, province) && text.startsWith(one.name, from));
  const at = nothing ? from + nothing.name.length + gap(text.slice(from + nothing.name.length)) : from;
  const rest = text.slice(at);
  const [city] = namedIn(rest, (one) => isCity(one) && isIn(one, province));
  const direct = namedIn(rest, (one) => isCounty(one) && isIn(one, province) && !isTown(one));
  const [county] = direct;
  const isSure = county !== undefined && !direct.some((other) => other !== county && other.length === county.length);
  if (city && (!isSure || city.length >= county.length)) return withCounty(text, at + city.length, province, city.region, 2);
  if (isSure) return { province, city: parentOf(county.region), county: county.region, length: at + county.length, named: 2 };
  // 北京市 is its own only city.
  const own = cities.filter((one) => isIn(one, province));
  return own.length === 1 && own[0]!.name === province.name ? { province, city: own[0]!, county: null, length: at, named: 1 } : null;
}

function withCounty(text: string, end: number, province: Region, city: Region, named: number): RegionMatch {
  const at = end + gap(text.slice(end));
  const [county] = namedIn(text.slice(at), (one) => isCounty(one) && (parentOf(one)?.code === city.code || isNominalSibling(one, city)));
  if (!county) return { province, city, county: null, length: end, named };
  return { province, city: parentOf(county.region), county: county.region, length: at + county.length, named: named + 1 };
}

/** 重庆市 城口县: the county hangs under 县 beside the city. */
function isNominalSibling(county: Region, city: Region): boolean {
  const parent = parentOf(county);
  return parent !== null && isNominal(parent) && parentOf(parent)?.name === city.name;
}

function above(county: Region): { province: Region | null; city: Region | null } {
  const city = parentOf(county);
  return { city, province: city ? parentOf(city) : null };
}
