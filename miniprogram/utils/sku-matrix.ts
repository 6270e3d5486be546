import type { SkuAttr, StockedSku } from '../../typings/index';

/** What is chosen so far: attribute key → value. */
export type Selection = Record<string, string>;

export interface SkuOption {
  value: string;
  selected: boolean;
  /** No SKU with this value and the other chosen values can be bought. */
  disabled: boolean;
  /** Picture of the value's first SKU; only in the first attribute, as that is what a picture shows. */
  image: string;
}
export interface SkuGroup {
  key: string;
  options: SkuOption[];
}

type Item = Pick<StockedSku, 'attrs' | 'available' | 'image'>;

const valueOf = (attrs: SkuAttr[], key: string) => attrs.find((attr) => attr.key === key)?.value;

function fits(attrs: SkuAttr[], selection: Selection, except?: string): boolean {
  return Object.entries(selection).every(([key, value]) => key === except || valueOf(attrs, key) === value);
}

/** Attribute keys in the order in which the SKUs first name them. */
export function attrKeys(skus: Pick<Item, 'attrs'>[]): string[] {
  const keys: string[] = [];
  for (const sku of skus) for (const { key } of sku.attrs) if (!keys.includes(key)) keys.push(key);
  return keys;
}

/** The rows of the SKU sheet: every value once, in order of appearance, with what can still be chosen. */
export function skuGroups(skus: Item[], selection: Selection): SkuGroup[] {
  return attrKeys(skus).map((key, index) => {
    const options: SkuOption[] = [];
    for (const sku of skus) {
      const value = valueOf(sku.attrs, key);
      if (value === undefined || options.some((option) => option.value === value)) continue;
      const buyable = skus.some(
        (other) => other.available > 0 && valueOf(other.attrs, key) === value && fits(other.attrs, selection, key),
      );
      options.push({ value, selected: selection[key] === value, disabled: !buyable, image: index === 0 ? sku.image : '' });
    }
    return { key, options };
  });
}

/** Chooses a value, or takes the choice back when it is chosen already. Values that do not go with it any more are dropped. */
export function choose(skus: Item[], selection: Selection, key: string, value: string): Selection {
  const rest = { ...selection };
  delete rest[key];
  if (selection[key] === value) return rest;
  const kept: Selection = { [key]: value };
  for (const [otherKey, otherValue] of Object.entries(rest)) {
    const together = { ...kept, [otherKey]: otherValue };
    if (skus.some((sku) => fits(sku.attrs, together))) kept[otherKey] = otherValue;
  }
  return kept;
}

/** The SKU that the selection names completely; null while something is still to be chosen. */
export function matchSku<T extends Item>(skus: T[], selection: Selection): T | null {
  if (missingKeys(skus, selection).length > 0) return null;
  return skus.find((sku) => fits(sku.attrs, selection)) ?? null;
}

/** Attributes that offer only one value are chosen for the shopper. */
export function obviousSelection(skus: Item[]): Selection {
  const selection: Selection = {};
  for (const { key, options } of skuGroups(skus, {})) {
    const only = options[0];
    if (options.length === 1 && only && !only.disabled) selection[key] = only.value;
  }
  return selection;
}

/** Keys that are still to be chosen. */
export function missingKeys(skus: Item[], selection: Selection): string[] {
  return attrKeys(skus).filter((key) => selection[key] === undefined);
}

/** '雾蓝 / M' */
export function attrText(attrs: SkuAttr[]): string {
  return attrs.map((attr) => attr.value).join(' / ');
}
