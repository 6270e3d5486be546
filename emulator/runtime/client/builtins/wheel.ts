/** A column that is turned with the finger, the mouse or the arrow keys, and comes to rest on one of its rows. */

export interface WheelOptions {
  /** px. */
  rowHeight(): number;
  count(): number;
  /** Came to rest after the person turned it. Not called for moveTo(). */
  settled(index: number): void;
  /** Started to move. */
  started?(): void;
}

export class Wheel {
  /** Where it rests, or is on the way to. */
  index = 0;
  private rest: ReturnType<typeof setTimeout> | undefined;
  private turning = false;
  /** Where a smooth turn ends. */
  private target: number | null = null;
  private dragged = false;

  constructor(
    readonly scroller: HTMLElement,
    private readonly options: WheelOptions,
  ) {
    scroller.addEventListener('scroll', () => this.scrolled(), { passive: true });
    scroller.addEventListener('pointerdown', (event) => this.hold(event));
    scroller.addEventListener('wheel', () => this.start(), { passive: true });
    scroller.addEventListener('touchstart', () => this.start(), { passive: true });
    scroller.addEventListener('click', (event) => this.tapped(event));
    scroller.addEventListener('keydown', (event) => {
      const rows = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!rows) return;
      event.preventDefault();
      this.turnTo(this.index + rows);
    });
  }

  /** Puts a row into the middle without reporting it. */
  moveTo(index: number): void {
    this.turning = false;
    this.target = null;
    clearTimeout(this.rest);
    this.index = this.clamp(index);
    this.scroller.scrollTop = this.index * this.options.rowHeight();
    this.tilt();
  }
  /** Turns to a row as the person would. */
  turnTo(index: number): void {
    this.start();
    this.target = this.clamp(index);
    this.scroller.scrollTo({ top: this.target * this.options.rowHeight(), behavior: 'smooth' });
    this.scrolled(); // reports even when there was nothing left to scroll
  }

  /** Settles now, when the answer is wanted while it still turns. */
  finish(): void {
    if (!this.turning) return;
    clearTimeout(this.rest);
    this.settle();
    this.moveTo(this.index);
  }

  private clamp(index: number): number {
    return Math.max(0, Math.min(this.options.count() - 1, Math.round(index) || 0));
  }
  private start(): void {
    if (!this.turning) this.options.started?.();
    this.turning = true;
    this.target = null;
  }
  private scrolled(): void {
    this.tilt();
    clearTimeout(this.rest);
    if (this.turning && !this.holding) this.rest = setTimeout(() => this.settle(), 120);
  }
  private settle(): void {
    this.turning = false;
    const index = this.target ?? this.clamp(this.scroller.scrollTop / (this.options.rowHeight() || 1));
    this.target = null;
    this.index = index;
    this.options.settled(index);
  }

  /** The mouse pulls the column as a finger does. */
  private holding = false;
  private hold(event: PointerEvent): void {
    this.dragged = false;
    if (event.pointerType !== 'mouse' || event.button !== 0) return;
    const { clientY, pointerId } = event;
    const top = this.scroller.scrollTop;
    this.holding = true;
    const pull = (move: PointerEvent) => {
      if (move.pointerId !== pointerId) return;
      const way = clientY - move.clientY;
      if (!this.dragged && Math.abs(way) < 4) return;
      this.dragged = true;
      this.start();
      this.scroller.style.scrollSnapType = 'none';
      this.scroller.scrollTop = top + way;
    };
    const release = (up: PointerEvent) => {
      if (up.pointerId !== pointerId) return;
      removeEventListener('pointermove', pull);
      removeEventListener('pointerup', release);
      removeEventListener('pointercancel', release);
      this.holding = false;
      if (!this.dragged) return;
      this.scroller.style.scrollSnapType = '';
      this.turnTo(this.scroller.scrollTop / (this.options.rowHeight() || 1));
    };
    addEventListener('pointermove', pull);
    addEventListener('pointerup', release);
    addEventListener('pointercancel', release);
  }
  private tapped(event: MouseEvent): void {
    if (this.dragged) return;
    const row = this.rows().findIndex((child) => child.contains(event.target as Node));
    if (row >= 0) this.turnTo(row);
  }

  rows(): HTMLElement[] {
    return [...this.scroller.children].filter((child): child is HTMLElement => child instanceof HTMLElement && child.offsetHeight > 0);
  }
  /** Rows away from the middle lie back, as on a drum. */
  private tilt(): void {
    const height = this.options.rowHeight();
    if (!this.scroller.classList.contains('mp-wheel') || !height) return;
    const middle = this.scroller.scrollTop / height;
    const rows = this.scroller.children;
    for (let row = Math.max(0, Math.floor(middle) - 5); row <= Math.min(rows.length - 1, middle + 5); row++) {
      const away = row - middle;
      (rows[row] as HTMLElement).style.transform = `rotateX(${(-away * 16).toFixed(2)}deg) scale(${(1 - Math.min(3, Math.abs(away)) * 0.03).toFixed(3)})`;
    }
  }
}
