import { expressCompanies, isWaybill } from '../../../cloudfunctions/domain/express-companies';
import { EXPRESS_COMPANIES, tidyWaybill, waybillProblem } from '../../../miniprogram/utils/express';
import { moved } from '../../../miniprogram/packages/manage/utils/list';

test('the merchant chooses from the companies that the cloud knows', () => {
  expect(EXPRESS_COMPANIES).toEqual(expressCompanies);
});

test.each(['SF1234567890', 'SF 1234 5678', '123456', '12345', 'SF+123456', 'a'.repeat(33), ''])('the page and the cloud agree on waybill «%s»', (waybill) => {
  expect(waybillProblem(waybill) === '').toBe(isWaybill(tidyWaybill(waybill)));
});

test('a picture moves, and stays where there is no place', () => {
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b'], 1, 2)).toEqual(['a', 'b']);
  expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
});
