/** Courses, chapters, lessons and the bin. */
import type { Emit, Handlers } from '#preload/contract/member.ts'
import type { library, TitleDraft } from '#preload/contract/library.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { Workspace } from './open-workspace.ts'
import { atMostEvery } from './at-most-every.ts'

/** After typing, the tree's counts and times are sent at most once in so long. */
const typingEveryMs = 1000

export function libraryService({ workspace, emit }: { workspace: Workspace; emit: Emit<typeof library> }): Handlers<typeof library> {
  const tree = () => ({ courses: workspace.read((store) => store.tree()) })
  const send = atMostEvery(typingEveryMs, () => {
    if (workspace.isReadable()) emit('changed', tree())
  })
  workspace.listen((event) => {
    if (event === 'text') send.soon()
    if (event === 'tree') send.now()
  })
  return {
    tree,
    createCourse: ({ title, chapterTitle, lessonTitle }) => {
      const made = workspace.write('tree', (store) => store.createCourse({ title, chapters: [{ title: chapterTitle, lessons: [{ title: lessonTitle }] }] }))
      const [chapter] = made.chapters
      const lesson = chapter?.lessons[0]
      if (!chapter || lesson === undefined) throw new Error('a course is made with a chapter and a lesson')
      return { course: made.course, chapter: chapter.id, lesson }
    },
    createChapter: ({ course, title, lessonTitle }) => workspace.write('tree', (store) => store.createChapter(course, title, lessonTitle)),
    createLesson: ({ chapter, title, after }) => ({ lesson: workspace.write('tree', (store) => store.createLesson(chapter, title, after)) }),
    rename: ({ id, title, draft }) => {
      const called = draft && workspace.read((store) => store.entry(id))
      if (called && isOvertaken(title, draft, called)) throw new Problem('stale', `${id} got another name since`)
      return nothing(workspace.write('tree', (store) => store.rename(id, title)))
    },
    move: ({ places }) => nothing(workspace.write('tree', (store) => store.moveAll(places))),
    duplicate: ({ entries }) => ({ made: workspace.write('tree', (store) => store.duplicate(entries)) }),
    setStates: ({ lessons }) => nothing(workspace.write('tree', (store) => store.setStates(lessons))),
    setTargets: ({ lessons }) => nothing(workspace.write('tree', (store) => store.setTargets(lessons))),
    remove: ({ ids }) => nothing(workspace.write('tree', (store) => store.remove(...ids))),
    bin: () => workspace.read((store) => store.bin()),
    restore: ({ ids }) => nothing(workspace.write('tree', (store) => store.restore(...ids))),
    erase: ({ id }) => nothing(workspace.write('tree', (store) => store.erase(id))),
    eraseAll: ({ ids }) => nothing(workspace.write('tree', (store) => store.eraseAll(ids))),
  }
}

/**
 * Whether an entry got a name elsewhere that is not older than a draft. The library knows when an entry was last
 * changed, not when it was named: a name that is none of those the draft may take the place of, and a change after the
 * draft, are taken for a newer name. The page tells its author, so that nothing is lost by this.
 */
function isOvertaken(title: string, { over, ageMs }: TitleDraft, called: { readonly title: string; readonly changedAt: number }): boolean {
  return called.title !== title && !over.includes(called.title) && called.changedAt > Date.now() - ageMs
}

function nothing(_: void): Record<string, never> {
  return {}
}
