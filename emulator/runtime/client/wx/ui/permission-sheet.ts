/** The half sheet with which WeChat asks before it gives something away. */
import { state } from '../../state';
import { layerButton, openLayer, part } from './layer';

export interface PermissionOptions {
  /** What is asked for: 获取你的手机号. */
  request: string;
  /** What stands below it: text, or rows of choices. */
  body: HTMLElement;
  accept?: string;
  reject?: string;
}

let open: { accept(): void; reject(): void } | null = null;
/** The sheet that waits for an answer, for automation. */
export const currentPermission = () => open;

export function appName(): string {
  return state.config.window.navigationBarTitleText || '小程序';
}

/** True: allowed. */
export function askPermission({ request, body, accept = '允许', reject = '拒绝' }: PermissionOptions): Promise<boolean> {
  return new Promise((resolve) => {
    const answer = (allowed: boolean) => {
      if (open === current) open = null;
      layer.close();
      resolve(allowed);
    };
    const current = { accept: () => answer(true), reject: () => answer(false) };
    open = current;
    const layer = openLayer({ kind: 'sheet', label: `${appName()}申请${request}`, name: 'mp-permission' });
    const head = part('div', 'mp-permission-head');
    head.append(part('i', 'mp-permission-logo', appName().slice(0, 1)), part('span', '', `${appName()} 申请`));
    const buttons = part('div', 'mp-sheet-buttons');
    const no = layerButton('mp-button', reject, current.reject);
    const yes = layerButton('mp-button mp-button-primary', accept, current.accept);
    no.dataset.permission = 'reject';
    yes.dataset.permission = 'accept';
    buttons.append(no, yes);
    layer.panel.append(head, part('div', 'mp-permission-title', request), body, buttons);
  });
}
