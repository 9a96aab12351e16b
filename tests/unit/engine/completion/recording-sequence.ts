import type { Distribution } from '#engine/completion/healing.ts'
import type { TokenSequence } from '#engine/completion/prefix-cache.ts'

/** Remembers what it was asked to read; what follows a token is the token and its place. */
export class RecordingSequence implements TokenSequence {
  tokens: number[] = []
  evaluatedSoFar = 0
  reads: number[][] = []
  onAppend = () => {}

  async truncate(length: number): Promise<void> {
    this.tokens = this.tokens.slice(0, length)
  }

  async append(tokens: readonly number[], wanted: number): Promise<readonly Distribution[]> {
    this.onAppend()
    this.reads.push([...tokens])
    this.evaluatedSoFar += tokens.length
    this.tokens.push(...tokens)
    return this.tokens.slice(this.tokens.length - wanted).map((token, at) => new Map([[token, this.tokens.length - wanted + at]]))
  }
}
