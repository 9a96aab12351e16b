/**
 * Units as files in a folder: only what changed is made, nothing that is not ours is touched, and a folder that is not whole says so by a
 * file that anyone sees. Whatever stops it, the next export goes on from there.
 */
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { readdir, readFile, rm, rmdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { makeFolders } from '#engine/computer/index.ts'
import { absent } from './absent.ts'
import { forgetAhead, keepAhead, withAhead } from './ahead.ts'
import { foldedWay, isOneFile, recased } from './caseless.ts'
import { checked } from './checked-way.ts'
import { type Coming, coming } from './coming.ts'
import { locked } from './folder-lock.ts'
import { FolderBusyError, type FolderOutcome, ForeignFileError } from './folder-outcome.ts'
import { keyOf, sha256 } from './hashes.ts'
import { type Handling, obstacleAt } from './in-the-way.ts'
import { KeptTold } from './kept-told.ts'
import { EMPTIED, KeptUnits } from './kept-units.ts'
import { KnownFiles } from './known-files.ts'
import { forgetBefore, keepBefore, lasting, listFrom } from './lasting.ts'
import { emptyManifest, isInside, type KeptFile, type KeptUnit, MANIFEST, type Manifest, manifestBytes, readManifest } from './manifest.ts'
import { isPassing } from './finding.ts'
import { isLeft, keptFinding, leftBehind, leftIn, oldFinding } from './left-files.ts'
import { holdsPictures, isLosing, isPicture } from './lost-pictures.ts'
import { isLinked, PARTS, placed, readyParts, removeParts } from './placing.ts'
import type { Made, Unit } from './target.ts'
import { markUnfinished, unmarkUnfinished } from './unfinished.ts'
import { Way } from './way.ts'

export interface FolderExport {
  /** An absolute path; made where it is missing. */
  readonly folder: string
  readonly target: { readonly id: string; readonly version: number }
  /** The id of the course, so that no other takes the folder for its own; left out: it has none. */
  readonly course?: string
  /** Of which lessons alone the book is (`chosen.ts`). */
  readonly selection?: string
  readonly units: readonly Unit[]
  /** Which of them are wanted; others that were made before stay as they are. Left out: all. */
  isWanted?(unit: string): boolean
  imageBytes(id: string): Promise<Uint8Array>
  /** What a picture's bytes are made from (`coming.ts`). */
  imageInput?(id: string): unknown
  /** Pictures are missing of which no unit tells, so that any of which nothing is made any more may be the last there is. */
  readonly lacksPictures?: boolean
  /** What is done about what lies in the way and is not ours; left out: `stop`. */
  readonly inTheWay?: Handling
  readonly signal: AbortSignal
  onProgress(done: number, total: number): void
}

const savedEachMs = 250

/** Writes what changed. Throws ForeignFileError and FolderBusyError, the signal's reason, and the file system's errors; the folder then says that it is not whole. */
export async function exportFolder(task: FolderExport): Promise<FolderOutcome> {
  makeFolders(task.folder)
  const unlock = locked(task.folder)
  if (unlock === null) throw new FolderBusyError(`another export is writing into ${task.folder}`)
  try {
    const way = new Way(task.folder, task.inTheWay ?? 'stop')
    const linked = await isLinked(task.folder, PARTS)
    if (linked && !(await way.cleared(PARTS))) throw new ForeignFileError(PARTS)
    await readyParts(task.folder)
    const told = new KeptTold(task.folder)
    const manifest = told.filled(await manifestIn(task, way))
    await keepBefore(task.folder, manifestBytes(manifest))
    try {
      return await new FolderWriter(task, manifest, way, told).write()
    } finally {
      // Only once the list itself is known to be there: whatever ended the export before that, the next goes on from this one.
      await lasting(task.folder, [MANIFEST])
      await forgetBefore(task.folder)
    }
  } finally {
    await removeParts(task.folder)
    unlock()
  }
}

async function manifestIn({ folder, target, course, selection }: FolderExport, way: Way): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(absent)
  const list = text === null ? null : await listFrom(folder, text)
  const manifest = list === null ? emptyManifest(target.id, course, selection) : readManifest(list, target.id, course)
  if (manifest === null) {
    if (!(await way.cleared(MANIFEST))) throw new ForeignFileError(MANIFEST)
    await forgetAhead(folder)
    return emptyManifest(target.id, course, selection)
  }
  const now = await withAhead(folder, manifest)
  if (list === text && now === manifest) return manifest
  // An export that comes to nothing writes no list: it is what it was again, or is by now, before anything else is done.
  await placed(folder, MANIFEST, now === manifest && list !== null ? Buffer.from(list) : manifestBytes(now))
  await lasting(folder, [MANIFEST])
  await forgetAhead(folder)
  return now
}

/** Where an export that ended too early, or was ended, moved what is the author's; null where it moved nothing. */
export async function untoldAside(folder: string, target: string, course?: string): Promise<string | null> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => '')
  const name = readManifest(text, target, course)?.aside
  return name === undefined ? null : asideIn(folder, name)
}

/** It was noted before anything was moved there. */
function asideIn(folder: string, name: string): string | null {
  const at = join(dirname(folder), name)
  return existsSync(at) && readdirSync(at, { recursive: true, withFileTypes: true }).some((entry) => !entry.isDirectory()) ? at : null
}

class FolderWriter {
  readonly #task: FolderExport
  readonly #units: KeptUnits
  readonly #known: KnownFiles
  /** What each path of ours may hold: as it was written, or was about to be. */
  readonly #ours = new Map<string, Set<string>>()
  /** The paths of ours that may be one file where names have no case. */
  readonly #alike = new Map<string, Set<string>>()
  readonly #writing: KeptFile[]
  /** What the folder holds once it is whole. */
  readonly #asked: readonly string[]
  /** Not known to be on the disk yet. */
  readonly #fresh: string[] = []
  readonly #counts = { written: 0, kept: 0, theirs: 0, removed: 0, stopped: 0 }
  readonly #way: Way
  readonly #told: KeptTold
  /** The author's changed files of units that are no more. */
  readonly #old: string[] = []
  /** What stopped units, and which. */
  readonly #stopping: string[] = []
  readonly #stopped = new Set<string>()
  readonly #waiting: string[] = []
  /** Units in the place of whose files another's were written. */
  readonly #displaced: string[] = []
  /** A picture that went out before can't any more: what was written of it may be the last there is, and is moved instead of removed. */
  #isLosing = false
  #savedAt = -Infinity
  #isAhead = false

  constructor(task: FolderExport, manifest: Manifest, way: Way, told: KeptTold) {
    this.#task = task
    this.#way = way
    this.#told = told
    this.#known = new KnownFiles(task.folder)
    const all = new Set(task.units.map(({ id }) => id))
    this.#asked = (task.isWanted ? (manifest.asked ?? []).filter((id) => all.has(id)) : [...all]).toSorted()
    this.#writing = manifest.writing ?? []
    this.#units = new KeptUnits(manifest.units, this.#writing)
    if (manifest.aside !== undefined) {
      way.aside ??= asideIn(task.folder, manifest.aside)
      way.holdsTheirs = true
    }
    way.note = () => this.#save(false)
    for (const file of [...this.#writing, ...this.#units.entries().flatMap(([, { files }]) => files)]) if (!file.isTheirs) this.#own(file)
  }

  async write(): Promise<FolderOutcome> {
    try {
      return await this.#written()
    } catch (error) {
      // Where there is no room for the list any more, what was noted ahead of it stays.
      if (this.#units.isChanged) await this.#save(false).catch(() => undefined)
      throw error
    }
  }

  async #written(): Promise<FolderOutcome> {
    const { units, target, signal, onProgress } = this.#task
    const byId = new Map(units.map((unit) => [unit.id, unit]))
    // Behind these come those whose places they get: otherwise nothing would be left of them.
    const wanted = units.filter(({ id }) => this.#task.isWanted?.(id) ?? true)
    await markUnfinished(this.#task.folder)
    if (!this.#task.isWanted || this.#way.aside !== null) await this.#save(false)
    onProgress(0, wanted.length)
    const coming = new Set(wanted.map(({ id }) => id))
    // What leads to the files of others comes last, once they are where they stay: those that nobody wants keep the places that they had.
    const [plain, leading] = [wanted.filter(({ among }) => !among), wanted.filter(({ among }) => among)]
    const filesOf = (id: string): string[] => this.#units.get(id)?.files.map(({ path }) => path) ?? []
    let done = 0
    for (let each = plain.shift() ?? leading.shift(); each; each = plain.shift() ?? leading.shift()) {
      signal.throwIfAborted()
      const unit = each.among?.(filesOf) ?? each
      const key = keyOf(target.id, target.version, unit.input)
      if (!(await this.#isAsKept(unit.id, key)) && !(await this.#isStopped(unit))) {
        const made = await unit.make(signal, this.#units.get(unit.id)?.noted)
        signal.throwIfAborted()
        await this.#keep(unit.id, key, made)
        for (const other of this.#displaced.splice(0)) {
          const displaced = byId.get(other)
          if (displaced && !coming.has(other)) {
            wanted.push(displaced)
            ;(displaced.among ? leading : plain).push(displaced)
          }
          coming.add(other)
        }
      }
      done += 1
      onProgress(done, wanted.length)
    }
    await this.#forget(new Set(units.map(({ id }) => id)))
    this.#old.push(...(await this.#removeUnnamed(this.#writing.splice(0))))
    this.#heedGone(coming)
    const isWhole = this.#stopping.length === 0 && this.#asked.every((id) => this.#units.isWhole(id))
    await lasting(this.#task.folder, this.#fresh)
    await this.#save(isWhole, this.#stopping.length === 0)
    this.#known.save(this.#units.entries().flatMap(([, { files }]) => files.map(({ path }) => path)))
    const left = wanted.map(({ id }) => id).filter((id) => this.#stopped.has(id) || isLeft(this.#units.get(id)))
    if (this.#stopping.length > 0) throw new ForeignFileError(...new Set(this.#stopping)).after({ ...this.#counts, waiting: this.#waiting }, left)
    if (isWhole) await unmarkUnfinished(this.#task.folder)
    const told = wanted.map(({ id }) => ({ id, findings: this.#units.get(id)?.findings ?? [] }))
    const { stopped: _none, ...counts } = this.#counts
    const { aside, holdsTheirs } = this.#way
    const ours = aside !== null && !holdsTheirs ? { isAsideOurs: true as const } : {}
    return { ...counts, aside, ...ours, left, findings: [...told.flatMap(({ findings }) => findings), ...[...new Set(this.#old)].map(oldFinding)] }
  }

  /** What somebody took away meanwhile is made the next time. Throws the file system's error, by the first of it. */
  #heedGone(units: ReadonlySet<string>): void {
    const isThere = ({ path }: KeptFile): boolean => existsSync(join(this.#task.folder, path))
    const gone = [...units].flatMap((id) => {
      const lacking = this.#stopped.has(id) || !this.#units.isWhole(id) ? undefined : this.#units.get(id)?.files.find((file) => !isThere(file))
      if (lacking) this.#units.spoil(id)
      return lacking ?? []
    })
    if (gone[0]) lstatSync(join(this.#task.folder, gone[0].path))
  }

  #own({ path, sha256: hash }: KeptFile): void {
    this.#ours.set(path, (this.#ours.get(path) ?? new Set()).add(hash))
    this.#alike.set(foldedWay(path), (this.#alike.get(foldedWay(path)) ?? new Set()).add(path))
  }

  /** Where names have no case, a file of ours that is called otherwise now is that file still, and gets its name. */
  async #sameByCase(path: string): Promise<void> {
    const { folder } = this.#task
    for (const before of [...(this.#alike.get(foldedWay(path)) ?? [])]) {
      if (before === path || (await obstacleAt(folder, before)) !== null || !(await isOneFile(folder, before, path))) continue
      await recased(folder, before, path)
      for (const hash of this.#ours.get(before) ?? []) this.#own({ path, sha256: hash })
    }
  }

  /** Whether a unit was made of the same and all its files are there as they were made. */
  async #isAsKept(id: string, key: string): Promise<boolean> {
    const kept = this.#units.get(id)
    if (kept?.key !== key || kept.findings.some(({ kind }) => isPassing(kind))) return false
    // What was kept once is replaced where that is asked for now.
    if (this.#way.handling === 'replace' && kept.findings.some(({ kind }) => kind === 'file-kept' || kind === 'file-old')) return false
    // Taken away since, it is not told any more.
    if (kept.findings.some(({ kind, text }) => kind === 'file-old' && this.#hashAt(text) === null)) return false
    if (!kept.files.every(({ path, sha256: hash }) => this.#holds(path, hash))) return false
    const left = leftIn(kept)
    this.#counts.kept += kept.files.filter(({ path }) => !left.has(path)).length
    this.#counts.theirs += left.size
    return true
  }

  /** Whether it is known before a unit is made that it can't be written: a book takes long to make, and its author is asked first. */
  async #isStopped({ id, paths = [] }: Unit): Promise<boolean> {
    if (this.#way.handling !== 'stop') return false
    const stopping: string[] = []
    for (const path of paths) {
      await this.#sameByCase(checked(path))
      if ((await this.#foundAt(path, null)).at !== null) stopping.push(path)
    }
    if (stopping.length > 0) this.#stop(id, stopping, paths)
    return stopping.length > 0
  }

  /** Whether a file holds what was written, or is to be. */
  #holds(path: string, hash: string): boolean {
    return this.#known.holds(path, hash, () => this.#hashAt(path))
  }

  /** At once, as files are written (`placed`). */
  #hashAt(path: string): string | null {
    try {
      return sha256(readFileSync(join(this.#task.folder, path)))
    } catch (error) {
      return error instanceof Error && 'code' in error && error.code === 'EISDIR' ? null : absent(error)
    }
  }

  async #keep(id: string, key: string, { files, findings, noted }: Made): Promise<void> {
    const was = this.#units.get(id)
    const made = await Promise.all(files.map((file) => coming(file, was, this.#task, (path, hash) => this.#holds(path, hash))))
    const { kept, left, stopping } = await this.#seenThrough(made)
    // Of a unit that can't be written whole nothing is; the others are.
    if (stopping.length > 0) return this.#stop(id, stopping, pathsOf(made))
    const others = await this.#othersAt(id, kept)
    for (const other of others.keys()) {
      this.#units.spoil(other)
      this.#displaced.push(other)
    }
    // Ended before it is written, all its files are still known as ours, and it as not whole.
    this.#units.set(id, { findings: [], ...was, key: EMPTIED, files: [...(was?.files ?? []), ...kept.filter(({ isTheirs }) => !isTheirs)] })
    await this.#note()
    this.#isLosing ||= was !== undefined && isLosing(was.findings, findings)
    await this.#moveLast(made)
    const late: string[] = []
    for (const { path, data, hash } of made) {
      this.#task.signal.throwIfAborted()
      if (left.includes(path)) this.#counts.theirs += 1
      else if (this.#holds(path, hash)) this.#counts.kept += 1
      else if (!(await this.#put(path, await data(), hash))) late.push(path)
    }
    if (late.length > 0) return this.#stopLate(id, late, kept, was)
    for (const [other, paths] of others) this.#units.giveUp(other, paths)
    const unit = { key, files: kept, findings: [...findings, ...left.map(keptFinding)], ...(noted && { noted: { ...noted } }) }
    this.#units.set(id, unit)
    const old = new Set([...(await this.#removeUnnamed(was?.files ?? [])), ...(await this.#stillOld(was))])
    this.#units.set(id, { ...unit, findings: [...unit.findings, ...[...old].map(oldFinding)] })
    await this.#saveNowAndThen()
  }

  /** Moves what lies where others are to be written and may be the last there is of a picture. */
  async #moveLast(coming: readonly { readonly path: string; readonly hash: string }[]): Promise<void> {
    const hashes = new Set(coming.map(({ hash }) => hash))
    for (const { path } of coming) {
      if (!this.#mayBeLast(path) || (await obstacleAt(this.#task.folder, path)) !== null) continue
      const found = this.#hashAt(path)
      if (found !== null && found !== EMPTIED && !hashes.has(found) && this.#ours.get(path)?.has(found)) await this.#way.moved(path)
    }
  }

  #mayBeLast(path: string): boolean {
    return this.#isLosing ? holdsPictures(path) : this.#task.lacksPictures === true && isPicture(path)
  }

  /** Whether the same bytes lie there as a file of a unit. */
  #isThere(hash: string): boolean {
    return this.#units.entries().some(([, { files }]) => files.some((file) => file.sha256 === hash))
  }

  /** The units that name files in whose place others are written now, and their paths. */
  async #othersAt(id: string, files: readonly KeptFile[]): Promise<Map<string, Set<string>>> {
    const others = new Map<string, Set<string>>()
    for (const file of files) {
      for (const path of this.#units.namedLike(file.path)) {
        if (path !== file.path && !(await isOneFile(this.#task.folder, path, file.path))) continue
        for (const other of this.#units.othersAt(id, file, path)) others.set(other, (others.get(other) ?? new Set()).add(path))
      }
    }
    return others
  }

  /** A unit is not written, or not whole; `files`: those of it that are not. */
  #stop(id: string, stopping: readonly string[], files: readonly string[]): void {
    this.#stopped.add(id)
    this.#stopping.push(...stopping)
    this.#waiting.push(...files.filter((path) => !stopping.includes(path)))
    this.#counts.stopped += files.length
  }

  /** Somebody laid files in a unit's places while it was written: what was written of it is ours all the same, and it is made anew next time. */
  async #stopLate(id: string, late: readonly string[], kept: readonly KeptFile[], was: KeptUnit | undefined): Promise<void> {
    const written = kept.filter(({ path }) => !late.includes(path))
    const before = (was?.files ?? []).filter(({ path }) => !written.some((file) => file.path === path))
    this.#units.set(id, { key: EMPTIED, files: [...written, ...before], findings: was?.findings ?? [] })
    this.#stop(id, late, late)
    await this.#save(false)
  }

  /** A unit's files as they will be kept; of those that are not ours, which are left as they are, and which stop it. */
  async #seenThrough(files: readonly Coming[]) {
    const [kept, left, stopping]: [KeptFile[], string[], string[]] = [[], [], []]
    for (const { path, hash, from } of files) {
      await this.#sameByCase(path)
      const { at, found } = await this.#foundAt(path, hash)
      const own = { path, sha256: hash, ...(from === undefined ? {} : { from }) }
      if (at === null) kept.push({ ...own, ...(found === hash && !this.#ours.get(path)?.has(hash) ? { isTheirs: true as const } : {}) })
      else if (await this.#way.cleared(at)) kept.push(own)
      else if (this.#way.handling === 'keep') {
        left.push(path)
        // As it is now: once it is another, it is asked about anew.
        if (at === path && found !== null) kept.push({ path, sha256: found, isTheirs: true })
      } else stopping.push(path)
    }
    return { kept, left, stopping }
  }

  /** What lies in a file's place; `at`: where what is not ours begins that lies in its way. `hash`: null where nobody knows yet what it will hold. */
  async #foundAt(path: string, hash: string | null): Promise<{ readonly at: string | null; readonly found: string | null }> {
    const obstacle = await obstacleAt(this.#task.folder, path)
    if (obstacle !== null) return { at: obstacle, found: null }
    const found = hash !== null && this.#holds(path, hash) ? hash : this.#hashAt(path)
    return { at: this.#isFree(path, found, hash) ? null : path, found }
  }

  #isFree(path: string, found: string | null, hash: string | null): boolean {
    return found === null || found === hash || this.#ours.get(path)?.has(found) === true || (found === EMPTIED && this.#ours.has(path))
  }

  /** Whether it could: what somebody laid there since it was looked stays, unless it is moved. */
  async #put(path: string, data: Uint8Array, hash: string): Promise<boolean> {
    const { folder } = this.#task
    for (;;) {
      const at = await obstacleAt(folder, path)
      if (at === null && (await placed(folder, path, data, () => this.#isFree(path, this.#hashAt(path), hash)))) break
      if (!(await this.#way.cleared(at ?? path))) return false
    }
    this.#own({ path, sha256: hash })
    this.#known.wrote(path, hash)
    this.#fresh.push(path)
    this.#counts.written += 1
    return true
  }

  /** Takes away files that no unit names any more, but for those that were changed by somebody: these it gives back, where they stay, and what else is left in their folders. */
  async #removeUnnamed(files: readonly KeptFile[]): Promise<string[]> {
    const changed: string[] = []
    const emptied = new Set<string>()
    for (const { path, sha256: hash, isTheirs } of files) {
      if (isTheirs || (await this.#isNamed(path)) || (await obstacleAt(this.#task.folder, path)) !== null) continue
      const found = this.#hashAt(path)
      if ([hash, EMPTIED].includes(found ?? '')) {
        if (found === hash && hash !== EMPTIED && this.#mayBeLast(path) && !this.#isThere(hash)) await this.#way.moved(checked(path))
        else {
          await rm(join(this.#task.folder, checked(path)))
          this.#counts.removed += 1
        }
        emptied.add(dirname(path))
        await this.#removeEmpty(dirname(path))
      } else if (found !== null && !this.#ours.get(path)?.has(found) && !(await this.#way.cleared(path))) changed.push(path)
    }
    return [...new Set([...changed, ...(await leftBehind(this.#task.folder, emptied, this.#units.entries()))])]
  }

  /** The author's files in places that a unit had once, which were told before and lie there still. */
  async #stillOld(was: KeptUnit | undefined): Promise<string[]> {
    const still: string[] = []
    for (const { kind, text: path } of was?.findings ?? []) {
      if ((kind !== 'file-kept' && kind !== 'file-old') || !isInside(path) || (await this.#isNamed(path))) continue
      if ((await obstacleAt(this.#task.folder, path)) !== null || this.#hashAt(path) === null) continue
      if (!(await this.#way.cleared(path))) still.push(path)
    }
    return still
  }

  /** Where names have no case, by any of them. */
  async #isNamed(path: string): Promise<boolean> {
    const alike = this.#units.namedLike(path)
    if (alike.includes(path)) return true
    for (const other of alike) if (await isOneFile(this.#task.folder, path, other)) return true
    return false
  }

  async #removeEmpty(path: string): Promise<void> {
    if (path === '.' || (await readdir(join(this.#task.folder, path))).length > 0) return
    await rmdir(join(this.#task.folder, path))
    await this.#removeEmpty(dirname(path))
  }

  async #forget(wanted: ReadonlySet<string>): Promise<void> {
    for (const [id, { files }] of this.#units.entries()) {
      if (wanted.has(id)) continue
      this.#units.delete(id)
      this.#old.push(...(await this.#removeUnnamed(files)))
    }
  }

  /** `isTold`: of what was moved the outcome tells. */
  async #save(isWhole: boolean, isTold = false): Promise<void> {
    const { target, course, selection } = this.#task
    const manifest = {
      ...emptyManifest(target.id, course, selection),
      isWhole,
      asked: [...this.#asked],
      ...(this.#writing.length > 0 ? { writing: [...this.#writing] } : {}),
      ...(this.#way.aside !== null && !isTold ? { aside: basename(this.#way.aside) } : {}),
      units: Object.fromEntries(this.#units.entries()),
    }
    this.#told.keep(Object.values(manifest.units))
    await placed(this.#task.folder, MANIFEST, manifestBytes(manifest))
    this.#units.listed()
    if (this.#isAhead) await forgetAhead(this.#task.folder)
    this.#isAhead = false
  }

  /** Before files of a unit are written. The first time by the list itself, which says from then on that the folder is not whole. */
  async #note(): Promise<void> {
    const { folder, target, course, selection } = this.#task
    if (this.#savedAt === -Infinity) return this.#save(false)
    this.#isAhead = true
    await keepAhead(folder, emptyManifest(target.id, course, selection), this.#units.changed())
  }

  async #saveNowAndThen(): Promise<void> {
    if (performance.now() - this.#savedAt < savedEachMs) return
    await this.#save(false)
    this.#savedAt = performance.now()
  }
}

const pathsOf = (files: readonly { readonly path: string }[]): string[] => files.map(({ path }) => path)
