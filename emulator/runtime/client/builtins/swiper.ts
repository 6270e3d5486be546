/** swiper and swiper-item. */
import { builtin } from './definition';
import { anything, Control, flag, inDocumentOrder, length, make, number, text, type Finger, type Gesture } from './control';
import { rpx2px } from '../units';

const swiperProps = {
  indicatorDots: flag(),
  indicatorColor: text('rgba(0, 0, 0, .3)'),
  indicatorActiveColor: text('#000000'),
  autoplay: flag(),
  current: number(0),
  currentItemId: text(),
  interval: number(5000),
  duration: number(500),
  circular: flag(),
  vertical: flag(),
  previousMargin: length('0px'),
  nextMargin: length('0px'),
  snapToEdge: flag(),
  displayMultipleItems: number(1),
  easingFunction: text('default'),
  skipHiddenItemLayout: flag(),
  disableTouch: anything<unknown>(false),
  touchable: anything<unknown>(true),
  layoutType: text('normal'),
  transformerType: text('scaleAndFade'),
  indicatorType: text('normal'),
  indicatorMargin: length(10),
  indicatorSpacing: length(4),
  indicatorRadius: length(4),
  indicatorWidth: length(8),
  indicatorHeight: length(8),
  indicatorAlignment: anything<unknown>('auto'),
  indicatorOffset: anything<unknown>([0, 0]),
  scrollWithAnimation: flag(true),
  cacheExtent: number(0),
};
const easings: Record<string, string> = { default: 'ease', linear: 'linear', easeInCubic: 'ease-in', easeOutCubic: 'ease-out', easeInOutCubic: 'ease-in-out' };

type Source = '' | 'autoplay' | 'touch';

export class Swiper extends Control<typeof swiperProps> {
  private readonly members = new Set<SwiperItem>();
  private items: SwiperItem[] = [];
  private index = 0;
  private dots!: HTMLElement;
  private timer: ReturnType<typeof setInterval> | undefined;
  private sizes: ResizeObserver | null = null;
  private refreshing = false;

  override created(): void {
    this.dots = make('div', 'wx-swiper-dots', this.element);
    this.listen('touchstart', (event) => this.touched(event));
    this.listen('touchmove', (event) => this.dragged(event));
    this.listen('touchend', () => this.released());
    this.listen('touchcancel', () => this.released());
  }
  override attached(): void {
    this.sizes = new ResizeObserver(() => this.layout());
    this.sizes.observe(this.element);
    this.refresh();
  }
  override detached(): void {
    this.sizes?.disconnect();
    clearInterval(this.timer);
  }

  add(item: SwiperItem): void {
    this.members.add(item);
    this.refresh();
  }
  remove(item: SwiperItem): void {
    this.members.delete(item);
    this.refresh();
  }
  /** After the items have come, gone or changed places; once for all changes of one rendering. */
  private refresh(): void {
    if (this.refreshing) return;
    this.refreshing = true;
    queueMicrotask(() => {
      this.refreshing = false;
      this.items = inDocumentOrder(this.members);
      const named = this.items.findIndex((item) => item.props.itemId !== '' && item.props.itemId === this.props.currentItemId);
      this.index = this.within(named >= 0 ? named : this.props.current);
      this.layout();
      this.play();
    });
  }
  private within(index: number): number {
    const last = this.props.circular ? this.items.length - 1 : this.items.length - this.props.displayMultipleItems;
    return Math.max(0, Math.min(last, index));
  }

  /** px of one item along the swiper. */
  private get step(): number {
    const { previousMargin, nextMargin, vertical, displayMultipleItems } = this.props;
    const whole = vertical ? this.element.clientHeight : this.element.clientWidth;
    return (whole - rpx2px(previousMargin) - rpx2px(nextMargin)) / Math.max(1, displayMultipleItems);
  }
  /** `offset`: how far a finger has moved them, px. */
  layout(animated = false, offset = 0): void {
    const { vertical, circular, previousMargin, nextMargin, snapToEdge, duration, easingFunction } = this.props;
    const { step, items, index } = this;
    const loop = circular && items.length > this.props.displayMultipleItems;
    let start = rpx2px(previousMargin);
    if (snapToEdge && !loop && index === 0) start = 0;
    if (snapToEdge && !loop && index === items.length - 1) start += rpx2px(nextMargin);
    items.forEach((item, position) => {
      let place = position - index;
      // Around a loop every item takes the shorter way; while dragging, the one that the finger uncovers.
      if (loop) {
        const half = items.length / 2;
        const lean = offset > 0 ? -0.01 : 0.01;
        if (place > half + lean) place -= items.length;
        else if (place < -half + lean) place += items.length;
      }
      item.put(place, `translate${vertical ? 'Y' : 'X'}(${start + place * step + offset}px)`, animated ? `transform ${duration}ms ${easings[easingFunction] ?? 'ease'}` : 'none');
      item.element.style[vertical ? 'height' : 'width'] = `${step}px`;
      item.element.style[vertical ? 'width' : 'height'] = '100%';
    });
    this.paintDots();
  }
  paintDots(): void {
    const { indicatorDots, indicatorColor, indicatorActiveColor, vertical } = this.props;
    this.dots.classList.toggle('vertical', vertical);
    while (this.dots.children.length > (indicatorDots ? this.items.length : 0)) this.dots.lastChild?.remove();
    while (indicatorDots && this.dots.children.length < this.items.length) make('i', '', this.dots);
    [...this.dots.children].forEach((dot, position) => {
      const active = position >= this.index && position < this.index + this.props.displayMultipleItems;
      dot.classList.toggle('active', active);
      (dot as HTMLElement).style.background = active ? indicatorActiveColor : indicatorColor;
    });
  }

  /** Goes to an item as a person or the timer would; reports it. */
  swipeTo(index: number, source: Source = ''): void {
    const { length: count } = this.items;
    if (count === 0) return;
    const target = this.props.circular ? (index + count) % count : this.within(index);
    const changed = target !== this.index;
    this.index = target;
    this.layout(true);
    if (!changed) return;
    const detail = { current: target, currentItemId: this.items[target]?.props.itemId ?? '', source };
    this.update('current', target);
    this.emit('change', detail);
    setTimeout(() => this.emit('animationfinish', detail), this.props.duration);
  }
  /** The page has set `current`. */
  follow(): void {
    if (this.items.length > 0 && this.props.current !== this.index) this.swipeTo(this.props.current);
  }
  followItem(): void {
    const index = this.items.findIndex((item) => item.props.itemId === this.props.currentItemId);
    if (index >= 0 && this.props.currentItemId !== '' && index !== this.index) this.swipeTo(index);
  }
  play(): void {
    clearInterval(this.timer);
    const { autoplay, interval } = this.props;
    if (!autoplay || this.items.length < 2) return;
    this.timer = setInterval(() => {
      if (!this.element.offsetParent || this.hold) return; // the page is covered, or a finger is down
      const end = !this.props.circular && this.index >= this.within(Infinity);
      this.swipeTo(end ? 0 : this.index + 1, 'autoplay');
    }, interval);
  }

  private hold: { finger: Finger; way: number; mine: boolean | null; at: number } | null = null;
  private touched(event: Gesture): void {
    const finger = event.touches[0];
    if (!finger || this.props.disableTouch || this.props.touchable === false || this.items.length === 0) return;
    this.hold = { finger, way: 0, mine: null, at: Date.now() };
  }
  private dragged(event: Gesture): void {
    const finger = event.touches[0];
    if (!this.hold || !finger) return;
    const [dx, dy] = [finger.pageX - this.hold.finger.pageX, finger.pageY - this.hold.finger.pageY];
    if (this.hold.mine === null && Math.hypot(dx, dy) > 5) this.hold.mine = Math.abs(dx) > Math.abs(dy) !== this.props.vertical;
    if (!this.hold.mine) return;
    event.preventDefault();
    let way = this.props.vertical ? dy : dx;
    const beyond = !this.props.circular && ((way > 0 && this.index === 0) || (way < 0 && this.index >= this.within(Infinity)));
    if (beyond) way /= 3;
    this.hold.way = way;
    this.layout(false, way);
    this.emit('transition', this.props.vertical ? { dx: 0, dy: -way } : { dx: -way, dy: 0 });
  }
  private released(): void {
    const hold = this.hold;
    this.hold = null;
    if (!hold?.mine) return;
    const flick = Date.now() - hold.at < 300 && Math.abs(hold.way) > 20;
    const items = Math.round(Math.abs(hold.way) / (this.step || 1)) || (flick || Math.abs(hold.way) > this.step / 3 ? 1 : 0);
    this.swipeTo(this.index + (hold.way < 0 ? items : -items), 'touch');
    this.play();
  }
}
builtin('swiper', {
  props: swiperProps,
  control: Swiper,
  watch: {
    current: (swiper) => swiper.follow(),
    currentItemId: (swiper) => swiper.followItem(),
    'autoplay,interval': (swiper) => swiper.play(),
    'vertical,circular,previousMargin,nextMargin,snapToEdge,displayMultipleItems': (swiper) => swiper.layout(),
    'indicatorDots,indicatorColor,indicatorActiveColor': (swiper) => swiper.paintDots(),
  },
});

const itemProps = { itemId: text(), skipHiddenItemLayout: flag() };
class SwiperItem extends Control<typeof itemProps> {
  private swiper: Swiper | null = null;
  private place: number | null = null;

  override attached(): void {
    this.swiper = this.ancestor(Swiper);
    this.swiper?.add(this);
  }
  override detached(): void {
    this.swiper?.remove(this);
  }
  /** One that goes around the loop's back jumps there, unseen. */
  put(place: number, transform: string, transition: string): void {
    const around = this.place !== null && Math.abs(place - this.place) > 1.5;
    this.place = place;
    this.element.style.transition = around ? 'none' : transition;
    this.element.style.transform = transform;
    this.element.setAttribute('aria-hidden', String(place !== 0));
  }
}
builtin('swiper-item', { props: itemProps, control: SwiperItem });
