/** What engines and llama.cpp in them have to say: for whoever looks for a fault, so that it goes to a file and not to the author's terminal. */
import { appendFileSync, existsSync, renameSync, statSync } from 'node:fs'

const largest = 1 << 20

/** Appends to `file`; the file before is kept once it has grown large. What can't be written is lost: a full disk must not make a fault worse. */
export function engineLog(file: string): (text: string) => void {
  return (text) => {
    try {
      if (existsSync(file) && statSync(file).size > largest) renameSync(file, `${file}.old`)
      appendFileSync(file, text)
    } catch {
      // an edge, see above
    }
  }
}
