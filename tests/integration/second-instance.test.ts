import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openWorkspace } from '#main/services/open-workspace.ts'
import { admit, openClient } from '../e2e/contract-client.ts'
import { newFolder, root, startHost } from '../e2e/launch.ts'

function temporaryFolder(): string {
  const { path, discard } = newFolder()
  onTestFinished(discard)
  return path
}

/** Another process on the workspace; what it has said so far. */
function otherProcess(folder: string): { child: ChildProcess; said: () => string[]; ended: Promise<unknown> } {
  const child = spawn(process.execPath, [join(root, 'tests/integration/hold-workspace.ts'), folder], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  return { child, said: () => output.trim().split('\n'), ended: new Promise((resolve) => child.once('exit', resolve)) }
}

describe('a second studio on one workspace', () => {
  test('it is read-only, and writes as soon as the first was killed', async () => {
    const folder = temporaryFolder()
    const first = otherProcess(folder)
    await expect.poll(() => first.said()).toEqual(['open'])
    const second = await openWorkspace({ folder, retryEveryMs: 50 })
    onTestFinished(() => second.close())
    const write = () => second.write('tree', (store) => store.createCourse({ title: '第二个写的', chapters: [] }))
    expect(second.state()).toMatchObject({ phase: 'read-only', problem: { code: 'read-only' } })
    expect(write).toThrow(expect.objectContaining({ code: 'read-only' }))
    first.child.kill('SIGKILL')
    await first.ended
    await expect.poll(() => second.state().phase).toBe('open')
    write()
    const third = otherProcess(folder)
    await expect.poll(() => third.said()).toEqual(['read-only'])
    await second.close()
    await expect.poll(() => third.said()).toEqual(['read-only', 'open'])
  })

  test('it lets exactly one of many that start together write', async () => {
    const folder = temporaryFolder()
    const all = Array.from({ length: 4 }, () => otherProcess(folder))
    await expect.poll(() => all.map((one) => one.said()[0]).sort()).toEqual(['open', 'read-only', 'read-only', 'read-only'])
  })

  test('it tells its page so, and shows what the first wrote', async () => {
    const folder = temporaryFolder()
    const first = await openWorkspace({ folder })
    onTestFinished(() => first.close())
    first.write('tree', (store) => store.createCourse({ title: '第一个写的', chapters: [{ title: '章', lessons: [{ title: '节' }] }] }))
    const host = await startHost(folder)
    onTestFinished(() => host.stop())
    const client = await openClient(host.address, await admit(host.address))
    expect(await client.workspace.state({})).toMatchObject({ phase: 'read-only' })
    const { courses } = await client.library.tree({})
    expect(courses.map((course) => course.title)).toEqual(['第一个写的'])
    const lesson = courses[0]?.chapters[0]?.lessons[0]
    expect(lesson && (await client.lessons.open({ lesson: lesson.id, take: true })).editable).toBe(false)
    await expect(client.library.createCourse({ title: '不许', chapterTitle: '章', lessonTitle: '节' })).rejects.toMatchObject({ code: 'read-only' })
    client.close()
  })
})
