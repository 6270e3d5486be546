/** Every drawing by name. */
import type { Drawing } from '../sheet';
import { beauty } from './beauty';
import { carry } from './carry';
import { electronics } from './electronics';
import { food } from './food';
import { garments } from './garments';
import { living } from './living';
import { outdoors } from './outdoors';
import { play } from './play';
import { vessels } from './vessels';

export const drawings: Record<string, Drawing> = { ...vessels, ...living, ...garments, ...food, ...electronics, ...carry, ...beauty, ...play, ...outdoors };
