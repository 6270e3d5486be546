/** Reads one pasted text (name, number, address in any order) into the parts of an address. Nothing is made up: what is not there stays empty. */
import type { ParsedAddress } from '../../typings';
import { matchRegion, type RegionMatch } from './region-match';

const MOST_NAME = 20;
/** 先生 and the like belong to a name. */
const TITLE = '(?:先生|女士|小姐|老师|同学|师傅|阿姨|总|经理|医生|[（([【]\\d{3,4}[）)\\]】])';
const NAME = new RegExp(`^(?:\\p{Script=Han}{1,4}|\\p{Script=Han}{1,8}[·•]\\p{Script=Han}{1,12}|[A-Za-z][A-Za-z .·'-]{1,24})${TITLE}?$`, 'u');
/** What places are called and people are not. */
const PLACE = /[路街道巷弄号栋幢座楼室层村镇乡组队店园城苑厦寓校院馆厂]|大学|小区|单元|公司|广场|中心|快递|驿站|门卫|门口|前台|柜/;
/** 道 and 园 stand in names as well: two or three characters with a common family name are a person. */
const FAMILY =
  /^[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤欧司诸上]/;

const LABELS: Record<string, 'userName' | 'telNumber' | 'region' | 'detailInfo' | 'skip'> = {
  收货人姓名: 'userName', 收件人姓名: 'userName', 收货人: 'userName', 收件人: 'userName', 联系人: 'userName', 姓名: 'userName', 名字: 'userName',
  手机号码: 'telNumber', 联系电话: 'telNumber', 联系方式: 'telNumber', 电话号码: 'telNumber', 手机号: 'telNumber', 手机: 'telNumber', 电话: 'telNumber',
  所在地区: 'region', 所在区域: 'region', 收货地区: 'region', 省市区: 'region', 地区: 'region',
  详细地址: 'detailInfo', 收货地址: 'detailInfo', 收件地址: 'detailInfo', 街道地址: 'detailInfo', 地址: 'detailInfo',
  邮政编码: 'skip', 邮编: 'skip',
};
const LABEL = new RegExp(`(?:^|(?<=[\\s,;|]))(${Object.keys(LABELS).join('|')})\\s*[:=]?\\s*`, 'g');

const MOBILE = /(?<![\d*])(?:\(?(?:\+|00)?86\)?[-\s]?)?(1[3-9]\d)[-\s]?(\d{4})[-\s]?(\d{4})(?!\d)/;
const LANDLINE = /(?<![\d*])(?:(?:\+|00)?86[-\s]?)?\(?(0\d{2,3})\)?[-\s]?(\d{7,8})(?![\d])/;

interface Piece {
  text: string;
  label: (typeof LABELS)[string] | '';
}

export function parseAddressText(pasted: string): ParsedAddress {
  const { rest, telNumber } = takePhone(plain(pasted));
  const pieces = piecesOf(rest);
  const region = takeRegion(pieces);
  // Without a number or a place, a word is just a word.
  const userName = takeName(pieces, region.at, telNumber !== '' || region.match !== null);
  const detailInfo = pieces.map(({ text }) => text).filter(Boolean).join(' ').replace(/\s+/g, ' ').replace(/^[-./·:]+|[-·:,]+$/g, '').trim();
  const { match } = region;
  const address = {
    userName,
    telNumber,
    provinceName: match?.province?.name ?? '',
    cityName: match?.city?.name ?? '',
    countyName: match?.county?.name ?? '',
    detailInfo: [...detailInfo].slice(0, 120).join(''),
  };
  const missing: ParsedAddress['missing'] = [];
  if (!address.userName) missing.push('userName');
  if (!address.telNumber) missing.push('telNumber');
  if (!address.provinceName || !address.cityName || !address.countyName) missing.push('region');
  if ([...address.detailInfo].length < 2) missing.push('detailInfo');
  return { ...address, missing };
}

/** Without pictures and control characters; every separator is one of `, ; |` or a space; brackets of names stay. */
function plain(pasted: string): string {
  return pasted
    .normalize('NFKC')
    .replace(/[\p{Extended_Pictographic}\p{Emoji_Modifier}\u200d\ufe0f\u20e3]/gu, (one) => (/[\d#*]/.test(one) ? one : ' '))
    .replace(/[\r\n\t\u2028\u2029]+/g, ';')
    .replace(/[\p{C}]/gu, '')
    .replace(/[。；、丨]/g, ';')
    .replace(/[—–−]/g, '-')
    // A number that is half hidden says nothing.
    .replace(/(?<!\d)\d{2,4}\*{2,}\d{2,5}(?!\d)/g, ';');
}

function takePhone(text: string): { rest: string; telNumber: string } {
  const mobile = MOBILE.exec(text);
  const found = mobile ?? LANDLINE.exec(text);
  if (!found) return { rest: text, telNumber: '' };
  const telNumber = mobile ? found.slice(1, 4).join('') : `${found[1]}-${found[2]}`;
  // A second number is no part of the address.
  const rest = `${text.slice(0, found.index)};${text.slice(found.index + found[0].length)}`.replace(new RegExp(MOBILE, 'g'), ';');
  return { rest: rest.replace(/;\s*(?:[-转]\s?\d{1,6})(?=[;,|\s]|$)/g, ';'), telNumber };
}

function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let label: Piece['label'] = '';
  let from = 0;
  const add = (part: string): void => {
    for (const one of part.split(/[,;|]+/)) {
      const trimmed = one.trim();
      if (!trimmed) continue;
      pieces.push({ text: trimmed, label });
      // What stands behind the next separator is of the same kind for addresses only.
      if (label === 'userName' || label === 'telNumber' || label === 'skip') label = '';
    }
  };
  for (const found of text.matchAll(LABEL)) {
    add(text.slice(from, found.index));
    label = LABELS[found[1]!]!;
    from = found.index + found[0].length;
  }
  add(text.slice(from));
  // A postal code says nothing that the region does not.
  return pieces.filter(({ text: one, label: kind }) => kind !== 'skip' && !/^\d{6}$/.test(one) && !/^[#-]+$/.test(one));
}

/** Takes the region out of the pieces: the one that names the most. `at`: the piece where it was. */
function takeRegion(pieces: Piece[]): { match: RegionMatch | null; at: number } {
  // The levels may stand in pieces of their own: everything from a piece on is looked at as one text.
  const best = { match: null as RegionMatch | null, at: -1, offset: 0 };
  pieces.forEach((piece, at) => {
    if (piece.label === 'userName' || piece.label === 'telNumber') return;
    const tail = [piece, ...pieces.slice(at + 1)].map(({ text }) => text).join('\n');
    const characters = piece.text.length;
    for (let offset = 0; offset < characters; offset++) {
      if (offset > 0 && !isBoundary(piece.text, offset)) continue;
      const match = matchRegion(tail.slice(offset));
      if (match && isBetter(match, best.match)) Object.assign(best, { match, at, offset });
    }
  });
  const { match, at, offset } = best;
  if (!match) return { match, at };
  let left = match.length;
  for (let i = at, start = offset; i < pieces.length && left > 0; i++, start = 0) {
    const piece = pieces[i]!;
    const taken = Math.min(left, piece.text.length - start);
    const before = piece.text.slice(0, start).trim();
    const after = piece.text.slice(start + taken).trim();
    // One for the line break between two pieces.
    left -= taken + 1;
    pieces[i] = { ...piece, text: after };
    if (before) {
      if (!INVITATION.test(before)) pieces.splice(i, 0, { ...piece, text: before });
      return { match, at: i + 1 };
    }
  }
  return { match, at };
}

/** What people say before an address. */
const INVITATION = /^(?:我在|请寄到|寄到|寄|送到|地址是|地址)$/;
/** Only a name or that can stand right before a region. */
function isBoundary(text: string, offset: number): boolean {
  const before = text.slice(0, offset).trim();
  return /[\s:]$/.test(text.slice(0, offset)) || NAME.test(before) || INVITATION.test(before);
}
function isBetter(match: RegionMatch, known: RegionMatch | null): boolean {
  return known === null || match.named > known.named;
}

/** Takes the name out of the pieces: the labelled one, else the one that looks most like a name. */
function takeName(pieces: Piece[], regionAt: number, isAddress: boolean): string {
  const labelled = pieces.find(({ label, text }) => label === 'userName' && text !== '');
  if (labelled) {
    const name = labelled.text;
    labelled.text = '';
    return [...name].slice(0, MOST_NAME).join('');
  }
  if (!isAddress) return '';
  let best: { piece: Piece; word: string; score: number } | null = null;
  pieces.forEach((piece, at) => {
    if (piece.label !== '' && piece.label !== 'detailInfo') return;
    const words = piece.text.split(/\s+/);
    // At the head or at the end of a piece that spaces divide; a name in Latin letters is the whole piece.
    const options = piece.text.length <= 26 && /^[A-Za-z .·'-]+$/.test(piece.text) ? [piece.text] : [words[0], words.length > 1 ? words.at(-1) : undefined];
    for (const word of options) {
      if (!word || !NAME.test(word)) continue;
      const score = nameScore(word, piece, at, regionAt);
      if (score > 0 && (best === null || score > best.score)) best = { piece, word, score };
    }
  });
  const found = best as { piece: Piece; word: string } | null;
  if (!found) return '';
  found.piece.text = found.piece.text === found.word ? '' : found.piece.text.startsWith(`${found.word} `) ? found.piece.text.slice(found.word.length).trim() : found.piece.text.slice(0, -found.word.length).trim();
  return found.word;
}

function nameScore(word: string, piece: Piece, at: number, regionAt: number): number {
  const bare = word.replace(new RegExp(`${TITLE}$`, 'u'), '');
  if (PLACE.test(bare) && !(FAMILY.test(bare) && [...bare].length === 3 && !/[路号楼室栋幢座层弄巷村镇乡]$/.test(bare))) return 0;
  let score = 10;
  if (bare !== word) score += 8;
  if (FAMILY.test(bare)) score += 6;
  if (word === piece.text) score += 5;
  if ([...bare].length === 2 || [...bare].length === 3) score += 3;
  if ([...bare].length === 1) score -= 6;
  if (regionAt >= 0 && at < regionAt) score += 2;
  // Right behind the region stands the rest of the address.
  if (regionAt >= 0 && at === regionAt) score -= 9;
  return score;
}
