/** What is known of backups from the start, folders of before, and whether they go on by themselves for days. */
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { BackupId, backups } from '#preload/contract/backups.ts'
import { temporaryFolder } from '../store/temporary.ts'
import { backupOf, begun, checked, made, packed } from './backing.ts'
import { served } from './served.ts'
import { titlesIn } from './workspaces.ts'

const hour = 3600_000
const eight = Date.UTC(2026, 10, 24, 8)

describe('what is known from the start', () => {
  test('the newest one, without anybody asking for a list, and told to pages', async () => {
    const first = await begun()
    await made(first.client)
    await first.keeping.dispose()
    await first.held.close()
    const second = await served({ folder: first.folder, backupFolder: first.backupFolder })
    const client = second.page().client(backups)
    await expect.poll(() => client.state({})).toMatchObject({ isKnown: true, newestAt: eight, problem: null })
  })

  test('a file that can’t be read, or that is no backup, is not taken for one', async () => {
    const first = await begun()
    await made(first.client)
    const library = first.held.state().identity?.id ?? ''
    await first.keeping.dispose()
    await first.held.close()
    writeFileSync(join(first.backupFolder, library, '2026-11-25T09-00-00-000Z.moke'), 'not one')
    writeFileSync(join(first.backupFolder, library, 'zettel.txt'), 'of the author')
    const second = await served({ folder: first.folder, backupFolder: first.backupFolder })
    await expect.poll(() => second.keeping.backups.state()).toMatchObject({ isKnown: true, newestAt: eight })
  })

  test('that there is none, where there is none; the studio’s own folder is not made for that', async () => {
    const backupFolder = join(temporaryFolder(), '还没有')
    const { client } = await begun({ backupFolder })
    await expect.poll(() => client.state({})).toMatchObject({ isKnown: true, newestAt: null, problem: null })
    expect(existsSync(backupFolder)).toBe(false)
  })

  test('nothing is said of a drive that is away, neither that there is one nor that there is none', async () => {
    const chosen = join(temporaryFolder(), '移动硬盘')
    const first = await begun()
    await made(first.client)
    first.later()
    await first.client.choose({ folder: chosen })
    await made(first.client)
    await first.keeping.dispose()
    await first.held.close()
    renameSync(chosen, `${chosen}-away`)
    const second = await served({ folder: first.folder, backupFolder: first.backupFolder })
    const client = second.page().client(backups)
    await expect
      .poll(() => client.state({}))
      .toMatchObject({ isKnown: false, newestAt: null, former: [first.backupFolder], problem: { code: 'backup-gone', detail: { folder: chosen } } })
    renameSync(`${chosen}-away`, chosen)
    await client.list({})
    expect(await client.state({})).toMatchObject({ isKnown: true, newestAt: eight + hour, problem: null })
    // One that goes away later takes nothing of what is known with it.
    renameSync(chosen, `${chosen}-away`)
    await client.list({})
    expect(await client.state({})).toMatchObject({ isKnown: true, newestAt: eight + hour, problem: { code: 'backup-gone' } })
  })
})

describe('another folder', () => {
  test('one is made there at once, by itself, and says how far it is', async () => {
    const chosen = temporaryFolder()
    const { client } = await begun()
    await made(client)
    const told: unknown[] = []
    client.stateChanged(({ folder, work }) => told.push([folder === chosen, typeof work?.phase]))
    await client.choose({ folder: chosen })
    await expect.poll(() => client.state({})).toMatchObject({ folder: chosen, isKnown: true, newestAt: eight, work: null, problem: null })
    expect(told).toContainEqual([true, 'string'])
    expect((await client.list({})).map(({ former }) => former)).toEqual([null])
  })

  test('why none can be made there is in the state, and the next try makes it', async () => {
    const chosen = join(temporaryFolder(), '移动硬盘')
    const { client, held, backupFolder } = await begun({ hostWindows: { rhythm: { again: 20, beat: 5 } } })
    await made(client)
    held.write('tree', (store) => store.createCourse({ title: '又一门', chapters: [] }))
    const library = held.state().identity?.id ?? ''
    mkdirSync(chosen)
    writeFileSync(join(chosen, library), 'in the way')
    await client.choose({ folder: chosen })
    await expect.poll(async () => (await client.state({})).problem?.code).toMatch(/^backup-/)
    expect((await client.list({})).map(({ former }) => former)).toEqual([backupFolder])
    rmSync(join(chosen, library))
    await expect.poll(() => client.state({})).toMatchObject({ newestAt: eight, work: null, problem: null })
  })

  test('the older ones stay, are listed with their place, and are restored from there', async () => {
    const chosen = temporaryFolder()
    const { client, held, later, backupFolder } = await begun()
    await made(client)
    later()
    held.write('tree', (store) => store.createCourse({ title: '后来的', chapters: [] }))
    await client.choose({ folder: chosen })
    await made(client)
    expect([(await client.list({})).map(({ at, former }) => [at, former]), (await client.state({})).former]).toEqual([
      [
        [eight + hour, null],
        [eight, backupFolder],
      ],
      [backupFolder],
    ])
    const found = await checked(client, { backup: backupOf(await client.list({}), 1) })
    expect(found).toMatchObject({ titles: ['课'], images: 1, lostImages: 0 })
    await client.take({ checked: found.id })
    expect(titlesIn(held)).toEqual(['课'])
  })

  test('what was carried over by hand is listed once', async () => {
    const chosen = temporaryFolder()
    const { client, backupFolder } = await begun()
    await made(client)
    cpSync(backupFolder, chosen, { recursive: true })
    await client.choose({ folder: chosen })
    await made(client)
    expect((await client.list({})).map(({ former }) => former)).toEqual([null])
  })

  test('going back is choosing again; folders of before are remembered in their order, over a restart', async () => {
    const [one, two] = [temporaryFolder(), temporaryFolder()]
    const { client, held, folder, backupFolder, later, keeping } = await begun()
    await made(client)
    for (const [index, chosen] of [one, two].entries()) {
      later()
      held.write('tree', (store) => store.createCourse({ title: `第${index}门`, chapters: [] }))
      await client.choose({ folder: chosen })
      await made(client)
    }
    expect((await client.state({})).former).toEqual([one, backupFolder])
    later()
    await client.choose({ folder: null })
    await made(client)
    expect(await client.state({})).toMatchObject({ folder: backupFolder, isDefault: true, former: [two, one] })
    await keeping.dispose()
    await held.close()
    const again = await served({ folder, backupFolder })
    await expect.poll(() => again.keeping.backups.state().former).toEqual([two, one])
  })

  test('one of before that is away or gone spoils nothing', async () => {
    const [away, chosen] = [join(temporaryFolder(), '移动硬盘'), temporaryFolder()]
    const { client, later } = await begun()
    await client.choose({ folder: away })
    await made(client)
    later()
    await client.choose({ folder: chosen })
    await made(client)
    const [, old] = await client.list({})
    renameSync(away, `${away}-away`)
    expect([(await client.list({})).length, await client.state({})]).toMatchObject([1, { former: [], problem: null }])
    await expect(checked(client, { backup: old?.id ?? BackupId.parse('none') })).rejects.toMatchObject({ code: 'not-found' })
    await expect(checked(client, { backup: BackupId.parse('at-00000000/a/2026-11-24T08-00-00-000Z') })).rejects.toMatchObject({ code: 'not-found' })
    renameSync(`${away}-away`, away)
    expect((await client.list({})).length).toBe(2)
  })

  test('a file of the choice from an older studio, or with nonsense in it, is read as far as it goes', async () => {
    const chosen = temporaryFolder()
    const { client, folder } = await begun()
    writeFileSync(join(folder, 'backups.json'), JSON.stringify({ folder: chosen }))
    expect(await client.state({})).toMatchObject({ folder: chosen, isDefault: false })
    writeFileSync(join(folder, 'backups.json'), JSON.stringify({ folder: chosen, former: 7 }))
    expect(await client.state({})).toMatchObject({ folder: chosen, isDefault: false })
  })
})

describe('a studio that runs for days', () => {
  const rhythm = { first: 0, every: hour, again: hour / 12, beat: 3 }

  test('makes one each hour of the clock; while the folder is away it keeps trying, and after a restore it goes on', async () => {
    const backupFolder = join(temporaryFolder(), '备份')
    const { client, held, later, faults } = await begun({ backupFolder, hostWindows: { rhythm } })
    const newest = () => client.state({}).then((state) => (state.work || state.problem ? null : state.newestAt))
    let at = eight
    const write = (title: string) => held.write('tree', (store) => store.createCourse({ title, chapters: [] }))
    const pass = (ms: number) => {
      at += ms
      later(ms)
    }
    await expect.poll(newest).toBe(at)
    for (let count = 0; count < 6; count++) {
      write(`第 ${count} 门`)
      pass(hour)
      await expect.poll(newest).toBe(at)
    }
    write('睡前')
    pass(9 * hour)
    await expect.poll(newest).toBe(at)

    renameSync(backupFolder, `${backupFolder}-away`)
    writeFileSync(backupFolder, 'in the way of the studio’s own')
    write('拔掉之后')
    pass(hour)
    await expect.poll(async () => (await client.state({})).problem?.code).toMatch(/^backup-/)
    rmSync(backupFolder)
    renameSync(`${backupFolder}-away`, backupFolder)
    pass(hour / 12)
    await expect.poll(newest).toBe(at)

    const restored = await checked(client, { backup: backupOf(await client.list({}), 3) })
    await client.take({ checked: restored.id })
    write('恢复之后')
    pass(hour)
    await expect.poll(newest).toBe(at)
    expect([titlesIn(held).at(-1), (await client.list({}))[0]?.titles.at(-1), faults]).toEqual(['恢复之后', '恢复之后', []])
  })

  test('one is made soon of a library that came in another’s place and has none', async () => {
    const file = join(temporaryFolder(), '搬来的.moke')
    const from = await begun({ hostWindows: { pickPlace: async () => file } })
    await packed(from.client)
    const to = await begun({ hostWindows: { rhythm } })
    await expect.poll(async () => (await to.client.state({})).newestAt).toBe(eight)
    await to.client.take({ checked: (await checked(to.client, { path: file })).id })
    expect(to.held.state().identity?.id).toBe(from.held.state().identity?.id)
    await expect.poll(async () => (await to.client.list({})).filter(({ kind, isOther }) => kind === 'backup' && !isOther).length).toBe(1)
  })

  test('a clock that was a year ahead for an hour takes no later backup away', async () => {
    const { client, held, later } = await begun()
    for (let count = 0; count < 30; count++) {
      later(count === 0 ? 365 * 24 * hour : hour)
      held.write('tree', (store) => store.createCourse({ title: `${count}`, chapters: [] }))
      await made(client)
    }
    later(-365 * 24 * hour)
    const before = (await client.list({})).length
    held.write('tree', (store) => store.createCourse({ title: '对了', chapters: [] }))
    await made(client)
    expect([(await client.list({})).length, (await client.list({})).at(-1)?.titles.at(-1)]).toEqual([before + 1, '对了'])
  })
})
