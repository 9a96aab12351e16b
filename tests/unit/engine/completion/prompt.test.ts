import { describe, expect, test } from 'vitest'
import { buildPrompt, type Fits, type Place, type Prompt, promptAhead } from '#engine/completion/prompt.ts'

const place = (before: string, part: Partial<Place> = {}): Place => ({ course: '写作课', chapter: '开始', lesson: '第一句', headings: [], before, ...part })
/** A token a character, so that a share of the room is a number of characters. */
const room =
  (characters: number): Fits =>
  (text, share) =>
    text.length <= characters * share
const sentence = (n: number) => `这是第${n}句，它有十几个字。`
const sentences = (count: number, from = 0) => Array.from({ length: count }, (_, at) => sentence(from + at)).join('')
const head = '# 写作课\n\n# 开始\n\n# 第一句\n\n'

/** Types a text character by character and answers every prompt on the way. */
function typed(start: string, added: string, fits: Fits): Prompt[] {
  let previous = buildPrompt(place(start), null, fits)
  return [...added].map((_, at) => (previous = buildPrompt(place(start + added.slice(0, at + 1)), previous, fits)))
}

describe('the prompt', () => {
  test('it begins with the titles, as documents do, each once', () => {
    expect(buildPrompt(place('你好'), null, room(400))).toEqual({ head, window: '你好', start: 0 })
    expect(buildPrompt(place('你好', { course: ' 第一句\n', chapter: '' }), null, room(400))).toEqual({ head: '# 第一句\n\n', window: '你好', start: 0 })
    expect(buildPrompt(place('', { course: '', chapter: '', lesson: '' }), null, room(400))).toEqual({ head: '', window: '', start: 0 })
  })

  test('it begins at a sentence when not everything fits, with room to type', () => {
    const { window } = buildPrompt(place(sentences(100)), null, room(400))
    expect(window.startsWith('这是第')).toBe(true)
    expect(head.length + window.length).toBeLessThanOrEqual(160)
    expect(head.length + window.length).toBeGreaterThan(140)
  })

  test('it keeps the heading that the window lost, from the text or from the page', () => {
    const before = `# 方法\n\n${sentences(60)}`
    expect(buildPrompt(place(before), null, room(400)).head).toBe(`${head}# 方法\n\n`)
    expect(buildPrompt(place(sentences(60), { headings: ['总论', '细节'] }), null, room(400)).head).toBe(`${head}# 细节\n\n`)
    expect(buildPrompt(place(sentences(5), { headings: ['总论'] }), null, room(400)).head).toBe(head)
  })

  test('it keeps its beginning while the author types and moves it far when it must', () => {
    const prompts = typed(sentences(10), sentences(60, 10), room(400))
    const starts = new Set(prompts.map(({ head, window }) => head + window.slice(0, 20)))
    expect(prompts.every(({ head, window }) => head.length + window.length <= 400)).toBe(true)
    // About 160 characters are typed between two moves.
    expect(starts.size).toBeGreaterThan(3)
    expect(starts.size).toBeLessThanOrEqual(7)
  })

  test('it keeps its beginning while the page’s text slides along', () => {
    const text = sentences(300)
    const sent = (end: number) => place(text.slice(Math.max(0, end - 4000), end))
    const first = buildPrompt(sent(4200), null, room(100_000))
    const later = buildPrompt(sent(4600), first, room(100_000))
    expect(later.window.startsWith(first.window)).toBe(true)
  })

  test('it moves its beginning on by a half where the page has left that behind', () => {
    const text = sentences(300)
    const sent = (start: number, end: number) => place(text.slice(start, end))
    const first = buildPrompt(sent(0, 215), null, room(600))
    expect(first.start).toBe(0)
    const later = buildPrompt(sent(150, 395), first, room(600))
    expect(text.slice(150, 395).endsWith(later.window)).toBe(true)
    // Four tenths of the room, 240 characters, are left behind, to the sentence's end.
    expect(150 + later.start).toBeGreaterThan(240)
    expect(150 + later.start).toBeLessThan(256)
  })

  test('it keeps its beginning in a text that repeats itself', () => {
    const verse = '一二三四五六七八九十。'.repeat(100)
    const starts = typed(verse, verse.slice(0, 60), room(400)).map(({ start }) => start)
    expect(new Set(starts).size).toBe(1)
  })

  test('it keeps its beginning while the author deletes', () => {
    const text = sentences(100)
    const first = buildPrompt(place(text), null, room(400))
    const shorter = buildPrompt(place(text.slice(0, -30)), first, room(400))
    expect(first.window).toBe(shorter.window + text.slice(-30))
  })

  test('it begins anew when the caret went elsewhere', () => {
    const text = sentences(200)
    const first = buildPrompt(place(text), null, room(400))
    const above = buildPrompt(place(text.slice(0, 1200)), first, room(400))
    expect(text.slice(0, 1200).endsWith(above.window)).toBe(true)
    expect(above.window.length).toBeGreaterThan(120)
  })

  test('it begins anew where the caret went so far ahead that less is read then, and stays where it is for what was pasted', () => {
    const text = sentences(100)
    const above = buildPrompt(place(text.slice(0, 60)), null, room(1000))
    const far = buildPrompt(place(text.slice(0, 800)), above, room(1000))
    expect(far).toEqual(buildPrompt(place(text.slice(0, 800)), null, room(1000)))
    expect(far.start).toBeGreaterThan(250)
    expect(buildPrompt(place(text.slice(0, 400)), above, room(1000)).start).toBe(0)
  })

  test('it reaches further back when little is left of the old window', () => {
    const text = sentences(200)
    const first = buildPrompt(place(text), null, room(400))
    const start = text.length - first.window.length
    const above = buildPrompt(place(text.slice(0, start + 40)), first, room(400))
    expect(above.window.length).toBeGreaterThan(120)
  })

  test('it cuts a block without any sentence between whole characters', () => {
    const { window } = buildPrompt(place('𠮷'.repeat(500)), null, room(400))
    expect(window.length).toBeGreaterThan(120)
    expect(window.isWellFormed()).toBe(true)
  })

  test('it survives titles that leave no room', () => {
    expect(buildPrompt(place(sentences(3), { lesson: '长'.repeat(500) }), null, room(400)).window).toBe('')
  })
})

describe('the prompt ahead', () => {
  test('it is the one that comes when the window moves, however long before', () => {
    const fits = room(400)
    const text = sentences(60)
    let prompt = buildPrompt(place(text.slice(0, 130)), null, fits)
    const ahead: (string | null)[] = []
    for (let end = 131; prompt.start === 0; end++) {
      const here = place(text.slice(0, end))
      const next = buildPrompt(here, prompt, fits)
      if (next.start === 0) ahead.push(promptAhead(here, next, fits)?.window ?? null)
      else expect(next.window).toBe(`${ahead.at(-1)}${text.charAt(end - 1)}`)
      prompt = next
    }
    const known = ahead.filter((window) => window !== null)
    expect(known.length).toBeGreaterThan(60)
    expect(known.length).toBeLessThan(100)
    expect(new Set(known.map((window) => window.slice(0, 100))).size).toBe(1)
  })

  test('it is none while there is room, nor where the text has no place to begin at', () => {
    const prompt = buildPrompt(place(sentences(5)), null, room(400))
    expect(promptAhead(place(sentences(5)), prompt, room(400))).toBeNull()
    const endless = place('字'.repeat(390))
    expect(promptAhead(endless, { head, window: endless.before, start: 0 }, room(400))).toBeNull()
  })
})
