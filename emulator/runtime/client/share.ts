/** Forwarding the page on top. */
export interface ShareContent {
  title: string;
  path: string;
  imageUrl?: string;
}
/** Asks the page's onShareAppMessage, shows that it was shared and emits the signal `share`. For `<button open-type="share">` and the capsule's menu. */
export function sharePage(_from: 'button' | 'menu', _target?: unknown): Promise<ShareContent> {
  throw new Error('Not there yet.');
}
