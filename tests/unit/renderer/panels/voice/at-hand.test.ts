import { describe, expect, test } from 'vitest'
import { ActiveAdapter, AdapterId } from '#preload/contract/adapters.ts'
import { EngineState } from '#preload/contract/models.ts'
import { Adapter, VoiceState } from '#preload/contract/voice.ts'
import { type KnownOfVoice, notesOf, voicesAtHand } from '#renderer/panels/voice/at-hand.ts'
import { samples } from '../../../../fixtures/contract/samples.ts'

const other = AdapterId.parse('0e3f6f0a-5d3c-4d2b-9f60-6d8d3e1f2a11')
const [sample] = Adapter.array().parse(samples['voice']?.['adapters']?.output)
if (!sample) throw new Error('the contract has no sample of an adapter')
const voice: Adapter = { ...sample, presence: 'in-use' }
const learning = VoiceState.parse(samples['voice']?.['state']?.output)
const engine = EngineState.parse(samples['models']?.['state']?.output)
const active = ActiveAdapter.parse(samples['voice']?.['active']?.output)
const idle: VoiceState = { ...learning, phase: 'idle', run: null }
const proving: VoiceState['proof'] = { adapter: voice.id, stage: 'bits', share: 0.4, secondsLeft: 60, problem: null }

const notes = (part: Partial<KnownOfVoice> = {}) =>
  notesOf({ isConnected: true, editable: true, on: true, engine, active, adapters: [voice], voice: idle, ...part })
const kinds = (part: Partial<KnownOfVoice>) => notes(part).map(({ kind }) => kind)

test('where a voice works there is nothing to say', () => expect(notes()).toEqual([]))

test('only voices of the model in use can be chosen', () => {
  expect(voicesAtHand([voice, { ...voice, id: other, presence: 'here' }, { ...voice, id: other, presence: 'missing' }])).toEqual([voice])
})

describe('what stands in the way is said', () => {
  test('while the model is not ready', () => {
    const at = (phase: EngineState['phase']) => kinds({ engine: { ...engine, phase } })
    expect((['starting', 'loading', 'measuring', 'restarting', 'failed'] as const).map((phase) => at(phase)[0])).toEqual([
      'starting',
      'starting',
      'starting',
      'restarting',
      'failed',
    ])
    expect(at('ready')).toEqual([])
  })

  test('while a server writes, which is named', () => {
    const server = { host: 'gpu.example', isHere: false, isPlain: false }
    expect(notes({ engine: { ...engine, phase: 'restarting', server } })).toEqual([{ kind: 'server', host: 'gpu.example' }])
  })

  test('without a connection nothing else', () => expect(kinds({ isConnected: false, active: null, adapters: [], voice: learning })).toEqual(['lost']))

  test('in a library that is read only, and while suggestions are off', () => {
    expect([kinds({ editable: false }), kinds({ on: false }), kinds({ on: false, engine: { ...engine, phase: 'off' } })]).toEqual([
      ['read-only'],
      ['off'],
      ['off'],
    ])
  })

  test('where the voice has no effect', () => {
    const problem = { code: 'adapter-missing' as const, message: 'gone', detail: { name: '老林' } }
    expect(notes({ active: { ...active, problem } })).toEqual([{ kind: 'trouble', problem }])
  })
})

describe('a model without a voice', () => {
  test('says so, once that is known, and that others belong to other models', () => {
    const none = (adapters: KnownOfVoice['adapters']) => notes({ active: null, adapters })
    expect([none(null), none([]), none([{ ...voice, presence: 'here' }])]).toEqual([
      [{ kind: 'looking' }],
      [{ kind: 'nothing' }],
      [{ kind: 'elsewhere', count: 1 }],
    ])
  })
})

describe('what is on its way', () => {
  test('is told by its name while it is learnt, and where it stopped', () => {
    const at = (phase: VoiceState['phase']) => notes({ voice: { ...learning, phase } })
    for (const phase of ['preparing', 'running', 'pausing', 'finishing'] as const) expect(at(phase)).toEqual([{ kind: 'learning', name: '我的笔风' }])
    for (const phase of ['paused', 'failed'] as const) expect(at(phase)).toEqual([{ kind: 'waiting', name: '我的笔风' }])
    expect(at('done')).toEqual([])
  })

  test('of a whole model, that it is one', () => {
    const { run } = learning
    if (!run?.setup) throw new Error('the contract has no sample of a run')
    for (const method of ['full', 'continue'] as const)
      expect(kinds({ voice: { ...learning, run: { ...run, setup: { ...run.setup, method } } } })).toEqual(['learning-model'])
  })

  test('while a voice is proved, that it can be chosen already; not of one that can’t, nor of a proof that failed', () => {
    const proof = (part: Partial<NonNullable<VoiceState['proof']>>, adapters = [voice]) =>
      notes({ adapters, voice: { ...learning, phase: 'proving', proof: { ...proving, ...part } } }).filter(({ kind }) => kind !== 'elsewhere')
    expect(proof({})).toEqual([{ kind: 'proving', name: '我的笔风' }])
    expect([proof({ adapter: other }), proof({}, [{ ...voice, presence: 'here' }])]).toEqual([[], []])
    const failed = { code: 'engine-down' as const, message: 'gone', detail: {} }
    expect(notes({ voice: { ...idle, proof: { ...proving, problem: failed } } })).toEqual([])
  })
})
