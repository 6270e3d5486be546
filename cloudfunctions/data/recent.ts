/** The request ids that last wrote a document: how a repeated request is recognised. */
import { command } from './client';

/** Far more than one person can have in flight on one document. */
const KEPT = 20;

/** For the guard: not written by this request yet. */
export function notBy(requestId: string) {
  return { recent: command.neq(requestId) };
}

/** For the change: remember the request. */
export function by(requestId: string) {
  return { recent: command.push({ each: [requestId], slice: -KEPT } as never) };
}

export function wasBy(document: { recent?: string[] }, requestId: string): boolean {
  return document.recent?.includes(requestId) ?? false;
}

/** For a document that is replaced as a whole. */
export function remembered(recent: readonly string[], requestId: string): string[] {
  return [...recent, requestId].slice(-KEPT);
}
