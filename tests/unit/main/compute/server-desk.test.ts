/** The process that asks a server lives as long as that server is used. */
import { expect, test } from 'vitest'
import { ServerDesk } from '#main/compute/server-desk.ts'
import type { EngineProcess } from '#main/compute/engine-process.ts'
import type { EngineQuestion } from '#preload/contract/engine.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { ServerTrial } from '#preload/contract/server.ts'

const going = new AbortController().signal
const server = { endpoint: 'http://127.0.0.1:9/v1', model: 'm', key: null }
const question: EngineQuestion = { course: '', chapter: '', lesson: '', headings: [], before: '', after: '', block: 'paragraph', candidate: 0, leanings: [] }
const good: ServerTrial = { opening: '今天', text: '好', ms: 1, tellsLikelihoods: true }

/** A desk whose processes try a server as `trial` does, and which of them live. */
function desk(trial: () => Promise<ServerTrial> = async () => good) {
  const living: number[] = []
  let started = 0
  const start = () => {
    const number = (started += 1)
    const end = Promise.withResolvers<string>()
    living.push(number)
    const kill = () => {
      if (living.includes(number)) living.splice(living.indexOf(number), 1)
      end.resolve('SIGKILL')
    }
    const engine = {
      tryServer: trial,
      completeBy: async function* () {
        yield { text: '好' }
      },
      ping: async () => ({ residentBytes: 1, evaluatedTokens: 0 }),
    }
    // Only these members are asked.
    return { engine, ended: end.promise, kill, stop: async () => kill() } as unknown as EngineProcess
  }
  return { desk: new ServerDesk({ nodePath: 'node', entry: 'engine.js', start }), living, started: () => started }
}

async function complete(one: ServerDesk): Promise<void> {
  for await (const item of one.complete(server, question, going)) expect(item).toMatchObject({ text: '好' })
}

test('it ends after a mere trial, whatever that says', async () => {
  const fine = desk()
  expect(await fine.desk.try(server, going)).toEqual(good)
  const bad = desk(() => Promise.reject(new Problem('server-denied', 'no')))
  await expect(bad.desk.try(server, going)).rejects.toMatchObject({ code: 'server-denied' })
  expect([fine.living, bad.living]).toEqual([[], []])
})

test('two trials at once share it, and the one that is over first does not end it', async () => {
  const trials = [Promise.withResolvers<ServerTrial>(), Promise.withResolvers<ServerTrial>()]
  let asked = 0
  const { desk: one, living } = desk(() => trials[asked++]?.promise ?? Promise.reject(new Error('none')))
  const both = [one.try(server, going), one.try(server, going)]
  trials[0]?.resolve(good)
  await both[0]
  expect(living).toEqual([1])
  trials[1]?.resolve(good)
  await both[1]
  expect(living).toEqual([])
})

test('it stays where the server is used, before the trial or since it began', async () => {
  const used = desk()
  await complete(used.desk)
  await used.desk.try(server, going)
  expect([used.living, used.started()]).toEqual([[1], 1])
  const trial = Promise.withResolvers<ServerTrial>()
  const meanwhile = desk(() => trial.promise)
  const trying = meanwhile.desk.try(server, going)
  await complete(meanwhile.desk)
  trial.resolve(good)
  await trying
  expect(meanwhile.living).toEqual([1])
  await Promise.all([used, meanwhile].map((one) => one.desk.close()))
  expect([used.living, meanwhile.living]).toEqual([[], []])
  await used.desk.try(server, going)
  expect([used.living, used.started()]).toEqual([[], 2])
})
