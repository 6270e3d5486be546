/** image and cover-image. */
import { builtin } from './definition';
import { Control, flag, make, text } from './control';
import { assetUrl } from '../assets';

const imageProps = {
  src: text(),
  mode: text('scaleToFill'),
  webp: flag(),
  lazyLoad: flag(),
  showMenuByLongpress: flag(),
  forceHttp: flag(),
  fadeIn: flag(),
};

const fits: Record<string, string> = { scaleToFill: 'fill', aspectFit: 'contain', aspectFill: 'cover', widthFix: 'fill', heightFix: 'fill' };
const places = new Set(['top', 'bottom', 'center', 'left', 'right', 'top left', 'top right', 'bottom left', 'bottom right']);

class Image extends Control<typeof imageProps> {
  private picture!: HTMLImageElement;

  override created(): void {
    this.picture = make('img', '', this.element);
    Object.assign(this.picture, { draggable: false, alt: '' });
    this.picture.addEventListener('load', () => {
      this.picture.style.visibility = '';
      this.emit('load', { width: this.picture.naturalWidth, height: this.picture.naturalHeight });
    });
    this.picture.addEventListener('error', () => {
      this.picture.style.visibility = 'hidden'; // not the browser's sign for a broken picture
      if (this.props.src) this.emit('error', { errMsg: `GET ${this.props.src} 404 (Not Found)` });
    });
    this.fit();
  }
  load(): void {
    const { src, lazyLoad } = this.props;
    this.picture.loading = lazyLoad ? 'lazy' : 'eager';
    if (src) this.picture.src = assetUrl(src, this.ownerId);
    else this.picture.removeAttribute('src');
  }
  fit(): void {
    const { mode } = this.props;
    const placed = places.has(mode);
    this.picture.style.objectFit = placed ? 'none' : (fits[mode] ?? 'fill');
    this.picture.style.objectPosition = placed ? mode : '';
    this.element.toggleAttribute('width-fix', mode === 'widthFix');
    this.element.toggleAttribute('height-fix', mode === 'heightFix');
  }
}
const watch = { 'src,lazyLoad': (image: Image) => image.load(), mode: (image: Image) => image.fit() };
builtin('image', { props: imageProps, control: Image, role: 'img', watch });
builtin('cover-image', { props: imageProps, control: Image, role: 'img', watch });
