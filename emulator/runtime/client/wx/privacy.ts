/**
 * Consent to the privacy guide. With `"__usePrivacyCheck__": true` in app.json, APIs and buttons that touch personal data wait until the user has
 * agreed: in the app's own sheet, which onNeedPrivacyAuthorization asks for, or in WeChat's own. Who refuses is not asked again for ten
 * seconds. (WeChat has had this always on since October 2023; here a project without the key is left alone.)
 */
import { state } from '../state';
import { Failure } from './failure';
import { defineAsync, defineSync, guardAsync } from './table';
import { appName, askPermission } from './ui/permission-sheet';
import { layerButton, openLayer, part } from './ui/layer';

const PRIVATE = new Set(
  (
    'chooseAddress chooseInvoice chooseInvoiceTitle chooseLicensePlate chooseImage chooseMedia chooseVideo chooseMessageFile chooseLocation choosePoi chooseContact ' +
    'getLocation getFuzzyLocation startLocationUpdate startLocationUpdateBackground getWeRunData startRecord saveImageToPhotosAlbum saveVideoToPhotosAlbum ' +
    'addPhoneContact addPhoneCalendar addPhoneRepeatCalendar setClipboardData getClipboardData getUserInfo getUserProfile requirePrivacyAuthorize'
  ).split(' '),
);
/** open-type buttons that wait as well. */
const PRIVATE_BUTTONS = new Set(['getPhoneNumber', 'getRealtimePhoneNumber', 'chooseAvatar', 'getUserInfo', 'agreePrivacyAuthorization']);
const COOL_DOWN_MS = 10_000;
const NOT_AUTHORIZED = 'privacy permission is not authorized';

type Answer = { event?: string; buttonId?: string };
type Listener = (resolve: (answer: Answer) => void, info: { referrer: string }) => void;

let listener: Listener | null = null;
let refusedAt = -Infinity;
let waiting: Promise<boolean> | null = null;
/** Ids of agree buttons that were really tapped. */
const tapped = new Set<string>();

const key = () => `mp:privacy:${state.appid}:${state.openid}`;
const isOn = () => state.config.__usePrivacyCheck__ === true;
const hasAgreed = () => localStorage.getItem(key()) === 'agreed';
const contractName = () => `《${appName()}小程序隐私保护指引》`;

/** null: nothing stands in the way. Rejects when the user does not agree. */
function pass(referrer: string): Promise<void> | null {
  if (!isOn() || hasAgreed()) return null;
  return ask(referrer).then((agreed) => {
    if (!agreed) throw new Failure(NOT_AUTHORIZED, { errno: 104 });
  });
}
guardAsync((name) => (PRIVATE.has(name) ? pass(name) : null));

/** The same for a button; `openType` is one of several that it has. */
export function passButton(openType: string): Promise<void> | null {
  return PRIVATE_BUTTONS.has(openType) && openType !== 'agreePrivacyAuthorization' ? pass(`button.${openType}`) : null;
}
/** A tap on <button open-type="agreePrivacyAuthorization">: WeChat takes it for the consent. */
export function agreeByButton(id: string): void {
  tapped.add(id);
  localStorage.setItem(key(), 'agreed');
}

function ask(referrer: string): Promise<boolean> {
  if (Date.now() - refusedAt < COOL_DOWN_MS) return Promise.resolve(false);
  waiting ??= (listener ? askApp(listener, referrer) : askHere()).then((agreed) => {
    waiting = null;
    if (agreed) localStorage.setItem(key(), 'agreed');
    else refusedAt = Date.now();
    return agreed;
  });
  return waiting;
}

/** The app shows its own sheet and says what came of it. */
function askApp(tell: Listener, referrer: string): Promise<boolean> {
  return new Promise((settle) => {
    const resolve = (answer: Answer) => {
      if (answer?.event === 'disagree') settle(false);
      else if (answer?.event === 'agree') {
        const isTapped = tapped.has(String(answer.buttonId));
        if (!isTapped) console.warn(`onNeedPrivacyAuthorization: resolve({ event: "agree", buttonId: ${JSON.stringify(answer.buttonId)} }) names no agreePrivacyAuthorization button that was tapped.`);
        settle(isTapped);
      } else if (answer?.event !== 'exposureAuthorization') console.warn('onNeedPrivacyAuthorization: resolve takes the events exposureAuthorization, agree and disagree.');
    };
    try {
      tell(resolve, { referrer });
    } catch (error) {
      reportError(error);
      settle(false);
    }
  });
}

function askHere(): Promise<boolean> {
  const body = part('div', 'mp-permission-text', `在使用前请阅读并同意${contractName()}。`);
  const read = layerButton('mp-permission-link', '查看指引', openContract);
  body.append(read);
  return askPermission({ request: '处理你的个人信息', body, accept: '同意' });
}

function openContract(): void {
  const layer = openLayer({ kind: 'full', label: contractName(), name: 'mp-contract', dismiss: () => layer.close() });
  const close = layerButton('mp-contract-close', '关闭', () => layer.close());
  const words = '本地微信没有公众平台，这里显示的是占位文字：上线后，这一页由微信按公众平台里填写的《用户隐私保护指引》生成，写明处理哪些信息、用来做什么、怎样联系。';
  layer.panel.append(part('div', 'mp-contract-title', contractName()), part('div', 'mp-contract-text', words), close);
}

defineAsync({
  getPrivacySetting: () => ({ needAuthorization: isOn() && !hasAgreed(), privacyContractName: contractName() }),
  // The guard has asked already.
  requirePrivacyAuthorize() {},
  openPrivacyContract: () => openContract(),
});
defineSync({
  onNeedPrivacyAuthorization(given: unknown) {
    if (typeof given === 'function') listener = given as Listener;
  },
});
