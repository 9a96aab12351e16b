/** Why a server does not complete; a caller tells these apart by their code. Messages name neither the text that was sent nor the key. */

export type ServerFault =
  | 'unreachable' // nobody answers at the address, or not by the protocol that it names
  | 'slow' // it began no answer, or did not end it, in time
  | 'denied' // it wants another key, or any
  | 'model' // it has no model of this name
  | 'busy' // it has too much to do, or failed at it
  | 'moved' // it sends to another address, where nothing is sent
  | 'foreign' // what it answers is no completion

/** Expected, and the user can act upon it. */
export class ServerError extends Error {
  override readonly name = 'ServerError'
  readonly expected = true
  readonly fault: ServerFault

  constructor(fault: ServerFault, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.fault = fault
  }
}
