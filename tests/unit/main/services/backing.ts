/** A library with backups, as a page asks for them. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { BackupId, type BackupEntry, backups, type Checked } from '#preload/contract/backups.ts'
import { images } from '#preload/contract/images.ts'
import type { Client } from '#preload/contract/member.ts'
import { Problem } from '#preload/contract/problem.ts'
import { putImage } from '#renderer/host/images.ts'
import { png } from '../images/pictures.ts'
import { temporaryFolder } from '../store/temporary.ts'
import { served } from './served.ts'
import { newCourse } from './workspaces.ts'

export type Backing = Client<typeof backups>

export async function made(client: Backing): Promise<void> {
  for await (const _ of client.make({}));
}

export async function checked(client: Backing, source: Parameters<Backing['check']>[0]): Promise<Checked> {
  for await (const { checked: found } of client.check(source)) if (found) return found
  throw new Error('nothing came')
}

export async function packed(client: Backing): Promise<{ address: string | null; path: string | null; name: string; lostImages: number }> {
  for await (const { packed: found } of client.pack({ language: 'zh-CN' })) if (found) return found
  throw new Error('nothing came')
}

export async function problem(work: Promise<unknown>): Promise<unknown> {
  try {
    return await work
  } catch (error) {
    return error instanceof Problem ? [error.code, error.detail] : error
  }
}

/** Files below a folder, but for what SQLite keeps beside a workspace. */
export const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()

export const leftovers = (folder: string) =>
  readdirSync(folder).filter((name) => /scratch|part|incoming|outgoing/.test(name) && filesIn(folder).some((file) => file.startsWith(name)))

/** A workspace with a course, a picture and a folder for backups; a clock that a test sets. */
export async function begun(options: Parameters<typeof served>[0] = {}) {
  const backupFolder = temporaryFolder()
  let time = Date.UTC(2026, 10, 24, 8)
  const all = await served({ backupFolder, now: () => time, ...options })
  const page = all.page()
  all.held.write('tree', (store) => store.createCourse(newCourse))
  const { image } = await putImage(page.client(images), new Blob([new Uint8Array(png(40, 30))]), '图.png')
  const later = (ms = 3600_000) => {
    time += ms
  }
  return { ...all, backupFolder, client: page.client(backups), image, shown: page, later }
}

export const backupOf = (entries: readonly BackupEntry[], index = 0) => entries.filter(({ kind }) => kind === 'backup')[index]?.id ?? BackupId.parse('none')
