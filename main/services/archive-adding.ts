/**
 * Files on their way into the archive: each is read as it comes and forgotten, so a thousand take no more memory than one.
 * Until the last is there nothing of them counts, and where it ends before that, by whatever, nothing is left of them.
 */
import { randomUUID } from 'node:crypto'
import { type FactsDesk, FactsError, type StoredFacts } from '#main/archive/facts-desk.ts'
import { folderOf } from '#main/archive/chosen-works.ts'
import type { Added } from '#preload/contract/archive.ts'
import type { Unread } from '#preload/contract/works.ts'
import type { Archive } from './archive-keep.ts'
import type { ReadingDesk } from '#main/reading/reading-desk.ts'
import { ReadingError, type ReadWork } from '#main/reading/work.ts'
import { ThreadFault } from '#main/threads/thread-desk.ts'
import { Inheriting } from './archive-inheriting.ts'

export interface AddingTools {
  readonly archive: Archive
  readonly reader: Pick<ReadingDesk, 'read'>
  readonly facts: Pick<FactsDesk, 'ask'>
  /** Told once of each batch in which a file was unread by a fault of ours. */
  readonly reportBug: (error: unknown, where: string) => void
}

/** A file on the disk, and its way from the folder that was chosen. */
export interface AddedFile {
  readonly path: string
  readonly place: string
}

/** How many batches are under way in each archive. */
const underWay = new WeakMap<Archive, number>()

/** Files that are added together. */
export class Batch {
  readonly id = randomUUID()
  readonly #tools: AddingTools
  readonly #unread: Unread[]
  readonly #lossy: Added['lossy'] = []
  readonly #leftOut: string[] = []
  readonly #inheriting: Inheriting
  #isOver = false
  #hasFault = false

  /** `unread`: files that were not even wanted. Throws `read-only`, or what the disk refuses. */
  constructor(tools: AddingTools, unread: readonly Unread[]) {
    this.#tools = tools
    this.#unread = [...unread]
    this.#inheriting = new Inheriting(tools.archive)
    tools.archive.write((works) => works.begin(this.id, tools.archive.now()), true)
    this.#count(1)
  }

  /** Reads a file and takes it in. Throws only what would end all that follow, such as a full disk. */
  async add({ path, place }: AddedFile, signal?: AbortSignal): Promise<'work' | 'same' | 'unread'> {
    const asked = await this.#read(path, place, signal)
    if (typeof asked === 'string') return this.#leaveOut(path, asked)
    const { read, facts } = asked
    if (facts.words === 0) return this.#leaveOut(path, 'empty')
    const { archive } = this.#tools
    const { isChinese, personal, learnt, text, ...known } = facts
    const own = { id: randomUUID(), kind: read.kind, title: read.title, file: path, folder: folderOf(path), written: read.written, ...known }
    const noted = {
      answer: read.isAnswer ? 1 : 0,
      chinese: isChinese ? 1 : 0,
      personal: JSON.stringify(personal),
      learnt: JSON.stringify(learnt),
      text: Buffer.from(text),
    }
    const excluded = await this.#inheriting.outOf(own)
    if (this.#isOver) return 'unread'
    const { same } = archive.write((works) => works.add(this.id, { ...own, ...noted, excluded }, archive.now()), true)
    if (same !== null) return 'same'
    if (excluded > 0) this.#leftOut.push(path)
    this.#noteLosses(path, read)
    return 'work'
  }

  /** A file's text and what is known of it, or why there is none. A fault of ours costs this one file. */
  async #read(path: string, place: string, signal?: AbortSignal): Promise<{ read: ReadWork; facts: StoredFacts } | Unread['why']> {
    const { reader, facts } = this.#tools
    try {
      const read = await reader.read({ name: path.split('/').at(-1) ?? path, path: place }, signal)
      return { read, facts: await facts.ask({ title: read.title, markdown: read.markdown, isAnswer: read.isAnswer ?? false }, signal) }
    } catch (error) {
      if (error instanceof ReadingError) return error.code
      if (error instanceof FactsError) return error.why
      if (!(error instanceof ThreadFault)) throw error
      // What one file did a thousand like it will do.
      if (!this.#hasFault) this.#tools.reportBug(error, 'reading a work')
      this.#hasFault = true
      return 'broken'
    }
  }

  #leaveOut(path: string, why: Unread['why']): 'unread' {
    this.#unread.push({ path, why })
    return 'unread'
  }

  #noteLosses(path: string, { losses }: ReadWork): void {
    for (const { kind, count } of losses) this.#lossy.push({ path, what: kind, count })
  }

  /** From now on all of it counts. */
  finish(): Added {
    const { archive } = this.#tools
    this.#end()
    archive.write((works) => works.finish(this.id, archive.now()))
    const [{ works, words }, same] = archive.read((all) => [all.brought(this.id), all.same(this.id, 0, mostTold)])
    if (works === 0 && same.length === 0) archive.write((all) => all.takeBack(this.id), true)
    const told = { unread: this.#unread, leftOut: this.#leftOut, lossy: this.#lossy }
    return { batch: this.id, works, words, same: same.map(({ path, title }) => ({ path, title })), ...told }
  }

  /** Nothing of it is left. What the disk refuses goes when the studio is started next. */
  giveUp(): void {
    if (this.#isOver) return
    this.#end()
    this.#tools.archive.tryWrite((works) => works.takeBack(this.id))
  }

  #end(): void {
    this.#isOver = true
    this.#count(-1)
  }

  #count(by: 1 | -1): void {
    const { archive } = this.#tools
    const count = (underWay.get(archive) ?? 0) + by
    underWay.set(archive, count)
    archive.tryWrite((works) => works.setSafety(count > 0 ? 'with-the-last' : 'each-commit'))
  }
}

/** More are counted and not named. */
const mostTold = 20_000
