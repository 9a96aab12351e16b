/** What an author sees when something goes wrong: one clear sentence, writing goes on, nothing is lost. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { childrenOf } from '../bench/processes.ts'
import { writeDeadlyModel } from '../integration/bigram-model.ts'
import { admit, openClient } from './contract-client.ts'
import { newFolder, type OpenPage, openPage, root, type RunningHost, startHost } from './launch.ts'

const undo: (() => Promise<unknown> | void)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

async function open(workspace: string): Promise<{ host: RunningHost; opened: OpenPage }> {
  const host = await startHost(workspace)
  undo.push(() => host.stop())
  const opened = await openPage(host.address)
  undo.push(() => opened.close())
  return { host, opened }
}
function folder(): string {
  const made = newFolder()
  undo.push(made.discard)
  return made.path
}
/** Long enough for a process to start, and for a page to hear of it, on a busy machine. */
const startMs = 120_000
const says = ({ page }: OpenPage, sentence: string | RegExp) => page.getByText(sentence).first().waitFor({ timeout: startMs })
const shows = ({ page }: OpenPage, typed: string) => page.locator('[data-slate-editor]', { hasText: typed }).waitFor()
const ready = ({ page }: OpenPage) => page.waitForSelector('[data-engine-phase="ready"]', { state: 'attached', timeout: startMs })
const type = async ({ page }: OpenPage, text: string) => {
  await page.locator('[data-slate-editor][contenteditable=true]').click({ timeout: startMs })
  await page.keyboard.press('Control+End')
  await page.keyboard.insertText(text)
}

/** Waits until something that was typed is on the page and saved. */
async function saved(opened: OpenPage, typed: string): Promise<void> {
  await shows(opened, typed)
  await opened.page.waitForSelector('[data-saved="saved"]', { state: 'attached', timeout: startMs })
}

async function storedText(host: RunningHost): Promise<string> {
  const client = await openClient(host.address, await admit(host.nextAddress()))
  const lesson = (await client.settings.get({})).lastLesson
  if (!lesson) throw new Error('no lesson was opened')
  const { doc } = await client.lessons.open({ lesson, take: false })
  client.close()
  return doc.map((block) => block.children.map((run) => run.text).join('')).join('\n')
}

describe('a model that cannot be used', () => {
  test.each([
    ['is missing', null, '没有找到模型'],
    ['is damaged', (file: string) => writeFile(file, Buffer.concat([Buffer.from('GGUF'), Buffer.alloc(4000, 7)])), '模型文件坏了'],
    ['looks whole and ends the engine', writeDeadlyModel, '模型文件坏了'],
  ])('it %s: one line says what to do, writing goes on, and the starter can be chosen instead', async (_how, write, sentence) => {
    const workspace = folder()
    const file = join(workspace, 'models', 'mine.gguf')
    mkdirSync(join(workspace, 'models'))
    copyFileSync(join(root, 'resources', 'models', 'moke-starter-q8_0.gguf'), file)
    const first = await startHost(workspace)
    const client = await openClient(first.address, await admit(first.address))
    await client.settings.set({ model: 'mine.gguf' })
    client.close()
    await first.stop()
    rmSync(file)
    await write?.(file)
    const { host, opened } = await open(workspace)
    await says(opened, sentence)
    await type(opened, '没有模型也能写')
    await saved(opened, '没有模型也能写')
    expect(await storedText(host)).toContain('没有模型也能写')

    const { page } = opened
    await page.getByRole('button', { name: '换一个模型' }).click()
    const card = (id: string) => page.getByRole('dialog', { name: '模型' }).locator(`[data-model="${id}"]`)
    await card('mine.gguf').locator('.model-trouble').getByText(sentence).waitFor()
    await card('starter').getByRole('button', { name: '用“墨课入门”' }).click()
    await ready(opened)
    await card('starter').getByText('正在使用').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await type(opened, '。我们可以使用这个方法来学习')
    await page.keyboard.press('Alt+Backslash')
    await page.locator('[data-ghost]').waitFor({ timeout: startMs })
  })
})

/** Keeps every phase of the engine that the page shows and leaves from now on; the answer reads them. */
async function phasesLeft({ page }: OpenPage): Promise<() => Promise<(string | null)[]>> {
  await page.evaluate(() => {
    const left: (string | null)[] = []
    new MutationObserver((records) => left.push(...records.map(({ oldValue }) => oldValue))).observe(document.querySelector('[data-engine-phase]')!, {
      attributeFilter: ['data-engine-phase'],
      attributeOldValue: true,
    })
    Object.assign(globalThis, { left })
  })
  return () => page.evaluate(() => (globalThis as unknown as { left: (string | null)[] }).left)
}

test.skipIf(process.platform !== 'linux')('an engine killed while it is needed is started again, and nothing is lost', async () => {
  const { host, opened } = await open(folder())
  await ready(opened)
  const engines = () => childrenOf(host.child.pid ?? 0)
  const [engine] = engines()
  await type(opened, '今天我们来学习')
  if (engine === undefined) throw new Error('the host has no engine')
  const left = await phasesLeft(opened)
  process.kill(engine, 'SIGKILL')
  await opened.page.keyboard.insertText('怎样写作')
  await expect.poll(() => engines().filter((child) => child !== engine).length, { timeout: startMs }).toBe(1)
  await expect.poll(async () => (await left()).length, { timeout: startMs }).toBeGreaterThan(1)
  await ready(opened)
  await saved(opened, '今天我们来学习怎样写作')
  expect(await storedText(host)).toContain('今天我们来学习怎样写作')
})

describe('a broken workspace', () => {
  test('it is kept aside, and the newest good copy brings the text back', async () => {
    const workspace = folder()
    const before = await startHost(workspace)
    const opened = await openPage(before.address)
    await type(opened, '要紧的一句话')
    await saved(opened, '要紧的一句话')
    await opened.close()
    await before.stop()
    // A good copy is made at the next start; the damage comes after it.
    const copying = await startHost(workspace)
    const copies = join(workspace, 'copies')
    await expect.poll(() => existsSync(copies) && readdirSync(copies).some((name) => /^20.*\.sqlite$/.test(name)), { timeout: startMs }).toBe(true)
    await copying.stop()
    const file = join(workspace, 'workspace.sqlite')
    const bytes = readFileSync(file)
    bytes.fill(0x5a, 0, Math.min(bytes.length, 40_000))
    writeFileSync(file, bytes)

    const { host, opened: broken } = await open(workspace)
    await says(broken, '资料库打不开')
    const keptAs = readdirSync(workspace).find((name) => name.includes('broken') && name.endsWith('.sqlite'))
    expect(readFileSync(join(workspace, keptAs ?? '')).equals(bytes)).toBe(true)
    await broken.page.getByRole('button', { name: '恢复' }).first().click()
    await broken.page.locator('[data-slate-editor]').waitFor({ timeout: startMs })
    expect(await storedText(host)).toContain('要紧的一句话')
  })
})

test('a workspace that another studio holds can be read, and written when the other is gone', async () => {
  const workspace = folder()
  const first = await startHost(workspace)
  await first.stop()
  const holder = spawn(process.execPath, [join(root, 'tests/integration/hold-workspace.ts'), workspace], { stdio: ['ignore', 'pipe', 'inherit'] })
  undo.push(() => {
    holder.kill('SIGKILL')
  })
  await once(holder.stdout, 'readable', { signal: AbortSignal.timeout(startMs) }) // also when it ends
  expect(String(holder.stdout.read())).toMatch(/^open\n/)
  const { opened } = await open(workspace)
  await says(opened, '这里只能看')
  holder.kill('SIGKILL')
  await opened.page.getByText('这里只能看').first().waitFor({ state: 'detached', timeout: startMs })
  await type(opened, '现在能写了')
  await saved(opened, '现在能写了')
})

test('a page that the host no longer knows says so, and saves its text once the newest address is opened', async () => {
  const workspace = folder()
  const { host, opened } = await open(workspace)
  await type(opened, '先写一句。')
  await saved(opened, '先写一句。')
  await host.stop()
  rmSync(join(workspace, 'browser-host.json'))
  await opened.page.keyboard.insertText('断开后又写一句。')
  await shows(opened, '先写一句。断开后又写一句。')
  const again = await startHost(workspace, ['--port', String(host.port)])
  undo.push(() => again.stop())
  await says(opened, '墨课不再认得这个页面')
  const beside = await opened.context.newPage()
  await beside.goto(again.address)
  await opened.page.waitForSelector('[data-link="connected"]', { state: 'attached', timeout: startMs })
  await saved(opened, '先写一句。断开后又写一句。')
  expect(await storedText(again)).toContain('先写一句。断开后又写一句。')
})

/** A file system of eight megabytes. Only root can make one. */
const disk = newFolder()
const isMounted = process.platform === 'linux' && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk.path]).status === 0
afterAll(() => {
  if (isMounted) spawnSync('umount', ['-l', disk.path])
  disk.discard()
})

describe.skipIf(!isMounted)('a disk that fills up (needs root for a small file system)', () => {
  const filler = join(disk.path, 'filler')
  let host: RunningHost
  let opened: OpenPage
  beforeAll(async () => {
    host = await startHost(join(disk.path, 'workspace'))
    opened = await openPage(host.address)
    await opened.page.locator('[data-slate-editor]').waitFor()
  })
  afterAll(async () => {
    await opened?.close()
    await host?.stop()
  })
  test('it says so at once, typing goes on in memory, and all is saved when there is room', async () => {
    const { bavail, bsize } = statfsSync(disk.path)
    // More than there is room for: the host may write and free a little meanwhile.
    expect(() => writeFileSync(filler, Buffer.alloc((bavail + 256) * bsize))).toThrow('ENOSPC')
    await type(opened, '磁盘满了也要写。'.repeat(400))
    await says(opened, '磁盘满了')
    await opened.page.keyboard.insertText('这一句写在磁盘满了之后。')
    await shows(opened, '这一句写在磁盘满了之后。')
    rmSync(filler)
    await saved(opened, '这一句写在磁盘满了之后。')
    expect(await storedText(host)).toContain('这一句写在磁盘满了之后。')
  })
})
