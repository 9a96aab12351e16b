/**
 * A service is a value: a name and its members, each a call (one answer), a stream (items until done) or
 * a push (events, always the whole new value). What a host must implement and what the page gets are
 * both inferred from it, so nothing is written twice.
 */
import type { z } from '#preload/document/zod.ts'

type Schema = z.ZodType

export interface Call<I extends Schema = Schema, O extends Schema = Schema> {
  readonly kind: 'call'
  readonly input: I
  readonly output: O
}
export interface Stream<I extends Schema = Schema, O extends Schema = Schema> {
  readonly kind: 'stream'
  readonly input: I
  readonly item: O
}
export interface Push<V extends Schema = Schema> {
  readonly kind: 'push'
  readonly value: V
}
export type Member = Call | Stream | Push

export interface Service<M extends Record<string, Member> = Record<string, Member>> {
  readonly name: string
  readonly members: M
}

/** Declares one question with one answer. */
export function call<I extends Schema, O extends Schema>(input: I, output: O): Call<I, O> {
  return { kind: 'call', input, output }
}

/** Declares a question answered by many items; leaving the loop early stops the producer. */
export function stream<I extends Schema, O extends Schema>(input: I, item: O): Stream<I, O> {
  return { kind: 'stream', input, item }
}

/** Declares an event that carries the whole new value. */
export function push<V extends Schema>(value: V): Push<V> {
  return { kind: 'push', value }
}

/** Declares a service: its name on the wire and its members. */
export function service<M extends Record<string, Member>>(name: string, members: M): Service<M> {
  return { name, members }
}

/** What every handler is told about its caller. */
export interface Caller {
  /** The connected page; a reload is another client. */
  readonly client: string
  /** Aborted when the caller stops the call or goes away. */
  readonly signal: AbortSignal
}

type Handler<M> =
  M extends Call<infer I, infer O>
    ? (input: z.output<I>, caller: Caller) => Promise<z.input<O>> | z.input<O>
    : M extends Stream<infer I, infer O>
      ? (input: z.output<I>, caller: Caller) => AsyncIterable<z.input<O>>
      : never

type Asked<M> = { [K in keyof M as M[K] extends Push ? never : K]: M[K] }

/** What a host must implement for a service: every call and every stream. */
export type Handlers<S extends Service> = { readonly [K in keyof Asked<S['members']>]: Handler<S['members'][K]> }

type Emitted<M> = { [K in keyof M as M[K] extends Push ? K : never]: M[K] extends Push<infer V> ? z.input<V> : never }

/** Sends a push of a service to all connected pages. */
export type Emit<S extends Service> = <K extends keyof Emitted<S['members']>>(member: K, value: Emitted<S['members']>[K]) => void

type Method<M> =
  M extends Call<infer I, infer O>
    ? (input: z.input<I>, signal?: AbortSignal) => Promise<z.output<O>>
    : M extends Stream<infer I, infer O>
      ? (input: z.input<I>, signal?: AbortSignal) => AsyncIterable<z.output<O>>
      : M extends Push<infer V>
        ? (listener: (value: z.output<V>) => void) => () => void
        : never

/** What the other side gets for a service: calls and streams to ask, pushes to listen to. */
export type Client<S extends Service> = { readonly [K in keyof S['members']]: Method<S['members'][K]> }
