/**
 * What learning an author's habits saves: simulated authors write held-out Chinese with and without it. Each is one
 * who takes what is right, but for a kind of place where they want nothing and send it away. What they learn by the
 * first half of what they write is measured on the second. All are told the same by the model, which is asked once.
 */
import { inspectModel, openCompleter, Worth, wordsOf, type CompletionPart, type Leaning, type SuggestionPlace } from '#engine/completion/index.ts'
import { isForCalibration, type Stretch, stretchesOf, Work, write } from '#engine/evaluation/index.ts'
import { isNext } from '#engine/evaluation/author.ts'
import { readDocuments } from '#engine/training/index.ts'
import { connectToMemory } from '#main/store/database.ts'
import { addHabits, type HabitCount, readHabits } from '#main/store/habits.ts'
import { migrate } from '#main/store/migrate.ts'
import { counted, habitFrom } from '#main/services/leanings.ts'
import type { SuggestionOutcome } from '#preload/contract/habits.ts'
import { corpusFile, need, starter } from './corpus.ts'
import { figure, table } from './report.ts'

const characters = Number(process.env['MOKE_CHARACTERS'] ?? 20_000)
const heldOut = corpusFile('valid.jsonl.xz')
need('habits', [heldOut])

type Said = Pick<CompletionPart, 'text' | 'pieces' | 'place'>
type Wants = (place: SuggestionPlace) => boolean

/** What a suggestion that is not taken costs beside its reading: a key to send it away. */
const refusalKeys = 1

const authors: Readonly<Record<string, Wants>> = {
  neutral: () => true,
  'not-at-starts': ({ position }) => position !== 'start',
  'not-after-marks': ({ position }) => position !== 'mark',
  'not-between-words': ({ position }) => position !== 'word',
}

async function hear(stretches: readonly Stretch[]): Promise<Map<Stretch, Map<number, Said>>> {
  const never = new AbortController().signal
  const settings = { calibration: null, speakAbove: 0.02, continueAbove: 0.01 }
  await using completer = await openCompleter({ path: starter, device: 'cpu', threads: { writing: 1, reading: 1 }, settings })
  const heard = new Map<Stretch, Map<number, Said>>()
  for (const stretch of stretches) {
    const said = new Map<number, Said>()
    const question = stretch.work.questions()
    for (let at = stretch.from; at < stretch.to; at += String.fromCodePoint(stretch.work.flow.codePointAt(at) ?? 0).length) {
      if (stretch.work.restAt(at) === '') continue
      for await (const part of completer.complete(question(at), never)) said.set(at, part)
    }
    heard.set(stretch, said)
  }
  return heard
}

const { calibration } = await inspectModel(starter)
if (!calibration) throw new Error('the starter is calibrated')
const works: Work[] = []
for await (const document of readDocuments(heldOut)) {
  if (!isForCalibration(document) && document.language === 'zh') works.push(new Work(document))
}
const stretches = stretchesOf(works, { characters, seed: 7 })
const heard = await hear(stretches)

for (const [name, wants] of Object.entries(authors)) {
  const results = { off: await writeAll(wants, false), on: await writeAll(wants, true) }
  for (const [state, { worth, shown, unwanted }] of Object.entries(results)) {
    figure(`habits.${name}.${state}.keys_saved`, worth, 'of the key presses, in the second half, less those for sending away and reading in vain')
    figure(`habits.${name}.${state}.shown`, shown, `of which ${unwanted} not wanted`)
  }
}
table()

/** One author from beginning to end; the figures are of the second half. */
async function writeAll(wants: Wants, learns: boolean): Promise<{ worth: number; shown: number; unwanted: number }> {
  const db = connectToMemory()
  migrate(db)
  const sum = { keys: 0, plainKeys: 0, shown: 0, unwanted: 0 }
  for (const [index, stretch] of stretches.entries()) {
    const leanings = learns ? readHabits(db, 'm', 0).flatMap(leaningFrom) : []
    const isMeasured = index >= stretches.length / 2
    let vain = 0
    const tally = await write(stretch, async (_, at) => {
      const said = heard.get(stretch)?.get(at)
      const { text, chance } = said ? judged(said, leanings) : { text: '', chance: null }
      if (!said || chance === null || text === '') return { text: '', tokens: [] }
      const isRight = isNext(wordsOf(text, true)[0] ?? '', stretch.work.restAt(at))
      const isWanted = wants(said.place)
      const outcome: SuggestionOutcome = !isWanted ? 'refused' : isRight ? 'accepted' : 'passed'
      addHabits(db, [counted('m', said.place, outcome, chance)], 0)
      if (isMeasured) sum.shown++
      if (isMeasured && !isWanted) sum.unwanted++
      if (outcome !== 'accepted') vain += calibration!.readingCosts[said.place.writing] + (isWanted ? 0 : refusalKeys)
      return { text: isWanted ? text : '', tokens: said.pieces }
    })
    if (!isMeasured) continue
    sum.keys += tally.keys + vain
    sum.plainKeys += tally.plainKeys
  }
  db.close()
  return { worth: (sum.plainKeys - sum.keys) / sum.plainKeys, shown: sum.shown, unwanted: sum.unwanted }
}

function judged({ text, pieces, place: at }: Said, leanings: readonly Leaning[]): { text: string; chance: number | null } {
  const worth = new Worth(calibration!, false, leanings)
  return { text: text.slice(0, worth.judge(text, pieces, at, true).end), chance: worth.chance }
}

function leaningFrom(count: HabitCount): Leaning[] {
  const habit = habitFrom(count)
  return habit ? [{ ...habit.place, shift: habit.shift }] : []
}
