/**
 * What the engine is to remember of the author's texts: the lessons of all courses, and the works of the archive. Whoever keeps other texts
 * adds them to what is gathered here, and nowhere else. Sources have names, and stamps that change with their texts; the engine's keeper asks
 * for what it lacks. What the author left out of what is learnt is never remembered, and personal data only as what stands in its place.
 */
import { byForm, maskedBy, type Masking } from '#main/archive/masking.ts'
import type { EngineQuestion } from '#preload/contract/engine.ts'
import { plainText } from '#preload/document/plain-text.ts'
import type { SearchableLesson } from '#main/store/search.ts'
import type { PhraseSources } from '#main/compute/remembering.ts'
import type { ArchiveLearning } from './archive-learning.ts'
import { atMostEvery } from './at-most-every.ts'
import type { Workspace } from './open-workspace.ts'
import { rememberedWorks } from './remembered-works.ts'
import type { SettingsKeeper } from './settings.ts'

/** A text that changed is sent anew so much later. */
const resendMs = 3000

export interface RememberedLessons extends PhraseSources {
  /** The name of a lesson's text, and that of its course, under which they are remembered; none for what is no lesson of the library. */
  recall(lesson: string | undefined): NonNullable<EngineQuestion['recall']>
}

/** Whether nothing is to be learnt of a lesson. */
type IsLeftOut = (lesson: Pick<SearchableLesson, 'id' | 'course'>) => boolean

/** The lessons that are not in the bin; those of one course are a group. `leftOut` tells those that nothing is to be learnt of, `masking` what is masked in the others. */
export function rememberedLessons(
  workspace: Workspace,
  leftOut: () => IsLeftOut = () => () => false,
  masking: () => Masking = () => byForm,
): RememberedLessons {
  let courses = new Map<string, SearchableLesson['course']>()
  const list = () => {
    const all = workspace.isReadable() ? workspace.read((store) => store.searchableLessons()) : []
    const isOut = leftOut()
    const lessons = all.filter((lesson) => !lesson.inBin && !isOut(lesson))
    courses = new Map(lessons.map(({ id, course }) => [nameOf(id), course]))
    const { stamp } = masking()
    return new Map(lessons.map(({ id, revision, course }) => [nameOf(id), `${revision} ${course.id} ${stamp}`]))
  }
  return {
    list: async () => list(),
    read: (source) => {
      const [course, id] = [courses.get(source), lessonOf(source)]
      const text = course === undefined || !workspace.isReadable() ? undefined : workspace.read((store) => store.peekLesson(id))
      return course !== undefined && text && !leftOut()({ id, course }) ? [{ source, group: course.id, text: maskedBy(masking(), plainText(text.doc)) }] : []
    },
    listen: (stirred) => {
      const { soon } = atMostEvery(resendMs, stirred)
      return workspace.listen((event) => {
        if (event !== 'closing') soon()
      })
    },
    recall: (lesson) => {
      if (courses.size === 0) list()
      const source = lesson === undefined ? null : nameOf(lesson)
      return { source, group: (source !== null && courses.get(source)?.id) || null }
    },
  }
}

/** All of several, and nothing while the author has switched it off. `onChange` calls whenever that may have changed. */
export function gathered(sources: readonly PhraseSources[], isOn: () => boolean, onChange: (listener: () => void) => () => void): PhraseSources {
  return {
    list: async () => new Map(isOn() ? (await Promise.all(sources.map((one) => one.list()))).flatMap((one) => [...one]) : []),
    *read(source) {
      for (const one of isOn() ? sources : []) yield* one.read(source)
    },
    listen: (stirred) => {
      let was = isOn()
      const changed = () => {
        if (was !== isOn()) stirred()
        was = isOn()
      }
      const ends = [...sources.map((one) => one.listen(stirred)), onChange(changed)]
      return () => {
        for (const end of ends) end()
      }
    },
  }
}

/** All that the engine is to remember, and where a lesson belongs in it; undefined while the author has switched it off. Other texts join these here. */
export function keepPhrases(workspace: Workspace, settings: Pick<SettingsKeeper, 'get' | 'listen'>, learning: ArchiveLearning) {
  const lessons = rememberedLessons(
    workspace,
    () => learning.lessons.leftOut(),
    () => learning.masks.masking,
  )
  const isOn = () => settings.get().phrases
  return {
    sources: gathered([lessons, rememberedWorks(learning)], isOn, settings.listen),
    recall: (lesson: string | undefined) => (isOn() ? lessons.recall(lesson) : undefined),
  }
}

const prefix = 'lesson:'

function nameOf(lesson: string): string {
  return prefix + lesson
}

function lessonOf(source: string): string {
  return source.slice(prefix.length)
}
