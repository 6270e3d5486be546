/** What the page as a whole does under a finger: scrolling, reaching the bottom, pulling down. */
import { elementOf } from './backend';
import { callPage } from './lifecycle';
import { select } from './query';
import { themed } from './theme';
import { currentPage, type Page } from './state';

const REACH_BOTTOM = 50;
/** How far, in px, the page is pulled before it refreshes, and how far it stays open. */
const PULL = 60;

export function attachScrolling(page: Page): void {
  const { scroller } = page;
  if (page.window.disableScroll) scroller.style.overflowY = 'hidden';
  let wasNear = false;
  const onScroll = (): void => {
    callPage(page, 'onPageScroll', { scrollTop: scroller.scrollTop });
    const rest = scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;
    const near = rest <= (page.window.onReachBottomDistance ?? REACH_BOTTOM);
    if (near && !wasNear) callPage(page, 'onReachBottom');
    wasNear = near;
  };
  scroller.addEventListener('scroll', onScroll, { passive: true });
  if (page.window.enablePullDownRefresh) attachPulling(page);
}

/** wx.pageScrollTo. `duration` in ms; 0 jumps. Resolves when it has arrived. */
export async function pageScrollTo(options: { scrollTop?: number; selector?: string; offsetTop?: number; duration?: number }): Promise<void> {
  const page = currentPage();
  if (!page) return;
  const { scroller } = page;
  const from = scroller.scrollTop;
  const to = Math.max(0, Math.min(destination(page, options), scroller.scrollHeight - scroller.clientHeight));
  const duration = options.duration ?? 300;
  const started = performance.now();
  for (let done = duration <= 0 ? 1 : 0; done < 1; ) {
    await new Promise(requestAnimationFrame);
    done = Math.min(1, (performance.now() - started) / duration);
    scroller.scrollTop = from + (to - from) * (1 - (1 - done) ** 3);
  }
  scroller.scrollTop = to;
}

function destination({ scroller, instance }: Page, { scrollTop, selector, offsetTop = 0 }: { scrollTop?: number; selector?: string; offsetTop?: number }): number {
  if (scrollTop !== undefined) return scrollTop;
  const node = selector === undefined ? undefined : select(instance, selector)[0];
  const element = node && elementOf(node);
  if (!element) throw new Error(`fail to find the element ${selector ?? ''}`.trim());
  return scroller.scrollTop + element.getBoundingClientRect().top - scroller.getBoundingClientRect().top + offsetTop;
}

export function startPullDownRefresh(page = currentPage()): void {
  if (!page) return;
  showPulled(page, PULL, true);
  callPage(page, 'onPullDownRefresh');
}

export function stopPullDownRefresh(page = currentPage()): void {
  if (page) showPulled(page, 0, true);
}

/** A finger, or the mouse, draws the page down when it stands at its top. */
function attachPulling(page: Page): void {
  const { scroller } = page;
  let start: number | null = null;
  let pulled = 0;
  scroller.addEventListener('pointerdown', (event) => {
    start = scroller.scrollTop <= 0 ? event.clientY : null;
    pulled = 0;
  });
  const move = (y: number): boolean => {
    if (start === null || scroller.scrollTop > 0) return false;
    pulled = Math.max(0, (y - start) / 2);
    if (pulled > 0) showPulled(page, Math.min(pulled, PULL * 1.5), false);
    return pulled > 0;
  };
  const end = (): void => {
    if (start === null) return;
    start = null;
    if (pulled >= PULL) startPullDownRefresh(page);
    else if (pulled > 0) stopPullDownRefresh(page);
  };
  scroller.addEventListener('pointermove', (event) => {
    if (event.pointerType === 'mouse' && event.buttons) move(event.clientY);
  });
  scroller.addEventListener('pointerup', end);
  scroller.addEventListener(
    'touchmove',
    (event) => {
      if (move(event.touches[0]?.clientY ?? 0) && event.cancelable) event.preventDefault();
    },
    { passive: false },
  );
  for (const type of ['touchend', 'touchcancel'] as const) scroller.addEventListener(type, end);
}

function showPulled(page: Page, distance: number, animated: boolean): void {
  const { frame, scroller } = page;
  let indicator = frame.querySelector<HTMLElement>(':scope > .mp-pull');
  if (!indicator) {
    indicator = document.createElement('div');
    indicator.className = 'mp-pull';
    indicator.innerHTML = '<i></i><i></i><i></i>';
    frame.prepend(indicator);
  }
  indicator.classList.toggle('light', themed(page.window.backgroundTextStyle) === 'light');
  indicator.style.background = themed(page.window.backgroundColor) ?? '';
  indicator.style.height = `${Math.max(distance, PULL)}px`;
  indicator.classList.toggle('shown', distance > 0);
  scroller.style.transition = animated ? 'top 0.25s' : 'none';
  // Moved by its position, not by a transform, which would change what position: fixed refers to.
  scroller.style.top = `${distance}px`;
}
