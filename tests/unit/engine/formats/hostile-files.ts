/** Damaged and hostile headers by the thousand, the same ones in every run. */
import { writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

export interface HostileFile {
  /** Says what was done, and with which number it can be made again. */
  readonly label: string
  readonly bytes: Buffer
}

interface Chance {
  /** A whole number below `end`. */
  readonly below: (end: number) => number
  readonly pick: <T>(items: readonly T[]) => T
}

/** Mulberry32. */
function chance(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (end: number) => Math.floor(next() * end)
  return {
    below,
    pick: (items) => {
      const item = items[below(items.length)]
      if (item === undefined) throw new Error('nothing to pick from')
      return item
    },
  }
}

const sizes = [
  0n,
  1n,
  2n,
  255n,
  65_536n,
  2n ** 22n,
  2n ** 24n + 1n,
  2n ** 31n,
  2n ** 32n - 1n,
  2n ** 32n,
  2n ** 40n,
  2n ** 53n - 1n,
  2n ** 53n,
  2n ** 63n - 1n,
  2n ** 63n,
  2n ** 64n - 1n,
]
const hostileTexts = ['\0', '\x1b[2J\x1b]0;', '\u202e', '\n\r\t', '../../../', '__proto__', 'constructor', '%s%n', '\ud83d', '名', '"', '\\', "';--", '\u2028']

interface Field {
  readonly kind: 'size' | 'type' | 'text'
  readonly at: number
  readonly bytes: number
}

/** Where the lengths, counts, types and texts of a GGUF's header stand. */
function ggufFields(file: Buffer): { readonly fields: readonly Field[]; readonly end: number } {
  const fields: Field[] = []
  let at = 8
  const take = (kind: Field['kind'], bytes: number) => {
    fields.push({ kind, at, bytes })
    at += bytes
    return at - bytes
  }
  const size = () => Number(file.readBigUInt64LE(take('size', 8)))
  const type = () => file.readUInt32LE(take('type', 4))
  const text = () => take('text', size())
  const value = (of: number): void => {
    if (of === 8) text()
    else if (of === 9) {
      const inner = type()
      for (let left = size(); left > 0; left--) value(inner)
    } else at += [1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8][of] ?? 0
  }
  const tensors = size()
  for (let left = size(); left > 0; left--) {
    text()
    value(type())
  }
  for (let left = tensors; left > 0; left--) {
    text()
    for (let dimensions = type(); dimensions > 0; dimensions--) size()
    type()
    size()
  }
  return { fields, end: at }
}

/** Hostile variants of a whole GGUF. */
export function* hostileGgufs(whole: Buffer, count: number): Generator<HostileFile> {
  const { fields, end } = ggufFields(whole)
  const of = (kind: Field['kind']) => fields.filter((field) => field.kind === kind)
  const [sizeFields, typeFields, textFields] = [of('size'), of('type'), of('text')]
  const ways: Record<string, (bytes: Buffer, chance: Chance) => Buffer> = {
    'flipped bytes': (bytes, { below }) => {
      for (let left = 1 + below(8); left > 0; left--) bytes[below(end)] = below(256)
      return bytes
    },
    'a length or count': (bytes, { below, pick }) => {
      const field = below(3) === 0 ? (sizeFields[below(2)] ?? pick(sizeFields)) : pick(sizeFields)
      const value = below(4) === 0 ? BigInt(bytes.length - field.at + below(17) - 8) : pick(sizes)
      bytes.writeBigUInt64LE(value, field.at)
      return bytes
    },
    'a type': (bytes, { below, pick }) => {
      bytes.writeUInt32LE(pick([below(15), below(45), 99, 2 ** 31, 2 ** 32 - 1]), pick(typeFields).at)
      return bytes
    },
    'cut at a field': (bytes, { below, pick }) => bytes.subarray(0, Math.max(0, pick(fields).at + below(9) - 4)),
    'cut anywhere': (bytes, { below }) => bytes.subarray(0, below(bytes.length)),
    'a hostile text': (bytes, { pick }) => {
      const field = pick(textFields)
      return spliced(bytes, field.at - 8, 8 + field.bytes, sized(pick(hostileTexts).repeat(pick([1, 7, 3000]))))
    },
    'a text twice': (bytes, { pick }) => {
      const [from, to] = [pick(textFields), pick(textFields)]
      return spliced(bytes, to.at - 8, 8 + to.bytes, bytes.subarray(from.at - 8, from.at + from.bytes))
    },
    'a piece moved': (bytes, { below }) => {
      const piece = bytes.subarray(below(end), below(end) + 64)
      return spliced(bytes, below(end), pickLength(below(3), piece.length), piece)
    },
    'a deep or long list': (bytes, { below, pick }) => {
      const inner = Buffer.alloc(12)
      inner.writeUInt32LE(9)
      inner.writeBigUInt64LE(pick([1n, 2n, BigInt(below(1000)), ...sizes]), 4)
      const list = Buffer.concat([sized('list'), inner.subarray(0, 4), ...Array.from({ length: pick([1, 5, 2000]) }, () => inner)])
      bytes.writeBigUInt64LE(bytes.readBigUInt64LE(16) + 1n, 16)
      return spliced(bytes, 24, 0, list)
    },
  }
  yield* made(whole, count, ways)
}

function pickLength(way: number, length: number): number {
  return way === 0 ? 0 : length
}

/** Hostile variants of a whole safetensors file. */
export function* hostileSafetensors(whole: Buffer, count: number): Generator<HostileFile> {
  const length = Number(whole.readBigUInt64LE(0))
  const json = whole
    .subarray(8, 8 + length)
    .toString()
    .trimEnd()
  const data = whole.subarray(8 + length)
  const withJson = (text: string | Buffer) => Buffer.concat([sized(text), data])
  const ways: Record<string, (bytes: Buffer, chance: Chance) => Buffer> = {
    'flipped bytes': (bytes, { below }) => {
      for (let left = 1 + below(4); left > 0; left--) bytes[below(8 + length)] = below(256)
      return bytes
    },
    'the length': (bytes, { below, pick }) => {
      bytes.writeBigUInt64LE(pick([...sizes, BigInt(bytes.length - 8 + below(5) - 2), BigInt(below(length))]), 0)
      return bytes
    },
    'a number': (_bytes, { below, pick }) => {
      const numbers = [...json.matchAll(/\d+/g)]
      const { index, 0: digits } = pick(numbers)
      const value = pick(['-1', '0.5', '1e400', '-0', 'null', '"8"', '[]', String(below(4000)), ...sizes.map(String)])
      return withJson(json.slice(0, index) + value + json.slice(index + digits.length))
    },
    'a name': (_bytes, { pick }) => {
      const { index, 0: name } = pick([...json.matchAll(/"[^"]*"/g)])
      return withJson(
        json.slice(0, index) +
          JSON.stringify(pick([...hostileTexts, 'F8_E5M2', 'F64', '__metadata__']).repeat(pick([1, 2000]))) +
          json.slice(index + name.length),
      )
    },
    'an entry twice': (_bytes, { pick }) => {
      const { index, 0: entry } = pick([...json.matchAll(/"[^"]*":(\{[^{}]*\}|\[[^[\]]*\]|"[^"]*")/g)])
      return withJson(`${json.slice(0, index) + entry},${json.slice(index)}`)
    },
    'cut anywhere': (bytes, { below }) => bytes.subarray(0, below(2) === 0 ? below(8 + length + 2) : below(bytes.length)),
    'a piece of JSON moved': (_bytes, { below }) => {
      const piece = json.slice(below(json.length)).slice(0, 1 + below(40))
      const at = below(json.length)
      return withJson(json.slice(0, at) + piece + json.slice(at + pickLength(below(3), piece.length)))
    },
    'a deep or long list': (_bytes, { pick }) => {
      const depth = pick([1, 100, 20_000])
      const list = pick(['['.repeat(depth) + ']'.repeat(depth), `[${'0,'.repeat(depth)}1]`, '{"a":'.repeat(depth) + '0' + '}'.repeat(depth)])
      return withJson(pick([`{"list":${list},${json.slice(1)}`, json.replace(/\[[^[\]]*\]/, list), list]))
    },
  }
  yield* made(whole, count, ways)
}

function* made(whole: Buffer, count: number, ways: Readonly<Record<string, (bytes: Buffer, chance: Chance) => Buffer>>): Generator<HostileFile> {
  const names = Object.keys(ways)
  for (let seed = 0; seed < count; seed++) {
    const name = names[seed % names.length] ?? ''
    const bytes = ways[name]?.(Buffer.from(whole), chance(seed)) ?? whole
    yield { label: `${name}, number ${seed}`, bytes }
  }
}

function spliced(bytes: Buffer, at: number, removed: number, put: Uint8Array): Buffer {
  return Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + removed)])
}

/** A text after its length. */
function sized(text: string | Buffer): Buffer {
  const bytes = Buffer.from(text)
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(bytes.length))
  return Buffer.concat([length, bytes])
}

/** How many are made of each kind. */
export const MUTATIONS = 1000
/** Above what reading a thousand files of a few kilobytes leaves for the garbage collector; a single hostile length would take more. */
const MOST_GROWTH = 250e6

/**
 * Puts each file at `path` and has it read; answers what went otherwise than well or with a clear sentence, and how
 * many were refused. `read` answers what is wrong with what it read; `isRefusal` knows the errors that may be thrown.
 */
export async function faultsIn(
  files: Iterable<HostileFile>,
  path: string,
  read: (bytes: Buffer) => Promise<string | undefined>,
  isRefusal: (error: unknown) => error is Error,
): Promise<{ readonly faults: readonly string[]; readonly refused: number }> {
  const faults: string[] = []
  let refused = 0
  const before = process.memoryUsage.rss()
  for (const { label, bytes } of files) {
    writeFileSync(path, bytes)
    try {
      const fault = await read(bytes)
      if (fault !== undefined) faults.push(`${label}: ${fault}`)
    } catch (error) {
      refused++
      const fault = isRefusal(error) ? faultOf(error.message, dirname(path)) : 'no refusal'
      if (fault !== undefined) faults.push(`${label}: ${fault}: ${String(error)}`)
    }
    const grown = process.memoryUsage.rss() - before
    if (grown > MOST_GROWTH) throw new Error(`${label}: the process has grown by ${grown} bytes`)
  }
  return { faults, refused }
}

/** What is wrong with a sentence that tells of a damaged file; undefined if nothing is. */
function faultOf(message: string, folder: string): string | undefined {
  if (!message.startsWith(folder) || !message.includes(': ')) return 'it does not begin with the file’s name'
  if (!message.endsWith('.')) return 'it is no sentence'
  if (message.length > folder.length + 500) return 'it is too long'
  if (/[\p{C}\p{Zl}\p{Zp}]/u.test(message)) return 'it has characters that a terminal would obey'
  if (/undefined|NaN|\[object/.test(message)) return 'it shows what is no value'
  return undefined
}
