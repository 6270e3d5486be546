/** Length units of WXSS in CSS: the page is a size container, so rpx, vw and vh become its units. */

const LENGTH = /(?<![\w#.-])(-?(?:\d+\.?\d*|\.\d+))(rpx|vw|vh)\b/g;
const INSET = /\b(?:env|constant)\(\s*safe-area-inset-(top|right|bottom|left)\b/g;

/** `rpx` → `cqw`, `vw` → `cqw`, `vh` → `cqh`, and the safe area insets as the phone frame has them. */
export function cssUnits(value: string): string {
  if (!/\d(?:rpx|vw|vh)\b|safe-area/.test(value)) return value;
  return value.replace(LENGTH, (_, number: string, unit: string) => length(number, unit)).replace(INSET, 'var(--mp-inset-$1');
}

function length(number: string, unit: string): string {
  if (unit === 'vw') return `${number}cqw`;
  if (unit === 'vh') return `${number}cqh`;
  // Rounded away from zero at 1e-6, so that 100rpx of 375px is 50px and not 49.98px.
  const exact = Number(number) / 7.5;
  const rounded = (Math.sign(exact) * Math.ceil(Math.abs(exact) * 1e6 - 1e-4)) / 1e6;
  return `${rounded || 0}cqw`;
}
