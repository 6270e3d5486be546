/** The protocol's Page.* domain. */
import type { Page } from '../state';
import { callMethod, namesOf, selectorOf, setData } from './element';
import type { Methods } from './methods';
import { valueAt } from './path';
import { describe, pageOfCall } from './registry';
import { queryPage } from './tree';
import { queryXpath } from './xpath';

export const pageMethods: Methods = {
  'Page.getElement': (params) => first(queryPage(pageOfCall(params), selectorOf(params)), selectorOf(params)),
  'Page.getElements': (params) => ({ elements: queryPage(pageOfCall(params), selectorOf(params)).map(describe) }),
  'Page.getElementByXpath': (params) => first(queryXpath(pageOfCall(params), selectorOf(params)), selectorOf(params)),
  'Page.getElementsByXpath': (params) => ({ elements: queryXpath(pageOfCall(params), selectorOf(params)).map(describe) }),
  'Page.getData': (params) => {
    const { data } = pageOfCall(params).instance;
    return { data: typeof params.path === 'string' ? valueAt(data, params.path) : data };
  },
  'Page.setData': async (params) => {
    await setData(pageOfCall(params).instance, params);
    return {};
  },
  'Page.callMethod': async (params) => ({ result: await callMethod(pageOfCall(params).instance, params, 'page') }),
  'Page.getWindowProperties': (params) => {
    const view = windowOf(pageOfCall(params));
    return { properties: namesOf(params).map((name) => valueAt(view, name)) };
  },
};

function first(nodes: Parameters<typeof describe>[0][], selector: string): object {
  const [node] = nodes;
  if (!node) throw new Error(`no such element: ${selector}`);
  return describe(node);
}

/** On a phone each page has a window of its own; here its parts stand for it. */
function windowOf({ scroller, frame }: Page): object {
  const { scrollWidth, scrollHeight, scrollTop, scrollLeft, clientWidth, clientHeight } = scroller;
  return {
    innerWidth: frame.clientWidth,
    innerHeight: frame.clientHeight,
    devicePixelRatio,
    document: {
      documentElement: { scrollWidth, scrollHeight, scrollTop, scrollLeft, clientWidth, clientHeight },
      // As in a page that is in standards mode: the document element scrolls, not the body.
      body: { scrollTop: 0, scrollLeft: 0, clientWidth, scrollWidth, scrollHeight },
    },
  };
}
