/** The global `wx`. Importing a family defines its APIs in the table. */
import './wx.css';
import './route';
import './feedback';
import './storage';
import './network';
import './system';
import './device';
import './media';
import './open';
import './address';
import './invoice-title';
import './privacy';
import './pay';
import './animation';
import './canvas';
import './layout';
import './app-events';
import './can-i-use';
import { screenElement, state } from '../state';
import { cloudConstants } from './cloud';
import { defineFallbacks, warnOnce } from './fallbacks';
import { userRoot } from './files';
import { apis, callApi } from './table';

export { apis, type Api, type ApiKind } from './table';
export { callMethod, mock, restore, restoreAll, type MockSpec } from './mocks';
export { callNative, native } from './native';
export { sdkVersion } from './system';
export { closeAllLayers } from './ui/layer';

/** Puts `wx` on globalThis. Call once, before any code of the app runs. */
export function installWx(): void {
  defineFallbacks();
  screenElement().dataset.style = state.config.style ?? 'v1';
  const wx: Record<string, unknown> = { env: { USER_DATA_PATH: userRoot }, worklet: worklet() };
  const cloud: Record<string, unknown> = { ...cloudConstants };
  for (const name of apis.keys()) {
    // Looked up at each call, so that what automation puts in its place also reaches `const { request } = wx`.
    const call = (...args: unknown[]) => callApi(name, ...args);
    if (name.startsWith('cloud.')) cloud[name.slice('cloud.'.length)] = call;
    else wx[name] = call;
  }
  Object.assign(globalThis, { wx: Object.assign(wx, { cloud }), requirePlugin });
}

function requirePlugin(name: string): Record<string, unknown> {
  warnOnce(`requirePlugin (${name})`);
  return {};
}

/** Skyline's worklets run on the same thread here. */
function worklet(): Record<string, unknown> {
  return {
    shared: (value: unknown) => ({ value }),
    derived: (compute: () => unknown) => ({
      get value() {
        return compute();
      },
    }),
    timing: (value: unknown) => value,
    spring: (value: unknown) => value,
    runOnUI: (run: unknown) => run,
    runOnJS: (run: unknown) => run,
    cancelAnimation() {},
  };
}
