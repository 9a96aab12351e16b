/** An author's works as texts to learn from, and those that are held out. */
import { Random } from '#engine/model/index.ts'
import { encodeDocuments, type Span, type TextEncoder, type TokenCorpus } from '#engine/training/index.ts'
import { chooseHeldOut } from '#preload/document/held-out.ts'
import { alikeGroups, alikePairs, sketchOf } from '#preload/document/sketch.ts'

/** A text to learn from. */
export interface LearningText {
  /** The work that it is of; a work's texts stay together. */
  readonly work: string
  /** As a base reads it: headings keep their "#", items their "- ", one blank line between paragraphs. */
  readonly text: string
  /** What of it is context, such as questions that somebody else asked: read, and not learnt. */
  readonly context?: readonly Span[]
}

/** Whole works, some of which are held out. */
export interface SplitWorks {
  readonly learning: readonly LearningText[]
  readonly heldOut: readonly LearningText[]
}

/** Works of which texts say much of the same, each group in the order in which they came: learnt on one side they are known by heart on the other. */
export async function alikeWorks(texts: readonly LearningText[]): Promise<string[][]> {
  const names = [...new Set(texts.map(({ work }) => work))]
  const places = new Map(names.map((name, at) => [name, at]))
  const placeOf = (at: number) => places.get(texts[at]?.work ?? '') ?? 0
  const pairs = (await alikePairs(texts.map(({ text }) => sketchOf(text)))).map(({ left, right }) => ({ left: placeOf(left), right: placeOf(right) }))
  return alikeGroups(pairs.filter(({ left, right }) => left !== right)).map((group) => group.flatMap((at) => names[at] ?? []))
}

/** Holds out about a tenth of the text, in whole works that the seed chooses; at least one work, never all. `together`: works that stand on one side. */
export function splitWorks(texts: readonly LearningText[], seed: number, together: readonly (readonly string[])[] = []): SplitWorks {
  const firstOf = new Map(together.flatMap((group) => group.map((work) => [work, group[0]] as const)))
  const works = [...Map.groupBy(texts, ({ work }) => firstOf.get(work) ?? work).values()].map((own) => ({
    own,
    size: own.reduce((sum, { text }) => sum + text.length, 0),
    works: new Set(own.map(({ work }) => work)).size,
  }))
  const order = Uint32Array.from(works.keys())
  new Random(seed).shuffle(order)
  const chosen = chooseHeldOut(
    [...order].map((i) => works[i]!),
    1,
  )
  const of = (isHeldOut: boolean): LearningText[] => works.filter((work) => chosen.has(work) === isHeldOut).flatMap(({ own }) => own)
  return { learning: of(false), heldOut: of(true) }
}

/** Texts as tokens; figures by class are figures by work. */
export function encodeTexts(texts: Iterable<LearningText> | AsyncIterable<LearningText>, encoder: TextEncoder): Promise<TokenCorpus> {
  async function* documents() {
    for await (const { work, text, context = [] } of texts) yield { text, title: '', language: '', className: work, context }
  }
  return encodeDocuments(documents(), encoder)
}
