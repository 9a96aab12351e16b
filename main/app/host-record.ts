/** What a running browser host leaves in the workspace's folder so that it can be found again: by its own restart, and by a second start. */
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from '#preload/document/zod.ts'
import { readKept } from './kept-file.ts'

const HostRecord = z.object({
  /** The session's secret; kept so that an open page reconnects after a restart. */
  session: z.string().min(20),
  port: z.number().int().min(1).max(65_535),
})
export type HostRecord = z.infer<typeof HostRecord>

const file = (folder: string) => join(folder, 'browser-host.json')

/** The last host's record; null for a first start or an unreadable file. */
export function readHostRecord(folder: string): HostRecord | null {
  return readKept(file(folder), HostRecord)
}

/** Readable by the author alone. */
export function writeHostRecord(folder: string, record: HostRecord): void {
  writeFileSync(file(folder), JSON.stringify(record), { mode: 0o600 })
  chmodSync(file(folder), 0o600)
}
