import fc from 'fast-check'
import { createEditor, Editor, Element, Node as SlateNode, Transforms, type Descendant, type Operation } from 'slate'
import { describe, expect, test } from 'vitest'
import { applyChange, applyChanges } from '#preload/document/apply.ts'
import { invertChange, invertChanges } from '#preload/document/invert.ts'
import { ChangeError, checkDoc, isText, type Nodes } from '#preload/document/node.ts'
import { Change, type Doc } from '#preload/document/schema.ts'
import { block, doc, paragraph, run, text } from './documents.ts'

/** As a batch travels: through JSON, checked by the contract. */
function travelled(operations: readonly Operation[]): Change[] {
  return operations.filter((operation) => operation.type !== 'set_selection').map((operation) => Change.parse(JSON.parse(JSON.stringify(operation))))
}

function editorOf(children: Doc): Editor {
  const editor = createEditor()
  const { insertNodes } = editor
  editor.isVoid = (element) => Reflect.get(element, 'type') === 'divider'
  // Slate itself inserts a bare element after everything was deleted; a page makes it a paragraph.
  editor.insertNodes = (nodes, options) =>
    insertNodes(Element.isElement(nodes) && !('type' in nodes) ? Object.assign({ type: 'paragraph', id: 'new' }, nodes) : nodes, options)
  editor.children = structuredClone<unknown>(children) as Descendant[] // Slate's own type knows no blocks of ours
  return editor
}

/** What a page would do: edits through Slate's commands, its normalisation included. */
const edit = fc.record({
  what: fc.constantFrom(
    'insertText',
    'insertBreak',
    'deleteBackward',
    'deleteForward',
    'deleteFragment',
    'mark',
    'unmark',
    'type',
    'insertNodes',
    'removeNodes',
    'moveNodes',
    'merge',
    'insertRun',
    'fragment',
  ),
  at: fc.nat(1000),
  to: fc.nat(1000),
  text,
  block,
  run,
})
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never

/** Slate’s types know one kind of block at a time; a block that becomes another loses what only the first has. */
const anyTransforms = Transforms as unknown as { setNodes(editor: Editor, properties: object, options: object): void }

/** A point of the document chosen by a number. */
function pointAt(editor: Editor, number: number) {
  const texts = [...SlateNode.texts(editor)]
  const [node, path] = texts[number % texts.length] ?? [{ text: '' }, [0, 0]]
  return { path, offset: number % (node.text.length + 1) }
}

function perform(editor: Editor, { what, at, to, text: typed, block: inserted, run: insertedRun }: Edit): void {
  if (editor.children.length === 0) return Transforms.insertNodes(editor, inserted as Descendant, { at: [0] })
  Transforms.select(editor, {
    anchor: pointAt(editor, at),
    focus: pointAt(editor, what === 'insertText' || (what.startsWith('delete') && what !== 'deleteFragment') ? at : to),
  })
  const index = at % editor.children.length
  switch (what) {
    case 'insertText':
      return editor.insertText(typed)
    case 'insertBreak':
      return editor.insertBreak()
    case 'deleteBackward':
      return editor.deleteBackward('character')
    case 'deleteForward':
      return editor.deleteForward('word')
    case 'deleteFragment':
      return editor.deleteFragment()
    case 'mark':
      return Editor.addMark(editor, 'bold', true)
    case 'unmark':
      return Editor.removeMark(editor, 'ai')
    case 'type':
      return anyTransforms.setNodes(editor, { type: 'heading', level: 2, kind: null, depth: null, language: null }, { match: Element.isElement })
    case 'insertNodes':
      return Transforms.insertNodes(editor, inserted as Descendant, { at: [index] })
    case 'removeNodes':
      return Transforms.removeNodes(editor, { at: [index] })
    case 'moveNodes':
      return Transforms.moveNodes(editor, { at: [index], to: [to % editor.children.length] })
    case 'merge':
      return index > 0 ? Transforms.mergeNodes(editor, { at: [index] }) : undefined
    case 'insertRun':
      return Transforms.insertNodes(editor, insertedRun as Descendant)
    case 'fragment':
      return editor.insertFragment([inserted as Descendant, inserted as Descendant])
  }
}

describe('changes against Slate', () => {
  test('it makes of an editor’s operations what the editor made', () => {
    fc.assert(
      fc.property(doc, fc.array(edit, { maxLength: 12 }), (before, edits) => {
        const editor = editorOf(before)
        Editor.normalize(editor, { force: true })
        let at: Nodes = structuredClone(editor.children) as unknown as Nodes // plain nodes, whatever Slate calls them
        for (const one of edits) {
          const operations: Operation[] = []
          const { apply } = editor
          editor.apply = (operation) => {
            operations.push(structuredClone(operation))
            apply(operation)
          }
          const failed = attempt(() => perform(editor, one))
          editor.apply = apply
          if (failed instanceof Error) return // Slate's own command failed, and left a state that nothing is said of
          const changes = travelled(operations)
          const inverse = invertChanges(at, changes)
          const after = changes.reduce<Nodes>(applyChange, at)
          expect(after).toEqual(editor.children)
          expect(inverse.reduce<Nodes>(applyChange, after)).toEqual(at)
          at = after
        }
      }),
      { numRuns: 150 },
    )
  })

  test('it does what Slate does with any change that it does not refuse, and refuses what Slate refuses', () => {
    let applied = 0
    fc.assert(
      fc.property(doc, fc.array(rawChange, { maxLength: 8 }), (before, changes) => {
        const editor = editorOf(before)
        const withoutNormalising = (work: () => void) => Editor.withoutNormalizing(editor, work)
        let at: Nodes = before
        withoutNormalising(() => {
          for (const change of changes) {
            const ours = attempt(() => applyChange(at, change))
            if (ours instanceof ChangeError) continue
            if (ours instanceof Error) throw ours
            expect(
              attempt(() => {
                editor.apply(structuredClone(change) as Operation)
              }),
            ).toBeUndefined()
            expect(ours).toEqual(editor.children)
            expect(applyChange(ours, invertChange(at, change))).toEqual(at)
            at = ours
            applied += 1
          }
        })
      }),
      { numRuns: 1000 },
    )
    expect(applied).toBeGreaterThan(500)
  })
})

/** Paths of a few levels with small indices, so that many of them exist. */
const index = fc.integer({ min: 0, max: 2 })
const path = fc.oneof({ weight: 4, arbitrary: fc.array(index, { minLength: 1, maxLength: 2 }) }, fc.array(fc.nat(4), { maxLength: 3 }))
const position = fc.oneof(index, fc.nat(6))
const properties = fc.constantFrom<Record<string, unknown>>(
  {},
  { bold: true },
  { type: 'quote', id: 'q' },
  { level: null },
  { level: 2 },
  { bold: null, ai: { model: 'm', at: 3 } },
  { text: 'no' },
  { children: [] },
  { constructor: 1 },
)
const rawChange: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ type: fc.constant('insert_text'), path, offset: position, text }),
  fc.record({ type: fc.constant('remove_text'), path, offset: position, text: fc.constantFrom('墨', '课', 'a', '') }),
  fc.record({ type: fc.constant('insert_node'), path, node: fc.oneof(run, block) }),
  fc.record({ type: fc.constant('remove_node'), path, node: fc.oneof(run, block) }),
  fc.record({ type: fc.constant('split_node'), path, position, properties }),
  fc.record({ type: fc.constant('merge_node'), path, position, properties }),
  fc.record({ type: fc.constant('move_node'), path, newPath: path }),
  fc.record({ type: fc.constant('set_node'), path, properties, newProperties: properties }),
)

/** What was answered, or the error that was thrown. */
function attempt<T>(work: () => T): T | Error {
  try {
    return work()
  } catch (error) {
    if (error instanceof Error) return error
    throw error
  }
}

describe('a batch', () => {
  const two: Doc = [paragraph('你好', 'a'), paragraph('世界', 'b')]

  test('it leaves the given document and untouched blocks as they are', () => {
    const before = structuredClone(two)
    const after = applyChanges(checkDoc(two), [{ type: 'insert_text', path: [0, 0], offset: 2, text: '，' }])
    expect(two).toEqual(before)
    expect(after[1]).toBe(checkDoc(two)[1])
  })

  test('it may pass through what is no document', () => {
    const changes: Change[] = [
      { type: 'remove_node', path: [0], node: paragraph('你好', 'a') },
      { type: 'remove_node', path: [0], node: paragraph('世界', 'b') },
      { type: 'insert_node', path: [0], node: paragraph('', 'c') },
    ]
    expect(applyChanges(two, changes)).toEqual([paragraph('', 'c')])
  })

  test.each<[string, Change[], RegExp]>([
    ['a removed text that is not there', [{ type: 'remove_text', path: [0, 0], offset: 0, text: '您' }], /the text at 0 is another/],
    ['an offset past the end', [{ type: 'insert_text', path: [0, 0], offset: 3, text: '您' }], /offset 3 is past the end of a text of 2/],
    ['a removed node that is another', [{ type: 'remove_node', path: [0], node: paragraph('世界', 'b') }], /the node there is another/],
    ['a merge at another place', [{ type: 'merge_node', path: [1], position: 2, properties: {} }], /the one before ends at 1, not at 2/],
    ['a path into nothing', [{ type: 'insert_text', path: [7, 0], offset: 0, text: 'x' }], /insert_text at \[7,0\]: there is no such node/],
    [
      'an outcome without blocks',
      [
        { type: 'remove_node', path: [0], node: two[0]! },
        { type: 'remove_node', path: [0], node: two[1]! },
      ],
      /at least one block/,
    ],
    ['an outcome with a block of no known kind', [{ type: 'set_node', path: [1], properties: {}, newProperties: { type: 'table' } }], /block 1 is none/],
    [
      'an outcome with a mark of no known kind',
      [{ type: 'set_node', path: [0, 0], properties: {}, newProperties: { bold: 'very' } }],
      /block 0 is none: children.0.bold/,
    ],
  ])('it refuses %s', (_, changes, reason) => {
    expect(() => applyChanges(two, changes)).toThrow(reason)
    expect(() => applyChanges(two, changes)).toThrow(ChangeError)
  })

  test('it applies a batch of five thousand pasted paragraphs', () => {
    const changes = Array.from({ length: 5000 }, (_, index): Change => ({ type: 'insert_node', path: [index], node: paragraph('段', `n${index}`) }))
    const after = applyChanges(two, changes)
    expect(after.length).toBe(5002)
    expect(after.every((one) => !isText(one))).toBe(true)
  })
})
