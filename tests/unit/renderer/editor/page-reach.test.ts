import { describe, expect, test } from 'vitest'
import { PageReach } from '#renderer/editor/page-reach.ts'
import { docOf, Writing } from './writing.ts'

/** A page, and the shell's reach into it; `compose` begins a word, and answers what ends it. */
function page(...lines: string[]) {
  const writing = new Writing(docOf(...lines))
  const waiting: (() => void)[] = []
  let isEditable = true
  const reach = new PageReach({
    editor: writing.editor,
    isEditable: () => isEditable,
    isComposing: () => writing.isComposing,
    quiet: () => (writing.isComposing ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve()),
    undo: () => writing.editor.undo(),
  })
  const compose = () => {
    writing.isComposing = true
    return (text: string) => {
      if (text !== '') writing.editor.insertText(text)
      writing.isComposing = false
      waiting.splice(0).forEach((resolve) => resolve())
    }
  }
  return { writing, reach, compose, close: () => (isEditable = false) }
}

describe('a text that the shell makes another', () => {
  test('is the other one in one step, which is taken back where nothing was written since', async () => {
    const { writing, reach } = page('今天的', '第二段')
    const made = await reach.rewrite(docOf('从前的'))
    expect(writing.lines).toEqual(['从前的'])
    expect(await reach.takeBackSoon(made!)).toBe(true)
    expect(writing.lines).toEqual(['今天的', '第二段'])
  })

  test('what was written since is not taken back in its place', async () => {
    const { writing, reach } = page('今天的')
    const made = await reach.rewrite(docOf('从前的'))
    await writing.at(0, 3).type('字')
    expect([await reach.takeBackSoon(made!), reach.takeBack(made!)]).toEqual([false, false])
    expect(writing.lines).toEqual(['从前的字'])
  })

  test('a word being composed ends first, and is taken back with nothing else', async () => {
    const { writing, reach, compose } = page('今天的')
    writing.at(0, 3)
    const end = compose()
    const rewriting = reach.rewrite(docOf('从前的'))
    await Promise.resolve()
    expect(writing.lines).toEqual(['今天的'])
    end('字')
    const made = await rewriting
    expect(writing.lines).toEqual(['从前的'])
    writing.at(0, 3)
    const endEmpty = compose()
    const taking = reach.takeBackSoon(made!)
    await Promise.resolve()
    expect([reach.takeBack(made!), writing.lines]).toEqual([false, ['从前的']])
    endEmpty('')
    expect(await taking).toBe(true)
    expect(writing.lines).toEqual(['今天的字'])
  })

  test('a page that may not be written on stays as it is', async () => {
    const { writing, reach, close } = page('今天的')
    close()
    expect([await reach.rewrite(docOf('从前的')), await reach.takeBackSoon(writing.doc), reach.replace(writing.doc, [])]).toEqual([null, false, false])
    expect(writing.lines).toEqual(['今天的'])
  })
})
