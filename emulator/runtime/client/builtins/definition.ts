/** How a built-in is declared, and its registration with the component framework. */
import { glassEasel } from 'glass-easel-miniprogram-adapter';
import { playAnimation, type ExportedAnimation } from './animation';
import { anything, bindControl, controlOf, flag, type Control, type PropTable } from './control';
import type { ComponentNode } from '../state';

type Definition = glassEasel.GeneralComponentDefinition;

export interface BuiltinOptions<C extends Control> {
  /** At least those that the control reads. */
  props: PropTable;
  control: new (node: ComponentNode, tag: string) => C;
  /** Role for assistive technology; `aria-role` replaces it. */
  role?: string;
  /** What runs when one of the properties (comma-separated) has changed. */
  watch?: Record<string, (control: C) => void>;
}
interface Builtin {
  tag: string;
  register(space: glassEasel.ComponentSpace): Definition;
}

const builtins = new Map<string, Builtin>();

const commonProps = { hidden: flag(), animation: anything<ExportedAnimation | null>(null) };

export function builtin<C extends Control>(tag: string, options: BuiltinOptions<C>): void {
  const props = { ...commonProps, ...options.props };
  for (const names of Object.keys(options.watch ?? {}))
    for (const name of names.split(','))
      if (!(name in props)) throw new Error(`<${tag}> watches ${name}, which it does not have.`);
  builtins.set(tag, { tag, register: (space) => register(space, tag, props, options) });
}

function register<C extends Control>(
  space: glassEasel.ComponentSpace,
  tag: string,
  props: PropTable,
  { control: Kind, role, watch }: BuiltinOptions<C>,
): Definition {
  let builder = space.define(tag).options({ writeFieldsToNode: false });
  for (const [name, { type, value }] of Object.entries(props)) builder = builder.property(name, { type, value: value as null }) as typeof builder;
  builder.lifetime('created', function (this: unknown) {
    const node = this as ComponentNode;
    acceptAria(node);
    const control = new Kind(node, tag);
    bindControl(node, control);
    if (role) control.element.setAttribute('role', role);
    control.created();
  });
  builder.lifetime('attached', function (this: unknown) {
    controlOf(this as object)?.attached();
  });
  builder.lifetime('detached', function (this: unknown) {
    controlOf(this as object)?.detached();
  });
  const reactions: Record<string, (control: C) => void> = {
    hidden: (control) => control.element.toggleAttribute('hidden', truthy(control.node.data.hidden)),
    animation: (control) => playAnimation(control.element, control.node.data.animation as ExportedAnimation | null),
    ...watch,
  };
  for (const [names, react] of Object.entries(reactions))
    builder.observer(names.split(',') as never[], function (this: unknown) {
      const control = controlOf(this as object);
      if (control) react(control as C);
    } as never);
  return builder.registerComponent() as unknown as Definition;
}

/** `hidden="false"` is written often enough; WeChat takes the words for what they say. */
const truthy = (value: unknown) => Boolean(value) && value !== 'false';

export function registerAll(space: glassEasel.ComponentSpace): Record<string, Definition> {
  return Object.fromEntries([...builtins.values()].map(({ tag, register }) => [tag, register(space)]));
}

export function builtinTags(): string[] {
  return [...builtins.keys()];
}

/**
 * `aria-*` and `role` may stand on any component and belong to its element. Giving every component forty properties for
 * that would cost too much, so a property that the component does not have is caught where the template sets it.
 */
function acceptAria(node: ComponentNode): void {
  const prototype = Object.getPrototypeOf(glassEasel.Component.getDataProxy(node)) as DataProxyPrototype;
  if (prototype.acceptsAria) return;
  prototype.acceptsAria = true;
  const original = prototype.replaceProperty;
  prototype.replaceProperty = function (name, value) {
    if (original.call(this, name, value)) return true;
    const attribute = ariaAttribute(name);
    const element = this._$comp?.$$ as unknown as HTMLElement | undefined;
    if (!attribute || !element?.setAttribute) return false;
    const target = (this._$comp && controlOf(this._$comp)?.ariaTarget) ?? element;
    for (const place of new Set([element, attribute === 'role' ? element : target])) {
      if (value === undefined || value === null || value === '') place.removeAttribute(attribute);
      else place.setAttribute(attribute, String(value));
    }
    return true;
  };
}
interface DataProxyPrototype {
  acceptsAria?: boolean;
  _$comp?: ComponentNode;
  replaceProperty(this: DataProxyPrototype, name: string, value: unknown): boolean;
}

function ariaAttribute(name: string): string | null {
  if (name === 'ariaRole' || name === 'role') return 'role';
  const match = /^aria([A-Z]\w*)$/.exec(name);
  return match?.[1] ? `aria-${match[1].toLowerCase()}` : null;
}
