/** What was lost or changed in files, a line for each. */
import type { FileLoss } from '#preload/contract/interchange.ts'

export function lossLines(losses: readonly FileLoss[]): string[] {
  return losses.map(({ file, line, kind, text }) => `${file}${line === undefined ? '' : `:${line}`}: ${kind}${text === '' ? '' : ` “${text}”`}`)
}
