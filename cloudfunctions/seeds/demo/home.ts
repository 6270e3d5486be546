/** Blocks of the home page. */
import type { PageDoc } from '../../data/documents';
import type { SearchPageDoc } from '../../data/find-documents';
import type { SeedContext } from '../seed';
import { iconPath, tree } from './categories';

export const bannerPath = (name: string): string => `demo/b/${name}.webp`;

interface Banner {
  name: string;
  title: string;
  subTitle: string;
  url: string;
}
const productUrl = (spuId: string): string => `/packages/product/pages/detail/index?spuId=${spuId}`;
const listUrl = (categoryId: string, title: string): string => `/packages/product/pages/list/index?categoryId=${categoryId}&title=${encodeURIComponent(title)}`;
export const banners: Banner[] = [
  { name: 'autumn', title: '把秋天请进屋', subTitle: '家居焕新 · 满 99 元包邮', url: listUrl('home', '家居焕新') },
  { name: 'harvest', title: '当季鲜果 产地直发', subTitle: '坏果包赔 · 48 小时内发出', url: listUrl('fruit', '当季鲜果') },
  { name: 'outdoor', title: '周末去露营', subTitle: '一顶帐篷，装下整个山野', url: productUrl('tent-ridge') },
];

const hotWords = ['马克杯', '卫衣', '蓝牙耳机', '咖啡', '露营', '赣南脐橙', '台灯', '猫粮'];

export function pageDocs({ fileID }: SeedContext): (PageDoc | SearchPageDoc)[] {
  return [
    { _id: 'search', pinned: hotWords, counted: [], countedAt: 0 },
    {
      _id: 'home',
      blocks: [
        { type: 'banner', items: banners.map(({ name, ...rest }) => ({ image: fileID(bannerPath(name)), ...rest })) },
        {
          type: 'categories',
          items: tree.slice(0, 10).map(({ id, name }) => ({ id, name, icon: fileID(iconPath(id)) })),
        },
        {
          type: 'feature',
          title: '今日好价',
          subTitle: '比平时更省一点',
          spuIds: ['mug-tide', 'hoodie-cloud', 'buds-air', 'orange-gannan', 'lipstick-velvet', 'lamp-dome'],
        },
        { type: 'coupons', title: '领券中心', shopIds: ['shop-1', 'shop-2', 'shop-3'] },
        { type: 'shops', title: '值得逛的小店', shopIds: ['shop-1', 'shop-2', 'shop-3'] },
        {
          type: 'feature',
          title: '新鲜上架',
          subTitle: '刚刚到仓的好物',
          spuIds: ['coffee-yunnan', 'sneaker-breeze', 'bowl-cat', 'lamp-paper'],
        },
      ],
    },
  ];
}
