import { Attempt } from '../../../../services/attempt';
import { asAppError } from '../../../../services/error';
import { loadMe, session } from '../../../../services/session';
import { uploadImage } from '../../../../services/upload';
import { user } from '../../../../services/user';
import { toast, toastError, toastSuccess } from '../../../../utils/feedback';
import { back } from '../../../../utils/navigation';

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'error',
    errorText: '',
    nickname: '',
    avatar: '',
    busy: false,
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
      const { nickname, avatar } = await loadMe();
      this.setData({ state: 'ready', nickname, avatar });
    } catch (error) {
      this.setData({ state: 'error', errorText: asAppError(error).message });
    }
  },
  onAvatar(event: WechatMiniprogram.CustomEvent<{ avatarUrl: string }>) {
    this.picked = event.detail.avatarUrl;
    this.setData({ avatar: event.detail.avatarUrl });
  },
  onNickname(event: WechatMiniprogram.Input) {
    this.setData({ nickname: event.detail.value });
  },
  async onSave() {
    const attempt: Attempt | null = this.attempt;
    const nickname = this.data.nickname.trim();
    if (this.data.state !== 'ready' || this.data.busy || !attempt) return;
    if (!nickname) return toast('请填写昵称');
    this.setData({ busy: true });
    try {
      if (this.picked) {
        const avatar = await uploadImage(this.picked, 'avatars');
        this.picked = '';
        this.setData({ avatar });
      }
      const me = await attempt.run({ nickname, avatar: this.data.avatar }, (sent) => user.saveProfile(sent));
      session.set({ me });
      back();
      toastSuccess('已保存');
    } catch (error) {
      toastError(error);
    } finally {
      this.setData({ busy: false });
    }
  },
  onRetry() {
    void this.load();
  },
});
