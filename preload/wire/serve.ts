/**
 * The answering side of a port. Checks the greeting, validates each question before its handler sees it,
 * and turns failures into frames. It knows no transport and no service.
 */
import type { Handlers, Member, Service } from '#preload/contract/member.ts'
import { Problem, type ProblemReport } from '#preload/contract/problem.ts'
import { FrameSchema } from './frame.ts'
import type { Port } from './port.ts'

/** Services by name with what implements them. Made by `implement`, which checks the types. */
export type Implementations = ReadonlyMap<string, { readonly service: Service; readonly handlers: object }>

/** Pairs a service with its handlers; the compiler demands every call and stream. */
export function implement<S extends Service>(service: S, handlers: Handlers<S>): [string, { service: S; handlers: Handlers<S> }] {
  return [service.name, { service, handlers }]
}

export interface ServeOptions {
  readonly protocol: number
  /** Accepts the greeting's token, or answers why not. */
  readonly admit: (token: string) => ProblemReport | null
  readonly client: string
  /** Called for a failure that is a fault of the program; answers the short id shown to the author. */
  readonly reportBug: (error: unknown, where: string) => string
  readonly onReady?: () => void
  readonly onClose?: () => void
}

/** A served connection: pushes go through it until it closes. */
export interface Served {
  push(service: string, member: string, value: unknown): void
  close(problem?: ProblemReport): void
}

type Asked = (input: unknown, caller: { client: string; signal: AbortSignal }) => unknown

function report(error: unknown, where: string, options: ServeOptions): ProblemReport {
  if (error instanceof Problem) return { code: error.code, message: error.message, detail: { ...error.detail } }
  const bug = options.reportBug(error, where)
  return { code: 'bug', message: `an unexpected fault (${bug})`, detail: { bug } }
}

function lookup(implementations: Implementations, serviceName: string, memberName: string): { member: Member; handler: Asked } {
  const entry = implementations.get(serviceName)
  const member = entry && Object.hasOwn(entry.service.members, memberName) ? entry.service.members[memberName] : undefined
  const handler = entry && Object.hasOwn(entry.handlers, memberName) ? Reflect.get(entry.handlers, memberName) : undefined
  if (!member || member.kind === 'push' || typeof handler !== 'function') throw new Problem('invalid', `there is no ${serviceName}.${memberName}`)
  return { member, handler: (input, caller) => handler.call(entry?.handlers, input, caller) }
}

async function answer(
  found: { member: Member; handler: Asked },
  input: unknown,
  caller: { client: string; signal: AbortSignal },
  item: (value: unknown) => void,
): Promise<unknown> {
  const { member, handler } = found
  if (member.kind === 'push') throw new Error('a push is never asked')
  const checked = member.input.safeParse(input)
  if (!checked.success) throw new Problem('invalid', checked.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '))
  const result = handler(checked.data, caller)
  if (member.kind === 'call') return await result
  // `lookup` found a stream, and the compiler demanded an async iterable of its handler.
  for await (const value of result as AsyncIterable<unknown>) {
    if (caller.signal.aborted) break
    item(value)
  }
  return undefined
}

/** Serves a port until it closes. Every running call is aborted when it does. */
export function serve(port: Port, implementations: Implementations, options: ServeOptions): Served {
  const running = new Map<number, AbortController>()
  let greeted = false
  const refuse = (code: ProblemReport['code'], message: string) => port.close({ code, message, detail: {} })
  const ask = async (frame: { id: number; service: string; member: string; input: unknown }) => {
    const controller = new AbortController()
    running.set(frame.id, controller)
    try {
      const found = lookup(implementations, frame.service, frame.member)
      const value = await answer(found, frame.input, { client: options.client, signal: controller.signal }, (item) =>
        port.post({ kind: 'item', id: frame.id, value: item }),
      )
      port.post({ kind: 'done', id: frame.id, value })
    } catch (error) {
      // An edge: whatever goes wrong in a handler ends as one frame, and a stopped call is answered by silence on the other side.
      port.post({
        kind: 'fail',
        id: frame.id,
        problem: controller.signal.aborted
          ? { code: 'cancelled', message: 'cancelled', detail: {} }
          : report(error, `${frame.service}.${frame.member}`, options),
      })
    } finally {
      running.delete(frame.id)
    }
  }
  port.listen(
    (raw) => {
      const parsed = FrameSchema.safeParse(raw)
      if (!parsed.success) return refuse('invalid', 'not a frame')
      const frame = parsed.data
      if (!greeted) {
        if (frame.kind !== 'hello') return refuse('protocol', 'the first frame must be a greeting')
        if (frame.protocol !== options.protocol) return refuse('protocol', `the page speaks protocol ${frame.protocol}, this studio ${options.protocol}`)
        const refused = options.admit(frame.token)
        if (refused) return port.close(refused)
        greeted = true
        port.post({ kind: 'welcome', client: options.client })
        options.onReady?.()
        return
      }
      if (frame.kind === 'ask') void ask(frame)
      else if (frame.kind === 'stop') running.get(frame.id)?.abort()
      else refuse('invalid', `unexpected ${frame.kind}`)
    },
    () => {
      for (const controller of running.values()) controller.abort()
      options.onClose?.()
    },
  )
  return {
    push: (service, member, value) => {
      if (greeted) port.post({ kind: 'push', service, member, value })
    },
    close: (problem) => port.close(problem),
  }
}
