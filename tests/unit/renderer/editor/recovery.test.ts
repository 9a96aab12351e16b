import { describe, expect, test } from 'vitest'
import { Problem } from '#preload/contract/problem.ts'
import { Change, Doc } from '#preload/document/schema.ts'
import { z } from '#preload/document/zod.ts'
import type { Batch, LostText } from '#renderer/editor/page-props.ts'
import type { StepPart } from '#preload/document/steps.ts'
import { recover, rescueElsewhere } from '#renderer/editor/saving/recovery.ts'
import { textOfChanges } from '#renderer/editor/saving/rescued-text.ts'
import type { LeftBehind } from '#renderer/editor/saving/unsaved-copy.ts'
import { docOf, linesOf } from './writing.ts'

const typed = (offset: number, text: string): Change => ({ type: 'insert_text', path: [0, 0], offset, text })
const batch: Batch = { batch: 'old-batch', base: 3, changes: [typed(0, '写')], at: 1 }
const steps: StepPart[] = [{ count: 1, before: [], after: [[0, 0, 2]] }]
const copy = (part: Partial<LeftBehind>): LeftBehind => ({
  lesson: 'l1',
  base: 3,
  baseBatch: 'third-batch',
  sent: batch,
  gathered: [typed(1, '作')],
  steps,
  doc: null,
  title: '一课',
  workspace: 'mine',
  rescuedIn: [],
  batch: 'old-batch',
  noteRescued: () => undefined,
  forget: () => undefined,
  ...part,
})

/** A host whose log stands at `revision`, which the batch `newestBatch` made. */
function host(doc: Doc, revision: number, newestBatch = 'another-batch') {
  const rescued: string[][] = []
  return {
    rescued,
    ports: {
      open: { doc, revision, newestBatch },
      rescue: async ({ doc: text }: LostText) => {
        rescued.push(linesOf(text))
      },
    },
  }
}

describe('what an earlier page left unsaved', () => {
  test('it is typed in again where the log still stands where it stood', async () => {
    const { ports, rescued } = host(docOf(''), 3, 'third-batch')
    expect(await recover(copy({}), ports)).toEqual({
      kind: 'replay',
      changes: [typed(0, '写'), typed(1, '作')],
      unsaved: { base: 3, baseBatch: 'third-batch', sent: batch, gathered: [typed(1, '作')], steps },
    })
    expect(rescued).toEqual([])
  })

  test('it is half in the log already when only the answer was lost', async () => {
    const { ports, rescued } = host(docOf('写'), 4, 'old-batch')
    expect(await recover(copy({}), ports)).toEqual({
      kind: 'replay',
      changes: [typed(1, '作')],
      unsaved: { base: 4, baseBatch: 'old-batch', sent: null, gathered: [typed(1, '作')], steps },
    })
    expect(rescued).toEqual([])
  })

  test('it is in the log altogether', async () => {
    const { ports, rescued } = host(docOf('写'), 4, 'old-batch')
    expect(await recover(copy({ gathered: [] }), ports)).toEqual({ kind: 'done' })
    expect(rescued).toEqual([])
  })

  test('it is rescued when the text has moved on, whole where there is a whole text', async () => {
    const { ports, rescued } = host(docOf('别的'), 9)
    expect(await recover(copy({ doc: docOf('写作', '都在') }), ports)).toEqual({ kind: 'done' })
    expect(rescued).toEqual([['写作', '都在']])
  })

  test('it is rescued as words where there is no whole text', async () => {
    const { ports, rescued } = host(docOf('别的'), 9)
    await recover(copy({}), ports)
    expect(rescued).toEqual([['写', '作']])
  })

  test('it stays where it is when it cannot be rescued just now', async () => {
    const { ports } = host(docOf('别的'), 9)
    const failing = { ...ports, rescue: () => Promise.reject(new Problem('unavailable', 'gone')) }
    expect(await recover(copy({}), failing)).toEqual({ kind: 'later' })
  })

  test('it is rescued when it does not fit what was opened', async () => {
    const { ports, rescued } = host(docOf(''), 3, 'third-batch')
    expect(await recover(copy({ sent: null, gathered: [typed(40, '远')] }), ports)).toEqual({ kind: 'done' })
    expect(rescued).toEqual([['远']])
  })

  test('it is rescued where another text has the same revision, as in a folder that was copied and written on', async () => {
    const { ports, rescued } = host(docOf('别的一课'), 3)
    expect(await recover(copy({}), ports)).toEqual({ kind: 'done' })
    expect(rescued).toEqual([['写', '作']])
  })

  test('it is typed in again where nobody had written before it', async () => {
    const { ports } = host(docOf(''), 0)
    const begun = copy({ base: 0, baseBatch: null, sent: null, gathered: [typed(0, '写')] })
    expect(await recover(begun, { ...ports, open: { ...ports.open, newestBatch: null } })).toMatchObject({
      kind: 'replay',
      unsaved: { base: 0, baseBatch: null },
    })
  })
})

describe('what a page left that did not say which text it was typed in', () => {
  const older = (part: Partial<LeftBehind> = {}) => copy({ baseBatch: undefined, ...part })

  test('it is typed in again where that makes the whole text that it holds', async () => {
    const { ports, rescued } = host(docOf('课'), 3)
    const doc: Doc = docOf('写作课')
    expect(await recover(older({ doc }), ports)).toEqual({
      kind: 'replay',
      changes: [typed(0, '写'), typed(1, '作')],
      unsaved: { base: 3, baseBatch: 'another-batch', sent: batch, gathered: [typed(1, '作')], steps },
    })
    expect(rescued).toEqual([])
  })

  test.each([
    ['the whole text is another', docOf('写作别的课'), '写作别的课'],
    ['there is no whole text', null, '写,作'],
  ])('it is rescued, although the revision is the same, where %s', async (_where, doc, lines) => {
    const { ports, rescued } = host(docOf('课'), 3)
    expect([await recover(older({ doc }), ports), String(rescued)]).toEqual([{ kind: 'done' }, lines])
  })

  test('it is half in the log where the batch that it sent is the newest', async () => {
    const { ports } = host(docOf('写'), 4, 'old-batch')
    expect(await recover(older(), ports)).toMatchObject({ kind: 'replay', changes: [typed(1, '作')] })
  })
})

describe('what was left unsaved in another library', () => {
  test('it becomes a lesson here once, with its name and from whichever page, and stays for its own', async () => {
    const noted: string[] = []
    const texts: LostText[] = []
    const left = copy({ doc: docOf('写作'), noteRescued: (into) => noted.push(into), forget: () => expect.unreachable() })
    const rescue = async (text: LostText) => texts.push(text)
    await rescueElsewhere(left, 'another', rescue)
    await rescueElsewhere({ ...left, rescuedIn: ['another'] }, 'another', rescue)
    expect([noted, texts]).toEqual([['another'], [{ doc: left.doc, batch: 'old-batch', title: '一课', workspace: 'mine' }]])
  })

  test('it is tried again where it could not be kept just now', async () => {
    const left = copy({ noteRescued: () => expect.unreachable() })
    await rescueElsewhere(left, 'another', () => Promise.reject(new Problem('disk-full', 'no room')))
  })
})

test('it finds the words in all kinds of changes', () => {
  const node = { type: 'paragraph', id: docOf('')[0]!.id, children: [{ text: '新段' }] } as const
  expect(
    linesOf(
      textOfChanges([
        typed(0, '字'),
        { type: 'insert_node', path: [1], node: { ...node, children: [...node.children] } },
        { type: 'insert_node', path: [1, 0], node: { text: '收下的' } },
        { type: 'remove_text', path: [0, 0], offset: 0, text: '没' },
      ]),
    ),
  ).toEqual(['字', '新段', '收下的'])
})

test('it finds the sources of formulas and what is said of pictures, however they were written', () => {
  const formula = (tex: string) => ({ type: 'formula', tex, children: [{ text: '' }] })
  const set = (path: number[], properties: object, newProperties: object) => ({ type: 'set_node', path, properties, newProperties })
  const image = { type: 'image', id: 'i', image: 'a'.repeat(64), alt: '', children: [{ text: '图注' }] }
  const cell = (text: string) => ({ type: 'cell', id: text, children: [{ text }] })
  const found = textOfChanges(
    z
      .array(Change)
      .parse([
        { type: 'insert_node', path: [0, 1], node: formula('') },
        set([0, 1], { tex: '' }, { tex: 'E' }),
        { type: 'insert_node', path: [0, 0], node: { text: '' } },
        set([0, 2], { tex: 'E' }, { tex: 'E=m' }),
        typed(0, '成立'),
        set([3, 1], { tex: 'a' }, { tex: 'ab' }),
        set([3, 1], { tex: 'ab' }, { tex: '' }),
        { type: 'insert_node', path: [1], node: { type: 'paragraph', id: 'p', children: [{ text: '设' }, formula('x'), { text: '为正' }] } },
        set([1, 1], { tex: 'x' }, { tex: 'x^2' }),
        { type: 'insert_node', path: [2], node: image },
        set([2], { alt: '' }, { alt: '一只猫' }),
        { type: 'insert_node', path: [4], node: { type: 'row', children: [cell('甲'), cell('乙')] } },
      ]),
  )
  expect(linesOf(Doc.parse(found))).toEqual(['$E=m$', '成立', '$ab$', '设$x^2$为正', '一只猫', '图注', '甲', '乙'])
})
