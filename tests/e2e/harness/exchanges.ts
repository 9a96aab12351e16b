/**
 * What a page and the engine say to each other about suggestions, read off the page's own connection: the only way to tell the
 * silence of a model from its thinking, however long a busy machine lets it think.
 */
import type { Page } from 'playwright-core'
import { Preparation, Suggestion } from '#preload/contract/suggestions.ts'
import { FrameSchema } from '#preload/wire/frame.ts'

/** A request of the page to the engine, as it went over the wire. `items`: of questions how a text goes on. */
export interface Exchange {
  readonly member: string
  readonly input: unknown
  readonly items: Suggestion[]
  state: 'asked' | 'done' | 'stopped' | 'failed'
}

/** Adds every exchange of a page about suggestions to `listed`, in order. Has to listen before the page goes anywhere. */
export function listen(page: Page, listed: Exchange[]): void {
  page.on('websocket', (socket) => {
    const exchanges = new Map<number, Exchange>()
    const note = ({ payload }: { payload: string | Buffer }) => noteFrame(String(payload), exchanges, listed)
    socket.on('framesent', note)
    socket.on('framereceived', note)
  })
}

function noteFrame(payload: string, exchanges: Map<number, Exchange>, listed: Exchange[]): void {
  if (!payload.startsWith('{')) return // a heartbeat
  const frame = FrameSchema.safeParse(JSON.parse(payload)).data
  if (!frame || !('id' in frame)) return
  if (frame.kind === 'ask' && frame.service === 'suggestions') {
    const exchange: Exchange = { member: frame.member, input: frame.input, items: [], state: 'asked' }
    exchanges.set(frame.id, exchange)
    listed.push(exchange)
  }
  const exchange = exchanges.get(frame.id)
  if (exchange?.member === 'complete' && frame.kind === 'item') exchange.items.push(Suggestion.parse(frame.value))
  if (exchange?.state === 'asked' && frame.kind === 'done') exchange.state = 'done'
  if (exchange?.state === 'asked' && frame.kind === 'stop') exchange.state = 'stopped'
  if (exchange?.state === 'asked' && frame.kind === 'fail') exchange.state = 'failed'
}

/** What the page let the engine prepare, in order. */
export const preparations = (exchanges: readonly Exchange[]) =>
  exchanges.filter(({ member }) => member === 'prepare').map(({ input, state }) => ({ ...Preparation.parse(input), state }))

/**
 * What the model has said behind `written` where the page shows `ghost`: what is shown, nothing, or something that the page
 * doesn't show, since the author has sent it away here before, or not yet. null: it has not said all that it will. A page lets the
 * engine prepare what comes next once a question is over and its answer, if any, is taken in.
 */
export function answered(exchanges: readonly Exchange[], written: string, ghost: string): 'shown' | 'silent' | 'hidden' | null {
  const newest = exchanges.findLast(({ member }) => member === 'complete' || member === 'prepare')
  if (newest?.member !== 'prepare') return null
  const { context, depth } = Preparation.parse(newest.input)
  if (ghost !== '') return context.before.endsWith(written + ghost) ? 'shown' : null
  if (depth === 'read') return context.before.endsWith(written) ? 'silent' : null
  return context.before.includes(written) ? 'hidden' : null
}
