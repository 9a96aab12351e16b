/**
 * What there was to say of an export's units, kept with what the studio keeps of exports and not among their files: the folder of a website is
 * uploaded whole, and what an author is told is nobody else's. The list in the folder says by a hash what each unit told; one of which that is
 * not known is made anew to tell it.
 */
import { z } from '#preload/document/zod.ts'
import type { Finding } from './finding.ts'
import { EMPTIED } from './kept-units.ts'
import { keepList, keptList } from './known-files.ts'
import type { KeptUnit, Manifest } from './manifest.ts'
import { isOfFiles, knownFindings, toldAs, toldOf } from './told-findings.ts'

/** Findings by their hash. */
const Told = z.record(z.string(), z.array(z.unknown()))

export class KeptTold {
  readonly #folder: string
  readonly #known: ReadonlyMap<string, readonly Finding[]>
  /** What was written last. */
  #text: string

  /** `folder`: of an export, which nobody else writes into meanwhile. */
  constructor(folder: string) {
    this.#folder = folder
    this.#text = keptList('told', folder) ?? ''
    this.#known = knownIn(this.#text)
  }

  /** A list with what its units told. */
  filled(manifest: Manifest): Manifest {
    return { ...manifest, units: Object.fromEntries(Object.entries(manifest.units).map(([id, unit]) => [id, this.#filledUnit(unit)])) }
  }

  #filledUnit({ told, ...unit }: KeptUnit): KeptUnit {
    // One that says it all itself is an earlier version's.
    if (told === undefined || !unit.findings.every(isOfFiles)) return unit
    const findings = this.#known.get(told)
    return findings ? { ...unit, findings: [...findings, ...unit.findings] } : { ...unit, key: EMPTIED }
  }

  /** Before the list itself is written. */
  keep(units: readonly KeptUnit[]): void {
    const all = new Map(units.flatMap(({ findings }) => toldOf(findings) ?? []).map(({ hash, json }) => [hash, json]))
    const lines = [...all].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([hash, json]) => `${JSON.stringify(hash)}:${json}`)
    const text = lines.length === 0 ? '' : `{${lines.join(',\n')}}`
    if (text === this.#text) return
    keepList('told', this.#folder, text)
    this.#text = text
  }
}

/** Only what has the hash by which it is named: what was cut short, or is another's, is told anew. */
function knownIn(text: string): Map<string, readonly Finding[]> {
  try {
    const read = Told.safeParse(JSON.parse(text))
    return new Map(Object.entries(read.data ?? {}).flatMap(([hash, all]) => (toldAs(all).hash === hash ? [[hash, knownFindings(all)]] : [])))
  } catch {
    return new Map()
  }
}
