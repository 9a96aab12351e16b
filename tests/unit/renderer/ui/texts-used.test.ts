import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { texts } from '#renderer/ui/translate.ts'

const code = ['renderer', 'preload', 'main']
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`))
  .filter((path) => /\.tsx?$/.test(path) && !path.includes('ui/texts/'))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n')

/** A text is named whole, or by a template that may become its name: `state.${state}`. */
const whole = new Set(Array.from(code.matchAll(/'([a-z]+\.[a-z0-9-]+)'/g), ([, name]) => name))
const templates = Array.from(code.matchAll(/`([a-z]+\.[a-z0-9-]*)\$\{[^`}]+\}([a-z0-9-]*)`/g), ([, before, after]) => [before ?? '', after ?? ''] as const)
const isNamed = (key: string) => whole.has(key) || templates.some(([before, after]) => key.startsWith(before) && key.endsWith(after))

test('the interface says every text that it has', () => {
  expect(templates.length).toBeGreaterThan(20)
  expect(Object.keys(texts).filter((key) => !isNamed(key))).toEqual([])
})
