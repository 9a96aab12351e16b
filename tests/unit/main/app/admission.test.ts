import { describe, expect, test } from 'vitest'
import { Admission, isOwnHost, isOwnOrigin, newSecret } from '#main/app/admission.ts'

describe('the host name of a request', () => {
  test.each(['127.0.0.1:4747', 'localhost:1', 'localhost', '[::1]:4747'])('it is our own: %s', (host) => {
    expect(isOwnHost(host)).toBe(true)
  })
  test.each([undefined, '', 'evil.example', 'evil.example:4747', '127.0.0.1.evil.example', '192.168.0.2:4747', '[::2]:4747'])('it is not our own: %s', (host) => {
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
  test('it becomes a cookie once', () => {
    const admission = new Admission(newSecret())
    const { token } = admission
    const cookie = admission.redeem(token)
    expect(cookie).toMatch(/^moke_session=[\w-]+; HttpOnly; SameSite=Strict/)
    expect(admission.redeem(token)).toBeNull()
    expect(admission.token).not.toBe(token)
    expect(admission.isKnown(`other=1; ${cookie?.split(';')[0]}`)).toBe(true)
  })
  test('it admits nobody without it', () => {
    const admission = new Admission(newSecret())
    expect(admission.redeem('')).toBeNull()
    expect(admission.isKnown(undefined)).toBe(false)
    expect(admission.isKnown('moke_session=')).toBe(false)
    expect(admission.isKnown('moke_session=guess')).toBe(false)
    expect(admission.isAuthor(undefined)).toBe(false)
  })
})
