import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { BackupId, backups } from '#preload/contract/backups.ts'
import { LessonId } from '#preload/contract/library.ts'
import { lessons } from '#preload/contract/lessons.ts'
import { connectToRead } from '#main/store/database.ts'
import { migrations } from '#main/store/migrate.ts'
import { findDamage } from '#main/store/verify.ts'
import { sendFile } from '#renderer/host/images.ts'
import { png } from '../images/pictures.ts'
import { keptVersions, putOlder } from '../store/older-workspaces.ts'
import { temporaryFolder } from '../store/temporary.ts'
import { backupOf, begun, checked, filesIn, leftovers, made, packed, problem } from './backing.ts'
import { problemOf, served } from './served.ts'
import { titlesIn } from './workspaces.ts'

/** Flips a bit of a file, as a drive does. */
function spoil(path: string): void {
  const bytes = readFileSync(path)
  bytes.writeUInt8(bytes.readUInt8(20) ^ 1, 20)
  writeFileSync(path, bytes)
}

describe('a backup', () => {
  test('it lies in the other folder with its pictures beside it, and is listed with what is in it', async () => {
    const { client, backupFolder, held, image, folder, shown } = await begun()
    await made(client)
    const library = held.state().identity?.id ?? ''
    expect(filesIn(backupFolder)).toEqual([`${library}/2026-11-24T08-00-00-000Z.moke`, 'README.txt', `images/${image.id.slice(0, 2)}/${image.id}.png`].sort())
    expect(await client.list({})).toEqual([
      {
        id: `${library}/2026-11-24T08-00-00-000Z`,
        kind: 'backup',
        at: Date.UTC(2026, 10, 24, 8),
        courses: 1,
        lessons: 1,
        words: 0,
        titles: ['课'],
        bytes: expect.any(Number),
        images: 1,
        isOther: false,
        former: null,
      },
    ])
    expect([(await client.state({})).newestAt, (await client.state({})).problem, leftovers(folder)]).toEqual([Date.UTC(2026, 10, 24, 8), null, []])
    expect(shown.pushed).toContain('backups.stateChanged')
    expect(statSync(join(backupFolder, library, '2026-11-24T08-00-00-000Z.moke')).mode & 0o777).toBe(0o600)
  })

  test('none is made where nothing has changed, and a picture is copied once', async () => {
    const { client, backupFolder, held, later, image } = await begun()
    await made(client)
    const picture = join(backupFolder, 'images', image.id.slice(0, 2), `${image.id}.png`)
    const before = statSync(picture).mtimeMs
    later()
    await made(client)
    expect((await client.list({})).length).toBe(1)
    held.write('tree', (store) => store.createCourse({ title: '又一门', chapters: [] }))
    await made(client)
    expect([(await client.list({})).map(({ titles }) => titles), statSync(picture).mtimeMs]).toEqual([[['课', '又一门'], ['课']], before])
  })

  test('it says how far it is, and leaves nothing when it is given up', async () => {
    const { client, backupFolder, folder } = await begun()
    const phases = new Set<string>()
    for await (const { work } of client.make({})) if (work) phases.add(work.phase)
    expect(phases.size).toBeGreaterThan(0)
    rmSync(backupFolder, { recursive: true })
    mkdirSync(backupFolder)
    const over = new AbortController()
    const giving = (async () => {
      for await (const _ of client.make({}, over.signal)) over.abort()
    })()
    expect(['cancelled', 'none']).toContain(await problemOf(giving))
    await expect.poll(() => leftovers(folder)).toEqual([])
    expect(filesIn(backupFolder).filter((file) => /unfinished|part/.test(file))).toEqual([])
  })

  test('one that can’t be read is no backup, and is not listed', async () => {
    const { client, backupFolder, held } = await begun()
    await made(client)
    const library = held.state().identity?.id ?? ''
    writeFileSync(join(backupFolder, library, '2026-11-24T09-00-00-000Z.moke'), 'not one')
    writeFileSync(join(backupFolder, library, 'notes.txt'), 'of the author')
    expect((await client.list({})).length).toBe(1)
  })

  test('they are made by themselves, and again after one failed', async () => {
    const { client, backupFolder, held, faults } = await begun({ hostWindows: { rhythm: { first: 5, every: 40, again: 10, beat: 5 } } })
    await expect.poll(async () => (await client.list({})).length).toBe(1)
    rmSync(backupFolder, { recursive: true })
    writeFileSync(backupFolder, 'in the way')
    held.write('tree', (store) => store.createCourse({ title: '又一门', chapters: [] }))
    await expect.poll(async () => (await client.state({})).problem?.code).toBe('backup-gone')
    rmSync(backupFolder)
    mkdirSync(backupFolder)
    await expect.poll(async () => [(await client.list({})).length, (await client.state({})).problem]).toEqual([1, null])
    expect(faults).toEqual([])
  })
})

describe('a folder that is no good', () => {
  test('one that was chosen and is gone is told, made by nobody, and is used again when it is back', async () => {
    const chosen = join(temporaryFolder(), '移动硬盘')
    const { client } = await begun()
    expect(await client.choose({ folder: chosen })).toMatchObject({ folder: chosen, isDefault: false })
    await made(client)
    rmSync(chosen, { recursive: true })
    expect(await problem(made(client))).toEqual(['backup-gone', { folder: chosen }])
    expect([existsSync(chosen), (await client.state({})).problem?.code, await client.list({})]).toEqual([false, 'backup-gone', []])
    mkdirSync(chosen)
    await made(client)
    expect([(await client.list({})).length, (await client.state({})).problem]).toEqual([1, null])
  })

  test('a choice that can’t be read is told, and no backup goes anywhere else meanwhile; one that is damaged is none', async () => {
    const chosen = temporaryFolder()
    const { client, folder, backupFolder, held, later } = await begun()
    await client.choose({ folder: chosen })
    await made(client)
    const file = join(folder, 'backups.json')
    const choice = readFileSync(file)
    rmSync(file)
    mkdirSync(file) // reading it fails as it does without permission, for root too
    held.write('tree', (store) => store.createCourse({ title: '又一门', chapters: [] }))
    expect(await problem(made(client))).toEqual(['backup-choice', { file }])
    expect([await client.state({}), await client.list({}), filesIn(backupFolder)]).toMatchObject([
      { isDefault: false, problem: { code: 'backup-choice', detail: { file } } },
      [],
      [],
    ])
    rmSync(file, { recursive: true })
    writeFileSync(file, choice)
    later()
    await made(client)
    expect([await client.state({}), (await client.list({})).length]).toMatchObject([{ folder: chosen, isDefault: false, problem: null }, 2])
    writeFileSync(file, '{"folder')
    expect(await client.state({})).toMatchObject({ folder: backupFolder, isDefault: true, problem: null })
  })

  test('the studio’s own is made where it is not there', async () => {
    const { client, backupFolder } = await begun()
    rmSync(backupFolder, { recursive: true })
    await made(client)
    expect((await client.list({})).length).toBe(1)
  })

  test('in the workspace’s own folder, half a path, another computer’s, a file: none of them is taken', async () => {
    const { client, folder, backupFolder } = await begun()
    const file = join(backupFolder, 'a file')
    writeFileSync(file, '')
    const codes = await Promise.all(
      [join(folder, 'backups'), folder, '备份', file, join(file, 'below')].map((one) => problemOf(client.choose({ folder: one }))),
    )
    // Nor was it made there.
    expect(existsSync(join(folder, 'backups'))).toBe(false)
    expect([codes, (await client.state({})).isDefault]).toEqual([['backup-inside', 'backup-inside', 'path-not-whole', 'path-is-file', 'path-is-file'], true])
  })

  test('it can be the studio’s own again', async () => {
    const chosen = temporaryFolder()
    const { client, backupFolder } = await begun()
    await client.choose({ folder: chosen })
    expect(await client.choose({ folder: null })).toMatchObject({ folder: backupFolder, isDefault: true })
  })
})

describe('restoring', () => {
  test('it tells what would be lost, puts the old one in place, keeps the present one, which can be had back', async () => {
    const { client, held, later, shown, folder } = await begun()
    await made(client)
    later()
    held.write('tree', (store) => store.createCourse({ title: '后来的', chapters: [{ title: '章', lessons: [{ title: '后来写的一节' }] }] }))
    const [backup] = await client.list({})
    const found = await checked(client, { backup: backup?.id ?? BackupId.parse('none') })
    expect(found).toMatchObject({
      courses: 1,
      lessons: 1,
      present: { courses: 2, lessons: 2, words: 0 },
      isOther: false,
      differing: [{ title: '后来写的一节', here: 0, there: null }],
      differingCount: 1,
    })
    const identity = held.state().identity?.id
    const { replaced } = await client.take({ checked: found.id })
    expect([titlesIn(held), held.state().identity?.id, held.state().phase]).toEqual([['课'], identity, 'open'])
    expect([shown.pushed.filter((name) => name === 'backups.replaced').length, leftovers(folder)]).toEqual([1, []])
    const kept = (await client.list({})).find(({ id }) => id === replaced)
    expect(kept).toMatchObject({ kind: 'replaced', courses: 2, titles: ['课', '后来的'], isOther: false })
    const back = await checked(client, { backup: kept?.id ?? BackupId.parse('none') })
    await client.take({ checked: back.id })
    expect(titlesIn(held)).toEqual(['课', '后来的'])
  })

  test('a text typed on after it is not mixed with the old one', async () => {
    const { client, held, shown, later } = await begun()
    const lesson = LessonId.parse(held.read((store) => store.tree())[0]?.chapters[0]?.lessons[0]?.id)
    const writing = shown.client(lessons)
    await writing.open({ lesson, take: true })
    const append = (base: number) =>
      writing.append({ lesson, batch: `batch-000${base}`, base, changes: [{ type: 'insert_text', path: [0, 0], offset: 0, text: '字' }], at: 1 })
    await append(0)
    later()
    await made(client)
    await append(1)
    const found = await checked(client, { backup: backupOf(await client.list({})) })
    expect(found.differing).toEqual([{ title: '节', here: 2, there: 1 }])
    await client.take({ checked: found.id })
    expect(await problemOf(append(2))).toBe('not-editor')
    expect((await writing.open({ lesson, take: false })).revision).toBe(1)
  })

  test('pictures that are gone come back with it', async () => {
    const { client, folder, image } = await begun()
    await made(client)
    rmSync(join(folder, 'images'), { recursive: true })
    const found = await checked(client, { backup: backupOf(await client.list({})) })
    expect(found).toMatchObject({ images: 1, lostImages: 0 })
    await client.take({ checked: found.id })
    expect(readFileSync(join(folder, 'images', image.id.slice(0, 2), `${image.id}.png`)).equals(png(40, 30))).toBe(true)
  })

  test.each([
    ['and something was written since', true],
    ['and nothing was written since', false],
  ])('a picture that was damaged in it, its size the same, is made anew by the next %s', async (_, isWritten) => {
    const { client, backupFolder, held, image, later } = await begun()
    await made(client)
    const picture = join(backupFolder, 'images', image.id.slice(0, 2), `${image.id}.png`)
    spoil(picture)
    later()
    if (isWritten) held.write('tree', (store) => store.createCourse({ title: '又一门', chapters: [] }))
    await made(client)
    expect([readFileSync(picture).equals(png(40, 30)), (await client.list({})).length]).toEqual([true, isWritten ? 2 : 1])
  })

  test('a picture that is damaged in it is told as lost before it is restored, and the texts come back', async () => {
    const { client, backupFolder, folder, image, held, later } = await begun()
    await made(client)
    spoil(join(backupFolder, 'images', image.id.slice(0, 2), `${image.id}.png`))
    rmSync(join(folder, 'images'), { recursive: true })
    later()
    held.write('tree', (store) => store.createCourse({ title: '后来的', chapters: [] }))
    const found = await checked(client, { backup: backupOf(await client.list({})) })
    expect(found).toMatchObject({ images: 1, lostImages: 1 })
    await client.take({ checked: found.id })
    expect([titlesIn(held), existsSync(join(folder, 'images', image.id.slice(0, 2), `${image.id}.png`))]).toEqual([['课'], false])
  })

  test('a picture that is gone since something was replaced is told as lost before that comes back', async () => {
    const { client, folder, held, later } = await begun()
    await made(client)
    later()
    held.write('tree', (store) => store.createCourse({ title: '后来的', chapters: [] }))
    const { replaced } = await client.take({ checked: (await checked(client, { backup: backupOf(await client.list({})) })).id })
    rmSync(join(folder, 'images'), { recursive: true })
    expect(await checked(client, { backup: replaced ?? BackupId.parse('none') })).toMatchObject({ images: 1, lostImages: 1 })
  })

  test('a picture that is damaged in the library, its size the same, comes back with it', async () => {
    const { client, folder, image } = await begun()
    await made(client)
    const picture = join(folder, 'images', image.id.slice(0, 2), `${image.id}.png`)
    spoil(picture)
    const found = await checked(client, { backup: backupOf(await client.list({})) })
    expect(found.lostImages).toBe(0)
    await client.take({ checked: found.id })
    expect(readFileSync(picture).equals(png(40, 30))).toBe(true)
  })

  test('one that is damaged is refused, and nothing is touched', async () => {
    const { client, backupFolder, folder, held } = await begun()
    await made(client)
    const id = backupOf(await client.list({}))
    const path = join(backupFolder, `${id}.moke`)
    const whole = readFileSync(path)
    const before = filesIn(folder)
    const refused: unknown[] = []
    for (const share of [0.2, 0.5, 0.9]) {
      const bytes = Buffer.from(whole)
      bytes.fill(0x55, Math.floor(bytes.length * share), Math.floor(bytes.length * share) + 40)
      writeFileSync(path, bytes)
      refused.push(await problemOf(checked(client, { backup: id })))
    }
    truncateSync(path, whole.length - 10)
    refused.push(await problemOf(checked(client, { backup: id })))
    rmSync(path)
    refused.push(await problemOf(checked(client, { backup: id })))
    expect([refused.slice(0, 2), refused.slice(3), filesIn(folder), titlesIn(held)]).toEqual([
      ['archive-broken', 'archive-broken'],
      ['archive-broken', 'not-found'],
      before,
      ['课'],
    ])
  })

  test('what is no id reaches no file', async () => {
    const { client } = await begun()
    const codes = await Promise.all(
      ['../../etc/passwd', 'a/b', 'replaced/../workspace', '/2026-11-24T08-00-00-000Z'].map((id) => problemOf(checked(client, { backup: BackupId.parse(id) }))),
    )
    expect(codes).toEqual(['not-found', 'not-found', 'not-found', 'not-found'])
  })

  test('one that was let go, or checked by another page, can’t be taken', async () => {
    const { client, page, folder } = await begun()
    await made(client)
    const found = await checked(client, { backup: backupOf(await client.list({})) })
    expect(await problemOf(page('other').client(backups).take({ checked: found.id }))).toBe('not-found')
    await client.leave({ checked: found.id })
    expect([await problemOf(client.take({ checked: found.id })), leftovers(folder)]).toEqual(['not-found', []])
  })

  test('a workspace that is broken is replaced too, and kept aside as ever', async () => {
    const first = await begun()
    await made(first.client)
    await first.held.close()
    writeFileSync(join(first.folder, 'workspace.sqlite'), 'damaged')
    const second = await served({ folder: first.folder, backupFolder: first.backupFolder })
    const client = second.page().client(backups)
    expect(second.held.state().phase).toBe('broken')
    const found = await checked(client, { backup: backupOf(await client.list({})) })
    expect([found.present, await client.take({ checked: found.id })]).toEqual([null, { replaced: null }])
    expect([titlesIn(second.held), second.held.state().keptAs]).toEqual([['课'], expect.stringMatching(/^workspace\.broken/)])
  })

  test('every older version is brought to the newest, and a newer one is refused', async () => {
    const { client, folder, held } = await begun()
    mkdirSync(join(folder, 'replaced'))
    for (const [index, { version }] of migrations.entries()) {
      const id = `2026-11-20T08-00-00-${String(index).padStart(3, '0')}Z`
      putOlder(version, join(folder, 'replaced', `${id}.sqlite`))
      const found = await checked(client, { backup: BackupId.parse(`replaced/${id}`) })
      expect([found.lessons, found.isOther]).toEqual([2, keptVersions.includes(version)])
      await client.take({ checked: found.id })
      expect([held.state().phase, titlesIn(held)]).toEqual(['open', ['写作课']])
    }
  })
})

describe('one file for another computer', () => {
  /** A library that another studio packed, as a file among the downloads. */
  async function carried(): Promise<{ file: string; image: string; from: Awaited<ReturnType<typeof begun>> }> {
    const file = join(temporaryFolder(), '课.moke')
    const from = await begun({ hostWindows: { pickPlace: async () => file } })
    const { path, address, lostImages } = await packed(from.client)
    expect([path, address, lostImages]).toEqual([file, null, 0])
    return { file, image: from.image.id, from }
  }

  test('it comes out whole in another workspace, pictures and all, by its path', async () => {
    const { file, image, from } = await carried()
    const to = await served()
    to.held.write('tree', (store) => store.createCourse({ title: '这里的', chapters: [] }))
    const client = to.page().client(backups)
    const found = await checked(client, { path: file })
    expect(found).toMatchObject({ titles: ['课'], isOther: true, images: 1, lostImages: 0, present: { courses: 1 } })
    const { replaced } = await client.take({ checked: found.id })
    expect([titlesIn(to.held), to.held.state().identity?.id]).toEqual([['课'], from.held.state().identity?.id])
    expect(readFileSync(join(to.folder, 'images', image.slice(0, 2), `${image}.png`)).equals(png(40, 30))).toBe(true)
    expect((await client.list({})).find(({ id }) => id === replaced)).toMatchObject({ titles: ['这里的'], isOther: true })
  })

  test('it comes in by an upload too, and out by an address that only its page knows', async () => {
    const from = await begun()
    const { address, name } = await packed(from.client)
    expect(name).toBe('课-2026-11-24.moke')
    const outgoing = from.keeping.outgoing(address?.split('/').at(-1) ?? '')
    const bytes = readFileSync(outgoing?.path ?? '')
    expect([outgoing?.name, from.keeping.outgoing('00000000-0000-0000-0000-000000000000')]).toEqual([name, null])
    const to = await served()
    const client = to.page().client(backups)
    const upload = await sendFile(client, new Blob([new Uint8Array(bytes)]), name)
    const found = await checked(client, { upload })
    await client.take({ checked: found.id })
    expect([titlesIn(to.held), readdirSync(join(to.folder, 'incoming'))]).toEqual([['课'], []])
    from.keeping.clientGone('page')
    expect([from.keeping.outgoing(address?.split('/').at(-1) ?? ''), readdirSync(join(from.folder, 'outgoing'))]).toEqual([null, []])
  })

  test.each([
    ['Asia/Shanghai', '课-2026-11-25.moke'],
    ['America/New_York', '课-2026-11-24.moke'],
  ])('it has the name of its author’s own day, in %s', async (zone, name) => {
    vi.stubEnv('TZ', zone)
    onTestFinished(() => void vi.unstubAllEnvs())
    const { client } = await begun({ now: () => Date.UTC(2026, 10, 24, 23, 30) })
    expect((await packed(client)).name).toBe(name)
  })

  test('another studio on the same folder takes nothing away that waits to be fetched, neither when it starts nor when it ends', async () => {
    const from = await begun()
    const { address } = await packed(from.client)
    const ticket = address?.split('/').at(-1) ?? ''
    const second = await served({ folder: from.folder })
    expect([second.held.state().phase, from.keeping.outgoing(ticket)?.name]).toEqual(['read-only', '课-2026-11-24.moke'])
    const other = await packed(second.page('second').client(backups))
    expect(second.keeping.outgoing(other.address?.split('/').at(-1) ?? '')).not.toBeNull()
    await second.keeping.dispose()
    expect(readFileSync(from.keeping.outgoing(ticket)?.path ?? '').length).toBeGreaterThan(0)
    await from.keeping.dispose()
    expect(readdirSync(join(from.folder, 'outgoing'))).toEqual([])
  })

  test('what a death left of packed libraries is gone once a studio holds the workspace', async () => {
    const first = await served()
    const left = join(first.folder, 'outgoing', 'scratch-999999999-1')
    mkdirSync(left, { recursive: true })
    writeFileSync(join(left, 'a.moke'), 'packed')
    const second = await served({ folder: first.folder, retryEveryMs: 20 })
    expect(existsSync(left)).toBe(true)
    await first.held.close()
    await expect.poll(() => second.held.isWritable()).toBe(true)
    expect(existsSync(left)).toBe(false)
  })

  test('a picture that is damaged on the disk is left out and told', async () => {
    const from = await begun()
    const path = join(from.folder, 'images', from.image.id.slice(0, 2), `${from.image.id}.png`)
    writeFileSync(path, Buffer.concat([png(40, 30).subarray(0, 40), Buffer.alloc(30)]))
    expect((await packed(from.client)).lostImages).toBe(1)
  })

  test('where no place was chosen nothing is packed', async () => {
    const { client } = await begun({ hostWindows: { pickPlace: async () => null } })
    expect(await problemOf(packed(client))).toBe('cancelled')
  })

  test('what is no packed library, a cut one, one with a file too many or one too few: refused, and nothing is touched', async () => {
    const { file } = await carried()
    const whole = readFileSync(file)
    const to = await served()
    const client = to.page().client(backups)
    const before = filesIn(to.folder)
    const told = async (bytes: Buffer) => {
      writeFileSync(file, bytes)
      return problem(checked(client, { path: file }))
    }
    /** The same length, so that all places in the file stay. */
    const renamed = (from: string, as: string) => Buffer.from(whole.toString('latin1').replaceAll(from, as), 'latin1')
    expect([
      await told(Buffer.from('不是压缩包，只是一些文字而已')),
      await told(whole.subarray(0, whole.length - 1)),
      await told(whole.subarray(0, 100)),
      await told(renamed('workspace.sqlite', '../../../etc/xyz')),
      await told(renamed('manifest.json', 'manifest.jsom')),
      await told(renamed('images/', '/tmp/xy')),
    ]).toEqual([
      ['archive-foreign', { name: '课.moke' }],
      ['archive-broken', { name: '课.moke' }],
      ['archive-broken', { name: '课.moke' }],
      ['archive-broken', { name: '课.moke' }],
      ['archive-foreign', { name: '课.moke' }],
      ['archive-broken', { name: '课.moke' }],
    ])
    expect([
      filesIn(to.folder),
      await problem(checked(client, { path: join(to.folder, 'none.moke') })),
      await problemOf(checked(client, { path: 'x.moke' })),
    ]).toEqual([before, ['not-found', { name: 'none.moke' }], 'path-not-whole'])
  })

  test('given up in the middle, or its page gone, it leaves nothing half brought in', async () => {
    const { file } = await carried()
    const to = await served()
    const client = to.page('page').client(backups)
    const before = filesIn(to.folder)
    const found = await checked(client, { path: file })
    expect(filesIn(to.folder)).not.toEqual(before)
    to.keeping.clientGone('page')
    expect([filesIn(to.folder), await problemOf(client.take({ checked: found.id }))]).toEqual([before, 'not-found'])
  })

  test('what a death left beside the workspace is gone with the next start', async () => {
    const first = await served()
    mkdirSync(join(first.folder, 'scratch-999999999-1'))
    writeFileSync(join(first.folder, 'scratch-999999999-1', 'workspace.sqlite'), 'half')
    await first.keeping.dispose()
    await first.held.close()
    await served({ folder: first.folder })
    expect(readdirSync(first.folder).filter((name) => name.startsWith('scratch'))).toEqual([])
  })
})

test('what took the place is whole, and so is what was kept', async () => {
  const { client, folder, later, held } = await begun()
  await made(client)
  later()
  held.write('tree', (store) => store.createCourse({ title: '后来的', chapters: [] }))
  await client.take({ checked: (await checked(client, { backup: backupOf(await client.list({})) })).id })
  const files = ['workspace.sqlite', ...readdirSync(join(folder, 'replaced')).map((name) => join('replaced', name))]
  expect(files).toHaveLength(2)
  for (const file of files) {
    const db = connectToRead(join(folder, file))
    onTestFinished(() => void db.close())
    expect([file, findDamage(db, true), statSync(join(folder, file)).mode & 0o777]).toEqual([file, null, 0o600])
  }
  chmodSync(folder, 0o700)
})
