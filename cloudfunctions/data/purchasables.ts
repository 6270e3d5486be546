/**
 * Products as a buyer's basket needs them: with their shop, its promotions, what it knows of the buyer, their freight templates, what the shopper bought
 * of them before, and the rules that a submit goes by, in one operation.
 */
import type { SkuFreight } from '../domain/freight';
import { command, operators } from './client';
import type { PromotionDoc, RuleDoc, ShopDoc, SpuDoc } from './documents';
import type { CustomerDoc } from './vip-documents';
import { SEND_HOURS, UNPAID_MINUTES } from './rules';
import { spus } from './store';
import type { FreightTemplateDoc, PurchaseCountDoc } from './terms-documents';

export type Purchasable = Pick<SpuDoc, '_id' | 'shopId' | 'title' | 'headImages' | 'skus' | 'stock' | 'status' | 'limitedInfo' | 'deliverInfo' | 'flashLeft' | 'memberPrices' | 'extraService' | 'deliverMethod' | 'deliverAcctType' | 'fromCodes'> & {
  shop: ShopDoc;
  /** The shop's present and coming ones, of all its products. */
  promotions: PromotionDoc[];
  /** What the shop knows of the buyer; null: nothing. */
  customer: CustomerDoc | null;
  /** The template that it goes by: its own, or else the shop's default. null: the shop's flat fee. */
  template: FreightTemplateDoc | null;
  /** Grams of one piece. */
  weight: number;
  /** What the shopper bought of it under a limit; undefined: nothing. */
  bought?: PurchaseCountDoc;
};
type Row = Omit<Purchasable, 'shop' | 'customer' | 'template' | 'weight' | 'bought'> & Pick<SpuDoc, 'expressInfo'> & { shops: ShopDoc[]; customers: CustomerDoc[]; rules: RuleDoc[]; templates: FreightTemplateDoc[]; defaults: FreightTemplateDoc[]; counters: PurchaseCountDoc[] };

export interface Purchasables {
  /** By spuId. A product whose shop is gone is left out. */
  products: Map<string, Purchasable>;
  /** Undefined when there is no product or no such rule. */
  unpaidMinutes: number | undefined;
  sendHours: number | undefined;
}

/** `openid` '': nobody's. */
export async function readPurchasables(spuIds: readonly string[], openid: string): Promise<Purchasables> {
  const ids = [...new Set(spuIds)];
  if (ids.length === 0) return { products: new Map(), unpaidMinutes: undefined, sendHours: undefined };
  const rows = await spus.aggregate<Row>((pipeline) =>
    pipeline
      .match({ _id: command.in(ids) })
      // Not the holds: a product in demand carries hundreds.
      .project({
        ...{ shopId: 1, title: 1, headImages: 1, skus: 1, stock: 1, status: 1, expressInfo: 1, limitedInfo: 1, deliverInfo: 1, flashLeft: 1, memberPrices: 1, extraService: 1, deliverMethod: 1, deliverAcctType: 1, fromCodes: 1 },
        ruleIds: operators.literal([UNPAID_MINUTES, SEND_HOURS]),
        customerId: operators.concat(['$shopId', `:${openid}`]),
        counterId: operators.concat([operators.literal(`${openid}:`), '$_id'] as never),
      })
      .lookup({ from: 'shops', localField: 'shopId', foreignField: '_id', as: 'shops' })
      .lookup({ from: 'promotions', localField: 'shopId', foreignField: 'liveShopId', as: 'promotions' })
      .lookup({ from: 'customers', localField: 'customerId', foreignField: '_id', as: 'customers' })
      .lookup({ from: 'freightTemplates', localField: 'expressInfo.templateId', foreignField: '_id', as: 'templates' })
      .lookup({ from: 'freightTemplates', localField: 'shops.freightTemplateId', foreignField: '_id', as: 'defaults' })
      .lookup({ from: 'purchaseCounts', localField: 'counterId', foreignField: '_id', as: 'counters' })
      .lookup({ from: 'rules', localField: 'ruleIds', foreignField: '_id', as: 'rules' })
      .limit(ids.length),
  );
  const products = new Map<string, Purchasable>();
  for (const { shops, customers, rules: _rules, templates, defaults, counters, expressInfo, ...spu } of rows) {
    if (!shops[0]) continue;
    const template = templateFor(spu.shopId, templates, defaults);
    products.set(spu._id, { ...spu, shop: shops[0], customer: customers[0] ?? null, template, weight: expressInfo?.weight ?? 0, bought: counters[0] });
  }
  const ruleOf = (id: string): number | undefined => rows[0]?.rules.find(({ _id }) => _id === id)?.value;
  return { products, unpaidMinutes: ruleOf(UNPAID_MINUTES), sendHours: ruleOf(SEND_HOURS) };
}

/** A product's own template goes before its shop's default; null: neither is there. */
export function templateFor(shopId: string, own: readonly FreightTemplateDoc[], defaults: readonly FreightTemplateDoc[]): FreightTemplateDoc | null {
  return [...own, ...defaults].find((template) => template.shopId === shopId) ?? null;
}

export function skuFreightOf({ template, weight }: Pick<Purchasable, 'template' | 'weight'>): SkuFreight {
  return { template: template && { ...template, templateId: template._id }, weight };
}
