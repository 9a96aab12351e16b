/** Faults of the program, written under a short id to a file in the author's folder, because a desktop program has no terminal. */
import { randomBytes } from 'node:crypto'
import { appendFileSync, existsSync, renameSync, statSync } from 'node:fs'

const largest = 1 << 20

/** Answers a reporter that appends to `file`; the file before is kept once it has grown large. */
export function bugLog(file: string): (error: unknown, where: string) => string {
  return (error, where) => {
    const id = randomBytes(3).toString('hex')
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    try {
      if (existsSync(file) && statSync(file).size > largest) renameSync(file, `${file}.old`)
      appendFileSync(file, `${new Date().toISOString()} ${id} ${where}: ${text}\n`)
    } catch {
      console.error(`bug ${id} in ${where}: ${text}`) // an edge: a full disk must not make a fault worse
    }
    return id
  }
}
