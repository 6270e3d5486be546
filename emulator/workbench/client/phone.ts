/** The phone: which page it shows, who holds it, light or dark. The mini program runs in a frame of the same origin. */
import { byId, copy } from './dom';

/** What the page in the frame offers. */
interface XiaodianPage {
  identity(): string;
  switchIdentity(openid: string): Promise<void>;
  theme(): 'light' | 'dark';
  setTheme(theme: 'light' | 'dark' | null): void;
}

const frame = byId<HTMLIFrameElement>('phone');
const LOOK_MS = 300;

export interface Phone {
  /** '' : not known yet. */
  identity(): string;
  switchTo(openid: string): void;
}

/** `changed` is called whenever another user holds the phone. */
export function startPhone(changed: (openid: string) => void): Phone {
  let wanted = new URLSearchParams(location.search).get('as') ?? '';
  let theme: 'light' | 'dark' | null = null;
  let shown = '';
  frame.src = addressFor(wanted, '');

  byId('reload').onclick = () => frame.contentWindow?.location.reload();
  byId('home').onclick = () => (frame.contentWindow ? restart(frame.contentWindow) : undefined);
  byId('copy').onclick = () => void copy(frame.contentWindow?.location.href ?? location.href);
  byId('theme').onclick = () => {
    const page = pageIn(frame);
    if (!page) return;
    const before = page.theme();
    theme = before === 'dark' ? 'light' : 'dark';
    page.setTheme(theme);
  };
  // A page that has just loaded knows nothing of the choice.
  frame.addEventListener('load', () => {
    if (theme) pageIn(frame)?.setTheme(theme);
  });

  // The page replaces its address without an event.
  setInterval(() => {
    const address = frame.contentWindow?.location;
    if (!address) return;
    const path = address.hash.replace(/^#\//, '');
    byId('path').textContent = decodeURIComponent(path);
    byId<HTMLAnchorElement>('alone').href = address.href;
    const openid = pageIn(frame)?.identity() ?? shown;
    if (openid === shown) return;
    shown = openid;
    remember(openid);
    changed(openid);
  }, LOOK_MS);

  return {
    identity: () => shown,
    switchTo(openid) {
      wanted = openid;
      const page = pageIn(frame);
      if (page) void page.switchIdentity(openid);
      else frame.src = addressFor(openid, '');
    },
  };
}

function pageIn(element: HTMLIFrameElement): XiaodianPage | undefined {
  return (element.contentWindow as { __xiaodian?: XiaodianPage } | null)?.__xiaodian;
}

function addressFor(openid: string, hash: string): string {
  return `/app${openid ? `?as=${encodeURIComponent(openid)}` : ''}${hash}`;
}

function restart(page: Window): void {
  const address = new URL(page.location.href);
  address.hash = '';
  page.history.replaceState(null, '', address);
  page.location.reload();
}

/** So that reloading the workbench keeps the user. */
function remember(openid: string): void {
  const address = new URL(location.href);
  address.searchParams.set('as', openid);
  history.replaceState(null, '', address);
}
