/** WeChat Pay's sheet: who is paid, how much, from which card; and beside the real way, the ways it may fail. */
import { layerButton, openLayer, part } from './layer';

export interface Bill {
  body: string;
  /** fen */
  totalFee: number;
  mchName: string;
}
export type PayOutcome = 'success' | 'cancel' | 'fail';

let answerOpen: ((outcome: PayOutcome) => void) | null = null;
/** The sheet that is open, for automation. */
export const currentPaySheet = () => answerOpen;

const card = '<svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true"><rect x="2" y="5" width="20" height="14" rx="2.5" fill="#ffc300"/><path d="M2 9h20v3H2z" fill="#b88d00"/></svg>';

export function openPaySheet({ body, totalFee, mchName }: Bill): Promise<PayOutcome> {
  return new Promise((resolve) => {
    const answer = (outcome: PayOutcome) => {
      if (answerOpen !== answer) return;
      answerOpen = null;
      layer.close();
      resolve(outcome);
    };
    answerOpen?.('cancel');
    answerOpen = answer;
    const amount = (totalFee / 100).toFixed(2);
    const layer = openLayer({ kind: 'sheet', label: `微信支付 ${mchName} ${amount}元`, name: 'mp-pay' });

    const head = part('div', 'mp-sheet-head');
    const close = layerButton('mp-sheet-close', '', () => answer('cancel'));
    close.setAttribute('aria-label', '关闭');
    close.dataset.pay = 'cancel';
    head.append(close);

    const sum = part('div', 'mp-pay-amount');
    sum.setAttribute('aria-label', `${amount}元`);
    sum.append(part('small', '', '¥'), part('span', '', amount));

    const method = part('div', 'mp-pay-row');
    const name = part('span', 'mp-pay-method');
    name.innerHTML = card;
    name.append('零钱');
    method.append(part('span', 'mp-pay-label', '支付方式'), name);

    const pay = layerButton('mp-button mp-button-primary mp-pay-confirm', '确认支付', () => answer('success'));
    pay.dataset.pay = 'confirm';

    const simulate = part('div', 'mp-pay-simulate');
    const fail = layerButton('mp-pay-fail', '余额不足（模拟失败）', () => answer('fail'));
    fail.dataset.pay = 'fail';
    simulate.append(part('span', '', '模拟支付，不会扣款'), fail);

    layer.panel.append(head, part('div', 'mp-pay-merchant', mchName), part('div', 'mp-pay-body', body), sum, method, pay, simulate);
  });
}
