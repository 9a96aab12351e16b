import { describe, expect, test } from 'vitest'
import type { EngineState } from '#preload/contract/models.ts'
import type { ProblemCode } from '#preload/contract/problem.ts'
import { chooseBanners, type Circumstances } from '#renderer/app/choose-banners.ts'

const ready: EngineState = {
  phase: 'ready',
  problem: null,
  model: { id: 'starter', name: '入门' },
  device: 'cpu',
  deviceName: null,
  threads: 2,
  fellBack: null,
  share: null,
  refused: null,
}
const well: Circumstances = {
  link: 'connected',
  inBrowser: false,
  workspace: { phase: 'open', identity: null, problem: null, copies: [], keptAs: null },
  engine: ready,
  model: null,
  suggestions: true,
  saved: { kind: 'saved' },
  newLibrary: null,
}
const ids = (part: Partial<Circumstances>) => chooseBanners({ ...well, ...part }).map((banner) => banner.id)

describe('the lines above the page', () => {
  test('there are none when all is well', () => {
    expect(ids({})).toEqual([])
  })

  test('a server that fails is told while it is used, waiting or not, and another model or another try are offered', () => {
    const server = { host: 'example.com', isHere: false, isPlain: false }
    const problem = (code: ProblemCode) => ({ code, message: '', detail: { host: 'example.com' } })
    const slow = chooseBanners({ ...well, engine: { ...ready, server, problem: problem('server-slow') } })
    const denied = chooseBanners({ ...well, engine: { ...ready, server, phase: 'failed', problem: problem('server-denied') } })
    expect([slow, denied].map(([banner]) => [banner?.id, banner?.actions])).toEqual([
      ['engine server-slow', ['model', 'retry-engine']],
      ['engine server-denied', ['model', 'retry-engine']],
    ])
    expect(ids({ engine: { ...ready, server } })).toEqual([])
  })

  test('a lost host is started again by hand where it was started by hand', () => {
    const says = (inBrowser: boolean) => chooseBanners({ ...well, link: 'lost', inBrowser }).map((banner) => banner.says)
    expect([says(false), says(true)]).toEqual([[{ kind: 'lost' }], [{ kind: 'lost-browser' }]])
  })

  test('a lost host is told once, not again as unsaved text or as a silent engine', () => {
    expect(ids({ link: 'lost', saved: { kind: 'waiting', code: 'unavailable', isCopied: true }, engine: { ...ready, phase: 'restarting' } })).toEqual(['lost'])
  })

  test('a full disk is told before what is wrong with suggestions', () => {
    expect(ids({ saved: { kind: 'waiting', code: 'disk-full', isCopied: true }, engine: { ...ready, phase: 'restarting' } })).toEqual([
      'saved disk-full',
      'restarting',
    ])
  })

  test('a model that is no use can be exchanged or tried again, a missing card exchanged, an engine that ended tried again', () => {
    const failed = (code: ProblemCode) =>
      chooseBanners({ ...well, engine: { ...ready, phase: 'failed', problem: { code, message: '', detail: {} } } })[0]?.actions
    expect((['model-missing', 'model-broken', 'model-timeout', 'model-too-large', 'device-missing', 'engine-down'] as const).map(failed)).toEqual([
      ['model', 'retry-engine'],
      ['model', 'retry-engine'],
      ['model', 'retry-engine'],
      ['model'],
      ['device'],
      ['retry-engine'],
    ])
  })

  test('a model that the starter stands in for is told, and can be tried again while it stays chosen', () => {
    const refused = { id: 'm.gguf', file: 'm.gguf', problem: { code: 'model-missing' as const, message: '', detail: { file: 'm.gguf' } } }
    const told = (model: string | null, serving: string) =>
      chooseBanners({ ...well, model, engine: { ...ready, model: { id: serving, name: '' }, refused } }).map(({ says, actions }) => [says, actions])
    expect(told('m.gguf', 'starter')).toEqual([[{ refused: refused.problem, byStarter: true }, ['model', 'retry-engine']]])
    expect(told(null, 'starter')).toEqual([[{ refused: refused.problem, byStarter: true }, ['model']]])
    expect(told('a.gguf', 'a.gguf')).toEqual([[{ refused: refused.problem, byStarter: false }, ['model']]])
    expect(ids({ engine: { ...ready, phase: 'loading', model: null, refused } })).toEqual([])
  })

  test('nothing is said of the engine while suggestions are off', () => {
    expect(ids({ suggestions: false, engine: { ...ready, phase: 'failed', problem: { code: 'model-missing', message: '', detail: {} } } })).toEqual([])
  })

  test('a fall back and a read-only library are told', () => {
    expect(
      ids({ workspace: { phase: 'read-only', identity: null, problem: null, copies: [], keptAs: null }, engine: { ...ready, fellBack: 'no driver' } }),
    ).toEqual(['read-only', 'fell back no driver'])
  })

  test('a fall back names the card that was given up and what serves instead, which may be another card', () => {
    const says = (part: Partial<typeof ready>) => chooseBanners({ ...well, engine: { ...ready, ...part } }).map((banner) => banner.says)
    expect(says({ fellBack: 'cuda' })).toEqual([{ kind: 'fell-back', from: 'cuda', to: { device: 'cpu', deviceName: null } }])
    expect(says({ fellBack: 'metal', device: 'vulkan', deviceName: 'Radeon' })).toEqual([
      { kind: 'fell-back', from: 'metal', to: { device: 'vulkan', deviceName: 'Radeon' } },
    ])
    expect(says({ fellBack: 'no driver' })).toMatchObject([{ from: 'card' }])
  })

  test('text that has no room even for a copy is told, whatever keeps it from being saved', () => {
    expect(ids({ link: 'lost', saved: { kind: 'waiting', code: 'unavailable', isCopied: false } })).toEqual(['lost', 'uncopied'])
    expect(ids({ saved: { kind: 'waiting', code: 'disk-full', isCopied: false } })).toEqual(['saved disk-full', 'uncopied'])
  })

  test('a new library in the place of the one that is known is told with its folder, after what endangers text', () => {
    expect(chooseBanners({ ...well, newLibrary: '/home/a/课程', saved: { kind: 'waiting', code: 'disk-full', isCopied: true } })).toMatchObject([
      { id: 'saved disk-full' },
      { id: 'new-library', tone: 'info', says: { kind: 'new-library', folder: '/home/a/课程' }, dismissible: true },
    ])
  })

  test('an outdated page asks to be reloaded', () => {
    expect(chooseBanners({ ...well, link: 'outdated' }).map(({ id, actions }) => [id, actions])).toEqual([['outdated', ['reload']]])
  })
})
