/** float32 tensors as a safetensors file. */
export interface NamedArray {
  readonly elements: Float32Array
  readonly shape: readonly number[]
}

export function encodeSafetensors(tensors: ReadonlyMap<string, NamedArray>, metadata: Readonly<Record<string, string>>): Uint8Array[] {
  const header: Record<string, unknown> = {__metadata__: metadata}
  let at = 0
  for (const [name, {elements, shape}] of tensors) {
    header[name] = {dtype: 'F32', shape, data_offsets: [at, (at += elements.byteLength)]}
  }
  const json = Buffer.from(JSON.stringify(header))
  const padded = Buffer.concat([json, Buffer.alloc((8 - (json.length % 8)) % 8, ' ')])
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(padded.length))
  return [length, padded, ...[...tensors.values()].map(({elements: e}) => new Uint8Array(e.buffer, e.byteOffset, e.byteLength))]
}

export function decodeSafetensors(bytes: Uint8Array): {tensors: Map<string, NamedArray>; metadata: Record<string, string>} {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 8) throw new Error('it is too short')
  const length = Number(view.getBigUint64(0, true))
  if (8 + length > bytes.length) throw new Error('it is cut off in its header')
  const header = JSON.parse(Buffer.from(bytes.subarray(8, 8 + length)).toString('utf8'))
  const {__metadata__: metadata = {}, ...entries} = header
  const tensors = new Map<string, NamedArray>()
  for (const [name, entry] of Object.entries(entries)) {
    const {shape, data_offsets: [from, to]} = entry as {shape: number[]; data_offsets: [number, number]}
    if (8 + length + to > bytes.length) throw new Error(`it is cut off in ${name}`)
    const copy = bytes.slice(8 + length + from, 8 + length + to)
    tensors.set(name, {elements: new Float32Array(copy.buffer), shape})
  }
  return {tensors, metadata}
}
