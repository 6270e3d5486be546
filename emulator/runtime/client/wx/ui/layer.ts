/** What lies over the whole phone until it is answered: dialogs and sheets. */
import { screenElement } from '../../state';

export interface LayerOptions {
  kind: 'dialog' | 'sheet' | 'full';
  /** Name for assistive technology. */
  label: string;
  /** Extra class of the panel. */
  name?: string;
  /** A tap beside the panel, the Escape key. Absent: the layer must be answered. */
  dismiss?: () => void;
}
export interface Layer {
  root: HTMLElement;
  panel: HTMLElement;
  /** Takes the layer away; may be called twice. */
  close(): void;
}

const open: { layer: Layer; dismiss: (() => void) | undefined }[] = [];

export function openLayer({ kind, label, name = '', dismiss }: LayerOptions): Layer {
  const root = document.createElement('div');
  root.className = `mp-layer mp-layer-${kind}`;
  root.innerHTML = '<div class="mp-mask"></div><div class="mp-panel" role="dialog" aria-modal="true" tabindex="-1"></div>';
  const [mask, panel] = [...root.children] as [HTMLElement, HTMLElement];
  panel.setAttribute('aria-label', label);
  if (name) panel.classList.add(name);
  mask.addEventListener('click', () => dismiss?.());
  // The page below must not scroll with the finger on the mask.
  mask.addEventListener('touchmove', (event) => event.preventDefault(), { passive: false });
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') dismiss?.();
  });
  screenElement().appendChild(root);
  panel.focus({ preventScroll: true });

  const layer: Layer = { root, panel, close: () => close(layer) };
  open.push({ layer, dismiss });
  return layer;
}

function close(layer: Layer): void {
  const index = open.findIndex((entry) => entry.layer === layer);
  if (index < 0) return;
  open.splice(index, 1);
  const { root } = layer;
  root.classList.add('closing');
  root.setAttribute('aria-hidden', 'true');
  const remove = () => root.remove();
  root.addEventListener('animationend', remove);
  setTimeout(remove, 250); // no animation runs in a hidden tab
}

/** Dismisses whatever is open, the newest first; what cannot be dismissed is taken away unanswered. */
export function closeAllLayers(): void {
  for (const { layer, dismiss } of [...open].reverse()) {
    dismiss?.();
    layer.close();
  }
}

/** A button of a layer: an element with role, focus and keyboard, so that it may hold anything. */
export function layerButton(className: string, label: string, act: () => void): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = className;
  button.textContent = label;
  button.addEventListener('click', act);
  return button;
}

/** Element with a class and text, in one go. */
export function part(tag: string, className: string, text = ''): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}
