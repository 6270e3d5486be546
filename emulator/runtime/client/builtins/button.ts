/** button: its looks come from builtins.css, by attribute; open-type is carried out by wx/open.ts. */
import { builtin } from './definition';
import { anything, Control, flag, number, text } from './control';
import { FormControl } from './form';
import { addHover, hoverProps } from './hover';

const buttonProps = {
  ...hoverProps,
  hoverClass: text('button-hover'),
  hoverStartTime: number(20),
  hoverStayTime: number(70),
  size: text('default'),
  type: text('default'),
  plain: flag(),
  disabled: flag(),
  loading: flag(),
  formType: text(),
  openType: text(),
  lang: text('en'),
  sessionFrom: text(),
  sendMessageTitle: text(),
  sendMessagePath: text(),
  sendMessageImg: text(),
  appParameter: text(),
  showMessageCard: flag(),
  phoneNumberNoQuotaToast: flag(true),
  businessId: text(),
  name: anything<unknown>(null),
  activityType: anything<unknown>(null),
  entrancePath: text(),
  needShowEntrance: flag(),
};

type OpenTypeHandler = (button: ButtonControl, openType: string) => void;
let openTypeHandler: OpenTypeHandler = () => {};
/** wx/open.ts says what getPhoneNumber, share and their like do. */
export function handleOpenTypes(handler: OpenTypeHandler): void {
  openTypeHandler = handler;
}

export class ButtonControl extends Control<typeof buttonProps> {
  override created(): void {
    addHover(this);
    this.paint();
    this.node.addListener('tap', (event) => this.refuse(event), { capture: true });
    this.listen('tap', () => this.activate());
  }
  /** Nobody hears of a tap on a disabled button. */
  private refuse(event: { stopPropagation(): void }): void {
    if (this.props.disabled) event.stopPropagation();
  }
  activate(): void {
    const { disabled, formType, openType } = this.props;
    if (disabled) return;
    if (formType === 'submit') this.ancestor(FormControl)?.submit(this.node);
    if (formType === 'reset') this.ancestor(FormControl)?.reset();
    if (openType) openTypeHandler(this, openType);
  }
  paint(): void {
    const { size, type, plain, disabled, loading } = this.props;
    // The default look has no attribute, so that a class of the app wins over it.
    this.reflect('size', size);
    this.reflect('type', type);
    this.element.toggleAttribute('plain', plain);
    this.element.toggleAttribute('disabled', disabled);
    this.element.toggleAttribute('loading', loading);
    this.element.setAttribute('aria-disabled', String(disabled));
  }
  private reflect(name: string, value: string): void {
    if (value && value !== 'default') this.element.setAttribute(name, value);
    else this.element.removeAttribute(name);
  }
}
builtin('button', {
  props: buttonProps,
  control: ButtonControl,
  role: 'button',
  watch: { 'size,type,plain,disabled,loading': (button) => button.paint() },
});
