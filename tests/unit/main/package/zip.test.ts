import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ArchiveError, ZipReader } from '#main/package/zip-reader.ts'
import { ZipWriter } from '#main/package/zip-writer.ts'
import { temporaryFolder } from '../store/temporary.ts'

/** Another program that knows the format. */
const hasPython = spawnSync('python3', ['--version']).status === 0

async function* pieces(...all: Buffer[]): AsyncGenerator<Buffer> {
  yield* all
}

async function written(entries: Record<string, Buffer>, { announced = (bytes: Buffer) => bytes.length, deflate = true } = {}): Promise<string> {
  const path = join(temporaryFolder(), 'a.moke')
  const zip = await ZipWriter.create(path)
  for (const [name, bytes] of Object.entries(entries))
    await zip.add(name, pieces(bytes.subarray(0, 3), bytes.subarray(3)), { bytes: announced(bytes), deflate })
  await zip.finish()
  await zip.close()
  return path
}

/** What is in a file, or why it can't be read. */
async function read(path: string): Promise<Record<string, string> | string> {
  const found: Record<string, string> = {}
  try {
    const zip = await ZipReader.open(path)
    try {
      for (const [name, entry] of zip.entries) found[name] = await zip.text(entry, 1 << 20)
    } finally {
      await zip.close()
    }
  } catch (error) {
    if (error instanceof ArchiveError) return error.why
    throw error
  }
  return found
}

const texts = { 'manifest.json': Buffer.from('{}'), 'images/ab/x.txt': Buffer.from('写作。'.repeat(5000)), empty: Buffer.alloc(0) }
const asText = Object.fromEntries(Object.entries(texts).map(([name, bytes]) => [name, bytes.toString()]))

describe('a file that was written', () => {
  test.each([
    ['deflated', { deflate: true }],
    ['stored', { deflate: false }],
    ['with sizes of 64 bits', { deflate: true, announced: () => 2 ** 33 }],
  ])('it is read as it was, %s', async (_, options) => {
    expect(await read(await written(texts, options))).toEqual(asText)
  })

  test.skipIf(!hasPython)('another program (Python) reads it too', async () => {
    const path = await written(texts)
    const python = "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), ' '.join(f'{i.filename} {i.file_size}' for i in z.infolist()))"
    expect(execFileSync('python3', ['-c', python, path], { encoding: 'utf8' }).trim()).toBe(`None manifest.json 2 images/ab/x.txt 45000 empty 0`)
  })

  test.skipIf(!hasPython)('what another program (Python) wrote is read too', async () => {
    const path = join(temporaryFolder(), 'b.zip')
    const python = "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED); z.writestr('a', 'x' * 9999); z.close()"
    execFileSync('python3', ['-c', python, path])
    expect(await read(path)).toEqual({ a: 'x'.repeat(9999) })
  })

  test('a source that fails ends the writing with its failure', async () => {
    const zip = await ZipWriter.create(join(temporaryFolder(), 'c.moke'))
    const failing = (async function* () {
      yield Buffer.from('half')
      throw new Error('the disk went away')
    })()
    await expect(zip.add('a', failing, { bytes: 10, deflate: true })).rejects.toThrow('the disk went away')
    await zip.close()
  })
})

describe('a file that may come from anyone', () => {
  test('cut anywhere it is broken, or none at all', async () => {
    const path = await written({ a: Buffer.from('写作'), b: Buffer.from('课') })
    const whole = readFileSync(path)
    const told = new Set<string>()
    for (let length = 0; length < whole.length; length++) {
      writeFileSync(path, whole.subarray(0, length))
      const found = await read(path)
      told.add(typeof found === 'string' ? found : 'whole')
    }
    expect([...told].sort()).toEqual(['broken', 'foreign'])
  })

  test('with any byte flipped it is told as broken, or reads as the same sizes: nothing is read beyond them', async () => {
    const path = await written({ a: Buffer.from('写作'), b: Buffer.alloc(2000, 7) })
    const whole = readFileSync(path)
    for (let at = 0; at < whole.length; at++) {
      const damaged = Buffer.from(whole)
      damaged[at] = (damaged[at] ?? 0) ^ 0xff
      writeFileSync(path, damaged)
      const found = await read(path)
      if (typeof found !== 'string') for (const text of Object.values(found)) expect(text.length).toBeLessThanOrEqual(2000)
    }
  })

  test.each<[string, Buffer, string]>([
    ['nothing', Buffer.alloc(0), 'foreign'],
    ['text', Buffer.from('不是压缩包，只是一些文字而已'), 'foreign'],
    ['a header alone', Buffer.from('PK\x03\x04', 'latin1'), 'broken'],
  ])('%s is refused', async (_, bytes, why) => {
    const path = join(temporaryFolder(), 'x')
    writeFileSync(path, bytes)
    expect(await read(path)).toBe(why)
  })

  test('one that unfolds to more than it declares is broken before it fills anything', async () => {
    const path = await written({ bomb: Buffer.alloc(50_000_000) })
    const whole = readFileSync(path)
    // In the directory at the end, the size when unfolded.
    const at = whole.lastIndexOf('PK\x01\x02', undefined, 'latin1')
    whole.writeUInt32LE(1000, at + 24)
    writeFileSync(path, whole)
    expect([whole.length < 100_000, await read(path)]).toEqual([true, 'broken'])
  })

  test('one file under two names, or two of one name, is read as it says or refused', async () => {
    const path = await written({ a: Buffer.from('x'), b: Buffer.from('y') })
    const whole = readFileSync(path)
    const at = whole.lastIndexOf('PK\x01\x02', undefined, 'latin1')
    whole.write('a', at + 46)
    writeFileSync(path, whole)
    expect(await read(path)).toBe('broken')
  })
})
