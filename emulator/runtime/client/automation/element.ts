/** The protocol's Element.* domain. */
import { glassEasel } from 'glass-easel-miniprogram-adapter';
import { fire } from '../backend';
import { kebab, rectInFrame, type NodeExtras } from '../query';
import type { Instance, Node } from '../state';
import { callElementFunction } from './element-function';
import { tap, touchPhase } from './gesture';
import { markup } from './markup';
import { valueAt } from './path';
import { componentOfCall, describe, nodeOfCall, pageOfCall } from './registry';
import { settle } from './settle';
import { attributeOf, domElement, domElements, queryElement, tagOf } from './tree';
import type { Methods, Params } from './methods';

/** Events that bubble through the page; any other is a component's own. */
const bubbling = new Set(['tap', 'longpress', 'longtap', 'touchstart', 'touchmove', 'touchend', 'touchcancel', 'touchforcechange', 'transitionend', 'animationstart', 'animationiteration', 'animationend']);

export const elementMethods: Methods = {
  'Element.getElement': (params) => {
    const found = queryElement(nodeOfCall(params), selectorOf(params))[0];
    if (!found) throw new Error(`no such element: ${selectorOf(params)}`);
    return describe(found);
  },
  'Element.getElements': (params) => ({ elements: queryElement(nodeOfCall(params), selectorOf(params)).map(describe) }),
  'Element.getOffset': (params) => {
    const { left, top } = rectInFrame(domElement(nodeOfCall(params)));
    const { scroller } = pageOfCall(params);
    return { left: left + scroller.scrollLeft, top: top + scroller.scrollTop };
  },
  'Element.getDOMProperties': (params) => {
    const node = nodeOfCall(params);
    return { properties: namesOf(params).map((name) => domProperty(node, name)) };
  },
  'Element.getAttributes': (params) => {
    const node = nodeOfCall(params);
    return { attributes: namesOf(params).map((name) => attributeOf(node, name)) };
  },
  'Element.getProperties': (params) => {
    const node = nodeOfCall(params);
    return { properties: namesOf(params).map((name) => property(node, name)) };
  },
  'Element.getStyles': (params) => {
    const style = getComputedStyle(domElement(nodeOfCall(params)));
    return { styles: namesOf(params).map((name) => style.getPropertyValue(kebab(name))) };
  },
  'Element.getWXML': (params) => ({ wxml: markup(nodeOfCall(params), params.type === 'outer') }),

  'Element.tap': (params) => acted(() => tap(nodeOfCall(params))),
  'Element.touchstart': (params) => acted(() => touchPhase(nodeOfCall(params), 'touchstart', params)),
  'Element.touchmove': (params) => acted(() => touchPhase(nodeOfCall(params), 'touchmove', params)),
  'Element.touchend': (params) => acted(() => touchPhase(nodeOfCall(params), 'touchend', params)),
  'Element.triggerEvent': (params) =>
    acted(() => {
      const type = String(params.type);
      const bubbles = bubbling.has(type);
      fire(nodeOfCall(params), type, params.detail ?? {}, {}, { bubbles, composed: bubbles, capturePhase: bubbles });
    }),
  'Element.dispatchEvent': (params) =>
    acted(() => {
      const { touches = [], changedTouches = touches } = params;
      fire(nodeOfCall(params), String(params.eventName), params.detail ?? {}, { touches, changedTouches });
    }),
  'Element.callFunction': async (params) => {
    const result = callElementFunction(nodeOfCall(params), String(params.functionName), argumentsOf(params));
    await settle();
    return { result };
  },

  'Element.getData': (params) => {
    const { data } = componentOfCall(params);
    return { data: typeof params.path === 'string' ? valueAt(data, params.path) : data };
  },
  'Element.setData': async (params) => {
    await setData(componentOfCall(params).getMethodCaller() as unknown as Instance, params);
    return {};
  },
  'Element.callMethod': async (params) => {
    const component = componentOfCall(params);
    const result = await callMethod(component.getMethodCaller() as unknown as Instance, params, tagOf(component as unknown as Node));
    return { result };
  },
  'Element.callContextMethod': async (params) => {
    const node = nodeOfCall(params);
    const id = attributeOf(node, 'id');
    if (!id) throw new Error(`<${tagOf(node)}> needs an id for its context`);
    const context = ((node as Node & NodeExtras).queryContext?.() ?? {}) as Record<string, unknown>;
    const method = context[String(params.method)];
    if (typeof method !== 'function') throw new Error(`VideoContext.${String(params.method)} not exists`);
    const result: unknown = await method.apply(context, argumentsOf(params));
    await settle();
    return { result };
  },
};

async function acted(act: () => void): Promise<object> {
  act();
  await settle();
  return {};
}

/** Resolves when the data are in the page and painted. */
export async function setData(instance: Instance, params: Params): Promise<void> {
  const { data } = params;
  if (typeof data !== 'object' || data === null) throw new Error('setData: data must be an object');
  await new Promise<void>((resolve) => instance.setData(data, resolve));
  await settle();
}

/** What the method returns, a promise's value included. */
export async function callMethod(instance: Instance, params: Params, owner: string): Promise<unknown> {
  const name = String(params.method);
  const method = instance[name];
  if (typeof method !== 'function') throw new Error(`${owner}.${name} not exists`);
  const result: unknown = await method.apply(instance, argumentsOf(params));
  await settle();
  return result;
}

export const argumentsOf = ({ args }: Params): unknown[] => (Array.isArray(args) ? args : []);

export function selectorOf({ selector }: Params): string {
  if (typeof selector !== 'string') throw new Error('selector must be a string');
  return selector;
}

export function namesOf({ names }: Params): string[] {
  if (!Array.isArray(names)) throw new Error('names must be an array');
  return names.map(String);
}

function domProperty(node: Node, name: string): unknown {
  if (name === 'innerText') return domElements(node).map((element) => element.innerText).join('');
  const value = (domElement(node) as unknown as Record<string, unknown>)[name];
  return typeof value === 'object' || typeof value === 'function' ? undefined : value;
}

/** `__propPublic` is how the client asks which properties there are. */
function property(node: Node, name: string): unknown {
  if (!glassEasel.Component.isComponent(node)) return name === '__propPublic' ? {} : undefined;
  if (name === '__propPublic') return Object.fromEntries(glassEasel.Component.listProperties(node).map((key) => [key, true]));
  if (name === '_translateX' || name === '_translateY') return callElementFunction(node, `movable-view.${name}`, []);
  return (node.data as Record<string, unknown>)[name];
}

