/** Fingers and the mouse → WeChat's touch events, tap, longpress; and the ends of CSS transitions and animations. */
import { fire, nodeOf } from './backend';
import { currentPage, screenElement, type Node } from './state';

export interface TouchPoint {
  identifier: number;
  /** From the page's top left corner, what is scrolled away included. */
  pageX: number;
  pageY: number;
  /** From the window's (the page frame's) top left corner. */
  clientX: number;
  clientY: number;
  force: number;
}
type Touches = { touches: TouchPoint[]; changedTouches: TouchPoint[] };
interface Position {
  clientX: number;
  clientY: number;
  identifier?: number;
}

const LONG_PRESS = 350;
/** Further than this, in px, and it is no tap and no long press. */
const STILL = 10;

export function pointAt({ clientX, clientY, identifier = 0 }: Position): TouchPoint {
  const page = currentPage();
  const origin = page?.frame.getBoundingClientRect() ?? { left: 0, top: 0 };
  const [x, y] = [clientX - origin.left, clientY - origin.top];
  return { identifier, pageX: x + (page?.scroller.scrollLeft ?? 0), pageY: y + (page?.scroller.scrollTop ?? 0), clientX: x, clientY: y, force: 1 };
}

/** One gesture at a time, from the first finger down to the last one up. */
class Gesture {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private start: TouchPoint | null = null;
  /** A long press that somebody listened to is no tap. */
  private pressed = false;
  /** A mouse that was dragged clicks all the same when it is let go; a finger does not. */
  private moved = false;

  down(target: EventTarget, touches: TouchPoint[], changed: TouchPoint[]): void {
    this.pressed = false;
    this.moved = false;
    this.start = changed[0] ?? null;
    const fields: Touches = { touches, changedTouches: changed };
    fire(target, 'touchstart', {}, { ...fields });
    clearTimeout(this.timer);
    if (touches.length === 1) this.timer = setTimeout(() => this.press(target, fields), LONG_PRESS);
  }
  /** True: the page must not scroll. */
  move(target: EventTarget, touches: TouchPoint[], changed: TouchPoint[]): boolean {
    const [point] = changed;
    if (point && this.start && Math.hypot(point.clientX - this.start.clientX, point.clientY - this.start.clientY) > STILL) {
      clearTimeout(this.timer);
      this.moved = true;
    }
    return fire(target, 'touchmove', {}, { touches, changedTouches: changed });
  }
  up(target: EventTarget, touches: TouchPoint[], changed: TouchPoint[], type: 'touchend' | 'touchcancel'): void {
    clearTimeout(this.timer);
    setTimeout(() => (this.moved = false)); // after the click, if there is one
    fire(target, type, {}, { touches, changedTouches: changed });
  }
  /** The browser's click, which already knows about scrolling and moved fingers. */
  tap(target: EventTarget, point: TouchPoint): void {
    if (this.moved) return;
    if (this.pressed) {
      this.pressed = false;
      return;
    }
    fire(target, 'tap', { x: point.pageX, y: point.pageY }, { touches: [point], changedTouches: [point] });
  }

  private press(target: EventTarget, fields: Touches): void {
    const node = nodeOf(target);
    this.pressed = node !== null && listens(node, 'longpress');
    const detail = { x: this.start?.pageX ?? 0, y: this.start?.pageY ?? 0 };
    fire(target, 'longpress', detail, { ...fields });
    fire(target, 'longtap', detail, { ...fields });
  }
}

/** Whether the node or anything around it, across components, has a listener. */
function listens(start: Node, type: string): boolean {
  type WithTarget = Node & { _$eventTarget?: { listeners: Record<string, unknown>; captureListeners?: Record<string, unknown> } };
  for (let node: Node | null = start; node; node = node.getComposedParent()) {
    const target = (node as WithTarget)._$eventTarget;
    if (target?.listeners[type] || target?.captureListeners?.[type]) return true;
  }
  return false;
}

export function startEvents(): void {
  const screen = screenElement();
  const gesture = new Gesture();
  const listen = <K extends keyof HTMLElementEventMap>(type: K, handler: (event: HTMLElementEventMap[K]) => void): void =>
    screen.addEventListener(type, handler, { capture: true, passive: false });
  const inside = (target: EventTarget | null): target is EventTarget => nodeOf(target) !== null;
  const points = (list: TouchList): TouchPoint[] => [...list].map((touch) => pointAt(touch));

  listen('touchstart', (event) => {
    if (inside(event.target)) gesture.down(event.target, points(event.touches), points(event.changedTouches));
  });
  listen('touchmove', (event) => {
    if (inside(event.target) && gesture.move(event.target, points(event.touches), points(event.changedTouches)) && event.cancelable) event.preventDefault();
  });
  for (const type of ['touchend', 'touchcancel'] as const) {
    listen(type, (event) => {
      if (inside(event.target)) gesture.up(event.target, points(event.touches), points(event.changedTouches), type);
    });
  }
  startMouse(gesture, listen, inside);
  // A long press of a finger opens no menu of the browser's.
  listen('contextmenu', (event) => {
    if ((event as PointerEvent).pointerType === 'touch') event.preventDefault();
  });
  listen('click', (event) => {
    if (inside(event.target)) gesture.tap(event.target, pointAt(event));
  });
  for (const type of ['transitionend', 'animationstart', 'animationiteration', 'animationend'] as const) {
    listen(type, (event) => {
      const { propertyName, animationName, elapsedTime } = event as TransitionEvent & AnimationEvent;
      if (inside(event.target)) fire(event.target, type, { propertyName, animationName, elapsedTime });
    });
  }
}

/** A mouse is one finger. Once down it may leave the element, even the window. */
function startMouse(
  gesture: Gesture,
  listen: (type: 'pointerdown', handler: (event: PointerEvent) => void) => void,
  inside: (target: EventTarget | null) => target is EventTarget,
): void {
  let held: EventTarget | null = null;
  listen('pointerdown', (event) => {
    if (event.pointerType !== 'mouse' || event.button !== 0 || !inside(event.target)) return;
    held = event.target;
    gesture.down(held, [pointAt(event)], [pointAt(event)]);
  });
  addEventListener('pointermove', (event) => {
    if (held && event.pointerType === 'mouse') gesture.move(held, [pointAt(event)], [pointAt(event)]);
  }, true);
  addEventListener('pointerup', (event) => {
    if (!held || event.pointerType !== 'mouse') return;
    gesture.up(held, [], [pointAt(event)], 'touchend');
    held = null;
  }, true);
}
