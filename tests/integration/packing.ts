/** Packs all logs of a workspace that nobody has open, as seen some days or months ahead, and gives room back: a process to be killed. */
import { dirname } from 'node:path'
import { connectToWrite } from '#main/store/database.ts'
import { Store } from '#main/store/store.ts'

const [file = ''] = process.argv.slice(2)
const db = connectToWrite(file)
const ahead = [1, 3, 40, 200]
const days = ahead[Math.floor(Math.random() * ahead.length)] ?? 1
const store = new Store(db, dirname(file), () => Date.now() + days * 24 * 3600_000)
for (const lesson of store.lessonIds()) while (store.compact(lesson));
store.reclaim()
db.close()
