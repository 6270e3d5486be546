/** What a postal address must have before a parcel can go there. */
import type { PostalAddress } from '../../typings';
import type { FieldProblem } from './problem';

export const PHONE = /^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|\+?\d{8,15})$/;

const LIMITS: Record<keyof PostalAddress, { name: string; least: number; most: number }> = {
  userName: { name: '收货人', least: 1, most: 30 },
  telNumber: { name: '手机号', least: 7, most: 20 },
  provinceName: { name: '省份', least: 2, most: 30 },
  cityName: { name: '城市', least: 1, most: 30 },
  countyName: { name: '区县', least: 0, most: 30 },
  detailInfo: { name: '详细地址', least: 2, most: 120 },
};

/** Without surrounding and doubled spaces. */
export function tidyAddress(address: PostalAddress): PostalAddress {
  const tidy = (text: string): string => text.trim().replace(/\s+/g, ' ');
  return {
    userName: tidy(address.userName),
    telNumber: address.telNumber.replace(/\s+/g, ''),
    provinceName: tidy(address.provinceName),
    cityName: tidy(address.cityName),
    countyName: tidy(address.countyName),
    detailInfo: tidy(address.detailInfo),
  };
}

/** The first thing wrong with a tidied address; null: nothing. */
export function addressProblem(address: PostalAddress): FieldProblem | null {
  for (const [field, { name, least, most }] of Object.entries(LIMITS) as [keyof PostalAddress, (typeof LIMITS)[keyof PostalAddress]][]) {
    const length = [...address[field]].length;
    if (length < least) return { field, message: length === 0 ? `请填写${name}` : `${name}太短，至少 ${least} 个字` };
    if (length > most) return { field, message: `${name}太长，最多 ${most} 个字` };
  }
  if (!PHONE.test(address.telNumber)) return { field: 'telNumber', message: '手机号不正确，请检查后重填' };
  return null;
}
