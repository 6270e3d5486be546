/** input and textarea, on the native elements. */
import { builtin } from './definition';
import { anything, flag, length, make, makeScoped, number, text, type PropValues } from './control';
import { Field } from './form';
import { cssUnits } from '../units';

const fieldProps = {
  name: anything<unknown>(''),
  value: anything<unknown>(''),
  placeholder: text(),
  placeholderStyle: text(),
  placeholderClass: text(),
  disabled: flag(),
  maxlength: number(140),
  cursorSpacing: length(0),
  autoFocus: flag(),
  focus: flag(),
  cursor: number(-1),
  selectionStart: number(-1),
  selectionEnd: number(-1),
  adjustPosition: flag(true),
  holdKeyboard: flag(),
  confirmHold: flag(),
  confirmType: text(''),
  alwaysEmbed: flag(),
  cursorColor: text(),
  controlled: flag(),
};

type FieldProps = typeof fieldProps;
const enterKeys = new Set(['send', 'search', 'next', 'go', 'done']);
const asText = (value: unknown) => (value === null || value === undefined ? '' : String(value));

export abstract class TextField extends Field<FieldProps> {
  protected input!: HTMLInputElement | HTMLTextAreaElement;
  private placeholder!: ReturnType<typeof makeScoped>;
  protected abstract readonly placeholderName: string;

  protected abstract makeInput(): HTMLInputElement | HTMLTextAreaElement;
  /** Called whenever the text has changed, from either side. */
  protected textChanged(): void {
    this.placeholder.element.hidden = this.input.value !== '';
  }

  override created(): void {
    this.placeholder = makeScoped(this, 'wx-part-placeholder');
    this.placeholder.element.setAttribute('aria-hidden', 'true');
    this.input = this.makeInput();
    this.element.appendChild(this.input);
    this.input.addEventListener('input', (event) => this.typed(event as InputEvent));
    this.input.addEventListener('compositionstart', () => (this.placeholder.element.hidden = true));
    this.input.addEventListener('compositionend', () => this.typed());
    this.input.addEventListener('focus', () => this.emit('focus', { value: this.input.value, height: 0 }));
    this.input.addEventListener('blur', () => this.blurred());
    this.input.addEventListener('keydown', (event) => this.pressed(event as KeyboardEvent));
    this.paint();
    this.paintPlaceholder();
  }
  override attached(): void {
    if (this.props.autoFocus || this.props.focus) this.setFocus(true);
  }
  override get ariaTarget(): HTMLElement {
    return this.input;
  }
  override get fieldValue(): unknown {
    return this.input.value;
  }
  override resetField(): void {
    this.replaceText('');
  }
  /** A tap on its label. */
  activate(): void {
    this.setFocus(true);
  }

  /** What automation's `input()` does: the text changes and bindinput fires. */
  type(value: string): void {
    this.input.value = this.props.maxlength >= 0 ? value.slice(0, this.props.maxlength) : value;
    this.typed();
  }

  private typed(event?: InputEvent): void {
    if (event?.isComposing) return;
    const { value } = this.input;
    this.textChanged();
    this.update('value', value);
    const detail = { value, cursor: this.input.selectionStart ?? value.length, keyCode: event?.data?.charCodeAt(0) };
    this.emit('input', detail, { handleListenerReturn: (answer) => this.answered(answer) });
  }
  /** What bindinput returns replaces the text: a string, or { value, cursor }. */
  private answered(answer: unknown): void {
    if (typeof answer === 'string') this.replaceText(answer);
    else if (typeof answer === 'object' && answer !== null && 'value' in answer) {
      this.replaceText(asText(answer.value));
      if ('cursor' in answer && typeof answer.cursor === 'number') this.input.setSelectionRange(answer.cursor, answer.cursor);
    }
  }
  private replaceText(value: string): void {
    this.input.value = value;
    this.textChanged();
    this.update('value', value);
  }
  private blurred(): void {
    this.update('focus', false);
    this.emit('blur', { value: this.input.value, cursor: this.input.selectionStart ?? this.input.value.length });
    this.emit('keyboardheightchange', { height: 0, duration: 0 });
  }
  private pressed(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.isComposing || !this.confirms(event)) return;
    event.preventDefault();
    this.emit('confirm', { value: this.input.value });
    if (!this.props.confirmHold) this.input.blur();
  }
  protected confirms(_event: KeyboardEvent): boolean {
    return true;
  }

  /** The page has set `value`. */
  valueSet(): void {
    const { maxlength } = this.props;
    const value = asText(this.props.value);
    const shown = maxlength >= 0 ? value.slice(0, maxlength) : value;
    if (this.input.value !== shown) this.input.value = shown;
    this.textChanged();
  }
  paint(): void {
    const { disabled, maxlength, confirmType, cursorColor } = this.props;
    this.input.disabled = disabled;
    if (maxlength >= 0) this.input.maxLength = maxlength;
    else this.input.removeAttribute('maxlength');
    this.input.enterKeyHint = enterKeys.has(confirmType) ? confirmType : this.tag === 'textarea' ? 'enter' : 'done';
    this.input.style.caretColor = cursorColor;
    this.element.toggleAttribute('disabled', disabled);
  }
  paintPlaceholder(): void {
    const { placeholder, placeholderStyle, placeholderClass } = this.props;
    this.placeholder.element.textContent = placeholder;
    this.placeholder.element.setAttribute('style', cssUnits(placeholderStyle));
    this.placeholder.setClass(`${this.placeholderName} ${placeholderClass}`);
    if (placeholder) this.input.setAttribute('aria-placeholder', placeholder);
    // Without a name of its own it is called by what it asks for.
    if (placeholder && !this.element.hasAttribute('aria-label')) this.input.setAttribute('aria-label', placeholder);
  }
  setFocus(on: boolean): void {
    if (!on) {
      if (document.activeElement === this.input) this.input.blur();
      return;
    }
    // The page may still be on its way in; an element that is not shown takes no focus.
    const focus = () => {
      this.input.focus({ preventScroll: true });
      this.select();
    };
    if (this.element.isConnected && this.element.offsetParent) focus();
    else requestAnimationFrame(() => requestAnimationFrame(focus));
  }
  select(): void {
    const { cursor, selectionStart, selectionEnd } = this.props;
    if (document.activeElement !== this.input) return;
    const { length } = this.input.value;
    if (selectionStart >= 0 || selectionEnd >= 0) this.input.setSelectionRange(Math.max(0, selectionStart), selectionEnd < 0 ? length : selectionEnd);
    else if (cursor >= 0) this.input.setSelectionRange(cursor, cursor);
  }
}

const watch = {
  value: (field: TextField) => field.valueSet(),
  'disabled,maxlength,confirmType,cursorColor': (field: TextField) => field.paint(),
  'placeholder,placeholderStyle,placeholderClass': (field: TextField) => field.paintPlaceholder(),
  focus: (field: TextField) => field.setFocus(field.props.focus),
  'cursor,selectionStart,selectionEnd': (field: TextField) => field.select(),
};

/** Belong to type="safe-password", which needs WeChat's own encryption; taken and not used. */
const safePassword = {
  safePasswordCertPath: text(),
  safePasswordLength: anything<unknown>(null),
  safePasswordTimeStamp: anything<unknown>(null),
  safePasswordNonce: text(),
  safePasswordSalt: text(),
  safePasswordCustomHash: text(),
};
const inputProps = { ...fieldProps, type: text('text'), password: flag(), ...safePassword, randomNumber: flag() };
/** What the phone's number keyboards do not offer. */
const typable: Record<string, RegExp> = { number: /^\d+$/, digit: /^[\d.]+$/, idcard: /^[\dXx]+$/ };
const keyboards: Record<string, string> = { number: 'numeric', digit: 'decimal', tel: 'tel' };

class Input extends TextField {
  override get props(): PropValues<typeof inputProps> {
    return this.node.data as PropValues<typeof inputProps>;
  }
  protected readonly placeholderName = 'input-placeholder';

  protected makeInput(): HTMLInputElement {
    const input = make('input', '');
    input.type = 'text';
    input.autocomplete = 'off';
    input.addEventListener('beforeinput', (event) => {
      const allowed = typable[this.props.type];
      if (allowed && event.inputType === 'insertText' && event.data && !allowed.test(event.data)) event.preventDefault();
    });
    return input;
  }
  paintType(): void {
    const { type, password } = this.props;
    (this.input as HTMLInputElement).type = password || type === 'safe-password' ? 'password' : 'text';
    this.input.inputMode = keyboards[type] ?? 'text';
  }
}
builtin('input', { props: inputProps, control: Input, watch: { ...watch, 'type,password': (input: Input) => input.paintType() } });

const textareaProps = { ...fieldProps, autoHeight: flag(), fixed: flag(), showConfirmBar: flag(true), disableDefaultPadding: flag(), adjustKeyboardTo: text() };
class Textarea extends TextField {
  override get props(): PropValues<typeof textareaProps> {
    return this.node.data as PropValues<typeof textareaProps>;
  }
  protected readonly placeholderName = 'textarea-placeholder';
  private height = 0;

  protected makeInput(): HTMLTextAreaElement {
    return make('textarea', '');
  }
  override attached(): void {
    super.attached();
    this.grow();
  }
  protected override textChanged(): void {
    super.textChanged();
    this.grow();
  }
  protected override confirms(event: KeyboardEvent): boolean {
    const { confirmType } = this.props;
    return confirmType !== '' && confirmType !== 'return' && !event.shiftKey;
  }
  /** px; also where the style says "normal", which depends on the font. */
  private lineHeight(): number {
    const line = make('div', 'wx-textarea-line', this.element);
    line.textContent = '国';
    const { height } = line.getBoundingClientRect();
    line.remove();
    return height || 20;
  }
  grow(): void {
    this.element.toggleAttribute('auto-height', this.props.autoHeight);
    (this.input as HTMLTextAreaElement).rows = this.props.autoHeight ? 1 : 2;
    requestAnimationFrame(() => {
      if (!this.element.isConnected) return;
      if (this.props.autoHeight) {
        this.input.style.height = 'auto';
        this.input.style.height = `${this.input.scrollHeight}px`;
      } else this.input.style.height = '';
      const height = this.input.scrollHeight;
      if (height === this.height) return;
      this.height = height;
      const line = this.lineHeight();
      this.emit('linechange', { height, heightRpx: (height * 750) / innerWidth, lineHeight: line, lineCount: Math.max(1, Math.round(height / line)) });
    });
  }
}
builtin('textarea', { props: textareaProps, control: Textarea, watch: { ...watch, autoHeight: (area: Textarea) => area.grow() } });
