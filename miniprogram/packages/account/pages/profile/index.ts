import type { Me } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { asAppError } from '../../../../services/error';
import { loadMe, session } from '../../../../services/session';
import { uploadOwnImage } from '../../../../services/upload';
import { user } from '../../../../services/user';
import { toast, toastError, toastSuccess } from '../../../../utils/feedback';
import { back, go } from '../../../../utils/navigation';
import { routes } from '../../../../utils/routes';

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'error',
    errorText: '',
    nickname: '',
    avatar: '',
    busy: false,
    /** What others see of it. */
    check: '',
    problem: '',
    phone: '',
  },
  attempt: null as Attempt | null,
  /** A picture of the phone that is not in the cloud yet. */
  picked: '',

  onLoad() {
    this.attempt = new Attempt();
    void this.load();
  },
  async load() {
    this.setData({ state: 'loading' });
    try {
      const { nickname, avatar, checks, phone } = await loadMe(true);
      this.setData({ state: 'ready', nickname, avatar, check: checkText(checks), phone: phone ? phone.masked : '未绑定' });
    } catch (error) {
      this.setData({ state: 'error', errorText: asAppError(error).message });
    }
  },
  onAvatar(event: WechatMiniprogram.CustomEvent<{ avatarUrl: string }>) {
    // Refused or closed without a choice.
    if (!event.detail.avatarUrl) return;
    this.picked = event.detail.avatarUrl;
    this.setData({ avatar: event.detail.avatarUrl });
  },
  onNickname(event: WechatMiniprogram.Input) {
    this.setData({ nickname: event.detail.value, problem: '' });
  },
  async onSave() {
    const attempt: Attempt | null = this.attempt;
    const nickname = this.data.nickname.trim();
    if (this.data.state !== 'ready' || this.data.busy || !attempt) return;
    if (!nickname) return toast('请填写昵称');
    this.setData({ busy: true });
    try {
      if (this.picked) {
        const avatar = await uploadOwnImage(this.picked, 'avatars');
        this.picked = '';
        this.setData({ avatar });
      }
      const me = await attempt.run({ nickname, avatar: this.data.avatar }, (sent) => user.saveProfile(sent));
      session.set({ me });
      back();
      toastSuccess(checkText(me.checks) ? '已保存，审核后对他人可见' : '已保存');
    } catch (error) {
      const { field, message } = asAppError(error);
      this.setData({ problem: field === 'nickname' ? message : '' });
      toastError(error);
    } finally {
      this.setData({ busy: false });
    }
  },
  onPhone() {
    go(routes.phone());
  },
  onRetry() {
    void this.load();
  },
});

function checkText(checks: Me['checks']): string {
  if (!checks || (checks.nickname === 'pass' && checks.avatar === 'pass')) return '';
  const part = checks.nickname === 'pass' ? '头像' : checks.avatar === 'pass' ? '昵称' : '昵称和头像';
  return checks.avatar === 'risky' ? '头像没有通过审核，其他人看不到，请换一张' : `${part}正在审核，通过之前其他人看不到`;
}
