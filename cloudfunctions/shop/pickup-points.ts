/** Where a shop's goods can be picked up: as its staff manages it, and as everybody sees it. */
import * as v from 'valibot';
import type { PickupPoint, PickupPointDraft, PickupSettings, Reply, StaffRole } from '../../typings';
import { command } from '../data/client';
import type { PickupPointDoc } from '../data/pickup-documents';
import { by, notBy, wasBy } from '../data/recent';
import { PICKUP_POINTS, ruleValue, ruleValues } from '../data/rules';
import { pickupPoints as collection, shops } from '../data/store';
import { MINUTES_A_DAY, pointProblem, tidyPoint } from '../domain/pickup-point';
import { derivedId } from '../kernel/ids';
import { conflict, fail, notFound, ok } from '../kernel/reply';
import { flag, form, id, integer, requestId, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { placeOf } from '../processes/pickup-choice';

const arranging: readonly StaffRole[] = ['owner', 'administrator', 'operator'];
const POINT = '这个自提点';
/** Far more than the rule lets anybody make. */
const READ_AT_ONCE = 200;

const degrees = (most: number) => {
  const message = `应为 -${most} 到 ${most} 的度数，或 null`;
  return v.nullable(v.pipe(v.number(message), v.finite(message), v.minValue(-most, message), v.maxValue(most, message)));
};
const minute = integer(0, MINUTES_A_DAY);
const day = v.nullable(form({ from: minute, until: minute }));
const draft = form({
  name: text(60),
  phone: text(30),
  provinceName: text(60),
  cityName: text(60),
  countyName: text(60),
  detailInfo: text(240),
  latitude: degrees(90),
  longitude: degrees(180),
  hours: v.tuple([day, day, day, day, day, day, day], '应为周一到周日七天的营业时间'),
  prepareHours: integer(0, 10_000),
  enabled: flag,
});

export const pickupPoints: ActionOf<'shop', 'pickupPoints'> = {
  access: 'public',
  schema: form({ shopId: id }),
  async run({ shopId }) {
    const [shop, points] = await Promise.all([shops.get(shopId), pointsOf(shopId)]);
    if (!shop || shop.status === 'opening') return notFound('这个店铺');
    return ok({ items: shop.pickup?.enabled ? points.filter(({ enabled }) => enabled).map(placeOf) : [] });
  },
};

export const pickupSettings: ActionOf<'shop', 'pickupSettings'> = {
  access: { staff: arranging },
  schema: form({ shopId: id }),
  run: ({ shopId }) => settingsOf(shopId),
};

export const savePickupPoint: ActionOf<'shop', 'savePickupPoint'> = {
  access: { staff: arranging },
  schema: form({ requestId, shopId: id, pointId: v.optional(id), version: v.optional(integer(0, Number.MAX_SAFE_INTEGER)), draft }),
  async run({ requestId: request, shopId, pointId, version, draft: rough }, { now }) {
    const rules = await ruleValues(PICKUP_POINTS);
    const tidy = tidyPoint(rough);
    const problem = pointProblem(tidy, rules.mostPrepareHours);
    if (problem) return fail('BAD_REQUEST', problem.message, { field: `draft.${problem.field}` });
    if (pointId === undefined) return create(shopId, tidy, rules.most, request, now);
    if (version === undefined) return fail('BAD_REQUEST', 'version：缺少正在修改的版本号，请重新打开自提点', { field: 'version' });
    return update(shopId, pointId, version, tidy, request, now);
  },
};

async function create(shopId: string, content: PickupPointDraft, most: number, request: string, now: number): Promise<Reply<PickupPoint>> {
  const _id = derivedId('K', shopId, request);
  const earlier = await collection.get(_id);
  if (earlier) return ok(shownOf(earlier));
  if ((await collection.count({ shopId, removed: false })) >= most) return fail('LIMIT_EXCEEDED', `自提点最多 ${most} 个，请先删除不用的`, { detail: { most } });
  const point: PickupPointDoc = { _id, shopId, ...content, removed: false, version: 1, createdAt: now, updatedAt: now, recent: [request] };
  return ok(shownOf((await collection.insert(point)) ? point : ((await collection.get(_id)) ?? point)));
}

async function update(shopId: string, pointId: string, version: number, content: PickupPointDraft, request: string, now: number): Promise<Reply<PickupPoint>> {
  const before = await pointOf(shopId, pointId);
  if (!before) return notFound(POINT);
  if (wasBy(before, request)) return ok(shownOf(before));
  if (!content.enabled && before.enabled && (await isLastInUse(shopId, pointId))) return lastInUse();
  const saved = await collection.update({ _id: pointId, shopId, removed: false, version, ...notBy(request) }, { ...content, version: command.inc(1), updatedAt: now, ...by(request) });
  const stored = await pointOf(shopId, pointId);
  if (!stored) return notFound(POINT);
  return saved === 1 || wasBy(stored, request) ? ok(shownOf(stored)) : conflict('自提点');
}

export const removePickupPoint: ActionOf<'shop', 'removePickupPoint'> = {
  access: { staff: arranging },
  schema: form({ requestId, shopId: id, pointId: id }),
  async run({ requestId: request, shopId, pointId }, { now }) {
    const stored = await collection.get(pointId);
    if (!stored || stored.shopId !== shopId) return notFound(POINT);
    if (stored.removed) return wasBy(stored, request) ? settingsOf(shopId) : notFound(POINT);
    if (stored.enabled && (await isLastInUse(shopId, pointId))) return lastInUse();
    await collection.update({ _id: pointId, shopId, removed: false }, { removed: true, updatedAt: now, ...by(request) });
    return settingsOf(shopId);
  },
};

export const setPickup: ActionOf<'shop', 'setPickup'> = {
  access: { staff: arranging },
  schema: form({ requestId, shopId: id, enabled: flag }),
  async run({ requestId: request, shopId, enabled }) {
    if (enabled && (await collection.count({ shopId, removed: false, enabled: true })) === 0) return fail('INVALID_STATE', '还没有营业中的自提点，请先添加一个', { field: 'enabled' });
    await shops.update({ _id: shopId, ...notBy(request) }, { pickup: { enabled }, ...by(request) });
    return settingsOf(shopId);
  },
};

/** Shoppers of a shop that offers pick-up would find nowhere to go. */
async function isLastInUse(shopId: string, pointId: string): Promise<boolean> {
  const [shop, others] = await Promise.all([shops.get(shopId), collection.count({ shopId, removed: false, enabled: true, _id: command.neq(pointId) })]);
  return shop?.pickup?.enabled === true && others === 0;
}

function lastInUse() {
  return fail('INVALID_STATE', '这是唯一营业中的自提点，请先关闭“支持到店自提”，或再添加一个', { field: 'enabled' });
}

function pointsOf(shopId: string): Promise<PickupPointDoc[]> {
  return collection.find({ shopId, removed: false }, { limit: READ_AT_ONCE, order: [['createdAt', 'asc']] });
}

async function pointOf(shopId: string, pointId: string): Promise<PickupPointDoc | null> {
  const found = await collection.get(pointId);
  return found && found.shopId === shopId && !found.removed ? found : null;
}

async function settingsOf(shopId: string): Promise<Reply<PickupSettings>> {
  const [shop, points, most] = await Promise.all([shops.get(shopId), pointsOf(shopId), ruleValue(PICKUP_POINTS.most)]);
  return ok({ enabled: shop?.pickup?.enabled === true, items: points.map(shownOf), most });
}

function shownOf(point: PickupPointDoc): PickupPoint {
  const { enabled, version, updatedAt } = point;
  return { ...placeOf(point), enabled, version, updatedAt };
}
