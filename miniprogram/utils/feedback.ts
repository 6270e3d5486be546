import { asAppError } from '../services/error';

/** A line of text over the page; without the number of a failed call, which nobody reads off in two seconds. */
export function toast(text: string): void {
  void wx.showToast({ title: withoutCallId(text).words, icon: 'none', duration: 2000 });
}

/** The number of a failed call, which the cloud puts in brackets behind its words, told apart from them; '' where there is none. */
export function withoutCallId(text: string): { words: string; callId: string } {
  const [, words, callId] = /^(.*)（([0-9a-f-]{8,})）$/.exec(text) ?? [];
  return words && callId ? { words, callId } : { words: text, callId: '' };
}

export function toastSuccess(title: string): void {
  void wx.showToast({ title, icon: 'success', duration: 1500 });
}

export function toastError(error: unknown): void {
  toast(asAppError(error).message);
}

/** Asks before something that cannot be taken back. */
export async function ask(content: string, confirmText = '确定', title = '提示'): Promise<boolean> {
  const { confirm } = await wx.showModal({ title, content, confirmText, confirmColor: '#D93A22' });
  return confirm;
}
