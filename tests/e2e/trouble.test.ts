/** What an author sees when something goes wrong: one clear sentence, writing goes on, nothing is lost. */
import { blockText } from '#preload/document/lines.ts'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { childrenOf } from '../bench/processes.ts'
import { writeDeadlyModel } from '../integration/bigram-model.ts'
import { admit, openClient } from './contract-client.ts'
import { folderForTest, StudioPage, studioForTest } from './harness/studio-page.ts'
import { newFolder, root, slowMs, startHost } from './launch.ts'

const says = ({ page }: StudioPage, sentence: string | RegExp) => page.getByText(sentence).first().waitFor({ timeout: slowMs })
const type = async (studio: StudioPage, text: string) => {
  await studio.atTheEnd()
  await studio.page.keyboard.insertText(text)
}

/** The text of the lesson that was opened last, as the host has it. */
async function storedText({ host }: StudioPage): Promise<string> {
  const client = await openClient(host.address, await admit(host.nextAddress()))
  const lesson = (await client.settings.get({})).lastLesson
  if (!lesson) throw new Error('no lesson was opened')
  const { doc } = await client.lessons.open({ lesson, take: false })
  client.close()
  return doc.map((block) => blockText(block)).join('\n')
}

describe('a model that cannot be used', () => {
  test.each([
    ['is missing', null, '没有找到模型'],
    ['is damaged', (file: string) => writeFile(file, Buffer.concat([Buffer.from('GGUF'), Buffer.alloc(4000, 7)])), '模型文件坏了'],
    ['looks whole and ends the engine', writeDeadlyModel, '模型文件坏了'],
  ])('it %s: one line says what to do, writing goes on, and the starter can be chosen instead', async (_how, write, sentence) => {
    const folder = folderForTest()
    const workspace = folder.path
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
    const studio = await studioForTest(folder)
    await says(studio, sentence)
    await type(studio, '没有模型也能写')
    await studio.saved('没有模型也能写')
    expect(await storedText(studio)).toContain('没有模型也能写')

    const { page } = studio
    await page.getByRole('button', { name: '换一个模型' }).click()
    const card = (id: string) => studio.dialog('模型').locator(`[data-model="${id}"]`)
    await card('mine.gguf').locator('.model-trouble').getByText(sentence).waitFor()
    await card('starter').getByRole('button', { name: '用“墨课入门”' }).click()
    await studio.engineReady()
    await card('starter').getByText('正在使用').waitFor({ timeout: slowMs })
    await studio.closeDialog()
    await type(studio, '。我们可以使用这个方法来学习')
    await page.keyboard.press('Alt+Backslash')
    await page.locator('[data-ghost]').waitFor({ timeout: slowMs })
  })
})

/** Keeps every phase of the engine that the page shows and leaves from now on; the answer reads them. */
async function phasesLeft({ page }: StudioPage): Promise<() => Promise<(string | null)[]>> {
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
  const studio = await studioForTest()
  await studio.engineReady()
  const engines = () => childrenOf(studio.host.child.pid ?? 0)
  const [engine] = engines()
  await type(studio, '今天我们来学习')
  await studio.shows('今天我们来学习')
  if (engine === undefined) throw new Error('the host has no engine')
  const left = await phasesLeft(studio)
  process.kill(engine, 'SIGKILL')
  await studio.page.keyboard.insertText('怎样写作')
  await expect.poll(() => engines().filter((child) => child !== engine).length, { timeout: slowMs }).toBe(1)
  await expect.poll(async () => (await left()).length, { timeout: slowMs }).toBeGreaterThan(1)
  await studio.engineReady()
  await studio.saved('今天我们来学习怎样写作')
  expect(await storedText(studio)).toContain('今天我们来学习怎样写作')
})

function hasCopyOf(workspace: string, text: string): boolean {
  const folder = join(workspace, 'copies')
  const copies = existsSync(folder) ? readdirSync(folder).filter((name) => /^20.*\.sqlite$/.test(name)) : []
  return copies.some((name) => readFileSync(join(folder, name)).includes(text))
}

describe('a broken workspace', () => {
  test('it is kept aside, and the newest good copy brings the text back', async () => {
    const folder = folderForTest()
    const workspace = folder.path
    const before = new StudioPage(folder)
    onTestFinished(() => before.close())
    await before.start()
    await type(before, '要紧的一句话')
    await before.saved('要紧的一句话')
    await before.close()
    // A good copy is made a moment after a start; the damage comes after one that has the text.
    const copying = await startHost(workspace)
    onTestFinished(() => copying.stop())
    await expect.poll(() => hasCopyOf(workspace, '要紧的一句话'), { timeout: slowMs }).toBe(true)
    await copying.stop()
    const file = join(workspace, 'workspace.sqlite')
    const bytes = readFileSync(file)
    bytes.fill(0x5a, 0, Math.min(bytes.length, 40_000))
    writeFileSync(file, bytes)

    const broken = await studioForTest(folder)
    await says(broken, '资料库打不开')
    const keptAs = readdirSync(workspace).find((name) => name.includes('broken') && name.endsWith('.sqlite'))
    expect(readFileSync(join(workspace, keptAs ?? '')).equals(bytes)).toBe(true)
    await broken.page.getByRole('button', { name: '恢复' }).first().click()
    await broken.text().waitFor({ timeout: slowMs })
    await expect.poll(() => storedText(broken)).toContain('要紧的一句话')
  })
})

describe('a library that can’t be read, without a good copy', () => {
  /** A library with a sentence in it and a backup, damaged since; the copies that lay in it are gone. */
  async function damaged(sentence: string): Promise<StudioPage> {
    const folder = folderForTest()
    const before = new StudioPage(folder)
    onTestFinished(() => before.close())
    await before.start()
    await type(before, sentence)
    await before.saved(sentence)
    const client = await openClient(before.host.address, await admit(before.host.nextAddress()))
    for await (const { made } of client.backups.make({})) if (made) expect(made.newestAt).not.toBe(null)
    client.close()
    await before.close()
    const file = join(folder.path, 'workspace.sqlite')
    const bytes = readFileSync(file)
    writeFileSync(file, bytes.fill(0x5a, 0, Math.min(bytes.length, 40_000)))
    rmSync(join(folder.path, 'copies'), { recursive: true, force: true })
    return new StudioPage(folder)
  }

  test('the newest backups stand there with their place and what is in them, and one brings the text back', async () => {
    const broken = await damaged('备份里的一句话')
    onTestFinished(() => broken.close())
    await broken.start()
    await says(broken, '从备份恢复')
    const card = broken.page.locator('.card', { hasText: '从备份恢复' })
    await card.locator('.file-path', { hasText: `${broken.folder.path}-backups` }).waitFor()
    await card
      .locator('li', { hasText: /\d+ 课 · [\d,]+ 字/ })
      .first()
      .waitFor()
    await card
      .getByRole('button', { name: /^恢复到/ })
      .first()
      .click()
    await broken.text().waitFor({ timeout: slowMs })
    await expect.poll(() => storedText(broken)).toContain('备份里的一句话')
    expect(readdirSync(broken.folder.path).some((name) => name.includes('broken'))).toBe(true)
  })

  test('a damaged backup is told of, and nothing is put in the library’s place', async () => {
    const broken = await damaged('坏备份的一句话')
    const backups = `${broken.folder.path}-backups`
    const made = readdirSync(backups, { recursive: true })
      .map(String)
      .filter((name) => name.endsWith('.moke'))
    expect(made.length).toBeGreaterThan(0)
    for (const name of made) {
      const bytes = readFileSync(join(backups, name))
      // Its contents, not its list of them.
      writeFileSync(join(backups, name), bytes.fill(0, bytes.length >> 2, bytes.length >> 1))
    }
    onTestFinished(() => broken.close())
    await broken.start()
    await broken.page
      .getByRole('button', { name: /^恢复到/ })
      .first()
      .click()
    await broken.page.locator('.toast', { hasText: '坏了' }).waitFor({ timeout: slowMs })
    await says(broken, '资料库打不开')
    expect(await broken.page.locator('.broken').count()).toBe(1)
  })
})

test('a workspace that another studio holds can be read, and written when the other is gone', async () => {
  const folder = folderForTest()
  const first = await startHost(folder.path)
  await first.stop()
  const holder = spawn(process.execPath, [join(root, 'tests/integration/hold-workspace.ts'), folder.path], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => {
    holder.kill('SIGKILL')
  })
  await once(holder.stdout, 'readable', { signal: AbortSignal.timeout(slowMs) }) // also when it ends
  expect(String(holder.stdout.read())).toMatch(/^open\n/)
  const studio = await studioForTest(folder)
  await says(studio, '这里只能看')
  holder.kill('SIGKILL')
  await studio.page.getByText('这里只能看').first().waitFor({ state: 'detached', timeout: slowMs })
  await type(studio, '现在能写了')
  await studio.saved('现在能写了')
})

test('a page that the host no longer knows says so, and saves its text once the newest address is opened', async () => {
  const studio = await studioForTest()
  const { page, host } = studio
  await type(studio, '先写一句。')
  await studio.saved('先写一句。')
  await host.stop()
  await studio.linkIs('lost')
  rmSync(join(studio.folder.path, 'browser-host.json'))
  await page.keyboard.insertText('断开后又写一句。')
  await studio.shows('先写一句。断开后又写一句。')
  await studio.startAgain(['--port', String(host.port)])
  await says(studio, '墨课不再认得这个页面')
  await studio.newPage(studio.host.address)
  await studio.linkIs('connected')
  await studio.saved('先写一句。断开后又写一句。')
  expect(await storedText(studio)).toContain('先写一句。断开后又写一句。')
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
  const studio = new StudioPage({ path: join(disk.path, 'workspace'), discard: () => undefined })
  beforeAll(async () => {
    await studio.start()
    await studio.textHasFocus()
  })
  afterAll(() => studio.close())

  test('it says so at once, typing goes on in memory, and all is saved when there is room', async () => {
    const { bavail, bsize } = statfsSync(disk.path)
    // More than there is room for: the host may write and free a little meanwhile.
    expect(() => writeFileSync(filler, Buffer.alloc((bavail + 256) * bsize))).toThrow('ENOSPC')
    await type(studio, '磁盘满了也要写。'.repeat(400))
    await says(studio, '磁盘满了')
    await studio.page.keyboard.insertText('这一句写在磁盘满了之后。')
    await studio.shows('这一句写在磁盘满了之后。')
    rmSync(filler)
    await studio.saved('这一句写在磁盘满了之后。')
    expect(await storedText(studio)).toContain('这一句写在磁盘满了之后。')
  })
})
