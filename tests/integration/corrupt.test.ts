import { cpSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openWorkspace, type Workspace } from '#main/services/open-workspace.ts'
import { LessonId } from '#preload/contract/library.ts'
import { Problem } from '#preload/contract/problem.ts'
import { blockText } from '#preload/document/lines.ts'
import { admit, openClient } from '../e2e/contract-client.ts'
import { newFolder, startHost } from '../e2e/launch.ts'
import { randomFrom } from './seeded-random.ts'
import { someChanges } from './typed-changes.ts'

function temporaryFolder(): string {
  const { path, discard } = newFolder()
  onTestFinished(discard)
  return path
}

/** Three lessons with a history, closed; and their texts by id. */
async function written(batches: number): Promise<{ folder: string; texts: Map<string, string> }> {
  const folder = temporaryFolder()
  const random = randomFrom(5)
  const workspace = await openWorkspace({ folder })
  const { chapters } = workspace.write('none', (store) =>
    store.createCourse({ title: '课', chapters: [{ title: '章', lessons: [{ title: '一' }, { title: '二' }, { title: '三' }] }] }),
  )
  for (const lesson of chapters[0]?.lessons ?? []) {
    for (let base = 0; base < batches; base += 1) {
      const changes = someChanges(workspace.read((store) => store.openLesson(lesson)).doc, random)
      workspace.write('none', (store) => store.append({ lesson, batch: `batch-number-${base}`, base, changes, at: 1 }))
    }
  }
  await workspace.copyNow()
  const texts = textsOf(workspace)
  await workspace.close()
  return { folder, texts }
}

/** Three lessons whose good copy is `copied` batches old, `batches` in all; and every text they ever had. */
async function writtenOn(copied: number, batches: number): Promise<{ folder: string; history: Map<string, string[]>; lessons: string[] }> {
  const { folder, texts } = await written(copied)
  const random = randomFrom(7)
  const workspace = await openWorkspace({ folder })
  const lessons = [...texts.keys()]
  const textOf = (lesson: string) => workspace.read((store) => store.openLesson(lesson)).doc
  const history = new Map(lessons.map((lesson) => [lesson, [...Array.from({ length: copied }, () => ''), textOf(lesson).map(blockText).join('\n')]]))
  for (let base = copied; base < batches; base += 1) {
    for (const lesson of lessons) {
      const changes = someChanges(textOf(lesson), random)
      workspace.write('none', (store) => store.append({ lesson, batch: `batch-number-${base}`, base, changes, at: 1 }))
      history.get(lesson)?.push(textOf(lesson).map(blockText).join('\n'))
    }
  }
  await workspace.close()
  return { folder, history, lessons }
}

/** Some bytes in a row, each made another, from one that is written: most of a small database is empty pages, which nobody reads. */
function flipped(whole: Buffer, random: () => number): Buffer {
  const bytes = Buffer.from(whole)
  const written = [...bytes.keys()].filter((at) => bytes[at] !== 0)
  const [from, length] = [written[Math.floor(random() * written.length)] ?? 0, 1 + Math.floor(random() ** 3 * 64)]
  for (let at = from; at < Math.min(from + length, bytes.length); at += 1) bytes[at] = (bytes[at] ?? 0) ^ (1 + Math.floor(random() * 255))
  return bytes
}

function textsOf(workspace: Workspace): Map<string, string> {
  const lessons = workspace.read((store) => store.tree()).flatMap((course) => course.chapters.flatMap((chapter) => chapter.lessons))
  return new Map(
    lessons.map(({ id }) => [
      id,
      workspace
        .read((store) => store.openLesson(id))
        .doc.map(blockText)
        .join('\n'),
    ]),
  )
}

describe('a damaged workspace', () => {
  test('it never shows a text that is not the author’s, wherever bytes were flipped', async () => {
    const { folder, texts } = await written(40)
    const whole = readFileSync(join(folder, 'workspace.sqlite'))
    const random = randomFrom(11)
    const outcomes = { whole: 0, broken: 0 }
    for (let round = 0; round < 120; round += 1) {
      const bytes = flipped(whole, random)
      const damaged = temporaryFolder()
      cpSync(join(folder, 'copies'), join(damaged, 'copies'), { recursive: true })
      writeFileSync(join(damaged, 'workspace.sqlite'), bytes)
      const workspace = await openWorkspace({ folder: damaged })
      const outcome = readOrBreak(workspace)
      if (outcome) {
        outcomes.whole += 1
        for (const [id, text] of outcome) expect(text).toBe(texts.get(id))
      } else {
        outcomes.broken += 1
        const state = workspace.state()
        expect(state).toMatchObject({ phase: 'broken', problem: { code: 'workspace-corrupt' }, copies: [{ lessons: 3 }] })
        expect(readFileSync(join(damaged, state.keptAs ?? '')).equals(bytes)).toBe(true)
        await workspace.restoreCopy(state.copies[0]?.id ?? '')
        expect(textsOf(workspace)).toEqual(texts)
      }
      await workspace.close()
    }
    // Two in three of the rounds: the others hit a time, a title or what was deleted.
    expect(outcomes.broken).toBeGreaterThan(60)
  })

  test('it is restored to a text that each lesson had, no older than the copy, wherever bytes were flipped since', async () => {
    const { folder, history, lessons } = await writtenOn(20, 60)
    const whole = readFileSync(join(folder, 'workspace.sqlite'))
    const random = randomFrom(17)
    let [restored, newer] = [0, 0]
    for (let round = 0; round < 120; round += 1) {
      const damaged = temporaryFolder()
      cpSync(join(folder, 'copies'), join(damaged, 'copies'), { recursive: true })
      writeFileSync(join(damaged, 'workspace.sqlite'), flipped(whole, random))
      const workspace = await openWorkspace({ folder: damaged })
      if (!readOrBreak(workspace)) {
        restored += 1
        await workspace.restoreCopy(workspace.state().copies[0]?.id ?? '')
        const texts = textsOf(workspace)
        for (const lesson of lessons) {
          const revision = history.get(lesson)?.lastIndexOf(texts.get(lesson) ?? 'none') ?? -1
          expect(revision).toBeGreaterThanOrEqual(20)
          if (revision > 20) newer += 1
        }
      }
      await workspace.close()
    }
    expect(restored).toBeGreaterThan(60)
    expect(newer).toBeGreaterThan(restored) // of three lessons, more than one on average
  })

  test('it is offered its newest good copy by the host, and goes on from there', async () => {
    const { folder, texts } = await written(10)
    truncateSync(join(folder, 'workspace.sqlite'), 9000)
    const host = await startHost(folder)
    onTestFinished(() => host.stop())
    const client = await openClient(host.address, await admit(host.address))
    const state = await client.workspace.state({})
    expect(state).toMatchObject({ phase: 'broken', problem: { code: 'workspace-corrupt' }, keptAs: expect.stringMatching(/^workspace\.broken/) })
    await expect(client.library.tree({})).rejects.toMatchObject({ code: 'workspace-corrupt' })
    expect(await client.workspace.restoreCopy({ id: state.copies[0]?.id ?? '' })).toMatchObject({ phase: 'open' })
    for (const [id, text] of texts) {
      const opened = await client.lessons.open({ lesson: LessonId.parse(id), take: false })
      expect([opened.doc.map(blockText).join('\n'), opened.revision, opened.editable]).toEqual([text, 10, true])
    }
    client.close()
  })
})

/** All texts, or null when the workspace turned out to be broken. */
function readOrBreak(workspace: Workspace): Map<string, string> | null {
  try {
    return textsOf(workspace)
  } catch (error) {
    if (error instanceof Problem && error.code === 'workspace-corrupt') return null
    throw error
  }
}
