/** wx.onXxx and wx.offXxx. */
import { messageOf } from './failure';
import { on } from '../signals';
import { state } from '../state';
import { defineSync } from './table';

type Listener = (value: unknown) => void;
const listeners = new Map<string, Set<Listener>>();

function tell(event: string, value: unknown): void {
  for (const listener of [...(listeners.get(event) ?? [])]) {
    try {
      listener(value);
    } catch (error) {
      // Reporting it as an app error would call wx.onError again.
      if (event === 'Error') console.error('[wx.onError]', messageOf(error));
      else reportError(error);
    }
  }
}

const events = [
  ...['AppShow', 'AppHide', 'Error', 'UnhandledRejection', 'PageNotFound', 'ThemeChange', 'WindowResize', 'NetworkStatusChange'],
  ...['NetworkWeakChange', 'KeyboardHeightChange', 'MemoryWarning', 'UserCaptureScreen', 'AppRoute', 'AppRouteDone', 'AudioInterruptionBegin', 'AudioInterruptionEnd'],
  ...['LocationChange', 'LocationChangeError', 'CopyUrl', 'LazyLoadError', 'ScreenRecordingStateChanged', 'MenuButtonBoundingClientRectWeightChange'],
];
for (const event of events) {
  const set = new Set<Listener>();
  listeners.set(event, set);
  defineSync({
    [`on${event}`]: (listener: Listener) => void set.add(listener),
    [`off${event}`]: (listener?: Listener) => void (listener ? set.delete(listener) : set.clear()),
  });
}

on('appShow', (options) => tell('AppShow', options));
on('appHide', () => tell('AppHide', {}));
on('exception', ({ message, stack }) => tell('Error', `${message}\n${stack}`));
on('unhandledRejection', (rejection) => tell('UnhandledRejection', rejection));
on('pageNotFound', (page) => tell('PageNotFound', page));
on('theme', (theme) => tell('ThemeChange', theme));
on('resize', (size) => tell('WindowResize', size));
on('route', ({ path, query, pageId }) => {
  const route = { path, query, webviewId: pageId, openType: state.pages.length > 1 ? 'navigateTo' : 'appLaunch' };
  tell('AppRoute', route);
  tell('AppRouteDone', route);
});
for (const type of ['online', 'offline'])
  addEventListener(type, () => tell('NetworkStatusChange', { isConnected: navigator.onLine, networkType: navigator.onLine ? 'wifi' : 'none' }));
