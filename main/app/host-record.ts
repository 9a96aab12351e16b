/** What a running browser host leaves in the workspace's folder so that it can be found again: by its own restart, and by a second start. */
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from '#preload/document/zod.ts'
import { newSecret } from './admission.ts'

const HostRecord = z.object({
  /** The secret of the session's cookie; kept so that an open page reconnects after a restart. */
  session: z.string().min(20),
  port: z.number().int(),
})
export type HostRecord = z.infer<typeof HostRecord>

const file = (folder: string) => join(folder, 'browser-host.json')

/** The last host's record, or a new one for a first start or an unreadable file. */
export function readHostRecord(folder: string, defaultPort: number): HostRecord {
  const fresh = { session: newSecret(), port: defaultPort }
  if (!existsSync(file(folder))) return fresh
  try {
    return HostRecord.parse(JSON.parse(readFileSync(file(folder), 'utf8')))
  } catch {
    return fresh // holds nothing of the author's: a broken record costs one new address
  }
}

/** Readable by the author alone. */
export function writeHostRecord(folder: string, record: HostRecord): void {
  writeFileSync(file(folder), JSON.stringify(record), { mode: 0o600 })
  chmodSync(file(folder), 0o600)
}
