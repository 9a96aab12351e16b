import { expect, test } from 'vitest'
import { isSure, stampOf } from '#main/publishing/desk/file-stamp.ts'

const second = 1_000_000_000n
const stats = { size: 7n, mtimeNs: 5n * second + 1n, ctimeNs: 5n * second + 2n, ino: 3n }

test('a stamp is another with each thing that a disk says of a file', () => {
  const others = [{ size: 8n }, { mtimeNs: stats.mtimeNs + 1n }, { ctimeNs: stats.ctimeNs + 1n }, { ino: 4n }]
  expect(new Set([stats, ...others.map((other) => ({ ...stats, ...other }))].map(stampOf)).size).toBe(5)
  expect(stampOf({ ...stats })).toBe(stampOf(stats))
})

test.each([
  ['counts both times finer than seconds', {}, true],
  ['counts whole seconds', { mtimeNs: 5n * second, ctimeNs: 5n * second }, false],
  // FAT: two seconds, with a time of change that some systems take from that of creation.
  ['counts whole seconds for what a file holds', { mtimeNs: 4n * second }, false],
  // exFAT on Windows: whoever puts the other time back is seen by nothing.
  ['has no time of change', { ctimeNs: 0n }, false],
  ['gives 1601 for a time of change that it has not', { ctimeNs: -11_644_473_600n * second }, false],
])('of a disk that %s', (_, times, sure) => {
  expect(isSure({ ...stats, ...times })).toBe(sure)
})
