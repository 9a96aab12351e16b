/** What files become: folders chapters, files lessons, in the order in which people count. Pure: paths in, a plan out. */
import { naturally } from './natural-order.ts'

export interface PlannedChapter {
  /** Null: files that lie in no folder. */
  readonly title: string | null
  /** Paths of the files that become its lessons. */
  readonly files: string[]
}

export interface PlannedCourse {
  /** Null: the files came without a folder around them. */
  readonly title: string | null
  readonly chapters: PlannedChapter[]
}

/** Courses, chapters and lessons of these files: paths with `/`, from the folder that was chosen on. */
export function planImport(paths: readonly string[]): PlannedCourse[] {
  const [root, inside] = withoutRoot(paths)
  const depths = inside.map(({ parts }) => parts.length)
  const isLibrary = depths.length > 0 && depths.every((depth) => depth === 3) && new Set(inside.map(({ parts }) => parts[0])).size > 1
  if (!isLibrary) return [{ title: root === null ? null : root, chapters: chaptersOf(inside) }]
  const courses = Map.groupBy(inside, ({ parts }) => parts[0] ?? '')
  const titles = titlesOf([...courses.keys()])
  return [...courses.keys()].sort(naturally).map((folder) => ({
    title: titles.get(folder) ?? folder,
    chapters: chaptersOf((courses.get(folder) ?? []).map(({ path, parts }) => ({ path, parts: parts.slice(1) }))),
  }))
}

interface Placed {
  readonly path: string
  /** Folders on the way, and the file's name. */
  readonly parts: readonly string[]
}

/** Without the folder that was chosen, which all lie in. */
function withoutRoot(paths: readonly string[]): [string | null, Placed[]] {
  const all = paths.map((path) => ({ path, parts: path.split('/').filter((part) => part !== '') }))
  const [first] = all
  const root = first && first.parts.length > 1 ? first.parts[0] : undefined
  if (root === undefined || !all.every(({ parts }) => parts.length > 1 && parts[0] === root)) return [null, all]
  return [root, all.map(({ path, parts }) => ({ path, parts: parts.slice(1) }))]
}

/** Files at the top come first; folders within folders are one chapter each, named by the way to it. */
function chaptersOf(files: readonly Placed[]): PlannedChapter[] {
  const folders = Map.groupBy(files, ({ parts }) => parts.slice(0, -1).join('/'))
  const names = [...folders.keys()].sort((a, b) => byParts(a, b))
  const titles = titlesOf(names)
  return names.map((folder) => ({
    title: folder === '' ? null : (titles.get(folder) ?? folder),
    files: (folders.get(folder) ?? []).map(({ path }) => path).sort(naturally),
  }))
}

function byParts(a: string, b: string): number {
  const [as, bs] = [a.split('/'), b.split('/')]
  for (let at = 0; at < Math.min(as.length, bs.length); at += 1) {
    const order = naturally(as[at] ?? '', bs[at] ?? '')
    if (order !== 0) return order
  }
  return as.length - bs.length
}

const numbered = /^0*(\d{1,3})(?:[ _.、．-]+)(?=\D)/

/** Titles of names that lie beside one another. Numbers that only put them in order (all have one, from one on) are no part of them. */
export function titlesOf(names: readonly string[]): Map<string, string> {
  const said = names.filter((name) => name !== '')
  const last = (name: string) => name.slice(name.lastIndexOf('/') + 1)
  const numbers = said.map((name) => Number(numbered.exec(last(name))?.[1] ?? Number.NaN)).sort((a, b) => a - b)
  const isOrder = numbers.length > 0 && (numbers[0] === 0 || numbers[0] === 1) && numbers.every((number, index) => number === index + (numbers[0] ?? 0))
  return new Map(
    said.map((name) => {
      const parts = name.split('/')
      const bare = parts.map((part) => (isOrder ? part.replace(numbered, '') : part).trim() || part)
      return [name, bare.join(' / ').slice(0, 200)]
    }),
  )
}

/** The title of a lesson whose text names none: its file's name. */
export function titlesOfFiles(paths: readonly string[]): Map<string, string> {
  const names = new Map(paths.map((path) => [path, path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '')]))
  const titles = titlesOf([...names.values()])
  return new Map([...names].map(([path, name]) => [path, titles.get(name) ?? name]))
}
