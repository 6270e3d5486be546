/** Han text in Latin letters. The dictionary is needed where products are written; searching gets by with the syllables alone. */
import { pinyin } from 'pinyin-pro';

/** One syllable a character, without tones, ü as v; the reading follows from the words around it (音乐 yin yue). Han text only. */
export function syllablesOf(han: string): string[] {
  return pinyin(han, { toneType: 'none', type: 'array', v: true });
}
