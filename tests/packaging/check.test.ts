/** The judge of packages is judged: a small package that may ship, and every way to spoil it. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createPackageWithOptions } from '@electron/asar'
import { afterAll, describe, expect, test } from 'vitest'
import { nativeCode } from '../../scripts/pack-binary.mjs'
import { checkPackage } from '../../scripts/pack-check.mjs'
import { fontFiles, packageOf } from '../../scripts/pack-fonts.mjs'
import { nativeNames, targets } from '../../scripts/pack-targets.mjs'

const around = mkdtempSync(join(tmpdir(), 'moke-check-'))
afterAll(() => rmSync(around, { recursive: true, force: true }))

/** The first bytes of native code, as a loader reads them. */
const elf = (machine: number, more = '') =>
  Buffer.concat([Buffer.from('7f454c46020101', 'hex'), Buffer.alloc(11), Buffer.from([machine, 0]), Buffer.alloc(80), Buffer.from(more)])
const mach = (type: number) => {
  const bytes = Buffer.alloc(128)
  bytes.writeUInt32LE(0xfeedfacf, 0)
  bytes.writeUInt32LE(type, 4)
  return bytes
}
const fat = (...archs: number[]) => {
  const bytes = Buffer.alloc(256)
  bytes.writeUInt32BE(0xcafebabe, 0)
  bytes.writeUInt32BE(archs.length, 4)
  for (const [index, type] of archs.entries()) bytes.writeUInt32BE(type, 8 + 20 * index)
  return bytes
}
const pe = (machine: number) => {
  const bytes = Buffer.alloc(256)
  bytes.write('MZ')
  bytes.writeUInt32LE(128, 0x3c)
  bytes.write('PE\0\0', 128)
  bytes.writeUInt16LE(machine, 132)
  return bytes
}

const native = { 'linux-x64': elf(0x3e), 'win-arm64': pe(0xaa64), 'mac-arm64': mach(0x0100000c) } as const
/** libvips by its name on each of these. */
const vips = { 'linux-x64': 'libvips-cpp.so.8.18.7', 'win-arm64': 'libvips-42.dll', 'mac-arm64': 'libvips-cpp.8.18.7.dylib' } as const
type Target = keyof typeof native
type Files = Record<string, string | Buffer>

const manifest = (name: string, version = '1.0.0') => JSON.stringify({ name, version })
/** What publishing loads on every system; what it loads on one, the target says. */
const typesetting = ['@myriaddreamin/typst-ts-node-compiler', 'sharp']

const lock = {
  packages: {
    '': { dependencies: { 'better-sqlite3': '1.0.0' }, devDependencies: { typescript: '6.0.3' } },
    'node_modules/better-sqlite3': { version: '1.0.0' },
    'node_modules/node-llama-cpp': { version: '1.0.0' },
    'node_modules/onnxruntime-node': { version: '1.0.0' },
    'node_modules/onnxruntime-common': { version: '1.0.0' },
    ...Object.fromEntries([...typesetting, ...fontFiles().map((file) => packageOf(file))].map((part) => [`node_modules/${part}`, { version: '1.0.0' }])),
    ...Object.fromEntries(Object.keys(targets).flatMap((name) => nativeNames(name).map((one) => [`node_modules/${one.package}`, { version: '1.0.0' }]))),
    'node_modules/vitest': { version: '5.0.0', dev: true },
    'node_modules/typescript': { version: '6.0.3', peer: true },
  },
}

/** Everything that a package for a target must have: in the archive's folder, and in the resources beside it. */
function sound(name: Target): { app: Files; beside: Files } {
  const { platform, arch } = targets[name]
  const whole = nativeNames(name).filter((one) => one.whole)
  const code = native[name]
  const app: Files = { 'package.json': manifest('moke') }
  for (const file of [
    'dist/main/electron.js',
    'dist/main/browser.js',
    'dist/preload/bridge.cjs',
    'dist/renderer/index.html',
    'dist/engine/package.json',
    'dist/engine/worker.js',
    'dist/engine/trainer.js',
    'dist/engine/moke.js',
    'dist/engine/tokenizer.js',
    'dist/main/facts.cjs',
    'dist/main/markdown.cjs',
    'dist/main/reading.mjs',
    'dist/main/publishing.mjs',
    'dist/main/pictures.mjs',
    'dist/main/cmaps/GBK-EUC-H.bcmap',
    'node_modules/better-sqlite3/lib/index.js',
    'node_modules/node-llama-cpp/dist/index.js',
    'node_modules/onnxruntime-node/dist/index.js',
    'node_modules/@myriaddreamin/typst-ts-node-compiler/index.js',
    'node_modules/sharp/dist/index.mjs',
    ...fontFiles().map((file) => `node_modules/${file}`),
    'resources/models/moke-starter-q8_0.gguf',
    'resources/models/NOTICE.md',
  ])
    app[file] = 'x'
  const fonts = fontFiles().map((file) => packageOf(file))
  for (const module of [
    'better-sqlite3',
    'node-llama-cpp',
    'onnxruntime-node',
    'onnxruntime-common',
    ...typesetting,
    ...fonts,
    ...whole.map((one) => one.package),
  ])
    app[`node_modules/${module}/package.json`] = manifest(module)
  for (const one of whole) app[`node_modules/${one.package}/${typeof one.file === 'string' ? one.file : `${one.file.below}/${vips[name]}`}`] = code
  app[`node_modules/onnxruntime-node/bin/napi-v6/${platform}/${arch}/onnxruntime_binding.node`] = code
  app[`node_modules/better-sqlite3/prebuilds/${platform}-${arch}.node`] = code
  return { app, beside: { [`node/${name.startsWith('win-') ? 'node.exe' : 'node'}`]: code, 'LICENSE.txt': 'x', 'THIRD-PARTY-NOTICES.txt': 'x' } }
}

let count = 0
function write(folder: string, files: Files): void {
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
}

/** Packs files as electron-builder would and answers what the judge says. */
async function verdict(
  name: Target,
  { app, beside }: { app: Files; beside: Files },
  options: { outside?: string; spoil?: (resources: string) => void } = {},
): Promise<string[]> {
  const folder = join(around, String(count++))
  const source = join(folder, 'app')
  const resources = name.startsWith('mac-') ? join(folder, '墨课 Moke.app', 'Contents', 'Resources') : join(folder, 'resources')
  write(source, app)
  write(resources, beside)
  const outside =
    options.outside ??
    '{**/dist/engine/**,**/dist/main/{markdown.cjs,facts.cjs,reading.mjs,publishing.mjs,pictures.mjs,cmaps/**},**/resources/**,**/node_modules/!(better-sqlite3)/**,**/node_modules/@*/**,**/*.node}'
  await createPackageWithOptions(source, join(resources, 'app.asar'), { unpack: outside, globOptions: { dot: true } })
  rmSync(source, { recursive: true })
  options.spoil?.(resources)
  const lockFile = join(folder, 'lock.json')
  writeFileSync(lockFile, JSON.stringify(lock))
  return checkPackage({ folder, name, lock: lockFile })
}

describe.each(Object.keys(native) as Target[])('a package for %s', (name) => {
  test('it may ship when it is sound', async () => {
    expect(await verdict(name, sound(name))).toEqual([])
  })

  test('it must not carry native code of another system or processor', async () => {
    const files = sound(name)
    const foreign = { 'linux-x64': elf(0xb7), 'win-arm64': pe(0x8664), 'mac-arm64': mach(0x01000007) }[name]
    files.app['node_modules/better-sqlite3/prebuilds/other.node'] = foreign
    files.app['node_modules/node-llama-cpp/dist/helper'] = Object.entries(native).find(([other]) => other !== name)?.[1] ?? ''
    expect(await verdict(name, files)).toEqual(
      [expect.stringMatching(/for .*not .*prebuilds\/other\.node/), expect.stringMatching(/for .*not .*dist\/helper/)].sort(),
    )
  })
})

describe('a package', () => {
  const name = 'linux-x64'

  test.each(Object.keys(sound(name).app).filter((file) => !file.startsWith('node_modules') || /\.node$|index\.js$/.test(file)))(
    'it must not lack %s',
    async (file) => {
      const files = sound(name)
      delete files.app[file]
      expect((await verdict(name, files)).join('\n')).toContain(
        `missing ${/^(package|dist\/(main\/(?!markdown|facts|reading|publishing|pictures|cmaps)|preload|renderer)|node_modules\/better-sqlite3\/lib)/.test(file) ? 'in' : 'beside'} the archive: ${file}`,
      )
    },
  )

  test.each(['node/node', 'LICENSE.txt', 'THIRD-PARTY-NOTICES.txt'])('it must not lack %s', async (file) => {
    const files = sound(name)
    delete files.beside[file]
    expect(await verdict(name, files)).toEqual([`missing in resources: ${file}`])
  })

  test('it must not have lost a file that its archive lists', async () => {
    const lost = join('app.asar.unpacked', 'node_modules', 'onnxruntime-common', 'package.json')
    const complaints = await verdict(name, sound(name), { spoil: (resources) => rmSync(join(resources, lost)) })
    expect(complaints).toContain('the archive lists it, but it is not there: node_modules/onnxruntime-common/package.json')
  })

  test('it must keep native code out of the archive, by name or by content', async () => {
    const files = sound(name)
    files.app['dist/main/hidden.bin'] = elf(0x3e)
    files.app['dist/main/lib.so.1'] = 'not even code'
    expect(await verdict(name, files)).toEqual(['native code inside the archive: dist/main/hidden.bin', 'native code inside the archive: dist/main/lib.so.1'])
    const packed = await verdict(name, sound(name), {
      outside:
        '{**/dist/engine/**,**/dist/main/{markdown.cjs,facts.cjs,reading.mjs,publishing.mjs,pictures.mjs,cmaps/**},**/resources/**,**/node_modules/!(better-sqlite3)/**,**/node_modules/@*/**}',
    })
    expect(packed).toContain('native code inside the archive: node_modules/better-sqlite3/prebuilds/linux-x64.node')
  })

  test('it must not carry a development dependency, an unknown package or another version', async () => {
    const files = sound(name)
    files.app['node_modules/vitest/package.json'] = manifest('vitest', '5.0.0')
    files.app['node_modules/node-llama-cpp/node_modules/typescript/package.json'] = manifest('typescript', '6.0.3')
    files.app['node_modules/left-pad/package.json'] = manifest('left-pad')
    files.app['node_modules/onnxruntime-common/package.json'] = manifest('onnxruntime-common', '0.9.0')
    const complaints = (await verdict(name, files)).join('\n')
    for (const part of [
      'node_modules/vitest (',
      'a development dependency ships: node_modules/node-llama-cpp/node_modules/typescript',
      'node_modules/left-pad (',
      'onnxruntime-common@0.9.0',
    ])
      expect(complaints).toContain(part)
  })

  test('it must not carry sources, tests or scripts', async () => {
    const files = sound(name)
    files.app['engine/graph/tensor.ts'] = 'x'
    files.app['tests/x.test.ts'] = 'x'
    expect(await verdict(name, files)).toEqual(['does not belong in the archive: engine', 'does not belong in the archive: tests'])
  })

  test('it must not carry code for another C library', async () => {
    const files = sound(name)
    files.app['node_modules/better-sqlite3/prebuilds/linuxmusl-x64.node'] = elf(0x3e, 'libc.musl-x86_64.so.1')
    expect(await verdict(name, files)).toEqual([expect.stringContaining('musl')])
  })

  test('it must not carry a native module that is none', async () => {
    const files = sound(name)
    files.app['node_modules/better-sqlite3/prebuilds/linux-x64.node'] = 'version https://git-lfs.github.com/spec/v1, a pointer and not the file itself'
    expect(await verdict(name, files)).toEqual([expect.stringContaining('named like native code, but is none')])
  })

  test('it must have an archive at all', async () => {
    const folder = join(around, 'empty')
    mkdirSync(join(folder, 'resources'), { recursive: true })
    expect(checkPackage({ folder, name })).toEqual([expect.stringContaining('there is no app.asar')])
  })
})

test('native code is told from other files by its first bytes', () => {
  expect([elf(0x3e), elf(0xb7), mach(0x01000007), fat(0x01000007, 0x0100000c), pe(0x8664)].map((bytes) => nativeCode(bytes))).toMatchObject([
    { os: 'linux', archs: ['x64'] },
    { os: 'linux', archs: ['arm64'] },
    { os: 'mac', archs: ['x64'] },
    { os: 'mac', archs: ['x64', 'arm64'] },
    { os: 'win', archs: ['x64'] },
  ])
  const javaClass = Buffer.alloc(64)
  javaClass.writeUInt32BE(0xcafebabe, 0)
  javaClass.writeUInt32BE(61, 4)
  expect(
    [Buffer.from('#!/bin/sh\n'.repeat(9)), Buffer.from('MZ is how this text begins'.repeat(4)), javaClass, Buffer.alloc(10)].map((bytes) => nativeCode(bytes)),
  ).toEqual([null, null, null, null])
  expect(nativeCode(readFileSync(process.execPath))).toMatchObject({
    os: { linux: 'linux', darwin: 'mac', win32: 'win' }[String(process.platform)],
    archs: [process.arch],
  })
})
