/** State that the app, its pages, wx.* and automation share. Changed by router.ts and shell.ts only. */
import type { glassEasel, component, Root } from 'glass-easel-miniprogram-adapter';
import type { AppConfig, ComponentConfig, Manifest, WindowConfig } from '../compile/manifest';

/** A page's or component's `this`: data, setData, selectComponent …, and the methods of its definition. */
export type Instance = component.GeneralComponent & Record<string, unknown>;
export type Node = glassEasel.Element;
export type ComponentNode = glassEasel.GeneralComponent;

export interface LaunchOptions {
  path: string;
  query: Record<string, string>;
  scene: number;
  referrerInfo: Record<string, unknown>;
  shareTicket?: string;
}

/** What setNavigationBarTitle and its like have changed on one page. */
export interface NavigationOverrides {
  title?: string;
  loading?: boolean;
  frontColor?: string;
  backgroundColor?: string;
  homeHidden?: boolean;
}

export interface Page {
  /** Never reused. */
  id: number;
  /** Without a leading slash. */
  path: string;
  query: Record<string, string>;
  /** app.json's window with the page's own json over it. */
  window: WindowConfig & ComponentConfig;
  root: Root;
  instance: Instance;
  /** What wx sees as the window: the area between navigation bar and tab bar. */
  frame: HTMLElement;
  /** The element that scrolls. */
  scroller: HTMLElement;
  /** The custom tab bar of this page. */
  tabBar: Root | null;
  navigation: NavigationOverrides;
  sheets: CSSStyleSheet[];
  ready: boolean;
}

export interface TabBarState {
  hidden: boolean;
  /** By tab index; '' is a red dot. */
  badges: Map<number, string>;
  items: Map<number, { text?: string; iconPath?: string; selectedIconPath?: string }>;
  style: { color?: string; selectedColor?: string; backgroundColor?: string; borderStyle?: string };
}

interface State {
  manifest: Manifest;
  config: AppConfig;
  /** Bottom to top. */
  pages: Page[];
  /** What getApp() returns. */
  app: Record<string, unknown>;
  appid: string;
  openid: string;
  launch: LaunchOptions;
  /** As of the latest return to the foreground. */
  enter: LaunchOptions;
  theme: 'light' | 'dark';
  tabBar: TabBarState;
}

const launch: LaunchOptions = { path: '', query: {}, scene: 1001, referrerInfo: {} };

export const state: State = {
  // boot.ts sets manifest and config before any code of the app runs.
  manifest: null as unknown as Manifest,
  config: null as unknown as AppConfig,
  pages: [],
  app: {},
  appid: '',
  openid: '',
  launch,
  enter: launch,
  theme: 'light',
  tabBar: { hidden: false, badges: new Map(), items: new Map(), style: {} },
};

export function currentPage(): Page | undefined {
  return state.pages.at(-1);
}

export function isTabPage(path: string): boolean {
  return state.config.tabBar?.list.some((item) => item.pagePath === path) ?? false;
}

/** The phone's whole screen, status bar included. Overlays (toast, modal, sheets) are appended here. */
export function screenElement(): HTMLElement {
  const element = document.getElementById('mp-screen');
  if (!element) throw new Error('The page has no #mp-screen.');
  return element;
}

/** The component that everything around this one belongs to: a page, a tab bar. */
function outermost(instance: Instance | ComponentNode): ComponentNode {
  let node: ComponentNode = ('_$' in instance ? instance._$ : instance) as ComponentNode;
  for (;;) {
    const host = node.ownerShadowRoot?.getHostNode();
    if (!host) return node;
    node = host;
  }
}

const gone = new WeakSet<ComponentNode>();
/** The page was taken away, and with it all its components; answers to its calls may still come. */
export function markGone(page: Page): void {
  for (const root of [page.root, page.tabBar]) if (root) gone.add(root.getComponent());
}
export function isGone(instance: Instance | ComponentNode): boolean {
  return gone.has(outermost(instance));
}

/** The page that a component (or page) instance belongs to; the top page for one that is in none. */
export function pageOf(instance: Instance | ComponentNode): Page | undefined {
  const node = outermost(instance);
  return state.pages.find((page) => page.root.getComponent() === node || page.tabBar?.getComponent() === node) ?? currentPage();
}
