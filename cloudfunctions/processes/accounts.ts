/**
 * Deleting an account. First a cooling-off period, in which it can be taken back; then the timer goes through every collection that knows the
 * person, in bounded steps. What is done stands in the user's document, which goes last: a step that died is simply done again.
 */
import type { CloseObstacle, CloseState, PostalAddress } from '../../typings';
import { command } from '../data/client';
import type { Closing, UserDoc } from '../data/documents';
import { personalData, type PersonalData } from '../data/personal';
import { rules, afterSales, closedAccounts, invoices, orders, payments, users } from '../data/store';
import { memberships } from '../data/staff';
import { afterSaleStatuses, isTerminal } from '../domain/after-sale-states';
import { orderStatuses } from '../domain/order-states';
import { scrubbed, secretsOf } from '../domain/scrub';
import { DAY } from '../kernel/clock';
import { removeFiles } from '../kernel/files';
import { derivedId, nonce } from '../kernel/ids';
import { carriers, tell } from './notices';

const COOLING_DAYS = 'account.coolingDays';
/** Where the table of rules has none. */
const USUAL_COOLING_DAYS = 15;
/** Documents of one collection at a time. */
const AT_ONCE = 50;

export async function coolingDays(): Promise<number> {
  return (await rules.get(COOLING_DAYS))?.value ?? USUAL_COOLING_DAYS;
}

/** What has to end first. */
export async function obstaclesTo(openid: string): Promise<CloseObstacle[]> {
  const open = orderStatuses.filter((status) => status !== 0 && status < 100);
  const running = afterSaleStatuses.filter((status) => !isTerminal(status));
  const [orderCount, afterSaleCount, paymentCount, invoiceCount, jobs] = await Promise.all([
    orders.count({ openid, status: command.in([...open]) }),
    afterSales.count({ openid, status: command.in([...running]) }),
    payments.count({ openid, state: command.in(['created', 'pending']) }),
    invoices.count({ openid, state: command.in(['requested', 'redNeeded']) }),
    memberships(openid),
  ]);
  const found: CloseObstacle[] = [
    { kind: 'order', count: orderCount, text: `有 ${orderCount} 个订单还没有完成，请先收货或取消` },
    { kind: 'afterSale', count: afterSaleCount, text: `有 ${afterSaleCount} 个售后还没有结束，请等待处理或撤销` },
    { kind: 'payment', count: paymentCount, text: `有 ${paymentCount} 笔支付还没有结果，请稍后再试` },
    { kind: 'invoice', count: invoiceCount, text: `有 ${invoiceCount} 张发票还在处理，请等待开具或取消` },
    { kind: 'staff', count: jobs.length, text: '你还是店铺或平台的成员，请先请店主把你移出' },
  ];
  return found.filter(({ count }) => count > 0);
}

export async function closeStateOf(user: UserDoc | null, obstacles: CloseObstacle[]): Promise<CloseState> {
  const closing = user?.closing ?? null;
  return { requestedAt: closing?.requestedAt ?? null, eraseAt: closing?.eraseAt ?? null, coolingDays: await coolingDays(), obstacles };
}

/** `anonym` is drawn by lot: nothing leads from it back to the openid. */
export function newClosing(now: number, days: number): Closing {
  return { state: 'cooling', requestedAt: now, eraseAt: now + days * DAY, anonym: `x-${nonce().slice(0, 20)}`, left: personalData.map(({ collection }) => collection.name) };
}

/** For the timer: one account whose time has come. False: something is left for the next run. */
export async function eraseAccount(user: UserDoc, now: number, isOver: () => boolean): Promise<boolean> {
  const closing = user.closing;
  if (!closing) return true;
  if (closing.state === 'cooling') {
    const obstacles = await obstaclesTo(user._id);
    if (obstacles.length > 0) return callOff(user, obstacles, now);
    const begun = await users.update({ _id: user._id, 'closing.state': 'cooling', 'closing.eraseAt': closing.eraseAt }, { 'closing.state': 'erasing', updatedAt: command.inc(1) });
    if (begun === 0) return false;
  }
  const secrets = secretsOfUser(user);
  for (const name of closing.left) {
    const kind = personalData.find(({ collection }) => collection.name === name);
    if (kind && !(await eraseKind(kind, user._id, closing.anonym, secrets, isOver))) return false;
    await users.update({ _id: user._id, 'closing.left': name }, { 'closing.left': command.pull(name), updatedAt: command.inc(1) });
  }
  await removeFiles(ownFiles(user._id, [user.avatar, user.exported?.fileId ?? '']));
  await closedAccounts.insert({ _id: closing.anonym, closedAt: now });
  return (await users.remove({ _id: user._id, 'closing.anonym': closing.anonym })) === 1;
}

/** Something was begun since it was asked for: the account stays, and its owner hears why. */
async function callOff(user: UserDoc, obstacles: CloseObstacle[], now: number): Promise<boolean> {
  const { closing } = user;
  const draft = { kind: 'account', event: 'account.kept', title: '账号没有注销', text: obstacles.map(({ text }) => text).join('\n'), image: '', page: 'packages/account/pages/close/index', facts: {} } as const;
  await tell(user._id, ['kept', String(closing?.eraseAt)], draft, now, await carriers());
  return (await users.update({ _id: user._id, 'closing.state': 'cooling' }, { closing: null, updatedAt: command.inc(1) })) === 1;
}

/** True: nothing of the person is left in the collection. */
async function eraseKind(kind: PersonalData, openid: string, anonym: string, secrets: string[], isOver: () => boolean): Promise<boolean> {
  const { collection, by } = kind;
  for (;;) {
    if (isOver()) return false;
    const found = await collection.find({ [by]: openid }, { limit: AT_ONCE });
    if (found.length === 0) return true;
    for (const document of found) {
      if (kind.open?.(document as never)) return false;
      await removeFiles(ownFiles(openid, kind.files?.(document as never) ?? []));
      if (!kind.kept) await collection.remove({ _id: document._id });
      else if (kind.rekeyed) {
        // First the new one: what dies in between is done again, and the second insert finds it there.
        const next = anonymous(document, kind, openid, anonym, secrets);
        await collection.insert({ ...next, _id: document._id.split(openid).join(anonym) });
        await collection.remove({ _id: document._id });
      } else await collection.update({ _id: document._id, [by]: openid }, changesOf(document, anonymous(document, kind, openid, anonym, secrets)));
    }
  }
}

function anonymous(document: Record<string, unknown>, kind: PersonalData, openid: string, anonym: string, secrets: string[]): Record<string, unknown> {
  const own = kind.collection.name === 'orders' ? addressSecrets(document.address as PostalAddress | undefined) : [];
  const known = scrubbed({ ...document, ...kind.kept!(document as never) }, [openid], anonym);
  return scrubbed(known, secretsOf([...secrets, ...own]));
}

/** Only what is different: something else of the document may be changing at this moment. */
function changesOf(document: Record<string, unknown>, next: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(next).filter(([key, value]) => key !== '_id' && JSON.stringify(value) !== JSON.stringify(document[key])));
}

function secretsOfUser({ nickname, phone, addresses }: UserDoc): string[] {
  return [nickname, phone?.number ?? '', ...addresses.flatMap(addressSecrets)].filter((text) => text !== '微信用户');
}
function addressSecrets(address: PostalAddress | undefined): string[] {
  return address ? [address.userName, address.telNumber, address.detailInfo] : [];
}

/** Only what stands in the user's own folder: an id of anybody's file can be saved as one's picture. */
function ownFiles(openid: string, fileIds: readonly string[]): string[] {
  const folder = derivedId('u', 'folder', openid);
  return fileIds.filter((id) => id.startsWith('cloud://') && id.includes(`/${folder}/`));
}
