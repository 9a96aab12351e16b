/** Courses, chapters, lessons and the bin. */
import type { Emit, Handlers } from '#preload/contract/member.ts'
import type { library } from '#preload/contract/library.ts'
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
    rename: ({ id, title }) => nothing(workspace.write('tree', (store) => store.rename(id, title))),
    move: ({ id, parent, index }) => nothing(workspace.write('tree', (store) => store.move(id, parent, index))),
    remove: ({ id }) => nothing(workspace.write('tree', (store) => store.remove(id))),
    bin: () => workspace.read((store) => store.bin()),
    restore: ({ id }) => nothing(workspace.write('tree', (store) => store.restore(id))),
    erase: ({ id }) => nothing(workspace.write('tree', (store) => store.erase(id))),
    eraseAll: ({ ids }) => nothing(workspace.write('tree', (store) => store.eraseAll(ids))),
  }
}

function nothing(_: void): Record<string, never> {
  return {}
}
