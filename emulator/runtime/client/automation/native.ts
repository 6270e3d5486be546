/** What a finger does outside the page: WeChat's own bars, dialogs and sheets. */
import { navigateBack, reLaunch, switchTab } from '../router';
import { screenElement, state } from '../state';
import { currentModal } from '../wx/ui/modal';

type NativeAction = (data: unknown) => void | Promise<unknown>;

const actions: Record<string, NativeAction> = {
  goHome: () => reLaunch(`/${state.config.entryPagePath}`),
  navigateLeft: () => navigateBack(),
  switchTab: (data) => switchTab(String((data as { url?: unknown } | null)?.url ?? '')),
  confirmModal: () => modal().confirm(),
  cancelModal: () => modal().cancel(),
  // Nothing asks for permission here, and sharing happens at once: there is no dialog to answer.
  authorizeAllow: () => {},
  authorizeCancel: () => {},
  shareConfirm: () => {},
  shareCancel: () => {},
  closePaymentDialog: () => dismiss('.mp-pay', 'payment dialog'),
};

export function native(method: string, data: unknown): void | Promise<unknown> {
  const action = actions[method];
  if (!action) throw new Error(`native().${method} not exists`);
  return action(data);
}

function modal(): { confirm(): void; cancel(): void } {
  const open = currentModal();
  if (!open) throw new Error('no modal is open');
  return open;
}

/** As the Escape key does. */
function dismiss(panel: string, name: string): void {
  const open = [...screenElement().querySelectorAll(panel)].at(-1);
  if (!open) throw new Error(`no ${name} is open`);
  open.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
}
