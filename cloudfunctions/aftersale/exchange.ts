/**
 * What goods may be exchanged for. The rule: a SKU of the same product whose price today is that of the SKU that the shopper has (of one
 * that is no longer sold: the price it was sold at), or that very SKU again. So no money changes hands.
 */
import type { ExchangeOption, Failure, OrderLine, WantedSku } from '../../typings';
import type { AfterSaleDoc } from '../data/documents';
import { spus } from '../data/store';
import { fail } from '../kernel/reply';

/** The very same SKU first, then as the product lists them. */
export async function exchangeOptions(line: OrderLine, goodsSkuId: string): Promise<ExchangeOption[]> {
  const spu = await spus.get(line.spuId, { skus: true, stock: true, headImages: true });
  if (!spu) return [];
  const priceFen = spu.skus.find(({ skuId }) => skuId === goodsSkuId)?.priceFen ?? line.priceFen;
  return spu.skus
    .filter((sku) => sku.priceFen === priceFen)
    .map(({ skuId, attrs, image }) => ({ skuId, attrs, image: image || spu.headImages[0] || '', available: spu.stock[skuId]?.available ?? 0, same: skuId === goodsSkuId }))
    .sort((a, b) => Number(b.same) - Number(a.same));
}

/** Or why it cannot be had. */
export async function wantedOf(line: OrderLine, goodsSkuId: string, wantedSkuId: string, num: number): Promise<WantedSku | Failure> {
  const option = (await exchangeOptions(line, goodsSkuId)).find(({ skuId }) => skuId === wantedSkuId);
  if (!option) return fail('BAD_REQUEST', '只能换同一商品里价格相同的规格，请重新选择', { field: 'wantedSkuId' });
  const { skuId, attrs, image, available } = option;
  if (available < num) return fail('OUT_OF_STOCK', available > 0 ? `这个规格只剩 ${available} 件，请减少件数或换别的规格` : '这个规格已售罄，请选择其他规格或申请退货退款', { field: 'wantedSkuId', detail: { available } });
  return { skuId, attrs, image };
}

/** Why the merchant cannot agree to it; null: enough is there, for now. */
export async function exchangeRefusal({ line, wanted }: AfterSaleDoc): Promise<Failure | null> {
  const spu = await spus.get(line.spuId, { stock: true });
  const available = (wanted && spu?.stock[wanted.skuId]?.available) ?? 0;
  return available >= line.num ? null : fail('OUT_OF_STOCK', `换货商品库存只有 ${available} 件，可以补库存，或与买家协商改为退货退款`, { detail: { available } });
}
