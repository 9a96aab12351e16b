/**
 * The voices that went out of this studio as files. What their files say is a claim that anybody could write; where one of them comes back, it
 * is that of a voice which was learnt here, also after that was deleted.
 */
import { join } from 'node:path'
import { ifDiskAllows } from '#main/store/failure.ts'
import { AdapterId } from '#preload/contract/adapters.ts'
import { z } from '#preload/document/zod.ts'
import { readRecord, writeRecord } from './record-file.ts'
import type { AdapterRecord } from './voice-records.ts'

const FILE = 'given.json'

const GivenRecord = z.strictObject({ version: z.literal(1), ids: z.array(AdapterId) })

/** Whether a voice is known only by what a file says of it. */
export type IsBrought = (record: Pick<AdapterRecord, 'id' | 'setup' | 'divided'>) => boolean

/** As it is now. `folder`: the author's. */
export function broughtVoices(folder: string): IsBrought {
  const given = idsIn(folder)
  return ({ id, setup, divided }) => setup === null || (divided !== undefined && !given.has(id))
}

/** Remembers that a voice goes out, if it was learnt here. It goes out just as well where the disk takes no note of it. */
export function noteGiven(folder: string, record: AdapterRecord): void {
  ifDiskAllows(folder, () => {
    const ids = idsIn(folder)
    if (ids.has(record.id) || broughtVoices(folder)(record)) return
    writeRecord(join(folder, 'voice'), FILE, { version: 1, ids: [...ids, record.id] })
  })
}

function idsIn(folder: string): ReadonlySet<AdapterId> {
  return new Set(readRecord(join(folder, 'voice', FILE), GivenRecord)?.ids)
}
