/** navigator: a link between pages. */
import { callApi } from '../wx/table';
import { builtin } from './definition';
import { anything, Control, number, text } from './control';
import { addHover, hoverProps } from './hover';

const navigatorProps = {
  ...hoverProps,
  hoverClass: text('navigator-hover'),
  target: text('self'),
  url: text(),
  openType: text('navigate'),
  delta: number(1),
  appId: text(),
  path: text(),
  extraData: anything<unknown>(null),
  version: text('release'),
  shortLink: text(),
};

const apiOf: Record<string, string> = {
  navigate: 'navigateTo',
  redirect: 'redirectTo',
  switchTab: 'switchTab',
  reLaunch: 'reLaunch',
  navigateBack: 'navigateBack',
  exit: 'exitMiniProgram',
};

class Navigator extends Control<typeof navigatorProps> {
  override created(): void {
    addHover(this);
    this.listen('tap', () => this.go());
  }
  private go(): void {
    const { target, openType, url, delta, appId, path, extraData } = this.props;
    const api = target === 'miniProgram' && openType === 'navigate' ? 'navigateToMiniProgram' : apiOf[openType];
    if (!api) return;
    callApi(api, {
      ...(api === 'navigateToMiniProgram' ? { appId, path, extraData } : api === 'navigateBack' ? { delta } : { url: this.absolute(url) }),
      success: (result: unknown) => this.emit('success', result),
      fail: (error: unknown) => this.emit('fail', error),
      complete: (result: unknown) => this.emit('complete', result),
    });
  }
  /** A relative url starts at the file that the navigator is written in. */
  private absolute(url: string): string {
    if (url === '' || url.startsWith('/')) return url;
    const { pathname, search } = new URL(url, `http://page/${this.ownerId}`);
    return pathname + search;
  }
}
builtin('navigator', { props: navigatorProps, control: Navigator, role: 'link' });
