/** Pastes with pictures, and pastes while an input method is at work. */
import { describe, expect, test } from 'vitest'
import { ImageFacts, type TakenImage } from '#preload/contract/images.ts'
import { Problem } from '#preload/contract/problem.ts'
import { newBlockId } from '#preload/document/identity.ts'
import { Doc, ImageId } from '#preload/document/schema.ts'
import { fillPlaces, ImageUploads, withUploads } from '#renderer/editor/image/image-uploads.ts'
import type { ComingPicture } from '#renderer/editor/clipboard/pasted-pictures.ts'
import { docOf, offsetOf, Writing } from './writing.ts'

const letters = (letter: string) => ImageId.parse(letter.repeat(64))
const taken = (letter: string): TakenImage => ({
  image: ImageFacts.parse({ id: letters(letter), type: 'png', width: 4, height: 3, bytes: 9, name: `${letter}.png` }),
  isCleaned: false,
})
const settled = () => new Promise((resolve) => setTimeout(resolve))

/** A page on whose uploads the test decides. `paste`: `文字`, or `!描述` for a picture. */
function desk(...lines: string[]) {
  const writing = new Writing(docOf(...lines))
  const waiting: { end: (taken: TakenImage | Problem) => void }[] = []
  const uploads = withUploads(
    writing.editor,
    new ImageUploads({
      editor: writing.editor,
      put: (_file, _name, { signal }) =>
        new Promise((resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Problem('cancelled', 'given up')))
          waiting.push({ end: (answer) => (answer instanceof Problem ? reject(answer) : resolve(answer)) })
        }),
      taken: () => undefined,
      watch: () => () => undefined,
      quiet: async () => undefined,
    }),
  )
  const { onChange } = writing.editor
  writing.editor.onChange = (options) => {
    onChange(options)
    if (writing.editor.operations.some(({ type }) => type !== 'set_selection')) uploads.wrote()
  }
  const paste = (...parts: string[]) =>
    writing.turn(({ pasting }) => {
      const pictures: ComingPicture[] = []
      const blocks = parts.map((part): Doc[number] => {
        const place = newBlockId()
        if (part.startsWith('!')) pictures.push({ place, file: new File(['x'], 'x.png'), alt: part.slice(1) })
        return { type: 'paragraph', id: place, children: [{ text: part.startsWith('!') ? '' : part }] }
      })
      pasting.places = new Set(pictures.map(({ place }) => place))
      pasting.start(pasting.insert(blocks))
      pasting.places = new Set()
      fillPlaces(writing.editor, pictures, writing.doc[0]?.id)
    })
  const arrive = (at: number, answer: TakenImage | Problem) =>
    writing
      .turn(() => waiting[at]?.end(answer))
      .then(() => writing.turn(() => undefined))
      .then(settled)
  return { writing, uploads, paste, arrive }
}

describe('a paste with pictures', () => {
  test('puts its text in at once, keeps their places, and is one step however late they come', async () => {
    const { writing, uploads, paste, arrive } = desk('前后')
    writing.at(0, 1)
    await paste('甲', '!图', '!', '乙')
    expect(writing.lines).toEqual(['前甲', '', '', '乙后'])
    expect(uploads.get().map(({ after }) => after)).toEqual([writing.doc[1]?.id, writing.doc[2]?.id])
    await arrive(0, taken('a'))
    await arrive(1, taken('b'))
    expect(writing.lines).toEqual(['前甲', '![图] ', '![] ', '乙后'])
    expect([writing.doc[1], uploads.get()]).toMatchObject([{ image: letters('a') }, []])
    writing.editor.undo()
    expect(writing.lines).toEqual(['前后'])
    writing.editor.redo()
    expect(writing.lines).toEqual(['前甲', '![图] ', '![] ', '乙后'])
  })

  test('keeps places apart from the text at its ends', async () => {
    const { writing, paste, arrive } = desk('前后')
    writing.at(0, 1)
    await paste('!图')
    await arrive(0, taken('a'))
    expect([writing.lines, offsetOf(writing.editor)]).toEqual([
      ['前', '![图] ', '后'],
      [2, 0],
    ])
  })

  test('is not thrown away by another, nor stopped by keys', async () => {
    const { writing, paste, arrive } = desk('')
    writing.at(0, 0)
    await paste('甲', '!一', '乙')
    await paste('丙', '!二', '丁')
    await writing.type('字')
    await arrive(0, taken('a'))
    await arrive(1, taken('b'))
    expect(writing.lines).toEqual(['甲', '![一] ', '乙丙', '![二] ', '丁字'])
    expect(Doc.safeParse(writing.doc).success).toBe(true)
  })

  test('says in its place which picture could not come, and why', async () => {
    const { writing, uploads, paste, arrive } = desk('')
    writing.at(0, 0)
    await paste('甲', '!图', '!', '乙')
    await arrive(0, new Problem('image-broken', 'cut', { name: '图' }))
    await arrive(1, new Problem('image-broken', 'cut', { name: 'PNG' }))
    expect(writing.lines).toEqual(['甲', '图', '', '乙'])
    expect(uploads.get().map(({ after, refused }) => [after, refused?.code])).toEqual([
      [writing.doc[1]?.id, 'image-broken'],
      [writing.doc[2]?.id, 'image-broken'],
    ])
    for (const { id } of uploads.get()) uploads.dismiss(id)
    expect(writing.lines).toEqual(['甲', '图', '乙'])
  })

  test('keeps what was written into a place, with the picture above', async () => {
    const { writing, paste, arrive } = desk('')
    writing.at(0, 0)
    await paste('甲', '!图', '乙')
    writing.at(1, 0)
    await writing.type('字')
    await arrive(0, taken('a'))
    expect(writing.lines).toEqual(['甲', '![图] ', '字', '乙'])
  })

  test('that was taken back before they came has them when it comes again', async () => {
    const { writing, uploads, paste, arrive } = desk('前')
    writing.at(0, 1)
    await paste('甲', '!图', '乙')
    await writing.turn((editor) => editor.undo())
    await arrive(0, taken('a'))
    expect([writing.lines, uploads.get()]).toEqual([['前'], []])
    await writing.turn((editor) => editor.redo())
    await settled()
    expect(writing.lines).toEqual(['前甲', '![图] ', '乙'])
  })
})

describe('a paste while a word is being composed', () => {
  const data = (plain: string) => ({ getData: (type: string) => (type === 'text/plain' ? plain : ''), files: [], types: [] }) as unknown as DataTransfer

  /** The input method is at work until `end` is called. */
  function composing(writing: Writing): () => Promise<void> {
    let end = () => undefined as void
    let quiet: Promise<void> | null = new Promise((resolve) => (end = resolve))
    writing.editor.pasting.quiet = () => quiet
    writing.editor.history.openGroup()
    return async () => {
      writing.editor.history.closeGroup()
      quiet = null
      end()
      await settled()
    }
  }

  test.each([
    ['a line', '中', ['前词中后']],
    ['several', '中\n间', ['前词中', '间后']],
  ])('of %s waits for the word, behind which it goes, as a step of its own', async (_what, plain, expected) => {
    const writing = new Writing(docOf('前后')).at(0, 1)
    const end = composing(writing)
    await writing.turn((editor) => editor.insertText('c'))
    await writing.turn((editor) => editor.insertData(data(plain)))
    expect(writing.lines).toEqual(['前c后'])
    await writing.turn((editor) => editor.deleteBackward('character'))
    await writing.turn((editor) => editor.insertText('词'))
    await end()
    expect(writing.lines).toEqual(expected)
    writing.editor.undo()
    expect(writing.lines).toEqual(['前词后'])
  })

  test('leaves the caret of an author who went elsewhere, and none is lost', async () => {
    const writing = new Writing(docOf('前后', '别处')).at(0, 1)
    const end = composing(writing)
    await writing.turn((editor) => editor.insertData(data('一\n二')))
    await writing.turn((editor) => editor.insertData(data('三')))
    writing.at(1, 2)
    await end()
    expect(writing.lines).toEqual(['前一', '二三后', '别处'])
    expect(offsetOf(writing.editor)).toEqual([2, 2])
  })

  test('is in the text when the page has to go', async () => {
    const writing = new Writing(docOf('前')).at(0, 1)
    composing(writing)
    await writing.turn((editor) => editor.insertData(data('一\n二')))
    await writing.turn((editor) => editor.pasting.finishWhatever())
    expect([writing.lines, writing.logged]).toEqual([['前一', '二'], writing.doc])
  })
})
