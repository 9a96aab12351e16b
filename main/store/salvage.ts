/**
 * Taking what a broken workspace still holds into a whole one, mostly a good copy of it that is some
 * minutes older: entries made or changed since, and of each lesson the batches since, in order. Text counts only
 * when its checksum holds. Where a batch is damaged, a later text that was kept whole takes over.
 */
import { emptyDoc } from '#preload/document/blocks.ts'
import { blockText } from '#preload/document/lines.ts'
import type { Change, Doc } from '#preload/document/schema.ts'
import { randomId } from '#preload/document/identity.ts'
import type { Database } from './database.ts'
import { ifReadable } from './failure.ts'
import { addImage } from './images.ts'
import { readBatch, readSteps } from './batches.ts'
import type { Log, Text } from './log.ts'
import { withRemains, type LostNode, type Remains } from './remains.ts'
import { appendPacked, Revisions } from './salvage-packed.ts'
import { lostEntries } from './salvage-entries.ts'
import { takeVersions } from './salvage-versions.ts'
import { hasPlace, insertLost, isNewer, kindOf, legibleIn, nameFromWithin, orderAsLost, takeChanges } from './salvage-tree.ts'
import { takeLedger } from './salvage-ledger.ts'
import { takeMasks } from './salvage-masks.ts'
import { takePlans, takeWrittenDays } from './salvage-plans.ts'
import { someChapter, someCourse } from './shelter.ts'
import { allNodes, type Kind } from './tree.ts'

/** All or nothing of what can be read. Damage in `file` is no failure; throws what writing fails with. */
export function salvage(db: Database, log: Log, file: string, now: number): void {
  withRemains(file, (remains) => db.transaction(() => takeOver(db, log, remains, now)).immediate())
}

function takeOver(db: Database, log: Log, remains: Remains, now: number): void {
  const copied = new Set(allNodes(db).map((node) => node.id))
  const lost = lostEntries(db, remains)
  const newer = lost.filter((node) => isNewer(db, node))
  const readable = new Set(lost.map((node) => node.id))
  for (const node of ofKind(newer, 'course')) take(db, node, () => null, readable, now)
  for (const node of ofKind(newer, 'chapter')) take(db, node, () => someCourse(db, legibleIn(node.title), now), readable, now)
  // Their places before their texts: a text that goes on makes the time of change that of now.
  for (const node of ofKind(newer, 'lesson')) if (copied.has(node.id)) takeChanges(db, node, readable, now)
  for (const node of ofKind(lost, 'lesson')) {
    if (copied.has(node.id)) continueLesson(db, log, remains, node.id, log.read(node.id).revision, now)
    else takeLesson(db, log, remains, node, now)
  }
  orderAsLost(db, lost, newer)
  takePlans(db, remains, now)
  takeWrittenDays(db, remains)
  takeLedger(db, remains)
  takeMasks(db, remains)
  nameAll(db, log, lost, copied)
  for (const image of remains.images()) addImage(db, image)
}

/** A course or a chapter; one that the good copy does not know and whose place is lost goes where `shelter` says. */
function take(db: Database, node: LostNode, shelter: () => string | null, readable: ReadonlySet<string>, now: number): void {
  if (kindOf(db, node.id) !== undefined) takeChanges(db, node, readable, now)
  else insertLost(db, node, hasPlace(db, node) ? node.parent : shelter(), now)
}

/** Names what was made without a legible title, from the innermost on: what holds a lesson can then be called as that is. */
function nameAll(db: Database, log: Log, lost: readonly LostNode[], copied: ReadonlySet<string>): void {
  const titles = new Map(lost.map((node) => [node.id, node.title]))
  const made = allNodes(db).filter((node) => !copied.has(node.id))
  for (const kind of ['lesson', 'chapter', 'course']) {
    for (const { id } of made.filter((node) => node.kind === kind)) {
      nameFromWithin(db, { id, title: titles.get(id) ?? '' }, kind === 'lesson' ? () => log.read(id).doc.map(blockText) : undefined)
    }
  }
}

function ofKind(nodes: readonly LostNode[], kind: Kind): LostNode[] {
  return nodes.filter((node) => node.kind === kind)
}

/**
 * A lesson that the good copy does not know. One whose chapter is lost goes where it can be seen. It begins empty
 * where the text that it began with is damaged; one that has no row of its own, and in which nothing was written, is none.
 */
function takeLesson(db: Database, log: Log, remains: Remains, node: LostNode, now: number): void {
  const first = remains.text(node.id, 0)
  const start = first ? { revision: 0, doc: first } : (remains.newestText(node.id, 0) ?? { revision: 0, doc: emptyDoc() })
  if (!node.hasRow && !isWritten(remains, node.id, start)) return
  insertLost(db, node, hasPlace(db, node) ? node.parent : someChapter(db, legibleIn(node.title), now), now)
  log.begin(node.id, start.doc, now)
  continueLesson(db, log, remains, node.id, start.revision, now)
}

/** Whether anything of a lesson can be read but an empty text. */
function isWritten(remains: Remains, lesson: string, { revision, doc }: Text): boolean {
  const isBlank = doc.every((block) => block.type === 'paragraph' && blockText(block).trim() === '')
  return (
    !isBlank || remains.batch(lesson, revision + 1) !== null || remains.packedOver(lesson, revision) !== null || remains.newestText(lesson, revision) !== null
  )
}

/** Appends what followed revision `reached` of the broken workspace, and takes over the names of its moments. */
function continueLesson(db: Database, log: Log, remains: Remains, lesson: string, reached: number, now: number): void {
  if (!isSameHistory(log, remains, lesson, reached)) return
  const revisions = new Revisions(reached)
  for (let at: number | null = reached; at !== null;) {
    at = goOn(log, remains, lesson, at, revisions, now)
    if (at !== null) revisions.note(at, log.read(lesson).revision)
  }
  takeVersions(db, remains, lesson, revisions)
}

/** Appends what followed one revision; answers the next one that was reached, or null where nothing more can be read. */
function goOn(log: Log, remains: Remains, lesson: string, at: number, revisions: Revisions, now: number): number | null {
  if (appendLost(log, remains, lesson, at + 1, now)) return at + 1
  const packed = remains.packedOver(lesson, at)
  if (packed && appendPacked(log, lesson, packed, at, revisions, now)) return packed.revision
  const text = remains.newestText(lesson, at)
  if (!text) return null
  const { revision, doc } = log.read(lesson)
  log.append({ lesson, batch: randomId(), base: revision, changes: replacing(doc, text.doc), at: now }, now)
  return text.revision
}

/** Whether the broken workspace went on from this text, and not from another copy's: revision n is the same batch in both. */
function isSameHistory(log: Log, remains: Remains, lesson: string, reached: number): boolean {
  const common = remains
    .revisions(lesson)
    .filter((revision) => revision <= reached)
    .sort((a, b) => b - a)
  const packed = remains.packedOver(lesson, reached - 1)
  if (packed?.revision === reached && log.batchAt(lesson, reached) !== undefined) return packed.id === log.batchAt(lesson, reached)
  for (const revision of common) {
    const theirs = remains.batch(lesson, revision)
    const ours = log.batchAt(lesson, revision)
    if (theirs && ours !== undefined) return theirs.id === ours
  }
  return true
}

/** Whether a batch could be read and fits the text. */
function appendLost(log: Log, remains: Remains, lesson: string, revision: number, now: number): boolean {
  const row = remains.batch(lesson, revision)
  const changes = row && readBatch(row)
  if (!changes) return false
  const base = log.read(lesson).revision
  // None at all says that what its steps were is not known.
  const steps = row.steps === null ? undefined : (readSteps(row, changes.length) ?? [])
  return ifReadable(() => log.append({ lesson, batch: row.id, base, changes, at: row.at, steps }, now)) !== null
}

function replacing(from: Doc, to: Doc): Change[] {
  return [
    ...to.map((node, index): Change => ({ type: 'insert_node', path: [from.length + index], node })),
    ...from.map((node): Change => ({ type: 'remove_node', path: [0], node })),
  ]
}
