/** The files of an export as one archive, for hosts that reach no folder of the author's. */
import { existsSync } from 'node:fs'
import { lstat, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { zipped } from '#main/interchange/archive.ts'
import { safeName } from '#main/interchange/file-names.ts'
import { holderOf } from '#main/publishing/course-folder.ts'
import { lessonOf } from '#main/publishing/desk/chosen.ts'
import { asideOf } from '#main/publishing/desk/in-the-way.ts'
import { isInside, MANIFEST, readManifest } from '#main/publishing/desk/manifest.ts'
import { isLinked } from '#main/publishing/desk/placing.ts'
import { UNFINISHED, unfinishedText } from '#main/publishing/desk/unfinished.ts'
import type { ExportRow } from '#main/store/ledger.ts'
import type { ExportRecord } from '#preload/contract/ledger.ts'
import { LessonId } from '#preload/contract/library.ts'
import { Problem } from '#preload/contract/problem.ts'
import { pieceBytes } from '#preload/contract/uploads.ts'

/** The list of an export's files, which lies among them. Throws `not-found`. */
export async function listOf(row: Pick<ExportRow, 'folder' | 'course'>): Promise<string> {
  if (!(await isThere(row))) throw new Problem('not-found', `nothing of the export lies in ${row.folder} any more`)
  return join(row.folder, MANIFEST)
}

/** Whether an export's folder is still this course's. */
export async function isThere({ folder, course }: Pick<ExportRow, 'folder' | 'course'>): Promise<boolean> {
  return existsSync(join(folder, MANIFEST)) && ((await holderOf(folder)) ?? course) === course
}

/** What an export's folder says of itself now, at whatever time something was written into it. */
export interface FolderNow {
  /** Not all is there: one was cancelled or broke off. */
  readonly isUnfinished: boolean
  readonly theirs: ExportRecord['theirs']
}

export async function folderNow({ folder, target, course }: Pick<ExportRow, 'folder' | 'target' | 'course'>): Promise<FolderNow> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => '')
  const manifest = readManifest(text, target, course)
  const left = Object.entries(manifest?.units ?? {}).flatMap(([unit, { findings }]) =>
    findings.flatMap(({ kind, text: path }) =>
      kind === 'file-kept' || (kind === 'file-old' && isInside(path) && existsSync(join(folder, path))) ? [{ unit, path }] : [],
    ),
  )
  if (left.length === 0) return { isUnfinished: manifest?.isWhole === false, theirs: null }
  const files = left.map(({ path }) => path).slice(0, mostNamed)
  const lessons = [...new Set(left.map(({ unit }) => lessonOf(unit)))].map((id) => LessonId.parse(id))
  return { isUnfinished: manifest?.isWhole === false, theirs: { count: left.length, files, lessons, aside: await asideOf(folder) } }
}

/** What nobody reads is only counted. */
const mostNamed = 20

export async function* downloaded(
  { folder, title, target, course }: ExportRow,
  signal: AbortSignal,
): AsyncGenerator<{ done: number; total: number; name: string; data: string }> {
  const manifest = await readFile(join(folder, MANIFEST), 'utf8').then(
    (text) => readManifest(text, target, course),
    () => null,
  )
  const paths = Object.values(manifest?.units ?? {}).flatMap(({ files }) => files.map(({ path }) => path))
  if (paths.length === 0) throw new Problem('not-found', `nothing of the export lies in ${folder} any more`)
  // Who opens the archive sees it as who opens the folder does.
  const isWhole = manifest?.isWhole === true
  const name = `${safeName(title)} ${target}${isWhole ? '' : ' 未完成 (unfinished)'}.zip`
  let done = 0
  const files = async function* () {
    if (!isWhole) yield { path: UNFINISHED, text: unfinishedText, losses: [] }
    for (const path of paths) {
      signal.throwIfAborted()
      // Laid there since: what it leads to may be anything on this computer.
      if (await isLinked(folder, path)) throw new Problem('publish-foreign', 'a link lies where a file was', { file: join(folder, path), folder })
      const isPlain = await lstat(join(folder, path)).then(
        (found) => found.isFile(),
        () => false,
      )
      if (!isPlain) throw new Problem('publish-gone', `${path} of the export is gone`, { file: path, folder })
      yield { path, image: join(folder, path) }
      done += 1
    }
  }
  for await (const { data } of zipped(files()))
    for (let at = 0; at < data.length; at += pieceBytes)
      yield { done, total: paths.length, name, data: Buffer.from(data.subarray(at, at + pieceBytes)).toString('base64') }
}
