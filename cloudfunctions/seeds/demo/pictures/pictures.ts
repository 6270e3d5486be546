/** Every picture of the demo data: its path without `.webp`, and its drawing. */
import { allGoods } from '../goods/index';
import { looksOf } from '../goods';
import { scene, single } from './compose';
import { banner, bannerIds, icon, iconIds, logo, logoIds, portrait, portraitIds } from './emblems';
import { panel } from './panel';

export interface PlannedPicture {
  name: string;
  svg(): string;
  /** Of the file; the drawing is scaled to it. */
  width: number;
  quality: number;
}

export function allPictures(): PlannedPicture[] {
  const goods = allGoods.flatMap((one) => [
    ...looksOf(one).map((_, index) => ({ name: `p/${one.id}-${index + 1}`, svg: () => single(one, index), width: 600, quality: 82 })),
    { name: `p/${one.id}-scene`, svg: () => scene(one), width: 600, quality: 80 },
    { name: `p/${one.id}-info`, svg: () => panel(one), width: 600, quality: 72 },
  ]);
  const set = (folder: string, ids: string[], draw: (id: string) => string, width: number, quality: number): PlannedPicture[] =>
    ids.map((id) => ({ name: `${folder}/${id}`, svg: () => draw(id), width, quality }));
  return [
    ...goods,
    ...set('c', iconIds, icon, 144, 84),
    ...set('s', logoIds, logo, 200, 88),
    ...set('u', portraitIds, portrait, 200, 84),
    ...set('b', bannerIds, banner, 1029, 80),
  ];
}
