/** Who holds the phone. The workbench and tests change it through `globalThis.__xiaodian`. */
import { leavePage } from './agent';
import { setTheme } from './theme';
import { state } from './state';

export interface XiaodianPage {
  identity(): string;
  /** Another shopper is another phone: the mini program starts anew, at its entry page. Resolves when that begins. */
  switchIdentity(openid: string): Promise<void>;
  theme(): 'light' | 'dark';
  /** null: as the system has it. */
  setTheme(theme: 'light' | 'dark' | null): void;
}

export function installIdentity(): void {
  const api: XiaodianPage = {
    identity: () => state.openid,
    async switchIdentity(openid) {
      const address = new URL(location.href);
      address.searchParams.set('as', openid);
      address.hash = '';
      leavePage(() => (address.href === location.href ? location.reload() : location.replace(address)));
    },
    theme: () => state.theme,
    setTheme,
  };
  Object.assign(globalThis, { __xiaodian: api });
}
