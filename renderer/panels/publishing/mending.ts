/** What one click does about findings: in lessons that are open by their page, as a step of its history; in all others by the host. */
import { useCallback, useRef } from 'react'
import type { TargetFinding } from '#preload/contract/findings.ts'
import type { CourseId, LessonId } from '#preload/contract/library.ts'
import { Problem } from '#preload/contract/problem.ts'
import { mended, type Mend } from '#preload/document/mending.ts'
import { type MendedBlock, mendedInSteps, unmended } from '#preload/document/mends-back.ts'
import { isSame } from '#preload/document/node.ts'
import type { Doc } from '#preload/document/schema.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import type { Host } from '#renderer/host/host.ts'
import { findLesson } from '#renderer/host/tree.ts'
import { useValue } from '#renderer/host/value.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { shortName } from '#renderer/ui/short-name.ts'
import type { Translate } from '#renderer/ui/translate.ts'
import { useNotices } from '#renderer/ui/toast.tsx'
import type { LessonPage, PublishingGiven } from './lesson-page.ts'
import { redoable, type Redoable, undoneIn } from './mended-again.ts'
import { type MendAsked, type Mended, mendedIn, newestOf, type NewTitle, type OwnMends } from './mended-before.ts'

interface LessonMend {
  readonly lesson: LessonId
  readonly mend: Mend
}

/** A lesson that was mended on its page: its text before, and what came of it. */
interface OwnDone {
  readonly lesson: LessonId
  readonly before: Doc
  readonly doc: Doc
}

/** The mends of findings, each once: several may ask for the same. */
export function mendsOf(findings: readonly Pick<MendAsked, 'lesson' | 'mend'>[]): LessonMend[] {
  const each = new Map<string, LessonMend>()
  for (const { lesson, mend } of findings) {
    if (lesson !== null && mend !== null) each.set([lesson, mend.kind, mend.block].join(' '), { lesson, mend })
  }
  return [...each.values()]
}

/** What is asked for findings: headings are raised in all lessons that go out together, or those of one would be larger than the same of another. */
export function askedFor(findings: readonly MendAsked[], together: readonly LessonId[]): MendAsked[] {
  const asked = findings.map(({ lesson, mend, retitle: title }) => ({ lesson, mend, retitle: title }))
  const raising = asked.find(({ mend }) => mend?.kind === 'raise-headings')?.mend
  return raising ? [...asked, ...together.map((lesson) => ({ lesson, mend: raising, retitle: null }))] : asked
}

/** Mends a lesson on its page, all at once; null where nothing came of it. */
export function mendedOnPage(page: LessonPage, mends: readonly Mend[]): OwnDone | null {
  const before = page.doc()
  const after = mends.reduce((doc, mend) => mended(doc, mend), before)
  // A step that changes nothing is none: taking it back would take what the author wrote before.
  if (isSame(after, before) || !page.isEditable() || !page.bringBack(before, after)) return null
  return { lesson: page.lesson, before, doc: page.doc() }
}

/** How many mends are taken back, and how many stay, for their places were changed since or can't be reached. */
interface TakenBack {
  readonly back: number
  readonly stayed: number
  /** Of lessons that were deleted since. */
  readonly gone?: number
}

/** Takes mends of a lesson back on its page: the last step of its history where that is what they were, else place by place. */
export function takenBackOnPage(page: LessonPage, { doc, done }: { readonly doc: Doc | null; readonly done: readonly (readonly MendedBlock[])[] }): TakenBack {
  if (doc !== null && page.takeBack(doc)) return { back: done.length, stayed: 0 }
  const now = page.doc()
  const after = unmended(now, done)
  const isDone = after.back > 0 && page.isEditable() && page.bringBack(now, after.doc)
  return isDone ? { back: after.back, stayed: after.stayed } : { back: 0, stayed: done.length }
}

type MendingPorts = Pick<PublishingGiven, 'pages' | 'withPage' | 'settled'>

export interface Mending {
  readonly mend: (findings: readonly TargetFinding[]) => void
  /** Takes the newest back that was not taken back yet; null where there is none. */
  readonly takeBack: (() => void) | null
  /** Does again what was taken back last; null where nothing was, or something else was mended since. */
  readonly redo: (() => void) | null
}

/** `together`: lessons that go out. Mends, says so, and offers to take it back: the last by the notice, and all others one after the other. */
export function useMending(course: CourseId, together: readonly LessonId[], { pages, withPage, settled }: MendingPorts): Mending {
  const host = useHost()
  const notices = useNotices()
  const { t } = useTexts()
  const isBusy = useRef(false)
  const before = mendedIn(host)
  const undone = undoneIn(host)
  const newest = newestOf(useValue(before), course)
  const next = newestOf(useValue(undone), course)
  const once = useCallback(
    async (work: () => Promise<void>) => {
      if (isBusy.current) return
      isBusy.current = true
      try {
        await work()
      } catch (error) {
        notices.problem(error, 'publishing')
      } finally {
        isBusy.current = false
      }
    },
    [notices],
  )
  const takeBack = useCallback(
    (what: Mended) =>
      once(async () => {
        if (!before.get().includes(what)) return
        await settled()
        const forget = () => before.set(before.get().filter((each) => each !== what))
        const outcome = await takenBack(host, what, withPage).catch((error: unknown) => {
          // The host knows nothing of it any more: it would stand before all older ones for good.
          if (error instanceof Problem && error.code === 'not-found') forget()
          throw error
        })
        forget()
        if (outcome.back > 0) undone.set([...undone.get(), what])
        notices.show({ text: takenBackText(t, outcome, whatOf(t, what.asked, titleIn(host))), about: 'publishing' })
      }),
    [before, undone, host, notices, once, settled, t, withPage],
  )
  const does = useCallback(
    (asked: readonly MendAsked[], again: Redoable | null) =>
      once(async () => {
        await settled()
        const open = new Map(pages().map((page) => [page.lesson, page]))
        const [done, lessons, failure] = await mendedNow(host, asked, open)
        const what = { course, asked, ...done }
        // Whatever comes of it, it is not tried twice; and another mend is where the way forth ends.
        undone.set(undone.get().filter((each) => (again === null ? each.course !== course : each !== again)))
        if (failure !== undefined) notices.problem(failure, 'publishing')
        if (lessons === 0 && failure !== undefined) return
        if (lessons === 0) return notices.show({ text: t('publishing.mended-none'), about: 'publishing' })
        before.set([...before.get(), what])
        const action = { label: t('ui.undo'), run: () => void takeBack(what) }
        notices.show({ text: t('publishing.mended', { count: lessons }), about: 'publishing', action })
      }),
    [before, undone, course, host, notices, once, pages, settled, t, takeBack],
  )
  return {
    mend: (findings) => void does(askedFor(findings, together), null),
    takeBack: newest === undefined ? null : () => void takeBack(newest),
    redo: next === undefined ? null : () => void does(redoable(next, titleIn(host)), next),
  }
}

/** Does it, and answers what was done, in how many lessons, and what kept a title from being given: the rest can be taken back all the same. */
async function mendedNow(
  host: Host,
  asked: readonly MendAsked[],
  open: ReadonlyMap<LessonId, LessonPage>,
): Promise<[Omit<Mended, 'course' | 'asked'>, number, unknown?]> {
  const mends = mendsOf(asked)
  const closed = mends.filter(({ lesson }) => !open.has(lesson))
  const outcome = closed.length > 0 ? await host.clients().publishing.mend({ mends: closed, at: Date.now() }) : null
  const own = [...Map.groupBy(mends, ({ lesson }) => lesson)].flatMap(([lesson, some]): OwnMends[] => {
    const page = open.get(lesson)
    const wanted = some.map(({ mend }) => mend)
    const done = page && mendedOnPage(page, wanted)
    return done ? [{ lesson, doc: done.doc, done: mendedInSteps(done.before, wanted).done }] : []
  })
  const titles: NewTitle[] = []
  const failure = await retitle(host, asked, titles).catch((error: unknown) => error)
  return [{ id: outcome?.id ?? null, own, titles }, own.length + (outcome?.lessons ?? 0) + titles.length, failure]
}

/** Gives lessons the titles that are asked for. `done`: takes what was given, one by one. */
async function retitle(host: Host, asked: readonly MendAsked[], done: NewTitle[]): Promise<void> {
  const wanted = new Map(asked.flatMap(({ lesson, retitle }) => (lesson !== null && retitle !== null ? [[lesson, retitle] as const] : [])))
  for (const [lesson, after] of wanted) {
    const before = findLesson(host.tree.get(), lesson)?.lesson.title
    if (before === undefined || before === after) continue
    await host.clients().library.rename({ id: lesson, title: after })
    done.push({ lesson, before, after })
  }
}

async function takenBack(host: Host, { id, own, titles }: Mended, withPage: PublishingGiven['withPage']): Promise<TakenBack> {
  const all: TakenBack[] = []
  // The host first: what it cannot write leaves the pages as they are, too.
  if (id !== null) {
    const { places, stayed, gone, open } = await host.clients().publishing.takeBack({ id, at: Date.now() })
    all.push({ back: places, stayed, gone })
    for (const { lesson, done } of open) all.push(await onItsPage(withPage, { lesson, doc: null, done }))
  }
  for (const each of own) all.push(await onItsPage(withPage, each))
  for (const { lesson, before, after } of titles.toReversed()) {
    const isAsMade = findLesson(host.tree.get(), lesson)?.lesson.title === after
    if (isAsMade) await host.clients().library.rename({ id: lesson, title: before })
    all.push(isAsMade ? { back: 1, stayed: 0 } : { back: 0, stayed: 1 })
  }
  const sumOf = (of: 'back' | 'stayed' | 'gone'): number => all.reduce((sum, each) => sum + (each[of] ?? 0), 0)
  return { back: sumOf('back'), stayed: sumOf('stayed'), gone: sumOf('gone') }
}

async function onItsPage(withPage: PublishingGiven['withPage'], { lesson, doc, done }: OwnMends): Promise<TakenBack> {
  return (await withPage(lesson, (page) => takenBackOnPage(page, { doc, done }))) ?? { back: 0, stayed: done.length }
}

/** What a mend is called, as its button says it. */
function mendName(t: Translate, { mend, retitle: title }: Pick<MendAsked, 'mend' | 'retitle'>): string {
  return title === null && mend !== null ? t(`mend.${mend.kind}`) : t('mend.retitle', { title: title ?? '' })
}

/** What one click was asked to do, and where: the author may look at another lesson by now. Empty where nothing is known of it. */
export function whatOf(t: Translate, asked: readonly MendAsked[], titleOf: (lesson: LessonId) => string): string {
  const [first] = asked
  const lessons = [...new Set(asked.flatMap(({ lesson }) => (lesson === null ? [] : [lesson])))]
  const [only] = lessons
  if (first === undefined || only === undefined) return ''
  const mend = mendName(t, first)
  return lessons.length > 1
    ? t('publishing.mend-in-several', { mend, count: lessons.length })
    : t('publishing.mend-in', { mend, title: shortName(titleOf(only)) })
}

const titleIn = (host: Host) => (lesson: LessonId) => findLesson(host.tree.get(), lesson)?.lesson.title ?? ''

/** `what`: what was to be taken back, in its words. */
export function takenBackText(t: Translate, outcome: TakenBack, what = ''): string {
  const said = outcomeText(t, outcome)
  return what === '' ? said : t('publishing.taken-back-what', { said, what })
}

function outcomeText(t: Translate, { back, stayed, gone = 0 }: TakenBack): string {
  if (stayed + gone === 0) return t('publishing.taken-back')
  if (gone === 0) return back === 0 ? t('publishing.taken-back-none') : t('publishing.taken-back-but', { done: back, count: stayed })
  if (back + stayed === 0) return t('publishing.taken-back-gone')
  return t('publishing.taken-back-some', { done: back, count: stayed + gone })
}
