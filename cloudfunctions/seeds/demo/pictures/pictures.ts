/** Every picture of the demo data: its path without `.webp`, and its drawing. */
import { allGoods } from '../goods/index';
import { looksOf } from '../goods';
import { scene, single } from './compose';

export interface PlannedPicture {
  name: string;
  svg(): string;
  quality: number;
}

export function allPictures(): PlannedPicture[] {
  const goods = allGoods.flatMap((one) => [
    ...looksOf(one).map((_, index) => ({ name: `p/${one.id}-${index + 1}`, svg: () => single(one, index), quality: 82 })),
    { name: `p/${one.id}-scene`, svg: () => scene(one), quality: 80 },
  ]);
  return goods;
}
