/** What the benches of the model's quality share: the corpus that they need, and the commands that they ask. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../e2e/launch.ts'

export const starter = join(root, 'resources/models/moke-starter-q8_0.gguf')

/** A file of the corpus, whose folder `MOKE_CORPUS` names: it is no part of the project. */
export function corpusFile(name: string): string {
  return join(process.env['MOKE_CORPUS'] ?? 'MOKE_CORPUS', name)
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
