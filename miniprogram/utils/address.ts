import type { PostalAddress } from '../../typings/index';

export type AddressField = 'userName' | 'telNumber' | 'region' | 'detailInfo';

/** What is wrong with an address, by field; empty when nothing is. The cloud checks again. */
export function addressErrors(address: PostalAddress): Partial<Record<AddressField, string>> {
  const errors: Partial<Record<AddressField, string>> = {};
  const name = address.userName.trim();
  if (!name) errors.userName = '请填写收货人';
  else if (name.length > 20) errors.userName = '收货人最多 20 个字';
  if (!/^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/.test(address.telNumber.trim())) errors.telNumber = '请填写 11 位手机号或带区号的座机';
  if (!address.provinceName || !address.cityName) errors.region = '请选择所在地区';
  const detail = address.detailInfo.trim();
  if (detail.length < 2) errors.detailInfo = '请填写街道、门牌号';
  else if (detail.length > 100) errors.detailInfo = '详细地址最多 100 个字';
  return errors;
}

/** wx.chooseAddress's answer, with nothing else in it. */
export function fromWeChat(chosen: WechatMiniprogram.ChooseAddressSuccessCallbackResult): PostalAddress {
  const { userName, telNumber, provinceName, cityName, countyName, detailInfo } = chosen;
  return { userName, telNumber, provinceName, cityName, countyName, detailInfo };
}
