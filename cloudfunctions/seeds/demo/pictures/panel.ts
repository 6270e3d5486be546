/** The description picture of a product: what it is, three points, the facts. 600 wide, as high as it needs. */
import type { Goods } from '../goods';
import { looksOf } from '../goods';
import { wallTone } from './backdrops';
import { drawLook } from './compose';
import { dark, light, luminance, mix } from './colour';
import { circle, group, line, rect, Sheet, text } from './sheet';

/** Han characters take two columns, others about one. */
const columns = (words: string): number => [...words].reduce((sum, char) => sum + (char.codePointAt(0)! < 0x2e80 ? 1.15 : 2), 0);

/** Breaks a text into lines of at most `most` columns, at a space where there is one. */
function wrap(words: string, most: number): string[] {
  const pieces = words.split(' ').flatMap((word) => (columns(word) <= most ? [word] : [...word].reduce<string[]>((made, char) => {
    const last = made.at(-1);
    return last !== undefined && columns(last + char) <= most ? [...made.slice(0, -1), last + char] : [...made, char];
  }, [])));
  return pieces.reduce<string[]>((lines, piece) => {
    const last = lines.at(-1);
    return last !== undefined && columns(`${last} ${piece}`) <= most ? [...lines.slice(0, -1), `${last} ${piece}`] : [...lines, piece];
  }, []);
}

/** What the product is called in short: the first words of its title. */
function shortName(title: string): string {
  const [first = '', ...rest] = title.split(' ');
  return rest.reduce((name, word) => (columns(name) < 11 ? `${name} ${word}` : name), first);
}

export function panel(goods: Goods): string {
  const s = new Sheet();
  const look = looksOf(goods)[0]!;
  const tone = wallTone(look.main);
  const strong = luminance(look.main) > 0.62 ? dark(mix(look.main, '#A06A3C', 0.45), 0.4) : luminance(look.main) < 0.25 ? light(look.main, 0.08) : dark(look.main, 0.22);
  const ink = '#3A322B';
  const facts = Object.entries(goods.params);
  const pointsTop = 520;
  const factsTop = pointsTop + goods.points.length * 104 + 34;
  const height = factsTop + 62 + facts.length * 46 + 34;
  const head =
    rect(0, 0, 600, 470, 0, s.linear([0, 0], [0.3, 1], [[0, light(tone, 0.35)], [1, dark(tone, 0.05)]])) +
    circle(452, 268, 190, light(tone, 0.4), 'opacity=".8"') +
    group('translate(444 436) scale(.68) translate(-300 -470)', drawLook(s, goods, look)) +
    wrap(shortName(goods.title), 14).slice(0, 3).map((words, index) => text(36, 96 + index * 52, words, { size: 38, fill: ink, weight: 700, serif: true })).join('') +
    line('M38 246 H92', strong, 4) +
    wrap(goods.subTitle, 20).map((words, index) => text(36, 288 + index * 34, words, { size: 22, fill: strong, weight: 500 })).join('');
  const points = goods.points
    .map(([heading, words], index) => {
      const y = pointsTop + index * 104;
      return (
        circle(72, y + 36, 30, mix(strong, '#FFFFFF', 0.86)) +
        text(72, y + 46, String(index + 1), { size: 28, fill: strong, anchor: 'middle', weight: 700, serif: true }) +
        text(124, y + 30, heading, { size: 27, fill: ink, weight: 700 }) +
        text(124, y + 66, words, { size: 20, fill: '#85796C' })
      );
    })
    .join('');
  const table =
    text(36, factsTop + 26, '商品参数', { size: 24, fill: ink, weight: 700 }) +
    facts
      .map(([key, value], index) => {
        const y = factsTop + 62 + index * 46;
        return (index % 2 ? '' : rect(24, y - 4, 552, 46, 6, '#F7F2EA')) + text(44, y + 27, key, { size: 19, fill: '#9A8D7E' }) + text(190, y + 27, value, { size: 19, fill: ink });
      })
      .join('');
  return s.svg(600, height, rect(0, 0, 600, height, 0, '#FFFFFF') + head + points + line(`M36 ${factsTop - 22} H564`, '#EFE7DB', 2) + table);
}
