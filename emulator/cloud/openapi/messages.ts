/** Requests and answers of `wx.openApi`, in and out of protobuf. */
import { bytesField, bytesOf, intField, readFields } from './protobuf';

export type Arguments = Record<string, unknown>;

/** What an API answers: JSON for the caller, bytes of a picture, or a refusal by the system. */
export type Answer = { json: Record<string, unknown> } | { bytes: Buffer; contentType: string } | { errorCode: number };

/** CommApiData.openapiData.pairs → arguments. Values are JSON texts; what is not JSON is media, kept as bytes. */
export function readArguments(requestData: Buffer): Arguments {
  const openapiData = bytesOf(readFields(requestData), 2);
  const found: Arguments = {};
  for (const { number, value } of openapiData ? readFields(openapiData) : []) {
    if (number !== 1 || !Buffer.isBuffer(value)) continue;
    const pair = readFields(value);
    const key = bytesOf(pair, 1)?.toString();
    if (key) Object.defineProperty(found, key, { value: argumentOf(pair), enumerable: true, configurable: true, writable: true });
  }
  return found;
}

function argumentOf(pair: ReturnType<typeof readFields>): unknown {
  const bytes = bytesOf(pair, 2) ?? Buffer.alloc(0);
  // Media comes with a file name.
  if (bytesOf(pair, 4)) return bytes;
  try {
    return JSON.parse(bytes.toString());
  } catch {
    // Raw bytes without a name; they are as good.
    return bytes;
  }
}

/** CommOpenApiResp. */
export function writeAnswer(answer: Answer): Buffer {
  if ('errorCode' in answer) return intField(3, answer.errorCode);
  const [bytes, contentType] =
    'json' in answer ? [Buffer.from(JSON.stringify(answer.json)), 'application/json; encoding=utf-8'] : [answer.bytes, answer.contentType];
  return Buffer.concat([bytesField(1, bytes), bytesField(2, Buffer.from(contentType)), intField(4, 200)]);
}
