/**
 * Packs for this computer around a stand-in of Electron's program, then uses exactly the files that would
 * ship, from a folder outside the repository: the page, the store, the engine with the starter model and
 * the trainer, all with the Node executable that would ship.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { extractAll, listPackage } from '@electron/asar'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkPackage, resourcesFolder } from '../../scripts/pack-check.mjs'
import { nodeFile, targetName } from '../../scripts/pack-targets.mjs'
import { filesBelow, lettersByPackages, squeezed } from '../fixtures/publish/outside.ts'
import { startDesktop } from './desktop.ts'
import { exportedToAll, sentence } from './exporting.ts'
import { standInElectron } from './stand-in-program.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const name = targetName(process.platform, process.arch)
const around = mkdtempSync(join(tmpdir(), 'moke-package-'))
const folder = join(
  around,
  'out',
  `${process.platform === 'darwin' ? `mac${process.arch === 'arm64' ? '-arm64' : ''}` : `${name.split('-')[0]}${process.arch === 'arm64' ? '-arm64' : ''}-unpacked`}`,
)
const resources = () => resourcesFolder(folder, name)
const unpacked = () => join(resources(), 'app.asar.unpacked')
/** Node can't read an archive, as Electron can: main runs from what the archive holds. */
const app = join(around, 'app')
const node = () => join(resources(), 'node', nodeFile(name))

beforeAll(() => {
  const electron = standInElectron(join(around, 'electron'), process.platform)
  const packed = spawnSync(process.execPath, [join(root, 'scripts', 'pack.mjs'), '--built', '--dir', '--electron', electron, '--output', join(around, 'out')], {
    cwd: root,
    encoding: 'utf8',
  })
  if (packed.status !== 0) throw new Error(`not packed:\n${packed.stdout}\n${packed.stderr}`)
  extractAll(join(resources(), 'app.asar'), app)
})
afterAll(() => rmSync(around, { recursive: true, force: true }))

/** Nothing of this repository or of this process: what a user's computer has. */
const bareEnvironment = { PATH: '/usr/bin:/bin', HOME: around, TMPDIR: tmpdir(), ...(process.env['SystemRoot'] && { SystemRoot: process.env['SystemRoot'] }) }

describe('what would ship', () => {
  test('it passes the check that every packaging ends with', () => {
    expect(checkPackage({ folder, name })).toEqual([])
  })

  test('it has its fuses as docs/security.md says', async () => {
    const wire = await getCurrentFuseWire(join(folder, { darwin: '墨课 Moke.app', win32: 'Moke.exe' }[String(process.platform)] ?? 'moke'))
    const state = (fuse: FuseV1Options) => wire[fuse] === FuseState.ENABLE
    expect({
      runAsNode: state(FuseV1Options.RunAsNode),
      cookies: state(FuseV1Options.EnableCookieEncryption),
      nodeOptions: state(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspect: state(FuseV1Options.EnableNodeCliInspectArguments),
      integrity: state(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      onlyAsar: state(FuseV1Options.OnlyLoadAppFromAsar),
      fileProtocol: state(FuseV1Options.GrantFileProtocolExtraPrivileges),
    }).toEqual({ runAsNode: false, cookies: true, nodeOptions: false, inspect: false, integrity: true, onlyAsar: true, fileProtocol: false })
  })

  test('it knows nothing of the computer on which it was made', () => {
    const texts = [
      ...readdirSync(app, { recursive: true, encoding: 'utf8' }).map((file) => join(app, file)),
      join(resources(), 'THIRD-PARTY-NOTICES.txt'),
    ].filter((file) => /\.([cm]?js|json|html|css|md|txt)$/.test(file) && statSync(file).isFile())
    expect(texts.length).toBeGreaterThan(100)
    expect(texts.filter((file) => readFileSync(file, 'utf8').includes(root))).toEqual([])
  })

  test('it credits what it carries', () => {
    const notices = readFileSync(join(resources(), 'THIRD-PARTY-NOTICES.txt'), 'utf8')
    for (const title of [
      'better-sqlite3 ',
      'node-llama-cpp ',
      'onnxruntime-node ',
      'react ',
      'slate ',
      'zod ',
      'ONNX Runtime',
      'llama.cpp',
      'Node.js',
      'lxgw-wenkai-webfont ',
      '@fontsource-variable/noto-serif-sc ',
      '@fontsource/stix-two-math ',
      'node-source-han-sans-sc ',
      'GNU Lesser General Public License 3',
    ])
      expect(notices).toContain(`\n${title}`)
    const modules = listPackage(join(resources(), 'app.asar'), { isPack: false })
      .map((file) => /^[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)[\\/]package\.json$/.exec(file)?.[1]?.replaceAll('\\', '/'))
      .filter((module) => module !== undefined)
    expect(modules.length).toBeGreaterThan(20)
    expect(modules.filter((module) => !notices.includes(`\n${module} `))).toEqual([])
  })
})

describe('the studio that would ship, on the Node that would ship', () => {
  const start = (workspaceName: string, more = {}) => {
    const workspace = join(around, workspaceName)
    mkdirSync(workspace, { recursive: true })
    return startDesktop({ node: node(), main: join(app, 'dist', 'main', 'electron.js'), resources: resources(), workspace, ...more })
  }

  test('it locks Chromium down, serves the page under a strict policy and refuses all else', async () => {
    const desktop = start('page')
    await desktop.until('show')
    expect(desktop.seen.filter(({ saw }) => ['sandbox', 'switch', 'schemes', 'spelling', 'permission', 'window-open', 'load'].includes(saw))).toEqual([
      { saw: 'sandbox' },
      { saw: 'switch', name: 'host-resolver-rules', value: 'MAP * ~NOTFOUND' },
      { saw: 'schemes', schemes: [{ scheme: 'moke', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }] },
      { saw: 'permission', given: false },
      { saw: 'spelling', on: false },
      { saw: 'window-open', answer: { action: 'deny' } },
      { saw: 'load', url: 'moke://studio/' },
    ])
    for (const url of ['moke://studio/', 'moke://studio/%2e%2e/main/electron.js', 'https://example.com/', 'file:///etc/hostname'])
      desktop.tell({ do: 'fetch', url })
    const page = await desktop.until('fetched', ({ url }) => url === 'moke://studio/')
    expect(page).toMatchObject({
      cancelled: false,
      status: 200,
      body: expect.stringContaining('<div id="root"'),
      policy: expect.stringMatching(/^default-src 'none'; .*connect-src 'none'/),
    })
    // Everything that the page names is there.
    const parts = [...String(page['body']).matchAll(/(?:src|href)="\.?\/([^"]+)"/g)].flatMap((match) => match[1] ?? [])
    expect(parts.length).toBeGreaterThan(1)
    for (const part of parts) {
      desktop.tell({ do: 'fetch', url: `moke://studio/${part}` })
      expect(await desktop.until('fetched', ({ url }) => url === `moke://studio/${part}`)).toMatchObject({ status: 200 })
    }
    expect(await desktop.until('fetched', ({ url }) => String(url).includes('%2e'))).toMatchObject({ status: 404 })
    expect(await desktop.until('fetched', ({ url }) => url === 'https://example.com/')).toMatchObject({ cancelled: true })
    expect(await desktop.until('fetched', ({ url }) => String(url).startsWith('file:'))).toMatchObject({ cancelled: true })
    desktop.tell({ do: 'quit' })
    expect(await desktop.exited).toBe(0)
  })

  test('it keeps what is written, and completes a sentence with the starter model', async () => {
    const desktop = start('kept')
    await desktop.until('show')
    const { studio, library, lessons, models, suggestions, settings } = await desktop.connect()
    expect(await studio.about({})).toMatchObject({ host: 'electron', version: '0.0.0-test' })
    expect((await library.tree({})).courses.length).toBeGreaterThan(0)
    const { lesson } = await library.createCourse({ title: '打包测试', chapterTitle: '第一章', lessonTitle: '第一课' })
    const opened = await lessons.open({ lesson, take: true })
    const change = { type: 'insert_text' as const, path: [0, 0], offset: 0, text: '装好的墨课也能写字。' }
    await lessons.append({ lesson, batch: 'packaging-0001', base: opened.revision, changes: [change], at: Date.now() })

    await expect.poll(async () => (await models.state({})).phase, { timeout: 120_000 }).toBe('ready')
    // The model stays silent where it is not sure, so it gets sentences that hardly go on in two ways.
    const offered: string[] = []
    for (const before of ['中华人民共和', '机器学习是人工智能的一个重要', '人工智', '互联']) {
      for await (const item of suggestions.complete({
        course: '打包测试',
        chapter: '第一章',
        lesson: '第一课',
        headings: [],
        before,
        after: '',
        block: 'paragraph',
        candidate: 0,
      })) {
        expect(item.model).toBe('starter')
        if (item.done) offered.push(item.text)
      }
    }
    expect(offered.length).toBe(4)
    expect(offered.join('')).not.toBe('')
    if (process.platform === 'linux') await expect.poll(() => processesOf(node())).toBe(2) // its own and the engine’s

    desktop.tell({ do: 'choose', id: 'settings' })
    const pushed = new Promise((resolve) => {
      studio.command(resolve)
    })
    desktop.tell({ do: 'choose', id: 'bin' })
    expect(['settings', 'bin']).toContain(await pushed)
    await settings.set({ language: 'en', theme: 'dark' })
    expect(await desktop.until('menu', ({ labels }) => Array.isArray(labels) && labels.includes('File'))).toBeTruthy()
    expect(await desktop.until('theme', ({ source }) => source === 'dark')).toBeTruthy()
    desktop.child.kill('SIGKILL')
    await desktop.exited

    const again = start('kept')
    await again.until('show')
    const { library: library2, lessons: lessons2 } = await again.connect()
    expect((await library2.tree({})).courses.map((course) => course.title)).toContain('打包测试')
    expect(JSON.stringify((await lessons2.open({ lesson, take: true })).doc)).toContain('装好的墨课也能写字。')
    again.tell({ do: 'close' })
    expect(await again.exited).toBe(0)
  })

  test('it exports a course to every target with the compiler, the pictures’ library and the fonts that would ship', async () => {
    const desktop = start('published')
    await desktop.until('show')
    const to = join(around, 'exports')
    mkdirSync(to)
    const loaded = new Set<string>()
    const looking = setInterval(() => {
      for (const file of nativeFilesOf(node())) loaded.add(file)
    }, 200)
    const targets = await exportedToAll(await desktop.connect(), to)
    clearInterval(looking)
    expect(targets.map(({ target, phase, problem }) => ({ target, phase, problem }))).toEqual(
      targets.map(({ target }) => ({ target, phase: 'done', problem: null })),
    )
    expect(targets.length).toBeGreaterThanOrEqual(12)
    const letters = await Promise.all(
      targets.map(async ({ record }) => (await lettersByPackages(filesBelow(record?.folder ?? ''))).includes(squeezed(sentence))),
    )
    expect(targets.filter((_, at) => !letters[at]).map(({ target }) => target)).toEqual([])
    const files = filesBelow(to)
    // Its letters are those of the fonts that ship, and its cover is drawn.
    const pdf = readFileSync(files.find((file) => file.endsWith('.pdf')) ?? '').toString('latin1')
    for (const font of ['NotoSerifSC', 'SourceHanSansSC', 'NotoColorEmoji']) expect(pdf).toMatch(new RegExp(`/(BaseFont|FontName) ?/[A-Z]{6}\\+${font}`))
    expect(files.filter((file) => file.endsWith('stix-two-math.woff2')).length).toBeGreaterThan(0)
    if (process.platform === 'linux') {
      const ours = [...loaded].filter((file) => /typst|sharp|libvips/.test(file))
      expect(ours.every((file) => file.startsWith(join(unpacked(), 'node_modules')))).toBe(true)
      for (const part of [/typst-ts-node-compiler/, /sharp-linux/, /libvips/]) expect(ours.filter((file) => part.test(file))).not.toEqual([])
    }
    desktop.tell({ do: 'quit' })
    expect(await desktop.exited).toBe(0)
  })

  test('it asks before it closes over unsaved text, offers to reload a crashed page, and lets a second start focus the first', async () => {
    const desktop = start('asked', { unsaved: true, answer: 0 })
    await desktop.until('show')
    desktop.tell({ do: 'second' })
    desktop.tell({ do: 'crash' })
    await desktop.until('question', ({ message }) => message === '页面意外停止了')
    await desktop.until('reload')
    desktop.tell({ do: 'close' })
    await desktop.until('question', ({ message }) => message === '还有文字没有存盘')
    expect(desktop.seen.filter(({ saw }) => saw === 'window').length).toBe(1)
    desktop.tell({ do: 'give-up' })
    desktop.tell({ do: 'quit' })
    expect(await desktop.exited).toBe(0)

    const second = start('asked', { lock: false })
    expect(await second.exited).toBe(0)
    expect(second.seen.some(({ saw }) => saw === 'window')).toBe(false)
  })

  test('it says in a sentence that it can’t open, where its folder can’t be used', async () => {
    mkdirSync(join(around, 'unusable'), { recursive: true })
    writeFileSync(join(around, 'unusable', 'window'), 'a file in the way')
    const desktop = start('unusable')
    expect(await desktop.exited).toBe(1)
    const said = desktop.seen.find(({ saw }) => saw === 'error-box')
    expect(said).toMatchObject({ title: '墨课没能打开', detail: expect.stringMatching(/^编号 [\da-f]{6}，/) })
    expect(readFileSync(join(around, 'unusable', 'moke.log'), 'utf8')).toMatch(/[\da-f]{6} start: .*EEXIST/)
  })

  test('it gives a page its port only at its own address', async () => {
    const desktop = start('page')
    await desktop.until('show')
    desktop.tell({ do: 'ready', origin: 'https://example.com' })
    desktop.tell({ do: 'ready', within: true })
    desktop.tell({ do: 'fetch', url: 'moke://studio/none' })
    await desktop.until('fetched')
    expect(desktop.seen.filter(({ saw }) => saw === 'port')).toEqual([])
    await desktop.connect()
    desktop.tell({ do: 'quit' })
    expect(await desktop.exited).toBe(0)
  })

  test('it trains a few steps, and completes a sentence with what it trained', async () => {
    const data = join(around, 'data.jsonl')
    const sentences = ['写作是把想法变成文字的过程。', '好的课程从一个清楚的问题开始。', '每一课只讲一件事。']
    writeFileSync(
      data,
      Array.from({ length: 60 }, (_, index) =>
        JSON.stringify({ title: `第${index}课`, lang: 'zh', class: 'essay', text: sentences.map((sentence) => sentence.repeat(8)).join('\n') }),
      ).join('\n'),
    )
    const run = join(around, 'run')
    const engine = join(unpacked(), 'dist', 'engine', 'moke.js')
    const moke = (...args: string[]) => spawnSync(node(), [engine, ...args], { cwd: around, encoding: 'utf8', env: bareEnvironment })
    const trained = moke(
      'pretrain',
      '--data',
      data,
      '--tokenizer',
      join(unpacked(), 'resources', 'models', 'tokenizer-8000.json'),
      '--out',
      run,
      '--width',
      '64',
      '--layers',
      '2',
      '--heads',
      '2',
      '--context',
      '64',
      '--batch',
      '4',
      '--steps',
      '60',
      '--warmup',
      '2',
      '--threads',
      '1',
      '--json',
    )
    expect(trained.status, trained.stderr).toBe(0)
    const losses = readFileSync(join(run, 'log.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .flatMap(({ loss }) => (typeof loss === 'number' ? [loss] : []))
    expect(losses.length).toBeGreaterThanOrEqual(60)
    expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) / 2)
    const model = join(around, 'trained.gguf')
    expect(moke('models', 'export', run, '--out', model).status).toBe(0)
    const completed = moke('complete', '--model', model, '--device', 'cpu', '--threads', '1', '--always', '--json', '好的课程从一个清')
    expect(completed.status, completed.stderr).toBe(0)
    expect(JSON.parse(completed.stdout.trim().split('\n').at(-1) ?? '').text).toBe('楚的问题开始。')
  })
})

/** How many processes run an executable. Linux only. */
function processesOf(path: string): number {
  return readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && executable(pid) === path).length
}

/** Native libraries that the processes of an executable have loaded. Linux only. */
function nativeFilesOf(path: string): string[] {
  if (process.platform !== 'linux') return []
  const own = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && executable(pid) === path)
  return own.flatMap((pid) => {
    try {
      return [...readFileSync(`/proc/${pid}/maps`, 'utf8').matchAll(/ (\/.*(?:\.node|\.so[\w.]*))$/gm)].map(([, file = '']) => file)
    } catch {
      return [] // it has ended
    }
  })
}

function executable(pid: string): string | null {
  try {
    return readlinkSync(`/proc/${pid}/exe`)
  } catch {
    return null // it has ended, or has none
  }
}
