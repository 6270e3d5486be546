/** Codes of the demo's reading card: as many as can be bought. Made up; they open nothing. */
import type { CardCodeDoc } from '../../data/code-documents';
import type { SpuDoc } from '../../data/documents';
import { derivedId } from '../../kernel/ids';
import { DAY, type SeedContext } from '../seed';
import { steady } from './spus';

const CODED = 'card-reading';
const LEFT = [12, 8, 3];

/** The stock of what is delivered as codes is what is left of them. */
export function withCodes(spu: SpuDoc): SpuDoc {
  if (spu._id !== CODED) return spu;
  const stock = Object.fromEntries(spu.skus.map(({ skuId }, i) => [skuId, { available: LEFT[i] ?? 0, held: 0, sold: 0, received: 0, adjusted: LEFT[i] ?? 0 }]));
  return { ...spu, stock };
}

export function cardCodeDocs({ now }: SeedContext): CardCodeDoc[] {
  return LEFT.flatMap((num, i) =>
    Array.from({ length: num }, (_, at): CardCodeDoc => {
      const skuId = `${CODED}-${i + 1}`;
      const code = `MD${['Y', 'J', 'N'][i]}-${part(`${skuId} ${at} a`)}-${part(`${skuId} ${at} b`)}`;
      return { _id: derivedId('k', 'shop-1', code), shopId: 'shop-1', spuId: CODED, skuId, code, state: 'free', batchId: 'demo', leavingBy: '', orderId: '', version: 0, addedAt: now - 3 * DAY, takenAt: null };
    }),
  );
}

/** Four letters or digits. */
function part(seed: string): string {
  return Math.floor(steady(seed) * 36 ** 4).toString(36).toUpperCase().padStart(4, '7');
}
