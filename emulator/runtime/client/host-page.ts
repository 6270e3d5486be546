/** What the host writes into the page that it serves. */
import type { Problem } from '../compile/problems';

export interface HostPage {
  /** Whom the calls to the cloud are made for. */
  openid: string;
  problems: Problem[];
}

export const hostPage: HostPage = (globalThis as { __mpHost?: HostPage }).__mpHost ?? { openid: '', problems: [] };
