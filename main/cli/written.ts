/** What an export writes: whole, or nothing of it. It is made beside its place and put there when it is done. */
import { createWriteStream, existsSync } from 'node:fs'
import { copyFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { makeFolders } from '#engine/computer/index.ts'
import { CommandError } from '#engine/cli/command.ts'
import { zipped } from '#main/interchange/archive.ts'
import type { ExportedFile } from '#main/interchange/write-export.ts'
import { randomId } from '#preload/document/identity.ts'

/** Writes an archive. Throws `CommandError` where something is there already. */
export async function writeArchive(out: string, files: AsyncIterable<ExportedFile>): Promise<void> {
  const mustBeFree = () => {
    if (existsSync(out)) throw new CommandError(`${out} is there already; name another file.`)
  }
  mustBeFree()
  await beside(out, async (made) => {
    await pipeline(
      async function* () {
        for await (const { data } of zipped(files)) yield data
      },
      createWriteStream(made, { flags: 'wx' }),
    )
    mustBeFree()
    await rename(made, out)
  })
}

/** Writes files into a folder, which may hold others. Throws `CommandError` where one of `paths` is there already. */
export async function writeFiles(out: string, files: AsyncIterable<ExportedFile>, paths: readonly string[]): Promise<void> {
  const mustBeFree = () => {
    const there = paths.find((path) => existsSync(join(out, path)))
    if (there !== undefined) throw new CommandError(`${join(out, there)} is there already; name another folder.`)
  }
  mustBeFree()
  await beside(out, async (made) => {
    const written: string[] = []
    for await (const file of files) {
      const place = join(made, file.path)
      makeFolders(dirname(place))
      await ('text' in file ? writeFile(place, file.text) : copyFile(file.image, place))
      written.push(file.path)
    }
    mustBeFree()
    if (!existsSync(out)) return rename(made, out)
    for (const path of written) {
      makeFolders(dirname(join(out, path)))
      await rename(join(made, path), join(out, path))
    }
  })
}

/** Makes something beside its place, or within a folder that is there, so that it is on the same disk; nothing is left of what was not put there. */
async function beside(out: string, make: (made: string) => Promise<void>): Promise<void> {
  makeFolders(dirname(out))
  const part = `.${randomId()}.part`
  const made = existsSync(out) ? join(out, part) : `${out}${part}`
  try {
    await make(made)
  } finally {
    await rm(made, { recursive: true, force: true })
  }
}
