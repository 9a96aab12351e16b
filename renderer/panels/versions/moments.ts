/** Moments of a lesson as menus and the timeline offer them. Pure. */
import type { Sitting, Timeline, Version } from '#preload/contract/versions.ts'
import { type DaySitting, daysOf } from './days.ts'
import type { Past } from './past.ts'

export interface OfferedMoment {
  readonly past: Past
  /** Its name; null of the end of a stretch that has none. */
  readonly version: Version | null
}

/** The end of a stretch of writing, or a moment of it that has a name. */
export function pastOf({ base, revision, at, words }: Sitting, version: Version | null = null): Past {
  const stretch = { base, revision }
  if (!version) return { revision, at, words, stretch }
  return { revision: version.revision, at: version.revision === revision ? at : version.namedAt, words: null, stretch }
}

/** Moments that have a name, then the ends of stretches that have none, the newest of each first. */
export function offeredMoments(timeline: Timeline | null): OfferedMoment[] {
  if (!timeline) return []
  const sittings = daysOf(timeline).flatMap((day) => day.sittings)
  const named = sittings.flatMap((sitting) => sitting.versions.map((version) => ({ past: pastOf(sitting, version), version })))
  const known = new Set(named.map(({ past }) => past.revision))
  return [...named, ...sittings.flatMap((sitting) => offeredEnd(sitting, known))]
}

function offeredEnd(sitting: DaySitting, known: ReadonlySet<number>): OfferedMoment[] {
  return known.has(sitting.revision) ? [] : [{ past: pastOf(sitting), version: null }]
}

/** The moment to begin with: the newest that has a name or ended a stretch before the present text, else the present one. Null where nothing was written. */
export function momentToBegin(timeline: Timeline): Past | null {
  const offered = offeredMoments(timeline)
  return (offered.find(({ past }) => past.revision < timeline.revision) ?? offered[0])?.past ?? null
}
