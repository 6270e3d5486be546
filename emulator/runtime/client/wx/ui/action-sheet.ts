/** wx.showActionSheet. */
import { layerButton, openLayer, part } from './layer';

export interface ActionSheetOptions {
  itemList: string[];
  itemColor?: string;
  alertText?: string;
}

let cancelOpen: (() => void) | null = null;
export const currentActionSheet = (): { cancel: () => void } | null => (cancelOpen ? { cancel: cancelOpen } : null);

/** Index of the tapped row; null when it was dismissed. */
export function openActionSheet({ itemList, itemColor, alertText }: ActionSheetOptions): Promise<number | null> {
  return new Promise((resolve) => {
    const answer = (index: number | null) => {
      if (cancelOpen === cancelThis) cancelOpen = null;
      layer.close();
      resolve(index);
    };
    const cancelThis = () => answer(null);
    cancelOpen = cancelThis;
    const layer = openLayer({ kind: 'sheet', label: alertText || '请选择', name: 'mp-action-sheet', dismiss: cancelThis });
    if (alertText) layer.panel.append(part('div', 'mp-action-alert', alertText));
    itemList.forEach((item, index) => {
      const row = layerButton('mp-action', item, () => answer(index));
      if (itemColor) row.style.color = itemColor;
      layer.panel.append(row);
    });
    layer.panel.append(layerButton('mp-action cancel', '取消', cancelThis));
  });
}
