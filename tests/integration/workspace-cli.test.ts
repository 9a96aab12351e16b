/** Moving and restoring from the terminal, beside a real studio and without one. */
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { imageAddress } from '#preload/contract/images.ts'
import { LessonId } from '#preload/contract/library.ts'
import { putImage } from '#renderer/host/images.ts'
import { admit, openClient } from '../e2e/contract-client.ts'
import { newFolder, type RunningHost, startHost } from '../e2e/launch.ts'
import { png, svg } from '../unit/main/images/pictures.ts'

const script = fileURLToPath(new URL('../../scripts/moke.mjs', import.meta.url))
const folder = newFolder()
const place = (name: string) => join(folder.path, name)
const [library, backups, other, file] = [place('library'), place('backups'), place('other'), place('课.moke')]
let host: RunningHost | null = null

function moke(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], (error, out, err) =>
      resolve({ status: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, err }),
    )
  })
}

const json = async (...args: string[]) => {
  const { out } = await moke(...args, '--json')
  return out
    .trim()
    .split('\n')
    .map((line): Record<string, unknown> => JSON.parse(line))
}

beforeAll(async () => {
  mkdirSync(backups)
  host = await startHost(library, ['--port', '0', '--backups', backups])
})
afterAll(async () => {
  await host?.stop()
  folder.discard()
})

describe('beside a studio that is open', () => {
  test('a picture that was brought in is served to admitted pages only, and never as a page of its own', async () => {
    const address = host?.address ?? ''
    const cookie = await admit(address)
    const client = await openClient(address, cookie)
    const { image } = await putImage(client.images, new Blob([new Uint8Array(png(40, 30))]), '图.png')
    const drawing = await putImage(client.images, new Blob([new Uint8Array(svg('<script>alert(1)</script><rect/>'))]), '图.svg')
    const get = (path: string, headers: Record<string, string> = { cookie }) => fetch(new URL(path, address), { headers })
    const answer = await get(imageAddress(image.id))
    expect([answer.status, answer.headers.get('content-type'), Buffer.from(await answer.arrayBuffer()).equals(png(40, 30))]).toEqual([200, 'image/png', true])
    const shown = await get(imageAddress(drawing.image.id))
    expect([shown.headers.get('content-security-policy'), shown.headers.get('x-content-type-options'), (await shown.text()).includes('script')]).toEqual([
      expect.stringContaining('sandbox'),
      'nosniff',
      false,
    ])
    const refused = await Promise.all([
      get(imageAddress(image.id), {}),
      get(`/images/${'0'.repeat(64)}`),
      get('/images/../workspace.sqlite'),
      get('/outgoing/x'),
    ])
    expect(refused.map(({ status }) => status)).toEqual([403, 404, 404, 404])
    const [lesson] = (await client.library.tree({})).courses[0]?.chapters[0]?.lessons ?? []
    await client.lessons.open({ lesson: LessonId.parse(lesson?.id), take: true })
    client.close()
  })

  test('a backup is made, listed, and made again only when something changed', async () => {
    const [made] = await json('backup', 'make', '--workspace', library, '--backups', backups)
    expect(made).toMatchObject({ folder: backups, newestAt: expect.any(Number) })
    await moke('backup', 'make', '--workspace', library, '--backups', backups)
    const listed = await json('backup', 'list', '--workspace', library, '--backups', backups)
    expect(listed).toEqual([expect.objectContaining({ kind: 'backup', isOther: false, images: 3, lessons: expect.any(Number) })])
    expect(existsSync(join(backups, 'README.txt'))).toBe(true)
  })

  test('the library is packed, but not into a file that is there, and nothing is put in its place', async () => {
    const packed = await moke('workspace', 'export', file, '--workspace', library)
    expect([packed.status, packed.out]).toEqual([0, expect.stringMatching(/^Wrote .*课\.moke \([\d.]+ MB\)\.\n$/)])
    expect(await moke('workspace', 'export', file, '--workspace', library)).toMatchObject({ status: 1, err: expect.stringContaining('is there already') })
    const refused = await Promise.all([
      moke('workspace', 'import', file, '--workspace', library),
      moke('backup', 'restore', 'newest', '--workspace', library, '--backups', backups),
    ])
    expect(refused.map(({ status, err }) => [status, err.includes('Close the studio first')])).toEqual([
      [1, true],
      [1, true],
    ])
  })
})

describe('without one', () => {
  test('the packed library becomes another workspace, whole; what was there is kept and can be had back', async () => {
    await host?.stop()
    host = null
    const [first] = await json('workspace', 'import', file, '--workspace', other)
    expect(first).toMatchObject({ replaced: null, images: 3, lostImages: 0 })
    const images = readdirSync(join(other, 'images'), { recursive: true }).filter((name) => String(name).includes('.'))
    expect(images).toHaveLength(3)
    const [again] = await json('workspace', 'import', file, '--workspace', other)
    expect(again?.['replaced']).toMatch(/^replaced\//)
    expect(await moke('backup', 'restore', String(again?.['replaced']), '--workspace', other, '--backups', backups)).toMatchObject({
      status: 0,
      err: expect.any(String),
    })
    expect(
      (await moke('backup', 'list', '--workspace', other, '--backups', backups)).out.split('\n').filter((line) => line.includes('replaced/')),
    ).toHaveLength(2)
  })

  test('a backup comes back into an empty folder, pictures and all', async () => {
    const third = place('third')
    const { status, out } = await moke('backup', 'restore', 'newest', '--workspace', third, '--backups', backups)
    expect([status, out]).toEqual([0, expect.stringMatching(/^Restored \S+: \d+ lessons, \d+ words\.\n$/)])
    expect(readdirSync(join(third, 'images'))).toHaveLength(3)
  })

  test('what is wrong is one sentence and nothing is touched', async () => {
    const damaged = place('damaged.moke')
    writeFileSync(damaged, readFileSync(file).subarray(0, 4000))
    writeFileSync(place('text.moke'), '不是压缩包，只是一些文字而已')
    const before = readdirSync(other, { recursive: true }).sort()
    const told = [
      await moke('workspace', 'import', damaged, '--workspace', other),
      await moke('workspace', 'import', place('text.moke'), '--workspace', other),
      await moke('workspace', 'import', place('none.moke'), '--workspace', other),
      await moke('backup', 'restore', 'library/none', '--workspace', other, '--backups', backups),
      await moke('backup', 'make', '--workspace', other, '--backups', place('away')),
      await moke('backup', 'list', '--workspace', place('nowhere')),
    ]
    expect(told.map(({ status, out, err }) => [status, out, err.trim().split('\n').length, /bug|at \w+ \(/.test(err)])).toEqual(
      told.map(() => [1, '', 1, false]),
    )
    expect(told.map(({ err }) => err)).toEqual([
      expect.stringContaining('not whole or is damaged'),
      expect.stringContaining('no library packed by Moke'),
      expect.stringContaining('is not there'),
      expect.stringContaining('is no backup'),
      expect.stringContaining('Connect its drive'),
      expect.stringContaining('There is no library in'),
    ])
    expect(readdirSync(other, { recursive: true }).sort()).toEqual(before)
    rmSync(damaged)
  })
})
