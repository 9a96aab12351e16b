/** What a studio sees of a workspace that another one holds. */
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import Sqlite from 'better-sqlite3'
import { takeLock } from '#main/store/lock.ts'
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
