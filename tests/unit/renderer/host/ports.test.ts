import { describe, expect, test } from 'vitest'
import { portOverMessages } from '#renderer/host/message-port.ts'
import { problemFromClose } from '#renderer/host/websocket-port.ts'

describe('the reason of a closed WebSocket', () => {
  test('it is the problem that the host wrote, even when the protocol cut it short', () => {
    expect([
      problemFromClose(4000, '{"code":"protocol","message":"the page speaks pro')?.code,
      problemFromClose(4000, '{"code":"nonsense"}')?.code,
      problemFromClose(4000, '')?.code,
    ]).toEqual(['protocol', 'unavailable', 'unavailable'])
  })

  test('it is nothing when the connection just broke', () => {
    expect(problemFromClose(1006, '')).toBe(undefined)
  })
})

describe('a port over a MessagePort', () => {
  const pair = () => {
    const { port1, port2 } = new MessageChannel()
    // Node's MessagePort does everything that the browser's does here.
    return [portOverMessages(port1 as unknown as MessagePort), portOverMessages(port2 as unknown as MessagePort)] as const
  }

  test('it carries frames both ways and tells the other side why it closed, once', async () => {
    const [near, far] = pair()
    const heard: unknown[] = []
    const closed = new Promise((resolve) => {
      far.listen(
        (frame) => heard.push(frame),
        (problem) => {
          heard.push('closed')
          resolve(problem)
        },
      )
    })
    near.listen(
      () => undefined,
      () => undefined,
    )
    near.post({ kind: 'stop', id: 1 })
    near.close({ code: 'protocol', message: 'another version', detail: {} })
    expect(await closed).toEqual({ code: 'protocol', message: 'another version', detail: {} })
    await new Promise((resolve) => {
      setTimeout(resolve, 10)
    })
    expect(heard).toEqual([{ kind: 'stop', id: 1 }, 'closed'])
  })
})
