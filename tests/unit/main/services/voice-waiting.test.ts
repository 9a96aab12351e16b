/** Runs that wait, go on, are cancelled or are met again by another studio. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { VoiceFolder } from '#main/services/voice-records.ts'
import { temporaryFolder } from '../store/temporary.ts'
import { problemOf } from './served.ts'
import { began, done, type FakeRun, fakeTrainer, step, writeAdapter } from './fake-trainer.ts'
import { asked, caller, leavable, voiceIn, works } from './learning-studio.ts'

/** Says that it has begun, and computes until it is paused. */
const untilPaused: FakeRun = async function* (_, { paused }) {
  yield began()
  yield step(1)
  await paused
  yield { kind: 'paused', step: 1, problem: null }
}

describe('works that are left out while a run', () => {
  const kept = (folder: string) => existsSync(join(folder, 'voice/run/texts.jsonl'))
  const leftOut = { phase: 'paused', problem: { code: 'run-left-out', detail: { count: 1 } } }

  test('goes on: it waits at once with all that it has learnt, and begins anew without them where it is told to go on', async () => {
    const [folder, fake, archive] = [temporaryFolder(), fakeTrainer(untilPaused), leavable()]
    const { handlers, phase } = await voiceIn(folder, fake, archive)
    await handlers.start(asked, caller)
    await expect.poll(phase).toMatchObject({ phase: 'running' })
    archive.leaveOut('w2')
    await expect.poll(phase).toMatchObject({ ...leftOut, run: { step: 1 } })
    expect(kept(folder)).toBe(true)
    // What was half learnt of them is not to become a voice.
    await handlers.stop({}, caller)
    expect([await phase(), fake.inputs.length]).toMatchObject([leftOut, 1])
    // Nor does it go on, or begin anew, by a press that knew nothing of them.
    await handlers.goOn({}, caller)
    expect([await phase(), kept(folder), fake.inputs.length]).toMatchObject([leftOut, true, 1])
    fake.pieces.length = 0
    await handlers.goOn({ isAnew: true }, caller)
    await expect.poll(phase).toMatchObject({ phase: 'running', problem: null, run: { name: '散文', learning: { works: 4 } } })
    expect(fake.pieces.map(({ work }) => work)).toEqual(['w0', 'w1', 'w3', 'w4', 'w5'])
  })

  test('waits as well where a name in it was masked, goes on where that was taken back, and begins anew with it masked, which holds it no more', async () => {
    const [folder, fake, archive] = [temporaryFolder(), fakeTrainer(untilPaused), leavable()]
    archive.mask(['李小明'])
    const { handlers, phase } = await voiceIn(folder, fake, archive)
    await handlers.start(asked, caller)
    await expect.poll(phase).toMatchObject({ phase: 'running' })
    archive.mask(['李小明', '张三'])
    await expect.poll(phase).toMatchObject({ phase: 'paused', problem: { code: 'run-masked', detail: { count: 1 } } })
    await handlers.goOn({}, caller)
    expect([(await phase()).phase, fake.inputs.length]).toEqual(['paused', 1])
    archive.mask(['李小明'])
    await expect.poll(phase).toMatchObject({ phase: 'running', problem: null })
    archive.mask(['李小明', '张三'])
    await expect.poll(phase).toMatchObject({ phase: 'paused', problem: { code: 'run-masked' } })
    await handlers.goOn({ isAnew: true }, caller)
    await expect.poll(phase).toMatchObject({ phase: 'running', problem: null })
    archive.mask(['李小明', '张三'])
    await expect.poll(phase).toMatchObject({ phase: 'running', problem: null })
  })

  test('waits, also in another studio: it is told before anything goes on, and its author may have nothing kept of it', async () => {
    const [folder, fake, archive] = [temporaryFolder(), fakeTrainer(untilPaused), leavable()]
    const first = await voiceIn(folder, fake, archive)
    await first.handlers.start(asked, caller)
    await expect.poll(first.phase).toMatchObject({ phase: 'running' })
    await first.dispose()
    await first.workspace.close()
    archive.leaveOut('w0')
    const second = await voiceIn(folder, fake, archive)
    await expect.poll(second.phase).toMatchObject(leftOut)
    expect([kept(folder), fake.inputs.length]).toEqual([true, 1])
    await second.handlers.cancel({}, caller)
    expect([await second.phase(), kept(folder)]).toMatchObject([{ phase: 'idle', problem: null }, false])
  })

  test('goes on, and are taken back, however late and in whatever studio: it goes on by itself and has lost nothing', async () => {
    const [folder, fake, archive] = [temporaryFolder(), fakeTrainer(untilPaused), leavable()]
    const first = await voiceIn(folder, fake, archive)
    await first.handlers.start(asked, caller)
    await expect.poll(first.phase).toMatchObject({ phase: 'running' })
    archive.leaveOut('w2')
    await expect.poll(first.phase).toMatchObject(leftOut)
    archive.takeBack('w2')
    await expect.poll(first.phase, { timeout: 3000 }).toMatchObject({ phase: 'running', problem: null })
    archive.leaveOut('w3')
    await expect.poll(first.phase, { timeout: 3000 }).toMatchObject(leftOut)
    await first.dispose()
    await first.workspace.close()
    const second = await voiceIn(folder, fake, archive)
    await expect.poll(second.phase).toMatchObject(leftOut)
    archive.takeBack('w3')
    await expect.poll(second.phase, { timeout: 3000 }).toMatchObject({ phase: 'running', problem: null })
    expect([fake.inputs.length, fake.pieces.length]).toEqual([3, 6])
  })

  test('waits because its author wished so, and are taken back: it still waits', async () => {
    const [fake, archive] = [fakeTrainer(untilPaused), leavable()]
    const { handlers, phase } = await voiceIn(temporaryFolder(), fake, archive)
    await handlers.start(asked, caller)
    await expect.poll(phase).toMatchObject({ phase: 'running' })
    await handlers.pause({}, caller)
    await expect.poll(phase).toMatchObject({ phase: 'paused', problem: null })
    archive.leaveOut('w2')
    await expect.poll(phase).toMatchObject(leftOut)
    archive.takeBack('w2')
    await expect.poll(phase, { timeout: 3000 }).toMatchObject({ phase: 'paused', problem: null })
    expect(fake.inputs).toHaveLength(1)
  })

  test('leaves too few to begin anew with: that is told, and what it has learnt is still there', async () => {
    const [folder, fake, archive] = [temporaryFolder(), fakeTrainer(untilPaused), leavable()]
    const { handlers, phase } = await voiceIn(folder, fake, archive)
    await handlers.start(asked, caller)
    await expect.poll(phase).toMatchObject({ phase: 'running' })
    // The only one that is held out.
    archive.leaveOut('w5')
    await expect.poll(phase).toMatchObject(leftOut)
    expect(await problemOf(Promise.resolve(handlers.goOn({ isAnew: true }, caller)))).toBe('works-alike')
    expect([await phase(), kept(folder)]).toMatchObject([leftOut, true])
  })

  test('goes on while courses cannot be read for a moment: nothing is taken for left out', async () => {
    const [folder, fake, archive] = [temporaryFolder(), fakeTrainer(untilPaused), leavable()]
    const { handlers, phase, workspace } = await voiceIn(folder, fake, archive)
    await handlers.start(asked, caller)
    await expect.poll(phase).toMatchObject({ phase: 'running' })
    vi.spyOn(workspace, 'isReadable').mockReturnValue(false)
    for (const { id } of works) archive.leaveOut(id)
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(existsSync(join(folder, 'voice/run/run.json'))).toBe(true)
    expect(await phase()).toMatchObject({ phase: 'running' })
  })

  test('does not concern it: it goes on', async () => {
    const [folder, fake, archive] = [temporaryFolder(), fakeTrainer(untilPaused), leavable()]
    const { handlers, phase } = await voiceIn(folder, fake, archive)
    await handlers.start(asked, caller)
    await expect.poll(phase).toMatchObject({ phase: 'running' })
    archive.leaveOut('another')
    await handlers.pause({}, caller)
    await expect.poll(phase).toMatchObject({ phase: 'paused', problem: null })
  })
})

test('a run whose texts the disk did not take sends all of them again where it is told to go on', async () => {
  const fake = fakeTrainer(untilPaused, 1)
  const { handlers, phase } = await voiceIn(temporaryFolder(), fake)
  await handlers.start(asked, caller)
  await expect.poll(phase).toMatchObject({ phase: 'failed', problem: { code: 'disk-full' } })
  await handlers.goOn({}, caller)
  await expect.poll(phase).toMatchObject({ phase: 'running', run: { name: '散文' } })
  expect(fake.pieces).toHaveLength(6)
})

test('a run that another version began lies aside until another begins', async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'voice/run'), { recursive: true })
  writeFileSync(join(folder, 'voice/run/run.json'), JSON.stringify({ version: 2 }))
  const { handlers, phase } = await voiceIn(folder, fakeTrainer(untilPaused))
  expect([await phase(), readdirSync(join(folder, 'voice'))]).toEqual([expect.objectContaining({ phase: 'idle' }), ['run.aside']])
  await handlers.start(asked, caller)
  await expect.poll(phase).toMatchObject({ phase: 'running' })
  expect(readdirSync(join(folder, 'voice'))).toEqual(['run'])
})

test('a run that is cancelled before it has begun does not begin', async () => {
  const fake = fakeTrainer(untilPaused)
  const listed = Promise.withResolvers<void>()
  const { learning } = leavable()
  const slow = { ...learning, works: async () => listed.promise.then(() => works) }
  const { handlers, phase } = await voiceIn(temporaryFolder(), fake, { learning: slow })
  const starting = Promise.resolve(handlers.start(asked, caller)).catch((error: unknown) => error)
  await handlers.cancel({}, caller)
  listed.resolve()
  expect(await starting).toMatchObject({ name: 'AbortError' })
  expect([await phase(), fake.inputs]).toEqual([expect.objectContaining({ phase: 'idle' }), []])
})

test('a run that is begun while another is being taken away is not taken away with it', async () => {
  const [folder, archive] = [temporaryFolder(), leavable()]
  const fake = fakeTrainer(untilPaused)
  const { handlers, phase } = await voiceIn(folder, fake, archive)
  await handlers.start(asked, caller)
  await expect.poll(phase).toMatchObject({ phase: 'running' })
  const [, started] = await Promise.all([handlers.cancel({}, caller), handlers.start({ ...asked, name: '第二次' }, caller)])
  expect(started).toEqual({})
  await expect.poll(phase).toMatchObject({ phase: 'running', run: { name: '第二次' } })
  expect(new VoiceFolder(folder).readRun()?.run.name).toBe('第二次')
})

test('a run that was about to go on by itself waits where it is told to, in every studio after that', async () => {
  const [folder, fake] = [temporaryFolder(), fakeTrainer(untilPaused)]
  const first = await voiceIn(folder, fake)
  await first.handlers.start(asked, caller)
  await expect.poll(first.phase).toMatchObject({ phase: 'running' })
  await first.dispose()
  expect(new VoiceFolder(folder).readRun()?.phase).toBe('running')
  await first.workspace.close()
  const second = await voiceIn(folder, fake, { resumeAfterMs: 60_000 })
  await second.handlers.pause({}, caller)
  expect(new VoiceFolder(folder).readRun()?.phase).toBe('paused')
})

test('a paused run waits in another studio too, and goes on without being sent its texts again', async () => {
  const folder = temporaryFolder()
  const fake = fakeTrainer(async function* (input, { paused }) {
    yield began(fake.inputs.length > 1 ? 1 : 0)
    if (fake.inputs.length > 1) {
      writeAdapter(input)
      yield done
      return
    }
    yield step(1)
    yield { kind: 'saved', step: 1 }
    await paused
    yield { kind: 'paused', step: 1, problem: null }
  })
  const first = await voiceIn(folder, fake)
  await first.handlers.start(asked, caller)
  await expect.poll(first.phase).toMatchObject({ phase: 'running' })
  await first.handlers.pause({}, caller)
  await expect.poll(first.phase).toMatchObject({ phase: 'paused', problem: null, run: { step: 1, memory: null } })
  expect(await problemOf(Promise.resolve().then(() => first.handlers.start(asked, caller)))).toBe('run-busy')
  await first.dispose()
  await first.workspace.close()
  const sent = fake.pieces.length
  const second = await voiceIn(folder, fake)
  expect(await second.phase()).toMatchObject({ phase: 'paused', run: { step: 1 } })
  await second.handlers.goOn({}, caller)
  await expect.poll(second.phase).toMatchObject({ phase: 'done' })
  expect(fake.pieces).toHaveLength(sent)
})

test('a run that was under way goes on by itself when the studio is opened again; one whose process dies goes on at once', async () => {
  const folder = temporaryFolder()
  const fake = fakeTrainer(async function* (input, { kill, paused }) {
    yield began()
    if (fake.inputs.length === 1) return kill()
    if (fake.inputs.length === 2) {
      yield step(1)
      return await paused
    }
    writeAdapter(input)
    yield done
  })
  const first = await voiceIn(folder, fake)
  await first.handlers.start(asked, caller)
  await expect.poll(first.phase).toMatchObject({ phase: 'running', run: { step: 1 } })
  expect(await first.handlers.adapters({}, caller)).toEqual([])
  await first.dispose()
  await first.workspace.close()
  const second = await voiceIn(folder, fake)
  await expect.poll(second.phase).toMatchObject({ phase: 'done' })
})

test('a cancelled run leaves nothing, whatever the page asks for next', async () => {
  const folder = temporaryFolder()
  const fake = fakeTrainer(async function* (_, { paused }) {
    yield began()
    yield step(1)
    await paused
  })
  const { handlers, phase } = await voiceIn(folder, fake)
  await handlers.start(asked, caller)
  await expect.poll(phase).toMatchObject({ phase: 'running' })
  await handlers.cancel({}, caller)
  expect([await phase(), readdirSync(join(folder, 'voice'))]).toMatchObject([{ phase: 'idle', run: null }, []])
  expect(await problemOf(Promise.resolve().then(() => handlers.goOn({}, caller)))).toBe('not-found')
})

test('a disk that is full in mid-checkpoint pauses the run and says so', async () => {
  const problem = { code: 'disk-full', message: 'full', detail: {} } as const
  const fake = fakeTrainer(async function* (_, { paused }) {
    yield began()
    yield { kind: 'paused', step: 1, problem }
    await paused
  })
  const { handlers, phase } = await voiceIn(temporaryFolder(), fake)
  await handlers.start(asked, caller)
  await expect.poll(phase).toMatchObject({ phase: 'paused', problem: { code: 'disk-full' } })
})
