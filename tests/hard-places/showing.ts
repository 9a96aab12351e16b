/**
 * What an author sees at a place: every part of every candidate that Alt+] reaches, as the page cuts it, and every part
 * of what comes of taking in one suggestion after the other, whole and by the word. What lies behind other mixtures of
 * stepping, taking and typing is not tried.
 */
import type { Completer, CompletionPart, CompletionRequest } from '#engine/completion/index.ts'
import { nextWord, withinBlock } from '#preload/document/suggested.ts'
import { checkShown, type Fault } from './checks.ts'
import type { HardPlace } from './place.ts'

/** The likeliest and those that an author may turn to: `ghost-candidates.ts` asks for no higher number. */
export const candidates = [0, 1, 2, 3, 4, 5, 6, 7] as const
/** Acceptances in a row at a place that says nothing of it. */
const usualSteps = 2
/** Words in a row that are taken in alone. */
const words = 3
/** Candidates that an author who leans on the model looks through where none comes by itself. */
const leanedOn = candidates.slice(0, 3)

export interface Outcome {
  readonly place: HardPlace
  /** The last part of each candidate; '' where there was none. */
  readonly shown: readonly string[]
  /** What was taken in, one after the other. */
  readonly taken: readonly string[]
  readonly faults: readonly string[]
  /** Those of what came by itself: at the place, and behind what was taken in. */
  readonly unasked: readonly string[]
}

/** Judges all that is drawn for a request behind what was taken in so far; resolves to the last of it. */
type Seeing = (request: CompletionRequest, soFar: string) => Promise<string>
type Suggests = Pick<Completer, 'complete'>

const never = new AbortController().signal

/** Asks at one place as the page does, and judges all that it would draw. */
export async function outcomeAt(completer: Suggests, place: HardPlace): Promise<Outcome> {
  const faults = new Set<string>()
  const unasked = new Set<string>()
  const shown: string[] = []
  const seen: Seeing = async (request, soFar) => {
    const texts = await textsOf(completer, request)
    for (const [at, text] of texts.entries()) {
      const isTakenBack = !text.startsWith(texts[at - 1] ?? '')
      const found = [...(isTakenBack ? [`${quoted(texts[at - 1] ?? '')} was taken back for ${quoted(text)}`] : []), ...faultsOf(place, soFar, text)]
      for (const fault of found) faults.add(fault)
      if (request.candidate === 0) for (const fault of found) unasked.add(fault)
    }
    return texts.at(-1) ?? ''
  }
  for (const candidate of candidates) shown.push(await seen({ ...place.context, candidate }, ''))
  const taken = await accepted(place, place.lean > 0 ? leanedOn : [0], place.lean || usualSteps, (text) => text, seen)
  await accepted(place, leanedOn, words, nextWord, seen)
  if (place.expected && shown.every((text) => text === '')) faults.add('nothing was shown')
  return { place, shown, taken, faults: [...faults], unasked: [...unasked] }
}

/** Takes in `part` of one suggestion after the other, until none comes among those asked for. */
async function accepted(place: HardPlace, asked: readonly number[], steps: number, part: (text: string) => string, see: Seeing): Promise<string[]> {
  const taken: string[] = []
  while (taken.length < steps) {
    const soFar = taken.join('')
    const text = await firstOf(asked, (candidate) => see({ ...place.context, before: place.before + soFar, candidate }, soFar))
    if (text === '') break
    taken.push(part(text))
  }
  return taken
}

async function firstOf(asked: readonly number[], see: (candidate: number) => Promise<string>): Promise<string> {
  for (const candidate of asked) {
    const text = await see(candidate)
    if (text !== '') return text
  }
  return ''
}

/** What the page draws, part by part. */
async function textsOf(completer: Suggests, request: CompletionRequest): Promise<string[]> {
  const texts: string[] = []
  for await (const { text } of completer.complete(request, never) as AsyncIterable<CompletionPart>) texts.push(withinBlock(text))
  return texts
}

function faultsOf(place: HardPlace, soFar: string, text: string): string[] {
  return checkShown(place, soFar, text).map(
    ({ check, why }: Fault) => `${check}: ${quoted(text)}${soFar === '' ? '' : ` after ${quoted(soFar)}`}${why === '' ? '' : `, ${why}`}`,
  )
}

function quoted(text: string): string {
  return JSON.stringify(text)
}
