/** The little of protobuf's wire format that the open API needs: varints and length-delimited fields. */

export interface Field {
  number: number;
  /** bigint for a varint or fixed-width number. */
  value: bigint | Buffer;
}

/** Throws a RangeError when the bytes end too early or have a type that nobody sends. */
export function readFields(bytes: Buffer): Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = (): bigint => {
    let result = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined) break;
      result |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return result;
    }
    throw new RangeError('protobuf: a number does not end');
  };
  const take = (length: number): Buffer => {
    if (length > bytes.length - at) throw new RangeError('protobuf: a field is longer than the message');
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    const number = Math.floor(tag / 8);
    switch (tag % 8) {
      case 0:
        fields.push({ number, value: varint() });
        break;
      case 1:
        fields.push({ number, value: take(8).readBigUInt64LE() });
        break;
      case 2:
        fields.push({ number, value: take(Number(varint())) });
        break;
      case 5:
        fields.push({ number, value: BigInt(take(4).readUInt32LE()) });
        break;
      default:
        throw new RangeError(`protobuf: wire type ${tag % 8} is not known`);
    }
  }
  return fields;
}

/** The last value wins, as the format demands. */
export function bytesOf(fields: Field[], number: number): Buffer | undefined {
  const value = fields.findLast((field) => field.number === number)?.value;
  return Buffer.isBuffer(value) ? value : undefined;
}

export function bytesField(number: number, bytes: Buffer): Buffer {
  return Buffer.concat([writeVarint(BigInt(number * 8 + 2)), writeVarint(BigInt(bytes.length)), bytes]);
}
export function intField(number: number, value: number): Buffer {
  return Buffer.concat([writeVarint(BigInt(number * 8)), writeVarint(BigInt(value))]);
}

/** A negative number takes ten bytes, as int32 does in protobuf. */
function writeVarint(value: bigint): Buffer {
  let rest = BigInt.asUintN(64, value);
  const bytes: number[] = [];
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 0x80 : low);
  } while (rest > 0n);
  return Buffer.from(bytes);
}
