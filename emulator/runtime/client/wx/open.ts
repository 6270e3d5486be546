/** WeChat's open abilities: login, phone number, profile, settings, subscription, sharing; and open-type buttons. */
import { handleOpenTypes, type ButtonControl } from '../builtins/button';
import { sharePage } from '../share';
import { currentPage } from '../state';
import { Failure, need } from './failure';
import { askCloud } from './gateway';
import { chooseFiles } from './media';
import { agreeByButton, passButton } from './privacy';
import { callForResult, defineAsync } from './table';
import { openChat } from './ui/chat';
import { grant, openSettings, scopesNow } from './scopes';
import { askPermission } from './ui/permission-sheet';
import { part } from './ui/layer';
import { showToast } from './ui/toast';

/** WeChat gives every mini program the same anonymous profile. */
const profile = { nickName: '微信用户', avatarUrl: '', gender: 0, city: '', province: '', country: '', language: '' };

async function code(route: 'login' | 'phone-code'): Promise<string> {
  const reply = await askCloud(route, {});
  if (typeof reply.code !== 'string') throw new Failure(reply.errMsg ?? 'no code');
  return reply.code;
}

defineAsync({
  login: async () => ({ code: await code('login') }),
  checkSession() {},
  getUserInfo: () => ({ userInfo: profile, rawData: JSON.stringify(profile), signature: '', encryptedData: '', iv: '' }),
  async getUserProfile(options: { desc: string }) {
    need(options, 'desc', 'String');
    return { userInfo: profile, rawData: JSON.stringify(profile), signature: '', encryptedData: '', iv: '' };
  },
  async authorize(options: { scope: string }) {
    need(options, 'scope', 'String');
    await grant(options.scope);
  },
  getSetting: () => ({ authSetting: scopesNow(), subscriptionsSetting: { mainSwitch: true } }),
  openSetting: async () => ({ authSetting: await openSettings() }),
  openAppAuthorizeSetting() {},
  requestSubscribeMessage,

  showShareMenu() {},
  hideShareMenu() {},
  updateShareMenu() {},
  openCustomerServiceChat: () => showToast({ title: '进入客服会话（模拟）', icon: 'none' }),
  reportEvent() {},
});

/** The templates stand with their ids: their titles are known to WeChat's servers only. */
async function requestSubscribeMessage(options: { tmplIds: string[] }): Promise<Record<string, string>> {
  need(options, 'tmplIds', 'Array');
  const { tmplIds } = options;
  if (tmplIds.length === 0) throw new Failure('TmplIds can not be empty', { errCode: 10001 });
  if (tmplIds.length > 5) throw new Failure('No more than 5 templates', { errCode: 20003 });
  const body = part('div', 'mp-choices');
  const boxes = tmplIds.map((id, index) => {
    const row = document.createElement('label');
    row.className = 'mp-choice';
    const box = document.createElement('input');
    box.type = 'checkbox';
    box.checked = true;
    const words = part('span', 'mp-choice-text', `订阅消息 ${index + 1}`);
    words.append(part('small', '', id));
    row.append(words, box);
    body.append(row);
    return { id, box };
  });
  const allowed = await askPermission({ request: '向你发送以下消息', body, reject: '取消' });
  const accepted = boxes.filter(({ box }) => allowed && box.checked).map(({ id }) => id);
  if (accepted.length > 0) await askCloud('subscribe', { accepted });
  return Object.fromEntries(tmplIds.map((id) => [id, accepted.includes(id) ? 'accept' : 'reject']));
}

async function phoneNumber(): Promise<Record<string, unknown>> {
  const body = part('div', 'mp-permission-text', '用于联系与配送。手机号由当前身份在本地云中登记。');
  if (!(await askPermission({ request: '获取你的手机号', body }))) return { errMsg: 'getPhoneNumber:fail user deny' };
  try {
    return { errMsg: 'getPhoneNumber:ok', code: await code('phone-code'), encryptedData: '', iv: '' };
  } catch (error) {
    return { errMsg: `getPhoneNumber:fail ${(error as Error).message}` };
  }
}

const openTypes: Record<string, (button: ButtonControl) => unknown> = {
  getPhoneNumber: async (button) => button.emit('getphonenumber', await phoneNumber()),
  getRealtimePhoneNumber: async (button) => button.emit('getrealtimephonenumber', await phoneNumber()),
  async chooseAvatar(button) {
    const [file] = await chooseFiles({ accept: 'image/*', count: 1 });
    if (file) button.emit('chooseavatar', { avatarUrl: file.path });
  },
  getUserInfo: async (button) => button.emit('getuserinfo', await callForResult('getUserInfo', [{}])),
  openSetting: async (button) => button.emit('opensetting', await callForResult('openSetting', [{}])),
  async contact(button) {
    const { sessionFrom, showMessageCard, sendMessageTitle, sendMessagePath, sendMessageImg } = button.props;
    const here = currentPage();
    const card = showMessageCard ? { title: sendMessageTitle || here?.window.navigationBarTitleText || '小程序', path: sendMessagePath || `/${here?.path ?? ''}`, image: sendMessageImg } : null;
    const tapped = await openChat({ sessionFrom, card });
    const [path = '', query = ''] = (tapped?.path ?? '').split('?');
    button.emit('contact', { errMsg: 'enterContact:ok', path, query: Object.fromEntries(new URLSearchParams(query)) });
  },
  feedback: () => showToast({ title: '意见反馈（模拟）', icon: 'none' }),
  launchApp: (button) => button.emit('error', { errMsg: 'launchApp:fail' }),
  agreePrivacyAuthorization(button) {
    agreeByButton(button.node.id);
    button.emit('agreeprivacyauthorization', { errMsg: 'agreePrivacyAuthorization:ok' });
  },
  share: (button) => sharePage('button', { id: button.node.id, dataset: button.node.dataset }),
};

handleOpenTypes((button, openType) => {
  // Several may be asked at once: getPhoneNumber|agreePrivacyAuthorization.
  const types = openType.split('|');
  // The consent first: the others wait for it.
  types.sort((a, b) => Number(b === 'agreePrivacyAuthorization') - Number(a === 'agreePrivacyAuthorization'));
  for (const type of types) {
    const open = openTypes[type];
    if (open) void carryOut(button, type, open);
    else console.warn(`<button open-type="${type}"> is not supported by the local WeChat.`);
  }
});

async function carryOut(button: ButtonControl, type: string, open: (button: ButtonControl) => unknown): Promise<void> {
  try {
    const consent = passButton(type);
    // Not awaited without need: a picker of files opens only right after the tap.
    if (consent) await consent;
    await open(button);
  } catch (error) {
    if (error instanceof Failure) button.emit(type.toLowerCase(), { errMsg: `${type}:fail ${error.message}`, ...error.extra });
    else reportError(error);
  }
}
