/** Simulated authors, from the engine's decision over the counts in the store back to the engine. */
import { expect, onTestFinished, test } from 'vitest'
import type { Leaning } from '#engine/completion/leanings.ts'
import { Worth } from '#engine/completion/worth.ts'
import { Random } from '#engine/model/index.ts'
import { counted, habitFrom } from '#main/services/leanings.ts'
import { connectToMemory } from '#main/store/database.ts'
import { addHabits, readHabits } from '#main/store/habits.ts'
import { migrate } from '#main/store/migrate.ts'
import type { SuggestionOutcome, SuggestionPlace } from '#preload/contract/habits.ts'
import { trusting } from '../../engine/completion/calibrations.ts'

const start: SuggestionPlace = { position: 'start', block: 'paragraph', writing: 'han' }
const word: SuggestionPlace = { ...start, position: 'word' }
const rounds = 200
const day = 24 * 3600_000

/** An author to whom words of all chances are suggested at two kinds of places in turn. */
class Author {
  readonly #db = connectToMemory()
  readonly #random = new Random(3)
  readonly #outcome: (place: SuggestionPlace, isRight: boolean) => SuggestionOutcome
  #now = 0

  constructor(outcome: (place: SuggestionPlace, isRight: boolean) => SuggestionOutcome) {
    this.#outcome = outcome
    migrate(this.#db)
    onTestFinished(() => {
      this.#db.close()
    })
  }

  /** How many are shown at each of the two in so many rounds. */
  write(): { start: number; word: number } {
    const shown = { start: 0, word: 0 }
    for (let round = 0; round < rounds; round++) {
      if (this.#isShown(start)) shown.start++
      if (this.#isShown(word)) shown.word++
    }
    return shown
  }

  rest(ms: number): void {
    this.#now += ms
  }

  #isShown(place: SuggestionPlace): boolean {
    const probability = this.#random.below(1000) / 1000
    const worth = new Worth(trusting(), false, this.#leanings())
    const { end } = worth.judge('天气', [{ text: '天气', probability, entropy: 0 }], place, true)
    const isRight = this.#random.below(1000) / 1000 < probability
    if (end === 0 || worth.chance === null) return false
    addHabits(this.#db, [counted('m', place, this.#outcome(place, isRight), worth.chance)], this.#now)
    return true
  }

  #leanings(): Leaning[] {
    return readHabits(this.#db, 'm', this.#now)
      .flatMap((count) => habitFrom(count) ?? [])
      .map(({ place, shift }) => ({ ...place, shift }))
  }
}

const honest = (_: SuggestionPlace, isRight: boolean): SuggestionOutcome => (isRight ? 'accepted' : 'passed')

test('one who takes what is right is shown as much as ever', () => {
  const author = new Author(honest)
  const [first, , third] = [author.write(), author.write(), author.write()]
  for (const kind of ['start', 'word'] as const) expect(third[kind] / first[kind]).toBeGreaterThan(0.85)
  for (const kind of ['start', 'word'] as const) expect(third[kind] / first[kind]).toBeLessThan(1.15)
})

test.each(['passed', 'refused'] as const)(
  'one by whom all at the start of a paragraph is %s is shown far less there, never nothing for good, and as much elsewhere',
  (outcome) => {
    const author = new Author((place, isRight) => (place.position === 'start' ? outcome : honest(place, isRight)))
    const usual = new Author(honest).write()
    author.write()
    const later = author.write()
    expect(later.start).toBeLessThan(usual.start / 3)
    expect(later.start).toBeGreaterThan(0)
    expect(later.word / usual.word).toBeGreaterThan(0.8)
  },
)

test('one who changes their mind, or comes back after a year, is shown again what they were shown', () => {
  const usual = new Author(honest).write().start
  let wants = false
  const author = new Author((place, isRight) => (wants ? honest(place, isRight) : 'passed'))
  author.write()
  expect(author.write().start).toBeLessThan(usual / 3)
  author.rest(365 * day)
  wants = true
  expect(author.write().start / usual).toBeGreaterThan(0.8)
})

test('one who is shown what is more often right than expected is shown more', () => {
  const author = new Author(() => 'accepted')
  const [first, , third] = [author.write(), author.write(), author.write()]
  expect(third.start).toBeGreaterThan(first.start)
})
