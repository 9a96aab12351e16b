/**
 * A proof: the base, then the base with an adapter or the model that was made of it, on works of which nothing was learnt. Knows neither files
 * nor runtimes: it is given what measures and what writes, and measures both alike.
 */
import type { Completer } from '#engine/completion/index.ts'
import { changeInSaved, measured, type MeasuredWriting, stretchesOf, type Tally, Work, writeStretches } from '#engine/evaluation/index.ts'
import { Random } from '#engine/model/index.ts'
import { joined, learntCharacters, type TokenCorpus } from '#engine/training/index.ts'
import type { BitsMeter } from './bits.ts'
import { type Opening, openingsOf } from './openings.ts'
import { type Recited, RecitalSearch } from './recital.ts'
import { type Repetition, repetitionOf } from './repetition.ts'
import { beginningsOf, type ProofSample, type ProofWork, ranked, rankOf, readOf } from './sample.ts'
import { type Findings, isAlarming, isWorthUsing, type Sides, type Verdict, verdictOf } from './verdict.ts'

/** What a proof is made of. */
export interface ProofMaterial {
  readonly heldOut: readonly ProofWork[]
  /** The works that were learnt, one at a time; read twice. */
  readonly learnt: () => AsyncIterable<ProofWork>
  /** Works of their author that were neither learnt nor held out, if any: what stands there as well is how the author says things. */
  readonly others?: () => AsyncIterable<ProofWork>
  readonly general: readonly ProofWork[]
  readonly sample: ProofSample
}

/** What measures and writes. */
export interface ProofTools {
  /** Disposed of before anything is written, so that not both are in memory. */
  readonly bits: () => Promise<Pick<BitsMeter, 'read' | 'perCharacter'> & AsyncDisposable>
  /** The base; `adapt` puts the adapter on, or the model that was made of it in its place. */
  readonly writer: () => Promise<ProofWriter>
}

export interface ProofWriter extends Pick<Completer, 'complete' | 'generate'>, AsyncDisposable {
  adapt(): Promise<void>
}

export type ProofStage = 'texts' | 'bits' | 'writing' | 'recital' | 'continuations'

export interface ProofCourse {
  readonly signal: AbortSignal
  /** How much of all is done, 0…1. */
  readonly onProgress: (stage: ProofStage, share: number) => void
  /** Awaited between two suggestions, and between two batches: somebody may need the processor. */
  readonly turn?: () => Promise<void>
}

export interface ProvedWriting {
  readonly saved: { readonly value: number; readonly error: number | null }
  readonly precision: { readonly value: number; readonly error: number | null }
  readonly shown: number
}

/** How a work goes on. */
interface Continuation extends Opening {
  readonly before: string
  readonly after: string
}

export interface Proven {
  /** Characters are those of the author; what is context is none of them. */
  readonly heldOut: { readonly works: number; readonly characters: number; readonly read: number; readonly written: number; readonly seed: number }
  readonly bitsPerCharacter: Sides<number>
  readonly writing: Sides<ProvedWriting> | null
  /** How the share that is saved changed; its error is of the stretches' own changes, and so smaller than those of both sides. */
  readonly savedChange: Findings['savedChange']
  readonly general: Sides<number> & { readonly characters: number }
  readonly recital: (Sides<Recited> & { readonly characters: number; readonly isAlarming: boolean }) | null
  /** Of all continuations of held-out works, shown or not; null where they are too short to tell. */
  readonly repetition: Repetition | null
  readonly continuations: readonly Continuation[]
  readonly verdict: Verdict
  readonly isWorthUsing: boolean
}

/** How many continuations are shown. */
const mostContinuations = 10
/**
 * Held-out works go on as the model has it, for people to look at. Learnt ones always go on with what is likeliest: what is known by heart
 * is said then, if it ever is.
 */
const [asItIs, likeliest] = [1, 0.01]

/** Where each stage begins and ends, by about what it takes. */
const spans: Readonly<Record<ProofStage, readonly [from: number, to: number]>> = {
  texts: [0, 0.02],
  bits: [0.02, 0.3],
  writing: [0.3, 1],
  recital: [0.3, 1],
  continuations: [0.3, 1],
}

/** Proves what was taught. Throws the signal's reason, and what the tools throw. */
export async function prove(material: ProofMaterial, tools: ProofTools, course: ProofCourse): Promise<Proven> {
  const { sample } = material
  course.onProgress('texts', 0)
  const heldOut = ranked(material.heldOut, sample.seed)
  const recited = await lowestRanked(material.learnt(), sample, course.signal)
  const read = readOf(heldOut, sample.read)
  const general = beginningsOf(material.general, sample.read)
  const bits = await measureBits({ read, general }, tools, course)
  const written = await writeBoth({ heldOut, recited, sample }, tools, course)
  const recital = recited.length === 0 ? null : await searchedBoth(material, written.generated, course.signal)
  const findings = { ...bits, writing: written.writing, savedChange: written.savedChange, recital }
  const verdict = verdictOf(findings)
  return {
    heldOut: {
      works: heldOut.length,
      characters: charactersOf(heldOut),
      read: charactersOf(read),
      written: written.characters,
      seed: sample.seed,
    },
    ...findings,
    general: { ...bits.general, characters: charactersOf(general) },
    repetition: repetitionOf(written.continuations),
    continuations: written.continuations.slice(0, mostContinuations),
    verdict,
    isWorthUsing: isWorthUsing(verdict),
  }
}

function charactersOf(works: readonly ProofWork[]): number {
  return works.reduce((sum, work) => sum + learntCharacters(work), 0)
}

/** No more of a work is kept to choose openings from. */
const longestKept = 50_000

/** The beginnings of a few works, however many pass by. */
async function lowestRanked(works: AsyncIterable<ProofWork>, { openings, seed }: ProofSample, signal: AbortSignal): Promise<ProofWork[]> {
  let kept: { readonly work: ProofWork; readonly rank: number }[] = []
  for await (const { text, ...work } of works) {
    signal.throwIfAborted()
    kept.push({ work: { ...work, text: text.slice(0, longestKept) }, rank: rankOf(work.id, seed) })
    if (kept.length > 2 * openings) kept = lowest(kept, openings)
  }
  return lowest(kept, openings).map(({ work }) => work)
}

function lowest<T extends { readonly rank: number }>(all: readonly T[], count: number): T[] {
  return all.toSorted((a, b) => a.rank - b.rank).slice(0, count)
}

async function measureBits(
  { read, general }: { read: readonly ProofWork[]; general: readonly ProofWork[] },
  tools: ProofTools,
  { signal, onProgress, turn }: ProofCourse,
): Promise<{ bitsPerCharacter: Sides<number>; general: Sides<number> }> {
  onProgress('bits', spans.bits[0])
  await using meter = await tools.bits()
  const [own, other] = [await meter.read(read), await meter.read(general)]
  const parts: readonly (readonly [TokenCorpus, 'before' | 'after'])[] = [
    [own, 'before'],
    [other, 'before'],
    [own, 'after'],
    [other, 'after'],
  ]
  const figures: number[] = []
  for (const [corpus, side] of parts) {
    const tell = async (share: number) => {
      onProgress('bits', within('bits', (figures.length + share) / parts.length))
      await turn?.()
    }
    figures.push(await meter.perCharacter(corpus, side, signal, tell))
  }
  const [before = Number.NaN, generalBefore = Number.NaN, after = Number.NaN, generalAfter = Number.NaN] = figures
  return { bitsPerCharacter: { before, after }, general: { before: generalBefore, after: generalAfter } }
}

function within(stage: ProofStage, share: number): number {
  const [from, to] = spans[stage]
  return from + share * (to - from)
}

interface Written {
  readonly writing: Sides<ProvedWriting> | null
  readonly savedChange: Findings['savedChange']
  readonly characters: number
  readonly continuations: readonly Continuation[]
  readonly generated: Sides<readonly string[]>
}

async function writeBoth(
  { heldOut, recited, sample }: { heldOut: readonly ProofWork[]; recited: readonly ProofWork[]; sample: ProofSample },
  tools: ProofTools,
  course: ProofCourse,
): Promise<Written> {
  const stretches = stretchesOf(heldOut.map(workOf), { characters: sample.written, seed: sample.seed })
  const openingsIn = (works: readonly ProofWork[]) => openingsOf(works, sample.openings, sample.length, sample.seed)
  const [held, learnt] = [openingsIn(heldOut), openingsIn(recited)]
  await using writer = await tools.writer()
  const total = 2 * (stretches.length * charactersPerStretch + (held.length + learnt.length) * sample.length)
  let done = 0
  const did = (stage: ProofStage, characters: number) => course.onProgress(stage, within(stage, Math.min(1, (done += characters) / Math.max(1, total))))
  const side = async () => {
    const tallies: Tally[] = []
    for await (const tally of writeStretches(stretches, writer, course)) {
      tallies.push(tally)
      did('writing', charactersPerStretch)
    }
    const goOn = async (openings: readonly Opening[], stage: ProofStage, temperature: number) => {
      const said: string[] = []
      for (const [which, { opening }] of openings.entries()) {
        await course.turn?.()
        said.push(await writer.generate(opening, generation(sample, which, temperature), course.signal))
        did(stage, sample.length)
      }
      return said
    }
    return { tallies, held: await goOn(held, 'continuations', asItIs), learnt: await goOn(learnt, 'recital', likeliest) }
  }
  const before = await side()
  await writer.adapt()
  const after = await side()
  const figures = { before: measured(before.tallies), after: measured(after.tallies) }
  return {
    writing: stretches.length === 0 ? null : { before: provedWriting(figures.before), after: provedWriting(figures.after) },
    savedChange: stretches.length === 0 ? null : changeInSaved(before.tallies, after.tallies),
    characters: figures.after.characters,
    continuations: held.map((opening, which) => ({ ...opening, before: before.held[which] ?? '', after: after.held[which] ?? '' })),
    generated: { before: [...before.learnt, ...before.held], after: [...after.learnt, ...after.held] },
  }
}

/** About as many as stretches have. */
const charactersPerStretch = 200

/** The same chances for both sides. */
function generation({ seed, length }: ProofSample, which: number, temperature: number) {
  const random = new Random(seed, which + 1)
  return { characters: length, temperature, draw: () => random.uniform() }
}

function workOf({ title, text, context = [] }: ProofWork): Work {
  const language = /\p{Script=Han}/u.test(text.slice(0, 2000)) ? 'zh' : 'en'
  return new Work({ title, text, language, className: '', context: joined(context, text.length) })
}

function provedWriting({ saved, precision, shown, errors }: MeasuredWriting): ProvedWriting {
  return { saved: { value: saved, error: errors?.saved ?? null }, precision: { value: precision, error: errors?.precision ?? null }, shown }
}

async function searchedBoth(
  { learnt, others }: Pick<ProofMaterial, 'learnt' | 'others'>,
  generated: Sides<readonly string[]>,
  signal: AbortSignal,
): Promise<Sides<Recited> & { characters: number; isAlarming: boolean }> {
  const searches = { before: new RecitalSearch(generated.before), after: new RecitalSearch(generated.after) }
  for await (const { id, text } of learnt()) {
    signal.throwIfAborted()
    searches.before.read(id, text)
    searches.after.read(id, text)
  }
  for await (const { id, text } of others?.() ?? []) {
    signal.throwIfAborted()
    searches.before.compare(id, text)
    searches.after.compare(id, text)
  }
  const [before, after] = [searches.before.result(), searches.after.result()]
  const characters = generated.after.reduce((sum, text) => sum + text.length, 0)
  return { before, after, characters, isAlarming: isAlarming({ before, after }) }
}
