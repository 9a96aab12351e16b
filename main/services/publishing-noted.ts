/** What the list of exports is told of one: of all that went out, or of what went out though files of the author's stopped some of it. */
import type { FolderOutcome, StoppedCounts } from '#main/publishing/desk/folder-outcome.ts'
import { factsOf, type TargetId } from '#main/publishing/facts.ts'
import type { SettingsNow } from '#main/publishing/settings-now.ts'
import type { ExportRow, OutVersion } from '#main/store/ledger.ts'

type Counts = Pick<ExportRow, 'written' | 'kept' | 'removed' | 'findings'>

/** An outcome, or what stopped an export: `came` null where that did not get as far as writing. */
export type Came = FolderOutcome | { readonly came: StoppedCounts | null; readonly left: readonly string[] }

/** What is noted, and the lessons that went out as they are now. */
export interface Noted<About> {
  readonly row: About & Counts & Pick<ExportRow, 'lessons'>
  readonly lessons: readonly string[]
}

/** `lessons`: those that were to go out. Null where nothing did. */
export function notedOf<About extends Pick<ExportRow, 'isWhole'> & { readonly target: TargetId }>(
  about: About,
  lessons: readonly string[],
  came: Came,
): Noted<About> | null {
  const out = lessons.filter((lesson) => !came.left.includes(lesson))
  const row = { ...about, lessons: out.length }
  if (!('came' in came)) return { row: { ...row, ...countsOf(came) }, lessons: out }
  if (came.came === null || out.length === 0) return null
  // The folder of a whole book stays that: only what is in it is not all.
  const isWhole = about.isWhole && factsOf(about.target).makes === 'course'
  return { row: { ...row, isWhole, ...countsOf({ ...came.came, findings: [] }) }, lessons: out }
}

/** Lessons as they went out, with what was set for each. */
export function versionsOf(
  lessons: readonly string[],
  versions: ReadonlyMap<string, OutVersion>,
  settings: Pick<SettingsNow, 'kept'>,
): (OutVersion & { readonly lesson: string })[] {
  return lessons.flatMap((lesson) => {
    const version = versions.get(lesson)
    return version ? [{ lesson, ...version, settings: settings.kept(lesson) }] : []
  })
}

/** How many files, and how many findings of each level. */
function countsOf({ written, kept, removed, findings }: Pick<FolderOutcome, 'written' | 'kept' | 'removed' | 'findings'>): Counts {
  const levels = [...Map.groupBy(findings, ({ level }) => level)].map(([level, all]) => [level, all.length])
  return { written, kept, removed, findings: Object.fromEntries(levels) }
}
