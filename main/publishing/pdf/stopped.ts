/** A book at which typesetting was stopped, and the lesson that is the cause, so that its author knows where to look. */
import type { PlacedLesson } from '../desk/course.ts'
import { TypesetterStopped } from './typesetter.ts'

/** `set` is asked for each lesson by itself where all of them were stopped; the first that is stopped too is named. Throws what `set` does. */
export async function orStopped<Made>(lessons: readonly PlacedLesson[], set: (lessons: readonly PlacedLesson[]) => Promise<Made>): Promise<Made> {
  try {
    return await set(lessons)
  } catch (error) {
    if (!(error instanceof TypesetterStopped)) throw error
    for (const lesson of lessons) if (await isStopped(() => set([lesson]))) throw new TypesetterStopped(error.why, nameOf(lesson))
    throw error
  }
}

async function isStopped(set: () => Promise<unknown>): Promise<boolean> {
  return set().then(
    () => false,
    (error: unknown) => {
      if (error instanceof TypesetterStopped) return true
      throw error
    },
  )
}

function nameOf({ title, number }: PlacedLesson): string {
  return title.trim() === '' ? `第 ${number} 课` : title.trim()
}
