/** Errors of the app's code: to the console with page and handler, to App.onError, and to the signal `exception`. */
import { glassEasel } from 'glass-easel-miniprogram-adapter';
import { emit } from './signals';
import { mapStack } from './source-map';
import { currentPage, state } from './state';

/** Past forwardConsole: what the framework remarks is not the app's output. */
const debug = console.debug.bind(console);
type ErrorHook = (this: unknown, message: string) => void;

/** `where` names the method, e.g. `onTap` or `onLoad`; `owner` the page or component. */
export function report(error: unknown, where = '', owner = currentPage()?.path ?? 'app'): void {
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const stack = error instanceof Error ? mapStack(error.stack ?? message) : message;
  const place = where ? `${owner} ${where}` : owner;
  console.error(`[${place}] ${stack.includes(message) ? stack : `${message}\n${stack}`}`);
  emit('exception', { message, stack });
  try {
    (state.app.onError as ErrorHook | undefined)?.call(state.app, `${message}\n${stack}`);
  } catch (second) {
    console.error('[app onError]', second);
  }
}

/** Calls a function of the app; an error is reported and the result is undefined. */
export function guarded<T>(where: string, owner: string, run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    report(error, where, owner);
    return undefined;
  }
}

/** Errors that nobody else catches: framework callbacks, timers, promises. */
export function catchErrors(): void {
  glassEasel.addGlobalErrorListener((error, method, component) => {
    report(error, handlerName(method), typeof component === 'string' ? component : component?.is);
    return false;
  });
  const said = new Set<string>();
  glassEasel.addGlobalWarningListener((message) => {
    if (!said.has(message)) debug('[framework]', message);
    said.add(message);
    return false;
  });
  addEventListener('error', (event) => {
    if (!event.error) return;
    event.preventDefault();
    report(event.error, 'timer or callback');
  });
  addEventListener('unhandledrejection', (event) => {
    event.preventDefault();
    const reason: unknown = event.reason;
    console.error('[unhandled rejection]', reason instanceof Error ? mapStack(reason.stack ?? reason.message) : reason);
    emit('unhandledRejection', { reason, promise: event.promise });
    const hook = state.app.onUnhandledRejection as ((value: object) => void) | undefined;
    guarded('onUnhandledRejection', 'app', () => hook?.call(state.app, { reason, promise: event.promise }));
  });
}

/** glass-easel says "Listener onTap" or "Lifetime Method attached"; the name is what tells. */
function handlerName(method: string | undefined): string {
  return method?.split(' ').at(-1) ?? '';
}

/** Tells the signal `log` of every console call. */
export function forwardConsole(): void {
  for (const type of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    const original = console[type].bind(console);
    console[type] = (...args: unknown[]) => {
      original(...args);
      emit('log', { type, args });
    };
  }
}
