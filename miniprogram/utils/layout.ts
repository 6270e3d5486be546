export interface NavMetrics {
  /** px from the window's top to the navigation row. */
  top: number;
  /** px, height of the navigation row. */
  height: number;
  /** px from the right edge that WeChat's own capsule takes. */
  right: number;
}

let known: NavMetrics | null = null;

/** Where a page that draws its own navigation bar may put things. Asked of the phone once. */
export function navMetrics(): NavMetrics {
  if (known) return known;
  const { statusBarHeight, windowWidth } = wx.getWindowInfo();
  const capsule = wx.getMenuButtonBoundingClientRect();
  const gap = Math.max(4, capsule.top - statusBarHeight);
  known = { top: statusBarHeight, height: capsule.height + gap * 2, right: windowWidth - capsule.left };
  return known;
}
