/**
 * What the host does for an archive of 10,000 works, a fiftieth of them versions of others: which are alike. And for one of a million
 * characters: comparing it, masking it. `longest` is how long nobody else had their turn. Takes half a minute.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { ownSpans } from '#main/archive/own-spans.ts'
import { masked } from '#main/archive/personal.ts'
import { alikePairs, sketchOf } from '#preload/document/sketch.ts'
import { residentMb } from './processes.ts'
import { figure, table } from './report.ts'

const works = 10_000
const charactersEach = 1000

const signs = '天地人山水风云日月春夏秋冬东西南北大小上下前后左右来去出入开关长短高低远近多少，。'

function textOf(seed: number, length: number): string {
  let state = (seed * 2_654_435_761) >>> 0
  let text = ''
  while (text.length < length) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    text += signs[(state >>> 16) % signs.length] ?? ''
  }
  return text
}

/** Runs what rests between its steps; the seconds that it took, and the longest step in ms. */
async function timed(run: (pause: () => Promise<void>) => Promise<unknown>): Promise<{ seconds: number; longest: number }> {
  const begun = performance.now()
  let [since, longest] = [begun, 0]
  const over = () => {
    longest = Math.max(longest, performance.now() - since)
  }
  await run(async () => {
    over()
    await nextTurn()
    since = performance.now()
  })
  over()
  return { seconds: (performance.now() - begun) / 1000, longest }
}

const sketches = Array.from({ length: works }, (_, at) => sketchOf(textOf(at % (works * 0.98), charactersEach)))
const before = residentMb(process.pid)
let pairs = 0
const alike = await timed(async (pause) => {
  pairs = (await alikePairs(sketches, pause)).length
})
figure('archive.alike_seconds', alike.seconds, `${works} works of ${charactersEach} characters, ${pairs} pairs`)
figure('archive.alike_longest_ms', alike.longest)
figure('archive.alike_mb', residentMb(process.pid) - before, 'more than before')

const book = textOf(works, 1_000_000)
const compared = await timed((pause) => ownSpans(book.slice(500_000, 520_000), book, pause))
figure('archive.compare_seconds', compared.seconds, 'what is shown of a work with a book')
figure('archive.compare_longest_ms', compared.longest)

const numbers = Array.from({ length: 60_000 }, (_, at) => `138${10_000_000 + at}`).join('\n')
figure('archive.mask_seconds', (await timed(async () => masked(numbers))).seconds, 'a list of 60,000 numbers')
figure('archive.mask_book_seconds', (await timed(async () => masked(book))).seconds, 'a book of a million characters')
table()
