import { describe, expect, test } from 'vitest'
import { isOwnAddress, mayLeave, mayNavigate, mayRequest } from '#main/app/electron/address.ts'

const outside = [
  'https://example.com/',
  'http://127.0.0.1:4747/',
  'ws://example.com/',
  'file:///etc/passwd',
  'ftp://example.com/',
  'moke://other/',
  'moke://studio.example.com/',
  'moke://user@studio/',
  'moke://studio:80/',
  'javascript:alert(1)',
  'chrome://gpu/',
  'about:blank',
]

describe('addresses', () => {
  test.each(['moke://studio/', 'moke://studio/assets/index.js', 'moke://studio'])('it knows %s as its own', (address) => {
    expect(isOwnAddress(address)).toBe(true)
  })

  test.each(outside)('it refuses to request or to go to %s', (address) => {
    expect([isOwnAddress(address), mayRequest(address, false), mayRequest(address, true), mayNavigate(address)]).toEqual([false, false, false, false])
  })

  test('it lets the page use what it made itself', () => {
    expect(['data:image/png;base64,AA', 'blob:moke://studio/1f2e'].map((address) => mayRequest(address, false))).toEqual([true, true])
    expect(['blob:https://example.com/1f2e', 'data:text/html,x'].map((address) => mayNavigate(address))).toEqual([false, false])
    expect(mayRequest('blob:https://example.com/1f2e', true)).toBe(false)
  })

  test('it lets the developer tools load in development only', () => {
    const tools = 'devtools://devtools/bundled/inspector.html'
    expect([mayRequest(tools, true), mayRequest(tools, false), mayNavigate(tools)]).toEqual([true, false, false])
  })

  test('it lets the system open pages of the web and letters, and nothing that runs', () => {
    expect(['https://example.com/a', 'http://example.com', 'mailto:a@b.cn'].map(mayLeave)).toEqual([true, true, true])
    expect(['file:///etc/passwd', 'javascript:alert(1)', 'ms-settings:x', 'moke://studio/', 'data:text/html,x', ''].map(mayLeave)).toEqual(
      Array.from({ length: 6 }, () => false),
    )
  })
})
