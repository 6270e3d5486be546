import { afterSaleReasons } from '../../../cloudfunctions/domain/after-sale-reasons';
import { afterSaleStatuses, isTerminal } from '../../../cloudfunctions/domain/after-sale-states';
import { afterSaleText, reasonText, statusTitle, typeText } from '../../../miniprogram/utils/after-sale-text';

test('every status that the cloud knows has words for every viewer, and is open until it has ended', () => {
  for (const status of afterSaleStatuses) {
    for (const viewer of ['shopper', 'merchant', 'platform'] as const) {
      const text = afterSaleText({ status, type: 'RETURN' }, viewer);
      expect(text.title).toMatch(/\p{Script=Han}/u);
      expect(text.hint).not.toBe('');
      expect([status, text.open]).toEqual([status, !isTerminal(status)]);
    }
    expect(statusTitle(status)).not.toBe('处理中');
  }
});

test('a step that ends by itself says when, and what then', () => {
  expect(afterSaleText({ status: 'MERCHANT_PROCESSING', type: 'REFUND' }, 'shopper').hint).toBe('商家需在 {left} 内处理，超时自动退款');
  expect(afterSaleText({ status: 'MERCHANT_PROCESSING', type: 'RETURN' }, 'merchant')).toMatchObject({ title: '待你处理', hint: '你需在 {left} 内处理，超时自动同意' });
  expect(afterSaleText({ status: 'MERCHANT_REJECT_REFUND', type: 'REFUND' }, 'shopper', true).title).toBe('平台处理中');
});

test('every reason that the cloud takes has a name of its own', () => {
  expect(new Set(afterSaleReasons.map(reasonText)).size).toBe(afterSaleReasons.length);
  expect([typeText('REFUND'), typeText('RETURN')]).toEqual(['仅退款', '退货退款']);
});
