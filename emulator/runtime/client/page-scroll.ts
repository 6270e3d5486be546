/** What the page as a whole does under a finger: scrolling, reaching the bottom, pulling down. */

/** wx.pageScrollTo. `duration` in ms; 0 jumps. Resolves when it has arrived. */
export function pageScrollTo(_target: { scrollTop?: number; selector?: string; offsetTop?: number; duration?: number }): Promise<void> {
  throw new Error('Not there yet.');
}
export function startPullDownRefresh(): void {}
export function stopPullDownRefresh(): void {}
