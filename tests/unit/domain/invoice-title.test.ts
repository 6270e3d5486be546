import fc from 'fast-check';
import { checkCharacter, isEmail, taxNumberProblem, tidyTitle, titleProblem } from '../../../cloudfunctions/domain/invoice-title';
import { maskedPhone, mobileOf } from '../../../cloudfunctions/domain/phone-number';
import { publicProfile } from '../../../cloudfunctions/domain/profile';
import { scrubbed, secretsOf } from '../../../cloudfunctions/domain/scrub';

const enterprise = { type: 'enterprise', title: '某某科技有限公司', taxNumber: '91350100M000100Y43', companyAddress: '', telephone: '', bankName: '', bankAccount: '' } as const;

describe('tax numbers', () => {
  // The example of GB 32100-2015, and numbers of large companies as their own pages print them.
  test.each(['91350100M000100Y43', '91440300708461136T', '91330100799655058B', '91110000600037341L'])('%s is one', (number) => {
    expect(taxNumberProblem(number)).toBeNull();
  });
  test.each([
    ['91350100M000100Y44', '校验位'],
    ['91350100M000100Y4O', '不含字母'],
    ['9135010OM000100Y43', '不含字母'],
    ['123456', '15、18 或 20'],
    ['9135-0100', '15、18 或 20'],
  ])('%s is none', (number, why) => {
    expect(taxNumberProblem(number)).toContain(why);
  });
  test('older ones of 15 and 20 characters are taken as they are', () => {
    expect(taxNumberProblem('440300708461136')).toBeNull();
    expect(taxNumberProblem('12345678901234567890')).toBeNull();
  });
  test('one wrong character, or two neighbours exchanged, never pass', () => {
    const characters = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
    const part = (length: number, of = characters) => fc.array(fc.constantFrom(...of), { minLength: length, maxLength: length }).map((list) => list.join(''));
    fc.assert(
      fc.property(part(2), part(6, characters.slice(0, 10)), part(9), fc.nat(16), fc.constantFrom(...characters), (a, b, c, at, other) => {
        const first = a + b + c;
        const number = first + checkCharacter(first);
        expect(taxNumberProblem(number)).toBeNull();
        if (number[at] !== other) expect(taxNumberProblem(number.slice(0, at) + other + number.slice(at + 1))).not.toBeNull();
        const swapped = number.slice(0, at) + number[at + 1]! + number[at]! + number.slice(at + 2);
        if (swapped !== number) expect(taxNumberProblem(swapped)).not.toBeNull();
      }),
    );
  });
});

describe('titles', () => {
  test('are tidied: wide digits, spaces, small letters; a person has no tax number', () => {
    expect(tidyTitle({ ...enterprise, title: ' 某某  科技 ', taxNumber: '９１３５０１００ m000100y43' })).toMatchObject({ title: '某某 科技', taxNumber: '91350100M000100Y43' });
    expect(tidyTitle({ ...enterprise, type: 'personal' })).toMatchObject({ taxNumber: '', title: enterprise.title });
  });
  test.each([
    [{ title: '' }, 'title'],
    [{ title: '长'.repeat(101) }, 'title'],
    [{ taxNumber: '' }, 'taxNumber'],
    [{ taxNumber: '91350100M000100Y40' }, 'taxNumber'],
    [{ bankAccount: '12a' }, 'bankAccount'],
    [{ companyAddress: '长'.repeat(101) }, 'companyAddress'],
  ])('%j is wrong in %s', (more, field) => {
    expect(titleProblem({ ...enterprise, ...more })?.field).toBe(field);
  });
  test('good ones', () => {
    expect(titleProblem(enterprise)).toBeNull();
    expect(titleProblem({ ...enterprise, type: 'personal', title: '个人', taxNumber: '' })).toBeNull();
    expect(['a@b.cn', 'a.b+c@mail.example.com'].every(isEmail)).toBe(true);
    expect(['a@b', 'a b@c.cn', '@b.cn', 'a@@b.cn', `${'a'.repeat(100)}@b.cn`].some(isEmail)).toBe(false);
  });
});

describe('what is known of people', () => {
  test.each([
    ['13812345678', '13812345678'],
    ['+86 138-1234-5678', '13812345678'],
    ['0086 138 1234 5678', '13812345678'],
    ['１３８１２３４５６７８', '13812345678'],
    ['8613812345678', '13812345678'],
    ['12812345678', null],
    ['1381234567', null],
    ['138123456789', null],
    ['a13812345678', null],
  ])('the mobile of %s is %s', (text, number) => {
    expect(mobileOf(text)).toBe(number);
  });
  test('numbers are masked', () => {
    expect([maskedPhone('13812345678'), maskedPhone('021-50501234'), maskedPhone('1234')]).toEqual(['138****5678', '********1234', '****']);
  });
  test('others see what was checked', () => {
    const profile = { nickname: '小满', avatar: 'cloud://a' };
    expect(publicProfile(profile)).toEqual(profile);
    expect(publicProfile({ ...profile, checks: { nickname: 'pass', avatar: 'pending' } })).toEqual({ nickname: '小满', avatar: '' });
    expect(publicProfile({ ...profile, checks: { nickname: 'review', avatar: 'risky' } })).toEqual({ nickname: '微信用户', avatar: '' });
    expect(publicProfile(null)).toEqual({ nickname: '微信用户', avatar: '' });
  });
  test('secrets go wherever they stand, and nothing else changes', () => {
    const document = { a: '收件人秦无衣，电话 13700001234', b: [{ c: '秦无衣' }, 7, null], d: { e: '别人' } };
    const secrets = secretsOf(['秦无衣', '13700001234', '', 'x']);
    expect(scrubbed(document, secrets)).toEqual({ a: '收件人***，电话 ***', b: [{ c: '***' }, 7, null], d: { e: '别人' } });
    expect(scrubbed(document, secretsOf(['没有']))).toBe(document);
    fc.assert(fc.property(fc.json(), fc.string({ minLength: 2, maxLength: 4 }), (json, secret) => {
      const value = JSON.parse(json) as unknown;
      const known = secretsOf([secret]);
      if (known.length === 0 || '***'.includes(known[0]!)) return;
      const texts = (one: unknown): string[] => (typeof one === 'string' ? [one] : one !== null && typeof one === 'object' ? Object.values(one).flatMap(texts) : []);
      expect(texts(scrubbed(value, known)).some((text) => text.includes(known[0]!))).toBe(false);
    }));
  });
});
