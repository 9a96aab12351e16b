import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerPage } from '#main/app/electron/page-answer.ts'

let around = ''
let folder = ''

beforeAll(() => {
  around = mkdtempSync(join(tmpdir(), 'moke-page-'))
  folder = join(around, 'page')
  mkdirSync(join(folder, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'index.html'), '<!doctype html>墨课')
  writeFileSync(join(folder, 'assets', 'a b.js'), 'export {}')
  writeFileSync(join(around, 'secret.json'), '{}')
})
afterAll(() => rmSync(around, { recursive: true, force: true }))

const get = (url: string, method = 'GET') => answerPage(folder, { url, method })

describe('the custom protocol', () => {
  test('it serves the page with a policy that lets it connect to nothing', async () => {
    const answer = await get('moke://studio/')
    expect(await answer.text()).toBe('<!doctype html>墨课')
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(policy.split('; ')).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'none'",
        "frame-ancestors 'none'",
        "form-action 'none'",
        "base-uri 'none'",
      ]),
    )
    expect(policy).not.toMatch(/unsafe|http|\*/)
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('x-content-type-options')]).toEqual([
      200,
      'text/html; charset=utf-8',
      'nosniff',
    ])
  })

  test('it serves the page’s files, with a name that needs escaping too', async () => {
    const answer = await get('moke://studio/assets/a%20b.js?v=1#x')
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([200, 'text/javascript; charset=utf-8', 'export {}'])
  })

  test.each([
    'moke://studio/../secret.json',
    'moke://studio/%2e%2e/secret.json',
    'moke://studio/..%2fsecret.json',
    'moke://studio/assets/..%2f..%2fsecret.json',
    'moke://studio/%2e%2e%5csecret.json',
    'moke://studio//../secret.json',
    'moke://studio/%00',
    'moke://studio/%E0%A4%A',
    'moke://studio/assets',
    'moke://studio/none.js',
    'moke://other/index.html',
    'file:///etc/passwd',
    'https://example.com/index.html',
  ])('it has nothing at %s', async (url) => {
    const answer = await get(url)
    expect([answer.status, await answer.text()]).toEqual([404, ''])
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  test('it answers reading alone', async () => {
    const answers = await Promise.all(['POST', 'PUT', 'DELETE', 'HEAD'].map((method) => get('moke://studio/', method)))
    expect(answers.map((answer) => answer.status)).toEqual([405, 405, 405, 405])
  })
})
