/** What WeChat draws around a page: status bar, navigation bar, capsule, tab bar. */
import { assetUrl } from './assets';
import { icons } from './icons';
import { applyInsets, capsuleRect, metrics } from './metrics';
import { currentPage, isTabPage, screenElement, state, type NavigationOverrides, type Page } from './state';
import { themed } from './theme';

interface Parts {
  navigation: HTMLElement;
  back: HTMLElement;
  home: HTMLElement;
  title: HTMLElement;
  capsule: HTMLElement;
  tabBar: HTMLElement;
}
let parts: Parts;

/** What its buttons do. */
export interface ShellActions {
  back(): void;
  home(): void;
  menu(): void;
  close(): void;
  tab(index: number): void;
}

export function startShell(actions: ShellActions): void {
  const screen = screenElement();
  screen.innerHTML = `
    <div class="mp-navigation">
      <div class="mp-status" aria-hidden="true"><span>9:41</span><span>${icons.signal}${icons.wifi}${icons.battery}</span></div>
      <div class="mp-bar">
        <button class="mp-back" aria-label="返回">${icons.back}</button>
        <button class="mp-home" aria-label="回到首页">${icons.home}</button>
        <div class="mp-title"><i class="mp-title-loading"></i><span role="heading" aria-level="1"></span></div>
      </div>
    </div>
    <div class="mp-capsule"><button class="mp-more" aria-label="更多">${icons.more}</button><button class="mp-close" aria-label="关闭">${icons.close}</button></div>
    <div class="mp-tab-bar" role="tablist"></div>
    <div class="mp-home-indicator" aria-hidden="true"></div>`;
  const find = (name: string): HTMLElement => screen.querySelector(`.mp-${name}`) as HTMLElement;
  parts = { navigation: find('navigation'), back: find('back'), home: find('home'), title: find('title'), capsule: find('capsule'), tabBar: find('tab-bar') };
  parts.back.onclick = () => actions.back();
  parts.home.onclick = () => actions.home();
  find('more').onclick = () => actions.menu();
  find('close').onclick = () => actions.close();
  parts.tabBar.onclick = (event) => {
    const tab = (event.target as Element).closest<HTMLElement>('.mp-tab');
    if (tab) actions.tab(Number(tab.dataset.index));
  };
  applyInsets();
  addEventListener('resize', () => {
    applyInsets();
    paint();
  });
}

/** Draws everything for the page on top. */
export function paint(): void {
  const page = currentPage();
  if (!page) return;
  paintNavigation(page);
  paintTabBar(page);
  paintFrame(page);
}

function paintNavigation(page: Page): void {
  const { window: config, navigation } = page;
  const custom = config.navigationStyle === 'custom';
  const title = navigation.title ?? config.navigationBarTitleText ?? '';
  const text = navigation.frontColor ?? (themed(config.navigationBarTextStyle) === 'black' ? '#000000' : '#ffffff');
  parts.navigation.classList.toggle('custom', custom);
  parts.navigation.style.background = custom ? 'transparent' : (navigation.backgroundColor ?? themed(config.navigationBarBackgroundColor) ?? '#000000');
  parts.navigation.style.color = text;
  parts.capsule.classList.toggle('light', text !== '#000000');
  const { left, top, width, height } = capsuleRect();
  Object.assign(parts.capsule.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
  const first = state.pages.length < 2;
  const atHome = page.path === state.config.entryPagePath || isTabPage(page.path) || navigation.homeHidden === true;
  parts.back.hidden = first;
  parts.home.hidden = !first || atHome;
  parts.title.classList.toggle('loading', navigation.loading === true);
  const label = parts.title.querySelector('span') as HTMLElement;
  label.textContent = title;
  document.title = title || document.title;
}

function tabBarShown(page: Page): boolean {
  return state.config.tabBar !== null && !state.config.tabBar.custom && isTabPage(page.path) && !state.tabBar.hidden;
}

function paintTabBar(page: Page): void {
  const config = state.config.tabBar;
  parts.tabBar.hidden = !tabBarShown(page);
  if (!config || parts.tabBar.hidden) return;
  const { items, badges, style } = state.tabBar;
  const look = { ...config, ...style };
  parts.tabBar.style.background = themed(look.backgroundColor) ?? '#ffffff';
  parts.tabBar.classList.toggle('white', themed(look.borderStyle) === 'white');
  const tabs = config.list.map((item, index) => {
    const current = { ...item, ...items.get(index) };
    const selected = item.pagePath === page.path;
    const tab = document.createElement('div');
    tab.className = `mp-tab${selected ? ' on' : ''}`;
    tab.dataset.index = String(index);
    tab.setAttribute('role', 'tab');
    tab.setAttribute('aria-selected', String(selected));
    tab.style.color = (selected ? themed(look.selectedColor) : themed(look.color)) ?? '#7f8389';
    const icon = themed(selected ? (current.selectedIconPath ?? current.iconPath) : current.iconPath);
    if (icon) tab.append(picture(icon));
    tab.append(element('span', current.text));
    const badge = badges.get(index);
    if (badge !== undefined) tab.append(element('i', badge, badge === '' ? 'dot' : ''));
    return tab;
  });
  parts.tabBar.replaceChildren(...tabs);
}

function paintFrame(page: Page): void {
  const { statusBarHeight, navigationBarHeight, tabBarHeight, bottomInset } = metrics();
  const { style, classList } = page.frame;
  style.top = page.window.navigationStyle === 'custom' ? '0' : `${statusBarHeight + navigationBarHeight}px`;
  const withTabs = tabBarShown(page);
  style.bottom = withTabs ? `${tabBarHeight + bottomInset}px` : '0';
  // The tab bar keeps its own distance from the lower edge.
  style.setProperty('--mp-inset-bottom', withTabs ? '0px' : `${bottomInset}px`);
  style.background = themed(page.window.backgroundColorContent) ?? '';
  classList.toggle('custom-navigation', page.window.navigationStyle === 'custom');
}

function picture(source: string): HTMLImageElement {
  const image = document.createElement('img');
  image.alt = '';
  image.draggable = false;
  image.src = assetUrl(source.startsWith('/') || source.includes('://') ? source : `/${source}`);
  return image;
}

function element(tag: string, text: string, className = ''): HTMLElement {
  const result = document.createElement(tag);
  result.textContent = text;
  result.className = className;
  return result;
}

/** Changes the navigation bar of the top page, as wx.setNavigationBarTitle and its like do. */
export function setNavigationBar(change: NavigationOverrides): void {
  const page = currentPage();
  if (!page) return;
  Object.assign(page.navigation, change);
  paint();
}

/** '' is a red dot, null takes it away. Throws an Error with WeChat's words when there is no such tab. */
export function setTabBadge(index: number, text: string | null): void {
  checkTab(index);
  if (text === null) state.tabBar.badges.delete(index);
  else state.tabBar.badges.set(index, text.length > 4 ? '…' : text);
  paint();
}
export function setTabItem(index: number, item: { text?: string; iconPath?: string; selectedIconPath?: string }): void {
  checkTab(index);
  state.tabBar.items.set(index, { ...state.tabBar.items.get(index), ...item });
  paint();
}
export function setTabBarStyle(style: { color?: string; selectedColor?: string; backgroundColor?: string; borderStyle?: string }): void {
  Object.assign(state.tabBar.style, style);
  paint();
}
export function setTabBarHidden(hidden: boolean): void {
  const page = currentPage();
  if (!page || !isTabPage(page.path)) throw new Error('not TabBar page');
  state.tabBar.hidden = hidden;
  paint();
}

function checkTab(index: number): void {
  if (!state.config.tabBar?.list[index]) throw new Error('tabbar item not found');
}
