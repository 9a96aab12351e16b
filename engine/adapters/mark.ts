/**
 * A mark: what whoever wrote an adapter notes in its file to know it again. It is bound to the numbers that it was written beside, so that
 * it goes along whole with a file in either form and is not believed of other numbers, such as those that were learnt on from there.
 */
import { createHash } from 'node:crypto'
import { copyGguf, FormatError, type GgufValue, openGguf } from '#engine/formats/index.ts'
import type { Adapter } from './adapter.ts'
import { NOTE } from './gguf-adapter.ts'

const [MARK, NUMBERS] = ['mark', 'mark.numbers']
const CHUNK = 1 << 20

/** A hash of all that an adapter in a GGUF adds to its base; what it is called and what is noted of it is not in it. */
export async function numbersOf(path: string): Promise<string> {
  await using file = await openGguf(path)
  const hash = createHash('sha256')
  hash.update(JSON.stringify(file.metadata.get('adapter.lora.alpha')?.value))
  for (const { name, shape, type, sizeBytes } of [...file.tensors.values()].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    hash.update(JSON.stringify([name, shape, type]))
    for (let at = 0; at < sizeBytes; at += CHUNK) hash.update(await file.readBytes(name, at, CHUNK))
  }
  return hash.digest('hex')
}

/** Whether two GGUFs are one adapter, whatever they call it; null where the one that is kept can't tell any more, as its file is damaged or gone. */
export async function isSameAdapter(kept: string, other: string): Promise<boolean | null> {
  const numbers = await numbersOf(other)
  try {
    return (await numbersOf(kept)) === numbers
  } catch (error) {
    if (error instanceof FormatError || (error instanceof Error && 'code' in error && error.code === 'ENOENT')) return null
    throw error
  }
}

/** Notes with a mark beside these numbers, instead of any other. */
export function withMark(notes: Adapter['notes'], mark: string, numbers: string): Adapter['notes'] {
  return { ...notes, [MARK]: mark, [NUMBERS]: numbers }
}

/** The mark among an adapter's notes, if it is that of the numbers that were read with it, which lie in a GGUF at `path` now; null for none. */
export async function markOf(notes: Adapter['notes'], path: string): Promise<string | null> {
  const mark = notes[MARK]
  return mark !== undefined && notes[NUMBERS] === (await numbersOf(path)) ? mark : null
}

/** Notes without a mark. */
export function withoutMark(notes: Adapter['notes']): Adapter['notes'] {
  return Object.fromEntries(Object.entries(notes).filter(([key]) => key !== MARK && key !== NUMBERS))
}

/** Writes a GGUF adapter under another name, and with a mark instead of any other. Its base is not needed. */
export async function writeMarked(from: string, to: string, { name, mark }: { readonly name: string; readonly mark: string | null }): Promise<void> {
  const notes = mark === null ? [] : Object.entries(withMark({}, mark, await numbersOf(from))).map(([key, value]) => [NOTE + key, text(value)] as const)
  await copyGguf(from, to, { 'general.name': text(name), ...Object.fromEntries(notes) })
}

function text(value: string): GgufValue {
  return { type: 'string', value }
}
