/** What the folder of an export says of itself now, at whatever time something was written into it or laid there. */
import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { holderOf } from '#main/publishing/course-folder.ts'
import { lessonOf } from '#main/publishing/desk/chosen.ts'
import { asideOf } from '#main/publishing/desk/in-the-way.ts'
import { isLeft } from '#main/publishing/desk/left-files.ts'
import { isInside, MANIFEST, readManifest } from '#main/publishing/desk/manifest.ts'
import type { ExportRow } from '#main/store/ledger.ts'
import type { ExportRecord } from '#preload/contract/ledger.ts'
import { LessonId } from '#preload/contract/library.ts'
import { Problem } from '#preload/contract/problem.ts'

type Place = Pick<ExportRow, 'folder' | 'target' | 'course'>

/** The list of an export's files, which lies among them. Throws `not-found`. */
export async function listOf({ folder, course }: Pick<ExportRow, 'folder' | 'course'>): Promise<string> {
  const list = join(folder, MANIFEST)
  if (!existsSync(list) || ((await holderOf(folder)) ?? course) !== course) throw new Problem('not-found', `nothing of the export lies in ${folder} any more`)
  return list
}

export interface FolderNow extends Pick<ExportRecord, 'isThere' | 'isUnfinished' | 'theirs'> {
  /** Lessons, and what else a course has, of which all files there are the author's own, kept in the places of the export's. */
  readonly kept: ReadonlySet<string>
  /** Whether it holds one thing of all lessons: nothing in it is a lesson's own. */
  readonly isOneThing: boolean
}

const none: ReadonlySet<string> = new Set()

/** `isLesson`: of what else a course has, its cover and its tables, files stand for no lesson. */
export async function folderNow({ folder, target, course }: Place, isLesson: (unit: string) => boolean): Promise<FolderNow> {
  const said = await saidBy(folder, target)
  const isThere = said !== null && (said.course ?? course) === course
  if (!isThere) return { isThere, isUnfinished: false, theirs: null, kept: none, isOneThing: false }
  const { isUnfinished, kept } = said
  // A lesson that left the course stands in the list still: no thing of all.
  const isOneThing = !said.units.some(isLesson)
  const left = said.left.filter(({ path, isOld }) => !isOld || existsSync(join(folder, path)))
  if (left.length === 0) return { isThere, isUnfinished, theirs: null, kept, isOneThing }
  const files = left.map(({ path }) => path).slice(0, mostNamed)
  const lessons = [...new Set(left.map(({ unit }) => lessonOf(unit)))].filter(isLesson).map((id) => LessonId.parse(id))
  return {
    isThere,
    isUnfinished,
    theirs: { count: left.length, old: left.filter(({ isOld }) => isOld).length, files, lessons, aside: await asideOf(folder) },
    kept,
    isOneThing,
  }
}

/** What nobody reads is only counted. */
const mostNamed = 20

/** What a list says of the folder that it lies in. */
interface Said {
  readonly course: string | null
  readonly isUnfinished: boolean
  readonly left: readonly { readonly unit: string; readonly path: string; readonly isOld: boolean }[]
  readonly kept: FolderNow['kept']
  /** The lessons and other things that its units are of. */
  readonly units: readonly string[]
}

/** By folder and target, what the list said that was read last, and which that was: lists are long, and asked after every change. */
const known = new Map<string, { readonly list: string; readonly said: Said }>()
const mostKnown = 200

/** Null where no list lies there. */
async function saidBy(folder: string, target: string): Promise<Said | null> {
  const at = join(folder, MANIFEST)
  const found = await stat(at, { bigint: true }).catch(() => null)
  if (found === null) return null
  // One that is written anew is another file (`placed`).
  const [key, list] = [`${target} ${folder}`, [found.ino, found.mtimeNs, found.ctimeNs, found.size].join(' ')]
  const before = known.get(key)
  if (before?.list === list) return before.said
  const said = saidIn(await readFile(at, 'utf8').catch(() => ''), target) ?? {
    course: await holderOf(folder),
    isUnfinished: false,
    left: [],
    kept: none,
    units: [],
  }
  known.delete(key)
  known.set(key, { list, said })
  const [oldest] = known.keys()
  if (known.size > mostKnown && oldest !== undefined) known.delete(oldest)
  return said
}

/** Null where a list can't be read, or is another target's. */
function saidIn(text: string, target: string): Said | null {
  const manifest = readManifest(text, target)
  if (!manifest) return null
  const left = Object.entries(manifest.units).flatMap(([unit, { findings }]) =>
    findings.flatMap(({ kind, text: path }) =>
      kind === 'file-kept' || (kind === 'file-old' && isInside(path)) ? [{ unit, path, isOld: kind === 'file-old' }] : [],
    ),
  )
  const ofEach = [...Map.groupBy(Object.entries(manifest.units), ([unit]) => lessonOf(unit))]
  const kept = new Set(ofEach.flatMap(([lesson, units]) => (units.every(([, unit]) => isLeft(unit)) ? [lesson] : [])))
  return { course: manifest.course ?? null, isUnfinished: !manifest.isWhole, left, kept, units: ofEach.map(([lesson]) => lesson) }
}
