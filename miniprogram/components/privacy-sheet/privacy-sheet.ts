import type { PrivacyQuestion } from '../../services/privacy';
import { hostPrivacy } from '../../services/privacy';

const AGREE_BUTTON = 'privacy-agree';

/** Asks for the consent to the privacy guide when WeChat needs it, on the page that is on top. Put one on each page that uses personal data. */
Component({
  data: { show: false, name: '《用户隐私保护指引》' },
  lifetimes: {
    attached() {
      (this as unknown as Held).enter();
    },
    detached() {
      (this as unknown as Held).leave();
    },
  },
  pageLifetimes: {
    show() {
      (this as unknown as Held).enter();
    },
    hide() {
      (this as unknown as Held).leave();
    },
  },
  methods: {
    enter() {
      const held = this as unknown as Held;
      if (!held.end) held.end = hostPrivacy((question) => this.ask(question));
    },
    leave() {
      const held = this as unknown as Held;
      held.end?.();
      held.end = undefined;
      this.refuse();
    },
    ask(question: PrivacyQuestion) {
      this.refuse();
      (this as unknown as Held).question = question;
      this.setData({ show: true });
      wx.getPrivacySetting({ success: ({ privacyContractName }) => this.setData({ name: privacyContractName }) });
    },
    refuse() {
      const held = this as unknown as Held;
      const { question } = held;
      held.question = undefined;
      if (this.data.show) this.setData({ show: false });
      question?.disagree();
    },
    onAgree() {
      const held = this as unknown as Held;
      const { question } = held;
      held.question = undefined;
      this.setData({ show: false });
      question?.agree(AGREE_BUTTON);
    },
    onRead() {
      wx.openPrivacyContract({ fail: () => wx.navigateTo({ url: '/packages/account/pages/privacy/index' }) });
    },
  },
});
interface Held {
  end?: () => void;
  question?: PrivacyQuestion;
  enter(): void;
  leave(): void;
}
