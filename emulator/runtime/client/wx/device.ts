/** Clipboard, telephone, vibration, keyboard, brightness, scanning, place. */
import { Failure, need } from './failure';
import { defineAsync } from './table';
import { openActionSheet } from './ui/action-sheet';
import { openModal } from './ui/modal';
import { showToast } from './ui/toast';

let clipboard = '';

defineAsync({
  setClipboardData(options: { data: string }) {
    need(options, 'data', 'String');
    clipboard = options.data;
    // The browser may refuse (no focus, no permission); the mini program's own clipboard holds it all the same.
    navigator.clipboard?.writeText(options.data).catch(() => {});
    showToast({ title: '内容已复制', icon: 'none' });
    return { data: options.data };
  },
  getClipboardData: () => ({ data: clipboard }),
  async makePhoneCall(options: { phoneNumber: string }) {
    need(options, 'phoneNumber', 'String');
    const answer = await openActionSheet({ itemList: [`呼叫 ${options.phoneNumber}`] });
    if (answer === null) throw new Failure('cancel');
  },
  vibrateShort: () => void navigator.vibrate?.(15),
  vibrateLong: () => void navigator.vibrate?.(400),
  hideKeyboard() {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  },
  setKeepScreenOn() {},
  setScreenBrightness() {},
  getScreenBrightness: () => ({ value: 0.6 }),
  setVisualEffectOnCapture() {},
  async scanCode() {
    const { confirm, content } = await openModal({ title: '扫一扫（模拟）', editable: true, placeholderText: '输入二维码的内容', confirmText: '完成' });
    if (!confirm) throw new Failure('cancel');
    return { result: content ?? '', scanType: 'QR_CODE', charSet: 'utf-8', path: '', rawData: btoa(unescape(encodeURIComponent(content ?? ''))) };
  },
  getLocation: () => ({ ...place, speed: -1, accuracy: 30, altitude: 0, verticalAccuracy: 0, horizontalAccuracy: 30 }),
  getFuzzyLocation: () => ({ latitude: Number(place.latitude.toFixed(2)), longitude: Number(place.longitude.toFixed(2)) }),
  chooseLocation: () => ({ ...place, name: '深圳湾公园', address: '广东省深圳市南山区望海路' }),
  openLocation: ({ name = '', address = '' }: { name?: string; address?: string }) => showToast({ title: `查看位置 ${name || address}`.trim(), icon: 'none' }),
  getRandomValues: ({ length }: { length: number }) => ({ randomValues: crypto.getRandomValues(new Uint8Array(length)).buffer }),
});

/** Where the phone is. */
const place = { latitude: 22.52291, longitude: 113.94474 };
