import { describe, expect, test } from 'vitest'
import { AddressDesk, askForToken, isSecretForm, newSecret, type Post, proof } from '#main/app/address-exchange.ts'

const port = 4747
const token = newSecret()

/** A host as the server builds it, and everything that was sent to it and by it. */
function host(secret: string, listensOn = port): { post: Post; sent: string[] } {
  const desk = new AddressDesk(secret)
  const sent: string[] = []
  const post: Post = async (query) => {
    const challenge = query.nonce === undefined ? null : desk.challenge(query.nonce, listensOn)
    const answer = challenge ? `${challenge.nonce} ${challenge.proof}` : desk.accepts(query.answer ?? '', query.proof ?? '') ? token : null
    sent.push(...Object.values(query), answer ?? '')
    return answer
  }
  return { post, sent }
}

describe('asking a running host for its address', () => {
  test('it gets a token from the host of the same author, and the secret never travels', async () => {
    const secret = newSecret()
    const { post, sent } = host(secret)
    expect(await askForToken(secret, port, post)).toBe(token)
    expect(sent.join(' ')).not.toContain(secret)
  })
  test('it gets none from a host of another author, and shows it no proof', async () => {
    const { post, sent } = host(newSecret())
    expect(await askForToken(newSecret(), port, post)).toBeNull()
    expect(sent).toHaveLength(2)
  })
  test('it is not fooled by who passes the question on to the real host', async () => {
    const secret = newSecret()
    const { post } = host(secret, 50_000)
    expect(await askForToken(secret, port, post)).toBeNull()
  })
  test.each([null, '', 'hello', '<html>', `${newSecret()} guess`, `${newSecret()} guess more`])(
    'it takes nothing from a stranger that says %j',
    async (said) => {
      expect(await askForToken(newSecret(), port, async () => said)).toBeNull()
    },
  )
  test.each(['', 'x'.repeat(33), `${'x'.repeat(31)}\n`, 'http://evil.example/?............'])('it takes no token of another form: %j', async (said) => {
    const secret = newSecret()
    const { post } = host(secret)
    expect(await askForToken(secret, port, async (query) => (query.nonce === undefined ? said : post(query)))).toBeNull()
  })
})

describe('the host’s desk', () => {
  const secret = newSecret()
  const answered = (desk: AddressDesk) => {
    const asked = newSecret()
    const { nonce } = desk.challenge(asked, port)
    return { nonce, shown: proof(secret, 'caller', { asked, answered: nonce, port }) }
  }
  test('it accepts a proof once', () => {
    const desk = new AddressDesk(secret)
    const { nonce, shown } = answered(desk)
    expect([desk.accepts(nonce, shown), desk.accepts(nonce, shown)]).toEqual([true, false])
  })
  test('it accepts no proof that another host or the host itself made', () => {
    const desk = new AddressDesk(secret)
    const asked = newSecret()
    const { nonce, proof: own } = desk.challenge(asked, port)
    expect(desk.accepts(nonce, own)).toBe(false)
    expect(new AddressDesk(secret).accepts(nonce, proof(secret, 'caller', { asked, answered: nonce, port }))).toBe(false)
  })
  test('it keeps no more than the newest questions of a flood', () => {
    const desk = new AddressDesk(secret)
    const first = answered(desk)
    for (let n = 0; n < 100; n++) desk.challenge(newSecret(), port)
    const last = answered(desk)
    expect([desk.accepts(first.nonce, first.shown), desk.accepts(last.nonce, last.shown)]).toEqual([false, true])
  })
})

test('a secret has the form that is accepted', () => {
  expect(isSecretForm(newSecret())).toBe(true)
  expect(isSecretForm(undefined)).toBe(false)
})
