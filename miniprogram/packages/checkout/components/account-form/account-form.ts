import type { AccountChoice, AccountType, DeliverAccount } from '../../../../../typings/index';
import { accountHint, accountText } from '../../../../utils/account';
import type { Tap } from '../../../../utils/events';

/** Where virtual goods are to go: in place of an address. Sends `change` {account}, also once when it is shown. */
Component({
  properties: {
    /** AccountChoice */
    choice: { type: Object, value: {} as Record<string, unknown> },
    /** What is wrong with the account, as the cloud says it. */
    problem: { type: String, value: '' },
  },
  data: { types: [] as { type: AccountType; text: string }[], type: 3 as AccountType, name: '', hint: '', keyboard: 'text', most: 100, value: '', note: '' },
  observers: {
    choice(choice: Partial<AccountChoice>) {
      const { types = [], fromCodes = false } = choice;
      const [first] = types;
      if (!first) return;
      this.setData({ types: types.map((type) => ({ type, text: accountText(type) })), note: fromCodes ? '付款后卡密自动发放到订单，无需等待' : '商家会按这里填写的账号发放，请仔细核对' });
      // A choice that was made stays when the sums are computed anew.
      if (this.data.name && types.includes(this.data.type)) return;
      this.choose(first, first === 3 ? (choice.phone ?? '') : '');
    },
  },
  methods: {
    choose(type: AccountType, value: string) {
      const { keyboard, placeholder, most } = accountHint(type);
      this.setData({ type, value, name: accountText(type), keyboard, hint: placeholder, most });
      this.sent();
    },
    sent() {
      const account: DeliverAccount = { type: this.data.type, value: this.data.value };
      this.triggerEvent('change', { account });
    },
    onType(event: Tap<{ type: AccountType }>) {
      const type = Number(event.currentTarget.dataset.type) as AccountType;
      const { phone = '' } = this.data.choice as Partial<AccountChoice>;
      if (type !== this.data.type) this.choose(type, type === 3 ? phone : '');
    },
    onValue(event: WechatMiniprogram.Input) {
      this.setData({ value: event.detail.value });
      this.sent();
    },
  },
});
