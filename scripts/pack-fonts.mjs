/** Fonts that go into exports: files of npm packages that the sources name, and no others of those packages, which have hundreds of megabytes of them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './house.mjs'

const naming = /['"]((?:@[\w.-]+\/)?[\w.-]+\/[\w./-]+\.(?:ttf|otf|woff2))['"]/g

/** The files of fonts that a source reads by their place in node_modules. */
export const fontsNamedIn = (text) => [...text.matchAll(naming)].map(([, file]) => file).filter((file) => !/^[./]/.test(file))

/** All that main reads as it runs, below node_modules; those of the page are part of it once it is built. */
export function fontFiles() {
  known ??= namedInMain()
  return known
}

/** @type {string[] | undefined} */
let known

function namedInMain() {
  const sources = readdirSync(join(root, 'main'), { recursive: true }).filter((file) => file.endsWith('.ts'))
  return [...new Set(sources.flatMap((file) => fontsNamedIn(readFileSync(join(root, 'main', file), 'utf8'))))].sort()
}

/** The package of a file below node_modules. */
export const packageOf = (file) =>
  file
    .split('/')
    .slice(0, file.startsWith('@') ? 2 : 1)
    .join('/')
