/**
 * The little of protocol buffers' wire format that an ONNX model needs: varints, 32-bit floats,
 * and length-delimited fields. It only writes; it knows nothing of ONNX.
 */

const text = new TextEncoder()

/** An encoded message or field: its bytes in pieces, so that large weights are copied once, at the end. */
export interface Encoded {
  readonly pieces: readonly Uint8Array[]
  readonly length: number
}

function bytes(piece: Uint8Array): Encoded {
  return { pieces: [piece], length: piece.length }
}

/** The fields one after the other, as protocol buffers concatenate them. */
export function message(...fields: readonly Encoded[]): Encoded {
  return {
    pieces: fields.flatMap((field) => field.pieces),
    length: fields.reduce((sum, field) => sum + field.length, 0),
  }
}

function varint(value: number | bigint): Uint8Array {
  const out: number[] = []
  let rest = BigInt.asUintN(64, BigInt(value))
  do {
    const low = Number(rest & 127n)
    rest >>= 7n
    out.push(rest === 0n ? low : low | 128)
  } while (rest !== 0n)
  return Uint8Array.from(out)
}

const key = (field: number, wire: number): Encoded => bytes(varint((field << 3) | wire))

/** An integer, boolean or enum field. */
export function intField(field: number, value: number | bigint): Encoded {
  return message(key(field, 0), bytes(varint(value)))
}

/** A 32-bit float field. */
export function floatField(field: number, value: number): Encoded {
  const data = new Uint8Array(4)
  new DataView(data.buffer).setFloat32(0, value, true)
  return message(key(field, 5), bytes(data))
}

/** A nested message. */
export function messageField(field: number, value: Encoded): Encoded {
  return message(key(field, 2), bytes(varint(value.length)), value)
}

/** A bytes field; the array is referred to, not copied. */
export function bytesField(field: number, value: Uint8Array): Encoded {
  return messageField(field, bytes(value))
}

/** A string field, in UTF-8. */
export function stringField(field: number, value: string): Encoded {
  return bytesField(field, text.encode(value))
}

/** The whole as one array. */
export function join(encoded: Encoded): Uint8Array {
  const out = new Uint8Array(encoded.length)
  let at = 0
  for (const piece of encoded.pieces) {
    out.set(piece, at)
    at += piece.length
  }
  return out
}
