/** What the benches of the model's quality share: the corpus that they need, and the commands that they ask. */
import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { readDocuments, type TrainingDocument } from '#engine/training/index.ts'
import { root } from '../e2e/launch.ts'

export const starter = join(root, 'resources/models/moke-starter-q8_0.gguf')

/** A file of the corpus, whose folder `MOKE_CORPUS` names: it is no part of the project. */
export function corpusFile(name: string): string {
  return join(process.env['MOKE_CORPUS'] ?? 'MOKE_CORPUS', name)
}

/** The archives of the corpus by name, one author each. */
export function archives(): string[] {
  const folder = corpusFile('authors')
  return existsSync(folder) ? readdirSync(folder).map((file) => file.replace('.jsonl.xz', '')) : []
}

export function archiveFile(name: string): string {
  return corpusFile(`authors/${name}.jsonl.xz`)
}

/** The beginning of an archive: whole works of about so many characters. */
export async function* beginningOf(name: string, characters = Infinity): AsyncGenerator<TrainingDocument> {
  let length = 0
  for await (const document of readDocuments(archiveFile(name))) {
    if (length >= characters) return
    yield document
    length += document.text.length
  }
}

/** Ends the bench, without a figure, where a file is missing. */
export function need(bench: string, files: readonly string[]): void {
  const missing = files.filter((file) => !existsSync(file))
  if (missing.length === 0) return
  console.error(`${bench}.*: not measured, for there is no ${missing.join(', ')}; MOKE_CORPUS=FOLDER says where the corpus is.`)
  process.exit(0)
}

/** What a `moke` command says with --json, and the seconds it took. */
export async function moke(...args: string[]): Promise<{ readonly said: unknown; readonly seconds: number }> {
  const begun = performance.now()
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'engine/cli/main.ts'), ...args, '--json'], { maxBuffer: 1 << 24 })
  return { said: JSON.parse(stdout), seconds: Math.round((performance.now() - begun) / 1000) }
}
