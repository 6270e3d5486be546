/** Tapping what WeChat itself draws, for automation: dialogs, sheets, the navigation bar. */
import { navigateBack, reLaunch, switchTab } from '../router';
import { currentPage, state } from '../state';
import { currentActionSheet } from './ui/action-sheet';
import { currentModal } from './ui/modal';
import { currentPaySheet } from './ui/pay-sheet';
import { currentPermission } from './ui/permission-sheet';

function need<T>(open: T | null | undefined, what: string): T {
  if (open === null || open === undefined) throw new Error(`${what} is not open`);
  return open;
}

/** By the names that the automation client calls them. */
export const native: Record<string, (data?: { url?: string } | null) => unknown> = {
  goHome: () => reLaunch(`/${state.config.entryPagePath}`),
  navigateLeft: () => navigateBack(1),
  switchTab: (data) => switchTab(data?.url ?? ''),
  confirmModal: () => need(currentModal(), 'a dialog').confirm(),
  cancelModal: () => need(currentModal(), 'a dialog').cancel(),
  cancelActionSheet: () => need(currentActionSheet(), 'an action sheet').cancel(),
  authorizeAllow: () => need(currentPermission(), 'a permission sheet').accept(),
  authorizeCancel: () => need(currentPermission(), 'a permission sheet').reject(),
  closePaymentDialog: () => need(currentPaySheet(), 'the payment sheet')('cancel'),
  confirmPayment: () => need(currentPaySheet(), 'the payment sheet')('success'),
  failPayment: () => need(currentPaySheet(), 'the payment sheet')('fail'),
  // Forwarding is done at once here: there is no dialog to answer.
  shareConfirm: () => need(currentPage(), 'a page') && undefined,
  shareCancel: () => need(currentPage(), 'a page') && undefined,
};

export async function callNative(method: string, data?: { url?: string } | null): Promise<unknown> {
  const run = native[method];
  if (!run) throw new Error(`native.${method} not exists`);
  return (await run(data)) ?? {};
}
