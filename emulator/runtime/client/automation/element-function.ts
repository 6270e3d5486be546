/** Element.callFunction: what the client's InputElement, SwiperElement and their like ask of a built-in. */
import { controlOf } from '../builtins/control';
import type { NodeExtras } from '../query';
import type { Node } from '../state';
import { domElement, tagOf } from './tree';

/** Controls offer these by name (builtins/); a control without it has nothing to automate. */
interface Automated {
  type?(value: string): void;
  activate?(): void;
  slideTo?(value: number): void;
  swipeTo?(index: number, source: 'touch'): void;
  moveTo?(x: number, y: number, source: 'touch'): void;
  readonly position?: { x: number; y: number };
}

type ElementFunction = (node: Node, args: unknown[]) => unknown;

const functions: Record<string, ElementFunction> = {
  'input.input': (node, [value]) => offered(node, 'type').call(control(node), textOf(value)),
  'textarea.input': (node, [value]) => offered(node, 'type').call(control(node), textOf(value)),
  'switch.tap': (node) => offered(node, 'activate').call(control(node)),
  'slider.slideTo': (node, [value]) => offered(node, 'slideTo').call(control(node), numberOf(value)),
  'swiper.swipeTo': (node, [index]) => offered(node, 'swipeTo').call(control(node), numberOf(index), 'touch'),
  'movable-view.moveTo': (node, [x, y]) => offered(node, 'moveTo').call(control(node), numberOf(x), numberOf(y), 'touch'),
  'movable-view._translateX': (node) => control(node).position?.x ?? 0,
  'movable-view._translateY': (node) => control(node).position?.y ?? 0,
  'scroll-view.scrollTo': (node, [x, y]) => scroller(node).scrollTo({ left: numberOf(x), top: numberOf(y), behavior: 'instant' }),
  'scroll-view.scrollTop': (node) => scroller(node).scrollTop,
  'scroll-view.scrollLeft': (node) => scroller(node).scrollLeft,
  'scroll-view.scrollWidth': (node) => scroller(node).scrollWidth,
  'scroll-view.scrollHeight': (node) => scroller(node).scrollHeight,
};

export function callElementFunction(node: Node, name: string, args: unknown[]): unknown {
  const run = functions[name];
  const [tag] = name.split('.');
  if (!run || tag !== tagOf(node)) throw new Error(`${name} not exists on <${tagOf(node)}>`);
  return run(node, args);
}

const control = (node: Node) => (controlOf(node) ?? {}) as Automated;

function offered<K extends keyof Automated>(node: Node, name: K): NonNullable<Automated[K]> {
  const method = control(node)[name];
  if (method === undefined) throw new Error(`<${tagOf(node)}> cannot do that here`);
  return method;
}

const scroller = (node: Node): HTMLElement => (node as Node & NodeExtras).scrollElement ?? domElement(node);

function textOf(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}
function numberOf(value: unknown): number {
  const number = Number(value);
  if (value === null || Number.isNaN(number)) throw new Error(`a number is needed, not ${JSON.stringify(value)}`);
  return number;
}
