import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { choose } from '#main/interchange/chosen-files.ts'
import { MarkdownDesk } from '#main/interchange/markdown-desk.ts'
import { prepareImport, previewOf } from '#main/interchange/prepare-import.ts'
import { linesOf, lineText } from '#preload/document/lines.ts'
import { translator } from '#renderer/ui/translate.ts'
import { png } from '../images/pictures.ts'

test('a picture that can’t be kept stays as it was written and is told with its place, as one that is missing', async () => {
  const files: Record<string, string | Uint8Array> = {
    '投资课/甲.md': '# 甲\n\n![坏图](图/坏.png)\n\n![好图](图/好.png)\n\n![缺图](图/缺.png)\n\n字 ![又是](./图/坏.png) 字\n\n![坏图](图/坏.png)',
    '投资课/图/坏.png': 'no picture',
    '投资课/图/好.png': png(4, 2),
  }
  const desk = new MarkdownDesk(resolve(join('main', 'interchange', 'markdown-thread.ts')))
  const sources = Object.entries(files).map(([path, held]) => ({ path, bytes: held.length, read: () => Promise.resolve(Buffer.from(held)) }))
  try {
    const prepared = await prepareImport(sources, { desk, softBreaks: 'keep', signal: new AbortController().signal, onProgress: () => {} })
    const { losses, refused } = previewOf(prepared)
    const at = (kind: string) => losses.filter((loss) => loss.kind === kind).map(({ file, line, text }) => [file, line, text])
    expect(at('image-unfit')).toEqual([
      ['投资课/甲.md', 3, '图/坏.png'],
      ['投资课/甲.md', 9, './图/坏.png'],
      ['投资课/甲.md', 11, '图/坏.png'],
    ])
    expect(at('image-missing')).toEqual([['投资课/甲.md', 7, '图/缺.png']])
    expect(refused).toEqual([{ path: '投资课/图/坏.png', why: 'image-foreign' }])
    const [lesson] = prepared.courses.flatMap(({ chapters }) => chapters.flatMap(({ lessons }) => lessons))
    const text = lesson?.doc.flatMap((block) => linesOf(block).map(({ line }) => lineText(line))).join('\n')
    expect(text?.match(/!\[[^\]]*\]\([^)]*\)/g)).toEqual(['![坏图](图/坏.png)', '![缺图](图/缺.png)', '![又是](./图/坏.png)', '![坏图](图/坏.png)'])
  } finally {
    await desk.close()
  }
})

test('a picture of a type that is not kept is told where a text shows it, and in the words that the page has for it', async () => {
  const files: Record<string, string> = { '课.md': '# 课\n\n![旧图](图/旧.bmp)', '图/旧.bmp': 'BM', '图/没用到.HEIC': 'heic' }
  const chosen = Object.entries(files).map(([path, held]) => ({ path, bytes: held.length, read: () => Promise.resolve(Buffer.from(held)) }))
  const { wanted, refused: passedOver } = choose(chosen)
  expect([wanted, passedOver]).toEqual([[0, 1, 2], []])
  const desk = new MarkdownDesk(resolve(join('main', 'interchange', 'markdown-thread.ts')))
  try {
    const prepared = await prepareImport(chosen, { desk, softBreaks: 'keep', signal: new AbortController().signal, onProgress: () => {} })
    const { losses, refused } = previewOf(prepared)
    expect(losses.map(({ kind, text }) => [kind, text])).toEqual([['image-unfit', '图/旧.bmp']])
    expect(refused).toEqual([
      { path: '图/旧.bmp', why: 'image-foreign' },
      { path: '图/没用到.HEIC', why: 'image-unused' },
    ])
  } finally {
    await desk.close()
  }
  for (const language of ['zh-CN', 'en'] as const) {
    const t = translator(language)
    expect(t('problem.image-foreign', { name: '旧.bmp' })).toContain(t('refused.image-foreign'))
  }
})
