/** Three shops: one whose deposit falls short, one in the 0-yuan trial, one that has paid. */
import type { ShopDoc } from '../../data/documents';
import { DAY, type SeedContext } from '../seed';
import { defaultFreight } from './terms';

export const logoPath = (shopId: string): string => `demo/s/${shopId}.webp`;

export const shopNames = { 'shop-1': '青禾生活馆', 'shop-2': '拾味南北', 'shop-3': '北岸选物' } as const;

export function shopDocs({ now, fileID }: SeedContext): ShopDoc[] {
  return [
    {
      _id: 'shop-1',
      name: shopNames['shop-1'],
      logo: fileID(logoPath('shop-1')),
      intro: '把寻常日子过得有质感。自有设计的家居、餐厨、服饰与文具，从打样到上架，每一件都先在我们自己家里用过三个月。',
      subjectType: '企业',
      status: 'open_finished',
      ownerOpenid: 'o-merchant-1',
      services: ['七天无理由退货', '48 小时发货', '破损包赔'],
      freight: { feeFen: 800, freeFromFen: 9900 },
      returnAddress: { userName: '青禾售后', telNumber: '19900000011', provinceName: '浙江省', cityName: '杭州市', countyName: '余杭区', detailInfo: '良睦路 88 号青禾仓 2 号门' },
      pickup: { enabled: true },
      depositTrial: false,
      openedAt: now - 420 * DAY,
    },
    {
      _id: 'shop-2',
      name: shopNames['shop-2'],
      logo: fileID(logoPath('shop-2')),
      intro: '走南闯北，替你尝过。与产地茶农、果农直接合作，当季现采、小批烘焙，不好吃就不上架。',
      subjectType: '个体工商户',
      status: 'open_finished',
      ownerOpenid: 'o-merchant-2',
      services: ['坏果包赔', '48 小时发货', '产地直发'],
      freight: { feeFen: 600, freeFromFen: 5900 },
      freightTemplateId: defaultFreight['shop-2'],
      returnAddress: { userName: '拾味售后', telNumber: '19900000012', provinceName: '云南省', cityName: '昆明市', countyName: '官渡区', detailInfo: '彩云北路 120 号拾味仓' },
      instantRefund: true,
      depositTrial: true,
      openedAt: now - 64 * DAY,
    },
    {
      _id: 'shop-3',
      name: shopNames['shop-3'],
      logo: fileID(logoPath('shop-3')),
      intro: '为城市与山野之间的生活选物：数码、运动户外、护肤与玩具。专业买手实测，只留下值得反复使用的那一件。',
      subjectType: '企业',
      status: 'open_finished',
      ownerOpenid: 'o-merchant-3',
      services: ['七天无理由退货', '24 小时发货', '正品保障', '运费险'],
      freight: { feeFen: 0, freeFromFen: 0 },
      returnAddress: { userName: '北岸售后', telNumber: '19900000013', provinceName: '广东省', cityName: '深圳市', countyName: '宝安区', detailInfo: '前进二路 66 号北岸仓 5 楼' },
      depositTrial: false,
      openedAt: now - 655 * DAY,
    },
  ];
}
