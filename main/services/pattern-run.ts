/** Runs a regular expression that an author wrote, where it can be stopped: some, on some texts, would run for years. */
import { createContext, Script } from 'node:vm'
import type { Match } from '#preload/document/matching.ts'
import type { Pattern } from '#preload/document/sought.ts'

const script = new Script(`
  result = texts.map((text) => {
    const expression = new RegExp(source, flags)
    const found = []
    for (let match = expression.exec(text); match; match = expression.exec(text)) {
      if (match[0] === '') expression.lastIndex += 1
      else found.push({ from: match.index, to: match.index + match[0].length, groups: [...match] })
    }
    return found
  })
`)

/** What a pattern finds in each of the texts; null when it takes longer than `timeoutMs`. */
export function runPattern({ source, flags }: Pattern, texts: readonly string[], timeoutMs: number): Match[][] | null {
  const sandbox: { source: string; flags: string; texts: string[]; result: Match[][] | null } = { source, flags, texts: [...texts], result: null }
  try {
    script.runInContext(createContext(sandbox), { timeout: timeoutMs })
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return null
    throw error
  }
  return sandbox.result
}
