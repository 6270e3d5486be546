import type { Me, OwnPhone } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { asAppError } from '../../../../services/error';
import { isPrivacyRefusal } from '../../../../services/privacy';
import { loadMe, session } from '../../../../services/session';
import { user } from '../../../../services/user';
import { ask, toast, toastSuccess } from '../../../../utils/feedback';
import { dateTime } from '../../../../utils/time';

/** The mini program's quota of phone numbers is used up. */
const NO_QUOTA = 1400001;

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'error',
    errorText: '',
    phone: null as OwnPhone | null,
    since: '',
    typing: false,
    typed: '',
    problem: '',
    busy: false,
  },
  binding: null as Attempt | null,
  saving: null as Attempt | null,
  removing: null as Attempt | null,

  onLoad() {
    this.binding = new Attempt();
    this.saving = new Attempt();
    this.removing = new Attempt();
    void this.load();
  },
  async load() {
    this.setData({ state: 'loading' });
    try {
      this.show(await loadMe(true));
    } catch (error) {
      this.setData({ state: 'error', errorText: asAppError(error).message });
    }
  },
  show(me: Me) {
    session.set({ me });
    this.setData({ state: 'ready', phone: me.phone, since: me.phone ? dateTime(me.phone.boundAt).slice(0, 16) : '', typing: false, typed: '', problem: '' });
  },

  async onPhone(event: WechatMiniprogram.CustomEvent<{ code?: string; errMsg: string; errno?: number }>) {
    const { code, errMsg, errno } = event.detail;
    const attempt: Attempt | null = this.binding;
    if (!code) {
      if (errno === NO_QUOTA) return this.setData({ typing: true, problem: '暂时不能一键获取，请手动填写' });
      if (isPrivacyRefusal(event.detail)) return this.setData({ typing: true, problem: '没有同意隐私指引，可以手动填写' });
      // Refused: nothing is said against it.
      if (/deny|cancel/.test(errMsg)) return;
      return this.setData({ typing: true, problem: '微信没有给出手机号，可以手动填写' });
    }
    if (this.data.busy || !attempt) return;
    await this.change(() => attempt.run({ code }, (sent) => user.bindPhone(sent)), '已绑定');
  },
  onTyping() {
    this.setData({ typing: true, problem: '' });
  },
  onTyped(event: WechatMiniprogram.Input) {
    this.setData({ typed: event.detail.value, problem: '' });
  },
  async onSave() {
    const attempt: Attempt | null = this.saving;
    const phone = this.data.typed.trim();
    if (this.data.busy || !attempt) return;
    if (!/^1[3-9]\d{9}$/.test(phone.replace(/[\s-]/g, ''))) return this.setData({ problem: '请填写 11 位手机号' });
    await this.change(() => attempt.run({ phone }, (sent) => user.savePhone(sent)), '已保存');
  },
  async onRemove() {
    const attempt: Attempt | null = this.removing;
    if (this.data.busy || !attempt || !(await ask('解绑后，商家将不能通过这个号码联系你', '解绑'))) return;
    await this.change(() => attempt.run({}, (sent) => user.removePhone(sent)), '已解绑');
  },
  async change(work: () => Promise<Me>, done: string) {
    this.setData({ busy: true });
    try {
      this.show(await work());
      toastSuccess(done);
    } catch (error) {
      const { message, code } = asAppError(error);
      this.setData({ problem: message, ...(code === 'LIMIT_EXCEEDED' ? { typing: true } : {}) });
      toast(message);
    } finally {
      this.setData({ busy: false });
    }
  },
  onRetry() {
    void this.load();
  },
});
