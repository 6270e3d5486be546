import { asAppError } from '../services/error';

/** A line of text over the page. */
export function toast(title: string): void {
  void wx.showToast({ title, icon: 'none', duration: 2000 });
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
