/** checkbox and radio with their groups. */
import { builtin } from './definition';
import { anything, Control, flag, inDocumentOrder, text } from './control';
import { Field } from './form';

const groupProps = { name: anything<unknown>('') };
abstract class Group extends Field<typeof groupProps> {
  readonly items = new Set<Choice>();

  protected get chosen(): unknown[] {
    return inDocumentOrder(this.items)
      .filter((item) => item.on)
      .map((item) => item.props.value);
  }
  changed(): void {
    this.emit('change', { value: this.fieldValue });
  }
  override resetField(): void {
    for (const item of this.items) item.set(false);
  }
}
class CheckboxGroup extends Group {
  override get fieldValue(): unknown {
    return this.chosen;
  }
}
class RadioGroup extends Group {
  override get fieldValue(): unknown {
    return this.chosen[0] ?? '';
  }
  keepOnly(chosen: Choice): void {
    for (const item of this.items) if (item !== chosen) item.set(false);
  }
}
builtin('checkbox-group', { props: groupProps, control: CheckboxGroup, role: 'group' });
builtin('radio-group', { props: groupProps, control: RadioGroup, role: 'radiogroup' });

const choiceProps = {
  value: anything<unknown>(''),
  disabled: flag(),
  checked: flag(),
  color: text(),
  backgroundColor: text(),
  borderColor: text(),
  activeBackgroundColor: text(),
  activeBorderColor: text(),
  iconColor: text(),
};
abstract class Choice extends Control<typeof choiceProps> {
  on = false;
  protected group: Group | null = null;

  override created(): void {
    this.element.setAttribute('aria-checked', 'false');
    this.listen('tap', () => this.activate());
  }
  override detached(): void {
    this.group?.items.delete(this);
  }
  abstract activate(): void;

  set(on: boolean): void {
    if (this.on === on) return;
    this.on = on;
    this.element.toggleAttribute('checked', on);
    this.element.setAttribute('aria-checked', String(on));
    this.update('checked', on);
  }
  paint(): void {
    const { color, disabled, backgroundColor, borderColor, activeBackgroundColor, activeBorderColor, iconColor } = this.props;
    const colors = { color, background: backgroundColor, border: borderColor, 'active-background': activeBackgroundColor, 'active-border': activeBorderColor, icon: iconColor };
    for (const [name, value] of Object.entries(colors)) this.element.style.setProperty(`--wx-${name}`, value || null);
    this.element.toggleAttribute('disabled', disabled);
    this.element.setAttribute('aria-disabled', String(disabled));
  }
}

class Checkbox extends Choice {
  override attached(): void {
    this.group = this.ancestor(CheckboxGroup);
    this.group?.items.add(this);
  }
  override activate(): void {
    if (this.props.disabled) return;
    this.set(!this.on);
    this.group?.changed();
  }
}
class Radio extends Choice {
  override attached(): void {
    this.group = this.ancestor(RadioGroup);
    this.group?.items.add(this);
    if (this.on) this.keepOnlyThis();
  }
  override activate(): void {
    if (this.props.disabled || this.on) return;
    this.set(true);
    this.group?.changed();
  }
  override set(on: boolean): void {
    super.set(on);
    if (on) this.keepOnlyThis();
  }
  private keepOnlyThis(): void {
    if (this.group instanceof RadioGroup) this.group.keepOnly(this);
  }
}
const watch = {
  checked: (choice: Choice) => choice.set(choice.props.checked),
  'color,disabled,backgroundColor,borderColor,activeBackgroundColor,activeBorderColor,iconColor': (choice: Choice) => choice.paint(),
};
builtin('checkbox', { props: choiceProps, control: Checkbox, role: 'checkbox', watch });
builtin('radio', { props: choiceProps, control: Radio, role: 'radio', watch });
