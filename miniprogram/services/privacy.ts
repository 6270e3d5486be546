/** Consent to the privacy guide: WeChat says when it is needed, and the page on top shows the sheet. */
export interface PrivacyQuestion {
  /** The API or button that waits. */
  referrer: string;
  agree(buttonId: string): void;
  disagree(): void;
}
/** As WeChat documents it; its typings know of the first argument only. */
type Ask = (resolve: (answer: { event: 'exposureAuthorization' | 'agree' | 'disagree'; buttonId?: string }) => void, info?: { referrer?: string }) => void;
type Host = (question: PrivacyQuestion) => void;

/** Sheets that are there, the one on top last. */
const hosts: Host[] = [];
const CONSENT_PAGE = '/packages/account/pages/privacy/index?ask=1';
let pending: PrivacyQuestion | null = null;

/** Call once, when the app starts. */
export function watchPrivacy(): void {
  if (!wx.onNeedPrivacyAuthorization) return;
  const listen = wx.onNeedPrivacyAuthorization as unknown as (listener: Ask) => void;
  listen((resolve, info) => {
    const question: PrivacyQuestion = {
      referrer: info?.referrer ?? '',
      agree: (buttonId) => resolve({ buttonId, event: 'agree' }),
      disagree: () => resolve({ event: 'disagree' }),
    };
    resolve({ event: 'exposureAuthorization' });
    const host = hosts[hosts.length - 1];
    if (host) return host(question);
    // No sheet on this page: a page of its own asks.
    pending = question;
    void wx.navigateTo({ url: CONSENT_PAGE, fail: () => answerPending((one) => one.disagree()) });
  });
}

/** Answers with the function that takes the sheet away again. */
export function hostPrivacy(host: Host): () => void {
  hosts.push(host);
  return () => {
    const at = hosts.indexOf(host);
    if (at >= 0) hosts.splice(at, 1);
  };
}

/** For the page that asks by itself. */
export function answerPending(answer: (question: PrivacyQuestion) => void): void {
  const question = pending;
  pending = null;
  if (question) answer(question);
}

/** Whether an error is the refusal of the privacy guide. */
export function isPrivacyRefusal(error: unknown): boolean {
  const { errMsg = '', errno } = (error ?? {}) as { errMsg?: string; errno?: number };
  return errno === 103 || errno === 104 || /privacy permission/.test(errMsg);
}
