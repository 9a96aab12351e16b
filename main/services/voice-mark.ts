/**
 * What an adapter of the studio says of itself in the files that go out, so that it is known again where it comes back: what it is called,
 * when and how it was made, its figures, and of each work that it learnt or was measured on a hash of its id and one of what it says,
 * which only an archive that has the work can find again. No title and no text: a file may be given to others.
 * It is a claim. It is bound to the adapter's numbers, but by no key: whoever wants to can write any name, figures and sides beside numbers of
 * their own. So it is told as what a file says, but for what went out of this very studio (`given-voices.ts`).
 */
import { createHash } from 'node:crypto'
import { markIn } from '#main/bundle/mark.ts'
import { AdapterId, AdapterName } from '#preload/contract/adapters.ts'
import { mostMarkLength } from '#preload/contract/marks.ts'
import { BaseIdentity, HeldOutFigure, RunSetup, TuningChoice } from '#preload/contract/runs.ts'
import { z } from '#preload/document/zod.ts'
import type { KnownWork } from './archive-learning.ts'
import { amountOf, Divided, type SidedWork } from './divided-works.ts'
import type { AdapterRecord } from './voice-records.ts'

const count = z.number().int().min(0)
/** The last day that a date can be. */
const latest = 8.64e15

export const VoiceMark = z.strictObject({
  kind: z.literal('moke-voice'),
  version: z.literal(1),
  id: AdapterId,
  name: AdapterName,
  base: BaseIdentity,
  /** In ms since 1970. */
  madeAt: count.max(latest),
  setup: RunSetup.nullable(),
  choice: TuningChoice.nullable(),
  figures: z.array(HeldOutFigure).max(10_000),
  before: HeldOutFigure.nullable(),
  after: HeldOutFigure.nullable(),
  seconds: z.number().min(0).nullable(),
  works: Divided,
})
export type VoiceMark = z.infer<typeof VoiceMark>

/** The mark of an adapter. `known`: the works of the archive, of which what they say is taken. */
export function markOfVoice(record: Omit<AdapterRecord, 'version' | 'base' | 'rank' | 'proof'>, known: readonly KnownWork[]): string {
  const { id, name, identity, madeAt, setup, choice, figures, before, after, seconds } = record
  const works = record.divided ?? dividedOf(record, known)
  const mark: VoiceMark = { kind: 'moke-voice', version: 1, id, name, base: identity, madeAt, setup, choice, figures, before, after, seconds, works }
  const text = JSON.stringify(mark)
  if (text.length <= mostMarkLength) return text
  // Of tens of thousands of works: it is known again all the same.
  const counted = ({ words, works: told, keys }: Divided['learning']) => ({ words, works: told ?? keys.length, keys: [] })
  const { learning, heldOut } = works
  return JSON.stringify({ ...mark, works: { learning: counted(learning), heldOut: counted(heldOut) } } satisfies VoiceMark)
}

/** What a mark says of an adapter of a base; null for whatever else stands in its place, and for what speaks of another base. */
export function voiceOf(mark: string, { family, sizes }: BaseIdentity): VoiceMark | null {
  const voice = mark.length <= mostMarkLength ? markIn(mark, VoiceMark) : null
  return voice !== null && voice.base.family === family && voice.base.sizes === sizes ? voice : null
}

function dividedOf({ id, works }: Pick<AdapterRecord, 'id' | 'works'>, known: readonly KnownWork[]): Divided {
  const hashes = new Map(known.map((work) => [work.id, work.hash]))
  const side = (heldOut: boolean) => {
    const own = works.filter((work) => work.heldOut === heldOut)
    // In no order that would tell of anything.
    const keys = own.map((work) => keysOf(id, { id: work.id, hash: hashes.get(work.id) ?? null }).join('')).sort()
    return { words: Math.round(amountOf(own, heldOut).words), keys }
  }
  return { learning: side(false), heldOut: side(true) }
}

/** The works of a mark that an archive knows, each on its side: by its id, or else by what it says. */
export function worksKnownOf({ id, works }: Pick<VoiceMark, 'id' | 'works'>, known: readonly KnownWork[]): SidedWork[] {
  const keyed = known.map((work) => ({ work, keys: keysOf(id, work) }))
  const sides = new Map<string, boolean>()
  for (const [side, heldOut] of [
    [works.learning, false],
    [works.heldOut, true],
  ] as const)
    for (const keys of side.keys) for (let at = 0; at < keys.length; at += keyLength) sides.set(keys.slice(at, at + keyLength), heldOut)
  return keyed.flatMap(({ work: { id: work, title, words }, keys }) => {
    const heldOut = keys.map((key) => sides.get(key)).find((side) => side !== undefined)
    return heldOut === undefined ? [] : [{ id: work, title, words, heldOut }]
  })
}

/** Of a hash in Base64. */
const keyLength = 16

/** What a work is called in the marks of one adapter: other marks call it otherwise, so that two files don't tell that they have works in common. */
function keysOf(adapter: AdapterId, { id, hash }: Pick<KnownWork, 'id' | 'hash'>): string[] {
  const key = (said: string) => createHash('sha256').update(`${adapter} ${said}`).digest('base64url').slice(0, keyLength)
  return [key(id), ...(hash === null ? [] : [key(hash)])]
}
