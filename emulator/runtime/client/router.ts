/**
 * The page stack. Every navigation runs in a task of its own and one after the other; it rejects with an Error whose
 * message is WeChat's without the "navigateTo:fail " in front.
 */
import type { EventChannel } from './event-channel';

type Listeners = Record<string, (...args: unknown[]) => void>;

/** Opens a page on top. Resolves when it is shown. */
export function navigateTo(_url: string, _events?: Listeners): Promise<{ eventChannel: EventChannel }> {
  throw new Error('Not there yet.');
}
export function redirectTo(_url: string): Promise<void> {
  throw new Error('Not there yet.');
}
export function navigateBack(_delta = 1): Promise<void> {
  throw new Error('Not there yet.');
}
export function switchTab(_url: string): Promise<void> {
  throw new Error('Not there yet.');
}
export function reLaunch(_url: string): Promise<void> {
  throw new Error('Not there yet.');
}
