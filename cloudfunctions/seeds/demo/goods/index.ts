/** All demo products, by top category. */
import type { Goods } from '../goods';
import { apparel } from './apparel';
import { beauty } from './beauty';
import { digital } from './digital';
import { food } from './food';
import { kids } from './kids';
import { kitchen } from './kitchen';
import { living } from './living';
import { pets } from './pets';
import { shoesbags } from './shoesbags';
import { sports } from './sports';
import { stationery } from './stationery';
import { virtual } from './virtual';

export const allGoods: Goods[] = [
  ...kitchen,
  ...living,
  ...apparel,
  ...food,
  ...digital,
  ...shoesbags,
  ...beauty,
  ...kids,
  ...stationery,
  ...sports,
  ...pets,
  ...virtual,
];
