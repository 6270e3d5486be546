/** switch and slider. */
import { builtin } from './definition';
import { anything, flag, length, make, number, text, type Gesture } from './control';
import { Field } from './form';
import { rpx2px } from '../units';

const switchProps = { name: anything<unknown>(''), checked: flag(), disabled: flag(), type: text('switch'), color: text() };

export class SwitchControl extends Field<typeof switchProps> {
  override created(): void {
    this.paint();
    this.listen('tap', () => this.activate());
  }
  override get fieldValue(): unknown {
    return this.props.checked;
  }
  override resetField(): void {
    this.update('checked', false);
  }
  activate(): void {
    if (this.props.disabled) return;
    this.update('checked', !this.props.checked);
    this.emit('change', { value: this.props.checked });
  }
  paint(): void {
    const { checked, disabled, type, color } = this.props;
    this.element.toggleAttribute('checked', checked);
    this.element.setAttribute('aria-checked', String(checked));
    this.element.toggleAttribute('disabled', disabled);
    this.element.setAttribute('aria-disabled', String(disabled));
    this.element.setAttribute('type', type);
    this.element.style.setProperty('--wx-color', color || null);
  }
}
builtin('switch', { props: switchProps, control: SwitchControl, role: 'switch', watch: { 'checked,disabled,type,color': (control) => control.paint() } });

const sliderProps = {
  name: anything<unknown>(''),
  min: number(0),
  max: number(100),
  step: number(1),
  disabled: flag(),
  value: number(0),
  color: text('#e9e9e9'),
  selectedColor: text('#1aad19'),
  activeColor: text(),
  backgroundColor: text(),
  blockSize: length(28),
  blockColor: text('#ffffff'),
  showValue: flag(),
};

export class SliderControl extends Field<typeof sliderProps> {
  private track!: HTMLElement;
  private fill!: HTMLElement;
  private block!: HTMLElement;
  private shown!: HTMLElement;

  override created(): void {
    this.track = make('div', 'wx-slider-track', this.element);
    this.fill = make('div', 'wx-slider-fill', this.track);
    this.block = make('div', 'wx-slider-block', this.track);
    this.shown = make('div', 'wx-slider-value', this.element);
    this.element.tabIndex = 0;
    this.listen('touchstart', (event) => this.drag(event));
    this.listen('touchmove', (event) => this.drag(event));
    this.listen('touchend', () => this.settle());
    this.listen('touchcancel', () => this.settle());
    this.element.addEventListener('keydown', ({ key }) => {
      const steps = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[key];
      if (steps) this.slideTo(this.props.value + steps * this.props.step);
    });
    this.paint();
  }
  override get fieldValue(): unknown {
    return this.props.value;
  }
  override resetField(): void {
    this.update('value', this.props.min);
  }
  /** Moves the block and reports it, as a finger would. */
  slideTo(value: number): void {
    if (this.props.disabled) return;
    this.update('value', this.rounded(value));
    this.emit('change', { value: this.props.value });
  }

  private moved = false;
  private drag(event: Gesture): void {
    const finger = event.touches[0];
    if (this.props.disabled || !finger) return;
    const box = this.track.getBoundingClientRect();
    // Fingers are relative to the page's frame.
    const left = box.left - (this.element.closest('.mp-frame')?.getBoundingClientRect().left ?? 0);
    const { min, max } = this.props;
    const value = this.rounded(min + ((finger.clientX - left) / (box.width || 1)) * (max - min));
    event.preventDefault();
    if (value === this.props.value) return;
    this.moved = true;
    this.update('value', value);
    this.emit('changing', { value });
  }
  private settle(): void {
    if (!this.moved) return;
    this.moved = false;
    this.emit('change', { value: this.props.value });
  }
  private rounded(value: number): number {
    const { min, max, step } = this.props;
    const stepped = min + Math.round((value - min) / (step || 1)) * (step || 1);
    return Number(Math.max(min, Math.min(max, stepped)).toFixed(10));
  }
  paint(): void {
    const { min, max, value, disabled, activeColor, selectedColor, backgroundColor, color, blockSize, blockColor, showValue } = this.props;
    const part = `${(Math.max(0, Math.min(1, (value - min) / (max - min || 1))) * 100).toFixed(4)}%`;
    const size = Math.max(12, Math.min(28, rpx2px(blockSize)));
    this.track.style.background = backgroundColor || color;
    Object.assign(this.fill.style, { width: part, background: activeColor || selectedColor });
    Object.assign(this.block.style, { left: part, width: `${size}px`, height: `${size}px`, margin: `${-size / 2}px 0 0 ${-size / 2}px`, background: blockColor });
    this.shown.textContent = showValue ? String(value) : '';
    this.element.toggleAttribute('disabled', disabled);
    const aria = { valuemin: min, valuemax: max, valuenow: value, disabled };
    for (const [name, state] of Object.entries(aria)) this.element.setAttribute(`aria-${name}`, String(state));
  }
}
builtin('slider', {
  props: sliderProps,
  control: SliderControl,
  role: 'slider',
  watch: { 'min,max,step,value,disabled,activeColor,selectedColor,backgroundColor,color,blockSize,blockColor,showValue': (slider) => slider.paint() },
});
