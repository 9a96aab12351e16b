import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import type { Frame } from '#preload/wire/port.ts'
import { type ProcessEnd, processPort } from '#preload/wire/process-port.ts'

/** Two ends of a channel as Node has them. */
class End extends EventEmitter implements ProcessEnd {
  connected = true
  other: End | null = null

  send(message: unknown): boolean {
    queueMicrotask(() => this.other?.emit('message', structuredClone(message)))
    return true
  }

  disconnect(): void {
    for (const end of [this, this.other]) {
      if (end) end.connected = false
      queueMicrotask(() => end?.emit('disconnect'))
    }
  }
}

function ends(): [End, End] {
  const [near, far] = [new End(), new End()]
  near.other = far
  far.other = near
  return [near, far]
}

const stop: Frame = { kind: 'stop', id: 1 }
const soon = () => new Promise((resolve) => setImmediate(resolve))

describe('the channel between processes as a port', () => {
  test('it carries frames both ways', async () => {
    const [near, far] = ends().map(processPort)
    const got: unknown[] = []
    near?.listen(
      (frame) => got.push(['near', frame]),
      () => undefined,
    )
    far?.listen(
      (frame) => got.push(['far', frame]),
      () => undefined,
    )
    near?.post(stop)
    far?.post({ ...stop, id: 2 })
    await soon()
    expect(got).toEqual([
      ['far', stop],
      ['near', { ...stop, id: 2 }],
    ])
  })

  test('it tells each end once that it is closed, whichever closed it', async () => {
    const [near, far] = ends().map(processPort)
    const told: string[] = []
    near?.listen(
      () => undefined,
      () => told.push('near'),
    )
    far?.listen(
      () => undefined,
      () => told.push('far'),
    )
    near?.close()
    near?.close()
    await soon()
    expect(told.sort()).toEqual(['far', 'near'])
  })

  test('it drops what is posted to a process that is gone', () => {
    const [end] = ends()
    end.disconnect()
    end.send = () => {
      throw new Error('the channel is closed')
    }
    expect(() => processPort(end).post(stop)).not.toThrow()
  })

  test('it says at once that a channel was closed before anyone listened', async () => {
    const [end] = ends()
    end.disconnect()
    await soon()
    const told = await new Promise((resolve) =>
      processPort(end).listen(
        () => undefined,
        () => resolve('closed'),
      ),
    )
    expect(told).toBe('closed')
  })
})
