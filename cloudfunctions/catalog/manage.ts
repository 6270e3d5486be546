/** The merchant's view of the shop's products. */
import * as v from 'valibot';
import type { ManagedSpu, StaffRole } from '../../typings';
import type { SpuDoc } from '../data/documents';
import { command, type Where } from '../data/client';
import { findPage, mapPage } from '../data/paging';
import { spus } from '../data/store';
import { notFound, ok } from '../kernel/reply';
import { choice, form, id, paging } from '../kernel/schema';
import type { ActionOf } from '../kernel/serve';
import { cardFields } from '../processes/cards';
import { managedCardOf } from './cards';
import { saleTermsOf } from './sale-terms';

export const productStaff: readonly StaffRole[] = ['owner', 'administrator', 'operator'];

const tabs = ['all', 'listed', 'delisted'] as const;

export const manageList: ActionOf<'catalog', 'manageList'> = {
  access: { staff: productStaff },
  schema: form({ ...paging, shopId: id, tab: v.optional(choice(tabs)) }),
  async run({ shopId, tab = 'all', ...page }) {
    const where: Where = { shopId, status: statusOf(tab) };
    return ok(mapPage(await findPage(spus, where, { field: 'updatedAt', direction: 'desc' }, page, cardFields), managedCardOf));
  },
};

/** 6 and 9 are deleted. */
function statusOf(tab: (typeof tabs)[number]) {
  if (tab === 'listed') return 5;
  return command.nin(tab === 'all' ? [6, 9] : [5, 6, 9]);
}

export const manageGet: ActionOf<'catalog', 'manageGet'> = {
  access: { staff: productStaff },
  schema: form({ shopId: id, spuId: id }),
  async run({ shopId, spuId }) {
    const spu = await spuOfShop(shopId, spuId);
    return spu ? ok(managedOf(spu)) : notFound('这件商品');
  },
};

/** A product of another shop is as good as none; so is a deleted one. */
export async function spuOfShop(shopId: string, spuId: string): Promise<SpuDoc | null> {
  const spu = await spus.get(spuId, { terms: false, holds: false });
  return spu && spu.shopId === shopId && spu.status !== 6 && spu.status !== 9 ? spu : null;
}

export function managedOf(spu: SpuDoc): ManagedSpu {
  const { _id, shopId, title, subTitle, headImages, desc, descImages, categoryIds, params, status, version, sold, createdAt, updatedAt } = spu;
  return {
    spuId: _id,
    shopId,
    draft: { title, subTitle, headImages, desc, descImages, categoryId: categoryIds.at(-1) ?? '', params, skus: spu.skus, ...saleTermsOf(spu) },
    skus: spu.skus.map((sku) => {
      const { available = 0, held = 0, sold: skuSold = 0 } = spu.stock[sku.skuId] ?? {};
      return { ...sku, available, held, sold: skuSold };
    }),
    status,
    version,
    sold,
    createdAt,
    updatedAt,
  };
}
