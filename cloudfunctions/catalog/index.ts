/** Products and categories: what shoppers see of them, and what merchants do with them. */
import { serve } from '../kernel/serve';
import { homeBlocks, saveHome } from './arrange';
import { addCodes, codePool, codes, removeCodes } from './codes';
import { categories, home } from './home';
import { hotWords } from './hot-words';
import { list } from './list';
import { setListed } from './listing';
import { manageGet, manageList } from './manage';
import { product } from './product';
import { save } from './save';
import { adjustStock } from './stock';
import { filters, suggest } from './suggest';
import { shareCode } from './share';
import { saveShopBlocks, shopArrangement, shopBlocks } from './shop-blocks';

export const main = serve<'catalog'>({
  home,
  categories,
  list,
  filters,
  suggest,
  hotWords,
  product,
  shareCode,
  shopBlocks,
  shopArrangement,
  saveShopBlocks,
  homeBlocks,
  saveHome,
  manageList,
  manageGet,
  save,
  setListed,
  adjustStock,
  codePool,
  codes,
  addCodes,
  removeCodes,
});
