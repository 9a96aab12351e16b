import { expect, test } from 'vitest'
import { stillThere } from '#renderer/panels/voice/wishes.ts'

const choice = { method: 'lora', rank: 8, passes: null } as const

test('a base that was deleted since is wished no more, and the rest is', () => {
  expect(stillThere({ base: 'gone.gguf', choice }, [{ id: 'starter' }])).toEqual({ base: null, choice })
  expect(stillThere({ base: 'gone.gguf', choice }, [])).toEqual({ base: null, choice })
})

test('one that is there, or of which that is not known yet, is still wished', () => {
  for (const bases of [[{ id: 'starter' }, { id: 'my.gguf' }], null])
    expect(stillThere({ base: 'my.gguf', choice }, bases)).toEqual({ base: 'my.gguf', choice })
  expect(stillThere({ base: null, choice }, [{ id: 'starter' }])).toEqual({ base: null, choice })
})
