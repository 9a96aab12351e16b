/**
 * What is prepared while a suggestion is in view, on real parts: a real page, a real engine with the starter model. Read off
 * the page's own connection: what it asked, and how many tokens the engine had to evaluate for the answer.
 */
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { Preparation, Suggestion } from '#preload/contract/suggestions.ts'
import { FrameSchema } from '#preload/wire/frame.ts'
import { newFolder, openPage, startHost } from './launch.ts'

/** A request of the page to the engine, as it went over the wire. */
interface Exchange {
  readonly member: string
  readonly input: unknown
  readonly items: Suggestion[]
  state: 'asked' | 'done' | 'stopped' | 'failed'
}

/** Every exchange of a page about suggestions, in order. */
function listen(page: Page): Exchange[] {
  const exchanges = new Map<number, Exchange>()
  const listed: Exchange[] = []
  const note = (payload: string | Buffer) => {
    if (!String(payload).startsWith('{')) return // a heartbeat
    const frame = FrameSchema.safeParse(JSON.parse(String(payload))).data
    if (!frame || !('id' in frame)) return
    if (frame.kind === 'ask' && frame.service === 'suggestions') {
      const exchange: Exchange = { member: frame.member, input: frame.input, items: [], state: 'asked' }
      exchanges.set(frame.id, exchange)
      listed.push(exchange)
    }
    const exchange = exchanges.get(frame.id)
    if (exchange && frame.kind === 'item') exchange.items.push(Suggestion.parse(frame.value))
    if (exchange?.state === 'asked' && frame.kind === 'done') exchange.state = 'done'
    if (exchange?.state === 'asked' && frame.kind === 'stop') exchange.state = 'stopped'
    if (exchange?.state === 'asked' && frame.kind === 'fail') exchange.state = 'failed'
  }
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => note(payload))
    socket.on('framereceived', ({ payload }) => note(payload))
  })
  return listed
}

const preparations = (exchanges: readonly Exchange[]) =>
  exchanges.filter(({ member }) => member === 'prepare').map(({ input, state }) => ({ ...Preparation.parse(input), state }))

const ghost = (page: Page) => page.evaluate(() => document.querySelector('[data-ghost]')?.getAttribute('data-ghost') ?? '')

async function open() {
  const folder = newFolder()
  onTestFinished(folder.discard)
  const host = await startHost(folder.path)
  onTestFinished(() => host.stop())
  let exchanges: Exchange[] = []
  const studio = await openPage(host.address, {
    watch: (page) => {
      exchanges = listen(page)
    },
  })
  onTestFinished(() => studio.close())
  await studio.page.waitForSelector('[data-engine-phase="ready"]', { timeout: 120_000, state: 'attached' })
  return { ...studio, exchanges }
}

test('a lesson that was opened is read before anything is asked', async () => {
  const { exchanges } = await open()
  await expect.poll(() => preparations(exchanges)[0]).toMatchObject({ depth: 'read' })
  expect(preparations(exchanges)[0]?.context.before.length).toBeGreaterThan(50)
  // The caret rests behind an unfinished sentence, which becomes a question after a moment.
  const order = () => exchanges.map(({ member }) => member).filter((member) => member === 'prepare' || member === 'complete')
  await expect.poll(order).toContain('complete')
  expect(order()[0]).toBe('prepare')
})

test('the suggestion behind one that is taken in is there without a token being evaluated', async () => {
  const { page, exchanges } = await open()
  await page.locator('[data-slate-editor]').click()
  await page.keyboard.press('Control+End')
  let taken = 0
  for (const sentence of ['我们可以使用这个方法来学习机器学习模型的', '。写作的时候，我们', '可以把问题', '分成几个小的部', '分，这样就', '可以']) {
    await page.keyboard.insertText(sentence)
    // Where the model is silent there is nothing to take, and the place is kept read.
    await expect.poll(() => preparations(exchanges).at(-1)?.context.before.includes(sentence)).toBe(true)
    await expect.poll(() => preparations(exchanges).at(-1)?.state).toBe('done')
    // What is prepared can be told a frame before what is offered is drawn.
    await expect.poll(async () => preparations(exchanges).at(-1)?.depth === ((await ghost(page)) === '' ? 'read' : 'written')).toBe(true)
    const offered = await ghost(page)
    const prepared = preparations(exchanges).at(-1)
    if (offered === '') continue
    expect(prepared?.context.before.endsWith(sentence + offered)).toBe(true)
    const before = exchanges.length
    await page.keyboard.press('Tab')
    const next = () => exchanges.slice(before).find(({ member }) => member === 'complete')
    await expect.poll(() => next()?.state).toBe('done')
    expect(next()?.input).toEqual(prepared?.context)
    expect(next()?.items.at(-1)).toMatchObject({ done: true, evaluatedTokens: 0 })
    const text = next()?.items.at(-1)?.text ?? ''
    await expect.poll(() => ghost(page)).toBe(text)
    taken++
    await page.keyboard.press('Escape')
  }
  expect(taken).toBeGreaterThan(0)
})
