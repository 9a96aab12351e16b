/** What is learnt of the archive: what its author leaves out is out of everything, also of what was begun before. */
import { expect, onTestFinished, test } from 'vitest'
import { linesOf } from '#main/bundle/texts.ts'
import { Archive } from '#main/services/archive-keep.ts'
import { ArchiveLearning } from '#main/services/archive-learning.ts'
import { learningPieces } from '#main/services/voice-texts.ts'
import { newBlockId } from '#preload/document/identity.ts'
import { temporaryFolder } from '../store/temporary.ts'
import { opened } from './workspaces.ts'

const paragraph = (text: string) => ({ type: 'paragraph' as const, id: newBlockId(), children: [{ text }] })
const { signal } = new AbortController()

/** Five lessons of a course that is learnt from. */
async function fiveLessons() {
  const folder = temporaryFolder()
  const workspace = await opened(folder)
  const lessons = ['甲', '乙', '丙', '丁', '戊'].map((title) => ({ title, doc: [paragraph(`${title}说写作是一件需要耐心的事情。`.repeat(20))] }))
  const { course, chapters } = workspace.write('tree', (store) => store.createCourse({ title: '课', chapters: [{ title: '一', lessons }] }))
  const archive = new Archive({ workspace, folder })
  onTestFinished(() => archive.close())
  const learning = new ArchiveLearning(archive)
  learning.lessons.excludeCourse(course, false)
  return { learning, ids: chapters[0]?.lessons ?? [] }
}

test('a work that is left out while a bundle is made, or while a run is sent its texts, is in neither', async () => {
  const { learning, ids } = await fiveLessons()
  const learnt = await learning.works(signal)
  for (const id of ids.slice(0, 3)) learning.lessons.exclude(id, true)
  const written: string[] = []
  for (const split of ['train', 'held-out'] as const)
    for await (const line of linesOf(learnt, split, { signal, listed: ({ title }) => written.push(title) })) expect(line.length).toBeGreaterThan(0)
  expect(written.toSorted()).toEqual(['丁', '戊'])
  const sent: string[] = []
  for await (const pieces of learningPieces(learnt)) sent.push(...pieces.map(({ work }) => work))
  expect(sent.toSorted()).toEqual(
    ids
      .slice(3)
      .map((id) => `lesson:${id}`)
      .toSorted(),
  )
})
