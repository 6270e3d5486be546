/** A shop's freight templates, as its staff manages them. */
import * as v from 'valibot';
import type { FreightTemplate, FreightTemplateDraft, Reply, StaffRole } from '../../typings';
import { command } from '../data/client';
import type { ShopDoc } from '../data/documents';
import { by, notBy, wasBy } from '../data/recent';
import { freightTemplates as collection, shops, spus } from '../data/store';
import type { FreightTemplateDoc } from '../data/terms-documents';
import { freightProblem, tidyFreight } from '../domain/freight-draft';
import { templateRules } from '../domain/freight-templates';
import { derivedId } from '../kernel/ids';
import { conflict, fail, notFound, ok } from '../kernel/reply';
import { choice, flag, form, id, integer, list, requestId, text } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';

const freightStaff: readonly StaffRole[] = ['owner', 'administrator', 'operator'];
const MOST_TEMPLATES = 20;
const TEMPLATE = '这个运费模板';

const name = v.pipe(text(30, 1), v.regex(/^[^$.{}]*$/, '应为地区名称'));
const areas = list(form({ provinceName: name, cityName: v.optional(name), countyName: v.optional(name) }), 1000);
const number = integer(0, 1_000_000_000);
const draft = form({
  name: text(60),
  valuationType: choice(['PIECE', 'WEIGHT'] as const),
  shippingMethod: choice(['FREE', 'CONDITION_FREE', 'NO_FREE'] as const),
  sendTime: choice(['SendTime_TWENTYFOUR_HOUR', 'SendTime_FOUTYEIGHT_HOUR'] as const),
  allConditionFreeDetail: list(form({ minPiece: number, minWeight: number, minAmount: number, areas }), 50),
  allFreightCalcMethod: list(form({ isDefault: flag, firstValAmount: number, firstPrice: number, secondValAmount: number, secondPrice: number, areas }), 50),
  notSendArea: areas,
  isDefault: flag,
});

export const freightTemplates: ActionOf<'shop', 'freightTemplates'> = {
  access: { staff: freightStaff },
  schema: form({ shopId: id }),
  run: ({ shopId }) => listOf(shopId),
};

export const saveFreightTemplate: ActionOf<'shop', 'saveFreightTemplate'> = {
  access: { staff: freightStaff },
  schema: form({ requestId, shopId: id, templateId: v.optional(id), version: v.optional(integer(0, Number.MAX_SAFE_INTEGER)), draft }),
  async run({ requestId: request, shopId, templateId, version, draft: rough }, { now }) {
    const draft = tidyFreight(rough as FreightTemplateDraft);
    const problem = freightProblem(draft);
    if (problem) return fail('BAD_REQUEST', problem.message, { field: `draft.${problem.field}` });
    if (templateId !== undefined && version === undefined) return fail('BAD_REQUEST', 'version：缺少正在修改的版本号，请重新打开模板', { field: 'version' });
    const { isDefault, ...content } = draft;
    const written = templateId === undefined ? await create(shopId, content, request, now) : await update(shopId, templateId, version!, content, request, now);
    if (!written.ok) return written;
    const { _id } = written.data;
    // A repeat finishes this, too. Whoever made another template the default meanwhile is not undone.
    await shops.update({ _id: shopId, ...notBy(request), freightTemplateId: isDefault ? command.neq(_id) : _id }, { freightTemplateId: isDefault ? _id : '', ...by(request) });
    return ok(shownOf(written.data, isDefault));
  },
};

async function create(shopId: string, content: Omit<FreightTemplateDraft, 'isDefault'>, request: string, now: number): Promise<Reply<FreightTemplateDoc>> {
  const _id = derivedId('F', shopId, request);
  const earlier = await collection.get(_id);
  if (earlier) return ok(earlier);
  if ((await collection.count({ shopId, removed: false })) >= MOST_TEMPLATES) return fail('LIMIT_EXCEEDED', `运费模板最多 ${MOST_TEMPLATES} 个，请先删除不用的`);
  const template: FreightTemplateDoc = { _id, shopId, ...content, deliveryType: 'EXPRESS', removed: false, version: 1, createdAt: now, updatedAt: now, recent: [request] };
  return ok((await collection.insert(template)) ? template : ((await collection.get(_id)) ?? template));
}

async function update(shopId: string, templateId: string, version: number, content: Omit<FreightTemplateDraft, 'isDefault'>, request: string, now: number): Promise<Reply<FreightTemplateDoc>> {
  const saved = await collection.update({ _id: templateId, shopId, removed: false, version, ...notBy(request) }, { ...content, version: command.inc(1), updatedAt: now, ...by(request) });
  const stored = await templateOf(shopId, templateId);
  if (!stored) return notFound(TEMPLATE);
  return saved === 1 || wasBy(stored, request) ? ok(stored) : conflict('运费模板');
}

export const setDefaultFreight: ActionOf<'shop', 'setDefaultFreight'> = {
  access: { staff: freightStaff },
  schema: form({ requestId, shopId: id, templateId: id }),
  async run({ requestId: request, shopId, templateId }) {
    if (!(await templateOf(shopId, templateId))) return notFound(TEMPLATE);
    await shops.update({ _id: shopId, ...notBy(request) }, { freightTemplateId: templateId, ...by(request) });
    return listOf(shopId);
  },
};

export const removeFreightTemplate: ActionOf<'shop', 'removeFreightTemplate'> = {
  access: { staff: freightStaff },
  schema: form({ requestId, shopId: id, templateId: id }),
  async run({ requestId: request, shopId, templateId }, { now }) {
    const [stored, shop, users] = await Promise.all([collection.get(templateId), shops.get(shopId), spus.count({ shopId, 'expressInfo.templateId': templateId, status: command.nin([6, 9]) })]);
    if (!stored || stored.shopId !== shopId) return notFound(TEMPLATE);
    if (stored.removed) return wasBy(stored, request) ? listOf(shopId) : notFound(TEMPLATE);
    if (shop?.freightTemplateId === templateId) return fail('INVALID_STATE', '这是默认的运费模板，请先把别的模板设为默认');
    if (users > 0) return fail('INVALID_STATE', `有 ${users} 件商品正在使用这个模板，请先给它们换一个`, { detail: { products: users } });
    await collection.update({ _id: templateId, shopId, removed: false }, { removed: true, updatedAt: now, ...by(request) });
    return listOf(shopId);
  },
};

async function templateOf(shopId: string, templateId: string): Promise<FreightTemplateDoc | null> {
  const found = await collection.get(templateId);
  return found && found.shopId === shopId && !found.removed ? found : null;
}

/** The default first, then the oldest. */
async function listOf(shopId: string): Promise<Reply<{ items: FreightTemplate[] }>> {
  const [shop, templates] = await Promise.all([shops.get(shopId), collection.find({ shopId, removed: false }, { limit: MOST_TEMPLATES + 5, order: [['createdAt', 'asc']] })]);
  const items = templates.map((template) => shownOf(template, isDefaultOf(shop, template)));
  return ok({ items: items.sort((a, b) => Number(b.isDefault) - Number(a.isDefault)) });
}

function isDefaultOf(shop: ShopDoc | null, { _id }: FreightTemplateDoc): boolean {
  return shop?.freightTemplateId === _id;
}

function shownOf(template: FreightTemplateDoc, isDefault: boolean): FreightTemplate {
  const { _id, shopId: _shop, removed: _removed, createdAt: _created, recent: _recent, ...shown } = template;
  return { templateId: _id, ...shown, isDefault, rules: templateRules(template) };
}
