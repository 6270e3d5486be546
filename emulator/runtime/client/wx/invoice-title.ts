/** wx.chooseInvoiceTitle: the titles that this WeChat user has saved, one list for all mini programs. */
import { Failure } from './failure';
import { defineAsync } from './table';
import { layerButton, openLayer, part } from './ui/layer';

/** type 0: a company, 1: a person. */
const titles = [
  { type: '0', title: '晴川文化创意有限公司', taxNumber: '91350100M000100Y43', companyAddress: '福州市鼓楼区五四路 1 号', telephone: '0591-00000000', bankName: '示例银行福州分行', bankAccount: '6222000000000000000' },
  { type: '1', title: '林小满', taxNumber: '', companyAddress: '', telephone: '', bankName: '', bankAccount: '' },
];

defineAsync({
  chooseInvoiceTitle: () =>
    new Promise((resolve, reject) => {
      const answer = (index: number | null) => {
        layer.close();
        const chosen = index === null ? undefined : titles[index];
        if (chosen) resolve({ ...chosen });
        else reject(new Failure('cancel'));
      };
      const layer = openLayer({ kind: 'sheet', label: '选择发票抬头', name: 'mp-address', dismiss: () => answer(null) });
      const head = part('div', 'mp-sheet-head', '选择发票抬头');
      const close = layerButton('mp-sheet-close', '', () => answer(null));
      close.setAttribute('aria-label', '关闭');
      head.prepend(close);
      const list = part('div', 'mp-address-list');
      titles.forEach(({ type, title, taxNumber }, index) => {
        const row = layerButton('mp-address-row', '', () => answer(index));
        row.dataset.invoiceTitle = String(index);
        row.append(part('div', 'mp-address-who', title), part('div', 'mp-address-where', type === '0' ? `企业 · ${taxNumber}` : '个人'));
        list.append(row);
      });
      layer.panel.append(head, list);
    }),
});
