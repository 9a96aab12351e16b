/** What units of an export lie in its folder, and which of them name a path: kept up to date, for a course may have thousands. */
import { foldedWay } from './caseless.ts'
import { sha256 } from './hashes.ts'
import type { KeptFile, KeptUnit } from './manifest.ts'

/** Of no bytes: so a file of ours is that never got to the disk, and nothing of an author's is lost in it. As the key of a unit: it is not whole, and made anew. */
export const EMPTIED = sha256('')

export class KeptUnits {
  readonly #units = new Map<string, KeptUnit>()
  /** Units by the paths that they name, together with those that may be one file where names have no case. */
  readonly #named = new Map<string, Map<string, Set<string>>>()
  readonly #changed = new Set<string>()

  /** `writing`: what was about to be written when the list was. What lies over another's file, or may, leaves no unit whole that names it. */
  constructor(units: Readonly<Record<string, KeptUnit>>, writing: readonly KeptFile[]) {
    for (const [id, unit] of Object.entries(units)) this.set(id, unit)
    for (const [id, unit] of Object.entries(units)) {
      const over = writing.filter((file) => unit.files.some((own) => own.path === file.path && own.sha256 !== file.sha256))
      if (over.length > 0) this.set(id, { ...unit, key: EMPTIED, files: [...unit.files, ...over] })
      else if (unit.files.some((file) => this.othersAt(id, file, file.path).length > 0)) this.spoil(id)
    }
    this.#changed.clear()
  }

  get(id: string): KeptUnit | undefined {
    return this.#units.get(id)
  }

  /** All of them, as they are now. */
  entries(): [string, KeptUnit][] {
    return [...this.#units]
  }

  /** Those that were set since the list was written. */
  changed(): Record<string, KeptUnit> {
    const changed: Record<string, KeptUnit> = {}
    for (const id of this.#changed) {
      const unit = this.#units.get(id)
      if (unit) changed[id] = unit
    }
    return changed
  }

  get isChanged(): boolean {
    return this.#changed.size > 0
  }

  /** The list was written with all of them. */
  listed(): void {
    this.#changed.clear()
  }

  set(id: string, unit: KeptUnit): void {
    this.delete(id)
    this.#units.set(id, unit)
    this.#changed.add(id)
    for (const { path } of unit.files) {
      const alike = this.#named.get(foldedWay(path)) ?? new Map<string, Set<string>>()
      this.#named.set(foldedWay(path), alike.set(path, (alike.get(path) ?? new Set()).add(id)))
    }
  }

  delete(id: string): void {
    for (const { path } of this.#units.get(id)?.files ?? []) {
      const alike = this.#named.get(foldedWay(path))
      alike?.get(path)?.delete(id)
      if (alike?.get(path)?.size === 0) alike.delete(path)
      if (alike?.size === 0) this.#named.delete(foldedWay(path))
    }
    this.#units.delete(id)
  }

  /** Paths that units name and that may be this one. */
  namedLike(path: string): string[] {
    return [...(this.#named.get(foldedWay(path))?.keys() ?? [])]
  }

  /** Other units that name a path, by which another file than this one lies, or lay. */
  othersAt(id: string, { sha256: hash, isTheirs }: KeptFile, path: string): string[] {
    if (isTheirs) return []
    const ids = [...(this.#named.get(foldedWay(path))?.get(path) ?? [])]
    return ids.filter((other) => other !== id && this.#units.get(other)?.files.some((file) => file.path === path && !file.isTheirs && file.sha256 !== hash))
  }

  isWhole(id: string): boolean {
    return (this.#units.get(id)?.key ?? EMPTIED) !== EMPTIED
  }

  /** It is not whole any more; what it names stays ours. */
  spoil(id: string): void {
    const unit = this.#units.get(id)
    if (unit) this.set(id, { ...unit, key: EMPTIED })
  }

  /** What lies by these paths is another's now. */
  giveUp(id: string, paths: ReadonlySet<string>): void {
    const unit = this.#units.get(id)
    if (unit) this.set(id, { ...unit, files: unit.files.filter(({ path }) => !paths.has(path)) })
  }
}
