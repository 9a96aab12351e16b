/**
 * What adapters, models and their proofs hold of works that their author left out since, or removed: it is told, the words of such works are shown
 * no more at once, and are taken off the disk a moment later, or once what was removed can't be had back any more. Of works that an
 * archive knows nothing of, because another one was damaged or lost, nothing is taken away.
 */
import { ifDiskAllows } from '#main/store/failure.ts'
import type { Emit } from '#preload/contract/member.ts'
import { Problem } from '#preload/contract/problem.ts'
import { Proof } from '#preload/contract/proofs.ts'
import { type Adapter, mostLeftOutTitles, type voice } from '#preload/contract/voice.ts'
import { recitalWindow } from '#preload/document/recital.ts'
import { Absences } from './absences.ts'
import type { ArchiveLearning } from './archive-learning.ts'
import { atMostEvery } from './at-most-every.ts'
import type { AskedSince } from './newly-masked.ts'
import type { Workspace } from './open-workspace.ts'
import { isOut, type Known, VoicePresence } from './voice-presence.ts'
import type { AdapterRecord, ModelRecord, VoiceFolder } from './voice-records.ts'

export interface LeftOutOptions {
  readonly workspace: Workspace
  /** The author's folder. */
  readonly folder: string
  readonly files: VoiceFolder
  readonly learning: Pick<ArchiveLearning, 'whereabouts' | 'listen' | 'newlyMasked' | 'readAhead'>
  /** How long what was left out may be taken in again before its words are gone for good. */
  readonly graceMs?: number
  readonly emit: Emit<typeof voice>
}

type Works = Pick<AdapterRecord, 'works'>
type Masked = Pick<AdapterRecord, 'works' | 'masks'>

const [lookEveryMs, graceMs] = [500, 20_000]

export class LeftOut {
  readonly #options: LeftOutOptions
  readonly #presence: VoicePresence
  readonly #leave: () => void
  readonly #listeners = new Set<(known: ReadonlySet<string>) => void>()
  readonly #absences: Absences
  readonly #later: NodeJS.Timeout
  readonly #over = new AbortController()
  /** What pages may know; null until it was looked at. */
  #told: string | null = null

  constructor(options: LeftOutOptions) {
    this.#options = options
    this.#presence = new VoicePresence(options)
    this.#presence.takeAgain()
    this.#absences = new Absences(options.graceMs ?? graceMs, () => this.#takeAway())
    this.#takeAway()
    // What can't be read yet may say so to nobody once it can.
    this.#later = setTimeout(() => this.#takeAway(), options.graceMs ?? graceMs).unref()
    const looking = atMostEvery(lookEveryMs, () => void this.#look(), { isPrompt: true })
    this.#leave = options.learning.listen(() => {
      // Something changed before anything was looked at: pages may have been told of what was before.
      this.#told ??= ''
      looking.soon()
    })
    void this.#lookFirst()
  }

  /** Hears which works are there whenever that may have changed. */
  listen(listener: (known: ReadonlySet<string>) => void): void {
    this.#listeners.add(listener)
  }

  /** Ids of the works that are there. */
  known(): Known {
    return this.#presence.known()
  }

  /** How many works that one learnt from held what is masked only since. Of those whose text is another one by now, or that it kept nothing of to tell, nothing is said. */
  maskedSince(record: Masked): number {
    const [asked] = askedOf(record)
    if (asked === undefined) return 0
    try {
      return this.#options.learning.newlyMasked(asked.before, asked.works)?.size ?? 0
    } catch (error) {
      // Where the archive can't be read just now, voices are listed all the same.
      if (error instanceof Problem) return 0
      throw error
    }
  }

  /** Reads in turns what `maskedSince` takes to tell of all these. */
  readAhead(records: readonly Masked[]): Promise<void> {
    return this.#options.learning.readAhead(records.flatMap(askedOf), this.#over.signal)
  }

  dispose(): void {
    this.#leave()
    this.#over.abort()
    this.#absences.dispose()
    clearTimeout(this.#later)
  }

  async #lookFirst(): Promise<void> {
    await this.readAhead(this.#presence.records() ?? [])
    if (!this.#over.signal.aborted) this.#told ??= this.#all(this.known())
  }

  async #look(): Promise<void> {
    this.#presence.takeAgain()
    const known = this.known()
    if (known === null) return
    for (const listener of this.#listeners) listener(known)
    this.#takeAway()
    await this.readAhead(this.#presence.records() ?? [])
    const all = this.#over.signal.aborted ? this.#told : this.#all(this.known())
    if (all === this.#told) return
    this.#told = all
    this.#options.emit('adaptersChanged', {})
  }

  /** Which works of which adapters and models are left out, and how many of them hold what is masked since, to be compared. */
  #all(known: Known): string {
    const told = (record: AdapterRecord | ModelRecord) => [record.id, ...record.works.map(({ id }) => id), ...outOf(record, known), this.maskedSince(record)]
    return JSON.stringify(this.#presence.records()?.map(told))
  }

  /** The words of works that have been gone long enough, and for good where they were removed. */
  #takeAway(): void {
    const { workspace, folder, files } = this.#options
    const records = this.#presence.records() ?? []
    const aside = ifDiskAllows(folder, () => files.worksAside()) ?? []
    const whereabouts = records.length + aside.length > 0 ? this.#presence.whereabouts() : null
    if (whereabouts === null) return
    const fates = new Map([...records.flatMap(({ works }) => works), ...aside].map((work) => [work.id, whereabouts.of(work)] as const))
    const out = [...fates].flatMap(([id, fate]) => (isOut(fate) ? [id] : []))
    const over = [...this.#absences.seen(new Set(out))]
    // What can be had back is told of again when it can't be any more.
    const lost = new Set(over.filter((id) => fates.get(id) !== 'waiting'))
    if (lost.size === 0 || !workspace.isWritable()) return
    // Nobody is shown it, so nobody could say what becomes of it.
    if (aside.some(({ id }) => lost.has(id))) ifDiskAllows(folder, () => files.removeAside())
    for (const record of records) {
      const proof = Proof.safeParse(record.proof).data
      const kept = proof && withoutWorks(proof, lost)
      if (kept && kept !== proof) ifDiskAllows(folder, () => files.keepProof(record.id, kept))
    }
  }
}

/** None of one that says nothing of the kind. */
function askedOf({ works, masks }: Masked): AskedSince[] {
  const learnt = works.filter(({ heldOut, hash }) => !heldOut && hash !== undefined)
  return masks === undefined || learnt.length === 0 ? [] : [{ before: masks, works: learnt }]
}

/** An adapter, or a model, as far as its works are concerned. */
export function leftOutOf(record: Works, known: Known): Adapter['leftOut'] {
  const out = outOf(record, known)
  const works = record.works.filter(({ id }) => out.has(id)).sort((a, b) => Number(a.heldOut) - Number(b.heldOut))
  const heldOut = works.filter((work) => work.heldOut).length
  return { learning: works.length - heldOut, heldOut, titles: works.slice(0, mostLeftOutTitles).map(({ title }) => title) }
}

/** What its proof may show. One that another version wrote is as good as none: it can be proved again. */
export function shownProof(record: Pick<AdapterRecord, 'works' | 'proof'>, known: Known): Proof | null {
  const proof = Proof.safeParse(record.proof).data
  return proof ? withoutWorks(proof, outOf(record, known)) : null
}

function outOf({ works }: Works, known: Known): ReadonlySet<string> {
  return new Set(known === null ? [] : works.flatMap(({ id }) => (known.has(id) ? [] : [id])))
}

/**
 * Its figures stay: they hold no words. What was generated goes wherever it says by heart what is withheld. The same proof where there is
 * nothing to take away.
 */
function withoutWorks(proof: Proof, out: ReadonlySet<string>): Proof {
  const { continuations, recital } = proof
  const isKept = ({ work }: { readonly work: string }) => !out.has(work)
  const passages = recital ? [...recital.before.passages, ...recital.after.passages] : []
  if ([...continuations, ...passages].every(isKept)) return proof
  const withheld = new Set(passages.flatMap((passage) => (isKept(passage) ? [] : windowsOf(passage.text))))
  const isSaid = (text: string) => windowsOf(text).some((window) => withheld.has(window))
  const side = (one: NonNullable<Proof['recital']>['after']) => ({ ...one, passages: one.passages.filter(isKept) })
  return {
    ...proof,
    continuations: continuations.filter((one) => isKept(one) && !isSaid(one.before) && !isSaid(one.after)),
    recital: recital && { ...recital, before: side(recital.before), after: side(recital.after) },
  }
}

function windowsOf(text: string): string[] {
  const plain = text.replaceAll(/\s+/g, '')
  return Array.from({ length: Math.max(0, plain.length - recitalWindow + 1) }, (_, at) => plain.slice(at, at + recitalWindow))
}
