/** Playing what wx.createAnimation() exported. */

export interface AnimationStep {
  /** CSS properties in camelCase with their units. */
  style: Record<string, string>;
  /** Milliseconds. */
  duration: number;
  delay: number;
  timingFunction: string;
  transformOrigin: string;
}
export interface ExportedAnimation {
  actions: AnimationStep[];
}

const running = new WeakMap<HTMLElement, ReturnType<typeof setTimeout>[]>();

/** Runs the steps one after the other; a new export replaces what still runs. */
export function playAnimation(element: HTMLElement, animation: ExportedAnimation | null): void {
  if (!animation?.actions?.length) return;
  for (const timer of running.get(element) ?? []) clearTimeout(timer);
  const timers: ReturnType<typeof setTimeout>[] = [];
  let start = 0;
  for (const step of animation.actions) {
    timers.push(setTimeout(() => apply(element, step), start));
    start += step.duration + step.delay;
  }
  running.set(element, timers);
}

function apply(element: HTMLElement, { style, duration, delay, timingFunction, transformOrigin }: AnimationStep): void {
  element.style.transition = `all ${duration}ms ${timingFunction} ${delay}ms`;
  element.style.transformOrigin = transformOrigin;
  for (const [name, value] of Object.entries(style)) element.style.setProperty(name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), value);
}
