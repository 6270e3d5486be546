/** After-sale requests: how they are found, and the guarded moves along their state table. */
import type { AfterSaleLogEntry, AfterSaleType, ImageRef } from '../../typings';
import { deadlineOf, stepRule } from '../domain/after-sale-deadlines';
import { debtsOf, isTerminal, nextAfterSaleStatus, type AfterSaleDebt, type AfterSaleEvent } from '../domain/after-sale-states';
import { command, type Where } from './client';
import type { AfterSaleDoc, AfterSaleTodo } from './documents';
import { by } from './recent';
import type { AfterSaleRules } from './rules';
import { afterSales } from './store';
import { untold } from './untold';

export interface AfterSaleMove {
  event: AfterSaleEvent;
  at: number;
  by: AfterSaleLogEntry['by'];
  text: string;
  images?: ImageRef[];
  /** What else changes with it. */
  change?: Partial<AfterSaleDoc>;
  /** What it owes beside what the status says. */
  debts?: AfterSaleDebt[];
  /** Needed where the new step has a deadline. */
  rules?: AfterSaleRules;
  requestId?: string;
  guard?: Where;
}

/** Moves one request on from where it was read. False: it is somewhere else by now, or the table does not lead there; nothing changed. */
export async function moveAfterSale(afterSale: AfterSaleDoc, { event, at, by: actor, text, images = [], change = {}, debts = [], rules, requestId, guard }: AfterSaleMove): Promise<boolean> {
  const status = nextAfterSaleStatus(afterSale.status, afterSale.type, event);
  if (status === null) return false;
  if (stepRule(status) && !rules) throw new Error(`${status} has a deadline, and no rules were given`);
  const type: AfterSaleType = change.type ?? afterSale.type;
  const owed = [...debtsOf(status, type, afterSale.reservation !== undefined), ...debts];
  const moved = await afterSales.update(
    { ...guard, _id: afterSale._id, status: afterSale.status },
    {
      deadline: rules ? deadlineOf(status, rules, at) : null,
      ...(isTerminal(status) ? { finishedAt: at } : {}),
      ...change,
      status,
      updatedAt: at,
      ...untold('afterSale', event, at),
      log: command.push([{ at, by: actor, event, text, ...(images.length > 0 ? { images } : {}) }]),
      ...(owed.length > 0 ? { todo: command.addToSet({ $each: owed } as never) } : {}),
      ...(requestId ? by(requestId) : {}),
    },
  );
  return moved === 1;
}

export async function afterSaleTodoDone(afterSaleId: string, todo: AfterSaleTodo): Promise<void> {
  await afterSales.update({ _id: afterSaleId, todo }, { todo: command.pull(todo) });
}

/** Somebody else's request is as good as none; so is one that was never claimed. */
export async function afterSaleOf(openid: string, afterSaleId: string): Promise<AfterSaleDoc | null> {
  const found = await afterSales.get(afterSaleId);
  return found && found.openid === openid && isShown(found) ? found : null;
}

export async function afterSaleOfShop(shopId: string, afterSaleId: string): Promise<AfterSaleDoc | null> {
  const found = await afterSales.get(afterSaleId);
  return found && found.shopId === shopId && isShown(found) ? found : null;
}

export function isShown({ status }: AfterSaleDoc): boolean {
  return status !== 'SUBMITTING' && status !== 'VOID';
}
