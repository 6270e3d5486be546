/** Products and categories: what shoppers see of them, and what merchants do with them. */
import { serve } from '../kernel/serve';
import { categories, home } from './home';
import { list } from './list';
import { setListed } from './listing';
import { manageGet, manageList } from './manage';
import { product } from './product';
import { save } from './save';
import { adjustStock } from './stock';

export const main = serve<'catalog'>({ home, categories, list, product, manageList, manageGet, save, setListed, adjustStock });
