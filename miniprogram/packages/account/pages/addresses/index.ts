import type { Address, PostalAddress } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { asAppError } from '../../../../services/error';
import { isPrivacyRefusal } from '../../../../services/privacy';
import { session } from '../../../../services/session';
import { user } from '../../../../services/user';
import { fromWeChat } from '../../../../utils/address';
import type { Tap } from '../../../../utils/events';
import { toast, toastError, toastSuccess } from '../../../../utils/feedback';
import { back, go } from '../../../../utils/navigation';
import { queryText, routes } from '../../../../utils/routes';

const MOST = 20;

Page({
  data: {
    state: 'loading' as 'loading' | 'ready' | 'empty' | 'error',
    errorText: '',
    items: [] as Address[],
    /** Opened from the checkout: a tap chooses instead of editing. */
    choosing: false,
    selected: '',
  },
  attempt: null as Attempt | null,

  onLoad(query) {
    this.attempt = new Attempt();
    const choosing = queryText(query, 'choose') === '1';
    this.setData({ choosing, selected: queryText(query, 'selected') });
    if (choosing) void wx.setNavigationBarTitle({ title: '选择收货地址' });
  },
  onShow() {
    void this.load();
  },

  async load() {
    if (this.data.state === 'error') this.setData({ state: 'loading' });
    try {
      this.show((await user.addresses()).items);
    } catch (error) {
      const { message } = asAppError(error);
      if (this.data.state === 'ready') toast(message);
      else this.setData({ state: 'error', errorText: message });
    }
  },
  show(items: Address[]) {
    this.setData({ items, state: items.length ? 'ready' : 'empty' });
  },

  onPick(event: Tap<{ id: string }>) {
    const { id } = event.currentTarget.dataset;
    if (!this.data.choosing) return go(routes.addressEdit({ addressId: id }));
    session.set({ chosenAddressId: id });
    back();
  },
  onEdit(event: Tap<{ id: string }>) {
    go(routes.addressEdit({ addressId: event.currentTarget.dataset.id }));
  },
  onNew() {
    if (this.data.items.length >= MOST) return toast(`最多保存 ${MOST} 个地址，请先删除不用的`);
    go(routes.addressEdit({ choose: this.data.choosing ? '1' : undefined }));
  },
  async onImport() {
    if (this.data.items.length >= MOST) return toast(`最多保存 ${MOST} 个地址，请先删除不用的`);
    let address: PostalAddress;
    try {
      address = fromWeChat(await wx.chooseAddress());
    } catch (error) {
      // Closed without a choice is no failure.
      if (isPrivacyRefusal(error)) toast('没有同意隐私指引，可以手动新建地址');
      else if (!/cancel/.test(String((error as { errMsg?: string }).errMsg))) toast('没能读取微信地址，请手动填写');
      return;
    }
    const attempt: Attempt | null = this.attempt;
    if (!attempt) return;
    try {
      const request = { address: { ...address, isDefault: this.data.items.length === 0 } };
      const { items, addressId } = await attempt.run(request, (sent) => user.saveAddress(sent));
      this.show(items);
      toastSuccess('已导入');
      if (this.data.choosing) {
        session.set({ chosenAddressId: addressId });
        back();
      }
    } catch (error) {
      toastError(error);
    }
  },
  onRetry() {
    void this.load();
  },
});
