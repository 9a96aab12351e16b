/**
 * The asking side of a port: typed clients of services, validation of every answer, cancelling by
 * AbortSignal, and rejection by name of whatever is pending when the port closes.
 */
import type { Client, Member, Service } from '#preload/contract/member.ts'
import { Problem, type ProblemReport } from '#preload/contract/problem.ts'
import type { z } from '#preload/document/zod.ts'
import { FrameSchema } from './frame.ts'
import type { Port } from './port.ts'

interface Pending {
  readonly name: string
  item(value: unknown): void
  done(value: unknown): void
  fail(problem: Problem): void
}

export interface Connection {
  /** Resolves with this client's name once the other side has accepted the greeting. */
  readonly ready: Promise<string>
  /** Resolves when the port has closed, with the reason if one was given. */
  readonly closed: Promise<ProblemReport | undefined>
  client<S extends Service>(service: S): Client<S>
  close(): void
}

const problemFrom = (report: ProblemReport): Problem => new Problem(report.code, report.message, report.detail)

/** What was asked over a port and is not answered yet. */
class Questions {
  readonly #port: Port
  readonly #pending = new Map<number, Pending>()
  #nextId = 1
  #isClosed = false

  constructor(port: Port) {
    this.#port = port
  }

  /** Asks; the answer gives the question up. */
  ask(service: Service, memberName: string, input: unknown, signal: AbortSignal | undefined, entry: Omit<Pending, 'name'>): (() => void) | void {
    const name = `${service.name}.${memberName}`
    if (this.#isClosed) return entry.fail(new Problem('unavailable', `${name}: not connected`))
    if (signal?.aborted) return entry.fail(new Problem('cancelled', `${name} was cancelled`))
    const id = this.#nextId++
    const stop = () => {
      if (!this.#pending.delete(id)) return
      this.#port.post({ kind: 'stop', id })
      entry.fail(new Problem('cancelled', `${name} was cancelled`))
    }
    signal?.addEventListener('abort', stop, { once: true })
    const settle = () => signal?.removeEventListener('abort', stop)
    this.#pending.set(id, {
      name,
      item: entry.item,
      done: (value) => {
        settle()
        entry.done(value)
      },
      fail: (problem) => {
        settle()
        entry.fail(problem)
      },
    })
    this.#port.post({ kind: 'ask', id, service: service.name, member: memberName, input })
    return stop
  }

  item(id: number, value: unknown): void {
    this.#pending.get(id)?.item(value)
  }

  done(id: number, value: unknown): void {
    this.#settled(id)?.done(value)
  }

  fail(id: number, problem: Problem): void {
    this.#settled(id)?.fail(problem)
  }

  /** Nothing will be answered any more. */
  close(): void {
    this.#isClosed = true
    for (const [id, { name }] of [...this.#pending]) this.fail(id, new Problem('unavailable', `${name}: the connection closed`))
  }

  #settled(id: number): Pending | undefined {
    const entry = this.#pending.get(id)
    this.#pending.delete(id)
    return entry
  }
}

/** Greets the other side of a port and offers its services. */
export function connect(port: Port, greeting: { protocol: number; token: string }): Connection {
  const questions = new Questions(port)
  const listeners = new Map<string, Set<(value: unknown) => void>>()
  const ready = Promise.withResolvers<string>()
  const closed = Promise.withResolvers<ProblemReport | undefined>()
  ready.promise.catch(() => undefined) // whoever awaits it is told; nobody has to

  port.listen(
    (raw) => {
      const parsed = FrameSchema.safeParse(raw)
      if (!parsed.success) return port.close({ code: 'invalid', message: 'not a frame', detail: {} })
      const frame = parsed.data
      switch (frame.kind) {
        case 'welcome':
          return ready.resolve(frame.client)
        case 'item':
          return questions.item(frame.id, frame.value)
        case 'done':
          return questions.done(frame.id, frame.value)
        case 'fail':
          return questions.fail(frame.id, problemFrom(frame.problem))
        case 'push':
          return listeners.get(`${frame.service}.${frame.member}`)?.forEach((listener) => listener(frame.value))
        default:
          return port.close({ code: 'invalid', message: `unexpected ${frame.kind}`, detail: {} })
      }
    },
    (problem) => {
      ready.reject(problem ? problemFrom(problem) : new Problem('unavailable', 'the connection closed'))
      questions.close()
      closed.resolve(problem)
    },
  )
  port.post({ kind: 'hello', ...greeting })

  const method = (service: Service, name: string, member: Member) => {
    switch (member.kind) {
      case 'call':
        return (input: unknown, signal?: AbortSignal) =>
          new Promise((resolve, reject) => {
            questions.ask(service, name, input, signal, {
              item: () => undefined,
              done: (value) => settleChecked(member.output, value, `${service.name}.${name}`, resolve, reject),
              fail: reject,
            })
          })
      case 'stream':
        return (input: unknown, signal?: AbortSignal) =>
          iterate((entry) => questions.ask(service, name, input, signal, entry), member.item, `${service.name}.${name}`)
      case 'push':
        return (listener: (value: unknown) => void) => {
          const key = `${service.name}.${name}`
          const checked = (value: unknown) => hear(port, member.value, value, key, listener)
          const set = listeners.get(key) ?? new Set()
          listeners.set(key, set.add(checked))
          return () => {
            set.delete(checked)
          }
        }
      default:
        return member satisfies never
    }
  }

  return {
    ready: ready.promise,
    closed: closed.promise,
    client: <S extends Service>(service: S) =>
      // Built from the service itself, member by member; TypeScript cannot follow the mapping.
      Object.fromEntries(Object.entries(service.members).map(([name, member]) => [name, method(service, name, member)])) as Client<S>,
    close: () => port.close(),
  }
}

function hear(port: Port, schema: z.ZodType, value: unknown, name: string, listener: (value: unknown) => void): void {
  const checked = schema.safeParse(value)
  if (checked.success) listener(checked.data)
  else port.close({ code: 'invalid', message: `${name} pushed what the contract does not say`, detail: {} })
}

function settleChecked(schema: z.ZodType, value: unknown, name: string, resolve: (value: unknown) => void, reject: (problem: Problem) => void): void {
  const checked = schema.safeParse(value)
  if (checked.success) resolve(checked.data)
  else
    reject(
      new Problem('invalid', `${name} answered what the contract does not say: ${checked.error.issues[0]?.path.join('.')} ${checked.error.issues[0]?.message}`),
    )
}

/** Turns the frames of one stream into an async iterable. Leaving the loop early stops the producer. */
async function* iterate(start: (entry: Omit<Pending, 'name'>) => (() => void) | void, schema: z.ZodType, name: string): AsyncGenerator<unknown> {
  const queue: unknown[] = []
  let finished = false
  let failure: Problem | undefined
  let wake = () => {}
  const stop = start({
    item: (value) => {
      queue.push(value)
      wake()
    },
    done: () => {
      finished = true
      wake()
    },
    fail: (problem) => {
      failure = problem
      wake()
    },
  })
  try {
    for (;;) {
      while (queue.length > 0) {
        const checked = schema.safeParse(queue.shift())
        if (!checked.success) throw new Problem('invalid', `${name} sent an item the contract does not say`)
        yield checked.data
      }
      if (failure) throw failure
      if (finished) return
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  } finally {
    if (!finished && !failure) stop?.()
  }
}
