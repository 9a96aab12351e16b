import { sep } from 'node:path'
import { describe, expect, test } from 'vitest'
import { imageHeaders, imageIn, contentSecurityPolicy, pageFile } from '#main/app/page-files.ts'

const root = ['', 'srv', 'page'].join(sep)

test('it finds the page and its files', () => {
  expect(pageFile(root, '/')).toEqual({ path: [root, 'index.html'].join(sep), type: 'text/html; charset=utf-8' })
  expect(pageFile(root, '/assets/a%20b.js')).toEqual({ path: [root, 'assets', 'a b.js'].join(sep), type: 'text/javascript; charset=utf-8' })
})

test.each(['/../secret.js', '/..%2f..%2fsecret.js', '/assets/%2e%2e/%2e%2e/secret.js', '/%', '/a%00.js', '/x.sqlite', '/folder', '/../page2/x.js'])(
  'it refuses %s',
  (path) => {
    expect(pageFile(root, path)).toBeNull()
  },
)

test('it allows no code, style or connection from elsewhere', () => {
  const policy = contentSecurityPolicy("'self'")
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toMatch(/unsafe|\*|https?:/)
})

describe('the pictures', () => {
  test('an address names one by its hash and by nothing else', () => {
    const id = 'ab'.repeat(32)
    expect([`/images/${id}`, `/images/${id}.png`, '/images/../workspace.sqlite', `/images/${id.toUpperCase()}`, '/images/'].map(imageIn)).toEqual([
      id,
      null,
      null,
      null,
      null,
    ])
  })

  test('a drawing that is opened by itself may load and run nothing', () => {
    expect(imageHeaders('svg')).toMatchObject({
      'content-type': 'image/svg+xml',
      'content-security-policy': expect.stringMatching(/default-src 'none'.*sandbox$/),
    })
    expect(['png', 'jpeg', 'avif'].map((type) => imageHeaders(type)['content-type'])).toEqual(['image/png', 'image/jpeg', 'image/avif'])
  })
})
