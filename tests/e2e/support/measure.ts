/** What a script can see of a page's looks. Runs in the page of the browser runtime: everything it needs is inside the function. */

// What it uses of the browser.
interface Box {
  left: number;
  right: number;
  top: number;
  width: number;
  height: number;
}
interface Element {
  tagName: string;
  className: string;
  textContent: string;
  parentElement: Element | null;
  firstElementChild: Element | null;
  classList: Iterable<string>;
  scrollWidth: number;
  clientWidth: number;
  getBoundingClientRect(): Box;
  getAttribute(name: string): string | null;
  contains(other: Element): boolean;
  closest(selector: string): Element | null;
  /** The framework's node, with those who listen to it. */
  __wxElement?: { _$eventTarget?: { listeners: Record<string, unknown> } };
}
declare const document: { querySelectorAll(selector: string): Iterable<Element>; elementFromPoint(x: number, y: number): Element | null };
declare const getComputedStyle: (element: Element) => { visibility: string; opacity: string; overflowX: string };
declare const innerWidth: number;
declare const innerHeight: number;

/**
 * Of the page on top: what is wider than the screen, what can be tapped and is smaller than 44 px (measured where a finger meets it, so
 * that stretched areas count and what lies under something else does not), and what can be tapped and has no role or no name.
 */
export function measure(): string[] {
  /** Half a pixel lost at each edge to rounding. */
  const least = 43;
  const name = (element: Element) => [element.tagName.toLowerCase().replace('wx-', ''), ...[...element.classList].map((one) => one.replace(/^.*--/, ''))].join('.');
  const listens = (element: Element) => Boolean(element.__wxElement?._$eventTarget?.listeners.tap);
  const label = (element: Element) => (element.getAttribute('aria-label') ?? element.textContent).trim();
  const role = (element: Element | null) => element?.getAttribute('role') ?? element?.getAttribute('aria-role') ?? '';
  const visible = (element: Element) => {
    const { width, height } = element.getBoundingClientRect();
    const { visibility, opacity } = getComputedStyle(element);
    return width >= 1 && height >= 1 && visibility !== 'hidden' && Number(opacity) > 0;
  };
  const all = [...document.querySelectorAll('.mp-frame.active *')].filter((element) => element.__wxElement && visible(element));

  /** Something around it shows a part of it on purpose: a strip that scrolls, a card that cuts. */
  const cut = (element: Element): boolean => {
    for (let around = element.parentElement; around; around = around.parentElement) {
      if (/^wx-(scroll-view|swiper)$/i.test(around.tagName)) return true;
      const { left, right, height } = around.getBoundingClientRect();
      if (getComputedStyle(around).overflowX !== 'visible' && left >= -1 && right <= innerWidth + 1 && height < innerHeight * 0.8) return true;
    }
    return false;
  };
  const wide = all.filter((element) => {
    const { left, right } = element.getBoundingClientRect();
    return (right > innerWidth + 1 || left < -1) && !cut(element);
  });

  /** Whether a finger at this point means the element, and nobody inside of it or over it. */
  const meant = (element: Element, x: number, y: number): boolean => {
    const hit = document.elementFromPoint(x, y);
    return hit !== null && (hit === element || element.contains(hit));
  };
  const reach = (element: Element, x: number, y: number, dx: number, dy: number): number => {
    let far = 0;
    while (far < 44 && meant(element, x + dx * (far + 0.5), y + dy * (far + 0.5))) far += 0.5;
    return far;
  };
  const small = (element: Element): boolean => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const outside = x < 0 || x > innerWidth || y < 0 || y > innerHeight;
    if (outside || !meant(element, x, y)) return false;
    return (width < least && reach(element, x, y, -1, 0) + reach(element, x, y, 1, 0) < least) || (height < least && reach(element, x, y, 0, -1) + reach(element, x, y, 0, 1) < least);
  };
  // WeChat's own controls look as WeChat has it; a link within a sentence is as high as its line.
  const tappable = all.filter((element) => listens(element) && !/^wx-(switch|slider|input|textarea|picker|picker-view|checkbox|radio|label|navigator|button|video)$/i.test(element.tagName));
  return [
    ...wide.map((element) => `${name(element)} is wider than the screen`),
    ...tappable.filter((element) => element.tagName.toLowerCase() !== 'wx-text' && small(element)).map((element) => `${name(element)} "${label(element).slice(0, 12)}" is smaller than 44 px`),
    ...tappable.filter((element) => !role(element) && !role(element.firstElementChild)).map((element) => `${name(element)} has no aria-role`),
    ...tappable.filter((element) => !label(element)).map((element) => `${name(element)} has neither text nor aria-label`),
  ];
}
