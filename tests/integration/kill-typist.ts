/** What is done to a text while its host is killed: typing, pictures, and going back to a moment of the past. */
import { LessonId } from '#preload/contract/library.ts'
import { applyChanges } from '#preload/document/apply.ts'
import { changesBetween } from '#preload/document/difference.ts'
import { blockText } from '#preload/document/lines.ts'
import type { Change, Doc, ImageId } from '#preload/document/schema.ts'
import { putImage } from '#renderer/host/images.ts'
import type { ContractClient } from '../e2e/contract-client.ts'
import { png } from '../unit/main/images/pictures.ts'
import type { Tally } from './kill-tally.ts'
import { newId, someChanges } from './typed-changes.ts'

interface Sent {
  readonly batch: string
  readonly base: number
  readonly changes: Change[]
}

/** A page that types in one lesson and knows what was acknowledged. */
export class Typist {
  readonly lesson: string
  readonly #name: number
  readonly #random: () => number
  readonly #tally: Tally
  /** The text after every acknowledged batch, and its revision. */
  #doc: Doc | null = null
  #revision = 0
  #sent: Sent | null = null
  /** Pictures that were acknowledged. */
  readonly #images: ImageId[] = []
  /** Texts that were to be kept, by revision: acknowledged marks. */
  readonly #marks = new Map<number, string>()

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
    await this.#checkImages(client)
    await this.#checkMarks(client)
  }

  async #checkImages(client: ContractClient): Promise<void> {
    const known = new Set((await client.images.about({ ids: this.#images.slice(-1000) })).map(({ id }) => id))
    for (const id of this.#images.slice(-1000)) if (!known.has(id)) this.#tally.differ('lost', 1, `lesson ${this.#name} names a picture that is gone`)
  }

  /** Every kept moment is still told, and some of them have the text that they had, however the log was packed since. */
  async #checkMarks(client: ContractClient): Promise<void> {
    const lesson = LessonId.parse(this.lesson)
    const told = new Set((await client.versions.timeline({ lesson })).versions.map(({ revision }) => revision))
    for (const revision of this.#marks.keys()) if (!told.has(revision)) this.#tally.differ('lost', 1, `lesson ${this.#name} kept no moment ${revision}`)
    const marks = [...this.#marks]
    for (let count = 0; count < Math.min(3, marks.length); count += 1) {
      const [revision, text] = marks[Math.floor(this.#random() * marks.length)] ?? [0, '']
      const found = await client.versions.text({ lesson, revision })
      if (found.revision !== revision || JSON.stringify(found.doc) !== text)
        this.#tally.differ('lost', 1, `lesson ${this.#name} at its kept moment ${revision} is another text`)
    }
  }

  async type(client: ContractClient): Promise<void> {
    const kind = this.#random()
    if (kind < 0.04) await this.#send(client, [await this.#picture(client)])
    else if (kind < 0.07) await this.#restore(client)
    else await this.#send(client, someChanges(this.#doc ?? [], this.#random))
  }

  /** A block of a picture that is on the disk. */
  async #picture(client: ContractClient): Promise<Change> {
    const colour = [0, 1, 2].map(() => Math.floor(this.#random() * 256)) as [number, number, number]
    const { image } = await putImage(client.images, new Blob([new Uint8Array(png(5, 4, colour))]), 'a.png')
    this.#images.push(image.id)
    const at = Math.floor(this.#random() * ((this.#doc?.length ?? 0) + 1))
    return { type: 'insert_node', path: [at], node: { type: 'image', id: newId(this.#random), image: image.id, alt: '', children: [{ text: '图' }] } }
  }

  /** Goes back to a moment of the past; the text before that is kept. */
  async #restore(client: ContractClient): Promise<void> {
    const lesson = LessonId.parse(this.lesson)
    const past = await client.versions.text({ lesson, revision: Math.floor(this.#random() * (this.#revision + 1)) })
    const { revision } = await client.versions.mark({ lesson, kind: 'before-restore' })
    this.#marks.set(revision, JSON.stringify(this.#doc ?? []))
    const changes = changesBetween(this.#doc ?? [], past.doc)
    if (changes.length > 0) await this.#send(client, changes)
  }

  async #send(client: ContractClient, changes: Change[]): Promise<void> {
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
