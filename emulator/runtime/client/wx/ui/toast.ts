/** wx.showToast and wx.showLoading: one at a time, the newer one replaces the older. */
import { assetUrl } from '../../assets';
import { screenElement } from '../../state';

export interface ToastOptions {
  title: string;
  icon?: 'success' | 'error' | 'loading' | 'none';
  image?: string;
  /** Milliseconds; default 1500. A loading one stays until it is hidden. */
  duration?: number;
  mask?: boolean;
}

const signs: Record<string, string> = {
  success: '<svg viewBox="0 0 40 40" class="mp-toast-sign"><path d="M7 21.5l9 9 17.5-18" fill="none" stroke="currentColor" stroke-width="3.2" stroke-linecap="round" stroke-linejoin="round"/></svg>',
  error:
    '<svg viewBox="0 0 40 40" class="mp-toast-sign"><path d="M20 7.5v16.5M20 31.5v.4" fill="none" stroke="currentColor" stroke-width="3.6" stroke-linecap="round"/></svg>',
  loading: '<i class="mp-spinner"></i>',
};

let shown: { element: HTMLElement; loading: boolean; timer: ReturnType<typeof setTimeout> | undefined } | null = null;

export function showToast({ title, icon = 'success', image, duration = 1500, mask = false }: ToastOptions, loading = false): void {
  remove();
  const element = document.createElement('div');
  const plain = !image && icon === 'none';
  element.className = `mp-toast${plain ? ' plain' : ''}${mask ? ' masked' : ''}`;
  element.innerHTML = '<div class="mp-toast-box" role="status" aria-live="polite"></div>';
  const box = element.firstElementChild as HTMLElement;
  if (image) {
    const picture = document.createElement('img');
    picture.src = assetUrl(image);
    picture.alt = '';
    picture.className = 'mp-toast-sign';
    box.append(picture);
  } else if (!plain) box.innerHTML = signs[icon] ?? signs.success ?? '';
  const words = document.createElement('div');
  words.className = 'mp-toast-text';
  words.textContent = title;
  box.append(words);
  screenElement().appendChild(element);
  shown = { element, loading, timer: loading ? undefined : setTimeout(remove, duration) };
}

/** Hides a toast, or a loading one, whichever is asked for. */
export function hideToast(loading: boolean): void {
  if (shown && shown.loading === loading) remove();
}
function remove(): void {
  if (!shown) return;
  clearTimeout(shown.timer);
  shown.element.remove();
  shown = null;
}
