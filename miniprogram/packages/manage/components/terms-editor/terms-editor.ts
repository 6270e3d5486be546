import type { AccountType, DeliverMethod, FreightTemplate } from '../../../../../typings/index';
import { accountText } from '../../../../utils/account';
import type { Tap } from '../../../../utils/events';
import { toast } from '../../../../utils/feedback';
import type { TermsForm } from '../../utils/terms-form';

type Toggle = 'presale' | 'freightInsurance' | 'fakeOnePayThree' | 'damageGuarantee';
type Template = Pick<FreightTemplate, 'templateId' | 'name' | 'isDefault'>;

/** How a product is sent, how much of it may be bought, its presale and its promises. Sends `change` {terms} and `freight` to manage the templates. */
Component({
  properties: {
    /** TermsForm */
    form: { type: Object, value: {} as Record<string, unknown> },
    /** Template[] */
    templates: { type: Array, value: [] as Record<string, unknown>[] },
    /** FormProblem | null */
    problem: { type: Object, value: null as Record<string, unknown> | null },
  },
  data: {
    methods: [{ key: 0, text: '快递' }, { key: 1, text: '充到手机号' }, { key: 3, text: '发到账号' }],
    handings: [{ key: 0, text: '商家手动' }, { key: 1, text: '自动发卡' }],
    accounts: [] as { type: AccountType; text: string; on: boolean }[],
    periods: [{ key: 0, text: '不限' }, { key: 1, text: '每天' }, { key: 2, text: '每周' }, { key: 3, text: '每月' }],
    returns: [{ key: -1, text: '跟随店铺' }, { key: 1, text: '支持' }, { key: 2, text: '定制除外' }, { key: 0, text: '不支持' }],
    deliveries: [{ key: 0, text: '付款后几天' }, { key: 1, text: '预售结束后几天' }],
    afters: [{ key: 'NORMAL', text: '转为现货' }, { key: 'CLOSE', text: '停止购买' }],
    promises: [{ key: 'freightInsurance', text: '运费险' }, { key: 'damageGuarantee', text: '破损包赔' }, { key: 'fakeOnePayThree', text: '假一赔三' }],
    names: [] as string[],
    template: '',
    picked: 0,
  },
  observers: {
    form(form: Partial<TermsForm>) {
      const { accountTypes = [] } = form;
      this.setData({ accounts: ([1, 2, 3, 4] as const).map((type) => ({ type, text: accountText(type), on: accountTypes.includes(type) })) });
    },
    'form, templates'() {
      const templates = this.data.templates as unknown as Template[];
      const { templateId } = this.shown();
      const at = templates.findIndex((one) => one.templateId === templateId);
      const standard = templates.find(({ isDefault }) => isDefault);
      const first = standard ? `默认（${standard.name}）` : '店铺统一运费';
      const template = !templateId ? first : at < 0 ? '模板已删除，请重选' : templates[at]!.name;
      this.setData({ names: [first, ...templates.map(({ name }) => name)], picked: at + 1, template });
    },
  },
  methods: {
    shown(): TermsForm {
      return this.data.form as unknown as TermsForm;
    },
    edited(change: Partial<TermsForm>) {
      const terms = { ...this.shown(), ...change };
      this.setData({ form: terms as unknown as Record<string, unknown> });
      this.triggerEvent('change', { terms });
    },
    onMethod(event: Tap<{ key: string }>) {
      const deliverMethod = Number(event.currentTarget.dataset.key) as DeliverMethod;
      if (this.shown().settled) return toast('发货方式在创建后不能修改，请新建商品');
      this.edited({ deliverMethod, accountTypes: deliverMethod === 3 ? [1] : [], fromCodes: deliverMethod !== 0 && (this.shown().fromCodes ?? false) });
    },
    onAccountType(event: Tap<{ type: string }>) {
      const type = Number(event.currentTarget.dataset.type) as AccountType;
      const { accountTypes = [] } = this.shown();
      this.edited({ accountTypes: accountTypes.includes(type) ? accountTypes.filter((one) => one !== type) : [...accountTypes, type].sort() });
    },
    onHanding(event: Tap<{ key: string }>) {
      if (this.shown().settled) return toast('发放方式在创建后不能修改，请新建商品');
      this.edited({ fromCodes: Number(event.currentTarget.dataset.key) === 1 });
    },
    onTemplate(event: WechatMiniprogram.PickerChange) {
      const at = Number(event.detail.value);
      const templates = this.data.templates as unknown as Template[];
      this.edited({ templateId: at === 0 ? '' : (templates[at - 1]?.templateId ?? '') });
    },
    onText(event: WechatMiniprogram.CustomEvent<{ value: string }, object, { field: string }>) {
      this.edited({ [event.currentTarget.dataset.field]: event.detail.value });
    },
    /** A segment: the key is a number for all but one of the rows. */
    onChoice(event: Tap<{ field: string; key: string }>) {
      const { field, key } = event.currentTarget.dataset;
      this.edited({ [field]: field === 'afterPresale' ? key : Number(key) });
    },
    onSwitch(event: WechatMiniprogram.CustomEvent<{ value: boolean }, object, { field: Toggle }>) {
      this.edited({ [event.currentTarget.dataset.field]: event.detail.value });
    },
    onManage() {
      this.triggerEvent('freight');
    },
  },
});
