/** An author's works as texts to learn from, and those that are held out. */
import { Random } from '#engine/model/index.ts'
import { encodeDocuments, type TextEncoder, type TokenCorpus } from '#engine/training/index.ts'

/** A text to learn from. */
export interface LearningText {
  /** The work that it is of; a work's texts stay together. */
  readonly work: string
  /** As a base reads it: headings keep their "#", items their "- ", one blank line between paragraphs. */
  readonly text: string
}

/** Whole works, some of which are held out. */
export interface SplitWorks {
  readonly learning: readonly LearningText[]
  readonly heldOut: readonly LearningText[]
}

/** How much is held out. */
const HELD_OUT_SHARE = 0.1
/** A work that would make the held-out part larger than this is passed over while there are others. */
const MOST_HELD_OUT = 0.15

/** Holds out about a tenth of the text, in whole works that the seed chooses; at least one work, never all. */
export function splitWorks(texts: readonly LearningText[], seed: number): SplitWorks {
  const works = [...Map.groupBy(texts, ({ work }) => work).values()].map((own) => ({ own, size: own.reduce((sum, { text }) => sum + text.length, 0) }))
  const total = works.reduce((sum, { size }) => sum + size, 0)
  const order = Uint32Array.from(works.keys())
  new Random(seed).shuffle(order)
  const chosen = new Set<(typeof works)[number]>()
  let size = 0
  for (const work of [...order].map((i) => works[i]!)) {
    if (size >= total * HELD_OUT_SHARE || chosen.size === works.length - 1) break
    if (size + work.size > total * MOST_HELD_OUT) continue
    chosen.add(work)
    size += work.size
  }
  // Where every work is large, the smallest one has to do.
  if (chosen.size === 0 && works.length > 1) chosen.add(works.reduce((least, work) => (work.size < least.size ? work : least)))
  const of = (isHeldOut: boolean): LearningText[] => works.filter((work) => chosen.has(work) === isHeldOut).flatMap(({ own }) => own)
  return { learning: of(false), heldOut: of(true) }
}

/** Texts as tokens; figures by class are figures by work. */
export function encodeTexts(texts: readonly LearningText[], encoder: TextEncoder): Promise<TokenCorpus> {
  async function* documents() {
    for (const { work, text } of texts) yield { text, title: '', language: '', className: work }
  }
  return encodeDocuments(documents(), encoder)
}
