import { describe, expect, test } from 'vitest'
import { ImageFacts, type TakenImage } from '#preload/contract/images.ts'
import { Problem } from '#preload/contract/problem.ts'
import { Doc, ImageId } from '#preload/document/schema.ts'
import { closeFormula, insertFormula, setTex } from '#renderer/editor/formula/formulas.ts'
import { ImageShelf } from '#renderer/editor/image/image-shelf.ts'
import { ImageUploads, withUploads } from '#renderer/editor/image/image-uploads.ts'
import { openedIn } from '#renderer/editor/formula/opened.ts'
import { removeImage, setAlt, setWidth, snapWidth } from '#renderer/editor/image/images.ts'
import { offsetOf, Writing } from './writing.ts'

const id = (letter: string) => ImageId.parse(letter.repeat(64))
const run = (text: string) => ({ text })
const image = (name: string, caption = '') => ({ type: 'image', id: name, image: id('a'), alt: '', children: [run(caption)] })
const paragraph = (name: string, text: string) => ({ type: 'paragraph', id: name, children: [run(text)] })
const writing = (...blocks: object[]) => new Writing(Doc.parse(blocks))
const facts = (letter: string) => ImageFacts.parse({ id: id(letter), type: 'png', width: 4, height: 3, bytes: 9, name: `${letter}.png` })
const settled = () => new Promise((resolve) => setTimeout(resolve))

describe('a picture', () => {
  test('comes to rest at quarters of the measure', () => {
    expect([24, 27.4, 28, 52.5, 73, 99, 140, 3, 61.4].map(snapWidth)).toEqual([25, 25, 28, 50, 75, 100, 100, 10, 61])
  })

  test('has a width and a description, each one step', async () => {
    const at = writing(image('i'), paragraph('p', ''))
    await at.turn((editor) => setWidth(editor, 'i', 49))
    await at.turn((editor) => setAlt(editor, 'i', '一只猫'))
    expect(at.doc[0]).toMatchObject({ width: 50, alt: '一只猫' })
    await at.turn((editor) => setWidth(editor, 'i', undefined))
    expect('width' in at.doc[0]!).toBe(false)
    for (let step = 0; step < 3; step += 1) await at.turn((editor) => editor.undo())
    expect(at.doc).toEqual(Doc.parse([image('i'), paragraph('p', '')]))
    expect(at.doc).toEqual(at.logged)
  })

  test('is merged with nothing: Delete before it and Backspace behind it leave the text', async () => {
    const start = [paragraph('p', '前'), image('i', '图注'), paragraph('q', '后')]
    const at = writing(...start)
    for (const [block, offset, towards] of [
      [0, 1, 1],
      [1, 0, -1],
      [1, 2, 1],
      [2, 0, -1],
    ] as const) {
      at.at(block, offset)
      await at.turn((editor) => (towards > 0 ? editor.deleteForward('character') : editor.deleteBackward('character')))
      expect(at.doc).toEqual(Doc.parse(start))
    }
  })

  test('lets the empty paragraph behind it go, and a paragraph come below by Enter', async () => {
    const at = writing(image('i', '图注'), paragraph('p', ''), paragraph('q', '后')).at(1, 0)
    await at.turn((editor) => editor.deleteBackward('character'))
    expect([at.lines, offsetOf(at.editor)]).toEqual([
      ['![] 图注', '后'],
      [0, 2],
    ])
    await at.turn((editor) => editor.insertBreak())
    await at.type('新')
    expect(at.lines).toEqual(['![] 图注', '新', '后'])
  })

  test('is taken away with its caption', async () => {
    const at = writing(paragraph('p', '前'), image('i', '图注')).at(1, 1)
    await at.turn((editor) => removeImage(editor, 'i'))
    expect(at.lines).toEqual(['前'])
    expect(at.doc).toEqual(at.logged)
  })

  test('leaves the caret behind the text above it, or before what is below where nothing is written above', async () => {
    const caretAfter = async (...blocks: object[]) => {
      const at = writing(...blocks).at(
        blocks.findIndex((block) => 'id' in block && block.id === 'i'),
        0,
      )
      await at.turn((editor) => removeImage(editor, 'i'))
      return offsetOf(at.editor)
    }
    expect(await caretAfter(paragraph('p', '前面'), image('i'), paragraph('q', '后'))).toEqual([0, 2])
    expect(await caretAfter(image('i'), paragraph('q', '后'))).toEqual([0, 0])
    expect(await caretAfter(image('h', '另一张'), image('i'), paragraph('q', '后'))).toEqual([1, 0])
    expect(await caretAfter(paragraph('p', '前面'), { type: 'divider', id: 'd', children: [run('')] }, image('i'), paragraph('q', '后'))).toEqual([2, 0])
  })
})

describe('pictures on their way', () => {
  function desk(...blocks: object[]) {
    const at = writing(...blocks)
    const waiting: { name: string; signal: AbortSignal; progress: (share: number) => void; end: (taken: TakenImage | Problem) => void }[] = []
    const uploads = withUploads(
      at.editor,
      new ImageUploads({
        editor: at.editor,
        put: (_file, name, { signal, onProgress: progress }) =>
          new Promise((resolve, reject) => {
            signal.addEventListener('abort', () => reject(new Problem('cancelled', 'given up')))
            waiting.push({ name, signal, progress, end: (taken) => (taken instanceof Problem ? reject(taken) : resolve(taken)) })
          }),
        taken: () => undefined,
        watch: () => () => undefined,
        quiet: async () => undefined,
      }),
    )
    const files = (...names: string[]) => names.map((name) => new File(['x'], name))
    const told = () => uploads.get().map(({ name, share, refused }) => `${name} ${refused?.code ?? share}`)
    return { at, uploads, waiting, files, told }
  }
  const taken = (letter: string): TakenImage => ({ image: facts(letter), isCleaned: false })

  // The log is looked at elsewhere: a picture comes in between two turns.
  const quietly = async (run: () => void) => {
    run()
    await settled()
  }

  test('are a step of their own where a formula is being written, which left empty takes nothing along', async () => {
    const { at, uploads, waiting, files } = desk(paragraph('p', '前文'), paragraph('q', '后文'))
    at.at(0, 2)
    void uploads.start(files('a.png'), 'p')
    await quietly(() => insertFormula(at.editor))
    waiting[0]!.end(taken('a'))
    await settled()
    expect(at.lines).toEqual(['前文$$', '![] ', '后文'])
    await quietly(() => closeFormula(at.editor, 1))
    expect(at.lines).toEqual(['前文', '![] ', '后文'])
    for (let step = 0; step < 3; step += 1) await quietly(() => at.editor.undo())
    expect(at.lines).toEqual(['前文', '后文'])
  })

  test('come in while a formula is written, and an undo takes each back by itself', async () => {
    const { at, uploads, waiting, files } = desk(paragraph('p', '前文'), paragraph('q', '后文'))
    at.at(0, 2)
    void uploads.start(files('a.png'), 'p')
    await quietly(() => insertFormula(at.editor))
    waiting[0]!.end(taken('a'))
    await settled()
    await quietly(() => setTex(at.editor, openedIn(at.editor).get()!.ref.current!, 'x'))
    await quietly(() => closeFormula(at.editor, 1))
    const seen = [at.lines]
    for (let step = 0; step < 3; step += 1) {
      await quietly(() => at.editor.undo())
      seen.push(at.lines)
    }
    expect(seen).toEqual([
      ['前文$x$', '![] ', '后文'],
      ['前文$$', '![] ', '后文'],
      ['前文$$', '后文'],
      ['前文', '后文'],
    ])
  })

  test('go in together, in their order, as one step, and tell how far they are', async () => {
    const { at, uploads, waiting, files, told } = desk(paragraph('p', '前'), paragraph('q', ''))
    void uploads.start(files('a.png', 'b.png'), 'p')
    await settled()
    waiting[0]?.progress(0.5)
    expect(told()).toEqual(['a.png 0.5', 'b.png 0'])
    waiting[0]?.end(taken('a'))
    await settled()
    expect(at.lines).toEqual(['前', ''])
    waiting[1]?.end(taken('b'))
    await settled()
    expect(at.doc.map((block) => (block.type === 'image' ? block.image[0] : block.id))).toEqual(['p', 'a', 'b', 'q'])
    expect(told()).toEqual([])
    at.editor.undo()
    expect(at.lines).toEqual(['前', ''])
  })

  test('leave a card where one is refused, and nothing else is lost', async () => {
    const { at, uploads, waiting, files, told } = desk(paragraph('p', ''))
    void uploads.start(files('lying.png', 'b.png'), 'p')
    await settled()
    waiting[0]?.end(new Problem('image-foreign', 'no picture', { name: 'lying.png' }))
    await settled()
    waiting[1]?.end(taken('b'))
    await settled()
    expect([at.lines, told()]).toEqual([['![] ', ''], ['lying.png image-foreign']])
    uploads.dismiss(uploads.get()[0]!.id)
    expect(told()).toEqual([])
  })

  test('are given up by undo while nothing was written since, and one by one', async () => {
    const { at, uploads, waiting, files, told } = desk(paragraph('p', '前'))
    at.at(0, 1)
    await at.type('面')
    void uploads.start(files('a.png', 'b.png'), 'p')
    await settled()
    at.editor.undo()
    await settled()
    expect([told(), at.lines, waiting[0]?.signal.aborted]).toEqual([[], ['前面'], true])
    void uploads.start(files('a.png', 'b.png'), 'p')
    await settled()
    uploads.dismiss(uploads.get()[0]!.id)
    await settled()
    waiting.at(-1)?.end(taken('b'))
    await settled()
    expect(at.lines).toEqual(['前面', '![] '])
    void uploads.start(files('a.png'), 'p')
    await settled()
    uploads.wrote()
    at.editor.undo()
    expect([told(), at.lines]).toEqual([['a.png 0'], ['前面']])
  })

  test('take the place of another, or go to the end where theirs has gone', async () => {
    const { at, uploads, waiting, files } = desk(image('i', '图注'), paragraph('p', '后'))
    void uploads.start(files('b.png'), 'i', 'i')
    await settled()
    waiting[0]?.end(taken('b'))
    await settled()
    expect(at.doc[0]).toMatchObject({ id: 'i', image: id('b') })
    void uploads.start(files('c.png'), 'gone')
    await settled()
    waiting[1]?.end(taken('c'))
    await settled()
    expect(at.lines).toEqual(['![] 图注', '后', '![] '])
  })
})

describe('the shelf of pictures', () => {
  test('asks for all at once, and knows the sizes and what is missing', async () => {
    const asked: string[][] = []
    const shelf = new ImageShelf(async (ids) => {
      asked.push(ids.map((each) => each.slice(0, 1)))
      return [facts('a')]
    })
    const drawn: string[] = []
    for (const letter of ['a', 'b', 'a']) shelf.subscribe(id(letter), () => drawn.push(letter))
    await settled()
    expect([asked, drawn.sort(), shelf.of(id('a')), shelf.of(id('b'))]).toEqual([[['a', 'b']], ['a', 'a', 'b'], facts('a'), 'missing'])
    shelf.put(facts('b'))
    expect(shelf.of(id('b'))).toEqual(facts('b'))
  })

  test('asks again for what could not be learnt', async () => {
    let isAway = true
    const shelf = new ImageShelf(async () => {
      if (isAway) throw new Problem('unavailable', 'the host is away')
      return [facts('a')]
    })
    shelf.subscribe(id('a'), () => undefined)()
    await settled()
    expect(shelf.of(id('a'))).toBe('unknown')
    isAway = false
    shelf.subscribe(id('a'), () => undefined)
    await settled()
    expect(shelf.of(id('a'))).toEqual(facts('a'))
  })
})
