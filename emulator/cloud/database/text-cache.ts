/** EJSON of documents that are read again and again. Stored documents never change, so a text stays right as long as its document lives. */
import { canonicalText } from './ejson';
import type { Document } from './types';

/** Characters; when they are used up, the cache starts afresh. */
const capacity = 16 * 1024 * 1024;

export class TextCache {
  private readonly texts = new Map<Document, string>();
  private size = 0;

  textOf(document: Document): string {
    const known = this.texts.get(document);
    if (known !== undefined) return known;
    const text = canonicalText(document);
    if (this.size + text.length > capacity) {
      this.texts.clear();
      this.size = 0;
    }
    if (text.length <= capacity) {
      this.texts.set(document, text);
      this.size += text.length;
    }
    return text;
  }
}
