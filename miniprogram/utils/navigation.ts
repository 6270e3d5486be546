import { TABS, routes } from './routes';

const STACK_LIMIT = 10;

/** Opens a page of this mini program by its address, tab page or not; a full page stack loses its top page. */
export function go(target: string): void {
  const path = target.split('?')[0] as string;
  if (TABS.includes(path)) wx.switchTab({ url: path });
  else if (getCurrentPages().length >= STACK_LIMIT) wx.redirectTo({ url: target });
  else wx.navigateTo({ url: target });
}

/** Back, or home when the page was opened by itself (a shared link, a scanned code). */
export function back(): void {
  if (getCurrentPages().length > 1) wx.navigateBack({ delta: 1 });
  else wx.switchTab({ url: routes.home() });
}
