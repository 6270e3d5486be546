/**
 * What a user allows a mini program beside the privacy guide. A scope is asked for once; who refuses is asked no more, until it is switched on
 * in the settings. As in WeChat, the settings show only what was asked for.
 */
import { state } from '../state';
import { Failure } from './failure';
import { layerButton, openLayer, part } from './ui/layer';
import { appName, askPermission } from './ui/permission-sheet';

const NAMES: Record<string, string> = {
  'scope.writePhotosAlbum': '保存图片或视频到你的相册',
  'scope.userLocation': '获取你的位置信息',
  'scope.record': '使用你的麦克风',
  'scope.camera': '使用你的摄像头',
  'scope.bluetooth': '使用你的蓝牙',
  'scope.addPhoneContact': '使用你的通讯录',
  'scope.addPhoneCalendar': '使用你的日历',
};
/** Granted without a question since 2022; nothing comes of refusing them. */
const FREE = new Set(['scope.userInfo', 'scope.address', 'scope.invoice', 'scope.invoiceTitle', 'scope.werun']);

const key = () => `mp:scopes:${state.appid}:${state.openid}`;

export function scopesNow(): Record<string, boolean> {
  return JSON.parse(localStorage.getItem(key()) ?? '{}') as Record<string, boolean>;
}
function keep(scope: string, allowed: boolean): void {
  localStorage.setItem(key(), JSON.stringify({ ...scopesNow(), [scope]: allowed }));
}

/** Rejects with WeChat's `auth deny` when the user does not allow it, now or earlier. */
export async function grant(scope: string): Promise<void> {
  if (FREE.has(scope)) return keep(scope, true);
  const known = scopesNow()[scope];
  if (known === undefined) {
    const name = NAMES[scope];
    if (name === undefined) throw new Failure('scope is invalid');
    keep(scope, await askPermission({ request: name, body: part('div', 'mp-permission-text', '拒绝后可以在设置里重新打开。') }));
  }
  if (scopesNow()[scope] !== true) throw new Failure('auth deny');
}

/** The page of switches; answers with what holds when it is left. */
export function openSettings(): Promise<Record<string, boolean>> {
  return new Promise((resolve) => {
    const leave = () => {
      layer.close();
      resolve(scopesNow());
    };
    const layer = openLayer({ kind: 'full', label: '设置', name: 'mp-contract', dismiss: leave });
    const rows = part('div', 'mp-choices mp-scopes');
    for (const [scope, allowed] of Object.entries(scopesNow())) {
      const row = document.createElement('label');
      row.className = 'mp-choice';
      const box = Object.assign(document.createElement('input'), { type: 'checkbox', checked: allowed, onchange: () => keep(scope, box.checked) });
      box.dataset.scope = scope;
      row.append(part('span', '', NAMES[scope] ?? scope), box);
      rows.append(row);
    }
    if (rows.children.length === 0) rows.append(part('div', 'mp-permission-text', `${appName()}没有申请过权限`));
    const back = layerButton('mp-contract-close', '返回', leave);
    back.dataset.settings = 'leave';
    layer.panel.append(part('div', 'mp-contract-title', `${appName()} · 设置`), rows, back);
  });
}
