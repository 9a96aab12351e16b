import { describe, expect, test } from 'vitest'
import { newSecret } from '#main/app/address-exchange.ts'
import { Admission, isOwnHost, isOwnOrigin } from '#main/app/admission.ts'

describe('the host name of a request', () => {
  test.each(['127.0.0.1:4747', 'localhost:1', 'localhost', '[::1]:4747', '[::1]'])('it is our own: %s', (host) => {
    expect(isOwnHost(host)).toBe(true)
  })
  test.each([
    undefined,
    '',
    'evil.example',
    'evil.example:4747',
    '127.0.0.1.evil.example',
    '192.168.0.2:4747',
    '[::2]:4747',
    '127.0.0.1:@evil.example',
    '[::1]evil.example',
    'localhost:4747; script-src *',
  ])('it is not our own: %s', (host) => {
    expect(isOwnHost(host)).toBe(false)
  })
})

test('it takes a socket only from the page of the same address', () => {
  expect(isOwnOrigin('http://127.0.0.1:4747', '127.0.0.1:4747')).toBe(true)
  expect(isOwnOrigin('http://127.0.0.1:4748', '127.0.0.1:4747')).toBe(false)
  expect(isOwnOrigin('https://evil.example', '127.0.0.1:4747')).toBe(false)
  expect(isOwnOrigin('http://evil.example', 'evil.example')).toBe(false)
  expect(isOwnOrigin(undefined, '127.0.0.1:4747')).toBe(false)
})

describe('a one-time token', () => {
  const cookieOf = (admission: Admission) => admission.redeem(admission.token)?.split(';')[0] ?? ''
  test('it becomes a cookie once', () => {
    const admission = new Admission(newSecret())
    const { token } = admission
    const cookie = admission.redeem(token)
    expect(cookie).toMatch(/^moke_session_[\w-]{8}=[\w-]+; HttpOnly; SameSite=Strict/)
    expect(admission.redeem(token)).toBeNull()
    expect(admission.token).not.toBe(token)
    expect(admission.isKnown(`other=1; ${cookie?.split(';')[0]}`)).toBe(true)
  })
  test('it admits nobody without it', () => {
    const admission = new Admission(newSecret())
    const [name] = cookieOf(admission).split('=')
    expect(admission.redeem('')).toBeNull()
    expect(admission.isKnown(undefined)).toBe(false)
    expect(admission.isKnown(`${name}=`)).toBe(false)
    expect(admission.isKnown(`${name}=guess`)).toBe(false)
  })
  test('its cookie survives a restart and lies beside another workspace’s, since browsers ignore ports', () => {
    const session = newSecret()
    const first = new Admission(session)
    const other = new Admission(newSecret())
    const [mine, theirs] = [cookieOf(first), cookieOf(other)]
    expect(mine.split('=')[0]).not.toBe(theirs.split('=')[0])
    expect(new Admission(session).isKnown(`${theirs}; ${mine}`)).toBe(true)
    expect(first.isKnown(theirs)).toBe(false)
  })
  test('its cookie does not tell the session’s secret', () => {
    const session = newSecret()
    expect(cookieOf(new Admission(session))).not.toContain(session)
  })
})
