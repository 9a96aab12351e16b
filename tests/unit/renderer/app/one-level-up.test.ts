import { describe, expect, test } from 'vitest'
import { AdapterId } from '#preload/contract/adapters.ts'
import { WorkId } from '#preload/contract/works.ts'
import { goOneLevelUp } from '#renderer/app/one-level-up.ts'
import type { Shell } from '#renderer/app/shell.ts'
import { createValue } from '#renderer/host/value.ts'
import type { ArchivePlace } from '#renderer/panels/archive/place.ts'
import type { VoicePlace } from '#renderer/panels/voice/place.ts'

const work = WorkId.parse('w')
const proof = { kind: 'proof', adapter: AdapterId.parse('00000000-0000-4000-8000-000000000001') } as const

/** Goes up as often as it takes to the lesson, and tells of every step. */
function wayUp(view: 'archive' | 'voice', archive: ArchivePlace, voice: VoicePlace = { kind: 'voice' }): string[] {
  const shell = { view: createValue<ReturnType<Shell['view']['get']>>(view), archive: createValue(archive), voice: createValue(voice) }
  const steps: string[] = []
  while (shell.view.get() !== 'lesson' && steps.length < 9) {
    goOneLevelUp(shell)
    const at = shell.view.get()
    steps.push(at === 'archive' ? `archive ${shell.archive.get().kind}` : at === 'voice' ? `voice ${shell.voice.get().kind}` : at)
  }
  return steps
}

describe('one level up', () => {
  test('a work goes to the list, and the list to the lesson', () => {
    expect(wayUp('archive', { kind: 'work', work, found: null })).toEqual(['archive works', 'lesson'])
    expect(wayUp('archive', { kind: 'personal' })).toEqual(['archive works', 'lesson'])
  })

  test('a work goes to the page within the archive that it was opened from', () => {
    expect(wayUp('archive', { kind: 'work', work, found: null, from: 'alike' })).toEqual(['archive alike', 'archive works', 'lesson'])
    expect(wayUp('archive', { kind: 'work', work, found: null, from: 'personal' })).toEqual(['archive personal', 'archive works', 'lesson'])
  })

  test('a work that was kept aside goes to the proof that it was opened from', () => {
    expect(wayUp('archive', { kind: 'work', work, found: null, from: 'voice' }, proof)).toEqual(['voice proof', 'lesson'])
    expect(wayUp('archive', { kind: 'work', work, found: null, from: 'voice' })).toEqual(['voice voice', 'lesson'])
  })
})
