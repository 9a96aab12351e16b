import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { openWorkspace, type Workspace } from '#main/services/open-workspace.ts'
import { VoiceFolder } from '#main/services/voice-records.ts'
import { VoiceUse } from '#main/services/voice-use.ts'
import { AdapterId } from '#preload/contract/adapters.ts'
import { Problem } from '#preload/contract/problem.ts'
import { blockText } from '#preload/document/lines.ts'
import { paragraph } from '../unit/preload/document/documents.ts'
import { newFolder } from '../e2e/launch.ts'

/** A file system of four megabytes. Only root can make one. */
const disk = newFolder()
const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', disk.path]).status === 0
afterAll(() => {
  if (isMounted) spawnSync('umount', ['-l', disk.path])
  disk.discard()
})

let round = 0

/** An empty folder on the small disk, which then has `freeBytes` left. */
function onSmallDisk(freeBytes: number): { folder: string; free: () => void; fill: () => void } {
  const folder = join(disk.path, `w${(round += 1)}`)
  mkdirSync(folder)
  const filler = join(disk.path, 'filler')
  const fill = (left = 0) => {
    const { bavail, bsize } = statfsSync(disk.path)
    writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - left)))
  }
  fill(freeBytes)
  onTestFinished(() => {
    rmSync(filler, { force: true })
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    folder,
    free: () => rmSync(filler),
    fill: () => {
      rmSync(filler, { force: true })
      fill()
    },
  }
}

const newCourse = { title: '课', chapters: [{ title: '章', lessons: [{ title: '节' }] }] }

function lessonIn(workspace: Workspace): string {
  return workspace.read((store) => store.tree())[0]?.chapters[0]?.lessons[0]?.id ?? ''
}

/** Appends one paragraph; the code of the problem, or null. */
function append(workspace: Workspace, lesson: string, base: number): string | null {
  try {
    workspace.write('text', (store) =>
      store.append({
        lesson,
        batch: `batch-${base}`,
        base,
        changes: [{ type: 'insert_node', path: [base], node: paragraph(`第 ${base} 段。${'字'.repeat(3000)}`, `b${base}`) }],
        at: 1,
      }),
    )
    return null
  } catch (error) {
    if (error instanceof Problem) return error.code
    throw error
  }
}

describe.skipIf(!isMounted)('a disk that fills up while writing (needs root for a small file system)', () => {
  test('it says disk-full at once, keeps every saved batch, and takes the same batch when there is room again', async () => {
    const small = onSmallDisk(1_000_000)
    const workspace = await openWorkspace({ folder: small.folder })
    onTestFinished(() => workspace.close())
    workspace.write('tree', (store) => store.createCourse(newCourse))
    const lesson = lessonIn(workspace)
    let saved = 0
    while (append(workspace, lesson, saved) === null) saved += 1
    expect(saved).toBeGreaterThan(10)
    expect([append(workspace, lesson, saved), append(workspace, lesson, saved)]).toEqual(['disk-full', 'disk-full'])
    expect(workspace.state()).toMatchObject({ phase: 'open', problem: null })
    const kept = workspace.read((store) => store.openLesson(lesson))
    expect([kept.revision, kept.doc.length]).toEqual([saved, saved + 1])
    await workspace.copyNow() // no room for it either; that is nobody's problem
    small.free()
    expect(append(workspace, lesson, saved)).toBeNull()
    expect(append(workspace, lesson, saved + 1)).toBeNull()
    await workspace.close()
    const again = await openWorkspace({ folder: small.folder })
    onTestFinished(() => again.close())
    const read = again.read((store) => store.openLesson(lesson))
    expect([again.state().phase, read.revision]).toEqual(['open', saved + 2])
    expect(read.doc.slice(0, -1).map((block) => blockText(block).slice(0, blockText(block).indexOf('。')))).toEqual(
      Array.from({ length: saved + 2 }, (_, index) => `第 ${index} 段`),
    )
  })

  test('it opens by itself when a disk that was full at the start has room again', async () => {
    const small = onSmallDisk(2_000_000)
    const first = await openWorkspace({ folder: small.folder })
    first.write('tree', (store) => store.createCourse(newCourse))
    await first.close()
    small.fill()
    const second = await openWorkspace({ folder: small.folder, retryEveryMs: 20 })
    onTestFinished(() => second.close())
    const told: string[] = []
    second.listen((event) => told.push(event))
    expect(second.state()).toMatchObject({ phase: 'broken', problem: { code: 'disk-full' }, keptAs: null })
    small.free()
    await expect.poll(() => second.state()).toMatchObject({ phase: 'open', problem: null })
    expect(told).toEqual(['state', 'tree'])
    expect(append(second, lessonIn(second), 0)).toBeNull()
  })

  test('it begins a workspace whole or not at all', async () => {
    const small = onSmallDisk(20_000)
    const first = await openWorkspace({ folder: small.folder, retryEveryMs: 20 })
    onTestFinished(() => first.close())
    expect(first.state()).toMatchObject({ phase: 'broken', problem: { code: 'disk-full' }, keptAs: null })
    small.free()
    await expect.poll(() => first.state()).toMatchObject({ phase: 'open' })
    expect(first.read((store) => store.tree())).toEqual([])
  })

  test('an adapter that is at work is deleted all the same, and what its file took is free', () => {
    const small = onSmallDisk(1_500_000)
    const files = new VoiceFolder(small.folder)
    const id = AdapterId.parse('0e3f6f0a-5d3c-4d2b-9d5c-3c8d9a1b2c3d')
    const numbers = join(small.folder, 'numbers')
    writeFileSync(numbers, Buffer.alloc(1_000_000))
    files.keep(
      {
        ...{ version: 1, id, name: '笔风', base: { id: 'starter', name: 's' }, identity: { name: 's', family: 'qwen3', sizes: 's', numbers: 'n' }, madeAt: 1 },
        ...{ setup: null, choice: null, works: [], figures: [], before: null, after: null, seconds: null, proof: null },
      },
      numbers,
    )
    const use = new VoiceUse(files, small.folder)
    use.try('starter', { id, name: '笔风', strength: 1 }).hold()
    small.fill()
    expect(() => use.takeOff('starter')).toThrow('ENOSPC')
    expect([use.forget(id), files.remove(id)]).toEqual([true, true])
    use.hasRoom()
    const { bavail, bsize } = statfsSync(disk.path)
    expect(bavail * bsize).toBeGreaterThan(900_000)
    expect([new VoiceUse(files, small.folder).active('starter'), files.readUse()]).toEqual([null, { version: 1, active: {}, strengths: {} }])
  })
})
