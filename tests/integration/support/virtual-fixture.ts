/** Goods without logistics, for tests. */
import type { CardCodeDoc } from '../../../cloudfunctions/data/code-documents';
import type { SpuDoc } from '../../../cloudfunctions/data/documents';
import { derivedId } from '../../../cloudfunctions/kernel/ids';
import type { OrderLineRequest } from '../../../typings';
import { spuDoc } from './shop-fixture';

/** topup: by hand, to a phone number. skins: by hand, to an account. codes: out of the pool, which is empty. */
export function virtualProducts(): SpuDoc[] {
  return [
    spuDoc('topup', { title: '话费充值', deliverMethod: 1, prices: [5000, 10_000] }),
    spuDoc('skins', { title: '游戏皮肤', deliverMethod: 3, deliverAcctType: [2, 4], prices: [3000] }),
    spuDoc('codes', { title: '读书月卡', deliverMethod: 3, deliverAcctType: [1], fromCodes: true, prices: [1900, 4900], available: 0 }),
  ];
}

export function line(spuId: string, num = 1, sku = 1): OrderLineRequest {
  return { spuId, skuId: `${spuId}-${sku}`, num };
}

/** A free code of codes-1; without the stock that goes with it. */
export function codeDoc(code: string, more: Partial<CardCodeDoc> = {}): CardCodeDoc {
  return { _id: derivedId('k', 'shop-1', code), shopId: 'shop-1', spuId: 'codes', skuId: 'codes-1', code, state: 'free', batchId: 'before', leavingBy: '', orderId: '', version: 0, addedAt: 1, takenAt: null, ...more };
}
