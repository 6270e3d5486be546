/** The numbers under which the client knows pages and elements. None is ever given twice. */
import { glassEasel } from 'glass-easel-miniprogram-adapter';
import { currentPage, state, type ComponentNode, type Node, type Page } from '../state';
import { attributeOf, customComponent, tagOf } from './tree';

/** Page ids start again with every load of the document; the client keeps what it knows about an id for the whole connection. */
const loadBase = (Math.floor(performance.timeOrigin) % 1e10) * 1000;

const ids = new WeakMap<Node, string>();
const nodes = new Map<string, WeakRef<Node>>();
/** A page that is gone takes its elements with it. */
const forgotten = new FinalizationRegistry<string>((elementId) => nodes.delete(elementId));
let lastId = 0;

export interface Descriptor {
  elementId: string;
  tagName: string;
  /** Its presence makes it a component for the client: setData, data, callMethod. */
  nodeId?: string;
  videoId?: string;
}

export const pageIdOf = (page: Page): number => loadBase + page.id;

export function describe(node: Node): Descriptor {
  let elementId = ids.get(node);
  if (elementId === undefined) {
    elementId = String(++lastId);
    ids.set(node, elementId);
    nodes.set(elementId, new WeakRef(node));
    forgotten.register(node, elementId);
  }
  const tagName = tagOf(node);
  const descriptor: Descriptor = { elementId, tagName };
  if (tagName !== 'page' && customComponent(node)) descriptor.nodeId = `node-${elementId}`;
  const videoId = tagName === 'video' ? attributeOf(node, 'id') : null;
  if (videoId) descriptor.videoId = videoId;
  return descriptor;
}

/** The page of a call. Only the one on top answers, as in DevTools: a test that holds on to another one is wrong there too. */
export function pageOfCall(params: Record<string, unknown>): Page {
  const top = currentPage();
  if (top && pageIdOf(top) === params.pageId) return top;
  const below = state.pages.some((page) => pageIdOf(page) === params.pageId);
  throw new Error(below ? 'page is not on top of page stack' : 'page is not on top of page stack: it was closed');
}

/** The element of a call. Throws when it is gone. */
export function nodeOfCall(params: Record<string, unknown>): Node {
  pageOfCall(params);
  const node = nodes.get(String(params.elementId))?.deref();
  if (!node || !glassEasel.Element.isAttached(node)) throw new Error(`element ${String(params.elementId)} is destroyed`);
  return node;
}

export function componentOfCall(params: Record<string, unknown>): ComponentNode {
  const node = nodeOfCall(params);
  const component = customComponent(node);
  if (!component) throw new Error(`<${tagOf(node)}> is not a custom component`);
  return component;
}
