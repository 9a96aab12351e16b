/** What a studio sees of a workspace that another one holds. */
import { copyFileSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import Sqlite from 'better-sqlite3'
import { listCopies } from '#main/store/copies.ts'
import { takeLock } from '#main/store/lock.ts'
import { migrations, newestVersion } from '#main/store/migrate.ts'
import { placesIn } from '#main/store/places.ts'
import { putOlder } from '../store/older-workspaces.ts'
import { temporaryFolder } from '../store/temporary.ts'
import { problemOf } from './served.ts'
import { opened, titlesIn, writtenAfterCopy } from './workspaces.ts'

describe('a studio that only reads', () => {
  test('it can put a damaged workspace right as soon as the other studio is gone', async () => {
    const folder = await writtenAfterCopy()
    const holder = takeLock(join(folder, 'workspace.lock'))
    onTestFinished(() => holder?.release())
    const workspace = await opened(folder, { retryEveryMs: 20 })
    const db = new Sqlite(join(folder, 'workspace.sqlite'))
    db.exec("UPDATE snapshot SET doc = '[]'")
    db.close()
    const told: string[] = []
    workspace.listen((event) => told.push(event))
    const lesson = workspace.read((store) => store.tree())[0]?.chapters[0]?.lessons[0]?.id ?? ''
    expect(() => workspace.read((store) => store.openLesson(lesson))).toThrow(expect.objectContaining({ code: 'workspace-corrupt' }))
    const copy = workspace.state().copies[0]?.id ?? ''
    expect([await problemOf(workspace.restoreCopy(copy)), workspace.state().keptAs]).toEqual(['read-only', null])
    holder?.release()
    await expect.poll(() => told).toEqual(['state', 'state', 'tree'])
    expect(workspace.state()).toMatchObject({ phase: 'broken', problem: { code: 'workspace-corrupt' }, keptAs: expect.stringMatching(/^workspace\.broken-/) })
    expect(await workspace.restoreCopy(copy)).toMatchObject({ phase: 'open' })
  })
})

describe('a workspace that another studio is just making', () => {
  test('it is told of as soon as it can be read', async () => {
    const folder = temporaryFolder()
    const lock = takeLock(join(folder, 'workspace.lock'))
    onTestFinished(() => lock?.release())
    const workspace = await opened(folder, { retryEveryMs: 20 })
    const told: string[] = []
    workspace.listen((event) => told.push(event))
    expect([workspace.state().phase, workspace.isReadable()]).toEqual(['read-only', false])
    copyFileSync(join(await writtenAfterCopy(), 'workspace.sqlite'), join(folder, 'workspace.sqlite'))
    await expect.poll(() => told).toEqual(['state', 'tree'])
    expect([workspace.state().phase, titlesIn(workspace)]).toEqual(['read-only', ['课', '拷贝之后']])
  })
})

describe('a workspace that a studio of another version holds', () => {
  /** A held workspace of some version, and how it looks to a studio that comes second. */
  async function seen(version: number) {
    const folder = temporaryFolder()
    const { file, lock } = placesIn(folder)
    putOlder(Math.min(version, newestVersion), file)
    setVersion(file, version)
    const holder = takeLock(lock)
    onTestFinished(() => holder?.release())
    const before = readFileSync(file)
    const workspace = await opened(folder, { retryEveryMs: 20 })
    const told: string[] = []
    workspace.listen((event) => told.push(event))
    return { folder, file, before, holder, workspace, told }
  }

  function setVersion(file: string, version: number): void {
    const db = new Sqlite(file)
    db.pragma(`user_version = ${version}`)
    db.close()
  }

  test.each(migrations.map(({ version }) => version).filter((version) => version < newestVersion))(
    'of version %i: it is told of and left alone, then brought up to date when that one is gone',
    async (version) => {
      const { folder, file, before, holder, workspace, told } = await seen(version)
      expect(workspace.state()).toMatchObject({ phase: 'broken', problem: { code: 'workspace-older' }, copies: [], keptAs: null })
      expect(() => workspace.read((store) => store.tree())).toThrow(expect.objectContaining({ code: 'workspace-older' }))
      expect(await problemOf(workspace.startFresh())).toBe('workspace-older')
      expect([readFileSync(file).equals(before), readdirSync(folder).sort()]).toEqual([true, ['workspace.lock', 'workspace.sqlite']])
      holder?.release()
      await expect.poll(() => told).toEqual(['state', 'tree'])
      expect([workspace.state().phase, titlesIn(workspace), listCopies(placesIn(folder).copies).length]).toEqual(['open', ['写作课'], 1])
    },
  )

  test('of a newer version: nothing is read of it or put in its place, and it is still newer when that one is gone', async () => {
    const { file, folder, before, holder, workspace, told } = await seen(newestVersion + 10)
    expect(workspace.state()).toMatchObject({ phase: 'broken', problem: { code: 'workspace-newer' }, keptAs: null })
    expect(workspace.holds()).toBe(false)
    expect(await problemOf(workspace.startFresh())).toBe('read-only')
    holder?.release()
    await expect.poll(() => told).toEqual(['state', 'tree'])
    expect(workspace.state()).toMatchObject({ phase: 'broken', problem: { code: 'workspace-newer' } })
    expect([readFileSync(file).equals(before), readdirSync(folder).sort()]).toEqual([true, ['workspace.lock', 'workspace.sqlite']])
  })

  test('that brings it to its own schema while it is read here', async () => {
    const { file, workspace, told } = await seen(newestVersion)
    expect([workspace.state().phase, titlesIn(workspace)]).toEqual(['read-only', ['写作课']])
    setVersion(file, newestVersion + 10)
    await expect.poll(() => told).toEqual(['state', 'tree'])
    expect(workspace.state()).toMatchObject({ phase: 'broken', problem: { code: 'workspace-newer' } })
  })
})
