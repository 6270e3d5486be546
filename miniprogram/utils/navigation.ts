import { toast } from './feedback';
import { TABS, routes } from './routes';

const STACK_LIMIT = 10;
let opening = false;

/** Opens a page of this mini program by its address, tab page or not; a full page stack loses its top page. A double tap opens one. */
export function go(target: string): void {
  void travel(() => {
    const path = target.split('?')[0] as string;
    if (TABS.includes(path)) return wx.switchTab({ url: path });
    return getCurrentPages().length >= STACK_LIMIT ? wx.redirectTo({ url: target }) : wx.navigateTo({ url: target });
  });
}

/** Opens a page in place of the present one, which has done its work. */
export function replace(target: string): void {
  void travel(() => wx.redirectTo({ url: target }));
}

/** Back, or home when the page was opened by itself (a shared link, a scanned code). */
export function back(pages = 1): void {
  void travel(() => (getCurrentPages().length > 1 ? wx.navigateBack({ delta: pages }) : wx.switchTab({ url: routes.home() })));
}

async function travel(move: () => Promise<unknown>): Promise<void> {
  if (opening) return;
  opening = true;
  try {
    await move();
  } catch (error) {
    console.error(error);
    toast('页面没有打开，请再试一次');
  } finally {
    opening = false;
  }
}
