import { describe, expect, test } from 'vitest'
import { CourseId, LessonId } from '#preload/contract/library.ts'
import type { Mend } from '#preload/document/mending.ts'
import type { BlockId, Doc } from '#preload/document/schema.ts'
import type { LessonPage } from '#renderer/panels/publishing/lesson-page.ts'
import { mendedInSteps } from '#preload/document/mends-back.ts'
import { storage } from '../../stored.ts'
import { translator } from '#renderer/ui/translate.ts'
import { redoable } from '#renderer/panels/publishing/mended-again.ts'
import { createMended, newestOf } from '#renderer/panels/publishing/mended-before.ts'
import { askedFor, mendedOnPage, mendsOf, takenBackOnPage, takenBackText, whatOf } from '#renderer/panels/publishing/mending.ts'

const lesson = LessonId.parse('l')
const course = CourseId.parse('c')
const id = (name: string) => name as BlockId
const text = (name: string, words: string): Doc[number] => ({ type: 'paragraph', id: id(name), children: [{ text: words }] })

test('what was taken back is told with what was not, and why', () => {
  const told = (back: number, stayed: number, gone = 0) => takenBackText(translator('zh-CN'), { back, stayed, gone })
  expect([told(2, 0), told(0, 1), told(0, 0, 1)]).toEqual([
    '已撤销，文字和原来一样',
    '没有撤销：那里后来又改过，现在的文字没有动。',
    '没有撤销：那一课已经删除了。',
  ])
  expect([told(2, 1), told(2, 1, 2)]).toEqual([expect.stringContaining('另有 1 处后来又改过'), expect.stringContaining('另有 3 处没有动')])
})

test('what was taken back says which mend it was, and in which lesson', () => {
  const titles = (of: string) => (of === 'l' ? '风险' : '一个很长很长很长很长很长很长很长很长的标题')
  const rename = { lesson, mend: null, retitle: '回撤' }
  const digits = ['l', 'm'].map((of) => ({ lesson: LessonId.parse(of), mend: { kind: 'half-digits', block: null } as const, retitle: null }))
  const told = (language: 'zh-CN' | 'en', asked: Parameters<typeof whatOf>[1]) =>
    takenBackText(translator(language), { back: 1, stayed: 0 }, whatOf(translator(language), asked, titles))
  expect([told('zh-CN', [rename]), told('zh-CN', digits), told('zh-CN', digits.slice(1)), told('zh-CN', [])]).toEqual([
    '已撤销，文字和原来一样（“风险”，改名为“回撤”）',
    '已撤销，文字和原来一样（2 课，改成半角）',
    '已撤销，文字和原来一样（“一个很长很长很长很长很长很长很长很长的…”，改成半角）',
    '已撤销，文字和原来一样',
  ])
  expect(told('en', [rename])).toBe('Taken back: the text is as it was (Call it “回撤”, in “风险”)')
})

test('at the desk of a course only its own mends are taken back, the newest first', () => {
  const [own, other] = [
    { course, id: '1' },
    { course: CourseId.parse('other'), id: '2' },
  ]
  expect([newestOf([own, { ...own, id: '3' }, other], course)?.id, newestOf([own], other.course)]).toEqual(['3', undefined])
})

test('what is done again takes no title away that was given since', () => {
  const asked = [{ lesson, mend: { kind: 'half-digits', block: null } as const, retitle: '新' }]
  const again = (title: string) => redoable({ asked, titles: [{ lesson, before: '旧', after: '新' }] }, () => title)
  expect([again('旧'), again('别的')]).toEqual([asked, [{ ...asked[0], retitle: null }]])
})

/** A page in memory. */
function pageOf(first: Doc, isEditable = true): LessonPage {
  let doc = first
  return {
    lesson,
    isEditable: () => isEditable,
    doc: () => doc,
    takeBack: () => false,
    bringBack: (now, before) => {
      if (JSON.stringify(now) !== JSON.stringify(doc)) return false
      doc = before
      return true
    },
  }
}

test('headings are raised in all lessons that go out together, each once', () => {
  const [one, two] = [LessonId.parse('one'), LessonId.parse('two')]
  const raise: Mend = { kind: 'raise-headings', block: null, levels: [2, 3] }
  const mends = mendsOf(askedFor([{ lesson: one, mend: raise, retitle: null }], [one, two]))
  expect(mends).toEqual([one, two].map((lesson) => ({ lesson, mend: raise })))
  const spaces: Mend = { kind: 'single-spaces', block: null }
  expect(mendsOf(askedFor([{ lesson: one, mend: spaces, retitle: null }], [one, two]))).toEqual([{ lesson: one, mend: spaces }])
})

describe('mending a lesson that is open', () => {
  const doc: Doc = [text('a', '你好  世界'), text('b', '第１课')]
  const mends = [
    { kind: 'single-spaces', block: id('a') },
    { kind: 'half-digits', block: null },
  ] as const

  test('does all that is asked of it in one step, and can be taken back', () => {
    const page = pageOf(doc)
    const done = mendedOnPage(page, mends)
    expect(page.doc()).toEqual([text('a', '你好 世界'), text('b', '第1课')])
    expect(done).toEqual({ lesson, before: doc, doc: page.doc() })
    expect(page.bringBack(page.doc(), done?.before ?? [])).toBe(true)
    expect(page.doc()).toEqual(doc)
  })

  test('is nothing where nothing is to be mended, or nothing may be written', () => {
    expect(mendedOnPage(pageOf([text('a', '你好')]), mends)).toBeNull()
    // The last step of its page is the author's own then, and is not to be taken back.
    expect(mendedOnPage(pageOf(doc), [{ kind: 'raise-headings', block: null, levels: [2, 3] }])).toBeNull()
    expect(mendedOnPage(pageOf(doc, false), mends)).toBeNull()
  })
})

test('mends on a page are taken back one after the other, and stay where their place was changed since', () => {
  const doc: Doc = [text('a', '第１课  开始'), text('b', '第２课')]
  const page = pageOf(doc)
  const mends = [[{ kind: 'single-spaces', block: id('a') }], [{ kind: 'half-digits', block: null }]] as const
  const made = mends.map((some) => {
    const { done } = mendedInSteps(page.doc(), some)
    return { doc: mendedOnPage(page, some)?.doc ?? null, done }
  })
  expect(page.doc()).toEqual([text('a', '第1课 开始'), text('b', '第2课')])
  page.bringBack(page.doc(), [...page.doc(), text('c', '后来写的')])
  expect(made.toReversed().map((each) => takenBackOnPage(page, each))).toEqual([
    { back: 1, stayed: 0 },
    { back: 1, stayed: 0 },
  ])
  expect(page.doc()).toEqual([...doc, text('c', '后来写的')])
  page.bringBack(page.doc(), [text('a', '改过'), ...page.doc().slice(1)])
  expect([takenBackOnPage(page, made[0]!), page.doc()[0]]).toEqual([{ back: 0, stayed: 1 }, text('a', '改过')])
  expect(takenBackOnPage(pageOf(doc, false), made[0]!)).toEqual({ back: 0, stayed: 1 })
})

test('what several findings ask for alike is done once, and what has no lesson not at all', () => {
  const mend = { kind: 'raise-headings', block: null } as const
  expect(
    mendsOf([
      { lesson, mend },
      { lesson, mend },
      { lesson: null, mend },
      { lesson, mend: null },
    ]),
  ).toEqual([{ lesson, mend }])
})

describe('what was mended before a reload', () => {
  const before: Doc = [text('a', '你好  世界')]
  const { doc, done } = mendedInSteps(before, [{ kind: 'single-spaces', block: id('a') }])
  const what = {
    course,
    asked: [{ lesson, mend: null, retitle: '新' }],
    id: 'r1',
    own: [{ lesson, doc, done }],
    titles: [{ lesson, before: '旧', after: '新' }],
  }

  test('can be taken back after it, place by place', () => {
    const kept = storage()
    createMended(kept).set([what])
    const [again] = createMended(kept).get()
    expect(again).toEqual({ ...what, own: [{ lesson, doc: null, done }] })
    const page = pageOf(doc)
    expect(takenBackOnPage(page, again?.own[0] ?? { doc: null, done: [] })).toEqual({ back: 1, stayed: 0 })
    expect(page.doc()).toEqual(before)
    createMended(kept).set([])
    expect(createMended(kept).get()).toEqual([])
  })

  test('is nothing where it can’t be read, and holds until a reload where there is no room', () => {
    const [odd, full] = [storage(), storage(() => false)]
    odd.setItem('moke.mended', '[{"id":1}]')
    expect(createMended(odd).get()).toEqual([])
    const mended = createMended(full)
    mended.set([what])
    expect([mended.get(), createMended(full).get()]).toEqual([[what], []])
  })
})
