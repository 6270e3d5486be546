/** form and label, and what a field has to offer them. */
import type { glassEasel } from 'glass-easel-miniprogram-adapter';
import { builtin } from './definition';
import { composedDescendants, Control, controlOf, flag, number, text, type Gesture, type PropTable } from './control';
import type { ComponentNode } from '../state';

/** A control with a value of its own that a form collects under its `name`. */
export abstract class Field<P extends PropTable = PropTable> extends Control<P> {
  abstract get fieldValue(): unknown;
  /** As WeChat does: empty, not back to what the page first gave. */
  abstract resetField(): void;
}

/** A control that a tap on its label reaches. */
export interface Labelled {
  activate(): void;
}
const labelled = new Set(['checkbox', 'radio', 'switch', 'button', 'input', 'textarea']);

const formProps = { reportSubmit: flag(), reportSubmitTimeout: number(0) };
interface FieldNode {
  name: string;
  value(): unknown;
  reset(): void;
}

export class FormControl extends Control<typeof formProps> {
  submit(submitter?: ComponentNode): void {
    const value = Object.fromEntries(this.fields().map((field) => [field.name, field.value()]));
    this.emit('submit', { value, formId: '', ...(submitter ? { target: { id: submitter.id, dataset: submitter.dataset } } : {}) });
  }
  reset(): void {
    for (const field of this.fields()) field.reset();
    this.emit('reset');
  }
  private fields(): FieldNode[] {
    const found: FieldNode[] = [];
    for (const node of composedDescendants(this.node)) {
      const field = builtinField(node) ?? customField(node);
      if (field?.name) found.push(field);
    }
    return found;
  }
}
builtin('form', { props: formProps, control: FormControl, role: 'form' });

function builtinField(node: glassEasel.Element): FieldNode | null {
  const control = controlOf(node);
  if (!(control instanceof Field)) return null;
  return { name: String(control.node.data.name ?? ''), value: () => control.fieldValue as unknown, reset: () => control.resetField() };
}

/** A component of the app with the behaviour wx://form-field: properties `name` and `value`. */
function customField(node: glassEasel.Element): FieldNode | null {
  const component = node as ComponentNode;
  if (typeof component.hasBehavior !== 'function' || !component.hasBehavior('wx://form-field')) return null;
  return { name: String(component.data.name ?? ''), value: () => component.data.value as unknown, reset: () => {} };
}

const labelProps = { for: text() };
class Label extends Control<typeof labelProps> {
  override created(): void {
    this.listen('tap', (event) => this.forward(event));
  }
  private forward(event: Gesture): void {
    for (let node: glassEasel.Element | null = event.target; node && node !== this.node; node = node.getComposedParent())
      if (isLabelled(controlOf(node))) return; // the control was tapped itself
    const target = this.props.for ? this.named(this.props.for) : this.first();
    target?.activate();
  }
  private named(id: string): (Control & Labelled) | null {
    const root = this.node.ownerShadowRoot as glassEasel.ShadowRoot | null;
    const node = root?.querySelector(`#${id}`);
    const control = node ? controlOf(node) : undefined;
    return isLabelled(control) ? control : null;
  }
  private first(): (Control & Labelled) | null {
    for (const node of composedDescendants(this.node)) {
      const control = controlOf(node);
      if (isLabelled(control)) return control;
    }
    return null;
  }
}
builtin('label', { props: labelProps, control: Label });

function isLabelled(control: Control | undefined): control is Control & Labelled {
  return control !== undefined && labelled.has(control.tag);
}
