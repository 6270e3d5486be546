/** The protocol's App.* domain, as far as the page answers it. */
import { state, type Page } from '../state';
import { callMethod, mock, restore, restoreAll } from '../wx/mocks';
import { callNative } from '../wx/native';
import { argumentsOf } from './element';
import { functionFrom } from './evaluate';
import { addBinding, disableLog, enableLog, removeBindings } from './events';
import type { Methods, Params } from './methods';
import { pageIdOf } from './registry';
import { captureScreenshot } from './screenshot';
import { settle } from './settle';

export const appMethods: Methods = {
  'App.getPageStack': () => ({ pageStack: state.pages.map(descriptor) }),
  'App.getCurrentPage': async () => {
    // While one page leaves and the next one comes there is none on top.
    if (state.pages.length === 0) await settle();
    const page = state.pages.at(-1);
    if (!page) throw new Error('no page is open');
    return descriptor(page);
  },
  'App.callWxMethod': async (params) => {
    notOfPlugin(params);
    const result = await callMethod(methodOf(params), argumentsOf(params).map(given));
    await settle();
    return { result };
  },
  'App.mockWxMethod': (params) => {
    notOfPlugin(params);
    const method = methodOf(params);
    // The form is told by which keys are there: a constant result may well be null.
    if ('functionDeclaration' in params) mock(method, { functionDeclaration: String(params.functionDeclaration), args: argumentsOf(params) });
    else if ('result' in params) mock(method, { result: params.result });
    else restore(method);
    return {};
  },
  'App.callFunction': async (params) => {
    const result = await functionFrom(params.functionDeclaration)(...argumentsOf(params));
    await settle();
    return { result };
  },
  'App.enableLog': () => {
    enableLog();
    return {};
  },
  'App.addBinding': ({ name }) => {
    addBinding(String(name));
    return {};
  },
  'App.captureScreenshot': async () => ({ data: await captureScreenshot() }),
  /** Tool.native, forwarded. */
  'App.native': async (params) => {
    await callNative(methodOf(params), params.data as { url?: string } | null);
    await settle();
    return {};
  },
  /** After Tool.close, for the next client: nothing of this one is left. */
  'App.reset': () => {
    restoreAll();
    removeBindings();
    disableLog();
    return {};
  },
};

const descriptor = (page: Page) => ({ pageId: pageIdOf(page), path: page.path, query: page.query });

function methodOf({ method }: Params): string {
  if (typeof method !== 'string' || method === '') throw new Error('method must be the name of a wx API');
  return method;
}

/** The client makes null of what its caller left out, e.g. navigateBack({ url: undefined }). */
function given(argument: unknown): unknown {
  if (argument === null) return undefined;
  if (typeof argument !== 'object' || Array.isArray(argument)) return argument;
  return Object.fromEntries(Object.entries(argument as object).filter(([, value]) => value !== null));
}

function notOfPlugin({ pluginId }: Params): void {
  if (pluginId !== undefined && pluginId !== null) throw new Error(`plugin ${String(pluginId)} not exists: plugins are not run here`);
}
