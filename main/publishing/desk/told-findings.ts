/** Which findings of a unit its list says itself, and by which hash it names the others, which are kept elsewhere (`kept-told.ts`). Pure. */
import { Finding, isFinding } from './finding.ts'
import { sha256 } from './hashes.ts'

/** Of files that are the author's own: their ways, by which is known what is not ours. */
export function isOfFiles({ kind }: Finding): boolean {
  return kind === 'file-kept' || kind === 'file-old'
}

/** Those that this version knows: one that another told in other words is left out, and what lies there is ours all the same. */
export function knownFindings(all: readonly unknown[]): Finding[] {
  return all.flatMap((value) => {
    if (isFinding(value)) return [value]
    const read = Finding.safeParse(value)
    return read.success ? [read.data] : []
  })
}

export interface Told {
  readonly hash: string
  readonly json: string
}

/** By the findings themselves: a list is written again and again, and what a unit tells does not change. */
const tolds = new WeakMap<readonly Finding[], Told | null>()

/** What a unit tells besides of files; null: nothing. */
export function toldOf(findings: readonly Finding[]): Told | null {
  const known = tolds.get(findings)
  if (known !== undefined) return known
  const others = findings.filter((finding) => !isOfFiles(finding))
  const told = others.length === 0 ? null : toldAs(others)
  tolds.set(findings, told)
  return told
}

export function toldAs(findings: readonly unknown[]): Told {
  const json = JSON.stringify(findings)
  return { hash: sha256(json), json }
}
