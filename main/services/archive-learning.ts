/**
 * What is learnt from the archive. Every text that a model, an index or a bundle gets comes from here, and only from here, so
 * that what an author left out is out of everything, personal data is masked, and near duplicates stand on one side.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { LearningText } from '#main/archive/context.ts'
import { countedIn } from '#main/archive/facts.ts'
import { keptByDefault, textToLearn } from '#main/archive/learning-text.ts'
import { unpackLines } from '#main/archive/packed-lines.ts'
import { amountsEach, choiceOf } from '#main/archive/learnt-words.ts'
import { type AlikePair, alikeGroups, alikePairs } from '#preload/document/sketch.ts'
import { maskedBy } from '#main/archive/masking.ts'
import { heldOut } from '#main/archive/split.ts'
import type { WorkRow } from '#main/store/works.ts'
import type { Work } from '#preload/contract/archive.ts'
import { Kept, PersonalCounts, WorkId, WorkKind, type WorkLine } from '#preload/contract/works.ts'
import { Problem } from '#preload/contract/problem.ts'
import { z } from '#preload/document/zod.ts'
import type { Archive } from './archive-keep.ts'
import { ArchiveLessons, lessonOf } from './archive-lessons.ts'
import { MaskKeeper } from './masks.ts'
import { NewlyMasked } from './newly-masked.ts'
import { paced } from './paced.ts'
import { type Whereabouts, whereaboutsIn } from './whereabouts.ts'

/** A work that is learnt. */
export interface LearntWork {
  readonly id: string
  readonly title: string
  /** 字 of its learning text, the title not counted. */
  readonly words: number
  readonly split: 'train' | 'held-out'
  /** Changes when its learning text does. */
  readonly stamp: string
  /** False where most of it is of another language, which teaches no voice. */
  readonly isChinese?: boolean
  /** Of what it says, where that is known. */
  readonly hash?: string
  /** Its title as whoever learns is told it. */
  maskedTitle?(): string
  /** Its learning text, and what of it is context; empty where it is damaged or gone, or was left out by now. Read when asked for, so that never all are in memory. */
  read(): LearningText
}

/** A work that is there, left out or not. */
export interface KnownWork extends Pick<LearntWork, 'id' | 'title' | 'words'> {
  /** Of what it says; null of a lesson that nothing is learnt of, which is not read for it. */
  readonly hash: string | null
}

/** Two works by their ids. */
export interface AlikeWorks extends Pick<AlikePair, 'alike' | 'within'> {
  readonly left: string
  readonly right: string
}

interface Learnt {
  readonly id: string
  readonly title: string
  /** 字 that are learnt. */
  readonly words: number
  readonly hash: string
  readonly isChinese: boolean
}

interface Sketched {
  readonly id: string
  readonly hash: string
  readonly sketch: Uint32Array
}

export class ArchiveLearning {
  readonly #archive: Archive
  readonly lessons: ArchiveLessons
  readonly masks: MaskKeeper
  readonly #newly: NewlyMasked
  #alike: { readonly of: string; readonly pairs: Promise<readonly AlikeWorks[]> } | null = null

  constructor(archive: Archive) {
    this.#archive = archive
    this.lessons = new ArchiveLessons(archive)
    this.masks = new MaskKeeper(archive)
    this.#newly = new NewlyMasked(archive, this)
  }

  /** What of works is learnt beside their prose, as the author chose. */
  kept(): Kept {
    const chosen = this.#archive.read((works) => works.choice('kept'))
    // What could not be chosen yet is as where nobody chose.
    return Kept.safeParse(chosen === undefined ? null : { ...keptByDefault, ...JSON.parse(chosen) }).data ?? keptByDefault
  }

  keep(kept: Kept): void {
    this.#archive.write((works) => works.choose('kept', JSON.stringify(kept)))
  }

  /** The works that are learnt, in the order in which they came, lessons behind them. `isWanted`: asked of each of them once; the others are neither learnt nor held out. */
  async works(signal: AbortSignal, isWanted: (work: Pick<LearntWork, 'id' | 'title' | 'hash'>) => boolean = () => true): Promise<LearntWork[]> {
    await this.lessons.prepare(signal)
    await this.countOlder(signal)
    const [kept, masking] = [this.kept(), this.masks.masking]
    const learnt = [...this.#learntRows(choiceOf(kept)), ...this.#learntLessons(choiceOf(kept))].filter((work) => work.words > 0 && isWanted(work))
    const pairs = await this.alike(signal)
    const ids = learnt.map(({ id }) => id)
    const places = new Map(ids.map((id, at) => [id, at]))
    const numbered = pairs.flatMap(({ left, right }) => {
      const [a, b] = [places.get(left), places.get(right)]
      return a === undefined || b === undefined ? [] : [{ left: a, right: b }]
    })
    const held = heldOut(
      learnt.map(({ id, hash, words }) => ({ id, hash, size: words })),
      alikeGroups(numbered).map((group) => group.flatMap((at) => ids[at] ?? [])),
    )
    return learnt.map(({ id, title, words, hash, isChinese }) => ({
      ...{ id, title, words, hash, isChinese, stamp: JSON.stringify([hash, title, kept, masking.stamp]) },
      split: held.has(id) ? 'held-out' : 'train',
      maskedTitle: () => maskedBy(this.masks.masking, title),
      read: () => this.#textOrNothing(id, kept),
    }))
  }

  /** What became of each work, told at once. Throws as the archive does. */
  whereabouts(): Whereabouts {
    return whereaboutsIn(this.#archive, this.lessons)
  }

  /** All works that are there, left out or not. Throws as the archive does. */
  async known(signal: AbortSignal): Promise<KnownWork[]> {
    await this.lessons.prepare(signal)
    const choice = choiceOf(this.kept())
    const told = ({ id, title, words, hash }: Learnt): KnownWork => ({ id, title, words, hash })
    const rows = this.#archive.read((works) => works.all()).map((row) => told(learntRow(row, choice)))
    const read = new Map(this.#learntLessons(choice).map((lesson) => [lesson.id, told(lesson)]))
    const unread = (id: string, title: string): KnownWork => ({ id, title, words: 0, hash: null })
    return [...rows, ...this.lessons.all().map(({ id, title }) => read.get(`lesson:${id}`) ?? unread(`lesson:${id}`, title))]
  }

  /** Works that are not left out, with the 字 of them that are learnt by a choice. */
  #learntRows(choice: number): Learnt[] {
    return this.#archive.read((works) => works.all()).flatMap((row) => (row.excluded === 0 ? [learntRow(row, choice)] : []))
  }

  #learntLessons(choice: number): Learnt[] {
    return this.lessons.learnt().flatMap((lesson) => {
      const facts = this.lessons.read(lesson)?.facts
      return facts ? [{ id: `lesson:${lesson.id}`, title: lesson.title, words: facts.learnt[choice] ?? 0, hash: facts.hash, isChinese: facts.isChinese }] : []
    })
  }

  /** Counts what is learnt of works that came before that was counted. Whether there were any. Ends early once the signal is aborted. */
  async countOlder(signal: AbortSignal): Promise<boolean> {
    if (this.#archive.phase !== 'open') return false
    const numbers = this.#archive.read((works) => works.uncounted(amountsEach))
    for await (const { number, title, answer } of paced(numbers, signal)) {
      // One that is damaged counts with all its 字.
      const packed = this.#archive.phase === 'open' ? this.#archive.read((works) => works.text(number)) : null
      const { learnt, pairs } = packed ? countedIn({ title, lines: unpackLines(packed), isAnswer: answer === 1 }) : { learnt: [], pairs: 0 }
      this.#archive.tryWrite((works) => works.setLearnt(number, JSON.stringify(learnt), pairs))
    }
    return numbers.length > 0
  }

  /** What the author masks, and what of that stays. */
  chosenMasks(): MaskKeeper['masks'] {
    return this.masks.masks
  }

  /** Those of some works that hold what is masked now and was not `before`; null where that can't be told just now. */
  readonly newlyMasked = (...asked: Parameters<NewlyMasked['among']>) => (this.#archive.workspace.isReadable() ? this.#newly.among(...asked) : null)

  /** Reads in turns what that is to be asked for, which then answers at once. */
  readonly readAhead = (...asked: Parameters<NewlyMasked['readAhead']>) => this.#newly.readAhead(...asked)

  /** Raised whenever works come, go or change, or what is kept of them, or how they are masked. */
  get revision(): number {
    return this.#archive.revision
  }

  /** Hears of that at once, until the answered function is called. */
  listen(listener: () => void): () => void {
    return this.#archive.listen(listener)
  }

  #textOrNothing(id: string, kept: Kept): LearningText {
    const found = this.lines(id)
    // Whoever has listed it may read it much later.
    return found?.lines && !found.work.excluded
      ? textToLearn({ title: found.work.title, lines: found.lines, isAnswer: found.isAnswer }, kept, this.masks.masking)
      : { text: '', context: [] }
  }

  /** What would be learnt of one work, left out or not: to be looked at. Throws `not-found`, `work-damaged`. */
  preview(id: string): LearningText & { readonly isAnswer: boolean } {
    const { work, lines, isAnswer } = this.mustRead(id)
    return { ...textToLearn({ title: work.title, lines, isAnswer }, this.kept(), this.masks.masking), isAnswer }
  }

  /** A work; undefined where there is none. */
  work(id: string): Work | undefined {
    const lesson = lessonOf(id)
    if (lesson !== null) return this.lessons.work(lesson)?.work
    const row = this.#archive.read((works) => works.work(id))
    return row && workOf(row)
  }

  /** What is known of all works, left out or not, and of lessons that are learnt: at once, as each by itself takes as long as all lessons. */
  details(): ReadonlyMap<string, Work> {
    const works = this.#archive.read((all) => all.all()).map(workOf)
    return new Map([...works, ...this.lessons.works()].map((work) => [work.id, work]))
  }

  /** A work with its lines, null where they are damaged. */
  lines(id: string): { work: Work; lines: WorkLine[] | null; isAnswer: boolean } | undefined {
    const lesson = lessonOf(id)
    if (lesson !== null) {
      const found = this.lessons.work(lesson)
      const read = found && this.lessons.read(found.lesson)
      return read && { work: found.work, lines: read.lines, isAnswer: false }
    }
    const row = this.#archive.read((works) => works.work(id))
    const packed = row && this.#archive.read((works) => works.text(row.number))
    return row && { work: workOf(row), lines: packed ? unpackLines(packed) : null, isAnswer: row.answer === 1 }
  }

  /** Throws `not-found` where there is no such work, `work-damaged` where its text is not whole. */
  mustRead(id: string): { work: Work; lines: WorkLine[]; isAnswer: boolean } {
    const found = this.lines(id)
    if (!found) throw new Problem('not-found', `there is no work ${id}`)
    if (!found.lines) throw new Problem('work-damaged', `the text of ${id} is damaged`, { title: found.work.title })
    return { ...found, lines: found.lines }
  }

  /** Near duplicates among all works and the lessons that are learnt, the most alike first. Worked out when it is asked for, and kept until works come or go: who is left out changes none. */
  async alike(signal: AbortSignal): Promise<readonly AlikeWorks[]> {
    await this.lessons.prepare(signal)
    const lessons = this.lessons.learnt()
    const works = this.#archive.read((all) => all.all())
    const of = `${works.map(({ id }) => id).join()} ${lessons.map(({ id, revision }) => `${id}@${revision}`).join()}`
    if (this.#alike?.of !== of) {
      const pairs = this.#pairs()
      this.#alike = { of, pairs }
      pairs.catch(() => {
        this.#alike = null // whoever asked is told, and the next one tries again
      })
    }
    return this.#alike?.pairs ?? []
  }

  async #pairs(): Promise<AlikeWorks[]> {
    const sketched: Sketched[] = []
    for await (const { id, hash, number } of paced(
      this.#archive.read((works) => works.all()),
      never,
    ))
      sketched.push({ id, hash, sketch: this.#archive.read((works) => works.sketch(number)) })
    for (const lesson of this.lessons.learnt()) {
      const facts = this.lessons.read(lesson)?.facts
      if (facts) sketched.push({ id: `lesson:${lesson.id}`, hash: facts.hash, sketch: facts.sketch })
    }
    const pairs = await alikePairs(
      sketched.map(({ sketch }) => sketch),
      nextTurn,
    )
    return pairs.flatMap(({ left, right, alike, within }) => {
      const [a, b] = [sketched[left], sketched[right]]
      return a && b ? [{ left: a.id, right: b.id, alike, within }] : []
    })
  }
}

/** Whoever asked may give up: the next one has the answer. */
const never = new AbortController().signal

function learntRow({ id, title, words, hash, learnt, chinese }: WorkRow, choice: number): Learnt {
  return { id, title, words: amountIn(learnt, choice) ?? words, hash, isChinese: chinese === 1 }
}

/** Of amounts as they are stored, the one for a choice; undefined where it was not counted. */
function amountIn(learnt: string | null, choice: number): number | undefined {
  return z.array(z.number()).parse(JSON.parse(learnt ?? '[]'))[choice]
}

/** A row as the page knows it. */
export function workOf(row: WorkRow): Work {
  return {
    id: WorkId.parse(row.id),
    kind: WorkKind.parse(row.kind),
    title: row.title,
    file: row.file,
    group: `folder:${row.folder}`,
    words: row.words,
    written: row.written,
    addedAt: row.added_at,
    excluded: row.excluded > 0,
    isChinese: row.chinese === 1,
    quoted: row.quoted,
    personal: PersonalCounts.parse(JSON.parse(row.personal)),
  }
}
