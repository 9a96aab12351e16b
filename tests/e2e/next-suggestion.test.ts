/**
 * What is prepared while a suggestion is in view, on real parts: a real page, a real engine with the starter model. Read off
 * the page's own connection: what it asked, and how many tokens the engine had to evaluate for the answer.
 */
import { expect, test } from 'vitest'
import { preparations } from './harness/exchanges.ts'
import { studioForTest } from './harness/studio-page.ts'
import { slowMs } from './launch.ts'
import { ghostText } from './page-actions.ts'

test('a lesson that was opened is read before anything is asked', async () => {
  const { exchanges } = await studioForTest()
  await expect.poll(() => preparations(exchanges)[0], { timeout: slowMs }).toMatchObject({ depth: 'read' })
  expect(preparations(exchanges)[0]?.context.before.length).toBeGreaterThan(50)
  // The caret rests behind an unfinished sentence, which becomes a question after a moment.
  const order = () => exchanges.map(({ member }) => member).filter((member) => member === 'prepare' || member === 'complete')
  await expect.poll(order, { timeout: slowMs }).toContain('complete')
  expect(order()[0]).toBe('prepare')
})

test('the suggestion behind one that is taken in is there without a token being evaluated', async () => {
  const studio = await studioForTest()
  const { page, exchanges } = studio
  await studio.engineReady()
  await studio.atTheEnd()
  let taken = 0
  for (const sentence of ['我们可以使用这个方法来学习机器学习模型的', '。写作的时候，我们', '可以把问题', '分成几个小的部', '分，这样就', '可以']) {
    await page.keyboard.insertText(sentence)
    const offered = await studio.offered(sentence)
    await expect.poll(() => preparations(exchanges).at(-1)?.state, { timeout: slowMs }).toBe('done')
    const prepared = preparations(exchanges).at(-1)
    // Where the model is silent there is nothing to take, and the place is kept read.
    expect(prepared?.depth).toBe(offered === '' ? 'read' : 'written')
    if (offered === '') continue
    expect(prepared?.context.before.endsWith(sentence + offered)).toBe(true)
    const before = exchanges.length
    await page.keyboard.press('Tab')
    const next = () => exchanges.slice(before).find(({ member }) => member === 'complete')
    await expect.poll(() => next()?.state, { timeout: slowMs }).toBe('done')
    expect(next()?.input).toEqual(prepared?.context)
    expect(next()?.items.at(-1)).toMatchObject({ done: true, evaluatedTokens: 0 })
    const text = next()?.items.at(-1)?.text ?? ''
    await expect.poll(async () => (await ghostText(page)) ?? '').toBe(text)
    taken++
    await page.keyboard.press('Escape')
  }
  expect(taken).toBeGreaterThan(0)
})
