/**
 * What an author's own texts do for suggestions: each archive of `MOKE_CORPUS/authors` is split by whole works, an eighth held out, and the
 * simulated author writes stretches of those with the starter alone, and with the starter and all other works of the archive (and what is
 * written so far). All weights were fitted on other works than those held out. Also how long indexing
 * ten million characters takes, and a look-up in them: those are times, so nothing else should run. `phrases.bench.ts times` measures only these,
 * `phrases.bench.ts NAME …` only these archives; `MOKE_CHARACTERS=N` how much is written of each.
 */
import { type CompletionPart, type CompletionRequest, openCompleter } from '#engine/completion/index.ts'
import { measured, type MeasuredWriting, type Stretch, stretchesOf, Work, write } from '#engine/evaluation/index.ts'
import { Random } from '#engine/model/index.ts'
import { Phrases } from '#engine/phrases/index.ts'
import { readDocuments, type TrainingDocument } from '#engine/training/index.ts'
import { corpusFile, need, starter } from './corpus.ts'
import { figure, quantile, table } from './report.ts'

const names = ['howtocook', 'javascript-tutorial', 'law-cases', 'opensource-guide-zh', 'luxun-essays', 'xuzhimo-essays']
const characters = Number(process.env['MOKE_CHARACTERS'] ?? 4000)
const indexedCharacters = 10_000_000
const chosen = process.argv.slice(2)
const signal = new AbortController().signal

/** The held-out eighth and the rest, always the same ones. */
async function splitArchive(file: string): Promise<{ readonly held: readonly TrainingDocument[]; readonly others: readonly TrainingDocument[] }> {
  const works: TrainingDocument[] = []
  for await (const work of readDocuments(file)) works.push(work)
  const order = Uint32Array.from(works, (_, at) => at)
  new Random(7).shuffle(order)
  const shuffled = Array.from(order).flatMap((at) => works.slice(at, at + 1))
  const count = Math.max(1, Math.round(works.length / 8))
  return { held: shuffled.slice(0, count), others: shuffled.slice(count) }
}

function indexed(works: readonly TrainingDocument[]): Phrases {
  const phrases = new Phrases()
  for (const [at, { text }] of works.entries()) phrases.add(`${at}`, text)
  for (const _ of phrases.build());
  return phrases
}

async function written(stretches: readonly Stretch[], memory: Phrases | null): Promise<MeasuredWriting> {
  await using completer = await openCompleter({ path: starter, device: 'cpu', threads: { writing: 1, reading: 1 }, memory })
  const suggest = async (question: () => CompletionRequest) => {
    let last: CompletionPart | undefined
    for await (const part of completer.complete({ ...question(), ...(memory && { recall: { source: null, group: null } }) }, signal)) last = part
    if (!last) throw new Error('a request is always answered')
    return last
  }
  const tallies = []
  for (const stretch of stretches) tallies.push(await write(stretch, suggest))
  return measured(tallies)
}

async function measureArchive(name: string): Promise<void> {
  const { held, others } = await splitArchive(corpusFile(`authors/${name}.jsonl.xz`))
  const stretches = stretchesOf(
    held.map((work) => new Work({ ...work, language: 'zh' })),
    { characters, seed: 1 },
  )
  const without = await written(stretches, null)
  const withPhrases = await written(stretches, indexed(others))
  const error = (of: MeasuredWriting, what: 'saved' | 'precision') => (of.errors === null ? '' : ` ± ${of.errors[what].toFixed(3)}`)
  const about = `${held.length} works held out of ${held.length + others.length}, ${without.characters} characters`
  figure(`phrases.${name}.saved_without`, without.saved, `${error(without, 'saved')} (precision ${without.precision.toFixed(3)}); ${about}`)
  figure(`phrases.${name}.saved`, withPhrases.saved, `${error(withPhrases, 'saved')}, ${(withPhrases.saved / without.saved).toFixed(2)} times as much`)
  figure(`phrases.${name}.precision`, withPhrases.precision, `share of the suggestions whose first word was right${error(withPhrases, 'precision')}`)
}

/** Build and look-up at ten million characters, of the training text; looked up is what another eighty documents say. */
async function measureTimes(): Promise<void> {
  const works: TrainingDocument[] = []
  let length = 0
  for await (const work of readDocuments(corpusFile('zh-train.jsonl.xz'))) {
    works.push(work)
    length += work.text.length
    if (length > indexedCharacters * 1.02) break
  }
  const asked = works.splice(-80)
  const phrases = new Phrases()
  for (const [at, { text }] of works.entries()) phrases.add(`${at}`, text)
  const begun = performance.now()
  const pieces: number[] = []
  const processorMs = () => process.cpuUsage().user / 1000
  for (let at = processorMs(), building = phrases.build(); !building.next().done; at = processorMs()) pieces.push(processorMs() - at)
  const seconds = (performance.now() - begun) / 1000
  const bytes = works.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)
  figure(
    'phrases.build_mb_s',
    bytes / 1e6 / seconds,
    `${phrases.size.characters} characters in ${seconds.toFixed(1)} s; ${(phrases.size.bytes / 1e6).toFixed(0)} MB in memory`,
  )
  const longest = Math.max(...pieces).toFixed(0)
  figure('phrases.piece_ms', quantile(pieces, 0.99), `processor time, p99 of the ${pieces.length} pieces between which others are answered; longest ${longest}`)
  const times = asked.flatMap(({ text }) =>
    Array.from({ length: 60 }, (_, at) => {
      const before = text.slice(0, 20 + at * 7)
      const start = performance.now()
      phrases.recall(before)
      return performance.now() - start
    }),
  )
  figure('phrases.lookup_ms', quantile(times, 0.95), `p95 of ${times.length}; p50 ${quantile(times, 0.5).toFixed(2)}`)
}

need('phrases', [starter, corpusFile('zh-train.jsonl.xz'), ...names.map((name) => corpusFile(`authors/${name}.jsonl.xz`))])
if (chosen.length === 0 || chosen.includes('times')) await measureTimes()
for (const name of names) if (chosen.length === 0 || chosen.includes(name)) await measureArchive(name)
table()
