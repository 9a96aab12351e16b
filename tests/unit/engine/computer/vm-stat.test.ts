import { describe, expect, test } from 'vitest'
import { availableIn } from '#engine/computer/vm-stat.ts'

const vmStat = `Mach Virtual Memory Statistics: (page size of 16384 bytes)
Pages free:                                3712.
Pages active:                            190000.
Pages inactive:                          188000.
Pages speculative:                         1200.
Pages throttled:                              0.
Pages wired down:                        100000.
Pages purgeable:                           5000.
"Translation faults":                 812345678.
Pages stored in compressor:              400000.
Pages occupied by compressor:             10000.
`

describe('the memory of a Mac', () => {
  test('what only holds copies of files is free for a model', () => {
    expect(availableIn(vmStat, 2 ** 33)).toBe(2 ** 33 - 300_000 * 16_384)
  })

  test('it is never less than none', () => {
    expect(availableIn(vmStat, 2 ** 20)).toBe(0)
  })

  test.each(['', 'vm_stat: command not found', vmStat.replace('wired down', 'wired'), vmStat.replace('16384 bytes', 'many bytes')])(
    'nothing is made up where it says something else',
    (text) => {
      expect(availableIn(text, 2 ** 33)).toBeNull()
    },
  )
})
