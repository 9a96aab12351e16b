/**
 * What an author sees at a place: every part of every candidate that Alt+] reaches, as the page cuts it, and
 * what comes of taking in one suggestion after the other.
 */
import type { Completer, CompletionPart, CompletionRequest } from '#engine/completion/index.ts'
import { withoutRepetition } from '#renderer/editor/ghost-text.ts'
import { checkShown, type Fault } from './checks.ts'
import type { HardPlace } from './place.ts'

/** The likeliest and those that an author may turn to. */
export const candidates = [0, 1, 2] as const
/** Acceptances in a row at a place that says nothing of it. */
const usualSteps = 2

export interface Outcome {
  readonly place: HardPlace
  /** The last part of each candidate; '' where there was none. */
  readonly shown: readonly string[]
  /** What was taken in, one after the other. */
  readonly taken: readonly string[]
  readonly faults: readonly string[]
}

type Suggests = Pick<Completer, 'complete'>

const never = new AbortController().signal

/** Asks at one place as the page does, and judges all that it would draw. */
export async function outcomeAt(completer: Suggests, place: HardPlace): Promise<Outcome> {
  const faults = new Set<string>()
  const shown: string[] = []
  const look = (text: string, soFar: string) => {
    for (const fault of faultsOf(place, soFar, text)) faults.add(fault)
  }
  for (const candidate of candidates) {
    const texts = await textsOf(completer, { ...place.context, candidate })
    for (const [at, text] of texts.entries()) {
      if (!text.startsWith(texts[at - 1] ?? '')) faults.add(`${quoted(texts[at - 1] ?? '')} was taken back for ${quoted(text)}`)
      look(text, '')
    }
    shown.push(texts.at(-1) ?? '')
  }
  const taken = await accepted(completer, place, look)
  if (place.expected && shown.every((text) => text === '')) faults.add('nothing was shown')
  return { place, shown, taken, faults: [...faults] }
}

/** Takes in one suggestion after the other, until none comes. One that leans on the model asks for others, too. */
async function accepted(completer: Suggests, place: HardPlace, look: (text: string, soFar: string) => void): Promise<string[]> {
  const taken: string[] = []
  const asked = place.lean > 0 ? candidates : [0]
  while (taken.length < (place.lean || usualSteps)) {
    const soFar = taken.join('')
    const text = await firstOf(completer, { ...place.context, before: place.before + soFar }, asked)
    if (text === '') break
    look(text, soFar)
    taken.push(text)
  }
  return taken
}

async function firstOf(completer: Suggests, request: CompletionRequest, asked: readonly number[]): Promise<string> {
  for (const candidate of asked) {
    const text = (await textsOf(completer, { ...request, candidate })).at(-1) ?? ''
    if (text !== '') return text
  }
  return ''
}

/** What the page draws, part by part. */
async function textsOf(completer: Suggests, request: CompletionRequest): Promise<string[]> {
  const rest = /^[^\n]*/.exec(request.after)?.[0] ?? ''
  const texts: string[] = []
  for await (const { text } of completer.complete(request, never) as AsyncIterable<CompletionPart>) texts.push(withoutRepetition(text, rest))
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
