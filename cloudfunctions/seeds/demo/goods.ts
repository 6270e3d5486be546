/** How a demo product is written down; spus.ts turns it into a stored document, pictures/ into its pictures. */
import type { Fen, SpuStatus } from '../../../typings';

/** Colours of one variant of a drawing, as #RRGGBB. What `second` and `accent` paint is the drawing's own affair. */
export interface Look {
  main: string;
  second?: string;
  accent?: string;
}
export interface AxisValue {
  name: string;
  /** Added to the product's base price. */
  addFen?: Fen;
  /** The variant's own picture; only on the first axis. */
  look?: Look;
}
export interface Axis {
  key: string;
  values: AxisValue[];
}
export interface Goods {
  id: string;
  shopId: 'shop-1' | 'shop-2' | 'shop-3';
  /** Leaf category. */
  leaf: string;
  title: string;
  subTitle: string;
  desc: string;
  /** Three selling points for the description picture: a heading and one line. */
  points: [heading: string, line: string][];
  params: Record<string, string>;
  priceFen: Fen;
  /** Struck-through price over the base price; 0: none. */
  marketPriceFen: Fen;
  /** One to three. */
  axes: Axis[];
  /** Pieces sold so far, spread over the SKUs. */
  sold: number;
  /** Pieces of an ordinary SKU on hand. */
  stock: number;
  /** SKUs with nothing left, by their values joined with '/'; 'all': the whole product. */
  soldOut?: string[] | 'all';
  /** Default 5, listed. */
  status?: SpuStatus;
  picture: Picture;
}
export interface Picture {
  drawing: string;
  /** Look of the main picture when no axis value has one. */
  look?: Look;
  /** Backdrop of the main picture. */
  backdrop?: string;
  /** Word on the drawing (a label, a cover). */
  label?: string;
  /** Variant of the drawing's form. */
  form?: string;
}

/** A value of the first axis with its colours. */
export const tint = (name: string, main: string, second?: string, accent?: string, addFen = 0): AxisValue => ({
  name,
  addFen,
  look: { main, second, accent },
});
/** Values without pictures of their own, `addFen` rising from value to value as listed. */
export const plain = (key: string, values: (string | [name: string, addFen: Fen])[]): Axis => ({
  key,
  values: values.map((value) => (typeof value === 'string' ? { name: value } : { name: value[0], addFen: value[1] })),
});
export const tints = (key: string, ...values: AxisValue[]): Axis => ({ key, values });

/** Looks of a product in the order of its first axis; one look when the axis has none. */
export function looksOf(goods: Goods): Look[] {
  const looks = (goods.axes[0]?.values ?? []).flatMap((value) => (value.look ? [value.look] : []));
  return looks.length > 0 ? looks : [goods.picture.look ?? { main: '#C9B8A3' }];
}
/** Storage path of a product's picture: its number (from 1, by look), 'scene' or 'info'. */
export const picturePath = (goods: Goods, name: string | number): string => `demo/p/${goods.id}-${name}.webp`;
