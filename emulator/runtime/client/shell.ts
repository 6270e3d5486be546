/** What WeChat draws around a page: navigation bar, capsule, tab bar. */
import type { NavigationOverrides } from './state';

/** Changes the navigation bar of the top page, as wx.setNavigationBarTitle and its like do. */
export function setNavigationBar(_change: NavigationOverrides): void {}

/** '' is a red dot, null takes it away. Throws an Error with WeChat's words when there is no such tab. */
export function setTabBadge(_index: number, _text: string | null): void {}
export function setTabItem(_index: number, _item: { text?: string; iconPath?: string; selectedIconPath?: string }): void {}
export function setTabBarStyle(_style: { color?: string; selectedColor?: string; backgroundColor?: string; borderStyle?: string }): void {}
export function setTabBarHidden(_hidden: boolean): void {}
