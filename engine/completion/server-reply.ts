/** What a server of OpenAI's completions protocol writes, read as if anyone had written it. Pure. */
import { ServerError } from './server-error.ts'

/** A piece of the completion. */
export interface ReplyPiece {
  readonly text: string
  /** How likely it was, 0…1; null where the server does not say. */
  readonly probability: number | null
  /** What could have stood in its place, itself included, with probabilities; none where the server does not say. */
  readonly choices: readonly { readonly text: string; readonly probability: number }[]
  /** Why no more comes: the text is at its end, or a limit was reached. Null while more may. */
  readonly end: 'ended' | 'limited' | null
}

/** Longer than any token. */
const longestToken = 200

/** A JSON value of the protocol as a piece; null where it holds none, as the last item of a stream. Throws ServerError for anything else. */
export function pieceFrom(json: string): ReplyPiece | null {
  const value = parsed(json)
  const problem = field(value, 'error')
  if (problem !== undefined && problem !== null) throw new ServerError('busy', 'the server broke off with an error of its own')
  const choices = field(value, 'choices')
  if (!Array.isArray(choices)) throw new ServerError('foreign', 'the answer has no choices')
  const [first]: unknown[] = choices
  if (first === undefined) return null
  const text = field(first, 'text')
  if (typeof text !== 'string') throw new ServerError('foreign', 'the answer has no text')
  const reason = field(first, 'finish_reason')
  return { text, ...likelihoods(field(first, 'logprobs')), end: reason === 'length' ? 'limited' : typeof reason === 'string' ? 'ended' : null }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    throw new ServerError('foreign', 'the answer is not JSON')
  }
}

const unknownLikelihood: Pick<ReplyPiece, 'probability' | 'choices'> = { probability: null, choices: [] }

/** As OpenAI's completions have them (vLLM), or as its conversations do (llama-server). */
function likelihoods(logprobs: unknown): Pick<ReplyPiece, 'probability' | 'choices'> {
  const content = field(logprobs, 'content')
  if (Array.isArray(content)) {
    const entries: unknown[] = content
    const own = entries.map((entry) => field(entry, 'logprob'))
    const top = field(entries[0], 'top_logprobs')
    const listed = Array.isArray(top) ? top.map((each: unknown): [unknown, unknown] => [field(each, 'token'), field(each, 'logprob')]) : []
    return likelihoodFrom(own, listed)
  }
  const own = field(logprobs, 'token_logprobs')
  const top = field(logprobs, 'top_logprobs')
  const first: unknown = Array.isArray(top) ? top[0] : undefined
  return Array.isArray(own) ? likelihoodFrom(own, typeof first === 'object' && first !== null ? Object.entries(first) : []) : unknownLikelihood
}

function likelihoodFrom(own: readonly unknown[], listed: readonly (readonly [unknown, unknown])[]): Pick<ReplyPiece, 'probability' | 'choices'> {
  if (own.length === 0 || !own.every(isLogarithm)) return unknownLikelihood
  const probability = Math.exp(own.reduce((sum, one) => sum + one, 0))
  const choices = listed.flatMap(([text, one]) =>
    typeof text === 'string' && text.length <= longestToken && isLogarithm(one) ? [{ text, probability: Math.exp(one) }] : [],
  )
  return { probability, choices: choices.sort((a, b) => b.probability - a.probability) }
}

/** Servers round: a little above zero is certain. */
function isLogarithm(value: unknown): value is number {
  return typeof value === 'number' && !Number.isNaN(value) && value <= 0.01
}

/** What an answer that is none says of why: whether it is about the model. */
export function isAboutModel(body: string): boolean {
  return /\bmodel\b/i.test(body.slice(0, 4000))
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined
}
