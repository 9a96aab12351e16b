import { expect, test } from 'vitest'
import { checked, KnownFindings } from '#main/publishing/desk/check.ts'
import type { TargetId } from '#main/publishing/targets.ts'
import type { Doc } from '#preload/document/schema.ts'
import { courseOf, materials } from '../published.ts'

/** Blocks at which something is found, by a check that knows what was found before. */
async function blocksFound(target: TargetId, doc: Doc, known: KnownFindings): Promise<readonly (string | null)[]> {
  const given = { target, course: courseOf({ 鱼: doc }), options: {}, materials: materials(), convert: () => Promise.resolve({ kind: 'fits' } as const) }
  const found: (string | null)[] = []
  for await (const { findings } of checked({ ...given, lessons: null, signal: new AbortController().signal }, known))
    found.push(...findings.filter(({ kind }) => kind === 'heading-deep' || kind === 'formula-unread').map(({ block }) => block))
  return found
}

test.each(['zhihu', 'website'] as const)('%s: what is found again in the same text pasted anew lies where that text now is', async (target) => {
  const named = (name: string) =>
    [
      { type: 'heading', id: `${name}h`, level: 3, children: [{ text: '深' }] },
      { type: 'formula-block', id: `${name}f`, children: [{ text: '\\notacommand' }] },
    ] as unknown as Doc
  const known = new KnownFindings()
  const before = await blocksFound(target, named('x'), known)
  expect(before).toContain('xf')
  expect(await blocksFound(target, named('y'), known)).toEqual(before.map((block) => block?.replace('x', 'y')))
})
