/** Speaks the contract to a running browser host from Node, admitted as a page is. */
import { WebSocket } from 'ws'
import type { Client } from '#preload/contract/member.ts'
import { protocolVersion, services, type Services } from '#preload/contract/protocol.ts'
import { connect } from '#preload/wire/connect.ts'
import { socketPort } from '#main/app/socket-port.ts'

export type Clients = { readonly [K in keyof Services]: Client<Services[K]> }

export interface ContractClient extends Clients {
  readonly closed: Promise<unknown>
  close(): void
}

/** Uses the address's one-time token up; answers the session's cookie. */
export async function admit(address: string): Promise<string> {
  const answer = await fetch(address, { redirect: 'manual' })
  const cookie = answer.headers.get('set-cookie')?.split(';')[0]
  if (answer.status !== 303 || !cookie) throw new Error(`the host did not admit: ${answer.status}`)
  return cookie
}

/** Opens a connection with a cookie that `admit` answered. */
export async function openClient(address: string, cookie: string): Promise<ContractClient> {
  const { host, origin } = new URL(address)
  const socket = new WebSocket(`ws://${host}/wire`, { headers: { cookie, origin } })
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  const connection = connect(socketPort(socket), { protocol: protocolVersion, token: '' })
  await connection.ready
  const clients = Object.fromEntries(Object.entries(services).map(([name, service]) => [name, connection.client(service)]))
  // Built from `services` itself, member by member.
  return { ...(clients as unknown as Clients), closed: connection.closed, close: () => connection.close() }
}
