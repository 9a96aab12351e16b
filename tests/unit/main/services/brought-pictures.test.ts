/** Pictures that come with a library from elsewhere: they are examined as if an author brought them one by one. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { largestImage } from '#preload/contract/images.ts'
import { Backups } from '#main/services/backups.ts'
import { imagesService } from '#main/services/images.ts'
import { imageFolder, imagePath, type ImageKind } from '#main/store/image-places.ts'
import { gif, png } from '../images/pictures.ts'
import { temporaryFolder } from '../store/temporary.ts'
import { newCourse, opened, titlesIn } from './workspaces.ts'

const asked = { signal: new AbortController().signal, progress: () => undefined }
const drawing = (inner: string) => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${inner}</svg>`)

const hostile: readonly (readonly [what: string, type: ImageKind, bytes: Buffer])[] = [
  ['a drawing with a script', 'svg', drawing('<script>alert(1)</script>')],
  ['a drawing that holds a page', 'svg', drawing('<foreignObject><iframe src="http://evil.example"/></foreignObject>')],
  ['a drawing that fetches', 'svg', drawing('<style>rect{fill:u\\rl(http://evil.example/a)}</style>')],
  ['a drawing with a comment, which no reader of ours wrote', 'svg', drawing('<!-- --><rect width="1" height="1"/>')],
  ['a page that says it is a picture', 'png', Buffer.from('<html><script>alert(1)</script></html>')],
  ['a picture of another type', 'png', gif(3, 3)],
  ['a picture cut short', 'png', png(9, 9).subarray(0, 40)],
  ['a picture of too many pixels', 'png', png(50_000, 50_000)],
  ['a picture of too many bytes', 'png', Buffer.concat([png(9, 9), Buffer.alloc(largestImage)])],
  ['an empty file', 'gif', Buffer.alloc(0)],
]

async function library(folder = temporaryFolder(), root = temporaryFolder()) {
  const workspace = await opened(folder)
  const kept = new Backups({ workspace, folder, defaultFolder: root, version: '1' })
  onTestFinished(() => kept.close())
  const images = imagesService({ workspace, folder })
  onTestFinished(() => images.dispose())
  return { folder, root, workspace, kept, images }
}

/** A library with one good picture, one good drawing, and what somebody put beside them by hand. */
async function elsewhere() {
  const made = await library()
  made.workspace.write('tree', (store) => store.createCourse(newCourse))
  const good = [
    await made.images.put(png(4, 4), '图.png'),
    await made.images.put(drawing('<rect width="1" height="1"/><a href="x"><circle r="1"/></a>'), '画.svg'),
  ]
  for (const [, type, bytes] of hostile) {
    const path = imagePath(imageFolder(made.folder), { id: createHash('sha256').update(bytes).digest('hex'), type })
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, bytes)
  }
  return { ...made, good: good.map(({ image }) => `${image.id}.${image.type}`).sort() }
}

const picturesIn = (folder: string) =>
  existsSync(imageFolder(folder))
    ? readdirSync(imageFolder(folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => name)
        .sort()
    : []

describe('a library from elsewhere', () => {
  test('packed as one file: what is no picture is told and left out, the rest comes', async () => {
    const from = await elsewhere()
    const file = join(temporaryFolder(), '课.moke')
    await from.kept.pack(file, asked)
    const to = await library()
    const found = await to.kept.check('page', { file, name: '课.moke' }, asked)
    expect([found.refusedImages, found.lostImages, picturesIn(to.folder)]).toEqual([hostile.length, 0, []])
    await to.kept.take('page', found.id)
    expect([titlesIn(to.workspace), picturesIn(to.folder)]).toEqual([['课'], from.good])
  })

  test('from a folder of backups, with its pictures beside it', async () => {
    const from = await elsewhere()
    await from.kept.make(asked)
    const to = await library(temporaryFolder(), from.root)
    const [backup] = await to.kept.list()
    const found = await to.kept.check('page', { backup: backup?.id ?? '' }, asked)
    expect([found.refusedImages, found.lostImages]).toEqual([hostile.length, 0])
    await to.kept.take('page', found.id)
    expect([titlesIn(to.workspace), picturesIn(to.folder)]).toEqual([['课'], from.good])
  })

  test('what was put beside a backup after it was checked does not come', async () => {
    const from = await elsewhere()
    await from.kept.make(asked)
    const to = await library(temporaryFolder(), from.root)
    const [backup] = await to.kept.list()
    const found = await to.kept.check('page', { backup: backup?.id ?? '' }, asked)
    for (const name of from.good) writeFileSync(join(imageFolder(from.root), name.slice(0, 2), name), '<html></html>')
    await to.kept.take('page', found.id)
    expect([titlesIn(to.workspace), picturesIn(to.folder)]).toEqual([['课'], []])
  })

  test('a drawing that was taken in here is taken in there, to the byte', async () => {
    const from = await elsewhere()
    const file = join(temporaryFolder(), '课.moke')
    await from.kept.pack(file, asked)
    const to = await library()
    await to.kept.take('page', (await to.kept.check('page', { file, name: '课.moke' }, asked)).id)
    for (const name of from.good) {
      const [one, other] = [from, to].map(({ folder }) => readFileSync(join(imageFolder(folder), name.slice(0, 2), name)))
      expect(one?.equals(other ?? Buffer.alloc(0))).toBe(true)
    }
  })
})
