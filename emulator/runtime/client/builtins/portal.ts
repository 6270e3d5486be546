/** Content that is shown elsewhere than where it is written: root-portal and page-container. */
import { builtin } from './definition';
import { Control, flag, make, number, text, type Gesture, type PropTable } from './control';
import { cssUnits } from '../units';

/**
 * Puts what the framework inserts into `host` into `container` instead. The framework keeps addressing the host, so the
 * container may stand anywhere in the document.
 */
function redirectChildren(host: HTMLElement, container: HTMLElement): void {
  host.appendChild = (child) => container.appendChild(child);
  host.insertBefore = (child, before) => container.insertBefore(child, before);
  host.removeChild = (child) => container.removeChild(child);
  host.replaceChild = (child, old) => container.replaceChild(child, old);
}

abstract class Portal<P extends PropTable> extends Control<P> {
  protected container!: HTMLElement;

  override created(): void {
    this.container = make('div', 'wx-portal', this.element);
    redirectChildren(this.element, this.container);
  }
  override detached(): void {
    this.container.remove();
  }
  /** The end of the page, above everything else in it. */
  protected toPage(element: HTMLElement): void {
    const page = this.element.closest('wx-page');
    if (page) page.appendChild(element);
  }
  protected toHost(element: HTMLElement): void {
    Node.prototype.appendChild.call(this.element, element);
  }
}

const rootPortalProps = { enable: flag(true) };
class RootPortal extends Portal<typeof rootPortalProps> {
  override attached(): void {
    this.place();
  }
  place(): void {
    if (this.props.enable) this.toPage(this.container);
    else this.toHost(this.container);
  }
}
builtin('root-portal', { props: rootPortalProps, control: RootPortal, watch: { enable: (portal) => portal.place() } });

const pageContainerProps = {
  show: flag(),
  duration: number(300),
  zIndex: number(100),
  overlay: flag(true),
  position: text('bottom'),
  round: flag(),
  closeOnSlideDown: flag(),
  overlayStyle: text(),
  customStyle: text(),
};
/** A "page" over the page: slides in, and goes on a tap beside it. */
class PageContainer extends Portal<typeof pageContainerProps> {
  private layer!: HTMLElement;
  private overlay!: HTMLElement;
  private shown = false;
  private from = 0;

  override created(): void {
    super.created();
    this.layer = make('div', 'wx-page-container');
    this.overlay = make('div', 'wx-page-container-overlay', this.layer);
    this.container.className = 'wx-page-container-panel';
    this.layer.appendChild(this.container);
    this.overlay.addEventListener('click', () => {
      this.emit('clickoverlay');
      this.update('show', false);
    });
    this.listen('touchstart', (event: Gesture) => (this.from = event.touches[0]?.pageY ?? 0));
    this.listen('touchend', (event: Gesture) => {
      const way = (event.changedTouches[0]?.pageY ?? this.from) - this.from;
      if (this.props.closeOnSlideDown && way > 80) this.update('show', false);
    });
  }
  override attached(): void {
    this.toPage(this.layer);
    this.paint();
    if (this.props.show) this.toggle();
  }
  override detached(): void {
    this.layer.remove();
  }
  paint(): void {
    const { zIndex, overlay, overlayStyle, position, round, customStyle, duration } = this.props;
    this.layer.style.zIndex = String(zIndex);
    this.layer.dataset.position = position;
    this.layer.toggleAttribute('data-round', round);
    this.layer.style.setProperty('--wx-duration', `${duration}ms`);
    this.overlay.setAttribute('style', `${overlay ? '' : 'display:none;'}${cssUnits(overlayStyle)}`);
    this.container.setAttribute('style', cssUnits(customStyle));
  }
  toggle(): void {
    const { show, duration } = this.props;
    if (show === this.shown || !this.layer.isConnected) return;
    this.shown = show;
    const name = show ? 'enter' : 'leave';
    this.emit(`before${name}`);
    this.emit(name);
    void this.layer.offsetWidth; // the slide starts from outside
    this.layer.classList.toggle('open', show);
    setTimeout(() => this.emit(`after${name}`), duration);
  }
}
builtin('page-container', {
  props: pageContainerProps,
  control: PageContainer,
  watch: {
    show: (container) => container.toggle(),
    'zIndex,overlay,overlayStyle,position,round,customStyle,duration': (container) => container.paint(),
  },
});
