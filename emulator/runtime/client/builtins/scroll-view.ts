/** scroll-view: the element itself scrolls; pulling down at the top shows the refresher. */
import { builtin } from './definition';
import { anything, Control, flag, length, make, number, text, type Gesture, type Length } from './control';
import { addDragScroll } from './drag-scroll';
import { rpx2px } from '../units';
import type { NodeExtras } from '../query';

const scrollProps = {
  scrollX: flag(),
  scrollY: flag(),
  upperThreshold: length(50),
  lowerThreshold: length(50),
  scrollTop: anything<Length | null>(null),
  scrollLeft: anything<Length | null>(null),
  scrollIntoView: text(),
  scrollIntoViewOffset: number(0),
  scrollWithAnimation: flag(),
  enableBackToTop: flag(),
  enableFlex: flag(),
  scrollAnchoring: flag(),
  refresherEnabled: flag(),
  refresherThreshold: number(45),
  refresherDefaultStyle: text('black'),
  refresherBackground: text(''),
  refresherTriggered: flag(),
  enhanced: flag(),
  bounces: flag(true),
  showScrollbar: flag(true),
  pagingEnabled: flag(),
  fastDeceleration: flag(),
  enablePassive: anything<unknown>(false),
  usingSticky: flag(),
  type: text('list'),
  cacheExtent: number(0),
  scrollIntoViewWithinExtent: flag(),
  scrollIntoViewAlignment: text('start'),
  clip: flag(true),
  associativeContainer: text(),
  reverse: flag(),
};

export class ScrollView extends Control<typeof scrollProps> {
  private refresher!: HTMLElement;
  private last = { top: 0, left: 0 };
  /** Which ends have been reported and not left since. */
  private atEnds = { upper: true, lower: false };

  override created(): void {
    this.refresher = make('div', 'wx-refresher', this.element);
    this.refresher.innerHTML = '<i></i><i></i><i></i>';
    this.element.addEventListener('scroll', () => this.scrolled(), { passive: true });
    addDragScroll(this.element, {
      horizontal: () => this.props.scrollX,
      vertical: () => this.props.scrollY,
      stopped: () => this.emit('dragend', this.offsets()),
    });
    this.listen('touchstart', (event) => this.touched(event));
    this.listen('touchmove', (event) => this.pulled(event));
    this.listen('touchend', () => this.released());
    this.listen('touchcancel', () => this.released());
    (this.node as NodeExtras).queryNode = () => this.scrollContext();
    this.paint();
  }
  override attached(): void {
    // The content is laid out after this element has come in.
    requestAnimationFrame(() => this.followPosition());
  }

  paint(): void {
    const { scrollX, scrollY, enableFlex, showScrollbar, enhanced, pagingEnabled, bounces } = this.props;
    const { style } = this.element;
    style.overflowX = scrollX ? 'auto' : 'hidden';
    style.overflowY = scrollY ? 'auto' : 'hidden';
    style.overscrollBehavior = bounces ? '' : 'none';
    style.scrollSnapType = enhanced && pagingEnabled ? `${scrollX ? 'x' : 'y'} mandatory` : '';
    this.element.toggleAttribute('enable-flex', enableFlex);
    this.element.toggleAttribute('no-scrollbar', enhanced && !showScrollbar);
  }

  /** What the page has set before the content was there. */
  private followPosition(): void {
    this.followTop();
    this.followLeft();
    if (this.props.scrollIntoView) this.intoView(this.props.scrollIntoView);
  }
  followTop(): void {
    const { scrollTop } = this.props;
    if (this.element.isConnected && scrollTop !== null && scrollTop !== '') this.scrollTo({ top: rpx2px(scrollTop) });
  }
  followLeft(): void {
    const { scrollLeft } = this.props;
    if (this.element.isConnected && scrollLeft !== null && scrollLeft !== '') this.scrollTo({ left: rpx2px(scrollLeft) });
  }
  scrollTo({ top, left, animated = this.props.scrollWithAnimation }: { top?: number; left?: number; animated?: boolean }): void {
    this.element.scrollTo({ ...(top === undefined ? {} : { top }), ...(left === undefined ? {} : { left }), behavior: animated ? 'smooth' : 'auto' });
  }
  /** The row may arrive with the same setData, so it is looked for after the rendering. */
  intoView(id: string, animated?: boolean): void {
    setTimeout(() => {
      const target = this.element.querySelector(`#${CSS.escape(id.replace(/^#/, ''))}`);
      if (!target) return;
      const [inner, outer] = [target.getBoundingClientRect(), this.element.getBoundingClientRect()];
      const { scrollIntoViewOffset: offset, scrollX, scrollY } = this.props;
      this.scrollTo({
        ...(scrollY ? { top: this.element.scrollTop + inner.top - outer.top - this.element.clientTop + offset } : {}),
        ...(scrollX ? { left: this.element.scrollLeft + inner.left - outer.left - this.element.clientLeft + offset } : {}),
        ...(animated === undefined ? {} : { animated }),
      });
    });
  }
  offsets() {
    const { scrollTop, scrollLeft, scrollHeight, scrollWidth } = this.element;
    return { scrollTop, scrollLeft, scrollHeight, scrollWidth };
  }

  private scrolled(): void {
    const { scrollTop: top, scrollLeft: left, scrollHeight, scrollWidth, clientHeight, clientWidth } = this.element;
    const delta = { deltaX: this.last.left - left, deltaY: this.last.top - top };
    this.last = { top, left };
    this.emit('scroll', { ...this.offsets(), ...delta });
    const { scrollY, scrollX } = this.props;
    if (scrollY && delta.deltaY !== 0) this.reportEnds(top, scrollHeight - clientHeight - top, -delta.deltaY, ['top', 'bottom']);
    else if (scrollX && delta.deltaX !== 0) this.reportEnds(left, scrollWidth - clientWidth - left, -delta.deltaX, ['left', 'right']);
  }
  private reportEnds(before: number, after: number, moved: number, names: [string, string]): void {
    const upper = before <= rpx2px(this.props.upperThreshold);
    const lower = after <= rpx2px(this.props.lowerThreshold) + 1; // positions are rounded
    if (upper && moved < 0 && !this.atEnds.upper) this.emit('scrolltoupper', { direction: names[0] });
    if (lower && moved > 0 && !this.atEnds.lower) this.emit('scrolltolower', { direction: names[1] });
    this.atEnds = { upper, lower };
  }

  // Refresher. The finger's way is halved, as the phone does beyond the end.
  private pull: { from: number; way: number } | null = null;
  private touched(event: Gesture): void {
    const finger = event.touches[0];
    if (finger) this.emit('dragstart', this.offsets());
    this.pull = this.props.refresherEnabled && this.element.scrollTop <= 0 && finger && !this.props.refresherTriggered ? { from: finger.pageY, way: 0 } : null;
  }
  private pulled(event: Gesture): void {
    const finger = event.touches[0];
    if (!this.pull || !finger) return;
    const way = (finger.pageY - this.pull.from) / 2;
    if (way <= 0 && this.pull.way === 0) return;
    event.preventDefault();
    this.pull.way = Math.max(0, way);
    this.openRefresher(this.pull.way);
    this.emit('refresherpulling', { dy: this.pull.way });
  }
  private released(): void {
    const way = this.pull?.way ?? 0;
    this.pull = null;
    if (way === 0) return;
    if (way < this.props.refresherThreshold) {
      this.openRefresher(0);
      this.emit('refresherabort', { dy: way });
      return;
    }
    this.openRefresher(this.props.refresherThreshold);
    this.update('refresherTriggered', true);
    this.emit('refresherrefresh', { dy: way });
  }
  private openRefresher(height: number): void {
    const { refresherDefaultStyle, refresherBackground } = this.props;
    this.refresher.style.height = `${height}px`;
    this.refresher.style.background = refresherBackground;
    this.refresher.dataset.look = refresherDefaultStyle;
    this.refresher.classList.toggle('open', height > 0);
    this.refresher.classList.toggle('pulled', this.pull !== null);
  }
  refresherSet(): void {
    const { refresherEnabled, refresherTriggered, refresherThreshold } = this.props;
    const open = this.refresher.style.height !== '' && this.refresher.style.height !== '0px';
    if (refresherEnabled && refresherTriggered && !open) {
      this.openRefresher(refresherThreshold);
      this.emit('refresherrefresh', { dy: refresherThreshold });
    } else if (!refresherTriggered && open && this.pull === null) {
      this.openRefresher(0);
      this.emit('refresherrestore');
    }
  }

  private scrollContext(): Record<string, unknown> {
    return {
      scrollTo: ({ top, left, animated = true }: { top?: number; left?: number; animated?: boolean }) => this.scrollTo({ ...(top === undefined ? {} : { top }), ...(left === undefined ? {} : { left }), animated }),
      scrollIntoView: (selector: string, { animated = true }: { animated?: boolean } = {}) => this.intoView(selector, animated),
      scrollEnabled: true,
      bounces: this.props.bounces,
      showScrollbar: this.props.showScrollbar,
      pagingEnabled: this.props.pagingEnabled,
      closeRefresh: () => this.update('refresherTriggered', false),
      triggerRefresh: () => this.update('refresherTriggered', true),
    };
  }
}
builtin('scroll-view', {
  props: scrollProps,
  control: ScrollView,
  watch: {
    'scrollX,scrollY,enableFlex,showScrollbar,enhanced,pagingEnabled,bounces': (view) => view.paint(),
    scrollTop: (view) => view.followTop(),
    scrollLeft: (view) => view.followLeft(),
    scrollIntoView: (view) => {
      if (view.props.scrollIntoView) view.intoView(view.props.scrollIntoView);
    },
    'refresherTriggered,refresherEnabled': (view) => view.refresherSet(),
  },
});
