/** Shoppers, shop staff and the platform's operator. Names and numbers are invented; the 1990000xxxx numbers belong to nobody. */
import type { PostalAddress } from '../../../typings';
import type { StaffDoc, UserDoc } from '../../data/documents';
import { DAY, type Seed, type SeedContext } from '../seed';

export const identities: Seed['identities'] = [
  { openid: 'o-shopper-1', name: '林小满', role: '买家' },
  { openid: 'o-shopper-2', name: '周亦可', role: '买家' },
  { openid: 'o-merchant-1', name: '青禾生活馆 · 店主', role: '商家' },
  { openid: 'o-staff-1', name: '青禾生活馆 · 运营', role: '店员' },
  { openid: 'o-merchant-2', name: '拾味南北 · 店主', role: '商家' },
  { openid: 'o-merchant-3', name: '北岸选物 · 店主', role: '商家' },
  { openid: 'o-operator', name: '平台运营', role: '平台' },
];

export const avatarPath = (openid: string): string => `demo/u/${openid}.webp`;

const staffed: [shopId: string, openid: string, role: StaffDoc['role']][] = [
  ['shop-1', 'o-merchant-1', 'owner'],
  ['shop-1', 'o-staff-1', 'operator'],
  ['shop-2', 'o-merchant-2', 'owner'],
  ['shop-3', 'o-merchant-3', 'owner'],
  ['platform', 'o-operator', 'platformOperator'],
];
export function staffDocs(): StaffDoc[] {
  return staffed.map(([shopId, openid, role]) => ({ _id: `${shopId}:${openid}`, shopId, openid, role }));
}

const place = (
  userName: string,
  telNumber: string,
  [provinceName, cityName, countyName]: [string, string, string],
  detailInfo: string,
): PostalAddress => ({ userName, telNumber, provinceName, cityName, countyName, detailInfo });

export const homes = {
  'o-shopper-1': place('林小满', '19900000001', ['浙江省', '杭州市', '西湖区'], '文二路云栖公寓 3 幢 1202 室'),
  'o-shopper-2': place('周亦可', '19900000002', ['四川省', '成都市', '武侯区'], '桐梓林东街 18 号锦屏里 2 单元 801'),
};

const nicknames: [openid: string, nickname: string, addresses: PostalAddress[]][] = [
  [
    'o-shopper-1',
    '小满',
    [homes['o-shopper-1'], place('林小满', '19900000001', ['浙江省', '杭州市', '滨江区'], '江南大道 588 号恒星里 B 座 16 楼前台')],
  ],
  ['o-shopper-2', '可可', [homes['o-shopper-2']]],
  ['o-merchant-1', '青禾掌柜', []],
  ['o-merchant-2', '拾味掌柜', []],
  ['o-merchant-3', '北岸掌柜', []],
  ['o-staff-1', '阿禾', []],
  ['o-operator', '小店平台', []],
];
export function userDocs({ now, fileID }: SeedContext): UserDoc[] {
  return nicknames.map(([openid, nickname, addresses]) => ({
    _id: openid,
    nickname,
    avatar: fileID(avatarPath(openid)),
    addresses: addresses.map((address, index) => ({ ...address, addressId: `${openid}-a${index + 1}` })),
    defaultAddressId: addresses.length > 0 ? `${openid}-a1` : '',
    recent: [],
    updatedAt: now - 3 * DAY,
  }));
}
