/** Toast, loading, dialog and action sheet. */
import { Failure, need } from './failure';
import { defineAsync } from './table';
import { openActionSheet, type ActionSheetOptions } from './ui/action-sheet';
import { openModal, type ModalOptions } from './ui/modal';
import { hideToast, showToast, type ToastOptions } from './ui/toast';

/** The longest words a button of the dialog takes. */
const buttonLength = 4;

defineAsync({
  showToast(options: ToastOptions) {
    need(options, 'title', 'String');
    showToast(options);
  },
  hideToast: () => hideToast(false),
  showLoading(options: ToastOptions) {
    need(options, 'title', 'String');
    showToast({ ...options, icon: 'loading' }, true);
  },
  hideLoading: () => hideToast(true),
  async showModal(options: ModalOptions) {
    for (const name of ['cancelText', 'confirmText'] as const)
      if ((options[name]?.length ?? 0) > buttonLength) throw new Failure(`${name} length should not larger than ${buttonLength} Chinese characters`);
    const { content, ...answer } = await openModal(options);
    return options.editable ? { ...answer, content: content ?? '' } : { ...answer, content: null };
  },
  async showActionSheet(options: ActionSheetOptions) {
    need(options, 'itemList', 'Array');
    if (options.itemList.length < 1) throw new Failure('parameter error: itemList should have at least 1 item');
    if (options.itemList.length > 6) throw new Failure('parameter error: itemList should not be large than 6');
    const tapIndex = await openActionSheet(options);
    if (tapIndex === null) throw new Failure('cancel');
    return { tapIndex };
  },
});
