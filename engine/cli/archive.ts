/** `--archive`: an author's texts, from files or folders, as what suggestions draw on. */
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Phrases } from '#engine/phrases/index.ts'
import { readDocuments } from '#engine/training/index.ts'
import { CommandError } from './command.ts'

/** The option of every command that takes one. */
export const ARCHIVE_OPTION = {
  type: 'string',
  value: 'PATH',
  help: 'Texts of the author that suggestions draw on: .jsonl, .jsonl.xz, .md or .txt, or a folder of such files.',
  multiple: true,
} as const

/** Where a text belongs that is no part of any course. */
export const noCourse = { source: null, group: null } as const

/** Reads and indexes the texts; null where no path is given. Throws CommandError for a path that cannot be read, and where none holds a text. */
export async function readArchive(paths: readonly string[], signal: AbortSignal): Promise<Phrases | null> {
  if (paths.length === 0) return null
  const phrases = new Phrases()
  for (const path of paths) for (const file of await filesIn(path)) await addFile(phrases, file, signal)
  for (const _ of phrases.build()) signal.throwIfAborted()
  if (phrases.size.sources === 0) throw new CommandError(`${paths.join(', ')}: there is no text in it. --archive takes .jsonl, .jsonl.xz, .md and .txt.`)
  return phrases
}

async function addFile(phrases: Phrases, file: string, signal: AbortSignal): Promise<void> {
  if (!/\.jsonl(\.xz)?$/.test(file)) return phrases.add(file, await readFile(file, 'utf8'))
  let count = 0
  for await (const { text } of readDocuments(file)) {
    signal.throwIfAborted()
    phrases.add(`${file} ${++count}`, text)
  }
}

async function filesIn(path: string): Promise<string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path]
    const names = await readdir(path, { recursive: true })
    return names.filter((name) => /\.(?:jsonl|jsonl\.xz|md|txt)$/.test(name)).map((name) => join(path, name))
  } catch (error) {
    // What the system says of a path names it and why; anything else is a bug of ours.
    if (error instanceof Error && 'code' in error) throw new CommandError(`${path} cannot be read: ${error.message}`)
    throw error
  }
}
