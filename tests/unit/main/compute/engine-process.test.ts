import { EventEmitter } from 'node:events'
import { fork } from 'node:child_process'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { endOf, startEngine } from '#main/compute/engine-process.ts'

vi.mock('node:child_process')
afterEach(() => void vi.useRealTimers())

/** A child as far as its end goes. */
function child(pid?: number) {
  const logged: string[] = []
  const emitter = Object.assign(new EventEmitter(), { pid })
  let how: string | null = null
  void endOf(emitter as unknown as Parameters<typeof endOf>[0], (text) => logged.push(text)).then((told) => {
    how = told
  })
  return {
    emitter,
    logged,
    told: async () => {
      await Promise.resolve()
      return how
    },
  }
}

const error = (message: string, code?: string) => Object.assign(new Error(message), { code })

describe('the end of the engine’s process', () => {
  test('it is told by exit status or signal', async () => {
    for (const [status, signal, how] of [
      [3, null, 'exit status 3'],
      [null, 'SIGKILL', 'SIGKILL'],
    ]) {
      const { emitter, told } = child(7)
      emitter.emit('exit', status, signal)
      expect(await told()).toBe(how)
    }
  })

  test('it has come where the process cannot be started, told without its path, which the log gets', async () => {
    const { emitter, logged, told } = child()
    emitter.emit('error', error('spawn /home/a/node ENOENT', 'ENOENT'))
    expect(await told()).toBe('it cannot be started: ENOENT')
    expect(logged.join('')).toContain('spawn /home/a/node ENOENT')
  })

  test('it has not come by errors of a process that runs, however many', async () => {
    const { emitter, logged, told } = child(7)
    emitter.emit('error', error('write EPIPE', 'EPIPE'))
    emitter.emit('error', error('kill EPERM', 'EPERM'))
    expect([await told(), logged.length]).toEqual([null, 2])
    emitter.emit('exit', 0, null)
    expect(await told()).toBe('exit status 0')
  })
  test.each(['kill', 'stop'] as const)('nobody waits for it for good where the system lets the process not go: %s', async (way) => {
    vi.useFakeTimers()
    const { emitter } = child(7)
    const signals: string[] = []
    const held = Object.assign(emitter, {
      connected: true,
      stderr: null,
      send: () => true,
      disconnect: () => emitter.emit('disconnect'),
      kill: (signal: string) => signals.push(signal),
    })
    vi.mocked(fork).mockReturnValue(held as unknown as ReturnType<typeof fork>)
    const running = startEngine({ nodePath: 'node', entry: 'engine.js' })
    const asked = running.engine.ping({}).catch((error: unknown) => error)
    const stopped = way === 'stop' ? running.stop() : running.kill()
    expect(await asked).toMatchObject({ code: 'unavailable' })
    await vi.advanceTimersByTimeAsync(10_000)
    await stopped
    expect([await running.ended, signals]).toEqual(['it does not end', ['SIGKILL']])
  })
})
