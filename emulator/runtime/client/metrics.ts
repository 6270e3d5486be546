/** Sizes of the phone, in px. A tall screen is an iPhone with a notch, a short one an iPhone with a home button. */
import { screenElement } from './state';

export interface Rect {
  left: number;
  top: number;
  right: number;
  bottom: number;
  width: number;
  height: number;
}
export interface Metrics {
  screenWidth: number;
  screenHeight: number;
  statusBarHeight: number;
  /** Without the status bar. */
  navigationBarHeight: number;
  /** Without the bottom inset. */
  tabBarHeight: number;
  bottomInset: number;
}

const TALL = 740;

export function metrics(): Metrics {
  const { clientWidth, clientHeight } = screenElement();
  const tall = clientHeight >= TALL;
  return {
    screenWidth: clientWidth,
    screenHeight: clientHeight,
    statusBarHeight: tall ? 44 : 20,
    navigationBarHeight: 44,
    tabBarHeight: 50,
    bottomInset: tall ? 34 : 0,
  };
}

/** The capsule at the top right, relative to the screen: wx.getMenuButtonBoundingClientRect. */
export function capsuleRect(): Rect {
  const { screenWidth, statusBarHeight } = metrics();
  const [width, height] = [87, 32];
  const [right, top] = [screenWidth - 7, statusBarHeight + 6];
  return { left: right - width, top, right, bottom: top + height, width, height };
}

/** The stylesheets see the insets as custom properties, because env(safe-area-inset-*) is 0 in a browser window. */
export function applyInsets(): void {
  const { statusBarHeight, bottomInset } = metrics();
  const { style } = screenElement();
  style.setProperty('--mp-status-bar', `${statusBarHeight}px`);
  style.setProperty('--mp-inset-top', `${statusBarHeight}px`);
  style.setProperty('--mp-inset-bottom', `${bottomInset}px`);
}
