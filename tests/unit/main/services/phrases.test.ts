import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { gathered, rememberedLessons } from '#main/services/phrases.ts'
import { keepSettings } from '#main/services/settings.ts'
import type { PhraseSources } from '#main/compute/remembering.ts'
import { openWorkspace } from '#main/services/open-workspace.ts'
import { newBlockId } from '#preload/document/identity.ts'
import { temporaryFolder } from '../store/temporary.ts'

const paragraph = (text: string) => ({ type: 'paragraph' as const, id: newBlockId(), children: [{ text }] })

async function library() {
  const workspace = await openWorkspace({ folder: temporaryFolder() })
  onTestFinished(() => workspace.close())
  const { course, chapters } = workspace.write('tree', (store) =>
    store.createCourse({
      title: '家常菜',
      chapters: [
        {
          title: '一',
          lessons: [
            { title: '豆腐', doc: [paragraph('加盐少许，翻炒均匀。')] },
            { title: '空', doc: [paragraph('')] },
          ],
        },
      ],
    }),
  )
  const [first = '', second = ''] = chapters[0]?.lessons ?? []
  return { workspace, lessons: rememberedLessons(workspace), course, first, second }
}

describe('what is remembered of the lessons', () => {
  test('it is the text of each, by its course, with a stamp that changes with the text and the course alone', async () => {
    const { lessons, course, first, second } = await library()
    const list = await lessons.list()
    expect([...list.keys()]).toEqual([`lesson:${first}`, `lesson:${second}`])
    expect([...lessons.read(`lesson:${first}`)]).toEqual([{ source: `lesson:${first}`, group: course, text: '加盐少许，翻炒均匀。' }])
    expect(await lessons.list()).toEqual(list)
    expect(lessons.recall(first as never)).toEqual({ source: `lesson:${first}`, group: course })
    expect(lessons.recall(undefined)).toEqual({ source: null, group: null })
  })

  test('personal data in it is masked: no suggestion ever says a number or an address', async () => {
    const { workspace, lessons } = await library()
    const { chapters } = workspace.write('tree', (store) =>
      store.createCourse({
        title: '联系',
        chapters: [{ title: '一', lessons: [{ title: '我', doc: [paragraph('有问题请打我的手机号13812345678，或发邮件到 wang@mail.cn。')] }] }],
      }),
    )
    const source = `lesson:${chapters[0]?.lessons[0]}`
    expect([...(await lessons.list()).keys()]).toContain(source)
    expect([...lessons.read(source)]).toMatchObject([{ text: '有问题请打我的手机号〔手机号〕，或发邮件到 〔邮箱〕。' }])
  })

  test('a lesson in the bin is forgotten, and remembered when it comes back', async () => {
    const { workspace, lessons, first, second } = await library()
    workspace.write('tree', (store) => store.remove(first))
    expect([...(await lessons.list()).keys()]).toEqual([`lesson:${second}`])
    expect([...lessons.read(`lesson:${first}`)]).toEqual([])
    workspace.write('tree', (store) => store.restore(first))
    expect([...(await lessons.list()).keys()]).toContain(`lesson:${first}`)
  })

  test('it is heard of within seconds that a text was changed', async () => {
    vi.useFakeTimers()
    const { workspace, lessons } = await library()
    const stirred = vi.fn()
    const end = lessons.listen(stirred)
    workspace.write('text', () => undefined)
    workspace.write('text', () => undefined)
    vi.advanceTimersByTime(3000)
    expect(stirred).toHaveBeenCalledTimes(1)
    end()
    vi.useRealTimers()
  })

  test('nothing is, once the author switches it off', async () => {
    let isOn = true
    const one: PhraseSources = {
      list: async () => new Map([['a', '1']]),
      read: (source) => (source === 'a' ? [{ source, group: '', text: '好' }] : []),
      listen: () => () => undefined,
    }
    const other: PhraseSources = { list: async () => new Map([['b', '2']]), read: () => [], listen: () => () => undefined }
    let switched = () => undefined as void
    const all = gathered(
      [other, one],
      () => isOn,
      (listener) => {
        switched = listener
        return () => undefined
      },
    )
    const stirred = vi.fn()
    all.listen(stirred)
    expect(new Set((await all.list()).keys())).toEqual(new Set(['a', 'b']))
    expect([...all.read('a')]).toMatchObject([{ text: '好' }])
    switched()
    expect(stirred).not.toHaveBeenCalled()
    isOn = false
    switched()
    expect(stirred).toHaveBeenCalledTimes(1)
    expect((await all.list()).size).toBe(0)
    expect([...all.read('a')]).toEqual([])
  })

  test('it is, unless the author switches it off, and then it stays off', async () => {
    const folder = temporaryFolder()
    const opened = await openWorkspace({ folder })
    expect(keepSettings(opened).get().phrases).toBe(true)
    keepSettings(opened).set({ phrases: false })
    await opened.close()
    const again = await openWorkspace({ folder })
    onTestFinished(() => again.close())
    expect(keepSettings(again).get().phrases).toBe(false)
  })
})
