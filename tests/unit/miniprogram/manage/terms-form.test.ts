import { emptyTerms, termsDraftOf, termsFormOf, type TermsForm } from '../../../../miniprogram/packages/manage/utils/terms-form';
import { shipText } from '../../../../miniprogram/utils/ship-text';
import { videoProblem } from '../../../../miniprogram/utils/video-file';
import { saleTerms } from '../../../integration/support/terms-fixture';

const DAY = 86_400_000;
/** Noon of 2026-11-23 in Asia/Shanghai. */
const now = Date.UTC(2026, 10, 23, 4);
const midnight = Date.UTC(2026, 10, 22, 16);
const form = (more: Partial<TermsForm>): TermsForm => ({ ...emptyTerms(now), ...more });

test('stored conditions go through the form unchanged, also a presale that begins in the middle of a day', () => {
  const presale = { stockType: 1 as const, fullPaymentPresaleDeliveryType: 1 as const, presaleBeginTime: now, presaleEndTime: now + 3 * DAY, fullPaymentPresaleDeliveryTime: 9, afterPresale: 'CLOSE' as const };
  for (const terms of [saleTerms(), { ...saleTerms(), deliverInfo: presale, extraService: null, video: null }]) expect(termsDraftOf(termsFormOf(terms, now))).toEqual(terms);
});
test('a product without any gets what changes nothing for its buyers', () => {
  expect(termsDraftOf(termsFormOf({}, now))).toEqual({
    deliverMethod: 0,
    deliverAcctType: [],
    fromCodes: false,
    expressInfo: { templateId: '', weight: 0 },
    limitedInfo: { periodType: 0, limitedBuyNum: 0, lifetimeNum: 0, perOrderNum: 0 },
    deliverInfo: { stockType: 0, fullPaymentPresaleDeliveryType: 0, presaleBeginTime: 0, presaleEndTime: 0, fullPaymentPresaleDeliveryTime: 0, afterPresale: 'NORMAL' },
    extraService: null,
    video: null,
  });
});
test('a presale runs from the first moment of one day to the last of another', () => {
  expect(termsDraftOf(form({ presale: true, begin: '2026-11-23', end: '2026-11-30' }))).toMatchObject({ deliverInfo: { stockType: 1, presaleBeginTime: midnight, presaleEndTime: midnight + 8 * DAY, fullPaymentPresaleDeliveryTime: 7 } });
  const moved = termsFormOf({ deliverInfo: { stockType: 1, fullPaymentPresaleDeliveryType: 0, presaleBeginTime: now, presaleEndTime: midnight + 2 * DAY, fullPaymentPresaleDeliveryTime: 7, afterPresale: 'NORMAL' } }, now);
  expect(moved).toMatchObject({ begin: '2026-11-23', end: '2026-11-24' });
  expect(termsDraftOf({ ...moved, end: '2026-11-25' })).toMatchObject({ deliverInfo: { presaleBeginTime: now, presaleEndTime: midnight + 3 * DAY } });
});
test.each<[Partial<TermsForm>, string]>([
  [{ weight: '1.5' }, 'expressInfo'],
  [{ periodType: 1 }, 'limitedInfo'],
  [{ periodType: 1, limitedBuyNum: '两' }, 'limitedInfo'],
  [{ lifetimeNum: '-1' }, 'limitedInfo'],
  [{ presale: true, deliveryDays: '' }, 'deliverInfo'],
])('%j is pointed at in %s', (more, field) => {
  expect(termsDraftOf(form(more))).toMatchObject({ field, message: expect.stringMatching(/[一-龥]/) });
});
test('a limit by period that was taken away is not sent', () => {
  expect(termsDraftOf(form({ periodType: 0, limitedBuyNum: '5' }))).toMatchObject({ limitedInfo: { periodType: 0, limitedBuyNum: 0 } });
});
test('what a video may be', () => {
  expect(videoProblem({ tempFilePath: 'wxfile://tmp/a.MP4', size: 20 * 1024 * 1024 })).toBe('');
  expect(videoProblem({ tempFilePath: 'wxfile://tmp/a.mp4', size: 20 * 1024 * 1024 + 1 })).toMatch(/21 MB.*20 MB/);
  expect(videoProblem({ tempFilePath: 'wxfile://tmp/a.avi', size: 1 })).toMatch(/mp4/);
});
test('by when a line is sent, in words', () => {
  expect(shipText({})).toBe('');
  expect(shipText({ shipTerm: { stockType: 0, afterPay: 2 * DAY } })).toBe('');
  expect(shipText({ shipTerm: { stockType: 1, afterPay: 7 * DAY } })).toBe('预售 · 付款后 7 天内发货');
  expect(shipText({ shipTerm: { stockType: 1, afterPay: 7 * DAY }, deliveryDeadline: now })).toBe('预售 · 11-23 前发货');
});

test('what is not sent has no freight, presale or return, whatever was set before', () => {
  const form = { ...emptyTerms(now), deliverMethod: 3 as const, accountTypes: [2, 4] as (2 | 4)[], fromCodes: true, presale: true, sevenDayReturn: 1 as const, freightInsurance: true };
  expect(termsDraftOf(form)).toMatchObject({ deliverMethod: 3, deliverAcctType: [2, 4], fromCodes: true, deliverInfo: { stockType: 0 }, extraService: null });
  expect(termsDraftOf({ ...form, deliverMethod: 1 })).toMatchObject({ deliverMethod: 1, deliverAcctType: [] });
  expect(termsDraftOf({ ...form, accountTypes: [] })).toMatchObject({ field: 'deliverAcctType' });
  // By parcel there are no codes, also when they were chosen a moment before.
  expect(termsDraftOf({ ...form, deliverMethod: 0, deliveryDays: '7' })).toMatchObject({ fromCodes: false, deliverAcctType: [] });
});
