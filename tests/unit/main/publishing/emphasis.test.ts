/** Chinese in italics, which its characters are nowhere: what a target has in its place is told, with its place. */
import { expect, test } from 'vitest'
import { type TargetId, targetIds, unitsFor } from '#main/publishing/targets.ts'
import { courseOf, docOf, materials } from './published.ts'

const doc = docOf('水要*一圈一圈地*浇，写作 *pour over*，再看 *`代码`* 。\n\n- 别*急*\n\n| *快* | 慢 |\n| --- | --- |\n| 1 | 2 |\n')

async function told(target: TargetId): Promise<readonly string[]> {
  const made = await Promise.all(unitsFor(target, courseOf({ 一: doc }), materials()).units.map((unit) => unit.make(new AbortController().signal)))
  const findings = made.flatMap((each) => each.findings).filter(({ kind }) => kind.startsWith('emphasis'))
  return [
    ...new Set(findings.map(({ level, kind, text, block }) => `${level} ${kind} ${text} ${block === null ? '' : doc.findIndex(({ id }) => id === block)}`)),
  ]
}

const BOLD: readonly TargetId[] = ['zhihu', 'wechat', 'bilibili', 'xiaoe', 'dedao']
const DOTTED: readonly TargetId[] = ['docx', 'pdf', 'epub', 'website']

test.each(targetIds)('%s', async (target) => {
  const kind = BOLD.includes(target) ? 'emphasis-bold' : DOTTED.includes(target) ? 'emphasis-dotted' : null
  const expected = kind === null ? [] : [`changed ${kind} 一圈一圈地 0`, `changed ${kind} 急 1`, `changed ${kind} 快 2`]
  expect(await told(target)).toEqual(expected)
})

test.each(BOLD)('%s: code in italics is code, not bold', async (target) => {
  const made = await Promise.all(unitsFor(target, courseOf({ 一: doc }), materials()).units.map((unit) => unit.make(new AbortController().signal)))
  const pages = made.flatMap(({ files }) => files.flatMap((file) => ('text' in file && file.path.endsWith('.html') ? [file.text] : []))).join('')
  expect(pages).toMatch(/<(strong|b)\b[^>]*>一圈一圈地/)
  expect(pages).toMatch(/<code\b[^>]*>代码</)
})
