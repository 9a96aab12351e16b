/** Files spoilt at random, their parts too: each is read, or refused by a code; nothing else is thrown. `MOKE_FUZZ_RUNS=2000` for a long night. */
import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { unzipSync, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { readingCodes } from '#main/reading/work.ts'
import { fixture, refusal } from './files.ts'

const runs = Number(process.env['MOKE_FUZZ_RUNS'] ?? 80)

let seed = Number(process.env['MOKE_FUZZ_SEED'] ?? 20_261_129)
function random(below: number): number {
  seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff
  return seed % Math.max(1, below)
}

function spoilt(bytes: Uint8Array): Uint8Array {
  const copy = bytes.slice()
  for (let times = 1 + random(12); times > 0; times -= 1) {
    const at = random(copy.length)
    const ways = [
      () => copy.fill(random(256), at, at + 1),
      () => copy.fill(0x3c, at, at + 1),
      () => copy.fill(random(256), at, at + random(20)),
      () => copy.copyWithin(at, random(copy.length), random(copy.length)),
    ]
    ways[random(ways.length)]?.()
  }
  return random(5) === 0 ? copy.slice(0, random(copy.length)) : copy
}

/** Of a packed file mostly one part, so that what is within is reached. */
function spoiltFile(name: string): Uint8Array {
  const bytes = fixture(name)
  if (!/\.(?:docx|epub)$/.test(name) || random(4) === 0) return spoilt(bytes)
  const parts = unzipSync(bytes)
  const names = Object.keys(parts)
  const part = names[random(names.length)] ?? ''
  return zipSync({ ...parts, [part]: spoilt(parts[part] ?? new Uint8Array()) })
}

test('a spoilt file is read or refused', { timeout: 20_000 + runs * 1000 }, async () => {
  const works = readdirSync(resolve('tests', 'fixtures', 'works')).filter((name) => name !== 'README.md')
  const codes: readonly string[] = readingCodes
  const bugs: string[] = []
  for (let run = 0; run < runs; run += 1) {
    const [name, from] = [works[random(works.length)] ?? '', seed]
    const outcome = await refusal(name, spoiltFile(name))
    if (!outcome.startsWith('read: ') && !codes.includes(outcome)) bugs.push(`${name}, seed ${from}: ${outcome}`)
  }
  expect(bugs).toEqual([])
})
