import { expect, test } from 'vitest'
import type { PublishedImage } from '#main/publishing/desk/course.ts'
import { copyOf, lookOf } from '#main/publishing/desk/looks.ts'
import type { Convert, Draw } from '#main/publishing/pictures/kept-pictures.ts'
import { exportFor, isPasted, type TargetId, targetIds } from '#main/publishing/targets.ts'
import type { BlockId, Doc, ImageId } from '#preload/document/schema.ts'
import { png } from '../../images/pictures.ts'

const ids = ['a', 'b'].map((letter) => letter.repeat(64) as ImageId)
const types: Readonly<Record<string, PublishedImage['type']>> = { [ids[0]!]: 'avif', [ids[1]!]: 'jpeg' }
const doc: Doc = ids.flatMap((image, at): Doc => [
  { type: 'image', id: `b${at}` as BlockId, image, alt: `画${at}`, children: [{ text: '' }] },
  { type: 'paragraph', id: `p${at}` as BlockId, children: [{ text: '山高月小，水落石出。' }] },
])
const course = { title: '课', author: '', chapters: [{ title: '', lessons: [{ id: 'l1', title: '一', doc }] }] }
const convert: Convert = ({ type }, { types: taken }) =>
  Promise.resolve(
    taken.includes(type) ? { kind: 'fits' } : { kind: 'made', type: 'png', size: 9, why: ['type'], sides: null, read: () => Promise.resolve(png(4, 2)) },
  )
const { signal } = new AbortController()
const around = {
  materials: {
    image: (id: string) => ({ id: id as ImageId, type: types[id]!, width: 4, height: 2, bytes: 9 }),
    imageBytes: () => Promise.resolve(png(4, 2)),
  },
  convert,
  options: {},
  signal,
}

/** Where pictures are to be put, as a text says it: 图 with a number. */
const placesIn = (text: string): string[] => [...text.replaceAll(/<[^>]*>/g, '').matchAll(/图片?\s?(\d+)/g)].map(([, number = '']) => number)

async function exported(target: TargetId): Promise<string[]> {
  const { units } = await exportFor(target, course, around.materials, { convert, signal })
  const made = await Promise.all(units.map((unit) => unit.make(signal)))
  return made.flatMap(({ files }) => files.flatMap((file) => ('text' in file && !/清单/.test(file.path) ? [file.text] : [])))
}

test('what is copied names the pictures that the files of an export name', async () => {
  for (const target of targetIds.filter(isPasted)) {
    const copied = await copyOf(target, course, 'l1', around)
    expect(copied?.html, target).not.toContain('显示不了')
    expect(copied?.text, target).not.toContain('显示不了')
    expect((await exported(target)).map(placesIn), target).toContainEqual(placesIn(copied?.text ?? ''))
  }
})

test('a photograph is not made smaller for a clipboard, which takes its name alone', async () => {
  const asked: boolean[] = []
  const large: Convert = ({ type }, { types: taken, longest, mostBytes, turns }) => {
    const isMade = longest !== null || mostBytes !== null || !turns
    if (type === 'jpeg') asked.push(isMade)
    return type === 'jpeg' && taken.includes(type) && !isMade
      ? Promise.resolve({ kind: 'fits' })
      : Promise.resolve({ kind: 'made', type: 'jpeg', size: 9, why: ['heavy'], sides: null, read: () => Promise.resolve(png(4, 2)) })
  }
  for (const target of targetIds.filter(isPasted)) {
    const copied = await copyOf(target, course, 'l1', { ...around, convert: large })
    expect(placesIn(copied?.text ?? ''), target).toEqual(['1', '2'])
  }
  expect([asked.length > 0, asked.includes(true)]).toEqual([true, false])
})

test('a photograph that can’t be opened is none in a clipboard either', async () => {
  const broken: Convert = (source, accepted, stop) => (source.type === 'jpeg' ? Promise.resolve({ kind: 'broken' }) : convert(source, accepted, stop))
  expect((await copyOf('wechat', course, 'l1', { ...around, convert: broken }))?.text).toContain('图片打不开')
})

test('what is shown before has the pictures that the files of an export have', async () => {
  for (const target of targetIds) expect(JSON.stringify(await lookOf(target, course, 'l1', around)), target).not.toContain('显示不了')
})

/** What a preview shows of a cover: the type that was drawn, and with which picture. */
async function coverShown(target: TargetId, options: object, lesson = 'l1'): Promise<string[]> {
  const two = { ...course, chapters: [{ title: '', lessons: [...course.chapters[0]!.lessons, { id: 'l2', title: '二', doc: [doc[1]!] }] }] }
  const draw: Draw = ({ width, height, picture }) =>
    Promise.resolve({ type: 'png', bytes: Buffer.from(`${width}x${height} ${picture === null ? '-' : 'picture'}`) })
  const look = await lookOf(target, two, lesson, { ...around, draw, options })
  return look?.kind === 'page'
    ? [...look.html.matchAll(/class="cover"><img src="data:image\/png;base64,([^"]+)"/g)].map(([, data = '']) => Buffer.from(data, 'base64').toString())
    : []
}

test('previews have the covers of their targets, with the author’s picture on them', async () => {
  const picture = { image: ids[1]!, as: 'background' } as const
  const cover = { template: 'plain', series: '', picture: null } as const
  expect(await coverShown('zhihu', { cover })).toEqual(['1280x720 -'])
  expect(await coverShown('zhihu', { cover: { ...cover, picture } })).toEqual(['1280x720 picture'])
  expect(await coverShown('zhihu', { cover, form: 'answer' })).toEqual([])
  expect(await coverShown('zhihu', {})).toEqual([])
  expect([await coverShown('wechat', { cover }), await coverShown('ximalaya', { cover })]).toEqual([['1080x460 -'], ['1080x1080 -']])
  expect([await coverShown('epub', { cover }), await coverShown('epub', { cover }, 'l2')]).toEqual([['1600x2400 -'], []])
})
