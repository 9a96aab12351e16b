import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { connectToWrite } from '#main/store/database.ts'
import { migrate } from '#main/store/migrate.ts'
import { Store } from '#main/store/store.ts'
import { findDamage } from '#main/store/verify.ts'
import { applyChanges } from '#preload/document/apply.ts'
import type { Change, Doc } from '#preload/document/schema.ts'
import { newFolder, root } from '../e2e/launch.ts'
import { randomFrom } from './seeded-random.ts'

const kills = 60
/** On a busy machine a writer gets little done in its life. */
const mostKills = 4 * kills

/** One life of the writer, ended at a random moment once it has saved something; answers what it said. */
async function life(
  file: string,
  lesson: string,
  seed: number,
  ms: number,
): Promise<{ sent?: number; changes?: Change[]; saved?: number; named?: number; packed?: number }[]> {
  const child = spawn(process.execPath, [join(root, 'tests/integration/compacting-writer.ts'), file, lesson, String(seed)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      if (said === '') setTimeout(() => child.kill('SIGKILL'), ms)
      said += chunk.toString()
    })
    child.once('error', reject)
    child.once('close', () => resolve())
  })
  return said
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))
}

test('it loses no text and no name when it is killed while it writes and packs', async () => {
  const folder = newFolder()
  const file = join(folder.path, 'workspace.sqlite')
  const seed = Date.now() % 1e9
  const random = randomFrom(seed)
  const first = connectToWrite(file)
  migrate(first)
  const made = new Store(first, folder.path, () => 1).createCourse({ title: '课', chapters: [{ title: '章', lessons: [{ title: '节' }] }] })
  const lesson = made.chapters[0]?.lessons[0] ?? ''
  let doc: Doc = new Store(first, folder.path, () => 1).openLesson(lesson).doc
  first.close()
  let revision = 0
  let packs = 0
  const named = new Map<number, Doc>()
  const isEnough = () => packs > kills && named.size > 3
  for (let kill = 0; kill < kills || (kill < mostKills && !isEnough()); kill += 1) {
    const said = await life(file, lesson, seed + kill, random() * 250)
    let waiting: { revision: number; changes: Change[] } | null = null
    for (const { sent, changes, saved, named: name, packed } of said) {
      if (sent !== undefined && changes) waiting = { revision: sent, changes }
      if (saved !== undefined && waiting) {
        doc = applyChanges(doc, waiting.changes)
        revision = saved
        waiting = null
      }
      if (name !== undefined) named.set(name, doc)
      if (packed !== undefined) packs += 1
    }
    const db = connectToWrite(file)
    const store = new Store(db, folder.path, () => 1)
    const opened = store.openLesson(lesson)
    if (waiting && opened.revision === waiting.revision) {
      doc = applyChanges(doc, waiting.changes)
      revision = opened.revision
    }
    expect([seed, kill, opened.revision, findDamage(db, true)]).toEqual([seed, kill, revision, null])
    expect(JSON.stringify(opened.doc) === JSON.stringify(doc), `seed ${seed}, kill ${kill}`).toBe(true)
    // What was named in the moment of the kill may have its name or not; its text is the lesson's own.
    for (const version of store.timeline(lesson).versions)
      if (!named.has(version.revision)) named.set(version.revision, store.textAt(lesson, version.revision).doc)
    expect(store.timeline(lesson).versions.map((version) => version.revision)).toEqual([...named.keys()].sort((a, b) => a - b))
    for (const [at, text] of named) expect(store.textAt(lesson, at)).toEqual({ revision: at, doc: JSON.parse(JSON.stringify(text)) })
    db.close()
  }
  console.log(JSON.stringify({ seed, revision, packs, named: named.size }))
  expect(isEnough()).toBe(true)
  folder.discard()
})
