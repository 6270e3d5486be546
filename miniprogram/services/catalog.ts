import type { ActionRequest, CatalogActions } from '../../typings/index';
import { call } from './cloud';

type Request<A extends keyof CatalogActions> = ActionRequest<'catalog', A>;

export const catalog = {
  home: () => call('catalog', 'home', {}),
  categories: () => call('catalog', 'categories', {}),
  list: (request: Request<'list'>) => call('catalog', 'list', request),
  filters: (request: Request<'filters'>) => call('catalog', 'filters', request),
  suggest: (keyword: string) => call('catalog', 'suggest', { keyword }),
  hotWords: () => call('catalog', 'hotWords', {}),
  product: (spuId: string) => call('catalog', 'product', { spuId }),
  shareCode: (spuId: string) => call('catalog', 'shareCode', { spuId }),

  homeBlocks: () => call('catalog', 'homeBlocks', {}),
  saveHome: (request: Request<'saveHome'>) => call('catalog', 'saveHome', request),

  shopBlocks: (shopId: string) => call('catalog', 'shopBlocks', { shopId }),
  shopArrangement: (shopId: string) => call('catalog', 'shopArrangement', { shopId }),
  saveShopBlocks: (request: Request<'saveShopBlocks'>) => call('catalog', 'saveShopBlocks', request),

  manageList: (request: Request<'manageList'>) => call('catalog', 'manageList', request),
  manageGet: (request: Request<'manageGet'>) => call('catalog', 'manageGet', request),
  save: (request: Request<'save'>) => call('catalog', 'save', request),
  setListed: (request: Request<'setListed'>) => call('catalog', 'setListed', request),
  adjustStock: (request: Request<'adjustStock'>) => call('catalog', 'adjustStock', request),
  codePool: (request: Request<'codePool'>) => call('catalog', 'codePool', request),
  codes: (request: Request<'codes'>) => call('catalog', 'codes', request),
  addCodes: (request: Request<'addCodes'>) => call('catalog', 'addCodes', request),
  removeCodes: (request: Request<'removeCodes'>) => call('catalog', 'removeCodes', request),
};
