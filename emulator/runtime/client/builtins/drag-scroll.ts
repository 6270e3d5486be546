/** A mouse pulls a scrolling area as a finger does; wheels and touches scroll natively. */

export interface DragScrollOptions {
  horizontal(): boolean;
  vertical(): boolean;
  stopped?(): void;
}

/** Set while an inner area is being pulled, so that an outer one stays where it is. */
let puller: HTMLElement | null = null;

export function addDragScroll(scroller: HTMLElement, { horizontal, vertical, stopped }: DragScrollOptions): void {
  scroller.addEventListener('pointerdown', (down) => {
    if (down.pointerType !== 'mouse' || down.button !== 0 || puller || (down.target as Element).closest('input, textarea, wx-slider, wx-movable-view')) return;
    const { scrollLeft, scrollTop } = scroller;
    const pull = (move: PointerEvent) => {
      const [dx, dy] = [down.clientX - move.clientX, down.clientY - move.clientY];
      if (puller === null) {
        const sideways = Math.abs(dx) > Math.abs(dy);
        if (Math.hypot(dx, dy) < 6 || !(sideways ? horizontal() : vertical())) return;
        puller = scroller;
      }
      if (puller !== scroller) return;
      if (horizontal()) scroller.scrollLeft = scrollLeft + dx;
      if (vertical()) scroller.scrollTop = scrollTop + dy;
    };
    const release = () => {
      removeEventListener('pointermove', pull);
      removeEventListener('pointerup', release);
      removeEventListener('pointercancel', release);
      if (puller !== scroller) return;
      puller = null;
      stopped?.();
      // Letting go after pulling is no tap.
      const swallow = (click: MouseEvent) => click.stopPropagation();
      addEventListener('click', swallow, { capture: true, once: true });
      setTimeout(() => removeEventListener('click', swallow, { capture: true }));
    };
    addEventListener('pointermove', pull);
    addEventListener('pointerup', release);
    addEventListener('pointercancel', release);
  });
}
