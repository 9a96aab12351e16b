/** What is done to a library while its host is killed: lessons made, renamed and moved. */
import { ChapterId, LessonId } from '#preload/contract/library.ts'
import type { ContractClient } from '../e2e/contract-client.ts'
import type { Tally } from './kill-tally.ts'

interface Entry {
  readonly title: string
  readonly chapter: string
}

/** A page that creates, renames and moves lessons beside those that are typed in. */
export class Librarian {
  readonly #chapters: readonly string[]
  readonly #ignored: ReadonlySet<string>
  readonly #random: () => number
  readonly #tally: Tally
  /** What was acknowledged of each lesson, by id. */
  readonly #entries = new Map<string, Entry>()
  #asked: (Entry & { readonly id: string | null }) | null = null
  #count = 0

  constructor(chapters: readonly string[], ignored: readonly string[], random: () => number, tally: Tally) {
    this.#chapters = chapters
    this.#ignored = new Set(ignored)
    this.#random = random
    this.#tally = tally
  }

  async check(client: ContractClient): Promise<void> {
    const { courses } = await client.library.tree({})
    const chapters = courses.flatMap((course) => course.chapters).filter(({ id }) => this.#chapters.includes(id))
    const found = new Map<string, Entry>()
    for (const { id: chapter, lessons } of chapters) for (const { id, title } of lessons) if (!this.#ignored.has(id)) found.set(id, { title, chapter })
    const isAsked = (id: string | null, entry: Entry | undefined) =>
      this.#asked?.id === id && entry?.title === this.#asked.title && entry.chapter === this.#asked.chapter
    for (const [id, { title, chapter }] of this.#entries) {
      const there = found.get(id)
      const isThere = there?.title === title && there.chapter === chapter
      if (!isThere && !isAsked(id, there)) this.#tally.differ('lost', 1, `lesson ${title} is ${there?.title} in ${there?.chapter}`)
    }
    for (const [id, entry] of found) {
      if (!this.#entries.has(id) && !isAsked(null, entry)) this.#tally.differ('invented', 1, `lesson ${entry.title}`)
      this.#entries.set(id, entry)
    }
    this.#asked = null
  }

  async work(client: ContractClient): Promise<void> {
    this.#count += 1
    const title = `第 ${this.#count} 个`
    const ids = [...this.#entries.keys()]
    const id = ids[Math.floor(this.#random() * ids.length)]
    const entry = id === undefined ? undefined : this.#entries.get(id)
    const kind = this.#random()
    if (id !== undefined && entry && kind < 0.5) {
      this.#asked = { ...entry, id, title }
      await client.library.rename({ id: LessonId.parse(id), title })
      this.#entries.set(id, { ...entry, title })
    } else if (id !== undefined && entry && kind < 0.8) {
      const chapter = this.#chapters.find((other) => other !== entry.chapter) ?? entry.chapter
      this.#asked = { ...entry, id, chapter }
      await client.library.move({ places: [{ id: LessonId.parse(id), parent: ChapterId.parse(chapter), index: 0 }] })
      this.#entries.set(id, { ...entry, chapter })
    } else {
      const [chapter = ''] = this.#chapters
      this.#asked = { id: null, title, chapter }
      const { lesson } = await client.library.createLesson({ chapter: ChapterId.parse(chapter), title })
      this.#entries.set(lesson, { title, chapter })
    }
    this.#asked = null
    this.#tally.acknowledge()
  }
}
