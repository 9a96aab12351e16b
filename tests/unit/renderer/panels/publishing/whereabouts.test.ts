import { describe, expect, test } from 'vitest'
import type { CourseAtTarget } from '#preload/contract/ledger.ts'
import { CourseId, LessonId } from '#preload/contract/library.ts'
import { formatDate } from '#renderer/panels/publishing/dates.ts'
import { settingNames, settingsInShort } from '#renderer/panels/publishing/setting-names.ts'
import { aboveOf, badgeOf, dotOf, isBehind, sinceText } from '#renderer/panels/publishing/since-text.ts'
import { translator } from '#renderer/ui/translate.ts'
import { markable, otherwiseOf } from '#renderer/panels/publishing/remaining.ts'
import { cardLineOf, hasFilesOf, whereaboutsByLesson, whereaboutsOf, whereaboutsOfCourse } from '#renderer/panels/publishing/whereabouts.ts'

const since = (at: number, changedWords: number | null = null) => ({
  at,
  isChanged: changedWords !== null,
  changedWords,
  isRetitled: false,
  isCopied: false,
  isSetOtherwise: false,
  otherwise: [],
})
const marked = (at: number, changedWords: number | null = null, address: string | null = null) => ({
  ...since(at, changedWords),
  versionAt: at,
  isOutAgain: false,
  address,
})
const lesson = LessonId.parse('l')
const zhihu = { name: { 'zh-CN': '知乎', en: 'Zhihu' }, kind: 'platform' } as const
const record = {
  id: 1,
  at: 50,
  course: CourseId.parse('c'),
  title: '课',
  target: 'epub',
  folder: '/x',
  isThere: true,
  isUnfinished: false,
  theirs: null,
  lessons: 1,
  isWhole: true,
  written: 1,
  kept: 0,
  removed: 0,
  findings: {},
}
const at = (part: Partial<CourseAtTarget> = {}): CourseAtTarget => ({
  target: 'epub',
  options: {},
  last: null,
  some: null,
  marked: null,
  lessons: [],
  isSetOtherwise: false,
  otherwise: [],
  counts: { exported: 0, exportedChanged: 0, marked: 0, markedChanged: 0 },
  ...part,
})

test('a card names what is set otherwise as the rows beside it do, as short as it can', () => {
  const short = (otherwise: readonly string[], language: 'zh-CN' | 'en' = 'zh-CN') =>
    settingsInShort(translator(language), language, otherwise, { options: [] })
  expect([short(['course']), short(['course', 'author', 'label']), short([])]).toEqual(['“课程名”改过了', '“课程名”和另外 2 项改过了', ''])
  expect([short(['course'], 'en'), short(['course', 'author'], 'en'), short(['course', 'author', 'label'], 'en')]).toEqual([
    '“Course title” changed',
    '“Course title” and 1 more changed',
    '“Course title” and 2 more changed',
  ])
})

test('files of a lesson lie in an export of all, or in the last one that it went out with', () => {
  const out = (isCopied: boolean) => [{ lesson, exported: { ...since(9), isCopied }, marked: null, isKept: false }]
  const some = { ...record, isWhole: false }
  expect([
    hasFilesOf(undefined, lesson),
    hasFilesOf(at({ last: record, lessons: out(true) }), lesson),
    hasFilesOf(at({ last: { ...record, isThere: false }, lessons: out(false) }), lesson),
    hasFilesOf(at({ last: some, lessons: out(false) }), lesson),
    hasFilesOf(at({ last: some, lessons: out(true) }), lesson),
    // It was added since.
    hasFilesOf(at({ last: record, lessons: [{ lesson, exported: null, marked: null, isKept: false }] }), lesson),
    hasFilesOf(at({ last: record, lessons: [{ lesson, exported: null, marked: null, isKept: true }] }), lesson),
  ]).toEqual([false, true, false, true, false, false, true])
})

test('the dot beside a lesson says what its badge does', () => {
  const dot = (...[lesson]: Parameters<typeof whereaboutsOf>) => dotOf(whereaboutsOf(lesson))
  const set = { ...since(5), isSetOtherwise: true, otherwise: ['pace'] }
  expect([dot({ exported: set, marked: null }), dot({ exported: null, marked: { ...marked(5), isSetOtherwise: true } })]).toEqual(['stale', 'stale'])
  expect([dot({ exported: { ...since(5), isCopied: true }, marked: null }), dot({ exported: set, marked: null, isKept: true })]).toEqual([
    'exported',
    'exported',
  ])
  expect([dot({ exported: null, marked: marked(5) }), dot(undefined)]).toEqual(['published', 'new'])
})

test('lessons count as behind that say so one by one: written in, or set otherwise', () => {
  const set = { ...since(5), isSetOtherwise: true, otherwise: ['cover'] }
  const behind = (...[lesson]: Parameters<typeof whereaboutsOf>) => isBehind(whereaboutsOf(lesson))
  expect([behind({ exported: since(5, 3), marked: null }), behind({ exported: set, marked: null }), behind({ exported: null, marked: marked(5, 1) })]).toEqual([
    true,
    true,
    true,
  ])
  expect([behind({ exported: since(5), marked: null }), behind({ exported: set, marked: null, isKept: true }), behind(undefined)]).toEqual([
    false,
    false,
    false,
  ])
})

test('what is set otherwise since carries no badge of what is as it should be', () => {
  const set = { ...since(5), isSetOtherwise: true, otherwise: ['course'] }
  const badge = (...[lesson]: Parameters<typeof whereaboutsOf>) => badgeOf(whereaboutsOf(lesson))
  expect([badge({ exported: set, marked: null }), badge({ exported: { ...set, isCopied: true }, marked: null })]).toEqual(['outdated', 'outdated'])
  expect(badge({ exported: null, marked: { ...marked(5), isSetOtherwise: true } })).toBe('outdated')
  // A text that was written in says so, and what its author laid there is as they want it.
  expect(badge({ exported: { ...set, isChanged: true }, marked: null })).toBe('stale')
  expect(badge({ exported: set, marked: null, isKept: true })).toBe('exported')
  expect([badge({ exported: since(5), marked: null }), badge({ exported: { ...since(5), isCopied: true }, marked: null }), badge(undefined)]).toEqual([
    'exported',
    'copied',
    'new',
  ])
})

test('a card says first what is under way, then what the last export left undone', () => {
  const last = at({ last: record })
  expect([cardLineOf(last, { done: 1, total: 2 }, 'failed').kind, cardLineOf(last, null, 'failed').kind, cardLineOf(last, null, 'unfinished').kind]).toEqual([
    'running',
    'failed',
    'unfinished',
  ])
  expect(cardLineOf(last, null).kind).toBe('exported')
})

describe('where a lesson is', () => {
  test('what its author says counts before what was exported', () => {
    const exported = since(9, 3)
    expect(
      [
        whereaboutsOf(undefined),
        whereaboutsOf({ exported: null, marked: null }),
        whereaboutsOf({ exported: since(9), marked: null }),
        whereaboutsOf({ exported, marked: null }),
        whereaboutsOf({ exported, marked: marked(5, null, 'https://x') }),
        whereaboutsOf({ exported, marked: marked(5, 214) }),
      ].map(({ standing, at: when, changedWords }) => [standing, when, changedWords]),
    ).toEqual([
      ['new', null, null],
      ['new', null, null],
      ['exported', 9, null],
      ['stale', 9, 3],
      ['published', 5, null],
      ['changed', 5, 214],
    ])
  })

  test('lessons that the host says nothing of are new', () => {
    expect(whereaboutsByLesson(undefined, [lesson]).get(lesson)?.standing).toBe('new')
    const known = at({ lessons: [{ lesson, isKept: false, exported: null, marked: marked(4) }] })
    expect(whereaboutsByLesson(known, [lesson]).get(lesson)?.standing).toBe('published')
  })

  test('a book is marked as a whole, or as its files are', () => {
    const counts = { exported: 2, exportedChanged: 1, marked: 0, markedChanged: 0 }
    expect(whereaboutsOfCourse(at()).standing).toBe('new')
    expect(whereaboutsOfCourse(at({ last: record }))).toMatchObject({ standing: 'exported', at: 50 })
    expect(whereaboutsOfCourse(at({ last: record, counts }))).toMatchObject({ standing: 'stale' })
    expect(whereaboutsOfCourse(at({ last: record, counts, marked: marked(60) }))).toMatchObject({ standing: 'published', at: 60 })
  })
})

test('a card says what is most urgent of a target', () => {
  const stale = { lesson, isKept: false, exported: since(9, 3), marked: null }
  expect(cardLineOf(undefined, null)).toEqual({ kind: 'never' })
  expect(cardLineOf(at(), null)).toEqual({ kind: 'never' })
  expect(cardLineOf(at({ last: record }), null)).toEqual({ kind: 'exported', at: 50 })
  expect(cardLineOf(at({ last: record, lessons: [stale, stale] }), null)).toEqual({ kind: 'changed', count: 2 })
  // What is published as it is needs no look, though its files are old.
  const published = at({ last: record, lessons: [{ lesson, isKept: false, exported: since(9, 3), marked: marked(70) }] })
  expect(cardLineOf(published, null)).toEqual({ kind: 'published', at: 70 })
  // One was published, one only exported: both were written in since.
  expect(cardLineOf(at({ last: record, lessons: [stale, { lesson, isKept: false, exported: since(9, 3), marked: marked(70, 2) }] }), null)).toEqual({
    kind: 'changed',
    count: 2,
  })
  expect(cardLineOf(published, { done: 1, total: 4 })).toEqual({ kind: 'running', done: 1, total: 4 })
})

test('a card says what its folder says of itself, also after a restart', () => {
  const last = { ...record, isUnfinished: true }
  expect(cardLineOf(at({ last }), null)).toEqual({ kind: 'unfinished' })
  expect(cardLineOf(at({ last }), { done: 1, total: 2 })).toMatchObject({ kind: 'running' })
  expect(cardLineOf(at({ last: record }), null)).toEqual({ kind: 'exported', at: 50 })
})

test('a card says that settings are other since, unless a text is', () => {
  const set = at({ last: record, isSetOtherwise: true })
  expect(cardLineOf(set, null)).toEqual({ kind: 'set-otherwise' })
  expect(cardLineOf({ ...set, lessons: [{ lesson, isKept: false, exported: since(9, 3), marked: null }] }, null)).toEqual({ kind: 'changed', count: 1 })
  expect(cardLineOf({ ...set, last: { ...record, isUnfinished: true } }, null)).toEqual({ kind: 'unfinished' })
  expect(whereaboutsOfCourse(set)).toMatchObject({ standing: 'exported', isSetOtherwise: true })
  expect(whereaboutsOf({ exported: null, marked: { ...marked(5), isSetOtherwise: true } })).toMatchObject({ standing: 'published', isSetOtherwise: true })
})

describe('what is told of a mark', () => {
  const then = Date.UTC(2024, 4, 2, 12)
  const [went, said] = [formatDate('zh-CN', then), formatDate('zh-CN', then + 3 * 86_400_000)]
  const told = (mark: object, options: readonly { kind: string }[] = [], language: 'zh-CN' | 'en' = 'zh-CN') =>
    sinceText(translator(language), language, whereaboutsOf({ exported: null, marked: { ...marked(then + 3 * 86_400_000, 7), versionAt: then, ...mark } }), {
      options,
      ...zhihu,
    } as unknown as Parameters<typeof sinceText>[3])

  test('changes count from the version that stands there, and not from when its author said so', () => {
    expect(told({})).toBe(`发布的是 ${went} 的那一版，之后改了 7 字`)
    expect(told({ changedWords: null })).toBe(`发布的是 ${went} 的那一版，之后改过`)
    expect(told({ versionAt: then + 3 * 86_400_000 })).toBe(`${said}之后改了 7 字`)
    expect(told({ versionAt: null })).toBe('发布的那一版之后改了 7 字')
    expect(told({ isChanged: false })).toBe(said)
    const today = { at: Date.now(), versionAt: null }
    expect(told({ ...today, versionAt: today.at })).toMatch(/^\d\d:\d\d 之后改了 7 字$/)
    expect(told({ ...today, isChanged: false })).toMatch(/^\d\d:\d\d$/)
    expect(told({ changedWords: 1, versionAt: null }, [], 'en')).toBe('1 character changed since the published version')
  })

  test('where an author has words of their own there, these may be what is other now', () => {
    const set = { isChanged: false, isSetOtherwise: true }
    expect(told(set)).toBe(`${said} · 设置在那之后改过`)
    expect(told(set, [{ kind: 'lessons' }])).toBe(`${said} · 标题、简介或设置在那之后改过`)
  })
})

test('what is set otherwise is called as its author knows it, of a lesson and of all together', () => {
  const options = [
    { name: 'cover', kind: 'cover', label: { 'zh-CN': '封面', en: 'Cover' } },
    { name: 'titles', kind: 'lessons', label: { 'zh-CN': '这一课的节目标题', en: 'Title of this lesson’s track' } },
    { name: 'intros', kind: 'lessons', label: { 'zh-CN': '这一课的简介', en: 'Introduction to this lesson' } },
  ] as unknown as Parameters<typeof settingNames>[3]['options']
  const other = ['cover', 'titles', 'intros', 'course', 'label', 'of-tomorrow']
  const named = (language: 'zh-CN' | 'en', ofOne: boolean) => settingNames(translator(language), language, other, { options }, ofOne)
  expect(named('zh-CN', true)).toBe('“封面”、“这一课的节目标题”、“这一课的简介”、“课程名”、“AI 标识”')
  expect(named('en', false)).toBe('“Cover”, “Titles or introductions of lessons”, “Course title”, “AI label”')
  const set = { ...marked(5), isSetOtherwise: true, otherwise: ['cover'] }
  expect(sinceText(translator('zh-CN'), 'zh-CN', whereaboutsOf({ exported: null, marked: set }), { ...zhihu, options })).toMatch(/ · “封面”在那之后改过$/)
})

test('what its author keeps there is told as theirs, and as nothing to be exported', () => {
  const exported = { ...since(5, 3) }
  const own = { lesson, exported, marked: null, isKept: true }
  expect(whereaboutsOf(own)).toMatchObject({ standing: 'exported', isKept: true, changedWords: null })
  expect(sinceText(translator('zh-CN'), 'zh-CN', whereaboutsOf(own), { ...zhihu, options: [] })).toBe('那里是你自己的文件，一直留着')
  expect(cardLineOf(at({ last: record, lessons: [own] }), null)).toEqual({ kind: 'exported', at: 50 })
  expect(whereaboutsOf({ ...own, marked: marked(5, 3) })).toMatchObject({ standing: 'changed', isKept: false })
})

describe('what remains to be done where something is set otherwise', () => {
  const other = { isSetOtherwise: true, otherwise: ['author'] }
  const told = (where: Parameters<typeof whereaboutsOf>[0]) => sinceText(translator('zh-CN'), 'zh-CN', whereaboutsOf(where), { ...zhihu, options: [] })
  const [second, third] = ['m', 'n'].map((id) => LessonId.parse(id)) as [LessonId, LessonId]
  const entry = (id: LessonId, out: boolean, set: object = other) => ({
    lesson: id,
    isKept: false,
    exported: null,
    marked: { ...marked(5), isOutAgain: out, ...set },
  })
  const row = (all: ReturnType<typeof entry>[], part: Partial<CourseAtTarget> = other) => at({ target: 'zhihu', lessons: all, ...part })
  const lead = (of: CourseAtTarget, ids: readonly LessonId[]) => otherwiseOf(of, [...whereaboutsByLesson(of, ids).values()])

  test('a lesson that was exported since as it is set is to be updated there, and not to be exported again', () => {
    expect(told(entry(lesson, true))).toMatch(/ · “作者名”在那之后改过 · 现在的样子已经导出或复制了，到知乎更新后再标一次$/)
    expect(told(entry(lesson, false))).toMatch(/ · “作者名”在那之后改过$/)
    expect(lead(row([entry(lesson, true), entry(second, true)]), [lesson, second])).toEqual({ otherwise: ['author'], isOutAgain: true })
    expect(lead(row([entry(lesson, true), entry(second, false)]), [lesson, second])).toEqual({ otherwise: ['author'], isOutAgain: false })
  })

  test('the line on top names what lessons below it name, and what is of the course alone', () => {
    const all = row([entry(lesson, false), entry(second, false, { isSetOtherwise: true, otherwise: ['label'] })], {
      isSetOtherwise: true,
      otherwise: ['course', 'author', 'label'],
    })
    expect(lead(all, [lesson])).toEqual({ otherwise: ['course', 'author'], isOutAgain: false })
    expect(lead(row([entry(lesson, false, { isSetOtherwise: false, otherwise: [] }), entry(second, false)]), [lesson])).toBe(null)
    // Nobody knows which, as of what an earlier version noted.
    expect(lead(row([entry(lesson, false, { isSetOtherwise: true, otherwise: [] })], { isSetOtherwise: true }), [lesson])).toEqual({
      otherwise: [],
      isOutAgain: false,
    })
  })

  test('what is set otherwise is told once: above where it holds of all, and of the lessons that it touches where it does not', () => {
    const rows = (all: readonly ReturnType<typeof entry>[]) => {
      const places = [...whereaboutsByLesson(row([...all]), [lesson, second, third]).values()]
      const above = aboveOf(otherwiseOf(row([...all]), places), places)
      return places.map((where) =>
        sinceText(translator('zh-CN'), 'zh-CN', where, { ...zhihu, options: [] }, above)
          .split(' · ')
          .slice(1),
      )
    }
    const none = { isSetOtherwise: false, otherwise: [] }
    expect(rows([entry(lesson, false), entry(second, false)])).toEqual([[], [], []])
    expect(rows([entry(lesson, true), entry(second, true)])).toEqual([[], [], []])
    expect(rows([entry(lesson, false), entry(second, false, none)])).toEqual([['设置在那之后改过'], [], []])
    const changed = { ...other, isChanged: true, changedWords: 7 }
    expect(rows([entry(lesson, true, changed)])).toEqual([['现在的样子已经导出或复制了，到知乎更新后再标一次'], [], []])
    expect(rows([entry(lesson, false), entry(second, false, { isSetOtherwise: true, otherwise: ['label'] })])).toEqual([
      ['“作者名”在那之后改过'],
      ['“AI 标识”在那之后改过'],
      [],
    ])
    expect(aboveOf(null, [])).toBe(null)
  })

  test('all that carry a note are marked together, those that stand there as they are not', () => {
    const all = row([entry(lesson, true), entry(second, true, {})])
    expect(markable(whereaboutsByLesson(all, [lesson, second]))).toEqual({ lessons: [lesson], isAgain: true })
    expect(markable(whereaboutsByLesson(all, [lesson, second, third]))).toEqual({ lessons: [lesson, third], isAgain: false })
  })

  test('a new title is told as one, with what was written beside it', () => {
    const then = Date.UTC(2024, 4, 2, 12)
    const went = formatDate('zh-CN', then)
    const exported = (count: number) => ({ ...since(then, count), isRetitled: true })
    expect([0, 5].map((count) => told({ marked: null, exported: exported(count) }))).toEqual([`${went}之后标题改过`, `${went}之后改了 5 字 · 标题也改过`])
    const stands = { ...marked(then + 3 * 86_400_000, 0), isRetitled: true }
    expect([then, null].map((versionAt) => told({ exported: null, marked: { ...stands, versionAt } }))).toEqual([
      `发布的是 ${went} 的那一版，之后标题改过`,
      '发布的那一版之后标题改过',
    ])
  })

  test('what was only copied is told as copied', () => {
    const isCopied = [true, false].map((is) => whereaboutsOf({ marked: null, exported: { ...since(5), isCopied: is } }).isCopied)
    expect(isCopied).toEqual([true, false])
  })
})

test('a book of some lessons alone is none of all, and one that a lesson never was in is behind', () => {
  const some = { at: 60, lessons: 1 }
  expect(cardLineOf(at({ some }), null)).toEqual({ kind: 'some' })
  expect(cardLineOf(at({ some, last: record }), null)).toEqual({ kind: 'exported', at: 50 })
  const been = { lesson, isKept: false, exported: since(50), marked: null }
  const whole = (...lessons: CourseAtTarget['lessons']) => whereaboutsOfCourse(at({ last: record, lessons })).standing
  expect([whole(been), whole(been, { ...been, exported: null }), whole({ ...been, exported: null, isKept: true })]).toEqual(['exported', 'stale', 'exported'])
})
