/** Pages: navigation, navigation bar, tab bar, pull-down, scrolling. */
import { pageScrollTo, startPullDownRefresh, stopPullDownRefresh } from '../page-scroll';
import { navigateBack, navigateTo, reLaunch, redirectTo, switchTab } from '../router';
import { setNavigationBar, setTabBadge, setTabBarHidden, setTabBarStyle, setTabItem } from '../shell';
import { currentPage } from '../state';
import { Failure, need } from './failure';
import { defineAsync, defineSync } from './table';

type Listeners = Record<string, (...args: unknown[]) => void>;
interface UrlOptions {
  url: string;
}
interface TabOptions {
  index: number;
}

defineAsync({
  navigateTo(options: UrlOptions & { events?: Listeners }) {
    need(options, 'url', 'String');
    return navigateTo(options.url, options.events);
  },
  redirectTo(options: UrlOptions) {
    need(options, 'url', 'String');
    return redirectTo(options.url);
  },
  switchTab(options: UrlOptions) {
    need(options, 'url', 'String');
    return switchTab(options.url);
  },
  reLaunch(options: UrlOptions) {
    need(options, 'url', 'String');
    return reLaunch(options.url);
  },
  navigateBack: ({ delta = 1 }: { delta?: number }) => navigateBack(delta),
  navigateToMiniProgram({ appId, path, shortLink }: { appId?: string; path?: string; shortLink?: string }) {
    if (!appId && !shortLink) throw new Failure('parameter error: parameter.appId should be String instead of Undefined;');
    console.info(`wx.navigateToMiniProgram: ${appId ?? shortLink} ${path ?? ''}`);
  },
  navigateBackMiniProgram() {
    throw new Failure('not opened by another mini program');
  },
  exitMiniProgram() {},

  setNavigationBarTitle(options: { title: string }) {
    need(options, 'title', 'String');
    setNavigationBar({ title: options.title });
  },
  setNavigationBarColor(options: { frontColor: string; backgroundColor: string }) {
    need(options, 'frontColor', 'String');
    need(options, 'backgroundColor', 'String');
    setNavigationBar({ frontColor: options.frontColor, backgroundColor: options.backgroundColor });
  },
  showNavigationBarLoading: () => setNavigationBar({ loading: true }),
  hideNavigationBarLoading: () => setNavigationBar({ loading: false }),
  hideHomeButton: () => setNavigationBar({ homeHidden: true }),
  setBackgroundColor({ backgroundColor }: { backgroundColor?: string }) {
    const page = currentPage();
    if (page && backgroundColor) page.frame.style.backgroundColor = backgroundColor;
  },
  setBackgroundTextStyle() {},
  setTopBarText() {},

  setTabBarBadge(options: TabOptions & { text: string }) {
    need(options, 'index', 'Number');
    need(options, 'text', 'String');
    // WeChat shows at most four characters.
    setTabBadge(options.index, options.text.length > 4 ? `${options.text.slice(0, 3)}…` : options.text);
  },
  removeTabBarBadge: ({ index }: TabOptions) => setTabBadge(index, null),
  showTabBarRedDot: ({ index }: TabOptions) => setTabBadge(index, ''),
  hideTabBarRedDot: ({ index }: TabOptions) => setTabBadge(index, null),
  showTabBar: () => setTabBarHidden(false),
  hideTabBar: () => setTabBarHidden(true),
  setTabBarItem({ index, text, iconPath, selectedIconPath }: TabOptions & { text?: string; iconPath?: string; selectedIconPath?: string }) {
    setTabItem(index, { ...(text === undefined ? {} : { text }), ...(iconPath ? { iconPath } : {}), ...(selectedIconPath ? { selectedIconPath } : {}) });
  },
  setTabBarStyle({ color, selectedColor, backgroundColor, borderStyle }: { color?: string; selectedColor?: string; backgroundColor?: string; borderStyle?: string }) {
    setTabBarStyle({ ...(color ? { color } : {}), ...(selectedColor ? { selectedColor } : {}), ...(backgroundColor ? { backgroundColor } : {}), ...(borderStyle ? { borderStyle } : {}) });
  },

  startPullDownRefresh: () => startPullDownRefresh(),
  stopPullDownRefresh: () => stopPullDownRefresh(),
  pageScrollTo: (target: { scrollTop?: number; selector?: string; offsetTop?: number; duration?: number }) => pageScrollTo(target),
});

defineSync({
  preloadWebview() {},
  enableAlertBeforeUnload() {},
  disableAlertBeforeUnload() {},
});
