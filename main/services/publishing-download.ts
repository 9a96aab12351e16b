/** The files of an export as one archive, for hosts that reach no folder of the author's. */
import { lstat, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { zipped } from '#main/interchange/archive.ts'
import { safeName } from '#main/interchange/file-names.ts'
import { MANIFEST, readManifest } from '#main/publishing/desk/manifest.ts'
import { isLinked } from '#main/publishing/desk/placing.ts'
import { factsOf, isTarget } from '#main/publishing/facts.ts'
import { UNFINISHED, unfinishedText } from '#main/publishing/desk/unfinished.ts'
import type { ExportRow } from '#main/store/ledger.ts'
import { Problem } from '#preload/contract/problem.ts'
import { pieceBytes } from '#preload/contract/uploads.ts'

export async function* downloaded(
  { folder, title, target, course }: ExportRow,
  signal: AbortSignal,
): AsyncGenerator<{ done: number; total: number; name: string; data: string }> {
  const manifest = await readFile(join(folder, MANIFEST), 'utf8').then(
    (text) => readManifest(text, target, course),
    () => null,
  )
  // A picture of several lessons is one file.
  const paths = [...new Set(Object.values(manifest?.units ?? {}).flatMap(({ files }) => files.map(({ path }) => path)))]
  if (paths.length === 0) throw new Problem('not-found', `nothing of the export lies in ${folder} any more`)
  // Who opens the archive sees it as who opens the folder does.
  const isWhole = manifest?.isWhole === true
  const name = `${safeName(title)} ${isTarget(target) ? factsOf(target).name['zh-CN'] : target}${isWhole ? '' : ' 未完成'}.zip`
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
