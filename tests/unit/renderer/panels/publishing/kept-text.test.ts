import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { KeptText } from '#renderer/panels/publishing/kept-text.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A field of a place whose store answers as it is told. */
function field(place: string, value = '', meaning: (text: string) => string | null = (text) => text) {
  const asked: { readonly text: string; answer(isStored: boolean): void }[] = []
  const store = (text: string) => {
    const { promise, resolve } = Promise.withResolvers<boolean>()
    asked.push({ text, answer: resolve })
    return promise
  }
  return { asked, kept: new KeptText(place, value, { store, meaning, onChange: () => undefined }) }
}

/** What the window holds for its next page. */
function windowStorage(): Map<string, string> {
  const held = new Map<string, string>()
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, text: string) => void held.set(key, text),
    removeItem: (key: string) => void held.delete(key),
  })
  onTestFinished(() => void vi.unstubAllGlobals())
  return held
}

/** A field of a page that went away right behind a key. */
function leftAt(place: string, value: string, typed: string) {
  const page = new EventTarget()
  const gone = field(place, value)
  gone.kept.hearsGoing(page)
  gone.kept.type(typed)
  page.dispatchEvent(new Event('pagehide'))
  return { gone, page }
}

test('a text that was not stored is tried again as its field is left, and as it goes away', async () => {
  const { asked, kept } = field('a')
  kept.begin()
  kept.type('简介')
  await vi.advanceTimersByTimeAsync(1000)
  asked[0]?.answer(false)
  await vi.advanceTimersByTimeAsync(0)
  expect([kept.typed, kept.isUnstored]).toEqual(['简介', true])
  kept.leave()
  // As it is just being stored it is not stored twice.
  void kept.settle()
  asked[1]?.answer(true)
  await vi.advanceTimersByTimeAsync(0)
  expect([kept.typed, kept.isUnstored]).toEqual(['简介', false])
  await kept.settle()
  expect(asked.map(({ text }) => text)).toEqual(['简介', '简介'])
})

test('a text that was not stored waits for the next field of its place alone, until it is', async () => {
  const gone = field('b', '旧')
  gone.kept.type('新')
  void gone.kept.settle()
  gone.asked[0]?.answer(false)
  await vi.advanceTimersByTimeAsync(0)
  expect(field('c', '旧').kept.typed).toBe('旧')
  const next = field('b', '旧')
  expect([next.kept.typed, next.kept.isUnstored]).toEqual(['新', true])
  next.kept.came('旧')
  void next.kept.settle()
  next.asked[0]?.answer(true)
  await vi.advanceTimersByTimeAsync(0)
  expect(field('b', '新').kept).toMatchObject({ typed: '新', isUnstored: false })
})

test('what is typed while an older text is being stored is stored after it; what comes back from before takes no place', async () => {
  const { asked, kept } = field('d')
  kept.begin()
  kept.type('一')
  await vi.advanceTimersByTimeAsync(1000)
  kept.type('一二')
  kept.leave()
  asked[0]?.answer(true)
  await vi.advanceTimersByTimeAsync(0)
  kept.came('一')
  expect(kept.typed).toBe('一二')
  asked[1]?.answer(true)
  await vi.advanceTimersByTimeAsync(0)
  expect(asked.map(({ text }) => text)).toEqual(['一', '一二'])
  kept.came('别处改的')
  expect(kept.typed).toBe('别处改的')
  kept.type(' ')
  void kept.settle()
  expect(asked[2]?.text).toBe('')
})

test('a text is stored as its page goes away, and not again by one that has gone before', async () => {
  const { asked, kept } = field('e')
  const page = new EventTarget()
  const end = kept.hearsGoing(page)
  kept.type('林一')
  page.dispatchEvent(new Event('pagehide'))
  expect(asked.map(({ text }) => text)).toEqual(['林一'])
  kept.type('林一二')
  end()
  expect(asked.map(({ text }) => text)).toEqual(['林一', '林一二'])
  page.dispatchEvent(new Event('pagehide'))
  expect(asked.length).toBe(2)
})

test('nothing of a composition is stored before its end, and what was typed before it is', async () => {
  const { asked, kept } = field('f')
  const page = new EventTarget()
  kept.hearsGoing(page)
  kept.begin()
  kept.type('林')
  kept.type('林yi', true)
  await vi.advanceTimersByTimeAsync(1000)
  asked[0]?.answer(true)
  await vi.advanceTimersByTimeAsync(5000)
  kept.came('林')
  page.dispatchEvent(new Event('pagehide'))
  expect([asked.map(({ text }) => text), kept.typed]).toEqual([['林'], '林yi'])
  kept.type('林一')
  await vi.advanceTimersByTimeAsync(1000)
  expect(asked.map(({ text }) => text)).toEqual(['林', '林一'])
})

test('of what comes to the same nothing is stored again, nor taken for what is typed; what can’t be stored stays as it stands', async () => {
  const { asked, kept } = field('g', '7', (text) => /^\d+$/.exec(text.trim())?.[0] ?? null)
  kept.type(' 7')
  await vi.advanceTimersByTimeAsync(1000)
  kept.type('8x')
  await vi.advanceTimersByTimeAsync(1000)
  kept.leave()
  kept.came('9')
  expect([asked.length, kept.typed]).toEqual([0, '8x'])
  kept.type('8 ')
  await vi.advanceTimersByTimeAsync(1000)
  asked[0]?.answer(true)
  await vi.advanceTimersByTimeAsync(0)
  kept.came('8')
  expect([asked.map(({ text }) => text), kept.typed]).toEqual([['8 '], '8 '])
  kept.came('9')
  expect(kept.typed).toBe('9')
})

test('a text that could not be stored, and was typed back to what is, waits for nobody', async () => {
  const { asked, kept } = field('h', '旧')
  kept.type('新')
  void kept.settle()
  asked[0]?.answer(false)
  await vi.advanceTimersByTimeAsync(0)
  kept.type('旧')
  await vi.advanceTimersByTimeAsync(1000)
  expect([asked.length, kept.isUnstored, field('h', '旧').kept.typed]).toEqual([1, false, '旧'])
})

test('what is still on its way as the page goes away is carried to the next page of the window, and stored there', async () => {
  const held = windowStorage()
  const { gone } = leftAt('pace', '240', '130')
  expect(gone.asked.map(({ text }) => text)).toEqual(['130'])

  // It did not arrive.
  const next = field('pace', '240')
  expect([next.kept.typed, next.kept.isUnstored, held.size]).toEqual(['130', true, 0])
  next.kept.hearsGoing(new EventTarget())
  next.asked[0]?.answer(true)
  await vi.advanceTimersByTimeAsync(0)
  expect([next.asked.map(({ text }) => text), next.kept.isUnstored]).toEqual([['130'], false])
  expect(field('pace', '130').kept).toMatchObject({ typed: '130', isUnstored: false })
})

test('what was still on its way takes no place of what another window stored since', async () => {
  windowStorage()
  leftAt('newer', '200', '210')
  const { kept, asked } = field('newer', '250')
  kept.hearsGoing(new EventTarget())
  await vi.advanceTimersByTimeAsync(1000)
  expect([kept.typed, kept.isUnstored, asked]).toEqual(['250', false, []])
})

test('of two texts on their way the last one is carried, also where the first arrived', async () => {
  windowStorage()
  const page = new EventTarget()
  const gone = field('two', '200')
  gone.kept.hearsGoing(page)
  gone.kept.type('210')
  void gone.kept.settle()
  gone.kept.type('211')
  page.dispatchEvent(new Event('pagehide'))
  expect(gone.asked.map(({ text }) => text)).toEqual(['210', '211'])
  expect(field('two', '210').kept).toMatchObject({ typed: '211', isUnstored: true })
})

test('what has arrived is not stored again by the next page, nor carried by one that came back', async () => {
  const held = windowStorage()
  const { gone, page } = leftAt('rate', '1', '2')
  const next = field('rate', '2')
  next.kept.hearsGoing(new EventTarget())
  await vi.advanceTimersByTimeAsync(0)
  expect([next.asked, next.kept.isUnstored]).toEqual([[], false])

  gone.kept.type('3')
  page.dispatchEvent(new Event('pagehide'))
  expect(held.size).toBe(1)
  for (const each of gone.asked) each.answer(true)
  await vi.advanceTimersByTimeAsync(0)
  expect(held.size).toBe(0)
})
