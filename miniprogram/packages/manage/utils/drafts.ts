import type { ProductForm } from './product-form';

/** What was typed and not saved yet: it stays on the phone until the cloud has it. */
export interface KeptDraft {
  form: ProductForm;
  /** The version that was being edited; 0 for a new product. */
  version: number;
  at: number;
}
const keyOf = (shopId: string, spuId: string): string => `manage-draft ${shopId} ${spuId || 'new'}`;

export const drafts = {
  get(shopId: string, spuId: string): KeptDraft | null {
    const kept: unknown = wx.getStorageSync(keyOf(shopId, spuId));
    return typeof kept === 'object' && kept !== null && 'form' in kept ? (kept as KeptDraft) : null;
  },
  keep(shopId: string, spuId: string, draft: KeptDraft): void {
    wx.setStorageSync(keyOf(shopId, spuId), draft);
  },
  drop(shopId: string, spuId: string): void {
    wx.removeStorageSync(keyOf(shopId, spuId));
  },
};
