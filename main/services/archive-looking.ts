/** Looking at single works: their text, what is learnt of it, personal data, what is alike. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { contextWithin } from '#main/archive/context.ts'
import { plainWork } from '#main/archive/learning-text.ts'
import { ownSpans } from '#main/archive/own-spans.ts'
import type { Masking } from '#main/archive/masking.ts'
import { placeholders } from '#main/archive/personal.ts'
import type { archive } from '#preload/contract/archive.ts'
import type { Handlers } from '#preload/contract/member.ts'
import { PersonalKind, WorkId, type WorkLine } from '#preload/contract/works.ts'
import { countWords } from '#preload/document/counting.ts'
import { findWorks } from './archive-find.ts'
import type { Archive } from './archive-keep.ts'
import type { ArchiveLearning } from './archive-learning.ts'
import { masksInUse } from './masks.ts'
import { paced } from './paced.ts'

/** Characters of a text that are shown beside another, or as what is learnt. */
const mostShown = 20_000
/** Characters of the lines that are sent together. */
const sentTogether = 60_000
/** Characters shown before and behind personal data. */
const around = 16

type Looking = Pick<Handlers<typeof archive>, 'text' | 'learning' | 'personal' | 'masks' | 'masksInUse' | 'alike' | 'same' | 'compare' | 'find'>

export function lookingHandlers(held: Archive, learning: ArchiveLearning): Looking {
  return {
    text: async function* ({ work }) {
      const read = learning.mustRead(work)
      yield { work: read.work, lines: [] }
      yield* inPieces(read.lines)
    },
    learning: ({ work }) => {
      const { text, context, isAnswer } = learning.preview(work)
      const shown = text.slice(0, mostShown)
      // What a page says that somebody else asked is its title.
      const asked = contextWithin(context, 0, shown.length).map((span) => ({ span, isTitle: isAnswer && span[0] === 0 }))
      return { text: shown, masks: masksIn(shown), context: asked, words: countWords(text), isWhole: shown.length === text.length }
    },
    personal: (_, { signal }) => personalOf(held, learning, signal),
    masks: () => learning.masks.masks,
    masksInUse: (_, { signal }) => masksInUse(held, learning, signal),
    alike: async ({ from, count }, { signal }) => {
      const pairs = await learning.alike(signal)
      const shown = pairs.slice(from, from + count).flatMap(({ left, right, alike, within }) => {
        const [a, b] = [learning.work(left), learning.work(right)]
        return a && b ? [{ left: a, right: b, alike, within }] : []
      })
      return { total: pairs.length, pairs: shown }
    },
    same: ({ from, count }) =>
      held.read((works) => ({
        total: works.sameCount(),
        files: works.same(null, from, count).map(({ path, work, title }) => ({ path, work: WorkId.parse(work), title })),
      })),
    compare: async ({ left, right }) => {
      const all = { quotations: true, code: true, addresses: true, formulas: true, questions: true }
      const [a, b] = [left, right].map((id) => plainWork('', learning.mustRead(id).lines, all))
      const side = async (text = '', other = '') => ({ text: text.slice(0, mostShown), own: await ownSpans(text.slice(0, mostShown), other, nextTurn) })
      return { left: await side(a, b), right: await side(b, a) }
    },
    find: ({ query }, { signal }) => (held.isReadable() ? findWorks(held, query, signal) : nothing()),
  }
}

async function* nothing(): AsyncGenerator<never> {}

interface PersonalOfWork {
  readonly work: WorkId
  readonly title: string
  readonly places: { readonly kind: PersonalKind; readonly before: string; readonly found: string; readonly after: string }[]
}

async function* personalOf(held: Archive, learning: ArchiveLearning, signal: AbortSignal): AsyncGenerator<PersonalOfWork> {
  const learnt = await learning.works(signal)
  for await (const { id, title } of paced(learnt, signal)) {
    const lines = learning.lines(id)?.lines
    const places = lines ? placesIn(plainWork(title, lines, { ...learning.kept(), quotations: true }), learning.masks.masking) : []
    if (places.length > 0) yield { work: WorkId.parse(id), title, places }
  }
}

function* inPieces(lines: readonly WorkLine[]): Generator<{ work: null; lines: WorkLine[] }> {
  let [piece, characters]: [WorkLine[], number] = [[], 0]
  for (const line of lines) {
    if (characters + line.text.length > sentTogether && piece.length > 0) {
      yield { work: null, lines: piece }
      ;[piece, characters] = [[], 0]
    }
    piece.push(line)
    characters += line.text.length
  }
  yield { work: null, lines: piece }
}

const anyPlaceholder = new RegExp(Object.values(placeholders).join('|'), 'g')
const kindOf = new Map(PersonalKind.options.map((kind) => [placeholders[kind], kind]))

function masksIn(text: string): { kind: PersonalKind; span: [number, number] }[] {
  return Array.from(text.matchAll(anyPlaceholder), ({ 0: found, index }) => ({ kind: kindOf.get(found) ?? 'mobile', span: [index, index + found.length] }))
}

function placesIn(text: string, masking: Masking): PersonalOfWork['places'] {
  const flat = (piece: string) => piece.replace(/\s+/g, ' ')
  return masking.placesIn(text).map(({ kind, from, to }) => ({
    kind,
    before: flat(text.slice(Math.max(0, from - around), from)),
    found: text.slice(from, to),
    after: flat(text.slice(to, to + around)),
  }))
}
