/**
 * Writes in a lesson, names its moments and packs its log, over and over, and says on its standard output what is done:
 * a process to be killed. Its clock is a week ahead of what it writes, so that there is always something to pack.
 */
import { connectToWrite } from '#main/store/database.ts'
import { Store } from '#main/store/store.ts'
import { randomFrom } from './seeded-random.ts'
import { someChanges } from './typed-changes.ts'

const [file = '', lesson = '', seed = '1'] = process.argv.slice(2)
const random = randomFrom(Number(seed))
const db = connectToWrite(file)
const store = new Store(db, '.', () => Date.now() + Math.floor(random() * 250) * 24 * 3600_000)
for (;;) {
  const { revision, doc } = store.openLesson(lesson)
  const changes = someChanges(doc, random)
  const batch = `b${revision}-${Math.floor(random() * 1e9)}`
  process.stdout.write(`${JSON.stringify({ sent: revision + 1, changes })}\n`)
  store.append({ lesson, batch, base: revision, changes, at: Date.now() - 400 * 24 * 3600_000 + revision * 20_000 })
  process.stdout.write(`${JSON.stringify({ saved: revision + 1 })}\n`)
  if (random() < 0.02) {
    store.nameVersion(lesson, revision + 1, `第 ${revision + 1} 版`)
    process.stdout.write(`${JSON.stringify({ named: revision + 1 })}\n`)
  }
  if (random() < 0.05) store.leaveLesson(lesson)
  if (random() < 0.3) while (store.compact(lesson)) process.stdout.write(`${JSON.stringify({ packed: revision + 1 })}\n`)
  if (random() < 0.01) store.reclaim()
}
