/**
 * Kills a real host in the middle of writing, again and again, and compares what the next one reopens with
 * what was acknowledged. Three pages type in lessons of their own as fast as they are answered, a fourth
 * creates and renames lessons; SIGKILL comes at a random moment, now and then while a host is starting. Used by a test and by the bench.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ChapterId, LessonId } from '#preload/contract/library.ts'
import { applyChanges } from '#preload/document/apply.ts'
import { blockText, runsOf } from '#preload/document/lines.ts'
import { BlockId, type Change, type Doc } from '#preload/document/schema.ts'
import { admit, openClient, type ContractClient } from '../e2e/contract-client.ts'
import { root, type RunningHost } from '../e2e/launch.ts'

export interface KillOptions {
  readonly kills: number
  readonly seed: number
  readonly start: () => Promise<RunningHost>
  /** Starts a host and kills it after so many milliseconds, ready or not. */
  readonly startAndKill?: (afterMs: number) => Promise<void>
  /** Called after each kill, with how many there were. */
  readonly onKill?: (kills: number) => void
}

export interface KillReport {
  /** Kills in the middle of writing. */
  readonly runs: number
  /** Acknowledged batches, creations and renames that were not there again, or not as they were. */
  readonly lost: number
  /** What was there without having been asked for, or twice. */
  readonly invented: number
  readonly acknowledged: number
  /** Kills of a host that had acknowledged something in that life. */
  readonly writing: number
  /** Kills that came while a batch was on its way, and how many of those batches had been committed. */
  readonly inFlight: number
  readonly inFlightCommitted: number
  /** The first differences, for people. */
  readonly differences: readonly string[]
}

/** Longest time of typing before a kill. */
const longestLifeMs = 350

/** One life in so many ends at a random moment from its beginning on; the others have acknowledged something first, however slow the disk. */
const anyMomentEvery = 4

/** Within this time a host that starts is opening its workspace. */
const longestStartMs = 600

/** A small generator of random numbers in 0…1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** Runs the given number of lives, each ended by SIGKILL. The workspace lies where `start` puts it. */
export async function runKills({ kills, seed, start, startAndKill, onKill }: KillOptions): Promise<KillReport> {
  const random = randomFrom(seed)
  const tally = new Tally()
  let host = await start()
  let cookie = await admit(host.address)
  const first = await openClient(host.address, cookie)
  const course = await first.library.createCourse({ title: '考验', chapterTitle: '章', lessonTitle: '第一节' })
  const others = await Promise.all(['第二节', '第三节'].map((title) => first.library.createLesson({ chapter: course.chapter, title })))
  first.close()
  const typists = [course.lesson, ...others.map((other) => other.lesson)].map((lesson, index) => new Typist(lesson, index, random, tally))
  const librarian = new Librarian(
    course.chapter,
    typists.map((typist) => typist.lesson),
    random,
    tally,
  )
  for (let life = 1; life <= kills + 1; life += 1) {
    const clients = await Promise.all([...typists, librarian].map(() => openClient(host.address, cookie)))
    const [forLibrarian, ...forTypists] = clients.reverse()
    if (forLibrarian) await librarian.check(forLibrarian)
    await Promise.all(
      typists.map(async (typist, index) => {
        const client = forTypists[index]
        if (client) await typist.check(client)
      }),
    )
    if (life > kills) break
    const working = [
      ...typists.map((typist, index) => until(forTypists[index], (client) => typist.type(client))),
      until(forLibrarian, (client) => librarian.work(client)),
    ]
    const before = tally.acknowledged
    if (life % anyMomentEvery !== 0) await Promise.race([tally.next(), Promise.all(working)])
    await new Promise((resolve) => setTimeout(resolve, random() * longestLifeMs))
    if (tally.acknowledged > before) tally.writing += 1
    await host.kill()
    await Promise.all(working)
    onKill?.(life)
    if (startAndKill && life % 10 === 0) await startAndKill(random() * longestStartMs)
    host = await start()
    cookie = await admit(host.address)
  }
  await host.stop()
  return tally.report(kills)
}

/** Repeats a piece of work until its host is gone. */
async function until(client: ContractClient | undefined, work: (client: ContractClient) => Promise<void>): Promise<void> {
  if (!client) return
  let gone = false
  void client.closed.then(() => {
    gone = true
  })
  try {
    while (!gone) await work(client)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'unavailable')) throw error
  }
}

class Tally {
  lost = 0
  invented = 0
  acknowledged = 0
  writing = 0
  inFlight = 0
  inFlightCommitted = 0
  readonly #differences: string[] = []
  #waiting: (() => void)[] = []

  /** Resolves with the next acknowledgement. */
  next(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  acknowledge(): void {
    this.acknowledged += 1
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  differ(kind: 'lost' | 'invented', count: number, what: string): void {
    this[kind] += count
    if (this.#differences.length < 20) this.#differences.push(`${kind}: ${what}`)
  }

  report(runs: number): KillReport {
    const { lost, invented, acknowledged, writing, inFlight, inFlightCommitted } = this
    return { runs, lost, invented, acknowledged, writing, inFlight, inFlightCommitted, differences: this.#differences }
  }
}

interface Sent {
  readonly batch: string
  readonly base: number
  readonly changes: Change[]
}

/** A page that types in one lesson and knows what was acknowledged. */
class Typist {
  readonly lesson: string
  readonly #name: number
  readonly #random: () => number
  readonly #tally: Tally
  /** The text after every acknowledged batch, and its revision. */
  #doc: Doc | null = null
  #revision = 0
  #sent: Sent | null = null

  constructor(lesson: string, name: number, random: () => number, tally: Tally) {
    this.lesson = lesson
    this.#name = name
    this.#random = random
    this.#tally = tally
  }

  /** Compares the reopened lesson with what was acknowledged, as a page that reconnects does, and sends again what was on its way. */
  async check(client: ContractClient): Promise<void> {
    const opened = await client.lessons.open({ lesson: LessonId.parse(this.lesson), take: true })
    this.#doc ??= opened.doc
    this.#compare(opened.revision, opened.doc)
    if (this.#sent) {
      const { revision } = await client.lessons.append({ ...this.#sent, lesson: LessonId.parse(this.lesson), at: Date.now() })
      if (revision !== this.#revision + 1)
        this.#tally.differ('invented', 1, `lesson ${this.#name}: a batch sent again became revision ${revision}, not ${this.#revision + 1}`)
      this.#acknowledge(this.#sent, revision)
      const again = await client.lessons.open({ lesson: LessonId.parse(this.lesson), take: true })
      this.#compare(again.revision, again.doc)
    }
  }

  async type(client: ContractClient): Promise<void> {
    const changes = someChanges(this.#doc ?? [], this.#random)
    const sent = { batch: `${this.#name}-${this.#revision}-${Math.floor(this.#random() * 1e9)}`, base: this.#revision, changes }
    this.#sent = sent
    const { revision } = await client.lessons.append({ ...sent, lesson: LessonId.parse(this.lesson), at: Date.now() })
    this.#acknowledge(sent, revision)
  }

  #acknowledge(sent: Sent, revision: number): void {
    this.#doc = applyChanges(this.#doc ?? [], sent.changes)
    this.#revision = revision
    this.#sent = null
    this.#tally.acknowledge()
  }

  /** The text must be that of every acknowledged batch, or of these and the one on its way. */
  #compare(revision: number, doc: Doc): void {
    const known = this.#doc ?? []
    if (this.#sent) this.#tally.inFlight += 1
    const isAhead = this.#sent !== null && revision === this.#revision + 1
    if (isAhead) this.#tally.inFlightCommitted += 1
    const expected = isAhead && this.#sent ? applyChanges(known, this.#sent.changes) : known
    if (revision < this.#revision)
      this.#tally.differ('lost', this.#revision - revision, `lesson ${this.#name} is at revision ${revision}, acknowledged were ${this.#revision}`)
    else if (revision > this.#revision && !isAhead)
      this.#tally.differ('invented', revision - this.#revision, `lesson ${this.#name} is at revision ${revision}, acknowledged were ${this.#revision}`)
    else if (JSON.stringify(doc) !== JSON.stringify(expected))
      this.#tally.differ('lost', 1, `lesson ${this.#name} at revision ${revision} is another text: ${doc.map(blockText).join('/').slice(-80)}`)
  }
}

const phrases = ['把', '一门', '课写出来，', '先写下一句话。', 'Moke ', '“好”', '🙂', '……']

/** What typing makes of a text: mostly insertions, now and then a new paragraph, a deletion, a mark or a heading. */
export function someChanges(doc: Doc, random: () => number): Change[] {
  const pick = (length: number) => Math.floor(random() * length)
  const index = random() < 0.7 ? doc.length - 1 : pick(doc.length)
  const block = doc[index]
  const runs = block ? runsOf(block) : []
  const run = pick(runs.length)
  const text = runs[run]?.text ?? ''
  const path = [index, run]
  const kind = random()
  if (kind < 0.08)
    return [
      { type: 'insert_node', path: [index + 1], node: { type: 'paragraph', id: newId(random), children: [{ text: phrases[pick(phrases.length)] ?? '' }] } },
    ]
  if (kind < 0.2 && text.length > 4) {
    const from = pick(text.length - 2)
    return [{ type: 'remove_text', path, offset: from, text: text.slice(from, from + 2) }]
  }
  if (kind < 0.25 && text.length > 6) {
    const position = pick(text.length)
    return [
      { type: 'split_node', path, position, properties: {} },
      { type: 'set_node', path: [index, run + 1], properties: {}, newProperties: { ai: { model: 'starter', at: 1 } } },
    ]
  }
  if (kind < 0.28 && doc.length > 3) return [{ type: 'move_node', path: [index], newPath: [pick(doc.length)] }]
  return [{ type: 'insert_text', path, offset: pick(text.length + 1), text: phrases[pick(phrases.length)] ?? '' }]
}

function newId(random: () => number): BlockId {
  return BlockId.parse(`k${Math.floor(random() * 1e12).toString(36)}`)
}

/** A page that creates and renames lessons beside those that are typed in. */
class Librarian {
  readonly #chapter: string
  readonly #ignored: ReadonlySet<string>
  readonly #random: () => number
  readonly #tally: Tally
  /** Acknowledged titles by id. */
  readonly #titles = new Map<string, string>()
  #asked: { readonly id: string | null; readonly title: string } | null = null
  #count = 0

  constructor(chapter: string, ignored: readonly string[], random: () => number, tally: Tally) {
    this.#chapter = chapter
    this.#ignored = new Set(ignored)
    this.#random = random
    this.#tally = tally
  }

  async check(client: ContractClient): Promise<void> {
    const { courses } = await client.library.tree({})
    const chapter = courses.flatMap((course) => course.chapters).find((one) => one.id === this.#chapter)
    const found = new Map(chapter?.lessons.filter((lesson) => !this.#ignored.has(lesson.id)).map((lesson) => [String(lesson.id), lesson.title]))
    for (const [id, title] of this.#titles) {
      const there = found.get(id)
      if (there !== title && !(this.#asked?.id === id && there === this.#asked.title)) this.#tally.differ('lost', 1, `lesson ${title} is ${there}`)
    }
    for (const [id, title] of found) {
      if (!this.#titles.has(id) && title !== this.#asked?.title) this.#tally.differ('invented', 1, `lesson ${title}`)
      this.#titles.set(id, title)
    }
    this.#asked = null
  }

  async work(client: ContractClient): Promise<void> {
    this.#count += 1
    const title = `第 ${this.#count} 个`
    const ids = [...this.#titles.keys()]
    const id = ids[Math.floor(this.#random() * ids.length)]
    if (id !== undefined && this.#random() < 0.8) {
      this.#asked = { id, title }
      await client.library.rename({ id: LessonId.parse(id), title })
      this.#titles.set(id, title)
    } else {
      this.#asked = { id: null, title }
      const { lesson } = await client.library.createLesson({ chapter: ChapterId.parse(this.#chapter), title })
      this.#titles.set(lesson, title)
    }
    this.#asked = null
    this.#tally.acknowledge()
  }
}

/** Starts the built host on a workspace and kills it after so many milliseconds. */
export async function startAndKill(workspace: string, afterMs: number): Promise<void> {
  const child = spawn(
    process.execPath,
    [join(root, 'dist', 'main', 'browser.js'), '--workspace', workspace, '--backups', `${workspace}-backups`, '--no-open', '--port', '0'],
    {
      cwd: root,
      stdio: 'ignore',
    },
  )
  const exited = new Promise((resolve) => child.once('exit', resolve))
  await new Promise((resolve) => setTimeout(resolve, afterMs))
  child.kill('SIGKILL')
  await exited
}
