import { sep } from 'node:path'
import { expect, test } from 'vitest'
import { contentSecurityPolicy, pageFile } from '#main/app/page-files.ts'

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
