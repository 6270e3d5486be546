/** wx.showModal. */
import { layerButton, openLayer, part } from './layer';

export interface ModalOptions {
  title?: string;
  content?: string;
  showCancel?: boolean;
  cancelText?: string;
  cancelColor?: string;
  confirmText?: string;
  confirmColor?: string;
  editable?: boolean;
  placeholderText?: string;
}
export interface ModalAnswer {
  confirm: boolean;
  cancel: boolean;
  /** What was typed, when editable and confirmed. */
  content: string | null;
}

interface OpenModal {
  confirm(): void;
  cancel(): void;
}
const open: OpenModal[] = [];
/** The dialog on top, for automation. */
export const currentModal = (): OpenModal | undefined => open.at(-1);

export function openModal(options: ModalOptions): Promise<ModalAnswer> {
  const { title = '', content = '', showCancel = true, cancelText = '取消', cancelColor, confirmText = '确定', confirmColor, editable = false, placeholderText = '' } = options;
  return new Promise((resolve) => {
    const layer = openLayer({ kind: 'dialog', label: title || content || confirmText, name: 'mp-modal' });
    const field = editable ? document.createElement('textarea') : null;
    const answer = (confirm: boolean) => {
      const index = open.indexOf(modal);
      if (index < 0) return;
      open.splice(index, 1);
      layer.close();
      resolve({ confirm, cancel: !confirm, content: field && confirm ? field.value : null });
    };
    const modal: OpenModal = { confirm: () => answer(true), cancel: () => answer(false) };
    open.push(modal);

    if (title) layer.panel.append(part('div', 'mp-modal-title', title));
    if (field) {
      Object.assign(field, { className: 'mp-modal-field', rows: 1, placeholder: placeholderText, value: content });
      field.setAttribute('aria-label', placeholderText || title || '输入');
      field.addEventListener('input', () => grow(field));
      layer.panel.append(field);
      field.focus({ preventScroll: true });
    } else if (content) layer.panel.append(part('div', `mp-modal-content${title ? '' : ' alone'}`, content));

    const buttons = part('div', 'mp-modal-buttons');
    const cancel = layerButton('mp-modal-button cancel', cancelText, modal.cancel);
    const confirm = layerButton('mp-modal-button confirm', confirmText, modal.confirm);
    if (cancelColor) cancel.style.color = cancelColor;
    if (confirmColor) confirm.style.color = confirmColor;
    buttons.append(...(showCancel ? [cancel, confirm] : [confirm]));
    layer.panel.append(buttons);
  });
}

function grow(field: HTMLTextAreaElement): void {
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight}px`;
}
