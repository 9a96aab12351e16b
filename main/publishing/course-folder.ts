/** Which folder is a course's own: courses of one title lie beside each other, and none takes another's files for its own. */
import { existsSync } from 'node:fs'
import { open, readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { safeName } from '#main/interchange/file-names.ts'
import { z } from '#preload/document/zod.ts'
import type { Some } from './desk/chosen.ts'
import { asideFrom } from './desk/in-the-way.ts'
import { MANIFEST } from './desk/manifest.ts'
import { factsOf, type TargetId, targetIds } from './facts.ts'

export interface FolderCourse {
  readonly id: string
  readonly title: string
}

/**
 * Where a target's files lie below the folder that the author chose. Lessons alone go among those of the whole course where each has files of
 * its own; a book of some lessons never takes the place of the book of all. `number`: of courses that have one title.
 */
export function targetFolder(chosen: string, title: string, target: TargetId, some: Some | null, number = 1): string {
  return folderCalled(factsOf(target).name['zh-CN'], chosen, title, target, some, number)
}

/** Where they lay while folders were called by the id of their target: what was exported there goes on there. */
function earlierFolder(chosen: string, title: string, target: TargetId, some: Some | null, number = 1): string {
  return folderCalled(target, chosen, title, target, some, number)
}

function folderCalled(own: string, chosen: string, title: string, target: TargetId, some: Some | null, number: number): string {
  const name = number === 1 ? safeName(title) : `${safeName(title)} (${number})`
  return join(chosen, name, folderEnding(own, target, some))
}

/** A book of some lessons says which in the name of its folder. */
function folderEnding(own: string, target: TargetId, some: Some | null): string {
  return some === null || factsOf(target).makes === 'lessons' ? own : `${own}（${safeName(some.name)}）`
}

/** Where a course's files lie for each target. */
type OwnFolders = (target: TargetId, some: Some | null) => Promise<string>

/**
 * Where a course's files for a target lie: `题目`, or `题目 (2)` where that is another course's. Where the author let one lie and exported
 * beside it, the newest. A course that was renamed goes on where it lies, for its author may have files there; `isAnew`: it has a folder of
 * its present title from now on. Books of some lessons lie beside that of all, each selection's by itself. Asked once for all targets of an export: where it lay before is looked for once.
 */
export function ownFolders(chosen: string, { id, title }: FolderCourse, isAnew = false): OwnFolders {
  let looked: Promise<string | null> | null = null
  const formerly = (): Promise<string | null> => (looked ??= isAnew ? Promise.resolve(null) : formerFolder(chosen, id))
  return async (target, some) => {
    const selection = factsOf(target).makes === 'course' ? (some?.mark ?? null) : null
    const there = new Set((await readdir(chosen).catch(() => [])).map((name) => name.toLowerCase()))
    let free: string | null = null
    // One that was taken away leaves a gap, behind which the course's own may lie.
    for (let number = 1; number <= there.size + 1; number += 1) {
      const folder = targetFolder(chosen, title, target, some, number)
      const earlier = earlierFolder(chosen, title, target, some, number)
      const of = there.has(basename(dirname(folder)).toLowerCase()) ? await coursesIn(dirname(folder)) : new Set()
      if (of.has(id)) return heldOf([folder, earlier], id, selection)
      // A list from before lists named their course is taken for whoever comes first.
      if (of.size === 0) free ??= [folder, earlier].find((each) => existsSync(join(each, MANIFEST))) ?? folder
    }
    const former = await formerly()
    if (former !== null) {
      const inFormer = (own: string): string => join(former, folderEnding(own, target, some))
      return heldOf([inFormer(factsOf(target).name['zh-CN']), inFormer(target)], id, selection)
    }
    return free ?? targetFolder(chosen, title, target, some, there.size + 2)
  }
}

/** The name of the course's folder, which a target's lies in, where it is of a title that the course had before; else null. */
export function formerName(folder: string, title: string): string | null {
  const name = basename(dirname(folder))
  return name.replace(/ \(\d+\)$/, '') === safeName(title) || name === safeName(title) ? null : name
}

/** Names that folders of targets have and had. */
const targetNames: ReadonlySet<string> = new Set(targetIds.flatMap((id) => [id, factsOf(id).name['zh-CN']]))

/** Whether a folder is one of a target, whatever number or lessons its name says behind that. */
const isOfTarget = (name: string): boolean => targetNames.has(name.replace(/ \(\d+\)$/, '').replace(/（.*）$/, ''))

/** The folder of a course by whatever name, which was exported into last: the newest lists are read first, and none behind its own. */
async function formerFolder(chosen: string, id: string): Promise<string | null> {
  const named = await Promise.all((await readdir(chosen).catch(() => [])).map((name) => listsIn(join(chosen, name))))
  const inOrder = named.flat().toSorted((a, b) => b.at - a.at)
  for (const { folder } of inOrder) if ((await holderOf(folder)) === id) return dirname(folder)
  return null
}

/** Folders of targets within one of a course that hold a list, and when it was written. */
async function listsIn(folder: string): Promise<{ readonly folder: string; readonly at: number }[]> {
  const targets = (await readdir(folder).catch(() => [])).filter(isOfTarget)
  const lists = targets.map(async (target) => {
    const list = await stat(join(folder, target, MANIFEST)).catch(() => null)
    return list === null ? [] : [{ folder: join(folder, target), at: list.mtimeMs }]
  })
  return (await Promise.all(lists)).flat()
}

/** A folder beside one of a target, where nothing lies yet: `知乎 (2)`. */
export function besideFolder(folder: string): string {
  const base = folder.replace(/ \(\d+\)$/, '')
  for (let number = 2; ; number++) if (!existsSync(`${base} (${number})`)) return `${base} (${number})`
}

/**
 * Of the folders by the names that a target's has and had, and those beside them, the one that the course goes on in: the newest that is its
 * own, or one whose list is from before lists named their course.
 */
async function heldOf(folders: readonly [string, string], id: string, selection: string | null): Promise<string> {
  const own = await ownOf(folders, id)
  if (selection !== null) {
    const selections = await Promise.all(own.map(selectionIn))
    // Of one name may be several: lessons are moved and named anew, and none takes the place of others.
    const [before] = own.filter((_, index) => selections[index] === selection)
    return before ?? (existsSync(join(folders[0], MANIFEST)) ? besideFolder(folders[0]) : folders[0])
  }
  const [newest] = own
  if (newest !== undefined) return newest
  for (const folder of folders) if (existsSync(join(folder, MANIFEST)) && (await holderOf(folder)) === null) return folder
  return folders[0]
}

/** Those of them that are the course's, the newest first: by their numbers, and of one number by today's name. */
async function ownOf(folders: readonly [string, string], id: string): Promise<string[]> {
  const above = dirname(folders[0])
  // `PDF` and `pdf` are one folder where the system takes no account of case.
  const names = folders.map((folder) => basename(folder).toLowerCase())
  const found = (await readdir(above)).flatMap((each) => {
    const [, name = each, number = '1'] = /^(.*) \((\d+)\)$/.exec(each) ?? []
    return names.includes(name.toLowerCase()) ? [{ folder: join(above, each), number: Number(number), isOfToday: name === basename(folders[0]) }] : []
  })
  const holders = await Promise.all(found.map(({ folder }) => holderOf(folder)))
  return found
    .filter((_, index) => holders[index] === id)
    .toSorted((a, b) => b.number - a.number || Number(b.isOfToday) - Number(a.isOfToday))
    .map(({ folder }) => folder)
}

/** Whose export a folder of a target holds; null: nobody's, or one that does not say. Of a list only its beginning is read, where that says so. */
export async function holderOf(folder: string): Promise<string | null> {
  try {
    const path = join(folder, MANIFEST)
    return courseAtHead(await beginningOf(path)) ?? z.object({ course: z.string() }).parse(JSON.parse(await readFile(path, 'utf8'))).course
  } catch {
    return null
  }
}

/** Of which lessons alone the book in a folder is; null: of all, or that is not known. */
async function selectionIn(folder: string): Promise<string | null> {
  const head = await beginningOf(join(folder, MANIFEST)).catch(() => '')
  return /^\{\s*"format": ?"moke-export",[^{}]*?"selection": ?"([0-9a-f]{64})"/.exec(head)?.[1] ?? null
}

/** Of which course a list is, as its beginning says; null where that does not say. */
function courseAtHead(text: string): string | null {
  const found = /^\{\s*"format": ?"moke-export",\s*"version": ?\d+,\s*"target": ?"[^"\\]*",\s*"course": ?("(?:[^"\\]|\\.)*")/.exec(text)?.[1]
  return found === undefined ? null : z.string().parse(JSON.parse(found))
}

/** What stands in front of all units of a list. */
const HEAD = 1024

async function beginningOf(path: string): Promise<string> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0)
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await file.close()
  }
}

/** Whether a folder is an export's, or was made beside one for what lay in its way: nothing in it is an author's text to publish. */
export function isOfExport(folder: string): boolean {
  return [folder, asideFrom(folder)].some((each) => each !== null && existsSync(join(each, MANIFEST)))
}

async function coursesIn(folder: string): Promise<ReadonlySet<string>> {
  const targets = await readdir(folder).catch(() => [])
  const holders = await Promise.all(targets.map((target) => holderOf(join(folder, target))))
  return new Set(holders.filter((holder) => holder !== null))
}
