/** Who has a library: the lock says only that somebody does, so a command leaves its number beside it. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ifDiskAllows } from '#main/store/failure.ts'

/** This command has it, from now until the end. */
export class HeldByCommand {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
    ifDiskAllows(folder, () => writeFileSync(noteIn(folder), String(process.pid), { mode: 0o600 }))
  }

  end(): void {
    ifDiskAllows(this.#folder, () => rmSync(noteIn(this.#folder), { force: true }))
  }
}

/** Who has the library of a folder that somebody has. */
export function heldBy(folder: string): string {
  const note = noteIn(folder)
  const command = existsSync(note) ? ifDiskAllows(folder, () => Number(readFileSync(note, 'utf8'))) : null
  // One that was killed took no note away, and has nothing any more.
  if (command && isAlive(command)) return `Another \`moke\` command (process ${command}) is at work in ${resolve(folder)}. Try again once it is done.`
  return `The studio has the library in ${resolve(folder)} open. Close the studio first, or do this there.`
}

const noteIn = (folder: string): string => join(folder, 'workspace.command')

function isAlive(process_: number): boolean {
  try {
    process.kill(process_, 0)
    return true
  } catch (error) {
    // It is there, and another user's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
