/** The cover that an author names in the terminal: a template, a series, and a picture of a file. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { CommandError } from '#engine/cli/command.ts'
import { type CoverChoice, coverPlaces, coverTemplates, usualCover } from '#main/publishing/covers/cover.ts'
import type { Materials } from '#main/publishing/desk/target.ts'
import { safeBytes } from '#main/services/published-course.ts'

export interface CoverNamed {
  readonly cover: string
  readonly series: string
  readonly 'cover-picture': string
  readonly 'cover-picture-as': string
}

export interface CoverGiven {
  /** Null: each target's own. */
  readonly cover: CoverChoice | null
  /** What targets may ask for, the picture with it. */
  with(materials: Materials): Materials
}

/** Throws `CommandError` for what is none. */
export async function coverGiven(named: CoverNamed): Promise<CoverGiven> {
  const as = coverPlaces.find((each) => each === named['cover-picture-as'])
  if (as === undefined) throw new CommandError(`A picture is on a cover as one of ${coverPlaces.join(', ')}, not ${JSON.stringify(named['cover-picture-as'])}.`)
  const template = named.cover === '' ? null : ([...coverTemplates, 'none' as const].find((each) => each === named.cover) ?? undefined)
  if (template === undefined) throw new CommandError(`There is no cover ${JSON.stringify(named.cover)}; there are ${coverTemplates.join(', ')} and none.`)
  if (named['cover-picture'] === '') {
    const isOwn = template === null && named.series === ''
    return { cover: isOwn ? null : { ...usualCover, template: template ?? usualCover.template, series: named.series }, with: (materials) => materials }
  }
  if (template === 'none') throw new CommandError('A picture is named for a cover, and no cover: leave --cover or --cover-picture out.')
  const bytes = await picture(named['cover-picture'])
  const image = createHash('sha256').update(bytes).digest('hex')
  return {
    cover: { template: template ?? usualCover.template, series: named.series, picture: { image, as } },
    with: (materials) => ({ ...materials, imageBytes: (id) => (id === image ? Promise.resolve(bytes) : materials.imageBytes(id)) }),
  }
}

async function picture(path: string): Promise<Buffer> {
  const found = await readFile(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR')) return null
    throw error
  })
  if (found === null) throw new CommandError(`There is no picture ${resolve(path)}.`)
  const bytes = await safeBytes(found)
  if (bytes === null) throw new CommandError(`${resolve(path)} holds no picture that can be shown.`)
  return bytes
}
