/** movable-area and movable-view. */
import { builtin } from './definition';
import { Control, flag, length, number, text, type Finger, type Gesture } from './control';
import { rpx2px } from '../units';

class MovableArea extends Control {}
builtin('movable-area', { props: { scaleArea: flag() }, control: MovableArea });

const viewProps = {
  direction: text('none'),
  inertia: flag(),
  outOfBounds: flag(),
  x: length(0),
  y: length(0),
  damping: number(20),
  friction: number(2),
  disabled: flag(),
  scale: flag(),
  scaleMin: number(0.5),
  scaleMax: number(10),
  scaleValue: number(1),
  animation: flag(true),
};
type Source = '' | 'touch' | 'out-of-bounds';

export class MovableView extends Control<typeof viewProps> {
  private x = 0;
  private y = 0;
  private hold: { finger: Finger; x: number; y: number; axis: 'x' | 'y' | null } | null = null;

  /** Where it is, px from the area's corner. */
  get position(): { x: number; y: number } {
    return { x: this.x, y: this.y };
  }
  override created(): void {
    this.listen('touchstart', (event) => {
      const finger = event.touches[0];
      if (finger && !this.props.disabled) this.hold = { finger, x: this.x, y: this.y, axis: null };
    });
    this.listen('touchmove', (event) => this.dragged(event));
    this.listen('touchend', () => this.released());
    this.listen('touchcancel', () => this.released());
  }
  override attached(): void {
    requestAnimationFrame(() => this.follow(false));
  }
  /** The page has set x or y. */
  follow(animated = this.props.animation): void {
    if (this.element.isConnected) this.moveTo(rpx2px(this.props.x), rpx2px(this.props.y), '', animated);
  }
  moveTo(x: number, y: number, source: Source = '', animated = false): void {
    const area = this.element.parentElement;
    if (!area) return;
    // An element larger than its area moves until its far edge comes in.
    const within = (value: number, room: number) => (source === 'touch' && this.props.outOfBounds ? value : Math.max(Math.min(0, room), Math.min(Math.max(0, room), value)));
    const next = { x: within(x, area.clientWidth - this.element.offsetWidth), y: within(y, area.clientHeight - this.element.offsetHeight) };
    const changed = next.x !== this.x || next.y !== this.y;
    ({ x: this.x, y: this.y } = next);
    this.paint(animated);
    if (changed) this.emit('change', { ...next, source });
  }
  scaled(): void {
    const { scaleValue, scaleMin, scaleMax } = this.props;
    this.paint(this.props.animation);
    this.emit('scale', { x: this.x, y: this.y, scale: Math.max(scaleMin, Math.min(scaleMax, scaleValue)) });
  }
  private paint(animated: boolean): void {
    const { scale, scaleValue, scaleMin, scaleMax } = this.props;
    this.element.style.transition = animated ? 'transform .3s ease-out' : 'none';
    this.element.style.transform = `translate(${this.x}px, ${this.y}px)${scale ? ` scale(${Math.max(scaleMin, Math.min(scaleMax, scaleValue))})` : ''}`;
  }
  private dragged(event: Gesture): void {
    const finger = event.touches[0];
    const { direction } = this.props;
    if (!this.hold || !finger || direction === 'none') return;
    const [dx, dy] = [finger.pageX - this.hold.finger.pageX, finger.pageY - this.hold.finger.pageY];
    if (!this.hold.axis && Math.hypot(dx, dy) > 3) {
      this.hold.axis = Math.abs(dx) > Math.abs(dy) ? 'x' : 'y';
      this.emit(this.hold.axis === 'x' ? 'htouchmove' : 'vtouchmove', event.detail);
    }
    event.preventDefault();
    this.moveTo(direction === 'vertical' ? this.x : this.hold.x + dx, direction === 'horizontal' ? this.y : this.hold.y + dy, 'touch');
  }
  private released(): void {
    if (this.hold && this.props.outOfBounds) this.moveTo(this.x, this.y, 'out-of-bounds', true);
    this.hold = null;
  }
}
builtin('movable-view', {
  props: viewProps,
  control: MovableView,
  watch: { 'x,y': (view) => view.follow(), scaleValue: (view) => view.scaled() },
});
