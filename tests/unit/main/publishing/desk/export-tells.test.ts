import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { checked, KnownFindings } from '#main/publishing/desk/check.ts'
import { exportCourse } from '#main/publishing/desk/export-course.ts'
import { type TargetId, targetIds } from '#main/publishing/targets.ts'
import { courseOf, materials } from '../published.ts'

const folder = mkdtempSync(join(tmpdir(), 'moke-told-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const { signal } = new AbortController()
const course = courseOf({ '蒸鱼,慢火': '先洗净,再蒸。\n\nTODO 补一张图\n\n要\\*\\*慢\\*\\*一点。\n', 鱼汤: '水开,下鱼。\n' })
const convert = () => Promise.resolve({ kind: 'fits' } as const)
const draw = () => Promise.resolve(null)
/** What a cover comes to is known only when it is drawn. */
const told = (findings: readonly { level: string; kind: string; lesson: string | null; text: string }[]): string[] =>
  findings.flatMap(({ level, kind, lesson, text }) => (kind === 'cover-missing' ? [] : [`${level} ${kind} ${lesson} ${text}`])).toSorted()

// The typesetting of a PDF takes a second; its advice is that of the others.
test.each(targetIds.filter((id) => id !== 'pdf'))('an export to %s tells what the check in the studio tells', async (target: TargetId) => {
  const about = { target, course, options: {}, materials: materials(), convert, signal }
  for (const lessons of [null, new Set(['l2'])]) {
    const shown = []
    for await (const { findings } of checked({ ...about, lessons }, new KnownFindings())) shown.push(...findings)
    const at = join(folder, target, lessons === null ? 'all' : 'one')
    const { findings } = await exportCourse({ ...about, id: 'c1', lessons, draw, folder: at, onProgress: () => {} })
    expect(told(findings)).toEqual(told(shown))
    const advised = findings.filter(({ level }) => level === 'advice').map(({ kind, lesson }) => `${kind} ${lesson}`)
    expect(advised).toEqual(expect.arrayContaining(lessons === null ? ['half-marks l1', 'placeholder-left l1', 'markdown-left l1'] : ['half-marks l2']))
  }
})
