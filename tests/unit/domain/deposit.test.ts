import fc from 'fast-check';
import { categoryDepositRules, depositStanding, listingObstacle, requiredDeposit } from '../../../cloudfunctions/domain/deposit';

test('the rule of the leaf goes before that of the category above', () => {
  expect(categoryDepositRules(['digital', 'phones'])).toEqual(['deposit.category.phones', 'deposit.category.digital']);
});

test('the highest counts, not the sum', () => {
  expect(requiredDeposit([])).toBe(0);
  fc.assert(
    fc.property(fc.array(fc.nat(10_000_000), { minLength: 1 }), (amounts) => {
      expect(requiredDeposit(amounts.map((amountFen) => ({ amountFen })))).toBe(Math.max(...amounts));
    }),
  );
});

test.each([
  ['never paid', { requiredFen: 2000, balanceFen: 0, everPaid: false }, 'unpaid', 2000],
  ['paid in part', { requiredFen: 2000, balanceFen: 500, everPaid: true }, 'insufficient', 1500],
  ['deducted to below nothing', { requiredFen: 2000, balanceFen: -300, everPaid: true }, 'insufficient', 2300],
  ['paid', { requiredFen: 2000, balanceFen: 2000, everPaid: true }, 'paid', 0],
  ['paid more than is owed', { requiredFen: 2000, balanceFen: 9000, everPaid: true }, 'paid', 0],
  ['owes nothing and never paid', { requiredFen: 0, balanceFen: 0, everPaid: false }, 'unpaid', 0],
])('a shop that %s', (_name, facts, state, dueFen) => {
  expect(depositStanding({ trial: false, ...facts })).toMatchObject({ state, dueFen });
});

test('a shop in the trial owes nothing, whatever its categories ask for', () => {
  expect(depositStanding({ trial: true, requiredFen: 5000, balanceFen: 0, everPaid: false })).toEqual({ state: 'trial', requiredFen: 0, balanceFen: 0, dueFen: 0 });
});

test('what is due is what is missing, and never negative', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.integer({ min: -1_000_000, max: 2_000_000 }), fc.boolean(), (requiredFen, balanceFen, everPaid) => {
      const { dueFen, state } = depositStanding({ trial: false, requiredFen, balanceFen, everPaid });
      expect(dueFen).toBe(Math.max(0, requiredFen - balanceFen));
      if (dueFen > 0) expect(state).not.toBe('paid');
    }),
  );
});

test('what keeps a product off the shelf', () => {
  const facts = { trial: false, trialLimit: 100, listed: 5000, requiredFen: 2000, balanceFen: 1999 };
  expect(listingObstacle(facts)).toEqual({ kind: 'deposit', requiredFen: 2000, balanceFen: 1999, shortFen: 1 });
  expect(listingObstacle({ ...facts, balanceFen: 2000 })).toBeNull();
  expect(listingObstacle({ ...facts, trial: true, listed: 99 })).toBeNull();
  expect(listingObstacle({ ...facts, trial: true, listed: 100 })).toEqual({ kind: 'trialLimit', limit: 100 });
});
