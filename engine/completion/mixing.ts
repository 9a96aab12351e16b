/**
 * Mixes what a model expects with what followed in the author's texts where they stood as they stand now. From the shortest likeness to
 * the longest, each takes a share of the probability for what followed there: how much depends on how long it is, how often and how
 * unanimously it was followed so, and on how likely that was before. Pure; knows no model but for the tokens of a text.
 */
import type { Choice } from './healing.ts'
import type { LanguageModel } from './language-model.ts'
import type { Voice } from './memory.ts'

/** The first token of a text where it would stand, and its own text; null where the text cannot stand there, or it cannot be told. */
export type FirstToken = (text: string) => Pick<Choice, 'token' | 'text'> | null

/** Where the paragraph ended: no token, and no text. */
const end: Pick<Choice, 'token' | 'text'> = { token: -1, text: '' }
/** Likenesses of so many characters, and up to the next, count as one. */
const levels = [1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 24]
/** What one place counts. */
const kindWeights: Record<Voice['kind'], number> = { here: 2, near: 1.5, far: 1 }
/** What is not among the likeliest is taken for as likely as this. */
const unlikely = 0.001

/** Weights of what is known of a likeness, in the order of `known`; fitted on works that no figure is of (engine/LOG.md). */
export const mixingWeights: readonly number[] = [-2.095, -0.198, 1.452, -1.455, 0.219, 0.512, -0.006, 0.574, -0.027, 0.008]

/** Places that are alike in at least so many characters, and what they are for. */
interface Likeness {
  readonly level: number
  readonly total: number
  /** Of it, in the text at hand. */
  readonly here: number
  readonly byChoice: ReadonlyMap<Choice, number>
}

/** Choices with the voices' share in them, the likeliest first. Without a voice they stay as they are. */
export function mixed(choices: readonly Choice[], voices: readonly Voice[], first: FirstToken, weights = mixingWeights): readonly Choice[] {
  const heard = heardIn(choices, voices, first)
  if (heard.length === 0) return choices
  const probabilities = new Map(choices.map((choice) => [choice, choice.probability]))
  for (const likeness of likenessesOf(heard)) speak(likeness, probabilities, weights)
  const matched = new Map<Choice, number>()
  for (const { choice, voice } of heard) matched.set(choice, Math.max(voice.matched, matched.get(choice) ?? 0))
  const all = [...probabilities].map(([choice, probability]) => ({
    ...choice,
    probability,
    heard: { own: choice.probability, matched: matched.get(choice) ?? 0 },
  }))
  return all.sort((a, b) => b.probability - a.probability)
}

/** Gives a likeness its share. */
function speak(likeness: Likeness, probabilities: Map<Choice, number>, weights: readonly number[]): void {
  const share = shareOf(likeness, probabilities, weights)
  for (const [choice, probability] of probabilities) probabilities.set(choice, probability * (1 - share))
  for (const [choice, weight] of likeness.byChoice) probabilities.set(choice, (probabilities.get(choice) ?? 0) + (share * weight) / likeness.total)
}

/** The share of the probability that a likeness decides. */
function shareOf({ level, total, here, byChoice }: Likeness, probabilities: ReadonlyMap<Choice, number>, weights: readonly number[]): number {
  const [top, most] = [...byChoice].reduce((best, one) => (one[1] > best[1] ? one : best))
  const known = [
    1,
    Math.log(level),
    Math.log(total),
    Math.log(byChoice.size),
    most / total,
    here / total,
    Math.log(Math.max(unlikely, probabilities.get(top) ?? 0)),
    byChoice.size === 1 ? Math.log(level) : 0,
    level === 1 ? 1 : 0,
    level === 2 ? 1 : 0,
  ]
  return 1 / (1 + Math.exp(-known.reduce((sum, value, at) => sum + value * (weights[at] ?? 0), 0)))
}

/** The first of the tokens that a text was split into, with its own text; null where there is none. */
export function firstToken([token]: readonly number[], model: Pick<LanguageModel, 'textOf'>): ReturnType<FirstToken> {
  const text = token === undefined ? '' : model.textOf([token])
  return token === undefined || text === '' ? null : { token, text }
}

/** Text of its own: neither a paragraph's end nor half a character. */
function isWhole({ text }: Choice): boolean {
  return text !== '' && !text.includes('\uFFFD')
}

interface Meant {
  readonly choice: Choice
  readonly voice: Voice
}

/** Each voice with what it is for: the longest of the choices that begin its text, or a new one. */
function heardIn(choices: readonly Choice[], voices: readonly Voice[], first: FirstToken): Meant[] {
  const byLength = choices.filter(isWhole).sort((a, b) => b.text.length - a.text.length)
  const ending = choices.find(({ text }) => text === '' || text.startsWith('\n'))
  const known = new Map<string, Choice | null>()
  const added: Choice[] = []
  const choiceFor = (text: string): Choice | null => {
    const begins = (choice: Choice) => text.startsWith(choice.text)
    const begun = text === '' ? ending : (byLength.find(begins) ?? added.find((choice) => isWhole(choice) && begins(choice)))
    if (begun) return begun
    const next = text === '' ? end : first(text)
    if (!next) return null
    const same = [...choices, ...added].find(({ token, takenBack }) => token === next.token && takenBack === 0)
    const choice = same ?? { ...next, takenBack: 0, probability: 0 }
    if (!same) added.push(choice)
    return choice
  }
  return voices.flatMap((voice) => {
    const choice = known.has(voice.text) ? known.get(voice.text) : choiceFor(voice.text)
    known.set(voice.text, choice ?? null)
    return choice ? [{ choice, voice }] : []
  })
}

/** One for each length at which there are other places than at the next, the shortest first. */
function likenessesOf(heard: readonly Meant[]): Likeness[] {
  const found: Likeness[] = []
  const byChoice = new Map<Choice, number>()
  let [total, here] = [0, 0]
  for (const level of levels.toReversed()) {
    const before = total
    for (const { choice, voice } of heard) {
      if (levelOf(voice.matched) !== level) continue
      const weight = kindWeights[voice.kind]
      byChoice.set(choice, (byChoice.get(choice) ?? 0) + weight)
      total += weight
      here += voice.kind === 'here' ? weight : 0
    }
    if (total > before) found.push({ level, total, here, byChoice: new Map(byChoice) })
  }
  return found.reverse()
}

function levelOf(matched: number): number {
  return levels.findLast((level) => level <= matched) ?? 0
}
