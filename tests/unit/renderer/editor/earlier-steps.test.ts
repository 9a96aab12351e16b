import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Store } from '#main/store/store.ts'
import type { Change, Doc } from '#preload/document/schema.ts'
import type { Selection } from '#preload/document/steps.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { Editor, Node, Transforms } from 'slate'
import { openedStore } from '../../main/store/temporary.ts'
import { settled, Sitting } from './sitting.ts'

const text = (sitting: Sitting) => Node.string(sitting.editor)
const runs = Number(process.env['MOKE_FUZZ_RUNS'] ?? 30)

/** Types in a sitting of its own, each word a step. */
async function write(store: Store, lesson: string, ...words: string[]): Promise<void> {
  const sitting = new Sitting(store, lesson)
  Transforms.select(sitting.editor, Editor.end(sitting.editor, []))
  for (const word of words) await sitting.turn((editor) => editor.history.group(() => editor.insertText(word)))
  await sitting.saved()
}

async function undo(sitting: Sitting, times = 1): Promise<string> {
  for (let time = 0; time < times; time += 1) await sitting.turn((editor) => editor.undo())
  await settled()
  return text(sitting)
}

async function redo(sitting: Sitting, times = 1): Promise<string> {
  for (let time = 0; time < times; time += 1) await sitting.turn((editor) => editor.redo())
  await settled()
  return text(sitting)
}

describe('undo behind the beginning of a sitting', () => {
  test('it takes back step by step what earlier sittings wrote, and does it again, with the caret', async () => {
    const { store, lesson } = openedStore()
    await write(store, lesson, '写', '作')
    await write(store, lesson, '很难')
    const sitting = new Sitting(store, lesson)
    expect([await undo(sitting), sitting.caret, await undo(sitting), await undo(sitting), await undo(sitting)]).toEqual(['写作', [[0, 0, 2]], '写', '', ''])
    expect([await redo(sitting, 3), sitting.caret, await redo(sitting)]).toEqual(['写作很难', [[0, 0, 4]], '写作很难'])
  })

  test('it asks the log for nothing until it is asked itself', async () => {
    const { store, lesson } = openedStore()
    await write(store, lesson, '写', '作')
    const sitting = new Sitting(store, lesson)
    await sitting.turn((editor) => Transforms.select(editor, Editor.end(editor, [])))
    await sitting.turn((editor) => editor.insertText('很'))
    expect([sitting.asked, sitting.editor.history.canUndo, sitting.editor.history.canRedo]).toEqual([0, true, false])
  })

  test('it does again after a restart what was taken back before it, until something is written', async () => {
    const { store, lesson } = openedStore()
    await write(store, lesson, '写', '作', '课')
    const before = new Sitting(store, lesson)
    expect(await undo(before, 2)).toBe('写')
    await before.saved()
    const after = new Sitting(store, lesson)
    expect([await redo(after), await redo(after), await redo(after), await undo(after, 3), await redo(after)]).toEqual(['写作', '写作课', '写作课', '', '写'])
    await after.saved()
    await write(store, lesson, '字')
    const last = new Sitting(store, lesson)
    expect([await redo(last), await undo(last), await undo(last)]).toEqual(['写字', '写', ''])
  })

  test('it takes presses that come while the log is asked', async () => {
    const { store, lesson } = openedStore()
    await write(store, lesson, ...'一二三四五')
    const sitting = new Sitting(store, lesson)
    for (let press = 0; press < 3; press += 1) sitting.editor.undo()
    await settled()
    expect(text(sitting)).toBe('一二')
  })

  test('it forgets a press when something is typed before the log answers', async () => {
    const { store, lesson } = openedStore()
    await write(store, lesson, '写', '作')
    const sitting = new Sitting(store, lesson)
    Transforms.select(sitting.editor, Editor.end(sitting.editor, []))
    sitting.editor.undo()
    sitting.editor.insertText('课')
    await settled()
    expect([text(sitting), await undo(sitting), await undo(sitting)]).toEqual(['写作课', '写作', '写'])
  })

  test('it goes on through hundreds of steps, some at a time', async () => {
    const { store, lesson } = openedStore()
    await write(store, lesson, ...Array.from({ length: 230 }, (_, at) => String(at % 10)))
    const sitting = new Sitting(store, lesson)
    expect([(await undo(sitting, 229)).length, await undo(sitting), sitting.editor.history.canUndo]).toEqual([1, '', false])
    expect(sitting.asked).toBeLessThan(12)
    expect((await redo(sitting, 230)).length).toBe(230)
  })

  test('it takes back as one step what was written before steps were kept, or by no page', async () => {
    const { store, lesson } = openedStore()
    store.append({ lesson, batch: 'batch-old', base: 0, changes: [{ type: 'insert_text', path: [0, 0], offset: 0, text: '旧的' }], at: 1 })
    await write(store, lesson, '新的')
    store.append({ lesson, batch: 'batch-restore', base: 2, changes: [{ type: 'insert_text', path: [0, 0], offset: 0, text: '外来' }], at: 1 })
    const sitting = new Sitting(store, lesson)
    expect([await undo(sitting), await undo(sitting), await undo(sitting), await redo(sitting, 3)]).toEqual(['旧的新的', '旧的', '', '外来旧的新的'])
  })

  test('it takes up what a crash left, step by step', async () => {
    const { store, lesson } = openedStore()
    await write(store, lesson, '写')
    const before = new Sitting(store, lesson)
    before.isConnected = false
    Transforms.select(before.editor, Editor.end(before.editor, []))
    for (const word of ['作', '课']) await before.turn((editor) => editor.history.group(() => editor.insertText(word)))
    await undo(before)
    const after = new Sitting(store, lesson, before.crash())
    expect(text(after)).toBe('写作')
    await after.turn((editor) => Transforms.select(editor, Editor.end(editor, [])))
    await after.saved()
    expect([await redo(after), await undo(after, 2), await undo(after), await redo(after, 3)]).toEqual(['写作课', '写', '', '写作课'])
  })

  test.each([
    ['damaged', "UPDATE batch SET steps = replace(steps, '1', '2') WHERE revision = 2"],
    ['of another text', `UPDATE batch SET steps = NULL, changes = replace(changes, '作', '错') WHERE revision = 2`],
  ])('it ends where what the log holds is %s, and leaves the text alone', async (_what, sql) => {
    const { store, lesson, db } = openedStore()
    await write(store, lesson, '写')
    await write(store, lesson, '作')
    await write(store, lesson, '课')
    db.exec(sql)
    const sitting = new Sitting(store, lesson)
    expect([await undo(sitting), await undo(sitting), await undo(sitting)]).toEqual(['写作', '写作', '写作'])
    await sitting.saved()
  })

  test('it takes an undo that was cut off by a crash for what it did', async () => {
    const { store, lesson } = openedStore()
    await write(store, lesson, '写', '作')
    const remove: Change = { type: 'remove_text', path: [0, 0], offset: 1, text: '作' }
    // As of an undo whose other batches never came.
    store.append({
      lesson,
      batch: 'batch-half',
      base: 1,
      changes: [remove],
      at: 1,
      steps: [{ count: 1, kind: 'undo', before: [[0, 0, 2]], after: [[0, 0, 1]] }],
    })
    const sitting = new Sitting(store, lesson)
    expect([await undo(sitting), await undo(sitting), await undo(sitting)]).toEqual(['写作', '写', ''])
  })
})

/** What an author does, at random. */
const deed = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('type' as const), at: fc.nat(60), text: fc.constantFrom('写', '作，', '一门课。', 'Moke ', '🙂') }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('break' as const, 'delete' as const, 'bold' as const, 'cut' as const), at: fc.nat(60), to: fc.nat(60) }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constantFrom('undo' as const, 'redo' as const), times: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('pass' as const, 'reopen' as const, 'crash' as const, 'lose-answer' as const) }) },
)
type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never

function edit(editor: StudioEditor, one: Deed): void {
  const points = [...Editor.positions(editor, { at: [] })]
  const point = (at: number) => points[at % points.length] ?? Editor.start(editor, [])
  if (!('at' in one)) return
  const anchor = point(one.at)
  Transforms.select(editor, 'to' in one && one.kind !== 'break' ? { anchor, focus: point(one.to) } : { anchor, focus: anchor })
  editor.history.group(() => {
    if (one.kind === 'type') editor.insertText(one.text)
    else if (one.kind === 'break') editor.insertBreak()
    else if (one.kind === 'bold') Editor.addMark(editor, 'bold', true)
    else editor.deleteFragment()
  })
}

/** The texts that undo and redo must lead through, and where the author stands among them. */
class Model {
  at = 0
  private readonly states: { doc: Doc; before: Selection; after: Selection }[]

  constructor(doc: Doc) {
    this.states = [{ doc, before: [], after: [] }]
  }

  edited(doc: Doc, before: Selection, after: Selection): void {
    this.states.length = this.at + 1
    this.states.push({ doc, before, after })
    this.at += 1
  }

  /** Where the caret must stand after a step; undefined where nothing can be taken. */
  moved(kind: 'undo' | 'redo'): Selection | undefined {
    const caret = kind === 'undo' ? this.states[this.at]?.before : this.states[this.at + 1]?.after
    if (kind === 'undo' ? this.at === 0 : caret === undefined) return undefined
    this.at += kind === 'undo' ? -1 : 1
    return caret
  }

  get doc(): Doc | undefined {
    return this.states[this.at]?.doc
  }
}

describe('any edits, undos, redos, restarts and crashes', () => {
  test('undo and redo give exactly the texts and carets that were', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 5, maxLength: 40 }), async (deeds) => {
        const { store, lesson } = openedStore()
        let sitting = new Sitting(store, lesson)
        const model = new Model(sitting.doc)
        for (const one of deeds) {
          if (one.kind === 'pass') await sitting.pass()
          else if (one.kind === 'reopen') {
            await sitting.saved()
            sitting = new Sitting(store, lesson)
          } else if (one.kind === 'crash' || one.kind === 'lose-answer') {
            if (one.kind === 'crash') sitting.isConnected = false
            else sitting.isDeaf = true
            sitting.outbox.flush()
            sitting = new Sitting(store, lesson, sitting.crash())
            await settled()
          } else if (one.kind === 'undo' || one.kind === 'redo') {
            // Until a crash's text is in the log again its steps have to wait.
            await sitting.saved()
            for (let time = 0; time < one.times; time += 1) {
              const caret = model.moved(one.kind)
              await sitting.turn((editor) => (one.kind === 'undo' ? editor.undo() : editor.redo()))
              if (caret) expect(sitting.caret).toEqual(caret)
              expect(sitting.doc).toEqual(model.doc)
            }
          } else {
            const before = sitting.doc
            let from: Selection = []
            await sitting.turn((editor) => {
              const { record } = editor.history
              editor.history.record = (...told) => {
                if (from.length === 0) from = sitting.caret
                record.apply(editor.history, told)
              }
              edit(editor, one)
              editor.history.record = record
            })
            if (sitting.doc !== before && from.length > 0) model.edited(sitting.doc, from, sitting.caret)
          }
          expect(sitting.doc).toEqual(model.doc)
        }
        await sitting.saved()
        expect(store.openLesson(lesson).doc).toEqual(model.doc)
      }),
      { numRuns: runs },
    )
  })
})
