/** `hover-class`: the look while a finger is down. */
import { flag, number, text, type Control, type Gesture, type PropTable } from './control';

export const hoverProps = {
  hoverClass: text('none'),
  hoverStopPropagation: flag(),
  hoverStartTime: number(50),
  hoverStayTime: number(400),
};

/** Touches that an inner element with hover-stop-propagation has kept for itself. */
const kept = new WeakSet<object>();

export function addHover(control: Control<typeof hoverProps & PropTable>): void {
  let showing: ReturnType<typeof setTimeout>;
  let hiding: ReturnType<typeof setTimeout>;
  const toggle = (on: boolean) => {
    for (const name of control.props.hoverClass.split(/\s+/)) if (name && name !== 'none') control.node.classList?.toggle(name, on);
  };
  control.listen('touchstart', ({ touches }: Gesture) => {
    const { hoverClass, hoverStopPropagation, hoverStartTime } = control.props;
    if (control.node.data.disabled || hoverClass === '' || hoverClass === 'none' || kept.has(touches)) return;
    if (hoverStopPropagation) kept.add(touches);
    clearTimeout(hiding);
    showing = setTimeout(() => toggle(true), hoverStartTime);
  });
  const release = () => {
    clearTimeout(showing);
    hiding = setTimeout(() => toggle(false), control.props.hoverStayTime);
  };
  control.listen('touchend', release);
  control.listen('touchcancel', release);
}
