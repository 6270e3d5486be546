/** What has to be true of codes: no code is anybody's twice, none is lost, and there is one for each piece that can be bought. */
import type { CardCodeDoc, CodeBatchDoc } from '../../../cloudfunctions/data/code-documents';
import type { OrderDoc, SpuDoc } from '../../../cloudfunctions/data/documents';
import { isPaid } from '../../../cloudfunctions/domain/order-states';
import { piecesOf, stateOf } from '../../../cloudfunctions/domain/order-codes';

export interface CodeDocuments {
  spus: SpuDoc[];
  orders: OrderDoc[];
  cardCodes: CardCodeDoc[];
  codeBatches: CodeBatchDoc[];
}

export function codeProblems({ spus, orders, cardCodes, codeBatches }: CodeDocuments, settled: boolean): string[] {
  const problems: string[] = [];
  const coded = orders.filter(({ fulfilment }) => fulfilment?.method === 'virtual' && fulfilment.fromCodes);
  const texts = cardCodes.map(({ shopId, code }) => `${shopId} ${code}`);
  if (new Set(texts).size < texts.length) problems.push('a code is there twice');

  /** By code: the pieces that have it. */
  const owners = new Map<string, string[]>();
  for (const order of coded) {
    for (const piece of piecesOf(order)) {
      const place = `${order._id} ${piece.skuId} ${piece.unit}`;
      if (piece.revealedAt !== undefined && piece.backBy !== undefined) problems.push(`${place}: was seen and given back`);
      if (piece.codeId === undefined || piece.backBy !== undefined) continue;
      const code = cardCodes.find(({ _id }) => _id === piece.codeId);
      if (code?.skuId !== piece.skuId) problems.push(`${place}: has the code of another SKU, or none`);
      // While it is being chosen it may turn out to be somebody else's.
      if (order.status === 20 && code?.orderId !== order._id) continue;
      if (code?.state !== 'taken' || code.orderId !== order._id) problems.push(`${place}: its code is ${code?.state} by ${code?.orderId}`);
      owners.set(piece.codeId, [...(owners.get(piece.codeId) ?? []), place]);
    }
    if ((order.status === 30 || order.status === 100) && piecesOf(order).some((piece) => stateOf(piece) === 'due')) problems.push(`${order._id} is delivered, but codes are missing`);
    if (order.codes && !isPaid(order.status)) problems.push(`${order._id} has codes and is not paid`);
  }
  for (const [codeId, places] of owners) if (places.length > 1) problems.push(`the code ${codeId} is had by ${places.join(', ')}`);
  if (!settled) return problems;

  for (const code of cardCodes) {
    if (code.state === 'leaving') problems.push(`${code._id} is still leaving`);
    if ((code.state === 'taken') !== owners.has(code._id)) problems.push(`${code._id} is ${code.state}, and ${owners.get(code._id)?.join() ?? 'nobody'} has it`);
  }
  for (const spu of spus.filter(({ fromCodes }) => fromCodes)) {
    for (const { skuId } of spu.skus) {
      const free = cardCodes.filter((code) => code.skuId === skuId && code.state === 'free').length;
      const { available, held } = spu.stock[skuId]!;
      // Paid, and waiting for the answer to a request for the money: its codes are spoken for.
      const waiting = coded.filter(({ status }) => status === 20).flatMap((order) => piecesOf(order, skuId)).filter((piece) => piece.backBy === undefined).length;
      const chosen = coded.filter(({ status }) => status === 20).flatMap((order) => piecesOf(order, skuId)).filter(({ codeId, backBy }) => backBy === undefined && cardCodes.some((code) => code._id === codeId && code.state === 'taken')).length;
      if (free !== available + held + waiting - chosen) problems.push(`${skuId}: ${free} free codes for ${available} available, ${held} held and ${waiting - chosen} paid pieces`);
    }
  }
  for (const { _id, todo } of codeBatches) if (todo.includes('apply')) problems.push(`the batch ${_id} is not done`);
  for (const { _id, todo } of coded) if (todo.includes('deliver') && !orders.some((order) => order._id === _id && order.status === 20)) problems.push(`${_id} still owes codes`);
  return problems;
}
