/**
 * Full-text search over ten million characters: 1,000 lessons of 10,000, made of held-out sentences in random order. Fifty
 * questions of 2 to 8 characters taken from the text itself, each answered whole: in the store's process, and over the wire's frames, between two ends in one process
 * as a page asks. Needs no built studio and takes half a minute.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { editorLeases } from '#main/services/leases.ts'
import { openWorkspace } from '#main/services/open-workspace.ts'
import { searchService } from '#main/services/search.ts'
import { search } from '#preload/contract/search.ts'
import { newBlockId } from '#preload/document/identity.ts'
import type { Doc } from '#preload/document/schema.ts'
import { connect } from '#preload/wire/connect.ts'
import { portPair } from '#preload/wire/port.ts'
import { implement, serve } from '#preload/wire/serve.ts'
import { root } from '../e2e/launch.ts'
import { figure, quantile, table } from './report.ts'

const lessons = 1000
const charactersEach = 10_000
const questions = 50

let seed = 20_261_129
const random = (below: number) => {
  seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff
  return seed % below
}

const sentences = readFileSync(join(root, 'tests/fixtures/heldout-paragraphs.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .flatMap((line) => String((JSON.parse(line) as { text?: string }).text ?? JSON.parse(line)).split(/(?<=[。！？；])/))
  .filter((sentence) => sentence.length > 3)

function lessonText(): string[] {
  const paragraphs: string[] = []
  for (let total = 0; total < charactersEach;) {
    let paragraph = ''
    while (paragraph.length < 120) paragraph += sentences[random(sentences.length)] ?? ''
    paragraphs.push(paragraph)
    total += paragraph.length
  }
  return paragraphs
}

const folder = mkdtempSync(join(tmpdir(), 'moke-search-'))
const workspace = await openWorkspace({ folder })
const texts = Array.from({ length: lessons }, lessonText)
const docOf = (paragraphs: readonly string[]): Doc => paragraphs.map((text) => ({ type: 'paragraph', id: newBlockId(), children: [{ text }] }))
workspace.write('tree', (store) =>
  store.createCourse({
    title: '课',
    chapters: Array.from({ length: 20 }, (_, chapter) => ({
      title: `第${chapter + 1}章`,
      lessons: texts.slice(chapter * 50, chapter * 50 + 50).map((paragraphs, at) => ({ title: `第${at + 1}课`, doc: docOf(paragraphs) })),
    })),
  }),
)
const total = texts.flat().reduce((sum, text) => sum + text.length, 0)

const handlers = searchService({ workspace, leases: editorLeases(() => undefined) })
const [ours, theirs] = portPair()
serve(ours, new Map([implement(search, handlers)]), { protocol: 1, admit: () => null, client: 'page', reportBug: (error) => String(error) })
const client = connect(theirs, { protocol: 1, token: '' }).client(search)

const asked = Array.from({ length: questions }, () => {
  const paragraph = texts[random(lessons)]?.[0] ?? ''
  const length = 2 + random(7)
  return paragraph.slice(0, length + random(paragraph.length - length)).slice(-length)
}).map((query) => ({ query, within: null, bin: false }))

interface Timed {
  readonly first: number
  readonly all: number
  readonly places: number
}

async function timed(ask: () => AsyncIterable<{ readonly count: number }>): Promise<Timed> {
  const begun = performance.now()
  let [first, places] = [NaN, 0]
  for await (const { count } of ask()) {
    if (places === 0) first = performance.now() - begun
    places += count
  }
  return { first, all: performance.now() - begun, places }
}

const memoryBefore = process.memoryUsage().rss
const cold = await timed(() => client.find({ query: '的话', within: null, bin: false }))
figure('search.cold_ms', cold.all, `the first search after a start, which reads ${total} characters of ${lessons} lessons`)
figure('search.cold_first_ms', cold.first, 'the same to its first lesson')
const caller = { client: 'page', signal: new AbortController().signal }
const [inside, wired]: [Timed[], Timed[]] = [[], []]
for (const question of asked) {
  inside.push(await timed(() => handlers.find(question, caller)))
  wired.push(await timed(() => client.find(question)))
}
const all = (times: readonly Timed[]) => times.map((time) => time.all)
const note = `${questions} questions of 2 to 8 characters over ${total}, ${Math.max(...wired.map(({ places }) => places))} places at most`
figure('search.ms', quantile(all(wired), 0.95), `95th percentile, every answer read, over the wire; ${note}`)
figure('search.p50_ms', quantile(all(wired), 0.5), 'median of the same')
figure('search.inside_ms', quantile(all(inside), 0.95), '95th percentile in the process of the store')
figure(
  'search.first_ms',
  quantile(
    wired.map(({ first }) => first).filter((ms) => !Number.isNaN(ms)),
    0.95,
  ),
  '95th percentile to the first lesson',
)
const one = await timed(() => client.find({ query: '的', within: null, bin: false }))
figure('search.one_character_ms', one.all, `the commonest character, ${one.places} places`)
globalThis.gc?.()
figure('search.memory_mb', (process.memoryUsage().rss - memoryBefore) / 1e6, 'what the process grew by (with --expose-gc, what stays)')
table()
await workspace.close()
rmSync(folder, { recursive: true, force: true })
