/** WeChat's built-in components on plain DOM. Importing a family declares its tags. */
import './builtins.css';
import './view';
import './portal';
import './text';
import './image';
import './button';
import './form';
import './text-field';
import './choice';
import './switch-slider';
import './picker';
import './picker-view';
import './scroll-view';
import './swiper';
import './movable';
import './navigator';
import './rich-text';
import './media';
import './page';
import './placeholder';

export { builtinTags, registerAll as registerBuiltins } from './definition';
export { controlOf } from './control';
