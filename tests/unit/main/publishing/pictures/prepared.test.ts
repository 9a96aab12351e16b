import { expect, test } from 'vitest'
import type { PublishedCourse, PublishedImage } from '#main/publishing/desk/course.ts'
import { isPassing } from '#main/publishing/desk/finding.ts'
import { bookPictures, touching } from '#main/publishing/pictures/accepted.ts'
import type { Convert, Converted } from '#main/publishing/pictures/kept-pictures.ts'
import { absenceOf, preparedPictures } from '#main/publishing/pictures/prepared.ts'
import { exportFor, opened } from '#main/publishing/targets.ts'
import type { BlockId, Doc, ImageId } from '#preload/document/schema.ts'
import { png, tailed } from '../../images/pictures.ts'

const [WEBP, GIF, CUT, GONE] = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(64) as ImageId) as [ImageId, ImageId, ImageId, ImageId]
const docOf = (...ids: ImageId[]): Doc => ids.map((image, at) => ({ type: 'image', id: `b${at}` as BlockId, image, alt: `图${at}`, children: [{ text: '' }] }))
const course: PublishedCourse = {
  title: '课',
  author: '',
  chapters: [
    {
      title: '',
      lessons: [
        { id: 'l1', title: '一', doc: docOf(WEBP, CUT) },
        { id: 'l2', title: '二', doc: docOf(WEBP, GIF, GONE) },
      ],
    },
  ],
}
const types: Readonly<Record<string, PublishedImage['type']>> = { [WEBP]: 'webp', [GIF]: 'gif', [CUT]: 'jpeg' }
const materials = {
  image: (id: string) => (id in types ? { id: id as ImageId, type: types[id]!, width: 8, height: 6, bytes: 4 } : null),
  imageBytes: (id: string) => Promise.resolve(Buffer.from(`old ${id[0]}`)),
}
const convert: Convert = ({ id, type }) => {
  if (id === CUT) return Promise.resolve({ kind: 'broken' })
  const why = type === 'gif' ? (['moves'] as const) : (['type'] as const)
  return Promise.resolve({ kind: 'made', type: 'png', size: 99, why, sides: null, read: () => Promise.resolve(Buffer.from(`new ${id[0]}`)) })
}
const { signal } = new AbortController()

test('a target sees pictures as they were made, and is told each of them once', async () => {
  const prepared = await preparedPictures(course, bookPictures, materials, convert, signal)
  expect(prepared.materials.image(WEBP)).toEqual({ id: WEBP, type: 'png', width: 8, height: 6, bytes: 99 })
  expect(Buffer.from(await prepared.materials.imageBytes(WEBP)).toString()).toBe('new a')
  expect([CUT, GONE].map((id) => [prepared.materials.image(id), absenceOf(prepared.materials, id)])).toEqual([
    [null, 'broken'],
    [null, 'gone'],
  ])
  expect(prepared.notes.map(({ level, kind, lesson, block, text }) => [level, kind, lesson, block, text])).toEqual([
    ['changed', 'image-made', 'l1', 'b0', 'webp → png'],
    ['changed', 'image-still', 'l2', 'b1', 'gif → png'],
  ])
})

test('a picture that only becomes smaller is told with how small, and of a type only where that is another', async () => {
  const photograph = { id: CUT, type: 'jpeg' as const, width: 4800, height: 3600, bytes: 4_850_000 }
  const told = async (image: PublishedImage, made: Pick<Extract<Converted, { kind: 'made' }>, 'type' | 'size' | 'why' | 'sides'>) => {
    const own = { ...course, chapters: [{ title: '', lessons: [{ id: 'l1', title: '一', doc: docOf(CUT) }] }] }
    const answer: Convert = () => Promise.resolve({ kind: 'made', ...made, read: () => Promise.resolve(Buffer.of()) })
    const { notes } = await preparedPictures(own, bookPictures, { ...materials, image: () => image }, answer, signal)
    return notes.map(({ kind, text }) => `${kind} ${text}`).join()
  }
  const sides = { width: 2160, height: 1620 }
  expect([
    await told(photograph, { type: 'jpeg', size: 410_000, why: ['heavy', 'large'], sides }),
    await told(photograph, { type: 'jpeg', size: 410_000, why: ['heavy'], sides: photograph }),
    await told({ ...photograph, type: 'png' }, { type: 'png', size: 410_000, why: ['large'], sides: photograph }),
    await told(photograph, { type: 'jpeg', size: 4_000_000, why: ['turned'], sides: photograph }),
    await told({ ...photograph, type: 'png' }, { type: 'jpeg', size: 9400, why: ['heavy'], sides }),
    await told({ ...photograph, type: 'gif' }, { type: 'png', size: 99, why: ['moves'], sides: photograph }),
    await told({ ...photograph, type: 'svg' }, { type: 'png', size: 99, why: ['type'], sides }),
  ]).toEqual([
    'image-shrunk 4800×3600 (4.8 MB) → 2160×1620 (410 KB)',
    'image-shrunk 4.8 MB → 410 KB',
    'image-shrunk 4.8 MB → 410 KB',
    'image-upright ',
    'image-made png 4800×3600 (4.8 MB) → jpeg 2160×1620 (9.4 KB)',
    'image-still gif → png',
    'image-made svg → png',
  ])
})

test('of one that was see-through it is told that it is white there, and of one that moved that too', async () => {
  const flat: Convert = async (...asked) => {
    const answer = await convert(...asked)
    return answer?.kind === 'made' ? { ...answer, type: 'jpeg', isFlat: true } : answer
  }
  const { notes } = await preparedPictures(course, bookPictures, materials, flat, signal)
  expect(notes.map(({ level, kind, block, text }) => [level, kind, block, text])).toEqual([
    ['changed', 'image-flat', 'b0', 'webp → jpeg'],
    ['changed', 'image-still', 'b1', 'gif → jpeg'],
    ['changed', 'image-flat', 'b1', 'gif → jpeg'],
  ])
})

test('the notes stand with the unit of their lesson, or with that of the whole course', async () => {
  const told = async (id: 'zhihu' | 'docx') => {
    const { units } = await exportFor(id, course, materials, { convert, signal })
    return Promise.all(
      units.map(async (unit) => (await unit.make(signal)).findings.filter(({ kind }) => kind !== 'image-by-hand').map(({ kind, lesson }) => [kind, lesson])),
    )
  }
  expect(await told('zhihu')).toEqual([
    [
      ['image-broken', 'l1'],
      ['image-made', 'l1'],
    ],
    [
      ['image-missing', 'l2'],
      ['image-still', 'l2'],
    ],
  ])
  expect((await told('docx')).flat()).toEqual([
    ['image-broken', 'l1'],
    ['image-missing', 'l2'],
    ['image-made', 'l1'],
    ['image-still', 'l2'],
  ])
})

test('where nothing can be made anew, what a target can’t show is told once, in words of its own', async () => {
  const { units } = await exportFor('docx', { ...course, chapters: [{ title: '', lessons: [{ id: 'l1', title: '一', doc: docOf(WEBP) }] }] }, materials, {
    convert: () => Promise.resolve(null),
    signal,
  })
  expect((await units[0]!.make(signal)).findings.map(({ level, kind, text }) => [level, kind, text])).toEqual([['lost', 'image-type', '图0']])
})

test('a picture that was not made this time says so in its place and in the report', async () => {
  const { units } = await exportFor('docx', { ...course, chapters: [{ title: '', lessons: [{ id: 'l1', title: '一', doc: docOf(WEBP) }] }] }, materials, {
    convert: () => Promise.resolve({ kind: 'unmade' }),
    signal,
  })
  expect((await units[0]!.make(signal)).findings.map(({ level, kind, text }) => [level, kind, text])).toEqual([['lost', 'image-unmade', '图0']])
})

test('a picture that goes out as it is, for nothing could look at it, is told once, and tried again the next time', async () => {
  const own = { ...course, chapters: [{ title: '', lessons: [{ id: 'l1', title: '一', doc: docOf(CUT, CUT) }] }] }
  const { units } = await exportFor('wechat', own, materials, { convert: () => Promise.resolve(null), signal })
  const told = (await units[0]!.make(signal)).findings.filter(({ kind }) => kind === 'image-unprepared')
  expect(told.map(({ level, lesson, block, text }) => [level, lesson, block, text])).toEqual([['todo', 'l1', 'b0', '图0']])
  expect(isPassing('image-unprepared')).toBe(true)
})

test('books take a photograph alike, no larger than a page shows, and leave a smaller picture as it is', () => {
  const [first, ...others] = (['docx', 'pdf', 'epub'] as const).map((id) => touching(opened(id).accepts!, 'jpeg', 4032))
  expect(others).toEqual([first, first])
  expect(first).toMatchObject({ types: ['jpeg'], longest: 2000 })
  for (const id of ['docx', 'pdf', 'epub'] as const) expect(touching(opened(id).accepts!, 'jpeg', 2000)).toMatchObject({ longest: null, mostBytes: null })
})

test('a picture that is the same, but for what nobody sees of its file, goes out so and is not told', async () => {
  const clean: Convert = () => Promise.resolve({ kind: 'made', type: 'png', size: 3, why: [], sides: null, read: () => Promise.resolve(Buffer.from('new')) })
  const { materials: own, notes } = await preparedPictures(course, bookPictures, materials, clean, signal)
  expect([notes, Buffer.from(await own.imageBytes(WEBP)).toString()]).toEqual([[], 'new'])
})

test('one that nothing could look at ends where its rows do', async () => {
  const given = { ...materials, imageBytes: () => Promise.resolve(tailed(png(6, 4))) }
  const { materials: own } = await preparedPictures(course, bookPictures, given, () => Promise.resolve(null), signal)
  expect(Buffer.from(await own.imageBytes(GIF)).equals(png(6, 4))).toBe(true)
})
