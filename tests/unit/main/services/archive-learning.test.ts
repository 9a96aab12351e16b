/** What is learnt of the archive: what its author leaves out is out of everything, also of what was begun before. */
import { expect, test } from 'vitest'
import { linesOf } from '#main/bundle/texts.ts'
import { findWorks } from '#main/services/archive-find.ts'
import { learningPieces } from '#main/services/voice-texts.ts'
import { newBlockId } from '#preload/document/identity.ts'
import { temporaryFolder } from '../store/temporary.ts'
import { addWorks, archiveIn } from './archived.ts'
import { opened } from './workspaces.ts'

const paragraph = (text: string) => ({ type: 'paragraph' as const, id: newBlockId(), children: [{ text }] })
const { signal } = new AbortController()

/** Five lessons of a course that is learnt from. */
async function fiveLessons() {
  const folder = temporaryFolder()
  const workspace = await opened(folder)
  const lessons = ['甲', '乙', '丙', '丁', '戊'].map((title) => ({ title, doc: [paragraph(`${title}说写作是一件需要耐心的事情。`.repeat(20))] }))
  const { course, chapters } = workspace.write('tree', (store) => store.createCourse({ title: '课', chapters: [{ title: '一', lessons }] }))
  const { learning } = archiveIn(workspace, folder)
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

test('what an author leaves out is on the disk at once, also while files are being added; what is added waits for the last', async () => {
  const folder = temporaryFolder()
  const { archive } = archiveIn(await opened(folder), folder)
  addWorks(archive, { a: '山', b: '雨' })
  const [added, leftOut] = [new Set<string>(), new Set<string>()]
  archive.tryWrite((works) => works.setSafety('with-the-last'))
  archive.write((works) => added.add(works.safety), true)
  archive.write((works) => {
    works.excludeWorks(['a'], true)
    leftOut.add(works.safety)
  })
  archive.write((works) => added.add(works.safety), true)
  expect([[...added], [...leftOut]]).toEqual([['with-the-last'], ['each-commit']])
})

test('a work that is left out of learning is still found by its author’s search', async () => {
  const folder = temporaryFolder()
  const { archive, learning } = archiveIn(await opened(folder), folder)
  addWorks(archive, { a: '山色空蒙', b: '雨声淅沥' })
  archive.write((works) => works.excludeWorks(['a'], true))
  const found: string[] = []
  for await (const { work } of findWorks(archive, '空蒙', signal)) found.push(work.title)
  expect([found, (await learning.works(signal)).map(({ title }) => title)]).toEqual([['山色空蒙'], ['雨声淅沥']])
})

test('what is known of works, lessons that are learnt among them, is told at once', async () => {
  const { learning, ids } = await fiveLessons()
  learning.lessons.exclude(ids[0] ?? '', true)
  await learning.works(signal)
  const details = [...learning.details().values()]
  expect(details.map(({ title, kind, file, group }) => [title, kind, file, group.split(':')[0]])).toEqual(
    ['乙', '丙', '丁', '戊'].map((title) => [title, 'lesson', '课 › 一', 'course']),
  )
  expect(details.map(({ id }) => learning.work(id))).toEqual(details)
})
