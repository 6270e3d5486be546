import type { Address, ParsedAddress, PostalAddress } from '../../../../../typings/index';
import { Attempt } from '../../../../services/attempt';
import { asAppError } from '../../../../services/error';
import { isPrivacyRefusal } from '../../../../services/privacy';
import { session } from '../../../../services/session';
import { user } from '../../../../services/user';
import type { AddressField } from '../../../../utils/address';
import { addressErrors, fromWeChat } from '../../../../utils/address';
import { ask, toast, toastError } from '../../../../utils/feedback';
import { queryText } from '../../../../utils/routes';
import { back } from '../../../../utils/navigation';

const MISSING: Record<ParsedAddress['missing'][number], string> = { userName: '收货人', telNumber: '手机号', region: '所在地区', detailInfo: '详细地址' };
const EMPTY: PostalAddress = { userName: '', telNumber: '', provinceName: '', cityName: '', countyName: '', detailInfo: '' };

Page({
  data: {
    state: 'ready' as 'loading' | 'ready' | 'error',
    errorText: '',
    addressId: '',
    address: { ...EMPTY },
    region: [] as string[],
    isDefault: false,
    errors: {} as Partial<Record<AddressField, string>>,
    busy: false,
    /** One pasted text with everything in it. */
    pasted: '',
    reading: false,
    read: '',
  },
  choosing: false,
  saving: null as Attempt | null,
  removing: null as Attempt | null,

  onLoad(query) {
    this.saving = new Attempt();
    this.removing = new Attempt();
    this.choosing = queryText(query, 'choose') === '1';
    const addressId = queryText(query, 'addressId');
    if (!addressId) return;
    void wx.setNavigationBarTitle({ title: '编辑地址' });
    this.setData({ addressId, state: 'loading' });
    void this.load();
  },

  async load() {
    try {
      const { items } = await user.addresses();
      const found = items.find((item) => item.addressId === this.data.addressId);
      if (found) this.fill(found, found.isDefault);
      else this.setData({ state: 'error', errorText: '这个地址已经删除了' });
    } catch (error) {
      this.setData({ state: 'error', errorText: asAppError(error).message });
    }
  },
  fill(from: PostalAddress | Address, isDefault: boolean) {
    const { userName, telNumber, provinceName, cityName, countyName, detailInfo } = from;
    this.setData({
      state: 'ready',
      address: { userName, telNumber, provinceName, cityName, countyName, detailInfo },
      region: provinceName ? [provinceName, cityName, countyName] : [],
      isDefault,
      errors: {},
    });
  },

  onName(event: WechatMiniprogram.Input) {
    this.setData({ 'address.userName': event.detail.value, 'errors.userName': '' });
  },
  onTel(event: WechatMiniprogram.Input) {
    this.setData({ 'address.telNumber': event.detail.value, 'errors.telNumber': '' });
  },
  onDetail(event: WechatMiniprogram.Input) {
    this.setData({ 'address.detailInfo': event.detail.value, 'errors.detailInfo': '' });
  },
  onRegion(event: WechatMiniprogram.PickerChange) {
    const region = event.detail.value as unknown as string[];
    this.setData({
      region,
      'address.provinceName': region[0] ?? '',
      'address.cityName': region[1] ?? '',
      'address.countyName': region[2] ?? '',
      'errors.region': '',
    });
  },
  onDefault(event: WechatMiniprogram.SwitchChange) {
    this.setData({ isDefault: event.detail.value });
  },
  onPasted(event: WechatMiniprogram.TextareaInput) {
    this.setData({ pasted: event.detail.value, read: '' });
  },
  onClearPasted() {
    this.setData({ pasted: '', read: '' });
  },
  /** What the text says is filled in; what it does not say stays as it is. */
  async onRead() {
    const text = this.data.pasted.trim();
    if (!text || this.data.reading) return;
    this.setData({ reading: true });
    try {
      const { missing, ...parsed } = await user.parseAddress(text);
      const { address } = this.data;
      const region = parsed.provinceName ? parsed : address;
      const merged: PostalAddress = {
        userName: parsed.userName || address.userName,
        telNumber: parsed.telNumber || address.telNumber,
        provinceName: region.provinceName,
        cityName: region.cityName,
        countyName: region.countyName,
        detailInfo: parsed.detailInfo || address.detailInfo,
      };
      this.fill(merged, this.data.isDefault);
      const names = missing.map((field) => MISSING[field]);
      this.setData({ read: names.length === 0 ? '已识别，请核对后保存' : names.length === 4 ? '没有识别出地址，请手动填写' : `已识别，还需要补充${names.join('、')}` });
    } catch (error) {
      toastError(error);
    } finally {
      this.setData({ reading: false });
    }
  },
  async onImport() {
    try {
      this.fill(fromWeChat(await wx.chooseAddress()), this.data.isDefault);
    } catch (error) {
      if (isPrivacyRefusal(error)) toast('没有同意隐私指引，可以粘贴识别或手动填写');
      else if (!/cancel/.test(String((error as { errMsg?: string }).errMsg))) toast('没能读取微信地址，请手动填写');
    }
  },

  async onSave() {
    const attempt: Attempt | null = this.saving;
    const { address, addressId, isDefault, busy } = this.data;
    if (busy || !attempt) return;
    const errors = addressErrors(address);
    this.setData({ errors });
    if (Object.keys(errors).length > 0) return;
    this.setData({ busy: true });
    try {
      const request = { address: { ...trimmed(address), isDefault, ...(addressId ? { addressId } : {}) } };
      const saved = await attempt.run(request, (sent) => user.saveAddress(sent));
      if (this.choosing) session.set({ chosenAddressId: saved.addressId });
      // From the checkout the shopper goes on with the new address, past the list.
      back(this.choosing ? 2 : 1);
    } catch (error) {
      const { field, message } = asAppError(error);
      const name = field?.split('.').pop();
      if (name && name in address) this.setData({ [`errors.${/Name$/.test(name) && name !== 'userName' ? 'region' : name}`]: message });
      toastError(error);
    } finally {
      this.setData({ busy: false });
    }
  },
  async onRemove() {
    const attempt: Attempt | null = this.removing;
    if (!attempt || !(await ask('删除这个收货地址？', '删除'))) return;
    try {
      await attempt.run({ addressId: this.data.addressId }, (sent) => user.removeAddress(sent));
      back();
    } catch (error) {
      toastError(error);
    }
  },
  onRetry() {
    this.setData({ state: 'loading' });
    void this.load();
  },
});

function trimmed(address: PostalAddress): PostalAddress {
  return { ...address, userName: address.userName.trim(), telNumber: address.telNumber.trim(), detailInfo: address.detailInfo.trim() };
}
