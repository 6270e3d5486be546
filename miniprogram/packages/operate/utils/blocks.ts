import type { HomeBlockDraft } from '../../../../typings/index';

export type BlockType = HomeBlockDraft['type'];
/** What a block lists, as the editor shows it. */
export interface Item {
  id: string;
  name: string;
  image: string;
  /** Of a banner only. */
  subTitle: string;
  url: string;
}
/** Every kind of block in one form. */
export interface BlockForm {
  type: BlockType;
  title: string;
  /** Sub-title, or the text of a text block. */
  text: string;
  items: Item[];
}
export type Known = Map<string, Pick<Item, 'name' | 'image'>>;

export const TYPES: { type: BlockType; name: string; icon: string; most: number }[] = [
  { type: 'banner', name: '轮播图', icon: 'image', most: 8 },
  { type: 'categories', name: '分类入口', icon: 'grid', most: 10 },
  { type: 'feature', name: '横滑商品', icon: 'box', most: 20 },
  { type: 'grid', name: '商品宫格', icon: 'tag', most: 20 },
  { type: 'coupons', name: '优惠券', icon: 'tag', most: 20 },
  { type: 'shops', name: '推荐店铺', icon: 'shop', most: 20 },
  { type: 'text', name: '文字公告', icon: 'note', most: 0 },
];

export function typeOf(type: BlockType): (typeof TYPES)[number] {
  return TYPES.find((one) => one.type === type) as (typeof TYPES)[number];
}

export function emptyForm(type: BlockType): BlockForm {
  return { type, title: '', text: '', items: [] };
}

const blank = { subTitle: '', url: '' };

/** `known`: names and pictures of products and shops; one that is not known is no longer on offer. */
export function formOf(block: HomeBlockDraft, known: Known): BlockForm {
  const named = (id: string, word: string): Item => ({ ...blank, id, name: known.get(id)?.name ?? `${word}（${id}）`, image: known.get(id)?.image ?? '' });
  switch (block.type) {
    case 'banner':
      return { type: block.type, title: '', text: '', items: block.items.map(({ title, image, subTitle, url }, i) => ({ id: `${i}`, name: title, image, subTitle, url })) };
    case 'categories':
      return { type: block.type, title: '', text: '', items: block.items.map(({ id, name, icon }) => ({ ...blank, id, name, image: icon })) };
    case 'coupons':
    case 'shops':
      return { type: block.type, title: block.title, text: '', items: block.shopIds.map((id) => named(id, '已停业的店铺')) };
    case 'text':
      return { type: block.type, title: block.title, text: block.text, items: [] };
    default:
      return { type: block.type, title: block.title, text: block.subTitle, items: block.spuIds.map((id) => named(id, '已下架的商品')) };
  }
}

export function draftOf({ type, title, text, items }: BlockForm): HomeBlockDraft {
  const ids = items.map(({ id }) => id);
  switch (type) {
    case 'banner':
      return { type, items: items.map(({ name, image, subTitle, url }) => ({ title: name.trim(), image, subTitle: subTitle.trim(), url: url.trim() })) };
    case 'categories':
      return { type, items: items.map(({ id, name, image }) => ({ id, name, icon: image })) };
    case 'coupons':
    case 'shops':
      return { type, title: title.trim(), shopIds: ids };
    case 'text':
      return { type, title: title.trim(), text: text.trim() };
    default:
      return { type, title: title.trim(), subTitle: text.trim(), spuIds: ids };
  }
}

/** What is missing; '' when nothing is. */
export function problemOf({ type, title, text, items }: BlockForm): string {
  if (type === 'text') return title.trim() || text.trim() ? '' : '请填写标题或文字';
  if (items.length === 0) return type === 'banner' ? '请至少加一张图片' : '请至少选择一项';
  if (type !== 'banner' && type !== 'categories' && !title.trim()) return '请填写标题';
  const strange = items.find(({ url }) => url.trim() && !/^\/[\w\-/?=&%.]*$/.test(url.trim()));
  return strange ? '跳转页面应以 / 开头，例如 /pages/home/index' : '';
}

/** In one line. */
export function summaryOf({ type, title, text, items }: BlockForm): string {
  if (type === 'text') return text || title;
  const names = items.map(({ name }) => name).filter(Boolean);
  return `${items.length} 项${names.length ? `：${names.join('、')}` : ''}`;
}

/** The list with one item moved by a place; the same list when it cannot move. */
export function shifted<T>(list: readonly T[], index: number, by: -1 | 1): T[] {
  const next = [...list];
  const other = index + by;
  if (index < 0 || other < 0 || index >= list.length || other >= list.length) return next;
  [next[index], next[other]] = [list[other] as T, list[index] as T];
  return next;
}
