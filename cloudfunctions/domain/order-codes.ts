/** The pieces of an order that are delivered as codes, and how each of them stands. */
import type { CodeState, OrderLine } from '../../typings';

export interface PieceCode {
  codeId?: string;
  version?: number;
  revealedAt?: number;
  backBy?: string;
}
export interface CodedOrder {
  lines: readonly Pick<OrderLine, 'skuId' | 'num'>[];
  codes?: Record<string, Record<string, PieceCode>>;
}
export interface Piece extends PieceCode {
  skuId: string;
  /** u0, u1 … */
  unit: string;
}

/** Pieces of one order at most: each is a code of its own. */
export const MOST_CODES = 50;

/** Of one line, or of all. */
export function piecesOf({ lines, codes = {} }: CodedOrder, skuId?: string): Piece[] {
  return lines
    .filter((line) => skuId === undefined || line.skuId === skuId)
    .flatMap((line) => Array.from({ length: line.num }, (_, i) => ({ skuId: line.skuId, unit: `u${i}`, ...codes[line.skuId]?.[`u${i}`] })));
}

export function stateOf({ codeId, revealedAt, backBy }: PieceCode): CodeState {
  if (backBy !== undefined) return 'back';
  if (revealedAt !== undefined) return 'revealed';
  return codeId === undefined ? 'due' : 'hidden';
}

/** What nobody has seen yet, and whose money has not gone back. */
export function unseenOf(order: CodedOrder, skuId?: string): Piece[] {
  return piecesOf(order, skuId).filter((piece) => ['due', 'hidden'].includes(stateOf(piece)));
}

/** Which pieces `num` refunded ones are: those without a code first, never one that was seen. May be fewer. */
export function piecesBack(order: CodedOrder, skuId: string, num: number): Piece[] {
  const unseen = unseenOf(order, skuId);
  return [...unseen.filter(({ codeId }) => codeId === undefined), ...unseen.filter(({ codeId }) => codeId !== undefined)].slice(0, num);
}

/** Codes as somebody pastes them, one a line: without empty lines and the same one twice. */
export function pastedCodes(lines: readonly string[]): string[] {
  return [...new Set(lines.map((line) => line.trim()).filter((line) => line !== ''))];
}
