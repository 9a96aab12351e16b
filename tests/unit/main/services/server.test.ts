/** What is kept of the server that the author names. */
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { KeptServer, serverService } from '#main/services/server.ts'
import { Problem, type ProblemCode } from '#preload/contract/problem.ts'
import type { CompletionServer } from '#preload/contract/server.ts'
import { temporaryFolder } from '../store/temporary.ts'
import { problemOf } from './served.ts'

const caller = { client: 'page', signal: new AbortController().signal }
const named = { address: 'https://example.com', model: 'qwen3', key: 'sk-secret', acceptsPlain: false }

function serving(folder: string, { isWritable = true, fault = null }: { isWritable?: boolean; fault?: ProblemCode | null } = {}) {
  const kept = new KeptServer(folder)
  const tried: CompletionServer[] = []
  const handlers = serverService({
    kept,
    desk: {
      try: async (server) => {
        tried.push(server)
        if (fault) throw new Problem(fault, 'failed')
        return { ms: 1, opening: '写作', text: '需要', tellsLikelihoods: true }
      },
    },
    completing: { problem: () => null },
    isWritable: () => isWritable,
  })
  return { kept, handlers, tried }
}

test('it is off until it is asked for; then it is kept for the author alone, and its key never told', async () => {
  const folder = temporaryFolder()
  const { kept, handlers } = serving(folder)
  expect([handlers.state({}, caller), kept.current()]).toEqual([{ isOn: false, address: null, model: '', hasKey: false, problem: null }, null])
  const on = { isOn: true, address: 'https://example.com', model: 'qwen3', hasKey: true, problem: null }
  expect(handlers.use(named, caller)).toEqual(on)
  expect([readdirSync(folder), statSync(join(folder, 'server.json')).mode & 0o777]).toEqual([['server.json'], 0o600])
  expect(new KeptServer(folder).current()).toMatchObject({
    endpoint: 'https://example.com/v1/completions',
    key: 'sk-secret',
    shown: { host: 'example.com', isHere: false, isPlain: false },
  })
})

test('left it can be used again with its key; forgotten nothing of it stays', async () => {
  const folder = temporaryFolder()
  const { kept, handlers } = serving(folder)
  await handlers.use(named, caller)
  expect(handlers.leave({}, caller)).toMatchObject({ isOn: false, address: 'https://example.com', hasKey: true })
  expect([kept.current(), new KeptServer(folder).current()]).toEqual([null, null])
  await handlers.use({ address: named.address, model: 'other', acceptsPlain: false }, caller)
  expect(kept.current()).toMatchObject({ model: 'other', key: 'sk-secret' })
  await handlers.forget({}, caller)
  expect([kept.current(), existsSync(join(folder, 'server.json'))]).toEqual([null, false])
})

test('a key is for the address that it was given with, and for no other', async () => {
  const { kept, handlers, tried } = serving(temporaryFolder())
  await handlers.use(named, caller)
  await handlers.try({ address: 'https://other.example', model: 'qwen3', acceptsPlain: false }, caller)
  await handlers.use({ address: 'https://other.example', model: 'qwen3', acceptsPlain: false }, caller)
  expect([tried[0]?.key, kept.current()?.key]).toEqual([null, null])
})

test('an address without https is taken on this computer, elsewhere in a private network once the author accepts it, and nowhere else', async () => {
  const { kept, handlers } = serving(temporaryFolder())
  const use = async (address: string, acceptsPlain = false) => handlers.use({ address, model: 'm', acceptsPlain }, caller)
  await use('http://127.0.0.1:8000')
  expect(kept.current()?.shown).toEqual({ host: '127.0.0.1:8000', isHere: true, isPlain: false })
  expect(await problemOf(use('http://192.168.1.2:8000'))).toBe('server-plain')
  expect(kept.current()?.shown.host).toBe('127.0.0.1:8000')
  await use('http://192.168.1.2:8000', true)
  expect(kept.current()?.shown).toEqual({ host: '192.168.1.2:8000', isHere: false, isPlain: true })
  expect(await problemOf(use('http://example.com', true))).toBe('server-address')
  expect(await problemOf(Promise.resolve().then(() => handlers.try({ address: 'http://example.com', model: 'm', acceptsPlain: true }, caller)))).toBe(
    'server-address',
  )
})

test('nothing is tried, and no key sent, where the author has not accepted that it can be listened to', async () => {
  const { handlers, tried } = serving(temporaryFolder())
  const plain = { address: 'http://192.168.1.2:8000', model: 'm', key: 'sk-1' }
  expect(await problemOf(Promise.resolve().then(() => handlers.try({ ...plain, acceptsPlain: false }, caller)))).toBe('server-plain')
  expect(tried).toEqual([])
  await handlers.try({ ...plain, acceptsPlain: true }, caller)
  expect(tried).toMatchObject([{ key: 'sk-1' }])
})

test('a trial says what it wrote, or why not and where', async () => {
  expect(await serving(temporaryFolder()).handlers.try(named, caller)).toMatchObject({ text: '需要' })
  const failing = serving(temporaryFolder(), { fault: 'server-denied' })
  await expect(failing.handlers.try(named, caller)).rejects.toMatchObject({ code: 'server-denied', detail: { host: 'example.com' } })
  expect(failing.kept.current()).toBeNull()
})

test('what is no record sends nothing anywhere; what cannot be written changes nothing', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'server.json'), '{"address":"https://example.com","model":"m","key":null,"isOn":true,"more":1}')
  expect(new KeptServer(folder).current()).toBeNull()
  writeFileSync(join(folder, 'server.json'), 'nonsense')
  expect(new KeptServer(folder).current()).toBeNull()
  const reading = serving(temporaryFolder(), { isWritable: false })
  expect(await problemOf(Promise.resolve().then(() => reading.handlers.use(named, caller)))).toBe('read-only')
  expect(reading.kept.current()).toBeNull()
  if (process.getuid?.() === 0) return
  chmodSync(folder, 0o500)
  const { kept, handlers } = serving(folder)
  expect(await problemOf(Promise.resolve().then(() => handlers.use(named, caller)))).toBe('disk-error')
  expect([kept.current(), readFileSync(join(folder, 'server.json'), 'utf8')]).toEqual([null, 'nonsense'])
  chmodSync(folder, 0o700)
})
