/** Fingers of automation. They arrive as DOM events, so that they take the same way as a person's. */
import { fire, nodeOf } from '../backend';
import { controlOf } from '../builtins/control';
import type { Node } from '../state';
import { domElement, domElements } from './tree';

/** A touch as the client gives it; positions are relative to the page's frame. */
interface GivenTouch {
  identifier?: number;
  pageX?: number;
  pageY?: number;
  clientX?: number;
  clientY?: number;
  force?: number;
}
type TouchType = 'touchstart' | 'touchmove' | 'touchend' | 'touchcancel';

interface Point {
  /** In the browser's window. */
  x: number;
  y: number;
  target: HTMLElement;
}

/** A short touch in the middle of what the element shows, and the click that a browser makes of it. A disabled button takes none. */
export function tap(node: Node): void {
  const { x, y, target } = middleOf(node);
  if (isDisabled(nodeOf(target))) return;
  touch(target, 'touchstart', [{ x, y }], [{ x, y }]);
  touch(target, 'touchend', [], [{ x, y }]);
  target.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, composed: true, clientX: x, clientY: y, detail: 1, view: window }));
}

function isDisabled(node: Node | null): boolean {
  for (let at = node; at; at = at.getComposedParent()) {
    const control = controlOf(at);
    if (control?.tag === 'button' && control.node.data.disabled) return true;
  }
  return false;
}

/** One phase of a touch that the test itself composes. Without touches: one finger in the middle of the element. */
export function touchPhase(node: Node, type: TouchType, params: Record<string, unknown>): void {
  const { x, y, target } = middleOf(node);
  const frame = target.closest('.mp-frame')?.getBoundingClientRect() ?? { left: 0, top: 0 };
  const given = (value: unknown) =>
    Array.isArray(value)
      ? (value as GivenTouch[]).map((finger) => ({ x: frame.left + (finger.clientX ?? finger.pageX ?? x), y: frame.top + (finger.clientY ?? finger.pageY ?? y), id: finger.identifier }))
      : null;
  const middle = [{ x, y }];
  const lifted = type === 'touchend' || type === 'touchcancel';
  // The client's typings have "changeTouches", its documentation "changedTouches".
  const changed = given(params.changedTouches) ?? given(params.changeTouches) ?? given(params.touches) ?? middle;
  touch(target, type, given(params.touches) ?? (lifted ? [] : middle), changed);
}

type Finger = { x: number; y: number; id?: number | undefined };

function touch(target: HTMLElement, type: TouchType, touches: Finger[], changed: Finger[]): void {
  if (typeof Touch !== 'function' || typeof TouchEvent !== 'function') {
    // A desktop browser without touch events: the framework's own event, as its bridge would make it.
    fire(target, type, {}, { touches: touches.map(plain(target)), changedTouches: changed.map(plain(target)) });
    return;
  }
  const make = ({ x, y, id }: Finger, index: number) => new Touch({ identifier: id ?? index, target, clientX: x, clientY: y, pageX: x, pageY: y, force: 1 });
  const list = touches.map(make);
  target.dispatchEvent(new TouchEvent(type, { bubbles: true, cancelable: true, composed: true, touches: list, targetTouches: list, changedTouches: changed.map(make), view: window }));
}

function plain(target: HTMLElement): (finger: Finger, index: number) => object {
  const { left, top } = target.closest('.mp-frame')?.getBoundingClientRect() ?? { left: 0, top: 0 };
  return ({ x, y, id }, index) => ({ identifier: id ?? index, clientX: x - left, clientY: y - top, pageX: x - left, pageY: y - top, force: 1 });
}

/** Where a finger meets the element: the innermost thing shown in its middle, whatever lies over it or how far it is scrolled away. */
function middleOf(node: Node): Point {
  const shown = domElements(node).find(isShown) ?? domElement(node);
  const { left, top, width, height } = shown.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  return { x, y, target: innermost(shown, x, y) };
}

function innermost(element: HTMLElement, x: number, y: number): HTMLElement {
  for (const child of [...element.children].reverse()) {
    if (child instanceof HTMLElement && isShown(child) && holds(child.getBoundingClientRect(), x, y)) return innermost(child, x, y);
  }
  return element;
}

const holds = ({ left, top, right, bottom }: DOMRect, x: number, y: number) => x >= left && x < right && y >= top && y < bottom;

function isShown(element: HTMLElement): boolean {
  const { display, visibility, pointerEvents } = getComputedStyle(element);
  return display !== 'none' && visibility !== 'hidden' && pointerEvents !== 'none';
}
