/** wx.createAnimation. */
import type { AnimationStep, ExportedAnimation } from '../builtins/animation';
import { defineSync } from './table';

interface StepOptions {
  duration?: number;
  timingFunction?: string;
  delay?: number;
  transformOrigin?: string;
}
type Value = number | string;

const px = (value: Value) => (typeof value === 'number' ? `${value}px` : value);
const degrees = (value: Value) => `${value}deg`;
const plain = (value: Value) => String(value);

const transforms: Record<string, (value: Value, index: number) => string> = {
  rotate: degrees,
  rotateX: degrees,
  rotateY: degrees,
  rotateZ: degrees,
  rotate3d: (value, index) => (index === 3 ? degrees(value) : plain(value)),
  skew: degrees,
  skewX: degrees,
  skewY: degrees,
  scale: plain,
  scaleX: plain,
  scaleY: plain,
  scaleZ: plain,
  scale3d: plain,
  translate: px,
  translateX: px,
  translateY: px,
  translateZ: px,
  translate3d: px,
  matrix: plain,
  matrix3d: plain,
};
const styles: Record<string, (value: Value) => string> = { opacity: plain, backgroundColor: plain, width: px, height: px, top: px, left: px, right: px, bottom: px };

defineSync({ createAnimation: (options: StepOptions = {}) => animation(options) });

function animation(defaults: StepOptions): Record<string, unknown> {
  let actions: AnimationStep[] = [];
  let style: Record<string, string> = {};
  const transform = new Map<string, string>();
  const self: Record<string, unknown> = {
    step(options: StepOptions = {}) {
      const { duration = 400, timingFunction = 'linear', delay = 0, transformOrigin = '50% 50% 0' } = { ...defaults, ...options };
      const moved: Record<string, string> = transform.size > 0 ? { transform: [...transform.values()].join(' ') } : {};
      actions.push({ style: { ...style, ...moved }, duration, timingFunction, delay, transformOrigin });
      style = {};
      return self;
    },
    export(): ExportedAnimation {
      const exported = { actions };
      actions = [];
      return exported;
    },
  };
  for (const [name, format] of Object.entries(transforms))
    self[name] = (...values: Value[]) => {
      transform.set(name, `${name}(${values.map(format).join(', ')})`);
      return self;
    };
  for (const [name, format] of Object.entries(styles))
    self[name] = (value: Value) => {
      style[name] = format(value);
      return self;
    };
  return self;
}
