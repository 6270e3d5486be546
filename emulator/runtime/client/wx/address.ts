/** wx.chooseAddress: the addresses that this WeChat user has saved, one list for all mini programs. */
import { Failure } from './failure';
import { state } from '../state';
import { defineAsync } from './table';
import { layerButton, openLayer, part } from './ui/layer';

interface Address {
  userName: string;
  telNumber: string;
  provinceName: string;
  cityName: string;
  countyName: string;
  streetName: string;
  detailInfo: string;
  postalCode: string;
  nationalCode: string;
}

const given = (userName: string, telNumber: string, place: [string, string, string, string], detailInfo: string, codes: [string, string]): Address => ({
  userName,
  telNumber,
  provinceName: place[0],
  cityName: place[1],
  countyName: place[2],
  streetName: place[3],
  detailInfo,
  postalCode: codes[0],
  nationalCode: codes[1],
});
const saved: Address[] = [
  given('林小满', '13812345678', ['广东省', '深圳市', '南山区', '粤海街道'], '科技园南区海天二路16号 3栋1204', ['518057', '440305']),
  given('林小满', '13812345678', ['浙江省', '杭州市', '西湖区', '灵隐街道'], '玉古路168号 武林门新村8幢2单元501', ['310013', '330106']),
  given('周以宁', '18687654321', ['北京市', '北京市', '朝阳区', '望京街道'], '阜通东大街6号院 4号楼1805', ['100102', '110105']),
];

const lastKey = () => `mp:address:${state.openid}`;

defineAsync({
  async chooseAddress() {
    const address = await pick();
    if (!address) throw new Failure('cancel');
    const { streetName, detailInfo } = address;
    return { ...address, detailInfoNew: detailInfo, provinceFirstStageName: address.provinceName, addressCityName: address.cityName, addressStreetFourthStageName: streetName };
  },
});

function pick(): Promise<Address | null> {
  return new Promise((resolve) => {
    const answer = (index: number | null) => {
      layer.close();
      if (index !== null) localStorage.setItem(lastKey(), String(index));
      resolve(index === null ? null : (saved[index] ?? null));
    };
    const layer = openLayer({ kind: 'sheet', label: '选择收货地址', name: 'mp-address', dismiss: () => answer(null) });
    const head = part('div', 'mp-sheet-head', '选择收货地址');
    const close = layerButton('mp-sheet-close', '', () => answer(null));
    close.setAttribute('aria-label', '关闭');
    head.prepend(close);
    const list = part('div', 'mp-address-list');
    list.setAttribute('role', 'list');
    const last = Number(localStorage.getItem(lastKey()) ?? 0);
    saved.forEach((address, index) => {
      const row = layerButton(`mp-address-row${index === last ? ' chosen' : ''}`, '', () => answer(index));
      row.dataset.address = String(index);
      const { userName, telNumber, provinceName, cityName, countyName, streetName, detailInfo } = address;
      const place = [...new Set([provinceName, cityName, countyName, streetName])].join('');
      row.append(part('div', 'mp-address-who', `${userName}  ${telNumber.replace(/^(\d{3})\d{4}/, '$1****')}`), part('div', 'mp-address-where', `${place}${detailInfo}`));
      list.append(row);
    });
    layer.panel.append(head, list);
  });
}
