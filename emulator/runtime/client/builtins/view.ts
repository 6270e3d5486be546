/** Boxes: view, cover-view and match-media. */
import { builtin } from './definition';
import { anything, Control, number } from './control';
import { addHover, hoverProps } from './hover';
import { screenElement } from '../state';

class View extends Control<typeof hoverProps> {
  override created(): void {
    addHover(this);
  }
}
builtin('view', { props: hoverProps, control: View });
builtin('cover-view', { props: { ...hoverProps, scrollTop: anything<number | string>('') }, control: View });

const mediaProps = {
  minWidth: number(-1),
  maxWidth: number(-1),
  width: number(-1),
  minHeight: number(-1),
  maxHeight: number(-1),
  height: number(-1),
  orientation: anything(''),
};
class MatchMedia extends Control<typeof mediaProps> {
  private observer: ResizeObserver | null = null;

  override attached(): void {
    this.observer = new ResizeObserver(() => this.match());
    this.observer.observe(screenElement());
    this.match();
  }
  override detached(): void {
    this.observer?.disconnect();
  }
  match(): void {
    const { clientWidth: width, clientHeight: height } = screenElement();
    const { minWidth, maxWidth, minHeight, maxHeight, orientation, ...exact } = this.props;
    const fits =
      (minWidth < 0 || width >= minWidth) &&
      (maxWidth < 0 || width <= maxWidth) &&
      (exact.width < 0 || width === exact.width) &&
      (minHeight < 0 || height >= minHeight) &&
      (maxHeight < 0 || height <= maxHeight) &&
      (exact.height < 0 || height === exact.height) &&
      (!orientation || orientation === (width > height ? 'landscape' : 'portrait'));
    this.element.style.display = fits ? '' : 'none';
  }
}
builtin('match-media', {
  props: mediaProps,
  control: MatchMedia,
  watch: { 'minWidth,maxWidth,width,minHeight,maxHeight,height,orientation': (media) => media.match() },
});
