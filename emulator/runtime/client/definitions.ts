/** Page(), Component() and Behavior() definitions, corrected where the adapter reads them differently from WeChat. */
import type { behavior, CodeSpace } from 'glass-easel-miniprogram-adapter';
import { warnOnce } from './warnings';

type Fields = Record<string, unknown>;
export interface Definition extends Fields {
  behaviors?: unknown[];
  properties?: Record<string, unknown>;
  relations?: Record<string, { target?: unknown } & Fields>;
  options?: Fields;
}
type WxBehavior = behavior.GeneralBehavior;

const COMPONENT_OPTIONS = ['multipleSlots', 'dynamicSlots', 'styleIsolation', 'virtualHost', 'pureDataPattern', 'addGlobalClass'];

/** WeChat's own behaviours, by the names that apps give. */
export class Definitions {
  private readonly own: Map<string, WxBehavior>;
  private readonly empty: WxBehavior;

  constructor(space: CodeSpace) {
    const make = (definition: Definition): WxBehavior => space.behavior().definition(definition as never).register() as WxBehavior;
    this.empty = make({});
    this.own = new Map([
      ['wx://form-field', make({ properties: { name: String, value: null } })],
      ['wx://form-field-group', this.empty],
      ['wx://form-field-button', this.empty],
      // `export` of the definition itself does the work.
      ['wx://component-export', this.empty],
    ]);
    shareNames(space, this.own);
  }

  component(definition: Definition): never {
    const result = { ...definition };
    if (result.behaviors) result.behaviors = result.behaviors.filter(Boolean).map((item) => this.behavior(item));
    if (result.relations) result.relations = withPlainTargets(result.relations);
    if (result.properties) result.properties = withSettledProperties(result.properties);
    return result as never;
  }

  /** On a page `options` is often data of its own; only the framework's are options. */
  page(definition: Definition): never {
    const result = { ...definition };
    if (result.options && !COMPONENT_OPTIONS.some((name) => name in (result.options as Fields))) delete result.options;
    return this.component(result);
  }

  /** A behaviour named by a string stops the adapter's registration. */
  private behavior(item: unknown): unknown {
    if (typeof item !== 'string') return item;
    const found = this.own.get(item);
    if (!found) warnOnce(`Behaviour ${item} is not supported here.`);
    return found ?? this.empty;
  }
}

/** So that component.hasBehavior('wx://form-field') finds them too. */
function shareNames(space: CodeSpace, behaviors: Map<string, WxBehavior>): void {
  const componentSpace = space.getComponentSpace();
  const list: Fields = {};
  for (const [name, item] of behaviors) list[name.slice('wx://'.length)] = (item as unknown as { _$: unknown })._$;
  // glass-easel looks `wx://name` up in an imported space; only these two lists of it are read.
  componentSpace.importSpace('wx://', { _$pubBehaviorList: list, _$pubList: {} } as never, false);
}

/** The adapter does not unwrap `target` when it is a Behavior. */
function withPlainTargets(relations: NonNullable<Definition['relations']>): Definition['relations'] {
  const plain = (target: unknown): unknown => (target as { _$?: unknown } | undefined)?._$ ?? target;
  return Object.fromEntries(Object.entries(relations).map(([name, relation]) => [name, { ...relation, target: plain(relation.target) }]));
}

/** An observer may be the name of a method, and `value: undefined` means that there is none. */
function withSettledProperties(properties: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => {
      if (typeof property !== 'object' || property === null) return [name, property];
      const result: Fields = { ...property };
      if ('value' in result && result.value === undefined) delete result.value;
      if (typeof result.observer === 'string') {
        const method = result.observer;
        result.observer = function (this: Record<string, ((...args: unknown[]) => void) | undefined>, ...args: unknown[]) {
          this[method]?.(...args);
        };
      }
      return [name, result];
    }),
  );
}
