import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { KNOWN_FILES } from '#main/publishing/desk/known-files.ts'
import { KnownImages } from '#main/publishing/pictures/known-images.ts'
import { BlockId, ImageId } from '#preload/document/schema.ts'
import { publishedImages } from '#main/services/published-course.ts'
import { courseOf } from '../publishing/published.ts'
import { png } from '../images/pictures.ts'

const course = courseOf({ 鱼: '![一条鱼](a.png)\n' })
const [shown = ''] = course.chapters.flatMap(({ lessons }) =>
  lessons.flatMap(({ doc }) => doc.flatMap((block) => (block.type === 'image' ? [block.image] : []))),
)
const fault = (code: string) => Object.assign(new Error(code), { code, syscall: 'read' })

test('of a drawing goes out what was found safe, whatever its file holds', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><script>alert(1)</script><rect width="5" height="5" onload="x()"/></svg>'
  const materials = await publishedImages(course, () => Promise.resolve(Buffer.from(svg)))
  const bytes = Buffer.from(await materials.imageBytes(shown))
  expect([bytes.includes('<rect'), bytes.includes('script'), bytes.includes('onload'), materials.image(shown)?.bytes]).toEqual([
    true,
    false,
    false,
    bytes.length,
  ])
})

test('whoever gives up while pictures are looked at waits for the one that is looked at, and not for all', async () => {
  const picture = (letter: string) => ({
    type: 'image' as const,
    id: BlockId.parse(letter),
    image: ImageId.parse(letter.repeat(64)),
    alt: '',
    children: [{ text: '' }],
  })
  const many = courseOf({ 鱼: ['a', 'b', 'c'].map(picture) })
  const stop = new AbortController()
  let count = 0
  const looking = publishedImages(
    many,
    () => {
      count += 1
      stop.abort()
      return Promise.resolve(png(4, 2))
    },
    stop.signal,
  )
  await expect(looking).rejects.toThrow('aborted')
  expect(count).toBe(1)
})

test('a file that became another after it was examined is told, and does not go out', async () => {
  let file = png(4, 2)
  const materials = await publishedImages(course, () => Promise.resolve(file))
  file = Buffer.from('<html>')
  await expect(materials.imageBytes(shown)).rejects.toThrow('went away')
  expect([materials.image(shown), materials.absence?.(shown)]).toEqual([null, 'broken'])
})

test.each([
  ['ENOENT', 'gone'],
  ['EIO', 'unread'],
  ['EACCES', 'unread'],
])('a picture whose file answers %s is %s', async (code, why) => {
  const never = await publishedImages(course, () => Promise.reject(fault(code)))
  expect([never.image(shown), never.absence?.(shown)]).toEqual([null, why])
  let isWell = true
  const later = await publishedImages(course, () => (isWell ? Promise.resolve(png(4, 2)) : Promise.reject(fault(code))))
  isWell = false
  await expect(later.imageBytes(shown)).rejects.toThrow('went away')
  expect(later.absence?.(shown)).toBe(why)
})

test('a fault that is none of the disk’s is no absence', async () => {
  await expect(publishedImages(course, () => Promise.reject(new TypeError('a bug')))).rejects.toThrow('a bug')
})

test('a file that nothing touched is not read again to learn what it shows, whatever becomes of the list; what goes out is examined all the same', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'moke-known-images-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'a.png')
  let reads = 0
  const look = async () => {
    reads = 0
    const read = () => ((reads += 1), Promise.resolve(readFileSync(file)))
    return publishedImages(course, read, undefined, new KnownImages(folder, () => file))
  }
  writeFileSync(file, png(4, 2))
  const first = await look()
  expect([reads, first.image(shown)]).toMatchObject([1, { type: 'png', width: 4, height: 2 }])
  const second = await look()
  expect([reads, second.image(shown)]).toEqual([0, first.image(shown)])
  expect(Buffer.from(await second.imageBytes(shown))).toEqual(png(4, 2))
  writeFileSync(file, png(6, 2))
  expect([(await look()).image(shown)?.width, reads]).toEqual([6, 1])
  writeFileSync(file, png(6, 2).subarray(0, 30))
  expect([(await look()).image(shown), reads]).toEqual([null, 1])
  await expect(look().then(({ absence }) => absence?.(shown))).resolves.toBe('broken')
  writeFileSync(file, png(8, 2))
  await look()
  const [list = ''] = readdirSync(join(folder, KNOWN_FILES))
  for (const damage of ['', '{"', '[1]', `{"${shown}":{"stamp":1}}`]) {
    writeFileSync(join(folder, KNOWN_FILES, list), damage)
    expect([(await look()).image(shown)?.width, reads]).toEqual([8, 1])
  }
})
