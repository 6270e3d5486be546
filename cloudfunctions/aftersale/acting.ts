/** One step of a request that is there already: moved once, its consequences carried out, the same answer to a repeat. */
import type { AfterSaleDetail, Reply } from '../../typings';
import { moveAfterSale, type AfterSaleMove } from '../data/after-sales';
import type { AfterSaleDoc } from '../data/documents';
import { wasBy } from '../data/recent';
import { afterSales } from '../data/store';
import type { AfterSaleActor } from '../domain/after-sale-states';
import { logError } from '../kernel/log';
import type { Context } from '../kernel/serve';
import { finishAfterSale } from '../processes/after-sale-debts';
import { detailOf, notNow } from './views';

export type Viewer = Exclude<AfterSaleActor, 'system'>;
export type Step = Omit<AfterSaleMove, 'at' | 'by'> & { requestId: string };
type Occasion = Pick<Context, 'now' | 'envId'>;

/** `what`: the step in Chinese, for the refusal. */
export async function step(afterSale: AfterSaleDoc, viewer: Viewer, what: string, move: Step, { now, envId }: Occasion): Promise<Reply<AfterSaleDetail>> {
  const moved = wasBy(afterSale, move.requestId) || (await moveAfterSale(afterSale, { ...move, at: now, by: viewer }));
  const present = await presentOf(afterSale);
  if (!moved && !wasBy(present, move.requestId)) return notNow(present, what);
  return { ok: true, data: detailOf(await consequences(present, { now, envId }), viewer) };
}

export async function presentOf(afterSale: AfterSaleDoc): Promise<AfterSaleDoc> {
  return (await afterSales.get(afterSale._id)) ?? afterSale;
}

/** What is owed stands in the todo list by now: if this attempt fails, the timer makes the next one. */
export async function consequences(afterSale: AfterSaleDoc, occasion: Occasion): Promise<AfterSaleDoc> {
  if (afterSale.todo.every((todo) => todo === 'forget')) return afterSale;
  try {
    await finishAfterSale(afterSale, occasion);
  } catch (error) {
    logError('after-sale not carried out yet', { afterSaleId: afterSale._id }, error);
  }
  return presentOf(afterSale);
}
