/** Category tree: top categories with their leaves. Icons are drawn per top and per leaf category. */
import type { CategoryDoc } from '../../data/documents';
import type { SeedContext } from '../seed';

interface Top {
  id: string;
  name: string;
  leaves: [id: string, name: string][];
}
export const tree: Top[] = [
  { id: 'apparel', name: '服饰', leaves: [['tops', '上衣卫衣'], ['dresses', '裙装'], ['outerwear', '外套']] },
  { id: 'shoesbags', name: '鞋包', leaves: [['sneakers', '运动鞋'], ['bags', '箱包']] },
  { id: 'digital', name: '数码', leaves: [['audio', '耳机音箱'], ['phones', '手机配件'], ['desktop', '桌面外设']] },
  { id: 'home', name: '家居', leaves: [['lighting', '灯具'], ['furniture', '家具'], ['textiles', '家纺布艺'], ['plants', '绿植花器']] },
  { id: 'kitchen', name: '餐厨', leaves: [['cups', '杯壶'], ['cookware', '锅具餐具']] },
  { id: 'food', name: '食品', leaves: [['fruit', '新鲜水果'], ['tea', '茗茶'], ['coffee', '咖啡冲饮'], ['snacks', '速食零食']] },
  { id: 'beauty', name: '美妆', leaves: [['makeup', '彩妆'], ['skincare', '护肤'], ['bath', '洗护']] },
  { id: 'kids', name: '玩具', leaves: [['blocks', '积木拼搭'], ['plush', '毛绒玩偶']] },
  { id: 'stationery', name: '文具', leaves: [['notebooks', '本册'], ['pens', '书写'], ['books', '图书']] },
  { id: 'sports', name: '运动', leaves: [['camping', '露营'], ['fitness', '健身'], ['bottles', '运动水杯']] },
  { id: 'pets', name: '宠物', leaves: [['petfood', '食具粮食'], ['petlife', '窝垫玩具']] },
];

export const iconPath = (id: string): string => `demo/c/${id}.webp`;

/** Ids from the top category down to the leaf. */
export function pathTo(leaf: string): string[] {
  const top = tree.find(({ leaves }) => leaves.some(([id]) => id === leaf));
  if (!top) throw new Error(`No category has the leaf ${leaf}`);
  return [top.id, leaf];
}
export function namesOf(leaf: string): string[] {
  const [topId] = pathTo(leaf);
  const top = tree.find(({ id }) => id === topId);
  return top ? [top.name, ...top.leaves.filter(([id]) => id === leaf).map(([, name]) => name)] : [];
}

export function categoryDocs({ fileID }: SeedContext): CategoryDoc[] {
  return tree.flatMap((top, topIndex) => [
    { _id: top.id, parentId: '', name: top.name, icon: fileID(iconPath(top.id)), sort: topIndex + 1 },
    ...top.leaves.map(([id, name], index) => ({
      _id: id,
      parentId: top.id,
      name,
      icon: fileID(iconPath(id)),
      sort: index + 1,
    })),
  ]);
}
